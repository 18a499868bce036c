"""Plain text: a line is a paragraph, tabs stand between the cells of a row."""

from __future__ import annotations

import re

from kaoping.intake.paper import Paper, Passage

#: What the extraction of a table leaves behind.
_TAGS = re.compile(r"</?(?:p|br|div)\s*/?>", re.IGNORECASE)
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decoded(data: bytes) -> str | None:
    """Text in UTF-8, UTF-16 with its mark, or GB18030; None where it is none of them."""
    for start, encoding in _MARKS:
        if data.startswith(start):
            encodings: tuple[str, ...] = ("utf-8-sig" if encoding == "utf-8" else encoding,)
            break
    else:
        encodings = ("utf-8", "gb18030")
    if b"\x00" in data and not encodings[0].startswith("utf-16"):
        return None
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def damaged_line(data: bytes) -> int | None:
    """The line in which text in UTF-8 is broken off or damaged; None where it is sound, or no UTF-8 at all."""
    if b"\x00" in data:
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", "replace")
        broken = text.count("\ufffd")
        sound = sum(char >= "\u2e80" and char != "\ufffd" for char in text)
        # Text in another encoding is broken nearly everywhere when it is read as UTF-8.
        return data[: error.start].count(b"\n") + 1 if sound > 5 * broken else None
    return None


def read_txt(text: str) -> Paper:
    """Paragraphs by line."""
    passages = []
    for number, line in enumerate(text.splitlines(), 1):
        cells = line.split("\t")
        for column, cell in enumerate(cells, 1):
            place = f"第{number}行"
            for part in _TAGS.split(cell):
                if not part.strip():
                    continue
                if len(cells) == 1:
                    passages.append(Passage(part.strip(), place))
                else:
                    passages.append(Passage(part.strip(), f"{place}第{column}格", table=1, row=number, column=column))
    return Paper(tuple(passages), "txt")
