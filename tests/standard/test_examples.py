"""Every example loads without a finding, holds its worked cases, and survives as a snapshot."""

from pathlib import Path

import pytest

from kaoping.cases_run import read_cases, run_cases
from kaoping.standard.load import Vocabulary, cases_path, from_snapshot, load, to_snapshot
from kaoping.standard.resolved import Resolved

FOLDER = Path(__file__).parents[2] / "examples" / "standards"
EXAMPLES = sorted(path for path in FOLDER.glob("*.toml") if "." not in path.stem)

#: What the folder must show, by the file that shows it.
KINDS = {
    "adjustment-caps",
    "attainment-flat",
    "attainment-nested",
    "attainment-weighted",
    "base-floor",
    "composed",
    "deductions",
    "honours",
    "levels",
    "levels-by-rules",
    "outcomes-by-rules",
    "section-minimum",
    "total-1000",
    "vetoes",
}


@pytest.fixture(params=EXAMPLES, ids=lambda path: path.stem)
def example(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


def resolve(path: Path, vocabulary: Vocabulary, rules: str | None = None) -> Resolved:
    checked = load(path, vocabulary, rules=None if rules is None else path.parent / rules)
    assert [fault.text() for fault in checked.advice] == []
    return checked.resolved


def test_every_kind_of_standard_has_its_example() -> None:
    assert {path.stem for path in EXAMPLES} == KINDS


def test_example_loads_without_a_finding_and_its_cases_hold(example: Path, vocabulary: Vocabulary) -> None:
    source, cases = read_cases(cases_path(example))
    assert cases.standard == resolve(example, vocabulary).id
    results = run_cases(source, cases, lambda rules: resolve(example, vocabulary, rules))
    assert {result.name: result.differences for result in results if result.differences} == {}
    assert {case.rest for case in cases.cases} == {"full", "zero", "none"}
    assert any(case.rest == "none" and not case.ratings and case.expect.status == "no-result" for case in cases.cases)


def test_every_outcome_of_the_example_is_reached_by_a_case(example: Path, vocabulary: Vocabulary) -> None:
    _, cases = read_cases(cases_path(example))
    rules = example.with_name(f"{example.stem}.rules.toml")
    resolved = resolve(example, vocabulary, rules.name if rules.exists() else None)
    assert {band.label for band in resolved.outcomes} <= {case.expect.label for case in cases.cases}
    triggered = {name for case in cases.cases for name, state in case.expect.vetoes.items() if state == "triggered"}
    if len(resolved.vetoes) > 1:
        assert triggered == {veto.id for veto in resolved.vetoes}
        assert len({veto.effect for veto in resolved.vetoes}) == 7


SNAPSHOTS = [(path, None) for path in EXAMPLES] + [
    (path, f"{path.stem}.rules.toml") for path in EXAMPLES if path.with_name(f"{path.stem}.rules.toml").exists()
]


@pytest.mark.parametrize(
    ("path", "rules"), SNAPSHOTS, ids=lambda value: value.stem if isinstance(value, Path) else value
)
def test_snapshot_reads_back_to_the_same_digest(path: Path, rules: str | None, vocabulary: Vocabulary) -> None:
    resolved = resolve(path, vocabulary, rules)
    again = from_snapshot(to_snapshot(resolved))
    assert again.digest == resolved.digest
    assert again.standard == resolved.standard
    assert again.document == resolved.document
    assert again.rules == resolved.rules
    assert dict(again.facts) == dict(resolved.facts)
    assert to_snapshot(again) == to_snapshot(resolved)


def test_rules_change_the_digest(vocabulary: Vocabulary) -> None:
    path = FOLDER / "outcomes-by-rules.toml"
    assert resolve(path, vocabulary).digest != resolve(path, vocabulary, "outcomes-by-rules.rules.toml").digest


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.name)
def test_first_line_names_the_schema_that_ships(path: Path) -> None:
    first = path.read_text(encoding="utf-8").split("\n")[0]
    kind = {"cases": "cases", "rules": "rules"}.get(path.stem.rpartition(".")[2], "standard")
    assert first.startswith("#:schema ")
    named = (path.parent / first.removeprefix("#:schema ")).resolve()
    assert named.name == f"{kind}.schema.json"
    assert named.is_file()
