"""Items of which one is chosen: below 停车场（12分）stand 自备停车场 12 and 200米内可停车 6; they are levels of one item. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from kaoping.drafting.making.reads import Grade, Read
from kaoping.drafting.phrases import without_worth
from kaoping.intake.marks import mark
from kaoping.intake.paper import Paper

#: So many headings whose best entry is worth what the heading is are no chance.
_FEWEST = 2


@dataclass(slots=True)
class _Part:
    """A heading with points, and where the items directly below it stand."""

    at: int
    items: list[int] = field(default_factory=list)


def with_choices(paper: Paper, reads: list[Read]) -> list[Read]:
    """The reads of a table; items that add up to more than their heading, whose best alone is worth as much, are its levels."""
    parts = [one for one in _parts(reads) if len(one.items) > 1 and reads[one.at].points is not None]
    chosen = [one for one in parts if _is_choice(reads, one)]
    if len(chosen) < _FEWEST or any(_sum(reads, one) != reads[one.at].points for one in parts if one not in chosen):
        return reads
    made = list(reads)
    for number, part in enumerate(chosen):
        names = [_name(paper, reads[at]) for at in part.items]
        if len(set(names)) != len(names):
            continue
        head = reads[part.at]
        grades = tuple(Grade(name, reads[at].points) for name, at in zip(names, part.items, strict=True))
        made[part.at] = replace(head, role="criterion", grades=grades)
        if number == 0 and not head.doubt:
            said = f"“{_name(paper, head)}”下各条最高的正好是 {head.points:f} 分，相加则超过：读作几选一的等级，其余同样的也是"
            made[part.at] = replace(made[part.at], doubt="choice", sure=False, why=said, others=("group",))
        for at in part.items:
            made[at] = replace(reads[at], role="requirement", points=None, doubt="", why="", sure=True)
    return made


def _parts(reads: Sequence[Read]) -> list[_Part]:
    found: list[_Part] = []
    for at, read in enumerate(reads):
        if read.role in ("dimension", "group") and not read.joins:
            found.append(_Part(at))
        elif read.role == "criterion" and not read.joins and found:
            found[-1].items.append(at)
    return found


def _is_choice(reads: Sequence[Read], part: _Part) -> bool:
    worth = [reads[at].points for at in part.items]
    known = [one for one in worth if one is not None]
    return len(known) == len(worth) and max(known) == reads[part.at].points and known == sorted(known, reverse=True)


def _sum(reads: Sequence[Read], part: _Part) -> Decimal:
    return sum((one for at in part.items if (one := reads[at].points) is not None), Decimal(0))


def _name(paper: Paper, read: Read) -> str:
    text = (read.text or paper.passages[read.passage].printed[read.start : read.end]).strip()
    found = mark(text)
    return without_worth(text[found.end if found else 0 :]).strip("。；;，, ")
