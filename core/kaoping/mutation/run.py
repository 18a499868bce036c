"""Making every change and running the worked cases on it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pydantic import ValidationError

from kaoping.answers import Answers
from kaoping.answers_check import check
from kaoping.cases import Case
from kaoping.cases_held import differences, filled, sheet_differences, suggested_differences
from kaoping.mutation.bounds import bounds, rule_bounds
from kaoping.mutation.caps import caps, rule_caps
from kaoping.mutation.change import changed
from kaoping.mutation.points import deductions, points, rule_points, rule_weights, weights
from kaoping.mutation.policy import policy, rule_policy
from kaoping.mutation.thresholds import rule_thresholds, thresholds
from kaoping.mutation.values import KINDS, Change, Kind, Result
from kaoping.mutation.vetoes import rule_vetoes, vetoes
from kaoping.scoring.score import Providers, score
from kaoping.standard.resolved import Resolved

_Changes = Callable[[Resolved], Iterator[Change]]
_OWN: Mapping[Kind, _Changes] = {
    "points": points,
    "weights": weights,
    "bounds": bounds,
    "deductions": deductions,
    "caps": caps,
    "vetoes": vetoes,
    "thresholds": thresholds,
    "policy": policy,
}
_RULES: Mapping[Kind, _Changes] = {
    "points": rule_points,
    "weights": rule_weights,
    "bounds": rule_bounds,
    "caps": rule_caps,
    "vetoes": rule_vetoes,
    "thresholds": rule_thresholds,
    "policy": rule_policy,
}


@dataclass(frozen=True, slots=True)
class Worked:
    """A worked case read: its answers as they are in the file, and the rules file that it names."""

    case: Case
    answers: Answers
    rules: str | None


def changes(resolved: Resolved, kinds: Collection[Kind] = tuple(KINDS), *, rules: bool = False) -> list[Change]:
    """Every change of these kinds, in the order of the file.

    :param rules: those of the rules that it goes with, instead of the standard's own.
    """
    table = _RULES if rules else _OWN
    return [change for kind, found in table.items() if kind in kinds for change in found(resolved)]


class Examination:
    """Cases held ready against a standard, to be run on one change after another.

    :param resolved: the standard with each rules file that a case names (None: without).
    """

    def __init__(
        self, resolved: Mapping[str | None, Resolved], cases: Sequence[Worked], providers: Providers | None = None
    ) -> None:
        self._resolved = resolved
        self._cases = cases
        self._providers = providers
        self._last: dict[Kind, int] = {}
        self._about: dict[str, list[int]] = {}
        for index, worked in enumerate(cases):
            for name in _named(worked):
                self._about.setdefault(name, []).append(index)

    def of(self, change: Change, rules: str | None = None) -> Result:
        """What becomes of one change.

        :param rules: the rules file in which it is made; None for the standard.
        """
        whose = [rules] if rules is not None else list(self._resolved)
        if change.same is not None:
            reasons = [change.same(self._resolved[name]) for name in whose]
            if reasons and None not in reasons:
                return Result(change, "equivalent", str(reasons[0]), rules)
        try:
            mutants = {name: self._mutant(self._resolved[name], change, rules) for name in whose}
        except ValidationError:
            return Result(change, "refused", "格式本身不容许这样写", rules)
        for index in self._order(change):
            worked = self._cases[index]
            if worked.rules in mutants and self._notices(worked, mutants[worked.rules], change):
                self._last[change.kind] = index
                return Result(change, "noticed", worked.case.name, rules)
        return Result(change, "unnoticed", "", rules)

    @staticmethod
    def _mutant(resolved: Resolved, change: Change, rules: str | None) -> Resolved:
        if rules is None:
            return replace(resolved, standard=changed(resolved.standard, change.path, change.update))
        return replace(resolved, rules=changed(resolved.rules, change.path, change.update))

    def _order(self, change: Change) -> list[int]:
        """Every case that could notice, the likeliest first."""
        first = [self._last[change.kind]] if change.kind in self._last else []
        first += self._about.get(change.item, [])
        for criterion in change.criteria or ():
            first += self._about.get(criterion, [])
        return list(dict.fromkeys((*first, *range(len(self._cases)))))

    def _notices(self, worked: Worked, mutant: Resolved, change: Change) -> bool:
        expect = worked.case.expect
        suggests = change.criteria is None or bool(change.criteria)
        if suggests and any(suggested_differences(expect, mutant, worked.answers, change.criteria)):
            return True
        if not change.sheet:
            return False
        if expect.of_sheet:
            answers = filled(mutant, worked.case, worked.answers)
            if any(sheet_differences(expect, score(mutant, answers, self._providers))):
                return True
        return bool(check(mutant, worked.answers))


def unfit(resolved: Mapping[str | None, Resolved], cases: Sequence[Worked], providers: Providers | None) -> list[str]:
    """The names of the cases that do not even hold for the standard as it is."""
    return [
        worked.case.name
        for worked in cases
        if any(differences(resolved[worked.rules], worked.case, worked.answers, providers))
    ]


def _named(worked: Worked) -> set[str]:
    """Ids that a case has to do with, each of which makes it a likely one for a change there."""
    expect, answers = worked.case.expect, worked.answers
    found = {*expect.vetoes, *expect.honours, *expect.requirements, *expect.suggested, *answers.ratings}
    found |= {*answers.adjustments, *answers.vetoes, *answers.parts}
    return found | ({expect.label} if expect.label else set())
