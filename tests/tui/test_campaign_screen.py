"""The table of a campaign, its cells, and campaigns made from a document's announcement or one's own."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kaoping import AdjustmentStatement, Options, Rating, VetoStatement, open_workbench, parse_period
from kaoping_tui.widgets.matrix import MatrixTable

STAGES = """
[[document.stages]]
id = "self"
title = "自查"
due = 2025-12-10
who = "各县"

[[document.stages]]
id = "final"
title = "终评"
due = 2025-12-31
final = true

[[document.campaigns]]
id = "round"
title = "2025 年度评估"
sheet = "mini/points"
starts = 2025-01-01
ends = 2025-12-31
units = [{ name = "甲县", kind = "county" }, { name = "乙县", kind = "county", named_in = 2020 }]
"""


@pytest.fixture
def options(options: Options) -> Options:
    """The small standard's document has stages and announces a round."""
    path = Path(options.standards[0])
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\n[scoring]\n", f"{STAGES}\n[scoring]\n", 1), encoding="utf-8")
    return options


@pytest.fixture
def campaign(options: Options) -> str:
    """A campaign of two counties; 甲县 has begun its self-check. The campaign's id."""
    from datetime import UTC, datetime

    clock = datetime(2025, 12, 20, 9, 30, tzinfo=UTC)
    with open_workbench(options, clock=lambda: clock) as bench:
        made = bench.rounds.make("mini/round", evaluations=False)
        row = bench.evaluations.new("mini/points", "甲县", parse_period("2025"), stage="self", campaign="2025 年度评估")
        bench.walk.rate(row.id, "1.1", Rating(points=Decimal(2)))
        return made.campaign.id


async def test_a_round_that_a_document_announces_is_made_at_once(running, options) -> None:
    with open_workbench(options) as bench:
        bench.units.add("云溪市", "city")
    async with running(size=(100, 40)) as run:
        await run.press("2")
        assert "─ 文件列明、可直接建立的批次" in run.text()
        await run.choose("2025 年度评估")
        assert "考评对象：甲县、乙县" in run.text()
        await run.press("enter")
        assert run.app.screen.query_one("#answer").value == "2025"
        await run.press("enter")
        await run.choose("云溪市")
        assert "〔选〕自查" in run.text()
        await run.press("enter")
        await run.choose("同时给每个考评对象新建第一阶段的考评")
        assert run.app.screen.__class__.__name__ == "CampaignScreen"
        assert "批次：2025 年度评估｜2025｜小标准" in run.text()
        assert "逾期 已评 0/3" in run.text()
    with open_workbench(options) as bench:
        row, evaluations = bench.evaluations.campaign("2025 年度评估")
        assert row.stages == ["self", "final"]
        assert sorted(one.unit_name for one in evaluations) == ["乙县", "甲县"]
        assert bench.units.get("甲县").parent == bench.units.get("云溪市").id
        assert bench.units.get("乙县").attributes["named_in"] == 2020
        assert all(one.key != "mini/round" for one in bench.rounds.ready())


async def test_a_campaign_of_ones_own_with_chosen_units_and_stages(running, options) -> None:
    with open_workbench(options) as bench:
        for name in ("甲县", "乙县"):
            bench.units.add(name, "county")
    async with running(size=(100, 40)) as run:
        await run.press("2")
        await run.choose("新建批次")
        await run.type("mini/points")
        await run.press("ctrl+u")
        await run.type("小标准 按分值")
        await run.press("enter")
        await run.type("自己的批次")
        await run.press("enter")
        await run.type("2025")
        await run.press("enter")
        await run.choose("〔选〕乙县")
        assert "就这些（已选 1 个）" in run.text()
        await run.press("home", "enter")
        assert "本批次有哪些阶段" in run.text()
        await run.choose("〔选〕自查")
        await run.press("f10")
        await run.choose("同时给每个考评对象新建第一阶段的考评")
        await run.settle()
        assert "批次：自己的批次" in run.text()
        assert "新建考评 1 份" in run.text()
        assert "已评 0/3" in run.text()
    with open_workbench(options) as bench:
        row, (only,) = bench.evaluations.campaign("自己的批次")
        assert (only.unit_name, only.stage) == ("甲县", "final")
        assert row.stages == ["final"]
        assert row.body["units"] == [bench.units.get("甲县").id]


