"""Which element of one edition is which of another: as its table says, else by wording, figures and number. Pure."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kaoping.editions.values import Kind, Pair
from kaoping.intake.figures import figures
from kaoping.intake.wording import Pairs, Weights, pairs
from kaoping.standard.replaces import Replaces, Succession
from kaoping.standard.resolved import Resolved

#: How alike two wordings must be to be one element: of the same number, and of different numbers.
ALIKE, ALIKE_ELSEWHERE = 0.35, 0.6
#: What agreement in number, place and figures adds, to choose between several that are alike.
_NUMBER, _PLACE, _FIGURES = 0.1, 0.05, 0.1
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Element:
    """Something with a number: its whole wording, and the title of what it stands in."""

    id: str
    text: str
    place: str = ""


def plain_text(text: str) -> str:
    """A text without what means nothing: spaces, and the width of signs and digits."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


def declared(old: Resolved, new: Resolved) -> dict[Kind, list[Pair]]:
    """What either edition's table says about the other; one that the older has is read backwards."""
    found: dict[Kind, list[Pair]] = {"criteria": [], "requirements": [], "vetoes": [], "adjustments": []}
    table = _table(new, old)
    back = _table(old, new) if table is None else None
    for kind, said in found.items():
        lines: Sequence[Succession] = getattr(table or back, kind, ())
        for line in lines:
            sides = (line.new, line.old) if back is not None else (line.old, line.new)
            said.append(Pair(*sides, declared=True, changed=line.changed, note=line.note))
    return found


def _table(later: Resolved, earlier: Resolved) -> Replaces | None:
    for table in later.standard.replaces:
        if (table.standard or later.id, table.edition) == (earlier.id, earlier.standard.edition):
            return table
    return None


def fitting(said: Iterable[Pair], old: Iterable[str], new: Iterable[str], name: str) -> tuple[list[Pair], list[str]]:
    """The declared pairs whose elements are all there; and in Chinese what the others name."""
    left, right = set(old), set(new)
    fits, astray = [], []
    for pair in said:
        gone = [f"前版没有{name} {id}" for id in pair.old if id not in left]
        gone += [f"新版没有{name} {id}" for id in pair.new if id not in right]
        if gone:
            astray += gone
        else:
            fits.append(pair)
            left -= set(pair.old)
            right -= set(pair.new)
    return fits, astray


def paired(old: Sequence[Element], new: Sequence[Element], said: Sequence[Pair] = ()) -> tuple[Pair, ...]:
    """Every element of both, each once, in the order of the new; those that are gone at the end.

    :param said: declared pairs, whose elements are all there; see `fitting`.
    """
    first = [one for one in old if not any(one.id in pair.old for pair in said)]
    then = [one for one in new if not any(one.id in pair.new for pair in said)]
    found = {one.id: other.id for one, other in _same_words(first, then)}
    first = [one for one in first if one.id not in found]
    taken = set(found.values())
    found |= {one.id: other.id for one, other in _alike(first, [one for one in then if one.id not in taken])}
    back = {new: old for old, new in found.items()}
    pairs = [*said, *(Pair((one,), (other,)) for one, other in found.items())]
    pairs += [Pair((), (one.id,)) for one in then if one.id not in back]
    pairs += [Pair((one.id,), ()) for one in first if one.id not in found]
    place = {one.id: index for index, one in enumerate(new)}
    order = {one.id: index for index, one in enumerate(old)}
    return tuple(
        sorted(pairs, key=lambda p: (not p.new, place[p.new[0]] if p.new else order[p.old[0]] if p.old else 0))
    )


def _same_words(old: Sequence[Element], new: Sequence[Element]) -> Iterator[tuple[Element, Element]]:
    """Elements of the very same wording, best with the same number, then in the same place, then in their order."""
    waiting: dict[str, list[Element]] = {}
    for one in old:
        waiting.setdefault(plain_text(one.text), []).append(one)
    chosen: tuple[Callable[[Element, Element], bool], ...] = (
        lambda one, other: one.id == other.id,
        lambda one, other: one.place == other.place,
        lambda one, other: True,
    )
    for fits in chosen:
        left: list[Element] = []
        for other in new:
            among = waiting.get(plain_text(other.text), [])
            found = next((one for one in among if fits(one, other)), None)
            if found is None:
                left.append(other)
            else:
                among.remove(found)
                yield found, other
        new = left


def _alike(old: Sequence[Element], new: Sequence[Element]) -> Iterator[tuple[Element, Element]]:
    """Elements of like wording, the likest first."""
    worded = {id(one): pairs(one.text) for one in (*old, *new)}
    weights = Weights(worded.values())
    numbers = {id(one): set(figures(one.text)) for one in (*old, *new)}
    found = []
    for at, one in enumerate(old):
        for where, other in enumerate(new):
            like = _likeness(weights, worded[id(one)], worded[id(other)])
            if like < (ALIKE if one.id == other.id else ALIKE_ELSEWHERE):
                continue
            both, mine = numbers[id(one)] & numbers[id(other)], numbers[id(one)] | numbers[id(other)]
            score = like + _NUMBER * (one.id == other.id) + _PLACE * (one.place == other.place)
            score += _FIGURES * (len(both) / len(mine) if mine else 1)
            found.append((-score, abs(at - where), at, where))
    taken: tuple[set[int], set[int]] = set(), set()
    for _, _, at, where in sorted(found):
        if at not in taken[0] and where not in taken[1]:
            taken[0].add(at)
            taken[1].add(where)
            yield old[at], new[where]


def _likeness(weights: Weights, text: Pairs, other: Pairs) -> float:
    """Wordings too short for a pair of characters are alike only where they are the same."""
    return weights.likeness(text, other) if text and other else 0.0


def likeness(text: str, other: str) -> float:
    """How alike two texts are, from 0 to 1, each pair of characters weighing the same."""
    left, right = pairs(text), pairs(other)
    if not left or not right:
        return 1.0 if plain_text(text) == plain_text(other) else 0.0
    return float(len(left.keys() & right.keys()) / math.sqrt(len(left) * len(right)))
