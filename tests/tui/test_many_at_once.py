"""Batches, ratings carried over, reasons offered, what stands beside a criterion, notes that are never lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from kaoping import Deduction, Rating, View, open_workbench, parse_period

CLOCK = datetime(2025, 12, 20, 9, 30, tzinfo=UTC)
D = Decimal


@pytest.fixture
def now(reopened, started: str) -> Callable[[], View]:
    return lambda: reopened().evaluations.view(started)


async def test_a_group_is_met_in_one_step_and_undone_in_one(running, now) -> None:
    async with running() as run:
        await run.press("enter", "ctrl+b")
        assert "一 组织领导　2 项" in run.text()
        assert "全部评分项　3 项" in run.text()
        await run.press("enter", "enter")
        assert "将改动 2 项" in run.text()
        await run.press("enter")
        assert {item: r.points for item, r in now().answers.ratings.items()} == {"1.1": D(2), "1.2": D(4)}
        assert "已成批评定 2 项" in run.text()
        await run.press("ctrl+z")
        assert "已撤销：1.1、1.2 共 2 项" in run.text()
    assert not now().answers.ratings


async def test_all_not_applicable_with_one_reason_says_what_it_leaves_out(running, now) -> None:
    async with running() as run:
        await run.press("enter", "enter", "ctrl+b")
        await run.choose("全部评分项")
        await run.choose("全部不适用")
        await run.type("本年未开展")
        await run.press("enter")
        assert "不动 1 项（已评）：1.1" in run.text()
        await run.press("enter")
    ratings = now().answers.ratings
    assert ratings["1.1"].points == D(2)
    assert {ratings[i].not_applicable for i in ("1.2", "2.1")} == {"本年未开展"}


async def test_a_batch_stays_within_the_filter_and_can_be_left(running, now) -> None:
    async with running() as run:
        await run.press("enter", "ctrl+f")
        await run.type("指标 依法")
        await run.press("enter", "ctrl+b")
        await run.choose("筛选出的")
        await run.press("enter")
        assert "将改动 1 项" in run.text()
        await run.press("down", "enter")
        assert not now().answers.ratings
        await run.press("ctrl+b", "enter", "enter", "enter")
    assert set(now().answers.ratings) == {"2.1"}


async def test_a_batch_on_a_dimension_clears_it(running, now) -> None:
    async with running() as run:
        await run.press("enter", "enter", "enter", "home", "ctrl+b", "enter")
        await run.choose("全部取消评定")
        await run.press("enter")
        assert not now().answers.ratings
        await run.press("ctrl+b", "enter")
        await run.choose("全部取消评定")
        assert "没有可改动的评分项" in run.text()


@pytest.fixture
def last_year(options, started: str) -> str:
    with open_workbench(options, clock=lambda: CLOCK) as bench:
        old = bench.evaluations.new("mini/points", "云溪县", parse_period("2024"))
        bench.walk.rate(old.id, "1.1", Rating(points=D("1.5"), reason="缺一次"))
        bench.walk.deduct(old.id, "1.2", Deduction(D(1), "缺一人"))
    with open_workbench(options, clock=lambda: CLOCK.replace(hour=10)) as bench:
        bench.walk.flag(started, "2.1", True)  # the newest change stands first in the list
    return old.id


async def test_an_earlier_evaluation_fills_what_is_unrated_marked_until_checked(running, last_year, now) -> None:
    async with running() as run:
        await run.press("enter", "enter", "ctrl+o")
        assert "2024，张三，已评2/3；可沿用1项" in run.flat().replace("考评2：", "")
        await run.press("enter")
        assert "不动 1 项（已评）：1.1" in run.text()
        await run.press("enter")
        assert now().answers.ratings["1.2"] == Rating(deductions=(Deduction(D(1), "缺一人"),), carried=True)
        assert "= 3/4" in run.text()
        await run.press("ctrl+f")
        await run.choose("沿用未核")
        assert run.app.screen.shown_items == ("1.2",)
        assert "沿用，未重新核查" in run.text()
        await run.press("enter")
        assert now().answers.ratings["1.2"] == Rating(deductions=(Deduction(D(1), "缺一人"),))
        assert "沿用的评定已核查" in run.text()


async def test_without_an_earlier_one_it_says_so(running, started: str) -> None:
    async with running() as run:
        await run.press("enter", "ctrl+o")
        assert "没有同一标准的以往考评可沿用" in run.text()


async def test_other_and_earlier_ratings_stand_beside_the_criterion(running, options, last_year) -> None:
    with open_workbench(replace(options, evaluator="李四"), clock=lambda: CLOCK) as bench:
        theirs = bench.evaluations.new("mini/points", "云溪县", parse_period("2025"))
        bench.walk.rate(theirs.id, "1.1", Rating(points=D(1), reason="[/]记录不全"))
    with open_workbench(options, clock=lambda: CLOCK) as bench:
        key = next(r.id for r in bench.evaluations.all() if r.evaluator == "张三" and r.period_from[:4] == "2025")
    async with running(size=(120, 36)) as run:
        await run.press("enter")
        assert run.app.screen.view.row.id == key
        run.app.screen.stand_at("1.1")
        run.app.screen.glance()
        await run.settle()
        text = run.flat()
        assert "他人评定：2025，李四：1分。理由：[/]记录不全" in text
        assert "以往评定：2024，张三：1.5分。理由：缺一次" in text


async def test_what_stands_beside_is_read_after_a_filter_too(running, last_year) -> None:
    async with running(size=(120, 36)) as run:
        await run.press("enter", "home", "down", "ctrl+f")
        await run.type("指标 依法")
        await run.press("enter")
        assert run.app.screen.item.id == "2.1"
        for _ in range(200):
            await run.pilot.pause(0.02)
            if "2.1" in run.app.screen.beside:
                break
        assert run.app.screen.beside["2.1"].opinions == []


USES = """
schema = 1
id = "mini/uses"
title = "另一标准"
short = "另一标准"
edition = "2025"
status = "draft"
unit_kinds = ["county"]
document = { id = "uses", title = "文件" }
[scoring]
model = "attainment"
[[facts]]
id = "sessions"
title = "学习次数"
subject = "government"
kind = "count"
unit = "次"
[[criteria]]
id = "7"
title = "学习"
requirements = [{ id = "7.1", text = "学习", measure = { fact = "sessions", at_least = 2 } }]
"""


async def test_where_else_a_fact_counts_is_shown_below_it(running, options, started: str, tmp_path) -> None:
    path = tmp_path / "uses.toml"
    path.write_text(USES, encoding="utf-8")
    async with running(size=(120, 36), given=replace(options, standards=(*options.standards, path))) as run:
        await run.press("enter")
        for _ in range(200):
            await run.pilot.pause(0.02)
            if "还用于" in run.text():
                break
        assert "还用于：另一标准 7" in run.text()


async def test_reasons_given_before_are_taken_over_by_the_arrows(running, last_year, now) -> None:
    async with running() as run:
        await run.press("enter", "down", "f4", "enter")
        assert run.app.screen.query_one("#reasons").display
        assert "缺一人（本项，扣 1 分）" in run.text()
        await run.press("down", "down", "up", "enter")
    assert now().answers.ratings["1.2"].deductions == (Deduction(D("0.5"), "缺一人"),)


async def test_not_met_with_a_reason_where_there_are_no_points(running, options, reopened) -> None:
    with open_workbench(options) as bench:
        bench.units.add("司法局", "department", {"legislative_power": False})
        key = bench.evaluations.new("mini/met", "司法局", parse_period("2025")).id
    async with running() as run:
        await run.press("enter", "f4")
        await run.type("没有制度文件")
        await run.press("enter")
        assert run.app.screen.item.id == "3"
        await run.press("f4", "down", "enter")
    ratings = reopened().evaluations.view(key).answers.ratings
    assert {item: (r.verdict, r.reason) for item, r in ratings.items()} == {
        "1": ("unmet", "没有制度文件"),
        "3": ("unmet", "没有制度文件"),
    }


async def test_a_note_is_not_given_up_by_one_escape(running, now) -> None:
    async with running() as run:
        await run.press("enter", "f7")
        await run.type("写了很久")
        await run.press("escape")
        assert "还没有保存" in run.text()
        await run.press("ctrl+s")
        assert now().answers.ratings["1.1"].note == "写了很久"
        await run.press("f7", "escape")
        assert run.app.screen.__class__.__name__ == "WalkScreen"


async def test_a_note_that_is_refused_comes_back_to_be_mended(running, now) -> None:
    async with running() as run:
        await run.press("enter", "f7")
        await run.type("长" * 6001)
        await run.press("ctrl+s")
        assert "文字过长" in run.text()
        await run.press("backspace", "ctrl+s")
    assert now().answers.ratings["1.1"].note == "长" * 6000
