"""The wheel as pip gets it, and a virtual environment that has it and nothing it does not declare."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
import zipfile
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement

REPOSITORY = Path(__file__).resolve().parents[2]

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def built(source: Path, target: Path, kind: str) -> Path:
    """Build the "wheel" or "sdist" of `source` with the backend that is installed: nothing is fetched."""
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(target)],
        cwd=source,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (made,) = target.iterdir()
    return made


def required(texts: Iterable[str]) -> Iterator[Distribution]:
    """The distributions, installed here, that these requirements ask for, and those that they ask for in turn."""
    seen: set[tuple[str, frozenset[str]]] = set()
    todo = [(text, frozenset[str]()) for text in texts]
    while todo:
        text, asked = todo.pop()
        need = Requirement(text)
        if need.marker is not None and not any(need.marker.evaluate({"extra": extra}) for extra in {"", *asked}):
            continue
        current = (re.sub(r"[-_.]+", "-", need.name).lower(), frozenset(need.extras))
        if current in seen:
            continue
        seen.add(current)
        found = distribution(current[0])
        yield found
        todo += [(other, current[1]) for other in found.requires or ()]


@pytest.fixture(scope="session")
def build() -> Callable[[Path, Path, str], Path]:
    """See `built`."""
    return built


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    return built(REPOSITORY, tmp_path_factory.mktemp("wheel"), "wheel")


@pytest.fixture(scope="session")
def wheel_files(wheel: Path) -> frozenset[str]:
    """What is in the wheel, its metadata left out."""
    with zipfile.ZipFile(wheel) as archive:
        return frozenset(name for name in archive.namelist() if ".dist-info/" not in name)


def installed(root: Path, *wheels: Path, tools: Iterable[str] = ()) -> Path:
    """A fresh virtual environment in `root` with these wheels installed by pip.

    What kaoping declares to need is linked in from this environment, so that nothing is fetched; whatever else is
    installed here stays out, so that a dependency that is not declared shows. `tools` are linked in too.
    """
    venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt").create(root)
    python = root / ("Scripts" if os.name == "nt" else "bin") / "python"
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index",
         "--no-cache-dir", *map(str, wheels)],
        check=True, capture_output=True,
    )  # fmt: skip
    asked = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site = Path(subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip())
    (own,) = distributions(name="kaoping", path=[str(site)])
    for needed in required([*(own.requires or ()), *tools]):
        for top in {file.parts[0] for file in needed.files or ()} - {"..", "__pycache__"}:
            if not (site / top).exists():
                (site / top).symlink_to(Path(str(needed.locate_file(top))))
    return root


@pytest.fixture(scope="session")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that has the wheel, what it declares to need, and nothing else."""
    return installed(tmp_path_factory.mktemp("environment"), wheel)


@pytest.fixture(scope="session")
def install() -> Callable[..., Path]:
    """See `installed`."""
    return installed


@pytest.fixture
def run(environment: Path, tmp_path: Path) -> Run:
    """Run a program of that environment, in an empty folder and with an empty home, given no input."""
    return runner(environment, tmp_path)


def runner(environment: Path, tmp_path: Path) -> Run:
    """See `run`; of any environment."""

    def call(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        scripts = environment / ("Scripts" if os.name == "nt" else "bin")
        return subprocess.run(
            [str(scripts / program), *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", "KAOPING_DB": str(tmp_path / "考评.db")},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return call
