"""The shortest way to the next better outcome: exact, beside every way there is."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kaoping.answers import AdjustmentStatement, PartStatement, Rating, VetoStatement
from kaoping.scoring.items import UNRATED, applies
from kaoping.scoring.pick import Thing, smallest
from kaoping.scoring.score import score
from kaoping.scoring.shortest import shortest

MANY = settings(settings.get_profile("scoring"), max_examples=300)


def settled(resolved, answers):
    """The answers with all that is open at its least."""
    ratings = dict(answers.ratings)
    for item in resolved.items:
        if applies(item.criterion.applies_when, answers.unit) and not ratings.get(item.id, UNRATED).rated:
            ratings[item.id] = worst(item)
    return replace(
        answers,
        ratings=ratings,
        adjustments={
            a.id: answers.adjustments.get(a.id, AdjustmentStatement(Decimal(0))) for a in resolved.adjustments
        },
        vetoes={v.id: answers.vetoes.get(v.id, VetoStatement(False)) for v in resolved.vetoes if not v.criteria},
        parts={p.id: answers.parts.get(p.id, PartStatement(Decimal(0))) for p in resolved.parts if p.full is not None},
    )


def worst(item):
    if item.levels:
        return Rating(verdict=min(item.levels.values(), key=lambda level: level.share).id)
    return Rating(points=Decimal(0)) if item.way == "points" else Rating(verdict="unmet")


def best(item):
    if item.levels:
        return Rating(verdict=max(item.levels.values(), key=lambda level: level.share).id)
    return Rating(points=item.full) if item.way == "points" else Rating(verdict="met")


def by_trying(resolved, answers):
    """(Label now, ids, gain, label then), every set of criteria tried; None for the last three where none helps."""
    start = settled(resolved, answers)
    order = [band.label for band in resolved.outcomes]
    before = score(resolved, start)
    lows = {one.item.id: one.low for one in before.items}
    rank = order.index(before.outcome.label) if before.outcome.label in order else len(order)
    open_items = [one.item for one in before.items if one.state == "rated"]
    for size in range(len(open_items) + 1):
        found = []
        for chosen in combinations(open_items, size):
            done = score(resolved, replace(start, ratings={**start.ratings, **{i.id: best(i) for i in chosen}}))
            label = done.outcome.label
            if label in order and order.index(label) < rank:
                gain = sum((one.low - lows[one.item.id] for one in done.items), Decimal(0))
                places = tuple(resolved.items.index(item) for item in chosen)
                found.append((gain, places, tuple(item.id for item in chosen), label))
        if found:
            gain, _, ids, label = min(found)
            return before.outcome.label, ids, gain, label
    return before.outcome.label, None, None, None


@MANY
@given(st.data())
def test_no_smaller_set_of_criteria_leads_further(make, standards, answers_of, data):
    resolved = make(data.draw(standards()), check=False)
    answers = data.draw(answers_of(resolved, whole=data.draw(st.booleans())))
    assume("law" in answers.unit.attributes or not any(item.criterion.applies_when for item in resolved.items))
    sheet = score(resolved, answers)
    assume(any(item.state != "unrated" and item.full for item in sheet.items))
    assume(sheet.full > 0)
    found = shortest(sheet)
    now, ids, gain, label = by_trying(resolved, answers)
    assert found.now == now
    assert (found.way is None) == (ids is None), found
    if found.way is None:
        assert found.obstacles
        return
    assert (tuple(step.id for step in found.way.items), found.way.gain, found.way.label) == (ids, gain, label)
    assert sum(step.gain for step in found.way.items) == gain
    assert f"即为“{label}”" in found.way.text


def tried(things, need, needs):
    for size in range(len(things) + 1):
        found = []
        for chosen in combinations(range(len(things)), size):
            if sum(things[i].adds for i in chosen) < need:
                continue
            if all(sum(things[i].own for i in chosen if things[i].section == s) >= n for s, n in needs.items()):
                found.append((sum(things[i].cost for i in chosen), chosen))
        if found:
            return min(found)[1]
    return None


@settings(settings.get_profile("scoring"), max_examples=400)
@given(st.data())
def test_the_pick_is_the_smallest(data):
    things, needs = [], {}
    for section in range(data.draw(st.integers(1, 3))):
        factor = data.draw(st.integers(0, 2))
        for _ in range(data.draw(st.integers(0, 4))):
            own = data.draw(st.integers(0, 4))
            bounded = section % 2 == 0
            adds = factor * own if bounded else data.draw(st.integers(0, 5))
            things.append(Thing(section, data.draw(st.integers(0, 3)), adds, own if bounded else 0))
        if section % 2 == 0:
            needs[section] = data.draw(st.integers(-1, 6))
    need = data.draw(st.integers(-2, 18))
    assert smallest(things, need, needs) == tried(things, need, needs)


@settings(settings.get_profile("scoring"), max_examples=150)
@given(st.data())
def test_with_an_unknown_attribute_it_is_the_way_only_where_it_is_so_for_all(make, standards, answers_of, data):
    resolved = make(data.draw(standards()), check=False)
    answers = data.draw(answers_of(resolved))
    answers = replace(answers, unit=replace(answers.unit, attributes={}))
    if not any(item.criterion.applies_when for item in resolved.items):
        return
    sheet = score(resolved, answers)
    if not sheet.full or all(item.state == "unrated" or not item.full for item in sheet.items):
        return
    found = shortest(sheet)
    each = []
    for law in (True, False):
        known = replace(answers, unit=replace(answers.unit, attributes={"law": law}))
        taken = score(resolved, known)
        if taken.full == 0 or all(item.state == "unrated" or not item.full for item in taken.items):
            return
        each.append(by_trying(resolved, known))
    if found.way is not None:
        assert {(ids, label) for _, ids, _, label in each} == {
            (tuple(step.id for step in found.way.items), found.way.label)
        }
    elif found.obstacles[0] == "考评对象的属性尚未填写，须先填写":
        assert len(found.obstacles) == 3
    else:
        assert [ids for _, ids, _, _ in each] == [None, None]


SHEET = """
[scoring]
model = "points"
full = 20
step = 0.5

