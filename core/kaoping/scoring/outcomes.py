"""What follows from a score: the labels still possible, and whether they are down to one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from kaoping.answers import Answers
from kaoping.numbers import rounded
from kaoping.scoring.items import applies
from kaoping.scoring.reach import Finish, Interval, Space
from kaoping.scoring.sheet import AdjustmentScore, Deciding, ItemScore, Outcome, SectionScore, Totals, VetoFinding
from kaoping.standard.model import OutcomeBand, Veto
from kaoping.standard.resolved import Resolved

#: The names of a result that is barred or revoked, where the veto gives none of its own.
DEFAULT_LABELS = {"ineligible": "不得参评", "revoke": "撤销"}

#: Unknown vetoes of different kinds beyond which every label is taken as possible.
MAX_KINDS = 10
#: Ways for earlier outcomes to fail beyond which a label is taken as possible.
MAX_WAYS = 2_000


@dataclass(frozen=True, slots=True)
class OutcomeInput:
    """What an outcome rule is given."""

    resolved: Resolved
    answers: Answers
    items: tuple[ItemScore, ...]
    totals: Totals
    sections: tuple[SectionScore, ...]
    adjustments: tuple[AdjustmentScore, ...]
    vetoes: tuple[VetoFinding, ...]
    space: Space
    scored: bool


@dataclass(frozen=True, slots=True)
class Fate:
    """One way the vetoes can turn out."""

    triggered: frozenset[str]
    zero: bool = False
    cap: Fraction | None = None
    down: int = 0
    no_score: bool = False
    label: str | None = None
    unset: bool = False


def fate_of(vetoes: Sequence[Veto]) -> Fate:
    """What these vetoes together do. Revoking goes before barring; several caps: the lowest."""
    cap: Fraction | None = None
    unset = False
    label: str | None = None
    for veto in vetoes:
        if veto.effect == "cap":
            if veto.cap is None:
                unset = True
            else:
                cap = Fraction(veto.cap) if cap is None else min(cap, Fraction(veto.cap))
    for effect in ("revoke", "ineligible"):
        for veto in vetoes:
            if veto.effect == effect and label is None:
                label = veto.label or DEFAULT_LABELS[effect]
    return Fate(
        triggered=frozenset(veto.id for veto in vetoes),
        zero=any(veto.effect == "zero" for veto in vetoes),
        cap=cap,
        down=sum(veto.by or 1 for veto in vetoes if veto.effect == "downgrade"),
        no_score=any(veto.effect == "no-score" for veto in vetoes),
        label=label,
        unset=unset,
    )


def finisher(resolved: Resolved, fate: Fate, *, for_bands: bool = True) -> Finish:
    """From a total with adjustments to the result: clamp, zero or cap, and rounding where bands compare the rounded."""
    scoring = resolved.standard.scoring
    floor = Fraction(scoring.floor) if scoring.floor is not None else Fraction(0)
    ceiling = Fraction(scoring.ceiling) if scoring.ceiling is not None else None
    round_it = for_bands and scoring.bands == "rounded"

    def finish(total: Fraction) -> Fraction:
        value = max(total, floor)
        if ceiling is not None:
            value = min(value, ceiling)
        if fate.zero:
            value = Fraction(0)
        if fate.cap is not None:
            value = min(value, fate.cap)
        if round_it:
            value = Fraction(rounded(value, scoring.rounding.places, scoring.rounding.mode))
        return value

    return finish


def fates(resolved: Resolved, vetoes: Sequence[VetoFinding]) -> Iterator[Fate] | None:
    """Every way the vetoes can turn out, alike ones counted once; None where there are too many kinds to tell apart."""
    named = {name for band in resolved.outcomes if band.when for name in band.when.no_veto}
    certain = [finding.veto for finding in vetoes if finding.status == "triggered"]
    kinds: dict[tuple[object, ...], list[Veto]] = {}
    for finding in vetoes:
        if finding.status == "unknown":
            veto = finding.veto
            bands = (
                tuple(bool(band.when and veto.id in band.when.no_veto) for band in resolved.outcomes)
                if veto.id in named
                else ()
            )
            kinds.setdefault((veto.effect, veto.cap, veto.by, veto.label, bands), []).append(veto)
    if len(kinds) > MAX_KINDS:
        return None
    choices = []
    for key, alike in kinds.items():
        counts = range(len(alike) + 1) if key[0] == "downgrade" else (0, 1)
        choices.append([alike[:count] for count in counts])
    return (fate_of([*certain, *(veto for some in chosen for veto in some)]) for chosen in product(*choices))


def bands(given: OutcomeInput) -> Outcome:
    """Core's outcome rule: the first band whose conditions all hold, then downgrade, then bar or revoke."""
    resolved = given.resolved
    all_fates = fates(resolved, given.vetoes)
    labels: set[str] = set()
    unset = no_score = none = open_rule = False
    for fate in all_fates if all_fates is not None else [fate_of([])]:
        if fate.label is not None:
            labels.add(fate.label)
        elif fate.no_score:
            no_score = True
        elif not given.scored:
            none = True
        else:
            found, not_set = _labels(given, fate)
            labels |= found
            unset = unset or not_set or fate.unset
    if all_fates is None:
        labels |= {band.label for band in resolved.outcomes}
        labels |= {
            f.veto.label or DEFAULT_LABELS[f.veto.effect] for f in given.vetoes if f.veto.effect in DEFAULT_LABELS
        }
        open_rule = True
    if given.scored and any(item.unset for item in given.items):
        unset = True
    if given.scored and any(a.state == "not-set" for a in given.adjustments):
        unset = unset or any(a.id in given.answers.adjustments for a in given.adjustments if a.state == "not-set")
    possible = _ordered(resolved, labels)
    because = tuple(f"{f.veto.title}：{f.because}" for f in given.vetoes if f.status == "triggered")
    set_by = _set_by(resolved, given, possible)
    if not possible and (no_score or none) and not unset:
        reason = "一票否决：不计分" if no_score and not none else "没有任何评定"
        return Outcome("no-result", None, (), None, (*because, reason), () if not none else _deciding(given))
    if unset:
        missing = "结果的条件由本地规定，尚未给出规则文件（--rules）"
        return Outcome("rule-not-set", None, possible, None, (*because, missing), _deciding(given))
    if len(possible) == 1 and not (no_score or none or open_rule):
        return Outcome("decided", possible[0], possible, set_by, because or (_reason(given, possible[0]),))
    deciding = _deciding(given)
    return Outcome("open", None, possible, set_by, (*because, *(d.text for d in deciding)), deciding)


