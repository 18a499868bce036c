"""What vetoes do, in words. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kaoping.standard.model import Veto

if TYPE_CHECKING:
    from kaoping.standard.resolved import Resolved

EFFECTS: Mapping[str, str] = {
    "ineligible": "不得参评",
    "revoke": "撤销",
    "downgrade": "降等",
    "limit": "限定等次",
    "cap": "封顶",
    "zero": "计零分",
    "no-score": "不计分",
}


def effect_text(resolved: Resolved, veto: Veto) -> str:
    """What a veto does; of a limit, which outcome is the best that is left."""
    if veto.effect != "limit":
        return EFFECTS[veto.effect]
    if veto.outcome is None:
        return f"{EFFECTS['limit']}，限到哪一等本地未定"
    bands = resolved.outcomes
    lowest = bool(bands) and bands[-1].label == veto.outcome
    return f"直接定为“{veto.outcome}”" if lowest else f"最好只能为“{veto.outcome}”"
