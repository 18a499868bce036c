"""Two evaluations of one unit by one standard, side by side: what differs, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kaoping.errors import refuse
from kaoping.rectification import rectification_text
from kaoping.reports.words import ADJUSTMENT_STATES, VETO_STATES, by_rule
from kaoping.samples import used_text
from kaoping.scoring.sheet import ItemScore, ItemState, SectionScore
from kaoping.workbench.changes import rating_words
from kaoping.workbench.evaluations import UNRATED, View


@dataclass(frozen=True, slots=True)
class ItemSide:
    """One criterion in one evaluation: its state, what it scores, and the rating in words (None: not rated)."""

    state: ItemState
    low: Decimal
    high: Decimal
    full: Decimal
    words: str | None

    @property
    def text(self) -> str:
        """The rating, or that there is none."""
        return self.words or {"outside": "不在考评范围"}.get(self.state, "未评")


@dataclass(frozen=True, slots=True)
class ItemDifference:
    """A criterion that is rated otherwise; None where one edition of the standard does not have it."""

    id: str
    title: str
    first: ItemSide | None
    second: ItemSide | None


@dataclass(frozen=True, slots=True)
class SectionPair:
    """One top-level dimension in both."""

    id: str
    title: str
    first: SectionScore | None
    second: SectionScore | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A veto, adjustment, part, fact or what is to be put right that is another; in words, 无 where there is nothing."""

    kind: str
    id: str
    title: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two evaluations.

    :ivar items: criteria rated otherwise, in the order of the first's standard
    :ivar sections: every top-level dimension of both
    :ivar statements: vetoes, adjustments and parts that differ
    :ivar facts: facts that count otherwise in a requirement or a statement
    :ivar rectifications: criteria of which something else is to be put right, or stands otherwise
    :ivar same_edition: both are pinned to the same text of the standard and the same rules
    """

    first: View
    second: View
    items: tuple[ItemDifference, ...]
    sections: tuple[SectionPair, ...]
    statements: tuple[Difference, ...]
    facts: tuple[Difference, ...]
    rectifications: tuple[Difference, ...]

    @property
    def same_edition(self) -> bool:
        """See above."""
        return self.first.resolved.digest == self.second.resolved.digest


def compare(first: View, second: View) -> Comparison:
    """Compare two evaluations; the older one is best given first.

    :raises Refused: they are of different units or standards.
    """
    for what, ours, theirs in (
        ("考评对象", first.row.unit_name, second.row.unit_name),
        ("标准", first.row.standard, second.row.standard),
    ):
        if ours != theirs:
            message = f"考评 {first.row.number} 与 {second.row.number} 的{what}不同（{ours}、{theirs}），不能逐项对比"
            raise refuse("not-comparable", message, id=str(second.row.number))
    items = _items(first), _items(second)
    differing = []
    for id in _ids(items[0], items[1]):
        sides = items[0].get(id), items[1].get(id)
        if sides[0] != sides[1]:
            view = first if sides[0] is not None else second
            differing.append(ItemDifference(id, view.resolved.item[id].criterion.title, *sides))
    sections = {s.id: s for s in first.sheet.sections}, {s.id: s for s in second.sheet.sections}
    return Comparison(
        first,
        second,
        tuple(differing),
        tuple(
            SectionPair(id, (sections[0].get(id) or sections[1][id]).title, sections[0].get(id), sections[1].get(id))
            for id in _ids(sections[0], sections[1])
        ),
        tuple(_differences(_statements(first), _statements(second))),
        tuple(_differences(_facts(first), _facts(second))),
        tuple(_differences(_rectifications(first), _rectifications(second))),
    )


def _ids(first: Iterable[str], second: Iterable[str]) -> list[str]:
    return list(dict.fromkeys((*first, *second)))


def _items(view: View) -> dict[str, ItemSide]:
    return {score.item.id: _side(view, score) for score in view.sheet.items}


def _side(view: View, score: ItemScore) -> ItemSide:
    words = rating_words(score.item, view.answers.ratings.get(score.item.id, UNRATED))
    return ItemSide(score.state, score.low, score.high, score.full, words)


_Said = dict[tuple[str, str], tuple[str, str]]


def _differences(first: _Said, second: _Said) -> Iterable[Difference]:
    for kind, id in dict.fromkeys((*first, *second)):
        (title, ours), (other, theirs) = first.get((kind, id), ("", "无")), second.get((kind, id), ("", "无"))
        if ours != theirs:
            yield Difference(kind, id, title or other, ours, theirs)


def _statements(view: View) -> _Said:
    """Title and state in words of every veto, adjustment and part."""
    found: _Said = {}
    for veto in view.sheet.vetoes:
        stated = view.answers.vetoes.get(veto.veto.id)
        on = f"（{stated.occurred_on.isoformat()}）" if stated is not None and stated.occurred_on else ""
        found["veto", veto.veto.id] = (veto.veto.title, VETO_STATES[veto.status] + on)
    for one in view.sheet.adjustments:
        words = (
            ADJUSTMENT_STATES[one.state] if one.state != "stated" else f"{by_rule(view.resolved, one.low, one.high)} 分"
        )
        found["adjustment", one.id] = (one.title, words)
    for part in view.resolved.parts:
        given = view.answers.parts.get(part.id)
        if given is not None:
            found["part", part.id] = (part.title, f"{by_rule(view.resolved, given.score, given.score)} 分")
    return found


def _rectifications(view: View) -> _Said:
    """Title and everything to put right, in words, of every criterion that has any."""
    said: dict[str, list[str]] = {}
    for asked in view.answers.rectifications:
        said.setdefault(asked.item, []).append(rectification_text(asked))
    titles = {id: item.criterion.title for id, item in view.resolved.item.items()}
    return {("rectification", id): (f"{id} {titles.get(id, '')}".strip(), "；".join(all)) for id, all in said.items()}


def _facts(view: View) -> _Said:
    """Title and value of every fact known that counted in a requirement, with its period."""
    used: dict[str, dict[str, None]] = {}
    for suggestion in view.suggestions().values():
        for finding in suggestion.requirements:
            for one in finding.judged.used if finding.judged is not None else ():
                definition = view.resolved.facts.get(one.fact)
                if one.value is None and not one.disputed:
                    continue
                where = f"，{one.unit}" if one.unit else ""
                used.setdefault(one.fact, {})[f"{used_text(one, definition)}（{one.period}{where}）"] = None
    known = view.resolved.facts
    return {
        ("fact", fact): (known[fact].title if fact in known else fact, "、".join(values))
        for fact, values in used.items()
    }
