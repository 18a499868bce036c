"""What every test stands on: a home of its own, none of the user's settings, and random tests that repeat."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

#: Where Linux keeps files in memory, and what must be free there.
MEMORY, ROOM = Path("/dev/shm"), 2 * 1024**3


def in_memory() -> bool:
    """Whether there is such a folder for the tests' files, with room, and programs can be run from it."""
    try:
        free = shutil.disk_usage(MEMORY).free
        runs = not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC
    except (OSError, AttributeError):
        return False
    return free >= ROOM and runs and os.access(MEMORY, os.W_OK | os.X_OK)


# A workspace waits for the disk at every save; thousands of saves, each of which no test looks at after a power cut, would
# take minutes of it. What is killed here are processes, and files in memory outlive these as files on a disk do.
if not {"TMPDIR", "PYTEST_DEBUG_TEMPROOT"} & os.environ.keys() and in_memory():
    os.environ["TMPDIR"] = str(MEMORY)  # for the processes of xdist too
    tempfile.tempdir = None

# Containers often ask for no bytecode; then every process of xdist would compile all tests anew at each run, and a hundred
# others the program. Git ignores it.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

settings.register_profile("kaoping", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("kaoping")

#: Where programs look for the user's files, on every system, as parts below a home.
HOMES = {
    "HOME": (),
    "USERPROFILE": (),
    "APPDATA": ("AppData", "Roaming"),
    "LOCALAPPDATA": ("AppData", "Local"),
    "XDG_CONFIG_HOME": (".config",),
    "XDG_DATA_HOME": (".local", "share"),
    "XDG_STATE_HOME": (".local", "state"),
    "XDG_CACHE_HOME": (".cache",),
}
#: What a user may have set to change how programs look or behave.
PERSONAL = ("KAOPING_", "TEXTUAL")
TASTES = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "PYTHONPATH")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slowest first, so that no process is left with one of them at the end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, which child processes get too."""
    folder = tmp_path_factory.mktemp("home")
    for name, parts in HOMES.items():
        monkeypatch.setenv(name, str(folder.joinpath(*parts)))
    for name in os.environ:
        if name.startswith(PERSONAL) or name in TASTES:
            monkeypatch.delenv(name)
    return folder
