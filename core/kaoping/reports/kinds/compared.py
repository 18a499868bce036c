"""A unit by several standards, as its papers show it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kaoping.compare.contradictions import Contradiction, Related
from kaoping.compare.crosswalk import Crossed
from kaoping.compare.judged import Place
from kaoping.compare.shared import AskedFact
from kaoping.compare.themes import ThemeRow
from kaoping.compare.visit import Visit
from kaoping.reports.kinds.common import draft_of
from kaoping.scoring.sheet import ScoreSheet

SIGNERS = ("制表人", "复核人", "负责人")
#: Standards of the unit itself that find room beside each other.
MOST_BESIDE = 4


@dataclass(frozen=True, slots=True)
class Stand:
    """One standard of one unit.

    :ivar standing: which evaluation stands for it, and why that one
    """

    unit: str
    standing: str
    sheet: ScoreSheet

    @property
    def short(self) -> str:
        """The standard's short title."""
        return self.sheet.resolved.standard.short


@dataclass(frozen=True, slots=True)
class Comparison:
    """A unit and its members by several standards, as papers show it. Numbers of sheets are places in `stands`.

    :ivar clauses: the official clause of a criterion, where its document is attached
    :ivar hidden: evaluations that are not to be seen yet and that nothing stands for
    :ivar failures: what is wrong with crosswalk files that cannot be used
    """

    unit: str
    members: tuple[str, ...]
    stands: tuple[Stand, ...]
    facts: tuple[AskedFact, ...]
    crossed: tuple[Crossed, ...]
    related: tuple[Related, ...]
    contradictions: tuple[Contradiction, ...]
    clauses: Mapping[Place, str]
    themes: tuple[ThemeRow, ...]
    visit: Visit
    hidden: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()

    @property
    def own(self) -> tuple[int, ...]:
        """The sheets of the unit itself; all of them where it has none, or there are too many to stand side by side."""
        own = tuple(at for at, stand in enumerate(self.stands) if stand.unit == self.unit)
        return own or tuple(range(len(self.stands)))

    def named(self, place: Place) -> str:
        """A criterion with the mark of its sheet and its title."""
        title = self.stands[place.sheet].sheet.resolved.item[place.item].criterion.title
        return f"{mark(place.sheet)} {place.item} {title}"


def mark(sheet: int) -> str:
    """How a sheet is called throughout the paper."""
    return f"[{sheet + 1}]"


def draft(found: Comparison) -> str:
    """Which evaluations are not finished; empty where all are."""
    left = [
        f"{mark(at)} {stand.short}（{stand.unit}）" for at, stand in enumerate(found.stands) if draft_of(stand.sheet)
    ]
    return f"{len(left)} 份考评没有评完或结果未定：{'、'.join(left)}。" if left else ""


__all__ = ["MOST_BESIDE", "SIGNERS", "Comparison", "Stand", "draft", "mark"]
