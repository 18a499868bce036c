"""From files to a standard: every fault of form at once, in Chinese, at its place; newer formats; hostile files."""

import time
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest

from kaoping.errors import Fault, Refused
from kaoping.standard.load import (
    Vocabulary,
    cases_path,
    core_vocabulary,
    document_path,
    from_snapshot,
    load,
    to_snapshot,
    with_facts,
)

GOOD = """\
schema = 1
id = "t/s"
title = "试用标准"
short = "试用"
edition = "1"
status = "draft"
unit_kinds = ["county"]
document = "t/d"
[scoring]
model = "points"
[[criteria]]
id = "1"
title = "第一项"
points = 5
themes = ["decision"]
  [[criteria.requirements]]
  id = "1.1"
  text = "学习"
  measure = { fact = "party-study-sessions", at_least = 4, per = "year" }
"""
DOCUMENT = 'schema = 1\nkind = "document"\nid = "t/d"\ntitle = "试用通知"\n'
RULES = 'schema = 1\nextends = "t/s"\ntitle = "规则"\nset_by = "某办"\n'

Load = Callable[..., list[tuple[str, int | None, int | None, str | None, str]]]


@pytest.fixture
def refused(tmp_path: Path, vocabulary: Vocabulary) -> Callable[..., tuple[Fault, ...]]:
    def run(standard: str = GOOD, document: str | None = DOCUMENT, rules: str | None = None) -> tuple[Fault, ...]:
        path = write(tmp_path, standard, document, rules)
        with pytest.raises(Refused) as caught:
            load(path, vocabulary, rules=None if rules is None else tmp_path / "r.toml")
        return caught.value.faults

    return run


def write(folder: Path, standard: str, document: str | None, rules: str | None) -> Path:
    (folder / "s.toml").write_text(standard, encoding="utf-8")
    if document is not None:
        (folder / "d.document.toml").write_text(document, encoding="utf-8")
    if rules is not None:
        (folder / "r.toml").write_text(rules, encoding="utf-8")
    return folder / "s.toml"


def test_a_good_standard_is_read_whole(tmp_path: Path, vocabulary: Vocabulary) -> None:
    (tmp_path / "r.toml").write_text(RULES, encoding="utf-8")
    checked = load(
        write(tmp_path, GOOD, DOCUMENT, None), vocabulary, rules=tmp_path / "r.toml", plugin="p", plugin_version="1.0"
    )
    resolved = checked.resolved
    assert checked.advice == ()
    assert (resolved.id, resolved.document.id, resolved.plugin, resolved.plugin_version) == ("t/s", "t/d", "p", "1.0")
    assert list(resolved.facts) == ["party-study-sessions"], "only the facts in use belong to its digest"
    assert resolved.rules is not None
    again = from_snapshot(to_snapshot(resolved))
    assert (again.digest, again.plugin) == (resolved.digest, "p")


def test_places_beside_a_standard() -> None:
    assert document_path("beihai/notice", Path("a/county.toml")) == Path("a/notice.document.toml")
    assert cases_path(Path("a/county.toml")) == Path("a/county.cases.toml")


def test_every_fault_of_form_of_all_three_files_at_once(refused: Callable[..., tuple[Fault, ...]]) -> None:
    standard = GOOD.replace('short = "试用"', "short = 3").replace('id = "1"\n', 'id = "1"\npoint = 5\n')
    standard = standard.replace("points = 5\n", 'points = "五"\n').replace("at_least = 4", "at_least = 4, is = true")
    found = refused(
        standard,
        DOCUMENT + '[[stages]]\nid = "a"\ntitle = "b"\ndue = 2025-01-01\nmonthly = 3\n',
        RULES + "weight = 3\n[weights]\na = 0\n",
    )
    assert [(Path(f.file or "").name, f.line, f.column, f.code, f.id) for f in found] == [
        ("s.toml", 4, 9, "wrong-type", "t/s"),
        ("s.toml", 13, 1, "unknown-field", "1"),
        ("s.toml", 15, 10, "wrong-type", "1"),
        ("s.toml", 20, 13, "invalid-value", "1.1"),
        ("d.document.toml", 5, 1, "invalid-value", "a"),
        ("r.toml", 5, 1, "unknown-field", None),
        ("r.toml", 7, 5, "out-of-range", None),
    ]
    messages = [fault.message for fault in found]
    assert messages[0] == "要写文字并加英文双引号，现在是数 3"
    assert messages[1] == "没有“point”这一项，请改名或删去；是不是“points”？"
    assert messages[2] == "应为数字，如 2 或 1.5（不加引号；真假值、日期、文字都不是数字），现在是文字“五”"
    assert messages[3].startswith("measure 须且只须写明一种界限")
    assert messages[4] == "期限只能写一种：due、monthly、yearly 或 working_days"
    assert messages[5] == "没有“weight”这一项，请改名或删去；是不是“weights”？"
    assert messages[6] == "应为大于 0 的数字，现在是数 0"
    assert found[2].quote == 'points = "五"'


