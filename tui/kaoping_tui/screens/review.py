"""The review: a document at the left, the standard that it becomes at the right, what is doubtful first."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from kaoping import (
    DRAFT_BEARS,
    ROLE_TEXT,
    DraftFinding,
    DraftPart,
    DraftQuestion,
    draft_finding_answers,
    draft_open_text,
    draft_settled,
    visible,
)
from kaoping_tui import keys
from kaoping_tui.review_rows import ALL_ANSWERED, WHOLE, Shown, aside_text, offer_text
from kaoping_tui.screens.review_asking import Asking
from kaoping_tui.widgets.lists import Plain
from kaoping_tui.widgets.reading import Reading
from kaoping_tui.widgets.rows import Rows
from kaoping_tui.wrap import clip, fitted, wrapped

#: Cells of the bar of what is settled.
_BAR = 12


class ReviewScreen(Asking):
    """Two linked lists, and below them the whole text at the cursor with what is doubtful about it."""

    BINDINGS: ClassVar[list[BindingType]] = keys.REVIEW

    def body(self) -> ComposeResult:
        """How far it is, the two lists, the text."""
        yield Plain("", id="review-state", fixed=True)
        with Horizontal(id="review-panes"):
            yield Rows(id="review-document")
            yield Rows(id="review-standard")
        yield Reading(id="review-more")

    def on_mount(self) -> None:
        """Stand at the first doubt."""
        self.own.tell("")
        self.left.focus()
        self.call_after_refresh(self._first)

    def _first(self) -> None:
        self._show(self.shown)
        review = self.shown.review
        pictures = sum(not one.text for one in review.draft.paper.asides)
        unread = f"有 {pictures} 处图片等没有读出（左栏“！未读”）。" if pictures else ""
        if review.other:
            self.own.warn("文件在上次审阅之后变了；改动之处的修改已不再适用，请重新看一遍")
        elif review.draft.void:
            self.own.warn(f"有 {len(review.draft.void)} 处以前的修改对不上现在的文件，没有使用")
        elif self.shown.open:
            counts = draft_open_text(tuple(self.shown.questions.values()))
            self.own.tell(f"{unread}待定：{counts}。回车认可，数字选别的，F3 下一处，F12 全部改法")
        else:
            self.own.tell(f"{unread}没有存疑。F9 检查，F10 写成标准")
        if self.shown.open:
            self.stand_at(self.shown.open[0])

    def on_resize(self) -> None:
        """Fit the lines above and the text below."""
        self._say()
        self._tell_more()

    # -- what is shown

    @property
    def left(self) -> Rows:
        """The document."""
        return self.query_one("#review-document", Rows)

    @property
    def right(self) -> Rows:
        """The standard."""
        return self.query_one("#review-standard", Rows)

    @property
    def row(self) -> str:
        """The row of the document at the cursor."""
        return self.left.key

    @property
    def part(self) -> DraftPart | None:
        """The piece at the cursor, or the one that the proposal at the cursor is about."""
        kind, _, number = self.left.key.partition(":")
        if kind == "proposal":
            return self.shown.draft.part(self.shown.draft.proposals[int(number)].key)
        return self.shown.draft.parts[int(number)] if kind == "part" else None

    @property
    def finding(self) -> DraftFinding | None:
        """The oddity of the document at the cursor."""
        kind, _, number = self.left.key.partition(":")
        return self.shown.draft.findings[int(number)] if kind == "finding" else None

    def show(self, found: Shown) -> None:
        """Show the draft as it now is, standing where it stood, or at the next question where one was answered."""
        part, question = self.part, self.question
        onward, self._onward = self._onward, ()
        self.shown = found
        self._show(found)
        marks = {one.mark: row for row, one in found.questions.items()}
        if onward:
            row = next((marks[mark] for mark in onward if mark in marks), found.open[0] if found.open else "")
        elif question is not None and question.what != "doubt" and question.mark in marks:
            row = marks[question.mark]
        else:
            row = ""
        if row:
            self.stand_at(row)
        elif part is not None:
            self.stand_at(self._same_place(part))

    def paint(self, found: Shown) -> None:
        """Show the rows of the document as they will be; the standard follows."""
        self.left.fill(found.document)

    def _same_place(self, part: DraftPart) -> str:
        """The row of the piece that holds the beginning of another, which may have been cut or joined since."""
        at = 0
        for number, other in enumerate(self.shown.draft.parts):
            if other.key == part.key:
                return f"part:{number}"
            if (other.key.passage, other.key.start) <= (part.key.passage, part.key.start):
                at = number
        return f"part:{at}"

    def _show(self, found: Shown) -> None:
        self.left.fill(found.document)
        self.right.fill(found.standard)
        self._say()
        self._follow_left()

    def stand_at(self, key: str) -> None:
        """Move to a row of the document; the standard follows."""
        if self.left.stand_at(key):
            self._follow_left()

    def stand_at_key(self, key: object) -> bool:
        """Move to the piece of this key; whether there is any."""
        row = next((f"part:{n}" for n, part in enumerate(self.shown.draft.parts) if part.key == key), "")
        if row:
            self.stand_at(row)
            self.left.focus()
        return bool(row)

    def _say(self) -> None:
        found, width = self.shown, max(self.app.size.width - 2, 20)
        review = found.review
        name = visible(f"审阅｜{review.document.path.name} → {review.target.name}")
        self.query_one("#title", Plain).say(clip(name, width))
        left, proposed = found.left, len(found.open) - found.left
        whole = max(review.asked_at_first, left, 1)
        full = _BAR * (whole - left) // whole
        bar = "█" * full + "░" * (_BAR - full)
        head = f"{bar} 待定 {left}/{whole}" if left else f"{bar} 没有待定的"
        head += f"　建议 {proposed}" if proposed else ""
        state = fitted(head, f"未入账 {found.unaccounted}　评分项 {found.criteria}{found.sums}", width)
        self.query_one("#review-state", Plain).say(state)

    # -- the two lists follow each other

    @on(Rows.Moved, "#review-document")
    def _left_moved(self, event: Rows.Moved) -> None:
        if not isinstance(event, Rows.Chosen):  # what was chosen has its own word
            self.own.tell("")
            self._follow_left()

    @on(Rows.Moved, "#review-standard")
    def _right_moved(self) -> None:
        self.own.tell("")
        back = self.shown.back.get(self.right.key)
        if back is not None:
            self.left.stand_at(back)
        self._tell_more()

    def _follow_left(self) -> None:
        row = self.shown.leads.get(self.left.key, "")
        if row:
            self.right.stand_at(row)
        self._tell_more()

    def _tell_more(self) -> None:
        self.query_one("#review-more", Reading).tell(self._more)

    def _more(self, width: int) -> list[str]:
        """What is doubtful at the cursor, and the whole text."""
        if self.focused is self.right and self.right.key not in self.shown.back:
            text = self.right.rows[self.right.at].text if self.right.rows else "还没有可写进标准的内容"
            return wrapped(text, width)
        finding, part, question = self.finding, self.part, self.question
        lines: list[str] = []
        if self.aside is not None:
            return wrapped(visible(aside_text(self.aside)), width)
        if question is not None:
            lines += self._asked(question, width)
        if finding is not None:
            lines += wrapped(f"原文：{visible(finding.printed)}", width, 2)
            part = self.shown.draft.part(finding.key) if finding.key is not None else None
        if part is not None:
            became = f" → {part.target}" if part.target else "" if part.role in WHOLE else "，没有写进标准"
            why = f"；{part.why}" if part.why and not lines else ""
            lines += wrapped(visible(f"{part.place}｜{ROLE_TEXT[part.role]}{became}{why}"), width, 2)
            lines += wrapped(visible(" ".join(part.text.split())), width)
        return lines

    def _asked(self, question: DraftQuestion, width: int) -> list[str]:
        """A question with its answers, and how many of its kind there are."""
        draft = self.shown.draft
        if question.what == "finding":
            finding = draft.findings[question.numbers[0]]
            yes, no = draft_finding_answers(finding)
            head, said, answers = "文件有疑", [f"{finding.place}：{finding.why}".lstrip("：")], [yes, no]
        else:
            among = draft.doubts if question.what == "doubt" else draft.proposals
            head = "存疑" if question.what == "doubt" else "建议"
            said = [among[number].message for number in question.numbers]
            answers = [offer_text(draft, mend) for mend in self.offers]
        more = len(self.shown.same(self.row)) - 1
        about = [DRAFT_BEARS[question.bears]] if question.what != "proposal" else []
        about += [f"另有同类 {more} 处，Ctrl+K 一并答"] if more else []
        kind = f"（{'，'.join(about)}）" if about else ""
        lines = []
        for one in said:
            lines += wrapped(visible(f"{head}{kind}：{one}"), width, 2)
            kind = ""
        return lines + wrapped("　".join(f"{n} {visible(text)}" for n, text in enumerate(answers, 1)), width, 2)

    # -- moving

    def action_other_pane(self) -> None:
        """Document, standard, text, and round."""
        order = [self.left, self.right, *([more] if (more := self.query_one("#review-more", Reading)).cut else [])]
        at = order.index(self.focused) if self.focused in order else -1
        order[(at + 1) % len(order)].focus()
        self._tell_more()

    def action_pane(self, step: int) -> None:
        """The list at this side."""
        (self.right if step > 0 else self.left).focus()
        self._tell_more()

    def action_next_doubt(self, step: int) -> None:
        """The next question, or the one before: what bears on the score first."""
        order = self.shown.open
        if not order:
            self.own.tell(ALL_ANSWERED)
            return
        at = order.index(self.row) if self.row in order else -1 if step > 0 else 0
        key = order[(at + step) % len(order)]
        self.own.tell("只剩这一处待定" if key == self.row else "")
        self.left.focus()
        self.stand_at(key)

    @on(Rows.Chosen)
    def _chosen(self) -> None:
        finding = self.finding
        if finding is not None and finding.accepts:
            # An erratum here silences the check of a sum: not by a key that is pressed at every question.
            self.own.tell("请对照原文：确实这样印的按 1，读错了的用 F5 等键改正，不管它按 F3")
        elif self.question is not None:
            self.action_take(1)
        else:
            self.action_menu()

    def action_take(self, number: int) -> None:
        """Take the answer of this number at a question."""
        question, finding = self.question, self.finding
        if question is None:
            self.own.tell("这里没有待定的；要改请按 F12 或 F4 – F8")
        elif finding is not None:
            if number <= 2:
                mends = draft_settled(self.shown.draft, finding, taken=number == 1)
                if number == 2:
                    self.settle(*mends)
                else:
                    self.mend(*mends, onward=True)
            else:
                self.own.tell("只有两种回答")
        elif number > len(self.offers):
            self.own.tell(f"只有 {len(self.offers)} 种读法")
        elif self.offers[number - 1].what in ("accepted", "fact"):
            self.settle(self.offers[number - 1])
        else:
            self.mend(self.offers[number - 1], onward=True)


__all__ = ["ReviewScreen"]
