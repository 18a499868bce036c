"""What `tomllib` and pydantic find wrong with a file, said in Chinese and at its place in the file."""

from __future__ import annotations

import re
import typing
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from difflib import get_close_matches
from functools import reduce
from itertools import islice
from operator import getitem
from typing import TYPE_CHECKING, Any

from kaoping.errors import Fault
from kaoping.numbers import plain
from kaoping.standard.positions import Loc
from kaoping.standard.unions import members
from kaoping.text import visible

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from kaoping.standard.toml import Source

#: Errors of one file that are looked up and worded; fewer are listed.
MAX_ERRORS = 500
#: A table of no more fields than this has them listed where a key is none of them nor like one.
FEW_FIELDS = 8

_NUMBER = ("wrong-type", "要写数字，如 2 或 1.5，不加引号，现在是{given}")
_INTEGER = ("wrong-type", "要写整数，如 3，不加引号，现在是{given}")
_DATE = ("wrong-type", "要写日期，如 2025-01-31，不加引号、不带时间，现在是{given}")
_DATETIME = ("wrong-type", "要写日期和时间，如 2025-01-31T09:00:00，不加引号，现在是{given}")
_TIME = ("wrong-type", "要写时间，如 09:00:00，不加引号，现在是{given}")
_TABLE = ("wrong-type", "要写成一个表（[表头] 或 {{ 键 = 值 }}），现在是{given}")
_ARRAY = ("wrong-type", "要写成数组，如 [ … ] 或多个 [[表头]]，现在是{given}")
_BOOLEAN = ("wrong-type", "要写 true 或 false，不加引号，现在是{given}")
_CHOICE = ("not-allowed", "只能是{expected}，现在是{given}")

#: Type of pydantic's error: our code and text. The texts take pydantic's context by its names, and `given`, `field`.
_TEXTS: Mapping[str, tuple[str, str]] = {
    "missing": ("missing-field", "缺少必填项“{field}”，请补上"),
    "extra_forbidden": ("unknown-field", "没有“{field}”这一项，请改名或删去"),
    "invalid_key": ("wrong-type", "键名要是文字，请改写"),
    "model_type": _TABLE,
    "model_attributes_type": _TABLE,
    "dataclass_type": _TABLE,
    "dict_type": _TABLE,
    "mapping_type": _TABLE,
    "list_type": _ARRAY,
    "tuple_type": _ARRAY,
    "set_type": _ARRAY,
    "frozen_set_type": _ARRAY,
    "iterable_type": _ARRAY,
    "set_item_not_hashable": ("wrong-type", "这里只能写单个的值，现在是{given}，请改写"),
    "string_type": ("wrong-type", "要写文字并加英文双引号，现在是{given}"),
    "string_too_short": ("out-of-range", "至少要有 {min_length} 个字，现在是{given}，请补充"),
    "string_too_long": ("out-of-range", "最多 {max_length} 个字，请改短"),
    "string_pattern_mismatch": ("not-allowed", "{given}的写法不对，要合乎 {pattern}，请改写"),
    "too_short": ("out-of-range", "至少要有 {min_length} 项，现在有 {actual_length} 项，请补充"),
    "too_long": ("out-of-range", "最多 {max_length} 项，现在超出了，请删减"),
    "enum": _CHOICE,
    "literal_error": _CHOICE,
    "bool_type": _BOOLEAN,
    "bool_parsing": _BOOLEAN,
    "int_type": _INTEGER,
    "int_parsing": _INTEGER,
    "int_parsing_size": ("too-many-digits", "整数位数过多，请改短"),
    "int_from_float": _INTEGER,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "decimal_type": _NUMBER,
    "decimal_parsing": _NUMBER,
    "fraction_type": _NUMBER,
    "fraction_parsing": _NUMBER,
    "finite_number": ("not-finite", "要写一个确定的数，现在是{given}"),
    "decimal_max_digits": ("too-many-digits", "数的位数最多 {max_digits} 位，现在是{given}，请改短"),
    "decimal_max_places": ("too-many-digits", "小数最多 {decimal_places} 位，现在是{given}，请改短"),
    "decimal_whole_digits": ("too-many-digits", "整数部分最多 {whole_digits} 位，现在是{given}，请改短"),
    "greater_than": ("out-of-range", "要大于 {gt}，现在是{given}，请改正"),
    "greater_than_equal": ("out-of-range", "不能小于 {ge}，现在是{given}，请改正"),
    "less_than": ("out-of-range", "要小于 {lt}，现在是{given}，请改正"),
    "less_than_equal": ("out-of-range", "不能大于 {le}，现在是{given}，请改正"),
    "multiple_of": ("out-of-range", "要是 {multiple_of} 的整数倍，现在是{given}，请改正"),
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "datetime_type": _DATETIME,
    "datetime_parsing": _DATETIME,
    "datetime_from_date_parsing": _DATETIME,
    "time_type": _TIME,
    "time_parsing": _TIME,
    "none_required": ("not-allowed", "这里不能写值，请删去"),
    "union_tag_invalid": ("not-allowed", "{discriminator} 只能是{expected_tags}，现在是“{tag}”"),
    "union_tag_not_found": ("missing-field", "缺少必填项 {discriminator}，请补上"),
    "recursion_loop": ("not-allowed", "内容里有循环，请对照格式说明改正"),
}
_DEFAULT = ("not-allowed", "这里不合要求（现在是{given}），请对照格式说明改正")

