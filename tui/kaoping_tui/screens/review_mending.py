"""What the author changes in a review: each change is asked for, saved, and the draft made again from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kaoping import DraftFinding, DraftPart, Mend, Review
from kaoping_tui.modals.choose import Choose
from kaoping_tui.review_rows import Shown, shown
from kaoping_tui.screens.base import BaseScreen
from kaoping_tui.widgets.lists import Choice
from kaoping_tui.worker import said

if TYPE_CHECKING:
    from kaoping import Workbench


class Mending(BaseScreen):
    """The changes, over a screen that knows which piece of the document it stands at."""

    def __init__(self, found: Shown) -> None:
        super().__init__()
        self.shown = found
        #: Whether a change is on its way: what is shown is older than what the next one would act on.
        self._busy = False
        #: Whether to go on to the next doubt once the draft is there.
        self._onward = False
        #: What comes once the change that is on its way is shown.
        self._after: Callable[[], None] | None = None

    @property
    def part(self) -> DraftPart | None:
        """The piece at the cursor."""
        raise NotImplementedError

    @property
    def finding(self) -> DraftFinding | None:
        """The oddity of the document at the cursor."""
        raise NotImplementedError

    def show(self, found: Shown) -> None:
        """Show the draft as it now is."""
        raise NotImplementedError

    @property
    def offers(self) -> Sequence[Mend]:
        """The other readings of the piece at the cursor."""
        part = self.part
        if part is None:
            return ()
        found = [
            mend
            for doubt in self.shown.draft.doubts
            if doubt.key == part.key
            for mend in doubt.offers
            if mend.what != "accepted"
        ]
        return tuple(dict.fromkeys(found))[:8]

    def ready_for(self, key: str) -> bool:
        """Whether a key acts on what is shown: not while a change is on its way."""
        return not self._busy

    # -- saving

    def mend(self, *mends: Mend, onward: bool = False, after: Callable[[], None] | None = None) -> None:
        """Save a change and show what becomes of it.

        :param onward: go on to the next doubt.
        :param after: what comes then.
        """
        self._after = after
        self._change(lambda bench, review: bench.drafts.mend(review, mends), onward)

    def _change(self, change: Callable[[Workbench, Review], Review], onward: bool = False) -> None:
        if self._busy:
            return
        self._busy, self._onward = True, onward
        review = self.shown.review
        self.own.tell("")
        self.own.save(self, lambda bench: shown(change(bench, review)), self._changed, self._refused)

    def _changed(self, found: Shown) -> None:
        before = set(self.shown.draft.void)
        self._busy = False
        self.show(found)
        if any(mend not in before for mend in found.draft.void):
            self.own.warn("这一处不能这样改，没有变化；请按 Ctrl+Z 撤销，换一种改法")
        after, self._after = self._after, None
        if after is not None:
            after()

    def _refused(self, error: Exception) -> None:
        self._busy = self._onward = False
        self._after = None
        self.own.warn(said(error))

    def accept(self) -> None:
        """The reading at the cursor is right."""
        part = self.part
        if part is not None:
            self.mend(Mend(part.key, "accepted"), onward=True)

    def action_same(self) -> None:
        """Accept every doubt of the kind that stands at the cursor, as one step."""
        part, draft = self.part, self.shown.draft
        codes = {doubt.code for doubt in draft.doubts if part is not None and doubt.key == part.key}
        if not codes:
            self.own.tell("请先移到一处存疑上")
            return
        keys = list(dict.fromkeys(doubt.key for doubt in draft.doubts if doubt.code in codes))
        question = Choose(
            f"同类存疑共 {len(keys)} 处，都按现在的读法认可？", (Choice("no", "逐处看"), Choice("yes", "都认可"))
        )

        def answered(answer: str | None) -> None:
            if answer == "yes":
                self.mend(*(Mend(key, "accepted") for key in keys), onward=True)

        self.app.push_screen(question, answered)

    def action_undo(self) -> None:
        """Take the last change back."""
        self._step(lambda bench, review: bench.drafts.undo(review))

    def action_redo(self) -> None:
        """Do it again."""
        self._step(lambda bench, review: bench.drafts.redo(review))

    def _step(self, change: Callable[[Workbench, Review], Review]) -> None:
        self._change(change)

    # -- the standard

    def action_check(self) -> None:
        """See what the standard lacks, without writing it."""
        self._finished(write=False)

    def action_save(self) -> None:
        """Look at the standard's head, write its file, and see what it lacks."""
        from kaoping_tui.screens.review_header import ask_header

        if not self._busy:
            ask_header(self, lambda: self._finished(write=True))

    def action_header(self) -> None:
        """What the standard is called and whom it evaluates."""
        from kaoping_tui.screens.review_header import ask_header

        if not self._busy:
            ask_header(self)

    def _finished(self, *, write: bool) -> None:
        from kaoping_tui.screens.review_ready import check_review

        if not self._busy:
            check_review(self, write=write)

    def stand_at(self, key: str) -> None:
        """Move to a row of the document."""
        raise NotImplementedError

    def stand_at_id(self, id: str) -> bool:
        """Move to what became this id; whether there is any."""
        raise NotImplementedError


__all__ = ["Mending"]
