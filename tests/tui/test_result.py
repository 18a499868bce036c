"""The result screen: every number opens into where it came from, and what leads further stands beside."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from kaoping import (
    AdjustmentStatement,
    Deduction,
    Observation,
    Options,
    Rating,
    VetoStatement,
    open_workbench,
    parse_period,
)
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


def every(node):
    for child in node.children:
        yield child
        yield from every(child)


async def opened(run, *texts: str) -> list[str]:
    """Open a heading and the lines below it that begin so, one after the other; what stands below the last."""
    node = None
    for text in texts:
        outline = run.app.screen.query_one("#outline")
        there = outline.root.children if node is None else every(node)
        node = next(found for found in there if found.data.text.startswith(text))
        above = node.parent
        while above is not None and not above.is_root:
            above.expand()
            above = above.parent
        await run.settle()
        outline.move_cursor(node)
        await run.settle()
        if not node.is_expanded:
            await run.press("enter")
    assert node is not None
    assert node.is_expanded
    return [child.data.text for child in node.children]


def shorten(options: Options, key: str) -> None:
    """A deduction, a bonus and a cleared veto."""
    with open_workbench(options, clock=lambda: CLOCK) as bench:
        bench.walk.rate(key, "1.1", Rating(deductions=(Deduction(Decimal("0.5"), "少一次"),)))
        bench.walk.rate(key, "1.2", Rating(points=Decimal(4)))
        bench.walk.adjust(key, "innovation", AdjustmentStatement(count=1, reason="一网通办"))
        bench.walk.veto(key, "accident", VetoStatement(False, note="查过台账"))


async def test_every_number_opens_into_where_it_came_from(running, options, started: str) -> None:
    shorten(options, started)
    async with running(size=(80, 24)) as run:
        await run.press("enter", "f9")
        # The total, step by step, down to what was entered.
        total = await opened(run, "得分 6.5 ~ 10.5 / 10")
        assert total == ["最低与最高 = 6.5 ~ 10.5　限于最低与最高之间"]
        assert await opened(run, "得分 6.5", "最低与最高", "加减分之后") == [
            "各项得分 = 5.5 ~ 9.5　各项相加",
            "创新加分 = 1　加减分（不超过上限）",
        ]
        assert await opened(run, "得分 6.5", "创新加分 = 1") == [
            "状态 已填",
            "次数 1",
            "每次 1",
            "上限 2",
            "理由 一网通办",
        ]
        # An item: what it was given, and the way to it.
        item = await opened(run, "各项得分 3 项", "1.1 学习制度 = 1.5")
        assert item == ["满分 2", "扣分 0.5", "理由 少一次", "转到 1.1 学习制度"]
        # A section, with the same item below.
        section = await opened(run, "各部分", "一 组织领导：5.5 / 6")
        assert section == [
            "1.1 学习制度 = 1.5　分值减去逐笔扣分，最低 0 分",
            "1.2 机构和人员 = 4　评定得分",
        ]
        # An adjustment: how often, how much each time, the most.
        assert await opened(run, "加减分", "创新加分：1（已填）") == [
            "状态 已填",
            "次数 1",
            "每次 1",
            "上限 2",
            "理由 一网通办",
        ]
        # A veto.
        veto = await opened(run, "否决：", "〔已排除〕发生重大事故")
        assert veto[0].startswith("依据：")
        assert veto[1] == "后果：不得参评"
        # What a result asks.
        assert await opened(run, "各结果的条件", "优秀：得分不低于 9 分，现为 6.5 ~ 10.5 分（未定）") == [
            "最低与最高 = 6.5 ~ 10.5　限于最低与最高之间"
        ]
        # Nothing is wider than the screen, and what is cut has its sign.
        assert all(len(line) <= 80 for line in run.text().splitlines())
        await opened(run, "各项得分 3 项", "1.1 学习制度 = 1.5")
        outline = run.app.screen.query_one("#outline")
        # A line comes into sight at once, whatever the text below then takes.
        outline.scroll_to_line(0)
        assert outline.scroll_offset.y == 0
        outline.scroll_to_line(outline.last_line)
        assert outline.scroll_offset.y == outline.max_scroll_y > 0
        node = next(found for found in every(outline.root) if found.data.text == "转到 1.1 学习制度")
        outline.move_cursor(node)
        await run.press("enter")
        assert run.app.screen.__class__.__name__ == "WalkScreen"
        assert "学习制度" in run.text()


async def test_a_line_of_what_still_decides_leads_to_its_item(running, options, started: str) -> None:
    shorten(options, started)
    async with running(size=(80, 24)) as run:
        await run.press("enter", "f9")
        outline = run.app.screen.query_one("#outline")
        assert "意思：还有 1 处没有定下来，结果可能是：优秀、合格" in run.text()
        node = next(found for found in every(outline.root) if found.data.text.startswith("2.1 行政执法（4分）未评"))
        outline.move_cursor(node)
        await run.press("enter")
        assert run.app.screen.query_one("#tree").item == "2.1"


MORE = """
schema = 1
id = "mini/more"
title = "另一标准"
short = "另一"
edition = "2025"
status = "draft"
unit_kinds = ["county"]

[document]
id = "more"
title = "另一文件"

[scoring]
model = "points"
full = 6
step = 0.5

[[facts]]
id = "sessions"
title = "学习次数"
subject = "government"
kind = "count"
unit = "次"

