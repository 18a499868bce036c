"""The pictures of the README: drives the application and saves what it shows as SVG into docs/images/.

Run from the project folder: `python docs/pictures.py`. Made by this script and never by hand, so that they cannot rot.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

SIZE = (120, 36)
CLOCK = datetime(2025, 12, 20, 9, 30, 0, tzinfo=UTC)
FOLDER = Path(__file__).parent / "images"


async def picture(folder: Path) -> None:
    """Judge a few criteria of a sample evaluation and take pictures on the way."""
    from kaoping import Options, Workbench, open_workbench, parse_period
    from kaoping_tui.app import KaopingApp

    options = Options(db=folder / "w.db", evaluator="张三", data=folder, config=folder / "config", no_plugins=True)

    def opener() -> Workbench:
        return open_workbench(options, clock=lambda: CLOCK)

    with opener() as bench:
        bench.units.add("云溪县", "county", {"legislative_power": False})
        bench.evaluations.new("beihai/county", "云溪县", parse_period("2025"), as_of=CLOCK.date())

    app = KaopingApp(options, opener)
    async with app.run_test(size=SIZE) as pilot:

        async def settled() -> None:
            for _ in range(500):
                await pilot.pause(0.01)
                if not app.writer.busy:
                    break
            await pilot.pause()

        async def press(*keys: str) -> None:
            for key in keys:
                await pilot.press(key)
                await settled()

        for _ in range(500):
            await pilot.pause(0.01)
            if "已评" in app.export_screenshot():
                break
        await settled()
        await press("enter", "1", "full_stop", "5", "enter", "tab", "space", "down", "space", "down", "space", "space")
        _save(app.export_screenshot(title="考评"), "walk.svg")
        await press("f9", "down", "enter")
        _save(app.export_screenshot(title="考评"), "result.svg")
        await press("escape")
    app.writer.stop()
    app.writer.join()


def _save(svg: str, name: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / name).write_text(svg, encoding="utf-8")


def main() -> None:
    """Make every picture."""
    os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(picture(Path(folder)))


if __name__ == "__main__":
    main()
