"""Which column of a rubric's table holds what: by its head, and by what stands below it where the two disagree. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cmp_to_key

from kaoping.drafting.phrases import plain
from kaoping.drafting.tables.content import Held, guessed, held_by
from kaoping.drafting.tables.grid import Cell, Grid, fresh
from kaoping.drafting.tables.heads import Head, Kind, Word, squeezed, word
from kaoping.drafting.values import Role

#: What the author may call a column, by the role that is chosen for its head.
_BY_ROLE: Mapping[Role, Kind] = {
    "dimension": "level", "group": "level", "criterion": "level", "requirement": "level", "deduction": "standard",
    "points": "points", "number": "number", "evidence": "evidence", "method": "method", "responsible": "responsible",
    "note": "note", "unused": "filled", "form": "filled",
}  # fmt: skip
_RANK_OF: Mapping[Role, int] = {"dimension": 1, "group": 2, "criterion": 3, "requirement": 5}
_TEXT: Mapping[Kind, str] = {
    "number": "编号", "level": "指标或内容", "standard": "评分标准", "points": "分值", "weight": "权重", "responsible": "责任单位",
    "method": "考评方式", "evidence": "佐证材料", "note": "备注", "time": "时限", "grade": "等级", "filled": "待填写", "": "未知",
}  # fmt: skip

#: Figures that an item is to reach, or that it had, are no points.
_YEAR = re.compile(r"\d{4}年|(?:完成|实际|实绩|达到|实现)(?:数|值)$")
_COST = re.compile(r"(?:^|[(\[【])\s*(每?[\u4e00-\u9fff]{0,2}扣\s*\d+(?:\.\d+)?\s*分)\s*(?:[)\]】]|$)")
_AIM = re.compile(r"^标准$|目标|任务|计划|基期|上年|去年|现状|标准值|参考值|预期|指标值")


@dataclass(slots=True)
class Column:
    """One column.

    :ivar said: the words of its head without what stands in brackets; `head` is all of it
    :ivar fixed: the role that the author gave it
    :ivar why: what is unsure about it, in Chinese
    :ivar texts: what the cells of the head over it print, the lowest last
    :ivar costs: what its head says that each case below it costs: 严重（扣5分）
    """

    at: int
    kind: Kind
    word: Word | None
    said: str
    held: Held
    fixed: Role | None = None
    why: str = ""
    others: tuple[Role, ...] = ()
    head: str = ""
    texts: tuple[str, ...] = ()
    costs: str = ""


@dataclass(slots=True)
class Layout:
    """The columns of a table.

    :ivar full: the sum that the head prints
    :ivar levels: columns from the widest to the closest
    """

    columns: dict[int, Column] = field(default_factory=dict)
    full: Decimal | None = None
    levels: list[int] = field(default_factory=list)

    def of(self, kind: Kind) -> list[int]:
        """The columns of a kind, from the left."""
        return [at for at in sorted(self.columns) if self.columns[at].kind == kind]

    def kind(self, at: int) -> Kind:
        """What a column holds."""
        return self.columns[at].kind if at in self.columns else ""


def layout_of(
    grid: Grid, head: Head | None, rows: Sequence[int], chosen: Mapping[int, Role], heads: Mapping[int, Sequence[Cell]]
) -> Layout:
    """What each column holds.

    :param rows: the rows below the head that are rows of items
    :param chosen: roles that the author gave to cells of the head, by passage
    :param heads: the cells of the head over each column, the lowest last
    """
    layout = Layout(full=head.full if head else None)
    for at in range(1, grid.width + 1):
        cells = list(grid.under(at, rows))
        over = list(heads.get(at, ()))
        held = held_by([cell for cell in cells if cell.columns < max(grid.width, 2)])
        if not cells and not over:
            continue
        named = _word(over)
        kind: Kind = named.kind if named is not None else ""
        said = squeezed(over[-1].text) if over else ""
        column = Column(
            at, kind, named, said, held, head=over[-1].words if over else "", texts=tuple(cell.text for cell in over)
        )
        role = next(
            (chosen[passage] for cell in reversed(over) for passage in cell.passages if passage in chosen), None
        )
        if role is not None and role in _BY_ROLE:
            column.fixed, column.kind = role, _BY_ROLE[role]
            if column.kind == "level":
                column.word = Word("level", _RANK_OF[role], role != "requirement")
        elif (cost := _cost_in(over)) and not held.points >= 0.8:
            column.kind, column.costs = "standard", cost
        elif kind:
            _held_against(column)
        else:
            column.kind = guessed(held)
            if over and held.cells:
                column.why = f"表头“{said}”不认识，按所列内容读作{_TEXT[column.kind]}"
                column.others = ("requirement", "note", "unused")
        layout.columns[at] = column
    _one_of_each(layout)
    layout.levels = _ordered(grid, layout, rows)
    return layout


def _cost_in(over: Sequence[Cell]) -> str:
    """What the lowest cell over a column says that each case below it costs; empty for others."""
    found = _COST.search(plain(over[-1].words)) if over else None
    return found[1] if found else ""


def _word(over: Sequence[Cell]) -> Word | None:
    """What the cells over a column say: the lowest that is a word of a head; 分值 under 得分情况 is still to be filled in."""
    said = [one for cell in over if (one := word(cell.text)) is not None]
    if not said:
        return None
    lowest = said[-1]
    outer = {one.kind for one in said[:-1]}
    if "filled" in outer and lowest.kind in ("points", "note", "level"):
        return Word("filled")
    if outer & {"points", "weight"} and lowest.kind == "level":
        return Word("weight" if "weight" in outer else "points", lowest.rank)
    if "responsible" in outer and lowest.kind == "level":
        return Word("responsible")
    return lowest


def _held_against(column: Column) -> None:
    """Change what the head says where the cells below say something else, and keep why."""
    held, kind, said = column.held, column.kind, column.said
    if not held.cells:
        return
    other: Kind | None = None
    few = held.points < 0.5
    if few and (kind in ("points", "weight") or (kind == "number" and held.numbers < 0.5 and held.length > 4)):
        other = guessed(held)
    elif kind in ("level", "standard", "evidence", "method", "responsible") and held.cells > 1 and held.points >= 0.8:
        other = "number" if held.counts and held.numbers >= 0.8 else "points"
    elif kind == "responsible" and said == "单位" and held.units < 0.3 and held.length <= 4:
        other = "grade"
    elif held.scoring >= 0.5 and (
        (kind == "filled" and held.cells > 1 and few) or (kind == "method" and held.methods < 0.7)
    ):
        other = "standard"
    elif (
        kind == "standard"
        and held.scoring < 0.2
        and held.length <= 40
        and (held.methods >= 0.7 or (said.endswith(("方法", "方式")) and held.length <= 12))
    ):
        other = "method"
    elif kind == "evidence" and held.scoring >= 0.6 and held.evidence < 0.6:
        other = "standard"
    elif (
        kind in ("level", "standard")
        and not said.startswith(("考核", "考评"))
        and held.units >= 0.9
        and held.length <= 20
    ):
        other = "responsible" if held.cells > 3 and "单位" in said else None
    if other is None or other == kind:
        return
    named = other == "level" and said.endswith(
        ("项目分值", "内容分值", "指标分值")
    )  # the points stand behind the words
    quiet = (
        named
        or (kind, other) == ("level", "number")
        or {kind, other} in ({"standard", "method"}, {"responsible", "grade"})
    )
    column.kind = other
    if other == "level":
        column.word = Word("level", 4)
    if not quiet:
        column.why = f"表头“{said}”像是{_TEXT[kind]}，而所列内容像是{_TEXT[other]}；按内容读作{_TEXT[other]}"
        column.others = _roles(kind)


def _roles(kind: Kind) -> tuple[Role, ...]:
    return tuple(role for role, own in _BY_ROLE.items() if own == kind)[:1]


def _one_of_each(layout: Layout) -> None:
    """Points to be given stand in one column; where none is called so, the filled-in column that holds numbers is it."""
    native = [at for at in layout.of("points") if (one := layout.columns[at].word) and one.kind == "points"]
    for at in layout.of("points"):
        column = layout.columns[at]
        if _beside_points(column) and (native or layout.of("weight")):
            # A bound in a column of its own: 目标值 95 beside 权重 10; or what there was: 2025年完成数.
            column.kind, column.why, column.others = "grade", "", ()
            if not _AIM.search(column.said) and not _YEAR.search(column.said):
                column.why = f"“{column.said}”一列是数而分值另有一列，记在该项的说明里"
                column.others = ("points", "requirement")
    for at in layout.of("weight") if native else ():
        column = layout.columns[at]
        if column.held.cells and column.held.cells < layout.columns[native[-1]].held.cells:
            # Weights of a wider level beside the points of each item.
            column.kind = "points"
        elif column.held.cells and _alike(layout, native) and column.held.total in (Decimal(1), Decimal(100)):
            # Every item has the same full score: what it counts for is its weight.
            for other in native:
                layout.columns[other].kind = "note"
            column.kind = "points"
            column.why = (
                f"各项满分都是 {layout.columns[native[-1]].held.most:f} 分，按“{column.said}”计入总分，读作分值"
            )
            column.others = ("note",)
        elif column.held.cells:
            column.why = f"“{column.said}”和分值两列都有数，按分值计分，权重没有用来计算"
            column.others = ("note",)
    if not layout.of("points"):
        weights = layout.of("weight")
        full = [
            at
            for at in layout.of("filled")
            if layout.columns[at].held.points >= 0.8 and layout.columns[at].held.cells > 1
        ]
        for at in weights:
            layout.columns[at].kind = "points"
            layout.columns[at].why = f"没有“分值”一列，“{layout.columns[at].said}”读作分值"
            layout.columns[at].others = ("note",)
        if not weights and full:
            first = layout.columns[full[0]]
            first.kind = "points"
            lowest = word(first.texts[-1]) if first.texts else None
            if lowest is None or lowest.kind != "points":
                first.why = f"“{first.said}”一列已填有数，读作分值"
                first.others = ("unused",)
    for at in layout.of("number")[1:]:
        if not layout.columns[at].held.counts and layout.columns[at].word is None:
            layout.columns[at].kind = "points" if not layout.of("points") else "note"


def _beside_points(column: Column) -> bool:
    """Whether a column of numbers is called something else than points, or after the year they are of."""
    return column.word.kind == "level" if column.word is not None else _YEAR.search(column.said) is not None


def _alike(layout: Layout, columns: Sequence[int]) -> bool:
    """Whether all that these columns print is the same number, of several."""
    held = [layout.columns[at].held for at in columns]
    return all(one.cells > 1 and one.points == 1 and one.most * one.cells == one.total for one in held)


def _ordered(grid: Grid, layout: Layout, rows: Sequence[int]) -> list[int]:
    """The level columns from the widest to the closest: as their heads number them, else by how few cells they have."""
    at = [one for one in layout.of("level") if layout.columns[one].held.cells]

    # A cell over several of them says nothing of how they divide.
    own = [
        row
        for row in rows
        if not any(cell.columns > 1 and {cell.column, cell.right} <= {*at} for cell in grid.begins(row))
    ]
    count = {one: len(fresh(grid, one, own or rows)) for one in at}
    # What is wider has a cell in the first row.
    late = {one: not rows or grid.at(rows[0], one) is None for one in at}

    def compare(one: int, other: int) -> int:
        if late[one] != late[other]:
            return 1 if late[one] else -1
        few, many = sorted((count[one], count[other]))
        if many > 1.25 * few:
            return count[one] - count[other]
        ranks = [named.rank if (named := layout.columns[each].word) else 4 for each in (one, other)]
        return ranks[0] - ranks[1] or one - other

    order = sorted(at, key=cmp_to_key(compare))
    explicit = {one: named.rank for one in order if (named := layout.columns[one].word) is not None and named.explicit}
    ranked = iter(sorted(explicit, key=lambda one: (explicit[one], one)))
    return [next(ranked) if one in explicit else one for one in order]
