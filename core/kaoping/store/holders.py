"""Who holds a lock on a file, as far as the system tells."""

from __future__ import annotations

import os
from pathlib import Path


def lock_holders(path: Path, *, locks: Path = Path("/proc/locks")) -> list[str]:
    """The other processes that hold a lock on `path`, as `进程 1234（python3）`; empty where the system does not say.

    Source: proc_locks(5), fields 5 and 6 of each line: process, and major:minor:inode of the file.
    """
    try:
        status = os.stat(path)
        lines = locks.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return []
    wanted = (f"{os.major(status.st_dev):02x}:{os.minor(status.st_dev):02x}", str(status.st_ino))
    found: dict[int, str] = {}
    for line in lines:
        fields = line.split()
        if "->" in fields:
            continue  # waiting, not holding
        if len(fields) < 6 or not fields[4].isdigit():
            continue
        device, _, inode = fields[5].rpartition(":")
        process = int(fields[4])
        if (device, inode) == wanted and process not in (0, os.getpid()):
            found[process] = _described(process)
    return list(found.values())


def _described(process: int) -> str:
    try:
        name = Path(f"/proc/{process}/comm").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        name = ""
    return f"进程 {process}（{name}）" if name else f"进程 {process}"
