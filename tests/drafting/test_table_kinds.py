"""Tables of other kinds: without a head, beside themselves, of bonuses, of grades, cut by pages; and nothing gets lost."""

from __future__ import annotations

import random

from rubrics import Rows, paper, passages, table, told, tree

from kaoping.drafting.assemble import draft_of
from kaoping.drafting.tables.columns import table_reads
from kaoping.drafting.values import Mend
from kaoping.drafting.walk import criteria


def test_a_rubric_without_a_head_is_read_by_its_content_and_asked_about() -> None:
    rows = (("1", "建立学法制度并落实", "5"), ("2", "每年述法一次", "6"), ("3", "公开权责清单", "9"))
    found = table_reads(table(rows), 1, range(9))
    assert found is not None
    assert [(one.number, one.points) for one in found if one.role == "criterion"] == [("1", 5), ("2", 6), ("3", 9)]
    assert [one.why for one in found if one.doubt == "column"] == [
        "表格没有表头，按内容把第3列读作分值、第2列起读作指标或内容"
    ]


def test_a_head_that_names_what_adds_and_a_column_of_the_most() -> None:
    rated = passages((("项目", "内容", "分值"), ("学法", "每年4次", "50"), ("述法", "每年1次", "50")))
    added = passages(
        (("加分项目", "加分标准", "最高分"), ("表彰", "省级以上每次加3分", "6"), ("创新", "被推广", "4")), table=2
    )
    draft = draft_of(paper("考核细则", rated, added))
    assert [(one["text"], one.get("amount"), one["cap"]) for one in draft.data["adjustments"]] == [
        ("表彰：省级以上每次加3分", 3, 6),
        ("创新：被推广", None, 4),
    ]
    assert tree(draft) == ["学法 50", "述法 50"]


def test_a_column_of_what_costs_points_makes_no_penalties() -> None:
    rows = (
        ("指标", "要点", "扣分情形", "分数"),
        ("政务", "办成率95％以上", "每低1％扣2分", "５０"),
        ("监管", "检查2次", "少1次扣5分", "50"),
    )
    assert [one.split()[0] for one in told(table(rows))] == ["criterion", "requirement", "deduction"] * 2


def test_columns_of_grades_are_notes_of_the_item() -> None:
    rows = (
        ("评价指标", "优秀（10分）", "一般（5分）", "分值"),
        ("服务态度", "热情周到", "一般", "10"),
        ("办事效率", "即时办结", "偶有超期", "10"),
    )
    assert told(table(rows))[:3] == ["criterion 10 服务态度", "note 优秀（10分）：热情周到", "note 一般（5分）：一般"]


def test_a_table_beside_itself_and_cards_with_the_head_at_the_left() -> None:
    rows = (
        ("序号", "项目", "分值", "序号", "项目", "分值"),
        ("1", "学法", "5", "3", "培训", "6"),
        ("2", "述法", "5", "4", "督察", "7"),
    )
    draft = draft_of(table(rows))
    assert tree(draft) == ["学法 5", "述法 5", "培训 6", "督察 7"]
    assert draft.findings == ()
    card = (
        ("指标名称", "调解成功率"),
        ("指标编号", "1"),
        ("分值", "20"),
        ("评分标准", "低于95%不得分"),
        ("责任单位", "司法局"),
    )
    assert told(table(card)) == ["criterion 1 20 调解成功率", "deduction 低于95%不得分", "responsible 司法局"]


def test_notes_below_a_table_may_tell_outcomes_and_what_bars() -> None:
    rows: Rows = (
        ("序号", "项目", "分值"),
        ("1", "学法", "50"),
        ("2", "述法", "50"),
        ("说明：1.本表由司法局解释。", "", ""),
        ("2.年内发生重大案件的，取消评优资格。", "", ""),
        ("3.得分90分以上为优秀，60分以下为不合格。", "", ""),
    )
    given = table(rows, [(row, 1, 1, 3) for row in (4, 5, 6)])
    assert [one.split()[0] for one in told(given)[2:]] == ["note", "veto", "outcome"]
    assert [one.code for one in draft_of(given).doubts if one.place == "表1 第5行第1列"] == ["veto-note"]


