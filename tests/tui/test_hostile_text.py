"""Whatever people and files supply is shown as text: never markup, never a control byte on its way to the terminal."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from kaoping import Options, Rating, open_workbench, parse_period

HOSTILE = "第[/]条 [red]x[/red] [@click=app.quit]点[/] “引号” （括号）"
ACTING = "\x1b]52;c;cHduZWQ=\x07\u202e反\u2066\x9b31m"
ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def hostile(options: Options) -> tuple[Options, str]:
    """A standard, a unit, an evaluator and judgements full of it; the evaluation's id."""
    path = Path(options.standards[0])
    text = path.read_text(encoding="utf-8")
    text = text.replace("学习制度", HOSTILE[:60]).replace("设有专门机构。", HOSTILE + "长" * 5000)
    text = text.replace("发生重大事故", "[bold]重大[/]事故").replace('label = "优秀"', 'label = "[/]优秀"')
    text = text.replace("组织领导", "[reverse]组织[/]").replace("创新加分", "[/]加分")
    path.write_text(text, encoding="utf-8")
    used = replace(options, evaluator="[red]张三[/]")
    with open_workbench(used) as bench:
        bench.units.add("[link=x]云溪县[/]" + "长" * 280, "county")
        unit = bench.units.all()[0]
        row = bench.evaluations.new("mini/points", unit.id, parse_period("2025"))
        bench.walk.note(row.id, "1.1", HOSTILE + "\n" + "记" * 5000)
        bench.walk.rate(row.id, "2.1", Rating(not_applicable=HOSTILE))
        return used, row.id


def acting(text: str) -> list[str]:
    return ACTS.findall(text.replace("\n", ""))


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (40, 12)])
async def test_no_screen_crashes_or_reads_it_as_markup(running, hostile, size) -> None:
    used, _ = hostile
    async with running(size=size, given=used) as run:
        await run.press("enter", "home", "down")
        assert "第[/]条" in run.text()
        assert not acting(run.text())
        for keys in (
            ("down", "tab", "end", "pageup"),
            ("f1", "escape"),
            ("ctrl+g", "escape"),
            ("f4", "escape"),
            ("f6", "escape"),
            ("f7", "escape"),
            ("ctrl+f", "escape"),
            ("ctrl+f", "down", "enter", "escape"),
            ("ctrl+b", "enter", "enter", "escape"),
            ("ctrl+o", "escape"),
            ("f12", "escape"),
            ("f8", "enter", "escape", "down", "enter", "escape", "escape"),
            ("f9", "enter", "down", "enter", "end", "escape"),
        ):
            await run.press(*keys)
            assert not acting(run.text())
        await run.press("escape", "f6", "escape", "f2")
        assert not acting(run.text())


async def test_what_is_pasted_into_fields_is_made_visible_before_it_can_act(running, started: str, options) -> None:
    async with running() as run:
        await run.press("enter", "f7")
        await run.type(f"甲{ACTING}乙")
        assert not acting(run.text())
        assert "␛]52;c" in run.text()
        await run.press("ctrl+s")
        assert not acting(run.text())
        await run.press("f6")
        await run.type(f"{ACTING}\n第二行")
        assert not acting(run.text())
        await run.press("enter")
        assert not acting(run.text())
    with open_workbench(options) as bench:
        view = bench.evaluations.view(started)
        assert view.answers.ratings["1.1"].note is not None
        assert "第二行" in (view.answers.ratings["1.1"].not_applicable or "")


async def test_hostile_names_in_errors_are_shown_as_they_are(running, options) -> None:
    broken = options.standards[0].with_name("x[red].toml")
    broken.write_text('schema = 1\nid = "[/]"\n', encoding="utf-8")
    async with running(given=replace(options, standards=(*options.standards, broken))) as run:
        assert "按 F6 查看" in run.text()
        await run.press("f6")
        assert "x[red].toml" in run.flat()
