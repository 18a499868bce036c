import json
import os
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaoping.errors import Fault, Refused
from kaoping.standard.toml import MAX_BYTES, parse, read

_SIZE = MAX_BYTES - 1000


def faults(text: str) -> tuple[Fault, ...]:
    with pytest.raises(Refused) as caught:
        parse(text, "标准.toml")
    return caught.value.faults


def said(text: str) -> list[tuple[int | None, int | None, str]]:
    return [(fault.line, fault.column, fault.code) for fault in faults(text)]


def many(line: str, size: int = _SIZE) -> str:
    """Lines `line % number`, hexadecimal, that fill a file of the largest size."""
    return "\n".join(line % number for number in range(size // (len(line) + 4)))


# name: text, code that must be among the faults, words of its message, line of the first fault
HOSTILE = {
    "key of 50,000 parts": ("a." * 49_999 + "a = 1", "dotted-key", "49999 个点，最多 8 个", 1),
    "header of many parts": ("x = 1\n[" + "a." * 200_000 + "a]", "dotted-key", "最多 8 个", 2),
    "array header of many parts": ("[[" + "a . " * 100_000 + "a]]", "dotted-key", "编号里的点要加引号", 1),
    "inline key of many parts": ("x = { " + "a." * 200_000 + "a = 1 }", "dotted-key", "最多 8 个", 1),
    "inline key in an array": ("x = [\n {" + "a." * 50_000 + "a = 1 } ]", "dotted-key", "最多 8 个", 2),
    "quoted parts": ('"a".' * 100_000 + "a = 1", "dotted-key", "最多 8 个", 1),
    "many dotted keys": (many("a.a.a.a.a.a.a.a.a.%x = 1"), "dotted-key", "9 个点", 1),
    "deep arrays": ("a = " + "[" * 250_000, "too-deep", "嵌套超过 32 层", 1),
    "deep inline tables": ("a = " + "{a=" * 100_000, "too-deep", "嵌套超过 32 层", 1),
    "deep mixture": ("[x]\na = " + "[{a=" * 100_000, "too-deep", "嵌套超过 32 层", 2),
    "nan everywhere": ("a = [" + "nan," * 20_000 + "]", "not-finite", "“nan”不是可以计分的数", 1),
    "inf": ("a = 1\nb = -inf", "not-finite", "“-inf”", 2),
    "integer of 5,000 digits": ("a = " + "1" * 5_000, "too-many-digits", "最多 18 位", 1),
    "integer that fills the file": ("a = " + "9" * 500_000, "too-many-digits", "最多 18 位", 1),
    "integer, then nonsense": ("a = " + "1" * 5_000 + "xyz", "too-many-digits", "最多 18 位", 1),
    "underscores": ("a = " + "1_" * 200_000 + "1", "too-many-digits", "最多 18 位", 1),
    "hexadecimal": ("a = 0x" + "f" * 400_000, "too-many-digits", "“0xfff", 1),
    "exponent": ("a = 1e999999999", "too-many-digits", "“1e999999999”", 1),
    "negative exponent": ("a = 1e-99999999999999999999999", "too-many-digits", "最多 18 位", 1),
    "control characters": ("a = '" + "\x1b" * (_SIZE - 10) + "'", "hidden-character", "␛", 1),
    "control characters on each line": ("#\x1b\n" * (_SIZE // 3), "hidden-character", "␛", 1),
    "zero bytes": ("\0" * _SIZE, "hidden-character", "␀", 1),
    "escaped control characters": ("a = [" + '"\\u202e",' * 40_000 + "]", "hidden-character", "反斜杠", 1),
    "look-alike keys": (many('"ａ%x" = 1', 300_000), "look-alike-key", "全角或形似", 1),
    "key that fills the file": ('"' + "\u0301\u0316" * 120_000 + '" = 1', "key-too-long", "最多 200 个", 1),
    "array of tables": ("[[a]]\n" * (_SIZE // 6), "too-many", "表最多 20000 个", 20_001),
    "long headers": (many("[a.a.a.a.a.a.a.a.%x]"), "too-many", "分成几个文件", None),
    "dotted keys below a long header": (
        "[a.a.a.a.a.a.a.a.a]\n" + many("%x.a.a.a.a.a.a.a.a = 1"),
        "too-many",
        "少用带点的键",
        None,
    ),
    "headers and dotted keys": (many("[%x]\na.a.a.a.a.a.a.a.a=1"), "too-many", "少用带点的键", None),
    "many keys": (many("%x = 1"), "too-many", "键和值最多 100000 个", None),
    "many values": ("a = [" + "1," * (_SIZE // 2) + "]", "too-many", "键和值最多 100000 个", 1),
    "many inline tables": ("a = [" + "{}," * (_SIZE // 3) + "]", "too-many", "表最多 20000 个", 1),
    "the same key again and again": ("a = 1\n" * 40_000, "duplicate-key", "“a”在第 1 行已经写过", 2),
    "wrong lines": (many("a%x x"), "toml-syntax", "缺少半角等号", 1),
    "open quotes": ("'\n" * 49_000, "toml-syntax", "单引号", 1),
    "brackets": ("[" * _SIZE, "toml-syntax", "应当是键名", 1),
    "closing brackets": ("a = [" + "]" * _SIZE, "toml-syntax", "值的后面多了内容", 1),
    "backslashes": ('a = """' + "\\" * 400_001, "toml-syntax", "反斜杠", 1),
    "carriage returns": ("a = 1\r" * 80_000, "hidden-character", "␍", 1),
}

_CHILD = """
import json, sys, time
from pathlib import Path
from kaoping.errors import Refused
from kaoping.standard.toml import read
for line in sys.stdin:
    begin = time.process_time()
    try:
        read(Path(json.loads(line)))
        faults = []
    except Refused as refused:
        faults = [[f.line, f.column, f.code, f.message, f.quote] for f in refused.faults]
    print(json.dumps({"seconds": time.process_time() - begin, "faults": faults}), flush=True)
"""


class Child:
    """A process that reads one file after the other, and is killed at one that takes longer than 5 seconds."""

    process: subprocess.Popen[str] | None = None

    def read(self, path: Path) -> dict[str, Any]:
        if self.process is None:
            self.process = subprocess.Popen(
                [sys.executable, "-c", _CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
        process = self.process
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(str(path)) + "\n")
        process.stdin.flush()
        patience = threading.Timer(5, process.kill)
        patience.start()
        said = process.stdout.readline()
        patience.cancel()
        if not said:
            self.stop()
        assert said, "killed, for it takes longer than 5 seconds; or it broke"
        return json.loads(said)

    def stop(self) -> None:
        if self.process is not None:
            self.process.communicate()
            self.process = None


@pytest.fixture(scope="module")
def child() -> Iterator[Child]:
    started = Child()
    yield started
    started.stop()


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_refused_in_time(name: str, tmp_path: Path, child: Child) -> None:
    text, code, words, line = HOSTILE[name]
    path = tmp_path / "a.toml"
    path.write_bytes(text.encode())
    result = child.read(path)
    assert result["seconds"] < 2
    matching = [fault for fault in result["faults"] if fault[2] == code]
    assert matching, result["faults"][:3]
    assert words in matching[0][3]
    assert line is None or matching[0][0] == line
    assert 1 <= len(result["faults"]) <= 101
    assert all(quote is None or len(quote) <= 6 * 162 for *_, quote in result["faults"])


def test_the_largest_good_texts_are_read_in_time(tmp_path: Path, child: Child) -> None:
    for i, text in enumerate(
        (many("a%x='x'", 400_000), "\n" * _SIZE, 'a="' + "\\u4e00" * 80_000 + '"', many("[%x]\na=1", 200_000))
    ):
        path = tmp_path / f"{i}.toml"
        path.write_text(text, encoding="utf-8")
        result = child.read(path)
        assert result["faults"] == []
        assert result["seconds"] < 2


def large_standard() -> str:
    parts = ['schema = 1\nid = "x/county"\ntitle = "县级法治建设考评标准（示例）"\n[scoring]\nmodel = "points"\n']
    for dimension in range(1, 13):
        parts.append(f'[[dimensions]]\nid = "{dimension}"\ntitle = "第 {dimension} 部分"\npoints = 15\n')
        for criterion in range(1, 26):
            number = f"{dimension}.{criterion}"
            parts.append(
                f'  [[dimensions.criteria]]\n  id = "{number}"\n  title = "评分项 {number}：依法决策，第[/]条 nan 1e999"\n'
                '  points = 0.5 # 1.2.3.4.5.6.7.8.9.10.11.12\n  evidence = ["会议记录", "文件（原件）"]\n'
                "  applies_when = { legislative_power = true }\n"
            )
            for requirement in range(1, 6):
                parts.append(
                    f'    [[dimensions.criteria.requirements]]\n    id = "{number}.{requirement}"\n'
                    '    text = "每年至少研究四次，主要负责人履行推进法治建设第一责任人职责"\n    points = 0.1\n'
                    '    measure = { fact = "study-sessions", at_least = 4, per = "year" }\n'
                )
    return "".join(parts)


def test_a_large_standard_parses() -> None:
    text = large_standard()
    assert 400_000 < len(text.encode()) < MAX_BYTES
    source = parse(text, "大.toml")
    assert source.name == "大.toml"
    assert len(source.data["dimensions"]) == 12
    criterion = source.data["dimensions"][3]["criteria"][7]
    assert criterion["points"] == Decimal("0.5")
    assert isinstance(criterion["points"], Decimal)
    assert criterion["requirements"][4]["measure"] == {"fact": "study-sessions", "at_least": 4, "per": "year"}


def test_numbers_are_exact_and_quoted_ids_are_one_key() -> None:
    source = parse(
        'a = 1.10\nb = 3\nc = 1e3\nd = 2025-01-31\ne = 0x1F\n[ratings."1.1"]\nrequirements = { "1.2.5" = "met" }\n'
        '"1.2.3.4.5.6.7.8.9.10.11" = "met"\n',
        "x",
    )
    assert str(source.data["a"]) == "1.10"
    assert (source.data["b"], source.data["c"], source.data["e"]) == (3, 1000, 31)
    assert source.data["d"] == date(2025, 1, 31)
    assert source.data["ratings"]["1.1"]["requirements"] == {"1.2.5": "met"}
    assert source.data["ratings"]["1.1"]["1.2.3.4.5.6.7.8.9.10.11"] == "met"


@pytest.mark.parametrize(
    "value",
    [
        '"1.2.3.4.5.6.7.8.9.10.11 = 1"',
        "'a.b.c.d.e.f.g.h.i.j.k'",
        '"""\na.b.c.d.e.f.g.h.i.j.k.l = 1\n[a.b.c.d.e.f.g.h.i.j.k]\nx = nan\n"""',
        "'''\na.b.c.d.e.f.g.h.i.j.k.l = inf\n'''",
        "1 # a.b.c.d.e.f.g.h.i.j.k.l = [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[ nan",
        "[\"见 www.a.b.c.d.e.f.g.h.i.j.cn\", '..........', # a.b.c.d.e.f.g.h.i.j.k\n 1.5]",
        '"nan, inf, 12345678901234567890"',
        "2025-01-31T08:00:00.123456+08:00",
        "123456789012345678",
        "0.12345678901234567",
        '"tab\\tand\\nnewline"',
        '"""quotes "" and \\""" inside"""""',
    ],
)
def test_what_only_looks_dangerous_is_read(value: str) -> None:
    text = f"a = {value}\nb.c.d.e.f.g.h.i.j = 1\n"
    assert parse(text, "x").data == tomllib.loads(text, parse_float=Decimal)


def test_who_changes_what_was_read_changes_it_for_nobody_else() -> None:
    text = "a = [1, { b = 2 }]\n[c]\nd = 'x'\n"
    first = parse(text, "甲.toml")
    first.data["a"][1]["b"] = 3
    first.data["c"]["e"] = 4
    again = parse(text, "乙.toml")
    assert again.data == {"a": [1, {"b": 2}], "c": {"d": "x"}}
    assert again.name == "乙.toml"


def test_a_text_that_is_refused_is_refused_again_by_the_name_it_has_then() -> None:
    for name in ("甲.toml", "乙.toml"):
        with pytest.raises(Refused) as caught:
            parse("a = nan", name)
        assert [(fault.file, fault.code) for fault in caught.value.faults] == [(name, "not-finite")]


def test_byte_order_mark_and_windows_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes("\ufefftitle = '甲'\r\ntext = '''一\r\n二'''\r\n".encode())
    source = read(path)
    assert source.data == {"title": "甲", "text": "一\n二"}
    assert source.name == str(path)
    assert source.positions().at(("text",)) == (2, 8)
    assert source.positions() is source.positions()


def test_every_fault_is_reported_at_once_in_order() -> None:
    text = (
        'title = “甲”\na = nan\n"ｚ" = 1\nb = 0.1234567890123456789\nc = "\\u001b[2J"\nd ＝ 1\ne = 1\ne = 2\n'
        '# \u202e\nf = 2025-1-5\n[g]\nx = [1, inf]\n"k\\n" = 1\n'
    )
    assert said(text) == [
        (1, 9, "toml-syntax"),
        (2, 5, "not-finite"),
        (3, 1, "look-alike-key"),
        (4, 5, "too-many-digits"),
        (5, 5, "hidden-character"),
        (6, 3, "toml-syntax"),
        (8, 1, "duplicate-key"),
        (9, 3, "hidden-character"),
        (10, 9, "toml-syntax"),
        (12, 9, "not-finite"),
        (13, 1, "hidden-character"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a = 1\nｂ = 2", 2, 1, "“ｂ”是全角字符，请改成半角的 b"),
        ("标题 = 1", 1, 1, "中文键名要加英文双引号"),
        ("a = “x”", 1, 5, "““”是全角字符"),
        ("a = [1，2]", 1, 7, "“，”是全角字符，请改成半角的 ,"),
        ("a = 'x\nb = 1", 1, 5, "单引号"),
        ('a = "x\nb = 1', 1, 7, "没有在本行用引号结束"),
        ('a = 1\nb = """x\ny', 2, 5, "到文件结束"),
        ("a = [1, 2\nb = 3", 2, 1, "检查这里和上一行"),
        ("a = { b = 1", 1, 12, "右花括号"),
        ("[a", 1, 3, "右方括号 ]"),
        ("[[a]", 1, 4, "两个右方括号 ]]"),
        ("a 1", 1, 3, "缺少半角等号"),
        ("a =", 1, 4, "值写法不对"),
        ("a = 1 2", 1, 7, "值的后面多了内容"),
        ("a = 2025-13-01", 1, 9, "没有这样的日期"),
        ("a = 2025-02-30", 1, 5, "没有这样的日期或时间"),
        ('a = "C:\\目录"', 1, 8, "反斜杠"),
        ("a = 1\n\ufeffb = 1", 2, 1, "看不见的字符 U+FEFF"),
        ("[a]\nx = 1\n[a]", 3, 2, "“a”在第 1 行已经写过"),
        ("[a]\nx = [\n1]\n x = 2", 4, 2, "“a.x”在第 2 行已经写过"),
        ("a = { b = 1, b = 2 }", 1, 14, "“a.b”在第 1 行已经写过"),
        ("a = []\n[[a]]", 2, 1, "请合并到一处"),
    ],
)
def test_syntax_errors_are_said_in_chinese_at_their_place(text: str, line: int, column: int, words: str) -> None:
    first = faults(text)[0]
    assert (first.line, first.column) == (line, column), first.text()
    assert words in first.message
    assert first.file == "标准.toml"
    assert first.quote == text.split("\n")[line - 1].strip()


def test_one_mistake_is_one_fault() -> None:
    assert len(faults("a = [1, 2\nb = 3\nc = nan\nd.e.f.g.h.i.j.k.l = 1")) == 1
    assert len(faults('a = """\nb = 1\n[c]\nd = 1')) == 1
    assert len(faults("[a\nb = 1\nb = 2")) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('a = 1\n"ａ" = 2', "与第 1 行的“a”看起来一样"),
        ("ab = 1\nAB = 2", "与第 1 行的“ab”看起来一样"),
        ("[x]\nb = 1\n[y]\n[x.c]\n[x.C]", "与第 4 行的“c”看起来一样"),
        ('"а" = 1', "全角或形似的字符"),
        ('"a\u0301" = 1', "全角或形似的字符"),
        ('["１.１"]', "全角或形似的字符"),
        ('"一（１）" = 1\n', "全角或形似的字符"),
        ('x = { "{" = 1, "｛" = 2 }', "与第 1 行的“{”看起来一样"),
    ],
)
def test_look_alike_keys_are_refused(text: str, words: str) -> None:
    first = faults(text)[0]
    assert first.code == "look-alike-key"
    assert words in first.message


def test_keys_in_chinese_are_keys() -> None:
    data = {"一、1": 1, "（一）": 2, "甲": {"乙.丙": 3}}
    assert parse('"一、1" = 1\n"（一）" = 2\n["甲"]\n"乙.丙" = 3', "x").data == data


def test_key_with_hidden_characters_is_shown_as_signs() -> None:
    (fault,) = faults('[x]\n"k\\u202e\\n" = 1')
    assert (fault.line, fault.column) == (2, 1)
    assert fault.message == "键名“k\\u202E␊”里有看不见的字符，请删去"


def test_a_long_line_is_quoted_around_the_fault() -> None:
    (fault,) = faults("a = [" + "1, " * 300 + "nan, " + "2, " * 300 + "]")
    assert fault.column == 906
    assert fault.quote is not None
    assert "nan, 2" in fault.quote
    assert fault.quote.startswith("…")
    assert len(fault.quote) == 162


def test_faults_beyond_a_hundred_are_mentioned() -> None:
    found = faults("\n".join(f"a{i} = nan" for i in range(300)))
    assert len(found) == 101
    assert "还有更多错误" in found[-1].message


def refused_file(path: Path) -> Fault:
    with pytest.raises(Refused) as caught:
        read(path)
    (fault,) = caught.value.faults
    return fault


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    fault = refused_file(tmp_path / "没有.toml")
    assert (fault.code, fault.file) == ("missing-file", str(tmp_path / "没有.toml"))
    assert "找不到" in fault.message
    assert refused_file(tmp_path).code == "not-a-file"
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert refused_file(pipe).code == "not-a-file"
    assert refused_file(tmp_path / "a\0b").code == "unreadable"
    (tmp_path / "file").write_text("")
    assert refused_file(tmp_path / "file" / "x.toml").code == "missing-file"
    assert refused_file(tmp_path / ("长" * 300)).code == "unreadable"


def test_size_is_bounded_to_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"#" * MAX_BYTES)
    assert read(path).data == {}
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    fault = refused_file(path)
    assert fault.code == "too-big"
    assert "512 KB" in fault.message
    with pytest.raises(Refused, match="512 KB"):
        parse("# " + "中" * (MAX_BYTES // 3 + 1), "x")


def test_encodings(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes("a = 1\nb = '标题'".encode("gbk"))
    fault = refused_file(path)
    assert (fault.code, fault.line, fault.column) == ("not-utf8", 2, 6)
    assert "GBK" in fault.message
    path.write_bytes("a = '标题'".encode("utf-16"))
    assert "UTF-16" in refused_file(path).message
    with pytest.raises(Refused, match="不成字的编码"):
        parse("a = '\ud800'", "x")


_STRUCTURE = (
    "a",
    "b.c",
    '"1.2"',
    "'x'",
    "＝",
    " = ",
    "=",
    "[",
    "]",
    "{",
    "}",
    ",",
    "\n",
    "\n",
    "[[",
    "]]",
    ".",
    " ",
    "#",
)
_VALUES = (
    "1",
    "1.5",
    "nan",
    "1e99",
    '"""',
    "'''",
    '"',
    "'",
    "\\",
    "\\u202e",
    "\x1b",
    "\u202e",
    "中",
    "ａ",
    "true",
    "2025-01-01",
)
_PIECES = st.sampled_from(_STRUCTURE + _VALUES)


@settings(max_examples=400, deadline=None)
@given(st.lists(_PIECES, max_size=40).map("".join))
def test_any_text_is_read_as_tomllib_does_or_refused_with_places(text: str) -> None:
    source, found = None, ()
    try:
        source = parse(text, "x")
    except Refused as refused:
        found = refused.faults
    assert (source is None) == bool(found)
    if source:
        assert source.data == tomllib.loads(text, parse_float=Decimal)
    lines = text.split("\n")
    for fault in found:
        assert fault.line is not None
        assert fault.column is not None
        assert 1 <= fault.line <= len(lines)
        assert 1 <= fault.column <= len(lines[fault.line - 1]) + 1
        assert "\n" not in fault.message
