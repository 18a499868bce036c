"""The wheel holds everything and nothing else: each of these faults would build without a word."""

from __future__ import annotations

import re
import tarfile
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

from kaoping.hooks.manager import DEFAULT_PLUGINS

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def packages_on_disk() -> set[str]:
    """Every folder that should ship: core, the screen, and each plugin's package."""
    plugins = {path.relative_to(ROOT).as_posix() for path in (ROOT / "plugins").glob("*/kaoping_*") if path.is_dir()}
    return {"core/kaoping", "tui/kaoping_tui"} | plugins


def sources(package: str) -> set[str]:
    """The files of a package as they are named in a wheel."""
    folder = ROOT / package
    return {
        path.relative_to(folder.parent).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_plugin_folders_package_list_and_default_plugins_agree(project: dict[str, Any]) -> None:
    listed = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert len(listed) == len(set(listed))
    assert set(listed) == packages_on_disk()
    modules = {path.rpartition("/")[2] for path in listed if path.startswith("plugins/")}
    assert set(DEFAULT_PLUGINS) == modules | {"kaoping.hooks.builtin"}
    assert len(DEFAULT_PLUGINS) == len(modules) + 1


def test_a_plugin_folder_is_named_like_its_package_and_holds_nothing_that_would_be_imported() -> None:
    """Each folder below plugins/ is on the path of an editable install: whatever lies there can be imported."""
    for folder in (ROOT / "plugins").iterdir():
        inside = {path.name for path in folder.iterdir()} - {"README.md", ".gitkeep", "__pycache__"}
        assert inside <= {f"kaoping_{folder.name}"}, folder.name


def test_tools_know_every_package(project: dict[str, Any]) -> None:
    packages = packages_on_disk()
    assert set(project["tool"]["ruff"]["src"]) == {path.rpartition("/")[0] for path in packages}
    assert set(project["tool"]["ruff"]["lint"]["isort"]["known-first-party"]) == {
        path.rpartition("/")[2] for path in packages
    }


@pytest.mark.parametrize("package", sorted(packages_on_disk()))
def test_every_file_of_a_package_is_in_the_wheel(package: str, wheel_files: frozenset[str]) -> None:
    """A git-ignored file is left out silently, so this looks at the disk and not at git."""
    name = package.rpartition("/")[2]
    assert {file for file in wheel_files if file.split("/")[0] == name} == sources(package)
    assert f"{name}/py.typed" in wheel_files
    assert f"{name}/__init__.py" in wheel_files


def test_every_data_file_is_of_a_kind_that_is_expected(wheel_files: frozenset[str]) -> None:
    kinds = {".py", ".toml", ".json", ".tcss", ".typ"}
    assert {file for file in wheel_files if Path(file).suffix not in kinds and not file.endswith("/py.typed")} == set()


def test_the_wheel_has_no_other_top_level_names_and_no_tests(wheel_files: frozenset[str]) -> None:
    assert {file.split("/")[0] for file in wheel_files} == {path.rpartition("/")[2] for path in packages_on_disk()}
    assert not [file for file in wheel_files if re.search(r"(?:^|[^a-z])tests?(?:[^a-z]|$)", file.lower())]


def test_bundled_plugins_need_no_entry_point(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/entry_points.txt")]
        assert archive.read(name).decode().split() == ["[console_scripts]", "kaoping", "=", "kaoping.cli:main"]


def test_the_source_distribution_builds_the_same_wheel(wheel: Path, tmp_path: Path, build: Any) -> None:
    packed = build(ROOT, tmp_path / "sdist", "sdist")
    with tarfile.open(packed) as archive:
        for member in archive.getmembers():  # our own archive; `filter` came with a later 3.11
            archive.extract(member, tmp_path / "unpacked")
    (unpacked,) = (tmp_path / "unpacked").iterdir()
    again = build(unpacked, tmp_path / "wheel", "wheel")

    def content(path: Path) -> dict[str, bytes]:
        with zipfile.ZipFile(path) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    assert content(again) == content(wheel)
