"""The same fact of the same subject asked by several standards: each one's bound, and whether it is met. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kaoping.answers import Meaning
from kaoping.compare.judged import overlap
from kaoping.fact_meaning import meaning_of, same_meaning
from kaoping.facts import FactBook, Judged, MeasureState, Used, bound_text, judge
from kaoping.scoring.items import applies
from kaoping.scoring.score import fact_book
from kaoping.scoring.sheet import ScoreSheet
from kaoping.scoring.vetoes import excused, window_of
from kaoping.standard.model import FactDefinition, Veto

#: An event as the demand that it should not have happened.
_OF_EVENT: Mapping[str, MeasureState] = {"triggered": "unmet", "clear": "met"}


class Owner(NamedTuple):
    """Whose fact it is: the unit evaluated; or a subject that several of the units share, such as the county's court."""

    unit: str | None
    subject: str


@dataclass(frozen=True, slots=True)
class Asking:
    """One place that asks for a fact.

    :ivar sheet: the number of the sheet among those compared
    :ivar item: the criterion; None for a veto
    :ivar id: the requirement, or the veto
    :ivar bound: the bound for people; None where the document prints none and the fact only informs
    :ivar state: None where there is no bound
    """

    sheet: int
    item: str | None
    id: str
    text: str
    bound: str | None
    state: MeasureState | None
    because: str
    used: tuple[Used, ...] = ()

    @property
    def open(self) -> bool:
        """Whether the fact is not known here yet, or not enough of it."""
        return self.state == "unknown" or (self.state is None and not any(one.value for one in self.used))


@dataclass(frozen=True, slots=True)
class AskedFact:
    """A fact with every place that asks for it.

    :ivar differs: met in one standard and unmet in another, over days in common.
    """

    definition: FactDefinition
    owner: Owner
    askings: tuple[Asking, ...]
    differs: bool

    @property
    def open(self) -> bool:
        """Whether any place does not know it yet."""
        return any(asking.open for asking in self.askings)

    @property
    def values(self) -> tuple[Used, ...]:
        """What is recorded of it, each period once."""
        used = (one for asking in self.askings for one in asking.used if one.fact == self.definition.id)
        return tuple(dict.fromkeys(one for one in used if one.value is not None))


def asked_facts(sheets: Sequence[ScoreSheet]) -> tuple[AskedFact, ...]:
    """Every fact that these sheets ask for, in the order in which the first of them asks."""
    found: dict[tuple[str, str, Owner], tuple[FactDefinition, list[Asking]]] = {}
    meant: dict[str, list[Meaning]] = {}
    for number, sheet in enumerate(sheets):
        for definition, asking in _asked(number, sheet):
            unit = None if definition.members == "sole" else sheet.answers.unit.name
            # One id that two standards define differently is two facts.
            known, here = meant.setdefault(definition.id, []), meaning_of(definition)
            as_what = next((one for one in known if same_meaning(one, here)), None)
            if as_what is None:
                known.append(as_what := here)
            key = definition.id, as_what.title, Owner(unit, definition.subject)
            found.setdefault(key, (definition, []))[1].append(asking)
    return tuple(
        AskedFact(definition, owner, tuple(askings), _differs(sheets, askings))
        for (_, _, owner), (definition, askings) in found.items()
    )


def standards_of(sheets: Sequence[ScoreSheet], numbers: Iterable[int]) -> tuple[str, ...]:
    """The standards of the sheets of these numbers, each once."""
    return tuple(dict.fromkeys(sheets[number].resolved.id for number in numbers))


def shared_facts(sheets: Sequence[ScoreSheet], asked: Sequence[AskedFact] | None = None) -> tuple[AskedFact, ...]:
    """Those that more than one standard asks for: what they disagree on first, then what is open, then the rest.

    :param asked: every fact that the sheets ask for, where that is known already.
    """
    every = asked_facts(sheets) if asked is None else asked
    shared = [fact for fact in every if len(standards_of(sheets, [one.sheet for one in fact.askings])) > 1]
    return tuple(sorted(shared, key=lambda fact: (not fact.differs, not fact.open)))


def _asked(number: int, sheet: ScoreSheet) -> Iterator[tuple[FactDefinition, Asking]]:
    resolved, answers = sheet.resolved, sheet.answers
    book = fact_book(resolved, answers)
    inside = {score.item.id for score in sheet.items if score.state not in ("outside", "not-applicable")}
    for item in resolved.items:
        if item.id not in inside:
            continue
        for requirement in item.criterion.requirements:
            if applies(requirement.applies_when, answers.unit) is False:
                continue
            measure = requirement.measure
            if measure is not None and measure.fact in book.definitions:
                definition = book.definitions[measure.fact]
                judged = judge(measure, book, answers.period, answers.as_of)
                bound = bound_text(measure, definition.unit, definition.kind)
                yield definition, _asking(number, item.id, requirement.id, requirement.text, bound, judged)
            for fact in requirement.informed_by:
                if fact in book.definitions:
                    used = _recorded(book, fact)
                    yield (
                        book.definitions[fact],
                        Asking(number, item.id, requirement.id, requirement.text, None, None, "", used),
                    )
    for veto in resolved.vetoes:
        if excused(veto, answers.unit) is None:
            yield from _of_veto(number, sheet, veto, book)


def _of_veto(number: int, sheet: ScoreSheet, veto: Veto, book: FactBook) -> Iterator[tuple[FactDefinition, Asking]]:
    answers = sheet.answers
    status = next((finding.status for finding in sheet.vetoes if finding.veto.id == veto.id), "unknown")
    if veto.measure is not None and veto.measure.fact in book.definitions:
        definition = book.definitions[veto.measure.fact]
        judged = judge(veto.measure, book, answers.period, answers.as_of)
        bound = bound_text(veto.measure, definition.unit, definition.kind)
        yield definition, _asking(number, None, veto.id, veto.title, bound, judged)
    window = window_of(veto, answers)
    bound = "未发生" + (f"（{window.start.isoformat()} 至 {window.end.isoformat()}）" if window is not None else "")
    for event in veto.all_events:
        if event not in book.definitions:
            continue
        finding = book.event(event, window)
        state = _OF_EVENT.get(finding.state, "unknown")
        # The evaluator may have stated about the veto itself what no event says.
        because = finding.because
        if state == "unknown" and status == "clear":
            state, because = "met", "考评人说明没有发生"
        yield (
            book.definitions[event],
            Asking(number, None, veto.id, veto.title, bound, state, because, finding.used),
        )


def _asking(number: int, item: str | None, id: str, text: str, bound: str, judged: Judged) -> Asking:
    return Asking(number, item, id, text, bound, judged.state, judged.because, judged.used)


def _recorded(book: FactBook, fact: str) -> tuple[Used, ...]:
    periods = sorted({observation.period for observation in book.about(fact)})
    return tuple(used for period in periods for used in book.tally(fact, period).used)


def _differs(sheets: Sequence[ScoreSheet], askings: Sequence[Asking]) -> bool:
    met = [asking.sheet for asking in askings if asking.state == "met"]
    unmet = [asking.sheet for asking in askings if asking.state == "unmet"]
    return any(
        sheets[one].resolved.id != sheets[other].resolved.id and overlap(sheets[one], sheets[other])
        for one in met
        for other in unmet
    )


__all__ = ["AskedFact", "Asking", "Owner", "asked_facts", "shared_facts", "standards_of"]