def _labels(given: OutcomeInput, fate: Fate) -> tuple[set[str], bool]:
    """The labels possible under one fate, downgraded as it says; and whether a band nobody has set may be what holds."""
    outcomes = given.resolved.outcomes
    if not outcomes:
        return set(), True
    finish = finisher(given.resolved, fate)
    conditions = [_condition(given, band, fate) for band in outcomes]
    labels: set[str] = set()
    unset = False
    for index, band in enumerate(outcomes):
        wanted = conditions[index]
        if wanted is False:
            continue
        earlier = [c for c in conditions[:index] if c is not False]
        if not _possible(given, finish, wanted, earlier):
            continue
        if wanted is None:
            unset = True
        labels.add(outcomes[min(index + fate.down, len(outcomes) - 1)].label)
    return labels, unset


Atom = tuple[str, int, Fraction]
"""("result", 0, bound), ("attained", 0, bound) or ("section", index, bound): the quantity is at least the bound."""


def _condition(given: OutcomeInput, band: OutcomeBand, fate: Fate) -> list[Atom] | bool | None:
    """A band as bounds that must all hold; False where a veto forbids it; None where nobody has set it."""
    when = band.when
    if when is None:
        return [] if band.otherwise else None
    if fate.triggered & set(when.no_veto):
        return False
    atoms: list[Atom] = []
    if when.score_at_least is not None:
        atoms.append(("result", 0, Fraction(when.score_at_least)))
    if when.share_at_least is not None:
        atoms.append(("result", 0, Fraction(when.share_at_least) * given.totals.full / 100))
    if when.attained_at_least is not None:
        atoms.append(("attained", 0, Fraction(when.attained_at_least)))
    index = {section.id: number for number, section in enumerate(given.sections)}
    for name, bound in when.section.items():
        section = given.sections[index[name]]
        declared = _declared(given.resolved, index[name])
        scaled = (
            Fraction(bound)
            if not given.resolved.by_points or not declared
            else Fraction(bound) * Fraction(section.full) / declared
        )
        if section.full or scaled > 0:
            atoms.append(("section", index[name], scaled))
    thresholds = bool(atoms)
    if when.minima is True or (when.minima is None and thresholds):
        for number, section in enumerate(given.sections):
            if section.minimum is not None and section.full:
                atoms.append(("section", number, Fraction(section.minimum)))
    return atoms


def _declared(resolved: Resolved, section: int) -> Fraction:
    return sum((Fraction(item.full) for item in resolved.items if item.section == section), Fraction(0))


