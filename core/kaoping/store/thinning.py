"""Names of the automatic backups, and which of them stay."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path

_DATED = r"\.(\d{4}-\d{2}-\d{2})\.db"


def backup_folder(workspace: Path) -> Path:
    """The folder beside the workspace file where its automatic backups are kept."""
    return workspace.with_name(f"{workspace.name}-backups")


def backup_name(workspace: Path, day: datetime.date) -> str:
    """The file name of the automatic backup of `day`: `kaoping.2026-11-21.db`."""
    return f"{workspace.stem}.{day.isoformat()}.db"


def before_schema_name(workspace: Path, day: datetime.date, version: int) -> str:
    """The file name of the backup made before a migration from `version`; such backups are never thinned."""
    return f"{workspace.stem}.{day.isoformat()}.schema-{version}.db"


def dated_backups(workspace: Path, folder: Path) -> dict[datetime.date, Path]:
    """The automatic daily backups of `workspace` found in `folder`, by date; other files are left alone."""
    pattern = re.compile(re.escape(workspace.stem) + _DATED)
    found: dict[datetime.date, Path] = {}
    if not folder.is_dir():
        return found
    for path in folder.iterdir():
        match = pattern.fullmatch(path.name)
        if match is None or path.is_symlink() or not path.is_file():
            continue
        try:
            found[datetime.date.fromisoformat(match[1])] = path
        except ValueError:
            continue
    return found


def leftovers(workspace: Path, folder: Path, today: datetime.date) -> list[Path]:
    """Unfinished backups of days before `today` in `folder`: what a crash left, as large as the workspace itself."""
    pattern = re.compile(rf"\.{re.escape(workspace.stem)}{_DATED}\.[0-9a-f]{{12}}\.new")
    found = []
    for path in folder.iterdir():
        match = pattern.fullmatch(path.name)
        if match is not None and match[1] < today.isoformat():
            found.append(path)
    return found


def newest_backup(workspace: Path, folder: Path | None = None) -> Path | None:
    """The newest automatic backup of `workspace`, or None; what to restore when the file is damaged."""
    try:
        found = dated_backups(workspace, folder or backup_folder(workspace))
    except OSError:
        return None
    return found[max(found)] if found else None


def to_keep(
    days: Iterable[datetime.date], today: datetime.date, *, daily: int = 7, weekly: int = 4, monthly: int = 12
) -> set[datetime.date]:
    """Which backup days stay: the newest of each of the last days, ISO weeks and months that have one.

    Periods are counted where there is a backup, so that a tool used twice a year keeps its backups too. Thinning day by
    day keeps the same as thinning once. Days after `today` (the clock was set back) always stay and count for nothing.
    """
    known = set(days)
    past = sorted((day for day in known if day <= today), reverse=True)
    kept = {day for day in known if day > today}
    kept |= _newest_of_each(past, daily, lambda day: day)
    kept |= _newest_of_each(past, weekly, lambda day: day.isocalendar()[:2])
    kept |= _newest_of_each(past, monthly, lambda day: (day.year, day.month))
    return kept


def _newest_of_each(
    newest_first: list[datetime.date], count: int, period: Callable[[datetime.date], Hashable]
) -> set[datetime.date]:
    chosen: dict[Hashable, datetime.date] = {}
    for day in newest_first:
        chosen.setdefault(period(day), day)
        if len(chosen) > count:
            chosen.popitem()
            break
    return set(chosen.values())
