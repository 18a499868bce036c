"""What sentences of rubrics print in figures, in the ways that documents write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kaoping.drafting.phrases import bounds, clause_cuts, costs, deduction, look_back, plain, total_of, worths
from kaoping.drafting.phrases.terms import bands, character_limit, days, gift, monthly, working_days, yearly


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("学法（2分）", "2"),
        ("学法(1.5分)。", "1.5"),
        ("学法［１．５ 分］", "1.5"),
        ("学法【10分】", "10"),
        ("学法（总分100分）", "100"),
        ("学法（满分：20分）", "20"),
        ("学法（l0分）", "10"),
        ("学法（1O分）", "10"),
        ("学法（五分）", "5"),
        ("学法，计10分", "10"),
        ("学法，共15分。", "15"),
        ("分值：5分", "5"),
        ("学法 20分", "20"),
        ("学法20分。", "20"),
        ("学法（每项2分，共10分）", "10"),
        ("学法（10分，每项2分）", "10"),
    ],
)
def test_points_are_read_wherever_they_stand(text: str, points: str) -> None:
    assert worths(text)[0].points == Decimal(points)


@pytest.mark.parametrize(
    "text", ["未公开的扣2分", "每项加2分", "未公开（扣2分）", "得分90分以上为优秀", "满意度（2024年）", "每年2次"]
)
def test_what_takes_or_gives_points_is_no_worth(text: str) -> None:
    assert [one.points for one in worths(text)] == []


def test_each_of_a_list_has_points_of_its_own() -> None:
    (found,) = worths("完成下列工作（每项2分）")
    assert (found.points, found.each, found.sure) == (None, Decimal(2), False)


@pytest.mark.parametrize(
    ("text", "full"), [("总分为1000分", 1000), ("实行百分制", 100), ("满分：120分", 120), ("无", None)]
)
def test_the_full_score(text: str, full: int | None) -> None:
    assert total_of(text) == full


@pytest.mark.parametrize(
    ("text", "side", "value", "unit", "kind"),
    [
        ("每年不少于4次", "at_least", 4, "次", "count"),
        ("合格率不低于９５％", "at_least", 95, "%", "share"),
        ("覆盖率达到百分之九十五以上", "at_least", 95, "%", "share"),
        ("满意率在90%以上", "at_least", 90, "%", "share"),
        ("败诉率不超过5%", "at_most", 5, "%", "share"),
        ("败诉率控制在5%以内", "at_most", 5, "%", "share"),
        ("经费不得少于20万元", "at_least", 20, "万元", "amount"),
        ("发案超过3起", "more_than", 3, "起", "count"),
        ("低于90%", "less_than", 90, "%", "share"),
        ("每季度至少举办两场讲座", "at_least", 2, "场", "count"),
        ("合格率1O0％", "at_least", 100, "%", "share"),
        ("每年举办法治讲座4次", "at_least", 4, "次", "count"),
    ],
)
def test_bounds(text: str, side: str, value: int, unit: str, kind: str) -> None:
    (found,) = bounds(text)
    assert [found.side, found.value, found.unit, found.kind] == [side, value, unit, kind]


@pytest.mark.parametrize(
    "text", ["在15个工作日内办结", "不超过2500字", "不少于5日", "2人以上执法", "2026年以上", "99999999999次以上"]
)
def test_lengths_of_time_and_text_are_no_bounds(text: str) -> None:
    assert bounds(text) == []


@pytest.mark.parametrize(
    ("text", "amount", "each", "per", "unit", "cap"),
    [
        ("未制定的扣2分", "2", None, "1", "", None),
        ("每少一次扣0.5分，累计不超过1.2分", None, "0.5", "1", "次", "1.2"),
        ("每低一个百分点扣1分，扣完为止", None, "1", "1", "个百分点", None),
        ("每低5个百分点，扣2分", None, "2", "5", "个百分点", None),
        ("每年不少于4次，每少一次扣1.5分", None, "1.5", "1", "次", None),
        ("少1名扣50分", None, "50", "1", "名", None),
        ("发现一件未审核的扣5分", None, "5", "1", "件", None),
        ("每迟报一件扣2分，最多扣6分", None, "2", "1", "件", "6"),
    ],
)
def test_deductions(text: str, amount: str | None, each: str | None, per: str, unit: str, cap: str | None) -> None:
    found = deduction(text)
    assert found is not None
    expected = [None if one is None else Decimal(one) for one in (amount, each, per, cap)]
    assert [found.amount, found.each, found.per, found.cap] == expected
    assert found.unit == unit


def test_a_deduction_may_take_all_or_be_at_discretion() -> None:
    whole, spread = deduction("未成立的不得分"), deduction("视情扣1-3分")
    assert whole is not None
    assert whole.all
    assert spread is not None
    assert spread.spread == (Decimal(1), Decimal(3))
    assert not costs("扣押物品登记完整")


def test_a_sentence_of_several_demands_is_cut_between_them() -> None:
    text = "未成立小组的扣2分，未开会的扣1分，累计不超过3分"
    cuts = clause_cuts(text)
    assert [text[start:end] for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)] == [
        "未成立小组的扣2分，",
        "未开会的扣1分，累计不超过3分",
    ]
    assert clause_cuts("每年学法不少于4次，每少一次扣1分") == [0]


def test_look_back_dates_and_limits() -> None:
    assert (look_back("近三年内未发生"), look_back("最近2年"), look_back("三年级")) == (3, 2, None)
    assert (yearly("每年11月30日前"), yearly("每年1月底前"), yearly("11月30日")) == ("11-30", "01-31", None)
    assert (monthly("每月25日前"), working_days("公示不少于10个工作日")) == (25, (10, True))
    assert days("2026年3月1日至3月15日") == [(2026, 3, 1), (2026, 3, 15)]
    assert (character_limit("篇幅不超过2500字"), character_limit("1500字以内")) == (2500, 1500)


def test_outcomes() -> None:
    text = "90分以上（含90分）为优秀，80—89分为良好，60分以上不满80分的为合格，不满60分的为不合格"
    assert [(one.label, one.at_least) for one in bands(text)] == [
        ("优秀", 90), ("良好", 80), ("合格", 60), ("不合格", None),
    ]  # fmt: skip
    stars = bands("A级（85分以上）、B级（70-84分）、C级（70分以下）")
    assert [(one.label, one.at_least) for one in stars] == [("A级", 85), ("B级", 70), ("C级", None)]
    rest = bands("90分以上为优秀，60分以上为合格，其余为不合格。")
    assert [(one.label, one.at_least) for one in rest] == [("优秀", 90), ("合格", 60), ("不合格", None)]
    assert [one.label for one in bands("其余的单位均为不合格。")] == ["不合格"]
    assert bands("其余工作按要求开展为好") == []
    assert [one.label for one in bands("得95分（含）以上的评为“五星机关”")] == ["五星机关"]


def test_what_a_bonus_gives() -> None:
    assert list(gift("每次加1分，最多加5分")) == [1, None, None, 5]
    assert list(gift("酌情加1-3分")) == [None, 1, 3, None]
    assert list(gift("国家级加5分，省级加3分，市级加1分")) == [None, 1, 5, None]
    assert list(gift("酌情加分")) == [None, None, None, None]


def test_characters_keep_their_place() -> None:
    text = "（１．５分）\u3000１O0％①"
    assert len(plain(text)) == len(text)
    assert plain(text) == "(1.5分) 100%①"
