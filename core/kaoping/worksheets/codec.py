"""Values of the format as cells, and cells as values: exact both ways, and forgiving of how people type. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kaoping.intake.xlsx import Held
from kaoping.numbers import fold, parse_number, plain
from kaoping.reports.workbook_cells import tidy
from kaoping.text import has_hidden, visible
from kaoping.worksheets.kinds import Kind
from kaoping.worksheets.words import NO, YES, flag_of

#: A table or a map that is there and holds nothing.
EMPTY = "（空）"
#: The value of such a table's first cell.
HOLLOW = object()
#: No node of this level: the criterion stands directly below the level before.
NONE = "（无）"
#: How people may write that; no dash, for 一 is a number.
_NONES = (NONE, "(无)", "/", "／")
#: Text that would not come back as it is: `原样 " 前后有空格 "`, in the quotes and escapes of JSON.
_LITERAL = "原样"
_LITERAL_TEXT = re.compile(r'原样\s*(".*")', re.DOTALL)
_CANNOT_BE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
#: Places that spreadsheets keep apart in a number.
_PLACES = 9
#: Characters of ids that are listed beside each other and not below.
_SHORT = 10
#: Days that every spreadsheet counts alike.
_FIRST_YEAR, _LAST_YEAR = 1901, 2199
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_MONTH_DAY = re.compile(r"(?:\d{4}[-/.年])?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_BETWEEN = re.compile(r"[、，,；;\s]+")
_EQUALS = re.compile(r"[=＝：:]")
#: From what a person may write for a fact or a theme to its id.
Refer = Callable[[str], str]
#: An id stands as it was typed.
AS_TYPED: Refer = str


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell is to hold: a text, or a number or day where the spreadsheet keeps it exactly."""

    text: str
    number: Decimal | None = None
    day: date | None = None


def encode(kind: Kind, value: Any) -> Shown:
    """A value as a cell.

    :param value: as the format has it: of lists and maps each line stands for one.
    """
    if kind.shape == "map":
        return Shown("\n".join(f"{key} = {_scalar(one)}" for key, one in value.items()) or EMPTY)
    if kind.shape == "list":
        texts = [_listed(kind, one) for one in value]
        apart = kind.name == "text" or any(len(text) > _SHORT for text in texts)
        return Shown(("\n" if apart else "、").join(texts))
    return _one(kind, value)


def pieces(kind: Kind, value: Any, most: int) -> list[Any]:
    """A list cut so that the cell of each piece holds at most so many characters; anything else as it is."""
    if kind.shape != "list" or value is None:
        return [value]
    found: list[list[Any]] = [[]]
    size = 0
    for one in value:
        taken = 2 * len(_listed(kind, one)) + 1
        if found[-1] and size + taken > most:
            found.append([])
            size = 0
        found[-1].append(one)
        size += taken
    return list(found)


def decode(kind: Kind, held: Held, refer: Refer = AS_TYPED) -> Any:
    """A cell as a value of the format; None where it is blank.

    :param refer: the id for what was written in a cell of ids.
    :raises ValueError: with a Chinese message.
    """
    if held.error:
        raise ValueError(f"单元格里是错误值 {visible(held.text[:20])}，请改正")
    if held.formula:
        raise ValueError("单元格里是公式，请改成数值或文字（复制后用“选择性粘贴—数值”）")
    text = tidy(held.text)
    if not text:
        return None
    if has_hidden(text):
        raise ValueError("文字中含有看不见的控制字符或换向字符，请删去后重新输入")
    if held.kind == "day" and kind.name in ("text", "id", "provider", "choice", "number", "percent", "whole"):
        raise ValueError(f"Excel 把这里变成了日期 {text}，请把单元格格式改为“文本”后重新输入")
    if kind.shape == "map":
        return {} if text == EMPTY else dict(_pairs(kind, text))
    if kind.shape == "list":
        return [_parsed(kind, one, refer) for one in _split(kind, text, refer)]
    return _parsed(kind, text, refer)


def is_none(text: str) -> bool:
    """Whether a cell of ids says that there is no node of its level."""
    return tidy(text) in _NONES


def _one(kind: Kind, value: Any) -> Shown:
    if isinstance(value, bool):
        return Shown(YES if value else NO)
    if isinstance(value, int | Decimal):
        number = Decimal(value)
        exact = number == round(number, _PLACES)
        return Shown(plain(number), number if exact else None)
    if isinstance(value, date):
        known = _FIRST_YEAR <= value.year <= _LAST_YEAR
        return Shown(value.isoformat(), day=value if known else None)
    word = kind.words.get(value)
    if word is not None:
        return Shown(word)
    return Shown(_literal(value) if kind.name == "text" and _odd(value) else value)


def _listed(kind: Kind, value: Any) -> str:
    return _line(value) if kind.name == "text" else _one(kind, value).text


