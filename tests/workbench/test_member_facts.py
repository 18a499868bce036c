"""Facts of member units: an event at any of them, and what a sole member shares with the unit above."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kaoping.answers import Observation, Rating
from kaoping.fact_meaning import meaning_of
from kaoping.periods import parse, year
from kaoping.store import queries
from kaoping.store.queries import EvaluationRow
from kaoping.store.workspace import saving
from kaoping.workbench import Workbench
from kaoping.workbench.exchange import score_file

Made = Callable[..., Observation]
D = Decimal

SHEET = """schema = 1
id = "t/members-{kind}"
title = "成员示例"
short = "成员"
edition = "2025"
status = "in-force"
unit_kinds = ["{kind}"]
outcomes = [
  {{ label = "合格", when = {{ score_at_least = 6, no_veto = ["v"] }} }},
  {{ label = "不合格", otherwise = true }},
]

[document]
id = "t/members"
title = "成员示例"
issuer = "示例"

[scoring]
model = "points"
full = 10

[[facts]]
id = "t-accident"
title = "重大事故"
subject = "government"
kind = "event"
members = "any"
[[facts]]
id = "t-trial"
title = "庭审直播"
subject = "court"
kind = "count"
unit = "次"
members = "sole"

[[criteria]]
id = "1"
title = "庭审"
points = 10
themes = ["leadership"]
[[criteria.requirements]]
id = "1.1"
text = "庭审直播不少于4次"
measure = {{ fact = "t-trial", at_least = 4, per = "year" }}
deduct = {{ each = 2 }}

