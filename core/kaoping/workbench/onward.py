"""An evaluation under another edition of its standard: which judgements hold, which do not and why, and what it comes to.

A judgement holds where the element is the same, whatever its number. What changed is left unrated and named; notes,
evidence, and ticks of requirements that stayed go along.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from kaoping.answers import Answers, Rating
from kaoping.answers_check import check_adjustment, check_rating
from kaoping.editions.values import Change, CriterionChange, Difference, Pair
from kaoping.reports.words import by_rule, outcome_text
from kaoping.scoring.sheet import ItemScore, Outcome, ScoreSheet
from kaoping.standard.resolved import Resolved
from kaoping.workbench import codec
from kaoping.workbench.changes import rating_words, said_of, title_of
from kaoping.workbench.diff import ItemSide

Json = Mapping[str, Any]
Stated = Mapping[tuple[str, str], Json]
"""What an evaluation holds, as the journal says it, by what (rating, veto, proofs ...) and id."""

GONE = "新版没有这一项"
UNFIT = "旧评定不合新版规定"
#: What may differ of a veto without the statement on whether it happened meaning another thing.
_OF_EFFECT = frozenset({"effect", "label", "cap", "by", "set_by"})
_OF_WEIGHT = frozenset({"weight", "dimensions"})


@dataclass(frozen=True, slots=True)
class Left:
    """A judgement that does not go over.

    :ivar what: rating, tick, veto, adjustment, part, proofs, rectification
    :ivar id: of its element, in the old edition
    :ivar said: what it said, in words
    """

    what: str
    id: str
    title: str
    said: str
    why: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What an evaluation comes to by one edition."""

    resolved: Resolved
    score: tuple[Decimal, Decimal] | None
    result: tuple[Decimal, Decimal] | None
    full: Decimal
    outcome: Outcome

    @property
    def said(self) -> tuple[str, str]:
        """`78 ~ 92（满分 100）`, and the outcome."""
        ends = self.result or (None, None)
        scored = f"{by_rule(self.resolved, *ends)}（满分 {by_rule(self.resolved, self.full, self.full)}）"
        return scored, outcome_text(self.outcome)

    @property
    def text(self) -> str:
        """Score and outcome in a line."""
        return "，".join(self.said)


def standing(sheet: ScoreSheet) -> Standing:
    """What a sheet says in sum."""
    return Standing(
        sheet.resolved,
        _ends(sheet.score_low, sheet.score_high),
        _ends(sheet.result_low, sheet.result_high),
        sheet.full,
        sheet.outcome,
    )


def _ends(low: Decimal | None, high: Decimal | None) -> tuple[Decimal, Decimal] | None:
    return None if low is None or high is None else (low, high)


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A criterion by both editions; None where one does not have it."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    title: str
    before: ItemSide | None
    after: ItemSide | None


@dataclass(frozen=True, slots=True)
class Onward:
    """One evaluation as it would be by another edition.

    :ivar stated: all that it would hold, as the journal would say it
    :ivar taken: criteria whose rating holds, by their new numbers
    :ivar reworded: those of them that are worded otherwise now
    :ivar left: what does not hold
    :ivar items: criteria that are rated, worth or scored otherwise
    """

    difference: Difference
    stated: Stated
    taken: tuple[str, ...]
    reworded: tuple[str, ...]
    left: tuple[Left, ...]
    before: Standing
    after: Standing
    items: tuple[ItemLine, ...]


