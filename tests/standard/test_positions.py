import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import pytest
import tomli_w
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kaoping.standard.positions import Loc, Positions, scan

SAMPLE = """\
title = "县级标准"   # 注释 = 1
"带 空格" = '单'
'x.y'.z = 1
a.b.c = [ 1, [2, 3], { k = "v", l.m = [4] }, # 注释 ]
  "]", '''
[假.表头]
x = 1''', \"\"\"
[[也是假的]] \\" \"\"\"\"\",
]
when = 2025-01-31 08:00:00
list = [2025-01-31 08:00:00, 07:30:00, 2025-01-31, -1.5e3]

["甲"."1.1"]
"""

TABLES = """\
[[sections]]
id = "1"
  [[sections.items]]
  id = "1.1"
    [sections.items.measure]
    fact = "会议"
  [[sections.items]]
  id = "1.2"
[[sections]]
id = "2"
  [[sections.items]]
  id = "2.1"
  measure.fact = "检查"
[p.q.r]
s = 1
[p]
t = { u = { v = 1 } }
[ p . "w" ]
"""


def paths(node: Any, loc: Loc = ()) -> Iterator[tuple[Loc, Any]]:
    yield loc, node
    if isinstance(node, dict):
        for key, value in node.items():
            yield from paths(value, (*loc, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from paths(value, (*loc, index))


def everything_is_found(text: str) -> None:
    """Every path has a position of its own, and each plain value can be read again from there."""
    positions = Positions(text)
    assert positions.repeated == []
    ends = {event.start: event.end for event in scan(text)}
    for loc, value in paths(tomllib.loads(text)):
        assert loc in positions._places
        line, column = positions.at(loc)
        offset = positions.offset(line, column)
        assert positions.line_column(offset) == (line, column)
        if not isinstance(value, dict | list):
            assert tomllib.loads("x = " + text[offset : ends[offset]]) == {"x": value}
        if loc and isinstance(loc[-1], str):
            line, column = positions.at(loc, key=True)
            found = text[positions.offset(line, column) :]
            assert found.startswith((loc[-1], '"', "'"))


def test_samples() -> None:
    everything_is_found(SAMPLE)
    everything_is_found(TABLES)
    everything_is_found(SAMPLE.rstrip("\n"))


@pytest.mark.parametrize(
    ("loc", "value", "key"),
    [
        (("title",), (1, 9), (1, 1)),
        (("带 空格",), (2, 10), (2, 1)),
        (("x.y", "z"), (3, 11), (3, 7)),
        (("a", "b", "c"), (4, 9), (4, 5)),
        (("a", "b"), (4, 3), (4, 3)),
        (("a", "b", "c", 0), (4, 11), (4, 11)),
        (("a", "b", "c", 1, 1), (4, 18), (4, 18)),
        (("a", "b", "c", 2, "k"), (4, 28), (4, 24)),
        (("a", "b", "c", 2, "l", "m", 0), (4, 40), (4, 40)),
        (("a", "b", "c", 3), (5, 3), (5, 3)),
        (("a", "b", "c", 5), (7, 11), (7, 11)),
        (("list", 1), (11, 30), (11, 30)),
        (("list", 3), (11, 52), (11, 52)),
        (("甲", "1.1"), (13, 1), (13, 6)),
    ],
)
def test_lines_and_columns_count_characters(loc: Loc, value: tuple[int, int], key: tuple[int, int]) -> None:
    positions = Positions(SAMPLE)
    assert positions.at(loc) == value
    assert positions.at(loc, key=True) == key


@pytest.mark.parametrize(
    ("loc", "line"),
    [
        (("sections",), 1),
        (("sections", 0, "items", 0, "measure", "fact"), 6),
        (("sections", 0, "items", 1), 7),
        (("sections", 0, "items", 1, "id"), 8),
        (("sections", 1), 9),
        (("sections", 1, "items", 0, "id"), 12),
        (("sections", 1, "items", 0, "measure", "fact"), 13),
        (("p",), 16),
        (("p", "q"), 14),
        (("p", "q", "r", "s"), 15),
        (("p", "t", "u", "v"), 17),
        (("p", "w"), 18),
    ],
)
def test_headers_and_arrays_of_tables(loc: Loc, line: int) -> None:
    assert Positions(TABLES).at(loc)[0] == line


def test_what_is_not_there_falls_back_to_the_nearest_place() -> None:
    positions = Positions(TABLES)
    assert positions.at(("sections", 0, "items", 1, "title")) == (7, 3)
    assert positions.at(("sections", 5)) == (1, 1)
    assert positions.at(("nothing", 3, "at all")) == (1, 1)
    assert positions.at(()) == (1, 1)
    # Tags that pydantic adds for the members of a union are left out, wherever they stand.
    assert positions.at(("sections", "list[Section]", 1, "Section", "id")) == (10, 6)
    assert positions.at(("sections", 1, "tag", "id"), key=True) == (10, 1)
    assert positions.at(("p", "t", "u", "decimal")) == (17, 11)
    assert positions.at(("p", "t", "u", "decimal"), key=True) == (17, 11)
    # A field of the same name further up is not meant.
    assert positions.at(("sections", 1, "items", 0, "points")) == (11, 3)
    assert Positions("id = 1\n[a]\nb = 1").at(("a", "id")) == (2, 1)


def test_quotes() -> None:
    positions = Positions("  a = 1  \n\x1b[2J\r\n" + "x" * 159 + "中" + "y" * 500)
    assert positions.quote(1) == "a = 1"
    assert positions.quote(2) == "␛[2J"
    assert positions.quote(3) == "x" * 159 + "中…"
    assert positions.quote(3, 660) == "…" + "y" * 160
    assert (positions.quote(0), positions.quote(4), positions.quote(-3)) == ("", "", "")


def test_repeated_keys_are_known() -> None:
    text = "a = 1\nb.c = 1\nb.c = 2\na = 2\n[d]\n[d]\n[[e]]\n[[e]]\n"
    positions = Positions(text)
    lines = [
        (positions.line_column(again)[0], positions.line_column(first)[0], loc)
        for again, first, loc in positions.repeated
    ]
    assert lines == [(3, 2, ("b", "c")), (4, 1, ("a",)), (6, 5, ("d",))]


_TEXT = st.text(
    st.one_of(st.characters(codec="utf-8", exclude_characters="\r"), st.sampled_from("中文“”[]{}#=.\"'\\\n\t ")),
    max_size=12,
)
_PLAIN = st.one_of(
    _TEXT,
    st.integers(-(10**17), 10**17),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(min_value=date(1000, 1, 1)),
    st.datetimes(min_value=datetime(1000, 1, 1)),  # noqa: DTZ001
    st.times(),
)
_KEY = st.one_of(st.sampled_from(["a", "b", "id", "1.1", "1", "中", "a.b", ""]), _TEXT)
_NODE = st.recursive(
    _PLAIN,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(_KEY, inner, max_size=4),
        st.lists(st.dictionaries(_KEY, inner, max_size=3), min_size=1, max_size=3),
    ),
    max_leaves=15,
)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(_KEY, _NODE, max_size=5), st.booleans())
def test_every_path_of_a_written_document_is_found(data: dict[str, Any], multiline: bool) -> None:
    everything_is_found(tomli_w.dumps(data, multiline_strings=multiline))