#: The patterns of our own fields, as an author knows them.
PATTERNS: Mapping[str, str] = {
    r"^\w[\w.\-]{0,59}$": "编号由字母、数字、汉字和 . - _ 组成，不含空格和括号，最多 60 个字，请改写",
    r"^[a-z0-9][a-z0-9_\-]*(/[a-z0-9][a-z0-9_\-]*)*$": "标准编号用小写字母、数字、- 和 _，各段用 / 隔开，如 beihai/county",
    r"^[\w\-]+(:[\w\-]+)?$": "请写名称，或“插件:名称”",
    r"^[0-9a-f]{64}$": "SHA-256 是 64 位小写十六进制数字",
    r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$": "请写“月-日”，如 11-30",
}

#: Start of the message of `tomllib`: our code and text.
_SYNTAX = (
    ("Cannot overwrite a value", "duplicate-key", "这个键或表与前面写过的重复，请删去一处或改名"),
    ("Duplicate inline table key", "duplicate-key", "同一个行内表 { } 里有重复的键，请删去一处或改名"),
    ("Cannot declare", "duplicate-key", "这个表头与前面写过的重复，请合并成一个表；要列多项请用双方括号 [[…]]"),
    ("Cannot mutate immutable", "duplicate-key", "前面已用 { } 或 [ ] 一次写完，不能再添加，请合并到一处"),
    ("Cannot redefine namespace", "duplicate-key", "这个表前面已经写过，不能再用带点的键添加，请合并到一处"),
    ("Invalid statement", "toml-syntax", "这里不是 TOML 的键、表头或注释，请写成“键 = 值”；中文键名要加英文双引号"),
    ("Expected newline or end of document", "toml-syntax", "值的后面多了内容，请删去、加上引号，或另起一行"),
    ("Expected ']' at the end", "toml-syntax", "表头没有用右方括号 ] 结束，请补上；中文表名要加英文双引号"),
    ("Expected ']]' at the end", "toml-syntax", "表头没有用两个右方括号 ]] 结束，请补上"),
    ("Expected '=' after a key", "toml-syntax", "键的后面缺少半角等号 =，请补上；中文或带空格的键名要加英文双引号"),
    (
        "Invalid initial character for a key part",
        "toml-syntax",
        "这里应当是键名，请用半角字母和数字，或加英文双引号",
    ),
    ("Unclosed array", "toml-syntax", "数组里缺少半角逗号，或没有用右方括号 ] 结束，请检查这里和上一行"),
    ("Unclosed inline table", "toml-syntax", "行内表缺少半角逗号，或没有在同一行用右花括号 } 结束，请检查"),
    ("Unescaped '\\'", "toml-syntax", "双引号里的反斜杠 \\ 用法不对，请写成 \\\\，或整段改用单引号"),
    ("Invalid hex value", "toml-syntax", "\\u 或 \\U 后面的十六进制数字不对，请直接写这个字"),
    ("Escaped character is not", "toml-syntax", "\\u 或 \\U 所写的不是一个字符，请直接写这个字"),
    ("Unterminated string", "toml-syntax", "字符串到文件结束也没有用引号结束，请补上引号"),
    ("Expected \"'", "toml-syntax", "字符串到文件结束也没有用单引号结束，请补上引号"),
    ("Illegal character '\\n'", "toml-syntax", "字符串没有在本行用引号结束，请补上；要跨行请用三个双引号"),
    ("Found invalid character '\\n'", "toml-syntax", "字符串没有在本行用单引号结束，请补上；要跨行请用三个引号"),
    ("Illegal character", "toml-syntax", "这里有不允许的控制字符，请删去"),
    ("Found invalid character", "toml-syntax", "这里有不允许的控制字符，请删去"),
    ("Invalid date or datetime", "toml-syntax", "没有这样的日期或时间，请按 2025-01-31 的样子写"),
    (
        "Invalid value",
        "toml-syntax",
        "这里的值写法不对：文字加英文双引号，数字用半角，真假写 true 或 false",
    ),
)

