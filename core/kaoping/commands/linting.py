"""Files examined and worked cases run, as the commands call it."""

from __future__ import annotations

from pathlib import Path

from kaoping.commands.settings import Settings
from kaoping.workbench.examining import Finding, kind_of, tested
from kaoping.workbench.examining import examined as _examined


def examined(settings: Settings, path: Path) -> tuple[str | None, list[Finding]]:
    """See `workbench.examining.examined`."""
    return _examined(settings.library(), path)


__all__ = ["Finding", "examined", "kind_of", "tested"]
