"""Caps that several adjustments share, with their members told and the rules' amounts filled in. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kaoping.standard.fields import SetBy
from kaoping.standard.model import Standard
from kaoping.standard.rules import Rules


@dataclass(frozen=True, slots=True)
class SharedCap:
    """The most that some adjustments give together.

    :ivar of: ids of the adjustments, in the order of the standard.
    :ivar at_most: never negative, `kind` gives the sign; None where nobody has set it.
    """

    id: str
    title: str
    kind: Literal["bonus", "penalty"]
    of: tuple[str, ...]
    at_most: Decimal | None
    set_by: SetBy
    clause: str | None


def shared_caps(standard: Standard, rules: Rules | None) -> tuple[SharedCap, ...]:
    """Every shared cap of a standard. Ids that name no adjustment are left to lint."""
    given = rules.adjustment_caps if rules is not None else {}
    found = []
    for cap in standard.adjustment_caps:
        held = [one for one in standard.adjustments if one.id in cap.of or one.kind == cap.kind]
        at_most = cap.at_most
        if at_most is None and cap.id in given:
            at_most = given[cap.id].at_most
        kind = cap.kind or (held[0].kind if held else "bonus")
        of = tuple(one.id for one in held)
        found.append(SharedCap(cap.id, cap.title, kind, of, at_most, cap.set_by, cap.clause))
    return tuple(found)
