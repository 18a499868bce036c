"""How the vetoes can turn out together, and what each way does to the result. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from kaoping.numbers import rounded
from kaoping.scoring.reach import Finish
from kaoping.scoring.sheet import VetoFinding
from kaoping.standard.model import Veto
from kaoping.standard.resolved import Resolved

#: The names of a result that is barred or revoked, where the veto gives none of its own.
DEFAULT_LABELS = {"ineligible": "不得参评", "revoke": "撤销"}

#: Ways the vetoes can turn out beyond which every label is taken as possible.
MAX_FATES = 1_000


@dataclass(frozen=True, slots=True)
class Fate:
    """One way the vetoes can turn out. `triggered` names those that bear on the outcome or on a `no_veto`.

    `limits` are the outcomes beyond which none can be reached; `limit_unset` says that nobody has set one of them.
    """

    triggered: frozenset[str] = frozenset()
    zero: bool = False
    cap: Fraction | None = None
    down: int = 0
    no_score: bool = False
    label: str | None = None
    revoked: bool = False
    unset: bool = False
    limits: frozenset[str] = frozenset()
    limit_unset: bool = False

    def with_(self, veto: Veto) -> Fate:
        """This fate with one more veto triggered. Revoking goes before barring; several caps: the lowest."""
        found = replace(self, triggered=self.triggered | {veto.id})
        if veto.effect == "zero":
            return replace(found, zero=True)
        if veto.effect == "no-score":
            return replace(found, no_score=True)
        if veto.effect == "downgrade":
            return replace(found, down=self.down + (veto.by or 1))
        if veto.effect == "limit":
            if veto.outcome is None:
                return replace(found, limit_unset=True)
            return replace(found, limits=self.limits | {veto.outcome})
        if veto.effect == "cap":
            if veto.cap is None:
                return replace(found, unset=True)
            cap = Fraction(veto.cap)
            return replace(found, cap=cap if self.cap is None else min(cap, self.cap))
        revoke = veto.effect == "revoke"
        if self.label is None or (revoke and not self.revoked):
            return replace(found, label=veto.label or DEFAULT_LABELS[veto.effect], revoked=revoke)
        return found


def fate_of(vetoes: Sequence[Veto]) -> Fate:
    """What these vetoes together do."""
    fate = Fate()
    for veto in vetoes:
        fate = fate.with_(veto)
    return fate


def place_of(resolved: Resolved, label: str | None) -> int | None:
    """The place of an outcome among those that hold; None where there is none of that name."""
    return next((place for place, band in enumerate(resolved.outcomes) if band.label == label), None)


def ends_at(resolved: Resolved, fate: Fate, place: int) -> range:
    """The places where a unit ends that the bands put at `place`: one, unless nobody has set a limit.

    It is lowered first; then the limits hold as bounds of what comes of that: of several the lowest, and none lifts.
    """
    last = len(resolved.outcomes) - 1
    places = [place_of(resolved, label) for label in fate.limits]
    end = min(max([place + fate.down, *(at for at in places if at is not None)]), last)
    return range(end, (last if fate.limit_unset or None in places else end) + 1)


def forced(resolved: Resolved, fate: Fate) -> str | None:
    """The outcome that the vetoes give whatever is rated; None where the rest has a say."""
    if fate.label is not None or fate.no_score or not resolved.outcomes:
        return fate.label
    last = resolved.outcomes[-1]
    return last.label if last.otherwise and last.label in fate.limits else None


def floor_of(resolved: Resolved) -> Fraction:
    """The lowest total: as declared, else 0."""
    floor = resolved.standard.scoring.floor
    return Fraction(floor) if floor is not None else Fraction(0)


def finisher(resolved: Resolved, fate: Fate, *, for_bands: bool = True) -> Finish:
    """From a total with adjustments to the result: clamp, zero or cap, and rounding where bands compare the rounded.

    Zero and cap only lower: a total below zero is not raised by a veto.
    """
    scoring = resolved.standard.scoring
    floor = floor_of(resolved)
    ceiling = Fraction(scoring.ceiling) if scoring.ceiling is not None else None
    round_it = for_bands and scoring.bands == "rounded"

    def finish(total: Fraction) -> Fraction:
        value = max(total, floor)
        if ceiling is not None:
            value = min(value, ceiling)
        if fate.zero:
            value = min(value, Fraction(0))
        if fate.cap is not None:
            value = min(value, fate.cap)
        if round_it:
            value = Fraction(rounded(value, scoring.rounding.places, scoring.rounding.mode))
        return value

    return finish


def fates(resolved: Resolved, vetoes: Sequence[VetoFinding]) -> set[Fate] | None:
    """Every way the vetoes can turn out, as far as they differ in what follows; None where there are too many."""
    if all(finding.status == "clear" for finding in vetoes):
        return {Fate()}
    named = {name for band in resolved.outcomes if band.when for name in band.when.no_veto}
    found = {Fate()}
    for finding in vetoes:
        if finding.status == "clear":
            continue
        after = {_essence(resolved, fate.with_(finding.veto), named) for fate in found}
        found = after if finding.status == "triggered" else found | after
        if len(found) > MAX_FATES:
            return None
    return found


def _essence(resolved: Resolved, fate: Fate, named: set[str]) -> Fate:
    """The fate without what makes no difference: a barred or revoked unit has no other outcome, whatever else holds."""
    if fate.label is not None:
        return Fate(label=fate.label, revoked=fate.revoked)
    if fate.no_score:
        return Fate(no_score=True)
    limits = fate.limits
    if len(limits) > 1 and all(place_of(resolved, label) is not None for label in limits):
        limits = frozenset({max(limits, key=lambda label: place_of(resolved, label) or 0)})
    down = min(fate.down, len(resolved.outcomes))
    return replace(fate, triggered=fate.triggered & named, down=down, limits=limits)


def possible_results(
    resolved: Resolved, vetoes: Sequence[VetoFinding], low: Fraction, high: Fraction
) -> tuple[Fraction, Fraction] | None:
    """The least and the most the result can be after vetoes; None where one leaves no score.

    Vetoes only lower: the least is with every one that may yet be triggered, the most with none of them.
    """
    certain = fate_of([f.veto for f in vetoes if f.status == "triggered"])
    if certain.no_score:
        return None
    every = fate_of([f.veto for f in vetoes if f.status != "clear" and f.veto.effect != "no-score"])
    least = finisher(resolved, every, for_bands=False)(low)
    if every.unset:
        least = min(least, floor_of(resolved))
    return least, finisher(resolved, certain, for_bands=False)(high)
