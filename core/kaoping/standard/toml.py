"""Reading a TOML file that a person or a stranger made: bounded in time, every fault with its place.

`tomllib` alone freezes on a key of many parts, recurses on deep nesting, and lets nan, invisible characters and keys
that only look different pass. So a linear scan looks first, then `tomllib` judges the syntax, then the data are looked
at. What the scan refuses as a number is blanked before `tomllib` sees it, so that one run finds as much as it can.
"""

from __future__ import annotations

import re
import stat
import tomllib
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from kaoping.errors import Fault, Refused, refuse
from kaoping.numbers import MAX_DIGITS
from kaoping.standard.messages import cut, syntax_text
from kaoping.standard.positions import Event, Lines, Loc, Positions, scan
from kaoping.text import has_hidden, visible

#: Bytes of a file that is read at all.
MAX_BYTES = 512 * 1024
#: Unquoted dots in one key or header.
MAX_DOTS = 8
#: Levels of tables and arrays, headers and dotted keys included.
MAX_DEPTH = 32
#: Tables, headers and inline ones together.
MAX_TABLES = 20_000
#: Keys and values together.
MAX_VALUES = 100_000
#: Characters of one part of a key.
MAX_KEY = 200
#: Faults that are listed; the rest is counted.
MAX_FAULTS = 100

#: How many texts are remembered with what they say: the standards at hand, with what lies beside them.
_REMEMBERED = 64
#: What `tomllib` may spend on dotted keys: it copies the header for each part of each key.
_DOTTED_WORK = 250_000
#: How often to parse again for further syntax errors, and what that may cost, in values or so.
_ROUNDS, _COST = 20, 200_000

_SPECIAL = re.compile(r"[+-]?(?:nan|inf)\b")
_NUMBER = re.compile(r"[+-]?(?:0([xob])([0-9A-Fa-f_]+)|([0-9_]+)(?:\.([0-9_]+))?(?:[eE]([+-]?[0-9_]+))?)")
_BASES = {"x": 16, "o": 8, "b": 2}
_LETTERS = frozenset(("Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Mn", "Mc", "Me"))
_WALKED = (dict, list, str)
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_OPEN_QUOTE = re.compile(r"""Expected "('+)"|Unterminated string""")
_DATE = re.compile(r"(?<!\d)\d{4}\Z")
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)\Z")
_ASCII_FOR = str.maketrans("“”‘’「」『』、。【】〔〕—", '""\'\'"""",.[][]-')


@dataclass(frozen=True, slots=True)
class Source:
    """A TOML file that parsed and holds nothing that is refused.

    `name` is how messages call the file, `text` its text with `\\n` line ends and no byte order mark, `data` what it
    says: floats as finite `Decimal`, integers as `int`, no number longer than 18 digits.
    """

    name: str
    text: str
    data: dict[str, Any]
    _positions: list[Positions] = field(default_factory=list, repr=False, compare=False)

    def positions(self) -> Positions:
        """Where everything stands; indexed on the first call, since only messages need it."""
        if not self._positions:
            self._positions.append(Positions(self.text))
        return self._positions[0]


def read(path: Path) -> Source:
    """Read and parse a TOML file of at most 512 KB in UTF-8, with or without a byte order mark.

    :raises Refused: the file is missing, unreadable, not a regular file, too big, not UTF-8, or `parse` refuses it.
    """
    name = str(path).encode("utf-8", "backslashreplace").decode()
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise refuse("not-a-file", "这不是普通文件（是文件夹、管道或设备），请给出 .toml 文件的路径", file=name)
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise refuse("missing-file", "找不到这个文件，请检查路径和文件名", file=name) from None
    except PermissionError:
        raise refuse("unreadable", "没有权限读取这个文件，请检查文件的权限", file=name) from None
    except (OSError, ValueError) as error:
        reason = visible(getattr(error, "strerror", None) or "路径不合法")
        raise refuse("unreadable", f"读不了这个文件（{reason}），请检查路径、磁盘或网络后再试", file=name) from None
    if len(raw) > MAX_BYTES:
        raise _too_big(name)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(_not_utf8(raw, error.start, name)) from None
    return parse(text, name)


def parse(text: str, name: str) -> Source:
    """Parse TOML text; `name` is how messages call it.

    :raises Refused: with every fault that can be found in one go, in the order of the text: syntax, repeated keys,
        keys of more than 8 unquoted dots, nesting beyond 32 levels, too many tables or values, nan and inf, numbers
        of more than 18 digits, control and bidirectional characters, keys that only look different from another.
        It takes less than 2 seconds for any text.
    """
    try:
        size = len(text.encode("utf-8"))
    except UnicodeEncodeError as error:
        line, column = Lines(text).line_column(error.start)
        raise Refused(Fault("not-utf8", "这里有不成字的编码，请删去后重新输入", name, line, column)) from None
    if size > MAX_BYTES:
        raise _too_big(name)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        return Source(name, text, _own(_sound(text)))
    except _Unsound as unsound:
        raise Refused(unsound.check.faults(name)) from None


