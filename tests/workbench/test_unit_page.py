"""A unit with everything there is about it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from kaoping.workbench import Workbench


def test_a_unit_with_members_facts_and_evaluations(bench: Workbench, opened: str) -> None:
    bench.units.add("云溪县司法局", "department", parent="云溪县")
    fact = next(f for f in bench.library.resolved("t/points").facts.values() if f.kind == "count")
    bench.facts.put("云溪县", fact.id, Decimal(3), "2024")
    bench.facts.put("云溪县", fact.id, Decimal(4), "2025")
    bench.facts.put("云溪县", fact.id, Decimal(5), "2025")
    page = bench.unit_pages.page("云溪县")
    assert (page.owner, page.mine, page.parent) == ("张三", True, None)
    assert [row.name for row in page.members] == ["云溪县司法局"]
    assert [(known.title, known.row.period, known.row.observer) for known in page.facts] == [
        (fact.title, "2024", "张三"),
        (fact.title, "2025", "张三"),
    ]
    assert page.facts[1].value.startswith("5")
    assert [str(row.number) for row in page.evaluations] == [opened]
    assert fact.id in [definition.id for definition in page.definitions]
    below = bench.unit_pages.page("云溪县司法局")
    assert below.parent is not None
    assert below.parent.name == "云溪县"


def test_anothers_unit_is_not_mine(bench: Workbench, opener: Callable[..., Workbench]) -> None:
    other = opener("李四")
    assert not other.unit_pages.page("云溪县").mine
    assert other.unit_pages.page("云溪县").owner == "张三"


def test_the_attributes_on_which_standards_depend(bench: Workbench) -> None:
    asked = bench.unit_pages.asked("county")
    assert asked["legislative_power"] == [True]
    assert bench.unit_pages.asked("nothing") == {}