def _possible(
    given: OutcomeInput, finish: Finish, wanted: list[Atom] | bool | None, earlier: Sequence[list[Atom] | bool | None]
) -> bool:
    """Whether some completion satisfies `wanted` and none of `earlier`. What nobody has set may hold or not."""
    must = wanted if isinstance(wanted, list) else []
    fails = [atoms for atoms in earlier if isinstance(atoms, list)]
    if any(not atoms for atoms in fails):
        return False
    ways = 1
    for atoms in fails:
        ways *= len(atoms)
        if ways > MAX_WAYS:
            return True
    return any(_feasible(given, finish, must, broken) for broken in product(*fails))


def _feasible(given: OutcomeInput, finish: Finish, must: Sequence[Atom], broken: Sequence[Atom]) -> bool:
    bounds: dict[tuple[str, int], Interval] = {}
    for kind, index, bound in must:
        at_least, below = bounds.get((kind, index), (None, None))
        bounds[kind, index] = (bound if at_least is None else max(at_least, bound), below)
    for kind, index, bound in broken:
        at_least, below = bounds.get((kind, index), (None, None))
        bounds[kind, index] = (at_least, bound if below is None else min(below, bound))
    sections = {index: interval for (kind, index), interval in bounds.items() if kind == "section"}
    nothing: Interval = (None, None)
    return given.space.feasible(
        finish, bounds.get(("result", 0), nothing), bounds.get(("attained", 0), nothing), sections
    )


def _ordered(resolved: Resolved, labels: set[str]) -> tuple[str, ...]:
    known = [band.label for band in resolved.outcomes]
    return tuple(sorted(labels, key=lambda label: (known.index(label) if label in known else len(known), label)))


def _set_by(resolved: Resolved, given: OutcomeInput, possible: tuple[str, ...]) -> str | None:
    if len(possible) == 1:
        for finding in given.vetoes:
            veto = finding.veto
            own = veto.label or DEFAULT_LABELS.get(veto.effect)
            if finding.status == "triggered" and own == possible[0] and veto.effect in DEFAULT_LABELS:
                return (
                    "document"
                    if veto.set_by == "document"
                    else (resolved.rules.set_by if resolved.rules else veto.set_by)
                )
    return resolved.outcomes_set_by


def _reason(given: OutcomeInput, label: str) -> str:
    for band in given.resolved.outcomes:
        if band.label == label:
            return f"符合“{label}”的条件" if band.when is not None else f"不符合前列各等次的条件，为“{label}”"
    return label


def _deciding(given: OutcomeInput) -> tuple[Deciding, ...]:
    """What is not yet known: vetoes first, then adjustments and parts, then items, weightiest first."""
    found = [
        Deciding("veto", f.veto.id, f"一票否决“{f.veto.title}”：{f.because}")
        for f in given.vetoes
        if f.status == "unknown"
    ]
    for adjustment in given.adjustments:
        if adjustment.state == "unstated":
            found.append(Deciding("adjustment", adjustment.id, f"加减分“{adjustment.title}”未说明"))
    for part in given.resolved.parts:
        if part.full is not None and part.id not in given.answers.parts:
            found.append(Deciding("part", part.id, f"“{part.title}”的得分尚未给出"))
    unrated = sorted((item for item in given.items if item.state == "unrated"), key=lambda item: -item.high)
    word = "分" if given.resolved.by_points else ""
    for item in unrated:
        criterion = item.item.criterion
        if applies(criterion.applies_when, given.answers.unit) is None:
            names = "、".join(criterion.applies_when or ())
            found.append(Deciding("attribute", item.item.id, f"{item.item.id} 是否适用取决于属性 {names}，尚未填写"))
        else:
            weight = f"（{item.high:f}{word}）" if word else ""
            found.append(Deciding("item", item.item.id, f"{item.item.id} {criterion.title}{weight}未评"))
    return tuple(found)


def possible_results(
    resolved: Resolved, vetoes: Sequence[VetoFinding], low: Fraction, high: Fraction
) -> tuple[Fraction, Fraction] | None:
    """The least and the most the result can be after vetoes; None where one leaves no score."""
    all_fates = fates(resolved, vetoes)
    ends: list[Fraction] = []
    for fate in (
        all_fates if all_fates is not None else [fate_of([]), fate_of([f.veto for f in vetoes if f.status != "clear"])]
    ):
        if fate.no_score:
            continue
        finish = finisher(resolved, fate, for_bands=False)
        ends += [finish(low), finish(high)]
    return (min(ends), max(ends)) if ends else None
