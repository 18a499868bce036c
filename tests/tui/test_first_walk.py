"""From an empty workspace to a finished evaluation, by keys alone."""

from __future__ import annotations

from decimal import Decimal


async def test_empty_workspace_to_a_decided_outcome(running, reopened) -> None:
    async with running() as run:
        assert "还没有考评" in run.text()
        await run.press("enter")  # 新建考评
        assert "选标准" in run.text()
        await run.choose("小标准：按分值")
        assert "考评对象的名称" in run.text()
        await run.type("云溪县")
        await run.press("enter")
        assert "云溪县（县（市、区））" in run.text()
        await run.press("f10")
        assert "已评 0/3" in run.text()

        await run.press("right")
        await run.press("f5")
        await run.type("５")
        await run.press("enter")
        assert "建议：2 分" in run.text()
        await run.press("enter")
        await run.press("space", "down", "space")
        await run.press("enter")
        await run.press("3")
        await run.press("full_stop", "5")
        await run.press("enter")
        assert "已评 3/3" in run.text()
        assert "9.5" in run.text()
        await run.press("f8", "enter", "enter")
        assert "已排除" in run.text()
        await run.press("enter", "０", "enter", "escape")
        assert "已保存 09:30:00" in run.text()
        assert "优秀" in run.text()

    bench = reopened()
    (row,) = bench.evaluations.all()
    view = bench.evaluations.view(row.id)
    assert view.sheet.complete
    assert view.sheet.score_low == Decimal("9.5")
    assert view.answers.ratings["1.1"].basis is not None
    assert view.answers.ratings["1.2"].requirements == {"1.2.1": "met", "1.2.2": "met"}
    assert view.answers.ratings["2.1"].points == Decimal("3.5")
