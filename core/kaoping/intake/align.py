"""Which part of a document is which criterion's clause: one pass over both in order, for the best sum of all signs. Pure.

Numbers, wording, points and order each add to the sum and none decides alone, so that a damaged sign is outvoted by the
others. What was moved out of order is looked for afterwards among what is left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kaoping.intake.figures import points, without_points
from kaoping.intake.pieces import Piece
from kaoping.intake.wanted import Wanted
from kaoping.intake.wording import Weights, pairs

#: The share of a clause's words that a criterion must account for before wording speaks for it. Measured: clauses of other
#: items lie below 0.15, an item's own above 0.4.
SHARE = 0.28
#: A sentence of so many pairs of characters weighs as much as a number that agrees.
LENGTH = 12.0
#: What each sign adds or takes.
NUMBER, OTHER_NUMBER, NO_NUMBER = 0.5, -0.3, -0.1
POINTS, OTHER_POINTS = 0.5, -0.3
SKIPPED, SKIPPED_TITLE = -0.6, -0.05
#: An item that begins or ends within a paragraph, and one that goes on behind a number of its own rank.
WITHIN, OVER_NUMBER, OVER_PASSAGE = -0.8, -0.8, -0.15
#: A line that goes on with the sentence of the line before.
BROKEN = 0.3
TITLE = 3.0
#: Two sentences so alike, and longer than so many pairs, are one that the document prints twice.
TWICE, REPEATED = 0.95, 10
#: A sentence of which a criterion says so much is the criterion's own.
OWN = 0.9
#: Below the first likeness nothing is a criterion's clause, from the second on it is one wherever it stands. Measured: of
#: clauses that belong together the least was 0.30, of those that do not 98 in 100 lay below 0.13.
LEAST, SURE = 0.15, 0.27
#: By how much another criterion must be nearer to a clause than the one it was given to, to take it away.
NEARER = 0.1
_SUB = ("paren", "half-paren", "circle")
_NEVER = float("-inf")


@dataclass(frozen=True, slots=True)
class _Node:
    """What the document is expected to bring next: the title of a section, or a criterion (its index)."""

    criterion: int | None
    words: Counter[str]
    skip: float


def aligned(wants: Sequence[Wanted], found: Sequence[Piece]) -> list[tuple[int, int] | None]:
    """For each criterion the run of pieces, first and last + 1, that is its clause; None where there is none."""
    weights = weights_of(wants, found)
    runs = [
        run and _once(run, want, found, weights)
        for want, run in zip(wants, _in_order(wants, found, weights), strict=True)
    ]
    for index, run in enumerate(runs):
        if run is not None and not _holds(index, run, wants, found, weights):
            runs[index] = None
    _out_of_order(wants, found, weights, runs)
    return _to_the_end(wants, found, weights, runs)


def _to_the_end(
    wants: Sequence[Wanted], found: Sequence[Piece], weights: Weights, runs: Sequence[tuple[int, int] | None]
) -> list[tuple[int, int] | None]:
    """Each run with what follows it and is nobody else's: the rest of its paragraph, and sentences that are the item's word by word."""
    taken = {at for run in runs if run is not None for at in range(*run)}
    longer: list[tuple[int, int] | None] = []
    for want, run in zip(wants, runs, strict=True):
        if run is not None:
            start, end = run
            while end < len(found) and end not in taken:
                rest = not found[end].first and _going_on(found[end]) > OVER_NUMBER
                if not rest and not _own(found[end], want, weights):
                    break
                end += 1
            run = start, end
        longer.append(run)
    return longer


def _own(piece: Piece, want: Wanted, weights: Weights) -> bool:
    """Whether a sentence stands in the criterion as it is."""
    whole = weights.total(piece.words)
    return len(piece.words) > REPEATED // 2 and weights.shared(piece.words, want.words) >= OWN * whole


def weights_of(wants: Sequence[Wanted], found: Sequence[Piece]) -> Weights:
    """How much each pair of characters says here."""
    return Weights([*(piece.words for piece in found), *(want.words for want in wants)])


def words_of(found: Sequence[Piece], run: tuple[int, int]) -> Counter[str]:
    """The pairs of characters of a run of pieces."""
    return pairs(without_points("".join(piece.body for piece in found[slice(*run)])))


def _holds(index: int, run: tuple[int, int], wants: Sequence[Wanted], found: Sequence[Piece], weights: Weights) -> bool:
    words = words_of(found, run)
    likeness = weights.likeness(words, wants[index].words)
    if likeness < LEAST:
        return False
    if likeness >= SURE:
        return True
    return all(weights.likeness(words, other.words) <= likeness + NEARER for other in wants)


def _once(run: tuple[int, int], want: Wanted, found: Sequence[Piece], weights: Weights) -> tuple[int, int]:
    """The run without a paragraph that the document prints twice: the one with the right number, else the first."""
    for later in range(run[0] + 1, run[1]):
        first = next((at for at in range(run[0], later) if _same(found[at], found[later], weights)), None)
        if first is not None and found[later].first and len(found[later].words) > REPEATED:
            numbered = [any(mark.value in want.numbers for mark in found[at].marks) for at in (first, later)]
            return (later, run[1]) if numbered == [False, True] else _once((run[0], later), want, found, weights)
    return run


def _same(piece: Piece, other: Piece, weights: Weights) -> bool:
    return piece.passage != other.passage and weights.likeness(piece.words, other.words) > TWICE


def _in_order(wants: Sequence[Wanted], found: Sequence[Piece], weights: Weights) -> list[tuple[int, int] | None]:
    nodes = _nodes(wants)
    gains = _Gains(wants, found, weights)
    best = _Path(nodes)
    for at, piece in enumerate(found):
        best.step(at, piece, gains)
    return best.runs(len(wants))


def _nodes(wants: Sequence[Wanted]) -> list[_Node]:
    nodes: list[_Node] = []
    above: tuple[tuple[str, str], ...] = ()
    for index, want in enumerate(wants):
        for depth, node in enumerate(want.section):
            if above[: depth + 1] != want.section[: depth + 1]:
                nodes.append(_Node(None, pairs(node[1]), SKIPPED_TITLE))
        above = want.section
        nodes.append(_Node(index, want.words, SKIPPED))
    return nodes


class _Gains:
    """What a piece adds as the beginning of a criterion, as its continuation, or as the title of a section."""

    def __init__(self, wants: Sequence[Wanted], found: Sequence[Piece], weights: Weights) -> None:
        self.wants = wants
        self.weights = weights
        self._scale = LENGTH * weights.usual
        self._total = [weights.total(piece.words) for piece in found]
        self._points = [points(piece.body) for piece in found]

    def words(self, at: int, piece: Piece, want: Wanted) -> float:
        """Above 0 where the criterion accounts for more of the piece's words than chance would."""
        shared = self.weights.shared(piece.words, want.words)
        return (shared - SHARE * self._total[at]) / self._scale + self._worth(at, want.points)

    def _worth(self, at: int, wanted: Decimal | None) -> float:
        if wanted is None or not self._points[at]:
            return 0.0
        return POINTS if wanted in self._points[at] else OTHER_POINTS

    def number(self, piece: Piece, want: Wanted) -> float:
        """What the numbers before the piece say for the criterion's beginning there."""
        if not piece.marks:
            return NO_NUMBER
        return NUMBER if any(mark.value in want.numbers for mark in piece.marks) else OTHER_NUMBER

    def title(self, piece: Piece, words: Counter[str]) -> float:
        """Above 0 where the piece is the title and little else."""
        return TITLE * (self.weights.likeness(piece.words, words) - 0.5)


