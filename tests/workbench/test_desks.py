"""Several desks on one file: two evaluators, one evaluator in two windows, one on two machines, and a crash."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from kaoping.answers import Observation, Rating
from kaoping.periods import year
from kaoping.workbench import Workbench

Made = Callable[..., Observation]
Refusal = Callable[..., tuple[str, str]]
D = Decimal


def test_anothers_evaluation_can_be_seen_and_not_judged(
    bench: Workbench, opened: str, opener: Callable[..., Workbench], refused: Refusal
) -> None:
    bench.walk.rate(opened, "1.2", Rating(points=D(3)))
    other = opener("李四")
    view = other.evaluations.view(opened)
    assert (view.can_write, view.can_undo) == (False, False)
    assert view.answers.ratings["1.2"].points == D(3)
    not_theirs = ("not-yours", "考评 1 属于 张三，只能查看；请用 --as 张三 打开")
    assert refused(other.walk.rate, opened, "1.2", Rating(points=D(1))) == not_theirs
    assert refused(other.walk.undo, opened) == not_theirs
    assert refused(other.walk.hand_in, opened) == not_theirs
    assert refused(other.units.change, "云溪县", {"legislative_power": True}) == (
        "not-yours",
        "“云溪县”由 张三 建立，只有其本人能修改",
    )


def test_two_windows_never_write_over_what_was_not_seen(
    bench: Workbench, opened: str, opener: Callable[..., Workbench], refused: Refusal
) -> None:
    other = opener()
    bench.evaluations.view(opened)
    other.walk.rate(opened, "1.2", Rating(points=D(3)))
    moved = ("head-moved", "考评 1 刚被另一窗口修改，本次未保存；请看过最新内容后再输入")
    assert refused(bench.walk.rate, opened, "1.2", Rating(points=D(1))) == moved
    assert bench.evaluations.view(opened).answers.ratings["1.2"].points == D(3)
    view = bench.walk.rate(opened, "1.2", Rating(points=D(1)))
    assert view.answers.ratings["1.2"].points == D(1)
    assert refused(other.walk.undo, opened) == moved
    view = other.walk.undo(opened)
    assert view.answers.ratings["1.2"].points == D(3)
    assert refused(bench.walk.hand_in, opened) == moved
    other.walk.saw(view)
    other.walk.hand_in(opened)
    assert refused(bench.walk.note, opened, "1.2", "记") == moved
    assert bench.care.verify() == []


def test_what_another_desk_does_elsewhere_is_no_move(
    bench: Workbench, opened: str, opener: Callable[..., Workbench], observed: Made
) -> None:
    bench.evaluations.view(opened)
    other = opener("李四")
    other.facts.put("云溪县", "case", True, "2025", occurred_on=date(2025, 3, 1))
    view = bench.walk.rate(opened, "1.2", Rating(points=D(3)))
    assert view.sheet.outcome.label == "不得参评"
    mine = opener()
    mine.evaluations.keep_cursor(opened, "1.4")
    assert bench.walk.rate(opened, "1.2", Rating(points=D(2))).row.cursor == "1.4"


def test_others_facts_count_until_they_disagree_and_the_lead_settles(
    bench: Workbench, opened: str, opener: Callable[..., Workbench], observed: Made
) -> None:
    li, wang, lead = opener("李四"), opener("王五"), opener("牵头办")

    def state() -> tuple[str, str | None, bool]:
        suggestion = bench.evaluations.view(opened).suggestion("1.1")
        assert suggestion is not None
        finding = suggestion.requirements[0]
        assert finding.judged is not None
        return finding.state, finding.judged.used[0].value, finding.judged.used[0].disputed

    li.facts.put("云溪县", "37", D(4), "2025")
    assert state() == ("met", "4", False)
    wang.facts.put("云溪县", "37", D(2), "２０２５")
    assert state() == ("unknown", None, True)
    lead.facts.put("云溪县", "37", D(3), "2025", settled=True, note="调阅签到簿")
    assert state() == ("unmet", "3", False)
    bench.walk.fact(opened, observed("37", 5))
    assert state() == ("met", "5", False)
    assert sorted(row.evaluator for row in bench.facts.of("云溪县")) == ["张三", "李四", "牵头办", "王五"]
    assert bench.care.verify() == []


def test_one_evaluator_on_two_machines_is_replayed_in_the_order_of_writing(
    bench: Workbench, opened: str, opener: Callable[..., Workbench], refused: Refusal
) -> None:
    home = opener(installation="b" * 32)
    bench.walk.rate(opened, "1.2", Rating(points=D(3)))
    for points in (1, 2, 3, 4, 5):
        home.evaluations.view(opened)
        home.walk.rate(opened, "1.2", Rating(points=D(points)))
        bench.evaluations.view(opened)
        bench.walk.rate(opened, "1.4", Rating(points=D(points)))
    assert len(bench.care.heads()) == 2
    assert bench.care.verify() == []
    bench.walk.rate(opened, "1.2", Rating(points=D(0)))
    home.evaluations.view(opened)
    # What was judged here last was judged again on the other machine since.
    assert refused(home.walk.undo, opened) == (
        "changed-elsewhere",
        "1.2 后来在另一处改过，不能撤销；请直接改评",
    )
    assert bench.care.verify() == []
    assert len(bench.history.of(opened)) == 13


def test_a_copied_file_goes_on_in_a_new_book(
    bench: Workbench, opened: str, opener: Callable[..., Workbench], tmp_path: Path, refused: Refusal
) -> None:
    bench.walk.rate(opened, "1.2", Rating(points=D(3)))
    shutil.copy(tmp_path / "考评.db", tmp_path / "U盘.db")
    copy = opener(path=tmp_path / "U盘.db")
    assert refused(copy.walk.undo, opened)[0] == "nothing"
    view = copy.walk.rate(opened, "1.2", Rating(points=D(4)))
    assert view.answers.ratings["1.2"].points == D(4)
    assert copy.walk.undo(opened).answers.ratings["1.2"].points == D(3)
    assert len(copy.care.heads()) == 2
    assert copy.care.verify() == []


def test_a_save_that_fails_leaves_nothing_and_the_next_one_works(
    opener: Callable[..., Workbench], tmp_path: Path
) -> None:
    left = 1

    def clock() -> datetime:
        nonlocal left
        left -= 1
        if left == 0:
            raise KeyboardInterrupt
        return datetime(2025, 12, 20, 9, 0, tzinfo=UTC)

    bench = opener(clock=clock)
    with pytest.raises(KeyboardInterrupt):
        bench.units.add("云溪县", "county")
    left = 2  # the book is opened before, and goes with the transaction
    with pytest.raises(KeyboardInterrupt):
        bench.units.add("云溪县", "county")
    assert bench.care.heads() == {}
    assert bench.units.all() == []
    bench.units.add("云溪县", "county", {"legislative_power": False})
    key = str(bench.evaluations.new("t/points", "云溪县", year(2025)).number)
    left = 2
    with pytest.raises(KeyboardInterrupt):
        bench.walk.rate(key, "1.2", Rating(points=D(1)))
    assert bench.evaluations.view(key).answers.ratings == {}
    assert bench.walk.rate(key, "1.2", Rating(points=D(1))).row.rated == 2
    assert bench.care.verify() == []


_KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from kaoping.answers import Rating
from kaoping.hooks import Plugins
from kaoping.workbench import Workbench
from kaoping.workbench.library import Library

folder, when = Path(sys.argv[1]), int(sys.argv[2])
library = Library(Plugins.load(entry_points=False), folder=folder / "standards")
bench = Workbench.open(folder / "考评.db", library, "张三", "a" * 32, lambda: datetime(2025, 12, 20, tzinfo=UTC))
bench.evaluations.view("1")
writes = 0
def progress(statement):
    global writes
    if statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE", "COMMIT")):
        writes += 1
        if writes == when:
            os.kill(os.getpid(), signal.SIGKILL)
bench.desk.workspace.db.conn.set_trace_callback(progress)
bench.walk.rate("1", "1.2", Rating(points=Decimal(3)))
print("saved", flush=True)
"""


@pytest.mark.parametrize("when", range(1, 9))
def test_killed_inside_saving_leaves_nothing(bench: Workbench, opened: str, tmp_path: Path, when: int) -> None:
    before = bench.care.heads()
    run = subprocess.run(
        [sys.executable, "-c", _KILLED, str(tmp_path), str(when)],
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert when > 5 or run.returncode == -signal.SIGKILL, run.stderr  # a save has at least five steps
    if run.returncode == -signal.SIGKILL:
        assert run.stdout == ""
        assert bench.care.heads() == before
        assert bench.evaluations.view(opened).answers.ratings == {}
    else:
        assert run.stdout == "saved\n", run.stderr
        assert bench.evaluations.view(opened).answers.ratings["1.2"].points == D(3)
    assert bench.care.verify() == []