_CHINESE = re.compile("[\u4e00-\u9fff]")
_CHOICES = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"|([^\s,'\"]+)")


def faults_of(
    error: ValidationError,
    source: Source,
    name_of: Callable[[Loc], str | None],
    known: Callable[[Loc], Iterable[str]] = lambda loc: (),
) -> list[Fault]:
    """Every error as a fault with file, line, column, element and quoted line, in the order of the file.

    :param source: the file whose data were validated.
    :param name_of: the id of the element a location lies in, None where there is none; `data_id` will do.
    :param known: the fields that the table at a location may have, to name the closest where one is unknown;
        `known_fields` will do.
    """
    positions = source.positions()
    faults: dict[tuple[Any, ...], Fault] = {}
    single, unions = members(source.data, error.errors(include_url=False))
    for place, kinds in islice(unions.items(), MAX_ERRORS):
        line, column = positions.at(place)
        given = _given(reduce(getitem, place, source.data))  # type: ignore[arg-type]
        message = f"这里可以写：{'、'.join(kinds)}；现在是{given}，请改正"
        quote = positions.quote(line, column) or None
        faults[line, column, message] = Fault("wrong-type", message, source.name, line, column, name_of(place), quote)
    for details in single[:MAX_ERRORS]:
        loc, kind = details["loc"], details["type"]
        code, message = _said(details, known)
        place = loc
        if kind == "missing":
            place = loc[:-1]  # what is missing has no place: its table has
        elif kind == "union_tag_invalid":
            place = (*loc, str(details["ctx"]["discriminator"]).strip("'"))
        line, column = positions.at(place, key=kind in ("extra_forbidden", "invalid_key"))
        fault = Fault(code, message, source.name, line, column, name_of(loc), positions.quote(line, column) or None)
        # The members of a union fail one by one at one place: the first is enough.
        same = (line, column, code) if code == "wrong-type" else (line, column, code, message)
        faults.setdefault(same, fault)
    return sorted(faults.values(), key=lambda fault: (fault.line or 0, fault.column or 0))


def syntax_text(english: str) -> tuple[str, str]:
    """Code and Chinese text for a message of `tomllib`."""
    for start, code, text in _SYNTAX:
        if english.startswith(start):
            return code, text
    return "toml-syntax", "这里不合 TOML 的写法，请检查引号、括号、逗号和等号是否都是半角并且成对"


def data_id(data: Any, loc: Loc) -> str | None:
    """The `id` of the innermost table on the way along `loc` that has one; segments the data lack are left out."""
    found: str | None = None
    node = data
    for segment in (*loc, None):
        if isinstance(node, dict):
            own = node.get("id")
            found = own if isinstance(own, str) else found
            node = node.get(segment, node)
        elif isinstance(node, list) and isinstance(segment, int) and 0 <= segment < len(node):
            node = node[segment]
    return found


