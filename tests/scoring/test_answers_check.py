"""What is refused in answers, each fault with its place and the next step."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kaoping.answers import (
    AdjustmentStatement,
    Deduction,
    Observation,
    PartStatement,
    Rating,
    Sample,
    Unit,
    VetoStatement,
)
from kaoping.answers_check import check, check_rating
from kaoping.answers_read import answers_for, read_answers, to_answers
from kaoping.errors import Refused
from kaoping.periods import Period, parse, year

SHEET = """
[scoring]
model = "points"
[[facts]]
id = "n"
title = "次数"
subject = "government"
kind = "count"
[[facts]]
id = "s"
title = "比率"
subject = "government"
kind = "share"
[[facts]]
id = "m"
title = "金额"
subject = "government"
kind = "amount"
[[facts]]
id = "y"
title = "有无"
subject = "government"
kind = "yes-no"
[[facts]]
id = "d"
title = "日期"
subject = "government"
kind = "date"
[[facts]]
id = "e"
title = "事件"
subject = "government"
kind = "event"
[[dimensions]]
id = "1"
title = "一"
[[dimensions.criteria]]
id = "1.1"
title = "甲"
points = 2.3
[[dimensions.criteria.requirements]]
id = "1.1.1"
text = "要点"
[[dimensions.criteria]]
id = "1.2"
title = "乙"
points = 5
applies_when = { law = true }
levels = [{ id = "a", title = "优", points = 5 }, { id = "b", title = "差", points = 0 }]
[[vetoes]]
id = "v"
title = "否"
text = "否"
event = "e"
look_back_years = 3
effect = "ineligible"
[[adjustments]]
id = "once"
title = "加"
text = "加"
kind = "bonus"
amount = 2
[[adjustments]]
id = "range"
title = "加"
text = "加"
kind = "bonus"
range = { low = 1, high = 3 }
step = 0.5
[[adjustments]]
id = "minus"
title = "减"
text = "减"
kind = "penalty"
amount = 1
[[adjustments]]
id = "local"
title = "减"
text = "减"
kind = "penalty"
set_by = "jurisdiction"
[[parts]]
id = "in"
title = "内"
weight = 80
dimensions = ["1"]
[[parts]]
id = "out"
title = "外"
weight = 20
full = 100
[[outcomes]]
label = "好"
when = { score_at_least = 60 }
[[outcomes]]
label = "差"
otherwise = true
"""


def messages(problems):
    return [(p.code, p.message) for p in problems]


def rating_of(make, item, **given):
    resolved = make(SHEET)
    return messages(check_rating(resolved, resolved.item[item], Rating(**given)))


def off(*amounts):
    return tuple(Deduction(Decimal(amount), "缺记录") for amount in amounts)


@pytest.mark.parametrize("points", ["0", "0.5", "2", "2.3"])
def test_points_that_fit(make, points):
    assert rating_of(make, "1.1", points=Decimal(points)) == []


@pytest.mark.parametrize(
    ("given", "code", "message"),
    [
        ({"points": Decimal("2.5")}, "points", "得分 2.5 不在 0 到 2.3 之间"),
        ({"points": Decimal("-1")}, "points", "得分 -1 不在 0 到 2.3 之间"),
        ({"points": Decimal("0.3")}, "step", "得分 0.3 不是 0.5 的整数倍"),
        ({"deductions": off("0.3")}, "step", "扣分 0.3 不是 0.5 的整数倍"),
        ({"deductions": off("0")}, "points", "扣分 0 应大于 0"),
        ({"deductions": off("2", "0.5")}, "points", "扣分合计 2.5 分，超过该项的 2.3 分"),
        ({"deductions": (Deduction(Decimal(1), " "),)}, "reason", "每笔扣分都须写明理由（reason）"),
        ({"deductions": (Deduction(Decimal(1), "缺", "9"),)}, "unknown-item", "1.1 没有评分要点“9”，请检查编号"),
        ({"requirements": {"9": "met"}}, "unknown-item", "1.1 没有评分要点“9”，请检查编号"),
        ({"not_applicable": " "}, "reason", "不适用须写明理由"),
        ({"verdict": "met"}, "model", "该项不能用 verdict（met），请用 points（得分）或 deductions（扣分）"),
    ],
)
def test_ratings_that_do_not(make, given, code, message):
    assert rating_of(make, "1.1", **given) == [(code, message)]


def test_deducting_everything_is_no_matter_of_steps(make):
    assert rating_of(make, "1.1", deductions=off("2.3")) == []
    assert rating_of(make, "1.1", deductions=off("0.5", "1.5")) == []


def test_numbers_of_any_length_are_checked_exactly(make):
    resolved = make(SHEET.replace("points = 2.3", "points = 2.3\nstep = 0.000000000001"))
    rating = Rating(deductions=off("999999999999999999"))
    assert [p.code for p in check_rating(resolved, resolved.item["1.1"], rating)] == ["points"]


def test_levels_are_rated_by_level(make):
    assert rating_of(make, "1.2", verdict="a") == []
    assert rating_of(make, "1.2", verdict="met") == [("model", "没有等级“met”，可用：a（优）、b（差）")]
    assert (
        rating_of(make, "1.2", points=Decimal(5))[0][1]
        == "该项按等级评定，不能用 points（得分），请评等级：a（优）、b（差）；命令行用 --verdict 编号，答卷写 verdict = 编号"
    )
    assert rating_of(make, "1.2", deductions=off("1"))[0][0] == "model"


def test_verdicts_of_an_attainment_standard(make):
    resolved = make('[scoring]\nmodel = "attainment"\n[[criteria]]\nid = "1"\ntitle = "项"\n')

    def found(**given):
        return messages(check_rating(resolved, resolved.item["1"], Rating(**given)))

    assert found(verdict="met") == []
    assert found(verdict="partial") == [("model", "本标准没有“部分达到”（partial），请评 met 或 unmet")]
    assert found(verdict="好") == [("model", "没有“好”，可用：met（达到）、unmet（未达到）")]
    assert found(points=Decimal(1)) == [("model", "该项不能用 points（得分），请用 verdict（met、unmet）")]
    partial = make('[scoring]\nmodel = "attainment"\npartial = 50\n[[criteria]]\nid = "1"\ntitle = "项"\n')
    assert check_rating(partial, partial.item["1"], Rating(verdict="partial")) == []


def whole(make, answer, **given):
    return messages(check(make(SHEET), answer(**given)))


def test_answers_that_fit(make, answer):
    given = answer(
        ratings={"1.1": 2, "1.2": "a"},
        attributes={"law": True},
        facts=(Observation("n", year(2025), Decimal(3)),),
        vetoes={"v": VetoStatement(True, date(2025, 1, 1))},
        adjustments={"once": AdjustmentStatement(count=1), "minus": AdjustmentStatement(count=7)},
        parts={"out": PartStatement(Decimal(90))},
    )
    assert check(make(SHEET), given) == []


@pytest.mark.parametrize(
    ("given", "code", "message"),
    [
        ({"unit": Unit("某局", "department")}, "unit-kind", "本标准考评 county，不考评 department"),
        ({"as_of": None}, "as-of", "本标准有追溯期，须写明截至日 as_of = 年-月-日"),
        ({"as_of": date(205, 1, 1)}, "as-of", "截至日 0205-01-01 不在 1900 到 2199 年之间"),
        ({"period": parse("1800")}, "period", "考评周期 1800 不在 1900 到 2199 年之间"),
        ({"period": parse("1990/2025")}, "period", "考评周期 1990/2025 超过 30 年，请检查起止日期"),
        ({"stage": "nowhere"}, "unknown-id", "文件没有阶段“nowhere”"),
        ({"ratings": {"9.9": 1}}, "unknown-item", "标准“t/sheet”没有评分项“9.9”，请检查编号"),
        ({"vetoes": {"w": VetoStatement()}}, "unknown-item", "标准“t/sheet”没有否决项“w”，请检查编号"),
        ({"vetoes": {"v": VetoStatement(False, date(2025, 1, 1))}}, "veto", "写了发生日期（occurred_on），却没有写 happened = true"),
        ({"adjustments": {"w": AdjustmentStatement(count=0)}}, "unknown-item", "标准“t/sheet”没有加减分“w”，请检查编号"),
        ({"adjustments": {"once": AdjustmentStatement(count=2)}}, "adjustment", "没有规定累计上限（cap），只能计一次"),
        ({"adjustments": {"once": AdjustmentStatement(amount=Decimal(3))}}, "adjustment", "3 超过上限 2"),
        ({"adjustments": {"once": AdjustmentStatement(amount=Decimal(-1))}}, "adjustment", "分值不能是负数，减分也写正数"),
        ({"adjustments": {"range": AdjustmentStatement(count=2)}}, "adjustment", "没有规定每次的分值，请写 amount（分值）"),
        ({"adjustments": {"range": AdjustmentStatement(amount=Decimal("0.5"))}}, "adjustment", "0.5 低于最少 1"),
        ({"adjustments": {"range": AdjustmentStatement(amount=Decimal("1.2"))}}, "step", "1.2 不是 0.5 的整数倍"),
        ({"adjustments": {"local": AdjustmentStatement(amount=Decimal(1))}}, "adjustment", "分值由本地规定，尚未给出规则文件（--rules），只能写 0 或次数"),
        ({"parts": {"in": PartStatement(Decimal(1))}}, "unknown-item", "“in”不是由外部给分的部分"),
        ({"parts": {"out": PartStatement(Decimal(101))}}, "points", "得分 101 不在 0 到 100 之间"),
        ({"attributes": {"law": "true"}}, "attribute", "属性“law”应为 true 或 false"),
        ({"attributes": {"law": 1}}, "attribute", "属性“law”应为 true 或 false"),
    ],
)  # fmt: skip
def test_answers_that_do_not(make, answer, given, code, message):
    assert whole(make, answer, **given) == [(code, message)]


def test_statements_that_are_fine(make, answer):
    for stated in (AdjustmentStatement(count=3), AdjustmentStatement(amount=Decimal(0)), AdjustmentStatement(count=0)):
        assert whole(make, answer, adjustments={"local": stated}) == []
    assert whole(make, answer, adjustments={"minus": AdjustmentStatement(amount=Decimal(6))}) == []


@pytest.mark.parametrize(
    ("fact", "value", "message"),
    [
        ("zz", Decimal(1), "标准“t/sheet”没有用到事实“zz”，请检查编号"),
        ("n", Decimal("1.5"), "“次数”是次数，应为不小于 0 的整数"),
        ("n", Decimal(-1), "“次数”是次数，应为不小于 0 的整数"),
        ("n", True, "“次数”应为数值"),
        ("s", Decimal(101), "“比率”是百分数，应在 0 到 100 之间（95% 写作 95）"),
        ("m", Sample(Decimal(1), Decimal(2)), "“金额”不能用抽样（part、of）"),
        ("m", date(2025, 1, 1), "“金额”应为数值"),
        ("y", Decimal(1), "“有无”应为 true 或 false"),
        ("d", Decimal(1), "“日期”应为日期，如 2025-12-31"),
        ("d", date(205, 1, 1), "“日期”：日期 0205-01-01 不在 1900 到 2199 年之间"),
    ],
)
def test_facts_that_do_not_fit(make, answer, fact, value, message):
    assert [m for _, m in whole(make, answer, facts=(Observation(fact, year(2025), value),))] == [message]


def test_days_of_facts(make, answer):
    def found(fact, value, day, period="2025"):
        observation = Observation(fact, parse(period), value, occurred_on=day)
        return [m for _, m in whole(make, answer, facts=(observation,))]

    assert found("e", True, date(2025, 3, 1)) == []
    assert found("s", Sample(Decimal(1), Decimal(2)), None) == []
    assert found("d", date(2025, 1, 1), None) == []
    only = "发生日期（occurred_on）只用于发生了的事件（value = true）"
    assert found("e", False, date(2025, 3, 1)) == [only]
    assert found("n", Decimal(1), date(2025, 3, 1)) == [only]
    assert found("e", True, date(203, 3, 1)) == ["日期 0203-03-01 不在 1900 到 2199 年之间"]
    assert found("n", Decimal(1), None, "0203") == ["期间 203 不在 1900 到 2199 年之间"]


FILE = """
schema = 1
standard = "t/sheet"
unit = { name = "某县", kind = "county", attributes = { law = true } }
as_of = 2025-12-20
evaluator = "甲"
"""


def read(tmp_path, text):
    path = tmp_path / "answers.toml"
    path.write_text(FILE + text, encoding="utf-8")
    return read_answers(path)


def test_a_file_reads_whole(make, tmp_path):
    source, body = read(
        tmp_path,
        """
        parts = { out = { score = 90, reason = "问卷" } }
        adjustments = { once = { amount = 2, reason = "表彰" } }
        vetoes = { v = { happened = false, note = "查过" } }
        [[facts]]
        id = "n"
        period = "2025-H1"
        value = 4
        [[facts]]
        id = "s"
        period = "2025"
        value = { part = 3, of = 10 }
        observer = "乙"
        settled = true
        [ratings."1.1"]
        deductions = [{ amount = 0.5, reason = "缺", requirement = "1.1.1" }]
        requirements = { "1.1.1" = "unmet" }
        [ratings."1.2"]
        not_applicable = "无"
        """,
    )
    answers = answers_for(make(SHEET), source, body)
    assert answers.period == year(2025)
    assert answers.facts[0].mine
    assert answers.facts[0].observer == "甲"
    assert answers.facts[1].value == Sample(Decimal(3), Decimal(10))
    assert (answers.facts[1].mine, answers.facts[1].settled) == (False, True)
    assert answers.ratings["1.1"].deductions[0].requirement == "1.1.1"
    assert answers.ratings["1.2"].not_applicable == "无"
    assert answers.parts["out"].score == 90
    assert answers.adjustments["once"].amount == 2
    assert answers.vetoes["v"].happened is False


def test_every_fault_of_a_file_has_its_place(make, tmp_path):
    source, body = read(
        tmp_path,
        """
