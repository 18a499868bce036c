"""Weights of several levels as points: those of a level may be parts of the level above (40% of 30%) or of the whole. Pure."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from kaoping.drafting.phrases import NUMBER, plain
from kaoping.drafting.tables.grid import Grid
from kaoping.drafting.tables.layout import Layout
from kaoping.drafting.tables.plan import Plan
from kaoping.drafting.tables.words import bare_worth, worth_in

_WHOLE = Decimal(100)
#: 33.3% three times is a whole.
_NEAR = Decimal("0.5")
_SHARE = re.compile(
    rf"\s*[(\[【〔]\s*(?:权重|比重|占比|占)?\s*(?:为|是)?\s*[:]?\s*({NUMBER})\s*%\s*[)\]】〕]\s*$|\s*权重\s*[:]?\s*({NUMBER})\s*%?\s*$"
)

#: A level's cell: its column and the row in which it begins.
_Place = tuple[int, int]


def share_in(text: str) -> tuple[Decimal, str] | None:
    """A share behind a heading, `经济发展（30%）`, and the heading without it."""
    words = text.replace("\n", " ")
    found = _SHARE.search(plain(words))
    return (Decimal(found[1] or found[2]), words[: found.start()].strip()) if found and found.start() > 1 else None


def by_weight(layout: Layout) -> bool:
    """Whether the points of a table are printed as weights or shares."""
    return any(
        (named := layout.columns[at].word) is not None
        and (named.kind == "weight" or "权重" in layout.columns[at].head or "%" in plain(layout.columns[at].head))
        for at in layout.of("points")
    )


def weigh(grid: Grid, plan: Plan) -> None:
    """Work out the points of each level's cell where weights are parts of the level above, and keep how."""
    order = [at for at in plan.roles if plan.roles[at] in ("dimension", "group")] + [plan.item]
    fixed = [at for at in plan.layout.of("points") if plan.layout.columns[at].fixed == "points"]
    if plan.steps or not plan.item or plan.item not in plan.starts or fixed:
        return
    printed = {at: _printed(grid, plan, at) for at in order}
    levels = [at for at in order if printed[at]]
    if len(levels) < 2 or levels[-1] != plan.item:
        return
    worth: dict[_Place, Decimal] = dict(printed[levels[0]])
    factors: dict[_Place, list[Decimal]] = {place: [value] for place, value in worth.items()}
    nested = False
    for above, at in pairwise(levels):
        below: dict[_Place, list[_Place]] = {}
        for place in printed[at]:
            parent = plan.holder(above, place[1])
            if parent is None or parent not in worth:
                return
            below.setdefault(parent, []).append(place)
        sums = {parent: sum((printed[at][one] for one in own), Decimal(0)) for parent, own in below.items()}
        whole = None
        if any(sums[parent] != worth[parent] for parent in sums):
            if all(abs(one - _WHOLE) <= _NEAR for one in sums.values()):
                whole = dict.fromkeys(sums, _WHOLE)
            elif nested and all(sums[parent] == printed[above][parent] for parent in sums):
                whole = {parent: printed[above][parent] for parent in sums}
        nested = nested or whole is not None
        for parent, own in below.items():
            for one in own:
                value = printed[at][one]
                worth[one] = value if whole is None else _trimmed(worth[parent] * value / whole[parent])
                factors[one] = [value] if whole is None else [*factors[parent], value]
    if not nested:
        return
    plan.worth = worth
    first = next(iter(printed[plan.item]))
    named = grid.at(first[1], first[0])
    product = "×".join(f"{one:f}%" for one in factors[first])
    shown = named.words[:16] if named is not None else ""
    plan.nested = f"各级权重是上一级的百分之几，分值由各级权重相乘得出，如“{shown}”{product}，读作 {worth[first]:f} 分"


def _printed(grid: Grid, plan: Plan, at: int) -> dict[_Place, Decimal]:
    """What each cell of a level prints, in its column or behind its words; nothing unless all do."""
    found: dict[_Place, Decimal] = {}
    for row in plan.starts.get(at, ()):
        own = plan.points.get((at, row))
        cell = grid.at(row, at)
        text = cell.text if cell is not None else ""
        value = sum((one.value for _, one in own), Decimal(0)) if own else worth_of(text, plan.layout)
        if value is None:
            return {}
        found[at, row] = value
    return found


def worth_of(text: str, layout: Layout) -> Decimal | None:
    """The points or the share that a level prints behind its words."""
    if (told := worth_in(text)) is not None:
        return told
    share = share_in(text) if by_weight(layout) else None
    bare = bare_worth(text) if share is None and layout.of("points") else None
    return share[0] if share is not None else bare[0] if bare is not None else None


def _trimmed(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def agree(plan: Plan) -> bool:
    """Whether what was read as points adds up to a whole, so that nothing is to be asked about it."""
    if plan.nested:
        return True
    own = [place for place in plan.points if place[0] == plan.item]
    total = sum((found.value for place in own for _, found in plan.points[place]), Decimal(0))
    return bool(own) and total in (_WHOLE, plan.layout.full)
