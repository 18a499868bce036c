"""What the author changes in a review: each change is asked for, saved, and the draft made again from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kaoping import Aside, DraftFinding, DraftPart, DraftQuestion, Mend, Refused, Review, draft_answers, draft_settled
from kaoping_tui.modals.choose import Choose
from kaoping_tui.review_rows import ALL_ANSWERED, Shown, shown
from kaoping_tui.screens.base import BaseScreen
from kaoping_tui.widgets.lists import Choice
from kaoping_tui.worker import said

if TYPE_CHECKING:
    from kaoping import Workbench


class Mending(BaseScreen):
    """The changes, over a screen that knows which piece of the document it stands at.

    Changes are saved in the order in which they were made, each on top of the one before it. Whether a reading is right
    is shown at once; what changes the standard is shown when the draft has been made again.
    """

    def __init__(self, found: Shown) -> None:
        super().__init__()
        self.shown = found
        #: The review as it is on disk; the writer thread alone changes it while changes are on their way.
        self.newest = found.review
        #: Changes that are on their way, and whether what is shown is too old for the next one to act on.
        self._waiting = 0
        self._busy = False
        #: Whether anything was open when the draft was last made.
        self._were_open = bool(found.open)
        #: Where to go on to once the draft is there: the marks of the questions, the nearest first.
        self._onward: Sequence[tuple[str, ...]] = ()
        #: What comes once the change that is on its way is shown.
        self._after: Callable[[], None] | None = None
        #: Corrections that were refused, as another window was faster.
        self._late: list[Mend] = []

    @property
    def part(self) -> DraftPart | None:
        """The piece at the cursor."""
        raise NotImplementedError

    @property
    def finding(self) -> DraftFinding | None:
        """The oddity of the document at the cursor."""
        raise NotImplementedError

    @property
    def aside(self) -> Aside | None:
        """The picture, remark or the like at the cursor: what is in the file and is no text of the document."""
        kind, _, number = self.row.partition(":")
        return self.shown.draft.paper.asides[int(number)] if kind == "aside" else None

    @property
    def row(self) -> str:
        """The row of the document at the cursor."""
        raise NotImplementedError

    def show(self, found: Shown) -> None:
        """Show the draft as it now is."""
        raise NotImplementedError

    def paint(self, found: Shown) -> None:
        """Show the rows of the document as they will be; the standard follows."""
        raise NotImplementedError

    @property
    def question(self) -> DraftQuestion | None:
        """What is asked at the cursor."""
        return self.shown.questions.get(self.row)

    @property
    def offers(self) -> Sequence[Mend]:
        """The readings to choose from at the cursor, that which holds first."""
        question = self.question
        return draft_answers(self.shown.draft, question) if question is not None else ()

    def ready_for(self, key: str) -> bool:
        """Whether a key acts on what is shown: not while the standard is being made again."""
        return not self._busy

    # -- saving

    def mend(self, *mends: Mend, onward: bool = False, after: Callable[[], None] | None = None) -> None:
        """Save a change and show what becomes of it.

        :param onward: go on to the next question.
        :param after: what comes then.
        """
        self._onward = self._further() if onward else ()
        self._after = after
        self._busy = True
        self.paint(self.shown.changing(mends))
        self._change(lambda bench, review: bench.drafts.mend(review, mends), mends)

    def settle(self, *mends: Mend) -> None:
        """Save the answer to the question at the cursor and go on at once: nothing but the question itself changes."""
        self._onward = self._further()
        self._change(lambda bench, review: bench.drafts.mend(review, mends), mends)
        self.show(self.shown.answered(self.row))

    def _further(self) -> Sequence[tuple[str, ...]]:
        """The marks of the other questions, from the one at the cursor on and round."""
        order = list(self.shown.questions)
        at = order.index(self.row) if self.row in order else 0
        return [self.shown.questions[row].mark for row in (*order[at + 1 :], *order[:at])]

    def _change(self, change: Callable[[Workbench, Review], Review], mends: Sequence[Mend] = ()) -> None:
        self._waiting += 1
        self.own.tell("")

        def work(bench: Workbench) -> Shown:
            self.newest = change(bench, self.newest)
            return shown(self.newest)

        self.own.save(self, work, self._changed, lambda error: self._refused(error, mends))

    def _changed(self, found: Shown) -> None:
        self._waiting -= 1
        if self._waiting:
            return
        before = set(self.shown.draft.void)
        self._busy = False
        self.show(found)
        asked, self._were_open = self._were_open, bool(found.open)
        if asked and not found.open:
            self.own.tell(ALL_ANSWERED)
        if any(mend not in before for mend in found.draft.void):
            self.own.warn("这一处不能这样改，没有变化；请按 Ctrl+Z 撤销，换一种改法")
        after, self._after = self._after, None
        if after is not None:
            after()

    def _refused(self, error: Exception, mends: Sequence[Mend]) -> None:
        self._waiting -= 1
        self._onward, self._after = (), None
        moved = isinstance(error, Refused) and error.faults[0].code == "head-moved"
        if moved:
            self._late += mends
        else:
            self.own.warn(said(error))
        if self._waiting:
            return
        self._busy = False
        self.show(shown(self.newest))
        if moved:
            self._ask_again()

    def _ask_again(self) -> None:
        """Another window was faster: nothing of either is lost."""
        late, self._late = tuple(self._late), []
        count = f"，再加上这里的 {len(late)} 处" if late else ""
        choices = (
            Choice("again", f"读入那边的修改{count}"),
            Choice("no", "不改，留着看（返回后重新打开）"),
        )

        def answered(answer: str | None) -> None:
            if answer == "again":
                self._busy = True
                self._change(lambda bench, review: bench.drafts.mend_again(review, late), late)
            else:
                self.own.warn("没有保存；审阅记录刚被另一窗口修改，请返回后重新打开")

        self.app.push_screen(Choose("审阅记录刚被另一窗口修改", choices), answered)

    def accept(self) -> None:
        """The reading at the cursor is right."""
        part = self.part
        if part is not None:
            self.settle(Mend(part.key, "accepted"))

    def action_same(self) -> None:
        """Answer every question of the kind that stands at the cursor, as one step."""
        question, draft = self.question, self.shown.draft
        if question is None:
            self.own.tell("请先按 F3 移到一处待定的地方")
            return
        same = self.shown.same(self.row)
        count = len(same)

        def of(last: bool) -> list[Mend]:
            if question.what == "proposal":
                offers = [draft_answers(draft, one) for one in same]
                return [found[-1 if last else 0] for found in offers]
            if question.what == "finding":
                given = [draft.findings[one.numbers[0]] for one in same]
                return [mend for one in given for mend in draft_settled(draft, one, taken=not last)]
            return [Mend(one.key, "accepted") for one in same if one.key is not None]

        texts = {
            "doubt": (f"{count} 处都按现在的读法认可", ""),
            "finding": (f"{count} 处都记为勘误", f"{count} 处都不记"),
            "proposal": (f"{count} 条都采用（各取第一种）", f"{count} 条都保留自己的事实"),
        }[question.what]
        choices = [Choice("no", "逐处看"), Choice("yes", texts[0])]
        choices += [Choice("last", texts[1])] if texts[1] else []

        def answered(answer: str | None) -> None:
            if answer in ("yes", "last"):
                self.mend(*of(answer == "last"), onward=True)

        self.app.push_screen(Choose(f"同类的待定共 {count} 处", choices), answered)

    def action_undo(self) -> None:
        """Take the last change back, and go to where it was made."""
        steps = self.newest.file.steps
        self._step(lambda bench, review: bench.drafts.undo(review))
        if steps and steps[-1]:
            self._after = lambda: self._back_to(steps[-1][0])

    def _back_to(self, mend: Mend) -> None:
        """Go to the question or the piece that a correction was about."""
        fields = mend.value.split("|")
        marks = {one.mark: row for row, one in self.shown.questions.items()}
        row = marks.get(("finding", *fields[1:3])) if mend.what == "erratum" else None
        if row is not None:
            self.stand_at(row)
        else:
            self.stand_at_key(mend.key)

    def action_redo(self) -> None:
        """Do it again."""
        self._step(lambda bench, review: bench.drafts.redo(review))

    def action_undo_all(self) -> None:
        """Take every change back, after asking."""
        steps = len(self.newest.file.steps)
        if not steps:
            self.own.tell("没有可以撤销的修改")
            return
        choices = (Choice("no", "不撤销"), Choice("yes", f"{steps} 步修改都撤销（可以按 Ctrl+Y 逐步重做）"))

        def answered(answer: str | None) -> None:
            if answer == "yes":
                self._step(lambda bench, review: bench.drafts.undo_all(review))

        self.app.push_screen(Choose("撤销到最初读出的样子？", choices), answered)

    def _step(self, change: Callable[[Workbench, Review], Review]) -> None:
        self._onward, self._after, self._busy = (), None, True
        self._change(change)

    # -- the standard

    def action_check(self) -> None:
        """See what the standard lacks, without writing it."""
        self._finished(write=False)

    def action_save(self) -> None:
        """Look at the standard's head, write its file, and see what it lacks."""
        from kaoping_tui.screens.review_header import ask_header

        ask_header(self, lambda: self._finished(write=True))

    def action_header(self) -> None:
        """What the standard is called and whom it evaluates."""
        from kaoping_tui.screens.review_header import ask_header

        ask_header(self)

    def _finished(self, *, write: bool) -> None:
        from kaoping_tui.screens.review_ready import check_review

        check_review(self, write=write)

    def stand_at(self, key: str) -> None:
        """Move to a row of the document."""
        raise NotImplementedError

    def stand_at_key(self, key: object) -> bool:
        """Move to the piece of this key; whether there is any."""
        raise NotImplementedError


__all__ = ["Mending"]
