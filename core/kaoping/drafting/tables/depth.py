"""How deep a table's items stand: by points, by the words of the head, by what divides into how many cells. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence, Set

from kaoping.drafting.phrases import worths
from kaoping.drafting.tables.content import points_in
from kaoping.drafting.tables.grid import Grid, fresh
from kaoping.drafting.tables.layout import Layout
from kaoping.drafting.tables.owners import assign
from kaoping.drafting.tables.plan import Plan, kind_of, mark_in
from kaoping.drafting.tables.words import bare_worth
from kaoping.drafting.values import Role

_UPPER: tuple[Role, ...] = ("dimension", "group")
_DEPTH = ("chapter", "cn", "cn-paren", "dot", "bare", "dotted2", "dotted3", "dotted4", "paren", "half-paren", "circle")
#: So many cells of the closer column stand beside one of the wider on the average, where the wider is a heading.
_HEADING = 1.4
#: A number in brackets that is larger is a year or the like.
_MOST = 100


def plan_of(
    grid: Grid, layout: Layout, rows: Sequence[int], breaks: Iterable[int], above: int, before: Plan | None = None
) -> Plan:
    """How the rows of items below one head are read.

    :param breaks: rows that end what stands above them: headings, sums
    :param above: how many levels headings over the whole width take
    :param before: how the table was read that this one goes on
    """
    plan = Plan(layout)
    levels = [at for at in layout.levels if layout.columns[at].kind == "level"]
    standard = layout.of("standard")[:1]
    if before is not None and before.roles:
        levels = [at for at in before.roles if at in layout.columns]
    elif standard and (not levels or _divides(grid, layout, levels[-1], standard[0], rows)):
        levels = [*levels, *standard]
    stops = sorted({*breaks, (rows[-1] + 1 if rows else 0)})
    _reach(grid, plan, levels, rows, stops)
    starts = {at: set(plan.starts[at]) for at in levels}
    if before is not None and before.roles and before.item in levels:
        plan.roles, plan.item, plan.steps, plan.numbers = before.roles, before.item, before.steps, before.numbers
    else:
        _rank(grid, plan, levels, rows, starts, above)
        _count(grid, plan, levels, rows, starts)
    assign(grid, plan, levels, rows)
    return plan


def _divides(grid: Grid, layout: Layout, level: int, standard: int, rows: Sequence[int]) -> bool:
    """Whether the column of standards has a cell with points of its own for each part of what a level's cell names."""
    points = {
        cell.row for at in layout.of("points") for cell in grid.under(at, rows) if points_in(cell.text) is not None
    }
    wide = sum(1 for _ in grid.under(level, rows))
    close = {cell.row for cell in grid.under(standard, rows)}
    return len(points & close) >= max(_HEADING * wide, wide + 1)


def _all(grid: Grid, column: int, rows: Sequence[int]) -> list[int]:
    return [cell.row for cell in grid.under(column, rows) if not cell.ditto]


def _reach(grid: Grid, plan: Plan, levels: Sequence[int], rows: Sequence[int], stops: Sequence[int]) -> None:
    """How far each cell of a level speaks: over its merge, and over blanks until the next, or the next wider one."""
    wider: set[int] = set()
    for at in levels:
        own = fresh(grid, at, rows, wider) if at != levels[-1] else _all(grid, at, rows)
        edges = sorted({*own, *wider, *stops})
        for start in own:
            after = bisect_right(edges, start)
            end = (edges[after] if after < len(edges) else (rows[-1] if rows else start) + 1) - 1
            cell = grid.at(start, at)
            plan.ends[at, start] = max(end, cell.last if cell is not None and cell.rows > 1 else start)
        plan.starts[at] = own
        wider |= set(own)


def _rank(
    grid: Grid, plan: Plan, levels: list[int], rows: Sequence[int], starts: dict[int, set[int]], above: int
) -> None:
    """Give each level column its role."""
    if not levels:
        return
    depth = _depth_by_points(grid, plan, levels, rows, starts)
    if depth is None:
        depth = _depth_by_words(plan, levels, starts)
    if (
        fixed := next((i for i, at in enumerate(levels) if plan.layout.columns[at].fixed == "criterion"), None)
    ) is not None:
        depth = fixed
    room = max(0, 2 - above)
    depth = min(depth, room)
    for number, at in enumerate(levels):
        own = plan.layout.columns[at].fixed
        if number < depth:
            plan.roles[at] = _UPPER[min(number + min(above, 1), 1)] if above + number < 2 else "group"
        else:
            plan.roles[at] = "criterion" if number == depth else "requirement"
        if own in ("dimension", "group", "criterion", "requirement"):
            plan.roles[at] = own
    plan.item = levels[depth]
    if depth == 0:
        _steps(grid, plan, rows, above)


def _depth_by_points(
    grid: Grid, plan: Plan, levels: Sequence[int], rows: Sequence[int], starts: dict[int, set[int]]
) -> int | None:
    """The closest level most of whose cells have points of their own; None where points are printed nowhere."""
    columns = plan.layout.of("points")
    cells = [cell for at in columns for cell in grid.under(at, rows) if points_in(cell.text) is not None]
    if not cells:
        return _depth_by_text(grid, plan, levels, starts)
    last = [cell for cell in cells if cell.column == columns[-1]] or cells
    depth = None
    for number, at in enumerate(levels):
        own = 0
        for start in starts[at]:
            end = plan.ends[at, start]
            own += any(start <= cell.row and cell.last <= end for cell in last)
        if starts[at] and own / len(starts[at]) >= 0.5:
            depth = number
    if depth is None:
        return 0
    rows_with = {cell.row for cell in last}
    while depth > 0 and rows_with <= starts[levels[depth - 1]] and starts[levels[depth]] - starts[levels[depth - 1]]:
        # Points stand beside the first of several alone: they are those of all.
        depth -= 1
    return _folded(plan, levels, starts, depth, rows_with)


