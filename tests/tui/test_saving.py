"""Nothing that was entered is lost: on the way out, when the disk does not let us, when two windows are open."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from decimal import Decimal

from kaoping import Rating, Surroundings, open_workbench
from kaoping_tui import ahead, worker
from kaoping_tui.worker import Job, Writer


async def test_leaving_waits_for_every_save(running, options, started: str, reopened, monkeypatch) -> None:
    """Another program holds the file while three judgements are made and the window is closed."""
    async with running() as run:
        await run.press("enter")
        other = sqlite3.connect(options.db, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN EXCLUSIVE")
        for key in ("enter", "enter", "enter"):
            await run.pilot.press(key)
        assert run.app.writer.unsaved == 3
        assert "保存中" in run.text()
        # What is shown is older than what was judged: Enter must not judge by it.
        run.app.screen.stand_at("1.2")
        monkeypatch.setattr(ahead, "PATIENCE", 0.05)
        await run.pilot.press("enter")
        for _ in range(100):
            await run.pilot.pause(0.01)
            if "未作改动" in run.text():
                break
        assert "1.2 刚才的评定正在保存，未作改动" in run.text()
        assert run.app.writer.unsaved == 3
        free = threading.Timer(0.3, lambda: (other.execute("ROLLBACK"), other.close()))
        free.start()
        await run.app.action_quit()
        free.join()
    view = reopened().evaluations.view(started)
    assert {name: rating.points for name, rating in view.answers.ratings.items()} == {
        "1.1": Decimal(2),
        "1.2": Decimal(4),
        "2.1": Decimal(4),
    }


async def test_a_save_that_fails_is_kept_shown_and_tried_again(running, started: str, reopened) -> None:
    full = True

    async with running() as run:
        await run.press("enter")

        def judge(bench, key):
            if full:
                raise Surroundings("full", "磁盘已满", "请清理磁盘后重试")
            return bench.walk.rate(key, "1.1", Rating(points=Decimal(1)))

        run.app.screen.judge(judge, "1.1 已评", item="1.1")
        for _ in range(100):
            await run.pilot.pause(0.01)
            if "重试中" in run.app.save_state:
                break
        assert "未保存：磁盘已满（重试中）" in run.text()
        assert "请清理磁盘后重试" in run.text()
        assert run.app.writer.unsaved == 1
        run.app.screen.judge(judge, "1.1 已评", item="1.1")
        await run.pilot.pause()
        assert "未保存：磁盘已满（重试中）" in run.text()
        assert run.app.writer.unsaved == 2
        full = False
        await run.press("ctrl+r")
        assert "已保存 09:30:00" in run.text()
    assert reopened().evaluations.view(started).answers.ratings["1.1"].points == Decimal(1)


async def test_leaving_with_a_save_that_cannot_be_made_asks_first(running, started: str, reopened, monkeypatch) -> None:
    monkeypatch.setattr(worker, "RETRY_SECONDS", 0.05)
    async with running() as run:
        await run.press("enter")

        def judge(bench, key):
            raise Surroundings("read-only", "文件只读", "请检查权限")

        run.app.screen.judge(judge, "", item="1.1")
        await run.pilot.pause(0.05)
        await run.app.action_quit()
        for _ in range(200):
            await run.pilot.pause(0.01)
            if "还有 1 处修改未能保存" in run.text():
                break
        assert "还有 1 处修改未能保存" in run.text()
        await run.pilot.press("down", "enter")
        for _ in range(200):
            await run.pilot.pause(0.01)
            if not run.app.writer.alive:
                break
        assert run.app.given_up
    assert not reopened().evaluations.view(started).answers.ratings


async def test_the_second_window_is_told_and_shown_the_newest(running, started: str, reopened) -> None:
    async with running() as run:
        await run.press("enter")
        reopened().walk.rate(started, "2.1", Rating(points=Decimal(1)))
        await run.press("enter")
        assert "刚被另一窗口修改，本次未保存" in run.text()
        assert "已评 1/3" in run.text()
        assert run.app.screen.item.id == "1.1"
        assert set(reopened().evaluations.view(started).answers.ratings) == {"2.1"}
        await run.press("enter")
        assert "已评 2/3" in run.text()


async def test_a_workspace_that_cannot_be_opened_says_why_and_is_tried_again(running, options) -> None:
    options.db.parent.mkdir(parents=True)
    options.db.write_text("不是数据库" * 200)
    async with running() as run:
        assert "工作区没有打开" in run.text()
        assert "Ctrl+R" in run.flat() or "Ctrl+R" in run.text()
        options.db.unlink()
        await run.pilot.press("ctrl+r")
        for _ in range(300):
            await run.pilot.pause(0.01)
            if "还没有考评" in run.text():
                break
        assert "还没有考评" in run.text()


def test_saves_are_made_in_order_and_none_is_dropped(options) -> None:
    posted: list[object] = []
    writer = Writer(lambda: open_workbench(options), posted.append)
    done: list[int] = []
    for number in range(50):
        writer.submit(Job(lambda bench, number=number: done.append(number), saves=True))
    writer.start()
    writer.stop()
    writer.join(30)
    assert done == list(range(50))
    assert not writer.unsaved


def test_entering_sets_the_keyboard_switch_before_textual_is_imported() -> None:
    code = (
        "import sys, kaoping_tui.entry as entry\n"
        "assert 'textual' not in sys.modules\n"
        "import kaoping\n"
        "class Stop(Exception): pass\n"
        "import importlib.abc\n"
        "class Watch(importlib.abc.MetaPathFinder):\n"
        "    def find_spec(self, name, path, target=None):\n"
        "        if name == 'textual':\n"
        "            import os\n"
        "            print(os.environ.get('TEXTUAL_DISABLE_KITTY_KEY'))\n"
        "            raise Stop\n"
        "sys.meta_path.insert(0, Watch())\n"
        "try:\n"
        "    entry.run(None)\n"
        "except Stop:\n"
        "    pass\n"
    )
    env = {name: value for name, value in os.environ.items() if name != "TEXTUAL_DISABLE_KITTY_KEY"}
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True)
    assert result.stdout.strip() == "1"


def test_the_first_screen_imports_nothing_of_the_core_that_is_heavy() -> None:
    code = (
        "import sys, kaoping_tui.app\n"
        "print([name for name in ('pydantic', 'sqlite_utils', 'pluggy', 'kaoping.workbench') if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


async def test_what_comes_back_while_the_application_closes_is_told_to_nobody(running, started: str) -> None:
    told = []
    async with running() as run:
        await run.press("enter")
        screen = run.app.screen
        for _ in range(40):
            run.app.read(screen, lambda bench: bench.units.all(), lambda _: told.append(screen.item))
        run.app.exit()
    assert None not in told
