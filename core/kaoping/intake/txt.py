"""Plain text: a line is a paragraph, tabs stand between the cells of a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaoping.intake.paper import Paper, Passage

#: What the extraction of a table leaves behind.
_TAGS = re.compile(r"</?(?:p|br|div)\s*/?>", re.IGNORECASE)
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
#: Lines as every editor counts them; a form feed and its like begin another paragraph of the same line.
_LINE = re.compile(r"\r\n|\r|\n")
_WITHIN = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
#: The heads of a table one below the other: it was saved as text, a cell on each line.
_CELLS = re.compile(
    r"(?:^[ \t　]*(?:[序编]号|[一二三四]级指标|(?:考[核评]|评[分价估]|检查)?(?:项目|内容|指标|标准|细则|要点)"
    r"|分值|满分|得分|(?:责任|牵头)(?:单位|部门)|备注)[ \t　]*\r?\n){4,}",
    re.MULTILINE,
)
_HAN = re.compile("[\u4e00-\u9fff]")
#: Bytes that are looked at to tell whether text has two bytes a character.
_SAMPLE = 4000


def decoded(data: bytes) -> str | None:
    """Text in UTF-8, UTF-16 or GB18030; None where it is none of them."""
    for start, encoding in _MARKS:
        if data.startswith(start):
            encodings: tuple[str, ...] = ("utf-8-sig" if encoding == "utf-8" else encoding,)
            break
    else:
        encodings = (_unmarked(data),) if b"\x00" in data else ("utf-8", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding) if encoding else None
        except UnicodeDecodeError:
            continue
    return None


def _unmarked(data: bytes) -> str:
    """The order of bytes of UTF-16 that lacks its mark; empty where it is none."""
    for encoding in ("utf-16-le", "utf-16-be"):
        sample = data[:_SAMPLE].decode(encoding, "replace")
        usual = sum(char.isascii() and (char.isprintable() or char in "\t\r\n") for char in sample)
        usual += len(re.findall("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\u2010-\u2027]", sample))
        if usual > 0.9 * len(sample):
            return encoding
    return ""


def damaged_line(data: bytes) -> int | None:
    """The line in which text in UTF-8 or GB18030 is broken off or damaged; None where it is sound, or neither."""
    if b"\x00" in data:
        return None
    at = []
    for encoding, times in (("utf-8", 5), ("gb18030", 50)):
        try:
            data.decode(encoding)
        except UnicodeDecodeError as error:
            text = data.decode(encoding, "replace")
            broken = text.count("\ufffd")
            # Text in another encoding is broken nearly everywhere when it is read as UTF-8.
            if len(_HAN.findall(text)) > times * broken:
                at.append(data[: error.start].count(b"\n") + 1)
        else:
            if encoding == "utf-8":
                return None
            # Nearly every text can be read as GB18030: it tells nothing against damaged UTF-8.
            break
    return at[0] if at else None


def doubtful(text: str) -> Iterator[str]:
    """What a text says of itself that makes it doubtful: characters lost before we had it."""
    marks = len(re.findall(r"\?{2,}", text))
    if marks >= 5:
        yield f"文件里有 {marks} 处连续的问号，可能是导出时丢了汉字；请核对，或重新导出（编码选 UTF-8）"
    if text.count("锟斤拷") or text.count("烫烫烫"):
        yield "文件里有“锟斤拷”一类的乱码，是编码转换时丢了汉字；请找原来的文件重新导出"
    if (table := _CELLS.search(text)) is not None:
        line = text.count("\n", 0, table.start()) + 1
        yield f"第{line}行起像是表格存成了文本，一格一行，分不出各列；请用原来的 Word 或 Excel 文件导入"


def is_lost(text: str) -> bool:
    """Whether question marks stand where all the words were: a table exported on a machine that has no Chinese."""
    return text.count("?") > 20 and text.count("?") * 4 > len(text) and not _HAN.search(text)


def read_txt(text: str) -> Paper:
    """Paragraphs by line."""
    passages = []
    for number, line in enumerate(_LINE.split(text), 1):
        if not line or line.isspace():
            continue
        cells = line.split("\t")
        for column, cell in enumerate(cells, 1):
            place = f"第{number}行"
            for part in (piece for tagged in _TAGS.split(cell) for piece in _WITHIN.split(tagged)):
                if not part.strip():
                    continue
                if len(cells) == 1:
                    passages.append(Passage(part.strip(), place))
                else:
                    passages.append(Passage(part.strip(), f"{place}第{column}格", table=1, row=number, column=column))
    return Paper(tuple(passages), "txt")
