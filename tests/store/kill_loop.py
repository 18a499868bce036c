"""Kill writers at random and look what is left. `python tests/store/kill_loop.py FOLDER [KILLS] [SEED]`

One small process forks a writer per kill, so that starting Python is paid once. A writer confirms a save after its
commit, on a pipe that outlives it; the parent kills it with SIGKILL after a random time, opens the workspace again and
holds it against what was confirmed. Prints one JSON document of counts.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from kaoping.store.backup import backup_to, restore_from
from kaoping.store.journal import append, entries, head, open_book
from kaoping.store.verify import verify_chain
from kaoping.store.workspace import Workspace, saving

GROUP = 4
INSTALLATION = "a" * 32


def write_groups(path: Path, confirm: int, groups: int = 1_000_000) -> None:
    """Save groups of entries with a projection each; confirm each after its commit."""
    with Workspace.open(path) as workspace:
        for _ in range(groups):
            with saving(workspace) as db:
                book = open_book(workspace, "张三", INSTALLATION)
                first = head(workspace, book)[0] // GROUP
                for part in range(GROUP):
                    entry = append(workspace, book, {"group": first, "part": part, "reason": "查阅会议记录" * 40})
                name = f"第{first}组"
                db["unit"].insert(
                    {"id": name, "name": name, "kind": "county", "attributes": "{}", "book": book, "seq": entry.seq}
                )
            os.write(confirm, f"{entry.seq}\n".encode())


def killed(task: Callable[[int], object], delay: float) -> bytes:
    """Run `task` in a fork, kill it after `delay` seconds, and give what it confirmed."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reader)
            task(writer)
        except BaseException as error:
            os.write(writer, f"error {type(error).__name__}: {error}\n".encode())
        finally:
            os._exit(0)
    os.close(writer)
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reader, "rb") as pipe:
        return pipe.read()


def unkilled(task: Callable[[int], object]) -> float:
    """Seconds that `task` takes in a fork, so that the kills fall where the work is, on a fast machine or a slow one."""
    begin = time.monotonic()
    child = os.fork()
    if child == 0:
        try:
            task(os.open(os.devnull, os.O_WRONLY))
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    return time.monotonic() - begin


def kill_writers(folder: Path, kills: int, chance: random.Random, count: Counter[str]) -> None:
    """Kill writers while they save."""
    path, confirmed, span = folder / "none", 0, 0.0
    for turn in range(kills):
        if turn % 10 == 0:  # a fresh file now and then keeps the checks short
            path, confirmed = folder / f"w{turn}.db", 0
            Workspace.create(path).close()
            span = 2 * unkilled(lambda confirm, path=path: write_groups(path, confirm, 12))
        said = killed(lambda confirm, path=path: write_groups(path, confirm), chance.uniform(0, span)).decode()
        count["errors"] += said.count("error")
        seen = [int(line) for line in said.splitlines() if line.isdigit()]
        confirmed = max([confirmed, *seen])
        count["kills"] += 1
        count["confirmed"] += len(seen)
        count["kills_with_saves"] += bool(seen)
        count["hot_journals"] += Path(f"{path}-journal").exists()
        _look(path, confirmed, count)


def _look(path: Path, confirmed: int, count: Counter[str]) -> None:
    with Workspace.open(path) as workspace:
        books = [row[0] for row in workspace.db.execute("SELECT id FROM book").fetchall()]
        count["forks"] += len(books) > 1
        found = [entry for book in books for entry in entries(workspace, book)]
        groups = Counter(entry.body["group"] for entry in found)
        units = workspace.db.execute("SELECT count(*) FROM unit").fetchone()[0]
        count["lost"] += sum(1 for seq in range(len(found) + 1, confirmed + 1))
        count["torn"] += sum(1 for size in groups.values() if size != GROUP) + (units != len(groups))
        count["unconfirmed"] += len(found) > confirmed
        count["not_verified"] += bool(verify_chain(workspace))


def kill_creators(folder: Path, kills: int, chance: random.Random, count: Counter[str]) -> None:
    """Kill programs that make a workspace: it is there and whole, or it is not there."""
    span = 2 * unkilled(lambda _: Workspace.create(folder / "c.db").close())
    for turn in range(kills):
        path = folder / f"c{turn}.db"
        killed(lambda _, path=path: Workspace.create(path).close(), chance.uniform(0, span))
        count["creations"] += 1
        if path.exists():
            count["created"] += 1
            with Workspace.open(path) as workspace:
                count["half_created"] += bool(verify_chain(workspace))


def kill_restorers(folder: Path, kills: int, chance: random.Random, count: Counter[str]) -> None:
    """Kill programs that restore a backup: the workspace is the old one or the restored one, never neither."""
    path, backup = folder / "r.db", folder / "backup.db"
    with Workspace.create(path) as workspace:
        with saving(workspace):
            book = open_book(workspace, "张三", INSTALLATION)
            append(workspace, book, {"k": "backed up"})
        backup_to(workspace, backup)
        with saving(workspace):
            append(workspace, book, {"k": "later"})
    span = 2 * unkilled(lambda _: restore_from(backup, folder / "other.db"))
    for _ in range(kills):
        killed(lambda _: restore_from(backup, path), chance.uniform(0, span))
        count["restores"] += 1
        with Workspace.open(path) as workspace:
            seq = head(workspace, book)[0]
            count["restored"] += seq == 1
            count["half_restored"] += seq not in (1, 2) or bool(verify_chain(workspace))
            if seq == 1:
                with saving(workspace):
                    append(workspace, book, {"k": "later"})


def main(folder: Path, kills: int = 200, seed: int = 20251220) -> None:
    """All three loops; prints the counts."""
    chance, count = random.Random(seed), Counter[str]()
    begin = time.monotonic()
    kill_writers(folder, kills, chance, count)
    kill_creators(folder, kills // 5, chance, count)
    kill_restorers(folder, kills // 5, chance, count)
    print(json.dumps({**count, "seconds": round(time.monotonic() - begin)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(int(argument) for argument in sys.argv[2:]))
