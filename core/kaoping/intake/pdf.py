"""PDF files with text in them: lines joined into paragraphs, ruled tables, heads and numbers of pages set aside.

pdfplumber reads the file; it is an extra (`kaoping[read-pdf]`), for few need it.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kaoping.errors import KaopingError, Surroundings, refuse
from kaoping.intake.paper import Aside, Paper, asides_told
from kaoping.intake.pdf_flow import Block, Flow
from kaoping.intake.pdf_lines import Char, Line, lines_of
from kaoping.intake.pdf_tables import Box, Table, fill, table_of
from kaoping.intake.pdf_unpacked import MOST_UNPACKED, unpacked
from kaoping.text import visible

if TYPE_CHECKING:
    from pdfplumber.page import Page

EXTRA = 'pip install "kaoping[read-pdf]"'
MOST_PAGES = 400
#: Of the height of a page: heads and feet stand so near to its edges.
_EDGE = 0.12
_NUMBER = re.compile(
    r"[\s\-–—－·~]*(?:第?\s*\d{1,4}\s*页?)(?:\s*[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[\s\-–—－·~]*|[ivxIVX]{1,6}"
)
_UNKNOWN = re.compile(r"\(cid:\d+\)")
#: So many lines in columns are a table or a layout, fewer are a form's.
_ROWS = 3
#: A page with more of them is a drawing: finding tables among them would take minutes.
_MOST_LINES = 15_000
#: Points: smaller pictures are ornaments.
_SMALL = 30.0


def read_pdf(data: bytes, path: Path) -> Paper:
    """The text of a file.

    :raises Surroundings: the reader is not installed.
    :raises Refused: it is damaged, guarded by a password, or holds pictures of pages alone.
    """
    try:
        import pdfplumber
        from pdfplumber.utils.exceptions import PdfminerException
    except ImportError:
        raise Surroundings(
            "missing",
            f"读 PDF（{visible(path.name)}）要用 pdfplumber，本机没有安装",
            f"请运行 {EXTRA} 后再试；或用 WPS、Word 打开它，另存为 .docx，再用新文件",
        ) from None
    if unpacked(data) > MOST_UNPACKED:
        raise refuse("document", "文件解开后过大，不予读取；请确认它是一份文字材料", file=str(path))
    try:
        with _complaints() as complaints, pdfplumber.open(io.BytesIO(data)) as opened:
            if len(opened.pages) > MOST_PAGES:
                message = f"文件有 {len(opened.pages)} 页，超过 {MOST_PAGES} 页；请只留下评分标准那一部分再试"
                raise refuse("document", message, file=str(path))
            pages = []
            for page in opened.pages:
                pages.append(_read(page))
                page.close()
    except KaopingError:
        raise
    except PdfminerException as error:
        cause = type(error.args[0]).__name__ if error.args else ""
        if "Password" in cause or "Encryption" in cause:
            raise refuse(
                "document", "文件有密码，不能读取；请用 WPS 或 PDF 阅读器打开，去掉密码后另存一份", file=str(path)
            ) from None
        raise _broken(path) from error
    except Exception as error:
        # What a damaged file makes a reader of 20,000 lines raise has no end of names.
        raise _broken(path) from error
    return _paper(pages, path, damaged=any("loss" in said or "orrupt" in said for said in complaints))


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """What the reader says of the file while it reads, kept from the terminal."""

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    said: list[str] = []
    logger, handler = logging.getLogger("pdfminer"), Kept(logging.WARNING)
    before = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield said
    finally:
        logger.removeHandler(handler)
        logger.propagate = before


def _broken(path: Path) -> KaopingError:
    message = "PDF 文件已损坏或不完整，读不了；请重新下载或另存一份，或用 WPS 打开后另存为 .docx"
    return refuse("document", message, file=str(path))


@dataclass
class _Sheet:
    """One page as it was read."""

    number: int
    height: float
    blocks: list[Block]
    asides: list[Aside]
    unknown: int
    characters: int
    pictures: int


def _read(page: Page) -> _Sheet:
    place = f"第{page.page_number}页"
    asides: list[Aside] = []
    given = page.dedupe_chars(tolerance=1).chars
    turned = _turning(given, float(page.width), float(page.height))
    chars, slanted, unknown = _chars(given, turned)
    if slanted.strip():
        asides.append(Aside("斜放或竖放的文字", place, slanted))
    tables = []
    drawn = len(page.lines) + 4 * len(page.rects) + len(page.curves)
    if drawn > _MOST_LINES:
        asides.append(Aside("线条极多的图（其中如有表格，只按行读取）", place))
    for found in page.find_tables() if drawn <= _MOST_LINES else ():
        boxes = [turned(*map(float, cell)) for cell in found.cells]
        if len(boxes) > 1:
            table = table_of(boxes)
            inside = [char for char in chars if _within(char, table)]
            outside = [char for char in chars if not _within(char, table)]
            chars = outside + fill(table, inside)
            tables.append(table)
    blocks: list[Block] = [*lines_of(chars), *(table for table in tables if any(cell.said for cell in table.cells))]
    blocks.sort(key=lambda one: one.box[1] if isinstance(one, Table) else one.top)
    pictures = [one for one in page.images if one["x1"] - one["x0"] > _SMALL and one["bottom"] - one["top"] > _SMALL]
    asides += [Aside("图片", place) for _ in pictures]
    for note in page.annots:
        said = str(note.get("contents") or (note.get("data") or {}).get("V") or "").strip("b'\"")
        if said.strip() and not note.get("uri"):
            asides.append(Aside("批注或填写项", place, said))
    # How high the page is for who has turned it.
    height = turned(0.0, 0.0, float(page.width), float(page.height))[3]
    return _Sheet(page.page_number, height, blocks, asides, unknown, len(given), len(pictures))


def _within(char: Char, table: Table) -> bool:
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    return table.box[0] <= x < table.box[2] and table.box[1] <= y < table.box[3]


def _direction(char: Mapping[str, Any]) -> int:
    """How a character stands: 0 upright, 1 turned to the left, -1 to the right, 2 aslant."""
    a, b = float(char["matrix"][0]), float(char["matrix"][1])
    if abs(b) <= 0.1 * abs(a):
        return 0
    return (1 if b > 0 else -1) if abs(a) <= 0.1 * abs(b) else 2


def _turning(
    given: Sequence[Mapping[str, Any]], width: float, height: float
) -> Callable[[float, float, float, float], Box]:
    """How boxes of the page stand for who turns it until most of its text is upright."""
    most = Counter(map(_direction, given)).most_common(1)
    direction = most[0][0] if most else 0
    if direction == 1:
        return lambda x0, top, x1, bottom: (height - bottom, x0, height - top, x1)
    if direction == -1:
        return lambda x0, top, x1, bottom: (top, width - x1, bottom, width - x0)
    return lambda x0, top, x1, bottom: (x0, top, x1, bottom)


def _chars(
    given: Sequence[Mapping[str, Any]], turned: Callable[[float, float, float, float], Box]
) -> tuple[list[Char], str, int]:
    """What stands upright, the text of what does not, and how many characters have no meaning that the file tells."""
    found, slanted, unknown = [], "", 0
    most = Counter(map(_direction, given)).most_common(1)
    for one in given:
        text = str(one["text"])
        if _UNKNOWN.fullmatch(text) or text == "\x00":
            text, unknown = "□", unknown + 1
        if _direction(one) in (2, *({0, 1, -1} - {most[0][0]})):
            slanted += text
            continue
        box = turned(float(one["x0"]), float(one["top"]), float(one["x1"]), float(one["bottom"]))
        found.append(Char(text, *box))
    return found, slanted, unknown


def _paper(pages: Sequence[_Sheet], path: Path, *, damaged: bool) -> Paper:
    if not any(page.blocks for page in pages):
        message = (
            "PDF 里没有文字，是扫描的图片；请先用文字识别（OCR）软件转成 Word 或 Excel 文件，核对后再导入"
            if any(page.pictures for page in pages)
            else "PDF 里没有文字"
        )
        raise refuse("document", message, file=str(path))
    notes = ["文件有损坏的地方，有的内容可能没有读出；请对照原件，或重新下载一份"] if damaged else []
    for page in pages:
        if page.unknown * 20 > page.characters and page.unknown > 5:
            notes.append(
                f"第{page.number}页有 {page.unknown} 个字认不出（字体没有编码），显示为 □；请对照原件，或用 OCR 软件转换"
            )
        if not page.blocks:
            reason = "是扫描的图片，未读；请先用文字识别（OCR）软件转换" if page.pictures else "是空白页，或有损坏"
            notes.append(f"第{page.number}页没有文字，{reason}")
        if _columned(page.blocks):
            notes.append(
                f"第{page.number}页有几行文字分成几栏（没有框线的表格，或分栏的版面），只按行读取，可能读串；请对照原件，有 Word 原件的改用它"
            )
    heads = _heads(pages)
    flow = Flow()
    for page in pages:
        blocks: list[Block] = []
        for block in page.blocks:
            what = heads.get((page.number, id(block)))
            if what is None:
                blocks.append(block)
            elif isinstance(block, Line):
                flow.aside(what, f"第{page.number}页", block.text)
        flow.page(page.number, blocks)
        for aside in page.asides:
            flow.aside(aside.what, aside.place, aside.text)
    flow.end()
    told = asides_told(one for one in flow.asides if one.what != "页码")
    return Paper(tuple(flow.found), "pdf", (*notes, *told), tuple(flow.asides))


def _columned(blocks: Sequence[Block]) -> bool:
    """Whether lines one below the other cross columns that no ruled table holds."""
    rows = 0
    for block in blocks:
        rows = rows + 1 if isinstance(block, Line) and block.gaps else 0
        if rows >= _ROWS:
            return True
    return False


def _heads(pages: Sequence[_Sheet]) -> dict[tuple[int, int], str]:
    """Which lines at the edges of pages are their numbers, and which stand there on several pages."""
    edges: list[tuple[_Sheet, Line, str]] = []
    for page in pages:
        lines = [one for one in page.blocks if isinstance(one, Line)]
        for line in (one for one in lines if one.bottom < page.height * _EDGE):
            edges.append((page, line, "页眉"))
        for line in (one for one in reversed(lines) if one.top > page.height * (1 - _EDGE)):
            edges.append((page, line, "页脚"))
    # A line above a table that nothing else stands above is its title, though a spreadsheet prints it on every page.
    start = pages[0].blocks[:2]
    title = start[0] if len(start) > 1 and isinstance(start[1], Table) else None
    times = Counter((what, round(line.top / 6), _folded(line.text)) for _, line, what in edges)
    found = {}
    for page, line, what in edges:
        if line is title:
            continue
        if _NUMBER.fullmatch(line.text):
            found[page.number, id(line)] = "页码"
        elif times[what, round(line.top / 6), _folded(line.text)] > 1:
            found[page.number, id(line)] = what
    return found


def _folded(text: str) -> str:
    return re.sub(r"[\d\s]+", "0", text)
