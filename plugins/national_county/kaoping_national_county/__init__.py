"""The plugin national_county: the guiding standard for model counties in the rule of law, with one province's notice.

31 indicators in five dimensions, without points; five bars to recommendation, with a look-back of three years.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from kaoping import hookimpl

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from pathlib import Path


@hookimpl
def kaoping_standards() -> list[Path | Traversable]:
    """The score sheet and its document."""
    here = files(__name__)
    return [here / "national_county.toml", here / "national_county.document.toml"]
