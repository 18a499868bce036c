"""What has been chosen for a new evaluation, and a standard as it is offered for one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kaoping import Period, Resolved, StandardEntry, UnitRow, kind_text, visible
from kaoping_tui.screens.plugins import STATUS
from kaoping_tui.widgets.lists import Choice


@dataclass
class Draft:
    """What has been chosen so far."""

    entry: StandardEntry | None = None
    resolved: Resolved | None = None
    unit: UnitRow | None = None
    period: Period | None = None
    as_of: date | None = None
    stage: str | None = None


def offered(entry: StandardEntry, refused: str | None) -> Choice:
    """A standard with its state and whom it evaluates; `refused` says why it cannot be chosen."""
    kinds = "、".join(kind_text(kind) for kind in entry.unit_kinds)
    text = f"{entry.short}　{entry.title}　{STATUS.get(entry.status, entry.status)}　考评：{kinds}"
    return Choice(entry.id, visible(text), refused)
