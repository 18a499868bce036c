"""What is typed and pasted is text: never a control byte on its way to the terminal. The screens: `test_tour.py`."""

from __future__ import annotations

import re

from kaoping import open_workbench

HOSTILE = "第[/]条 [red]x[/red] [@click=app.quit]点[/] “引号” （括号）"
ACTING = "\x1b]52;c;cHduZWQ=\x07\u202e反\u2066\x9b31m"
ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def acting(text: str) -> list[str]:
    return ACTS.findall(text.replace("\n", ""))


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
