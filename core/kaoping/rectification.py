"""What is to be put right (整改): how it stands, whether it is late, what a deduction suggests. Pure: days are given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from kaoping.answers import Rating, Rectification
from kaoping.numbers import fold

RectificationState = Literal["open", "done", "withdrawn"]

STATES: dict[RectificationState, str] = {"open": "未完成", "done": "已整改", "withdrawn": "已撤回"}
#: Days after the evaluation's as-of that a due date may lie at most, given as `+30`.
MOST_DAYS = 3650
_DAYS = re.compile(r"\+(\d{1,5})天?")
_DATE = re.compile(r"(?:(\d{4})[-./年])?(\d{1,2})[-./月](\d{1,2})日?")


def state_of(asked: Rectification) -> RectificationState:
    """How it stands."""
    if asked.withdrawn is not None:
        return "withdrawn"
    return "done" if asked.done_on is not None else "open"


def overdue(asked: Rectification, on: date) -> bool:
    """Whether it is open on this day, after the day on which it was due."""
    return state_of(asked) == "open" and asked.due < on


def state_text(asked: Rectification, on: date | None = None) -> str:
    """How it stands, for people: `未完成`, `未完成，逾期 12 天`, `已整改 2026-03-20：制度已补`, `已撤回：重复`.

    :param on: the day that lateness is counted to; without it nothing is late.
    """
    if asked.withdrawn is not None:
        return f"已撤回：{asked.withdrawn}"
    if asked.done_on is not None:
        return f"已整改 {asked.done_on.isoformat()}" + (f"：{asked.seen}" if asked.seen else "")
    late = f"，逾期 {(on - asked.due).days} 天" if on is not None and overdue(asked, on) else ""
    return f"{STATES['open']}{late}"


def rectification_text(asked: Rectification, on: date | None = None) -> str:
    """A rectification in one line: `补齐制度｜责任 县司法局｜期限 2026-03-31｜未完成`."""
    what = f"{asked.requirement} {asked.what}" if asked.requirement else asked.what
    return f"{what}｜责任 {asked.owner}｜期限 {asked.due.isoformat()}｜{state_text(asked, on)}"


def due_of(text: str, as_of: date) -> date:
    """A due date as it is typed: `2026-03-31`; `3-31`, the next such day from `as_of` on; `+30`, days after it.

    :raises ValueError: it is none; the message is for people.
    """
    folded = "".join(fold(text).split())
    days = _DAYS.fullmatch(folded)
    if days is not None:
        number = int(days[1])
        if number > MOST_DAYS:
            raise ValueError(f"“{text[:20]}”太远，最多 +{MOST_DAYS} 天")
        return as_of + timedelta(days=number)
    given = _DATE.fullmatch(folded)
    if given is None:
        raise ValueError(f"“{text[:20]}”不是期限，请写如 2026-03-31、3-31（下一个 3 月 31 日）或 +30（截至日后 30 天）")
    year, month, day = (int(part) if part is not None else None for part in given.groups())
    # A 29 February without a year is at most eight years away.
    for number in (year,) if year is not None else range(as_of.year, as_of.year + 9):
        try:
            found = date(number or 0, month or 0, day or 0)
        except ValueError:
            continue
        if year is not None or found >= as_of:
            return found
    raise ValueError(f"“{text[:20]}”没有这一天，请检查月和日")


@dataclass(frozen=True, slots=True)
class Fault:
    """What a criterion lost for: the words, and the requirement that it is about."""

    text: str
    requirement: str | None = None


def faults_of(rating: Rating, unmet: Sequence[tuple[str, str]], *, lost: bool = False) -> tuple[Fault, ...]:
    """What a rating gives to put right: each deduction's reason, else the rating's; then requirements not met.

    :param unmet: id and text of each requirement that is not met.
    :param lost: whether the rating has less than it could have; a level alone does not say so.
    """
    found = [Fault(deduction.reason, deduction.requirement) for deduction in rating.deductions]
    lost = lost or rating.points is not None or rating.verdict in ("partial", "unmet") or rating.carried
    if not found and rating.reason and rating.not_applicable is None and lost:
        found.append(Fault(rating.reason))
    named = {fault.requirement for fault in found}
    found += [Fault(f"未达到：{text}", id) for id, text in unmet if id not in named]
    return tuple(found)


def still_to_ask(faults: Iterable[Fault], asked: Iterable[Rectification]) -> tuple[Fault, ...]:
    """The faults for which nothing has been asked yet, by requirement or by the same words."""
    held = [one for one in asked if state_of(one) != "withdrawn"]
    texts, requirements = {one.what for one in held}, {one.requirement for one in held if one.requirement}
    return tuple(fault for fault in faults if fault.text not in texts and fault.requirement not in requirements)


def ordered(asked: Iterable[Rectification], items: Sequence[str]) -> tuple[Rectification, ...]:
    """In the order of the standard's criteria, the first due first."""
    places = {item: number for number, item in enumerate(items)}
    return tuple(sorted(asked, key=lambda one: (places.get(one.item, len(places)), one.due, one.id)))
