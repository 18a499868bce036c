"""Rubrics in running text as offices write them: what is earned, levels, shares, letters, statutes, limits for many."""

from __future__ import annotations

from datetime import date
from typing import Any

from kaoping.drafting.assemble import draft_of
from kaoping.drafting.phrases.earned import earned, tiers
from kaoping.drafting.phrases.prices import deduction
from kaoping.drafting.phrases.terms import bands
from kaoping.drafting.phrases.worth import total_of, worths
from kaoping.drafting.told import criteria, not_used
from kaoping.drafting.values import Draft
from kaoping.drafting.write import standard_text
from kaoping.intake.paper import Paper, Passage

from .outlines import demands, draft, items
from .rubrics import tree


def codes(found: Draft) -> list[str]:
    return [one.code for one in (*found.doubts, *found.findings)]


def item(found: Draft, id: str) -> dict[str, Any]:
    return dict(next(one for one in criteria(found.data) if one["id"] == id))


EARNED = """山区村集体经济考评细则
一、收入（60分）
1.经营收入完成任务的得20分，每减少1个百分点扣1分，扣完为止。
2.分红到户率达到90%以上的得20分，80%至90%的得12分，80%以下的不得分。
3.盘活闲置资产（20分）
（1）0.5个月以内盘活的，得20分；
（2）0.5至1个月盘活的，得10分；
（3）超过1个月的，得0分。
二、管理（40分）
4.每年公开账目4次以上，20分，每少一次减2分。
5.台账齐全20分，缺1册扣1分。
"""


def test_points_that_are_earned_are_the_items_and_steps_are_its_levels() -> None:
    found = draft(EARNED)
    assert codes(found) == []
    assert [points for _, points in items(found).values()] == [20] * 5
    levels = {
        id: [(one["title"], one["points"]) for one in item(found, id).get("levels", ())] for id in ("1", "2", "3")
    }
    assert levels == {
        "1": [],
        "2": [("分红到户率达到90%以上", 20), ("80%至90%", 12), ("80%以下", 0)],
        "3": [("0.5个月以内盘活", 20), ("0.5至1个月盘活", 10), ("超过1个月", 0)],
    }
    # A step is no bound: what is below 80% must not become a demand for it.
    assert demands(found, "2") == [("分红到户率达到90%以上的得20分，80%至90%的得12分，80%以下的不得分。", {}, {})]
    assert [text[:5] for text, bound, rule in demands(found, "3") if not bound and not rule] == [
        "0.5个月",
        "0.5至1",
        "超过1个月",
    ]
    assert demands(found, "4")[0][1:] == ({"at_least": 4, "per": "year"}, {"each": 2})
    assert item(found, "5")["title"] == "台账齐全"
    assert "按差多少扣分，而界限不印在这里" in next(part.why for part in found.parts if "每减少1个" in part.text)


def test_what_is_earned_is_told_from_scores_and_from_each() -> None:
    assert earned("测评得90分以上为优") is None
    assert earned("每完成一项得2分") is None
    assert earned("每季度召开会议的，得2分，每少一次扣0.5分") == 2
    assert earned("建立制度得3分，落实到人得2分") == 5
    assert tiers("建立制度得3分，落实到人得2分") == []
    assert [(one.when, one.points) for one in tiers("国家级得5分，省级得3分，其余得满分")] == [
        ("其余", None), ("国家级", 5), ("省级", 3),
    ]  # fmt: skip
    assert total_of("考核总分95分以上的为先进") is None
    assert [one.points for one in worths("三、事故控制（共40分，扣完为止）")] == [40]
    assert [one.points for one in worths("（该项指标为10分）")] == [10]
    assert [one.points for one in worths("巡查不少于1次，每少一次扣1分 6分")] == [6]
    assert [one.points for one in worths("记录齐全（1 5分）")] == [15]
    assert worths("篡改数据的，得分记0分") == []


def test_what_a_fault_costs_behind_a_stroke_or_for_one_person() -> None:
    for text, each, unit in (
        ("到省集体访扣3分/批次", 3, "批次"), ("死亡1人扣20分", 20, "人"), ("按受灾户数扣2分/户", 2, "户"), ("每缺1村扣0.5分", "0.5", "村"),
    ):  # fmt: skip
        cost = deduction(text)
        assert cost is not None
        assert (str(cost.each), cost.unit) == (str(each), unit)


