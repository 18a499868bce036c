"""kaoping plugin: Beihai's standards for becoming a national city under the rule of law (draft for comments)."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from kaoping import hookimpl

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

#: The score sheets in the document's order.
SHEETS = ("county", "judicial", "administrative", "party", "enterprise")


@hookimpl
def kaoping_standards() -> list[Traversable]:
    """The score sheets and the document that they belong to."""
    here = files(__name__)
    return [here / "beihai.document.toml", *(here / f"{sheet}.toml" for sheet in SHEETS)]


@hookimpl
def kaoping_crosswalks() -> list[Traversable]:
    """How its criteria relate to those of the other bundled standards, a file for each pair."""
    folder = files(__name__) / "crosswalks"
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted((path for path in found if path.name.endswith(".toml")), key=lambda path: path.name)
