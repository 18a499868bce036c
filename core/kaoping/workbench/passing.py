"""Which judgements of an evaluation hold under another edition of its standard, element by element.

A judgement holds where the element is the same, whatever its number. What changed is left unrated and named; notes,
evidence, and ticks of requirements that stayed go along.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kaoping.answers import Rating
from kaoping.answers_check import check_adjustment, check_rating
from kaoping.editions.values import Change, CriterionChange, Difference
from kaoping.standard.resolved import Resolved
from kaoping.workbench import codec
from kaoping.workbench.changes import rating_words, said_of, title_of

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


@dataclass
class Passing:
    """What goes over, worked out element by element."""

    found: Difference
    held: Stated
    mark: bool
    was: Mapping[str, Rating]
    ratings: dict[str, Rating] = field(default_factory=dict)
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
                    self._rating(change, id, self.was.get(id) or codec.rating_from(body), body)
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
        # Most ratings hold as they are: nothing is made anew for them.
        deductions = tuple(self._deduction(deduction) for deduction in rating.deductions)
        now = rating
        if kept != rating.requirements or deductions != rating.deductions:
            now = replace(rating, requirements=kept, deductions=deductions)
        why = "；".join(change.because)
        if change.fate != "changed" and rating.rated:
            wrong = check_rating(new, new.item[other], now)
            why = f"{UNFIT}：{wrong[0].message}" if wrong else ""
        if not why:
            if rating.rated:
                self.taken.append(other)
                if change.fate == "reworded":
                    self.reworded.append(other)
                if not now.carried and (self.mark or change.fate == "reworded"):
                    now = replace(now, carried=True)
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
        other = self.same.get(deduction.requirement, deduction.requirement)
        return deduction if other == deduction.requirement else replace(deduction, requirement=other)

    def _put(self, what: str, id: str, now: Rating, was: Rating, body: Json) -> None:
        given = body if now is was or now == was else codec.rating_json(now)
        if given:
            self.stated[what, id] = given
            self.ratings[id] = now

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


def passed(
    found: Difference, held: Stated, *, mark: bool = False, ratings: Mapping[str, Rating] | None = None
) -> Passing:
    """What holds by the new edition of all that an evaluation holds by the old.

    :param ratings: those among `held`, where they are at hand as values.
    :param mark: every rating is marked as carried and not checked again, and not those alone that are worded otherwise.
    """
    passing = Passing(found, held, mark, ratings or {})
    passing.all()
    return passing


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