[[criteria]]
id = "甲"
title = "学习"
points = 4
requirements = [{ id = "甲.1", text = "每年六次。", measure = { fact = "sessions", at_least = 6, per = "year" } }]
[[criteria]]
id = "乙"
title = "公开"
points = 2

[[vetoes]]
id = "long"
title = "很长的一项"
text = "TEXT"
effect = "downgrade"

[[outcomes]]
label = "好"
when = { score_at_least = 5 }
[[outcomes]]
label = "差"
otherwise = true
"""


async def test_all_standards_together_stand_in_a_part_of_their_own(running, options, started: str) -> None:
    path = options.db.parent.parent / "more.toml"
    path.write_text(MORE.replace("TEXT", "很长的内容，" * 45 + "到此为止。"), encoding="utf-8")
    both = replace(options, standards=(*options.standards, path))
    with open_workbench(both, clock=lambda: CLOCK) as bench:
        year = parse_period("2025")
        other = bench.evaluations.new("mini/more", "云溪县", year, as_of=date(2025, 12, 20)).id
        bench.walk.fact(started, Observation("sessions", year, Decimal(3)))
        for key, ratings in ((started, {"1.1": 0, "1.2": 4, "2.1": 0.5}), (other, {"甲": 0, "乙": 2})):
            for item, points in ratings.items():
                bench.walk.rate(key, item, Rating(points=Decimal(str(points)), reason="核过"))
        evaluation = bench.evaluations.view(started).row.number
    async with running(size=(80, 24), given=both) as run:
        await run.choose("小标准")
        await run.press("f9")
        lines = await opened(run, "各标准合起来（云溪县）")
        outline = run.app.screen.query_one("#outline")
        head = next(found for found in every(outline.root) if found.data.text.startswith("各标准合起来"))
        assert head.data.text == "各标准合起来（云溪县）：1 项、6 分，2 个标准即都有更好的结果"
        assert lines == [
            f"小标准（考评 {evaluation}）：现为“不合格”，可到“合格”",
            "另一（考评 2）：现为“差”，可到“好”",
            "1. 学习次数：一处，2 项都有用",
        ]
        # The fact once, with what it serves; a criterion of this evaluation can be gone to.
        assert await opened(run, "各标准合起来", "1. 学习次数") == [
            "小标准 1.1 学习制度：0 到 2",
            "另一 甲 学习：0 到 4",
        ]
        items = [child.data.item for child in head.children[-1].children]
        assert items == ["1.1", None]
        # It stands after the evaluation's own way.
        tops = [child.data.text[:4] for child in outline.root.children]
        assert tops[2:4] == ["更好的结", "各标准合"]
        # A text longer than its place takes more room, and none of it is lost.
        await run.press("escape", "escape")
        await run.choose("另一")
        await run.press("f9")
        veto = next(
            found
            for found in every(run.app.screen.query_one("#outline").root)
            if found.data.more.startswith("很长的内容")
        )
        run.app.screen.query_one("#outline").move_cursor(veto)
        await run.settle()
        assert "到此为止。" in run.flat()
        assert run.app.screen.query_one("#more").size.height > 5


async def test_no_save_and_no_leaving_waits_for_what_is_worked_out(running, started: str) -> None:
    let_go = threading.Event()
    told: list[object] = []
    try:
        async with running() as run:
            app = run.app
            app.compute(app.screen, lambda: let_go.wait(60), told.append)
            saved = threading.Event()
            app.save(app.screen, lambda bench: saved.set())
            for _ in range(200):
                await run.pilot.pause(0.01)
                if app.save_state.startswith("已保存"):
                    break
            assert saved.is_set()
            assert app.save_state.startswith("已保存")
            app.compute(app.screen, lambda: 1 // 0)
            for _ in range(200):
                await run.pilot.pause(0.01)
                if "ZeroDivisionError" in app.notice:
                    break
            assert "程序内部错误（ZeroDivisionError" in app.notice
            await run.pilot.press("ctrl+q")
            for _ in range(200):
                await run.pilot.pause(0.01)
                if not app.is_running:
                    break
            assert not app.is_running
            assert app.thinker.busy
            assert told == []
    finally:
        let_go.set()


def test_what_a_result_that_is_none_means_is_said(options, started: str, tmp_path: Path) -> None:
    head, _, _ = options.standards[0].read_text(encoding="utf-8").partition("[[outcomes]]")
    path = tmp_path / "unset.toml"
    path.write_text(head.replace('"mini/points"', '"mini/unset"'), encoding="utf-8")
    with open_workbench(replace(options, standards=(path,)), clock=lambda: CLOCK) as bench:
        key = bench.evaluations.new("mini/unset", "云溪县", parse_period("2025"), as_of=date(2025, 12, 20)).id
        line, because = outline_of(bench.evaluations.view(key))[0]
        assert line.text == "尚无结果"
        assert [one.text for one in because][-2:] == [
            "意思：还没有任何评定，所以没有结果",
            "下一步：先评几项，结果随即算出",
        ]
        bench.walk.rate(key, "1.2", Rating(points=Decimal(4)))
        line, because = outline_of(bench.evaluations.view(key))[0]
        assert line.text == "结果须由本地规则规定"
        assert because[-2].text.startswith("意思：影响结果的条件、等次或分值，文件留给本地规定")
        assert because[-1].text.startswith("下一步：向牵头单位要本地规则文件，用 kaoping --rules 文件 新建考评")
