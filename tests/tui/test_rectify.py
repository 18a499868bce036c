"""Putting right on screen: asked for from a deduction with one key, listed, seen to be done, withdrawn, undone."""

from __future__ import annotations

from typing import Any

from tests.tui.conftest import CLOCK, Driver

from kaoping import Rectification, open_workbench


def asked(driver: Driver) -> tuple[Rectification, ...]:
    from kaoping_tui.screens.walk import WalkScreen

    walk = next(screen for screen in driver.app.screen_stack if isinstance(screen, WalkScreen))
    return walk.view.answers.rectifications


def pane(driver: Driver) -> str:
    """The right pane of the walk, without blanks and line breaks."""
    detail = driver.app.screen.query_one("#detail")
    shown = (str(detail.get_option_at_index(n).prompt) for n in range(detail.option_count))
    return "".join("".join(text.split()) for text in shown)


async def test_asked_for_after_a_deduction(running: Any, started: str) -> None:
    """Offered after a deduction by one key; words, day and owner start from what is known; a bad day is said."""
    async with running(size=(80, 24)) as driver:
        await driver.press("enter")
        driver.app.screen.stand_at("1.2")
        await driver.settle()
        await driver.press("f4")
        await driver.press("1", "enter")
        await driver.type("职责没有公布")
        await driver.press("enter")
        assert "Ctrl+K" in driver.app.notice
        before = driver.app.screen.view.sheet
        await driver.press("ctrl+k")
        fields = {name: driver.app.screen.query_one(f"#{name}") for name in ("what", "owner", "due")}
        assert fields["what"].value == "职责没有公布"
        assert (fields["owner"].value, fields["due"].value) == ("", "+30")
        assert "即2026-01-19，星期一" in driver.flat()
        await driver.press("enter", "enter", "enter")
        assert "请写明责任人" in driver.flat()
        await driver.type("县司法局")
        await driver.press("enter")
        await driver.type("2-30")
        await driver.press("enter")
        assert "没有这一天" in driver.flat()
        fields["due"].value = ""
        await driver.type("３－３１")
        await driver.press("enter")
        assert [(one.item, one.what, one.owner, one.due.isoformat()) for one in asked(driver)] == [
            ("1.2", "职责没有公布", "县司法局", "2026-03-31")
        ]
        assert driver.app.screen.view.sheet.result_low == before.result_low
        assert driver.app.screen.view.sheet.result_high == before.result_high
        assert "整改：职责没有公布｜责任县司法局｜期限2026-03-31｜未完成" in pane(driver)
        await driver.press("ctrl+z")
        assert asked(driver) == ()
        await driver.press("ctrl+y")
        assert len(asked(driver)) == 1
        await driver.press("ctrl+k")
        assert "整改清单" in driver.text()
        assert "共 1 条，未完成 1 条" in driver.text()
        await driver.press("f2")
        assert driver.app.screen.query_one("#due").value == "2026-03-31"
        await driver.press("enter")
        assert driver.app.screen.query_one("#reasons").display
        await driver.press("down")
        assert driver.app.screen.query_one("#owner").value == "县司法局"
        await driver.press("escape", "f5")
        await driver.press("enter")
        await driver.type("已公布")
        await driver.press("enter")
        assert "已整改2025-12-20：已公布" in driver.flat()
        await driver.press("f3")
        assert "没有未完成的整改" in driver.text()
        await driver.press("f3", "delete")
        await driver.type("重复")
        await driver.press("enter")
        assert "不能撤回" in driver.app.notice
        await driver.press("ctrl+z")
        await driver.press("f4")
        assert driver.app.screen.query_one("#what").value == "职责没有公布"
        driver.app.screen.query_one("#what").value = "公布职责"
        await driver.press("enter", "enter", "enter")
        assert [one.what for one in asked(driver)] == ["公布职责"]
        await driver.press("delete")
        await driver.type("并入另一条")
        await driver.press("enter")
        assert [one.withdrawn for one in asked(driver)] == ["并入另一条"]
        await driver.press("enter")
        assert driver.app.screen.item.id == "1.2"


async def test_late_and_from_earlier_evaluations(running: Any, started: str, options: Any) -> None:
    """What an earlier evaluation left open stands beside the item; the unit's page lists all, and opens at the item."""
    with open_workbench(options, clock=lambda: CLOCK) as bench:
        from kaoping import Period, parse_period

        bench.rectify.add(started, "1.2", "补配一人", "县委编办[/]", "2025-12-10")
        period: Period = parse_period("2026")
        later = bench.evaluations.new("mini/points", "云溪县", period)
    async with running(size=(120, 36)) as driver:
        driver.app.screen.resume(later.id)
        await driver.settle()
        driver.app.screen.stand_at("1.2")
        driver.app.screen.glance()
        await driver.settle()
        line = "以往整改未完成：2025，张三：补配一人｜责任县委编办[/]｜期限2025-12-10｜未完成，逾期10天"
        assert line in pane(driver)
        await driver.press("escape", "3")
        await driver.choose("云溪县")
        await driver.press("ctrl+k")
        assert "共 1 条，未完成 1 条（逾期 1 条）" in driver.text()
        assert "考评1｜小标准｜2025｜张三" in driver.flat()
        await driver.press("enter")
        assert driver.app.screen.view.row.number == 1
        assert driver.app.screen.item.id == "1.2"


async def test_a_share_as_a_sample(running: Any, started: str, options: Any) -> None:
    """Drawn and faulty in fields of their own; what they come to is shown before it is saved, and both stay."""
    async with running(size=(80, 24)) as driver:
        await driver.press("3")
        await driver.choose("云溪县")
        await driver.press("f5")
        await driver.type("heads-in-court")
        await driver.press("enter", "enter")
        await driver.press("5", "0", "tab")
        await driver.type("１０")
        await driver.press("enter")
        assert "百分数和抽查数只写一种" in driver.flat()
        driver.app.screen.query_one("#answer").value = ""
        await driver.press("enter", "3")
        assert "只写一种" not in driver.flat()
        assert "即70%（抽查10，不合格3）" in driver.flat()
        driver.app.screen.query_one("#faulty").value = "11"
        await driver.press("enter")
        assert "不合格数11应为0到10（抽查数）之间的整数" in driver.flat()
        driver.app.screen.query_one("#faulty").value = "3"
        await driver.press("enter")
        assert "70%（抽查10，不合格3）" in driver.flat()
        await driver.choose("行政首长出庭应诉率")
        assert driver.app.screen.query_one("#drawn").value == "10"
        assert driver.app.screen.query_one("#faulty").value == "3"
    with open_workbench(options, clock=lambda: CLOCK) as bench:
        assert [fact.body["value"] for fact in bench.facts.of("云溪县")] == [{"part": "7", "of": "10"}]
