"""Tables as different offices draw them: levels in words, in letters, in choices; costs in heads; summaries; lists in one row."""

from __future__ import annotations

from typing import Any

from rubrics import paper, passages, table, tree

from kaoping.drafting.assemble import draft_of
from kaoping.drafting.values import Draft
from kaoping.drafting.walk import criteria
from kaoping.intake.paper import Paper, Passage


def _levels(draft: Draft) -> list[list[tuple[str, Any]]]:
    return [
        [(level["title"], level.get("points", level.get("share"))) for level in one.get("levels", ())]
        for one in criteria(draft.data)
    ]


def _costs(draft: Draft) -> list[list[Any]]:
    return [
        [one["deduct"].get("each", one["deduct"].get("amount")) for one in item["requirements"] if "deduct" in one]
        for item in criteria(draft.data)
    ]


def _sheets(*sheets: tuple[str, tuple[tuple[str, ...], ...]]) -> Paper:
    """A workbook of several sheets."""
    found = [
        Passage(cell, f"{name} {'ABCDEFG'[column]}{row}", "", number, row, column + 1)
        for number, (name, rows) in enumerate(sheets, 1)
        for row, cells in enumerate(rows, 1)
        for column, cell in enumerate(cells)
        if cell
    ]
    return Paper(tuple(found), "xlsx")


def test_rules_that_print_what_is_earned_are_the_items_levels() -> None:
    rows = (
        ("指标", "分值", "评分标准"),
        ("群众满意", "20", "满意率≥90%，得20分；80%≤满意率<90%，得12分；满意率<80%，不得分"),
        ("目标设置", "8", "合理得8分，较合理得5分，不合理不得分"),
        ("经费使用", "10", "制度健全得4分，执行到位得6分"),
    )
    draft = draft_of(table(rows))
    assert _levels(draft) == [
        [("满意率≥90%", 20), ("80%≤满意率<90%", 12), ("满意率<80%", 0)],
        [("合理", 8), ("较合理", 5), ("不合理", 0)],
        [],
    ]
    assert _costs(draft)[:2] == [[], []]


def test_lines_that_end_in_a_cost_are_rules_of_their_own() -> None:
    rows = (
        ("检查项目", "扣 分 标 准", "应得\n分数"),
        ("施工组织设计", "没有编制专项施工方案的，扣10分\n方案没有经过审批的，扣5分", "10"),
        ("安全技术交底", "没有书面交底，扣10分\n交底没有签字，每人次扣2分", "10"),
    )
    assert _costs(draft_of(table(rows))) == [[10, 5], [10, 2]]


def test_columns_of_what_each_case_costs() -> None:
    rows = (
        ("项目", "标准分", "扣分标准", "", ""),
        ("", "", "轻微\n（扣1分）", "一般\n（扣3分）", "严重\n（扣5分）"),
        ("地面", "40", "少量纸屑", "明显污渍", "积水成片"),
        ("墙面", "60", "1处涂画", "3处涂画", "6处涂画"),
    )
    draft = draft_of(table(rows, ((1, 1, 2, 1), (1, 2, 2, 1), (1, 3, 1, 3))))
    assert tree(draft) == ["地面 40", "墙面 60"]
    assert _costs(draft) == [[1, 3, 5], [1, 3, 5]]
    assert [one["text"] for one in draft.data["criteria"][0]["requirements"]][-1] == "积水成片，扣5分"
    assert not draft.doubts


def test_grades_that_a_remark_lists_and_those_with_their_worth_below_the_name() -> None:
    rows = (
        ("观测点", "分值", "A级标准", "C级标准"),
        ("师资", "40", "博士过半", "博士三成"),
        ("教学", "60", "好", "可以"),
    )
    draft = draft_of(paper(passages(rows), "A、B、C、D各级分别为A=1.0、B=0.8、C=0.6、D=0.4。"))
    assert _levels(draft) == [[("A", 100), ("B", 80), ("C", 60), ("D", 40)]] * 2
    rows = (
        ("指标", "权重", "优\n1.0", "良\n0.8", "及格\n0.6"),
        ("备课", "40%", "", "", ""),
        ("讲授", "60%", "", "", ""),
    )
    assert _levels(draft_of(table(rows))) == [[("优", 100), ("良", 80), ("及格", 60)]] * 2


