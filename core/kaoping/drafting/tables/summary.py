"""Tables that only list the parts that other tables hold, each with its sum: read once, they would count twice. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from kaoping.drafting.making.reads import Read
from kaoping.drafting.phrases import without_worth
from kaoping.drafting.tables.content import points_in
from kaoping.drafting.values import Role
from kaoping.intake.marks import mark
from kaoping.intake.paper import Paper

_WHY = "各部分分值的汇总，与其他各表重复，不另作评分项"
#: A table of so few parts is no summary.
_FEWEST = 2


def without_summaries(paper: Paper, found: Sequence[tuple[int, list[Read]]]) -> list[tuple[int, list[Read]]]:
    """The tables' reads; a table all of whose items are the parts of others, with the same sums, is only checked against."""
    if len(found) < 2:
        return list(found)
    made = list(found)
    for at, (first, reads) in enumerate(found):
        items = [read for read in reads if read.role == "criterion"]
        if len(items) < _FEWEST or any(read.points is None for read in items):
            continue
        if any(read.role in ("requirement", "deduction") for read in reads):
            continue
        parts = _parts(paper, [one for other, one in enumerate(made) if other != at])
        told = [(_bare(_text(paper, read)), read.points) for read in items]
        if len({name for name, _ in told}) == len(told) and all(
            any(_alike(name, part) and worth == points for part, worth in parts) for name, points in told
        ):
            whole = sum((points for _, points in told if points is not None), Decimal(0))
            made[at] = (first, [_set_aside(paper, read, whole) for read in reads if read.end > read.start])
    return made


def _parts(paper: Paper, found: Sequence[tuple[int, list[Read]]]) -> list[tuple[str, Decimal]]:
    """What other tables and their levels are called, each with what its items come to."""
    parts: list[tuple[str, Decimal]] = []
    for first, reads in found:
        before = paper.passages[first - 1] if first else None
        names = [] if before is None or before.table or len(before.printed) > 60 else [before.printed]
        place = paper.passages[first].place
        names += [place.rsplit(" ", 1)[0]] if paper.form == "xlsx" and " " in place else []
        names += [_text(paper, read) for read in reads if read.role == "title"]
        whole = sum((read.points for read in reads if read.role == "criterion" and read.points), Decimal(0))
        parts += [(_bare(name), whole) for name in names if whole]
        opened: dict[str, Decimal] = {}
        name = ""
        for read in reads:
            if read.role == "dimension":
                name = _bare(_text(paper, read))
            elif read.role == "criterion" and read.points and name:
                opened[name] = opened.get(name, Decimal(0)) + read.points
        parts += list(opened.items())
    return parts


def _text(paper: Paper, read: Read) -> str:
    return read.text or paper.passages[read.passage].printed[read.start : read.end]


def _bare(text: str) -> str:
    found = mark(text.strip())
    return re.sub(r"\W", "", without_worth(text.strip()[found.end if found else 0 :]))


def _alike(name: str, part: str) -> bool:
    return (
        bool(name)
        and bool(part)
        and (name == part or (min(len(name), len(part)) >= 4 and (name in part or part in name)))
    )


def _set_aside(paper: Paper, read: Read, whole: Decimal) -> Read:
    if read.role == "total":
        printed = points_in(paper.passages[read.passage].printed)
        return replace(read, points=whole) if printed is not None and printed.value == whole else read
    role: Role = read.role if read.role in ("head", "title") else "unused"
    return replace(
        read,
        role=role,
        why=_WHY,
        points=None,
        number="",
        text="",
        sure=True,
        doubt="",
        others=(),
        grades=(),
        joins=False,
    )
