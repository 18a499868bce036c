"""Check and handing in; and in the result what leads to the next better outcome."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from kaoping import AdjustmentStatement, Deduction, Rating, VetoStatement, open_workbench, parse_period
from kaoping_tui.screens.check import CheckScreen
from kaoping_tui.screens.result import ResultScreen

CLOCK = datetime(2025, 12, 20, 9, 30, tzinfo=UTC)


def judged(options, started: str, *, whole: bool = False) -> None:
    with open_workbench(options, clock=lambda: CLOCK) as bench:
        bench.walk.rate(started, "1.1", Rating(points=Decimal(2), evidence=("学习记录",)))
        bench.walk.deduct(started, "1.2", Deduction(Decimal(2), "没有专职人员"))
        if whole:
            bench.walk.rate(started, "2.1", Rating(points=Decimal(4)))
            bench.walk.veto(started, "accident", VetoStatement(False))
            bench.walk.adjust(started, "innovation", AdjustmentStatement(count=0))


async def open_check(run) -> list[str | None]:
    """The check of the evaluation walked through, and what it is dismissed with."""
    left: list[str | None] = []
    run.app.push_screen(CheckScreen(run.app.screen.view), left.append)
    await run.settle()
    return left


async def test_the_findings_by_kind_each_leading_to_its_item(running, options, started: str) -> None:
    judged(options, started)
    for size in ((80, 24), (120, 36)):
        async with running(size=size) as run:
            await run.press("enter")
            left = await open_check(run)
            for wanted in (
                "检查｜云溪县｜小标准（未提交，须处理 3 处）",
                "- 未评 1",
                "2.1 行政执法：未评",
                "一票否决未查明 1",
                "重大事故：尚未说明是否发生",
                "加减分未说明 1",
                "事实无人录入 1",
                "下一步：评定该项，或写明不适用的理由",
                "F10 提交",
            ):
                assert wanted in run.text(), wanted
            await run.press("down", "enter")
            assert left == ["2.1"]
            assert run.app.screen.__class__.__name__ == "WalkScreen"


async def test_escape_leaves(running, started: str) -> None:
    async with running() as run:
        await run.press("enter")
        left = await open_check(run)
        await run.press("escape")
        assert left == [None]


async def test_a_veto_is_stated_from_here_and_gone(running, options, started: str) -> None:
    judged(options, started)
    async with running() as run:
        await run.press("enter")
        await open_check(run)
        while "重大事故：尚未说明" not in run.app.screen.query_one("#outline").cursor_node.data.text:
            await run.press("down")
        await run.press("enter")
        assert run.app.screen.__class__.__name__ == "StatementScreen"
        await run.press("enter")
        await run.choose("未发生")
        await run.press("escape")
        assert isinstance(run.app.screen, CheckScreen)
        assert "一票否决未查明" not in run.text()
        assert "须处理 2 处）" in run.text()


async def test_handing_in_asks_while_something_is_left(running, options, started: str, reopened) -> None:
    judged(options, started)
    async with running() as run:
        await run.press("enter")
        await open_check(run)
        await run.press("f10")
        assert "检查还有 3 处，仍要提交吗？" in run.text()
        await run.press("enter")
        assert "未提交" in run.text()
        await run.press("ctrl+s")
        await run.choose("仍然提交")
        assert "（已提交，须处理 3 处）" in run.text()
        assert "已提交；再按 F10 可重新打开" in run.text()
        assert reopened().evaluations.view(started).row.status == "handed-in"
        await run.press("f10")
        await run.choose("重新打开")
        assert "（未提交，须处理 3 处）" in run.text()
        assert reopened().evaluations.view(started).row.status == "open"


async def test_nothing_left_is_handed_in_at_once(running, options, started: str, reopened) -> None:
    judged(options, started, whole=True)
    with open_workbench(options, clock=lambda: CLOCK) as bench:
        from kaoping import Observation

        bench.walk.fact(started, Observation("sessions", parse_period("2025"), Decimal(4)))
    async with running() as run:
        await run.press("enter")
        await open_check(run)
        assert "没有发现问题，可以提交（按 F10 或 Ctrl+S）" in run.text()
        await run.press("f10")
        assert "没有发现问题，本考评已提交" in run.text()
        assert reopened().evaluations.view(started).row.status == "handed-in"


async def test_anothers_is_not_handed_in(running, options, started: str, reopened) -> None:
    async with running(given=replace(options, evaluator="李四")) as run:
        await run.press("enter")
        await open_check(run)
        await run.press("f10")
        assert "这是 张三 的考评，只能由本人提交" in run.text()
        assert reopened().evaluations.view(started).row.status == "open"


async def test_the_result_says_what_leads_further(running, options, started: str) -> None:
    judged(options, started)
    for size in ((80, 24), (120, 36)):
        async with running(size=size) as run:
            await run.press("enter", "f9")
            for wanted in (
                "更好的结果：再补这 1 项、2 分即为“合格”",
                "1.2 机构和人员：2 到 4",
                "前提：1 项一票否决尚未查明，按未触发计：发生重大事故",
                "前提：1 项加减分尚未说明，按 0 计：创新加分",
            ):
                assert wanted in run.text(), wanted
            outline = run.app.screen.query_one("#outline")
            while not outline.cursor_node.data.text.startswith("更好的结果"):
                await run.press("down")
            assert "未评的按最低计，现为“不合格”" in run.text()
            await run.press("down", "enter")
            assert run.app.screen.item.id == "1.2"


async def test_the_other_standards_of_the_unit_stand_beside(running, options, started: str, tmp_path) -> None:
    judged(options, started)
    text = (tmp_path / "points.toml").read_text(encoding="utf-8")
    (tmp_path / "other.toml").write_text(
        text.replace('"mini/points"', '"mini/other"').replace('short = "小标准"', 'short = "另一标准"'),
        encoding="utf-8",
    )
    both = replace(options, standards=(*options.standards, tmp_path / "other.toml"))
    with open_workbench(both, clock=lambda: CLOCK) as bench:
        key = bench.evaluations.new("mini/other", "云溪县", parse_period("2025"), as_of=date(2025, 12, 20)).id
        bench.walk.rate(key, "2.1", Rating(points=Decimal(4)))
        bench.walk.rate(started, "1.1", Rating(points=Decimal(0), reason="没有学习"))
        bench.walk.deduct(started, "1.2", Deduction(Decimal(2), "没有专门机构"))
        bench.walk.rate(started, "2.1", Rating(points=Decimal(4)))
    async with running(given=both) as run:
        await run.press("enter", "f9")
        assert "同一考评对象的其他标准 1 个" in run.text()
        assert "小标准（考评 1）：再补这 1 项、2 分即为“合格”" in run.text()
        assert "查明或改进后同时有用的事实 1 个" in run.text()
        assert "学习次数：小标准 1.1；另一标准 1.1" in run.text()


async def test_what_files_say_is_never_markup(running, options, started: str, tmp_path) -> None:
    path = tmp_path / "hostile.toml"
    text = options.standards[0].read_text(encoding="utf-8").replace('"mini/points"', '"mini/hostile"')
    path.write_text(
        text.replace("机构和人员", "第[/]条[red]红[/red]").replace("发生重大事故", "[b]事故[/]"), encoding="utf-8"
    )
    given = replace(options, standards=(*options.standards, path))
    with open_workbench(given, clock=lambda: CLOCK) as bench:
        bench.units.add("青岚县", "county")
        key = bench.evaluations.new("mini/hostile", "青岚县", parse_period("2025"), as_of=date(2025, 12, 20)).id
        bench.walk.rate(key, "1.1", Rating(points=Decimal(2)))
        bench.walk.rate(key, "2.1", Rating(points=Decimal(4)))
        row = bench.evaluations.view(key)
    async with running(given=given) as run:
        run.app.push_screen(CheckScreen(row))
        await run.settle()
        assert "1.2 第[/]条[red]红[/red]：未评" in run.text()
        assert "[b]事故[/]：尚未说明是否发生" in run.text()
        await run.press("escape")
        run.app.push_screen(ResultScreen(row))
        await run.settle()
        assert "1.2 第[/]条[red]红[/red]：0 到 4，未评" in run.text()
        await run.pilot.resize_terminal(80, 24)
        await run.settle()
        assert "更好的结果：再补这 1 项、4 分即为“优秀”" in run.text()
        assert len(run.text().splitlines()) <= 24