def test_entries_of_which_one_is_chosen_are_levels_of_what_they_stand_under() -> None:
    rows = (
        ("序号", "评分内容", "各大项总分", "各分项总分", "计分"),
        ("1", "环境", "20", "", ""),
        ("1.1", "停车场", "", "12", ""),
        ("1.1.1", "自备停车场", "", "", "12"),
        ("1.1.2", "附近可停车", "", "", "6"),
        ("1.2", "景观", "", "8", ""),
        ("1.2.1", "有特色", "", "", "8"),
        ("1.2.2", "一般", "", "", "4"),
    )
    draft = draft_of(table(rows))
    assert tree(draft) == [("环境 20", ["停车场 12", "景观 8"])]
    assert _levels(draft) == [[("自备停车场", 12), ("附近可停车", 6)], [("有特色", 8), ("一般", 4)]]
    assert [one.code for one in draft.doubts] == ["choice"]
    assert not draft.findings


def test_a_table_that_only_sums_up_the_others_is_not_counted_again() -> None:
    whole = passages(
        (("序号", "检查内容", "分值"), ("1", "组织管理", "40"), ("2", "基础业务", "60"), ("合计", "", "100"))
    )
    head = ("检查项目", "标准要求", "分值", "扣分办法")
    one = passages((head, ("领导", "有人分管", "40", "无人分管扣5分")), table=2)
    two = passages((head, ("归档", "归档率达到100%", "60", "每低1个百分点扣1分")), table=3)
    draft = draft_of(
        paper("档案检查细则", "一、总体安排", "分值见下表。", whole, "二、评分细则", "（一）组织管理（40分）", one, "（二）基础业务（60分）", two)
    )  # fmt: skip
    assert tree(draft) == [("组织管理 40", ["领导 40"]), ("基础业务 60", ["归档 60"])]
    assert draft.data["scoring"]["full"] == 100
    assert {part.role for part in draft.parts if part.why.startswith("各部分分值的汇总")} == {"head", "unused"}


def test_sheets_with_levels_and_full_scores_of_their_own_are_several_standards() -> None:
    head = ("一级指标", "二级指标", "分值", "考核标准")
    town = (
        ("考核指标（镇街）",),
        head,
        ("经济", "投资", "60", "每低1%扣1分"),
        ("民生", "信访", "40", "每件扣2分"),
        ("合计", "", "100", ""),
    )
    park = (("考核指标（园区）",), head, ("产业", "税收", "70", "每低1%扣1分"), ("创新", "研发", "30", "每低1%扣1分"), ("合计", "", "100", ""))  # fmt: skip
    given = _sheets(("镇街", town), ("园区", park))
    first, second = (draft_of(given, sheet=number) for number in (1, 2))
    assert first.sheets == ("考核指标（镇街）", "考核指标（园区）")
    assert [tree(first), tree(second)] == [
        [("经济", ["投资 60"]), ("民生", ["信访 40"])],
        [("产业", ["税收 70"]), ("创新", ["研发 30"])],
    ]
    assert [one.data["scoring"]["full"] for one in (first, second)] == [100, 100]


def test_points_with_signs_are_no_items_and_the_score_to_begin_with_is_one() -> None:
    rows = (
        ("类别", "积分事项", "分值"),
        ("激励", "参加会议", "+1"),
        ("激励", "调解纠纷", "+3"),
        ("约束", "乱堆乱放", "-2"),
        ("约束", "拖欠费用", "-3"),
    )
    draft = draft_of(paper("村民积分标准", "每户基础分100分，按下表加减。", passages(rows)))
    assert tree(draft) == ["基础分 100"]
    assert [(one["kind"], one["amount"]) for one in draft.data["adjustments"]] == [
        ("bonus", 1), ("bonus", 3), ("penalty", 2), ("penalty", 3),
    ]  # fmt: skip
    assert [one.code for one in draft.doubts] == ["base"]


