"""Vetoes that do not bear on some units (`not_when`): only a stated attribute excuses; silence never does."""

from __future__ import annotations

from datetime import date

import pytest

from kaoping.answers import Observation, VetoStatement
from kaoping.commands.standard_text import standard_text
from kaoping.periods import parse
from kaoping.scoring.score import Providers, core_providers, score
from kaoping.scoring.sheet import VetoFinding
from kaoping.standard.resolved import dumped

SHEET = """
[scoring]
model = "points"
full = 10
step = 1
[[facts]]
id = "case"
title = "重大案件"
subject = "government"
kind = "event"
[[criteria]]
id = "1"
title = "甲"
points = 10
[[vetoes]]
id = "removal"
title = "撤销命名"
text = "已命名的发生重大案件的，撤销命名"
effect = "revoke"
{veto}
[[outcomes]]
label = "合格"
when = {{ score_at_least = 6 }}
[[outcomes]]
label = "其余"
otherwise = true
"""
EVENT = 'event = "case"\nlook_back = "period"\n'
NOT_HELD = "not_when = { title_held = false }\n"
CASE = Observation("case", parse("2025"), True, date(2025, 5, 1))
BECAUSE = "本项对这样的考评对象不适用：已命名（有示范称号）：否"


def found(make, answer, attributes=None, veto=EVENT + NOT_HELD, providers=None, **given):
    resolved = make(SHEET.format(veto=veto))
    sheet = score(resolved, answer(ratings={"1": 10}, attributes=attributes or {}, **given), providers)
    (finding,) = sheet.vetoes
    return sheet, finding


def test_who_never_held_the_title_cannot_lose_it(make, answer):
    sheet, finding = found(make, answer, {"title_held": False}, facts=(CASE,))
    assert (finding.status, finding.because) == ("clear", BECAUSE)
    assert (sheet.outcome.status, sheet.outcome.label, sheet.complete) == ("decided", "合格", True)


@pytest.mark.parametrize("attributes", [{}, {"title_held": True}, {"other": False}, {"title_held": 0}])
def test_silence_and_any_other_value_leave_the_veto_standing(make, answer, attributes):
    sheet, finding = found(make, answer, attributes, facts=(CASE,))
    assert (finding.status, sheet.outcome.label) == ("triggered", "撤销")
    sheet, finding = found(make, answer, attributes)
    assert (finding.status, sheet.outcome.status, sheet.complete) == ("unknown", "open", False)
    assert [one.id for one in sheet.outcome.deciding] == ["removal"]


def test_nothing_need_be_said_or_found_out_about_it(make, answer):
    sheet, finding = found(make, answer, {"title_held": False})
    assert (finding.status, sheet.complete, sheet.outcome.deciding) == ("clear", True, ())


@pytest.mark.parametrize(
    "statement", [VetoStatement(True), VetoStatement(True, date(2025, 5, 1)), VetoStatement(False)]
)
def test_whatever_is_stated(make, answer, statement):
    sheet, finding = found(make, answer, {"title_held": False}, vetoes={"removal": statement})
    assert (finding.status, finding.because, sheet.outcome.label) == ("clear", BECAUSE, "合格")


@pytest.mark.parametrize("basis", ['criteria = ["1"]\n', 'measure = { fact = "case", is = false }\n', ""])
def test_whatever_the_veto_rests_on(make, answer, basis):
    for attributes, status in (({"title_held": False}, "clear"), ({"title_held": True}, "triggered")):
        given = {"ratings": {"1": 5}, "facts": (CASE,), "vetoes": {} if basis else {"removal": VetoStatement(True)}}
        resolved = make(SHEET.format(veto=basis + NOT_HELD))
        (finding,) = score(resolved, answer(attributes=attributes, **given)).vetoes
        assert finding.status == status


def test_every_attribute_of_the_table_must_match(make, answer):
    veto = EVENT + 'not_when = { title_held = false, rank = 3, place = "县" }\n'
    whole = {"title_held": False, "rank": 3, "place": "县"}
    finding = found(make, answer, whole, veto, facts=(CASE,))[1]
    assert finding.because == "本项对这样的考评对象不适用：已命名（有示范称号）：否、rank：3、place：县"
    for name, other in (("title_held", True), ("rank", 2), ("place", "市")):
        assert found(make, answer, {**whole, name: other}, veto, facts=(CASE,))[1].status == "triggered"
        left = {key: value for key, value in whole.items() if key != name}
        assert found(make, answer, left, veto, facts=(CASE,))[1].status == "triggered"


def test_a_number_is_no_yes(make, answer):
    one = EVENT + "not_when = { rank = 1 }\n"
    assert found(make, answer, {"rank": 1}, one, facts=(CASE,))[1].status == "clear"
    assert found(make, answer, {"rank": True}, one, facts=(CASE,))[1].status == "triggered"


def test_a_plugin_s_check_is_not_asked(make, answer):
    asked = []

    def check(given):
        asked.append(given.veto.id)
        return VetoFinding(given.veto, "triggered", "总是")

    core = core_providers()
    own = Providers(core.model, lambda name: check, core.rule)
    veto = 'check = "t:always"\n' + NOT_HELD
    assert found(make, answer, {"title_held": False}, veto, own)[1].status == "clear"
    assert asked == []
    assert found(make, answer, {}, veto, own)[1].status == "triggered"
    assert set(asked) == {"removal"}


def test_an_outcome_that_forbids_the_veto_is_open_to_who_is_excused(make, answer):
    body = SHEET.replace("score_at_least = 6 }", 'score_at_least = 6, no_veto = ["removal"] }').replace(
        'effect = "revoke"', 'effect = "downgrade"'
    )
    resolved = make(body.format(veto=EVENT + NOT_HELD))
    sheet = score(resolved, answer(ratings={"1": 10}, attributes={"title_held": False}, facts=(CASE,)))
    assert sheet.outcome.label == "合格"


def test_an_attribute_that_also_decides_what_applies_is_not_guessed_for_the_veto(make, answer):
    """While the attribute is unknown both ways count for the item, and the veto holds in each."""
    body = SHEET.replace("points = 10\n[[v", "points = 10\napplies_when = {{ title_held = true }}\n[[v")
    resolved = make(body.format(veto=EVENT + NOT_HELD))
    sheet = score(resolved, answer(ratings={"1": 10}, facts=(CASE,)))
    assert sheet.vetoes[0].status == "triggered"
    assert "撤销" in sheet.outcome.possible


def test_the_standard_says_whom_it_leaves_out(make):
    resolved = make(SHEET.format(veto=EVENT + NOT_HELD))
    assert "    不适用于：已命名（有示范称号）：否\n" in standard_text(resolved)
    assert dumped(resolved.vetoes[0])["not_when"] == {"title_held": False}
    assert "not_when" not in dumped(make(SHEET.format(veto=EVENT)).vetoes[0])
