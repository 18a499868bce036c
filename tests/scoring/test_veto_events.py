"""A veto that rests on several events: any of them triggers it, only all of them clear make it clear."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from kaoping.answers import Observation, VetoStatement
from kaoping.periods import parse
from kaoping.scoring.score import score

NAMES = {"mob": "群体性事件", "crash": "交通事故", "bribe": "徇私枉法案件"}
FACTS = "".join(
    f'[[facts]]\nid = "{name}"\ntitle = "{title}"\nsubject = "county"\nkind = "event"\n'
    for name, title in NAMES.items()
)
SHEET = """
[scoring]
model = "points"
full = 10
{facts}
[[criteria]]
id = "1"
title = "甲"
points = 10
[[vetoes]]
id = "v"
title = "否"
text = "否"
effect = "ineligible"
label = "不得参加推荐"
{veto}
[[outcomes]]
label = "可推荐"
when = {{ score_at_least = 6 }}
[[outcomes]]
label = "其他"
otherwise = true
"""
ALL = 'events = ["mob", "crash", "bribe"]\n'
BACK = "look_back_years = 3\n"
#: As of 2025-12-31 three years back: the day before the window, its first and last day, and the day after.
BEFORE, FIRST, LAST, AFTER = date(2022, 12, 31), date(2023, 1, 1), date(2025, 12, 31), date(2026, 1, 1)


def made(make, veto=ALL + BACK):
    return make(SHEET.format(facts=FACTS, veto=veto))


def happened(name, day=None, **how):
    return Observation(name, parse(str(day.year) if day else "2024"), True, occurred_on=day, **how)


def none(name, period="2023/2025", **how):
    return Observation(name, parse(period), False, **how)


def sheet_of(make, answer, *facts, statement=None, veto=ALL + BACK, **given):
    vetoes = {} if statement is None else {"v": statement}
    return score(made(make, veto), answer(ratings={"1": 10}, vetoes=vetoes, facts=facts, **given))


def found(make, answer, *facts, **given):
    return sheet_of(make, answer, *facts, **given).vetoes[0]


@pytest.mark.parametrize("name", NAMES)
def test_each_event_alone_triggers_and_is_named(make, answer, name) -> None:
    clear = [none(other) for other in NAMES if other != name]
    sheet = sheet_of(make, answer, happened(name, date(2024, 5, 1)), *clear)

    assert sheet.vetoes[0].status == "triggered"
    assert sheet.vetoes[0].because == f"{NAMES[name]}：2024-05-01 发生，在 2023-01-01 至 2025-12-31 内"
    assert (sheet.outcome.status, sheet.outcome.label) == ("decided", "不得参加推荐")


def test_all_clear_is_clear_and_says_so_once(make, answer) -> None:
    sheet = sheet_of(make, answer, *map(none, NAMES))

    assert sheet.vetoes[0].status == "clear"
    assert sheet.vetoes[0].because == f"2023-01-01 至 2025-12-31 内，所列 {len(NAMES)} 种事件均未发生"
    assert (sheet.outcome.status, sheet.outcome.label) == ("decided", "可推荐")


@pytest.mark.parametrize("name", NAMES)
def test_one_not_known_leaves_it_unknown_and_only_that_one_is_named(make, answer, name) -> None:
    clear = [none(other) for other in NAMES if other != name]
    sheet = sheet_of(make, answer, *clear)

    assert sheet.vetoes[0].status == "unknown"
    assert sheet.vetoes[0].because == f"{NAMES[name]}：2023-01-01 至 2025-12-31 的情况尚未查明"
    assert sheet.outcome.status == "open"
    partly = found(make, answer, *clear, none(name, "2024/2025"))
    assert partly.status == "unknown"


STATES = {
    "triggered": lambda name: [happened(name, date(2024, 5, 1))],
    "clear": lambda name: [none(name)],
    "unknown": lambda name: [],
}


@pytest.mark.parametrize("states", product(STATES, repeat=3))
def test_every_combination(make, answer, states) -> None:
    facts = [fact for name, state in zip(NAMES, states, strict=True) for fact in STATES[state](name)]
    expected = next((state for state in ("triggered", "unknown") if state in states), "clear")

    assert found(make, answer, *facts).status == expected


def test_two_that_happened_are_both_named(make, answer) -> None:
    veto = found(make, answer, happened("mob", date(2024, 5, 1)), happened("bribe", date(2025, 6, 1)))

    assert veto.status == "triggered"
    assert veto.because.split("；") == [
        "群体性事件：2024-05-01 发生，在 2023-01-01 至 2025-12-31 内",
        "徇私枉法案件：2025-06-01 发生，在 2023-01-01 至 2025-12-31 内",
    ]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("day", "state"), [(BEFORE, "clear"), (FIRST, "triggered"), (LAST, "triggered"), (AFTER, "clear")]
)
def test_look_back_from_both_sides(make, answer, name, day, state) -> None:
    clear = [none(other) for other in NAMES]
    facts = [fact for fact in clear if state == "clear" or fact.fact != name]

    assert found(make, answer, happened(name, day), *facts).status == state


@pytest.mark.parametrize("name", NAMES)
def test_undated(make, answer, name) -> None:
    clear = [none(other) for other in NAMES if other != name]
    veto = found(make, answer, happened(name), *clear)

    assert veto.status == "unknown"
    assert veto.because == f"{NAMES[name]}：报了发生，但没有日期，无法判断是否在 2023-01-01 至 2025-12-31 内"
    other = next(one for one in NAMES if one != name)
    assert found(make, answer, happened(name), happened(other, FIRST)).status == "triggered"


def test_disputed_between_evaluators_is_unknown(make, answer) -> None:
    said = [happened("mob", FIRST, mine=False, observer="甲"), none("mob", mine=False, observer="乙")]
    veto = found(make, answer, *said, none("crash"), none("bribe"))

    assert (veto.status, veto.because) == ("unknown", "群体性事件：各人所报不一，待牵头单位裁定")


def test_nothing_observed_is_as_if_nobody_had_looked(make, answer) -> None:
    veto = found(make, answer)

    assert (veto.status, veto.because) == ("unknown", "尚未说明是否发生")


def test_a_statement_that_contradicts_is_unknown(make, answer) -> None:
    no, yes = VetoStatement(False), VetoStatement(True, FIRST)
    denied = found(make, answer, happened("crash", FIRST), none("mob"), statement=no)
    reported = found(make, answer, *map(none, NAMES), statement=yes)

    assert (denied.status, reported.status) == ("unknown", "unknown")
    assert denied.because.startswith("所述与事实不一致，须先查清：考评人认定未发生；交通事故：2023-01-01 发生")
    assert reported.because.startswith("所述与事实不一致，须先查清：2023-01-01 发生")


def test_a_statement_settles_what_the_facts_leave_open(make, answer) -> None:
    no, yes, undated = VetoStatement(False), VetoStatement(True, FIRST), VetoStatement(True)
    partly = [none("mob"), none("crash")]

    assert found(make, answer, *partly, statement=no).status == "clear"
    assert found(make, answer, *partly, statement=yes).status == "triggered"
    assert found(make, answer, *partly, statement=undated).status == "unknown"
    assert found(make, answer, *map(none, NAMES), statement=no).status == "clear"
    assert found(make, answer, happened("bribe", FIRST), statement=yes).status == "triggered"


def test_without_a_day_to_look_back_from_nothing_can_be_told(make, answer) -> None:
    veto = found(make, answer, happened("mob", FIRST), as_of=None)

    assert (veto.status, veto.because) == ("unknown", "没有截至日或考评周期，无法追溯")


def test_without_look_back_all_time_counts(make, answer) -> None:
    assert found(make, answer, happened("mob", date(1999, 5, 1)), veto=ALL).status == "triggered"
    assert found(make, answer, none("mob", "2025"), none("crash", "2025"), veto=ALL).status == "unknown"
    assert found(make, answer, *(none(name, "2025") for name in NAMES), veto=ALL).status == "clear"


def test_within_the_period(make, answer) -> None:
    here = ALL + 'look_back = "period"\n'
    clear = [none("mob", "2025"), none("crash", "2025")]

    assert found(make, answer, *clear, happened("bribe", date(2025, 1, 1)), veto=here).status == "triggered"
    outside = [happened("bribe", date(2024, 12, 31)), none("bribe", "2025")]
    assert found(make, answer, *clear, *outside, veto=here).status == "clear"


def test_a_list_of_one_is_the_same_as_the_single_event(make, answer) -> None:
    for facts in ([happened("mob", FIRST)], [happened("mob")], [none("mob")], [none("mob", "2025")], []):
        many = found(make, answer, *facts, veto='events = ["mob"]\n' + BACK)
        one = found(make, answer, *facts, veto='event = "mob"\n' + BACK)
        assert (many.status, many.because) == (one.status, one.because)


def test_only_one_kind_of_basis(make) -> None:
    from kaoping.errors import Refused

    for other in ('event = "mob"\n', 'criteria = ["1"]\n', 'measure = { fact = "mob", is = false }\n'):
        with pytest.raises(Refused, match="否决项的依据只能写一种：event、events、criteria 或 measure"):
            made(make, ALL + other)


def test_an_event_that_is_not_defined_is_refused(make) -> None:
    with pytest.raises(AssertionError, match="nobody"):
        made(make, 'events = ["mob", "nobody"]\n')
