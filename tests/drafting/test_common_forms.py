"""Forms that most offices use: points behind deductions, sections without numbers, conditions, totals, what follows from a case."""

from __future__ import annotations

from decimal import Decimal

from kaoping.drafting.assemble import draft_of
from kaoping.drafting.outlines.sections import is_veto
from kaoping.drafting.phrases import deduction, total_of, without_worth, worths
from kaoping.drafting.phrases.terms import bands
from kaoping.drafting.values import Draft
from kaoping.intake.txt import read_txt

from .outlines import demands, draft, items


def _dimensions(found: Draft) -> list[tuple[str, object]]:
    return [(one["title"], one.get("points")) for one in found.data["dimensions"]]


def _codes(found: Draft) -> set[str]:
    return {one.code for one in (*found.doubts, *found.findings)}


def test_an_item_without_points_among_items_stays_one() -> None:
    found = draft("""
考核细则
1.决策程序规范（10分）。
2.听证率100%（20分）。每低1个百分点扣2分。
3.合同审查。
4.复议应诉（30分）。败诉1件扣5分。
5.规范性文件备案。未备案的，每件扣2分。
6.案卷评查（40分）。
""")
    assert items(found) == {
        "1": ("决策程序规范", 10), "2": ("听证率100%", 20), "3": ("合同审查", None), "4": ("复议应诉", 30),
        "5": ("规范性文件备案", None), "6": ("案卷评查", 40),
    }  # fmt: skip
    assert [one.code for one in found.findings] == ["no-points", "no-points"]
    assert demands(found, "2") == [("听证率100%。每低1个百分点扣2分。", {"at_least": 100}, {"each": 2})]


def test_a_heading_numbered_like_its_items() -> None:
    found = draft("""
考核细则
一、组织（30分）
1.会议（10分）。
2.经费（20分）。
二、应诉（60分）
1.出庭（40分）。
2.败诉（10分）。
3.答复（10分）。
4.普法（10分）
1.专栏（5分）。
2.讲座（5分）。
五、奖惩
总分90分以上为优秀，60分以上为合格，60分以下为不合格。
""")
    assert _dimensions(found) == [("组织", 30), ("应诉", 60), ("普法", 10)]
    assert [points for _, points in items(found).values()] == [10, 20, 40, 10, 10, 5, 5]
    assert "number-kind" in _codes(found)
    bonus = draft("""
考核细则
一、组织（30分）
1.会议（10分）。
2.经费（20分）。
二、应诉（70分）
3.出庭（40分）。
4.败诉（30分）。
3.加分项：承担省级以上试点的，每项加2分，最多加6分。
""")
    assert [(one["title"], one["amount"], one["cap"]) for one in bonus.data["adjustments"]] == [
        ("承担省级以上试点的", 2, 6)
    ]
    assert len(items(bonus)) == 4


def test_totals_and_points_where_offices_print_them() -> None:
    assert (total_of("合计 100"), total_of("合计 16"), total_of("总分：100")) == (100, None, 100)
    assert total_of("合计：100分") == 100
    assert [one.points for one in worths("复议决定被撤销的，每件扣5分，扣完为止，共20分。")] == [20]
    assert worths("考核分值90分以上为优秀") == []
    assert without_worth("每开展1次得5分，最高15分") == "每开展1次得5分，最高15分"
    found = draft("""
考核标准
一、要求
（一）按时参加会议，缺席一次扣2分。60分
（二）提供咨询，每月不少于2次，少一次扣0.5分。40分
考核分值在85分以上的为优秀，60至84分的为合格，60分以下的为不合格。
合计 100
""")
    assert [points for _, points in items(found).values()] == [60, 40]
    assert found.data["scoring"]["full"] == 100
    assert [one["label"] for one in found.data["outcomes"]] == ["优秀", "合格", "不合格"]


def test_what_is_counted_stands_behind_the_bound() -> None:
    term = deduction("应急演练：每学期不少于2次，少一次扣3分。")
    village = deduction("每村不少于3名，少1名扣1分")
    times = deduction("无人值守的，一次扣5分")
    late = deduction("超期办结的，扣5分")
    assert term is not None
    assert (term.each, term.per, term.unit) == (3, 1, "次")
    assert village is not None
    assert (village.each, village.per, village.unit) == (1, 1, "名")
    assert times is not None
    assert (times.each, times.unit) == (5, "次")
    assert late is not None
    assert (late.amount, late.each) == (5, None)


def test_what_follows_from_a_case_stays_with_it() -> None:
    found = draft("""
考核细则
一、决策（60分）
1.程序（60分）。
二、执法（40分）
2.案卷（20分）。
3.应诉（20分）。
说明：得分90分以上的为优秀，其余为一般。领导班子成员有严重违法行为的，不得参加评选。
三、奖惩
发生重大群体性事件的，予以通报批评；年度考核直接确定为不合格。
""")
    assert [one["text"] for one in found.data["vetoes"]] == [
        "领导班子成员有严重违法行为的，不得参加评选。",
        "发生重大群体性事件的，予以通报批评；年度考核直接确定为不合格。",
    ]
    lowered = draft("""
考核标准
（一）机构（60分）
1.立案窗口得60分；
（二）监督（40分）
2.制发建议书得40分。
有下列情形之一的，考核等次下调一级：
1.违法不予受理的；
2.未报送数据的。
""")
    assert [(one["title"], one["effect"]) for one in lowered.data["vetoes"]] == [
        ("违法不予受理的", "downgrade"), ("未报送数据的", "downgrade"),
    ]  # fmt: skip
    assert len(items(lowered)) == 2


