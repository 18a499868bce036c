"""Calendar periods and look-back windows. Pure: no clock is read here."""

from __future__ import annotations

import calendar
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from kaoping.numbers import EXACT, fold

_YEAR = re.compile(r"(\d{4})", re.ASCII)
_SPAN = re.compile(r"(\d{4})/(\d{4})", re.ASCII)
_HALF = re.compile(r"(\d{4})-H([12])", re.ASCII)
_QUARTER = re.compile(r"(\d{4})-Q([1-4])", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
_DAYS = re.compile(r"(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)", re.ASCII)

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `start` to `end`, both included."""

    start: date
    end: date

    @property
    def label(self) -> str:
        """The canonical name: 2025, 2025-H1, 2025-Q3, 2025-06, 2023/2025, or 2025-03-01..2025-05-31."""
        first, last = self.start, self.end
        if first.day == 1 and last == _last(last.year, last.month):
            months = (last.year - first.year) * 12 + last.month - first.month + 1
            if first.month == 1 and months % 12 == 0:
                return str(first.year) if months == 12 else f"{first.year}/{last.year}"
            if months == 6 and first.month in (1, 7):
                return f"{first.year}-H{(first.month + 5) // 6}"
            if months == 3 and first.month % 3 == 1:
                return f"{first.year}-Q{(first.month + 2) // 3}"
            if months == 1:
                return f"{first.year}-{first.month:02d}"
        return f"{first.isoformat()}..{last.isoformat()}"

    def up_to(self, day: date | None) -> Period:
        """The part up to a day that lies within; else the whole: what comes after that day is not yet known."""
        return Period(self.start, day) if day is not None and self.start <= day < self.end else self

    def contains(self, other: Period) -> bool:
        """Whether all of `other` lies within."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Period) -> bool:
        """Whether they share a day."""
        return self.start <= other.end and other.start <= self.end

    def years(self) -> list[Period]:
        """The full calendar years within; where there is none, the year in which the period ends."""
        first = self.start.year if (self.start.month, self.start.day) == (1, 1) else self.start.year + 1
        last = self.end.year if (self.end.month, self.end.day) == (12, 31) else self.end.year - 1
        found = [year(number) for number in range(first, last + 1)]
        return found or [year(self.end.year)]

    def pieces(self, per: str) -> list[Period]:
        """The full years, half-years, quarters or months within; for years as `years`, else the last piece at least.

        For "period" the whole of it.
        """
        if per == "period":
            return [self]
        if per == "year":
            return self.years()
        size = {"half-year": 6, "quarter": 3, "month": 1}[per]
        found: list[Period] = []
        start = date(self.start.year, 1, 1)
        while start <= self.end:
            month = start.month + size - 1
            piece = Period(start, _last(start.year, month))
            if self.contains(piece):
                found.append(piece)
            last = piece
            if piece.end == date.max:
                break
            start = piece.end + _DAY
        return found or [last]


@lru_cache(maxsize=256)
def year(number: int) -> Period:
    """The calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31))


@lru_cache(maxsize=256)  # every record names its period
def parse(label: str) -> Period:
    """Read a period's name: 2025, 2025-H1, 2025-Q3, 2025-06, 2023/2025 (years), 2025-03-01..2025-05-31.

    Full-width digits and signs are read as plain ones.

    :raises ValueError: with a Chinese message, for anything else.
    """
    text = fold(label)
    try:
        if match := _YEAR.fullmatch(text):
            return year(int(match[1]))
        if match := _SPAN.fullmatch(text):
            first, last = int(match[1]), int(match[2])
            if first <= last:
                return Period(date(first, 1, 1), date(last, 12, 31))
        if match := _HALF.fullmatch(text):
            number, half = int(match[1]), int(match[2])
            return Period(date(number, 6 * half - 5, 1), _last(number, 6 * half))
        if match := _QUARTER.fullmatch(text):
            number, quarter = int(match[1]), int(match[2])
            return Period(date(number, 3 * quarter - 2, 1), _last(number, 3 * quarter))
        if match := _MONTH.fullmatch(text):
            number, month = int(match[1]), int(match[2])
            return Period(date(number, month, 1), _last(number, month))
        if match := _DAYS.fullmatch(text):
            start, end = date.fromisoformat(match[1]), date.fromisoformat(match[2])
            if start <= end:
                return Period(start, end)
    except ValueError:
        pass
    raise ValueError(
        f"“{label[:40]}”不是期间，请写 2025、2025-H1、2025-Q3、2025-06、2023/2025 或 2025-03-01..2025-05-31"
    )


def years_before(day: date, years: int) -> date:
    """The same day `years` earlier; 29 February becomes 28 February in a common year."""
    number = day.year - years
    if number < 1:
        return date.min
    return date(number, day.month, min(day.day, calendar.monthrange(number, day.month)[1]))


def look_back(as_of: date, years: int) -> Period:
    """The window of a look-back: as_of minus N years < day <= as_of."""
    return Period(years_before(as_of, years) + _DAY, as_of) if years else Period(as_of, as_of)


def covered(window: Period, by: Iterable[Period]) -> bool:
    """Whether every day of `window` lies in one of `by`."""
    need = window.start
    for period in sorted(by):
        if period.start > need:
            break
        if period.end >= need:
            if period.end >= window.end:
                return True
            need = period.end + _DAY
    return False


def tiling(whole: Period, pieces: Iterable[Period]) -> tuple[Period, ...]:
    """Those pieces that make up `whole` without gap or overlap; () where none do.

    Of several ways the one with the fewest pieces, and of these the one whose earlier pieces are longer.
    """
    reached: dict[int, tuple[Period, ...]] = {whole.start.toordinal(): ()}
    for piece in sorted(set(pieces)):
        before_it = reached.get(piece.start.toordinal())
        if before_it is None or not whole.contains(piece):
            continue
        way, then = (*before_it, piece), piece.end.toordinal() + 1
        if then not in reached or _coarser(way) < _coarser(reached[then]):
            reached[then] = way
    return reached.get(whole.end.toordinal() + 1, ())


def _coarser(way: tuple[Period, ...]) -> tuple[int, list[int]]:
    return len(way), [piece.start.toordinal() - piece.end.toordinal() for piece in way]


def heaviest(weights: Mapping[Period, Decimal]) -> tuple[Period, ...]:
    """Those periods that do not overlap and together weigh most; of equal ones those with the most days, the fewest.

    :param weights: never negative.
    """
    spans = sorted(weights, key=lambda span: (span.end, span.start))
    ends = [span.end for span in spans]
    best: list[tuple[Decimal, int, int, tuple[Period, ...]]] = [(Decimal(0), 0, 0, ())]
    for number, span in enumerate(spans):
        weight, days, fewer, taken = best[bisect_left(ends, span.start, 0, number)]
        more = EXACT.add(weight, weights[span]), days + (span.end - span.start).days + 1, fewer - 1, (*taken, span)
        best.append(max(best[-1], more))
    return best[-1][3]


def days_after(start: date, count: int) -> date:
    """The day `count` days later; beyond the calendar its last day."""
    return start + timedelta(days=min(count, (date.max - start).days))


def before(period: Period) -> Period | None:
    """The period of the same kind just before: the year, half-year, quarter or month, else as many days.

    None where the calendar does not reach back so far.
    """
    if period.start == date.min:
        return None
    end = period.start - _DAY
    if period.start.day == 1 and period.end == _last(period.end.year, period.end.month):
        months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
        number, month = divmod(period.start.year * 12 + period.start.month - 1 - months, 12)
        return Period(date(number, month + 1, 1), end) if number >= 1 else None
    length = period.end - period.start
    return Period(end - length, end) if end - date.min >= length else None


def on_day(month_day: str, number: int) -> date:
    """The day `MM-DD` of year `number`; 02-29 is 28 February in a common year. Beyond the calendar: its last day."""
    if number > date.max.year:
        return date.max
    month, day = (int(part) for part in month_day.split("-"))
    return date(number, month, min(day, calendar.monthrange(number, month)[1]))


def _last(number: int, month: int) -> date:
    return date(number, month, calendar.monthrange(number, month)[1])
