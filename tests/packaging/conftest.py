"""The wheel as pip gets it, and a virtual environment that has it and nothing it does not declare."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
import zipfile
from collections.abc import Callable, Iterator
from importlib.metadata import Distribution, distribution
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


def required(name: str, extras: frozenset[str] = frozenset()) -> Iterator[Distribution]:
    """The distributions that `name` declares to need, theirs included; it itself is left out."""
    seen: set[tuple[str, frozenset[str]]] = set()
    todo = [(name, extras)]
    while todo:
        current = todo.pop()
        if current in seen:
            continue
        seen.add(current)
        found = distribution(current[0])
        if current[0] != name:
            yield found
        for text in found.requires or ():
            need = Requirement(text)
            wanted = {"", *current[1]}
            if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in wanted):
                todo.append((re.sub(r"[-_.]+", "-", need.name).lower(), frozenset(need.extras)))


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


@pytest.fixture(scope="session")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh virtual environment with the wheel installed by pip.

    What the wheel declares to need is linked in from this environment, so that nothing is fetched; whatever else is
    installed here stays out, so that a dependency that is not declared shows.
    """
    root = tmp_path_factory.mktemp("environment")
    venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt").create(root)
    python = root / ("Scripts" if os.name == "nt" else "bin") / "python"
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index",
         "--no-cache-dir", str(wheel)],
        check=True, capture_output=True,
    )  # fmt: skip
    asked = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site = Path(subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip())
    for needed in required("kaoping"):
        for top in {file.parts[0] for file in needed.files or ()} - {"..", "__pycache__"}:
            if not (site / top).exists():
                (site / top).symlink_to(Path(str(needed.locate_file(top))))
    return root


@pytest.fixture
def run(environment: Path, tmp_path: Path) -> Run:
    """Run a program of that environment, in an empty folder and with an empty home, given no input."""

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
