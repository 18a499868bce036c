"""What one change of a rule is, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from kaoping.standard.resolved import Resolved

Kind = Literal["points", "weights", "bounds", "deductions", "caps", "vetoes", "thresholds", "policy"]
KINDS: Mapping[Kind, str] = {
    "points": "分值",
    "weights": "权重",
    "bounds": "界限",
    "deductions": "扣分规则",
    "caps": "上限和下限",
    "vetoes": "一票否决",
    "thresholds": "等次线",
    "policy": "计分办法",
}

State = Literal["noticed", "unnoticed", "equivalent", "refused"]
"""`equivalent`: it can change no result, by construction. `refused`: the format itself does not take the changed value."""

Path = tuple[str | int, ...]


class Dropped:
    """Stands for a field or an element that the change takes away."""


DROPPED = Dropped()

Same = Callable[[Resolved], str | None]
"""Why a change can alter no result of this standard (with these rules); None where it can."""


@dataclass(frozen=True, slots=True)
class Change:
    """One rule changed.

    :ivar item: what the rule belongs to: the id of a criterion, a requirement, a veto …, or an outcome's label.
    :ivar path: the node in the standard (or in the rules) of which some fields, elements or keys are `update`d.
    :ivar advice: which worked case would notice it, in Chinese.
    :ivar criteria: the criteria whose suggestions it can alter; None for all.
    :ivar sheet: whether it can alter anything but suggestions.
    """

    kind: Kind
    item: str
    what: str
    before: str
    after: str
    path: Path
    update: Mapping[str | int, object]
    advice: str
    criteria: frozenset[str] | None = frozenset()
    sheet: bool = True
    same: Same | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one change.

    :ivar rules: the rules file in which it was made; None for the standard itself.
    :ivar why: the first case that noticed it, or why none could; "" where none did.
    """

    change: Change
    state: State
    why: str = ""
    rules: str | None = None
