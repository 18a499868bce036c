"""Relations are those of sets: backwards and along a chain they say what holds of every three sets, and no more."""

from __future__ import annotations

import re
from itertools import combinations, pairwise, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoping.compare.relations import ANY, RELATIONS, Relation, along, asserted, backwards, chained, shares

DOCS = Path(__file__).parents[2] / "docs"
Asked = frozenset[int]
#: What a criterion asks: never nothing.
asked = st.frozensets(st.integers(0, 6), min_size=1)
relations = st.sampled_from(RELATIONS)


def holds(one: Asked, other: Asked) -> Relation:
    if one == other:
        return "equal"
    if one < other:
        return "subset"
    if one > other:
        return "superset"
    return "intersects" if one & other else "none"


@given(asked, asked)
def test_backwards_is_what_holds_from_the_other_end(one: Asked, other: Asked) -> None:
    assert backwards(holds(one, other)) == holds(other, one)
    assert backwards(backwards(holds(one, other))) == holds(one, other)


@given(asked, asked, asked)
def test_a_chain_never_rules_out_what_holds(one: Asked, two: Asked, three: Asked) -> None:
    assert holds(one, three) in chained(holds(one, two), holds(two, three))


@given(st.lists(asked, min_size=1, max_size=5))
def test_a_long_chain_never_rules_out_what_holds(sets: list[Asked]) -> None:
    links = [holds(one, other) for one, other in pairwise(sets)]
    assert holds(sets[0], sets[-1]) in along(links)


def test_a_chain_says_no_more_than_it_must() -> None:
    """Every relation that the table leaves open holds for some three sets; five things are enough to show it."""
    every = [frozenset(some) for size in range(1, 6) for some in combinations(range(5), size)]
    seen: dict[tuple[Relation, Relation], set[Relation]] = {}
    between = {(one, other): holds(one, other) for one, other in product(every, repeat=2)}
    for one, two, three in product(every, repeat=3):
        seen.setdefault((between[one, two], between[two, three]), set()).add(between[one, three])
    assert {pair: frozenset(found) for pair, found in seen.items()} == {
        pair: chained(*pair) for pair in product(RELATIONS, repeat=2)
    }


@given(relations, relations)
def test_backwards_turns_a_chain_round(first: Relation, second: Relation) -> None:
    turned = chained(backwards(second), backwards(first))
    assert frozenset(map(backwards, chained(first, second))) == turned


@given(st.lists(relations, max_size=4), st.lists(relations, max_size=4))
def test_equal_links_change_nothing_wherever_they_stand(first: list[Relation], second: list[Relation]) -> None:
    assert along([*first, "equal", *second]) == along([*first, *second])


@pytest.mark.parametrize(
    ("links", "alone", "common"),
    [
        ([], "equal", True),
        (["equal", "subset"], "subset", True),
        (["subset", "subset", "equal", "subset"], "subset", True),
        (["superset", "superset"], "superset", True),
        (["subset", "superset"], None, False),
        (["superset", "subset"], None, True),
        (["intersects", "intersects"], None, False),
        (["intersects", "subset"], None, True),
        (["subset", "none"], "none", False),
    ],
)
def test_what_a_chain_asserts(links: list[Relation], alone: Relation | None, common: bool) -> None:
    assert (asserted(along(links)), shares(along(links))) == (alone, common)


def test_nothing_possible_asserts_nothing() -> None:
    assert asserted(frozenset()) is None
    assert not shares(frozenset())
    assert asserted(ANY) is None


def test_the_manual_has_the_table() -> None:
    text = (DOCS / "crosswalk.md").read_text(encoding="utf-8")
    rows = {
        line.split("|")[1].strip(" `"): line for line in text.splitlines() if re.match(r"\| `\w+` \|(.*\|){5}$", line)
    }
    written = {
        (first, second): ANY if "都可能" in cell else frozenset(re.findall(r"`(\w+)`", cell))
        for first, line in rows.items()
        for second, cell in zip(RELATIONS, line.split("|")[2:-1], strict=True)
    }
    assert written == {pair: chained(*pair) for pair in product(RELATIONS, repeat=2)}
