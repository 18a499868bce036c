"""What documents of offices no one here knows taught: nothing lands in the wrong place, and what is odd is told once."""

from __future__ import annotations

from dataclasses import replace

from outlines import draft, items
from rubrics import Rows, paper, passages, table, tree

from kaoping.drafting.assemble import draft_of
from kaoping.drafting.author.asked import asked, settled
from kaoping.drafting.phrases import deduction, total_of
from kaoping.drafting.values import Draft, Finding, Mend
from kaoping.drafting.write import standard_text
from kaoping.intake.paper import Paper, Passage


def vetoes(found: Draft) -> list[str]:
    return [one["text"].rstrip("。；") for one in found.data["vetoes"]]


def codes(found: Draft) -> list[str]:
    return [one.code for one in found.findings]


LOST = """乡村振兴考核评分标准（总分1OO分）
一、产业（40分）
1、粮食（20分）。
2、品牌（20分）。
二、文化（20分）
（一）移风易俗（10分）。
（二）文化中心达标率不低于95%（10分）。
1、卫生厕所（15分），每低1个百分点扣1分；
2、垃圾处理（10分）。
四、组织（15分）
1、班子（10分）。
1、村务公开（5分）。
"""


def test_items_of_a_lost_section_do_not_fall_below_the_item_before() -> None:
    found = draft(LOST)
    assert found.data["scoring"]["full"] == 100
    assert tree(found)[2] == ("（标题漏印）", ["卫生厕所 15", "垃圾处理 10"])
    assert [one for one in items(found) if one.startswith("3.")] == ["3.1", "3.2"]
    doubt = next(one for one in found.doubts if one.code == "heading-lost")
    assert doubt.message.startswith("这里起 2 项共 25 分，多于上一项的 10 分，前面像是丢了标题")
    assert "# 待填：3 的 title（标题漏印，请照原件补上）" in standard_text(found)
    assert found.unaccounted == 0


def test_a_number_twice_is_told_once_also_when_it_is_accepted() -> None:
    found = draft(LOST)
    twice = next(one for one in found.doubts if one.code == "number-twice")
    assert "number-twice" not in codes(found)
    accepted = draft_of(found.paper, [Mend(twice.key, "accepted")])
    assert "number-twice" not in [*codes(accepted), *(one.code for one in accepted.doubts)]


RULES = """安全生产责任制考核办法
第二章 考核内容
第二条 考核总分为100分，由以下部分组成：
（一）责任落实（30分）：1.签订责任书（10分），未签订不得分；2.每季度开会不少于1次（20分）。
（二）监管执法（40分）：1.检查计划完成率不低于100%（20分）。2.办结率不低于95%（20分）。
（三）应急救援（20分）：演练每年不少于2次。
第三条 有下列情形的予以扣分：
（一）发生较大事故的，每起扣10分；
（二）被挂牌督办的，每次扣2分。
第四条 得分90分以上为优秀，60-90分为合格，60分以下为不合格。
第五条 本办法由县安委办负责解释，自发布之日起施行。
"""


def test_articles_that_take_off_rank_or_close_are_no_items() -> None:
    found = draft(RULES)
    assert [title for title, _ in tree(found)] == ["责任落实 30", "监管执法 40", "应急救援 20"]
    assert tree(found)[2][1] == ["应急救援 20"]
    assert [(one["kind"], one["amount"]) for one in found.data["adjustments"]] == [("penalty", 10), ("penalty", 2)]
    assert [one["label"] for one in found.data["outcomes"]] == ["优秀", "合格", "不合格"]
    assert codes(found) == ["full-sum"]


