"""An event that is at the same time a broader one: entered once, it bears on whatever asks for either."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaoping.answers import Observation
from kaoping.factbook import FactBook, Used, narrower
from kaoping.periods import Period, parse, year
from kaoping.standard.load import core_vocabulary
from kaoping.standard.model import FactDefinition

YEAR = year(2025)
DAY = date(2025, 6, 18)


def event(name: str, *counts_as: str, members: str | None = None) -> FactDefinition:
    return FactDefinition.model_validate(
        {"id": name, "title": f"{name}的事", "subject": "county", "kind": "event"}
        | {"members": members, "counts_as": counts_as}
    )


DEFINITIONS = {
    d.id: d
    for d in (event("major", "vile", members="any"), event("vile", "any-harm"), event("any-harm"), event("other"))
}


def happened(fact: str, day: date | None = DAY, **how: object) -> Observation:
    return Observation(fact, YEAR, True, day, **how)  # type: ignore[arg-type]


def none(fact: str, period: Period = YEAR, **how: object) -> Observation:
    return Observation(fact, period, False, **how)  # type: ignore[arg-type]


def book(*observations: Observation) -> FactBook:
    return FactBook(DEFINITIONS, observations)


def test_the_narrower_event_is_the_broader_ones_too() -> None:
    found = book(happened("major"))

    assert [found.event(fact, YEAR).state for fact in DEFINITIONS] == ["triggered", "triggered", "triggered", "unknown"]
    finding = found.event("any-harm", YEAR)
    assert finding.because == "any-harm的事：2025-06-18 发生（major的事），在 2025-01-01 至 2025-12-31 内"
    assert finding.used == (Used("major", "2025-06-18", "发生"),)
    assert finding.dates == (DAY,)


def test_the_broader_event_says_nothing_of_the_narrower() -> None:
    found = book(happened("vile"))

    assert found.event("major", YEAR).state == "unknown"
    assert found.event("any-harm", YEAR).state == "triggered"


def test_that_the_narrower_did_not_happen_clears_nothing_broader() -> None:
    found = book(none("major"))

    assert found.event("major", YEAR).state == "clear"
    assert found.event("vile", YEAR).state == "unknown"
    assert not found.heard("vile")


def test_one_day_counts_once_whatever_it_is_called() -> None:
    finding = book(happened("major"), happened("vile")).event("vile", YEAR)

    assert finding.dates == (DAY,)
    assert finding.because == "vile的事：2025-06-18 发生，在 2025-01-01 至 2025-12-31 内"
    assert finding.used == (Used("major", "2025-06-18", "发生"), Used("vile", "2025-06-18", "发生"))


def test_a_members_narrower_event_is_told_with_its_name() -> None:
    finding = book(happened("major", unit="县环保局")).event("vile", YEAR)

    assert finding.because == "vile的事：2025-06-18 发生（major的事，县环保局），在 2025-01-01 至 2025-12-31 内"
    assert finding.used == (Used("major", "2025-06-18", "发生", unit="县环保局"),)


def test_an_undated_narrower_event_leaves_the_broader_unknown() -> None:
    finding = book(happened("major", None)).event("vile", YEAR)

    assert finding.state == "unknown"
    assert finding.because == "vile的事：报了发生（major的事），但没有日期，无法判断是否在 2025-01-01 至 2025-12-31 内"


@pytest.mark.parametrize(
    ("denial", "state"),
    [
        (none("vile", order=1), "triggered"),  # said before the narrower one came to light
        (none("vile", order=3), "unknown"),  # said after it: the two contradict each other
        (none("vile", order=1, mine=False, observer="乙"), "unknown"),
        (none("vile", parse("2025-Q3"), order=3), "triggered"),  # of other days
    ],
)
def test_a_denial_of_the_broader_does_not_undo_the_narrower(denial: Observation, state: str) -> None:
    found = book(happened("major", order=2), denial)

    assert found.event("vile", YEAR).state == state
    assert found.event("major", YEAR).state == "triggered"


def test_a_withdrawn_narrower_event_is_withdrawn_for_all() -> None:
    found = book(happened("major", order=1), none("major", order=2))

    assert [found.event(fact, YEAR).state for fact in ("major", "vile", "any-harm")] == ["clear", "unknown", "unknown"]


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=12))
def test_what_counts_as_what_is_transitive_and_ends(pairs: list[tuple[str, str]]) -> None:
    given_as = {name: tuple(dict.fromkeys(b for a, b in pairs if a == name)) for name in "abcdef"}
    found = narrower({name: event(name, *broader) for name, broader in given_as.items()})

    def reaches(start: str) -> set[str]:
        seen: set[str] = set()
        ahead = [*given_as[start]]
        while ahead:
            name = ahead.pop()
            if name not in seen:
                seen.add(name)
                ahead += given_as[name]
        return seen - {start}

    assert found == {
        broad: tuple(sorted(n for n in "abcdef" if broad in reaches(n)))
        for broad in "abcdef"
        if any(broad in reaches(n) for n in "abcdef")
    }


def test_the_vocabulary_counts_events_as_events() -> None:
    facts = core_vocabulary().facts
    pairs = {(name, broad) for name, fact in facts.items() for broad in fact.counts_as}

    assert ("pollution-incident", "grave-ecological-damage") in pairs
    assert ("mass-incident-illegal-administration", "grave-illegal-administration") in pairs
    assert ("fake-goods-case", "making-or-selling-fakes") in pairs
    assert ("closed-trial-incident", "grave-judicial-injustice") in pairs
    assert ("perverted-justice-case", "abuse-of-power-case") in pairs
    assert all(facts[name].kind == facts[broad].kind == "event" for name, broad in pairs)
