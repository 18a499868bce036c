"""The sample workspace shows every state, verifies, and names no standard in its code."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from kaoping.answers_check import check
from kaoping.errors import Refused
from kaoping.hooks import Plugins
from kaoping.scoring.suggest import is_stale
from kaoping.workbench import Workbench, demo, demo_facts, demo_ratings
from kaoping.workbench.exchange import answers_toml
from kaoping.workbench.library import Library

COUNTY, BUREAU, COURT, COMPANY, TOWN = "云溪县", "云溪县交通运输局", "云溪县人民法院", "云溪县供水公司", "云溪县白石乡"
HAPPENED = date(2025, 5, 8)


def clock() -> datetime:
    return datetime(2025, 12, 20, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(Plugins.load(entry_points=False))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    demo.build(path, library, clock)
    return path


@pytest.fixture(scope="module")
def bench(built: Path, library: Library) -> Iterator[Workbench]:
    with Workbench.open(built, library, demo.EVALUATOR, "1" * 32, clock) as opened:
        yield opened


@pytest.fixture
def own(built: Path, library: Library, tmp_path: Path) -> Iterator[Workbench]:
    """A copy of the sample, to change."""
    with Workbench.open(
        Path(shutil.copy(built, tmp_path / "own.db")), library, demo.EVALUATOR, "1" * 32, clock
    ) as opened:
        yield opened


def test_every_county_standard_is_judged_for_four_units_in_four_states(bench: Workbench) -> None:
    rows = [row for row in bench.evaluations.all() if row.standard == "national_county"]
    by_unit = {row.unit_name: (row.outcome_status, row.outcome, row.status) for row in rows}
    assert by_unit == {
        "云溪县": ("decided", "可推荐", "handed-in"),
        "青岚县": ("open", None, "open"),
        "石桥区": ("decided", "不得参加推荐", "handed-in"),
        "柳河市": ("open", None, "open"),
    }


def test_the_half_done_one_resumes_at_its_last_item_and_can_be_undone(bench: Workbench) -> None:
    row = next(r for r in bench.evaluations.all() if r.unit_name == "青岚县" and r.standard == "beihai/county")
    assert (row.rated, row.items) == (39, 78)
    view = bench.evaluations.view(row.id)
    last = [item.item.id for item in view.sheet.items if item.state == "rated"][-1]
    assert row.cursor == last


def test_the_county_has_member_units_of_six_kinds(bench: Workbench) -> None:
    county = bench.units.get("云溪县")
    kinds = {unit.kind for unit in bench.units.all() if unit.parent == county.id}
    assert kinds == {"department", "court", "procuratorate", "party-body", "enterprise", "town"}


def test_example_rules_say_that_they_are_examples(bench: Workbench) -> None:
    rules = bench.evaluations.view("1").resolved.rules
    assert rules is not None
    assert rules.title == "演示用示例规则"
    assert rules.note == "仅供演示，不是任何地方的规定；正式考评请由本地另行制定。"


def test_it_verifies(bench: Workbench) -> None:
    assert bench.care.verify() == []


def test_an_existing_file_is_left_alone(tmp_path: Path, library: Library) -> None:
    path = tmp_path / "mine.db"
    path.write_bytes(b"mine")
    with pytest.raises(Refused, match="文件已存在，未覆盖"):
        demo.build(path, library, clock)
    assert path.read_bytes() == b"mine"


def test_the_demo_names_no_standard(library: Library) -> None:
    names = {part for entry in library.usable() for part in (entry.id, entry.id.split("/")[0])}
    assert len(names) >= 8
    for module in (demo, demo_facts, demo_ratings):
        source = Path(str(module.__file__)).read_text(encoding="utf-8")
        assert not [name for name in names if name in source]


def test_all_eight_sheets_are_judged_by_the_kinds_of_unit_they_are_for(bench: Workbench) -> None:
    judged = Counter(row.standard for row in bench.evaluations.all())
    assert judged == {
        "beihai/administrative": 2,
        "beihai/county": 4,
        "beihai/enterprise": 1,
        "beihai/judicial": 2,
        "beihai/party": 1,
        "municipal_2019": 4,
        "national_county": 4,
        "zhashui": 4,
    }
    periods = {row.standard: (row.period_from, row.period_to) for row in bench.evaluations.all()}
    assert periods["beihai/county"] == ("2025-01-01", "2025-12-31")
    assert periods["zhashui"] == ("2024-01-01", "2025-12-31")


def test_the_first_county_and_all_below_it_are_finished_and_decided(bench: Workbench) -> None:
    rows = [row for row in bench.evaluations.all() if row.unit_name.startswith(COUNTY)]
    assert len(rows) == 13
    for row in rows:
        assert (row.rated, row.status, row.outcome_status) == (row.items, "handed-in", "decided"), row
    assert {(row.standard, row.outcome) for row in rows} == {
        ("beihai/administrative", "优秀"),
        ("beihai/county", "优秀"),
        ("beihai/enterprise", "优秀"),
        ("beihai/judicial", "优秀"),
        ("beihai/party", "优秀"),
        ("municipal_2019", "达到综合示范条件"),
        ("national_county", "可推荐"),
        ("zhashui", "保留"),
    }


def test_most_ratings_are_suggestions_accepted_and_none_is_stale_or_would_be_refused(bench: Workbench) -> None:
    for row in bench.evaluations.all():
        view = bench.evaluations.view(row.id)
        ratings, suggestions = view.answers.ratings, view.suggestions()
        assert check(view.resolved, view.answers) == []
        assert not [name for name, rating in ratings.items() if is_stale(rating, suggestions.get(name))]
        assert sum(rating.basis is not None for rating in ratings.values()) > len(ratings) * 0.8
        assert all(
            rating.basis or rating.reason or rating.not_applicable or rating.deductions for rating in ratings.values()
        )


def test_facts_of_a_finished_unit_leave_no_measure_unknown(bench: Workbench) -> None:
    for row in bench.evaluations.all(unit=COUNTY):
        view = bench.evaluations.view(row.id)
        found = [s for name, s in view.suggestions().items() if view.answers.ratings[name].not_applicable is None]
        judged = {f.id: f.judged.state for s in found for f in s.requirements if f.judged is not None}
        assert len(judged) >= 37
        assert "unknown" not in judged.values()


def test_each_fact_is_entered_once_for_a_period_and_those_of_the_court_at_the_court(bench: Workbench) -> None:
    for name, *_ in demo.UNITS:
        held = Counter((fact.definition, fact.period) for fact in bench.facts.of(name))
        assert max(held.values()) == 1
    at_court = {fact.definition for fact in bench.facts.of(COURT)}
    at_county = {fact.definition for fact in bench.facts.of(COUNTY)}
    assert {"court-closing-rate", "court-appeal-rate"} <= at_court
    assert not {"court-closing-rate", "court-appeal-rate"} & at_county


def test_a_count_between_two_bounds_is_met_by_one_standard_and_missed_by_the_other(bench: Workbench) -> None:
    assert _unmet(bench, "beihai/county") == {"3.7.8", "7.9.4"}
    assert _unmet(bench, "municipal_2019") == set()
    assert _unmet(bench, "national_county") == set()


def _unmet(bench: Workbench, standard: str) -> set[str]:
    """Requirements that facts show as not met, of the first county."""
    row = next(row for row in bench.evaluations.all(unit=COUNTY) if row.standard == standard)
    found = [f for s in bench.evaluations.view(row.id).suggestions().values() for f in s.requirements]
    return {f.id for f in found if f.judged is not None and f.judged.state == "unmet"}


def test_what_does_not_apply_says_why(bench: Workbench) -> None:
    row = next(row for row in bench.evaluations.all(unit=COUNTY) if row.standard == "municipal_2019")
    ratings = bench.evaluations.view(row.id).answers.ratings
    given = {name: rating.not_applicable for name, rating in ratings.items() if rating.not_applicable is not None}
    assert given == dict.fromkeys(("23", "24", "25", "26", "28"), "本单位有地方立法权：否，本项不适用")
    (row,) = bench.evaluations.all(unit="云溪县人民检察院")
    ratings = bench.evaluations.view(row.id).answers.ratings
    given = {name: rating.not_applicable for name, rating in ratings.items() if rating.not_applicable is not None}
    assert given == dict.fromkeys(("2.4", "2.8"), "以其他单位为主体的事项，不属本单位职能")


def test_one_event_bars_the_third_county_by_two_standards_and_moves_a_third(bench: Workbench) -> None:
    (event,) = [fact for fact in bench.facts.of("石桥区") if fact.body.get("occurred_on")]
    assert event.definition == "mass-incident-illegal-administration"
    outcomes = {row.standard: row.outcome for row in bench.evaluations.all(unit="石桥区")}
    assert outcomes["municipal_2019"] == "摘牌"
    assert outcomes["national_county"] == "不得参加推荐"
    row = next(row for row in bench.evaluations.all(unit="石桥区") if row.standard == "beihai/county")
    assert bench.evaluations.view(row.id).answers.ratings["9.10"].deductions[0].requirement == "9.10.3"


def test_example_rules_hold_the_labels_of_the_document_in_its_order(bench: Workbench) -> None:
    row = next(row for row in bench.evaluations.all() if row.standard == "zhashui")
    rules = bench.evaluations.view(row.id).resolved.rules
    assert rules is not None
    lines = [(band.label, band.when.attained_at_least if band.when else None) for band in rules.outcomes]
    assert lines == [("保留", 90), ("黄牌", 80), ("停牌", 60), ("摘牌", None)]


def test_building_it_again_gives_the_same(built: Path, bench: Workbench, tmp_path: Path, library: Library) -> None:
    again = tmp_path / "again.db"
    demo.build(again, library, clock)
    with Workbench.open(again, library, demo.EVALUATOR, "1" * 32, clock) as other:
        assert _texts(other) == _texts(bench)


def _texts(bench: Workbench) -> dict[int, str]:
    views = [bench.evaluations.view(row.id) for row in bench.evaluations.all()]
    return {view.row.number: answers_toml(view.resolved, view.answers, None) for view in views}


@dataclass(frozen=True)
class Shown:
    """What one evaluation shows: which items are stale, what is suggested, which vetoes and adjustments speak."""

    outcome: str | None
    vetoes: frozenset[str]
    adjustments: frozenset[str]
    stale: frozenset[str]
    suggested: tuple[tuple[str, Decimal | None, str | None], ...]


def shown(bench: Workbench) -> dict[tuple[str, str], Shown]:
    found = {}
    for row in bench.evaluations.all():
        view = bench.evaluations.view(row.id)
        suggestions = view.suggestions()
        found[row.standard, row.unit_name] = Shown(
            row.outcome,
            frozenset(veto.veto.id for veto in view.sheet.vetoes if veto.status == "triggered"),
            frozenset(a.id for a in view.sheet.adjustments if a.event == "triggered"),
            frozenset(n for n, rating in view.answers.ratings.items() if is_stale(rating, suggestions.get(n))),
            tuple((name, s.points, s.verdict) for name, s in suggestions.items()),
        )
    return found


Showing = dict[tuple[str, str], Shown]


@pytest.fixture(scope="module")
def before(bench: Workbench) -> Showing:
    """What the sample shows as it was built, and so every copy of it."""
    return shown(bench)


def moved(before: Showing, bench: Workbench, change: Callable[[], object]) -> dict[tuple[str, str], dict[str, object]]:
    """What a change makes different, of every evaluation that it moves."""
    change()
    after = shown(bench)
    found: dict[tuple[str, str], dict[str, object]] = {}
    for key in after:
        was, now = before[key], after[key]
        if was == now:
            continue
        said: dict[str, object] = {}
        if was.outcome != now.outcome:
            said["outcome"] = f"{was.outcome} -> {now.outcome}"
        for name in ("vetoes", "adjustments", "stale"):
            if getattr(now, name) != getattr(was, name):
                said[name] = set(getattr(now, name) - getattr(was, name))
        if was.suggested != now.suggested:
            said["suggested"] = {n[0] for n, w in zip(now.suggested, was.suggested, strict=True) if n != w}
        found[key] = said
    return found


@pytest.mark.parametrize(
    ("unit", "event", "expected"),
    [
        (
            BUREAU,
            "vile-illegal-enforcement",
            {
                ("municipal_2019", COUNTY): {
                    "outcome": "达到综合示范条件 -> 摘牌",
                    "vetoes": {"r1"},
                    "adjustments": {"p1"},
                    "stale": {"66"},
                    "suggested": {"66"},
                },
            },
        ),
        (
            COMPANY,
            "production-liability-accident",
            {
                ("beihai/county", COUNTY): {"stale": {"5.4"}, "suggested": {"5.4"}},
                ("beihai/enterprise", COMPANY): {"stale": {"3.2"}, "suggested": {"3.2"}},
            },
        ),
        (
            BUREAU,
            "production-accident-neglect",
            {
                ("beihai/administrative", BUREAU): {"stale": {"2.14"}, "suggested": {"2.14"}},
                ("beihai/county", COUNTY): {"stale": {"5.4"}, "suggested": {"5.4"}},
                ("national_county", COUNTY): {"outcome": "可推荐 -> 不得参加推荐", "vetoes": {"h2"}},
            },
        ),
        (
            TOWN,
            "mass-incident-illegal-administration",
            {
                ("beihai/county", COUNTY): {"stale": {"9.10"}, "suggested": {"9.10"}},
                ("municipal_2019", COUNTY): {
                    "outcome": "达到综合示范条件 -> 摘牌",
                    "vetoes": {"r1"},
                    "adjustments": {"p1"},
                },
                ("national_county", COUNTY): {"outcome": "可推荐 -> 不得参加推荐", "vetoes": {"h2"}},
            },
        ),
    ],
)
def test_an_event_below_the_county_moves_the_standards_that_ask_for_it(
    own: Workbench, before: Showing, unit: str, event: str, expected: dict[tuple[str, str], dict[str, object]]
) -> None:
    assert moved(before, own, lambda: own.facts.put(unit, event, True, "2025", occurred_on=HAPPENED)) == expected


@pytest.mark.parametrize(
    ("unit", "fact", "value", "expected"),
    [
        (
            COUNTY,
            "villages-with-legal-adviser",
            99,
            {
                ("beihai/county", COUNTY): {"stale": {"8.6"}, "suggested": {"8.6"}},
                ("municipal_2019", COUNTY): {"stale": {"21"}, "suggested": {"21"}},
                # What is suggested stays: another requirement of this item is ticked as not met.
                ("national_county", COUNTY): {"stale": {"31"}},
            },
        ),
        (
            COUNTY,
            "party-study-sessions",
            3,
            {
                ("beihai/county", COUNTY): {"stale": {"7.2"}, "suggested": {"7.2"}},
                # At least one is enough there: the basis changed, what is suggested did not.
                ("national_county", COUNTY): {"stale": {"20"}},
            },
        ),
        (COUNTY, "audit-coverage", 99, {("municipal_2019", COUNTY): {"stale": {"78"}, "suggested": {"78"}}}),
        (BUREAU, "audit-coverage", 99, {("zhashui", BUREAU): {"stale": {"46"}, "suggested": {"46"}}}),
        (
            COURT,
            "court-closing-rate",
            90,
            {
                ("beihai/county", COUNTY): {"stale": {"4.2"}, "suggested": {"4.2"}},
                ("beihai/judicial", COURT): {"stale": {"2.4"}, "suggested": {"2.4"}},
            },
        ),
        (
            COUNTY,
            "enforcement-file-reviews",
            2,
            {
                ("beihai/county", COUNTY): {"suggested": {"3.7"}},
                ("municipal_2019", COUNTY): {"stale": {"65"}},
            },
        ),
    ],
)
def test_one_fact_changed_moves_the_standards_that_ask_for_it(
    own: Workbench,
    before: Showing,
    unit: str,
    fact: str,
    value: int,
    expected: dict[tuple[str, str], dict[str, object]],
) -> None:
    assert moved(before, own, lambda: own.facts.put(unit, fact, Decimal(value), "2025")) == expected
