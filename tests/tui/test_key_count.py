"""How many key presses a whole sheet takes, counted; the manual publishes the number.

Run `pytest tests/tui/test_key_count.py -s` to see it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kaoping import Options, open_workbench, parse_period

MANUAL = Path(__file__).resolve().parents[2] / "docs" / "evaluator.md"
UNMET = ("7", "20", "33", "48", "60")
ABSENT = ("12", "41", "66")
LACKING = "制度文件未提供，现场也未见执行记录"
UNRELATED = "本单位没有行政执法职能"


class Counted:
    """A running application; every key and every character typed counts as one press."""

    def __init__(self, run: Any) -> None:
        self.run = run
        self.presses = 0

    async def press(self, *keys: str) -> None:
        self.presses += len(keys)
        await self.run.press(*keys)

    async def write(self, text: str) -> None:
        self.presses += len(text)
        await self.run.type(text)


@pytest.fixture
def sheet(options: Options) -> tuple[Options, str]:
    """A bureau to be evaluated by the 76 items of zhashui."""
    given = replace(options, db=options.data / "keys.db", no_plugins=False, standards=())
    with open_workbench(given) as bench:
        bench.units.add("柞水县甲局", "department", {})
        return given, bench.evaluations.new("zhashui", "柞水县甲局", parse_period("2025")).id


def published(name: str) -> int:
    found = re.search(rf"{name}[^|\n]*\|\s*(\d+)\s*\|", MANUAL.read_text(encoding="utf-8"))
    assert found is not None, name
    return int(found[1])


async def test_item_by_item_takes_under_three_presses_each(running, sheet) -> None:
    given, key = sheet
    async with running(given=given) as run:
        await run.press("enter")
        counted = Counted(run)
        items = [item.id for item in run.app.screen.view.resolved.items]
        unmet = [items[int(n) - 1] for n in UNMET]
        absent = [items[int(n) - 1] for n in ABSENT]
        while (here := run.app.screen.item.id) not in run.app.screen.view.answers.ratings:
            if here in unmet:
                await counted.press("f4")
                if here == unmet[0]:
                    await counted.write(LACKING)
                else:
                    await counted.press("down")
                await counted.press("enter")
            elif here in absent:
                await counted.press("f6")
                if here == absent[0]:
                    await counted.write(UNRELATED)
                else:
                    await counted.press("down")
                await counted.press("enter")
            else:
                plain = items[items.index(here) :]
                until = next((n for n, item in enumerate(plain) if item in (*unmet, *absent)), len(plain))
                await counted.press(*["enter"] * until)
    with open_workbench(given) as bench:
        view = bench.evaluations.view(key)
        ratings = view.answers.ratings
        assert len(items) == len(ratings) == 76
        assert [i for i in items if ratings[i].verdict == "unmet" and ratings[i].reason == LACKING] == unmet
        assert [i for i in items if ratings[i].not_applicable == UNRELATED] == absent
        assert view.row.rated == 76
    print(f"\n逐项评定：{counted.presses} 次，每项 {counted.presses / 76:.2f} 次")
    assert counted.presses < 3 * 76
    assert counted.presses == published("逐项评定")


async def test_exceptions_first_and_the_rest_at_once(running, sheet) -> None:
    given, key = sheet
    async with running(given=given) as run:
        await run.press("enter")
        counted = Counted(run)
        items = [item.id for item in run.app.screen.view.resolved.items]
        for number, name in enumerate((*UNMET, *ABSENT)):
            await counted.press("ctrl+g")
            await counted.write(items[int(name) - 1])
            await counted.press("enter", "f4" if name in UNMET else "f6")
            if number in (0, len(UNMET)):
                await counted.write(LACKING if name in UNMET else UNRELATED)
            else:
                await counted.press("down")
            await counted.press("enter")
        await counted.press("ctrl+b", "end", "enter", "enter", "enter")
    with open_workbench(given) as bench:
        view = bench.evaluations.view(key)
        assert view.row.rated == 76
        assert sum(rating.verdict == "met" for rating in view.answers.ratings.values()) == 68
        assert len([line for line in bench.history.of(key) if line.kind == "judged"]) == 9
    print(f"\n先评例外：{counted.presses} 次，每项 {counted.presses / 76:.2f} 次")
    assert counted.presses == published("先评例外")