def test_a_list_in_one_row_below_the_items() -> None:
    rows = (
        ("项目", "内容", "分值", "评分标准"),
        ("日常", "检查全覆盖", "60", "少1次扣1分"),
        ("社会", "投诉办结", "40", "逾期1件扣1分"),
        ("加分项：获得省级称号的加3分；经验被推广的加2分", "", "5", ""),
        ("减分项：发生一般事故的，每起扣3分", "", "-", ""),
        ("有下列情形之一的，考评结果直接认定为较差：1.弄虚作假的；2.拒不整改的。", "", "", ""),
    )
    draft = draft_of(table(rows, ((4, 1, 1, 2), (5, 1, 1, 2), (6, 1, 1, 4))))
    assert tree(draft) == ["日常 60", "社会 40"]
    assert [(one["kind"], one["amount"], one["text"]) for one in draft.data["adjustments"]] == [
        ("bonus", 3, "获得省级称号的加3分"),
        ("bonus", 2, "经验被推广的加2分"),
        ("penalty", 3, "发生一般事故的，每起扣3分"),
    ]
    assert [one["text"] for one in draft.data["vetoes"]] == ["弄虚作假的", "拒不整改的。"]
    assert draft.unaccounted == 0


def test_a_table_without_a_head_below_a_heading_of_bonuses() -> None:
    rated = passages(
        (("序号", "指标", "分值", "评分细则"), ("1", "科室", "60", "缺1个扣2分"), ("2", "人员", "40", "缺1人扣1分"))
    )
    added = passages((("1", "科研立项", "2", "每项加2分"), ("2", "承担试点", "1", "每项加1分")), table=2)
    draft = draft_of(paper("考核细则", "一、机构管理（100分）", rated, "二、加分项（不超过5分）", added))
    assert tree(draft) == [("机构管理 100", ["科室 60", "人员 40"])]
    assert [(one["title"], one["amount"]) for one in draft.data["adjustments"]] == [("科研立项", 2), ("承担试点", 1)]
    assert not [*draft.doubts, *draft.findings]


def test_cells_of_points_with_more_than_a_number() -> None:
    rows = (
        ("指标", "任务", "分数", "计分方法"),
        ("公开", "预决算公开", "30（含加分2）", "未公开扣5分"),
        ("解读", "解读材料", "5分/项", "按件计分，满分50分"),
        ("平台", "更新", "0-20分", "由测评机构打分"),
    )
    draft = draft_of(table(rows))
    assert [one["points"] for one in criteria(draft.data)] == [30, 50, 20]
    assert [one.message for one in draft.doubts] == [
        "分值一格印的是“30（含加分2）”，读作 30 分",
        "分值一格印的是“5分/项”，读作 50 分",
    ]
    assert not draft.findings


def test_what_was_reached_last_year_is_no_column_of_points_and_a_starred_number_is_told() -> None:
    rows = (
        ("序号", "指标名称", "2025年完成数", "权重", "计分办法"),
        ("★1", "增速", "5.8", "60", "按完成比例计分"),
        ("2", "就业", "3200", "40", "按完成比例计分"),
    )
    draft = draft_of(table(rows))
    assert [(one["id"], one["points"], one["note"]) for one in criteria(draft.data)] == [
        ("1", 60, "编号旁印有“★” 2025年完成数：5.8"),
        ("2", 40, "2025年完成数：3200"),
    ]


def test_a_numbered_line_of_outcomes_is_not_a_decimal() -> None:
    rows = (("项目", "分值"), ("学法", "50"), ("述法", "50"))
    draft = draft_of(
        paper(
            passages(rows), "说明：1．每年一次。", "2．90分（含）以上为A级，60分（含）至90分为B级，60分以下为不合格。"
        )
    )
    assert [(one["label"], one.get("when")) for one in draft.data["outcomes"]] == [
        ("A级", {"score_at_least": 90}),
        ("B级", {"score_at_least": 60}),
        ("不合格", None),
    ]


def test_points_behind_the_demands_of_an_item_come_to_its_own() -> None:
    rows = (
        ("考核项目", "考核细目", "考核内容及分值"),
        ("场所（25分）", "1.面积", "有固定场所（10分）；有统一标识（5分）"),
        ("场所（25分）", "2.功能", "设有图书角（10分），每缺1个扣2分"),
        ("队伍（75分）", "3.培训", "每年培训不少于4次（75分）"),
        ("总得分", "", ""),
    )
    draft = draft_of(table(rows, ((2, 1, 2, 1), (5, 1, 1, 3))))
    assert tree(draft) == [("场所 25", ["面积 15", "功能 10"]), ("队伍 75", ["培训 75"])]
    assert _costs(draft) == [[], [2], []]
    assert not [*draft.doubts, *draft.findings]