def test_what_bars_is_a_veto_among_penalties_below_items_and_behind_a_table() -> None:
    text = "综治考核标准\n一、工作（60分）\n1.台账（60分）。\n二、扣分（否决）事项\n1.发生命案的，一票否决。\n2.被通报的，每次扣2分。\n"
    found = draft(text + "有下列情形之一的，当年考核定为D级：1.发生重大事件；2.隐瞒事故。\n")
    assert vetoes(found) == ["发生命案的，一票否决", "发生重大事件", "隐瞒事故"]
    assert [one["amount"] for one in found.data["adjustments"]] == [2]
    rows: Rows = (("项目", "考核内容", "分值"), ("机制", "成立领导机构", "40"), ("队伍", "组建应急队伍", "60"))
    note = "注：90分以上为优秀。凡发生较大事故的，考评等次定为不合格。"
    behind = draft_of(paper(passages(rows), note))
    assert vetoes(behind) == ["凡发生较大事故的，考评等次定为不合格"]
    assert [one["label"] for one in behind.data["outcomes"]] == ["优秀"]
    assert [one.code for one in behind.doubts] == ["veto-note"]
    within = draft_of(
        table((*rows, ("注：1.90分以上为优秀；2.出现重大问题的，取消评优资格。", "", "")), [(4, 1, 1, 3)])
    )
    assert vetoes(within) == ["出现重大问题的，取消评优资格"]
    assert [one["label"] for one in within.data["outcomes"]] == ["优秀"]


def test_a_heading_that_is_its_only_item_and_remarks_and_rows_that_bar() -> None:
    text = "校园考评标准\n一、组织（30分）\n1.机构（10分）。\n2.制度（20分）。\n二、教育（20分）\n三、排查（50分）\n1.排查（25分）。\n2.整改（25分）。\n"
    found = draft(text + "注：凡发生重伤事件的，当年考核定为不合格。\n")
    assert [title for title, _ in tree(found)] == ["组织 30", "教育 20", "排查 50"]
    assert codes(found) == []
    assert vetoes(found) == ["凡发生重伤事件的，当年考核定为不合格"]
    rows: Rows = (
        ("指标", "要求", "分数"),
        ("学习", "每年学习不少于12次", "60"),
        ("服务", "结对帮扶不少于3户", "40"),
        ("一票否决", "", ""),
        ("", "发生违纪案件的一票否决", ""),
    )
    assert vetoes(draft_of(table(rows, form="csv"))) == ["发生违纪案件的一票否决"]


def test_sheets_named_for_penalties_and_vetoes_and_their_remarks() -> None:
    sheets: dict[str, Rows] = {
        "基础分": (
            ("编号", "考核项目", "考核内容", "分值"),
            ("1", "责任", "带队检查", "40"),
            ("3", "应急", "组织演练", "60"),
        ),
        "扣分项": (("序号", "扣分内容", "扣分标准"), ("1", "被上级约谈", "每次扣1分"), ("2", "迟报信息", "每起扣3分")),
        "一票否决": (("序号", "否决情形", "备注"), ("1", "发生较大事故的", ""), ("2", "瞒报事故的", "以认定为准")),
    }
    found: list[Passage] = []
    for number, (name, rows) in enumerate(sheets.items(), 1):
        found += [
            replace(one, place=f"{name} {'ABCD'[one.column - 1]}{one.row}") for one in passages(rows, table=number)
        ]
    read = draft_of(Paper(tuple(found), "xlsx"))
    assert list(items(read)) == ["1", "3"]
    assert [(one["kind"], one["amount"]) for one in read.data["adjustments"]] == [("penalty", 1), ("penalty", 3)]
    assert vetoes(read) == ["发生较大事故的", "瞒报事故的"]
    assert codes(read) == ["number-missing"]
    assert "note" not in str(read.data["dimensions"])


def test_points_that_are_missing_are_worked_out_from_the_nearest_heading_that_prints_some() -> None:
    text = "考核标准\n一、市场（35分）\n（一）开办\n1.时间（10分）。\n2.审批（10分）。\n（二）竞争\n1.审查（10分）。\n2.清理文件\n二、法治（10分）\n1.案件（10分）。\n"
    (one,) = [one for one in draft(text).findings if one.code == "no-points"]
    assert (one.read_as, one.why) == ("5 分", "“市场”所列 35 分，其余各项合计 30 分，只差 5 分")
    rows: Rows = (
        ("项目", "考核内容", "分值"),
        ("组织（20分）", "听取汇报不少于2次", "8"),
        ("", "建立协调机制", "7"),
        ("", "经费列入预算", "5"),
        ("化解（40分）", "排查矛盾不少于2次", "15"),
        ("", "化解率不低于90%", "15"),
        ("", "不发生重大案件", ""),
        ("小计", "", "60"),
    )
    assert codes(draft_of(table(rows, [(2, 1, 3, 1), (5, 1, 3, 1)]))) == ["no-points"]


