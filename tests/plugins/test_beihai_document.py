"""Beihai's document as it loads: its stages, means, assignments, and the five sheets that the plugin provides."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaoping.standard.document import DocumentBody
from kaoping.standard.load import core_vocabulary, load

SHEET = Path(__file__).resolve().parents[2] / "plugins/beihai/kaoping_beihai/county.toml"


@pytest.fixture(scope="module")
def document() -> DocumentBody:
    return load(SHEET, core_vocabulary()).resolved.document


def test_stages(document: DocumentBody) -> None:
    stages = {stage.id: stage for stage in document.stages}

    assert list(stages) == ["monthly-self-check", "spot-check", "year-end-self-check", "annual"]
    assert [stage.monthly for stage in stages.values()] == [25, None, None, None]
    assert [stage.yearly for stage in stages.values()] == [None, None, "11-30", None]
    assert stages["year-end-self-check"].report_parts == ("组织建设", "经费保障", "措施办法", "创建效果")
    assert [stage.id for stage in stages.values() if stage.counts] == ["spot-check"]
    assert [stage.id for stage in stages.values() if stage.final] == ["annual"]


def test_methods_and_who_evaluates_whom(document: DocumentBody) -> None:
    assert document.methods == (
        "一查、二听、三看、四评、五打分",
        "实地检查",
        "听取工作汇报",
        "查阅档案资料",
        "综合测评",
        "群众评分",
    )
    assert [(a.by, a.of, a.how, a.sheet) for a in document.assignments] == [
        ("市依法治市领导小组办公室", "各县（区）", "考核", "beihai/county"),
        ("市依法治市领导小组办公室", "市级司法机关", "抽查考核", "beihai/judicial"),
        ("市依法治市领导小组办公室", "市级行政部门", "抽查考核", "beihai/administrative"),
        ("市依法治市领导小组办公室", "市级党群部门", "抽查考核", "beihai/party"),
        ("市依法治市领导小组办公室", "市属各企事业单位", "抽查考核", "beihai/enterprise"),
        ("市级各牵头部门", "归口单位", "考核", None),
        ("各县（区）依法治理办公室", "辖区内乡镇、部门、企事业单位", "考核", None),
        ("各乡镇、街道办事处", "所辖村、社区", "目标考核", None),
    ]


def test_the_plugin_provides_the_document_and_its_five_sheets() -> None:
    from kaoping_beihai import kaoping_standards

    paths = kaoping_standards()
    sheets = [load(Path(str(path)), core_vocabulary()).resolved for path in paths[1:]]

    assert paths[0].name == "beihai.document.toml"
    assert [sheet.id for sheet in sheets] == [
        "beihai/county",
        "beihai/judicial",
        "beihai/administrative",
        "beihai/party",
        "beihai/enterprise",
    ]
    assert {sheet.document.id for sheet in sheets} == {"beihai"}


def test_five_sheets_are_parts_of_the_document(document: DocumentBody) -> None:
    parts = [part.id for part in document.parts]

    assert parts == ["annex-1", "annex-2", "annex-3", "county", "judicial", "administrative", "party", "enterprise"]


def test_rules_of_the_two_annexes(document: DocumentBody) -> None:
    said = "\n".join(document.rules)

    for word in (
        "征求意见稿",
        "属地",
        "逐级",
        "文字材料和音像材料",
        "单独评分",
        "四定",
        "财政预算",
        "第一责任人",
        "挂钩",
        "市委",
    ):
        assert word in said, word


def test_who_does_each_stage_and_where_it_is_printed(document: DocumentBody) -> None:
    stages = {stage.id: stage for stage in document.stages}

    assert {name: stage.clause for name, stage in stages.items()} == {
        "monthly-self-check": "附件2 四（一）",
        "spot-check": "附件2 四（二）",
        "year-end-self-check": "附件2 四（一）",
        "annual": "附件2 四（三）",
    }
    assert {stages[name].who for name in ("monthly-self-check", "year-end-self-check")} == {"各县（区）、各单位"}
    assert stages["spot-check"].who == "市依法治市领导小组办公室"
    assert "考核小组" in (stages["annual"].who or "")
    for name, words in {
        "monthly-self-check": ["工作标准", "四定", "书面", "市依法治市领导小组办公室"],
        "spot-check": ["不定期", "年度考评"],
        "year-end-self-check": ["全面自查", "归档", "自查报告"],
        "annual": ["绩效考核", "单列", "单独评分", "文字", "音像", "软硬件"],
    }.items():
        assert [word for word in words if word not in (stages[name].text or "")] == [], name


def test_nothing_is_invented(document: DocumentBody) -> None:
    """No number, date, issuer, day of notice, departments to ask or length of a report is printed."""
    assert (document.number, document.date, document.issuer) == (None, None, None)
    assert document.status == "draft"
    for stage in document.stages:
        assert (stage.starts, stage.due, stage.working_days, stage.self_report_limit) == (None, None, None, None)
        assert (stage.opinions, stage.evidence_per_item) == ((), False)
    said = "\n".join(document.rules)
    for word in ("等次", "一票否决", "加分", "申诉", "由本地另行规定"):
        assert word in said, word


def test_five_principles_and_what_the_result_is_for(document: DocumentBody) -> None:
    said = "\n".join(document.rules)

    for word in ("平时考评", "定期检查", "定量", "定性", "阶段目标", "总体目标", "与时俱进", "实事求是", "注重实效"):
        assert word in said, word
    for word in ("绩效考评指标", "六五", "评先", "重要依据", "年度法治工作计划", "临时部署", "常规要求"):
        assert word in said, word
    assert "《全国法治县（市、区）创建活动考核指导标准（试行）》" in said


def test_errata_of_the_document(document: DocumentBody) -> None:
    assert {erratum.at for erratum in document.errata} == {
        "文件日期和发文机关",
        "附件2 四（一）",
        "附件2 引言、六",
        "附件2 五",
    }
    read = {erratum.at: erratum for erratum in document.errata}
    assert "未附" in read["附件2 四（一）"].read_as
    assert (read["附件2 五"].printed, read["附件2 五"].read_as) == ("各县市（区）", "各县（区）")
