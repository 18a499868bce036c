"""Points, numbers and units in the words of a table's cells. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from kaoping.drafting.making.reads import Read
from kaoping.drafting.phrases import costs, plain, worths
from kaoping.drafting.tables.cells import Segment
from kaoping.drafting.tables.content import points_in
from kaoping.drafting.tables.grid import Cell
from kaoping.drafting.values import Role
from kaoping.intake.marks import Mark

_BARE = re.compile(r"\s*[(\[【]\s*(\d{1,4}(?:\.\d+)?)\s*[)\]】]\s*$")


def total_in(cell: Cell) -> Decimal | None:
    """The sum that a cell of such a row prints."""
    found = points_in(cell.text)
    if found is not None:
        return found.value
    told = re.search(r"(\d+(?:\.\d+)?)\s*分?\s*$", plain(cell.words))
    return Decimal(told[1]) if told and not re.fullmatch(r"\d+", cell.words) else None


def echo(passage: int, text: str, role: Role) -> Read:
    """The words of a cell again, for another item: covers nothing."""
    return Read(passage, 0, 0, role, text=text)


def units_in(cell: Cell) -> str:
    """The units that a cell names, a line each."""
    return "、".join(line.strip("、，,；; ") for line in cell.lines)


def shown(number: Mark | None) -> str:
    """A number as it goes into an id."""
    return ".".join(map(str, number.value)) if number is not None else ""


def worth_in(text: str) -> Decimal | None:
    """The points that words print for themselves."""
    found = [one.points for one in worths(text.replace("\n", "")) if one.points is not None]
    return found[0] if found else None


def bare_worth(text: str) -> tuple[Decimal, str] | None:
    """A number in brackets behind a heading, where the table gives points: 组织领导（40）; and the heading without it."""
    found = _BARE.search(plain(text))
    return (Decimal(found[1]), text[: found.start()].strip()) if found and found.start() > 1 else None


def sum_of(segments: Sequence[Segment]) -> Decimal | None:
    """What the points in these pieces add up to; None where they print none."""
    found = [value for one in segments if not costs(one.text) and (value := worth_in(one.text)) is not None]
    return sum(found, Decimal(0)) if found else None


def shares_of(segments: Sequence[Segment], printed: Sequence[tuple[Cell, object]]) -> list[Decimal | None]:
    """The points of each segment where the cell of points has a line for each numbered one."""
    lines = [found.value for cell, _ in printed for line in cell.lines if (found := points_in(line)) is not None]
    own = [one for one in segments if one.number is not None] or list(segments)
    if len(lines) < 2 or len(lines) != len(own):
        return [None] * len(segments)
    values = iter(lines)
    return [next(values) if one in own else None for one in segments]


def side_of(text: str, points: str) -> Role:
    """Whether an item of a list of both adds or takes off."""
    if re.match(r"\s*(?:每[一1]?[\u4e00-\u9fff]{1,3})?\s*[\-−－—]", plain(points)):
        return "penalty"
    return "penalty" if re.search(r"扣|减", text) and not re.search(r"加\s*\d|加分|奖励", plain(text)) else "bonus"
