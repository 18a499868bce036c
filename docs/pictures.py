"""The pictures of the README and of the manual: drives the application on the sample workspace, saves what it shows.

Run from the project folder: `python docs/pictures.py`. Made by this script and never by hand, so that they cannot rot;
`docs/plain_svg.py` says what they are made of.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parent))

from plain_svg import plain_svg, strips_of

if TYPE_CHECKING:
    from kaoping import Options, Workbench

SIZE = (120, 36)
CLOCK = datetime(2025, 12, 20, 9, 30, 0, tzinfo=UTC)
FOLDER = Path(__file__).parent / "images"
#: Whose evaluation the pictures are of, and by which standard.
UNIT, STANDARD = "青岚县", "beihai/county"


class Camera:
    """A running application, the keys pressed in it, and the pictures taken."""

    #: Seconds that are waited after each key, for what only comes when one rests.
    rest = 0.6

    def __init__(self, app: Any, pilot: Any) -> None:
        self.app, self.pilot = app, pilot

    async def settled(self) -> None:
        """Until everything asked for has come."""
        for _ in range(1000):
            await self.pilot.pause(0.02)
            if not self.app.writer.busy:
                break
        await self.pilot.pause(self.rest)

    async def press(self, *keys: str) -> None:
        """Press keys, each after the other's effect."""
        for key in keys:
            await self.pilot.press(key)
            await self.settled()

    def take(self, name: str, title: str) -> None:
        """Save what is shown."""
        for field in self.app.screen.query("Input, TextArea"):
            field.cursor_blink = False
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / f"{name}.svg").write_text(plain_svg(strips_of(self.app), title), encoding="utf-8", newline="\n")


def prepared(folder: Path) -> tuple[Options, Callable[[], Workbench], str]:
    """The sample workspace with a few things an evaluator has done; and the id of the evaluation shown."""
    from kaoping import DEMO_EVALUATOR, Deduction, Options, build_demo, open_workbench

    # The file's place is shown: a short one, the same on every machine.
    os.chdir(folder)
    options = Options(Path("示例.db"), DEMO_EVALUATOR, Path("数据"), Path("设置"), no_plugins=True)
    at = [CLOCK.replace(hour=8, minute=0)]

    def clock() -> datetime:
        at[0] = min(at[0].replace(second=(at[0].second + 1) % 60), CLOCK)
        return at[0]

    with open_workbench(Options(Path("空.db"), "张三", Path("数据"), Path("设置"), no_plugins=True)) as empty:
        build_demo(options.db, empty.library, lambda: CLOCK.replace(day=18))
    with open_workbench(options, clock=clock) as bench:
        shown = next(row.id for row in bench.evaluations.all() if (row.unit_name, row.standard) == (UNIT, STANDARD))
        view = bench.evaluations.view(shown)
        item = next(item for item in view.resolved.items if item.full >= 2 and not item.levels)
        bench.walk.clear(shown, item.id)
        bench.walk.deduct(shown, item.id, Deduction(Decimal("0.5"), "少一次专题学习记录"))
        bench.walk.flag(shown, item.id, True)
        bench.rectify.add(shown, item.id, "补齐专题学习记录", "县委办", "2026-03-31")
        paper = Path("学习记录.pdf")
        paper.write_bytes(b"%PDF")
        bench.proofs.add(shown, item.id, paper, page="第2页")
        bench.proofs.add(
            shown, item.id, kind="visit", title="走访县委办", on=date(2025, 12, 12), who="办公室主任", what="台账齐全"
        )
        bench.evaluations.keep_cursor(shown, item.id)
        _campaign(bench)
    return options, lambda: open_workbench(options, clock=lambda: CLOCK), shown


def _campaign(bench: Workbench) -> None:
    """A campaign of the counties, each as far as its own evaluation is."""
    from kaoping import parse_period

    counties = [unit.id for unit in bench.units.all() if unit.kind == "county"]
    stages = tuple(stage.id for stage in bench.library.resolved(STANDARD).document.stages)
    made = bench.evaluations.add_campaign(
        "2025 年度县区考评", parse_period("2025"), standard=STANDARD, units=tuple(counties), stages=stages
    )
    for county in counties[:-1]:
        row = bench.evaluations.new(
            STANDARD, county, parse_period("2025"), stage=stages[0] if stages else None, campaign=made.id
        )
        for source in bench.carry.sources(row.id)[:1]:
            bench.carry.copy(row.id, source.row.id)
        if county != counties[0]:
            bench.walk.hand_in(row.id)


async def pictures(folder: Path) -> None:
    """Go through the main screens of one evaluation."""
    from kaoping_tui.app import KaopingApp

    options, opener, shown = prepared(folder)
    app = KaopingApp(options, opener)
    async with app.run_test(size=SIZE) as pilot:
        camera = Camera(app, pilot)
        for _ in range(500):
            await pilot.pause(0.02)
            if getattr(app.screen, "_ready", False):
                break
        await camera.settled()
        camera.take("home", "首页")
        await camera.press("3", "enter")
        camera.take("unit", "考评对象")
        await camera.press("escape", "2", "enter")
        camera.take("campaign", "批次")
        await camera.press("escape", "1")
        home: Any = app.screen
        home.resume(shown)
        await camera.settled()
        await camera.press("tab")
        await asyncio.sleep(4)  # until it is known where else the facts count
        await camera.settled()
        camera.take("walk", "逐项评定")
        await camera.press("ctrl+t")
        app.tell("")
        await camera.settled()
        camera.take("walk-light", "逐项评定，浅色")
        await camera.press("ctrl+t")
        app.tell("")
        await camera.press("f4", "enter")
        camera.take("deduction", "扣分")
        await camera.press("escape", "f5")
        camera.take("facts", "录入事实")
        await camera.press("escape", "ctrl+e")
        camera.take("evidence", "佐证材料")
        await camera.press("escape", "f10")
        await asyncio.sleep(1)
        camera.take("check", "检查")
        await camera.press("escape", "f9", "down", "down")
        camera.take("result", "结果")
        await camera.press("escape", "ctrl+l")
        camera.take("history", "修改历史")
    app.writer.stop()
    app.writer.join()


def main() -> None:
    """Make every picture."""
    os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
    for name in ("NO_COLOR", "TEXTUAL"):
        os.environ.pop(name, None)
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        try:
            asyncio.run(pictures(Path(folder)))
        finally:
            os.chdir(before)


if __name__ == "__main__":
    main()