@pytest.mark.parametrize(
    ("old", "new", "code", "message"),
    [
        ("points = 5", "points = true", "wrong-type", "应为数字，如 2 或 1.5（不加引号；真假值、日期、文字都不是数字），现在是真假值 true"),
        ("points = 5", "points = 2025-01-01", "wrong-type", "应为数字，如 2 或 1.5（不加引号；真假值、日期、文字都不是数字），现在是日期 2025-01-01"),
        ("points = 5", "points = [5]", "wrong-type", "应为数字，如 2 或 1.5（不加引号；真假值、日期、文字都不是数字），现在是一个数组"),
        ("points = 5", "points = -1", "out-of-range", "不能是负数，现在是数 -1"),
        ("points = 5", "points = nan", "not-finite", "“nan”不是可以计分的数，请写一个确定的数"),
        ('"decision"]', "3]", "wrong-type", "要写文字并加英文双引号，现在是数 3"),
        ('themes = ["decision"]', 'themes = "decision"', "wrong-type", "要写成数组，如 [ … ] 或多个 [[表头]]，现在是文字“decision”"),
        ('status = "draft"', 'status = "drafts"', "not-allowed", "只能是“draft”、“in-force”、“superseded”，现在是文字“drafts”；是不是“draft”？"),
        ('id = "1"', 'id = "第 1 项"', "not-allowed", "文字“第 1 项”的写法不对，编号由字母、数字、汉字和 . - _ 组成，不含空格和括号，最多 60 个字，请改写"),
        ('id = "t/s"', 'id = "T/S"', "not-allowed", "文字“T/S”的写法不对，标准编号用小写字母、数字、- 和 _，各段用 / 隔开，如 beihai/county"),
        ('model = "points"', 'model = "a b"', "not-allowed", "文字“a b”的写法不对，请写名称，或“插件:名称”"),
        ("points = 5", "points = 5\napplies_when = { a = 1.5 }", "wrong-type", "这里可以写：true 或 false、整数、加引号的文字；现在是数 1.5，请改正"),
        ('document = "t/d"', "document = 5", "wrong-type", "这里可以写：加引号的文字、一个表；现在是数 5，请改正"),
        ('title = "第一项"\n', "", "missing-field", "缺少必填项“title”，请补上"),
        ("schema = 1\n", "", "missing-field", "缺少必填项“schema”，请补上"),
        ('model = "points"', "", "missing-field", "缺少必填项“model”，请补上"),
        ('["county"]', "[]", "out-of-range", "至少要有 1 项，现在有 0 项，请补充"),
        ("schema = 1", "schema = true", "wrong-type", "格式版本要写 schema = 1（整数，不加引号），请改正"),
        ("schema = 1", 'schema = "1"', "wrong-type", "格式版本要写 schema = 1（整数，不加引号），请改正"),
        ("schema = 1", "schema = 1.0", "wrong-type", "格式版本要写 schema = 1（整数，不加引号），请改正"),
    ],
)  # fmt: skip
def test_one_mistake_is_one_fault_in_plain_words(
    old: str, new: str, code: str, message: str, refused: Callable[..., tuple[Fault, ...]]
) -> None:
    assert old in GOOD
    (fault,) = refused(GOOD.replace(old, new, 1))
    assert (fault.code, fault.message) == (code, message)
    assert fault.line is not None
    assert fault.quote


def test_a_newer_format_is_said_once_and_not_key_by_key(refused: Callable[..., tuple[Fault, ...]]) -> None:
    newer = GOOD.replace("schema = 1", "schema = 2") + "[new]\nkey = 1\n"
    (fault,) = refused(newer)
    assert (fault.code, fault.line, fault.column, fault.quote) == ("newer-schema", 1, 10, "schema = 2")
    assert fault.message == "格式版本（schema）是 2，本程序只认识 1；请升级 kaoping，或按格式版本 1 改写文件"
    assert [f.code for f in refused(document=DOCUMENT.replace("= 1", "= 3") + "new = 1\n")] == ["newer-schema"]
    assert [f.code for f in refused(rules=RULES.replace("= 1", "= 3") + "new = 1\n")] == ["newer-schema"]


def test_a_missing_document_is_named_with_what_to_do(refused: Callable[..., tuple[Fault, ...]]) -> None:
    (fault,) = refused(document=None)
    assert (fault.code, fault.line, fault.column, fault.id) == ("missing-document", 8, 12, "t/s")
    assert fault.message == "没有文件“t/d”：请把 d.document.toml 放在标准旁边，或在标准内写 [document] 表"


def test_a_document_of_another_name_is_refused(refused: Callable[..., tuple[Fault, ...]]) -> None:
    (fault,) = refused(document=DOCUMENT.replace('"t/d"', '"t/other"'))
    assert (fault.code, fault.line, fault.id) == ("document-id", 3, "t/other")
    assert fault.message == "文件编号是“t/other”，标准要的是“t/d”，请改成一致"


