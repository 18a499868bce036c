"""Rubric tables become a draft: whatever the order of columns, the merges, the format, and nothing gets lost."""

from __future__ import annotations

import random
from itertools import permutations
from pathlib import Path

import pytest
from rubrics import CLASSIC, CLASSIC_MERGES, Rows, paper, passages, table, told, tree, written

from kaoping.drafting.assemble import draft_of
from kaoping.drafting.tables.columns import table_reads
from kaoping.drafting.values import Mend
from kaoping.intake.paper import Paper
from kaoping.intake.reading import read_document

CLASSIC_READ = [
    "dimension 1 9 一、组织领导（9分）",
    "group 1 （一）机制",
    "criterion 1 5 1.成立领导小组",
    "deduction 未成立的不得分",
    "responsible 依法治县办",
    "criterion 2 4 2.主要负责人述法",
    "deduction 未述法的扣2分",
    "responsible 依法治县办",
    "dimension 2 10 二、依法行政（10分）",
    "group 2 （二）审核",
    "criterion 3 10 3.合法性审核率达到100%",
    "deduction 每低1个百分点扣1分",
    "responsible 司法局",
    "total 19 合计",
    "total 19 19",
]


def test_three_levels_with_merged_cells() -> None:
    assert told(table(CLASSIC, CLASSIC_MERGES)) == CLASSIC_READ
    draft = draft_of(table(CLASSIC, CLASSIC_MERGES))
    assert tree(draft) == [
        ("组织领导 9", [("机制", ["成立领导小组 5", "主要负责人述法 4"])]),
        ("依法行政 10", [("审核", ["合法性审核率达到100% 10"])]),
    ]
    assert draft.data["scoring"]["full"] == 19
    assert draft.findings == ()
    assert draft.doubts == ()


def test_cells_of_numbers_belong_to_the_level_they_count() -> None:
    rows = (("序号", "项目", "分值"), ("1", "学法", "5"), ("2", "述法", "6"))
    parts = draft_of(table(rows)).parts
    assert [(one.text, one.target) for one in parts if one.role == "number"] == [("1", "1"), ("2", "2")]


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html", "csv"])
def test_the_same_table_in_every_format(kind: str, tmp_path: Path) -> None:
    given = read_document(written(tmp_path, kind, CLASSIC, CLASSIC_MERGES)).paper
    # A file of text has no merged cells: the blank one of 责任单位 may as well mean nobody.
    expected = [one for at, one in enumerate(CLASSIC_READ) if kind != "csv" or at != 7]
    assert told(given) == expected


def test_any_order_of_columns_gives_the_same_standard() -> None:
    expected = tree(draft_of(table(CLASSIC[:4])))
    orders = list(permutations(range(6)))
    for order in random.Random(1).sample(orders, 40):
        rows = [[cells[at] for at in order] for cells in CLASSIC[:4]]
        assert tree(draft_of(table(rows))) == expected, order


def test_heads_of_two_lines_columns_to_fill_in_and_ditto() -> None:
    rows = (
        ("序号", "分值", "考评内容", "", "计分办法", "考评方式", "自评", "", "备注"),
        ("", "", "项目", "具体要求", "", "", "自评分", "考评分", ""),
        ("1", "10", "矛盾化解", "每月排查不少于1次", "每少一次扣0.5分", "查阅资料", "", "8", ""),
        ("2", "5分", "信访", "按期办结率达到95%", "每低1个百分点扣0.5分", "同上", "", "", "以通报为准"),
    )
    merges = ((1, 1, 2, 1), (1, 2, 2, 1), (1, 3, 1, 2), (1, 5, 2, 1), (1, 6, 2, 1), (1, 7, 1, 2), (1, 9, 2, 1))
    assert told(table(rows, merges)) == [
        "criterion 1 10 矛盾化解",
        "requirement 每月排查不少于1次",
        "deduction 每少一次扣0.5分",
        "method 查阅资料",
        "unused 8",
        "criterion 2 5 信访",
        "requirement 按期办结率达到95%",
        "deduction 每低1个百分点扣0.5分",
        "note 同上",
        "method 查阅资料",
        "note 以通报为准",
    ]
    # Without merges, as a file of text has it.
    assert told(table(rows, form="csv")) == told(table(rows, merges))