@dataclass
class _Passing:
    """What goes over, worked out element by element."""

    found: Difference
    held: Stated
    mark: bool
    stated: dict[tuple[str, str], Json] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)
    reworded: list[str] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.same = dict(same_requirements(self.found))
        self.items = {id: pair for pair in self.found.pairs["criteria"] for id in pair.old}

    def all(self) -> None:
        """Everything that is held."""
        for change in self.found.criteria:
            for id in change.pair.old:
                body = self.held.get(("rating", id))
                if body is not None:
                    self._rating(change, id, codec.rating_from(body), body)
        for (what, id), body in self.held.items():
            if what == "proofs":
                self._proofs(id, body)
            elif what == "rectification":
                self._rectification(id, body)
            elif what in ("veto", "adjustment", "part"):
                self._statement(what, id, body)

    def _rating(self, change: CriterionChange, id: str, rating: Rating, body: Json) -> None:
        new = self.found.new
        kept = {self.same[name]: tick for name, tick in rating.requirements.items() if name in self.same}
        if not change.pair.one:
            self._lose("rating", id, body, "；".join(change.because))
            return
        (other,) = change.pair.new
        now = replace(rating, requirements=kept, deductions=tuple(self._deduction(d) for d in rating.deductions))
        why = "；".join(change.because)
        if change.fate != "changed" and rating.rated:
            wrong = check_rating(new, new.item[other], now)
            why = f"{UNFIT}：{wrong[0].message}" if wrong else ""
        if not why:
            if rating.rated:
                self.taken.append(other)
                if change.fate == "reworded":
                    self.reworded.append(other)
                now = replace(now, carried=now.carried or self.mark or change.fate == "reworded")
            self._put("rating", other, now, rating, body)
            return
        if rating.rated:
            self._lose("rating", id, body, why)
        bare = Rating(requirements=kept, note=rating.note, evidence=rating.evidence, flagged=rating.flagged)
        self._put("rating", other, bare, rating, body)
        gone = [name for name in rating.requirements if name not in self.same]
        if gone:
            title = self.found.old.item[id].criterion.title
            self.left.append(Left("tick", id, title, f"要点 {'、'.join(gone)} 的核对", why))

    def _deduction(self, deduction: Any) -> Any:
        return replace(deduction, requirement=self.same.get(deduction.requirement, deduction.requirement))

    def _put(self, what: str, id: str, now: Rating, was: Rating, body: Json) -> None:
        given = body if now == was else codec.rating_json(now)
        if given:
            self.stated[what, id] = given

    def _proofs(self, id: str, body: Json) -> None:
        pair = self.items.get(id)
        if pair is None or len(pair.new) != 1:
            self._lose(
                "proofs", id, body, GONE if pair is None or not pair.new else f"拆分：{id} → {'、'.join(pair.new)}"
            )
            return
        (other,) = pair.new
        links = list(self.stated.get(("proofs", other), {"links": []})["links"])
        for link in body["links"]:
            named = {key: value for key, value in link.items() if key != "requirement"}
            requirement = self._same_in(link.get("requirement"), other)
            given = {**named, "requirement": requirement} if requirement is not None else named
            if given not in links:
                links.append(given)
        self.stated["proofs", other] = {"links": links}

    def _same_in(self, requirement: str | None, item: str) -> str | None:
        """The requirement's new number, where it belongs to that criterion still."""
        other = self.same.get(requirement) if requirement is not None else None
        return other if other is not None and self.found.new.requirement[other][0].id == item else None

    def _rectification(self, id: str, body: Json) -> None:
        pair = self.items.get(body["item"])
        if pair is None or len(pair.new) != 1:
            self._lose("rectification", id, body, GONE if pair is None or not pair.new else "这一项已拆分")
            return
        named = {key: value for key, value in body.items() if key != "requirement"}
        requirement = self._same_in(body.get("requirement"), pair.new[0])
        more = {"requirement": requirement} if requirement is not None else {}
        self.stated["rectification", id] = {**named, **more, "item": pair.new[0]}

    def _statement(self, what: str, id: str, body: Json) -> None:
        other, why = self._onward(what, id)
        if other is not None and what == "adjustment":
            one = next(one for one in self.found.new.adjustments if one.id == other)
            wrong = check_adjustment(self.found.new, one, codec.adjustment_from(body))
            why = f"{UNFIT}：{wrong[0].message}" if wrong else why
        if other is None or why is not None:
            self._lose(what, id, body, why or GONE)
        else:
            self.stated[what, other] = body

    def _onward(self, what: str, id: str) -> tuple[str | None, str | None]:
        """The element's new number, and why what is stated of it holds no longer."""
        if what == "part":
            if not any(part.id == id for part in self.found.new.parts):
                return None, GONE
            return id, _bearing(self._change(what, id), _OF_WEIGHT)
        pairs = self.found.pairs["vetoes" if what == "veto" else "adjustments"]
        pair = next((pair for pair in pairs if id in pair.old), None)
        if pair is None or not pair.one:
            return None, GONE if pair is None or not pair.new else "重新划分"
        if pair.changed:
            return None, "标准写明要求已不同"
        skip = _OF_EFFECT if what == "veto" else frozenset({"set_by"})
        return pair.new[0], _bearing(self._change(what, id), skip)

    def _change(self, what: str, id: str) -> Change | None:
        return next((one for one in self.found.others if one.kind == what and id in one.old), None)

    def _lose(self, what: str, id: str, body: Json, why: str) -> None:
        old = self.found.old
        item = str(body["item"]) if what == "rectification" else id
        if what == "rating":
            rating = codec.rating_from(body)
            said = rating_words(old.item.get(id), rating) or "未评，有核对或备注"
        elif what == "proofs":
            said = f"{len(body['links'])} 份佐证材料"
        else:
            words = said_of(old, what, id, body, {})
            said = "；".join(words.values())
        self.left.append(Left(what, item, _title(old, what, item), said, why))