def _folded(
    plan: Plan, levels: Sequence[int], starts: dict[int, set[int]], depth: int, worth: Set[int] = frozenset()
) -> int:
    """Go up from a column that only says more about each cell of the one before it.

    :param worth: the rows that print points of their own
    """
    while depth > 0:
        wide, close = levels[depth - 1], levels[depth]
        upper, lower = plan.layout.columns[wide].word, plan.layout.columns[close].word
        if upper is not None and lower is not None and upper.explicit and lower.explicit:
            break
        if lower is not None and lower.explicit:
            break
        if len(worth & starts[close]) > len(starts[wide]):
            break
        if len(starts[close]) >= _HEADING * max(len(starts[wide]), 1):
            break
        if plan.layout.columns[wide].held.length > 60 and plan.layout.columns[close].held.length < 20:
            break
        depth -= 1
    return depth


def _depth_by_text(grid: Grid, plan: Plan, levels: Sequence[int], starts: dict[int, set[int]]) -> int | None:
    found = None
    for number, at in enumerate(levels):
        cells = [grid.at(start, at) for start in starts[at]]
        with_points = sum(bool(cell and worths(cell.lines[0])) for cell in cells)
        if cells and with_points >= 0.5 * len(cells):
            found = number
    bare = _depth_by_bare(grid, plan, levels, starts)
    if bare is not None and (found is None or bare > found):
        plan.bare = True
        return bare
    if found is None:
        return None
    # Points of single demands in the last column are theirs, where the column before has points as well or names the item.
    return _folded(plan, levels, starts, found)


def _depth_by_bare(grid: Grid, plan: Plan, levels: Sequence[int], starts: dict[int, set[int]]) -> int | None:
    """The closest level nearly all of whose cells end in a number in brackets: 制度上墙。（2.5）"""
    for number in range(len(levels) - 1, -1, -1):
        cells = [cell for start in starts[levels[number]] if (cell := grid.at(start, levels[number])) is not None]
        own = [found[0] for cell in cells if (found := bare_worth(cell.lines[-1])) is not None]
        if len(own) >= 4 and len(own) >= 0.8 * len(cells) and max(own) <= _MOST:
            return number
    return None


def _depth_by_words(plan: Plan, levels: Sequence[int], starts: dict[int, set[int]]) -> int:
    explicit = [
        number for number, at in enumerate(levels) if (named := plan.layout.columns[at].word) and named.explicit
    ]
    depth = len(levels) - 1
    if explicit and explicit[-1] >= 1 and explicit[-1] < depth:
        third = plan.layout.columns[levels[explicit[-1]]].word
        if third is not None and third.rank >= 3:
            return explicit[-1]
    return _folded(plan, levels, starts, depth)


def _steps(grid: Grid, plan: Plan, rows: Sequence[int], above: int) -> None:
    """Where one column holds all levels, numbers of several kinds tell them apart: 一、 over 1. and (1)."""
    kinds = [(row, kind_of(mark_in(grid, plan, row))) for row in rows if plan.item and (plan.item, row) in plan.ends]
    present = [kind for kind in _DEPTH if sum(kind == own for _, own in kinds) >= 1]
    if len(present) < 2 or sum(bool(kind) for _, kind in kinds) < 0.7 * len(kinds):
        return
    columns = plan.layout.of("points")
    chain = []
    for kind in present:
        follows = [kinds[at + 1][1] for at, (_, own) in enumerate(kinds[:-1]) if own == kind]
        closer = [other for other in follows if other in present and present.index(other) > present.index(kind)]
        chain.append((kind, bool(follows) and 2 * len(closer) >= len(follows)))
    upper = [kind for kind, heads in chain if heads]
    lower = [kind for kind, heads in chain if not heads]
    if not upper or not lower or present.index(upper[-1]) > present.index(lower[0]):
        return
    # Rows below an item that print no points say more about it.
    worth = {
        kind: [
            any(points_in(cell.text) for at in columns if (cell := grid.at(row, at)) is not None and cell.row == row)
            for row, own in kinds
            if own == kind
        ]
        for kind in present
    }
    while lower and columns and upper and not any(worth[lower[-1]]) and any(worth[upper[-1]]) and len(lower) == 1:
        lower.insert(0, upper.pop())
    room: list[Role] = list(_UPPER[min(above, 2) :])
    while len(upper) > len(room):
        lower.insert(0, upper.pop())
    for kind, role in zip(upper, room, strict=False):
        plan.steps[kind] = role
    if lower:
        plan.steps[lower[0]] = "criterion"
    for kind in lower[1:]:
        plan.steps[kind] = "requirement"


def _count(grid: Grid, plan: Plan, levels: Sequence[int], rows: Sequence[int], starts: dict[int, set[int]]) -> None:
    """Which level the column of numbers counts: the one whose cells begin where numbers do."""
    numbered = plan.layout.of("number")
    if not numbered or not levels:
        return
    own = {cell.row for cell in grid.under(numbered[0], rows)}

    def apart(at: int) -> tuple[int, bool]:
        return len(own ^ starts[at]), at != plan.item

    plan.numbers = min(levels, key=apart)