def test_headings_over_the_width_repeated_heads_sums_bonus_veto_notes_and_signatures() -> None:
    rows: Rows = (
        ("2025年考核标准", "", "", ""),
        ("序号", "考核内容", "评分标准", "标准分"),
        ("一、制度（10分）", "", "", ""),
        ("1", "备案", "未备案一件扣2分", "10"),
        ("小计", "", "", "10"),
        ("序号", "考核内容", "评分标准", "标准分"),
        ("二、执法（20分）", "", "", ""),
        ("2", "持证", "无证执法一人次扣3分", "20"),
        ("三、加分项", "", "", ""),
        ("3", "经验被推广", "每次加2分，最高5分", "5"),
        ("四、一票否决", "", "", ""),
        ("4", "发生重大违法案件的，取消评优资格", "", ""),
        ("注：本表满分30分，加分另计。", "", "", ""),
        ("考核组签字：", "", "", "年 月 日"),
    )
    merges = [(row, 1, 1, 4) for row in (1, 3, 7, 9, 11, 13)]
    assert told(table(rows, merges)) == [
        "title 2025年考核标准",
        "dimension 1 10 一、制度（10分）",
        "criterion 1 10 备案",
        "deduction 未备案一件扣2分",
        "total 小计",
        "total 10",
        "dimension 2 20 二、执法（20分）",
        "criterion 2 20 持证",
        "deduction 无证执法一人次扣3分",
        "note 三、加分项",
        "bonus 3 5 经验被推广：每次加2分，最高5分",
        "bonus 每次加2分，最高5分",
        "note 四、一票否决",
        "veto 4 发生重大违法案件的，取消评优资格",
        "note 注：本表满分30分，加分另计。",
        "form 考核组签字：",
        "form 年 月 日",
    ]
    draft = draft_of(table(rows, merges))
    (bonus,) = draft.data["adjustments"]
    assert (bonus["kind"], bonus["amount"], bonus["cap"]) == ("bonus", 2, 5)
    assert draft.data["vetoes"][0]["effect"] == "ineligible"


def test_points_over_several_rows_make_one_item_of_them() -> None:
    rows = (
        ("考核项目", "考核内容", "满分", "扣分标准"),
        ("党的领导", "成立议事协调机构", "15", "未成立扣5分"),
        ("", "召开会议不少于2次", "", "每少一次扣2分"),
        ("行政决策", "公众参与", "20", "无公众参与扣10分"),
        ("", "集体讨论", "", "未经集体讨论扣10分"),
    )
    expected = [
        "criterion 15 党的领导",
        "requirement 成立议事协调机构",
        "deduction 未成立扣5分",
        "requirement 召开会议不少于2次",
        "deduction 每少一次扣2分",
        "criterion 20 行政决策",
        "requirement 公众参与",
        "deduction 无公众参与扣10分",
        "requirement 集体讨论",
        "deduction 未经集体讨论扣10分",
    ]
    assert told(table(rows, ((2, 1, 2, 1), (2, 3, 2, 1), (4, 1, 2, 1), (4, 3, 2, 1)))) == expected
    assert told(table(rows, form="csv")) == expected


def test_one_cell_with_several_numbered_demands_and_rules_that_pair() -> None:
    rows = (
        ("评估项目", "评估要素", "评分办法", "分值"),
        ("普法宣传", "1.制定计划；2.宣传不少于4场次", "1.未制定扣5分；2.每少一场扣2分", "5\n10"),
        ("经费", "经费纳入预算", "未纳入不得分", "5"),
    )
    assert told(table(rows)) == [
        "criterion 15 普法宣传",
        "requirement 1 5 1.制定计划；",
        "deduction 1 1.未制定扣5分；",
        "requirement 2 10 2.宣传不少于4场次",
        "deduction 2 2.每少一场扣2分",
        "criterion 5 经费",
        "requirement 经费纳入预算",
        "deduction 未纳入不得分",
    ]


