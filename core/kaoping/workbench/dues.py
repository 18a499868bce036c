"""Until when a stage is to be delivered, and what was delivered when for one that comes again. Pure."""

from __future__ import annotations

import calendar
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from kaoping.standard.document import Stage
from kaoping.workdays import Calendar, notices

#: From how many days before its day a delivery is said to be near.
NEAR = 7


class Term(NamedTuple):
    """One of the days of a stage that comes again.

    :ivar delivered: the last hand-in up to it since the day before; for a late one the first after it
    :ivar state: late: nothing up to the day, and something before the next one
    """

    day: date
    delivered: date | None
    state: Literal["on-time", "late", "missed", "coming"]

    @property
    def text(self) -> str:
        """The term for people."""
        if self.delivered is None:
            return "逾期未交" if self.state == "missed" else "未到期"
        return f"{'逾期，' if self.state == 'late' else ''}{self.delivered:%m-%d} 交"


@dataclass(frozen=True, slots=True)
class Due:
    """Until when something is to be delivered.

    :ivar day: the day that counts today; None where the document sets none or it cannot be told yet
    :ivar text: the rule for people: 每月 25 日前, or empty
    :ivar official: False where the day was worked out over a year for which no holidays are published (推算)
    :ivar since: for a day that comes again, the one before: what was delivered up to it was for that one
    :ivar passed: for a day that comes again, the last one gone by, for which something had to be there
    :ivar earliest: whether the day is the first on which the stage may end, and no deadline (公示不少于)
    :ivar every: for a day that comes again, all of them within the campaign's period
    """

    day: date | None = None
    text: str = ""
    official: bool = True
    since: date | None = None
    passed: date | None = None
    earliest: bool = False
    every: tuple[date, ...] = ()

    def missed(self, delivered: date | None, today: date) -> bool:
        """Whether today is past it for one who delivered on that day, or never (None)."""
        if self.earliest:
            return False
        if self.passed is not None:
            return delivered is None or (self.since is not None and delivered <= self.since)
        return delivered is None and self.day is not None and today > self.day

    def left(self, today: date) -> int | None:
        """The days until it, where it is a deadline and near; 0 on the day itself."""
        if self.day is None or self.earliest or not 0 <= (self.day - today).days <= NEAR:
            return None
        return (self.day - today).days

    def terms(self, delivered: Sequence[date], today: date) -> tuple[Term, ...]:
        """Each day of a stage that comes again, with what was delivered for it.

        A hand-in counts for the first day on or after it. Where nothing was there by a day, the first hand-in before the
        next one is named as late too: nothing says for which of the two it was meant.
        """
        found = []
        order = sorted(delivered)
        for number, day in enumerate(self.every):
            begin = bisect_right(order, self.every[number - 1]) if number else 0
            end = bisect_right(order, day)
            after = self.every[number + 1] if number + 1 < len(self.every) else date.max
            if end > begin:
                found.append(Term(day, order[end - 1], "on-time"))
            elif day >= today:
                found.append(Term(day, None, "coming"))
            elif end < len(order) and order[end] <= after:
                found.append(Term(day, order[end], "late"))
            else:
                found.append(Term(day, None, "missed"))
        return tuple(found)


def due_of(
    stage: Stage,
    known: Mapping[str, Stage],
    span: tuple[date, date],
    today: date,
    delivered: Mapping[str, date] | None = None,
    days: Calendar | None = None,
) -> Due:
    """Until when a stage is to be delivered.

    :param known: the document's stages by id, to count working days from the one before.
    :param span: first and last day of the campaign's period: a day of the year or month is looked for within.
    :param delivered: when stages were delivered, which goes before the printed day to count from.
    :param days: which days are worked; the published notices without it.
    """
    if stage.due is not None:
        return Due(stage.due)
    if stage.monthly is not None:
        return _recurring(f"每月 {stage.monthly} 日前", _monthly(stage.monthly, span), today)
    if stage.yearly is not None:
        month, day = (int(part) for part in stage.yearly.split("-"))
        return _recurring(f"每年 {month} 月 {day} 日前", _yearly(month, day, span), today)
    if stage.working_days is None:
        return Due()
    least = stage.at_least
    text = f"{'不少于 ' if least else ''}{stage.working_days} 个工作日{'' if least else '内'}"
    start = (delivered or {}).get(stage.after or "")
    before = known.get(stage.after or "")
    start = start or (before.due if before is not None else None) or stage.starts
    if start is None:
        return Due(text=text, earliest=least)
    end, official = (days or notices()).after(start, stage.working_days)
    return Due(end, text, official, earliest=least)


def _monthly(day: int, span: tuple[date, date]) -> list[date]:
    first, last = span
    found = []
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        year, month = number // 12, number % 12 + 1
        found.append(date(year, month, min(day, calendar.monthrange(year, month)[1])))
    return found


def _yearly(month: int, day: int, span: tuple[date, date]) -> list[date]:
    """That day in each year of the period; where none lies within, the next one after it."""
    first, last = span
    every = [
        date(year, month, min(day, calendar.monthrange(year, month)[1])) for year in range(first.year, last.year + 2)
    ]
    within = [one for one in every if first <= one <= last]
    return within or [one for one in every if one > last][:1]


def _recurring(text: str, days: list[date], today: date) -> Due:
    """The day that counts now, the last one gone by, and the one before that."""
    gone = [day for day in days if day < today]
    coming = [day for day in days if day >= today]
    return Due(
        coming[0] if coming else gone[-1] if gone else None,
        text,
        passed=gone[-1] if gone else None,
        since=gone[-2] if len(gone) > 1 else None,
        every=tuple(days),
    )


def due_text(due: Due) -> str:
    """A due day for people: `2025-12-25 前（每月 25 日前）`; one worked out without published holidays says 推算."""
    day = "" if due.day is None else f"{due.day.isoformat()}{' 起可结束' if due.earliest else ' 前'}"
    notes = "，".join(note for note in (due.text, "" if due.official else "推算") if note)
    return f"{day}（{notes}）" if day and notes else day or notes


__all__ = ["Due", "Term", "due_of", "due_text"]
