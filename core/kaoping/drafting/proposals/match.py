"""Which shared fact a demand asks for, by its words, its unit and what kind of finding it is. Deterministic and pure.

A fact that is wrong and taken unread makes a wrong score. So a fact is proposed only where its title is said nearly in
full, the demand says little beside it, its kind and unit agree, neither names a body or a narrowing word that the other
lacks, and no other fact comes close.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple, TypeAlias

from kaoping.drafting.proposals.words import Weights, alike, common, pairs
from kaoping.standard.model import FactDefinition

#: What a demand asks for: so much of something, whether something is done, or that something does not happen.
Asks: TypeAlias = Literal["figure", "never-figure", "done", "never"]
_KINDS: Mapping[Asks, frozenset[str]] = {
    "figure": frozenset(("count", "amount", "share")),
    "never-figure": frozenset(("count", "event")),
    "done": frozenset(("yes-no",)),
    "never": frozenset(("event",)),
}
#: How much of the fact's title must be said, and how much of the demand the fact must account for.
_LEAST: Mapping[Asks, tuple[float, float]] = {
    "figure": (0.65, 0.7),
    "never-figure": (0.75, 0.6),
    "done": (0.7, 0.75),
    "never": (0.7, 0.65),
}
#: The same where words that stand before the clause of a figure had to be taken in.
_LEAST_WIDER = (0.75, 0.7)
#: How far behind the next fact must be.
_AHEAD = 0.05
#: What the words above a demand tell of its fact, compared to its own.
_ABOVE = 0.6
_ALIKE_UNITS = (
    frozenset(["次", "场", "场次", "期", "回"]),
    frozenset(["件", "起", "宗", "例", "个"]),
    frozenset(["处", "个", "所", "座", "块"]),
    frozenset(["项", "个", "类", "种"]),
    frozenset(["学时", "课时"]),
    frozenset(["人", "名"]),
)
#: Whose matter it is: where one side names the body, the other must not name another alone.
_BODIES: tuple[tuple[str, str], ...] = (
    ("party", r"党委|党组|中心组|常委会(?!议)"),
    ("government", r"政府|行政"),
    ("court", r"法院|审判|法官"),
    ("procuratorate", r"检察"),
    ("congress", r"人大(?!代表)"),
    ("schools", r"学校|中小学|校园|学生|青少年"),
    ("villages", r"村|社区|居委会"),
    ("townships", r"乡镇|街道|镇\(街"),
    ("enterprises", r"企业"),
    ("enforcement", r"执法"),
)
#: Bodies of which a fact that names none does not speak.
_NARROW_BODIES = frozenset(("court", "procuratorate", "congress", "schools", "villages", "townships", "enterprises"))
_BODY = tuple((name, re.compile(words)) for name, words in _BODIES)
#: Words that narrow what is asked: both sides say them or neither does.
_NARROWS = re.compile(
    r"首次|及时|按期|按时|达标|规范率|重大|特大|重点|立法|财务|网上|五年|新进|任前|年终|年初|终身|非正常|越级|进京|涉法涉诉|未成年|农村|"
    r"胜诉|败诉|满意|办结|回复|办复|答复|履行|维持|公开|培训|考试|计划|总结|经费|预算|论证|评估|听证|清理|备案|报备|审查|讨论|记录|旁听|讲座"
)
#: The name of a share: 满意率, 覆盖面.
_SHARE = re.compile(r"([\u4e00-\u9fff]{2})(?:比?率|面|度)")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")


class Asked(NamedTuple):
    """What a demand asks.

    :ivar text: its own words; of a figure, the clause that prints it
    :ivar above: what stands before it and above it and says what it is about, the nearest last
    :ivar unit: of a figure
    """

    text: str
    above: tuple[str, ...]
    asks: Asks
    unit: str = ""

    @property
    def wider(self) -> Asked | None:
        """The same with what stands before it; None where nothing does."""
        if not self.above:
            return None
        return self._replace(text=f"{self.above[-1]}，{self.text}", above=self.above[:-1])


class Match(NamedTuple):
    """A shared fact that a demand asks for.

    :ivar said: how much of the fact's title the demand says, 0 to 1
    :ivar covered: how much of the demand the fact accounts for, 0 to 1
    :ivar words: what both say
    """

    fact: str
    said: float
    covered: float
    words: tuple[str, ...]

    @property
    def sure(self) -> float:
        """How sure it is, 0 to 1."""
        return _mean(self.said, self.covered)


class _Known(NamedTuple):
    """A fact with its words.

    :ivar title: of its title without what stands in brackets; `members` of each thing that the title lists
    :ivar whole: of all that is said of it
    """

    fact: FactDefinition
    title: frozenset[str]
    members: tuple[frozenset[str], ...]
    whole: frozenset[str]
    weight: float
    words: str
    bodies: frozenset[str]
    narrows: frozenset[str]
    bodies_note: frozenset[str]
    narrows_note: frozenset[str]


class _Sought(NamedTuple):
    """What a demand asks, with its words."""

    asked: Asked
    own: frozenset[str]
    above: frozenset[str]
    weight: float
    bodies: frozenset[str]
    bodies_above: frozenset[str]
    narrows: frozenset[str]
    narrows_above: frozenset[str]
    share: str


class Facts:
    """The vocabulary, ready to be searched; what was once asked is kept."""

    def __init__(self, facts: Iterable[FactDefinition]) -> None:
        all_of = list(facts)
        self._weights = Weights(_whole(fact) for fact in all_of)
        self._facts = [_known(fact, self._weights) for fact in all_of]
        self._saying: dict[str, list[int]] = {}
        for number, known in enumerate(self._facts):
            for pair in known.title:
                self._saying.setdefault(pair, []).append(number)
        self._kept: dict[Asked, Match | None] = {}

    def match(self, asked: Asked) -> Match | None:
        """The one shared fact that a demand asks for; None where none is sure enough."""
        if asked not in self._kept:
            found = self._match(asked, _LEAST[asked.asks])
            wider = asked.wider if asked.asks in ("figure", "never-figure") else None
            # The clause that prints a figure often names no more than its unit.
            while found is None and wider is not None:
                found, wider = self._match(wider, _LEAST_WIDER), wider.wider
            self._kept[asked] = found
        return self._kept[asked]

    def _match(self, asked: Asked, least: tuple[float, float]) -> Match | None:
        around = "，".join(asked.above)
        sought = _sought(asked, around, self._weights)
        found = []
        for number in {number for pair in sought.own for number in self._saying.get(pair, ())}:
            known = self._facts[number]
            if not _fits(known.fact, asked) or not _agree(known, sought):
                continue
            there = _ABOVE * self._weights.sum((known.title - sought.own) & sought.above)
            said = (self._weights.sum(known.title & sought.own) + there) / known.weight
            covered = self._weights.sum(known.whole & sought.own) / sought.weight
            found.append((_mean(said, covered), said, covered, known))
        found.sort(key=lambda one: (-one[0], one[3].fact.id))
        if not found:
            return None
        sure, said, covered, known = found[0]
        if said < least[0] or covered < least[1] or (len(found) > 1 and sure - found[1][0] < _AHEAD):
            return None
        return Match(known.fact.id, said, covered, tuple(common(known.fact.title, f"{around}，{asked.text}")))


def _whole(fact: FactDefinition) -> frozenset[str]:
    return pairs(_bare(fact)) | pairs(fact.title) | pairs(fact.note or "")


def _bare(fact: FactDefinition) -> str:
    return _BRACKETS.sub("", fact.title) or fact.title


def _known(fact: FactDefinition, weights: Weights) -> _Known:
    own, words = pairs(_bare(fact)), alike(fact.title)
    note = alike(fact.note or "")
    return _Known(
        fact,
        own,
        tuple(filter(None, map(pairs, _bare(fact).split("、")))),
        _whole(fact),
        weights.sum(own) or 1.0,
        words,
        _bodies(words),
        _narrows(words),
        _bodies(note),
        _narrows(note),
    )


def _sought(asked: Asked, around: str, weights: Weights) -> _Sought:
    own, text, above = pairs(asked.text), alike(asked.text), alike(around)
    share = _SHARE.search(text) if asked.unit == "%" else None
    return _Sought(
        asked,
        own,
        pairs(around),
        weights.sum(own) or 1.0,
        _bodies(text),
        _bodies(above),
        _narrows(text),
        _narrows(above),
        share[1] if share is not None else "",
    )


def _fits(fact: FactDefinition, asked: Asked) -> bool:
    """Whether kind and unit agree."""
    if fact.kind not in _KINDS[asked.asks]:
        return False
    if asked.asks not in ("figure", "never-figure") or fact.kind == "event":
        return True
    if (fact.kind == "share") != (asked.unit == "%"):
        return False
    return fact.unit == asked.unit or any(fact.unit in one and asked.unit in one for one in _ALIKE_UNITS)


def _agree(known: _Known, sought: _Sought) -> bool:
    """Whether neither names a body, a narrowing word or a share that the other lacks, and all that the fact lists is said."""
    near = sought.bodies or sought.bodies_above
    if known.bodies and near and not known.bodies & near:
        return False
    if (sought.bodies & _NARROW_BODIES) - known.bodies - known.bodies_note:
        return False
    if not all(member & (sought.own | sought.above) for member in known.members):
        return False
    if sought.narrows - known.narrows - known.narrows_note or known.narrows - sought.narrows - sought.narrows_above:
        return False
    return not sought.share or sought.share in known.words


def _bodies(text: str) -> frozenset[str]:
    return frozenset(name for name, words in _BODY if words.search(text))


def _narrows(text: str) -> frozenset[str]:
    return frozenset(_NARROWS.findall(text))


def _mean(one: float, two: float) -> float:
    return 2 * one * two / (one + two) if one + two else 0.0


__all__ = ["Asked", "Asks", "Facts", "Match"]
