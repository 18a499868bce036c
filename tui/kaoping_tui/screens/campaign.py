"""A campaign: units by stages, how far each is, what is late, who comes first; Enter opens or begins a cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from kaoping import (
    EvaluationRow,
    Matrix,
    MatrixCell,
    MatrixLine,
    StandardEntry,
    cell_text,
    due_text,
    kind_text,
    parse_period,
    visible,
)
from kaoping_tui import keys
from kaoping_tui.modals.choose import Choose
from kaoping_tui.screens.campaign_going import CampaignGoing
from kaoping_tui.widgets.lists import Choice, Plain
from kaoping_tui.widgets.matrix import MatrixTable, Row
from kaoping_tui.worker import said
from kaoping_tui.wrap import clip

if TYPE_CHECKING:
    from kaoping import Workbench


class CampaignScreen(CampaignGoing):
    """One campaign as a table."""

    BINDINGS: ClassVar[list[BindingType]] = keys.CAMPAIGN

    def __init__(self, campaign: str, resume: Callable[[str], None]) -> None:
        super().__init__(campaign)
        self._resume = resume
        self.by_place = False
        self._entries: list[StandardEntry] = []
        self._busy = False

    def body(self) -> ComposeResult:
        """How it stands, the table, and what the cell at the cursor is."""
        yield Plain("", id="campaign-head")
        yield MatrixTable(id="matrix")
        yield Plain("", id="campaign-cell", fixed=True)

    def on_mount(self) -> None:
        """Ask for the table."""
        self.query_one("#title", Plain).say("批次")
        self.query_one(MatrixTable).focus()

    def on_screen_resume(self) -> None:
        """What was done in a cell shows."""
        self.action_refresh_table()

    def on_resize(self) -> None:
        """Lay out again."""
        self._show()

    def action_refresh_table(self) -> None:
        """Read the table again."""
        self.own.read(self, lambda bench: _read(bench, self.campaign), self._known)

    def _known(self, found: tuple[Matrix, list[StandardEntry]]) -> None:
        noted = self.matrix.notes if self.matrix is not None else ()
        self.matrix, self._entries = found
        self._show()
        if self.matrix.notes and self.matrix.notes != noted:
            self.own.warn("；".join(self.matrix.notes))

    # -- what is shown

    def _show(self) -> None:
        matrix = self.matrix
        if matrix is None:
            return
        width = max(self.size.width - 2, 20)
        row = matrix.campaign
        period = parse_period(f"{row.period_from}..{row.period_to}").label
        short = next((entry.short for entry in self._entries if entry.id == row.standard), row.standard or "标准未定")
        title = f"批次：{row.name}｜{period}｜{short}"
        self.query_one("#title", Plain).say(clip(visible(title), width))
        done, of = matrix.delivered
        late = f"｜逾期 {matrix.overdue}" if matrix.overdue else ""
        ranked = f"名次按“{matrix.ranked_at.title}”" if matrix.ranked_at else f"暂无名次：{matrix.unranked}"
        blind = "｜盲评" if matrix.blind else ""
        lines = (f"考评对象 {len(matrix.lines)}｜已交 {done}/{of}{late}{blind}", ranked)
        self.query_one("#campaign-head", Plain).say("\n".join(clip(visible(line), width) for line in lines))
        heads = [visible(column.title) for column in matrix.columns]
        self.query_one(MatrixTable).fill(heads, [self._row(matrix, line) for line in self._lines(matrix)])

    def _lines(self, matrix: Matrix) -> list[MatrixLine]:
        if not self.by_place or matrix.ranked_at is None:
            return list(matrix.lines)
        return [*matrix.ranking, *(line for line in matrix.lines if line.place is None)]

    def _row(self, matrix: Matrix, line: MatrixLine) -> Row:
        before = ""
        if matrix.ranked_at is not None:
            tie = "并列" if line.tied else "    " if any(other.tied for other in matrix.lines) else ""
            before = f"{tie}{line.place:>2} " if line.place is not None else f"{tie} – "
        cells = [visible(cell_text(cell, matrix.per_cent)) for cell in line.cells]
        return Row(line.unit, visible(line.name), cells, before)

    @on(MatrixTable.Moved)
    def _moved(self) -> None:
        found = self._at()
        if found is None or self.matrix is None:
            return
        line, cell = found
        width = max(self.size.width - 2, 20)
        column = next(column for column in self.matrix.columns if column.id == cell.stage)
        due = due_text(cell.due)
        late = "，逾期未交" if cell.overdue else ""
        barred = f"｜{line.barred}，不排名次" if line.barred else ""
        first = f"{line.name}｜{kind_text(line.kind)}｜{column.title}{f'：{due}' if due else ''}{late}{barred}"
        who = f"由{column.who}进行。" if column.who else ""
        rows = "；".join(
            f"考评 {row.number}，{row.evaluator}，{'已交' if row.status == 'handed-in' else '进行中'}"
            for row in cell.evaluations
        )
        on = f"，{cell.delivered_on.isoformat()} 交" if cell.delivered_on is not None else ""
        assigned = f"指定由 {'、'.join(line.assigned)} 考评。" if line.assigned else ""
        again = "F6 看各次期限。" if cell.terms else ""
        second = f"{who}{assigned}{again}{rows + on if rows else '还没有考评，回车即新建'}"
        said_here = "\n".join(clip(visible(text), width) for text in (first, second))
        self.query_one("#campaign-cell", Plain).say(said_here)

    @property
    def line(self) -> MatrixLine | None:
        """The unit at the cursor."""
        found = self._at()
        return found[0] if found is not None else None

    def changed(self, text: str) -> None:
        """The campaign was changed from here."""
        self.own.tell(text)
        self.action_refresh_table()

    def _at(self) -> tuple[MatrixLine, MatrixCell] | None:
        table = self.query_one(MatrixTable)
        if self.matrix is None or table.key is None:
            return None
        line = next(line for line in self.matrix.lines if line.unit == table.key)
        return line, line.cells[table.column]

    # -- what is done

    def action_order(self) -> None:
        """The best first, or as the campaign lists them."""
        if self.matrix is not None and self.matrix.ranked_at is None:
            self.own.tell(f"暂无名次：{visible(self.matrix.unranked or '')}")
            return
        self.by_place = not self.by_place
        self._show()
        self.own.tell("按名次排列" if self.by_place else "按批次原序排列")

    def action_next_late(self) -> None:
        """To the next cell that is overdue."""
        matrix, table = self.matrix, self.query_one(MatrixTable)
        if matrix is None or table.key is None:
            return
        lines = self._lines(matrix)
        width = max(len(matrix.columns), 1)
        late = [
            (number * width + column)
            for number, line in enumerate(lines)
            for column, cell in enumerate(line.cells)
            if cell.overdue
        ]
        if not late:
            self.own.tell("没有逾期的")
            return
        here = [line.unit for line in lines].index(table.key) * width + table.column
        place = next((place for place in late if place > here), late[0])
        table.stand_at(lines[place // width].unit, place % width)

    def action_roster(self) -> None:
        """Units in and out, who evaluates them, blind or not."""
        from kaoping_tui.screens.roster import ask_roster

        ask_roster(self)

    def action_terms(self) -> None:
        """Each day of a stage that comes again, with what was delivered when."""
        from kaoping_tui.screens.terms import TermsScreen

        matrix, found = self.matrix, self._at()
        if matrix is None or found is None:
            return
        line, _ = found
        again = [number for number, column in enumerate(matrix.columns) if column.due.every]
        column = self.query_one(MatrixTable).column
        if column not in again:
            if not again:
                self.own.tell("本批次没有按月或按年重复的阶段")
                return
            column = again[0]

        def chosen(unit: str | None) -> None:
            if unit is not None:
                self.query_one(MatrixTable).stand_at(unit, column)

        self.app.push_screen(TermsScreen(matrix, column, line.unit), chosen)

    def action_open_all(self) -> None:
        """An evaluation for each unit that has none at this stage."""
        from kaoping_tui.screens.opening import ask_open

        found = self._at()
        if self.matrix is None or found is None:
            self.own.tell("批次里还没有考评对象，按 F2 加入")
        else:
            ask_open(self, self.matrix, found[1].stage)

    @on(MatrixTable.Opened)
    def _opened(self) -> None:
        found = self._at()
        if found is not None and not self._busy:
            self.run_worker(self._open(*found))

    async def _open(self, line: MatrixLine, cell: MatrixCell) -> None:
        mine = [row for row in cell.evaluations if row.evaluator == self.own.options.evaluator]
        if len(cell.evaluations) == 1 and mine:
            self._resume(mine[0].id)
            return
        choices = [
            Choice(row.id, visible(f"打开考评 {row.number}（{row.evaluator}，已评 {row.rated}/{row.items}）"))
            for row in cell.evaluations
        ]
        if not mine:
            choices.append(Choice("new", "以自己的名义新建考评"))
        stage = next(column.title for column in self.matrix.columns if column.id == cell.stage) if self.matrix else ""
        title = visible(f"{line.name}｜{stage}")
        answer = await self.app.push_screen_wait(Choose(title, [*choices, Choice("", "返回")]))
        if answer == "new":
            await self._begin(line, cell)
        elif answer:
            self._resume(answer)

    async def _begin(self, line: MatrixLine, cell: MatrixCell) -> None:
        if self.matrix is None:
            return
        campaign = self.matrix.campaign
        standard = campaign.standard or await self._pick_standard(line)
        if standard is None:
            return
        period = parse_period(f"{campaign.period_from}..{campaign.period_to}")

        def done(row: EvaluationRow) -> None:
            self._busy = False
            self._resume(row.id)

        def refused(error: Exception) -> None:
            self._busy = False
            self.own.warn(said(error))

        self._busy = True
        self.own.save(
            self,
            lambda bench: bench.evaluations.new(standard, line.unit, period, stage=cell.stage, campaign=campaign.id),
            done,
            refused,
        )

    async def _pick_standard(self, line: MatrixLine) -> str | None:
        """The campaign names no standard: one of those for units of this kind."""
        fitting = [entry for entry in self._entries if line.kind in entry.unit_kinds]
        if not fitting:
            self.own.warn(f"没有考评{kind_text(line.kind)}的标准")
            return None
        choices = [Choice(entry.id, visible(f"{entry.short}　{entry.title}")) for entry in fitting]
        return await self.app.push_screen_wait(Choose("批次没有定标准，用哪个标准", choices))


def _read(bench: Workbench, campaign: str) -> tuple[Matrix, list[StandardEntry]]:
    matrix = bench.campaigns.matrix(campaign)
    return matrix, [entry for entry in bench.library.usable() if matrix.campaign.standard in (None, entry.id)]