def test_the_errata_that_the_check_asks_for_stand_ready_and_outcomes_carry_no_comments_of_others() -> None:
    text = standard_text(
        draft(
            "考核标准\n一、甲（10分）\n1、子（8分）。\n2、丑（4分）。\n二、乙（10分）\n1、寅（10分）。\n90分以上为优秀，90分以下为合格。\n"
        )
    )
    ready = text[text.index("# 勘误建议") :].splitlines()
    assert ready[2:5] == ["# [[errata]]", '# at = "1"', '# printed = "甲 10 分"']
    assert ready[-1] == '# accepts = ["points-sum"]'
    rows: Rows = (("项目", "考核内容", "分值"), ("甲", "子项", "5"), ("乙", "丑项", "5"), ("小计", "", "12"))
    told = standard_text(draft_of(paper(passages(rows), "90分以上为优秀，90分以下为合格。")))
    assert told.count("文件有疑") == 1


def test_what_a_page_prints_around_a_document_and_a_number_in_brackets_are_no_title() -> None:
    lines = ("首页 > 政务公开 > 通知", "文明城市测评标准", "发布时间：2026-03-02 来源：文明办", "（云政督〔2026〕3号）")
    found = draft_of(paper(*lines, "一、环境（10分）", "1、绿化（10分）。", "【打印】【关闭】 ICP备12345号"))
    assert found.data["title"] == "文明城市测评标准"
    assert [part.text for part in found.parts if part.role == "unused"] == [
        lines[0],
        lines[2],
        "【打印】【关闭】 ICP备12345号",
    ]
    assert items(found) == {"1": ("绿化", 10)}


def test_roman_headings_and_letters_among_digits() -> None:
    found = draft("文明村测评细则\nⅠ 思想道德（40分）\n1、组织（40分）\nⅡ 环境（60分）\n2、村容（60分）\n")
    assert tree(found) == [("思想道德 40", ["组织 40"]), ("环境 60", ["村容 60"])]
    assert total_of("（总分1OO分）") == 100
    each = deduction("1处未整改扣5分")
    assert each is not None
    assert (each.each, each.amount) == (5, None)


def test_the_numbers_of_demands_stay_where_a_rule_follows_in_the_same_sentence() -> None:
    text = "考核标准\n一、政治（30分）\n1.学习（10分）。\n2.落实责任制（20分）。\n（1）书记述职（5分），未述职的不得分；\n（2）联系点覆盖率100%（15分）。\n二、组织（10分）\n1.换届（10分）。\n"
    item = draft(text).data["dimensions"][0]["criteria"][1]
    assert [one["id"][-2:] for one in item["requirements"]] == [".1", ".2"]
    over = draft(text.replace("（15分）", "（25分）"))
    assert ("demand-sum", "20 分", "30 分") in [(one.code, one.printed, one.read_as) for one in over.findings]


def test_an_erratum_answers_what_is_unsure_about_the_same_and_a_mend_ends_its_explanation() -> None:
    rows = (("项目", "分值", "评分标准"), ("学法", "20", "未学的扣2分"), ("述法", "", "未述的扣2分"))
    joint = table(rows, [(2, 2, 2, 1)])
    found = draft_of(joint)
    (doubt,) = found.doubts
    part = found.part(doubt.key)
    assert part is not None
    assert "一格管几项" in part.why
    given = draft_of(joint, [Mend(doubt.key, "points", "12")])
    again = given.part(doubt.key)
    assert again is not None
    assert (given.doubts, again.why) == ((), "")
    odd = Finding("item-larger", part.target, part.place, "10 分", "8 分", "比所在指标还大", key=part.key)
    both = replace(found, findings=(odd,))
    assert [one.what for one in asked(both)] == ["finding", "doubt"]
    assert [mend.what for mend in settled(both, odd, taken=True)] == ["erratum", "accepted"]
    assert [mend.what for mend in settled(both, odd, taken=False)] == ["erratum"]