_BARE = st.sampled_from(["a", "b", "c", "1", "-", '"a"', "'b'", '"1.1"', '"中"', '"\\u4e2d"', '"\\""', "''"])
_DOTTED = st.lists(_BARE, min_size=1, max_size=3).map(
    lambda parts: " . ".join(parts) if len(parts) == 3 else ".".join(parts)
)
_STRINGS = (
    '"中 # ]"',
    "'}'",
    '"\\" = 1"',
    '""',
    '"""\n[a]\n"""',
    '"""x""y\\"""""',
    "'''''a'''''",
    "'''\nb = 1\n'''",
    '""""""',
)
_ATOMS = ("1", "-1.5e3", "0x1F", "true", "inf", "2025-01-31", "2025-01-31 08:00:00Z", "07:30:00")
_SCALAR = st.sampled_from((*_STRINGS, *_ATOMS, '"""\\\n  z"""'))
_GAP = st.sampled_from(["", " ", "\n", " # 注释 ]}\n  "])


def _array(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda items, gap, comma: (
            "[" + gap + (gap + "," + gap).join(items) + (gap + "," if comma and items else "") + gap + "]"
        ),
        st.lists(inner, max_size=3),
        _GAP,
        st.booleans(),
    )


def _inline(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.lists(st.tuples(_DOTTED, inner), max_size=3)
    return pairs.map(lambda found: "{ " + ", ".join(f"{key} = {value}" for key, value in found) + " }")


_WRITTEN = st.recursive(_SCALAR, lambda inner: _array(inner) | _inline(inner), max_leaves=6)
_STATEMENT = st.one_of(
    st.builds("{}={} # 后".format, _DOTTED, _WRITTEN),
    st.builds("  {} = {}".format, _DOTTED, _WRITTEN),
    st.builds("[{}]".format, _DOTTED),
    st.builds("[[ {} ]] # 表".format, _DOTTED),
)


def _valid(statements: list[str]) -> str:
    """The statements that can stand one after another."""
    text = ""
    for statement in statements:
        try:
            tomllib.loads(text + statement + "\n")
        except tomllib.TOMLDecodeError:
            continue
        text += statement + "\n"
    return text


@settings(max_examples=400, deadline=None)
@given(st.lists(_STATEMENT, max_size=12).map(_valid))
@example('[[a]]\n[a.b]\n[[a]]\n[a.b]\nc.d = 1\n[[a.e]]\n[[a.e]]\nf = [{ g = "x" }]\n')
def test_every_path_of_a_document_written_by_hand_is_found(text: str) -> None:
    everything_is_found(text)


@settings(max_examples=300, deadline=None)
@given(
    st.text(st.sampled_from("ab1.=[]{},\"'\\\n #中\x00"), max_size=60),
    st.lists(st.one_of(st.integers(), st.sampled_from(["a", "b", "1", ""])), max_size=6).map(tuple),
)
def test_nothing_raises_whatever_the_text(text: str, loc: Loc) -> None:
    positions = Positions(text)
    for key in (False, True):
        line, column = positions.at(loc, key=key)
        assert 1 <= line <= text.count("\n") + 1
        assert column >= 1
        assert len(positions.quote(line, column)) <= 6 * 162


def test_values_of_every_kind_round_trip() -> None:
    data = {"d": date(2025, 1, 31), "t": time(7, 30), "n": {"a": [1.5, [True, {"x": datetime(2025, 1, 1, 8)}]]}}  # noqa: DTZ001
    everything_is_found(tomli_w.dumps(data))