def test_indexes_by_letters_by_labels_by_shares_and_with_three_levels_of_headings() -> None:
    lettered = draft(
        "学校督导评估标准\nA1 办学（30分）\nB1 党建（30分）\nC1 学习制度健全。（10分）\nC2 按期换届。（20分）\nA2 教学（20分）\nB2 常规（20分）\nC3 备课检查每学期不少于2次。（20分）\n"
    )
    assert tree(lettered) == [
        ("办学 30", [("党建 30", ["学习制度健全 10", "按期换届 20"])]),
        ("教学 20", [("常规 20", ["备课检查每学期不少于2次 20"])]),
    ]
    labelled = draft(
        "服务评价指标体系\n一级指标1：组织（15分）\n二级指标1.1：制度（15分）\n评分标准：未建立不得分。\n一级指标2：资金（20分）\n二级指标2.1：安排（20分）\n"
    )
    assert tree(labelled) == [("组织 15", ["制度 15"]), ("资金 20", ["安排 20"])]
    shares = draft(
        "矫正评估指标体系\n一、队伍（占40%）\n（一）机构到位（占40%）。\n二、监管（占60%）\n（一）报到率100%（占25%）。\n（二）审批规范（占35%）。\n"
    )
    assert tree(shares) == [("队伍 40", ["机构到位 40"]), ("监管 60", ["报到率100% 25", "审批规范 35"])]
    deep = draft(
        "测评体系标准\n第一部分 基本指标\n一、思想（20分）\n（一）学习（20分）\n1.学习12次。（8分）\n2.考勤齐全。（12分）\n第二部分 特色指标\n二、创新（10分）\n（二）品牌（10分）\n1.有品牌。（10分）\n"
    )
    assert tree(deep) == [
        ("思想 20", [("学习 20", ["学习12次 8", "考勤齐全 12"])]),
        ("创新 10", [("品牌 10", ["有品牌 10"])]),
    ]
    assert next(part.why for part in deep.parts if "第一部分" in part.text) == "统领各级指标的标题，标准没有这一级"
    ahead = draft(
        "作风测评表\n（10分）1.服务态度：用语文明。\n（20分）2.工作纪律：发现一次脱岗扣2分。\n总分：30分\n评定：25分及以上“优”；20—24分“良”；20分以下“差”。\n"
    )
    assert items(ahead) == {"1": ("服务态度", 10), "2": ("工作纪律", 20)}
    assert [one["label"] for one in ahead.data["outcomes"]] == ["优", "良", "差"]
    assert codes(ahead) == []
    two = "考核方案\n一、考核细则\nA类：县区考核评分细则（100分）\n1.公开（60分）。\n2.答复（40分）。\nB类：部门考核评分细则（100分）\n1.公开（70分）。\n2.解读（30分）。\n"
    assert list(items(draft(two, 2)).values()) == [("公开", 70), ("解读", 30)]


STATUTE = """河段保护考核办法
第一章 总则
第一条 为保护河段，制定本办法。
第二章 考核指标
第二条 考核满分为100分，由水质（60分）和巡护（40分）组成。
第三条 水质（60分）
（一）断面达标（30分），得分=达标个数÷断面个数×30。
（二）隐患整改率100%（30分），每有一个未整改扣5分。
第四条 巡护（40分）
（一）巡河（40分）。
第三章 加分
第五条 获评示范的，加3分；作经验交流的，加1分。以上加分累计不超过3分。
第四章 结果
第六条 得分≥90分为优秀；60分≤得分<90分为合格；得分<60分为不合格。
第七条 有下列情形之一的，不得评为优秀：
（一）被通报的；
（二）被约谈的。
第八条 发生死鱼事件的，考核结果直接确定为不合格。
"""


def test_articles_without_points_are_rules_and_one_limit_holds_for_several_bonuses() -> None:
    found = draft(STATUTE)
    assert tree(found) == [("水质 60", ["断面达标 30", "隐患整改率100% 30"]), ("巡护 40", ["巡河 40"])]
    assert [(one["label"], one.get("when")) for one in found.data["outcomes"]] == [
        ("优秀", {"score_at_least": 90}), ("合格", {"score_at_least": 60}), ("不合格", None),
    ]  # fmt: skip
    assert [(one["amount"], one.get("cap")) for one in found.data["adjustments"]] == [(3, None), (1, None)]
    assert [(one["kind"], one["at_most"]) for one in found.data["adjustment_caps"]] == [("bonus", 3)]
    assert [(one["effect"], one["outcome"]) for one in found.data["vetoes"]] == [
        ("limit", "合格"), ("limit", "合格"), ("limit", "不合格"),
    ]  # fmt: skip
    assert [told[1:] for told in demands(found, "3.2")] == [({"at_least": 100}, {}), ({"at_most": 0}, {"each": 5})]
    assert codes(found) == []
    assert "由水质（60分）和巡护（40分）组成" in "".join(found.data["document"]["rules"])


