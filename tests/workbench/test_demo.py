"""The sample workspace shows every state, verifies, and names no standard in its code."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kaoping.errors import Refused
from kaoping.hooks import Plugins
from kaoping.workbench import Workbench, demo
from kaoping.workbench.library import Library


def clock() -> datetime:
    return datetime(2025, 12, 20, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    library = Library(Plugins.load(entry_points=False))
    demo.build(path, library, clock)
    return Workbench.open(path, library, demo.EVALUATOR, "1" * 32, clock)


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


def test_an_existing_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "mine.db"
    path.write_bytes(b"mine")
    with pytest.raises(Refused, match="文件已存在，未覆盖"):
        demo.build(path, Library(Plugins.load(entry_points=False)), clock)
    assert path.read_bytes() == b"mine"


def test_the_demo_names_no_standard() -> None:
    source = Path(demo.__file__).read_text(encoding="utf-8")
    assert "beihai" not in source
    assert "national" not in source
