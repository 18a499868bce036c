"""Rubrics in words: levels, points, deductions, what bars, what is no item; in several styles and damaged."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kaoping.drafting.assemble import draft_of
from kaoping.drafting.making.notice import short_name
from kaoping.drafting.outlines.chains import outer
from kaoping.drafting.outlines.lines import lines_of
from kaoping.drafting.outlines.outline import outline
from kaoping.drafting.values import Draft
from kaoping.intake.paper import Paper, Passage
from kaoping.intake.txt import read_txt

from .outlines import DAMAGED, LABELLED, RULES, SCHOOL, TOWN, TWO, demands, draft, items, numbered


@pytest.fixture(scope="module")
def town() -> Draft:
    return draft(TOWN)


def test_levels_and_points_of_a_scored_outline(town: Draft) -> None:
    assert [(one["id"], one["title"], one["points"]) for one in town.data["dimensions"]] == [
        ("1", "组织领导", 40), ("2", "法治宣传", 60),
    ]  # fmt: skip
    groups = town.data["dimensions"][1]["groups"]
    assert [(one["id"], one["title"], one["points"]) for one in groups] == [
        ("2.1", "领导学法", 30), ("2.2", "群众普法", 30),
    ]  # fmt: skip
    assert items(town) == {
        "1.1": ("成立领导小组", 15),
        "1.2": ("每年召开专题会议不少于2次", 25),
        "2.1.1": ("中心组每年集体学法不少于4次", 10),
        "2.1.2": ("考试参考率不低于98%", 20),
        "2.2.1": ("近三年内未发生重大群体性事件", 12),
        "2.2.2": ("开展法治文化活动", 18),
    }
    scoring = town.data["scoring"]
    assert (scoring["model"], scoring["full"], scoring["step"]) == ("points", 100, Decimal("0.5"))
    assert (town.data["title"], town.data["edition"], town.data["unit_kinds"]) == (
        "云岭省法治乡镇创建考评细则（2026年版）", "2026年", ["town"],
    )  # fmt: skip


def test_deductions_and_bounds_of_a_scored_outline(town: Draft) -> None:
    assert demands(town, "1.1") == [
        ("成立领导小组，书记任组长。未成立的不得分", {}, {"amount": 15}),
        ("书记未任组长的，扣2分。", {}, {"amount": 2}),
    ]
    assert demands(town, "1.2") == [
        ("每年召开专题会议不少于2次。每少一次扣3分，扣完为止。", {"at_least": 2, "per": "year"}, {"each": 3}),
    ]
    assert demands(town, "2.1.1")[0][1:] == (
        {"at_least": 4, "per": "year"},
        {"each": Decimal("1.5"), "cap": 6},
    )
    assert demands(town, "2.1.2")[0][1:] == ({"at_least": 98}, {"each": 1})
    assert demands(town, "2.2.1")[0][1:] == ({"is": False, "look_back_years": 3}, {})
    assert demands(town, "2.2.2")[0][1:] == ({"at_least": 1, "per": "quarter"}, {})
    facts = {one["id"]: (one["kind"], one.get("unit")) for one in town.data["facts"]}
    assert facts == {
        "draft-每年召开专题会议-次": ("count", "次"),
        "draft-中心组每年集体学法-次": ("count", "次"),
        "draft-考试参考率": ("share", "%"),
        "draft-重大群体性事件": ("event", None),
        "draft-开展法治文化活动每季度-场": ("count", "场"),
    }


def test_what_bars_adds_and_follows(town: Draft) -> None:
    assert [(one["id"], one["text"], one["effect"], one.get("look_back_years")) for one in town.data["vetoes"]] == [
        ("v1", "领导班子成员近两年内被追究刑事责任的", "ineligible", 2),
        ("v2", "弄虚作假的。", "ineligible", None),
    ]
    (bonus,) = town.data["adjustments"]
    assert (bonus["kind"], bonus["amount"], bonus["cap"]) == ("bonus", 3, 5)
    assert [(one["label"], one.get("when"), one.get("otherwise")) for one in town.data["outcomes"]] == [
        ("优秀", {"score_at_least": 90}, None),
        ("合格", {"score_at_least": 60}, None),
        ("不合格", None, True),
    ]
    told = {part.text: (part.role, part.why) for part in town.parts}
    assert told["- 1 -"] == ("unused", "页码")
    assert told["2026年3月5日"] == ("note", "写进文件的说明")
    assert told["云岭省全面依法治省委员会办公室"] == ("note", "写进文件的说明")
    assert told["有下列情形之一的，一票否决，取消当年评选资格："] == ("note", "否决项的引语")


def test_an_outline_without_points_is_judged_by_what_is_met() -> None:
    found = draft(SCHOOL)
    assert found.data["scoring"] == {"model": "attainment"}
    assert found.data["title"] == "法治校园创建标准（试行）"
    assert [(one["id"], one["title"]) for one in found.data["dimensions"]] == [("一", "组织健全"), ("二", "环境良好")]
    assert list(items(found)) == ["1", "2", "3", "4"]
    assert demands(found, "2") == [
        ("配备法治副校长，法治副校长每年到校授课不少于4课时", {"at_least": 4, "per": "year"}, {}),
    ]
    assert demands(found, "3")[0][1] == {"at_least": 90}
    assert [one["text"] for one in found.data["vetoes"]] == ["发生重大安全责任事故", "教职工有违法犯罪行为。"]
    told = {part.text: part.why for part in found.parts}
    assert told["— 2 —"] == "页码"
    assert told["本标准由县教育局负责解释。"] == "附则：解释和施行"


def test_measures_of_an_office_in_articles() -> None:
    found = draft(RULES)
    assert items(found) == {
        "1": ("制度建设", 20), "2": ("行政决策", 30), "3": ("行政执法", 30), "4": ("行政监督", 20),
    }  # fmt: skip
    assert demands(found, "3") == [
        ("案卷评查合格率不低于90%，每低1个百分点扣1分。", {"at_least": 90}, {"each": 1}),
    ]
    assert found.data["scoring"]["full"] == 100
    stages = found.data["document"]["stages"]
    assert [
        (one["title"], one.get("yearly"), one.get("self_report_limit"), one.get("working_days")) for one in stages
    ] == [
        ("自查", "11-30", 3000, None),
        ("公示", None, None, 5),
    ]
    assert [(one["text"], one["effect"], one["outcome"]) for one in found.data["vetoes"]] == [
        ("发生重大违法案件的", "limit", "不合格"),
        ("拒不配合考核的。", "limit", "不合格"),
    ]
    assert [one["label"] for one in found.data["outcomes"]] == ["优秀", "合格", "不合格"]


def test_labelled_paragraphs_below_an_item() -> None:
    found = draft(LABELLED)
    first = found.data["dimensions"][0]["groups"][0]["criteria"][0]
    assert (first["id"], first["responsible"]) == ("1.1.1", "市司法局、市委编办")
    assert first["evidence"] == ["权责清单文本", "公布网址"]
    assert first["methods"] == ["documents", "site"]
    assert [rule for _, _, rule in demands(found, "1.1.1")] == [{"amount": 60}, {"each": 10}]
    assert demands(found, "1.1.2")[0][1:] == ({"at_least": 95}, {"each": 20})
    assert demands(found, "2.1.2")[0][1:] == ({"at_least": 3}, {"each": 50})
    assert [one["title"] for one in found.data["dimensions"]] == ["依法履职", "依法决策"]


def test_damage_is_read_through_and_told() -> None:
    found = draft(DAMAGED)
    assert [(one["id"], one["title"], one["points"]) for one in found.data["dimensions"]] == [
        ("1", "领导有力", 30), ("3", "执法规范", 40), ("4", "普法宣传", 30),
    ]  # fmt: skip
    assert [points for _, points in items(found).values()] == [10, 10, 10, 20, 20, 15, 15]
    assert list(items(found)) == ["1.1", "1.2", "1.3", "3.1", "3.1-2", "4.1", "4.2"]
    assert [(one.code, one.place) for one in found.doubts] == [
        ("number-twice", "第8行"), ("heading-number", "第9行"), ("number-kind", "第11行"),
    ]  # fmt: skip


def test_the_short_title_leaves_the_edition_out() -> None:
    found = draft("云岭省白沙县法治乡镇创建考评细则（2026年版）\n1.学法。（40分）\n2.用法。（60分）")
    assert (found.data["short"], found.data["edition"]) == ("云岭省白沙县法治乡镇创建考评细则", "2026年")


def test_sections_of_equal_points_are_one_sheet() -> None:
    halves = "法治建设考评细则\n一、工作过程（50分）\n1.开展学法。（20分）\n2.依法决策。（30分）\n二、工作成效（50分）\n1.群众满意。（25分）\n2.按时办结。（25分）"
    assert [one["points"] for one in draft(halves).data["dimensions"]] == [50, 50]
    hundreds = "考评细则（总分200分）\n" + halves.partition("\n")[2].replace("（50分）", "（100分）")
    assert [one["points"] for one in draft(hundreds).data["dimensions"]] == [100, 100]


def test_each_sheet_of_a_document_is_a_draft_of_its_own() -> None:
    one, two = draft(TWO), draft(TWO, sheet=2)
    assert one.sheets == two.sheets == ("县级标准", "部门标准")
    assert [points for _, points in items(one).values()] == [60, 40]
    assert [title for title, _ in items(two).values()] == ["公示", "记录"]
    assert {part.why for part in one.parts if part.role == "unused"} == {"属于另一张评分表“部门标准”"}
    assert two.data["title"] == "考核标准部门标准"


def test_numbers_that_a_program_wrote() -> None:
    paper = numbered(
        ("", "法治企业评价指标"), ("一、", "合规（40分）"), ("（一）", "机构（40分）"),
        ("1.", "配备专职人员不少于2人（30分）。每少1人扣10分。"), ("2.", "有制度（10分）"), ("二、", "经营（60分）"),
        ("（一）", "纳税（60分）"), ("1.", "无欠税（60分）"), ("三、", "否决事项"), ("1.", "被列入失信名单。"),
    )  # fmt: skip
    found = draft_of(paper)
    assert items(found) == {
        "1.1.1": ("配备专职人员不少于2人", 30), "1.1.2": ("有制度", 10), "2.1.1": ("无欠税", 60),
    }  # fmt: skip
    assert demands(found, "1.1.1")[0][1:] == ({"at_least": 2}, {"each": 10})
    assert [one["text"] for one in found.data["vetoes"]] == ["被列入失信名单。"]


def test_lines_cut_at_the_edge_of_a_page_are_put_together() -> None:
    text = """县“法治机关”评分标准