def test_a_row_that_bars_among_the_items_and_a_sum_without_a_name() -> None:
    rows = (
        ("序号", "考核标准", "分值", "考核得分"),
        ("1", "成立领导小组，明确专人负责。", "5", ""),
        ("2", "发生重大案件的，一票否决。", "", ""),
        ("", "", "共5分", ""),
    )
    assert (
        told(table(rows))
        == [
            "criterion 1 5 成立领导小组，明确专人负责。",
            "veto 2 发生重大案件的，一票否决。",
            "total 5 共5分",
        ]
        or told(table(rows))[-1] == "total 共5分"
    )


def test_weights_of_one_and_levels_numbered_with_dots() -> None:
    weights = (
        ("一级指标", "二级指标", "权重"),
        ("投入", "编制", "0.15"),
        ("", "到位", "0.25"),
        ("产出", "完成", "0.6"),
    )
    assert tree(draft_of(table(weights))) == [("投入", ["编制 15", "到位 25"]), ("产出", ["完成 60"])]
    dotted = (
        ("指标", "分值", "要求"),
        ("1 组织", "30", ""),
        ("1.1 机构", "30", "有机构"),
        ("2 成效", "70", ""),
        ("2.1 知晓率", "70", "不低于80%"),
    )
    assert tree(draft_of(table(dotted))) == [("组织 30", ["机构 30"]), ("成效 70", ["知晓率 70"])]


def test_names_repeated_in_every_row_are_one_level_and_bounds_in_a_column_are_notes() -> None:
    rows = (
        ("一级指标", "二级指标", "三级指标", "分值"),
        ("组织", "机构", "设立小组", "5"),
        ("组织", "机构", "专人负责", "6"),
        ("组织", "经费", "列入预算", "10"),
        ("决策", "经费", "列入预算", "20"),
    )
    draft = draft_of(table(rows))
    assert tree(draft) == [
        ("组织", [("机构", ["设立小组 5", "专人负责 6"]), ("经费", ["列入预算 10"])]),
        ("决策", [("经费", ["列入预算 20"])]),
    ]
    assert [one.text for one in draft.parts if one.why == "与上一格相同，不另作一级"] == ["组织", "机构", "组织"]
    bounds = (("指标名称", "目标值", "单位", "权重"), ("普法率", "95", "%", "10"), ("调解成功率", "98", "%", "20"))
    assert told(table(bounds)) == [
        "criterion 10 普法率", "note 目标值：95", "note 单位：%", "criterion 20 调解成功率", "note 目标值：98", "note 单位：%",
    ]  # fmt: skip


def test_a_row_cut_by_a_page_is_put_together_again() -> None:
    first = passages(
        (
            ("序号", "考核内容", "评分标准", "分值"),
            ("1", "制度", "建立制度，未建立扣", "5"),
        )
    )
    second = passages((("", "", "三分；不完善扣1分。", ""), ("2", "宣传", "少一次扣1分", "5")), table=2)
    draft = draft_of(paper("考核表", first, "续表", second))
    assert tree(draft) == ["制度 5", "宣传 5"]
    told = [(one["text"], one["deduct"]["amount"]) for one in draft.data["criteria"][0]["requirements"]]
    assert told == [("建立制度，未建立扣三分", 3), ("不完善扣1分。", 1)]
    assert draft.unaccounted == 0


WORDS = (
    "", "", "序号", "一级指标", "考核内容", "分值", "评分标准", "责任单位", "备注", "得分", "一、组织领导（15分）", "（一）机制", "1.成立小组（2分）；2.开展活动",
    "每少一次扣0.5分，扣完为止", "5", "l5分", "10%", "合计", "小计", "注：另行通知。", "同上", "司法局", "查阅资料", "加分项", "一票否决", "甲\n乙", "①甲②乙", "年 月 日",
    "三、" * 3, "。", "（）", "负责\n（5分）\n落实。", "1", "2", "一", "续表",
)  # fmt: skip


