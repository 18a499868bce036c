"""Lines cut where a number begins, each piece with the kind of its number. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kaoping.drafting.outlines.lines import Line, line_marks
from kaoping.drafting.phrases.figures import NUMBER, number, plain
from kaoping.intake.marks import Mark, alone, marks, starts

#: No list is longer.
_MOST = 300
#: Points before the number that they belong to: （10分）1.服务态度.
_FRONT = re.compile(rf"\s*[(\[【]\s*({NUMBER})\s*分\s*[)\]】]\s*")
#: A number in brackets with nothing behind it counts nothing: 校长为第一责任人。(5)
_ONLY = re.compile(r"\s*[（(]\s*\d{1,3}(?:\.\d)?\s*[)）]\s*")
_UNIT_BEHIND = re.compile(r"(?:次|个|名|人|年|月|日|分|项|%|％|以上|期|场|件)")


@dataclass(slots=True)
class Piece:
    """A stretch of a line with the number it begins with.

    :ivar heads: whether it is a heading among items that are numbered in the same way
    :ivar ahead: the points that stand before the number
    """

    line: Line
    start: int
    end: int
    mark: Mark | None
    shown: str = ""
    heads: bool = False
    ahead: Decimal | None = None

    @property
    def kind(self) -> str:
        """The kind of its number; the headings of a list that is numbered in the same way are a kind of their own."""
        return "" if self.mark is None else "outer" if self.heads else kind_of(self.mark, self.shown)


def kind_of(found: Mark, shown: str = "") -> str:
    """The kind of a number; 1.1 and 1.1.1 are kinds of their own, and so are 第一章 and 第一条."""
    if "级指标" in shown:
        return f"level-{shown.strip()[0]}"
    if shown[1:2] == "类":
        return "class"
    if found.kind == "chapter" and shown[:1].isascii() and shown[:1].isalpha():
        return f"letter-{shown[0].lower()}"
    if found.kind == "chapter":
        return "article" if "条" in shown else "section" if re.search(r"[节项款]", shown) else "chapter"
    return f"dotted{len(found.value)}" if found.kind == "dotted" else found.kind


def pieces_of(line: Line) -> Iterator[Piece]:
    """A line cut where a number begins."""
    text = line.text
    single = alone(text) if line.passage.table and not line.passage.number else None
    if single is not None and single.value[0] <= _MOST and len(single.value) == 1:
        yield Piece(line, 0, len(text), Mark(single.kind, single.value, len(text)), text.strip())
        return
    cuts = sorted({0, *(cut for cut in starts(text) if not _open_before(text, cut) and not _ONLY.fullmatch(text, cut))})
    if len(cuts) > 1 and (first := _FRONT.fullmatch(plain(text[: cuts[1]]))) is not None:
        behind, front = marks(text[cuts[1] : cuts[2] if len(cuts) > 2 else len(text)])[0], cuts.pop(1)
        stop, end = front + behind[0].end, cuts[1] if len(cuts) > 1 else len(text)
        told = Mark(behind[0].kind, behind[0].value, stop)
        yield Piece(line, 0, end, told, text[front:stop].strip(), ahead=number(first[1]))
        cuts.pop(0)
        if not cuts:
            return
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        found = line_marks(text[start:end]) if start == 0 else marks(text[start:end])[0]
        found = [one for one in found if not _is_figure(one, text[start:end])]
        if not found:
            yield Piece(line, start, end, None)
            continue
        before = start
        for place, one in enumerate(found):
            last = place == len(found) - 1
            stop = end if last else start + one.end
            shifted = Mark(one.kind, one.value, start + one.end)
            yield Piece(line, before, stop, shifted, text[before : start + one.end].strip())
            before = stop


def _open_before(text: str, cut: int) -> bool:
    before = text[:cut]
    return any(
        before.count(left) > before.count(right) and right in text[cut:] for left, right in ("（）", "()", "《》", "“”")
    )


def _is_figure(found: Mark, text: str) -> bool:
    """Whether a number without a sign behind it is a figure of the sentence, or a year."""
    behind = text[found.end :]
    if found.kind in ("bare", "dotted") and (not behind.strip() or _UNIT_BEHIND.match(behind)):
        return True
    return found.value[0] == 0 or any(part > _MOST for part in found.value)
