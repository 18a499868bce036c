"""The plugin municipal_2019: the indicators for model cities and counties in law-based government (2019).

100 indicators in eight dimensions and 34 groups, without points or weights; 90 % of them for the comprehensive title,
honours for single fields, four grounds on which a title is taken away.
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
    return [here / "municipal_2019.toml", here / "municipal_2019.document.toml"]


@hookimpl
def kaoping_crosswalks() -> list[Traversable]:
    """How its criteria relate to those of the other bundled standards, a file for each pair."""
    folder = files(__name__) / "crosswalks"
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted((path for path in found if path.name.endswith(".toml")), key=lambda path: path.name)
