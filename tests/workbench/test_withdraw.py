"""Withdrawing a fact: with a reason, one's own alone, seen by every evaluation, kept in the record and its history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from kaoping.workbench import Workbench


def test_a_fact_goes_with_its_corrections(bench: Workbench, opened: str) -> None:
    bench.facts.put("云溪县", "37", Decimal(3), "2025")
    bench.facts.put("云溪县", "37", Decimal(4), "2025")
    bench.facts.put("云溪县", "37", Decimal(9), "2024")
    suggested = bench.evaluations.view(opened).suggestion("1.1")
    assert suggested is not None
    assert suggested.points == Decimal(5)
    gone = bench.facts.withdraw("云溪县", "37", "２０２５", "查无记录")
    assert [row.body["value"]["number"] for row in gone] == ["3", "4"]
    assert [(row.period, row.body["value"]["number"]) for row in bench.facts.of("云溪县")] == [("2024", "9")]
    after = bench.evaluations.view(opened).suggestion("1.1")
    assert after is not None
    assert not after.usable
    assert bench.care.verify() == []


def test_the_history_tells_it_and_an_earlier_state_still_has_it(bench: Workbench, opened: str) -> None:
    bench.facts.put("云溪县", "37", Decimal(4), "2025")
    bench.facts.withdraw("云溪县", "37", "2025", "查无记录")
    lines = bench.history.of(opened)
    assert [(line.kind, line.why) for line in lines][-1] == ("fact-withdrawn", "查无记录")
    assert "撤回事实" in lines[-1].text
    assert [line.kind for line in bench.history.of(opened, "1.1")][-1] == "fact-withdrawn"
    then = bench.history.at(opened, lines[-2].ref)
    assert [fact.fact for fact in then.answers.facts] == ["37"]
    assert bench.history.at(opened, lines[-1].ref).answers.facts == bench.evaluations.view(opened).answers.facts == ()


def test_what_cannot_be_withdrawn_says_why(bench: Workbench, opener: Callable[..., Workbench], refused: Any) -> None:
    bench.facts.put("云溪县", "37", Decimal(4), "2025")
    assert refused(bench.facts.withdraw, "云溪县", "37", "2025", " ")[0] == "why-needed"
    assert refused(bench.facts.withdraw, "云溪县", "37", "2024", "错")[0] == "no-such-record"
    assert refused(bench.facts.withdraw, "云溪县", "37", "去年", "错")[0] == "period"
    other = opener("李四", library=bench.library)
    code, message = refused(other.facts.withdraw, "云溪县", "37", "2025", "错")
    assert (code, "张三 登记的只能由其本人撤回" in message) == ("no-such-record", True)
    assert len(bench.facts.of("云溪县")) == 1


def test_an_event_is_withdrawn_by_its_day(bench: Workbench, opened: str, refused: Any) -> None:
    for day in (3, 9):
        bench.facts.put("云溪县", "case", True, "2025", occurred_on=date(2025, 5, day))
    assert bench.evaluations.view(opened).sheet.vetoes[0].status == "triggered"
    code, message = refused(bench.facts.withdraw, "云溪县", "case", "2025", "错")
    assert (code, "2025-05-03、2025-05-09" in message) == ("which-day", True)
    bench.facts.withdraw("云溪县", "case", "2025", "错", occurred_on=date(2025, 5, 3))
    assert [row.body["occurred_on"] for row in bench.facts.of("云溪县")] == ["2025-05-09"]
    bench.facts.withdraw("云溪县", "case", "2025", "错")
    assert bench.evaluations.view(opened).sheet.vetoes[0].status == "unknown"
