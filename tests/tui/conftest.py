from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kaoping import Options, Period, Workbench, open_workbench

CLOCK = datetime(2025, 12, 20, 9, 30, 0, tzinfo=UTC)

POINTS = """
schema = 1
id = "mini/points"
title = "小标准：按分值"
short = "小标准"
edition = "2025"
status = "draft"
unit_kinds = ["county"]

[document]
id = "mini"
title = "小文件"

[scoring]
model = "points"
full = 10
step = 0.5

[[themes]]
id = "any"
title = "任意"

[[facts]]
id = "sessions"
title = "学习次数"
subject = "government"
kind = "count"
unit = "次"

[[facts]]
id = "accident"
title = "重大事故"
subject = "government"
kind = "event"

[[dimensions]]
id = "一"
title = "组织领导"
points = 6

  [[dimensions.criteria]]
  id = "1.1"
  title = "学习制度"
  points = 2
  themes = ["any"]
  evidence = ["学习记录"]
  requirements = [
    { id = "1.1.1", text = "每年学习不少于四次。", measure = { fact = "sessions", at_least = 4, per = "year" }, deduct = { each = 0.5 } },
  ]

  [[dimensions.criteria]]
  id = "1.2"
  title = "机构和人员"
  points = 4
  themes = ["any"]
  requirements = [
    { id = "1.2.1", text = "设有专门机构。", points = 2 },
    { id = "1.2.2", text = "配有专职人员。", points = 2 },
  ]

[[dimensions]]
id = "二"
title = "依法行政"
points = 4

  [[dimensions.criteria]]
  id = "2.1"
  title = "行政执法"
  points = 4
  themes = ["any"]
  requirements = [{ id = "2.1.1", text = "执法有记录。" }]

[[vetoes]]
id = "accident"
title = "发生重大事故"
text = "考评周期内发生重大事故的，不得参评。"
event = "accident"
look_back = "period"
effect = "ineligible"
label = "不得参评"

[[adjustments]]
id = "innovation"
title = "创新加分"
text = "有创新的，每项加一分。"
kind = "bonus"
amount = 1
cap = 2

[[outcomes]]
label = "优秀"
when = { score_at_least = 9 }

[[outcomes]]
label = "合格"
when = { score_at_least = 6 }

[[outcomes]]
label = "不合格"
otherwise = true
"""

ATTAINMENT = """
schema = 1
id = "mini/met"
title = "小标准：按达标"
short = "小达标"
edition = "2025"
status = "draft"
unit_kinds = ["department"]

[document]
id = "mini-met"
title = "小文件二"

[scoring]
model = "attainment"
partial = 50

[[themes]]
id = "any"
title = "任意"

[[criteria]]
id = "1"
title = "第一项"
themes = ["any"]
requirements = [{ id = "1.1", text = "有制度。" }]

[[criteria]]
id = "2"
title = "第二项"
themes = ["any"]
applies_when = { legislative_power = true }
requirements = [{ id = "2.1", text = "有规划。" }]

[[criteria]]
id = "3"
title = "第三项"
themes = ["any"]
requirements = [{ id = "3.1", text = "有记录。" }]

[[outcomes]]
label = "达标"
when = { attained_at_least = 90 }

[[outcomes]]
label = "未达标"
otherwise = true
"""


@pytest.fixture(scope="session", autouse=True)
def picture_folder() -> str | None:
    """Where the snapshot plugin keeps its pictures."""
    return os.environ.get("TEXTUAL_SNAPSHOT_TEMPDIR")