def test_items_that_are_marked_out_of_a_hundred_and_count_by_their_weight() -> None:
    rows = (
        ("指标", "权重", "赋分规则"),
        ("办电", "40%", "0.5天内得100分，1天内得80分，超过1天得50分"),
        ("满意", "60%", "达到99%得100分，每低1个百分点减5分"),
    )
    draft = draft_of(table(rows))
    assert tree(draft) == ["办电 40", "满意 60"]
    assert _levels(draft) == [[("0.5天内", 100), ("1天内", 80), ("超过1天", 50)], []]
    assert [level["share"] for level in next(iter(criteria(draft.data)))["levels"]] == [100, 80, 50]
    assert [(one["note"], _costs(draft)[at]) for at, one in enumerate(criteria(draft.data))][1] == (rows[2][2], [])
    assert [one.message for one in draft.doubts] == [
        "评分规则按每项 100 分给分，再按权重计入总分：扣分的数没有折算，只记在说明里，由考评人算出"
    ]


def test_a_full_score_that_counts_what_adds_and_a_title_behind_the_number_of_its_annex() -> None:
    rows = (
        ("附件2　村级综治考评表", "", "", ""),
        ("类别", "事项", "分值", "评分细则"),
        ("基本分（100分）", "", "", ""),
        ("阵地", "有场所", "60", "无场所扣10分"),
        ("运行", "每周排查", "40", "少1次扣1分"),
        ("附加分（20分）", "", "", ""),
        ("加分", "经验推广", "20", "县级5分，市级20分"),
    )
    wide = ((1, 1, 1, 4), (3, 1, 1, 4), (6, 1, 1, 4))
    draft = draft_of(paper("满分为120分，其中基本分100分，附加分20分。", passages(rows, wide)))
    assert draft.data["title"].endswith("村级综治考评表")
    assert "附件" not in draft.data["title"]
    assert draft.data["scoring"]["full"] == 100
    assert tree(draft) == [("基本分 100", ["阵地 60", "运行 40"])]
    (added,) = draft.data["adjustments"]
    assert added["text"].endswith("经验推广：县级5分，市级20分")
    assert added.get("cap", added.get("range", {}).get("high")) == 20


def test_a_list_whose_head_says_that_the_case_fails_bars_and_the_heading_over_all_points_is_no_level() -> None:
    vetoes = (
        ("一、基本标准（有下列情形之一的，为不合格案卷）", "", ""),
        ("序号", "评查内容", "存在的问题"),
        ("1", "处罚主体不合法的", ""),
        ("2", "主要事实不清的", ""),
    )
    items = (
        ("二、评分标准（100分）", "", "", ""),
        ("评查项目", "评查内容", "分值", "扣分标准"),
        ("立案（40分）", "按期立案", "40", "超期立案扣5分"),
        ("归档（60分）", "按期归档", "60", "逾期1日扣1分"),
    )
    found = [
        Passage(cell, f"表{number} 第{row}行第{column}列", "", number, row, column, columns=width if row == 1 else 1)
        for number, (rows, width) in enumerate(((vetoes, 3), (items, 4)), 1)
        for row, cells in enumerate(rows, 1)
        for column, cell in enumerate(cells, 1)
        if cell
    ]
    draft = draft_of(Paper(tuple(found), "docx"))
    assert [one["text"] for one in draft.data["vetoes"]] == ["处罚主体不合法的", "主要事实不清的"]
    assert tree(draft) == ["立案 40", "归档 60"]
    assert draft.data["scoring"]["full"] == 100
    assert not draft.findings


