"""However the program ends, what was judged is on disk, and what was half written is asked about or kept."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from kaoping_tui.terminal import Lenient

pytestmark = pytest.mark.slow

FULL = {str(number): "5" for number in range(1, 13)}


def test_keys_that_come_in_one_piece_act_one_after_the_other_and_quitting_is_the_last(walk, work) -> None:
    """Questions open, fields get their text, and Ctrl+Q overtakes nothing."""
    window = walk()
    window.press("ctrl+c")
    window.wait("按 Ctrl+Q 退出")
    window.kill(signal.SIGTSTP)
    window.until(window.stopped, "the program asleep")
    assert b"\x1b[?1049l" in window.raw  # the terminal was given back
    window.kill(signal.SIGCONT)
    window.until(lambda: window.raw.count(b"\x1b[?2004h") == 2, "the screen taken again")
    window.press(
        *("f4", "2", "enter", *"缺少记录", "enter", "down", "3", ".", "5", "enter"),
        *("f7", *"一次提交的备注", "ctrl+s", "ctrl+g", "1", "2", "enter", "4", "enter"),
        *("home", *["enter"] * 6, "ctrl+z", "ctrl+q"),
    )
    assert window.ended() == 0
    ratings = work.ratings()
    (deduction,) = ratings["1"].deductions
    assert (str(deduction.amount), deduction.reason) == ("2", "缺少记录")
    assert ratings["3"].note == "一次提交的备注"
    assert work.points() == {"2": "3.5", "3": "5", "4": "5", "5": "5", "12": "4"}


def test_a_killed_program_has_kept_what_it_said_it_saved(walk, work) -> None:
    window = walk()
    window.press("4", "enter")
    window.wait("1 已评：4 分", "已评 1/12")
    window.kill(signal.SIGKILL)
    assert window.ended() == -signal.SIGKILL
    assert work.points() == {"1": "4"}
    again = walk()
    again.wait("已评 1/12")
    # Half typed points and half a note are asked about before they are given up.
    again.press("3")
    again.wait("得分：3_")
    again.press("ctrl+q")
    again.wait("写了一半")
    again.press("escape", "f7")
    again.wait("备注")
    again.send("还没有写完")
    again.wait("还没有写完")
    again.press("ctrl+q")
    again.wait("再按一次 Ctrl+Q 放弃")
    # The system ends the program: nobody can be asked, so the note is kept.
    again.kill(signal.SIGTERM)
    assert again.ended() == 0
    notes = {item: rating.note for item, rating in work.ratings().items() if rating.note}
    assert list(notes.values()) == ["还没有写完"]
    assert work.points() == {"1": "4"}


def test_a_closed_window_does_not_take_what_is_not_on_disk_yet(walk, work) -> None:
    """Another program holds the file while twelve judgements are made and the window is closed with the mouse."""
    window = walk()
    other = sqlite3.connect(work.options.db, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    window.press(*["enter"] * 12)
    window.wait("保存中", "12 第12项工作")
    window.settle()
    window.close()
    with pytest.raises(Exception, match="timed out"):
        window.process.wait(0.5)
    other.execute("ROLLBACK")
    other.close()
    assert window.ended() == 0
    assert work.points() == FULL


def test_two_windows_on_one_evaluation_never_write_over_each_other(walk, work) -> None:
    first, second = walk(), walk()
    first.press("4", "enter")
    first.wait("1 已评：4 分")
    second.press("1", "enter")
    second.wait("刚被另一窗口修改，本次未保存", "已评 1/12")
    assert work.points() == {"1": "4"}
    second.press("home", "down")
    second.press("2", "enter")
    second.wait("2 分")
    first.press("3", "enter")
    first.wait("刚被另一窗口修改，本次未保存")
    for window in (first, second):
        window.press("ctrl+q")
        assert window.ended() == 0
    assert len(work.points()) == 2


@pytest.mark.parametrize(("last", "code"), [("pass", 120), ("_let_go()", 7)])
def test_what_is_left_to_write_to_a_terminal_that_has_gone_does_not_change_the_exit_code(last: str, code: int) -> None:
    """Python itself ends with 120 where its last flush fails."""
    script = (
        "import signal, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN); sys.stdin.readline()\n"
        "from kaoping_tui.entry import _let_go\n"
        f"sys.stdout.write('x')\n{last}\nsys.exit(7)"
    )
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    master, slave = os.openpty()
    child = subprocess.Popen(
        [sys.executable, "-c", script],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
    )
    os.close(slave)
    os.close(master)
    child.communicate(b"\n", timeout=30)
    assert child.returncode == code


def test_a_fault_of_ours_ends_the_screens_at_once_in_chinese(terminal) -> None:
    """The toolkit's report of a fault shows what people wrote, in English, and takes half a minute for a large evaluation."""
    script = (
        "import sys\n"
        "import kaoping_tui.screens.home as home\n"
        "def refresh(self): raise TypeError('机密')\n"
        "home.HomeScreen.action_refresh_list = refresh\n"
        "from kaoping.cli import main\n"
        "main()"
    )
    window = terminal("-c", script, "--db", "w.db", "--no-plugins", command=Path(sys.executable))
    assert window.ended() == 4
    said = window.raw.decode(errors="replace")
    assert "程序出错（TypeError），这是程序自身的问题，已保存的内容不受影响。" in said
    assert "locals" not in said
    assert "机密" not in said


def test_nothing_to_read_is_the_end_and_bytes_that_are_no_text_are_not() -> None:
    """A terminal that has gone can be read for ever, and says nothing: the program went on reading it."""
    typed = Lenient("utf-8")
    assert [typed.decode("评".encode()[:2]), typed.decode("评".encode()[2:]), typed.decode(b"\xff")] == [
        "",
        "评",
        "\ufffd",
    ]
    with pytest.raises(OSError, match="gone"):
        typed.decode(b"")
    assert typed.decode(b"", True) == ""
