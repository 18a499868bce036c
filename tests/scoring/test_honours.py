"""Honours for one field of the sheet: their share, their line from both sides, who set it; the outcome never minds."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kaoping.answers import Rating, VetoStatement
from kaoping.commands.sheet_text import derivation_text, honours_text, sheet_text
from kaoping.commands.standard_text import standard_text
from kaoping.reports.formats import ReportInput, as_markdown
from kaoping.scoring.derivation import recompute, walk
from kaoping.scoring.score import score
from kaoping.scoring.sheet_json import sheet_json
from kaoping.standard.describe import described

TREE = """
[[dimensions]]
id = "A"
title = "甲"
{a}
  [[dimensions.groups]]
  id = "A1"
  title = "甲一"
    [[dimensions.groups.criteria]]
    id = "1"
    title = "一"
    {w1}
    [[dimensions.groups.criteria]]
    id = "2"
    title = "二"
    {w2}
  [[dimensions.groups]]
  id = "A2"
  title = "甲二"
    [[dimensions.groups.criteria]]
    id = "3"
    title = "三"
    {w3}
[[dimensions]]
id = "B"
title = "乙"
  [[dimensions.criteria]]
  id = "4"
  title = "四"
  {w4}
"""
BANDS = """
[[outcomes]]
label = "示范"
when = { score_at_least = 90 }
[[outcomes]]
label = "其余"
otherwise = true
"""
OPEN = 'set_by = "jurisdiction"\n'
MANY = settings(settings.get_profile("scoring"), max_examples=100)


def honour(covers='["A"]', more="attained_at_least = 75\n", name="h", clause=""):
    covering = f"covers = {covers}\n" if covers else ""
    return f'[[honours]]\nid = "{name}"\ntitle = "单项 {name}"\ntext = "成效突出"\n{covering}{more}{clause}'


def attainment(make, *honours, scoring="", weights=(1, 1, 1, 1), a="", rules=None):
    rows = {f"w{number}": f"weight = {weight}" for number, weight in enumerate(weights, 1)}
    body = f'\n[scoring]\nmodel = "attainment"\n{scoring}\n' + TREE.format(a=a, **rows) + BANDS + "".join(honours)
    return make(body, rules)


def points(make, *honours, scoring="", rules=None):
    rows = {f"w{number}": f"points = {worth}" for number, worth in enumerate((10, 20, 30, 40), 1)}
    body = f'\n[scoring]\nmodel = "points"\nstep = 1\n{scoring}\n' + TREE.format(a="", **rows) + BANDS
    return make(body + "".join(honours), rules)


def only(sheet):
    (found,) = sheet.honours
    return found


@pytest.mark.parametrize(
    ("covers", "met", "applicable"),
    [
        ('["A"]', 2, 3),
        ('["A1"]', 1, 2),
        ('["3"]', 1, 1),
        ('["A1", "4"]', 2, 3),
        ('["A", "A1", "1"]', 2, 3),
        ('["A", "B"]', 3, 4),
    ],
)
def test_what_is_covered_is_counted_once(make, answer, covers, met, applicable):
    resolved = attainment(make, honour(covers))
    found = only(score(resolved, answer(ratings={"1": "met", "2": "unmet", "3": "met", "4": "met"})))
    assert (found.met, found.applicable, found.unrated) == (met, applicable, 0)
    assert found.low == found.high == Fraction(100 * met, applicable)


@pytest.mark.parametrize(
    ("line", "state"), [("66", "reached"), ("66.6666666", "reached"), ("66.6666667", "missed"), ("67", "missed")]
)
def test_the_line_from_both_sides_with_nothing_rounded(make, answer, line, state):
    resolved = attainment(make, honour(more=f"attained_at_least = {line}\n"))
    found = only(score(resolved, answer(ratings={"1": "met", "2": "unmet", "3": "met"})))
    assert found.state == state
    assert (found.line, found.set_by) == (Decimal(line), "document")


def test_exactly_at_the_line_is_reached(make, answer):
    resolved = attainment(make, honour(), weights=(1, 1, 2, 1))
    assert only(score(resolved, answer(ratings={"1": "met", "2": "unmet", "3": "met"}))).state == "reached"
    assert only(score(resolved, answer(ratings={"1": "unmet", "2": "unmet", "3": "met"}))).state == "missed"


def test_open_until_what_is_unrated_can_no_longer_matter(make, answer):
    resolved = attainment(make, honour())

    def state(**ratings):
        found = only(score(resolved, answer(ratings={name.strip("_"): value for name, value in ratings.items()})))
        return found.state, found.unrated, found.low, found.high

    third = Fraction(100, 3)
    assert state(_1="met") == ("open", 2, third, 100)
    assert state(_1="unmet") == ("missed", 2, 0, 2 * third)
    assert state(_1="met", _2="met") == ("open", 1, 2 * third, 100)
    assert state(_1="met", _2="met", _3="met") == ("reached", 0, 100, 100)
    assert state(_4="met") == ("no-result", 3, 0, 100)


def test_what_does_not_apply_is_not_counted(make, answer):
    resolved = attainment(make, honour())
    found = only(score(resolved, answer(ratings={"1": "met", "2": "不适用：无", "3": "met"})))
    assert (found.met, found.applicable, found.low, found.state) == (2, 2, 100, "reached")
    none = only(score(resolved, answer(ratings=dict.fromkeys("123", "不适用：无"))))
    assert (none.applicable, none.low, none.high, none.state, none.derivation) == (0, None, None, "no-result", None)


def test_what_does_not_apply_counts_in_full_where_the_standard_says_so(make, answer):
    resolved = attainment(make, honour(), scoring='not_applicable = "full"')
    found = only(score(resolved, answer(ratings={"1": "unmet", "2": "不适用：无", "3": "met"})))
    assert (found.met, found.applicable, found.state) == (2, 3, "missed")


def test_partly_met(make, answer):
    resolved = attainment(make, honour(more="attained_at_least = 50\n"), scoring="partial = 50")
    found = only(score(resolved, answer(ratings={"1": "partial", "2": "unmet", "3": "met"})))
    assert (found.met, found.low, found.state) == (Decimal("1.5"), 50, "reached")


def test_by_points_it_is_the_share_of_the_points_that_apply(make, answer):
    resolved = points(make, honour(more="attained_at_least = 80\n"))
    found = only(score(resolved, answer(ratings={"1": 8, "2": 20, "3": 20, "4": 0})))
    assert (found.met, found.applicable, found.low, found.state) == (48, 60, 80, "reached")
    less = only(score(resolved, answer(ratings={"1": 7, "2": 20, "3": 20, "4": 40})))
    assert (less.low, less.state) == (Fraction(4700, 60), "missed")
    out = only(score(resolved, answer(ratings={"1": 7, "2": 20, "3": "不适用：无"})))
    assert (out.met, out.applicable, out.state) == (27, 30, "reached")


@pytest.mark.parametrize("scoring", ['not_applicable = "rescale"', "base = 95", "ceiling = 95"])
def test_base_and_rescaling_do_not_touch_the_share(make, answer, scoring):
    resolved = points(make, honour(more="attained_at_least = 80\n"), scoring=scoring)
    found = only(score(resolved, answer(ratings={"1": 8, "2": 20, "3": 20, "4": "不适用：无"})))
    assert (found.low, found.state) == (80, "reached")


def test_where_the_standard_averages_level_by_level_so_does_the_honour(make, answer):
    resolved = attainment(make, honour(more="attained_at_least = 75\n"), scoring='aggregate = "nested"')
    sheet = score(resolved, answer(ratings={"1": "met", "2": "unmet", "3": "met", "4": "unmet"}))
    found = only(sheet)
    # Group A1 is half met, group A2 wholly: 75, although 2 of 3 items are.
    assert (found.low, found.state, found.derivation.op) == (75, "reached", "mean")
    assert found.low == sheet.sections[0].low
    assert (found.derivation.at, found.derivation.title) == ("h", "单项 h")
    part = only(score(attainment(make, honour('["A1", "4"]'), scoring='aggregate = "nested"'), sheet.answers))
    assert (part.low, part.state) == (25, "missed")


def test_where_nobody_set_the_line_the_share_stands_alone(make, answer):
    resolved = attainment(make, honour(more=OPEN))
    found = only(score(resolved, answer(ratings={"1": "met", "2": "met", "3": "met"})))
    assert (found.state, found.line, found.set_by, found.low) == ("rule-not-set", None, None, 100)
    assert only(score(resolved, answer())).state == "no-result"


def test_the_rules_give_the_line(make, answer):
    resolved = attainment(make, honour(more=OPEN), rules="honours.h = { attained_at_least = 66.5 }\n")
    found = only(score(resolved, answer(ratings={"1": "met", "2": "unmet", "3": "met"})))
    assert (found.state, found.line, found.set_by) == ("reached", Decimal("66.5"), "某办")
    assert described(resolved)["honours"][0]["attained_at_least"] == "66.5"


def test_a_line_of_the_jurisdiction_s_own_standard(make, answer):
    found = only(score(attainment(make, honour(more=OPEN + "attained_at_least = 60\n")), answer(ratings={"1": "met"})))
    assert (found.set_by, found.line) == ("jurisdiction", 60)


def test_a_field_that_the_unit_chooses_has_no_share(make, answer):
    full = answer(ratings=dict.fromkeys("1234", "met"))
    found = only(score(attainment(make, honour(None, OPEN)), full))
    assert (found.covers, found.state, found.low, found.applicable) == ((), "rule-not-set", None, 0)
    assert only(score(attainment(make, honour(None)), full)).state == "no-result"


def test_an_unknown_attribute_leaves_it_open(make, answer):
    where = "applies_when = { port = true }\nweight = 1"
    body = '\n[scoring]\nmodel = "attainment"\n' + TREE.format(
        a="", w1="weight = 1", w2="weight = 1", w3=where, w4="weight = 1"
    )
    resolved = make(body + BANDS + honour())
    ratings = {"1": "met", "2": "met"}
    assert only(score(resolved, answer(ratings=ratings))).state == "open"
    assert only(score(resolved, answer(ratings=ratings, attributes={"port": False}))).state == "reached"
    # Rated as met it is met where it applies, and left out where not: reached either way.
    both = only(score(resolved, answer(ratings={**ratings, "3": "met"})))
    assert (both.state, both.low, both.high, both.met, both.applicable) == ("reached", 100, 100, 3, 3)
    unmet = only(score(resolved, answer(ratings={**ratings, "3": "unmet"})))
    assert (unmet.state, unmet.low, unmet.high) == ("open", Fraction(200, 3), 100)
    for node in walk(unmet.derivation):
        assert recompute(node) == (Fraction(node.low), Fraction(node.high)), node.op


def test_a_level_short_of_everything_may_yet_turn_out_not_to_apply(make, answer):
    levels = 'levels = [{ id = "a", title = "好", share = 60 }, { id = "b", title = "差", share = 0 }]'
    body = '\n[scoring]\nmodel = "attainment"\n' + TREE.format(
        a="", w1="weight = 1", w2="weight = 1", w3=levels, w4="weight = 1"
    )
    resolved = make(body + BANDS + honour(more="attained_at_least = 90\n"))
    ratings = {"1": "met", "2": "met"}
    assert only(score(resolved, answer(ratings=ratings))).state == "open"
    assert only(score(resolved, answer(ratings={**ratings, "3": Rating(verdict="a")}))).state == "missed"
    assert only(score(resolved, answer(ratings={**ratings, "3": "不适用：无"}))).state == "reached"


def test_the_outcome_never_minds(make, answer):
    for rating in ("met", "unmet"):
        given_ = answer(ratings={"1": rating, "2": "met", "3": "met", "4": "met"})
        plain, honoured = score(attainment(make), given_), score(attainment(make, honour()), given_)
        assert plain.outcome == honoured.outcome
        assert (plain.score_low, plain.complete) == (honoured.score_low, honoured.complete)
        assert plain.honours == ()


def test_vetoes_do_not_touch_an_honour(make, answer):
    veto = '[[vetoes]]\nid = "v"\ntitle = "否"\ntext = "否"\neffect = "no-score"\n'
    sheet = score(
        attainment(make, veto, honour()),
        answer(ratings=dict.fromkeys("1234", "met"), vetoes={"v": VetoStatement(True)}),
    )
    assert (sheet.outcome.status, only(sheet).state) == ("no-result", "reached")


def test_nothing_is_honoured_where_nothing_was_computed(make, answer):
    body = '\n[scoring]\nmodel = "nobody:knows"\n' + TREE.format(a="", w1="", w2="", w3="", w4="").replace(
        'title = "一"', 'title = "一"\npoints = 1'
    )
    sheet = score(make(body + honour(more=OPEN), check=False), answer())
    assert (sheet.outcome.status, sheet.honours) == ("failed", ())


def test_the_share_is_explained(make, answer):
    resolved = attainment(make, honour(clause='clause = "第六条"\n'))
    node = only(score(resolved, answer(ratings={"1": "met", "2": "unmet", "3": "met"}))).derivation
    assert (node.op, node.at, node.clause, node.inputs) == ("share", "h", "第六条", (("full", 3),))
    assert [leaf.at for leaf in node.children[0].children] == ["1", "2", "3"]
    assert recompute(node) == (Fraction(200, 3), Fraction(200, 3))
    assert list(derivation_text(node))[:2] == [
        "h 单项 h = 200/3　达标（得分）÷ 适用（满分）× 100：满分 3　〔第六条〕",
        "  所看各项 = 2　各项相加",
    ]


def test_as_json(make, answer):
    resolved = attainment(make, honour(), honour(None, OPEN, "own"), scoring="rounding = { places = 1 }")
    first, second = sheet_json(score(resolved, answer(ratings={"1": "met", "2": "unmet", "3": "met"})))["honours"]
    derivation = first.pop("derivation")
    assert derivation["value"] == "200/3"
    assert first == {
        "id": "h",
        "title": "单项 h",
        "covers": ["A"],
        "met": 2,
        "applicable": 3,
        "unrated": 0,
        "low": "66.7",
        "high": "66.7",
        "line": "75",
        "state": "missed",
        "set_by": "document",
    }
    assert second["state"] == "rule-not-set"
    assert [second[key] for key in ("low", "high", "line", "set_by", "derivation")] == [None] * 5
    assert sheet_json(score(attainment(make), answer()))["honours"] == []


def test_for_people(make, answer):
    resolved = attainment(make, honour('["A1", "3"]'), honour(None, OPEN, "own"))
    sheet = score(resolved, answer(ratings={"1": "met", "2": "met", "3": "met"}))
    assert [line.split() for line in honours_text(sheet).splitlines() if line.strip("- ")] == [
        ["编号", "单项荣誉", "所看", "达标", "达标率", "条件", "状态"],
        ["h", "单项", "h", "A1、3", "3/3", "100%", "不低于", "75%（文件规定）", "达到"],
        ["own", "单项", "own", "自选", "无", "本地未定", "条件未定"],
    ]
    assert honours_text(sheet) in sheet_text(sheet)
    report = as_markdown(ReportInput("sheet", sheet)).decode()
    assert "## 单项荣誉\n" in report
    assert "| h | 单项 h | A1、3 | 3/3 | 100 | 不低于 75%（文件规定） | 达到 |" in report
    none = score(attainment(make), answer())
    assert "单项荣誉" not in sheet_text(none) + as_markdown(ReportInput("sheet", none)).decode()


def test_the_standard_lists_its_honours(make):
    resolved = attainment(make, honour(), honour(None, OPEN, "own"))
    text = standard_text(resolved)
    assert "单项荣誉：\n  h 单项 h：看 A，达到 75% 以上（文件规定）\n      成效突出\n" in text
    assert "  own 单项 own：看 由考评对象自选，条件由本地规定（本地规定）\n" in text
    assert described(resolved)["honours"] == [
        {
            "id": "h",
            "title": "单项 h",
            "text": "成效突出",
            "covers": ["A"],
            "attained_at_least": "75",
            "set_by": "document",
            "clause": None,
        },
        {
            "id": "own",
            "title": "单项 own",
            "text": "成效突出",
            "covers": [],
            "attained_at_least": None,
            "set_by": "jurisdiction",
            "clause": None,
        },
    ]


@MANY
@given(st.data())
def test_no_completion_says_otherwise(make, standards, answers_of, completions, data):
    line = data.draw(st.sampled_from(["25", "50", "66.7", "75", "100"]))
    covers = data.draw(st.sampled_from(['["0"]', '["0.0"]']))
    resolved = make(data.draw(standards()) + honour(covers, f"attained_at_least = {line}\n"), check=False)
    answers = data.draw(answers_of(resolved))
    found = only(score(resolved, answers))
    if found.derivation is not None:
        for node in walk(found.derivation):
            assert recompute(node) == (Fraction(node.low), Fraction(node.high)), node.op
    assume(found.state != "no-result")
    states, plain, nothing = set(), set(), False
    for number, completion in enumerate(completions(resolved, answers, not_applicable=True)):
        assume(number < 300)
        done = only(score(resolved, completion))
        if done.low is None:
            nothing |= not any(rating.not_applicable == "无" for rating in completion.ratings.values())
            continue
        assert found.low <= done.low == done.high <= found.high
        states.add(done.state)
        if not any(rating.not_applicable == "无" for rating in completion.ratings.values()):
            plain.add(done.state)
    assert states <= {"reached", "missed"}
    if found.state == "open":
        # Open as well where nothing that it looks at may turn out to apply.
        assert plain == {"reached", "missed"} or (nothing and plain)
    else:
        assert states <= {found.state}
