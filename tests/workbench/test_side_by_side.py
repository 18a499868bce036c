"""One standard: a unit over time, several units, and their ranking with ties."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kaoping.answers import Rating, VetoStatement
from kaoping.hooks import Plugins
from kaoping.periods import year
from kaoping.workbench import Workbench
from kaoping.workbench.library import Library

D = Decimal
Opener = Callable[..., Workbench]


@pytest.fixture
def desk(bench: Workbench) -> Workbench:
    """Three counties more, each by t/share for 2025: two that meet both items, one that meets one."""
    for name, verdicts in (("甲县", ("met", "met")), ("乙县", ("met", "unmet")), ("丙县", ("met", "met"))):
        bench.units.add(name, "county")
        judge(bench, name, verdicts)
    return bench


def judge(bench: Workbench, unit: str, verdicts: tuple[str, str], number: int = 2025, *, barred: bool = False) -> str:
    key = str(bench.evaluations.new("t/share", unit, year(number)).number)
    for item, verdict in zip(("1", "2"), verdicts, strict=True):
        bench.walk.rate(key, item, Rating(verdict=verdict, reason="查明"))
    statement = VetoStatement(happened=True, occurred_on=year(number).start) if barred else VetoStatement(False)
    bench.walk.veto(key, "bar", statement)
    return key


def places(found: Any) -> list[tuple[str, int | None, bool, str | None]]:
    return [
        (column.unit.name, placed.place, placed.tied, placed.barred)
        for column, placed in zip(found.columns, found.ranking, strict=True)
    ]


def test_several_units_with_their_differences_and_places(desk: Workbench) -> None:
    found = desk.side_by_side.units(["甲县", "乙县", "丙县", "甲县", "云溪县"], "t/share")
    assert (found.over, found.same_edition, found.missing, found.unranked) == ("units", True, ("云溪县",), None)
    assert places(found) == [("甲县", 1, True, None), ("乙县", 3, False, None), ("丙县", 1, True, None)]
    assert [column.change for column in found.columns] == [None, D(-50), D(0)]
    assert [(item.id, item.title, item.differs) for item in found.items] == [
        ("1", "领导学法", False),
        ("2", "机制", True),
    ]
    assert [cell and cell.low for cell in found.items[1].cells] == [D(1), D(0), D(1)]


def test_who_is_barred_has_no_place_and_who_is_open_stops_the_ranking(desk: Workbench) -> None:
    desk.units.add("丁县", "county")
    judge(desk, "丁县", ("met", "met"), barred=True)
    found = desk.side_by_side.units(["丁县", "乙县"], "t/share")
    assert places(found) == [("丁县", None, False, "取消资格"), ("乙县", 1, False, None)]
    desk.units.add("戊县", "county")
    desk.evaluations.new("t/share", "戊县", year(2025))
    found = desk.side_by_side.units(["丁县", "戊县"], "t/share")
    assert (found.ranking, found.unranked) == ((), "还有 1 个考评对象结果未定，全部定了才排名")
    assert found.columns[1].change is None


def test_a_period_and_periods_that_are_not_one(desk: Workbench) -> None:
    judge(desk, "甲县", ("unmet", "unmet"), 2024)
    judge(desk, "丙县", ("met", "met"), 2026)
    found = desk.side_by_side.units(["甲县", "丙县"], "t/share")
    assert [column.row.period_to for column in found.columns] == ["2025-12-31", "2026-12-31"]
    assert found.unranked == "各考评的周期不一，不能排名；请指明一个周期"
    found = desk.side_by_side.units(["甲县", "丙县"], "t/share", year(2025))
    assert [placed.place for placed in found.ranking] == [1, 1]
    found = desk.side_by_side.units(["甲县", "丙县"], "t/share", year(2024))
    assert (len(found.columns), found.missing) == (1, ("丙县",))


def test_a_unit_over_time_by_periods(desk: Workbench, refused: Any) -> None:
    judge(desk, "乙县", ("unmet", "unmet"), 2023)
    judge(desk, "乙县", ("met", "met"), 2026)
    again = judge(desk, "乙县", ("met", "unmet"), 2026)
    found = desk.side_by_side.over_time("乙县", "t/share")
    assert [(column.row.period_to[:4], column.others, column.change) for column in found.columns] == [
        ("2023", 0, None), ("2025", 0, D(50)), ("2026", 1, D(0)),
    ]  # fmt: skip
    assert str(found.columns[-1].row.number) == again
    assert [item.differs for item in found.items] == [True, False]
    assert (found.ranking, found.unranked) == ((), None)
    assert refused(desk.side_by_side.over_time, "云溪县", "t/share") == (
        "unknown-evaluation",
        "“云溪县”没有按标准“t/share”的可看的考评，请用 kaoping eval list 查看",
    )
    assert refused(desk.side_by_side.units, ["云溪县"], "t/none")[0] == "unknown-evaluation"


def test_another_edition_is_said_and_not_ranked(desk: Workbench, standards: Path, opener: Opener) -> None:
    path = standards / "share.toml"
    text = (
        path.read_text(encoding="utf-8").replace('id = "2"', 'id = "3"').replace('title = "机制"', 'title = "新机制"')
    )
    path.write_text(text, encoding="utf-8")
    later = opener(library=Library(Plugins.load(entry_points=False), folder=standards))
    later.units.add("己县", "county")
    later.evaluations.new("t/share", "己县", year(2025))
    found = later.side_by_side.units(["甲县", "己县"], "t/share")
    assert (found.same_edition, found.unranked) == (False, "各考评所用的标准版本或本地规则不一，不能排名")
    held = {item.id: [cell is not None for cell in item.cells] for item in found.items}
    assert held == {"1": [True, True], "3": [False, True], "2": [True, False]}
    assert [item.id for item in found.items] == ["1", "3", "2"]
    assert all(item.differs for item in found.items)


def test_what_is_blind_is_left_out_and_named(opener: Opener, desk: Workbench) -> None:
    desk.evaluations.add_campaign("盲", year(2025), standard="t/share", units=("甲县",))
    desk.roster.blind("盲", True)
    other = opener("李四", library=desk.library)
    hidden = other.evaluations.new("t/share", "甲县", year(2025), campaign="盲")
    for found in (desk.side_by_side.over_time("甲县", "t/share"), desk.side_by_side.units(["甲县"], "t/share")):
        assert [row.id for row in found.hidden] == [hidden.id]
        assert [column.row.evaluator for column in found.columns] == ["张三"]
        assert found.columns[0].others == 0
    assert hidden.id not in {row.id for row in desk.side_by_side.by_standard("t/share")}
    assert {row.unit_name for row in desk.side_by_side.by_standard("t/share")} >= {"甲县", "乙县"}
