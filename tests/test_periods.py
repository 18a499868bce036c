"""Calendar periods, their names, and look-back windows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaoping.periods import (
    Period,
    before,
    covered,
    days_after,
    heaviest,
    look_back,
    on_day,
    parse,
    tiling,
    year,
    years_before,
)


@pytest.mark.parametrize(
    "label", ["2025", "2025-H1", "2025-H2", "2025-Q3", "2025-06", "2023/2025", "2025-03-02..2025-05-31"]
)
def test_names_read_back(label):
    assert parse(label).label == label


def test_names_have_one_spelling():
    assert parse("2025-01-01..2025-12-31").label == "2025"
    assert parse("2025-07-01..2025-12-31").label == "2025-H2"
    assert parse("2025-02-01..2025-02-28").label == "2025-02"
    assert parse("2025/2025").label == "2025"
    assert parse("２０２５－Ｑ１").label == "2025-Q1"


@pytest.mark.parametrize(
    "label", ["", "25", "2025-H3", "2025-Q5", "2025-13", "2025/2023", "2025-05-31..2025-03-01", "0000", "2025-02-30..2025-03-01", "x" * 99]
)  # fmt: skip
def test_what_is_no_period_is_refused(label):
    with pytest.raises(ValueError, match="不是期间"):
        parse(label)


def test_full_years_within():
    assert [p.label for p in parse("2024/2025").years()] == ["2024", "2025"]
    assert [p.label for p in parse("2024-07-01..2025-12-31").years()] == ["2025"]
    assert [p.label for p in parse("2024-07-01..2025-06-30").years()] == ["2025"]


def test_pieces():
    assert [p.label for p in year(2025).pieces("quarter")] == ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]
    assert [p.label for p in parse("2025-02-10..2025-08-31").pieces("half-year")] == ["2025-H2"]
    assert [p.label for p in parse("2025-03-01..2025-05-31").pieces("month")] == ["2025-03", "2025-04", "2025-05"]
    assert year(2025).pieces("year") == [year(2025)]
    assert parse("2024/2025").pieces("period") == [parse("2024/2025")]
    assert year(9999).pieces("half-year")[-1].end == date.max


@pytest.mark.parametrize(
    ("as_of", "years", "start"),
    [
        ("2025-12-20", 3, "2022-12-21"),
        ("2024-02-29", 1, "2023-03-01"),
        ("2024-02-29", 4, "2020-03-01"),
        ("2025-02-28", 1, "2024-02-29"),
        ("2025-03-01", 1, "2024-03-02"),
        ("2025-12-31", 3, "2023-01-01"),
    ],
)
def test_a_look_back_starts_the_day_after(as_of, years, start):
    window = look_back(date.fromisoformat(as_of), years)
    assert window == Period(date.fromisoformat(start), date.fromisoformat(as_of))


def test_a_look_back_beyond_the_calendar_starts_with_it():
    assert years_before(date(3, 1, 1), 5) == date.min
    assert look_back(date(2025, 5, 1), 0) == Period(date(2025, 5, 1), date(2025, 5, 1))


def test_covered_needs_every_day():
    window = parse("2023/2025")
    assert covered(window, [year(2024), year(2025), year(2023)])
    assert covered(window, [parse("2023-H1"), parse("2023-06-01..2024-12-31"), year(2025)])
    assert not covered(window, [year(2023), year(2025)])
    assert not covered(window, [year(2023), year(2024)])
    assert not covered(window, [])


@settings(deadline=None, derandomize=True, max_examples=100)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 15)), max_size=6), st.permutations(range(6)))
def test_covered_agrees_with_counting_days(spans, order):
    periods = [Period(days_after(date(2025, 1, 1), a), days_after(date(2025, 1, 1), a + n)) for a, n in spans]
    window = Period(date(2025, 1, 10), date(2025, 1, 25))
    days = {days_after(p.start, n) for p in periods for n in range((p.end - p.start).days + 1)}
    want = all(days_after(window.start, n) in days for n in range((window.end - window.start).days + 1))
    assert covered(window, [periods[i] for i in order if i < len(periods)]) == want


@pytest.mark.parametrize(
    ("label", "earlier"),
    [("2025", "2024"), ("2025-H1", "2024-H2"), ("2025-Q1", "2024-Q4"), ("2025-03", "2025-02"), ("2024/2025", "2022/2023"),
     ("2025-03-02..2025-03-11", "2025-02-20..2025-03-01"), ("0001", None), ("0001-01-02..0001-02-01", None)],
)  # fmt: skip
def test_the_period_before(label, earlier):
    found = before(parse(label))
    assert (found.label if found else None) == earlier


def test_days_of_a_year():
    assert on_day("01-31", 2026) == date(2026, 1, 31)
    assert on_day("02-29", 2025) == date(2025, 2, 28)
    assert on_day("12-31", 10000) == date.max
    assert days_after(date(9999, 12, 30), 500) == date.max


def test_containing_and_overlapping():
    assert year(2025).contains(parse("2025-Q2"))
    assert not parse("2025-Q2").contains(year(2025))
    assert year(2025).overlaps(parse("2024-07-01..2025-01-01"))
    assert not year(2025).overlaps(year(2024))


def labels(periods):
    return [period.label for period in periods]


def test_tiling_takes_the_fewest_pieces_without_gap_or_overlap():
    pieces = [parse(text) for text in ("2025-Q1", "2025-Q2", "2025-H1", "2025-H2", "2025-06-01..2025-12-31", "2024")]
    assert labels(tiling(year(2025), pieces)) == ["2025-H1", "2025-H2"]
    assert labels(tiling(parse("2024/2025"), pieces)) == ["2024", "2025-H1", "2025-H2"]
    assert tiling(parse("2023/2025"), pieces) == ()
    assert labels(tiling(year(2025), [year(2025)])) == ["2025"]
    assert labels(tiling(year(9999), [parse("9999-H1"), parse("9999-H2")])) == ["9999-H1", "9999-H2"]
    uneven = ("2025-01", "2025-02-01..2025-06-30", "2025-01-01..2025-05-31", "2025-06")
    assert labels(tiling(parse("2025-H1"), map(parse, uneven))) == ["2025-01-01..2025-05-31", "2025-06"]


def test_the_heaviest_periods_that_lie_apart():
    weights = {parse("2025-Q1"): Decimal(3), parse("2025-03-01..2025-06-30"): Decimal(4), parse("2025-06"): Decimal(2)}
    assert labels(heaviest(weights)) == ["2025-Q1", "2025-06"]
    assert labels(heaviest({parse("2025-Q1"): Decimal(0), parse("2025-01"): Decimal(0)})) == ["2025-Q1"]
    assert heaviest({}) == ()


@settings(deadline=None, derandomize=True, max_examples=100)
@given(st.dictionaries(st.tuples(st.integers(0, 12), st.integers(0, 6)), st.integers(0, 9), max_size=7))
def test_tiling_and_heaviest_agree_with_trying_every_set(given_weights):
    def span(first, more):
        return Period(days_after(date(2025, 1, 1), first), days_after(date(2025, 1, 1), first + more))

    weights = {span(*key): Decimal(weight) for key, weight in given_weights.items()}
    window = span(2, 7)
    sets = [
        chosen
        for size in range(len(weights) + 1)
        for chosen in combinations(sorted(weights), size)
        if not any(a.overlaps(b) for a, b in combinations(chosen, 2))
    ]
    best = heaviest(weights)
    assert best in sets
    assert sum(weights[p] for p in best) == max(sum(weights[p] for p in chosen) for chosen in sets)
    tiles = [c for c in sets if all(map(window.contains, c)) and sum((p.end - p.start).days + 1 for p in c) == 8]
    found = tiling(window, weights)
    assert (found in tiles, len(found)) == (True, min(map(len, tiles))) if tiles else found == ()
