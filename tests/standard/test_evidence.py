"""Usual evidence in kind: read in both forms, said in Chinese, and refused in plain words; proof item by item."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kaoping.commands.standard_text import standard_text
from kaoping.errors import Fault
from kaoping.standard.describe import described
from kaoping.standard.evidence import EVIDENCE_NAMES, evidence_by_kind, evidence_text
from kaoping.standard.load import Vocabulary, from_snapshot, load, to_snapshot
from kaoping.standard.model import EVIDENCE_KINDS, Criterion
from kaoping.standard.resolved import Resolved

SHEET = """schema = 1
id = "t/s"
title = "试用标准"
short = "试用"
edition = "1"
status = "draft"
unit_kinds = ["county"]
[document]
id = "t/d"
title = "试用通知"
[[document.stages]]
id = "self"
title = "自评"
who = "单位"
due = 2022-08-31
self_report_limit = 2500
evidence_per_item = true
[[document.stages]]
id = "review"
title = "复核"
[[document.campaigns]]
id = "first"
title = "第一批复核"
sheet = "t/s"
starts = 2021-01-01
ends = 2022-12-31
units = [
  { name = "甲局", kind = "county", named_in = 2020 },
  { name = "甲局", kind = "county", named_in = 2021 },
]
[scoring]
model = "points"
[[criteria]]
id = "1"
title = "第一项"
points = 5
themes = ["decision"]
evidence = EVIDENCE
requirements = [{ id = "1.1", text = "学习" }]
"""
MIXED = '{ web = ["网站公示"], document = ["制度文本", "论证意见"], list = ["签到表"] }'


@pytest.fixture
def sheet(tmp_path: Path, vocabulary: Vocabulary) -> Callable[[str], Resolved]:
    def run(evidence: str) -> Resolved:
        path = tmp_path / "s.toml"
        path.write_text(SHEET.replace("EVIDENCE", evidence), encoding="utf-8")
        return load(path, vocabulary).resolved

    return run


def first(resolved: Resolved) -> Criterion:
    return resolved.items[0].criterion


def test_by_kind_in_the_order_of_the_kinds(sheet: Callable[[str], Resolved]) -> None:
    resolved = sheet(MIXED)
    assert first(resolved).usual_evidence == (
        ("document", "制度文本"), ("document", "论证意见"), ("list", "签到表"), ("web", "网站公示"),
    )  # fmt: skip
    assert evidence_by_kind(first(resolved)) == (
        ("文件", ("制度文本", "论证意见")), ("清单台账", ("签到表",)), ("网页", ("网站公示",)),
    )  # fmt: skip
    assert evidence_text(first(resolved)) == "【文件】制度文本；论证意见【清单台账】签到表【网页】网站公示"
    assert "    常见佐证：【文件】制度文本；论证意见【清单台账】签到表【网页】网站公示" in standard_text(
        resolved
    ).split("\n")
    assert described(resolved)["criteria"][0]["evidence"] == [
        {"kind": "document", "text": "制度文本"}, {"kind": "document", "text": "论证意见"},
        {"kind": "list", "text": "签到表"}, {"kind": "web", "text": "网站公示"},
    ]  # fmt: skip


def test_a_list_names_no_kind(sheet: Callable[[str], Resolved]) -> None:
    resolved = sheet('["会议记录", "签到表"]')
    assert first(resolved).usual_evidence == ((None, "会议记录"), (None, "签到表"))
    assert evidence_text(first(resolved)) == "会议记录；签到表"
    assert described(resolved)["criteria"][0]["evidence"][0] == {"kind": None, "text": "会议记录"}


@pytest.mark.parametrize("evidence", ["[]", "{}", "{ document = [] }"])
def test_none_is_not_said(evidence: str, sheet: Callable[[str], Resolved]) -> None:
    resolved = sheet(evidence)
    assert evidence_text(first(resolved)) == ""
    assert "常见佐证" not in standard_text(resolved)


@pytest.mark.parametrize("evidence", [MIXED, '["会议记录"]'])
def test_a_kept_snapshot_says_the_same(evidence: str, sheet: Callable[[str], Resolved]) -> None:
    resolved = sheet(evidence)
    again = from_snapshot(to_snapshot(resolved))
    assert again.digest == resolved.digest
    assert first(again).usual_evidence == first(resolved).usual_evidence


def test_every_kind_has_its_name() -> None:
    assert tuple(EVIDENCE_NAMES) == EVIDENCE_KINDS
    assert list(EVIDENCE_NAMES.values()) == [
        "文件", "会议记录", "清单台账", "照片音像", "实地查看", "访谈", "网页", "数据",
    ]  # fmt: skip


KINDS = "data、document、interview、list、minutes、photo、visit、web"


@pytest.mark.parametrize(
    ("evidence", "column", "code", "message"),
    [
        ('"会议记录"', 12, "wrong-type", "这里可以写：数组 [ … ]、一个表；现在是文字“会议记录”，请改正"),
        ("3", 12, "wrong-type", "这里可以写：数组 [ … ]、一个表；现在是数 3，请改正"),
        ('["a", 3]', 18, "wrong-type", "要写文字并加英文双引号，现在是数 3"),
        ('[{ list = ["a"] }]', 13, "wrong-type", "要写文字并加英文双引号，现在是一个表"),
        ('{ document = "a" }', 25, "wrong-type", "要写成数组，如 [ … ] 或多个 [[表头]]，现在是文字“a”"),
        ('{ document = ["a", 1] }', 31, "wrong-type", "要写文字并加英文双引号，现在是数 1"),
        ('{ photos = ["a"] }', 14, "unknown-field", "没有“photos”这一项，请改名或删去；是不是“photo”？"),
        ('{ lists = ["a"] }', 14, "unknown-field", "没有“lists”这一项，请改名或删去；是不是“list”？"),
        ('{ "文件" = ["a"] }', 14, "unknown-field", f"没有“文件”这一项，请改名或删去；这里可以写：{KINDS}"),
        ('{ web = [""] }', 21, "out-of-range", "至少要有 1 个字，现在是空文字，请补充"),
    ],
)
def test_a_wrong_shape_is_one_fault_in_plain_words(
    evidence: str, column: int, code: str, message: str, linted: Callable[[str], list[Fault]]
) -> None:
    text = SHEET.replace("EVIDENCE", evidence)
    (fault,) = linted(text)
    line = text[: text.index("\nevidence = ")].count("\n") + 2
    assert (fault.line, fault.column, fault.id, fault.code, fault.message) == (line, column, "1", code, message)


def test_both_faults_of_one_table_are_told(linted: Callable[[str], list[Fault]]) -> None:
    found = linted(SHEET.replace("EVIDENCE", '{ document = "a", minute = ["b"] }'))
    assert [fault.code for fault in found] == ["wrong-type", "unknown-field"]
    assert found[1].message.endswith("是不是“minutes”？")


def test_stages_say_their_limit_and_that_proof_goes_item_by_item(sheet: Callable[[str], Resolved]) -> None:
    resolved = sheet(MIXED)
    assert [stage.evidence_per_item for stage in resolved.document.stages] == [True, False]
    lines = standard_text(resolved).split("\n")
    assert "  self 自评（单位），2022-08-31 前，自评报告不超过 2500 字，须逐项提供佐证材料" in lines
    assert "  review 复核" in lines
    assert [stage["evidence_per_item"] for stage in described(resolved)["stages"]] == [True, False]


def test_evidence_per_item_is_true_or_false(linted: Callable[[str], list[Fault]]) -> None:
    text = SHEET.replace("EVIDENCE", "[]").replace("evidence_per_item = true", 'evidence_per_item = "是"')
    (fault,) = linted(text)
    assert (fault.line, fault.id, fault.message) == (17, "self", "要写 true 或 false，不加引号，现在是文字“是”")


def test_campaigns_of_the_document_are_listed(sheet: Callable[[str], Resolved]) -> None:
    resolved = sheet(MIXED)
    assert "  first 第一批复核（t/s），考评周期 2021-01-01 至 2022-12-31，考评对象 1 个：甲局" in standard_text(
        resolved
    ).split("\n")
    (campaign,) = described(resolved)["campaigns"]
    assert (campaign["id"], campaign["sheet"], campaign["starts"]) == ("first", "t/s", "2021-01-01")
    assert campaign["units"] == [{"name": "甲局", "kind": "county", "named_in": year} for year in (2020, 2021)]
