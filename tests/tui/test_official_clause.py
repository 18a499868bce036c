"""The official wording beside the item."""

from __future__ import annotations

from pathlib import Path

from kaoping import open_workbench, parse_period

SENTENCES = "".join(f"第{number}种情形另附一份说明并由经办人签字。" for number in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳")
LINES = f"""小文件
（一）组织领导（6分）
1、学习制度：每年学习不少于四次（2分）。
2、机构和人员：设有专门机构，配有专职人员（4分）。{SENTENCES}
（二）依法行政（4分）
1、行政执法：执法有记录（4分）。
"""


def pane(run) -> str:
    """What the right pane holds, without blanks and line breaks."""
    detail = run.app.screen.query_one("#detail")
    shown = (str(detail.get_option_at_index(number).prompt) for number in range(detail.option_count))
    return "".join("".join(shown).split())


async def test_the_clause_stands_below_the_requirements(running, options, started: str, tmp_path: Path) -> None:
    path = tmp_path / "小文件.txt"
    path.write_text(LINES, encoding="utf-8")
    async with running(size=(80, 40)) as run:
        await run.press("enter")
        run.app.screen.glance()
        await run.settle()
        assert "原文：" not in pane(run)  # the item names no place in the document, so there is nothing to say
        await run.press("ctrl+d")
        assert "1.1 没有附上原文：kaoping standard attach mini 文件" in run.text()
        with open_workbench(options) as bench:
            bench.clauses.attach("mini", path)
        run.app.screen.glance()
        await run.settle()
        assert "原文（第3行）：1、学习制度：每年学习不少于四次（2分）。" in pane(run)
        assert pane(run).index("每年学习不少于四次。") < pane(run).index("原文（第3行）")
        await run.press("down")
        run.app.screen.glance()
        await run.settle()
        assert "原文（第4行）：2、机构和人员：" in pane(run)
        assert "…（Ctrl+D看全文）" in pane(run)
        assert "第巳种情形" not in pane(run)
        await run.press("ctrl+d")
        assert "1.2 机构和人员：官方原文" in run.text()
        assert "小文件.txt　第4行　张三" in run.text()
        await run.press("end")
        assert "第巳种情形另附一份说明并由经办人签字。" in run.text()
        await run.press("escape")
        assert run.app.screen.item.id == "1.2"


async def test_where_nothing_is_attached_the_pane_says_how(running, options, tmp_path: Path) -> None:
    text = options.standards[0].read_text(encoding="utf-8")
    options.standards[0].write_text(text.replace('title = "学习制度"', 'title = "学习制度"\n  clause = "（一）1"'), encoding="utf-8")  # fmt: skip
    with open_workbench(options) as bench:
        bench.units.add("云溪县", "county")
        bench.evaluations.new("mini/points", "云溪县", parse_period("2025"))
        path = tmp_path / "缺.txt"
        path.write_text(LINES.replace("1、学习制度：每年学习不少于四次（2分）。\n", ""), encoding="utf-8")
    async with running(size=(80, 40)) as run:
        await run.press("enter")
        run.app.screen.glance()
        await run.settle()
        assert "原文：未附。用kaopingstandardattachmini文件附上后，在此显示" in pane(run)
        with open_workbench(options) as bench:
            bench.clauses.attach("mini", path)
        run.app.screen.glance()
        await run.settle()
        assert "原文：附上的缺.txt里没有找到这一项" in pane(run)