def test_a_basic_score_from_which_each_fault_takes_off() -> None:
    text = "协管员考核办法\n实行百分制，基础分100分，按下列标准扣分：\n一、纪律\n1.缺勤的，每次扣2分。\n2.迟到的，每次扣1分。\n二、加分情形\n3.上报隐患的，每件加2分。\n"
    found = draft(text)
    assert items(found) == {"1": ("基础分", 100)}
    assert [(text[:2], rule) for text, _, rule in demands(found, "1")] == [("缺勤", {"each": 2}), ("迟到", {"each": 1})]
    assert [(one["kind"], one["amount"]) for one in found.data["adjustments"]] == [("bonus", 2)]
    assert codes(found) == ["base"]


def test_a_heading_that_only_takes_off_is_the_item_and_a_negative_list_is_no_item() -> None:
    found = draft(
        "镇安全考核细则\n一、事故控制（共40分，扣完为止）\n1.发生事故的，死亡1人扣20分。\n2.发生火灾的，每起扣5分。\n二、基础（60分）\n3.机构（60分）。\n三、负面清单\n4.被通报的，每起扣2分。\n5.瞒报的，一票否决。\n"
    )
    assert tree(found) == [("事故控制 40", ["事故控制 40"]), ("基础 60", ["机构 60"])]
    assert [one["kind"] for one in found.data["adjustments"]] == ["penalty"]
    assert len(found.data["vetoes"]) == 1


def test_ranks_are_asked_about_and_outcomes_without_a_place_are_rules() -> None:
    text = "考核细则\n一、工作（50分）\n1.台账（50分）。\n二、等次确定\n"
    ranked = draft(f"{text}得分居前3位且在90分以上的为优秀；60分以上的为合格；不足60分的为不合格。\n")
    assert [one["label"] for one in ranked.data["outcomes"]] == ["优秀", "合格", "不合格"]
    assert [one.message[:12] for one in ranked.doubts] == ["这一等另有名次或比例的条"]
    none = draft(f"{text}排名前30%的为“好”等次，得分60分以下的为“差”等次。\n")
    assert none.data["outcomes"] == []
    assert codes(none) == ["outcomes"]
    assert "排名前30%" in none.data["document"]["rules"][-1]
    assert [(one.label, one.at_least) for one in bands("达到70%以上不足85%的，认定为“基本达标”。")] == [
        ("基本达标", 70)
    ]
    assert [one.label for one in bands("95分以上为AAA级，60分以下的限期整改")] == ["AAA级", "限期整改"]


def test_letters_everywhere_are_one_question_and_a_number_twice_with_the_next_lost_is_one() -> None:
    text = "考评标准（总分1OO分）\n一、组织(1OO分）\n1、机构。（l0分）\n1、会议。（1O分)\n3、巡查。（8O分）\n"
    found = draft(text)
    assert codes(found) == ["number-twice", "letters"]
    letters = next(one for one in found.findings if one.code == "letters")
    assert (letters.printed, letters.read_as) == ("1OO分、l0分、1O分、8O分", "100分、10分、80分")


ARRANGED = """关于开展法治建设先进单位评选的通知
云法办〔2026〕3号
各县（市、区）：
一、评选名额
全市评选先进单位20个，其中县（市、区）5个，市直部门15个。
二、责任分工
市司法局负责对各县（市、区）进行考评。
三、复查对象
（一）2020年度命名的示范单位：下河镇、县财政局
（二）2021年度命名的示范单位：东山村
四、评选标准（100分）
（一）领导（40分）
1.机构（40分）
（二）成效（60分）
1.案件（60分）
云岭市法治办公室
2026年3月5日
附件
先进单位推荐审批表
（一式三份，本表样式不可改动）
申报单位：
事迹（1500字以内）：
县级意见：
（盖章）
年 月 日
"""


