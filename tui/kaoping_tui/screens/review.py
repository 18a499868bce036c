"""The review: a document at the left, the standard that it becomes at the right, what is doubtful first."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from kaoping import ROLE_TEXT, DraftFinding, DraftPart, plain, visible
from kaoping_tui import keys
from kaoping_tui.review_rows import WHOLE, Shown, erratum, offer_text
from kaoping_tui.screens.review_asking import Asking
from kaoping_tui.widgets.lists import Plain
from kaoping_tui.widgets.reading import Reading
from kaoping_tui.widgets.rows import Rows
from kaoping_tui.wrap import clip, fitted, wrapped

#: Cells of the bar of what is settled.
_BAR = 12
#: Doubts that were settled with one key.
TAKE = "1 就这样读"


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
        if review.other:
            self.own.warn("文件在上次审阅之后变了；改动之处的修改已不再适用，请重新看一遍")
        elif review.draft.void:
            self.own.warn(f"有 {len(review.draft.void)} 处以前的修改对不上现在的文件，没有使用")
        elif self.shown.open:
            self.own.tell("回车认可读法，数字选别的读法；F3 下一处，F12 列出全部改法")
        else:
            self.own.tell("没有存疑。F9 检查，F10 写成标准")
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
    def part(self) -> DraftPart | None:
        """The piece at the cursor."""
        kind, _, number = self.left.key.partition(":")
        return self.shown.draft.parts[int(number)] if kind == "part" else None

    @property
    def finding(self) -> DraftFinding | None:
        """The oddity of the document at the cursor."""
        kind, _, number = self.left.key.partition(":")
        return self.shown.draft.findings[int(number)] if kind == "finding" else None

    def show(self, found: Shown) -> None:
        """Show the draft as it now is, standing where it stood."""
        part, key = self.part, self.left.key
        was_open = key in self.shown.open
        on_finding = self.finding
        self.shown = found
        self._show(found)
        if self._onward and was_open and found.open:
            self.stand_at(self._next_open(found, part, on_finding))
        elif part is not None:
            self.stand_at(self._same_place(part))
        self._onward = False

    def _same_place(self, part: DraftPart) -> str:
        """The row of the piece that holds the beginning of another, which may have been cut or joined since."""
        at = 0
        for number, other in enumerate(self.shown.draft.parts):
            if (other.key.passage, other.key.start) > (part.key.passage, part.key.start):
                break
            at = number
        return f"part:{at}"

    def _next_open(self, found: Shown, part: DraftPart | None, finding: DraftFinding | None) -> str:
        places = {row.key: place for place, row in enumerate(found.document)}
        if part is not None:
            now = places[self._same_place(part)]
        else:
            now = next((places[f"finding:{n}"] for n, one in enumerate(found.draft.findings) if one == finding), 0)
        return next((key for key in found.open if places[key] >= now), found.open[0])

    def _show(self, found: Shown) -> None:
        self.left.fill(found.document)
        self.right.fill(found.standard)
        self._say()
        self._follow_left()

    def stand_at(self, key: str) -> None:
        """Move to a row of the document; the standard follows."""
        if self.left.stand_at(key):
            self._follow_left()

    def stand_at_id(self, id: str) -> bool:
        """Move to what became this id; whether there is any."""
        row = next((row.key for row in self.shown.standard if row.key.partition(":")[2] == id), "")
        back = self.shown.back.get(row)
        if back is None:
            return False
        self.stand_at(back)
        self.left.focus()
        return True

    def _say(self) -> None:
        found, width = self.shown, max(self.app.size.width - 2, 20)
        review = found.review
        name = visible(f"审阅｜{review.document.path.name} → {review.target.name}")
        self.query_one("#title", Plain).say(clip(name, width))
        left = len(found.open)
        whole = max(review.doubts_at_first + len(found.draft.findings) + found.decided, left, 1)
        full = _BAR * (whole - left) // whole
        bar = "█" * full + "░" * (_BAR - full)
        sums = f"　分值 {plain(found.points)}" if found.points or found.printed is not None else ""
        sums += f"/{plain(found.printed)}" if found.printed is not None else ""
        sums += " 不符" if found.printed is not None and found.printed != found.points else ""
        head = f"{bar} 待定 {left}/{whole}" if left else f"{bar} 没有待定的"
        state = fitted(head, f"未入账 {found.unaccounted}　评分项 {found.criteria}{sums}", width)
        self.query_one("#review-state", Plain).say(state)

    # -- the two lists follow each other

    @on(Rows.Moved, "#review-document")
    def _left_moved(self) -> None:
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
        finding, part = self.finding, self.part
        lines: list[str] = []
        if finding is not None:
            lines += wrapped(f"{finding.place}：{visible(finding.why)}", width)
            lines += wrapped(f"1 采纳，写入勘误：“{visible(finding.read_as)}”　2 不采纳", width, 2)
            lines += wrapped(f"原文：{visible(finding.printed)}", width, 2)
        elif part is not None:
            doubts = self.shown.doubts.get(int(self.left.key[5:]), ())
            for doubt in doubts:
                lines += wrapped(f"存疑：{visible(doubt.message)}", width, 2)
            if doubts:
                texts = [TAKE, *(f"{n} {offer_text(mend)}" for n, mend in enumerate(self.offers, 2))]
                lines += wrapped("　".join(texts), width, 2)
            became = f" → {part.target}" if part.target else "" if part.role in WHOLE else "，没有写进标准"
            why = f"；{part.why}" if part.why and not lines else ""
            lines += wrapped(visible(f"{part.place}｜{ROLE_TEXT[part.role]}{became}{why}"), width, 2)
            lines += wrapped(visible(" ".join(part.text.split())), width)
        return lines

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
        """The next row that wants a decision, or the one before."""
        found = self.shown
        if not found.open:
            self.own.tell("没有待定的了。F9 检查，F10 写成标准")
            return
        places = {row.key: place for place, row in enumerate(found.document)}
        now = self.left.at
        if step > 0:
            key = next((one for one in found.open if places[one] > now), found.open[0])
        else:
            key = next((one for one in reversed(found.open) if places[one] < now), found.open[-1])
        self.own.tell("只剩这一处待定" if key == self.left.key else "")
        self.left.focus()
        self.stand_at(key)

    @on(Rows.Chosen)
    def _chosen(self) -> None:
        if self.finding is not None or self.left.key in self.shown.open:
            self.action_take(1)
        else:
            self.action_menu()

    def action_take(self, number: int) -> None:
        """Take the reading of this number at a doubt."""
        finding = self.finding
        if finding is not None:
            if number <= 2:
                self.mend(erratum(finding, taken=number == 1), onward=True)
            return
        if self.left.key not in self.shown.open:
            self.own.tell("这里不存疑；要改请按 F12 或 F4 – F8")
        elif number == 1:
            self.accept()
        elif number - 2 < len(self.offers):
            self.mend(self.offers[number - 2], onward=True)
        else:
            self.own.tell(f"只有 {1 + len(self.offers)} 种读法")


__all__ = ["ReviewScreen"]