period = { from = 2024-01-01, to = 2025-12-31 }
[[facts]]
id = "n"
period = "去年"
value = 4
[[facts]]
id = "n"
period = "2025"
value = 1.5
[[facts]]
id = "n"
period = "2025"
value = 2
[ratings."1.1"]
points = 9
""",
    )
    with pytest.raises(Refused) as refused:
        answers_for(make(SHEET), source, body)
    found = {(fault.code, fault.line, fault.quote) for fault in refused.value.faults}
    assert found == {
        ("period", 11, 'period = "去年"'),
        ("fact-value", 16, "value = 1.5"),
        ("repeated-fact", 17, "[[facts]]"),
        ("points", 22, "points = 9"),
    }


def test_without_a_period_the_year_of_as_of_is_meant(tmp_path):
    answers, problems = to_answers(read(tmp_path, "")[1])
    assert (answers.period, problems) == (year(2025), [])
    path = tmp_path / "bare.toml"
    path.write_text('schema = 1\nstandard = "t/sheet"\nunit = "某县"\n', encoding="utf-8")
    answers, _ = to_answers(read_answers(path)[1])
    assert (answers.period, answers.unit) == (None, Unit("某县"))
    given = read(tmp_path, "period = { from = 2024-07-01, to = 2025-06-30 }\n")[1]
    assert to_answers(given)[0].period == Period(date(2024, 7, 1), date(2025, 6, 30))
