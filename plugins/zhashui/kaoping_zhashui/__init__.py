"""The plugin zhashui: Zhashui county's standard for model units in law-based government (2023).

76 items in nine dimensions and 31 groups, without points; four ways of dealing with a unit that bears the title
already, whose conditions stand in another document.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from kaoping import hookimpl

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


@hookimpl
def kaoping_standards() -> list[Traversable]:
    """The score sheet and its document."""
    here = files(__name__)
    return [here / "zhashui.toml", here / "zhashui.document.toml"]


@hookimpl
def kaoping_crosswalks() -> list[Traversable]:
    """How its criteria relate to those of the other bundled standards, a file for each pair."""
    folder = files(__name__) / "crosswalks"
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted((path for path in found if path.name.endswith(".toml")), key=lambda path: path.name)
