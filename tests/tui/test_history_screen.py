"""The history on screen: read, filtered, gone back, handed over, compared; asserted in the workspace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from kaoping import Deduction, Observation, Options, Rating, View, open_workbench, parse_period

D = Decimal
CLOCK = datetime(2025, 12, 20, 9, 30, tzinfo=UTC)
HOSTILE = "第[/]条 [bold]\u202e\x1b]52;c;eA==\x07"


@pytest.fixture
def now(reopened, started: str) -> Callable[[], View]:
    return lambda: reopened().evaluations.view(started)


@pytest.fixture
def worked(options: Options, started: str) -> str:
    """Some work on the evaluation: three ratings, one of them undone, and a fact of a colleague's."""
    with open_workbench(options, clock=lambda: CLOCK) as bench:
        bench.walk.rate(started, "1.2", Rating(points=D(3)))
        bench.walk.rate(started, "2.1", Rating(points=D(4)))
        bench.walk.deduct(started, "1.2", Deduction(D("0.5"), "专职人员只有一名，编制尚未批复，材料未附", "1.2.2"))
        bench.walk.note(started, "1.2", "下次看编制批复")
        bench.walk.undo(started)
        bench.desk.evaluator = "李四"
        bench.facts.put("云溪县", "sessions", D(3), "2025", note="查会议记录")
    return started


async def test_the_newest_entry_is_first_and_stands_whole_below(running, worked: str) -> None:
    async with running((80, 24)) as run:
        await run.press("enter", "ctrl+l")
        assert "修改历史｜云溪县｜小标准｜全部 7 条" in run.text()
        lines = run.text().splitlines()
        assert lines[1].split()[:3] == ["12-20", "09:30", "李四"]
        assert "学习次数未登记→3次（2025）" in run.flat()
        assert "在别处登记，对本考评有影响" in run.text()
        await run.press("down", "down")
        assert "〔已撤销〕1.2机构和人员备注：无→下次看编制批复" in run.flat()
        await run.press("down")
        assert "专职人员只有一名，编制尚未批复，材料未附（1.2.2）" in run.flat()
        await run.press("end")
        assert "新建考评" in run.text()


async def test_only_the_item_at_hand(running, worked: str) -> None:
    async with running() as run:
        await run.press("enter", "ctrl+g")
        await run.type("1.1")
        await run.press("enter", "ctrl+l", "f2")
        assert "只看 1.1，1 条" in run.text()
        assert "学习次数" in run.text()
        assert "行政执法" not in run.text()
        await run.press("f2")
        assert "全部 7 条" in run.text()


async def test_an_entry_in_full_leads_to_its_item(running, worked: str) -> None:
    async with running((80, 24)) as run:
        await run.press("enter", "ctrl+l", "down", "down", "down", "enter")
        assert "1.2 机构和人员" in run.text()
        assert "原为 3 分" in run.text()
        assert "改为3.5分（扣0.5分：专职人员只有一名，编制尚未批复，材料未附（1.2.2））" in run.flat()
        await run.press("f3")
        assert type(run.app.screen).__name__ == "WalkScreen"
        assert run.app.screen.item.id == "1.2"


async def test_back_with_a_reason_and_undone_in_the_walk(running, now, worked: str) -> None:
    async with running() as run:
        await run.press("enter", "ctrl+l", "end", "up", "f6")
        assert "改动2处" in run.flat()
        await run.type("看错了单位")
        await run.press("enter")
        assert {item: rating.points for item, rating in now().answers.ratings.items()} == {"1.2": D(3)}
        await run.press("down")  # the colleague's fact has the same second on this clock
        assert "回到第 3 条之后" in run.text()
        assert "原因：看错了单位" in run.flat()
        assert "Ctrl+Z可撤销" in run.flat()
        await run.press("escape", "ctrl+z")
        assert now().answers.ratings["2.1"].points == D(4)
        assert len(now().answers.ratings["1.2"].deductions) == 1


async def test_back_from_the_entry_itself_and_without_a_reason(running, now, worked: str) -> None:
    async with running() as run:
        await run.press("enter", "ctrl+l", "end", "enter", "f6", "enter")
        assert now().answers.ratings == {}
        await run.press("f6")
        assert "现在与那时相同，没有要改的" in run.text()
        await run.press("escape", "escape")


async def test_back_can_be_thought_better_of(running, now, worked: str) -> None:
    async with running() as run:
        await run.press("enter", "ctrl+l", "end", "f6", "escape")
        assert set(now().answers.ratings) == {"1.2", "2.1"}
        assert type(run.app.screen).__name__ == "HistoryScreen"


