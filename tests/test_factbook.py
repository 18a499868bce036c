"""What is known of a fact: records of member units that count, and counts whose pieces add up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaoping.answers import Observation, Sample
from kaoping.factbook import FactBook, Used
from kaoping.facts import judge
from kaoping.periods import look_back, parse, year
from kaoping.standard.model import FactDefinition, Measure

AS_OF = date(2025, 12, 20)
WINDOW = look_back(AS_OF, 3)


def definition(name, kind, unit=None, subject="government", members=None):
    return FactDefinition(id=name, title=f"{name}的事", subject=subject, kind=kind, unit=unit, members=members)


DEFINITIONS = {
    d.id: d
    for d in (
        definition("count", "count", "次"),
        definition("target", "count"),
        definition("share", "share", "%"),
        definition("amount", "amount", "万元"),
        definition("yes", "yes-no"),
        definition("event", "event"),
        definition("accident", "event", members="any"),
        definition("trial", "count", "件", subject="court", members="sole"),
        definition("scandal", "event", subject="court", members="sole"),
    )
}


def seen(fact, period, value, **how):
    value = value if isinstance(value, (bool, Sample)) else Decimal(value)
    return Observation(fact, parse(period), value, **how)


def others(fact, period, value, who="乙", **how):
    return seen(fact, period, value, observer=who, mine=False, **how)


def book(*observations):
    return FactBook(DEFINITIONS, observations)


def measured(measure, *observations, period="2025"):
    return judge(Measure(**measure), book(*observations), parse(period), AS_OF)


class TestMembers:
    """What member units recorded, as the definition lets it count."""

    def event(self, fact, *observations, window=WINDOW):
        return book(*observations).event(fact, window)

    def test_what_happened_at_a_member_happened_here_and_says_where(self):
        found = self.event(
            "accident", seen("accident", "2024", True, occurred_on=date(2024, 6, 18), unit="县应急管理局")
        )
        assert (found.state, found.dates) == ("triggered", (date(2024, 6, 18),))
        assert found.because == "accident的事：2024-06-18 发生（县应急管理局），在 2022-12-21 至 2025-12-20 内"
        assert found.used == (Used("accident", "2024-06-18", "发生", unit="县应急管理局"),)
        assert (
            book(seen("event", "2024", True, occurred_on=date(2024, 6, 18), unit="县应急管理局")).about("event") == []
        )

    def test_several_members_are_told_apart_and_a_day_counts_once(self):
        def on(day, unit=None):
            return seen("accident", "2024", True, occurred_on=date(2024, 3, day), unit=unit)

        found = self.event("accident", on(1, "甲局"), on(2, "甲局"), on(2), on(3, "乙局"), on(3, "甲局"), window=None)
        assert found.because == (
            "accident的事：2024-03-01 发生（甲局），2024-03-02 发生，2024-03-03 发生（乙局、甲局）"
        )
        assert len(found.dates) == 3
        assert measured({"fact": "accident", "is": False}, on(3, "乙局"), on(3, "甲局"), period="2024").shortfall == 1

    def test_a_member_s_none_clears_nothing(self):
        held = book(seen("accident", "2022/2025", False, unit="甲局"))
        assert held.about("accident") == []
        found = held.event("accident", WINDOW)
        assert (found.state, found.because) == ("unknown", "accident的事：2022-12-21 至 2025-12-20 的情况尚未查明")

    def test_a_report_stands_by_what_is_said_of_its_own_unit(self):
        report = seen("accident", "2024", True, occurred_on=date(2024, 6, 18), unit="甲局", order=1)
        later = seen("accident", "2024", False, unit="甲局", order=2)
        here = seen("accident", "2022/2025", False, order=3)
        assert self.event("accident", report, later).state == "unknown"
        assert self.event("accident", report, later, here).state == "clear"
        assert (
            self.event("accident", report, seen("accident", "2024", False, unit="乙局", order=2)).state == "triggered"
        )
        assert self.event("accident", report, here).state == "triggered"
        theirs = others("accident", "2024", True, occurred_on=date(2024, 6, 18), unit="甲局")
        found = self.event("accident", theirs, others("accident", "2024", False, "丙", unit="甲局"), here)
        assert (found.state, found.because) == ("unknown", "accident的事：各人所报不一（甲局），待牵头单位裁定")
        assert found.used[0] == Used("accident", "2022-12-21 至 2025-12-20", None, True, "甲局")

    def test_an_undated_report_of_a_member(self):
        report = seen("accident", "2024", True, unit="甲局")
        assert (
            "报了发生（甲局），但没有日期"
            in self.event("accident", report, seen("accident", "2022/2025", False)).because
        )
        assert self.event("accident", report, window=None).because == "accident的事：已 发生（甲局）"

    def test_the_sole_member_s_record_is_the_same_fact(self):
        measure = {"fact": "trial", "at_least": 4}
        found = measured(measure, seen("trial", "2025", 5, unit="县法院"))
        assert (found.state, found.because) == ("met", "trial的事（2025）：5件（县法院），不低于 4件")
        assert found.used == (Used("trial", "2025", "5", unit="县法院"),)
        newer = seen("trial", "2025", 3, order=2)
        assert measured(measure, seen("trial", "2025", 5, unit="县法院", order=1), newer).state == "unmet"
        theirs = [others("trial", "2025", 5, unit="县法院"), others("trial", "2025", 3, "丙")]
        assert measured(measure, *theirs).used[0].disputed
        assert measured(measure, *theirs, others("trial", "2025", 6, "牵头", settled=True)).state == "met"

    def test_of_two_other_units_none_is_the_sole_one(self):
        here, one = seen("trial", "2025", 3), seen("trial", "2025", 5, unit="甲法院")
        held = book(here, one, seen("trial", "2025", 6, unit="乙法院"))
        assert held.known("trial", parse("2025")) == (Decimal(3), False)
        assert held.about("trial") == [here]

    def test_what_did_not_happen_at_the_sole_member_did_not_happen_here(self):
        none = seen("scandal", "2022/2025", False, unit="县法院", order=2)
        assert self.event("scandal", none).state == "clear"
        report = seen("scandal", "2024", True, occurred_on=date(2024, 3, 1), order=1)
        assert self.event("scandal", report, none).state == "clear"
        at_court = seen("scandal", "2024", True, occurred_on=date(2024, 3, 1), unit="县法院", order=3)
        assert "2024-03-01 发生（县法院）" in self.event("scandal", at_court, none).because


FOUR = {"fact": "count", "at_least": 4, "per": "year"}
MONTHS = tuple(f"2025-{number:02d}" for number in range(1, 13))
QUARTERS = tuple(f"2025-Q{number}" for number in range(1, 5))
SPANS = ("2025", "2025-H1", "2025-H2", *QUARTERS, *MONTHS, "2025-02-10..2025-07-09")


class TestSums:
    """The pieces of a count add up."""

    def test_pieces_that_make_up_the_period(self):
        quarters = [seen("count", f"2025-Q{number}", number) for number in (1, 2, 3, 4)]
        found = measured({**FOUR, "at_least": 11}, *quarters)
        assert (found.state, found.shortfall) == ("unmet", 1)
        assert (
            found.because == "count的事（2025）：10次（2025-Q1、2025-Q2、2025-Q3、2025-Q4 合计），不低于 11次（每年）"
        )
        assert found.used == tuple(Used("count", f"2025-Q{number}", str(number)) for number in (1, 2, 3, 4))
        assert book(*quarters).known("count", parse("2025")) == (Decimal(10), False)
        assert book(*quarters[:3]).known("count", parse("2025")) == (None, False)

    def test_the_period_s_own_observation_goes_first(self):
        halves = [seen("count", "2025-H1", 5), seen("count", "2025-H2", 5)]
        assert book(*halves, seen("count", "2025", 3)).known("count", parse("2025")) == (Decimal(3), False)
        disputed = [others("count", "2025", 3), others("count", "2025", 4, "丙")]
        assert measured(FOUR, *halves, *disputed).state == "unknown"

    def test_the_coarsest_pieces_and_never_one_twice(self):
        held = [seen("count", "2025-H1", 5), seen("count", "2025-H2", 1)]
        quarters = [seen("count", f"2025-Q{number}", 9) for number in (1, 2, 3, 4)]
        assert book(*quarters, *held).known("count", parse("2025")) == (Decimal(6), False)
        assert book(*quarters, held[0]).known("count", parse("2025")) == (Decimal(23), False)
        found = measured({**FOUR, "at_least": 15}, *quarters[:2], held[0])
        assert (found.state, [u.period for u in found.used]) == ("unknown", ["2025-H1", "2025"])

    def test_only_counts_add_up(self):
        halves = [seen("amount", "2025-H1", 5), seen("amount", "2025-H2", 1)]
        assert book(*halves).known("amount", parse("2025")) == (None, False)

    def test_a_disputed_piece_makes_the_sum_disputed(self):
        halves = [others("count", "2025-H1", 1), others("count", "2025-H1", 2, "丙"), seen("count", "2025-H2", 3)]
        found = measured(FOUR, *halves)
        assert (found.state, found.because) == ("unknown", "count的事（2025-H1）：各人所报不一，待牵头单位裁定")
        assert [(u.period, u.disputed) for u in found.used] == [("2025-H1", True), ("2025-H2", False)]
        assert measured({**FOUR, "at_least": 3}, *halves).state == "met"

    @pytest.mark.parametrize(
        ("bound", "state"),
        [
            ({"at_least": 5}, "met"), ({"at_least": 6}, "unknown"), ({"more_than": 4}, "met"), ({"more_than": 5}, "unknown"),
            ({"at_most": 4}, "unmet"), ({"at_most": 5}, "unknown"), ({"less_than": 5}, "unmet"), ({"less_than": 6}, "unknown"),
            ({"equals": 4}, "unmet"), ({"equals": 5}, "unknown"), ({"at_least": 3, "at_most": 9}, "unknown"),
            ({"at_least": 3, "at_most": 4}, "unmet"), ({"bound_from": "target", "bound": "at_least"}, "met"),
        ],
    )  # fmt: skip
    def test_what_a_part_already_shows(self, bound, state):
        held = [seen("count", "2025-Q1", 2), seen("count", "2025-Q3", 3), seen("target", "2025", 5)]
        found = measured({"fact": "count", "per": "year", **bound}, *held)
        assert (found.state, found.shortfall) == (state, None)
        assert [u.period for u in found.used][:2] == ["2025-Q1", "2025-Q3"]
        assert "已知 2025-Q1、2025-Q3 合计 5次" in found.because
        assert ("；只是 2025-Q1、2025-Q3 的数，不是 2025 的" in found.because) == (state == "unknown")

    def test_without_per_the_newest_year_s_pieces_count(self):
        four = {"fact": "count", "at_least": 4}
        assert measured(four, seen("count", "2025-H1", 3), seen("count", "2025-H2", 1)).state == "met"
        assert measured(four, seen("count", "2025-Q1", 4)).state == "met"
        # As with the year's own figure, an earlier year's does not stand in for it.
        early = seen("count", "2024", 9)
        assert measured(four, early, seen("count", "2025-Q1", 1), period="2024/2025").state == "unknown"
        halves = [seen("count", "2025-H1", 0), seen("count", "2025-H2", 1)]
        found = measured(four, early, *halves, period="2024/2025")
        assert (found.state, found.shortfall) == ("unmet", 3)
        assert measured(four, seen("count", "2025-Q1", 4), period="2025-H1").state == "met"

    def test_over_the_whole_period(self):
        eight = {"fact": "count", "at_least": 8, "per": "period"}
        years = [seen("count", "2024", 5), seen("count", "2025", 1)]
        found = measured(eight, *years, period="2024/2025")
        assert (found.state, found.shortfall) == ("unmet", 2)
        assert found.because == "count的事（2024/2025）：6次（2024、2025 合计），不低于 8次（考评周期合计）"
        assert measured(eight, years[0], period="2024/2025").state == "unknown"
        assert measured({**eight, "at_least": 5}, years[0], period="2024/2025").state == "met"
        assert measured(eight, seen("count", "2024/2025", 8), *years, period="2024/2025").state == "met"

    def test_what_is_no_count_needs_the_period_s_own_observation(self):
        share = {"fact": "share", "at_least": 90, "per": "period"}
        assert measured(share, seen("share", "2025", 95), period="2024/2025").state == "unknown"
        found = measured(share, seen("share", "2024/2025", 95), period="2024/2025")
        assert (found.state, found.because) == ("met", "share的事（2024/2025）：95%，不低于 90%（考评周期）")
        yes = {"fact": "yes", "is": True, "per": "period"}
        assert measured(yes, seen("yes", "2025", True), period="2024/2025").state == "unknown"
        assert measured(yes, seen("yes", "2024/2025", True), period="2024/2025").state == "met"
        none = {"fact": "event", "is": False, "per": "period"}
        assert measured(none, seen("event", "2024/2025", False), period="2024/2025").state == "met"

    def test_a_trend_compares_sums(self):
        halves = [seen("count", f"{number}-H{half}", number % 10) for number in (2024, 2025) for half in (1, 2)]
        found = measured({"fact": "count", "trend": "rising"}, *halves)
        assert found.state == "met"
        assert [u.period for u in found.used] == ["2025-H1", "2025-H2", "2024-H1", "2024-H2"]

    def test_samples_keep_both_numbers(self):
        halves = [seen("count", f"2025-H{half}", Sample(Decimal(half), Decimal(10))) for half in (1, 2)]
        assert book(*halves).known("count", parse("2025")) == (Sample(Decimal(3), Decimal(20)), False)
        mixed = [halves[0], seen("count", "2025-H2", 4)]
        assert book(*mixed).known("count", parse("2025")) == (Decimal(5), False)

    @settings(deadline=None, derandomize=True, max_examples=150)
    @given(
        st.lists(st.integers(0, 5), min_size=12, max_size=12),
        st.sets(st.sampled_from(SPANS)),
        st.randoms(use_true_random=False),
    )
    def test_no_sum_counts_twice_and_none_depends_on_order(self, monthly, spans, chance):
        """Counts that agree with what happened month by month never show more than happened."""
        happened = {parse(label): number for label, number in zip(MONTHS, monthly, strict=True)}
        held = [
            seen("count", label, sum(n for month, n in happened.items() if parse(label).contains(month)))
            for label in sorted(spans)
        ]
        found = book(*held).tally("count", year(2025))
        chance.shuffle(held)
        assert book(*held).tally("count", year(2025)) == found
        total = sum(monthly)
        assert found.value in (None, total)
        for pieces in (found.used, found.apart):
            periods = [parse(used.period) for used in pieces]
            assert not any(a.overlaps(b) for a in periods for b in periods if a is not b)
        if found.least is not None:
            assert found.least == sum(Decimal(used.value) for used in found.apart) <= total
        if any(spans.issuperset(way) for way in (["2025"], ["2025-H1", "2025-H2"], QUARTERS, MONTHS)):
            assert found.value == total
