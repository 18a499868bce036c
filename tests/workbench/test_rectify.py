"""Putting right: kept, undone and redone like judgements, never moving a score, and taken along with the evaluation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kaoping.answers import Deduction, Rating
from kaoping.errors import Refused
from kaoping.periods import year
from kaoping.workbench import Workbench
from kaoping.workbench.checking import check_view
from kaoping.workbench.rectify import offer_of

DUE = date(2026, 3, 31)


@pytest.fixture
def asked(bench: Workbench, opened: str) -> str:
    """The id of a rectification of 1.2, which lost a point."""
    bench.walk.deduct(opened, "1.2", Deduction(Decimal(1), "台账缺三个月", "1.2.2"), why="现场核查")
    bench.rectify.add(opened, "1.2", "补齐台账", "县司法局", "3-31", requirement="1.2.2", id="aa11bb22")
    return "aa11bb22"


def lines(bench: Workbench, key: str) -> list[tuple[str, str, str]]:
    return [(one.id, one.what, one.due.isoformat()) for one in bench.evaluations.view(key).answers.rectifications]


def test_life_of_one(bench: Workbench, opened: str, asked: str, refused: Callable[..., tuple[str, str]]) -> None:
    """Asked, changed, done, undone and redone; what is over is neither changed nor withdrawn; no score moves."""
    before = bench.evaluations.view(opened).sheet
    bench.rectify.edit(opened, "aa", "补齐上半年台账", "县司法局办公室", "+10", requirement="1.2.2")
    assert lines(bench, opened) == [(asked, "补齐上半年台账", "2025-12-30")]
    view = bench.rectify.done(opened, asked, date(2025, 12, 28), "台账已补")
    assert (view.answers.rectifications[0].done_on, view.answers.rectifications[0].seen) == (
        date(2025, 12, 28),
        "台账已补",
    )
    again = refused(bench.rectify.withdraw, opened, asked, "重复")
    assert again == ("rectification", f"整改 {asked} 已整改，不能撤回；可以先撤销，或另记一条")
    assert refused(bench.rectify.edit, opened, asked, "x", "y", "+1")[0] == "rectification"
    bench.walk.undo(opened)
    bench.walk.undo(opened)
    assert lines(bench, opened) == [(asked, "补齐台账", "2026-03-31")]
    bench.walk.redo(opened)
    assert lines(bench, opened) == [(asked, "补齐上半年台账", "2025-12-30")]
    view = bench.rectify.withdraw(opened, asked, "  并入另一条 ")
    assert view.answers.rectifications[0].withdrawn == "并入另一条"
    assert refused(bench.rectify.done, opened, asked, DUE)[1] == f"整改 {asked} 已撤回，不能标为已整改；请另记一条"
    after = view.sheet
    assert (after.result_low, after.result_high, after.outcome) == (
        before.result_low,
        before.result_high,
        before.outcome,
    )
    assert bench.care.verify() == []


@pytest.mark.parametrize(
    ("given", "code", "message"),
    [
        (("9.9", "补", "局", "+1"), "unknown-item", "标准“t/points”没有评分项“9.9”，请检查编号"),
        (("1.2", "  ", "局", "+1"), "rectification", "整改要求不能为空"),
        (("1.2", "补", "", "+1"), "rectification", "责任人不能为空"),
        (("1.2", "补", "局" * 301, "+1"), "rectification", "责任人过长，最多 300 字"),
        (("1.2", "补", "局", "2-30"), "due", "“2-30”没有这一天，请检查月和日"),
        (("1.2", "补", "局", "1066-10-14"), "rectification", "期限 1066-10-14 不在 1900 到 2199 年之间"),
        (("1.2", "补\x1b[2J", "局", "+1"), "hidden-character", "文字中含有控制字符，请删去后再保存"),
        (("1.2", "长" * 6001, "局", "+1"), "too-long", "文字过长，最多 6000 字"),
    ],
)
def test_refused(
    bench: Workbench,
    opened: str,
    refused: Callable[..., tuple[str, str]],
    given: tuple[str, ...],
    code: str,
    message: str,
) -> None:
    """Every bad input is named, and nothing is kept."""
    assert refused(bench.rectify.add, opened, *given) == (code, message)
    assert lines(bench, opened) == []


def test_other_refusals(bench: Workbench, opened: str, asked: str, opener: Any, refused: Callable[..., Any]) -> None:
    """An unknown requirement or id, an id of two, and another's evaluation."""
    code, message = refused(bench.rectify.add, opened, "1.2", "补", "局", "+1", requirement="1.1.1")
    assert (code, message) == ("unknown-item", "1.2 没有评分要点“1.1.1”，请检查编号")
    bench.rectify.add(opened, "1.2", "补配人员", "县委编办", "+1", id="aa99")
    for id in ("zz", "aa", ""):
        assert refused(bench.rectify.done, opened, id, DUE)[0] == "unknown-rectification"
    assert refused(bench.rectify.withdraw, opened, asked, " ") == ("rectification", "撤回整改须写明原因")
    other = opener("李四")
    assert refused(other.rectify.done, opened, asked, DUE)[0] == "not-yours"


