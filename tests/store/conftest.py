from __future__ import annotations

import os
import pickle
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kaoping.store.journal import append, open_book
from kaoping.store.workspace import Workspace, saving

INSTALLATION = "a" * 32


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.create(tmp_path / "考评.db", busy_timeout=200) as opened:
        yield opened


@pytest.fixture
def book(workspace: Workspace) -> str:
    with saving(workspace):
        return open_book(workspace, "张三", INSTALLATION, opened="2025-12-20T08:00:00+00:00")


@pytest.fixture
def filled(workspace: Workspace, book: str) -> Workspace:
    """Forty entries of one book."""
    with saving(workspace):
        for number in range(1, 41):
            append(
                workspace, book, {"kind": "rate", "item": f"1.{number}", "points": "0.5", "reason": f"第[/]{number}条"}
            )
    return workspace


@pytest.fixture
def in_child() -> Callable[[Callable[[], Any]], Any]:
    """Run a call in a forked child and give what it returned or raised: for limits and rights that cannot be undone."""

    def run(call: Callable[[], Any]) -> Any:
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.close(reader)
                try:
                    answer = ("returned", call())
                except BaseException as error:
                    answer = (type(error).__name__, getattr(error, "code", None), str(error))
                with os.fdopen(writer, "wb") as pipe:
                    pickle.dump(answer, pipe)
            finally:
                os._exit(0)
        os.close(writer)
        with os.fdopen(reader, "rb") as pipe:
            data = pipe.read()
        os.waitpid(child, 0)
        return pickle.loads(data)

    return run


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users of the machine can enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="kaoping-test-"))
    folder.chmod(0o755)
    yield folder
    for path in (folder, *folder.rglob("*")):
        if path.is_dir():
            path.chmod(0o755)
    shutil.rmtree(folder)


@pytest.fixture
def as_nobody() -> Callable[[], None]:
    """Give up the rights of root, to whom no file is read-only; nothing to do for anybody else."""

    def drop() -> None:
        if os.geteuid() == 0:
            os.setgid(65534)
            os.setuid(65534)

    return drop