async def test_the_table_shows_progress_and_lateness_in_words(running, campaign: str) -> None:
    async with running(size=(80, 24)) as run:
        await run.press("2", "enter")
        text = run.text()
        assert "考评对象 2｜已交 0/4｜逾期 2" in text
        first = next(line for line in text.splitlines() if line.strip().startswith("甲县"))
        assert "逾期 已评 1/3 2~12" in first
        assert "未开始" in first
        assert "甲县｜县（市、区）｜自查：2025-12-10 前，逾期未交" in text
        assert "由各县进行。考评 1，张三，进行中" in text
        await run.press("right")
        assert "甲县｜县（市、区）｜终评：2025-12-31 前" in run.text()
        assert "还没有考评，回车即新建" in run.text()


async def test_enter_opens_the_cells_evaluation_and_comes_back_to_it(running, campaign: str) -> None:
    async with running() as run:
        await run.press("2", "enter", "enter")
        assert run.app.screen.__class__.__name__ == "WalkScreen"
        assert run.app.screen.view.row.unit_name == "甲县"
        await run.press("f3", "2", "enter", "escape")
        assert "已评 2/3" in run.text()
        assert run.app.screen.query_one(MatrixTable).key is not None


async def test_enter_on_an_empty_cell_offers_to_begin_it(running, options, campaign: str) -> None:
    async with running() as run:
        await run.press("2", "enter", "down", "right", "enter")
        assert "乙县｜终评" in run.text()
        await run.choose("新建考评")
        assert run.app.screen.__class__.__name__ == "WalkScreen"
    with open_workbench(options) as bench:
        cell = bench.campaigns.matrix(campaign).cell("乙县", "final")
        assert cell.shown is not None
        assert (cell.shown.evaluator, cell.shown.stage) == ("张三", "final")


async def test_anothers_evaluation_is_opened_or_ones_own_begun(running, options, campaign: str) -> None:
    async with running(given=replace(options, evaluator="李四")) as run:
        await run.press("2", "enter", "enter")
        assert "打开考评 1（张三，已评 1/3）" in run.text()
        await run.choose("以自己的名义新建考评")
        assert run.app.screen.view.row.evaluator == "李四"
        await run.press("escape")
        assert "（共 2 份）" in run.text()


async def test_the_ranking_and_the_next_late_cell(running, options, campaign: str) -> None:
    async with running() as run:
        await run.press("2", "enter", "f3")
        assert "暂无名次：“自查”还有 2 个考评对象结果未定" in run.text()
        await run.press("f4")
        assert run.app.screen._at()[0].name == "乙县"
    with open_workbench(options) as bench:
        for unit, second in (("甲县", "2"), ("乙县", "4")):
            row = bench.evaluations.new("mini/points", unit, parse_period("2025"), stage="final", campaign=campaign)
            for item, points in (("1.1", "2"), ("1.2", second), ("2.1", "4")):
                bench.walk.rate(row.id, item, Rating(points=Decimal(points)))
            bench.walk.veto(row.id, "accident", VetoStatement(happened=False))
            bench.walk.adjust(row.id, "innovation", AdjustmentStatement(count=0))
    async with running() as run:
        await run.press("2", "enter")
        assert "名次按“终评”" in run.text()
        await run.press("f3")
        lines = [line.split()[:2] for line in run.text().splitlines() if "县 " in line and line.strip()[0].isdigit()]
        assert lines == [["1", "乙县"], ["2", "甲县"]]


@pytest.mark.parametrize("width", [40, 60, 80, 81, 120])
async def test_the_table_fits_at_every_width_and_cuts_with_a_sign(running, options, campaign: str, width: int) -> None:
    from rich.cells import cell_len

    with open_workbench(options) as bench:
        name = "名称特别特别特别特别特别长的第三县[/]"
        bench.units.add(name, "county")
        bench.evaluations.new("mini/points", name, parse_period("2025"), stage="self", campaign=campaign)
    async with running(size=(width, 24)) as run:
        await run.press("2", "enter", "end", "right")
        lines = run.text().splitlines()
        assert all(cell_len(line) <= width for line in lines)
        assert any("名称特别" in line and "…" in line for line in lines)
        assert any("终评" in line for line in lines)


async def test_home_names_the_standard_of_a_campaign_and_not_its_id(running, campaign: str) -> None:
    async with running(size=(100, 40)) as run:
        await run.press("2")
        assert "2025 年度评估 小标准 2025" in run.text()
        assert "mini/points" not in run.text()