def known_fields(model: Any, loc: Loc) -> frozenset[str]:
    """The fields, by the names a file uses, that the table at `loc` may have where a pydantic `model` is validated."""
    types = _models(model)
    for segment in loc:
        # An element has the type of its array, and a tag that pydantic adds for a union names no field.
        into = [info for one in types for name, info in _fields(one) if name == segment]
        if into:
            types = [found for info in into for found in _models(info.annotation)]
    return frozenset(name for one in types for name, _ in _fields(one))


def _said(details: ErrorDetails, known: Callable[[Loc], Iterable[str]]) -> tuple[str, str]:
    kind, loc, context = details["type"], details["loc"], details.get("ctx", {})
    if kind in ("value_error", "assertion_error"):
        own = str(context.get("error", ""))
        if _CHINESE.search(own):
            return "invalid-value", visible(own)
    elif kind in ("wrong-type", "out-of-range"):  # the fields' own, which say what is meant and not what is there
        return kind, f"{details['msg']}，现在是{_given(details['input'])}"
    elif kind not in _TEXTS and _CHINESE.search(details["msg"]):
        return kind, visible(details["msg"])
    if kind == "is_instance_of":  # strict mode says so where a plain type is meant
        kind = f"{context.get('class', '')}_type".lower()
    code, text = _TEXTS.get(kind, _DEFAULT)
    given = details["input"]
    words: dict[str, Any] = {name: _plain(value) for name, value in context.items()}
    field = next((part for part in reversed(loc) if isinstance(part, str)), "")
    words.update(given=_given(given), field=cut(field))
    choices: list[str] = []
    for name in ("expected", "expected_tags"):
        if name in context:
            choices = _choices(str(context[name]))
            words[name] = "、".join(f"“{cut(choice)}”" for choice in choices)
    given = context.get("tag", given)
    if kind == "extra_forbidden":
        given, choices = field, sorted(known(loc[:-1]))
    if kind == "string_pattern_mismatch" and context.get("pattern") in PATTERNS:
        text = "{given}的写法不对，" + PATTERNS[str(context["pattern"])]
    message = text.format_map(_Words(words))
    close = get_close_matches(given[:80], choices, n=1) if isinstance(given, str) else []
    if close:
        return code, f"{message}；是不是“{cut(close[0])}”？"
    if kind == "extra_forbidden" and 0 < len(choices) <= FEW_FIELDS:
        return code, f"{message}；这里可以写：{'、'.join(choices)}"
    return code, message


class _Words(dict[str, Any]):
    """Context of an error; a name that some version of pydantic does not give is left open."""

    def __missing__(self, name: str) -> str:
        return "…"


def cut(text: str, width: int = 40) -> str:
    """Text from a file inside a message: on one line, control characters visible, at most `width` characters."""
    line = visible(text[: width + 1]).replace("\n", "␊").replace("\t", "␉")
    return line if len(text) <= width else line[:width] + "…"


def _given(value: Any) -> str:
    """A value as the author of the file knows it."""
    if isinstance(value, bool):
        return f"真假值 {str(value).lower()}"
    if isinstance(value, str):
        return f"文字“{cut(value)}”" if value else "空文字"
    if isinstance(value, int | Decimal | float):
        return f"数 {cut(_plain(value))}"
    if isinstance(value, dict):
        return "一个表"
    if isinstance(value, list | tuple):
        return "一个数组"
    if isinstance(value, date | time):
        return f"{'时间' if isinstance(value, datetime | time) else '日期'} {value.isoformat()}"
    return "别的内容"


def _plain(value: Any) -> str:
    if isinstance(value, int):
        return plain(value) if abs(value) < 10**40 else "很大的整数"
    if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) < 40:
        return plain(value)
    return visible(str(value)).strip("'")


def _choices(expected: str) -> list[str]:
    found = [match[1] or match[2] or match[3] for match in _CHOICES.finditer(expected) if match[3] != "or"]
    return [choice for choice in found if choice]


def _fields(model: Any) -> Iterable[tuple[str, Any]]:
    for name, info in model.model_fields.items():
        yield info.validation_alias if isinstance(info.validation_alias, str) else info.alias or name, info


def _models(annotation: Any) -> list[Any]:
    """The models in an annotation, whatever containers and unions they are in."""
    if hasattr(annotation, "model_fields"):
        return [annotation]
    return [model for inner in typing.get_args(annotation) for model in _models(inner)]