@pytest.fixture(autouse=True)
def pictures(picture_folder: str | None, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`home` takes every TEXTUAL variable away, the snapshot plugin's own too."""
    if picture_folder is not None:
        monkeypatch.setenv("TEXTUAL_SNAPSHOT_TEMPDIR", picture_folder)


@pytest.fixture
def options(tmp_path: Path) -> Options:
    files = []
    for name, text in (("points", POINTS), ("met", ATTAINMENT)):
        path = tmp_path / f"{name}.toml"
        path.write_text(text, encoding="utf-8")
        files.append(path)
    return Options(
        db=tmp_path / "data" / "w.db",
        evaluator="张三",
        data=tmp_path / "data",
        config=tmp_path / "config",
        no_plugins=True,
        standards=tuple(files),
    )


def opener(options: Options) -> Callable[[], Workbench]:
    return lambda: open_workbench(options, clock=lambda: CLOCK)


@pytest.fixture
def started(options: Options) -> str:
    """A workspace with one evaluation of 云溪县 by the small standard; its id."""
    with open_workbench(options, clock=lambda: CLOCK) as bench:
        bench.units.add("云溪县", "county")
        year = Period(CLOCK.date().replace(month=1, day=1), CLOCK.date().replace(day=31))
        return bench.evaluations.new("mini/points", "云溪县", year, as_of=CLOCK.date()).id


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the waiting out of the toolkit's test driver, which sleeps 20 ms at a time, and paint only what is looked at."""
    from textual import app, pilot, screen
    from textual._compositor import Compositor, visible_screen_stack

    async def idle(min_sleep: float = 0, max_sleep: float = 1) -> None:
        await asyncio.sleep(0.001)

    def unpainted(self: Any, full: bool = False, screen_stack: Any = None, simplify: bool = False) -> None:
        visible_screen_stack.set([] if screen_stack is None else screen_stack)
        self._dirty_regions.clear()

    monkeypatch.setattr(pilot, "wait_for_idle", idle)
    monkeypatch.setattr(app, "wait_for_idle", idle)
    monkeypatch.setattr(screen, "UPDATE_PERIOD", 0.001)
    monkeypatch.setattr(Compositor, "render_update", unpainted)


async def settled(app: Any) -> None:
    """Until every job is done, every message handled, and everything laid out."""
    calm = 0
    for _ in range(5000):
        await asyncio.sleep(0.001)
        if not app.is_running:
            return
        top = app.screen
        pumps = [app, *app.screen_stack[:-1], *top.walk_children(with_self=True)]
        busy = app.writer.busy or app.thinker.busy or app._resize_event is not None or app._ahead._task
        busy = busy or top._layout_required or top._dirty_widgets or top._callbacks
        busy = busy or any(not pump._message_queue.empty() or pump._next_callbacks for pump in pumps)
        calm = 0 if busy else calm + 1
        if calm > 3:
            return
    raise AssertionError("never comes to rest")


class Driver:
    """A running application, and what tests do with it."""

    def __init__(self, app: Any, pilot: Any) -> None:
        self.app = app
        self.pilot = pilot

    async def settle(self) -> None:
        """Until every job is done, every message handled, and everything laid out."""
        await settled(self.app)

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def choose(self, text: str) -> None:
        """Go down a list of choices to the one that has this text, by the arrow key, and take it."""
        from textual.widgets import OptionList

        options = self.app.screen.query_one(OptionList)
        for _ in range(options.option_count):
            shown = options.get_option_at_index(options.highlighted or 0).prompt
            if text in str(shown):
                break
            await self.pilot.press("down")
        await self.press("enter")

    async def type(self, text: str) -> None:
        """Type into the focused field, punctuation too."""
        from textual import events

        self.app.screen.focused.post_message(events.Paste(text))
        await self.settle()

    def text(self) -> str:
        """What is on screen, line by line."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)

    def flat(self) -> str:
        """What is on screen without blanks and line breaks."""
        return "".join(self.text().split())


@pytest.fixture
def running(options: Options, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AbstractAsyncContextManager[Driver]]:
    hurry(monkeypatch)

    @asynccontextmanager
    async def run(size: tuple[int, int] = (100, 30), given: Options | None = None) -> Any:
        from kaoping_tui.app import KaopingApp

        used = given or options
        app = KaopingApp(used, opener(used))
        try:
            async with app.run_test(size=size) as pilot:
                driver = Driver(app, pilot)
                for _ in range(1000):
                    await pilot.pause(0.01)
                    if getattr(app.screen, "_ready", False) or app.notice:
                        break
                await driver.settle()
                yield driver
        finally:
            # What the command line's entry does once the screen has gone.
            app.writer.stop()
            app.writer.join(30)

    return run


@pytest.fixture
def reopened(options: Options) -> Iterator[Callable[[], Workbench]]:
    """The workspace as another window would see it."""
    opened: list[Workbench] = []

    def reopen() -> Workbench:
        bench = open_workbench(options, clock=lambda: CLOCK)
        opened.append(bench)
        return bench

    yield reopen
    for bench in opened:
        bench.close()
