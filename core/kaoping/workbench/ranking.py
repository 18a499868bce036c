"""Who comes before whom: equal results share a place, and the next counts all before it (1, 1, 3). Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple, TypeVar

from kaoping.scoring.fates import DEFAULT_LABELS
from kaoping.standard.resolved import Resolved
from kaoping.store.queries import EvaluationRow
from kaoping.workbench.blind import BLIND

K = TypeVar("K", bound=Hashable)
Results = Mapping[str, tuple[Decimal, Decimal]]
"""By evaluation: the least and the most that its result can be, as its score sheet shows it, points or per cent."""


class Entrant(NamedTuple):
    """A unit with its evaluations at the stage that is ranked."""

    unit: str
    name: str
    rows: Sequence[EvaluationRow]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The places of units, by id.

    :ivar barred: why a unit has no place
    :ivar shared: the places that several have
    :ivar why: why nothing is ranked, in words; None where it is
    """

    places: Mapping[str, int] = field(default_factory=dict)
    barred: Mapping[str, str] = field(default_factory=dict)
    shared: frozenset[int] = frozenset()
    why: str | None = None


def ranking_of(
    entrants: Sequence[Entrant],
    stage: str,
    editions: Mapping[str, Resolved],
    results: Results,
    standard: str | None = None,
) -> Ranking:
    """The ranking by one stage's evaluations, from what is kept of them: no rating is looked at.

    :param stage: the stage's title.
    :param editions: by digest, the standards that the evaluations are pinned to, as far as they can be read.
    :param standard: the campaign's; None where it names none.
    """
    for entrant in entrants:
        if len(entrant.rows) > 1:
            return Ranking(why=f"{entrant.name}在“{stage}”有 {len(entrant.rows)} 份考评，须先合议，不能排名")
    rows = [row for entrant in entrants for row in entrant.rows]
    standards, digests = {row.standard for row in rows}, {row.digest for row in rows}
    if standards - {standard} if standard is not None else len(standards) > 1:
        return Ranking(why="各考评所用标准不一，不能排名")
    if len(digests) > 1:
        return Ranking(why="各考评所用的标准版本或本地规则不一，不能排名")
    resolved = editions.get(next(iter(digests), ""))
    if resolved is None:
        return Ranking(why="所用标准不能读取，不能排名；请用 kaoping verify 检查工作区")
    out = barring(resolved)
    scores: dict[str, Decimal] = {}
    barred: dict[str, str] = {}
    for entrant in entrants:
        row = entrant.rows[0] if entrant.rows else None
        if row is None or row.outcome_status in ("open", "failed", None):
            continue
        if row.outcome_status == "decided" and row.outcome in out:
            barred[entrant.unit] = row.outcome or ""
        elif row.outcome_status == "no-result" and row.rated == row.items:
            barred[entrant.unit] = "不计分"
        else:
            span = results.get(row.id)
            if span is not None and span[0] == span[1]:
                scores[entrant.unit] = span[0]
    waiting = len(entrants) - len(scores) - len(barred)
    if waiting:
        blind = sum(row.outcome_status == BLIND for row in rows)
        among = f"（其中 {blind} 个是盲评，暂不显示）" if blind else ""
        return Ranking(why=f"“{stage}”还有 {waiting} 个考评对象结果未定{among}，全部定了才排名")
    places = places_of(scores)
    shared = frozenset(place for place, count in Counter(places.values()).items() if count > 1)
    return Ranking(places, barred, shared)


def places_of(results: Mapping[K, Decimal]) -> dict[K, int]:
    """The place of each, the greatest result first."""
    first: dict[Decimal, int] = {}
    for place, value in enumerate(sorted(results.values(), reverse=True), 1):
        first.setdefault(value, place)
    return {key: first[value] for key, value in results.items()}


def barring(resolved: Resolved) -> set[str]:
    """The outcomes that only a veto gives: who has one of them is not ranked."""
    bands = {band.label for band in resolved.outcomes}
    effects = ("ineligible", "revoke")
    found = {veto.label or DEFAULT_LABELS[veto.effect] for veto in resolved.vetoes if veto.effect in effects}
    return found - bands


__all__ = ["Entrant", "Ranking", "Results", "barring", "places_of", "ranking_of"]
