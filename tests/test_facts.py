"""Which observation of a fact counts, and what a measure says of it."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from kaoping.answers import Observation, Sample
from kaoping.facts import FactBook, bound_text, deduction_for, judge, value_text
from kaoping.periods import look_back, parse
from kaoping.standard.model import DeductionRule, FactDefinition, Measure

AS_OF = date(2025, 12, 20)
WINDOW = look_back(AS_OF, 3)


def definition(name, kind, unit=None):
    return FactDefinition(id=name, title=f"{name}的事", subject="government", kind=kind, unit=unit)


DEFINITIONS = {
    d.id: d
    for d in (
        definition("count", "count", "次"),
        definition("share", "share", "%"),
        definition("amount", "amount", "万元"),
        definition("yes", "yes-no"),
        definition("day", "date"),
        definition("start", "date"),
        definition("event", "event"),
        definition("target", "count"),
    )
}


def seen(fact, period, value, **how):
    if isinstance(value, (int, str)) and not isinstance(value, bool):
        value = Decimal(value)
    return Observation(fact, parse(period), value, **how)


def others(fact, period, value, who="乙", **how):
    return seen(fact, period, value, observer=who, mine=False, **how)


def book(*observations, bounds=None):
    return FactBook(DEFINITIONS, observations, bounds)


def measured(measure, *observations, period="2025", as_of=AS_OF, bounds=None):
    found = judge(Measure(**measure), book(*observations, bounds=bounds), parse(period) if period else None, as_of)
    return found


class TestWhichObservationCounts:
    def test_own_newest_goes_before_everything(self):
        known = book(
            seen("count", "2025", 3, order=1),
            seen("count", "2025", 4, order=2),
            others("count", "2025", 9, settled=True, order=7),
        ).known("count", parse("2025"))
        assert known == (Decimal(4), False)

    def test_without_an_own_one_the_settled_one_counts(self):
        held = book(
            others("count", "2025", 5), others("count", "2025", 6, "丙"), others("count", "2025", 7, "丁", settled=True)
        )
        assert held.known("count", parse("2025")) == (Decimal(7), False)

    def test_others_count_where_they_agree(self):
        held = book(others("count", "2025", "5.0"), others("count", "2025", 5, "丙"))
        assert held.known("count", parse("2025")) == (Decimal(5), False)

    def test_others_who_disagree_make_it_disputed(self):
        held = book(others("count", "2025", 5), others("count", "2025", 6, "丙"))
        assert held.known("count", parse("2025")) == (None, True)

    def test_each_other_observer_counts_with_the_newest(self):
        held = book(
            others("count", "2025", 6, order=2), others("count", "2025", 5, order=1), others("count", "2025", 6, "丙")
        )
        assert held.known("count", parse("2025")) == (Decimal(6), False)

    def test_two_settled_values_that_differ_are_disputed(self):
        held = book(others("count", "2025", 5, settled=True), others("count", "2025", 6, "丙", settled=True))
        assert held.known("count", parse("2025")) == (None, True)

    def test_one_s_own_settling_entry_goes_before_one_s_own_other(self):
        held = book(seen("count", "2025", 5, settled=True), seen("count", "2025", 6))
        assert held.known("count", parse("2025")) == (Decimal(5), False)

    def test_another_period_or_a_member_unit_is_another_fact(self):
        held = book(seen("count", "2024", 5), seen("count", "2025", 6, unit="某局"))
        assert held.known("count", parse("2025")) == (None, False)

    @pytest.mark.parametrize("value", [Sample(Decimal(3), Decimal(10)), True, date(2025, 3, 1), Decimal(4)])
    def test_values_of_every_kind_can_agree_and_differ(self, value):
        assert book(others("x", "2025", value), others("x", "2025", value, "丙")).known("x", parse("2025")) == (
            value,
            False,
        )
        assert book(others("x", "2025", value), others("x", "2025", 99, "丙")).known("x", parse("2025")) == (None, True)

    def test_rules_give_a_bound_for_a_year_or_for_all(self):
        held = book(bounds={("target", "2025"): Decimal(4), ("share", None): Decimal(90)})
        assert held.known("target", parse("2025-H1")) == (Decimal(4), False)
        assert held.known("target", parse("2024")) == (None, False)
        assert held.known("share", parse("2024/2025")) == (Decimal(90), False)

    def test_order_never_matters(self):
        all_of_them = [
            seen("event", "2025", True, occurred_on=date(2025, 3, 1)),
            others("event", "2025", False),
            others("event", "2024", False),
            others("event", "2023", False),
            others("count", "2025", 5, order=1),
            others("count", "2025", 6, order=2),
            others("count", "2025", 6, "丙"),
            others("count", "2025", 7, "丁", settled=True),
        ]
        want = book(*all_of_them)
        for number in range(20):
            turned = list(all_of_them)
            random.Random(number).shuffle(turned)
            got = book(*turned)
            assert got.known("count", parse("2025")) == want.known("count", parse("2025"))
            assert got.event("event", WINDOW) == want.event("event", WINDOW)


class TestEvents:
    def state(self, *observations, window=WINDOW):
        return book(*observations).event("event", window)

    @pytest.mark.parametrize(
        ("day", "state"),
        [
            (date(2022, 12, 20), "unknown"),
            (date(2022, 12, 21), "triggered"),
            (date(2025, 12, 20), "triggered"),
            (date(2025, 12, 21), "unknown"),
        ],
    )
    def test_both_sides_of_the_look_back(self, day, state):
        assert self.state(seen("event", str(day.year), True, occurred_on=day)).state == state

    def test_an_undated_event_is_unknown(self):
        found = self.state(seen("event", "2024", True), seen("event", "2023", False), seen("event", "2025", False))
        assert found.state == "unknown"
        assert "没有日期" in found.because
        assert self.state(seen("event", "2019", True), seen("event", "2022/2025", False)).state == "clear"

    def test_clear_needs_the_whole_window(self):
        years = [seen("event", str(number), False) for number in (2022, 2023, 2024, 2025)]
        assert self.state(*years).state == "clear"
        assert [u.period for u in self.state(*years).used] == ["2022", "2023", "2024", "2025"]
        assert self.state(*years[:3]).state == "unknown"
        assert self.state().state == "unknown"
        assert "尚未查明" in self.state().because

    def test_others_who_disagree_about_it(self):
        report = others("event", "2024", True, occurred_on=date(2024, 5, 1))
        found = self.state(report, others("event", "2024", False, "丙"))
        assert found.state == "unknown"
        assert "各人所报不一" in found.because
        assert found.used[0].disputed
        assert self.state(report, others("event", "2023", False, "丙")).state == "triggered"

    def test_own_word_goes_before_others(self):
        none = seen("event", "2022/2025", False)
        assert self.state(others("event", "2024", True, occurred_on=date(2024, 5, 1)), none).state == "clear"
        assert self.state(others("event", "2024", True), none).state == "clear"
        own = seen("event", "2024", True, occurred_on=date(2024, 5, 1))
        assert self.state(own, others("event", "2022/2025", False, settled=True)).state == "triggered"

    def test_a_later_word_of_the_same_observer_withdraws_the_earlier(self):
        report = seen("event", "2024", True, occurred_on=date(2024, 5, 1), order=1)
        assert self.state(report, seen("event", "2022/2025", False, order=2)).state == "clear"
        assert self.state(report, seen("event", "2022/2025", False, order=0)).state == "triggered"
        theirs = others("event", "2024", True, occurred_on=date(2024, 5, 1), order=1)
        assert self.state(theirs, others("event", "2022/2025", False, order=2)).state == "clear"
        assert self.state(theirs, others("event", "2022/2025", False, order=0)).state == "triggered"

    def test_the_lead_settles(self):
        report = others("event", "2024", True, occurred_on=date(2024, 5, 1))
        settled_none = others("event", "2022/2025", False, "牵头", settled=True)
        assert self.state(report, settled_none).state == "clear"
        settled = others("event", "2024", True, "牵头", occurred_on=date(2024, 5, 1), settled=True)
        assert self.state(settled, others("event", "2024", False, "丙")).state == "triggered"
        assert self.state(settled, others("event", "2024", False, "丙", settled=True)).state == "unknown"

    def test_without_a_window_no_date_is_needed(self):
        assert self.state(seen("event", "1999", True), window=None).state == "triggered"
        dated = self.state(seen("event", "1999", True, occurred_on=date(1999, 1, 2)), window=None)
        assert (dated.state, dated.dates) == ("triggered", (date(1999, 1, 2),))
        assert self.state(seen("event", "2025", False), window=None).state == "clear"
        assert self.state(window=None).state == "unknown"


class TestMeasures:
    @pytest.mark.parametrize(
        ("bound", "value", "state", "short"),
        [
            ({"at_least": 4}, 4, "met", None),
            ({"at_least": 4}, 3, "unmet", 1),
            ({"at_most": 4}, 4, "met", None),
            ({"at_most": 4}, 6, "unmet", 2),
            ({"more_than": 4}, 5, "met", None),
            ({"more_than": 4}, 4, "unmet", 1),
            ({"less_than": 4}, 4, "unmet", 1),
            ({"less_than": 4}, 3, "met", None),
            ({"equals": 4}, 4, "met", None),
            ({"equals": 4}, 6, "unmet", 2),
            ({"at_least": 2, "at_most": 5}, 7, "unmet", 2),
        ],
    )
    def test_bounds_from_both_sides(self, bound, value, state, short):
        found = measured({"fact": "count", **bound}, seen("count", "2025", value))
        assert (found.state, found.shortfall) == (state, short)

    def test_how_far_a_share_is_from_more_than_its_own_value_cannot_be_told(self):
        found = measured({"fact": "share", "more_than": 95}, seen("share", "2025", 95))
        assert (found.state, found.shortfall) == ("unmet", None)
        found = measured({"fact": "share", "more_than": 95}, seen("share", "2025", "94.5"))
        assert (found.state, found.shortfall) == ("unmet", Fraction(1, 2))

    def test_every_year_of_a_two_year_period(self):
        measure = {"fact": "count", "at_least": 4, "per": "year"}
        met, short = seen("count", "2024", 4), seen("count", "2025", 1)
        assert measured(measure, met, seen("count", "2025", 4), period="2024/2025").state == "met"
        found = measured(measure, met, short, period="2024/2025")
        assert (found.state, found.shortfall) == ("unmet", 3)
        assert "2024" in found.because
        assert "2025" in found.because
        assert measured(measure, met, period="2024/2025").state == "unknown"
        found = measured(measure, short, period="2024/2025")
        assert (found.state, found.shortfall) == ("unmet", None)
        assert [u.period for u in found.used] == ["2024", "2025"]

    def test_without_per_the_newest_within_the_period_counts(self):
        measure = {"fact": "count", "at_least": 4}
        assert (
            measured(measure, seen("count", "2024", 5), seen("count", "2025", 1), period="2024/2025").state == "unmet"
        )
        assert measured(measure, seen("count", "2023", 5)).state == "unknown"
        assert measured(measure).because == "count的事：尚未查明"

    def test_a_quarter_s_count_says_nothing_about_the_year(self):
        found = measured({"fact": "count", "at_least": 4}, seen("count", "2025-Q4", 2))
        assert found.state == "unknown"
        assert "只是 2025-Q4 的数" in found.because
        assert measured({"fact": "share", "at_least": 4}, seen("share", "2025-Q4", 2)).state == "unmet"

    def test_yes_and_no(self):
        assert measured({"fact": "yes", "is": True}, seen("yes", "2025", True)).state == "met"
        assert measured({"fact": "yes", "is": False}, seen("yes", "2025", True)).state == "unmet"
        assert measured({"fact": "yes", "is": True}, seen("yes", "2025", 1)).state == "unknown"

    def test_a_sample_is_a_share_or_a_count(self):
        sample = Sample(Decimal(3), Decimal(10))
        assert measured({"fact": "share", "at_most": 30}, seen("share", "2025", sample)).state == "met"
        assert measured({"fact": "share", "less_than": 30}, seen("share", "2025", sample)).state == "unmet"
        assert measured({"fact": "count", "at_most": 2}, seen("count", "2025", sample)).shortfall == 1
        assert (
            "30%（抽查10，不合格7）"
            in measured({"fact": "share", "at_most": 30}, seen("share", "2025", sample)).because
        )

    def test_a_disputed_fact_is_unknown(self):
        found = measured({"fact": "count", "at_least": 1}, others("count", "2025", 5), others("count", "2025", 6, "丙"))
        assert (found.state, found.used[0].disputed) == ("unknown", True)

    def test_what_is_no_number_cannot_be_compared(self):
        assert measured({"fact": "count", "at_least": 1}, seen("count", "2025", True)).state == "unknown"

    @pytest.mark.parametrize(
        ("trend", "now", "state"),
        [("rising", 6, "met"), ("rising", 5, "unmet"), ("falling", 4, "met"), ("falling", 5, "unmet"),
         ("not-rising", 5, "met"), ("not-rising", 6, "unmet"), ("not-falling", 5, "met"), ("not-falling", 4, "unmet")],
    )  # fmt: skip
    def test_trends_compare_with_the_year_before(self, trend, now, state):
        found = measured({"fact": "count", "trend": trend}, seen("count", "2024", 5), seen("count", "2025", now))
        assert found.state == state
        assert [u.period for u in found.used] == ["2025", "2024"]

    def test_a_trend_needs_both_values(self):
        assert measured({"fact": "count", "trend": "rising"}, seen("count", "2025", 5)).state == "unknown"
        assert (
            measured({"fact": "count", "trend": "rising"}, seen("count", "0001", 5), period="0001").state == "unknown"
        )
        quarters = [seen("count", "2025-Q1", 5), seen("count", "2024-Q4", 4)]
        found = measured({"fact": "count", "trend": "rising", "per": "quarter"}, *quarters, period="2025-Q1")
        assert found.state == "met"

    @pytest.mark.parametrize(
        ("within", "day", "state", "short"),
        [
            ({"by": "01-31", "year": "next"}, date(2026, 1, 31), "met", None),
            ({"by": "01-31", "year": "next"}, date(2026, 2, 2), "unmet", 2),
            ({"by": "11-30"}, date(2025, 11, 30), "met", None),
            ({"by": "11-30"}, date(2025, 12, 1), "unmet", 1),
            ({"days": 5, "after": "start"}, date(2025, 10, 5), "met", None),
            ({"days": 5, "after": "start"}, date(2025, 10, 6), "unmet", 1),
            ({"days": 5, "after": "start", "working": True}, date(2025, 10, 14), "met", None),
            ({"days": 5, "after": "start", "working": True}, date(2025, 10, 15), "unmet", 1),
        ],
    )
    def test_deadlines(self, within, day, state, short):
        found = measured(
            {"fact": "day", "within": within}, seen("day", "2025", day), seen("start", "2025", date(2025, 9, 30))
        )
        assert (found.state, found.shortfall) == (state, short)

    def test_a_deadline_without_its_start_is_unknown(self):
        found = measured(
            {"fact": "day", "within": {"days": 5, "after": "start"}}, seen("day", "2025", date(2025, 10, 5))
        )
        assert found.state == "unknown"
        assert "起算日" in found.because
        assert measured({"fact": "day", "within": {"by": "11-30"}}, seen("day", "2025", True)).state == "unknown"

    def test_reckoned_working_days_say_so(self):
        found = measured(
            {"fact": "day", "within": {"days": 1, "after": "start", "working": True}},
            seen("day", "2030", date(2030, 1, 7)),
            seen("start", "2030", date(2030, 1, 4)),
            period="2030",
        )
        assert found.state == "met"
        assert "推算" in found.because

    @pytest.mark.parametrize(
        ("bound", "value", "state", "short"),
        [("at_least", 4, "met", None), ("at_least", 3, "unmet", 1), ("at_most", 4, "met", None),
         ("at_most", 6, "unmet", 2), ("equals", 4, "met", None), ("equals", 3, "unmet", 1)],
    )  # fmt: skip
    def test_bounds_that_others_set(self, bound, value, state, short):
        measure = {"fact": "count", "bound_from": "target", "bound": bound}
        found = measured(measure, seen("count", "2025", value), bounds={("target", None): Decimal(4)})
        assert (found.state, found.shortfall) == (state, short)
        found = measured(measure, seen("count", "2025", value), seen("target", "2025", 4))
        assert (found.state, found.shortfall) == (state, short)

    def test_a_bound_that_nobody_has_given(self):
        measure = {"fact": "count", "bound_from": "target", "bound": "at_least"}
        found = measured(measure, seen("count", "2025", 3))
        assert found.state == "unknown"
        assert found.because.endswith("界限（target的事）尚未给出")
        found = measured(
            measure, seen("count", "2025", 3), others("target", "2025", 1), others("target", "2025", 2, "丙")
        )
        assert "各人所报不一" in found.because
        found = measured(measure, seen("count", "2025", 3), seen("target", "2025-H1", 3))
        assert (found.state, found.used[1].period) == ("met", "2025-H1")

    def test_events(self):
        none = {"fact": "event", "is": False}
        report = seen("event", "2025", True, occurred_on=date(2025, 3, 1))
        assert measured(none, report).state == "unmet"
        assert measured(none, seen("event", "2025", False)).state == "met"
        assert measured(none).state == "unknown"
        assert measured({"fact": "event", "is": True}, seen("event", "2025", False)).shortfall == 1
        old = seen("event", "2023", True, occurred_on=date(2023, 3, 1))
        assert measured({**none, "look_back_years": 3}, old).state == "unmet"
        assert measured({**none, "look_back_years": 1}, old, seen("event", "2024/2025", False)).state == "met"
        assert "as_of" in measured({**none, "look_back_years": 3}, old, as_of=None).because
        assert "考评周期" in measured(none, report, period=None).because

    def test_events_are_counted_by_their_days(self):
        twice = [seen("event", "2025", True, occurred_on=date(2025, month, 1)) for month in (3, 4)]
        assert measured({"fact": "event", "at_least": 3}, *twice).shortfall == 1
        assert measured({"fact": "event", "at_most": 2}, *twice).state == "met"
        assert measured({"fact": "event", "at_least": 1}).state == "unknown"
        each = {"fact": "event", "at_least": 1, "per": "year"}
        assert measured(each, *twice, period="2024/2025").state == "unknown"
        assert measured(each, *twice, seen("event", "2024", False), period="2024/2025").state == "unmet"

    def test_what_cannot_be_judged_at_all(self):
        assert measured({"fact": "nothing", "at_least": 1}).because == "没有事实“nothing”的定义"
        assert measured({"fact": "count", "at_least": 1}, period=None).state == "unknown"


class TestDeductionRules:
    @pytest.mark.parametrize(
        ("rule", "short", "points", "loss"),
        [
            ({"amount": 2}, None, 5, 2),
            ({"amount": 7}, None, 5, 5),
            ({"each": "0.5", "cap": "1.2"}, 2, 5, 1),
            ({"each": "0.5", "cap": "1.2"}, 3, 5, "1.2"),
            ({"each": 1}, 9, 5, 5),
            ({"each": 1}, "2.7", 5, 2),
            ({"each": 1, "part": "started"}, "2.1", 5, 3),
            ({"each": 1, "part": "proportional"}, "2.1", 5, "2.1"),
            ({"each": 1, "per": 5}, 12, 5, 2),
            ({"each": 1, "per": 5, "part": "started"}, 12, 5, 3),
            ({"each": 1}, None, 5, None),
        ],
    )
    def test_rules(self, rule, short, points, loss):
        made = DeductionRule(**{k: Decimal(v) if k != "part" else v for k, v in rule.items()})
        found = deduction_for(made, None if short is None else Fraction(short), Decimal(points))
        assert found == (None if loss is None else Fraction(loss))


class TestWords:
    def test_values(self):
        assert value_text(None) == "未知"
        assert value_text(True) == "是"
        assert value_text(False) == "否"
        assert value_text(date(2025, 3, 1)) == "2025-03-01"
        assert value_text(Sample(Decimal(3), Decimal(10))) == "3/10"
        assert value_text(Decimal("4.0"), "次") == "4次"

    @pytest.mark.parametrize(
        ("measure", "text"),
        [
            ({"at_least": 4, "per": "year"}, "不低于 4次（每年）"),
            ({"more_than": 1, "less_than": 9}, "高于 1次，低于 9次"),
            ({"at_most": 2, "soft": True}, "不高于 2次（原则上）"),
            ({"equals": 2}, "等于 2次"),
            ({"is": True}, "应为是"),
            ({"is": False, "look_back_years": 3}, "应为否，追溯 3 年"),
            ({"trend": "falling"}, "逐期下降"),
            ({"within": {"by": "01-31", "year": "next"}}, "次年01-31 前"),
            ({"within": {"days": 5, "after": "start", "working": True}}, "5 个工作日内"),
            ({"within": {"days": 5, "after": "start"}}, "5 日内"),
            ({"bound_from": "target", "bound": "at_most"}, "不高于另行规定的值（target）"),
        ],
    )
    def test_bounds(self, measure, text):
        assert bound_text(Measure(fact="count", **measure), "次") == text

    def test_the_bound_over_a_period_says_where_it_adds_up(self):
        measure = Measure(fact="count", at_least=8, per="period")
        assert bound_text(measure, "次", "count") == "不低于 8次（考评周期合计）"
        assert bound_text(measure, "%", "share") == bound_text(measure, "%") == "不低于 8%（考评周期）"
