"""Home, a new evaluation, and the sample workspace."""

from __future__ import annotations

import re
from dataclasses import replace

from kaoping import open_workbench


async def test_the_list_shows_the_newest_change_first(running, options, started: str) -> None:
    with open_workbench(options) as bench:
        bench.units.add("青岚县", "county")
        from kaoping import parse_period

        bench.evaluations.new("mini/points", "青岚县", parse_period("2025"))
    async with running() as run:
        text = run.text()
        assert text.index("青岚县") < text.index("云溪县")
        assert "小标准" in text
        assert "0/3" in text
        assert "考评人  " not in text
        with open_workbench(replace(options, evaluator="李四")) as bench:
            bench.evaluations.new("mini/points", "青岚县", parse_period("2024"))
        await run.press("f5")
        lines = run.text().splitlines()
        assert any("周期" in line and "考评人  " in line for line in lines)
        assert [("李四" in line, "2024" in line) for line in lines if "青岚县" in line] == [
            (True, True),
            (False, False),
        ]


async def test_a_standard_that_cannot_be_used_is_counted_and_explained(running, options) -> None:
    bad = options.standards[0].with_name("bad.toml")
    bad.write_text("schema = 1\n", encoding="utf-8")
    async with running(given=replace(options, standards=(*options.standards, bad))) as run:
        assert "有 1 个插件或标准不能使用，按 F6 查看" in run.text()
        await run.press("f6")
        assert "〔不能使用〕标准 bad" in run.text()
        await run.press("escape")
        assert "新建考评" in run.text()


async def test_a_new_evaluation_with_own_period_and_attribute(running, options) -> None:
    async with running() as run:
        await run.press("f2")
        await run.choose("小标准：按达标")
        await run.press("enter")
        await run.type("县司法局")
        await run.press("enter")
        assert "有地方立法权" in run.text()
        await run.press("down", "enter")
        assert "县司法局（部门，有地方立法权：否）" in run.text()
        await run.press("up", "up", "enter", "ctrl+u")
        await run.type("２０２５－Ｈ１")
        await run.press("enter", "f10")
        assert "县司法局｜小达标｜2025-H1" in run.text()
        assert "不适用" in run.text()
    with open_workbench(options) as bench:
        (row,) = bench.evaluations.all()
        assert (row.period_from, row.period_to, row.as_of) == ("2025-01-01", "2025-06-30", "2025-12-20")
        assert bench.units.get("县司法局").attributes == {"legislative_power": False}


async def test_a_name_that_is_taken_is_asked_again(running, started: str, options) -> None:
    async with running() as run:
        await run.press("f2")
        await run.choose("小标准：按分值")
        await run.press("up", "enter")
        await run.type("云溪县")
        await run.press("enter")
        assert "已有考评对象“云溪县”" in run.text()
        await run.press("end")
        await run.type("二")
        await run.press("enter", "f10")
        assert "云溪县二｜小标准｜2025" in run.text()


async def test_units_that_do_not_fit_say_why(running, started: str) -> None:
    async with running() as run:
        await run.press("f2")
        await run.choose("小标准：按达标")
        assert "云溪县　县（市、区）（本标准不考评）" in run.text()
        await run.press("down", "enter")
        assert "不能选：本标准不考评" in run.text()


async def test_starting_without_a_standard_says_what_is_missing(running) -> None:
    async with running() as run:
        await run.press("f2", "escape", "f10")
        assert "还没有选标准、考评对象" in run.text()
        await run.press("escape")
        assert "还没有考评" in run.text()


async def test_an_empty_workspace_offers_the_sample_and_leaves_its_own_alone(running, options) -> None:
    async with running() as run:
        told: set[str] = set()
        run.app.watch(run.app, "notice", lambda text: told.add(text))
        await run.choose("看示例")
        for _ in range(500):
            await run.pilot.pause(0.02)
            if "云溪县" in run.text():
                break
        assert any(re.fullmatch(r"正在生成示例考评 \d+/\d+…", text) for text in told), told
        assert "演示考评人" in run.text()
        assert "示例工作区" in run.text()
        await run.press("enter")
        assert "已评" in run.text()
    with open_workbench(options) as bench:
        assert bench.evaluations.all() == []
    assert (options.data / "demo.db").exists()


async def test_enter_goes_on_with_what_was_left_last(running, options) -> None:
    """The first evaluation was begun from the line for a new one: that line is not where Enter should act again."""
    async with running() as run:
        await run.press("enter")
        await run.choose("小标准：按分值")
        await run.type("云溪县")
        await run.press("enter", "enter", "enter", "escape")
        assert "进行中" in run.text()
        await run.press("enter")
        assert "云溪县｜小标准｜2025" in run.text()
        assert "已评 1/3" in run.text()


async def test_one_escape_too_many_does_not_leave(running, started: str) -> None:
    async with running() as run:
        await run.press("enter", "escape", "escape")
        assert "再按一次 Esc 退出" in run.text()
        assert run.app.is_running
        await run.press("5", "escape")
        assert "再按一次 Esc 退出" not in run.text()
        await run.press("escape")
        assert "再按一次 Esc 退出" in run.text()
        await run.pilot.press("escape")
        for _ in range(100):
            if run.app._exit:
                break
            await run.pilot.pause(0.01)
        assert run.app._exit


async def test_a_standard_that_breaks_on_choosing_still_says_why_when_the_unit_is_named(running, options) -> None:
    rules = options.standards[0].with_name("rules.toml")
    rules.write_text('schema = 1\nextends = "mini/points"\nset_by = "牵头单位"\nunknown = 1\n', encoding="utf-8")
    async with running(given=replace(options, rules=(rules,))) as run:
        await run.press("f2")
        await run.choose("小标准：按分值")
        await run.type("云溪县")
        await run.press("enter")
        assert "这个标准不能使用" in run.text()


async def test_what_was_said_in_a_dialog_left_is_not_said_at_home(running, started: str) -> None:
    async with running() as run:
        await run.press("f2", "escape", "f10")
        assert "还没有选标准、考评对象" in run.text()
        await run.press("escape")
        assert "还没有选标准、考评对象" not in run.text()
        await run.press("f2", "escape", "down", "down", "enter", "2", "0")
        assert run.app.screen.query_one("#answer").value == "20"  # the year that was offered is replaced