class _Path:
    """The best way so far to have come to each node: standing in it, or behind it."""

    def __init__(self, nodes: Sequence[_Node]) -> None:
        self._nodes = nodes
        size = len(nodes) + 1
        self._in = [_NEVER] * size
        self._gap = [_NEVER] * size
        self._gap[0] = 0.0
        self._steps: list[tuple[list[tuple[int, bool]], list[bool]]] = []

    def step(self, at: int, piece: Piece, gains: _Gains) -> None:
        """Go on by one piece."""
        size = len(self._nodes) + 1
        within = 0.0 if piece.first or piece.marks else WITHIN
        new_in, new_gap = [_NEVER] * size, [_NEVER] * size
        # Per state: where it was come to from; for a gap whether from within the node.
        from_in: list[tuple[int, bool]] = [(-1, False)] * size
        from_gap = [False] * size
        reach, reached = _NEVER, (-1, False)
        for k in range(size):
            if k:
                node = self._nodes[k - 1]
                begins = reach + within
                if node.criterion is None:
                    gain = gains.title(piece, node.words)
                    new_in[k], from_in[k] = begins + gain, reached
                else:
                    want = gains.wants[node.criterion]
                    words = gains.words(at, piece, want)
                    begins += words + gains.number(piece, want)
                    goes_on = self._in[k] + words + _going_on(piece)
                    if goes_on >= begins:
                        new_in[k], from_in[k] = goes_on, (k, True)
                    else:
                        new_in[k], from_in[k] = begins, reached
            leaves = self._in[k] + within
            from_gap[k] = leaves > self._gap[k]
            new_gap[k] = max(leaves, self._gap[k])
            here, inside = max((self._gap[k], False), (self._in[k], True))
            skip = self._nodes[k - 1].skip if k else 0.0
            if here >= reach + skip:
                reach, reached = here, (k, inside)
            else:
                reach += skip
        self._in, self._gap = new_in, new_gap
        self._steps.append((from_in, from_gap))

    def runs(self, criteria: int) -> list[tuple[int, int] | None]:
        """The run of pieces of each criterion on the best way of all."""
        found: list[tuple[int, int] | None] = [None] * criteria
        rest, best, state = 0.0, _NEVER, (0, False)
        for k in range(len(self._nodes), -1, -1):
            for inside, value in ((True, self._in[k]), (False, self._gap[k])):
                if value + rest > best:
                    best, state = value + rest, (k, inside)
            rest += self._nodes[k - 1].skip if k else 0.0
        for at in range(len(self._steps) - 1, -1, -1):
            k, inside = state
            from_in, from_gap = self._steps[at]
            if not inside:
                state = (k, from_gap[k])
                continue
            index = self._nodes[k - 1].criterion
            if index is not None:
                run = found[index]
                found[index] = (at, run[1] if run else at + 1)
            state = from_in[k]
        return found