def _odd(text: str) -> bool:
    """Whether text would not come back as it stands."""
    held = text == tidy(text) and text != EMPTY and not text.startswith(_LITERAL) and "\t" not in text
    return not held or _CANNOT_BE.search(text) is not None


def _literal(text: str) -> str:
    body = json.dumps(text, ensure_ascii=False)
    return f"{_LITERAL} " + _CANNOT_BE.sub(lambda found: f"\\u{ord(found.group()):04x}", body)


def _line(text: str) -> str:
    """Text as one line of a cell that holds several."""
    return _literal(text) if "\n" in text or _odd(text) else text


def _scalar(value: Any) -> str:
    """A map's value, which may be of several kinds: what is no text must not look like one."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int | Decimal):
        return plain(value)
    plain_text = flag_of(value) is None and _number(value) is None
    return _line(value) if plain_text else _literal(value)


def _number(text: str) -> Decimal | None:
    try:
        return parse_number(text)
    except ValueError:
        return None


def _whole(number: Decimal) -> int | Decimal:
    return int(number) if number == number.to_integral_value() else number


def _text(text: str) -> str:
    found = _LITERAL_TEXT.fullmatch(text)
    if found is None:
        return text
    try:
        read = json.loads(found.group(1))
    except ValueError:
        raise ValueError(f"“{_LITERAL}”后面的引号、反斜杠写法不对，请改正，或不写“{_LITERAL}”和引号") from None
    return str(read)


def _parsed(kind: Kind, text: str, refer: Refer) -> Any:
    name = kind.name
    if name == "text":
        return _text(text)
    if text == EMPTY:
        raise ValueError(f"这里不能写 {EMPTY}，请填写或清空")
    if name in ("number", "percent", "whole"):
        return _figure(kind, text)
    if name == "flag":
        flag = flag_of(fold(text))
        if flag is None:
            raise ValueError(f"请填“{YES}”或“{NO}”，现在是“{visible(text[:20])}”")
        return flag
    if name == "day":
        return _day(text)
    if name == "month-day":
        found = _MONTH_DAY.fullmatch(fold(text))
        return f"{int(found.group(1)):02}-{int(found.group(2)):02}" if found else fold(text)
    if name in ("choice", "provider"):
        return _chosen(kind, text)
    return refer(fold(text))


def _figure(kind: Kind, text: str) -> int | Decimal:
    body = fold(text)
    if body.endswith("%") and kind.name != "whole":
        body = body[:-1]
    number = parse_number(body)
    if kind.name == "whole" and number != number.to_integral_value():
        raise ValueError(f"请填整数，现在是 {plain(number)}")
    return _whole(number)


def _day(text: str) -> date:
    found = _DAY.fullmatch(fold(text))
    try:
        if found is None:
            raise ValueError(text)
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        raise ValueError(f"请填日期，如 2025-12-31，现在是“{visible(text[:20])}”") from None


def _chosen(kind: Kind, text: str) -> str:
    for known, word in kind.words.items():
        if text in (known, word):
            return known
    if kind.name == "provider":
        return fold(text)
    raise ValueError(f"没有“{visible(text[:20])}”，可选：{'、'.join(kind.words.values())}")


def _split(kind: Kind, text: str, refer: Refer) -> Iterator[str]:
    for line in text.split("\n"):
        line = line.strip()
        if not line:
            continue
        if kind.name == "text" or refer(line) != line:
            yield line
        else:
            yield from (part for part in _BETWEEN.split(line) if part)


def _pairs(kind: Kind, text: str) -> Iterator[tuple[str, Any]]:
    seen: set[str] = set()
    for line in _lines(kind, text):
        parts = _EQUALS.split(line, maxsplit=1)
        key = fold(parts[0])
        if len(parts) < 2 or not key or not parts[1].strip():
            raise ValueError(f"“{visible(line[:30])}”要写成“名称 = 值”，一行一个")
        if key in seen:
            raise ValueError(f"“{visible(key[:30])}”写了两次，请只留一个")
        seen.add(key)
        yield key, _value(kind, parts[1].strip())


def _lines(kind: Kind, text: str) -> Sequence[str]:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if kind.numbers:
        return [part.strip() for line in lines for part in re.split(r"[；;、，,]", line) if part.strip()]
    return lines


def _value(kind: Kind, text: str) -> Any:
    if kind.numbers:
        return _whole(parse_number(text))
    flag = flag_of(text)
    if flag is not None:
        return flag
    number = _number(text)
    return _whole(number) if number is not None else _text(text)


def referring(known: Mapping[str, str]) -> Refer:
    """A `Refer` for ids with their titles: an id is itself, a title that only one has is its id."""
    titles: dict[str, list[str]] = {}
    for id, title in known.items():
        titles.setdefault(title, []).append(id)

    def refer(text: str) -> str:
        ids = titles.get(text, ())
        return ids[0] if text not in known and len(ids) == 1 else text

    return refer
