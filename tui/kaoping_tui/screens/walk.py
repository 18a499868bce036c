"""The walk: the tree at the left, the criterion at the right, and what it all comes to always in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widgets import Tree

from kaoping import View, plain
from kaoping_tui import keys
from kaoping_tui.beside import NOTHING, Beside
from kaoping_tui.detail import Row, group_rows, rows_of
from kaoping_tui.heading import progress_of, title_of
from kaoping_tui.screens.places import Places
from kaoping_tui.widgets.criterion import Criterion
from kaoping_tui.widgets.lists import Plain
from kaoping_tui.widgets.rubric import Rubric

if TYPE_CHECKING:
    from kaoping import Workbench

#: Seconds the cursor rests on an item before what stands beside it is read, and before the place is remembered.
GLANCE = 0.3
REST = 1.5
#: Seconds between two standards that are read for where a fact counts.
PAUSE = 0.05
#: Seconds before the first of them is read: the first keys come first.
START = 1.5


class WalkScreen(Places):
    """One evaluation, walked through item by item."""

    BINDINGS: ClassVar[list[BindingType]] = keys.WALK

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self._kept = view.row.cursor
        self._resting: Timer | None = None
        self._glancing: Timer | None = None
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
        tree.border_title = "评分项"
        self.query_one(Criterion).border_title = "评定与评分要点"
        tree.build(self.view)
        self._stand()
        tree.focus()
        self.query_one("#typing").display = False
        self.call_after_refresh(self._resume)

    def _stand(self) -> None:
        """Before anything is painted: the first keys may be there already."""
        row = self.view.row
        if row.cursor in self.view.resolved.item and row.cursor is not None:
            self.stand_at(row.cursor)
            if self.view.answers.ratings:
                self.own.tell(f"接着上次：{row.cursor}")
        elif self.view.resolved.items:
            unrated = [score.item.id for score in self.view.sheet.items if score.state == "unrated"]
            self.stand_at(unrated[0] if unrated else self.view.resolved.items[0].id)

    def _resume(self) -> None:
        row, tree = self.view.row, self.query_one(Rubric)
        self._filled = True
        # Where the cursor was set there was no height yet.
        tree.scroll_to(y=0, animate=False, immediate=True)
        tree.scroll_to_line(tree.cursor_line, animate=False)
        self.own.saved_before(row.updated[11:19])
        if not self.view.can_write:
            self.own.warn(self.only_read)
        self._head()
        self._detail()
        self.set_timer(START, self._prepare)

    def on_resize(self) -> None:
        """Lay out again."""
        if self._filled:
            self._head()

    # -- what is shown

    def show(self, view: View) -> None:
        """Show the evaluation as it now is."""
        moved = view.resolved.digest != self.view.resolved.digest
        self.view = view
        if moved:
            self._by_another_text()
        else:
            self.query_one(Rubric).show(view, self.passing())
        self._head()
        self._detail()
        changed = getattr(self.app.screen, "view_changed", None)
        if changed is not None:
            changed()

    def _by_another_text(self) -> None:
        """Everything that was made from the standard is made again; the cursor stays where its item is still there."""
        tree = self.query_one(Rubric)
        at = tree.item
        self.type("")
        self.sieve = None
        self.beside.clear()
        self.forget_standard()
        tree.build(self.view)
        items = self.view.resolved.items
        if items:
            self.stand_at(at if at in self.view.resolved.item and at is not None else items[0].id)

    def _head(self) -> None:
        width = max(self.size.width - 2, 20)
        self.query_one("#title", Plain).say(title_of(self.view, width))
        self.query_one("#progress", Plain).say(progress_of(self.view, self.sieve, width))

    def filtered(self) -> None:
        """Show which filter is on. A tree made anew does not say that its cursor stands elsewhere."""
        self._head()
        self._detail()
        self._rest()

    def _detail(self) -> None:
        tree, detail = self.query_one(Rubric), self.query_one(Criterion)
        if tree.item is not None:
            known = self.beside.get(tree.item, NOTHING)
            detail.show(tree.item, rows_of(self.view, self.view.resolved.item[tree.item], known))
        elif tree.node is not None:
            detail.show(f"node:{tree.node}", group_rows(self.view, tree.node, self.shown_items))
        else:
            detail.show("", [Row("head", "none", "筛选出的评分项都已处理，按 Esc 取消筛选")])

    @on(Tree.NodeHighlighted)
    def _moved(self) -> None:
        if not self._filled:
            return
        if self.query_one(Rubric).item != self.typed_for:
            self.type("")
        self._detail()
        self._rest()

    def _rest(self) -> None:
        """The cursor came to stand somewhere: what follows if it stays."""
        for timer in (self._resting, self._glancing):
            if timer is not None:
                timer.stop()
        self._resting = self.set_timer(REST, self.keep_place)
        self._glancing = self.set_timer(GLANCE, self.glance)

    def glance(self) -> None:
        """Have read what stands beside the criterion at the cursor; shown if the cursor is still there by then."""
        item, key = self.item, self.view.row.id
        if item is None:
            return
        name = item.id

        def work(bench: Workbench) -> Beside:
            asked, today = bench.rectify.earlier(key, name), bench.rectify.today
            others, uses = bench.beside.others(key, name), bench.beside.uses(key, name)
            return Beside(others, uses, asked, today, bench.clauses.of(key, name), looked=True)

        def done(found: Beside) -> None:
            known = self.beside.get(name)
            self.beside[name] = found
            if found != known and self.item is not None and self.item.id == name:
                self._detail()

        self.own.read(self, work, done, lambda _: None)

    def _prepare(self) -> None:
        """Have the standards at hand read, one at a time, so that no save waits for them all; then look again."""

        def done(more: bool) -> None:
            if more:
                self.set_timer(PAUSE, self._prepare)
            else:
                self.glance()

        self.own.read(self, lambda bench: bench.beside.prepare(), done, lambda _: None)

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

    def action_other_pane(self) -> None:
        """From the tree to the requirements and back."""
        tree, detail = self.query_one(Rubric), self.query_one(Criterion)
        if tree.has_focus:
            detail.focus()
            detail.first_requirement()
        else:
            tree.focus()

    def action_leave(self) -> None:
        """Drop what is typed, take the filter off, or go back to the list; everything is saved or on its way."""
        if self.typed:
            self.type("")
            return
        if self.sieve is not None:
            self.set_filter(None)
            return
        self.keep_place()
        if self.own.notice.endswith(self.only_read):  # said of this evaluation alone
            self.own.tell("")
        self.dismiss(None)
