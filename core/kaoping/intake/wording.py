"""How near two texts are in wording, by pairs of characters: what is rare in the document weighs more. Pure."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

Pairs = Mapping[str, int]

_NO_WORDS = re.compile(r"[^0-9A-Za-z%\u3400-\u9fff]+")


def pairs(text: str) -> Counter[str]:
    """The pairs of neighbouring characters; signs and spaces do not count, nor does the width of digits."""
    plain = _NO_WORDS.sub("", unicodedata.normalize("NFKC", text))
    return Counter(plain[at : at + 2] for at in range(len(plain) - 1))


class Weights:
    """How much a pair says, learnt from the texts at hand: the rarer, the more."""

    def __init__(self, texts: Iterable[Pairs]) -> None:
        counted: Counter[str] = Counter()
        number = 0
        for text in texts:
            counted.update(text.keys())
            number += 1
        self._most = math.log(number + 1)
        self._of = {pair: math.log((number + 1) / (times + 0.5)) for pair, times in counted.items()}
        #: What one pair weighs on the average, as often as it stands somewhere.
        self.usual = sum(self._of[pair] * times for pair, times in counted.items()) / max(counted.total(), 1)

    def of(self, pair: str) -> float:
        """The weight of one pair."""
        return self._of.get(pair, self._most)

    def total(self, text: Iterable[str]) -> float:
        """The weight of all pairs of a text, each once."""
        return sum(self.of(pair) for pair in text)

    def shared(self, text: Pairs, other: Pairs) -> float:
        """The weight of the pairs that both have."""
        few, many = (text, other) if len(text) <= len(other) else (other, text)
        return sum(self.of(pair) for pair in few if pair in many)

    def likeness(self, text: Pairs, other: Pairs) -> float:
        """From 0, nothing in common, to 1, the same pairs: what is shared against the mean of both."""
        both = self.total(text) * self.total(other)
        return self.shared(text, other) / math.sqrt(both) if both else 0.0
