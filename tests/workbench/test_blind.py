"""A blind campaign: others' ratings are seen once both are handed in, in every list and behind every door."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kaoping.answers import Rating
from kaoping.periods import year
from kaoping.workbench import Workbench
from kaoping.workbench.blind import BLIND

Opener = Callable[..., Workbench]


@pytest.fixture
def two(opener: Opener, bench: Workbench) -> tuple[Workbench, str, Workbench, str]:
    """张三 and 李四, each with an evaluation of 云溪县 in a blind campaign and one rating."""
    bench.evaluations.add_campaign("盲", year(2025), standard="t/points", units=("云溪县",), stages=("self",))
    bench.roster.blind("盲", True)
    other = opener("李四", library=bench.library)
    keys = []
    for desk, points in ((bench, "5"), (other, "3")):
        row = desk.evaluations.new("t/points", "云溪县", year(2025), stage="self", campaign="盲")
        desk.walk.rate(row.id, "1.2", Rating(points=Decimal(points), reason=f"理由{points}"))
        keys.append(row.id)
    return bench, keys[0], other, keys[1]


def outcomes(bench: Workbench) -> dict[str, tuple[int | None, str | None]]:
    return {row.evaluator: (row.low_m, row.outcome_status) for row in bench.evaluations.all()}


def test_nothing_of_it_is_shown_until_both_are_handed_in(two: Any, refused: Any, tmp_path: Path) -> None:
    mine, own, other, theirs = two
    assert mine.beside.others(own, "1.2") == []
    assert [reason.text for reason in mine.beside.reasons(own, "1.2")] == ["理由5"]
    assert outcomes(mine) == {"张三": (3000, "open"), "李四": (None, BLIND)}
    assert [row.low_m for row in mine.unit_pages.page("云溪县").evaluations if row.id == theirs] == [None]
    assert [row.low_m for row in mine.evaluations.campaign("盲")[1] if row.id == theirs] == [None]
    assert mine.history.comparable(own) == []
    assert other.carry.sources(theirs) == []
    for call in (
        lambda: mine.evaluations.view(theirs),
        lambda: mine.history.of(theirs),
        lambda: mine.history.at(theirs, 1),
        lambda: mine.history.compare(own, theirs),
        lambda: mine.exchange.export(theirs, tmp_path / "a.toml"),
    ):
        code, message = refused(call)
        assert code == BLIND
        assert "对方提交、自己的也提交以后才能看" in message
    other.walk.hand_in(theirs)
    assert mine.beside.others(own, "1.2") == []
    mine.walk.hand_in(own)
    assert [opinion.rating.points for opinion in mine.beside.others(own, "1.2")] == [Decimal(3)]
    assert outcomes(mine)["李四"] == (1000, "open")
    assert mine.evaluations.view(theirs).row.evaluator == "李四"


def test_who_has_none_sees_it_once_handed_in_unless_it_is_assigned(opener: Opener, two: Any, refused: Any) -> None:
    mine, _, other, theirs = two
    lead = opener("王五", library=mine.library)
    assert refused(lead.evaluations.view, theirs)[0] == BLIND
    other.walk.hand_in(theirs)
    assert lead.evaluations.view(theirs).row.id == theirs
    mine.roster.assign("盲", ("云溪县",), ("王五",))
    assert refused(lead.evaluations.view, theirs)[0] == BLIND


def test_it_is_recorded_and_lifted_with_a_reason_alone(two: Any, refused: Any) -> None:
    mine, own, _, theirs = two
    assert mine.campaigns.matrix("盲").blind
    assert refused(mine.roster.blind, "盲", False) == ("why-needed", "取消盲评须写明原因")
    assert mine.beside.others(own, "1.2") == []
    mine.roster.blind("盲", False, "复核开始")
    assert len(mine.beside.others(own, "1.2")) == 1
    assert mine.evaluations.view(theirs).row.id == theirs
    assert mine.care.verify() == []


def test_other_campaigns_are_as_ever(opener: Opener, bench: Workbench) -> None:
    row = bench.evaluations.new("t/points", "云溪县", year(2025))
    bench.walk.rate(row.id, "1.2", Rating(points=Decimal(5)))
    assert opener("李四", library=bench.library).evaluations.all()[0].low_m == 3000