def test_an_item_called_a_bonus_or_a_veto_is_the_list_that_stands_beside_it() -> None:
    rows = (
        ("考核事项", "分值", "考核内容与评分", "说明"),
        ("巡河履职", "60", "每月巡河不少于1次，每少1次扣1分", "以系统为准"),
        ("问题整改", "30", "按期整改。未整改的，每个扣2分", ""),
        ("河道保洁", "10", "每发现1处扣0.5分", ""),
        ("加分", "5", "获省级表扬的加3分，市级的加2分，累计不超过5分", ""),
        ("一票否决", "", "1.发生重大污染的，直接定为不合格；2.瞒报事故的，直接定为不合格", ""),
    )
    draft = draft_of(table(rows, ((2, 4, 2, 1),)))
    assert tree(draft) == ["巡河履职 60", "问题整改 30", "河道保洁 10"]
    (bonus,) = draft.data["adjustments"]
    assert (bonus["kind"], bonus["range"], bonus["cap"]) == ("bonus", {"low": 2, "high": 3}, 5)
    assert [one["title"] for one in draft.data["vetoes"]] == ["发生重大污染的", "瞒报事故的"]
    # A remark merged over two of the items stands at both.
    assert [one.get("note") for one in criteria(draft.data)] == ["以系统为准", "以系统为准", None]
    # The wording is the same for both: one question.
    assert [one.code for one in draft.doubts].count("veto-effect") <= 1


def test_points_with_a_sign_behind_each_time_add_and_take_off() -> None:
    rows = (
        ("项目", "内容", "分值"),
        ("正向积分", "参加志愿服务", "每次+2分"),
        ("", "调解邻里纠纷", "每次+3分"),
        ("负向积分", "乱扔垃圾", "每次-2分"),
        ("", "违规燃放", "每次-5分"),
    )
    draft = draft_of(table(rows, ((2, 1, 2, 1), (4, 1, 2, 1))))
    assert [(one["kind"], one["title"], one["amount"]) for one in draft.data["adjustments"]] == [
        ("bonus", "参加志愿服务", 2),
        ("bonus", "调解邻里纠纷", 3),
        ("penalty", "乱扔垃圾", 2),
        ("penalty", "违规燃放", 5),
    ]
    assert tree(draft) == []


def test_words_in_brackets_go_on_with_the_line_before() -> None:
    rows = (("项目", "考核内容", "分值"), ("培育", "每个村\n（社区）培育带头人不少于3名，建立台账，按月更新", "20"))
    (item,) = criteria(draft_of(table(rows)).data)
    assert "每个村（社区）培育带头人" in "".join(one["text"] for one in item["requirements"])


def test_the_row_for_the_result_is_filled_in_and_how_each_item_is_rated_is_no_outcome() -> None:
    rows = (
        ("评选项目", "评选标准", "分值", "评分"),
        ("庭院美", "干净整洁", "50", ""),
        ("家风美", "邻里团结", "50", ""),
        ("否决条件", "近两年内有违法犯罪的，不得参评", "", ""),
        ("得分", "", "", ""),
    )
    given = table(rows)
    told = "每项按好（40—50分）、较好（20—39分）、一般（0—19分）评分。总分85分以上的，评为示范户。"
    draft = draft_of(Paper((*given.passages, Passage(told, "第2段")), "docx"))
    assert tree(draft) == ["庭院美 50", "家风美 50"]
    assert [one["text"] for one in draft.data["vetoes"]] == ["近两年内有违法犯罪的，不得参评"]
    assert [one["label"] for one in draft.data["outcomes"]] == ["示范户"]


def test_a_table_that_says_of_every_row_that_the_case_fails_bars() -> None:
    rows = (
        ("序号", "评查内容", "评查标准", "结果", "存在的问题"),
        ("1", "主体", "处罚主体不合法", "不合格卷", ""),
        ("2", "事实", "主要事实不清", "不合格卷", ""),
    )
    draft = draft_of(table(rows))
    assert [one["text"] for one in draft.data["vetoes"]] == [
        "主体：处罚主体不合法：不合格卷",
        "事实：主要事实不清：不合格卷",
    ]
    within = (
        ("类别", "评查内容", "分值", "扣分标准", "评查结果"),
        ("基本标准（一票否决）", "处罚主体不合法", "/", "不合格卷", "□是 □否"),
        ("", "主要事实不清", "/", "不合格卷", "□是 □否"),
        ("立案", "按期立案", "40", "超期扣5分", ""),
        ("送达", "按期送达", "30", "超期扣5分", ""),
        ("归档", "按期归档", "30", "超期扣5分", ""),
    )
    draft = draft_of(table(within, ((2, 1, 2, 1),)))
    assert [one["text"] for one in draft.data["vetoes"]] == ["处罚主体不合法：不合格卷", "主要事实不清：不合格卷"]
    assert tree(draft) == ["立案 40", "送达 30", "归档 30"]
    assert not draft.doubts
