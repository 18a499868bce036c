"""A campaign moved to a corrected standard: every evaluation with what changes, who has moved and who has not."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from kaoping import EditionMove, Resolved, RoundBack, RoundMove, edition_text, visible
from kaoping_tui import keys
from kaoping_tui.edition_rows import idle_text, rest_lines, row_line, texts_lines, todo_head
from kaoping_tui.modals.ask import Ask
from kaoping_tui.modals.choose import Choose
from kaoping_tui.screens.base import BaseScreen
from kaoping_tui.screens.edition import EditionScreen
from kaoping_tui.widgets.lists import Choice
from kaoping_tui.widgets.outline import Line, Outline
from kaoping_tui.worker import said

if TYPE_CHECKING:
    from textual.widgets.tree import TreeNode

    from kaoping_tui.app import KaopingApp

#: Evaluations that are worked out in one job: no save waits longer than for these.
PART = 20


class RoundEdition(EditionScreen):
    """A campaign and the text that it goes by, or is to go by."""

    BINDINGS: ClassVar[list[BindingType]] = keys.ROUND_MOVE

    def __init__(self, found: RoundMove, *, announce: bool) -> None:
        """`announce`: this evaluator says which text the campaign goes by; else it was said."""
        super().__init__()
        self.found, self._announce = found, announce
        self.handed_in = False
        self._worked: dict[str, EditionMove] = {}
        self._places: dict[str, TreeNode[Line]] = {}
        self._first: TreeNode[Line] | None = None
        self._busy = False
        #: Which reading the parts belong to: those of an earlier one are passed over.
        self._reading = 0

    @property
    def target(self) -> Resolved | None:
        """The text as it was shown, which is the one that is announced; None where the campaign goes by it already."""
        return self.found.edition if self._announce else None

    def on_mount(self) -> None:
        """Show who is where, then work out one part after the other."""
        self._show()

    def read_again(self) -> None:
        """Read who is where."""
        campaign, target, handed_in = self.found.campaign.id, self.target, self.handed_in

        def done(found: RoundMove) -> None:
            self.found = found
            self._show()

        self.own.read(
            self, lambda bench: bench.moving_rounds.plan(campaign, target, handed_in=handed_in, only=()), done
        )

    def _show(self) -> None:
        found = self.found
        state = "改用" if self._announce and found.announced else "已改用"
        self.head(f"换版｜批次：{found.campaign.name}｜{state} {edition_text(found.edition)}")
        self._worked.clear()
        self._reading += 1
        rows = [row_line(row, None) for row in found.todo]
        nodes = self.fill([(todo_head(found, ()), rows), *rest_lines(found)])
        self._first = nodes[0]
        self._first.expand()
        self._places = {row.id: node for row, node in zip(found.todo, nodes[0].children, strict=True)}
        self._work_out(self._reading)

    def _work_out(self, reading: int) -> None:
        waiting = [row.id for row in self.found.todo if row.id not in self._worked][:PART]
        if not waiting or reading != self._reading:
            return
        campaign, target, handed_in = self.found.campaign.id, self.target, self.handed_in

        def done(part: RoundMove) -> None:
            if reading == self._reading:
                self._worked_out(part)
                self._work_out(reading)

        self.own.read(
            self, lambda bench: bench.moving_rounds.plan(campaign, target, handed_in=handed_in, only=waiting), done
        )

    def _worked_out(self, part: RoundMove) -> None:
        outline = self.query_one(Outline)
        first = not self._worked
        for move in part.moved:
            self._worked[move.row.id] = move
            self._put(outline, self._places[move.row.id], row_line(move.row, move))
        if self._first is not None:
            self._put(outline, self._first, todo_head(self.found, list(self._worked.values())))
        if first:
            for place, (line, below) in enumerate(texts_lines(self._worked.values())):
                outline.put(outline.root, line, below, at=place).collapse()
        if outline.cursor_node is not None:
            self._say(outline.cursor_node.data)

    def _put(self, outline: Outline, node: TreeNode[Line], line: Line) -> None:
        node.data = line
        if line.under and node.children:
            node.remove_children()
            outline.unfold(node)
        node.refresh()

    # -- what is done

    def action_handed_in(self) -> None:
        """Those that were handed in too, or no longer."""
        self.handed_in = not self.handed_in
        self.own.tell("连同已提交的一起改用，须写明原因" if self.handed_in else "已提交的不动")
        self.read_again()

    def action_other(self) -> None:
        """Another text, for who made the campaign."""
        from kaoping_tui.screens.edition_going import ask_round

        below = self.app.screen_stack[-2]
        self.dismiss(None)
        if isinstance(below, BaseScreen):
            ask_round(below, self.found.campaign.id, choose=True)

    def action_move(self) -> None:
        """Move one's own; who made the campaign has it go by this text."""
        if self._busy:
            return
        if not self.found.todo and not (self._announce and self.found.announced):
            self.own.tell(f"没有可改用的：{visible(idle_text(self.found))}")
            return
        self.run_worker(self._move())

    async def _move(self) -> None:
        found, count = self.found, len(self.found.todo)
        text = "内容没变的评定照旧，变了的改为未评（原评定在修改历史里），措辞有改动的标为须复核。之后可按 F6 退回"
        if self._announce and found.announced:
            text += "。批次从此按这一版，其他考评人会看到提示"
        choices = (Choice("do", f"改用（{count} 份）"), Choice("leave", "先不改"))
        title = visible(f"批次“{found.campaign.name}”改用 {edition_text(found.edition)}")
        if await self.app.push_screen_wait(Choose(title, choices, text=text)) != "do":
            return
        why = None
        if any(row.status == "handed-in" for row in found.todo):
            why = await self.app.push_screen_wait(Ask("有已提交的考评，须写明改用另一版的原因"))
            if why is None:
                return
        self._busy = True
        move_all(self, why)

    def action_back(self) -> None:
        """Take the move back."""
        if not self._busy:
            self.run_worker(self._back())

    async def _back(self) -> None:
        if not self.found.campaign.body.get("edition"):
            self.own.tell("批次还没有改用过，没有可退回的")
            return
        choices = (Choice("do", "退回"), Choice("leave", "不退回"))
        text = "自己改用以后没有再评定过的考评，恢复原来的文本和评定；再评定过的不动。建立批次的人退回，批次也恢复原来的文本"
        if await self.app.push_screen_wait(Choose("退回原来的标准文本", choices, text=text)) != "do":
            return
        me, why = self.own.options.evaluator, None
        if any(row.status == "handed-in" and row.evaluator == me for row in self.found.there):
            why = await self.app.push_screen_wait(Ask("有已提交的考评，须写明退回的原因"))
            if why is None:
                return
        self._busy = True
        back_all(self, why)

    def finished(self) -> None:
        """All parts are done: show how it stands."""
        self._busy = False
        self._announce = False
        if not self.is_attached:
            return
        campaign = self.found.campaign.id

        def known(found: RoundMove) -> None:
            self.found, self.handed_in = found, False
            self._show()

        # Taken back, the campaign may go by no text of its own: there is nothing to show any more.
        self.own.read(
            self, lambda bench: bench.moving_rounds.plan(campaign, only=()), known, lambda _: self.action_leave()
        )