[[dimensions]]
id = "一"
title = "组织领导"
points = 8
minimum = 5
criteria = [
  { id = "1.1", title = "会议", points = 3 },
  { id = "1.2", title = "机构", points = 5 },
]
[[dimensions]]
id = "二"
title = "依法行政"
points = 12
criteria = [
  { id = "2.1", title = "执法", points = 6 },
  { id = "2.2", title = "公开", points = 4 },
  { id = "2.3", title = "诉讼", points = 2 },
]

[[vetoes]]
id = "fraud"
title = "弄虚作假"
text = "有弄虚作假的。"
effect = "cap"
cap = 12
[[vetoes]]
id = "suits"
title = "败诉"
text = "诉讼未得满分的。"
criteria = ["2.3"]
effect = "downgrade"

[[adjustments]]
id = "bonus"
title = "创新"
text = "创新。"
kind = "bonus"
amount = 1
cap = 2

[[outcomes]]
label = "优秀"
when = { score_at_least = 18 }
[[outcomes]]
label = "良好"
when = { score_at_least = 15 }
[[outcomes]]
label = "不合格"
otherwise = true
"""


def found_for(make, answer, ratings, *, body=SHEET, rules=None, **given):
    resolved = make(body, rules, check=False)
    return shortest(score(resolved, answer(ratings=ratings, **given)))


def test_the_fewest_then_the_cheapest(make, answer):
    full = {"1.1": 3, "1.2": 5, "2.1": 6, "2.2": 4, "2.3": 2}
    clear = {"fraud": VetoStatement(False)}
    found = found_for(make, answer, {**full, "1.1": "2.5", "2.1": 2, "2.2": "1.5"}, vetoes=clear)
    assert found.now == "不合格"
    assert found.way.text == "再补这 1 项、2.5 分即为“良好”"
    assert [(s.id, s.title, s.low, s.high, s.rated) for s in found.way.items] == [
        ("2.2", "公开", Decimal("1.5"), Decimal(4), True)
    ]
    assert found.presumed == ("1 项加减分尚未说明，按 0 计：创新",)


def test_a_section_below_its_minimum_comes_first(make, answer):
    ratings = {"1.1": 2, "1.2": 2, "2.1": 6, "2.2": 4, "2.3": 2}
    found = found_for(make, answer, ratings)
    assert [step.id for step in found.way.items] == ["1.1"]
    assert found.way.text == "再补这 1 项、1 分即为“良好”"
    assert found.presumed[0] == "1 项一票否决尚未查明，按未触发计：弄虚作假"


def test_a_veto_that_watches_a_criterion_is_cleared_on_the_way(make, answer):
    ratings = {"1.1": 3, "1.2": 5, "2.1": 6, "2.2": 3, "2.3": 1}
    found = found_for(make, answer, ratings)
    assert found.now == "良好"
    assert (found.way.label, [step.id for step in found.way.items]) == ("优秀", ["2.3"])


def test_what_is_unrated_counts_as_its_least(make, answer):
    found = found_for(make, answer, {"1.1": 3, "1.2": 5, "2.1": 6})
    assert found.now == "不合格"
    # 14 points; the two unrated ones are worth 4 and 2, and 2.3 unrated would trigger its veto and lower by one.
    assert [(step.id, step.low, step.high, step.rated) for step in found.way.items] == [("2.3", 0, 2, False)]


def test_what_stands_in_the_way(make, answer):
    full = {"1.1": 3, "1.2": 5, "2.1": 6, "2.2": 4, "2.3": 2}
    assert found_for(make, answer, full, vetoes={"fraud": VetoStatement(False)}).obstacles == ("已是最好的结果",)
    capped = found_for(make, answer, {**full, "2.2": 0}, vetoes={"fraud": VetoStatement(True)})
    assert capped.now == "不合格"
    assert capped.obstacles == (
        "一票否决“弄虚作假”已触发（封顶 12）",
        "要为“良好”：“总分”全部评满也只有 12 分，须 15 分",
    )
    poor = found_for(make, answer, {"1.1": 3, "1.2": "不适用：无", "2.1": 6, "2.2": 4, "2.3": "不适用：无"})
    assert poor.obstacles == ("要为“良好”：“总分”全部评满也只有 13 分，须 15 分",)
    barred = SHEET.replace('effect = "cap"\ncap = 12', 'effect = "ineligible"')
    gone = found_for(make, answer, {"1.1": 1}, body=barred, vetoes={"fraud": VetoStatement(True)})
    assert (gone.now, gone.obstacles) == ("不得参评", ("一票否决“弄虚作假”已触发（不得参评）",))
    nothing = found_for(make, answer, {})
    assert (nothing.now, nothing.obstacles) == (None, ("还没有任何评定，请先评几项",))


def test_what_the_jurisdiction_has_not_set_is_said(make, answer):
    head, _, _ = SHEET.partition("[[outcomes]]")
    unset = (
        head + '[[outcomes]]\nlabel = "示范"\nset_by = "jurisdiction"\n[[outcomes]]\nlabel = "其他"\notherwise = true\n'
    )
    found = found_for(make, answer, {"1.1": 3}, body=unset)
    assert (found.now, found.way) == (None, None)
    assert found.obstacles == ("“示范”的条件由本地规则规定，尚未给出规则文件（--rules）",)
    names = "".join(f'[[outcomes]]\nlabel = "{name}"\nset_by = "jurisdiction"\n' for name in ("保留", "黄牌", "摘牌"))
    assert found_for(make, answer, {"1.1": 3}, body=head + names).obstacles == (
        "结果的条件由本地规则规定，尚未给出规则文件（--rules）",
    )
    assert found_for(make, answer, {"1.1": 3}, body=head).obstacles == (
        "文件没有规定结果，也没有给出本地规则（--rules）",
    )


def test_weights_are_told_where_they_differ(make, answer):
    body = """
