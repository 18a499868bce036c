"""What must hold of every standard and every sheet."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kaoping.answers import Answers, Rating, VetoStatement
from kaoping.scoring.derivation import recompute, section_node, walk
from kaoping.scoring.items import UNRATED
from kaoping.scoring.reach import Lattice
from kaoping.scoring.score import score, score_items
from kaoping.scoring.sheet_json import sheet_json

QUICK = settings(settings.get_profile("scoring"), max_examples=60)
MANY = settings(settings.get_profile("scoring"), max_examples=150)
LIMIT = 700


def _small(resolved, answers, completions, **how) -> list[Answers]:
    """Every completion; the example is left out where there are too many."""
    found = []
    for completion in completions(resolved, answers, **how):
        found.append(completion)
        assume(len(found) <= LIMIT)
    return found


@MANY
@given(st.data())
def test_every_completion_lies_in_the_range(make, standards, answers_of, completions, data):
    resolved = make(data.draw(standards()), check=False)
    answers = data.draw(answers_of(resolved))
    sheet = score(resolved, answers)
    every = _small(resolved, answers, completions, not_applicable=True)
    for completion in every if len(every) < 40 else random.Random(1).sample(every, 40):
        done = score(resolved, completion)
        if done.score_low is None:
            continue
        assert sheet.score_low <= done.score_low == done.score_high <= sheet.score_high
        if done.result_low is not None:
            assert sheet.result_low <= done.result_low
            assert done.result_high <= sheet.result_high
        for before, after in zip(sheet.sections, done.sections, strict=True):
            if after.full == before.full:
                assert before.low <= after.low <= after.high <= before.high


@MANY
@given(st.data())
def test_decided_means_that_every_completion_says_the_same(make, standards, answers_of, completions, data):
    resolved = make(data.draw(standards()), check=False)
    answers = data.draw(answers_of(resolved))
    sheet = score(resolved, answers)
    assume(sheet.outcome.status != "no-result")
    every = [score(resolved, completion) for completion in _small(resolved, answers, completions)]
    labels = {done.outcome.label for done in every}
    assert all(done.outcome.status in ("decided", "no-result") for done in every)
    assert (sheet.outcome.status == "decided") == (len(labels) == 1 and None not in labels)
    if sheet.outcome.status == "decided":
        assert labels == {sheet.outcome.label}
    assert labels - {None} <= set(sheet.outcome.possible)
    linear = resolved.standard.scoring.aggregate == "flat" and not resolved.parts
    if linear:
        assert set(sheet.outcome.possible) == labels - {None}


@QUICK
@given(st.data())
def test_a_decided_outcome_survives_what_is_later_found_not_to_apply(make, standards, answers_of, completions, data):
    resolved = make(data.draw(standards()), check=False)
    answers = data.draw(answers_of(resolved, most_open=2))
    sheet = score(resolved, answers)
    assume(sheet.outcome.status == "decided")
    for completion in _small(resolved, answers, completions, not_applicable=True):
        done = score(resolved, completion)
        if done.outcome.status != "no-result":
            assert done.outcome.label == sheet.outcome.label


@MANY
@given(st.data())
def test_recomputing_the_derivation_gives_the_result(make, standards, answers_of, data):
    resolved = make(data.draw(standards()), check=False)
    answers = data.draw(answers_of(resolved, whole=data.draw(st.booleans())))
    sheet = score(resolved, answers)
    for node in walk(sheet.derivation):
        assert recompute(node) == (Fraction(node.low), Fraction(node.high)), node.op
    if all(finding.status != "unknown" for finding in sheet.vetoes) and sheet.result_low is not None:
        assert recompute(sheet.derivation) == (Fraction(sheet.result_low), Fraction(sheet.result_high))
    if sheet.result_low is None and sheet.score_low is not None:
        assert sheet.derivation.op == "veto-no-score"
        assert sheet_json(sheet)["derivation"]["value"] is None
    if sheet.complete:
        assert sheet.score_low == sheet.score_high
        assert sheet.outcome.status in ("decided", "no-result")


@QUICK
@given(st.data())
def test_every_section_can_show_where_its_number_comes_from(make, standards, answers_of, data):
    resolved = make(data.draw(standards()), check=False)
    answers = data.draw(answers_of(resolved))
    sheet = score(resolved, answers)
    for section in sheet.sections:
        node = section_node(sheet, section)
        if node is None:
            unknown = not answers.unit.attributes and any(item.criterion.applies_when for item in resolved.items)
            assert not section.full or unknown
        else:
            assert recompute(node) == (Fraction(section.low), Fraction(section.high))


@QUICK
@given(st.data())
def test_the_order_of_answers_never_matters(make, standards, answers_of, data):
    resolved = make(data.draw(standards()), check=False)
    answers = data.draw(answers_of(resolved))
    turned = replace(
        answers,
        facts=tuple(reversed(answers.facts)),
        ratings=dict(reversed(answers.ratings.items())),
        adjustments=dict(reversed(answers.adjustments.items())),
        vetoes=dict(reversed(answers.vetoes.items())),
        parts=dict(reversed(answers.parts.items())),
    )
    assert sheet_json(score(resolved, turned)) == sheet_json(score(resolved, answers))


@MANY
@given(st.data())
def test_more_faults_never_raise_a_score(make, standards, answers_of, data):
    resolved = make(data.draw(standards()), check=False)
    answers = data.draw(answers_of(resolved, whole=data.draw(st.booleans())))
    before = score(resolved, answers)
    worse = _worse(data, resolved, answers)
    after = score(resolved, worse)
    if before.score_low is None or after.score_low is None:
        return
    assert after.score_low <= before.score_low
    assert after.score_high <= before.score_high
    if before.result_low is not None and after.result_low is not None:
        assert after.result_low <= before.result_low
        assert after.result_high <= before.result_high
    order = [band.label for band in resolved.outcomes]
    if before.outcome.label in order and after.outcome.label in order:
        assert order.index(after.outcome.label) >= order.index(before.outcome.label)


def _worse(data, resolved, answers: Answers) -> Answers:
    clear = [v for v in resolved.vetoes if not v.criteria and answers.vetoes.get(v.id) != VetoStatement(True)]
    choices = [
        item
        for item in resolved.items
        if answers.ratings.get(item.id, UNRATED).points or answers.ratings.get(item.id, UNRATED).verdict
    ]
    kind = data.draw(st.sampled_from([*(["veto"] if clear else []), *(["item"] if choices else []), "none"]))
    if kind == "veto":
        return replace(answers, vetoes={**answers.vetoes, data.draw(st.sampled_from(clear)).id: VetoStatement(True)})
    if kind == "none":
        return answers
    item = data.draw(st.sampled_from(choices))
    held = answers.ratings[item.id]
    if held.points is not None:
        lower = Rating(points=Decimal(data.draw(st.integers(0, int(held.points)))))
    else:
        lower = Rating(verdict="c" if item.levels else "unmet")
    return replace(answers, ratings={**answers.ratings, item.id: lower})


@QUICK
@given(st.data())
def test_linear_sheets_are_searched_exactly(make, standards, answers_of, data):
    from kaoping.scoring.caps import added
    from kaoping.scoring.reach import _space

    resolved = make(data.draw(standards()), check=False)
    answers = data.draw(answers_of(resolved))
    items = score_items(resolved, answers, answers.unit)
    from kaoping.scoring.models import ModelInput, attainment, points

    totals = (points if resolved.by_points else attainment)(ModelInput(resolved, items, answers.parts))
    sheet = score(resolved, answers)
    if totals.linear is not None:
        assert isinstance(_space(resolved, items, totals, added(resolved, sheet.adjustments)), Lattice)
