"""The result screen: honours beside the outcome, and recorded events beside the adjustments."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from kaoping import AdjustmentStatement, Observation, Options, Rating, open_workbench, parse_period
from kaoping_tui.screens.result import outline_of

CLOCK = datetime(2025, 12, 20, 9, 30, tzinfo=UTC)
EXAMPLE = Path(__file__).parents[2] / "examples" / "standards" / "honours.toml"


@pytest.fixture
def honoured(options: Options) -> Options:
    return replace(options, standards=(EXAMPLE,))


@pytest.fixture
def judged(honoured: Options) -> str:
    """An evaluation in which an event is recorded and its penalty is stated as nothing; its id."""
    with open_workbench(honoured, clock=lambda: CLOCK) as bench:
        bench.units.add("上塘区", "district", {"title_held": False})
        key = bench.evaluations.new("example/honours", "上塘区", parse_period("2025"), as_of=date(2025, 12, 20)).id
        for item in "12345":
            bench.walk.rate(key, item, Rating(verdict="met" if item != "4" else "unmet"))
        bench.walk.fact(key, Observation("mass-incident", parse_period("2025"), True, date(2025, 4, 1)))
        bench.walk.adjust(key, "incidents", AdjustmentStatement(amount=Decimal(0)))
    return key


def test_the_outline(honoured: Options, judged: str) -> None:
    with open_workbench(honoured, clock=lambda: CLOCK) as bench:
        view = bench.evaluations.view(judged)
    found = {head.text: below for head, below in outline_of(view)}
    assert [line.text for line in found["单项荣誉"]] == [
        "〔达到〕依法行政单项示范：达标率 75%（不低于 75%）",
        "〔条件未定〕合法性审查单项示范：达标率 66.7 ~ 100%（条件由本地规定，尚未给出）",
        "〔条件未定〕特色单项示范：达标率 无（条件由本地规定，尚未给出）",
    ]
    assert found["单项荣誉"][0].more == "依法行政部分的达标率不低于 75%。\n看：A"
    assert found["单项荣誉"][0].derivation.op == "share"
    assert [line.text for line in found["加减分"]] == [
        "重大案件与事件：0（已填）：已记录的事件：处置不当引发的群体事件：2025-04-01 发生，"
        "在 2025-01-01 至 2025-12-20 内，而减分写的是 0，请核对"
    ]
    (veto,) = found["否决：已排除 1"]
    assert veto.text == "〔已排除〕撤销命名（撤销）：本项对这样的考评对象不适用：已命名（有示范称号）：否"


async def test_an_honour_opens_into_its_share(running, honoured: Options, judged: str) -> None:
    async with running(given=honoured) as run:
        await run.press("enter", "f9")
        outline = run.app.screen.query_one("#outline")
        while not outline.cursor_node.data.text.startswith("〔达到〕依法行政"):
            await run.press("down")
        await run.press("enter")
        assert "看：A" in run.text()
        await run.press("down")
        assert "所看各项 = 3" in run.text()