def test_quotas_assignments_named_units_and_forms_have_their_places() -> None:
    found = draft(ARRANGED)
    document = found.data["document"]
    assert (document["number"], document["issuer"], str(document["date"])) == (
        "云法办〔2026〕3号",
        "云岭市法治办公室",
        "2026-03-05",
    )
    assert [(one["scope"], one["limit"]) for one in document["quotas"]] == [
        ("全市", 20),
        ("县(市、区)", 5),
        ("市直部门", 15),
    ]
    assert document["assignments"] == [{"by": "市司法局", "of": "各县（市、区）", "how": "考评"}]
    (campaign,) = document["campaigns"]
    assert [(one["name"], one["kind"], one["named_in"]) for one in campaign["units"]] == [
        ("下河镇", "town", 2020), ("县财政局", "department", 2020), ("东山村", "village", 2021),
    ]  # fmt: skip
    (form,) = document["forms"]
    assert (form["title"], form["copies"], form["fixed_layout"]) == ("先进单位推荐审批表", 3, True)
    assert [(one["title"], one.get("limit"), one.get("seal"), one.get("dated")) for one in form["fields"]] == [
        ("申报单位", None, None, None), ("事迹", 1500, None, None), ("县级意见", None, True, True),
    ]  # fmt: skip
    whys = {part.text.strip(): part.why for part in found.parts}
    assert whys["申报单位："] == "表格，写进文件的 forms"
    text = standard_text(found)
    assert all(f"[[document.{name}]]" in text for name in ("forms", "quotas", "assignments", "campaigns"))
    share = draft(ARRANGED.replace("一、评选名额", "一、评选名额\n优秀等次不超过参评单位总数的30%。"))
    assert any("标准的名额只能写个数" in part.why for part in share.parts)
    mixed = draft(ARRANGED.replace("（一）2020", "（三）2020"))
    assert "campaigns" not in mixed.data["document"]
    assert any("名单的次序错乱" in part.why for part in mixed.parts)


def cells(*rows: tuple[str, ...]) -> Paper:
    """A table as a page of text keeps it: no head that is known, rows of cells."""
    return Paper(
        tuple(
            Passage(text, f"第{row}行第{column}格", "", 1, row, column)
            for row, told in enumerate(rows, 1)
            for column, text in enumerate(told, 1)
            if text
        ),
        "txt",
    )


HEAD = ("创建内容", "创建标准", "备注")
OUT_OF_PLACE = (
    HEAD,
    ("一、职能", "1. 放权", "1. 清单公开，及时更新。2. 中介规范，及时清理。3. 抽查公开，依法进行。"),
    ("2. 监管", "4. 信用修复，及时办结。"),
    HEAD,
    ("3. 决策", "二、决策", "5. 制度健全，程序完备。6. 听取意见，充分沟通。"),
    ("4. 顾问", "7. 聘请顾问，参与决策。"),
    HEAD,
    ("三、执法", "8. 衔接机制，运行顺畅。"),
    ("5. 权责",),
    ("6. 公示", "9. 信息公开，接受监督。10. 亮证执法，告知事由。"),
    ("7. 记录", "11. 全程记录，归档保存。12. 文书统一，案卷规范。"),
    ("8. 审核", "13. 全部审核，不漏一件。14. 目录公布，按年更新。"),
)


def test_headings_beside_their_items_go_where_their_numbers_say() -> None:
    found = draft_of(cells(*OUT_OF_PLACE))
    assert tree(found)[1] == ("决策", [("决策", ["制度健全", "听取意见"]), ("顾问", ["聘请顾问"])])
    assert tree(found)[2][1][0] == ("权责", ["衔接机制"])
    assert codes(found) == ["heading-moved", "heading-moved"]
    assert [part.role for part in found.parts if part.text.strip() in HEAD] == ["head"] * 9


def test_a_number_beside_the_number_of_a_lost_heading_and_a_lost_part() -> None:
    rows = (
        ("一、职能", "1. 清单", "1", "公布清单，及时更新。"),
        ("2. 监管", "2", "随机抽查，结果公开。"),
        ("28 条例草案征求意见。", "29 条例按期报备。"),
        ("3", "1. 支持法院审理，按期出庭。"),
        ("4", "执行裁判，及时反馈。"),
        ("2. 监督", "5", "接受监督，按期答复。"),
        ("三、纠纷", "1. 调解", "6", "组织健全，人员到位。"),
    )
    found = draft_of(cells(*rows))
    assert {"3", "28"} <= set(items(found))
    assert items(found)["3"][0] == "支持法院审理"
    assert [title for title, _ in tree(found)] == ["职能", "（标题漏印）", "纠纷"]
    doubt = next(one for one in found.doubts if one.code == "heading-lost")
    assert doubt.message.startswith("编号“3”之后又印了“1.”")
    assert "跳过了 2，前面像是丢了第 2 部分的标题" in doubt.message