一、学法用法（40分）
1.把法治学习列入单位的年度工作计划（25分）。没有列入计划的
不得分；列入年度计划但是没有能够认真落实的，一次性扣除5分。
2.单位主要负责人带头学法，全年参加各类集中学法不少于8次（1
5分）。每少1次扣2分，扣完为止，由县普法办负责统计和核查的。
第 1 页 共 2 页
二、依法办事（60分）
1.执法人员全部持证上岗，每发现1名无证人员执法的，每次扣
5分（20分）。
2.行政诉讼败诉率不超过5%（40分），超过的每增加1个百分点扣2分。
注：凡出现下列情形之一者，取消评先资格：⑴领导班子成员违法被查处的；⑵发生群体性事件的。"""
    found = draft(text)
    assert [points for _, points in items(found).values()] == [25, 15, 20, 40]
    assert demands(found, "1.1")[0] == ("把法治学习列入单位的年度工作计划。没有列入计划的不得分", {}, {"amount": 25})
    assert demands(found, "2.2")[0][1:] == ({"at_most": 5}, {"each": 2})
    assert [one["text"] for one in found.data["vetoes"]] == ["领导班子成员违法被查处的", "发生群体性事件的。"]


def test_nothing_is_invented_where_a_document_prints_nothing() -> None:
    found = draft("考核细则\n一、学法（20分）\n1、集体学法（12分）。\n2、考试。\n3、讲座（8分）。")
    assert [points for _, points in items(found).values()] == [12, None, 8]
    assert found.data["outcomes"] == []
    assert "full" not in found.data["scoring"]
    assert draft("通知\n请各单位做好准备。").data["dimensions"] == []


def test_steps_with_dates() -> None:
    text = """考核办法