def test_every_character_of_any_table_is_accounted_for() -> None:
    chance = random.Random(20251121)
    for _ in range(150):
        width, height = chance.randint(1, 6), chance.randint(1, 8)
        rows = [[chance.choice(WORDS) for _ in range(width)] for _ in range(height)]
        if chance.random() < 0.7 and width > 2:
            rows[0] = [chance.choice(WORDS[2:10]) for _ in range(width)]
        merges = []
        for row in range(1, height + 1):
            for column in range(1, width + 1):
                if chance.random() < 0.2:
                    merges.append((row, column, chance.randint(1, 3), chance.randint(1, 3)))
        second = passages(rows[1:], table=2) if chance.random() < 0.3 else []
        given = paper("标准", passages(rows, merges), second)
        for number in (1, 2):
            indices = [index for index, one in enumerate(given.passages) if one.table == number]
            spans: dict[int, int] = {}
            for one in sorted(table_reads(given, number, indices) or (), key=lambda read: (read.passage, read.start)):
                if one.end == one.start:
                    continue
                assert one.start >= spans.get(one.passage, 0), (rows, merges)
                spans[one.passage] = one.end
        draft = draft_of(given)
        for index, passage in enumerate(given.passages):
            own = "".join(part.text for part in draft.parts if part.key.passage == index)
            assert "".join(own.split()) == "".join(passage.printed.split()), (rows, merges)


def test_a_target_in_a_column_of_its_own_is_offered_as_a_bound_where_it_is_sure() -> None:
    rows = (
        ("序号", "指标", "分值", "单位", "年度目标值", "评分标准"),
        ("1", "负责人出庭应诉率", "10", "%", "95", "每低1个百分点扣1分"),
        ("2", "法治宣传活动次数", "10", "次", "4", "每少1次扣1分"),
        ("3", "投诉率", "20", "%", "3", "每高1个百分点扣2分"),
        ("4", "新增规模企业数", "20", "家", "12", "按比例得分"),
        ("5", "党建工作", "20", "", "优秀", "酌情扣分"),
        ("6", "案卷合格率", "20", "", "98%", ""),
    )
    given = table(rows)
    draft = draft_of(given)
    # The column is asked about once; that it is only told settles all of it, else the next is asked.
    (first,) = draft.doubts
    assert "像是界限：“负责人出庭应诉率不低于95%，每低1个百分点扣1分”；这一列还有 3 处" in first.message
    assert draft_of(given, [first.offers[0]]).doubts == ()
    taken, asked = draft, [first]
    while taken.doubts:
        taken = draft_of(given, [one.offers[1] for one in asked])
        asked += taken.doubts
    assert [one.place for one in asked] == [f"表1 第{row}行第5列" for row in (2, 3, 4, 7)]
    assert asked[1].message.split("；这一列")[0].endswith("像是界限：“法治宣传活动次数全年不少于4次，每少1次扣1分”")
    items = {one["id"]: one for one in criteria(taken.data)}
    told = {
        id: [(one["measure"], one.get("deduct")) for one in items[id]["requirements"] if "measure" in one]
        for id in "1236"
    }
    assert {id: [({key: value for key, value in measure.items() if key != "fact"}, cost) for measure, cost in found] for id, found in told.items()} == {
        "1": [({"at_least": 95}, {"each": 1})],
        "2": [({"at_least": 4, "per": "year"}, {"each": 1})],
        "3": [({"at_most": 3}, {"each": 2})],
        "6": [({"at_least": 98}, None)],
    }  # fmt: skip


def test_what_faults_cost_without_points_to_take_it_from_is_asked_once() -> None:
    rows = (
        ("序号", "考核项目", "扣分标准"),
        ("1", "作风", "迟到的，每人次扣1分"),
        ("2", "报送", "未报送的，每次扣2分"),
    )
    draft = draft_of(table(rows))
    (asked,) = draft.doubts
    assert (asked.code, asked.place) == ("unscored", "表1 第2行第3列")
    assert "印了扣几分（2 处），而没有一项印分值" in asked.message
    assert draft.data["scoring"]["model"] == "attainment"
    given = [Mend(part.key, "points", "50") for part in draft.parts if part.role == "criterion"]
    scored = draft_of(table(rows), given)
    assert scored.doubts == ()
    assert [[one.get("deduct") for one in item["requirements"] if "deduct" in one] for item in criteria(scored.data)] == [[{"each": 1}], [{"each": 2}]]  # fmt: skip