def passed(found: Difference, held: Stated, *, mark: bool = False) -> tuple[Stated, _Passing]:
    """What holds by the new edition of all that an evaluation holds by the old.

    :param mark: every rating is marked as carried and not checked again, and not those alone that are worded otherwise.
    """
    passing = _Passing(found, held, mark)
    passing.all()
    return passing.stated, passing


def onward(found: Difference, passing: _Passing, before: ScoreSheet, after: ScoreSheet) -> Onward:
    """All that a person wants to see of one evaluation by both editions."""
    return Onward(
        found,
        passing.stated,
        tuple(passing.taken),
        tuple(passing.reworded),
        tuple(passing.left),
        standing(before),
        standing(after),
        tuple(_items(found, before, after)),
    )


def answers_with(answers: Answers, stated: Stated) -> Answers:
    """Answers that say what is stated, and nothing else of what the journal keeps by element."""
    by: dict[str, dict[str, Json]] = {}
    for (what, id), body in stated.items():
        by.setdefault(what, {})[id] = body
    return replace(
        answers,
        ratings={id: codec.rating_from(body) for id, body in by.get("rating", {}).items()},
        vetoes={id: codec.veto_from(body) for id, body in by.get("veto", {}).items()},
        adjustments={id: codec.adjustment_from(body) for id, body in by.get("adjustment", {}).items()},
        parts={id: codec.part_from(body) for id, body in by.get("part", {}).items()},
        evidence=(),
        rectifications=(),
    )


def same_requirements(found: Difference) -> Iterator[tuple[str, str]]:
    """The requirements that ask the same in both, by their numbers."""
    other = {id for change in found.criteria for one in change.requirements if one.because for id in one.old}
    for pair in found.pairs["requirements"]:
        if pair.one and not pair.changed and pair.old[0] not in other:
            yield pair.old[0], pair.new[0]


def _bearing(change: Change | None, skip: frozenset[str]) -> str | None:
    said = [f"{f.label} {f.old} → {f.new}" for f in change.fields if f.bears and f.field not in skip] if change else []
    return "；".join(said) or None


def _title(resolved: Resolved, what: str, id: str) -> str:
    what = "rating" if what == "tick" else what
    return title_of(resolved, what, id)


def _items(found: Difference, before: ScoreSheet, after: ScoreSheet) -> Iterator[ItemLine]:
    old = {score.item.id: _side(before, score) for score in before.items}
    new = {score.item.id: _side(after, score) for score in after.items}
    for change in found.criteria:
        pair: Pair = change.pair
        sides = [old[id] for id in pair.old], [new[id] for id in pair.new]
        if pair.one and _numbers(sides[0][0]) == _numbers(sides[1][0]):
            continue
        for index in range(max(len(pair.old), len(pair.new))):
            first = sides[0][index] if index < len(pair.old) else None
            then = sides[1][index] if index < len(pair.new) else None
            yield ItemLine(pair.old[index : index + 1], pair.new[index : index + 1], change.title, first, then)


def _numbers(side: ItemSide) -> tuple[object, ...]:
    """What a side comes to; the words may name a requirement by its new number."""
    return side.state, side.low, side.high, side.full


def _side(sheet: ScoreSheet, score: ItemScore) -> ItemSide:
    rating = sheet.answers.ratings.get(score.item.id)
    words = rating_words(score.item, rating) if rating is not None else None
    return ItemSide(score.state, score.low, score.high, score.full, words)
