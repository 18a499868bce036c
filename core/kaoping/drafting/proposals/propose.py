"""What a draft may share: facts of the vocabulary for its demands, one fact for demands that ask the same, themes. Pure.

Facts are proposed and never taken without the author: a wrong one would make a wrong score. Themes serve the comparison
alone and are written at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from kaoping.drafting.phrases.limits import per_of
from kaoping.drafting.proposals.asked import asked_of, veto_asked
from kaoping.drafting.proposals.match import Asked, Facts, Match
from kaoping.drafting.proposals.themes import Themes, ThemeWords, with_themes
from kaoping.drafting.proposals.words import words
from kaoping.drafting.values import Doubt, Draft, Key, Mend, key_text
from kaoping.drafting.walk import criteria, rewritten
from kaoping.standard.model import FactDefinition
from kaoping.standard.toml_write import inline_text, value_text

SHARED, SAME = "shared-fact", "same-fact"
#: What stands before the key of the demand whose own fact is asked for a second time.
_SAME = "same:"
#: Own facts of fewer words say too little to be known as the same.
_TELLING = 5


class Proposer:
    """Proposals for drafts, again and again: what was once searched is kept."""

    def __init__(self, facts: Mapping[str, FactDefinition], themes: ThemeWords) -> None:
        self.facts = facts
        self._themes = Themes(themes)
        self._known = Facts(facts.values())

    def proposed(self, draft: Draft) -> Draft:
        """The draft with the facts that its author took, those that are proposed, and themes."""
        return with_themes(_Proposing(self, draft).run(), self._themes)

    def match(self, asked: Asked) -> Match | None:
        """The one shared fact that a demand asks for."""
        return self._known.match(asked)


def offer_text(draft: Draft, mend: Mend) -> str:
    """What an offer of a proposal says."""
    if not mend.value:
        return "保留自己的事实"
    if mend.value.startswith(_SAME):
        return f"与 {_at(draft, mend.value)} 用同一事实"
    return f"采用共享事实〈{draft.shared.get(mend.value, mend.value)}〉"


def _at(draft: Draft, value: str) -> str:
    return next((id for id, key in draft.demands.items() if value == f"{_SAME}{key_text(key)}"), "另一要点")


class _Proposing:
    """One draft on its way."""

    def __init__(self, proposer: Proposer, draft: Draft) -> None:
        self.proposer, self.draft, self.facts = proposer, draft, proposer.facts
        self.chosen = {mend.key: mend for mend in draft.mends if mend.what == "fact"}
        self.own: dict[str, Mapping[str, Any]] = {str(one["id"]): one for one in draft.data["facts"]}
        self.places = {part.key: part.place for part in draft.parts}
        self.found: list[Doubt] = []
        self.shared: dict[str, str] = {}
        self.lines: dict[Key, str] = {}
        self.void: list[Mend] = []
        #: The measure of each demand that the author gave a fact to.
        self.measures: dict[str, dict[str, Any]] = {}
        #: Own facts that ask the same: the first demand of each, by what it asks.
        self.first: dict[tuple[object, ...], Mapping[str, Any]] = {}

    def run(self) -> Draft:
        demands = list(_demands(self.draft.data))
        for one, _ in demands:
            self._given(one, demands)
        for one, above in demands:
            self._search(one, above)
        vetoes = [self._veto(one) for one in self.draft.data["vetoes"]]
        data = dict(rewritten(self.draft.data, demand=self._with)) | {"vetoes": vetoes}
        used = {one["measure"]["fact"] for one, _ in _demands(data) if "measure" in one}
        data["facts"] = [fact for fact in data["facts"] if fact["id"] in used]
        void = (*self.draft.void, *self.void)
        proposals = tuple(self.found)
        return replace(self.draft, data=data, proposals=proposals, shared=self.shared, lines=self.lines, void=void)

    def _with(self, demand: Mapping[str, Any]) -> Mapping[str, Any]:
        measure = self.measures.get(demand["id"])
        return demand if measure is None else _put(demand, "measure", measure, ("id", "text", "points"))

    # -- what the author took

    def _given(self, demand: Mapping[str, Any], demands: Sequence[tuple[Mapping[str, Any], Sequence[str]]]) -> None:
        mend = self._chosen(demand)
        if mend is None or not mend.value:
            return
        value = self._followed(mend.value, demands)
        definition = self.facts.get(value)
        measure = (
            _resting(demand, definition, self.own)
            if definition is not None
            else {**demand["measure"], "fact": value}
            if value in self.own and "measure" in demand
            else None
        )
        if measure is None:
            self.void.append(mend)
            return
        self.measures[str(demand["id"])] = measure
        if definition is not None:
            self.shared[value] = definition.title

    def _followed(self, value: str, demands: Sequence[tuple[Mapping[str, Any], Sequence[str]]]) -> str:
        """The fact that a value names, also by way of other demands; empty where it names none or goes round."""
        for _ in range(len(demands)):
            if not value.startswith(_SAME):
                return value
            other = next((one for one, _ in demands if f"{_SAME}{key_text(self._key(one))}" == value), None)
            if other is None:
                return ""
            theirs = self._chosen(other)
            value = theirs.value if theirs is not None and theirs.value else _own_fact(other)
        return ""

    def _veto(self, veto: Mapping[str, Any]) -> Mapping[str, Any]:
        mend = self._chosen(veto)
        if mend is None:
            found = self.proposer.match(veto_asked(str(veto["text"])))
            if found is not None:
                title = self.facts[found.fact].title
                said = f"由共享事实〈{title}〉判断有无发生？{self._why(found, '')}"
                self._propose(veto, found.fact, said, f"event = {value_text(found.fact)}")
            return veto
        definition = self.facts.get(mend.value)
        if definition is None or definition.kind != "event":
            self.void += [mend] if mend.value else []
            return veto
        self.shared[mend.value] = definition.title
        return _put(veto, "event", mend.value, ("id", "title", "text"))

    # -- what is proposed

    def _search(self, demand: Mapping[str, Any], above: Sequence[str]) -> None:
        if self._chosen(demand) is not None or demand["id"] not in self.draft.demands:
            return
        asked = asked_of(demand, self.own, above)
        if asked is None:
            return
        found = self.proposer.match(asked)
        if found is None:
            self._same(demand, asked)
            return
        title = self.facts[found.fact].title
        if "measure" in demand:
            own = self.own[demand["measure"]["fact"]]["title"]
            said, line = f"“{own}”与共享事实〈{title}〉是同一件事？", f"fact = {value_text(found.fact)}"
        else:
            said = f"由共享事实〈{title}〉判断{'有无发生' if asked.asks == 'never' else '是否做到'}？"
            line = f"measure = {inline_text(_resting(demand, self.facts[found.fact], self.own) or {})}"
        self._propose(demand, found.fact, f"{said}{self._why(found, asked.unit)}", line)

    def _why(self, found: Match, unit: str) -> str:
        fact = self.facts[found.fact]
        said = f"都说到{''.join(f'“{word}”' for word in found.words)}"
        same = f"，单位同为{unit}" if unit and unit == fact.unit else f"，单位{unit}与{fact.unit}" if unit else ""
        return f"{said}{same}{f'。口径：{fact.note}' if fact.note else ''}"

    def _propose(self, table: Mapping[str, Any], fact: str, message: str, line: str) -> None:
        key = self._key(table)
        self.lines[key] = line
        self.shared[fact] = self.facts[fact].title
        offers = (Mend(key, "fact", fact), Mend(key, "fact", ""))
        self.found.append(Doubt(SHARED, key, self.places.get(key, ""), message, offers))

    def _same(self, demand: Mapping[str, Any], asked: Asked) -> None:
        """A demand whose own fact an earlier demand asks for in the same words."""
        if "measure" not in demand:
            return
        said = tuple(sorted(words(asked.text)))
        if sum(map(len, said)) < _TELLING:
            return
        fact = self.own[demand["measure"]["fact"]]
        first = self.first.setdefault((said, fact["kind"], fact.get("unit"), asked.asks), demand)
        if first is demand:
            return
        key = self._key(demand)
        unit = f"，单位同为{fact['unit']}" if fact.get("unit") else ""
        message = f"“{fact['title']}”与 {first['id']} 问的是同一件事？字句相同{unit}；采用后登记一次，两处都用"
        self.lines[key] = f"fact = {value_text(_own_fact(first))}"
        offers = (Mend(key, "fact", f"{_SAME}{key_text(self._key(first))}"), Mend(key, "fact", ""))
        self.found.append(Doubt(SAME, key, self.places.get(key, ""), message, offers))

    def _key(self, table: Mapping[str, Any]) -> Key:
        return self.draft.demands.get(str(table["id"]), Key(-1, 0, ""))

    def _chosen(self, table: Mapping[str, Any]) -> Mend | None:
        return self.chosen.get(self._key(table))


def _demands(data: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], Sequence[str]]]:
    """Every requirement, with the words that stand above it."""
    for criterion in criteria(data):
        for demand in criterion.get("requirements", ()):
            yield demand, (str(criterion["title"]),)


def _own_fact(demand: Mapping[str, Any]) -> str:
    return str(demand["measure"]["fact"]) if "measure" in demand else ""


def _resting(
    demand: Mapping[str, Any], fact: FactDefinition, own: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any] | None:
    """The measure of a demand that rests on a fact; None where the fact is of another kind than the demand asks for."""
    measure = demand.get("measure")
    if measure is None:
        per = per_of(str(demand["text"]))
        if fact.kind == "event":
            return {"fact": fact.id, "is": False}
        return {"fact": fact.id, "is": True} | ({"per": per} if per else {}) if fact.kind == "yes-no" else None
    kind = own[measure["fact"]]["kind"] if measure["fact"] in own else ""
    if "is" in measure:
        fits = fact.kind == "event" or (fact.kind == "yes-no" and "look_back_years" not in measure)
    elif fact.kind == "event":
        fits = kind == "count" and measure.get("at_most") == Decimal(0)
    else:
        fits = fact.kind in ("count", "amount", "share") and (fact.kind == "share") == (kind == "share")
    return {**measure, "fact": fact.id} if fits else None


def _put(table: Mapping[str, Any], key: str, value: object, behind: Iterable[str]) -> dict[str, Any]:
    """The table with a key at its place in the file."""
    before = {name: table[name] for name in behind if name in table}
    return {**before, key: value, **{name: held for name, held in table.items() if name not in before and name != key}}


__all__ = ["SAME", "SHARED", "Proposer", "offer_text"]
