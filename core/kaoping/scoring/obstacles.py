"""Why no rating leads to a better outcome, and what a way to one takes for granted. In words; pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kaoping.numbers import plain, rounded
from kaoping.scoring.fates import Fate, place_of
from kaoping.scoring.outcomes import NOT_GIVEN, Condition
from kaoping.scoring.sheet import ItemScore, ScoreSheet, VetoFinding
from kaoping.standard.effects import effect_text
from kaoping.standard.model import Veto
from kaoping.standard.resolved import Resolved

AT_BEST = "已是最好的结果"


@dataclass(frozen=True, slots=True)
class Stand:
    """How it stands with every criterion settled.

    :ivar final: the place of the outcome; None where a veto leaves none or nobody has set it.
    :ivar corner: the quantity that a bound asks about.
    """

    label: str | None
    final: int | None
    fate: Fate
    vetoes: tuple[VetoFinding, ...]
    conditions: tuple[Condition, ...]
    corner: Callable[[str, int], Fraction]


def in_the_way(resolved: Resolved, now: Stand, every: Stand) -> tuple[str, ...]:
    """What keeps a better outcome out of reach, `every` criterion at its best."""
    if now.final is not None and all(band.label == now.label for band in resolved.outcomes[: now.final]):
        return (AT_BEST,)
    found = [_veto(resolved, f.veto) for f in every.vetoes if f.status == "triggered" and _bites(resolved, now, f.veto)]
    if every.fate.label is not None or every.fate.no_score:
        return tuple(found)
    limit = len(resolved.outcomes) if now.final is None else now.final
    for place in range(limit - 1, -1, -1):
        band, atoms = resolved.outcomes[place], every.conditions[place]
        if band.label == now.label:
            continue
        if atoms is None:
            # Where none of several results has conditions, the worst of them is no step up to be named.
            none_set = limit > 1 and all(condition is None for condition in every.conditions[:limit])
            found.append(f"{'结果' if none_set else f'“{band.label}”'}的条件{NOT_GIVEN}")
        elif isinstance(atoms, list):
            lacks = [
                _lack(resolved, kind, index, bound, every.corner(kind, index))
                for kind, index, bound in atoms
                if every.corner(kind, index) < bound
            ]
            if not lacks:
                continue
            found += [f"要为“{band.label}”：{lack}" for lack in dict.fromkeys(lacks)]
        break
    if every.fate.unset:
        found.append(f"一票否决的最高得分{NOT_GIVEN}")
    if every.fate.limit_unset:
        found.append(f"一票否决限到哪一等{NOT_GIVEN}")
    return tuple(found) or ("各项全部评满，结果仍不变",)


def _bites(resolved: Resolved, now: Stand, veto: Veto) -> bool:
    """Whether a veto stands between here and what is better: a limit above here does not."""
    place = place_of(resolved, veto.outcome) if veto.effect == "limit" else None
    return place is None or now.final is None or place >= now.final


def _veto(resolved: Resolved, veto: Veto) -> str:
    effect = effect_text(resolved, veto) + (f" {plain(veto.cap)}" if veto.cap is not None else "")
    return f"一票否决“{veto.title}”已触发（{effect}）"


def _lack(resolved: Resolved, kind: str, index: int, bound: Fraction, reached: Fraction) -> str:
    rule = resolved.standard.scoring.rounding
    most, least = (plain(rounded(value, max(rule.places, 1), rule.mode)) for value in (reached, bound))
    word = " 分" if resolved.by_points else "%"
    what = (
        resolved.standard.dimensions[index].title if kind == "section" else "总分" if resolved.by_points else "达标率"
    )
    return f"“{what}”全部评满也只有 {most}{word}，须 {least}{word}"


def presumed(sheet: ScoreSheet, items: Sequence[ItemScore], vetoes: Sequence[VetoFinding]) -> tuple[str, ...]:
    """What is not known and is taken as one way."""
    found = []
    unknown = [finding.veto.title for finding in vetoes if finding.status == "unknown"]
    if unknown:
        found.append(f"{len(unknown)} 项一票否决尚未查明，按未触发计：{_names(unknown)}")
    unstated = [a.title for a in sheet.adjustments if a.state == "unstated"]
    if unstated:
        found.append(f"{len(unstated)} 项加减分尚未说明，按 0 计：{_names(unstated)}")
    unset = [a.title for a in sheet.adjustments if a.state == "not-set"]
    if unset:
        found.append(f"{len(unset)} 项加减分的分值{NOT_GIVEN}，按 0 计：{_names(unset)}")
    uncapped = [cap.title for cap in sheet.caps if cap.open]
    if uncapped:
        found.append(f"{len(uncapped)} 个合计的上限{NOT_GIVEN}，按没有上限计：{_names(uncapped)}")
    parts = [p.title for p in sheet.resolved.parts if p.full is not None and p.id not in sheet.answers.parts]
    if parts:
        found.append(f"{len(parts)} 个部分的得分尚未给出，按 0 计：{_names(parts)}")
    levels = [item.item.id for item in items if item.unset and item.state == "rated"]
    if levels:
        found.append(f"{len(levels)} 项所评等级的分值{NOT_GIVEN}，按 0 计：{_names(levels)}")
    return tuple(found)


def _names(names: Sequence[str]) -> str:
    return "、".join(names[:5]) + (" 等" if len(names) > 5 else "")