def test_points_in_the_text_where_no_column_has_them() -> None:
    rows = (
        ("评估项目", "评估要素", "评估方法"),
        ("组织管理（40分）", "1.成立领导小组。（10分）\n2.每学期演练不少于2次。（30分）", "查阅文件"),
        ("安全教育（60分）", "（1）开设课程（40分）；（2）家长知晓率达到90%以上（20分）", "问卷"),
    )
    assert told(table(rows)) == [
        "criterion 40 组织管理（40分）",
        "requirement 1 1.成立领导小组。（10分）",
        "requirement 2 2.每学期演练不少于2次。（30分）",
        "method 查阅文件",
        "criterion 60 安全教育（60分）",
        "requirement 1 （1）开设课程（40分）；",
        "requirement 2 （2）家长知晓率达到90%以上（20分）",
        "method 问卷",
    ]


def test_all_levels_in_one_column_are_told_apart_by_their_numbers() -> None:
    rows = (
        ("序号", "考核项目及内容", "分值", "考核标准"),
        ("一", "组织建设", "20", ""),
        ("1", "机构健全", "10", "机构不健全扣5分"),
        ("2", "人员到位", "10", "缺1人扣2分"),
        ("二", "业务工作", "50", ""),
        ("1", "调解成功率98%以上", "50", "每低一个百分点扣2分"),
    )
    assert tree(draft_of(table(rows))) == [
        ("组织建设 20", ["机构健全 10", "人员到位 10"]),
        ("业务工作 50", ["调解成功率98%以上 50"]),
    ]


def test_points_beside_each_level_and_two_columns_of_units() -> None:
    rows = (
        ("一级指标", "权重", "二级指标", "权重", "数据来源", "牵头单位", "配合单位"),
        ("决策", "20%", "科学性", "12%", "会议纪要", "发改局", "财政局"),
        ("", "", "规范性", "8%", "文件", "司法局", ""),
        ("执行", "80%", "进度", "80%", "系统数据", "各部门", ""),
    )
    draft = draft_of(table(rows))
    assert tree(draft) == [("决策 20", ["科学性 12", "规范性 8"]), ("执行 80", ["进度 80"])]
    first = draft.data["dimensions"][0]["criteria"][0]
    assert (first["responsible"], first["evidence"]) == ("发改局；财政局", ["会议纪要"])
    # Weights that add up to 100 are points beyond doubt; others are asked about, once.
    assert draft.doubts == ()
    odd = draft_of(table([*rows[:3], ("执行", "75%", "进度", "75%", "系统数据", "各部门", "")]))
    assert [one.message for one in odd.doubts] == ["没有“分值”一列，“权重”读作分值"]


def test_a_table_goes_on_after_a_page_without_a_head_and_with_the_same_head() -> None:
    head = ("一级指标", "序号", "三级指标")
    first = passages((head, ("一、履职", "1", "公布权责清单。"), ("", "2", "清单之外无审批。")), ((2, 1, 2, 1),))
    second = passages((("", "3", "投诉办结率达到95%。"), ("二、队伍", "4", "每年培训不少于40学时。")), table=2)
    third = passages((head, ("", "5", "持证上岗。")), table=3)
    draft = draft_of(paper("创建标准", first, second, third))
    assert [(name, [one.rstrip("。") for one in items]) for name, items in tree(draft)] == [
        ("履职", ["公布权责清单", "清单之外无审批", "投诉办结率达到95%"]),
        ("队伍", ["每年培训不少于40学时", "持证上岗"]),
    ]
    assert draft.data["scoring"]["model"] == "attainment"


