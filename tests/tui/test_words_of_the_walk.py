"""What the walk says in few cells: the character of a level, a fact that is wanted, a file in the status line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from kaoping import AdjustmentStatement, Options, Surroundings, open_workbench, parse_period
from kaoping_tui.result_lines import derived, outline_of
from kaoping_tui.screens.statements import choices_of
from kaoping_tui.texts import level_mark


@pytest.mark.parametrize(
    ("titles", "marks"),
    [
        (("优秀", "良好", "一般", "较差"), "优良般较"),
        (("较好", "一般", "较差"), "好般差"),
        (("优秀", "合格", "不合格"), "优合不"),
        (("一", "二"), "一二"),
    ],
)
def test_the_mark_of_a_level_is_a_character_of_its_own(titles: tuple[str, ...], marks: str) -> None:
    item = SimpleNamespace(levels={str(n): SimpleNamespace(title=title) for n, title in enumerate(titles)})
    assert "".join(level_mark(item, name) for name in item.levels) == marks  # type: ignore[arg-type]
    assert level_mark(item, "gone") == "?"  # type: ignore[arg-type]


async def test_a_yes_that_is_wanted_is_not_said_twice(running, options) -> None:
    standard = options.standards[0]
    text = standard.read_text(encoding="utf-8")
    fact = '[[facts]]\nid = "office"\ntitle = "已设机构"\nsubject = "government"\nkind = "yes-no"\n\n[[dimensions]]\nid = "一"'
    text = text.replace('[[dimensions]]\nid = "一"', fact, 1)
    text = text.replace(
        'text = "设有专门机构。", ', 'text = "设有专门机构。", measure = { fact = "office", is = true }, ', 1
    )
    standard.write_text(text, encoding="utf-8")
    with open_workbench(options) as bench:
        bench.units.add("云溪县", "county")
        bench.evaluations.new("mini/points", "云溪县", parse_period("2025"))
    async with running() as run:
        await run.press("enter", "down", "f5", "enter")
        assert "事实：已设机构（2025）：是→达到" in run.flat()
        await run.press("f5", "down", "enter")
        assert "事实：已设机构（2025）：否→未达到" in run.flat()
        await run.press("f5")
        assert run.app.screen.query_one("#choices").key == "否"  # what is known is where one stands
        await run.press("enter")
        assert "应为是" not in run.text()


async def test_the_status_line_names_the_file_and_has_room_for_the_next_step(running, options, started: str) -> None:
    folder = options.db.parent / ("很长的文件夹名称" * 6)
    folder.mkdir(parents=True)
    given = replace(options, db=folder / "w.db")
    async with running(size=(80, 24), given=given) as run:

        def refuse(_bench: object) -> None:
            raise Surroundings("full", f"磁盘已满，未能保存：{given.db}", "请清理磁盘空间后重试")

        run.app.read(run.app.screen, refuse)
        await run.settle()
        assert "注意：磁盘已满，未能保存：w.db。请清理磁盘空间后重试" in run.text()


async def test_how_to_attach_the_document_comes_after_what_is_about_the_criterion(running, options) -> None:
    standard = options.standards[0]
    text = standard.read_text(encoding="utf-8").replace(
        'title = "学习制度"\n', 'title = "学习制度"\n  clause = "第一条"\n', 1
    )
    standard.write_text(text, encoding="utf-8")
    with open_workbench(options) as bench:
        bench.units.add("云溪县", "county")
        row = bench.evaluations.new("mini/points", "云溪县", parse_period("2025"))
        bench.walk.note(row.id, "1.1", "已看过")
    async with running() as run:
        await run.press("enter")
        for _ in range(100):
            await run.pilot.pause(0.02)
            if "未附" in run.text():
                break
        assert run.text().index("备注：已看过") < run.text().index("原文：未附")


async def test_a_statement_leads_on_to_the_next_line(running, started: str) -> None:
    async with running() as run:
        await run.press("enter", "f8", "enter", "enter")
        assert "考评人认定未发生" in run.text()
        assert run.app.screen.query_one("#statement-list").key == "adjustment:innovation"


def test_what_several_come_to_together_is_said_beside_each_and_by_itself(
    options: Options, started: str, tmp_path: Path
) -> None:
    more = """
[[adjustments]]
id = "prize"
title = "表彰"
text = "获表彰的，每次加三分。"
kind = "bonus"
amount = 3
[[adjustment_caps]]
id = "all"
title = "加分合计"
kind = "bonus"
at_most = 4
clause = "第四条"
[[outcomes]]
"""
    head, cut, tail = options.standards[0].read_text(encoding="utf-8").partition("[[outcomes]]\n")
    assert cut
    path = tmp_path / "shared.toml"
    path.write_text(head.replace('"mini/points"', '"mini/shared"') + more + tail, encoding="utf-8")
    with open_workbench(replace(options, standards=(path,))) as bench:
        key = bench.evaluations.new("mini/shared", "云溪县", parse_period("2025"), as_of=date(2025, 12, 20)).id
        bench.walk.adjust(key, "innovation", AdjustmentStatement(count=2, reason="甲"))
        view = bench.walk.adjust(key, "prize", AdjustmentStatement(count=1, reason="乙"))
    said = [choice.text for choice in choices_of(view)]
    assert said[-3:] == [
        "〔加分〕创新加分（每次 1 分，累计不超过 2 分；加分合计不超过 4 分）：2 次，计 2 分",
        "〔加分〕表彰（每次 3 分；加分合计不超过 4 分）：1 次，计 3 分",
        "〔合计〕加分合计不超过 4 分：各项合计 5，计 4",
    ]
    lines = next(below for line, below in outline_of(view) if line.text == "加减分")
    assert lines[-1].text == "加分合计不超过 4 分：各项合计 5，计 4"
    steps = derived(lines[-1].derivation, view)
    assert [step.text for step in steps] == ["各项合计 = 5　各项相加"]
    assert [step.text for step in derived(steps[0].derivation, view)] == [
        "创新加分 = 2　加减分（不超过上限）",
        "表彰 = 3　加减分（不超过上限）",
    ]
