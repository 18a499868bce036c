"""Working days in China: weekends, public holidays and make-up days. Pure; the table ends where the notices end.

Source of the table: the yearly notices of the State Council's General Office on public holidays (部分节假日安排).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

#: Year -> weekdays off, weekend days worked, each as MMDD.
_NOTICES: dict[int, tuple[str, str]] = {
    2015: (
        "0101 0102 0218 0219 0220 0223 0224 0406 0501 0622 0903 0904 1001 1002 1005 1006 1007",
        "0104 0215 0228 0906 1010",
    ),
    2016: (
        "0101 0208 0209 0210 0211 0212 0404 0502 0609 0610 0915 0916 1003 1004 1005 1006 1007",
        "0206 0214 0612 0918 1008 1009",
    ),
    2017: (
        "0102 0127 0130 0131 0201 0202 0403 0404 0501 0529 0530 1002 1003 1004 1005 1006",
        "0122 0204 0401 0527 0930",
    ),
    2018: (
        "0101 0215 0216 0219 0220 0221 0405 0406 0430 0501 0618 0924 1001 1002 1003 1004 1005 1231",
        "0211 0224 0408 0428 0929 0930 1229",
    ),
    2019: (
        "0101 0204 0205 0206 0207 0208 0405 0501 0502 0503 0607 0913 1001 1002 1003 1004 1007",
        "0202 0203 0428 0505 0929 1012",
    ),
    2020: (
        "0101 0124 0127 0128 0129 0130 0131 0406 0501 0504 0505 0625 0626 1001 1002 1005 1006 1007 1008",
        "0119 0426 0509 0628 0927 1010",
    ),
    2021: (
        "0101 0211 0212 0215 0216 0217 0405 0503 0504 0505 0614 0920 0921 1001 1004 1005 1006 1007",
        "0207 0220 0425 0508 0918 0926 1009",
    ),
    2022: (
        "0103 0131 0201 0202 0203 0204 0404 0405 0502 0503 0504 0603 0912 1003 1004 1005 1006 1007",
        "0129 0130 0402 0424 0507 1008 1009",
    ),
    2023: (
        "0102 0123 0124 0125 0126 0127 0405 0501 0502 0503 0622 0623 0929 1002 1003 1004 1005 1006",
        "0128 0129 0423 0506 0625 1007 1008",
    ),
    2024: (
        "0101 0212 0213 0214 0215 0216 0404 0405 0501 0502 0503 0610 0916 0917 1001 1002 1003 1004 1007",
        "0204 0218 0407 0428 0511 0914 0929 1012",
    ),
    2025: (
        "0101 0128 0129 0130 0131 0203 0204 0404 0501 0502 0505 0602 1001 1002 1003 1006 1007 1008",
        "0126 0208 0427 0928 1011",
    ),
    2026: (
        "0101 0102 0216 0217 0218 0219 0220 0223 0406 0501 0504 0505 0619 0925 1001 1002 1005 1006 1007",
        "0104 0214 0228 0509 0920 1010",
    ),
}


class Calendar:
    """Which days are worked, from the notices plus a jurisdiction's own days (its file overrides the notices)."""

    def __init__(self, off: Iterable[date] = (), worked: Iterable[date] = ()) -> None:
        self._off = {day for number, (off_days, _) in _NOTICES.items() for day in _days(number, off_days)}
        self._worked = {day for number, (_, extra) in _NOTICES.items() for day in _days(number, extra)}
        own_off, own_worked = set(off), set(worked)
        self._off = (self._off - own_worked) | own_off
        self._worked = (self._worked - own_off) | own_worked
        self._official = set(_NOTICES) | {day.year for day in own_off | own_worked}

    def works(self, day: date) -> bool:
        """Whether `day` is worked; beyond the notices: Monday to Friday."""
        if day in self._off:
            return False
        return day in self._worked or day.weekday() < 5

    def after(self, start: date, count: int) -> tuple[date, bool]:
        """The `count`-th working day after `start` (the start itself does not count), and whether it rests on notices.

        False means 推算: a year without a notice was crossed, and only weekends are left out there.
        """
        day, official = start, start.year in self._official
        while count > 0 and day < date.max:
            day += timedelta(days=1)
            official = official and day.year in self._official
            if self.works(day):
                count -= 1
        return day, official


def after_working_days(start: date, count: int) -> tuple[date, bool]:
    """`Calendar().after` with the notices alone."""
    return notices().after(start, count)


@cache
def notices() -> Calendar:
    """The notices alone."""
    return Calendar()


def _days(number: int, text: str) -> list[date]:
    return [date(number, int(day[:2]), int(day[2:])) for day in text.split()]
