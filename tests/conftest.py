"""What every test stands on: a home of its own, none of the user's settings, and random tests that repeat."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

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
