"""A stage that comes again: units by its days, what was delivered when and what is missing."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from kaoping import Matrix, visible
from kaoping_tui import keys
from kaoping_tui.screens.base import BaseScreen
from kaoping_tui.widgets.lists import Plain
from kaoping_tui.widgets.matrix import MatrixTable, Row
from kaoping_tui.wrap import clip

#: Cells that a day's column takes at least: five of them beside the names in 80 cells.
NARROW = 10


class TermsScreen(BaseScreen):
    """One stage of a campaign. Dismissed with the unit whose cell was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = keys.TERMS

    def __init__(self, matrix: Matrix, column: int, unit: str | None) -> None:
        super().__init__()
        self.matrix, self.column, self._unit = matrix, column, unit

    def body(self) -> ComposeResult:
        """How it stands, the table, and what the cell at the cursor is."""
        yield Plain("", id="campaign-head")
        yield MatrixTable(id="matrix", least=NARROW)
        yield Plain("", id="campaign-cell", fixed=True)

    def on_mount(self) -> None:
        """Stand at the unit, at the first day that is not over."""
        matrix, column = self.matrix, self.matrix.columns[self.column]
        days = column.due.every
        title = f"各次期限：{column.title}｜{column.due.text}｜{matrix.campaign.name}"
        self.query_one("#title", Plain).say(clip(visible(title), max(self.app.size.width - 2, 20)))
        rows = []
        for line in matrix.lines:
            terms = line.cells[self.column].terms
            rows.append(Row(line.unit, visible(line.name), [term.text for term in terms]))
        table = self.query_one(MatrixTable)
        table.fill([f"{day:%m-%d}" if days[0].year == days[-1].year else f"{day:%y-%m-%d}" for day in days], rows)
        now = matrix.columns[self.column].due.day
        if self._unit is not None:
            table.stand_at(self._unit, days.index(now) if now in days else 0)
        table.focus()
        missed = sum(term.state == "missed" for line in matrix.lines for term in line.cells[self.column].terms)
        late = sum(term.state == "late" for line in matrix.lines for term in line.cells[self.column].terms)
        text = f"考评对象 {len(matrix.lines)}｜期限 {len(days)} 次｜逾期未交 {missed} 次，逾期才交 {late} 次"
        self.query_one("#campaign-head", Plain).say(text)

    @on(MatrixTable.Moved)
    def _moved(self) -> None:
        table = self.query_one(MatrixTable)
        line = next((line for line in self.matrix.lines if line.unit == table.key), None)
        if line is None:
            return
        term = line.cells[self.column].terms[table.column]
        day = "" if term.delivered is None else f"，{term.delivered.isoformat()} 交"
        late = {"late": "，逾期才交（下一次期限前有交的也算下一次）", "missed": "，逾期未交", "coming": "，未到期"}
        text = f"{line.name}｜{term.day.isoformat()} 前{day}{late.get(term.state, '，按期')}"
        self.query_one("#campaign-cell", Plain).say(clip(visible(text), max(self.size.width - 2, 20)))

    @on(MatrixTable.Opened)
    def _opened(self) -> None:
        self.dismiss(self.query_one(MatrixTable).key)