[[vetoes]]
id = "v"
title = "事故"
text = "三年内有重大事故"
event = "t-accident"
look_back_years = 3
effect = "ineligible"
label = "不得参评"
"""
KINDS = ("county", "department", "court")


@pytest.fixture(autouse=True)
def sheets(standards: Path) -> None:
    for kind in KINDS:
        (standards / f"members-{kind}.toml").write_text(SHEET.format(kind=kind), encoding="utf-8")


@pytest.fixture
def family(bench: Workbench) -> dict[str, str]:
    """A county, its bureau with a station of its own, and its court, each rated in full; kind -> evaluation."""
    bench.units.add("云溪县应急管理局", "department", parent="云溪县")
    bench.units.add("城关应急站", "station", parent="云溪县应急管理局")
    bench.units.add("云溪县法院", "court", parent="云溪县")
    found = {}
    for kind, unit in zip(KINDS, ("云溪县", "云溪县应急管理局", "云溪县法院"), strict=True):
        row = bench.evaluations.new(f"t/members-{kind}", unit, year(2025), as_of=date(2025, 12, 20))
        bench.walk.rate(row.id, "1", Rating(points=D(10)))
        bench.walk.veto(row.id, "v", None)
        found[kind] = row.id
    return found


def outcomes(bench: Workbench, family: dict[str, str]) -> list[str | None]:
    """What lists show of the three, as it was last computed and kept."""
    return [bench.desk.evaluation(family[kind]).outcome for kind in KINDS]


def veto(bench: Workbench, evaluation: str) -> tuple[str, str]:
    (found,) = bench.evaluations.view(evaluation).sheet.vetoes
    return found.status, found.because


def trial(bench: Workbench, evaluation: str) -> tuple[str, str]:
    suggestion = bench.evaluations.view(evaluation).suggestion("1")
    assert suggestion is not None
    (requirement,) = suggestion.requirements
    assert requirement.judged is not None
    return requirement.state, requirement.judged.because


def test_what_happened_at_a_member_however_deep_bars_the_units_above_and_no_other(
    bench: Workbench, family: dict[str, str]
) -> None:
    assert outcomes(bench, family) == [None, None, None]
    bench.facts.put("城关应急站", "t-accident", True, "2024", occurred_on=date(2024, 6, 18))
    assert outcomes(bench, family) == ["不得参评", "不得参评", None]
    expected = "重大事故：2024-06-18 发生（城关应急站），在 2022-12-21 至 2025-12-20 内"
    assert veto(bench, family["county"]) == ("triggered", expected)
    assert veto(bench, family["court"])[0] == "unknown"
    assert [row.unit for row in bench.facts.of("城关应急站")] == [bench.units.get("城关应急站").id]
    assert bench.facts.of("云溪县") == []
    assert bench.care.verify() == []


def test_a_county_s_event_says_nothing_of_a_bureau(bench: Workbench, family: dict[str, str]) -> None:
    bench.facts.put("云溪县", "t-accident", True, "2024", occurred_on=date(2024, 6, 18))
    assert outcomes(bench, family) == ["不得参评", None, None]
    assert bench.care.verify() == []


def test_a_member_s_none_works_against_its_own_report_alone(bench: Workbench, family: dict[str, str]) -> None:
    bench.facts.put("云溪县应急管理局", "t-accident", False, "2022/2025")
    assert outcomes(bench, family) == [None, "合格", None]
    bench.facts.put("云溪县应急管理局", "t-accident", True, "2024", occurred_on=date(2024, 6, 18))
    assert outcomes(bench, family) == ["不得参评", "不得参评", None]
    bench.facts.put("云溪县应急管理局", "t-accident", False, "2022/2025")
    assert outcomes(bench, family) == [None, "合格", None]
    bench.facts.put("云溪县", "t-accident", False, "2022/2025")
    assert outcomes(bench, family) == ["合格", "合格", None]
    assert bench.care.verify() == []


def test_entered_and_undone_in_a_member_s_own_evaluation(
    bench: Workbench, family: dict[str, str], observed: Made
) -> None:
    bench.walk.fact(family["department"], observed("t-accident", True, "2025-06-01"))
    assert outcomes(bench, family) == ["不得参评", "不得参评", None]
    bench.walk.undo(family["department"])
    assert outcomes(bench, family) == [None, None, None]
    bench.walk.redo(family["department"])
    assert outcomes(bench, family)[0] == "不得参评"
    assert bench.care.verify() == []


def test_a_sole_member_s_fact_is_the_county_s_both_ways(
    bench: Workbench, family: dict[str, str], observed: Made
) -> None:
    bench.facts.put("云溪县法院", "t-trial", D(5), "2025")
    assert trial(bench, family["county"]) == ("met", "庭审直播（2025）：5次（云溪县法院），不低于 4次（每年）")
    assert trial(bench, family["court"]) == ("met", "庭审直播（2025）：5次，不低于 4次（每年）")
    assert trial(bench, family["department"])[0] == "unknown"
    bench.walk.fact(family["county"], observed("t-trial", 3))
    assert trial(bench, family["county"]) == ("unmet", "庭审直播（2025）：3次，不低于 4次（每年）")
    assert trial(bench, family["court"]) == ("unmet", "庭审直播（2025）：3次（云溪县），不低于 4次（每年）")
    bench.walk.undo(family["county"])
    assert trial(bench, family["court"])[0] == "met"
    assert [len(bench.facts.of(unit)) for unit in ("云溪县", "云溪县法院")] == [0, 1]
    assert bench.care.verify() == []


def test_other_evaluators_at_the_two_units_may_disagree(
    bench: Workbench, opener: Callable[..., Workbench], family: dict[str, str]
) -> None:
    opener("乙").facts.put("云溪县", "t-trial", D(5), "2025")
    opener("丙").facts.put("云溪县法院", "t-trial", D(3), "2025")
    for kind in ("county", "court"):
        assert trial(bench, family[kind]) == ("unknown", "庭审直播（2025）：各人所报不一，待牵头单位裁定")
    opener("牵头").facts.put("云溪县法院", "t-trial", D(4), "2025", settled=True)
    assert [trial(bench, family[kind])[0] for kind in ("county", "court")] == ["met", "met"]


def test_a_second_court_ends_it(bench: Workbench, family: dict[str, str]) -> None:
    bench.facts.put("云溪县法院", "t-trial", D(5), "2025")
    bench.walk.accept(family["county"], "1")
    assert bench.evaluations.view(family["county"]).sheet.stale == ()
    bench.units.add("云溪矿区法院", "court", parent="云溪县")
    assert trial(bench, family["county"])[0] == "unknown"
    assert trial(bench, family["court"])[0] == "met"
    assert bench.evaluations.view(family["county"]).sheet.stale == ("1",)
    assert bench.care.verify() == []


def test_counts_of_parts_add_up_wherever_they_were_entered(bench: Workbench, family: dict[str, str]) -> None:
    bench.facts.put("云溪县法院", "t-trial", D(1), "2025-H1")
    bench.facts.put("云溪县", "t-trial", D(2), "2025-H2")
    said = "庭审直播（2025）：3次（2025-H1（云溪县法院）、2025-H2 合计），不低于 4次（每年）"
    assert trial(bench, family["county"]) == ("unmet", said)


def test_an_exported_file_holds_the_members_facts(
    bench: Workbench, opener: Callable[..., Workbench], family: dict[str, str], tmp_path: Path
) -> None:
    bench.facts.put("云溪县应急管理局", "t-accident", False, "2023")
    bench.facts.put("城关应急站", "t-accident", True, "2024", occurred_on=date(2024, 6, 18), note="演示")
    bench.facts.put("云溪县", "t-trial", D(3), "2025")
    bench.facts.put("云溪县法院", "t-trial", D(5), "2025")  # the newest word on the one fact
    sheet = bench.evaluations.view(family["county"]).sheet
    path = bench.exchange.export(family["county"], tmp_path / "out.toml")
    text = path.read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("unit = ")] == [
        'unit = "云溪县应急管理局"', 'unit = "城关应急站"', 'unit = "云溪县法院"',
    ]  # fmt: skip
    assert "value = 3" not in text
    read = score_file(bench.library, path)
    assert (read.vetoes, read.outcome, read.items) == (sheet.vetoes, sheet.outcome, sheet.items)
    other = opener(path=tmp_path / "other.db")
    view = other.evaluations.view(other.exchange.bring_in(path).id)
    assert (view.sheet.vetoes, view.sheet.items) == (sheet.vetoes, sheet.items)
    again = other.exchange.export(view.row.id, tmp_path / "again.toml")
    assert again.read_text(encoding="utf-8") == text
    assert other.care.verify() == []


def test_what_a_file_says_of_a_member_is_recorded_at_the_member(
    bench: Workbench, opener: Callable[..., Workbench], family: dict[str, str], tmp_path: Path
) -> None:
    bench.facts.put("云溪县应急管理局", "t-accident", True, "2024", occurred_on=date(2024, 6, 18))
    bench.facts.put("云溪县法院", "t-trial", D(5), "2025")
    path = bench.exchange.export(family["county"], tmp_path / "out.toml")
    other = opener(path=tmp_path / "other.db")
    other.units.add("云溪县", "county", {"legislative_power": False})
    bureau = other.units.add("云溪县应急管理局", "department", parent="云溪县")
    other.units.add("云溪县法院", "court", parent="云溪县")
    here = other.evaluations.new("t/members-department", bureau.name, year(2025), as_of=date(2025, 12, 20))
    brought = other.exchange.bring_in(path)
    assert [len(other.facts.of(unit)) for unit in ("云溪县", "云溪县应急管理局", "云溪县法院")] == [0, 1, 1]
    assert other.desk.evaluation(here.id).outcome == brought.outcome == "不得参评"
    again = other.exchange.export(brought.id, tmp_path / "again.toml")
    assert again.read_text(encoding="utf-8") == path.read_text(encoding="utf-8")
    assert other.care.verify() == []


def test_a_court_s_file_holds_the_county_s_record(
    bench: Workbench, opener: Callable[..., Workbench], family: dict[str, str], tmp_path: Path
) -> None:
    bench.facts.put("云溪县", "t-trial", D(5), "2025")
    path = bench.exchange.export(family["court"], tmp_path / "court.toml")
    assert 'unit = "云溪县"' in path.read_text(encoding="utf-8")
    other = opener(path=tmp_path / "other.db")
    brought = other.exchange.bring_in(path)
    said = ("met", "庭审直播（2025）：5次（云溪县），不低于 4次（每年）")
    assert trial(other, brought.id) == said
    again = bench.exchange.bring_in(path)
    assert trial(bench, again.id) == said
    assert [len(bench.facts.of(unit)) for unit in ("云溪县", "云溪县法院")] == [2, 0]


def test_units_that_belong_to_each_other_come_to_an_end(bench: Workbench, family: dict[str, str]) -> None:
    county, bureau = bench.units.get("云溪县"), bench.units.get("云溪县应急管理局")
    with saving(bench.desk.workspace) as db:
        db.execute("UPDATE unit SET parent = ? WHERE id = ?", [bureau.id, county.id])
    below = [row.name for row in queries.members(bench.desk.workspace, county.id)]
    assert below == ["云溪县法院", "云溪县应急管理局", "城关应急站"]
    assert [row.name for row in queries.above(bench.desk.workspace, county.id)] == ["云溪县应急管理局"]
    bench.facts.put("云溪县法院", "t-accident", True, "2024", occurred_on=date(2024, 6, 18))
    assert outcomes(bench, family) == ["不得参评", "不得参评", "不得参评"]


def test_facts_that_count_nowhere_else_refresh_nobody_else(
    bench: Workbench, family: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    real = bench.desk.keep_totals

    def noted(row: EvaluationRow, sheet: object) -> None:
        done.append(row.unit_name)
        real(row, sheet)  # type: ignore[arg-type]

    monkeypatch.setattr(bench.desk, "keep_totals", noted)
    bench.facts.put("云溪县应急管理局", "t-trial", D(5), "2025")
    assert done == ["云溪县应急管理局"]
    bench.facts.put("云溪县法院", "t-trial", D(5), "2025")
    assert done[1:] == ["云溪县法院", "云溪县"]
    done.clear()
    bench.facts.put("云溪县", "t-accident", False, "2025")
    assert done == ["云溪县"]


def test_a_fact_keeps_its_unit_definition_period_and_book(bench: Workbench, family: dict[str, str]) -> None:
    row = bench.facts.put("云溪县法院", "t-trial", D(5), "2025")
    answers = bench.evaluations.view(family["county"]).answers
    (seen,) = answers.facts
    assert seen == Observation(
        "t-trial", parse("2025"), D(5), observer="张三", mine=True, order=row.order, unit="云溪县法院",
        meant=meaning_of(bench.facts.definition("t-trial")),
    )  # fmt: skip
    own = bench.evaluations.view(family["court"]).answers.facts
    assert own == (replace(seen, unit=None),)
