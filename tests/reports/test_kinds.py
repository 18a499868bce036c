"""Kinds of report about one evaluation: their words, and every number as the score sheet has it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from kaoping.answers import Answers, Rating, Unit, VetoStatement
from kaoping.numbers import as_decimal, plain
from kaoping.reports.kinds import KINDS
from kaoping.reports.kinds.approval import approval_paper
from kaoping.reports.kinds.blank import blank_paper
from kaoping.reports.kinds.deductions import deductions_paper
from kaoping.reports.kinds.derivation import derivation_paper
from kaoping.reports.kinds.evidence import evidence_paper
from kaoping.reports.kinds.notice import notice_paper
from kaoping.reports.kinds.rectification import rectification_paper
from kaoping.reports.kinds.request_list import request_list_paper
from kaoping.reports.kinds.self_report import self_report_paper
from kaoping.reports.kinds.sheet import sheet_paper
from kaoping.reports.paper import Box, Facts, Form, NewPage, Signatures, Table
from kaoping.scoring.derivation import walk
from kaoping.scoring.score import score
from kaoping.standard.load import validated
from kaoping.standard.model import Standard
from kaoping.standard.resolved import Resolved
from kaoping.standard.toml import parse

from .conftest import ABOUT

D = Decimal
ON = date(2025, 12, 21)
EVERY = {
    "request-list": lambda sheet: request_list_paper([sheet], ABOUT),
    "blank": lambda sheet: blank_paper(sheet, ABOUT),
    "sheet": lambda sheet: sheet_paper(sheet, ABOUT),
    "deductions": lambda sheet: deductions_paper(sheet, ABOUT),
    "evidence": lambda sheet: evidence_paper(sheet, ABOUT),
    "rectification": lambda sheet: rectification_paper(sheet, ABOUT, ON),
    "self-report": lambda sheet: self_report_paper(sheet, ABOUT),
    "derivation": lambda sheet: derivation_paper(sheet, ABOUT),
    "approval": lambda sheet: approval_paper(sheet, ABOUT),
    "notice": lambda sheet: notice_paper(sheet, ABOUT, ON),
}


ATTAINED = """
schema = 1
id = "t/share"
title = "达标"
short = "达标"
edition = "1"
status = "in-force"
unit_kinds = ["county"]
document = { id = "t/share", title = "达标文件" }
outcomes = [{ label = "达标", set_by = "jurisdiction" }, { label = "未达标", set_by = "jurisdiction" }]
[scoring]
model = "attainment"
weights_set_by = "jurisdiction"
[[dimensions]]
id = "甲"
title = "甲部"
[[dimensions.criteria]]
id = "a"
title = "机制"
requirements = [{ id = "a.1", text = "机制健全。" }, { id = "a.2", text = "有人管。" }]
[[dimensions.criteria]]
id = "b"
title = "记录"
[[dimensions.criteria]]
id = "c"
title = "公开"
"""


@pytest.fixture
def attained():
    """Two of three met; of the third one requirement is known not to be met, and no reason is given."""
    standard = validated(Standard, parse(ATTAINED, "达标.toml"))
    ratings = {"a": Rating(verdict="unmet", requirements={"a.1": "unmet", "a.2": "met"})}
    ratings |= {"b": Rating(verdict="met"), "c": Rating(verdict="met")}
    return score(Resolved(standard, standard.document, {}), Answers(Unit("云溪县", "county"), ratings=ratings))


@pytest.fixture
def failed(resolved, answers):
    """A sheet that could not be computed, for the code that it needs is not there."""
    standard = resolved.standard.model_copy(update={"outcome_rule": "gone:rule"})
    return score(replace(resolved, standard=standard), answers)


def test_every_kind_of_an_evaluation_is_here():
    assert set(EVERY) == {name for name, kind in KINDS.items() if "evaluation" in kind.of}


@pytest.mark.parametrize("kind", EVERY)
def test_every_number_is_exact_and_every_row_fits_its_table(kind, sheet, scored, failed, attained, cells):
    given = (sheet, scored(ratings={}), scored(ratings={"1": Rating(not_applicable="没有")}), failed)
    for one in (*given, attained) if kind != "approval" else given:
        paper = EVERY[kind](one)
        assert paper.kind == kind
        for cell in cells(paper):
            assert cell.number is None or cell.text == plain(cell.number)
        for table in (block for block in paper.blocks if isinstance(block, Table)):
            assert sum(column.width for column in table.columns) == (225 if paper.landscape else 156)
            assert {sum(cell.across for cell in row.cells) for row in table.rows} == {len(table.columns)}


@pytest.mark.parametrize("kind", EVERY)
def test_what_tells_a_result_is_a_draft_until_it_is_finished(kind, sheet, scored):
    told = kind not in ("request-list", "blank", "evidence", "rectification")
    open_sheet = scored(ratings={"3": Rating(points=D(8))})
    draft = EVERY[kind](open_sheet).draft
    if told:
        assert "尚有 2 项未评" in draft
        assert "得分 8 ~ 18" in draft
        assert "还可能是：优秀、合格、不合格" in draft
    else:
        assert draft == ""
    # A report that the unit is still to write is no finished thing whatever was rated.
    written = "底稿由程序按评定写成，请改写后再用。有 2 处待填写。"
    assert EVERY[kind](sheet).draft == (written if kind == "self-report" else "")


def test_the_score_sheet(sheet, table, texts, words, cells):
    paper = sheet_paper(sheet, ABOUT)
    assert (paper.title, paper.subtitle, paper.draft) == ("得分表", "纸面标准", "")
    assert texts(table(paper, "result")) == [["得分", "14.5", "满分 18"], ["结果", "合格（文件规定）"]]
    assert table(paper, "result").rows[0].cells[1].number == sheet.score_low == D("14.5")
    assert texts(table(paper, "sections")) == [
        ["一", "领导", "10", "6.5", "4", "达到"],
        ["二", "执法", "8", "8", "", ""],
    ]
    rows = texts(table(paper, "items"))
    assert rows[0] == ["一 领导"]
    assert rows[1][:5] == ["1", "学法", "6", "4.5", "已评"]
    assert rows[1][5] == (
        "扣 0.5：少学一次（要点 1.1）；扣 1：没有计划；备注：班子带头学；佐证：学法记录册（1.1 第2页）"
    )
    assert rows[5] == ["4", "立法", "0", "", "不在考评范围", ""]
    assert rows[6][:3] == ["合计", "18", "14.5"]
    assert texts(table(paper, "adjustments"))[-1] == ["合计", "0", ""]
    assert texts(table(paper, "left-out")) == [["4", "立法", "标准", "标准规定不适用于该考评对象"]]
    assert texts(table(paper, "vetoes"))[0][:3] == ["v1", "重大案件", "未触发"]
    assert texts(table(paper, "errata")) == [["3", "案券", "案卷", "形近而误"]]
    said = words(paper)
    assert "加减分：penalty 通报的分值尚未规定。" in said
    assert "不适用项：移出（文件没有规定，暂照此计，本地可另定）。" in said
    assert paper.about["日志校验码"] == ABOUT["fingerprint"]
    assert paper.about["标准与规则的校验码"] == sheet.resolved.digest
    assert Signatures(("考评人", "复核人", "被考评单位负责人")) in paper.blocks


def test_the_columns_of_the_score_sheet_add_up(scored, table):
    sheet = scored()
    items = table(sheet_paper(sheet, ABOUT), "items")
    body, total = [row for row in items.rows if not row.section][:-1], items.rows[-1]
    for place, at in ((2, 1), (3, 2)):
        column = [row.cells[place].number or D(0) for row in body]
        assert sum(column) == total.cells[at].number
    adjustments = table(sheet_paper(sheet, ABOUT), "adjustments")
    assert total.cells[2].number + adjustments.rows[-1].cells[1].number == sheet.score_low


def test_a_range_is_no_number(scored, table):
    result = table(sheet_paper(scored(ratings={}), ABOUT), "result")
    assert (result.rows[0].cells[1].text, result.rows[0].cells[1].number) == ("0 ~ 18", None)


def test_the_list_of_deductions_adds_up_to_what_is_lacking(scored, sheet, table, texts, words):
    paper = deductions_paper(sheet, ABOUT)
    assert texts(table(paper, "deductions")) == [
        ["1", "学法", "6", "4.5", "0.5", "1.1", "少学一次"],
        ["1", "学法", "", "", "1", "", "没有计划"],
        ["2", "制度", "4", "2", "2", "", "一般：制度缺两项"],
        ["合计", "3.5", ""],
    ]
    assert "满分合计 18，扣分合计 3.5，得分合计 14.5" in words(paper)
    assert texts(table(paper, "penalties")) == [["late", "迟报", "0.5", "晚报两天"]]
    # What exceeds the points of the criterion is given back, so that the column is what was really lost.
    rating = replace(sheet.answers.ratings["1"].deductions[0], amount=D(9))
    over = scored(ratings={**sheet.answers.ratings, "1": Rating(deductions=(rating,))})
    rows = table(deductions_paper(over, ABOUT), "deductions").rows
    assert [row.cells[4].number for row in rows[:2]] == [D(9), D(-3)]
    assert rows[1].cells[6].text == "扣分超过该项分值，扣完为止"
    assert sum(row.cells[4].number for row in rows[:-1]) == rows[-1].cells[1].number == D(8)
    bare = deductions_paper(scored(ratings={"2": Rating(verdict="fair")}), ABOUT)
    assert texts(table(bare, "deductions"))[0][6] == "一般：（没有写明理由）"
    assert "下列 2 项尚未评定，没有计入：1　3" in words(bare)


def test_a_standard_without_points_is_told_in_its_own_terms(attained, table, texts, words):
    paper = sheet_paper(attained, ABOUT)
    assert texts(table(paper, "result")) == [["达标率（%）", "66.67", "达标 2/3，未评 0"], ["结果", "本地尚未规定"]]
    assert [column.title for column in table(paper, "sections").columns] == ["编号", "一级指标", "满值", "达标率（%）"]
    assert texts(table(paper, "sections")) == [["甲", "甲部", "100", "66.67"]]
    assert "结果：没有规定各等次（结果）的条件，得分不能定等次。\n权重：各项权重尚未规定，暂按同一权重计。" in words(
        paper
    )
    lost = deductions_paper(attained, ABOUT)
    assert texts(table(lost, "deductions"))[0] == ["a", "机制", "1", "0", "1", "", "未达到：a.1 未达到：机制健全。"]
    assert "权重合计 3，失分合计 1，达标合计 2（加分、减分和否决之前）。" in words(lost)
    assert texts(table(blank_paper(attained, ABOUT), "items"))[1][2:4] == ["1", "□达到\n□未达到"]
    assert "1. 机制：未达到：机制健全。" in words(self_report_paper(attained, ABOUT))


def test_a_sheet_that_could_not_be_computed_says_why(failed, words):
    for kind in ("sheet", "deductions", "derivation", "notice"):
        paper = EVERY[kind](failed)
        assert paper.draft == f"未能计算：{failed.failure}"
        assert "gone:rule" in paper.draft
    assert "没有算出得分，无从说明。" in words(EVERY["derivation"](failed))


def test_what_to_ask_for_is_asked_once(sheet, table, texts, words):
    paper = request_list_paper([sheet], ABOUT)
    rows = texts(table(paper, "proofs"))
    assert [row[1:4] for row in rows if len(row) > 1] == [
        ["年度总结", "1、2", "2"],
        ["学法计划", "1", "1"],
        ["学法记录", "1", "1"],
    ]
    assert rows[0] == ["文件（2 样）"]
    assert texts(table(paper, "facts")) == [
        ["1", "学法次数\n只数集体学习", "次数（次）", "不低于 4次（每年）", "1、2", "2025：3次"],
        ["2", "重大案件", "事件", "", "否决 v1", "2025：未发生"],
    ]
    said = words(paper)
    assert "共 3 样材料、2 项情况" in said
    assert "不适用、不在考评范围的 1 项没有列入：4" in said
    assert "标准没有列出常见材料的 1 项：3" in said


def test_what_several_standards_ask_for_is_asked_once(sheet, resolved, table, texts):
    standard = resolved.standard.model_copy(update={"short": "另一"})
    other = replace(sheet, resolved=replace(resolved, standard=standard))
    rows = texts(table(request_list_paper([sheet, other], ABOUT), "proofs"))
    assert rows[1][1:4] == ["年度总结", "纸面 1、2\n另一 1、2", "4"]


def test_a_blank_sheet(sheet, table, texts):
    paper = blank_paper(sheet, ABOUT)
    rows = texts(table(paper, "items"))
    assert rows[1] == [
        "1",
        "学法\n□1.1 每年学法不少于4次（不低于 4次（每年）；每差一个单位扣 0.5 分，累计不超过 2 分）　□1.2 有计划（2 分）",
        "6", "", "□", "",
    ]  # fmt: skip
    assert rows[2][3] == "□好\n□一般"
    assert rows[5][3:5] == ["不在考评范围", ""]
    assert rows[6][:2] == ["合计", "20"]
    assert texts(table(paper, "vetoes"))[0][3] == "□有　□没有\n□未查明"
    assert [row[2] for row in texts(table(paper, "adjustments"))] == [
        "每次加 0.5，累计不超过 1", "减分，分值尚未规定", "每次减 0.5",
    ]  # fmt: skip
    # Nothing of what was judged is on it.
    assert "少学一次" not in repr(paper)
    assert "4.5" not in repr(paper)


def test_the_index_of_evidence(sheet, table, texts, words):
    paper = evidence_paper(sheet, ABOUT)
    assert texts(table(paper, "evidence")) == [
        ["1", "学法记录册", "会议记录", "记录.pdf（指纹 abababababababab）", "要点 1.1 第2页；3 项"]
    ]
    assert texts(table(paper, "texts")) == [["2", "制度", "制度汇编第3页"]]
    assert "没有佐证材料" not in words(paper)
    bare = replace(sheet, answers=replace(sheet.answers, evidence=()))
    assert "下列 2 项没有佐证材料：1　3" in words(evidence_paper(bare, ABOUT))


def test_what_is_to_be_put_right(sheet, table, texts):
    paper = rectification_paper(sheet, ABOUT, ON)
    assert texts(table(paper, "rectifications")) == [
        ["1", "1 学法", "补学法计划\n（要点 1.2）", "政府办", "2025-12-01", "未完成，逾期 20 天"],
        ["2", "2 制度", "补齐制度", "司法局", "2026-03-01", "已整改 2025-12-19：已补"],
    ]
    assert texts(table(paper, "not-asked")) == [
        ["1", "学法", "少学一次"],
        ["1", "学法", "没有计划"],
        ["2", "制度", "制度缺两项"],
    ]


def test_every_number_of_the_derivation(sheet, table):
    rows = table(derivation_paper(sheet, ABOUT), "derivation").rows
    nodes = list(walk(sheet.derivation))
    assert [row.cells[1].number for row in rows] == [as_decimal(Fraction(node.low)) for node in nodes]
    assert rows[0].total
    assert rows[0].cells[1].number == sheet.score_low
    assert any(row.cells[0].text.startswith("　　") and "1 学法" in row.cells[0].text for row in rows)


def test_the_self_report_counts_both_ways(sheet, scored, words):
    paper = self_report_paper(sheet, ABOUT)
    assert paper.title == "云溪县自评报告"
    said = words(paper)
    assert (
        "云溪县对照《纸面标准》，对2025 年的工作逐项进行了自评。自评得分 14.5 分（满分 18 分），结果：合格（文件规定）。"
        in said
    )
    for line in ("一、主要措施", "二、成效", "三、自评情况", "四、存在的问题", "五、整改措施"):
        assert line in said
    assert "领导：自评 6.5 分（满分 10 分）。班子带头学。" in said
    assert "1. 学法（扣 1.5 分）：少学一次；没有计划。" in said
    assert "2. 补齐制度，由司法局负责，2026年3月1日前完成，已于2025年12月19日完成。" in said
    facts = next(dict(block.pairs) for block in paper.blocks if isinstance(block, Facts))
    assert facts["字数上限"] == "300（文件规定）"
    count, characters = int(facts["字数"].split("（")[0]), int(facts["字符数（不计空格）"])
    assert 200 < count < characters < 300
    note = Rating(points=D(8), note="写" * 301)
    over = words(self_report_paper(scored(ratings={**sheet.answers.ratings, "3": note}), ABOUT))
    assert f"字数 {count + 302} 超过上限 300，须删去 {count + 2} 字。" in over


def test_the_approval_form_breaks_no_box(sheet, resolved, scored):
    paper = approval_paper(sheet, ABOUT)
    assert paper.title == "示例推荐审批表"
    forms = [block for block in paper.blocks if isinstance(block, Form)]
    boxes = [box for form in forms for box in form.boxes]
    assert [(box.name, box.text, box.seal) for box in boxes] == [
        ("申报单位", "云溪县", False),
        ("填表日期", "　　　　年　　月　　日", False),
        ("工作情况", "", False),
        ("县意见", "", True),
        ("市意见", "", True),
    ]
    assert boxes[2].height == 140
    assert [sum(box.height for box in form.boxes) for form in forms] == [168, 80]
    assert sum(isinstance(block, NewPage) for block in paper.blocks) == 1
    assert Facts((("份数", "一式 3 份"), ("附页", "可附页"))) in paper.blocks
    document = resolved.document.model_copy(update={"forms": ()})
    bare = replace(sheet, resolved=replace(resolved, document=document))
    with pytest.raises(ValueError, match="文件“纸面文件”没有规定表格，不能打印推荐审批表"):
        approval_paper(bare, ABOUT)


def test_a_form_with_a_fixed_layout_carries_nothing_of_ours(sheet, resolved):
    fixed = resolved.document.forms[0].model_copy(update={"fixed_layout": True})
    document = resolved.document.model_copy(update={"forms": (fixed,)})
    paper = approval_paper(replace(sheet, resolved=replace(resolved, document=document)), ABOUT)
    assert paper.about == {}
    assert {type(block) for block in paper.blocks} == {Form, NewPage}


def test_the_notice_tells_the_unit(scored, table, texts, words):
    sheet = scored(vetoes={"v1": VetoStatement(True, date(2025, 5, 1), "通报")}, facts=())
    paper = notice_paper(sheet, ABOUT, ON)
    assert paper.title == "关于云溪县考评情况的反馈意见"
    said = words(paper)
    assert said.startswith("云溪县：\n按照《纸面标准》（示例〔2025〕9号），对你单位2025 年的情况进行了考评")
    assert texts(table(paper, "result"))[-1] == ["结果", "不得参评（文件规定）"]
    assert texts(table(paper, "vetoes"))[0][:3] == ["v1", "重大案件", "触发"]
    assert [row[1] for row in texts(table(paper, "rectifications"))] == ["1 学法", "2 制度"]
    seals = [box for block in paper.blocks if isinstance(block, Form) for box in block.boxes]
    assert [(box.name, box.seal) for box in seals] == [("考评单位意见", True), ("被考评单位签收", True)]
    assert isinstance(seals[0], Box)
