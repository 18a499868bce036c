"""What the rows of a table are: its head, headings over the whole width, sums, items, notes, what is to be filled in. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kaoping.drafting.outlines.sections import about, is_veto, opens_list
from kaoping.drafting.phrases import plain, worths
from kaoping.drafting.tables.content import points_in
from kaoping.drafting.tables.grid import Cell, Grid
from kaoping.drafting.tables.heads import Head, head_at, squeezed, word
from kaoping.intake.marks import Mark, alone, mark

#: `item` is what belongs to the rubric itself; `section` a heading over the whole width.
RowKind = Literal["head", "title", "section", "total", "item", "note", "form", "unused"]

_TOTAL = re.compile(r".{0,12}(?:小计|合计|总计|共计|总分|总得分|总评分)(?:分值?|得分)?[:：]?")
_TOTAL_LINE = re.compile(r".{0,12}(?:小计|合计|总计|共计|总分)[:：]?\d+(?:\.\d+)?分?")
_NOTE = re.compile(
    r"\s*(?:备\s*注|说\s*明|注\s*释|注|填表说明|填报说明|评分说明|备\s*考|※|★|\*)\s*(?:\d{1,2})?\s*[:：.、]?"
)
_FORM = re.compile(
    r".*(?:签字|签名|签章|盖章|公章|填表人|填报人|审核人|联系人|联系电话|填表日期|填表时间|填报日期|考核时间|考评时间|检查时间|评分人|考评组长|"
    r"被考核单位|被考评单位|被检查单位|受检单位|申报单位|填报单位|单位名称|单位[:：])"
)
#: What is filled in at the end of a sheet: the result.
_RESULT = re.compile(
    r"(?:实际|考核|考评|检查|评定|评价|最终|最后|综合|实|总)?(?:得分|评分|扣分|等级|等次|结论|结果|评语|意见)[:：]?"
)
#: A name with room behind it.
_ASKED = re.compile(r"[^。；;，,\d]{1,14}[:：]\s*(?:年\s*月\s*日)?\s*")
_BLANKS = re.compile(r"[_＿]{2,}|年\s*月\s*日|[:：]\s*$|\s{3,}")
#: A row that says all by itself what adds, takes off or bars: 加分项：获得表彰的加3分.
LABELLED = re.compile(r"\s*(?:加分|减分|扣分|附加|奖励|否决|一票否决)(?:项目?|事项|内容|情形)?\s*[:：]")
_PAGE = re.compile(
    r"(?:第\s*\d+\s*页.*|[—–-]?\s*\d+\s*[—–-]|\d+\s*/\s*\d+|[(（]?(?:续表?|接上页|续上表|转下页)[)）]?.{0,6})"
)
_BELOW = "表下的说明"
_SPEECH = re.compile(r"[。；;，,][”’」』）)]?\s*$|。.")


@dataclass(frozen=True, slots=True)
class Row:
    """A row with what it is.

    :ivar why: why it is not used, in Chinese
    """

    at: int
    kind: RowKind
    why: str = ""


@dataclass(slots=True)
class Block:
    """A head and the rows below it, as far as the next other head.

    :ivar head: None where the table goes on without one
    """

    head: Head | None
    rows: list[Row]

    @property
    def said(self) -> str:
        """All that its head prints."""
        return "".join(dict.fromkeys(text for texts in self.head.words.values() for text in texts)) if self.head else ""

    @property
    def named(self) -> dict[int, tuple[str, ...]]:
        """What its head says over each column, without signs."""
        return _names(self.head)

    @property
    def items(self) -> list[int]:
        """The numbers of its rows of items."""
        return [row.at for row in self.rows if row.kind == "item"]


def blocks_of(grid: Grid) -> list[Block]:
    """The table cut at its heads; a head that is repeated ends nothing."""
    blocks = [Block(None, [])]
    skipped = 0
    for row in grid.rows:
        if row <= skipped:
            continue
        head = head_at(grid, row)
        if head is None:
            blocks[-1].rows.append(Row(row, "item"))
            continue
        skipped = head.last
        same = blocks[-1].head is not None and _names(blocks[-1].head) == _names(head)
        heads = [Row(at, "head", "重复的表头" if same else "") for at in grid.rows if head.first <= at <= head.last]
        if same:
            blocks[-1].rows += heads
        else:
            blocks.append(Block(head, heads))
    first, *others = blocks
    if others and first.rows:
        # What stands above the first head: titles, blanks to fill in, a heading.
        others[0].rows[:0] = [_above(grid, row.at) for row in first.rows]
    blocks = others or [first]
    merged = any(cell.rows > 1 or cell.columns > 1 for cell in grid.cells)
    for block in blocks:
        block.rows = [
            _judged(grid, row.at, merged, number == len(block.rows) - 1) if row.kind == "item" else row
            for number, row in enumerate(block.rows)
        ]
        block.rows = _notes_on(grid, _without_empty(block.rows) if block is blocks[-1] else block.rows)
    return blocks


def _without_empty(rows: Sequence[Row]) -> list[Row]:
    """What stands over the whole width behind the last item heads nothing: it is a remark."""
    last = max((at for at, row in enumerate(rows) if row.kind in ("item", "head")), default=len(rows))
    return [Row(row.at, "note", _BELOW) if row.kind == "section" and at > last else row for at, row in enumerate(rows)]


def _notes_on(grid: Grid, rows: Sequence[Row]) -> list[Row]:
    """What follows a note over the whole width, itself a single cell, goes on with it."""
    found: list[Row] = []
    for row in rows:
        cells = grid.begins(row.at)
        goes_on = found and found[-1].kind == "note" and found[-1].why == _BELOW and len(cells) == 1
        if goes_on and row.kind in ("item", "section") and (_is_wide(cells[0], grid) or len(cells[0].text) > 20):
            row = Row(row.at, "note", _BELOW)
        found.append(row)
    return found


def _names(head: Head | None) -> dict[int, tuple[str, ...]]:
    return {column: tuple(squeezed(text) for text in texts) for column, texts in head.words.items()} if head else {}


def _above(grid: Grid, row: int) -> Row:
    cells = grid.begins(row)
    text = " ".join(cell.text for cell in cells)
    if _is_form(cells):
        return Row(row, "form", "由考评时填写的栏目")
    if len(cells) == 1 and mark(text) is not None and (worths(text) or len(text) <= 30) and not _SPEECH.search(text):
        return Row(row, "section")
    if _NOTE.match(text) or len(text) > 60 or _SPEECH.search(text):
        return Row(row, "note", "表前的说明")
    return Row(row, "title")


def _judged(grid: Grid, row: int, merged: bool, last: bool) -> Row:
    cells = grid.begins(row)
    across = grid.across(row)
    words = [cell.words for cell in cells]
    text = " ".join(cell.text for cell in cells).strip()
    if all(_PAGE.fullmatch(one) for one in words):
        return Row(row, "unused", "页码或续表的字样")
    if is_total(cells):
        return Row(row, "total")
    lead = cells[0]
    alone = len(across) == 1 or (len(cells) == 1 and _is_wide(lead, grid))
    if (said := LABELLED.match(text)) and len(lead.text) > said.end() + 6 and all(len(one) <= 4 for one in words[1:]):
        return Row(row, "note", _BELOW)
    if alone and _NOTE.match(text) and (len(text) > 8 or last):
        return Row(row, "note", _BELOW)
    if len(cells) == 1 and last and _RESULT.fullmatch(words[0]):
        return Row(row, "form", "由考评时填写的栏目")
    if len(across) == len(cells) and _is_form(cells):
        return Row(row, "form", "由考评时填写的栏目")
    if is_section(grid, cells, across, merged):
        return Row(row, "section")
    if alone and _is_wide(lead, grid) and len(text) > 40 and grid.width > 2:
        return Row(row, "note", "横贯全表的文字")
    return Row(row, "item")


def is_total(cells: Sequence[Cell]) -> bool:
    """Whether a row prints a sum: its first words say so, all else in it are numbers."""
    if not cells:
        return False
    if len(cells) == 1 and re.fullmatch(r"共(?:计|有)?\d+(?:\.\d+)?分", plain(cells[0].words)):
        return True
    named = next((at for at, cell in enumerate(cells[:3]) if _is_sum(cell)), None)
    if named is None:
        return False
    rest = [cell for at, cell in enumerate(cells) if at != named]
    return all(points_in(cell.text) is not None or len(cell.words) <= 6 or _is_sum(cell) for cell in rest)


def _is_sum(cell: Cell) -> bool:
    words = plain(cell.words)
    bare = re.sub(r"[(\[【][^()\[\]【】]*[)\]】]", "", words)
    return _TOTAL_LINE.fullmatch(words) is not None or (_TOTAL.fullmatch(bare) is not None and len(bare) <= 16)


def _is_wide(cell: Cell, grid: Grid) -> bool:
    return cell.columns >= max(2, 0.6 * grid.width)


def is_section(grid: Grid, cells: Sequence[Cell], across: Sequence[Cell], merged: bool) -> bool:
    """Whether a row is a heading over the items below it: one wide cell, perhaps with points behind it."""
    if not cells or len(across) != len(cells):
        return False
    texts = words_in(cells)
    if len(texts) != 1 or len(cells) > 3:
        return False
    head = texts[0]
    said = head.text.strip()
    number = mark(said)
    if (
        len(said) > 80
        or _SPEECH.search(re.sub(r"[(（][^()（）]*[)）]", "", said))
        or (word(said) is not None and number is None and not any(one.points for one in worths(said)))
    ):
        return False
    wide = _is_wide(head, grid) or (head.columns > 1 and len(cells) > 1 and head.right + 1 >= cells[-1].column)
    if wide:
        return True
    # Where nothing is merged, a row with a single cell is a heading if it is numbered or named like one.
    named = number is not None and number.kind in ("cn", "cn-paren", "chapter")
    return not merged and len(cells) == 1 and grid.width > 2 and head.column <= 2 and (
        (named and bool(worths(said) or head.column == 1))
        or (about(said, said, scored=True) is not None and not ("的" in said and is_veto(said) and not opens_list(said)))
    )  # fmt: skip


def words_in(cells: Sequence[Cell]) -> list[Cell]:
    """The cells of a row that print neither points nor, before a cell over several columns, a number alone."""
    texts = [cell for cell in cells if points_in(cell.text) is None]
    wide = any(cell.columns > 1 for cell in texts[1:])
    return texts[1:] if wide and len(texts) > 1 and number_in(texts[0].text) is not None else texts


def number_in(text: str) -> Mark | None:
    """The number that a cell holds alone: `1`, `（一）`, `一`."""
    words = text.strip()
    found = alone(words) or (mark(f"{words}、") if len(words) <= 4 else None)
    return found if found is not None and found.end >= len(words) else None


def _is_form(cells: Sequence[Cell]) -> bool:
    """Whether a row is there to be filled in: names of what is asked, each with room behind it."""
    if (
        cells
        and all(_ASKED.fullmatch(cell.text.strip()) for cell in cells)
        and not any(mark(cell.text) for cell in cells)
    ):
        return True
    asked = [cell for cell in cells if len(cell.text) <= 80 and _FORM.match(cell.words)]
    return bool(asked) and (2 * len(asked) >= len(cells)) and all(
        _BLANKS.search(cell.text) or len(cell.words) <= 16 or cell not in asked for cell in cells
    )  # fmt: skip


def total_words(text: str) -> Decimal | None:
    """The sum that words print behind 合计 or 总分; None where they print none."""
    words = re.sub(r"\s+", "", plain(text))
    found = re.search(r"(\d+(?:\.\d+)?)分?$", words) if _TOTAL_LINE.fullmatch(words) else None
    return Decimal(found[1]) if found else None