class _Unsound(Exception):
    """A text that is refused, with the look through it."""

    def __init__(self, check: _Check) -> None:
        self.check = check


@lru_cache(maxsize=_REMEMBERED)
def _sound(text: str) -> dict[str, Any]:
    """What a text says, remembered: lists, checks and reviews ask for the same few texts again and again.

    :raises _Unsound: something is wrong with it; that is not remembered.
    """
    check = _Check(text)
    data = check.run()
    if check.found or data is None:
        raise _Unsound(check)
    return data


def _own(node: Any) -> Any:
    """A copy that its owner may change."""
    if isinstance(node, dict):
        return {key: _own(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_own(value) for value in node]
    return node


class _Check:
    """One look through one text; `found` collects (offset, code, message)."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[tuple[int, str, str]] = []
        self.counts: Counter[str] = Counter()
        self.lines = Lines(text)
        self.fresh = {0}  # offsets of the lines that begin outside every bracket and string
        self.blanks: list[tuple[int, int, str]] = []  # start, end and stand-in of what `tomllib` must not see
        self.safe_end = len(text)  # `tomllib` may read so far
        self.cost = 0  # of parsing, in values or so
        self.last_string = 0
        self.positions: Positions | None = None

    def run(self) -> dict[str, Any] | None:
        """The data, None where the syntax is wrong; `found` is empty exactly where the data may be used."""
        self._hidden_as_written()
        self._scan()
        data = self._syntax()
        if data is not None:
            self._look_at(data)
        return data

    def faults(self, name: str) -> list[Fault]:
        """What was found, in the order of the text; `name` is how messages call the file."""
        found = sorted(set(self.found))
        faults = []
        for offset, code, message in found[:MAX_FAULTS]:
            line, column = self.lines.line_column(offset)
            quote = self.lines.quote(line, column) or None
            faults.append(Fault(code, message, name, line, column, quote=quote))
        if len(found) > MAX_FAULTS:
            faults.append(Fault("more-faults", "还有更多错误没有列出，请先改正以上各处，再检查一次", name))
        return faults

    def _add(self, offset: int, code: str, message: str) -> None:
        self.counts[code] += 1
        if self.counts[code] <= MAX_FAULTS + 1:  # one more than is listed, to know that there are more
            self.found.append((offset, code, message))

    def _hidden_as_written(self) -> None:
        if not has_hidden(self.text):
            return
        start = 0
        for line in self.text.split("\n"):
            if has_hidden(line):
                places = [start + i for i, char in enumerate(line) if has_hidden(char)]
                sign = visible(self.text[places[0]])
                self._add(places[0], "hidden-character", f"这一行有看不见的控制字符或换向字符 {sign}，请删去后重新输入")
                self.blanks += [(place, place + 1, " ") for place in places]
                if self.counts["hidden-character"] > MAX_FAULTS:
                    self.safe_end = start
                    return
            start += len(line) + 1

    def _scan(self) -> None:
        """Look at the structure: numbers, and what would cost `tomllib` too much time or recursion."""
        tables = values = work = header = 0
        level: int | None = None  # of the key whose value comes next
        outer: list[int] = []  # of the open brackets
        for event in scan(self.text):
            kind, parts = event.kind, event.parts
            depth = 0
            if kind == "line":
                self.fresh.add(event.end)
            elif kind == "close":
                if outer:
                    outer.pop()
                level = None
            elif kind in ("table", "tables"):
                header = depth = len(parts)
                outer.clear()
                tables += 1
            elif kind == "key":
                level = depth = (outer[-1] if outer else header) + len(parts)
                values += 1
                work += level * len(parts) if 1 < len(parts) <= MAX_DOTS + 1 else 0
            else:
                values += 1
                depth = level if level is not None else (outer[-1] if outer else header) + 1
                level = None
                if kind == "atom":
                    self._number(event)
                elif kind == "string":
                    self.last_string = event.start
                else:
                    outer.append(depth)
                    tables += kind == "inline"
            if len(parts) > MAX_DOTS + 1:
                message = f"一个键里有 {len(parts) - 1} 个点，最多 {MAX_DOTS} 个，请减少层级；编号里的点要加引号"
                self._unsafe(event.start, "dotted-key", message)
                header = min(header, MAX_DOTS + 1)
                level = None
            elif depth > MAX_DEPTH:
                self._unsafe(event.start, "too-deep", f"嵌套超过 {MAX_DEPTH} 层，请减少数组和表的层数")
                break
            if tables > MAX_TABLES or values > MAX_VALUES or work > _DOTTED_WORK:
                limits = f"表最多 {MAX_TABLES} 个，键和值最多 {MAX_VALUES} 个"
                self._add(event.start, "too-many", f"表、键或带点的键太多（{limits}），请分成几个文件，少用带点的键")
                self.safe_end = 0
                break
        self.cost = values + 4 * tables + work // 8 + len(self.text) // 16

    def _unsafe(self, offset: int, code: str, message: str) -> None:
        self._add(offset, code, message)
        self.safe_end = min(self.safe_end, self.text.rfind("\n", 0, offset) + 1)

    def _number(self, event: Event) -> None:
        atom = self.text[event.start : event.end]
        if match := _SPECIAL.match(atom):
            self._add(event.start, "not-finite", f"“{match.group()}”不是可以计分的数，请写一个确定的数")
        elif (match := _NUMBER.match(atom)) and _too_long(match):
            self._add(event.start, "too-many-digits", f"数“{cut(match.group())}”位数过多，最多 {MAX_DIGITS} 位，请改短")
        else:
            return
        self.blanks.append((event.start, event.start + match.end(), "0"))

    def _syntax(self) -> dict[str, Any] | None:
        """What `tomllib` reads; after an error in a statement of one line it reads on without that line."""
        text = self._stand_in()
        for _ in range(min(_ROUNDS, 1 + _COST // (self.cost + 1))):
            try:
                return tomllib.loads(text, parse_float=Decimal)
            except tomllib.TOMLDecodeError as error:
                offset, at_end = self._place_of(error, text)
                if at_end and len(text) < len(self.text):
                    return None  # cut short by us, not by the author
                self._add(*self._explained(str(error), offset))
                shorter = self._without_line(text, offset)
                if shorter is None:
                    # From here on the scan may have taken text for keys; only what is always wrong stays.
                    self.found = [one for one in self.found if one[0] <= offset or one[1] == "hidden-character"]
                    return None
                text = shorter
            except RecursionError:
                self._add(0, "too-deep", "嵌套太深，请减少数组和表的层数")
                return None
            except (ValueError, ArithmeticError):
                self._add(0, "toml-syntax", "文件里有读不了的数或日期，请逐处检查")
                return None
        return None

    def _stand_in(self) -> str:
        """The part that is safe to parse, refused numbers and characters replaced, every offset kept."""
        if not self.blanks:
            return self.text[: self.safe_end]
        chars = list(self.text)
        for start, end, char in self.blanks:
            chars[start:end] = char + " " * (end - start - 1)
        return "".join(chars[: self.safe_end])

    def _place_of(self, error: tomllib.TOMLDecodeError, text: str) -> tuple[int, bool]:
        match = _PLACE.search(str(error))
        if match and match[1]:
            return self.lines.offset(int(match[1]), int(match[2])), False
        if match and len(text) == len(self.text) and (quote := _OPEN_QUOTE.match(str(error))):
            return (text.rfind(quote[1]) if quote[1] else self.last_string), False
        return len(text), True

    def _explained(self, english: str, offset: int) -> tuple[int, str, str]:
        code, message = syntax_text(english)
        if code == "duplicate-key":
            again = self._repeated_before(offset)
            if again:
                line, _ = self.lines.line_column(again[1])
                path = ".".join(part for part in again[2] if isinstance(part, str))
                return again[0], code, f"“{cut(path)}”在第 {line} 行已经写过，请删去一处、合并或改名"
            return self.text.rfind("\n", 0, offset) + 1, code, message
        if english.startswith("Unescaped"):
            return max(self.text.rfind("\\", 0, offset), 0), code, message
        char = self.text[offset : offset + 1]
        plain = unicodedata.normalize("NFKC", char.translate(_ASCII_FOR))
        if char in ("-", "/") and _DATE.search(self.text, max(offset - 5, 0), offset):
            message = "没有这样的日期，请按 2025-01-31 的样子写（月、日各两位）"
        elif char not in ("", "\n", "\t") and not char.isprintable():
            message = f"这里有看不见的字符 U+{ord(char):04X}，请删去"
        elif not char.isascii() and plain.isascii():
            message = f"“{char}”是全角字符，请改成半角的 {plain}；{message}"
        return offset, code, message

    def _index(self) -> Positions:
        if self.positions is None:
            self.positions = Positions(self.text)
        return self.positions

    def _repeated_before(self, offset: int) -> tuple[int, int, Loc] | None:
        """The last key before `offset` that was there already: what `tomllib`, which names no place, has met."""
        repeated = self._index().repeated
        i = bisect_left(repeated, (offset,))
        return repeated[i - 1] if i else None

    def _without_line(self, text: str, offset: int) -> str | None:
        """`text` with the line of `offset` blanked; None where that line is not a whole statement of its own."""
        start = text.rfind("\n", 0, offset) + 1
        end = text.find("\n", offset)
        end = len(text) if end < 0 else end
        line = text[start:end].strip()
        whole = start in self.fresh and (end == len(text) or end + 1 in self.fresh)
        if not whole or not line or line.startswith("["):
            return None
        return text[:start] + " " * (end - start) + text[end:]

    def _look_at(self, data: dict[str, Any]) -> None:
        """Keys that only look different, and characters that came in through escapes."""
        for odd in _odd(data, escapes="\\" in self.text):
            if self.counts[odd.code] > MAX_FAULTS:
                continue
            positions = self._index()
            message = odd.message
            if odd.twin is not None:
                line, _ = positions.at((*odd.loc[:-1], odd.twin), key=True)
                message = f"这个键与第 {line} 行的“{cut(odd.twin)}”看起来一样，请改名或删去一处"
            self._add(positions.offset(*positions.at(odd.loc, key=odd.is_key)), odd.code, message)


class _Odd(NamedTuple):
    """A key or string that is refused; `twin` is the key beside it that it looks like."""

    loc: Loc
    is_key: bool
    code: str
    message: str
    twin: str | None = None


def _odd(data: dict[str, Any], *, escapes: bool) -> Iterator[_Odd]:
    """Every odd key, and every odd string if `escapes`, in the order of the data."""
    todo: list[tuple[Loc, Any]] = [((), data)]
    while todo:
        loc, node = todo.pop()
        if isinstance(node, dict):
            yield from _odd_keys(loc, node)
            todo += [((*loc, key), value) for key, value in reversed(node.items()) if isinstance(value, _WALKED)]
        elif isinstance(node, list):
            todo += [((*loc, i), node[i]) for i in reversed(range(len(node))) if isinstance(node[i], _WALKED)]
        elif escapes and has_hidden(node):
            yield _Odd(loc, False, "hidden-character", "文字里有用反斜杠写出的控制字符或换向字符，请删去")


def _odd_keys(loc: Loc, table: dict[str, Any]) -> Iterator[_Odd]:
    seen: dict[str, str] = {}
    for key in table:
        here = (*loc, key)
        if len(key) > MAX_KEY:
            yield _Odd(here, True, "key-too-long", f"键名有 {len(key)} 个字，最多 {MAX_KEY} 个，请改短")
            continue
        if not key.isprintable():
            yield _Odd(here, True, "hidden-character", f"键名“{cut(key)}”里有看不见的字符，请删去")
            continue
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", key).casefold())
        if folded in seen:
            yield _Odd(here, True, "look-alike-key", "", seen[folded])
        elif not key.isascii() and (folded.isascii() or any(_foreign(char) for char in key + folded)):
            message = f"键名“{cut(key)}”里有全角或形似的字符，请改用半角字母和数字"
            yield _Odd(here, True, "look-alike-key", message)
        seen.setdefault(folded, key)


def _foreign(char: str) -> bool:
    """Whether a character may pass for an ASCII letter: any letter, digit or accent that is not ASCII nor Chinese."""
    return not char.isascii() and unicodedata.category(char) in _LETTERS and not _HAN.match(char)


def _too_long(match: re.Match[str]) -> bool:
    base, digits, whole, decimals, power = match.groups()
    if base:
        try:
            return len(digits) > 64 or int(digits, _BASES[base]) >= 10**MAX_DIGITS
        except ValueError:
            return False
    before = len((whole or "0").replace("_", ""))
    after = len((decimals or "").replace("_", ""))
    shift = (power or "0").replace("_", "")
    if len(shift) > 4 or before + after > MAX_DIGITS:
        return True
    places = int(shift) if shift.strip("+-") else 0
    return max(before + places, 0) + max(after - places, 0) > MAX_DIGITS


def _too_big(name: str) -> Refused:
    return refuse("too-big", f"文件超过 {MAX_BYTES // 1024} KB，请分成几个文件", file=name)


def _not_utf8(raw: bytes, offset: int, name: str) -> Fault:
    line = raw.count(b"\n", 0, offset) + 1
    start = raw.rfind(b"\n", 0, offset) + 1
    column = len(raw[start:offset].decode("utf-8", "replace")) + 1
    kind = "UTF-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "GBK" if _is_gbk(raw) else "别的"
    message = f"文件不是 UTF-8 编码（像是{kind}编码），请用编辑器另存为 UTF-8"
    return Fault("not-utf8", message, name, line, column)


def _is_gbk(raw: bytes) -> bool:
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True
