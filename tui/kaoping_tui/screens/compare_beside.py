"""Evaluations by one standard side by side: one unit over time, or several units, with what differs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from kaoping import (
    ITEM_STATE_NAMES,
    Compared,
    ItemScore,
    SideBySide,
    change_text,
    compared_score,
    item_state,
    parse_period,
    plain,
    ranked_text,
    result_text,
    visible,
)
from kaoping_tui import keys
from kaoping_tui.modals.choose import Choose
from kaoping_tui.modals.choose_many import DONE, ChooseMany
from kaoping_tui.screens.base import BaseScreen
from kaoping_tui.screens.compare_going import open_item, open_result
from kaoping_tui.texts import span
from kaoping_tui.widgets.lists import Choice, Plain
from kaoping_tui.widgets.matrix import MatrixTable, Row
from kaoping_tui.wrap import clip, wrapped

if TYPE_CHECKING:
    from kaoping import EvaluationRow

#: Lines for the whole of a cell.
MOST = 5


def ask_over_time(screen: BaseScreen, found: Compared, sheet: int | None) -> None:
    """Ask by which standard, and show the evaluations of that unit one after another.

    :param sheet: the sheet whose unit and standard are meant; asked for where it is None.
    """

    def chosen(place: int) -> None:
        stand = found.stands[place]
        screen.own.read(
            screen,
            lambda bench: bench.side_by_side.over_time(stand.unit.id, stand.standard),
            lambda beside: _show(screen, BesideScreen(beside, stand.short)),
        )

    _ask_sheet(screen, found, sheet, "看哪个标准下的历次考评", chosen)


def ask_units(screen: BaseScreen, found: Compared, sheet: int | None) -> None:
    """Ask by which standard and which units, and show these beside each other.

    :param sheet: the sheet whose standard is meant; asked for where it is None.
    """

    def chosen(place: int) -> None:
        stand = found.stands[place]

        def known(rows: Sequence[EvaluationRow]) -> None:
            _choose_units(screen, rows, stand.standard, stand.short, stand.unit.id)

        screen.read_for_question(lambda bench: bench.side_by_side.by_standard(stand.standard), known)

    _ask_sheet(screen, found, sheet, "几个对象在哪个标准下并排", chosen)


def _show(screen: BaseScreen, beside: BesideScreen) -> None:
    screen.own.tell("")
    screen.app.push_screen(beside)


def _ask_sheet(
    screen: BaseScreen, found: Compared, sheet: int | None, title: str, chosen: Callable[[int], None]
) -> None:
    if not found.stands:
        screen.own.tell("还没有可以对照的考评")
    elif sheet is not None or len(found.stands) == 1:
        chosen(sheet or 0)
    else:
        choices = [
            Choice(str(number), visible(f"{stand.short}　{stand.unit.name}"))
            for number, stand in enumerate(found.stands)
        ]
        question = Choose(title, choices, narrow=len(choices) > 8)
        screen.app.push_screen(question, lambda answer: chosen(int(answer)) if answer is not None else None)


def _choose_units(screen: BaseScreen, rows: Sequence[EvaluationRow], standard: str, short: str, own: str) -> None:
    names = {row.unit: row.unit_name for row in rows}
    if len(names) < 2:
        screen.own.tell("按这个标准考评的只有一个考评对象，没有可以并排的")
        return
    choices = [Choice(unit, visible(name)) for unit, name in sorted(names.items(), key=lambda one: one[0] != own)]
    question = ChooseMany(f"并排看哪些考评对象（{visible(short)}）", choices, (own,))

    def chosen(answer: str | None) -> None:
        if answer != DONE:
            return
        units = question.taken
        if len(units) < 2:
            screen.own.tell("并排至少要选两个考评对象")
            return
        periods = {(row.period_from, row.period_to) for row in rows if row.unit in units}
        labels = [parse_period(f"{start}..{end}").label for start, end in sorted(periods, reverse=True)]
        screen.own.read(
            screen,
            lambda bench: bench.side_by_side.units(units, standard),
            lambda beside: _show(screen, BesideScreen(beside, short, units, labels)),
        )

    screen.app.push_screen(question, chosen)


class BesideScreen(BaseScreen):
    """A column for each evaluation; totals, sections, and the criteria that differ."""

    BINDINGS: ClassVar[list[BindingType]] = keys.BESIDE

    def __init__(self, found: SideBySide, short: str, units: Sequence[str] = (), periods: Sequence[str] = ()) -> None:
        super().__init__()
        self.found, self.short = found, short
        self._units, self._periods = tuple(units), tuple(periods)
        #: Whether only the criteria that differ are listed.
        self.only = True
        self._whole: dict[str, tuple[str, Sequence[str]]] = {}

    def body(self) -> ComposeResult:
        """How they stand, the table, and the whole of a cell."""
        yield Plain("", id="campaign-head")
        yield MatrixTable(id="matrix", most=22, names=26, corner="评分项")
        yield Plain("", id="beside-cell")

    def on_mount(self) -> None:
        """Fill it."""
        self.query_one(MatrixTable).focus()
        self._show()

    def on_resize(self) -> None:
        """Lay out again."""
        self._show()

    # -- what is shown

    def _show(self) -> None:
        found, width = self.found, max(self.size.width - 2, 20)
        over = "历次" if found.over == "time" else "多个对象"
        unit = f"｜{found.columns[0].unit.name}" if found.over == "time" else f" {len(found.columns)} 个"
        self.query_one("#title", Plain).say(clip(visible(f"{over}{unit}｜{self.short}"), width))
        lines = [line for text in self._notes() for line in wrapped(visible(text), width)]
        self.query_one("#campaign-head", Plain).say("\n".join(lines))
        heads = [visible(self._head(number)) for number in range(len(found.columns))]
        rows = self._rows()
        self._whole = {row.key: (row.name, row.cells) for row in rows}
        self.query_one(MatrixTable).fill(heads, [row._replace(name=visible(row.name)) for row in rows])

    def _notes(self) -> list[str]:
        found = self.found
        differing = sum(item.differs for item in found.items)
        notes = [f"评分项 {len(found.items)} 项，不同的 {differing} 项" + ("" if self.only else "（列出全部）")]
        if found.unranked is not None:
            periods = {(column.row.period_from, column.row.period_to) for column in found.columns}
            notes.append(f"没有排名：{found.unranked}" + ("（F4）" if len(periods) > 1 else ""))
        notes += [] if found.same_edition else ["各考评所用的标准版本或本地规则不一"]
        notes += [f"没有考评：{'、'.join(found.missing)}"] if found.missing else []
        hidden = "、".join(f"考评 {row.number}" for row in found.hidden)
        return [*notes, *([f"盲评中、还不能看的：{hidden}"] if hidden else [])]

    def _head(self, number: int) -> str:
        column = self.found.columns[number]
        period = parse_period(f"{column.row.period_from}..{column.row.period_to}").label
        return f"{period} 考评 {column.row.number}" if self.found.over == "time" else column.unit.name

    def _rows(self) -> list[Row]:
        found = self.found
        columns, sheets = found.columns, [column.sheet for column in found.columns]
        against = "比上一次" if found.over == "time" else "比第一个"
        rows = [
            Row("score", "得分", [compared_score(sheet) for sheet in sheets]),
            Row("change", against, [change_text(column) or "—" for column in columns]),
            Row("outcome", "结果", [result_text(sheet.outcome) for sheet in sheets]),
        ]
        if found.ranking:
            rows.append(Row("place", "名次", [ranked_text(placed) for placed in found.ranking]))
        rows.append(Row("which", "以哪次为准", [self._which(number) for number in range(len(columns))]))
        for section in found.sections:
            cells = [
                "—" if cell is None else f"{span(sheet, cell.low, cell.high)}/{span(sheet, cell.full, cell.full)}"
                for sheet, cell in zip(sheets, section.cells, strict=True)
            ]
            rows.append(Row(f"section:{section.id}", f"{section.id} {section.title}", cells))
        for item in found.items:
            if item.differs or not self.only:
                cells = [_cell(cell) for cell in item.cells]
                rows.append(Row(f"item:{item.id}", f"{item.id} {item.title}", cells))
        return [row._replace(cells=[visible(cell) for cell in row.cells]) for row in rows]

    def _which(self, number: int) -> str:
        column = self.found.columns[number]
        period = parse_period(f"{column.row.period_from}..{column.row.period_to}").label
        among = f"，{column.others + 1} 次中" if column.others else ""
        return f"考评 {column.row.number}（{period}，{column.row.evaluator}{among}）"

    @on(MatrixTable.Moved)
    def _moved(self) -> None:
        table = self.query_one(MatrixTable)
        name, cells = self._whole.get(table.key or "", ("", ()))
        if not cells:
            return
        width = max(self.size.width - 2, 20)
        told = [name, f"{self._head(table.column)}：{cells[table.column]}"]
        lines = [line for text in told for line in wrapped(visible(text), width, 2)]
        if len(lines) > MOST:
            lines = [*lines[: MOST - 1], clip(lines[MOST - 1] + "…" * 2, width - 1)]
        self.query_one("#beside-cell", Plain).say("\n".join(lines))

    # -- what is done

    def action_only(self) -> None:
        """Only the criteria that differ, or all."""
        self.only = not self.only
        self._show()

    def action_period(self) -> None:
        """Evaluations of one period alone, so that the units can be ranked."""
        if len(self._periods) < 2:
            self.own.tell("没有别的周期可选")
            return
        choices = [Choice("", "不限周期，各取最近的"), *(Choice(label, label) for label in self._periods)]

        def chosen(label: str | None) -> None:
            if label is not None:
                units, standard = self._units, self.found.standard
                period = parse_period(label) if label else None
                self.own.read(self, lambda bench: bench.side_by_side.units(units, standard, period), known)

        def known(found: SideBySide) -> None:
            self.found = found
            self._show()

        self.app.push_screen(Choose("只看哪个周期的考评", choices), chosen)

    @on(MatrixTable.Opened)
    def _opened(self) -> None:
        table = self.query_one(MatrixTable)
        kind, _, item = (table.key or "").partition(":")
        column = self.found.columns[table.column]
        if kind == "item" and item in column.sheet.resolved.item:
            open_item(self, column.row.id, item)
        else:
            open_result(self, column.row.id)


def _cell(cell: ItemScore | None) -> str:
    if cell is None:
        return "—"
    state = item_state(cell)
    if state in ("not-applicable", "outside", "unrated"):
        return ITEM_STATE_NAMES[state]
    return f"{plain(cell.low)}/{plain(cell.full)}"


__all__ = ["BesideScreen", "ask_over_time", "ask_units"]
