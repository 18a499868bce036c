"""One judgement for many criteria: what it does, what it leaves out, one entry, one step back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from kaoping.answers import Observation, Rating
from kaoping.workbench import Workbench
from kaoping.workbench.batch import OUTSIDE, RATED, UNMET, UNRATED_ALREADY, planned

ALL = ("1.1", "1.2", "1.3", "1.4")
Tally = Callable[[Workbench], int]
Refusal = Callable[..., tuple[str, str]]
D = Decimal


def test_all_full_is_one_entry_and_one_step_back(bench: Workbench, opened: str, tally: Tally) -> None:
    before = tally(bench)
    view = bench.batch.do(opened, ALL, "full")
    assert tally(bench) == before + 1
    assert {item: rating.points for item, rating in view.answers.ratings.items()} == {
        "1.1": D(5),
        "1.2": D(5),
        "1.4": D(8),
    }
    assert bench.history.of(opened)[-1].why == "成批：全部达到（满分）"
    assert bench.walk.undo(opened).answers.ratings == {}
    assert tally(bench) == before + 2
    assert len(bench.walk.redo(opened).answers.ratings) == 3
    assert bench.care.verify() == []


def test_what_is_rated_outside_or_contradicted_is_left_out(
    bench: Workbench, opened: str, observed: Callable[..., Observation]
) -> None:
    bench.walk.fact(opened, observed("37", 3))
    bench.walk.tick(opened, "1.2.2", "unmet")
    view = bench.walk.rate(opened, "1.4", Rating(points=D(2)))
    plan = planned(view, ALL, "full")
    assert plan.ratings == {}
    assert plan.left_out == {UNMET: ("1.1", "1.2"), OUTSIDE: ("1.3",), RATED: ("1.4",)}
    assert plan.text().splitlines()[0] == "没有可改动的评分项"
    assert "不动 2 项（要点或事实表明未达到）：1.1、1.2" in plan.text()


def test_full_points_that_facts_suggest_keep_their_basis(
    bench: Workbench, opened: str, observed: Callable[..., Observation]
) -> None:
    bench.walk.fact(opened, observed("37", 4))
    view = bench.batch.do(opened, ["1.1", "1.2"], "full")
    assert view.answers.ratings["1.1"].basis is not None
    assert view.answers.ratings["1.2"].basis is None
    assert bench.walk.fact(opened, observed("37", 3)).sheet.stale == ("1.1",)


def test_not_applicable_needs_one_reason_and_keeps_notes(bench: Workbench, opened: str, refused: Refusal) -> None:
    bench.walk.note(opened, "1.2", "备忘")
    assert refused(bench.batch.do, opened, ALL, "not-applicable", reason=" ") == ("reason", "不适用须写明理由")
    view = bench.batch.do(opened, ALL, "not-applicable", reason="本年未开展")
    assert {rating.not_applicable for rating in view.answers.ratings.values()} == {"本年未开展"}
    assert view.answers.ratings["1.2"].note == "备忘"
    assert "1.3" not in view.answers.ratings


def test_cleared_keeps_ticks_and_marks(bench: Workbench, opened: str) -> None:
    bench.walk.tick(opened, "1.2.1", "met")
    bench.walk.flag(opened, "1.4", True)
    rated = bench.batch.do(opened, ALL, "full")
    view = bench.batch.do(opened, ALL, "clear")
    assert view.answers.ratings == {"1.2": Rating(requirements={"1.2.1": "met"}), "1.4": Rating(flagged=True)}
    assert bench.walk.undo(opened).answers == rated.answers
    assert planned(view, ["1.1"], "clear").left_out == {UNRATED_ALREADY: ("1.1",)}


def test_nothing_to_do_and_unknown_items_are_refused(
    bench: Workbench, opened: str, refused: Refusal, tally: Tally
) -> None:
    before = tally(bench)
    code, message = refused(bench.batch.do, opened, ["1.3"], "full")
    assert (code, message) == ("nothing-to-do", "没有可改动的评分项；不动 1 项（对该考评对象不适用）：1.3")
    assert refused(bench.batch.do, opened, ["9"], "full")[0] == "unknown-item"
    assert tally(bench) == before


def test_one_that_does_not_fit_keeps_all_from_being_saved(
    bench: Workbench, opened: str, refused: Refusal, tally: Tally
) -> None:
    before = tally(bench)
    ratings: dict[str, Any] = {"1.1": Rating(points=D(5)), "1.2": Rating(points=D(6))}
    assert refused(bench.walk.together, opened, ratings, "试")[0] == "points"
    assert tally(bench) == before
    assert bench.evaluations.view(opened).answers.ratings == {}


def test_after_a_hand_in_it_must_say_why(bench: Workbench, opened: str, refused: Refusal) -> None:
    bench.walk.hand_in(opened)
    assert refused(bench.batch.do, opened, ["1.1"], "full")[0] == "why-needed"
    bench.because("复核").batch.do(opened, ["1.1"], "full")
    assert bench.history.of(opened)[-1].why == "复核"
    assert refused(bench.batch.do, opened, ["1.1"], "clear")[0] == "why-needed"
    view = bench.batch.do(opened, ["1.4"], "not-applicable", reason="未开展")
    assert view.answers.ratings["1.4"] == replace(Rating(), not_applicable="未开展")