def test_conditions_bars_and_limits_around_the_items() -> None:
    found = draft("""
示范乡镇评选标准
一、基本条件
（一）近两年内未发生重大行政违法案件。
（二）近两年内领导班子成员无违纪行为。
不符合以上基本条件的，不得参加评选。
二、评分标准（满分100分）
（一）决策（40分）
1.目录公布（40分）
（二）执法（60分）
2.持证上岗（20分）
3.案卷合格（40分）
加分事项：承办现场会的，加2分；经验被推广的，加3分。加分总和不超过4分。
以上三项合计100分。
综合得分前三名的评为一等奖。
""")
    assert _dimensions(found) == [("决策", 40), ("执法", 60)]
    assert [one["title"] for one in found.data["vetoes"]] == [
        "近两年内未发生重大行政违法案件", "近两年内领导班子成员无违纪行为",
    ]  # fmt: skip
    assert "veto-note" in _codes(found)
    assert [one["title"] for one in found.data["adjustments"]] == ["承办现场会的", "经验被推广的"]
    assert [one["at_most"] for one in found.data["adjustment_caps"]] == [4]
    assert len(demands(found, "3")) <= 1
    assert any("前三名" in one for one in found.data["document"]["rules"])


def test_a_name_with_points_heads_the_list_of_bonuses() -> None:
    found = draft("""
考核细则
1.组织推进（60分）
评分标准：未明确的扣5分。
2.主动公开（40分）
评分标准：每缺1项扣2分。
3.加分（5分）
经验被国家、省、市推广的，分别加5分、3分、2分。
""")
    assert [(one["title"], one["range"]) for one in found.data["adjustments"]] == [
        ("经验被国家、省、市推广的", {"low": 2, "high": 5})
    ]
    assert [one.label for one in bands("90分以上为一级，80分以上90分以下为二级，60分以上80分以下为三级。")] == [
        "一级", "二级", "三级",
    ]  # fmt: skip
    assert bands("得分达到60分以上一级响应单位") == []


def test_a_letter_for_the_first_number_begins_the_list() -> None:
    found = draft_of(
        read_txt("考核细则\n一、组织（40分）\nl.会议（15分）。\n2.经费（25分）。\n二、执法（60分）\n3.案卷（60分）。\n")
    )
    assert list(items(found).values()) == [("会议", 15), ("经费", 25), ("案卷", 60)]


def test_sections_by_letters_and_what_stands_behind_the_items() -> None:
    found = draft("""
年度检查考核评分标准
（80分以上为合格）
A 党建工作（30分）
A1 成立党支部（10分）
A2 业务用房不少于100平方米，每少10平方米扣1分（20分）
B 内部管理（70分）
B1 按时参加例会（30分）。无故缺席一次扣1分，迟到一次扣0.5分。
B2 统一收案（40分）
以上扣分以各项分值为限，扣完为止。
受到表彰的加5分，受到通报的扣4分。
C 否决情形
C1 提供虚假材料的，考核为不合格。
""")
    assert _dimensions(found) == [("党建工作", 30), ("内部管理", 70)]
    assert [points for _, points in items(found).values()] == [10, 20, 30, 40]
    assert demands(found, "1.2")[0][1:] == ({"at_least": 100}, {"each": 1, "per": 10})
    assert [rule for _, _, rule in demands(found, "2.1")][-2:] == [{"each": 1}, {"each": Decimal("0.5")}]
    kinds = [(one["kind"], one["amount"]) for one in found.data["adjustments"]]
    assert kinds == [("bonus", 5), ("penalty", 4)]
    assert [one["label"] for one in found.data["outcomes"]] == ["合格"]
    assert len(found.data["vetoes"]) == 1
    assert is_veto("有下列情形的，取消星级")


def test_sections_by_their_place_in_the_list_and_grades_of_people() -> None:
    found = draft("""
责任清单考核标准
序号一：党建引领（满分40分）
1.研究法治工作（40分）；
序号二：依法治理（满分60分）
2.村规民约完善（30分）；
3.矛盾纠纷化解（30分）。
得分90分以上的为优秀，60分以上不满90分的为称职，不满60分的为不称职。
""")
    assert _dimensions(found) == [("党建引领", 40), ("依法治理", 60)]
    assert "full" not in found.data["scoring"]  # 满分40分 is the section's
    assert [points for _, points in items(found).values()] == [40, 30, 30]
    assert [one["label"] for one in found.data["outcomes"]] == ["优秀", "称职", "不称职"]
