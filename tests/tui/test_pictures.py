"""The walk as it looks, with long Chinese text, at both sizes. Look at a picture before accepting a new one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kaoping import Deduction, Options, Rating, Workbench, open_workbench, parse_period

CLOCK = datetime(2025, 12, 20, 9, 30, 0, tzinfo=UTC)
LONG = (
    "党委每年至少召开1次常委会，专题研究部署创建活动（依照《GB/T 32168-2015 政务服务中心网上服务规范》第3.2条），"
    "有“会议纪要”或会议记录为证；涉及多个部门的，各部门均有落实台账，件件有着落、事事有回音。"
)


@pytest.fixture
def pictured(options: Options) -> tuple[Options, Callable[[], Workbench]]:
    path = Path(options.standards[0])
    text = path.read_text(encoding="utf-8").replace("设有专门机构。", LONG).replace("机构和人员", LONG[:38])
    path.write_text(text, encoding="utf-8")
    used = replace(options, db=options.data / "picture.db")

    def opener() -> Workbench:
        return open_workbench(used, clock=lambda: CLOCK)

    with opener() as bench:
        bench.units.add("云溪县", "county")
        row = bench.evaluations.new("mini/points", "云溪县", parse_period("2025"), as_of=CLOCK.date())
        bench.walk.rate(row.id, "1.1", Rating(deductions=(Deduction(Decimal("0.5"), "缺一次学习记录"),)))
        bench.walk.tick(row.id, "1.2.1", "met")
        bench.walk.flag(row.id, "1.2", True)
        bench.evaluations.keep_cursor(row.id, "1.2")
    return used, opener


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
def test_the_walk_looks_as_it_did(
    snap_compare: Any, pictured: Any, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    from plain_svg import plain_svg, strips_of

    from kaoping_tui.app import KaopingApp

    used, opener = pictured
    app = KaopingApp(used, opener)
    # Saved without the hosts and fonts that the toolkit's own pictures name.
    monkeypatch.setattr(app, "export_screenshot", lambda **_: plain_svg(strips_of(app)))

    async def walk(pilot: Any) -> None:
        for _ in range(1000):
            await pilot.pause(0.01)
            if app.screen._ready:
                break
        await pilot.press("enter")
        for _ in range(1000):
            await pilot.pause(0.01)
            if not app.writer.busy and app.screen.__class__.__name__ == "WalkScreen":
                break
        await pilot.press("tab")
        await pilot.pause()

    try:
        assert snap_compare(app, terminal_size=size, run_before=walk)
    finally:
        app.writer.stop()
        app.writer.join(30)


def test_no_picture_names_a_host() -> None:
    """Pictures are read where there is no network: they name no place but the one that says what an SVG is."""
    root = Path(__file__).parents[2]
    pictures = [path for path in root.rglob("*.svg") if ".new." not in path.name and ".venv" not in path.parts]
    assert len(pictures) > 10
    for path in pictures:
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.findall(r"https?:|//[a-z]|@import|@font-face|<image|<script|url\(", text), path


def test_the_manuals_name_pictures_that_are_there_and_all_of_them() -> None:
    root = Path(__file__).parents[2]
    named = set()
    for page in (root / "README.md", root / "README.zh-CN.md", *sorted((root / "docs").glob("*.md"))):
        for place in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / place).is_file(), (page, place)
            named.add((page.parent / place).name)
    assert named == {path.name for path in (root / "docs" / "images").glob("*.svg")}