def _going_on(piece: Piece) -> float:
    if piece.marks and piece.marks[0].kind not in _SUB:
        return OVER_NUMBER
    if not piece.first or piece.marks:
        return 0.0
    return BROKEN if piece.broken else OVER_PASSAGE


def _out_of_order(
    wants: Sequence[Wanted], found: Sequence[Piece], weights: Weights, runs: list[tuple[int, int] | None]
) -> None:
    """Look for what is still missing among the pieces that nothing was matched to, the likest first."""
    free = set(range(len(found))) - {at for run in runs if run for at in range(*run)}
    places = [(run, words_of(found, run)) for run in _places(found, free)]
    offers = []
    for index, want in enumerate(wants):
        if runs[index] is None:
            for run, words in places:
                likeness = weights.likeness(words, want.words)
                if likeness >= SURE:
                    offers.append((likeness, index, run))
    for _, index, run in sorted(offers, reverse=True):
        if runs[index] is None and free.issuperset(range(*run)):
            runs[index] = run
            free -= set(range(*run))


def _places(found: Sequence[Piece], free: set[int]) -> Iterator[tuple[int, int]]:
    """Every run that one item may be: from the beginning of a paragraph or a number to the end of the paragraph or the next."""
    for at, piece in enumerate(found):
        if at not in free or not (piece.first or piece.marks):
            continue
        end = at + 1
        while end in free and found[end].passage == piece.passage and _going_on(found[end]) > OVER_NUMBER:
            end += 1
        yield at, end
