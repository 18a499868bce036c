"""Temporary copies of a workspace, for reads that take long and must not stand between a save and the disk."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kaoping.store.connection import copy_into
from kaoping.store.faults import explained
from kaoping.store.workspace import Workspace


def snapshot_copy(workspace: Workspace, folder: Path | None = None) -> Path:
    """A copy of the workspace as it is now, in a new private folder; the caller removes that folder.

    :param folder: where to make the new folder; the system's temporary folder by default.
    :raises Surroundings: "full", "read-only", "locked", "damaged", "io".
    :raises RuntimeError: inside `saving()`.
    """
    base = folder or Path(tempfile.gettempdir())
    with explained(base / "snapshot.db"):
        private = Path(tempfile.mkdtemp(prefix="kaoping-", dir=base))
    try:
        target = private / "snapshot.db"
        copy_into(workspace.db, workspace.path, target)
    except BaseException:
        shutil.rmtree(private, ignore_errors=True)
        raise
    return target


@contextmanager
def snapshot(workspace: Workspace, folder: Path | None = None) -> Iterator[Workspace]:
    """A read-only workspace on a `snapshot_copy()`, removed afterwards."""
    copy = snapshot_copy(workspace, folder)
    try:
        with Workspace.open(copy, read_only=True, schema=workspace.schema, allow_older=True) as opened:
            yield opened
    finally:
        shutil.rmtree(copy.parent, ignore_errors=True)
