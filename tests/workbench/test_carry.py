"""Taking ratings over from an earlier evaluation of the same unit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kaoping.answers import Deduction, Observation, Rating
from kaoping.hooks import Plugins
from kaoping.periods import year
from kaoping.workbench import Workbench
from kaoping.workbench.batch import OUTSIDE, RATED
from kaoping.workbench.carry import AGAINST, CHANGED, NOT_THERE
from kaoping.workbench.library import Library

Tally = Callable[[Workbench], int]
Refusal = Callable[..., tuple[str, str]]
D = Decimal


@pytest.fixture
def last_year(bench: Workbench) -> str:
    """Last year's evaluation: 1.1 in full, 1.2 with a deduction, 1.4 not rated."""
    key = str(bench.evaluations.new("t/points", "云溪县", year(2024)).number)
    bench.walk.rate(key, "1.1", Rating(points=D(5)))
    bench.walk.deduct(key, "1.2", Deduction(D("0.5"), "缺一份", "1.2.1", ("照片",)))
    bench.walk.tick(key, "1.2.2", "met")
    bench.walk.note(key, "1.2", "去年的备注")
    bench.walk.flag(key, "1.2", True)
    return key


def test_only_what_is_unrated_is_filled_and_marked_in_one_entry(
    bench: Workbench, last_year: str, opened: str, tally: Tally
) -> None:
    bench.walk.rate(opened, "1.1", Rating(points=D(3)))
    before = tally(bench)
    assert bench.carry.plan(opened, last_year).left_out == {RATED: ("1.1",), OUTSIDE: ("1.3",), NOT_THERE: ("1.4",)}
    view = bench.carry.copy(opened, last_year)
    assert tally(bench) == before + 1
    assert view.answers.ratings["1.1"] == Rating(points=D(3))
    assert view.answers.ratings["1.2"] == Rating(
        deductions=(Deduction(D("0.5"), "缺一份", "1.2.1", ("照片",)),), requirements={"1.2.2": "met"}, carried=True
    )
    assert bench.history.of(opened)[-1].why == f"沿用考评 {last_year}（2024，张三）"
    assert "1.2" not in bench.walk.undo(opened).answers.ratings
    assert bench.care.verify() == []


def test_rating_a_carried_item_again_takes_the_mark_away(bench: Workbench, last_year: str, opened: str) -> None:
    held = bench.carry.copy(opened, last_year).answers.ratings["1.1"]
    assert held.carried
    assert bench.walk.rate(opened, "1.1", Rating(points=held.points)).answers.ratings["1.1"] == Rating(points=D(5))


def test_what_facts_now_speak_against_is_left_out(
    bench: Workbench, last_year: str, opened: str, observed: Callable[..., Observation]
) -> None:
    bench.walk.fact(opened, observed("37", 3))
    assert bench.carry.plan(opened, last_year).left_out[AGAINST] == ("1.1",)


def test_sources_are_earlier_ones_of_the_same_unit_and_standard(
    bench: Workbench, last_year: str, opened: str, refused: Refusal
) -> None:
    bench.units.add("青岚县", "county")
    bench.evaluations.new("t/points", "青岚县", year(2024))
    share = bench.evaluations.new("t/share", "云溪县", year(2024))
    later = bench.evaluations.new("t/points", "云溪县", year(2026))
    assert [(str(s.row.number), s.same, s.fills) for s in bench.carry.sources(opened)] == [(last_year, True, 2)]
    assert [str(s.row.number) for s in bench.carry.sources(str(later.number))] == [opened, last_year]
    for other in (share, later):
        code, message = refused(bench.carry.copy, opened, str(other.number))
        assert code == "not-a-source"
        assert "不是同一考评对象、同一标准的以往考评" in message


def test_another_edition_fills_only_items_that_are_the_same(
    opener: Callable[..., Workbench], bench: Workbench, last_year: str, standards: Path
) -> None:
    path = standards / "points.toml"
    text = path.read_text(encoding="utf-8").replace('edition = "2025"', 'edition = "2026"')
    path.write_text(text.replace('title = "制度"', 'title = "制度和机制"'), encoding="utf-8")
    newer = opener(library=Library(Plugins.load(entry_points=False), folder=standards))
    row = newer.evaluations.new("t/points", "云溪县", year(2026), as_of=date(2026, 12, 1))
    (source,) = newer.carry.sources(str(row.number))
    assert (source.same, source.fills) == (False, 1)
    assert newer.carry.plan(str(row.number), last_year).left_out[CHANGED] == ("1.2",)
    view = newer.carry.copy(str(row.number), last_year)
    assert view.answers.ratings == {"1.1": Rating(points=D(5), carried=True)}


def test_nothing_to_take_over_is_refused(bench: Workbench, last_year: str, opened: str, refused: Refusal) -> None:
    bench.carry.copy(opened, last_year)
    code, message = refused(bench.carry.copy, opened, last_year)
    assert code == "nothing-to-do"
    assert f"考评 {last_year} 没有可沿用的评定" in message


def test_after_a_hand_in_it_must_say_why(bench: Workbench, last_year: str, opened: str, refused: Refusal) -> None:
    bench.walk.hand_in(opened)
    assert refused(bench.carry.copy, opened, last_year)[0] == "why-needed"
    bench.carry.copy(opened, last_year, why="补录")
    assert bench.history.of(opened)[-1].why == "补录"
