"""Evaluations moved to a corrected standard on the screens: a campaign's together, and one's own."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.tui.conftest import CLOCK, POINTS

from kaoping import Options, Rating, open_workbench, parse_period

D = Decimal


@pytest.fixture
def corrected(tmp_path: Path) -> Path:
    """1.1 asks for five, 1.2 is 1.5 now, 2.1 is as it was."""
    text = POINTS.replace('edition = "2025"', 'edition = "2025更正"').replace("at_least = 4", "at_least = 5")
    text = text.replace('"1.2', '"1.5').replace("不少于四次", "不少于5次")
    path = tmp_path / "更正.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def round_(options: Options) -> Options:
    """A campaign of 张三's with one evaluation of theirs, one that they handed in, and one of 李四."""
    with open_workbench(options, clock=lambda: CLOCK) as bench:
        units = [bench.units.add(name, "county").id for name in ("云溪县", "青岚县", "白水县")]
        period = parse_period("2025")
        bench.evaluations.add_campaign("年度", period, standard="mini/points", units=tuple(units))
        keys = [bench.evaluations.new("mini/points", unit, period, campaign="年度").id for unit in units[:2]]
        for key in keys:
            bench.walk.rate(key, "1.1", Rating(points=D(2)))
            bench.walk.rate(key, "1.2", Rating(points=D(4)))
        bench.walk.hand_in(keys[1])
        bench.desk.evaluator = "李四"
        theirs = bench.evaluations.new("mini/points", units[2], period, campaign="年度").id
        bench.walk.rate(theirs, "1.2", Rating(points=D(3), reason="少一人"))
    return options


async def test_who_made_a_campaign_moves_it_and_takes_it_back(
    running: Any, reopened: Any, round_: Options, corrected: Path
) -> None:
    async with running(size=(110, 34)) as run:
        await run.press("2", "enter")
        assert type(run.app.screen).__name__ == "CampaignScreen"
        await run.press("f9")
        assert "没有别的文本" in run.flat()
        await run.press("enter")
        await run.type(str(corrected.with_name("没有.toml")))
        await run.press("enter")
        assert "没有这个文件" in run.flat()
        await run.press("ctrl+u")
        await run.type(str(corrected))
        await run.press("enter")
        assert type(run.app.screen).__name__ == "RoundEdition"
        shown = run.flat()
        for text in (
            "换版｜批次：年度｜改用2025更正〔",
            "标准2025〔",
            "自己要改用的1份，结果有变1份",
            "1云溪县6~12，未定→4~12，未定照旧1，不能沿用1",
            "自己已提交、不动的1份",
            "其他考评人还没有改用的1份",
        ):
            assert text in shown, text
        await run.press("f3")
        assert "自己要改用的2份" in run.flat()
        await run.press("f3", "f10")
        assert "其他考评人会看到提示" in run.flat()
        await run.press("enter")
        assert "已改用 1 份，F6 可退回；其他考评人的 1 份由其本人改用" in run.app.notice
        assert "换版｜批次：年度｜已改用2025更正〔" in run.flat()
        assert "已是这一版的1份" in run.flat()
        bench = reopened()
        editions = [bench.evaluations.view(key).resolved.standard.edition for key in "123"]
        assert editions == ["2025更正", "2025", "2025"]
        await run.press("f10")
        assert "没有可改用的：已提交的 1 份（F3 一并改用）" in run.app.notice
        await run.press("f3", "f10", "enter")
        assert "已提交" in run.flat()
        await run.type("文件更正")
        await run.press("enter")
        assert "已改用 1 份" in run.app.notice
        await run.press("f6", "enter")
        await run.type("更正有误")
        await run.press("enter")
        assert "已退回 2 份" in run.app.notice
        assert type(run.app.screen).__name__ == "CampaignScreen"
    assert {reopened().evaluations.view(key).resolved.standard.edition for key in "123"} == {"2025"}


async def test_an_evaluator_is_told_and_moves_their_own_with_a_key(
    running: Any, reopened: Any, round_: Options, corrected: Path
) -> None:
    with open_workbench(round_, clock=lambda: CLOCK) as bench:
        bench.moving_rounds.move("年度", str(corrected))
    async with running(size=(110, 34), given=replace(round_, evaluator="李四")) as run:
        assert "有 1 份考评的批次已改用更正的标准，按 F9" in run.text()
        await run.press("f9")
        assert "换版｜批次：年度｜已改用2025更正〔" in run.flat()
        await run.press("f4")
        assert type(run.app.screen).__name__ == "RoundEdition"
        await run.press("escape", "3")
        run.app.screen.query_one("#home-list").highlighted = next(
            place
            for place, choice in enumerate(run.app.screen.query_one("#home-list").choices)
            if "白水县" in choice.text
        )
        await run.press("enter")
        assert "考评3的批次已改用更正的标准：看会改什么，并改用（Ctrl+U）" in run.flat()
        await run.press("ctrl+u")
        assert type(run.app.screen).__name__ == "OneEdition"
        await run.press("escape")
        await run.choose("批次已改用更正的标准")
        assert type(run.app.screen).__name__ == "OneEdition"
        assert "两版结果" in run.flat()
        await run.press("escape", "escape", "1")
        run.app.screen.query_one("#home-list").highlighted = next(
            place
            for place, choice in enumerate(run.app.screen.query_one("#home-list").choices)
            if "白水县" in choice.text
        )
        await run.press("enter")
        assert "标准已更正 Ctrl+U" in run.text()
        run.app.screen.stand_at("1.2")
        await run.press("f10")
        checking = run.app.screen
        outline = checking.query_one("#outline")
        place = next(n for n, one in enumerate(outline._tree_lines) if "批次已改用标准" in one.node.data.text)
        outline.move_cursor_to_line(place)
        await run.press("enter")
        assert type(run.app.screen).__name__ == "OneEdition"
        await run.press("escape", "escape", "ctrl+u")
        assert type(run.app.screen).__name__ == "OneEdition"
        shown = run.flat()
        assert "换版｜考评3白水县｜改用2025更正〔" in shown
        assert "评定照旧1项" in shown
        await run.press("f7")
        assert "另建一份，接着考评白水县" in run.flat()
        await run.press("escape", "f10")
        assert type(run.app.screen).__name__ == "WalkScreen"
        assert "已改用这一版" in run.app.notice
        assert "标准已更正" not in run.text()
        assert run.app.screen.shown_items == ("1.1", "1.5", "2.1")
        await run.press("ctrl+z")
        assert run.app.screen.shown_items == ("1.1", "1.2", "2.1")
        assert "标准已更正 Ctrl+U" in run.text()
        await run.press("ctrl+y")
    view = reopened().evaluations.view("3")
    assert view.resolved.standard.edition == "2025更正"
    assert view.answers.ratings["1.5"].points == 3