一、考核内容
（一）学法（50分）
（二）用法（50分）
二、考核步骤
（一）自查阶段（2026年3月1日至3月15日）。各单位对照标准自查。
（二）验收阶段。2026年4月30日前完成。"""
    stages = draft(text).data["document"]["stages"]
    assert [(one.get("starts"), one["due"]) for one in stages] == [
        (date(2026, 3, 1), date(2026, 3, 15)), (None, date(2026, 4, 30)),
    ]  # fmt: skip


def test_the_same_document_gives_the_same_draft() -> None:
    assert draft_of(read_txt(TOWN)) == draft_of(read_txt(TOWN))


def test_two_lists_that_are_numbered_alike() -> None:
    """Headings and items both `1.`, both running on through the document, as tables lose their columns."""
    rows = ["一、履职"]
    item = 0
    for heading in range(1, 7):
        rows.append(f"{heading}. 加强第{heading}方面的工作")
        for _ in range(4):
            item += 1
            rows.append(f"{item}. 推进工作，第{item}件事办得到位。落实责任。")
        if heading == 3:
            rows.append("二、监督")
    found = draft("\n".join(["示范单位创建标准", *rows]))
    assert [len(one["groups"]) for one in found.data["dimensions"]] == [3, 3]
    assert list(items(found)) == [str(number) for number in range(1, 25)]
    assert found.data["dimensions"][1]["groups"][0]["number"] == "4"


def test_lists_that_begin_again_are_not_two_lists() -> None:
    assert outer([1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 6, 1, 2, 3]) == set()
    assert outer([1, 1, 2, 3, 4, 2, 5, 6, 7, 3, 8, 9, 4, 10, 11, 12]) >= {5, 9, 12}


def test_a_number_in_a_cell_of_its_own_belongs_to_the_words_beside_it() -> None:
    cells = (("一、履职", 1, 1), ("7", 1, 2), ("公布权责清单。", 1, 3), ("8", 2, 2), ("清理证明事项。", 2, 3))
    passages = tuple(Passage(text, f"第{row}行第{column}格", "", 1, row, column) for text, row, column in cells)
    lines, _ = lines_of(Paper(passages, "txt"), range(len(passages)))
    (heading,) = outline(lines).children
    assert [(node.kind, node.value, node.words) for node in heading.children] == [
        ("bare", (7,), "公布权责清单。"), ("bare", (8,), "清理证明事项。"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("云岭省白沙县法治乡镇创建考评细则", "云岭省白沙县法治乡镇创建考评细则"),
        ("云岭省白沙县2026年度法治政府建设示范乡镇创建考核评价指标体系及评分标准", "法治政府建设示范乡镇创建"),
        ("白沙县县直部门法治建设年度考核评价指标及评分标准", "县直部门法治建设"),
        ("全国法治县（市、区）创建考评指标评分标准实施方案", "全国法治县创建考评指标评分标准实施方案"),
        ("西山市智慧城市建设工作领导小组成员单位考核办法", "智慧城市建设工作领导小组成员单位考核办法"),
    ],
)
def test_a_long_title_is_short_without_losing_what_it_is_about(title: str, short: str) -> None:
    assert short_name(title) == short
