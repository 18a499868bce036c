"""The walk: the tree at the left, the criterion at the right, and what it all comes to always in sight."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widgets import Tree

from kaoping import Item, Rating, View, parse_period, plain, visible
from kaoping_tui import keys
from kaoping_tui.detail import Row, rows_of
from kaoping_tui.modals.choose import Choose
from kaoping_tui.screens.finding import Finding
from kaoping_tui.texts import UNRATED, item_score, mark, outcome_text, rated, score_text, veto_summary
from kaoping_tui.widgets.criterion import Criterion
from kaoping_tui.widgets.lists import Choice, Plain
from kaoping_tui.widgets.rubric import Rubric
from kaoping_tui.wrap import clip

#: Seconds the cursor rests on an item before the place is remembered.
REST = 1.5


class WalkScreen(Finding):
    """One evaluation, walked through item by item."""

    BINDINGS: ClassVar[list[BindingType]] = keys.WALK

    def __init__(self, view: View) -> None:
        super().__init__()
        self.view = view
        self._kept = view.row.cursor
        self._resting: Timer | None = None
        self._filled = False

    def body(self) -> ComposeResult:
        """Two lines of state above two panes."""
        yield Plain("", id="progress", fixed=True)
        with Horizontal(id="panes"):
            yield Rubric(id="tree")
            yield Criterion(id="detail")
        yield Plain("", id="typing", fixed=True)

    def on_mount(self) -> None:
        """Stand where the evaluation was left."""
        tree = self.query_one(Rubric)
        tree.build(self.view)
        tree.focus()
        self.query_one("#typing").display = False
        self.call_after_refresh(self._resume)

    def _resume(self) -> None:
        row = self.view.row
        self._filled = True
        if row.cursor in self.view.resolved.item and row.cursor is not None:
            self.stand_at(row.cursor)
            if self.view.answers.ratings:
                self.own.tell(f"接着上次：{row.cursor}")
        elif self.view.resolved.items:
            unrated = [score.item.id for score in self.view.sheet.items if score.state == "unrated"]
            self.stand_at(unrated[0] if unrated else self.view.resolved.items[0].id)
        if not self.own.save_state:
            self.own.save_state = f"已保存 {row.updated[11:19]}"
        if not self.view.can_write:
            self.own.warn(f"这是 {visible(row.evaluator)} 的考评，只能查看")
        self._head()
        self._detail()

    def on_resize(self) -> None:
        """Lay out again."""
        if self._filled:
            self._head()

    # -- what is shown

    def show(self, view: View) -> None:
        """Show the evaluation as it now is."""
        self.view = view
        self.query_one(Rubric).show(view)
        self._head()
        self._detail()
        changed = getattr(self.app.screen, "view_changed", None)
        if changed is not None:
            changed()

    def _head(self) -> None:
        row, sheet = self.view.row, self.view.sheet
        width = max(self.size.width - 2, 20)
        period = parse_period(f"{row.period_from}..{row.period_to}").label
        title = f"{row.unit_name}｜{self.view.resolved.standard.short}｜{period}｜{row.evaluator}"
        self.query_one("#title", Plain).say(clip(visible(title), width))
        done, total = rated(sheet)
        stale = f"｜依据已变 {len(sheet.stale)} 项" if sheet.stale else ""
        first = f"已评 {done}/{total}｜{score_text(sheet)}{stale}"
        second = f"{veto_summary(sheet)}｜{outcome_text(sheet)}"
        self.query_one("#progress", Plain).say("\n".join(clip(visible(text), width) for text in (first, second)))

    def _detail(self) -> None:
        tree, detail = self.query_one(Rubric), self.query_one(Criterion)
        if tree.item is not None:
            detail.show(tree.item, rows_of(self.view, self.view.resolved.item[tree.item]))
        elif tree.cursor_node is not None and tree.cursor_node.data is not None:
            detail.show(tree.cursor_node.data, self._group_rows(tree.cursor_node.data.removeprefix("node:")))

    def _group_rows(self, node: str) -> list[Row]:
        rows: list[Row] = []
        for score in self.view.sheet.items:
            above = next((n for n in score.item.path if n.id == node), None)
            if above is None:
                continue
            if not rows:
                rows.append(Row("head", "title", f"{above.id} {above.title}", len(above.id) + 1, "bold"))
            item = score.item
            text = f"{mark(self.view, score)} {item.id} {item.criterion.title}　{item_score(score)}"
            rows.append(Row("info", item.id, text, 3))
        return rows

    @on(Tree.NodeHighlighted)
    def _moved(self) -> None:
        if not self._filled:
            return
        if self.query_one(Rubric).item != self.typed_for:
            self.type("")
        self._detail()
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(REST, self.keep_place)

    def keep_place(self) -> None:
        """Remember the item stood at, to resume there."""
        item, key = self.query_one(Rubric).item, self.view.row.id
        if item is None or item == self._kept or not self.view.can_write:
            return
        self._kept = item
        self.own.read(self, lambda bench: bench.evaluations.keep_cursor(key, item), None, lambda _: None)

    def type(self, text: str) -> None:
        """Show the points typed so far; nothing typed shows nothing."""
        super().type(text)
        line = self.query_one("#typing", Plain)
        line.display = bool(text)
        if text and self.item is not None:
            full = plain(self.item.full)
            line.say(f"{self.item.id} 得分：{text}_　满分 {full}，回车确定，Esc 取消")

    # -- moving

    @property
    def item(self) -> Item | None:
        """The criterion at the cursor."""
        found = self.query_one(Rubric).item
        return None if found is None else self.view.resolved.item[found]

    def rating_of(self, item: str) -> Rating:
        """The rating of a criterion as last shown."""
        return self.view.answers.ratings.get(item, UNRATED)

    def stand_at(self, item: str) -> None:
        """Move to a criterion."""
        self.query_one(Rubric).stand_at(item)

    def move_on(self) -> None:
        """To the next criterion that applies."""
        item = self.item
        if item is None:
            return
        states = {score.item.id: score.state for score in self.view.sheet.items}
        order = [known.id for known in self.view.resolved.items]
        for following in order[order.index(item.id) + 1 :]:
            if states[following] != "outside":
                self.stand_at(following)
                return

    def _next(self, wanted: set[str], none: str) -> None:
        order = [item.id for item in self.view.resolved.items]
        here = order.index(self.item.id) + 1 if self.item is not None else 0
        for item in (*order[here:], *order[:here]):
            if item in wanted:
                self.stand_at(item)
                return
        self.own.tell(none)

    def action_next_unrated(self) -> None:
        """To the next criterion without a rating."""
        unrated = {score.item.id for score in self.view.sheet.items if score.state == "unrated"}
        self._next(unrated, "全部评分项都已评定，按 F9 看结果")

    def action_next_flagged(self) -> None:
        """To the next criterion with a mark."""
        flagged = {item for item, rating in self.view.answers.ratings.items() if rating.flagged}
        self._next(flagged, "没有标记的评分项，按 F2 可作标记")

    def action_go_to(self) -> None:
        """Find a criterion by its number or words."""
        choices = []
        for score in self.view.sheet.items:
            item = score.item
            text = f"{mark(self.view, score)} {item.id} {item.criterion.title}　{item_score(score)}"
            choices.append(Choice(item.id, visible(text)))

        def chosen(item: str | None) -> None:
            if item is not None:
                self.stand_at(item)

        here = self.item.id if self.item is not None else None
        self.app.push_screen(Choose("找评分项", choices, at=here, narrow=True), chosen)

    def action_other_pane(self) -> None:
        """From the tree to the requirements and back."""
        tree, detail = self.query_one(Rubric), self.query_one(Criterion)
        if tree.has_focus:
            detail.focus()
            detail.first_requirement()
        else:
            tree.focus()

    def action_result(self) -> None:
        """The result with its derivation."""
        from kaoping_tui.screens.result import ResultScreen

        def closed(item: str | None) -> None:
            if item is not None:
                self.stand_at(item)

        self.own.tell("")
        self.app.push_screen(ResultScreen(self.view), closed)

    def action_statements(self) -> None:
        """Vetoes, adjustments, and parts that come from outside."""
        from kaoping_tui.screens.statements import StatementScreen

        self.own.tell("")
        self.app.push_screen(StatementScreen(self))

    def action_leave(self) -> None:
        """Drop what is typed, or go back to the list; everything is saved or on its way."""
        if self.typed:
            self.type("")
            return
        self.keep_place()
        self.dismiss(None)