def test_after_hand_in(bench: Workbench, opened: str, asked: str) -> None:
    """It goes on after scoring and asks for no reason, nor does taking it back; a rating still does."""
    bench.walk.hand_in(opened)
    bench.rectify.done(opened, asked, DUE, "已补")
    bench.walk.undo(opened)
    bench.walk.redo(opened)
    bench.rectify.add(opened, "1.1", "补学习", "县委办", "+5")
    assert len(lines(bench, opened)) == 2
    with pytest.raises(Refused, match="已提交，修改须写明原因"):
        bench.walk.rate(opened, "1.2", Rating(points=Decimal(5), reason=None))


def test_history_and_back(bench: Workbench, opened: str, asked: str) -> None:
    """Each step in words, under its criterion; an earlier state has it as it was, and can be gone back to."""
    bench.rectify.done(opened, asked, DUE, "已补")
    of_item = [line.text for line in bench.history.of(opened, "1.2")]
    assert of_item[1:] == [
        "1.2 制度　整改　未记 → 补齐台账；责任：无 → 县司法局；期限：无 → 2026-03-31；状态：无 → 未完成；要点：无 → 1.2.2",
        "1.2 制度　整改　状态：未完成 → 已整改 2026-03-31：已补",
    ]
    assert bench.history.of(opened, "1.1") == []
    first, second = [line.ref for line in bench.history.of(opened)][-2:]
    assert bench.history.at(opened, first).answers.rectifications[0].done_on is None
    bench.history.back_to(opened, first)
    assert bench.evaluations.view(opened).answers.rectifications[0].done_on is None
    bench.walk.undo(opened)
    assert bench.evaluations.view(opened).answers.rectifications[0].done_on == DUE
    assert bench.history.at(opened, second).answers == bench.evaluations.view(opened).answers


def test_out_and_in(bench: Workbench, opened: str, asked: str, tmp_path: Path, refused: Callable[..., Any]) -> None:
    """An answers file holds all of it; what is wrong there is named with its place."""
    bench.rectify.done(opened, asked, DUE, "已补")
    bench.rectify.add(opened, "1.1", "补学习", "县委办", "+5", id="cc33")
    bench.rectify.withdraw(opened, "cc33", "重复")
    held = bench.evaluations.view(opened).answers.rectifications
    path = bench.exchange.export(opened, tmp_path / "答卷.toml")
    again = bench.exchange.bring_in(path)
    assert bench.evaluations.view(again.id).answers.rectifications == held
    assert bench.care.verify() == []
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"cc33"', f'"{asked}"').replace('item = "1.1"', 'item = "7"'), encoding="utf-8")
    with pytest.raises(Refused) as caught:
        bench.exchange.bring_in(path)
    said = {(fault.code, fault.message) for fault in caught.value.faults}
    assert ("rectification", f"整改编号“{asked}”写了两次") in said
    assert ("unknown-item", "标准“t/points”没有评分项“7”，请检查编号") in said
    assert all(fault.line for fault in caught.value.faults)
    path.write_text(text.replace("done_on = 2026-03-31\n", ""), encoding="utf-8")
    assert "须写明 done_on" in refused(bench.exchange.bring_in, path)[1]


