"""What stands beside a criterion: others' and earlier ratings, reasons used before, where else its facts count."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from kaoping.answers import Deduction, Observation, Rating
from kaoping.periods import year
from kaoping.workbench import Workbench

Opener = Callable[..., Workbench]
D = Decimal


def test_other_evaluators_and_earlier_years_are_told_apart(bench: Workbench, opener: Opener, opened: str) -> None:
    old = bench.evaluations.new("t/points", "云溪县", year(2024))
    bench.walk.rate(str(old.number), "1.2", Rating(points=D(4)))
    other = opener("李四")
    theirs = other.evaluations.new("t/points", "云溪县", year(2025))
    other.walk.rate(str(theirs.number), "1.2", Rating(points=D(3), reason="资料不全"))
    later = bench.evaluations.new("t/points", "云溪县", year(2026))
    bench.walk.rate(str(later.number), "1.2", Rating(points=D(1)))
    found = bench.beside.others(opened, "1.2")
    assert [(o.relation, o.row.evaluator, o.rating.points, o.row.period_from[:4]) for o in found] == [
        ("other", "李四", D(3), "2025"),
        ("earlier", "张三", D(4), "2024"),
    ]
    assert bench.beside.others(opened, "1.4") == []


def test_reasons_of_this_item_first_then_the_frequent(bench: Workbench, opened: str) -> None:
    bench.units.add("青岚县", "county")
    second = str(bench.evaluations.new("t/points", "青岚县", year(2025)).number)
    bench.walk.deduct(opened, "1.2", Deduction(D(1), "制度缺失", "1.2.1"))
    bench.walk.deduct(opened, "1.4", Deduction(D(2), "台账不全"))
    bench.walk.deduct(second, "1.4", Deduction(D("0.5"), "台账不全"))
    bench.walk.deduct(second, "1.4", Deduction(D("0.5"), "超期办结"))
    bench.walk.rate(second, "1.2", Rating(points=D(4), reason="执行不到位"))
    found = bench.beside.reasons(opened, "1.2")
    assert [(r.text, r.times, r.here) for r in found][2:] == [("台账不全", 2, False), ("超期办结", 1, False)]
    assert {(r.text, r.amount, r.requirement) for r in found[:2]} == {
        ("制度缺失", D(1), "1.2.1"),
        ("执行不到位", None, None),
    }
    assert [r.amount for r in found if r.text == "台账不全"] == [D("0.5")]


def test_reasons_for_not_applicable_stand_apart(bench: Workbench, opened: str) -> None:
    bench.walk.rate(opened, "1.1", Rating(not_applicable="本年未开展"))
    bench.walk.deduct(opened, "1.2", Deduction(D(1), "制度缺失"))
    assert [r.text for r in bench.beside.reasons(opened, "1.4", "not-applicable")] == ["本年未开展"]
    assert [r.text for r in bench.beside.reasons(opened, "1.4")] == ["制度缺失"]


def test_reasons_that_a_rule_wrote_are_not_offered(
    bench: Workbench, opened: str, observed: Callable[..., Observation]
) -> None:
    bench.walk.fact(opened, observed("37", 3))
    bench.walk.accept(opened, "1.1")
    assert bench.evaluations.view(opened).answers.ratings["1.1"].deductions
    assert bench.beside.reasons(opened, "1.1") == []


def test_where_else_a_fact_counts(bench: Workbench, opened: str) -> None:
    assert bench.beside.uses(opened, "1.1") == {}
    steps = 0
    while bench.beside.prepare():
        steps += 1
    assert steps == len(bench.library.usable())
    assert bench.beside.uses(opened, "1.1")["37"].standards == (("达标", ("1",)),)
    assert bench.beside.uses(opened, "1.2") == {}
