"""kaoping plugin: Beihai's standards for becoming a national city under the rule of law (draft for comments)."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from kaoping import hookimpl

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


@hookimpl
def kaoping_standards() -> list[Traversable]:
    """The score sheets and the document that they belong to."""
    here = files(__name__)
    return [here / "beihai.document.toml", here / "county.toml"]
