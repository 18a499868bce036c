"""Tables as offices really draw them: grades, weights of weights, pages, sheets, lists of what adds and bars."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from rubrics import Rows, paper, passages, table, told, tree

from kaoping.drafting.assemble import draft_of
from kaoping.drafting.values import Draft, Mend
from kaoping.drafting.write import standard_text
from kaoping.intake.html import read_html
from kaoping.intake.paper import Paper, Passage


def items(draft: Draft) -> list[dict[str, Any]]:
    data = draft.data
    groups = [group for one in data["dimensions"] for group in (one, *one.get("groups", ()))]
    return [item for level in (data, *groups) for item in level.get("criteria", ())]


def levels(draft: Draft) -> list[list[tuple[str, Decimal]]]:
    return [
        [(one["title"], one.get("points", one.get("share"))) for one in item.get("levels", ())] for item in items(draft)
    ]


def sheets(**named: Rows) -> Paper:
    found: list[Passage] = []
    for number, (name, rows) in enumerate(named.items(), 1):
        found += [
            replace(one, place=f"{name} {'ABCDEF'[one.column - 1]}{one.row}") for one in passages(rows, table=number)
        ]
    return Paper(tuple(found), "xlsx")


# -- grades ------------------------------------------------------------------------------------------------------------


def test_grades_with_points_in_the_head_or_the_cell_are_levels_and_the_highest_is_the_item() -> None:
    rows: Rows = (
        ("项目", "优（20分）", "中（12分）", "差（0分）"),
        ("道路", "整洁", "有少量垃圾", "无人清扫"),
        ("沟渠", "清澈", "有漂浮物", "黑臭"),
    )
    draft = draft_of(table(rows))
    assert levels(draft) == [[("优", 20), ("中", 12), ("差", 0)]] * 2
    assert next((one["points"], one["note"]) for one in items(draft)) == (
        20,
        "优（20分）：整洁 中（12分）：有少量垃圾 差（0分）：无人清扫",
    )
    assert draft.doubts == ()
    cells: Rows = (
        ("测评项目", "等级", "", "", "得分"),
        ("", "A", "B", "C", ""),
        ("态度", "30", "20", "10", ""),
        ("效率", "70", "50", "30", ""),
        ("总分", "100", "", "", ""),
    )
    found = draft_of(table(cells, ((1, 1, 2, 1), (1, 2, 1, 3), (1, 5, 2, 1), (5, 2, 1, 3))))
    assert levels(found) == [[("A", 30), ("B", 20), ("C", 10)], [("A", 70), ("B", 50), ("C", 30)]]
    assert (tree(found), found.data["scoring"]["full"]) == (["态度 30", "效率 70"], 100)


def test_coefficients_and_remarks_give_shares_and_a_range_gives_no_level() -> None:
    rows: Rows = (
        ("要点", "分值", "A\n(1.0)", "B\n(0.6)", "得分"),
        ("开齐课程", "40", "", "", ""),
        ("安全演练", "60", "", "", ""),
    )
    assert levels(draft_of(table(rows))) == [[("A", 100), ("B", 60)]] * 2
    told_below: Rows = (
        ("要点", "分值", "A", "B", "C"),
        ("礼让", "40", "90%以上", "80%以上", "80%以下"),
        ("秩序", "60", "好", "较好", "差"),
    )
    remark = "注：A得该项分值的100%，B得60%，C不得分。"
    found = draft_of(paper("测评标准", passages(told_below), remark))
    assert levels(found) == [[("A", 100), ("B", 60), ("C", 0)]] * 2
    ranges: Rows = (("要点", "满分", "优", "良"), ("目标", "40", "36-40", "30-35"), ("过程", "60", "50-60", "40-49"))
    given = draft_of(table(ranges))
    assert levels(given) == [[], []]
    assert items(given)[0]["note"] == "优：36-40 良：30-35"


def test_grades_without_any_worth_are_the_jurisdictions_or_are_asked_about() -> None:
    rows: Rows = (
        ("项目", "要点", "优", "良", "差"),
        ("备课", "目标明确", "", "", ""),
        ("上课", "重点突出", "", "", ""),
    )
    draft = draft_of(table(rows))
    assert draft.data["levels_set_by"] == "jurisdiction"
    assert [one["title"] for one in draft.data["levels"]] == ["优", "良", "差"]
    assert "\nlevels_set_by = " in standard_text(draft)
    assert '[[levels]]\nid = "优"' in standard_text(draft)
    scored = draft_of(
        table([(*cells[:2], points, *cells[2:]) for cells, points in zip(rows, ("分值", "40", "60"), strict=True)])
    )
    assert [one.message for one in scored.doubts] == [
        "没有读到等级“优、良、差”各得多少分：各项按分值给分，没有写成等级"
    ]
    assert "levels" not in scored.data
    ticked: Rows = (
        ("项目", "要点", "符合", "基本符合", "不符合"),
        ("消防", "通道畅通", "", "", ""),
        ("制度", "每日巡查", "", "", ""),
    )
    assert "levels" not in draft_of(table(ticked)).data


# -- weights -----------------------------------------------------------------------------------------------------------


def test_weights_of_weights_are_multiplied_exactly_and_that_is_asked_once() -> None:
    rows: Rows = (
        ("一级指标", "权重", "二级指标", "权重", "三级指标", "权重"),
        ("投入", "30%", "设定", "40%", "合理性", "50%"),
        ("", "", "", "", "明确性", "50%"),
        ("", "", "配置", "60%", "完整率", "100%"),
        ("产出", "70%", "履职", "100%", "完成率", "33%"),
        ("", "", "", "", "满意度", "67%"),
    )
    draft = draft_of(table(rows))
    assert tree(draft) == [
        ("投入 30", [("设定 12", ["合理性 6", "明确性 6"]), ("配置 18", ["完整率 18"])]),
        ("产出 70", [("履职 70", ["完成率 23.1", "满意度 46.9"])]),
    ]
    (doubt,) = draft.doubts
    assert doubt.message == "各级权重是上一级的百分之几，分值由各级权重相乘得出，如“合理性”30%×40%×50%，读作 6 分"
    as_printed = draft_of(draft.paper, [Mend(doubt.key, "role", "points")])
    assert [one["points"] for one in items(as_printed)] == [50, 50, 100, 33, 67]
    blocks: Rows = (
        ("板块", "板块权重", "指标", "分值"),
        ("党建", "40%", "学习", "60"),
        ("", "", "教育", "40"),
        ("业务", "60%", "任务", "100"),
    )
    assert tree(draft_of(table(blocks))) == [("党建 40", ["学习 24", "教育 16"]), ("业务 60", ["任务 60"])]


def test_shares_behind_headings_and_weights_of_items_that_are_all_worth_the_same() -> None:
    rows: Rows = (
        ("一级指标", "二级指标", "权重（%）"),
        ("经济（30%）", "收入", "12"),
        ("", "投资", "18"),
        ("治理（70%）", "信访", "70"),
    )
    draft = draft_of(table(rows))
    assert tree(draft) == [("经济 30", ["收入 12", "投资 18"]), ("治理 70", ["信访 70"])]
    assert draft.doubts == ()
    same: Rows = (("指标", "权重", "满分"), ("增速", "20%", "100"), ("投资", "80%", "100"))
    found = draft_of(table(same))
    assert tree(found) == ["增速 20", "投资 80"]
    assert [one.message for one in found.doubts] == ["各项满分都是 100 分，按“权重”计入总分，读作分值"]


# -- several tables ----------------------------------------------------------------------------------------------------


def test_pages_cut_a_table_between_items_of_one_heading_and_within_a_row() -> None:
    head = ("序号", "考核项目", "考核要求", "标准分", "评分细则")
    first = passages(
        (head, ("1", "市容", "无占道", "10", "一处扣1分"), ("2", "保洁", "每日保洁时间不少", "20", "每发现一处"))
    )
    second = passages((head, ("", "", "于12小时", "", "扣1分"), ("3", "保洁", "公厕整洁", "10", "一处扣1分")), table=2)
    third = passages(
        (("4", "保洁", "河道清洁", "10", "一处扣1分"), ("5", "绿化", "无缺株", "50", "一株扣1分")), table=3
    )
    draft = draft_of(paper("城管考核标准", first, second, "续表", third))
    assert [(name, len(below)) for name, below in tree(draft)] == [("市容", 1), ("保洁", 3), ("绿化", 1)]
    assert items(draft)[1]["title"] == "每日保洁时间不少于12小时"
    assert [one["points"] for one in items(draft)] == [10, 20, 10, 10, 50]
    assert draft.unaccounted == 0
    again = passages((head, ("1", "另表", "无关", "100", "一处扣1分")), table=2)
    assert len(tree(draft_of(paper("考核标准", first, again)))) == 3


def test_headings_of_two_levels_stand_between_tables() -> None:
    def rows(first: int, *names: str) -> Rows:
        return (("编号", "指标", "分值"), *((str(at), name, "10") for at, name in enumerate(names, first)))

    draft = draft_of(
        paper(
            "法治评价标准（50分）",
            "第一部分 领导（20分）", "（一）议事（10分）", passages(rows(1, "开会")), "（二）责任（10分）", passages(rows(2, "述法"), table=2),
            "第二部分 执法（30分）", "（一）规范（30分）", passages(rows(3, "公示", "记录", "审核"), table=3),
        )
    )  # fmt: skip
    assert tree(draft) == [
        ("领导 20", [("议事 10", ["开会 10"]), ("责任 10", ["述法 10"])]),
        ("执法 30", [("规范 30", ["公示 10", "记录 10", "审核 10"])]),
    ]
    assert (draft.data["scoring"]["full"], draft.doubts, draft.findings) == (50, (), ())


def test_a_table_within_a_cell_is_a_remark_of_its_item() -> None:
    outer = passages(
        (("指标", "分值", "评分标准"), ("满意度", "40", "按测评结果计分："), ("知晓率", "60", "每低1个百分点扣1分"))
    )
    scale = [
        replace(one, within=(1, 2, 3))
        for one in passages((("测评结果", "得分"), ("90%以上", "40"), ("80%以下", "0")), table=2)
    ]
    draft = draft_of(paper("考核表", [*outer[:6], *scale, *outer[6:]]))
    assert tree(draft) == ["满意度 40", "知晓率 60"]
    assert items(draft)[0]["note"] == "测评结果：得分 90%以上：40 80%以下：0"
    assert all("measure" not in one for one in items(draft)[0]["requirements"])
    assert draft.unaccounted == 0


def test_readers_say_in_which_cell_a_table_stands() -> None:
    page = read_html("<table><tr><td>指标</td><td>甲<table><tr><td>乙</td><td>丁</td></tr></table></td></tr></table>丙")
    assert [one.within for one in page.passages] == [None, None, (1, 1, 2), (1, 1, 2), None]


def test_sheets_with_the_same_head_are_read_alike_and_those_with_a_full_score_each_are_apart() -> None:
    head = ("序号", "考核项目", "考核内容", "分值")
    alike = sheets(
        党建=(("党建考核表（30分）", "", "", ""), head, ("1", "学习", "每月一次", "30")),
        业务=(
            ("业务考核表（70分）", "", "", ""),
            head,
            ("1", "审批", "按时办结", "20"),
            ("", "", "一次告知", "10"),
            ("2", "执法", "公示", "40"),
        ),
    )
    draft = draft_of(alike)
    assert tree(draft) == [
        ("党建 30", [("学习", ["每月一次 30"])]),
        ("业务 70", [("审批", ["按时办结 20", "一次告知 10"]), ("执法", ["公示 40"])]),
    ]
    assert (draft.doubts, draft.findings) == ((), ())
    apart = sheets(
        乡镇=(
            ("乡镇考核表（100分）", "", "", ""),
            head,
            ("1", "产业", "完成任务", "60"),
            ("2", "稳定", "无案件", "40"),
        ),
        部门=(
            ("部门考核表（100分）", "", "", ""),
            head,
            ("1", "职能", "完成任务", "70"),
            ("2", "机关", "无通报", "30"),
        ),
    )
    assert draft_of(apart).sheets == ("乡镇考核表（100分）", "部门考核表（100分）")
    assert [draft_of(apart, sheet=one).data["title"] for one in (1, 2)] == ["乡镇考核表", "部门考核表"]
    assert [one["points"] for one in items(draft_of(apart, sheet=2))] == [70, 30]


def test_different_tables_beside_each_other_and_headless_ones_below_headings() -> None:
    rows: Rows = (
        ("序号", "内容", "分值", "", "加分项目", "最高加分"),
        ("1", "巡查", "40", "", "提供线索，每条加2分", "6"),
        ("2", "采集", "60", "", "获得表扬，每次加1分", "4"),
    )
    draft = draft_of(table(rows))
    assert tree(draft) == ["巡查 40", "采集 60"]
    assert [(one["amount"], one["cap"]) for one in draft.data["adjustments"]] == [(2, 6), (1, 4)]
    first = passages((("1", "村规民约上墙", "20"), ("2", "理事会发挥作用", "20")))
    second = passages((("1", "调解成功率不低于95%", "30"), ("2", "无越级上访，发生一起扣5分", "30")), table=2)
    found = draft_of(paper("村级考核细则", "一、乡风（40分）", first, "二、稳定（60分）", second))
    assert [(name, len(below)) for name, below in tree(found)] == [("乡风 40", 2), ("稳定 60", 2)]
    # Points that add up to what the heading prints are beyond doubt.
    assert found.doubts == ()


# -- what adds, takes off, bars ----------------------------------------------------------------------------------------


def test_lists_of_what_adds_takes_off_and_bars_with_columns_of_their_own() -> None:
    rated = passages((("指标", "要求", "分值"), ("治安", "发案下降", "40"), ("化解", "调处到位", "60")))
    adds = passages(
        (
            ("序号", "加分事项", "加分标准", "加分上限", "认定部门"),
            ("1", "表彰", "国家级加3分，省级加2分", "5", "政法委"),
        ),
        table=2,
    )
    takes = passages((("序号", "扣分事项", "扣分标准", "认定部门"), ("1", "通报", "每次扣2分", "政法委")), table=3)
    bars = passages(
        (("序号", "否决事项", "处理办法", "认定部门"), ("1", "发生命案", "考核结果直接定为不合格等次", "公安局")),
        table=4,
    )
    signed = passages((("类别", "项目", "分值"), ("加分", "表扬", "+3"), ("减分", "约谈", "-1")), table=5)
    draft = draft_of(
        paper(
            "平安考核细则", "一、基本分（100分）", rated, "二、加分项（最高10分）", adds, "三、扣分项", takes, "四、一票否决事项", bars,
            "附加分评分标准", signed,
        )
    )  # fmt: skip
    assert tree(draft) == [("基本分 100", ["治安 40", "化解 60"])]
    told_apart = [(one["kind"], one["text"], one.get("amount"), one.get("cap")) for one in draft.data["adjustments"]]
    assert told_apart == [
        ("bonus", "表彰：国家级加3分，省级加2分", None, 5),
        ("penalty", "通报：每次扣2分", 2, None),
        ("bonus", "加分：表扬", 3, None),
        ("penalty", "减分：约谈", 1, None),
    ]
    assert draft.data["adjustments"][0]["range"] == {"low": 2, "high": 3}
    (veto,) = draft.data["vetoes"]
    assert (veto["text"], veto["label"]) == ("发生命案：考核结果直接定为不合格等次", "不合格")
    # What the heading of a list limits holds for all of it.
    assert draft.data["document"]["rules"] == ["加分项（最高10分）"]
    assert "adjustment_caps" not in draft.data  # one entry with a limit of its own, and no word of the other list
    assert (draft.doubts, draft.findings) == ((), ())


def test_a_sheet_of_faults_alone_is_one_item_worth_the_printed_base() -> None:
    rows: Rows = (
        ("类别", "问题描述", "单位", "扣分值"),
        ("保洁", "路面有垃圾", "处", "0.5"),
        ("占道", "流动摊贩", "处", "1"),
    )
    draft = draft_of(paper("市容扣分标准", "基准分100分，按下列标准扣分，扣完为止。", passages(rows)))
    (item,) = items(draft)
    assert (item["points"], [one["deduct"] for one in item["requirements"]]) == (
        100,
        [{"each": Decimal("0.5")}, {"each": Decimal(1)}],
    )
    assert [one.code for one in draft.doubts] == ["base"]
    assert draft.data["adjustments"] == []


def test_ways_of_counting_behind_a_table_and_a_table_of_results() -> None:
    rated = passages((("项目", "要点", "分值"), ("巡河", "每月2次", "40"), ("水质", "达标", "60")))
    results = passages((("等次", "优秀", "合格", "不合格"), ("得分", "90分以上", "60—89分", "60分以下")), table=2)
    draft = draft_of(
        paper(
            "河长制考核细则", rated, "计分办法：", "1.实行百分制，每项扣完该项分值为止。", "2.经验被省级推广的，每次加2分，累计不超过6分。",
            "3.被上级通报的，每次扣1分。", "4.有下列情形之一的，考核结果为不合格：", "（1）发生重大污染事件的；", "（2）弄虚作假的。", "考核等次划分", results,
        )
    )  # fmt: skip
    assert [(one["kind"], one["amount"], one.get("cap")) for one in draft.data["adjustments"]] == [
        ("bonus", 2, 6),
        ("penalty", 1, None),
    ]
    assert [one["text"] for one in draft.data["vetoes"]] == ["发生重大污染事件的", "弄虚作假的。"]
    assert [(one["label"], one.get("when")) for one in draft.data["outcomes"]] == [
        ("优秀", {"score_at_least": 90}),
        ("合格", {"score_at_least": 60}),
        ("不合格", None),
    ]
    assert "每项扣完该项分值为止" in draft.data["document"]["rules"][0]


# -- columns -----------------------------------------------------------------------------------------------------------


def test_points_with_signs_in_brackets_alone_and_in_a_row_of_headings() -> None:
    stars: Rows = (("考评内容", "考评要点", "分值"), ("目标", "方针明确", "10★★"), ("目标", "措施具体", "90"))
    draft = draft_of(table(stars))
    assert [(one["points"], one.get("note")) for one in items(draft)] == [(10, "分值旁印有“★★”"), (90, None)]
    bare: Rows = (
        ("序号", "项目分值", "标准"),
        ("1", "意识（10分）", "制度上墙。（2.5）"), ("", "", "职责明确。（7.5）"), ("2", "活动（15分）", "每年4次。（8）"), ("", "", "经费保障（7）"),
    )  # fmt: skip
    found = draft_of(table(bare, ((2, 1, 2, 1), (2, 2, 2, 1), (4, 1, 2, 1), (4, 2, 2, 1))))
    assert tree(found) == [("意识 10", ["制度上墙 2.5", "职责明确 7.5"]), ("活动 15", ["每年4次 8", "经费保障 7"])]
    spread: Rows = (
        ("序号", "评价内容", "", "分值", "方法"),
        ("一", "环境", "", "50分", ""), ("1.1", "无障碍设施", "", "50", "查看"), ("二", "设备", "", "50分", ""), ("2.1", "呼叫装置", "", "50", "查看"),
    )  # fmt: skip
    merges = ((1, 2, 1, 2), (2, 2, 1, 2), (2, 4, 1, 2), (3, 2, 1, 2), (4, 2, 1, 2), (4, 4, 1, 2), (5, 2, 1, 2))
    assert tree(draft_of(table(spread, merges))) == [("环境 50", ["无障碍设施 50"]), ("设备 50", ["呼叫装置 50"])]


def test_points_for_each_level_below_one_head_and_rows_to_sign() -> None:
    rows: Rows = (
        ("指标名称", "", "分值", "", "评价标准"),
        ("一级", "二级", "一级", "二级", ""),
        ("开办", "环节", "40", "10", "每多1个扣2分"),
        ("", "时间", "", "30", "每超1天扣2分"),
        ("用电", "成本", "60", "60", "高于平均不得分"),
        ("标化分=实得分/总分×100", "", "", "", ""),
        ("考评组组长：", "", "成员：", "", "日期："),
    )
    merges = (
        (1, 1, 1, 2),
        (1, 3, 1, 2),
        (1, 5, 2, 1),
        (3, 1, 2, 1),
        (3, 3, 2, 1),
        (6, 1, 1, 5),
        (7, 1, 1, 2),
        (7, 3, 1, 2),
    )
    given = table(rows, merges)
    assert tree(draft_of(given)) == [("开办 40", ["环节 10", "时间 30"]), ("用电 60", ["成本 60"])]
    assert [one.split()[0] for one in told(given)[-4:]] == ["note", "form", "form", "form"]
    assert draft_of(given).doubts == ()


def test_the_most_outweighs_its_steps_numbers_with_dashes_and_brackets_that_stand_upright() -> None:
    rows: Rows = (
        ("标准号", "指标", "标准", "单项分值", "最高分值"),
        ("1", "保障条件", "", "", "200"),
        ("1-1", "建筑面积", "4000", "60", "60"),
        ("", "", "2500", "40", ""),
        ("1-2", "年拨款", "80", "140", "140"),
        ("", "", "50", "100", ""),
    )
    draft = draft_of(table(rows, ((3, 1, 2, 1), (3, 2, 2, 1), (3, 5, 2, 1), (5, 1, 2, 1), (5, 2, 2, 1), (5, 5, 2, 1))))
    assert tree(draft) == [("保障条件 200", ["建筑面积 60", "年拨款 140"])]
    assert items(draft)[0]["note"] == "标准：4000 标准：2500"
    upright: Rows = (
        ("考评\n内容", "考 评 标 准", "分 值", "评分说明", "村自评"),
        ("一\n组织\n︵20分︶", "⒈议军2次", "10", "每少1次扣5分", ""),
        ("", "⒉经费列入预算", "10", "未列入扣10分", ""),
        ("二\n优属\n︵80分︶", "⒊优待金", "80", "未发放扣20分", ""),
    )
    found = draft_of(table(upright, ((2, 1, 2, 1),)))
    assert [one["points"] for one in found.data["dimensions"]] == [20, 80]
    assert [one["points"] for one in items(found)] == [10, 10, 80]
    assert found.doubts == ()


def test_a_heading_continued_and_rules_beside_the_demands_they_price() -> None:
    rows = (
        ("一级指标", "考核项目", "考核内容", "分值", "评分标准"),
        (
            "依法治理（14分）",
            "机构",
            "成立领导小组，每季度研究法治工作不少于1次。",
            "8",
            "未成立的不得分；每少研究一次扣2分。",
        ),
        ("依法治理（续）", "合同审查", "合同送审率不低于95%。", "", "每低一个百分点扣0.5分。"),
        (
            "普法（86分）",
            "明白人",
            "培育明白人不少于3人，每年培训不少于2次。",
            "86",
            "每少1人扣1分，每少培训1次扣2分。",
        ),
    )
    draft = draft_of(table(rows))
    # The section goes on: it is no other one, and what is missing is worked out from its points.
    assert [one["title"] for one in draft.data["dimensions"]] == ["依法治理", "普法"]
    assert [(one.code, one.read_as) for one in draft.findings] == [("no-points", "6 分")]
    said = [
        (one.get("measure", {}).get("at_least"), one["deduct"]) for item in items(draft) for one in item["requirements"]
    ]
    assert said == [
        (1, {"each": 2}),
        (None, {"amount": 8}),
        (95, {"each": Decimal("0.5")}),
        (3, {"each": 1}),
        (2, {"each": 2}),
    ]