async def test_after_a_hand_in_the_reason_is_asked_for(running, now, worked: str) -> None:
    async with running() as run:
        await run.press("enter")
        run.app.screen.judge(lambda bench, key: bench.walk.hand_in(key), "已提交")
        await run.settle()
        await run.press("ctrl+l", "end", "f6", "enter")
        assert "已提交的考评，修改须写明原因" in run.text()
        await run.type("复核后重评")
        await run.press("enter")
        assert now().answers.ratings == {}
        assert now().row.status == "handed-in"


async def test_the_result_of_that_time(running, worked: str) -> None:
    async with running() as run:
        await run.press("enter", "ctrl+l", "end", "up", "f9")
        assert "12-20 09:30 的结果，不是现在的" in run.text()
        assert "已评 1/3" in run.text()
        await run.press("escape")
        assert type(run.app.screen).__name__ == "HistoryScreen"


async def test_hand_over_and_read_alone_from_then_on(running, now, worked: str) -> None:
    async with running() as run:
        await run.press("enter", "ctrl+l", "f8")
        await run.type("李四")
        await run.press("enter")
        await run.type("调离")
        await run.press("enter")
        assert now().row.evaluator == "李四"
        assert "已移交给 李四，此后只能查看" in run.text()
        assert "移交给李四原因：调离" in run.flat()
        await run.press("f6")
        assert "这是 李四 的考评，只能查看" in run.text()
        await run.press("f8")
        assert "只能由本人移交" in run.text()


async def test_two_years_side_by_side(running, options: Options, worked: str) -> None:
    with open_workbench(options, clock=lambda: CLOCK) as bench:
        year = parse_period("2024")
        earlier = bench.evaluations.new("mini/points", "云溪县", year, as_of=year.end).id
        bench.walk.rate(earlier, "2.1", Rating(points=D(4)))
        bench.walk.rate(earlier, "1.2", Rating(not_applicable="机构改革"))
        bench.evaluations.view(worked)
        bench.walk.note(worked, "2.1", "再看")
    async with running((80, 24)) as run:
        await run.press("enter", "ctrl+l", "f7")
        assert "与哪一次考评对比" in run.text()
        await run.press("enter")
        assert "对比｜云溪县｜小标准｜2024（考评 2，张三） → 2025（考评 1，张三）" in run.text()
        text = run.text()
        assert "评定不同 1 项" in text
        assert "1.2机构和人员不适用：机构改革→3.5分" in run.flat()
        for _ in range(20):
            line = run.app.screen.query_one("#outline").cursor_node.data
            if line is not None and line.item == "1.2":
                break
            await run.press("down")
        assert "2025（考评1，张三）：3.5分（扣0.5分：专职人员只有一名" in run.flat()
        await run.press("enter")
        assert run.app.screen.item.id == "1.2"


async def test_without_another_evaluation_nothing_is_compared(running, worked: str) -> None:
    async with running() as run:
        await run.press("enter", "ctrl+l", "f7")
        assert "没有同一考评对象、同一标准的另一次考评可以对比" in run.text()


async def test_thousands_of_entries_come_in_two_steps(running, options: Options, started: str) -> None:
    from kaoping.store.projection import record
    from kaoping.store.workspace import saving

    with open_workbench(options, clock=lambda: CLOCK) as bench, saving(bench.desk.workspace):
        book = bench.desk.book()
        held = None
        for number in range(1500):
            after = {"points": str(number % 5), "note": f"第 {number} 次"}
            change = {"what": "rating", "id": "1.2", "from": held, "to": after}
            body = {"kind": "judged", "evaluation": started, "changes": [change], "why": None}
            record(bench.desk.workspace, book, body, "2025-12-20T09:30:00+00:00")
            held = after
    async with running((80, 24)) as run:
        await run.press("enter", "ctrl+l")
        assert "全部 1501 条" in run.text()
        await run.press("end")
        assert "还有更早的 501 条，按回车载入" in run.text()
        await run.press("enter", "end")
        assert "新建考评" in run.text()
        await run.press("home")
        assert "第 1499 次" in run.text()


async def test_a_fact_withdrawn_by_going_back(running, now, options: Options, started: str) -> None:
    with open_workbench(options, clock=lambda: CLOCK) as bench:
        bench.walk.fact(started, Observation("sessions", parse_period("2025"), D(5)))
    assert len(now().answers.facts) == 1
    async with running((120, 36)) as run:
        await run.press("enter", "ctrl+l", "end", "f6")
        assert "学习次数5次（2025）→未登记" in run.flat()
        await run.press("enter")
    assert now().answers.facts == ()