def test_headings_before_tables_are_their_dimensions() -> None:
    head = ("测评指标", "测评标准", "测评方法", "分值")
    first = passages(
        (head, ("1.机制", "建立联席会议", "材料审核", "10"), ("", "半年召开不少于1次", "材料审核", "10")),
        ((2, 1, 2, 1),),
    )
    second = passages(
        (("2.场所", "面积不少于80平方米", "实地考察", "30"), ("3.满意度", "不低于90%", "问卷", "40")), table=2
    )
    draft = draft_of(paper("测评体系", "一、组织保障（20分）", first, "二、服务供给（70分）", second))
    assert [one.split()[0] for one, _ in tree(draft)] == ["组织保障", "服务供给"]
    assert draft.data["dimensions"][0]["points"] == 20


def test_sheets_of_a_workbook_are_dimensions_and_that_is_asked() -> None:
    head = ("序号", "指标", "分值", "评分细则")
    found = []
    for number, name in ((1, "党政机关"), (2, "企业")):
        for one in passages((head, ("1", f"{name}学法", "5", "少一次扣1分")), table=number):
            found.append(type(one)(one.text, f"{name} A1", "", number, one.row, one.column))
    draft = draft_of(Paper(tuple(found), "xlsx"))
    assert tree(draft) == [("党政机关", ["党政机关学法 5"]), ("企业", ["企业学法 5"])]
    assert [(one.code, one.message[:19]) for one in draft.doubts] == [
        ("sheet", "各工作表的名称（党政机关、企业）读作一")
    ]


SWAPPED = (
    ("类别", "编号", "评分标准", "分值"),
    ("组\n织", "1.1", "10", "建立组织，缺一个扣2分"),
    ("", "1.2", "5", "落实责任，未落实扣5分"),
    ("制\n度", "2.1", "15", "制度健全，每少一项扣1分"),
    ("", "2.2", "10", "执行到位，每发现一起不到位扣1分"),
)


def test_what_a_column_holds_outweighs_its_head_and_that_is_asked() -> None:
    draft = draft_of(table(SWAPPED, ((2, 1, 2, 1), (4, 1, 2, 1))))
    assert [(one, [item.rsplit(" ", 1)[1] for item in items]) for one, items in tree(draft)] == [
        ("组织", ["10", "5"]),
        ("制度", ["15", "10"]),
    ]
    assert [one.message for one in draft.doubts] == [
        "表头“评分标准”像是评分标准，而所列内容像是分值；按内容读作分值",
        "表头“分值”像是分值，而所列内容像是评分标准；按内容读作评分标准",
    ]


def test_the_author_changes_a_whole_column_at_its_head() -> None:
    rows = (("项目", "内容", "赋值", "分值"), ("学法", "每年4次", "甲", "5"), ("述法", "每年1次", "乙", "6"))
    given = table(rows)
    draft = draft_of(given)
    (doubt,) = draft.doubts
    assert doubt.message == "表头“赋值”不认识，按所列内容读作指标或内容"
    mended = draft_of(given, [Mend(doubt.key, "role", "note")])
    assert mended.doubts == ()
    assert mended.void == ()
    assert [one["note"] for one in mended.data["criteria"]] == ["甲", "乙"]
    changed = table((("项目", "内容", "等第", "分值"), *rows[1:]))
    assert draft_of(changed, [Mend(doubt.key, "role", "note")]).void == (Mend(doubt.key, "role", "note"),)


def test_forms_and_lists_are_set_aside_with_why() -> None:
    form = (("申报单位", "", "联系人", ""), ("联系电话", "", "填报日期", ""), ("主要事迹", "", "", ""))
    contacts = (("单位", "联系人", "电话"), ("司法局", "张三", "123456"))
    for rows, role, why in (
        (form, "form", "填报用的表格，没有评分的栏目"),
        (contacts, "unused", "名单或通讯录，不是评分表"),
    ):
        found = table_reads(table(rows), 1, range(sum(bool(cell) for row in rows for cell in row)))
        assert found is not None
        assert {(one.role, one.why) for one in found} == {(role, why)}