def test_lists(bench: Workbench, opened: str, asked: str) -> None:
    """Of an evaluation, a unit, a campaign, or all; the open ones, the late ones on a day."""
    bench.units.add("青山县", "county", {"legislative_power": False})
    bench.evaluations.add_campaign("二〇二五", year(2025), standard="t/points")
    other = bench.evaluations.new("t/points", "青山县", year(2025), campaign="二〇二五")
    bench.rectify.add(other.id, "1.4", "提高办结率", "信访局", "2026-01-31", id="dd")
    bench.rectify.done(opened, asked, date(2026, 2, 1))

    def found(**given: Any) -> list[str]:
        return [line.asked.id for line in bench.rectify.listed(**given)]

    assert found() == [asked, "dd"]
    assert (found(evaluation=opened), found(unit="青山县"), found(campaign="二〇二五")) == ([asked], ["dd"], ["dd"])
    assert found(open_only=True) == ["dd"]
    assert found(overdue_on=date(2026, 1, 31)) == []
    assert found(overdue_on=date(2026, 2, 1)) == ["dd"]
    line = bench.rectify.listed(evaluation=opened)[0]
    assert (line.standard, line.title, line.row.unit_name) == ("计分", "制度", "云溪县")


def test_earlier_and_copies(bench: Workbench, opened: str, asked: str) -> None:
    """What an earlier evaluation left open stands beside the same criterion; copying ratings takes none along."""
    bench.walk.rate(opened, "1.4", Rating(points=Decimal(7), reason="抽查"))
    later = bench.evaluations.new("t/points", "云溪县", year(2026), as_of=date(2026, 12, 20))
    assert [line.asked.id for line in bench.rectify.earlier(later.id, "1.2")] == [asked]
    assert bench.rectify.earlier(later.id, "1.1") == bench.rectify.earlier(opened, "1.2") == []
    bench.carry.copy(later.id, opened)
    assert lines(bench, later.id) == []
    found = bench.history.compare(opened, later.id).rectifications
    assert [(d.id, d.title, d.second) for d in found] == [("1.2", "1.2 制度", "无")]
    assert found[0].first == "1.2.2 补齐台账｜责任 县司法局｜期限 2026-03-31｜未完成"
    bench.rectify.done(opened, asked, DUE)
    assert bench.rectify.earlier(later.id, "1.2") == []


def test_offer(bench: Workbench, opened: str, asked: str) -> None:
    """What is not asked for yet comes first; owners named for the unit, the day given most."""
    bench.walk.tick(opened, "1.2.1", "unmet")
    bench.walk.deduct(opened, "1.2", Deduction(Decimal("0.5"), "没有公布"))
    offer = offer_of(bench.evaluations.view(opened), "1.2")
    assert [fault.text for fault in offer.faults] == ["没有公布", "未达到：制度齐全", "台账缺三个月"]
    assert (offer.owner, offer.due) == ("", "2026-03-31")
    bench.rectify.add(opened, "1.1", "补学习", "县委办", "+5")
    assert bench.rectify.owners(opened) == ("县委办", "县司法局")


def test_check_says_it_once(bench: Workbench, opened: str) -> None:
    """Advice in one line, only where something is asked to be put right at all."""
    for item, points in (("1.2", 4), ("1.4", 7)):
        bench.walk.rate(opened, item, Rating(points=Decimal(points), reason="抽查"))
    assert not [one for one in check_view(bench.evaluations.view(opened)) if one.kind == "rectify"]
    view = bench.rectify.add(opened, "1.2", "补齐", "县司法局", "+5")
    found = [one for one in check_view(view) if one.kind == "rectify"]
    assert [(one.item, one.text, one.soft) for one in found] == [("1.4", "1 项失分没有提出整改：1.4", True)]
    view = bench.rectify.add(opened, "1.4", "提高", "信访局", "+5")
    assert not [one for one in check_view(view) if one.kind == "rectify"]


def test_a_blind_campaign_keeps_it_closed(bench: Workbench, opener: Any, refused: Callable[..., Any]) -> None:
    """What a colleague asks for says what was found, and is not seen before both have handed in."""
    bench.evaluations.add_campaign("盲", year(2025), standard="t/points", units=("云溪县",))
    bench.roster.blind("盲", True)
    mine = bench.evaluations.new("t/points", "云溪县", year(2025), campaign="盲")
    bench.rectify.add(mine.id, "1.2", "补齐", "县司法局", "+5", id="aa")
    other = opener("李四", "b" * 32)
    theirs = other.evaluations.new("t/points", "云溪县", year(2025), campaign="盲")
    assert other.rectify.listed(unit="云溪县") == []
    assert refused(other.rectify.listed, evaluation=mine.id)[0] == "blind"
    bench.walk.hand_in(mine.id)
    other.walk.hand_in(theirs.id)
    assert [line.asked.id for line in other.rectify.listed(campaign="盲")] == ["aa"]