[scoring]
model = "attainment"
criteria = [
  { id = "1", title = "甲", weight = 1 },
  { id = "2", title = "乙", weight = 3 },
  { id = "3", title = "丙", weight = 2 },
]
outcomes = [{ label = "达标", when = { attained_at_least = 80 } }, { label = "未达标", otherwise = true }]
"""
    body = body.replace('[scoring]\nmodel = "attainment"\n', "") + '\n[scoring]\nmodel = "attainment"\n'
    found = found_for(make, answer, {"1": "met", "2": "unmet"}, body=body)
    assert found.now == "未达标"
    assert found.way.text == "再有这 2 项达到（权重 5）即为“达标”"


def test_a_hundred_criteria_take_no_time(make, answer):
    rows = "".join(f'  {{ id = "{n}", title = "项", points = {1 + n % 5 * 0.5} }},\n' for n in range(100))
    body = f"criteria = [\n{rows}]\n"
    body += 'outcomes = [{ label = "好", when = { score_at_least = 150 } }, { label = "差", otherwise = true }]\n'
    body += '\n[scoring]\nmodel = "points"\nfull = 200\nstep = 0.5\n'
    found = found_for(make, answer, {"0": 1}, body=body)
    # 149 more, and 20 criteria each of 3, 2.5 and 2 points (150 together): 60 it must be, 1 point fewer.
    # Two of 1.5 in place of two of 2 stand earlier in the document than one of 1 in place of one of 2.
    assert (len(found.way.items), found.way.gain) == (60, Decimal(149))
    ids = [int(step.id) for step in found.way.items]
    assert [n for n in range(100) if n % 5 >= 2 and n not in ids] == [92, 97]
    assert [n for n in ids if n % 5 < 2] == [1, 6]
