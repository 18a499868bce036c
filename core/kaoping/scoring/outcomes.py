"""What follows from a score: the labels still possible, and whether they are down to one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kaoping.answers import Answers
from kaoping.numbers import plain
from kaoping.scoring.caps import added, cap_scores, exhausted
from kaoping.scoring.fates import DEFAULT_LABELS, Fate, ends_at, fates, finisher, forced
from kaoping.scoring.items import applies
from kaoping.scoring.limits import limits_told
from kaoping.scoring.reach import ANYWHERE, Finish, Interval, Ranges, Space, ends
from kaoping.scoring.sheet import (
    Added,
    AdjustmentScore,
    Deciding,
    ItemScore,
    Outcome,
    ProviderFailed,
    SectionScore,
    Totals,
    VetoFinding,
)
from kaoping.standard.attributes import attribute_text
from kaoping.standard.model import OutcomeBand
from kaoping.standard.resolved import Resolved

NOT_GIVEN = "由本地规则规定，尚未给出规则文件（--rules）"
NO_CONDITIONS = f"结果的条件{NOT_GIVEN}"
NO_OTHERWISE = "其余情形的结果没有规定"
NO_OUTCOMES = "文件没有规定结果，也没有给出本地规则（--rules）"

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

    @property
    def added(self) -> tuple[Added, ...]:
        """What the adjustments add to the total, those under a cap that they share together as one."""
        return added(self.resolved, self.adjustments)


def bands(given: OutcomeInput) -> Outcome:
    """Core's outcome rule: the first band whose conditions all hold, then downgrade, then limit, then bar or revoke.

    `rule-not-set` only where what the jurisdiction has left open can make a difference.
    """
    resolved = given.resolved
    all_fates = fates(resolved, given.vetoes)
    labels: set[str] = set()
    lacking: set[str] = set()
    places: set[int] = set()
    no_score = none = False
    for fate in all_fates or ():
        label = forced(resolved, fate)
        if label is not None:
            labels.add(label)
            if given.scored and fate.label is None:
                places |= _labels(given, fate)[2]
        elif fate.no_score:
            no_score = True
        elif not given.scored:
            none = True
        else:
            found, reasons, own = _labels(given, fate)
            labels |= found
            lacking |= reasons
            places |= own
    if all_fates is None:
        labels |= {band.label for band in resolved.outcomes}
        labels |= {
            f.veto.label or DEFAULT_LABELS[f.veto.effect] for f in given.vetoes if f.veto.effect in DEFAULT_LABELS
        }
        none = not given.scored
    because = tuple(f"{f.veto.title}：{f.because}" for f in given.vetoes if f.status == "triggered")
    if because:
        decided = len(labels) == 1 and not (none or no_score or lacking or all_fates is None)
        because += tuple(limits_told(resolved, given.vetoes, places, decided))
    if none:
        return Outcome("no-result", None, (), None, (*because, "没有任何评定"), deciding(given))
    possible = ordered(resolved, labels)
    set_by = _set_by(resolved, given, possible)
    if lacking:
        return Outcome("rule-not-set", None, possible, None, (*because, *sorted(lacking)), deciding(given))
    if not possible and no_score:
        return Outcome("no-result", None, (), None, (*because, "一票否决：不计分"))
    if len(possible) == 1 and not no_score and all_fates is not None:
        return Outcome("decided", possible[0], possible, set_by, because or (_reason(given, possible[0]),))
    return Outcome("open", None, possible, set_by, because, deciding(given))


def _labels(given: OutcomeInput, fate: Fate) -> tuple[set[str], set[str], set[int]]:
    """The labels possible under one fate, lowered and limited as it says; what nobody has set that could change them; and
    the places of the bands before that.

    Every condition is a lower bound, so the better the sheet, the earlier the band: between the band of the best and
    that of the worst completion, only those strictly between need looking for.
    """
    outcomes = given.resolved.outcomes
    if not outcomes:
        return set(), {NO_OUTCOMES}, set()
    conditions = [condition(given, band, fate) for band in outcomes]
    by_result = any(isinstance(atoms, list) and any(kind == "result" for kind, _, _ in atoms) for atoms in conditions)
    lacking = _unset_amounts(given, fate, by_result=by_result)
    where = given.space
    extras = added(given.resolved, given.adjustments, unset_too=True)
    bare = [a for a in given.adjustments if a.state == "not-set" and not _limited(given, a)]
    up = any(_bonus(given, a) for a in bare)
    down = fate.unset or any(not _bonus(given, a) for a in bare)
    if up or down or any(a.state == "not-set" for a in given.adjustments):
        where = Ranges(given.totals, extras, down=down, up=up)
    finish = finisher(given.resolved, fate)
    low, high = ends(given.totals, extras)
    best = first(conditions, _corner(given, finish, high + ANYWHERE if up else high, 1))
    worst = first(conditions, _corner(given, finish, low - ANYWHERE if down else low, 0))
    found = {
        index
        for index in range(best, min(worst + 1, len(outcomes)))
        if isinstance(conditions[index], list)
        and (index in (best, worst) or _possible(given, where, finish, conditions, index))
    }
    unset = {index for index in range(min(worst, len(outcomes))) if conditions[index] is None}
    reasons = {NO_CONDITIONS} if unset else {NO_OTHERWISE} if worst == len(outcomes) else set()
    found |= unset
    labels = {outcomes[end].label for index in found for end in ends_at(given.resolved, fate, index)}
    return labels, reasons | (lacking if len(labels) > 1 else set()), found


def _unset_amounts(given: OutcomeInput, fate: Fate, *, by_result: bool) -> set[str]:
    """What nobody has set that could change the band. A share of what is attained knows no adjustments."""
    found = {f"加减分“{a.title}”的分值{NOT_GIVEN}" for a in given.adjustments if by_result and a.state == "not-set"}
    if by_result:
        found |= {f"{cap.title}的上限{NOT_GIVEN}" for cap in cap_scores(given.resolved, given.adjustments) if cap.open}
    if fate.unset:
        found |= {
            f"一票否决“{f.veto.title}”的最高得分{NOT_GIVEN}"
            for f in given.vetoes
            if f.veto.effect == "cap" and f.veto.cap is None and f.status != "clear"
        }
    if fate.limit_unset:
        found |= {
            f"一票否决“{f.veto.title}”限到哪一等{NOT_GIVEN}"
            for f in given.vetoes
            if f.veto.effect == "limit" and f.veto.outcome is None and f.status != "clear"
        }
    if any(item.unset for item in given.items):
        found.add(f"等级的分值{NOT_GIVEN}")
    return found


def _bonus(given: OutcomeInput, score: AdjustmentScore) -> bool:
    return any(a.kind == "bonus" for a in given.resolved.adjustments if a.id == score.id)


def _limited(given: OutcomeInput, score: AdjustmentScore) -> bool:
    """Whether it stands under a shared cap that is set."""
    cap = given.resolved.shared_cap.get(score.id)
    return cap is not None and cap.at_most is not None


Corner = Callable[[str, int], Fraction]


def _corner(given: OutcomeInput, finish: Finish, total: Fraction, end: int) -> Corner:
    """Every quantity at the worst (0) or the best (1) completion."""
    totals = given.totals

    def value(kind: str, index: int) -> Fraction:
        if kind == "result":
            return finish(total)
        if kind == "attained":
            return finish((totals.low, totals.high)[end])
        section = given.sections[index]
        return Fraction((section.low, section.high)[end])

    return value


def first(conditions: Sequence[Condition], corner: Corner) -> int:
    """The first band that holds at a corner; their number where none does. A band nobody has set does not hold."""
    for index, atoms in enumerate(conditions):
        if isinstance(atoms, list) and all(corner(kind, number) >= bound for kind, number, bound in atoms):
            return index
    return len(conditions)


Atom = tuple[str, int, Fraction]
"""("result", 0, bound), ("attained", 0, bound) or ("section", index, bound): the quantity is at least the bound."""

Condition = list[Atom] | bool | None
"""Bounds that must all hold; False where a veto forbids the band; None where nobody has set it."""


def condition(given: OutcomeInput, band: OutcomeBand, fate: Fate) -> Condition:
    """A band as bounds. Bounds of a section of which nothing applies fall away."""
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
        if name not in index:
            raise ProviderFailed(f"计分模型没有给出一级指标“{name}”的得分，无法判断“{band.label}”")
        section = given.sections[index[name]]
        declared = _declared(given.resolved, index[name]) if given.resolved.by_points else Fraction(0)
        scaled = Fraction(bound) * Fraction(section.full) / declared if declared else Fraction(bound)
        if section.full:
            atoms.append(("section", index[name], scaled))
    thresholds = bool(atoms)
    if when.minima is True or (when.minima is None and thresholds):
        for number, section in enumerate(given.sections):
            if section.minimum is not None and section.full:
                atoms.append(("section", number, Fraction(section.minimum)))
    return atoms


def _declared(resolved: Resolved, section: int) -> Fraction:
    return sum((Fraction(item.full) for item in resolved.items if item.section == section), Fraction(0))


def _possible(given: OutcomeInput, where: Space, finish: Finish, conditions: Sequence[Condition], wanted: int) -> bool:
    """Whether some completion satisfies the wanted band and none before it. What nobody has set may hold or not."""
    atoms = conditions[wanted]
    must = atoms if isinstance(atoms, list) else []
    ways: list[Failing] = [{}]
    for earlier in conditions[:wanted]:
        if isinstance(earlier, list):
            ways = _broken(ways, earlier)
            if len(ways) > MAX_WAYS:
                return True
    return any(_feasible(where, finish, must, way) for way in ways)


Failing = dict[tuple[str, int], Fraction]
"""Quantities that must stay below a bound."""


def _broken(ways: Sequence[Failing], atoms: Sequence[Atom]) -> list[Failing]:
    """The ways in which what failed before and this band fail together, each once."""
    found: list[Failing] = []
    for way in ways:
        if any(way.get((kind, index), bound + 1) <= bound for kind, index, bound in atoms):
            if way not in found:
                found.append(way)
            continue
        for kind, index, bound in atoms:
            further = {**way, (kind, index): min(bound, way.get((kind, index), bound))}
            if further not in found:
                found.append(further)
    return found


def _feasible(where: Space, finish: Finish, must: Sequence[Atom], below: Failing) -> bool:
    bounds: dict[tuple[str, int], Interval] = {key: (None, bound) for key, bound in below.items()}
    for kind, index, bound in must:
        at_least, under = bounds.get((kind, index), (None, None))
        bounds[kind, index] = (bound if at_least is None else max(at_least, bound), under)
    sections = {index: interval for (kind, index), interval in bounds.items() if kind == "section"}
    nothing: Interval = (None, None)
    return where.feasible(finish, bounds.get(("result", 0), nothing), bounds.get(("attained", 0), nothing), sections)


def ordered(resolved: Resolved, labels: set[str]) -> tuple[str, ...]:
    """Labels in the order of the bands, best first; those of vetoes after them."""
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


def deciding(given: OutcomeInput) -> tuple[Deciding, ...]:
    """What is not yet known: vetoes first, then adjustments and parts, then items, weightiest first."""
    found = [
        Deciding("veto", f.veto.id, f"一票否决“{f.veto.title}”：{f.because}")
        for f in given.vetoes
        if f.status == "unknown"
    ]
    spent = exhausted(given.resolved, given.adjustments)
    for adjustment in given.adjustments:
        if adjustment.id in spent:
            continue  # what is stated beside it comes to the shared cap: it can change nothing any more
        if adjustment.state == "unstated":
            said = f"：{adjustment.because}" if adjustment.event == "triggered" else "未说明"
            found.append(Deciding("adjustment", adjustment.id, f"加减分“{adjustment.title}”{said}"))
        elif adjustment.state == "not-set":
            said = f"；{adjustment.because}" if adjustment.event == "triggered" else ""
            found.append(Deciding("rule", adjustment.id, f"加减分“{adjustment.title}”的分值{NOT_GIVEN}{said}"))
    for cap in cap_scores(given.resolved, given.adjustments):
        if cap.open:
            found.append(Deciding("rule", cap.id, f"{cap.title}的上限{NOT_GIVEN}"))
    for part in given.resolved.parts:
        if part.full is not None and part.id not in given.answers.parts:
            found.append(Deciding("part", part.id, f"“{part.title}”的得分尚未给出"))
    unrated = sorted((item for item in given.items if item.state == "unrated"), key=lambda item: -item.high)
    word = "分" if given.resolved.by_points else ""
    for item in unrated:
        criterion = item.item.criterion
        if applies(criterion.applies_when, given.answers.unit) is None:
            names = "、".join(attribute_text(name) for name in criterion.applies_when or ())
            found.append(Deciding("attribute", item.item.id, f"{item.item.id} 是否适用取决于属性 {names}，尚未填写"))
        else:
            weight = f"（{plain(item.high)}{word}）" if word else ""
            found.append(Deciding("item", item.item.id, f"{item.item.id} {criterion.title}{weight}未评"))
    return tuple(found)
