"""Withdrawing and comparing on the unit screen; a campaign's roster, its recurring stage, evaluations for all at once."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from kaoping import Options, Rating, open_workbench, parse_period

MONTHLY = """
[[document.stages]]
id = "month"
title = "月报"
monthly = 25

[[document.stages]]
id = "final"
title = "终评"
due = 2025-12-22
final = true
"""


async def test_a_fact_is_withdrawn_and_two_evaluations_compared_on_the_unit(running, options, started: str) -> None:
    with open_workbench(options) as bench:
        bench.facts.put("云溪县", "sessions", Decimal(3), "2025")
        older = bench.evaluations.new("mini/points", "云溪县", parse_period("2024"))
        bench.walk.rate(older.id, "1.2", Rating(points=Decimal(1), reason="缺"))
    async with running(size=(80, 24)) as run:
        await run.press("3", "enter")
        for part in ("F2 考评", "F4 下级", "F5 事实", "F6 属性", "F7 对照", "Del 撤回", "Esc 返回"):
            assert part in run.text(), part
        await run.press("delete")
        assert "请先移到一条事实上" in run.text()
        while not (run.app.screen.query_one("#unit-list").key or "").startswith("fact:"):
            await run.press("down")
        assert "学习次数  2025  3次" in run.text()
        await run.press("delete")
        assert "撤回 学习次数（2025）" in run.text()
        await run.press("enter")
        assert "请输入内容" in run.text()
        await run.type("查无记录")
        await run.press("enter")
        assert "事实已撤回：学习次数（2025）" in run.text()
        assert "学习次数  2025  3" not in run.text()
        await run.press("end", "f9")
        assert "对比哪一次考评" in run.text()
        await run.choose("考评 1")
        await run.choose("考评 2")
        assert "对比｜云溪县｜小标准｜2024（考评 2，张三） → 2025（考评 1，张三）" in run.text()
        await run.press("escape")
        assert run.app.screen.__class__.__name__ == "UnitScreen"
    with open_workbench(options) as bench:
        assert bench.facts.of("云溪县") == []


@pytest.fixture
def monthly(options: Options) -> Options:
    """A campaign of three counties with a monthly stage, in which 甲县 handed in on 2025-01-20 and 2025-02-28."""
    path = Path(options.standards[0])
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\n[scoring]\n", f"{MONTHLY}\n[scoring]\n", 1), encoding="utf-8")
    at = [datetime(2025, 1, 20, 9, tzinfo=UTC)]
    with open_workbench(options, clock=lambda: at[0]) as bench:
        for name in ("甲县", "乙县", "丙县"):
            bench.units.add(name, "county")
        bench.evaluations.add_campaign(
            "月月报", parse_period("2025"), standard="mini/points", units=("甲县", "乙县"), stages=("month", "final")
        )
        row = bench.evaluations.new("mini/points", "甲县", parse_period("2025"), stage="month", campaign="月月报")
        bench.walk.hand_in(row.id)
        bench.walk.hand_in(row.id, False, why="二月")
        at[0] = datetime(2025, 2, 28, 9, tzinfo=UTC)
        bench.walk.hand_in(row.id)
    return options


async def test_every_month_is_shown_with_what_came_when(running, monthly: Options) -> None:
    async with running(size=(80, 24)) as run:
        await run.press("2", "enter", "f6")
        assert "各次期限：月报｜每月 25 日前｜月月报" in run.text()
        await run.press("left", "left", "left", "left", "left", "left", "left", "left", "left", "left", "left")
        first = next(line for line in run.text().splitlines() if line.strip().startswith("甲县"))
        assert first.split()[1:4] == ["01-20", "交", "逾期，02-28"]
        assert "01-25" in run.text()
        assert "逾期未交" in next(line for line in run.text().splitlines() if line.strip().startswith("乙县"))
        await run.press("right")
        assert "甲县｜2025-02-25 前，2025-02-28 交，逾期才交" in run.text()
        await run.press("down", "enter")
        assert run.app.screen.line.name == "乙县"
        assert "剩 2 天 未开始" in run.text()


async def test_units_are_added_assigned_and_opened_all_at_once(running, monthly: Options) -> None:
    async with running(size=(100, 30)) as run:
        await run.press("2", "enter", "f2")
        await run.choose("加入考评对象")
        await run.choose("丙县")
        assert "〔选〕丙县" in run.text()
        await run.press("f10")
        assert "考评对象 3｜" in run.text()
        await run.press("down", "f2")
        await run.choose("指定由谁考评“乙县”")
        await run.type("李四、王五")
        await run.press("enter")
        assert "指定由 李四、王五 考评" in run.text()
        await run.press("right", "f7")
        assert "在“终评”给 2 个考评对象各新建一份" in run.text()
        await run.press("enter")
        await run.settle()
        assert "新建考评 2 份；1 个没有新建（指定给别人，留给其本人）：乙县" in run.text()
        await run.press("f7")
        assert "在“终评”没有要以自己的名义新建的；指定给别人的留给其本人" in run.text()
        await run.press("f2")
        await run.choose("移出“乙县”")
        assert "考评对象 2｜" in run.text()
        await run.press("f2")
        await run.choose("实行盲评")
        assert "｜盲评" in run.text()
    with open_workbench(monthly) as bench:
        row, evaluations = bench.evaluations.campaign("月月报")
        assert [bench.units.get(unit).name for unit in row.body["units"]] == ["甲县", "丙县"]
        assert sorted(one.unit_name for one in evaluations if one.stage == "final") == ["丙县", "甲县"]
        assert row.body["blind"] is True
        assert bench.care.verify() == []


async def test_a_long_list_keeps_what_was_typed_while_several_are_taken(running, options: Options) -> None:
    with open_workbench(options) as bench:
        for number in range(14):
            bench.units.add(f"第{number:02}县", "county")
        bench.evaluations.add_campaign("多", parse_period("2025"), standard="mini/points")
    async with running(size=(80, 24)) as run:
        await run.press("2", "enter", "f2")
        await run.choose("加入考评对象")
        await run.type("第1")
        await run.press("enter", "down", "enter")
        assert "已选 2 个" in run.text()
        assert run.app.screen.query_one("#narrow").value == "第1"
        await run.press("f10")
        assert "考评对象 2｜" in run.text()
