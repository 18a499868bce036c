"""Which criteria pass a sieve, and what the groups stand at."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from kaoping.answers import Deduction, Observation, Rating
from kaoping.hooks import Plugins
from kaoping.periods import year
from kaoping.workbench import Workbench
from kaoping.workbench.library import Library
from kaoping.workbench.sieve import Sieve, sieves
from kaoping.workbench.standing import Standing, standings

D = Decimal


def test_states(bench: Workbench, opened: str, observed: Callable[..., Observation]) -> None:
    bench.walk.fact(opened, observed("37", 4))
    bench.walk.accept(opened, "1.1")
    bench.walk.fact(opened, observed("37", 3))
    bench.walk.deduct(opened, "1.2", Deduction(D(1), "缺"))
    view = bench.walk.flag(opened, "1.4", True)

    def passing(state: str) -> tuple[str, ...]:
        return Sieve("state", state, "").items(view)

    assert passing("unrated") == ("1.4",)
    assert passing("lost") == ("1.2",)
    assert passing("stale") == ("1.1",)
    assert passing("flagged") == ("1.4",)
    assert passing("carried") == passing("not-applicable") == ()


def test_what_can_be_chosen_with_counts(bench: Workbench, opened: str) -> None:
    found = sieves(bench.evaluations.view(opened), {"leadership": "组织领导"})
    assert [(s.by, s.value, s.title, n) for s, n in found] == [
        ("state", "unrated", "未评", 3),
        ("theme", "leadership", "组织领导", 2),
        ("theme", "legislation", "legislation", 1),
        ("theme", "petitions", "petitions", 1),
    ]


def test_every_sieve_lets_through_what_it_says(opener: Callable[..., Workbench]) -> None:
    bench: Any = opener(library=Library(Plugins.load(entry_points=False)))
    bench.units.add("柞水县甲局", "department")
    row = bench.evaluations.new("zhashui", "柞水县甲局", year(2025))
    view = bench.evaluations.view(row.id)
    found = sieves(view, bench.library.vocabulary().themes)
    assert {sieve.by for sieve, _ in found} >= {"state", "dimension", "theme"}
    for sieve, count in found:
        items = sieve.items(view)
        assert len(items) == count > 0
        assert sieve.title


def test_groups_stand_at_the_sum_of_their_items(opener: Callable[..., Workbench]) -> None:
    bench: Any = opener(library=Library(Plugins.load(entry_points=False)))
    bench.units.add("云溪县", "county")
    row = bench.evaluations.new("beihai/county", "云溪县", year(2025))
    view = bench.evaluations.view(row.id)
    first = view.resolved.items[0]
    view = bench.walk.rate(row.id, first.id, Rating(points=D(0)))
    inside = [item for item in view.resolved.items if item.path[0].id == first.path[0].id]
    full = sum((score.full for score in view.sheet.items if score.item in inside), D(0))
    rated = sum(score.state != "unrated" for score in view.sheet.items if score.item in inside)
    assert standings(view.sheet)[first.path[0].id] == Standing(rated, len(inside), D(0), full - first.full, full)
