"""What a sketched case is, before it is run. Pure values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

Json = dict[str, Any]
Rest = Literal["full", "zero", "none"]


@dataclass(frozen=True, slots=True)
class Sketch:
    """A case without its results.

    :ivar how: how its numbers come about, for who checks them
    :ivar looks: criteria whose suggestion is told; `asks` requirements whose state is
    :ivar vetoes: vetoes whose state is told
    :ivar silent: nothing is said of what adds or takes off
    """

    name: str
    how: str = ""
    rest: Rest = "none"
    period: tuple[date, date] | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)
    ratings: Mapping[str, Json] = field(default_factory=dict)
    facts: tuple[Json, ...] = ()
    stated: Mapping[str, Json] = field(default_factory=dict)
    adjusted: Mapping[str, Json] = field(default_factory=dict)
    looks: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    vetoes: tuple[str, ...] = ()
    silent: bool = False