def test_a_documents_name_never_leaves_the_folder(tmp_path: Path, refused: Callable[..., tuple[Fault, ...]]) -> None:
    (tmp_path / "x.document.toml").write_text(DOCUMENT, encoding="utf-8")
    (fault,) = refused(GOOD.replace('"t/d"', '"../x"'), document=None)
    assert (fault.code, fault.line) == ("wrong-type", 8)


def test_the_common_vocabulary_is_held_to_what_others_files_are(vocabulary: Vocabulary) -> None:
    path = Path(str(resources.files("kaoping.vocabulary"))) / "facts.toml"
    assert with_facts(Vocabulary(vocabulary.themes, {}), [path]) == core_vocabulary() == vocabulary
    assert len(vocabulary.facts) > 100
    assert len(vocabulary.themes) > 10


def test_files_that_are_not_there(tmp_path: Path, vocabulary: Vocabulary) -> None:
    with pytest.raises(Refused) as caught:
        load(tmp_path / "no.toml", vocabulary, rules=tmp_path / "none.toml")
    assert [(fault.code, Path(fault.file or "").name) for fault in caught.value.faults] == [
        ("missing-file", "no.toml"),
        ("missing-file", "none.toml"),
    ]


HOSTILE = {
    "key of 50,000 parts": "a." * 49_999 + "a = 1\n",
    "deep nesting": "a = " + "[" * 200_000,
    "nan": GOOD + "base = nan\n",
    "integer of 5,000 digits": GOOD + "base = " + "9" * 5_000,
    "control character": GOOD.replace("学习", "学\x1b[2J习"),
    "bidi mark": GOOD.replace("学习", "学\u202e习"),
    "look-alike key": GOOD + '"ｐoints" = 1\n',
    "too big": "# " + "x" * 600_000,
    "thousands of unknown keys": GOOD + "".join(f"k{i} = {i}\n" for i in range(30_000)),
    "thousands of wrong criteria": GOOD + "[[criteria]]\nid = 1\n" * 9_000,
    "thousands of requirements": GOOD + '  [[criteria.requirements]]\n  id = "1.1"\n  text = "x"\n' * 9_000,
    "thousands of equal criteria": GOOD + '[[criteria]]\nid = "1"\ntitle = "x"\npoints = 1\n' * 4_500,
    "thousands of outcomes": GOOD + "".join(f'[[outcomes]]\nlabel = "{i}"\nwhen = {{ score_at_least = {i} }}\n' for i in range(5_000)),
    "thousands of falling outcomes": GOOD + "".join(f'[[outcomes]]\nlabel = "{i}"\nwhen = {{ score_at_least = {4 - i / 2000} }}\n' for i in range(7_000)),
    "thousands of levels and criteria": GOOD + '[[levels]]\nid = "1"\ntitle = "x"\npoints = 9\n' * 4_000 + '[[criteria]]\nid = "1"\ntitle = "x"\npoints = 1\n' * 4_000,
    "thousands of parts": GOOD + "".join(f'[[dimensions]]\nid = "{i}"\ntitle = "x"\n' for i in range(4_000)) + '[[parts]]\nid = "p"\ntitle = "x"\nweight = 1\ndimensions = [' + ",".join(f'"{i}"' for i in range(4_000)) + "]\n",
    "thousands of sections asked for": GOOD + "".join(f'[[dimensions]]\nid = "{i}"\ntitle = "x"\n' for i in range(3_000)) + "".join(f'[[outcomes]]\nlabel = "{i}"\nwhen = {{ section = {{ a{i} = 1 }} }}\n' for i in range(3_000)),
    "thousands of weights": GOOD.replace("points", "attainment", 1) + "".join(f'[[dimensions]]\nid = "{i}"\ntitle = "x"\n' for i in range(9_000)),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_in_time(name: str, refused: Callable[..., tuple[Fault, ...]]) -> None:
    begin = time.process_time()
    found = refused(HOSTILE[name])
    assert time.process_time() - begin < 2
    assert 1 <= len(found) <= 101
    for fault in found:
        assert fault.file
        assert fault.message
        assert "\x1b" not in fault.text()
        assert "\u202e" not in fault.text()
        assert len(fault.text()) < 2_000


def test_facts_of_one_id_are_defined_once(tmp_path: Path) -> None:
    core = core_vocabulary()
    path = tmp_path / "facts.toml"
    path.write_text(
        'schema = 1\nkind = "facts"\n[[facts]]\nid = "party-study-sessions"\ntitle = "x"\nsubject = "y"\nkind = "count"\n'
        '[[facts]]\nid = "own"\ntitle = "自己的"\nsubject = "county"\nkind = "count"\n',
        encoding="utf-8",
    )
    with pytest.raises(Refused) as caught:
        with_facts(core, [path])
    (fault,) = caught.value.faults
    assert (fault.code, fault.line, fault.id) == ("duplicate-id", 3, "party-study-sessions")
    assert "已有定义" in fault.message
    assert "请改用已有的或换一个编号" in fault.message