def test_entries_without_points_are_one_question_and_copies_are_no_entries() -> None:
    text = "指标体系\n一、制度\n1.公布清单，及时更新。\n2.审核文件，不漏一件。\n二、附加项\n（一）加分项\n1.受到表彰的。\n2.经验推广的。\n抄送：各组长。\n市委办公室主任、副主任。\n"
    found = draft(text)
    assert [(one.code, one.message) for one in found.doubts] == [
        ("no-amount", "加减分的各条都没有印分值（2 条），读作由本地规定")
    ]
    assert [part.role for part in found.parts[-2:]] == ["note", "note"]


BESIDE = """★基础条件（40分）
1) 藏书不少于25册（40分）
★阅读活动（60分）
1) 服务态度（20分）：热情主动20分，一般15分，较差5分；
2) 设施维护（40分）：年检合格率100%，完好率不低于98%。
说明：1.总分＝基础条件＋加分。2.教师有违纪行为的，取消评先资格。
得分85分以上方可命名为“书香校园”。
"""


def test_headings_with_signs_or_labels_steps_without_verbs_and_remarks_behind_the_last_item() -> None:
    found = draft(f"校园创建标准\n{BESIDE}")
    assert tree(found) == [("基础条件 40", ["藏书不少于25册 40"]), ("阅读活动 60", ["服务态度 20", "设施维护 40"])]
    assert [(one["title"], one["points"]) for one in item(found, "2.1")["levels"]] == [
        ("热情主动", 20), ("一般", 15), ("较差", 5),
    ]  # fmt: skip
    assert [bound for _, bound, _ in demands(found, "2.2")] == [{"at_least": 100}, {"at_least": 98}]
    assert [one["text"] for one in found.data["vetoes"]] == ["教师有违纪行为的，取消评先资格。"]
    assert found.data["adjustments"] == []
    assert [one["label"] for one in found.data["outcomes"]] == ["书香校园"]
    assert found.doubts == ()
    parted = draft(
        "绿化检查标准\n检查项目一：领导，10分。\n1.专人负责（10分）\n检查项目二：管护，20分。\n1.成活率95%以上（20分）\n"
    )
    assert tree(parted) == [("领导 10", ["专人负责 10"]), ("管护 20", ["成活率95%以上 20"])]
    assert [(one.label, one.at_least) for one in bands("满意（90分以上）、基本满意（70-89分）、不满意（70分以下）")] == [
        ("满意", 90), ("基本满意", 70), ("不满意", None),
    ]  # fmt: skip


AROUND = """云溪县平安村考评细则
单位：（盖章）        填表日期：
一、组织建设（40分）
1.班子建设（20分）。班子齐备，每缺1人扣2分。
注1：班子成员以组织部门任免文件为准。
2.行政执法责任制（20分）。落实行政执法责任制，未落实的扣5分。
（续表）
二、治安（60分）
3.廉洁自律（30分）。违反规定的，扣2分。
4.年度述法（30分）。主要负责人年终一并述法，未述法的不得分。
三、结果运用
考评结果报县委。
云溪县司法局
二〇二六年一月十六日
"""


def test_what_stands_around_the_items_is_no_rule_and_no_demand() -> None:
    found = draft(AROUND)
    assert found.data["title"] == "云溪县平安村考评细则"
    document = found.data["document"]
    assert document["rules"] == ["考评结果报县委。"]
    assert (document["issuer"], document["date"]) == ("云溪县司法局", date(2026, 1, 16))
    assert not any("云溪县司法局" in line or "十六日" in line for line in not_used(found))
    told = {part.text.strip(): (part.role, part.why) for part in found.parts}
    assert told["单位：（盖章）        填表日期："] == ("note", "由考评时填写的栏目")
    assert told["（续表）"] == ("unused", "续表的字样")
    assert item(found, "1")["note"] == "班子成员以组织部门任免文件为准。"
    # The bare name of an item demands nothing where the rule behind it says all; else it does.
    assert {id: [text for text, _, _ in demands(found, id)] for id in ("2", "3", "4")} == {
        "2": ["落实行政执法责任制，未落实的扣5分。"],
        "3": ["廉洁自律。", "违反规定的，扣2分。"],
        "4": ["主要负责人年终一并述法，未述法的不得分。"],
    }
