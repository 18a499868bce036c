"""The joint way of several standards: the fewest things, one that serves several counted once; beside every choice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import chain, combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from kaoping.answers import Deduction, Observation, Rating
from kaoping.periods import parse as period_of
from kaoping.scoring.awaited import Awaited, awaited
from kaoping.scoring.cases import Case
from kaoping.scoring.cover import Asked, cover
from kaoping.scoring.joint import together
from kaoping.scoring.pick import Thing
from kaoping.scoring.score import score
from kaoping.scoring.shortest import shortest

PROFILE = settings(settings.get_profile("scoring"), max_examples=200)


def with_facts(asked, chosen):
    """What is at its best with these: whatever waits for nothing but facts that are right now, too."""
    right = frozenset(chain.from_iterable(asked[n].facts.get(i, ()) for n, i in chosen))
    along = {(n, i) for n, one in enumerate(asked) for i, facts in one.facts.items() if facts and facts <= right}
    return set(chosen) | along


def enough(one, mine):
    def holds(case):
        taken = [case.things[k] for k, i in enumerate(case.free) if i in mine]
        sections = {s: sum(t.own for t in taken if t.section == s) for s in case.needs}
        return (
            set(case.forced) <= mine
            and sum(t.adds for t in taken) >= case.need
            and all(sections[s] >= least for s, least in case.needs.items())
        )

    return any(map(holds, one.cases))


def by_trying(asked):
    places = [(n, i) for n, one in enumerate(asked) for i in one.gains]
    for size in range(len(places) + 1):
        found = []
        for chosen in combinations(places, size):
            served = with_facts(asked, chosen)
            if all(enough(one, {i for m, i in served if m == n}) for n, one in enumerate(asked)):
                found.append(sum(asked[n].gains[i] for n, i in served))
        if found:
            return size, min(found)
    return None


@st.composite
def several(draw):
    asked = []
    for _ in range(draw(st.integers(1, 3))):
        size = draw(st.integers(0, 4))
        sections = sorted(draw(st.lists(st.integers(0, 1), min_size=size, max_size=size)))
        gains = {i: Decimal(draw(st.integers(1, 3))) for i in range(size)}
        cases = []
        for _ in range(draw(st.integers(1, 2))):
            forced = tuple(i for i in gains if draw(st.integers(0, 7)) == 0)
            free = tuple(i for i in gains if i not in forced)
            # In a section with a need of its own, both sums go up together.
            things = []
            for i in free:
                value = draw(st.integers(0, 4))
                things.append(Thing(sections[i], int(gains[i]), value, value if sections[i] == 0 else 0))
            needs = {0: draw(st.integers(-1, 5))} if draw(st.booleans()) else {}
            cases.append(Case(forced, free, tuple(things), draw(st.integers(0, 8)), needs))
        facts = {i: frozenset(draw(st.sets(st.sampled_from("abcd"), max_size=3))) for i in gains}
        asked.append(Asked(cases, gains, {i: names for i, names in facts.items() if names}))
    return asked


@PROFILE
@given(several())
def test_no_smaller_choice_brings_all_of_them_further(asked):
    found = cover(asked)
    best = by_trying(asked)
    assert (found is None) == (best is None)
    if found is None:
        return
    assert (found.number, found.gain) == best
    assert found.proven
    assert found.least == found.number == len(found.things)
    places = [place for thing in found.things for place in thing]
    assert len(places) == len(set(places))
    assert set(places) == with_facts(asked, {thing[0] for thing in found.things})
    assert all(enough(one, {i for m, i in places if m == n}) for n, one in enumerate(asked))


@PROFILE
@given(several(), st.integers(0, 12))
def test_a_search_given_up_says_between_what_the_least_lies(asked, effort):
    found, best = cover(asked, effort), by_trying(asked)
    assert (found is None) == (best is None)
    if found is not None:
        assert found.least <= best[0] <= found.number
        assert not found.proven or (found.number, found.gain) == best


def test_alone_it_is_the_earliest_smallest(make, answer):
    things = tuple(Thing(0, 1, 2, 0) for _ in range(4))
    one = Asked([Case((), (0, 1, 2, 3), things, 4, {})], dict.fromkeys(range(4), Decimal(1)), {})
    assert cover((one,)).things == (((0, 0),), ((0, 1),))


# -- from sheets

FACTS = """
[[facts]]
id = "study"
title = "学习次数"
subject = "government"
kind = "count"
unit = "次"
[[facts]]
id = "cases"
title = "案件数"
subject = "government"
kind = "count"
unit = "件"
[[facts]]
id = "open"
title = "公开"
subject = "government"
kind = "yes-no"
"""
MEASURES = {
    "study": 'measure = { fact = "study", at_least = 4, per = "year" }',
    "more": 'measure = { fact = "study", at_least = 6, per = "year" }',
    "cases": 'measure = { fact = "cases", at_most = 2, per = "year" }',
    "open": 'measure = { fact = "open", is = true, per = "year" }',
}


def sheet_of(rows, line):
    """Criteria of (points, names of what their requirements measure, None for one that no fact measures)."""
    body = "criteria = [\n"
    for number, (points, asked) in enumerate(rows):
        demands = ", ".join(
            f'{{ id = "{number}.{n}", text = "要求。"{", " + MEASURES[name] if name else ""} }}'
            for n, name in enumerate(asked)
        )
        body += f'  {{ id = "{number}", title = "项{number}", points = {points}, requirements = [{demands}] }},\n'
    body += f']\noutcomes = [{{ label = "好", when = {{ score_at_least = {line} }} }}, {{ label = "差", otherwise = true }}]\n'
    total = sum(points for points, _ in rows)
    return body + FACTS + f'[scoring]\nmodel = "points"\nfull = {total}\nstep = 1\n'


def seen(fact, value, period="2025"):
    return Observation(fact, period_of(period), value)


def sheet(make, answer, rows, line, ratings, facts=(), **given):
    resolved = make(sheet_of(rows, line), check=False)
    return score(resolved, answer(ratings=ratings, facts=tuple(facts), **given))


SHORT = (seen("study", Decimal(3)),)


def test_a_shared_fact_is_counted_once(make, answer):
    # Each by itself would take the dearer criterion that is its own; the fact serves both.
    first = sheet(make, answer, [(3, ["study"]), (3, []), (2, [])], 5, {"1": 0, "0": 0, "2": 2}, SHORT)
    second = sheet(make, answer, [(2, []), (4, ["more"])], 2, {"0": 0, "1": 0}, SHORT)
    found = together([first, second])
    assert [[(use.standard, use.step.id) for use in put.uses] for put in found.puts] == [[(0, "0"), (1, "1")]]
    assert found.puts[0].facts == ("学习次数",)
    assert (found.number, found.least, found.proven, found.points, found.weight) == (1, 1, True, Decimal(7), Decimal(0))
    assert [(goal.now, goal.label) for goal in found.goals] == [("差", "好"), ("差", "好")]
    assert found.text == "1 项、7 分，2 个标准即都有更好的结果"
    # Alone, the second would take the cheaper one that nothing else asks for.
    assert [step.id for step in shortest(second).way.items] == ["0"]


def test_what_waits_for_something_else_too_is_its_own(make, answer):
    first = sheet(make, answer, [(3, ["study"])], 3, {"0": 0}, SHORT)
    for asked, ratings, facts in (
        (["study", None], {}, SHORT),  # unrated, and a demand that no fact measures is open
        (["study"], {"0": Rating(deductions=(Deduction(Decimal(1), "另有问题"),))}, SHORT),
        (["study"], {"0": Rating(points=Decimal(0), requirements={"0.0": "unmet"})}, (seen("study", Decimal(9)),)),
        (["cases"], {"0": 0}, (seen("cases", Decimal(5)),)),
    ):
        second = sheet(make, answer, [(3, asked), (1, [])], 4, {"1": 1, **ratings}, facts)
        found = together([first, second])
        assert [[use.standard for use in put.uses] for put in found.puts] == [[0], [1]], asked


def test_bounds_that_pull_apart_and_other_times_are_not_the_same(make, answer):
    body = sheet_of([(3, ["study"])], 3)
    away = score(make(body.replace("at_least = 4", "at_most = 1"), check=False), answer(ratings={"0": 0}, facts=SHORT))
    here = sheet(make, answer, [(3, ["study"])], 3, {"0": 0}, SHORT)
    assert together([here, away]).number == 2
    later = sheet(
        make, answer, [(3, ["study"])], 3, {"0": 0}, (seen("study", Decimal(1), "2026"),),
        period=period_of("2026"), as_of=date(2026, 12, 31),
    )  # fmt: skip
    assert together([here, later]).number == 2
    assert together([here, here]).number == 1


def test_several_facts_right_bring_along_what_waits_for_nothing_else(make, answer):
    facts = (*SHORT, seen("cases", Decimal(5)))
    both = sheet(make, answer, [(3, ["study", "cases"])], 3, {"0": 0}, facts)
    one = sheet(make, answer, [(3, ["cases"])], 3, {"0": 0}, facts)
    assert together([both, one]).number == 1
    assert together([one, both]).number == 1
    other = sheet(make, answer, [(3, ["study"])], 3, {"0": 0}, facts)
    assert together([one, other]).number == 2
    assert together([one, other, both]).number == 1


def test_a_fact_that_two_criteria_of_one_standard_wait_for(make, answer):
    found = shortest(sheet(make, answer, [(2, ["study"]), (3, []), (2, ["more"])], 4, {"0": 0, "1": 0, "2": 0}, SHORT))
    assert [step.id for step in found.way.items] == ["0", "2"]
    assert (found.way.number, found.way.gain) == (1, Decimal(4))
    assert found.way.text == "再补这 2 项（同一事实只算一次，为 1 项）、4 分即为“好”"


def test_what_a_criterion_waits_for(make, answer):
    found = sheet(
        make, answer, [(2, ["study", "open"]), (2, ["study"]), (2, [None]), (2, ["study"])], 8,
        {"1": 0, "2": 0, "3": 2}, SHORT,
    )  # fmt: skip
    waiting = awaited(found.resolved, found.answers, found.items)
    study, opened = Awaited("study", "2025", "more"), Awaited("open", "2025", "yes")
    assert waiting == {"0": {study, opened}, "1": {study}, "3": {study}}


def test_who_has_no_part_is_told_with_the_reason(make, answer):
    best = sheet(make, answer, [(3, [])], 3, {"0": 3})
    nothing = sheet(make, answer, [(3, [])], 3, {})
    poor = sheet(make, answer, [(3, []), (1, [])], 4, {"0": 1, "1": "不适用：无"})
    open_ = sheet(make, answer, [(3, [])], 3, {"0": 1})
    found = together([best, open_, nothing, poor])
    assert [(goal.now, goal.label, goal.why) for goal in found.goals] == [
        ("好", None, "已是最好的结果"),
        ("差", "好", ""),
        (None, None, "还没有任何评定，请先评几项"),
        ("差", None, "要为“好”：“总分”全部评满也只有 3 分，须 4 分"),
    ]
    assert found.text == "1 项、2 分，1 个标准即都有更好的结果"
    assert together([best]).text == "没有标准可以再高一等"
    assert together([]).puts == ()


def test_two_standards_of_a_hundred_that_share_much(make, answer):
    """Forty criteria of each wait for facts of the other: the search ends, or says that it did not."""
    names = [f"f{n}" for n in range(40)]
    facts = "".join(f'[[facts]]\nid = "{n}"\ntitle = "{n}"\nsubject = "g"\nkind = "yes-no"\n' for n in names)
    sheets = []
    for turn in (1, 7):
        body = "criteria = [\n"
        for n in range(100):
            demand = f'{{ id = "{n}.a", text = "要。", measure = {{ fact = "f{n * turn % 40}", is = true }} }}'
            asked = f"[{demand}]" if n < 40 else "[]"
            body += f'{{ id = "{n}", title = "项", points = {1 + n % 3}, requirements = {asked} }},\n'
        body += (
            ']\noutcomes = [{ label = "好", when = { score_at_least = 120 } }, { label = "差", otherwise = true }]\n'
        )
        total = sum(1 + n % 3 for n in range(100))
        made = make(f'{body}{facts}[scoring]\nmodel = "points"\nfull = {total}\nstep = 1\n', check=False)
        observed = tuple(seen(name, False) for name in names)
        sheets.append(score(made, answer(ratings={str(n): 0 for n in range(100)}, facts=observed)))
    found = together(sheets, 400)
    alone = [shortest(one).way.number for one in sheets]
    assert max(alone) <= found.least <= found.number < sum(alone)
    assert found.proven == ("不一定最短" not in found.text)
    assert found.proven or "不一定最短" in found.text


@settings(settings.get_profile("scoring"), max_examples=60)
@given(st.data())
def test_no_smaller_way_of_whole_sheets(make, answer, data):
    sheets = []
    facts = tuple(
        seen(name, value)
        for name, value in (("study", Decimal(3)), ("cases", Decimal(5)), ("open", False))
        if data.draw(st.booleans())
    )
    for _ in range(data.draw(st.integers(1, 2))):
        rows = data.draw(
            st.lists(
                st.tuples(st.integers(1, 3), st.lists(st.sampled_from([*MEASURES, None]), max_size=2)),
                min_size=1,
                max_size=3,
            )
        )
        ratings = {str(n): data.draw(st.integers(0, points)) for n, (points, _) in enumerate(rows)}
        left = {name: value for name, value in ratings.items() if name == "0" or data.draw(st.booleans())}
        line = data.draw(st.integers(1, sum(points for points, _ in rows)))
        sheets.append(sheet(make, answer, rows, line, left, facts))
    found = together(sheets)
    parts = [n for n, goal in enumerate(found.goals) if goal.label is not None]
    assert all(bool(goal.why) == (goal.label is None) for goal in found.goals)
    waiting = [awaited(one.resolved, one.answers, one.items) for one in sheets]
    places = [(n, i.item.id) for n in parts for i in sheets[n].items if i.low < i.full]
    for size in range(len(places) + 1):
        gains = []
        for chosen in combinations(places, size):
            right = frozenset(chain.from_iterable(waiting[n].get(name, ()) for n, name in chosen))
            along = {(n, name) for n, name in places if name in waiting[n] and waiting[n][name] <= right}
            raised = set(chosen) | along
            if all(better(sheets[n], {name for m, name in raised if m == n}) for n in parts):
                gains.append(sum(i.full - i.low for n in parts for i in sheets[n].items if (n, i.item.id) in raised))
        if gains:
            assert (found.number, found.points) == (size if parts else 0, min(gains) if parts else 0)
            break
    if len(sheets) == 1 and parts:
        way = shortest(sheets[0]).way
        assert (way.number, way.gain, way.label) == (found.number, found.points, found.goals[0].label)
        assert {step.id for step in way.items} == {use.step.id for put in found.puts for use in put.uses}


def better(one, raised):
    """Whether the sheet with these in full, what is unrated at nothing, has the good result."""
    ratings = {
        i.item.id: Rating(points=i.full if i.item.id in raised else i.low) for i in one.items if i.state != "outside"
    }
    return score(one.resolved, replace(one.answers, ratings=ratings)).outcome.label == "好"