def move_all(screen: RoundEdition, why: str | None) -> None:
    """Part by part, so that nothing else waits; it goes on when the screen is left, and ends with a message."""
    app, found, target, handed_in = screen.own, screen.found, screen.target, screen.handed_in
    made = 0

    def part(first: bool) -> None:
        given = target if first else None
        app.save(
            app.screen_stack[0],
            lambda bench: bench.moving_rounds.move_some(found.campaign.id, given, handed_in=handed_in, why=why),
            done,
            refused,
        )

    def done(some: RoundMove) -> None:
        nonlocal made
        made += len(some.moved)
        if some.todo:
            app.tell(f"正在改用：{made}/{made + len(some.todo)}，中断了再按 F10 即可补齐")
            part(False)
            return
        others = f"；其他考评人的 {len(some.others)} 份由其本人改用" if some.others else ""
        app.tell(f"已改用 {made} 份，F6 可退回{others}")
        screen.finished()

    def refused(error: Exception) -> None:
        _stopped(app, f"已改用 {made} 份，其余没有改用：" if made else "", error)
        screen.finished()

    part(True)


def back_all(screen: RoundEdition, why: str | None) -> None:
    """Part by part, as `move_all`."""
    app, campaign = screen.own, screen.found.campaign.id
    made = 0

    def part() -> None:
        app.save(app.screen_stack[0], lambda bench: bench.moving_rounds.back_some(campaign, why=why), done, refused)

    def done(some: RoundBack) -> None:
        nonlocal made
        made += len(some.back)
        if some.left:
            app.tell(f"正在退回：{made}/{made + some.left}，中断了再按 F6 即可补齐")
            part()
            return
        kept = f"；改用以后又评定过的 {len(some.kept)} 份没有动，请逐份撤销" if some.kept else ""
        app.tell(f"已退回 {made} 份{kept}")
        screen.finished()

    def refused(error: Exception) -> None:
        _stopped(app, f"已退回 {made} 份，其余没有退回：" if made else "", error)
        screen.finished()

    part()


def _stopped(app: KaopingApp, before: str, error: Exception) -> None:
    app.warn(before + said(error))
