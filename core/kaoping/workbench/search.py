"""Finding a criterion by its number, by words, or by the pinyin initials of its words. Pure but for the initials' table.

Initials are for hands that leave no input method on: `flgw` finds 法律顾问. A character with several readings is found by
the initial of each.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache

from kaoping.numbers import fold
from kaoping.standard.resolved import Item

#: For each character of a text, every letter that its reading may begin with; for what is no Han character, itself.
Initials = Callable[[str], tuple[str, ...]]

_NO_PHRASES = "PYPINYIN_NO_PHRASES"


class Hit(IntEnum):
    """How a criterion was found, the nearest first."""

    NUMBER = 0
    NUMBER_BEGINS = 1
    TITLE = 2
    REQUIREMENT = 3
    TITLE_INITIALS = 4
    REQUIREMENT_INITIALS = 5


@dataclass
class Finder:
    """The criteria of one standard, ready to be searched.

    :ivar items: in the order of the standard
    :ivar initials: asked only for words of ASCII letters that nothing else answers; None to search without
    """

    items: Sequence[Item]
    initials: Initials | None = None
    _texts: list[tuple[str, str, str]] = field(init=False)
    _spelt: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._texts = [
            (
                _plain(item.id),
                _plain(item.criterion.title),
                "\n".join(_plain(requirement.text) for requirement in item.criterion.requirements),
            )
            for item in self.items
        ]

    def find(self, words: str) -> list[tuple[str, Hit]]:
        """The criteria that every word finds, the best found first, each with how its weakest word was found.

        Full-width signs count as plain ones, capitals as small letters. Without a word: every criterion, as a number.
        """
        wanted = _plain(words).split()
        found = []
        for index, item in enumerate(self.items):
            hits = [self._hit(index, word) for word in wanted]
            worst = max((hit for hit in hits if hit is not None), default=Hit.NUMBER)
            if None not in hits:
                found.append((worst, index, item.id))
        return [(id, hit) for hit, _, id in sorted(found)]

    def _hit(self, index: int, word: str) -> Hit | None:
        number, title, requirements = self._texts[index]
        if number == word:
            return Hit.NUMBER
        if number.startswith(word):
            return Hit.NUMBER_BEGINS
        if word in title:
            return Hit.TITLE
        if word in requirements:
            return Hit.REQUIREMENT
        if self.initials is None or not (word.isascii() and word.isalpha()):
            return None
        if index not in self._spelt:
            self._spelt[index] = (self.initials(title), self.initials(requirements))
        of_title, of_requirements = self._spelt[index]
        if spells(word, of_title):
            return Hit.TITLE_INITIALS
        return Hit.REQUIREMENT_INITIALS if spells(word, of_requirements) else None


def pinyin_initials() -> Initials:
    """The initials as pypinyin knows them. Imports it: about 0.1 s, so call it where nobody waits."""
    held = os.environ.get(_NO_PHRASES)
    # Whole phrases would take twice the time to load, and would hide a character's other readings.
    os.environ[_NO_PHRASES] = "1"
    try:
        from pypinyin import Style, pinyin
    finally:
        if held is None:
            del os.environ[_NO_PHRASES]
        else:
            os.environ[_NO_PHRASES] = held

    @cache
    def readings(character: str) -> str:
        return "".join(pinyin(character, style=Style.FIRST_LETTER, heteronym=True)[0])

    def initials(text: str) -> tuple[str, ...]:
        return tuple(readings(character) for character in text)

    return initials


def _plain(text: str) -> str:
    return fold(text).lower()


def spells(word: str, initials: Sequence[str]) -> bool:
    """Whether characters standing side by side begin with the letters of `word`."""
    return any(
        all(letter in initials[start + place] for place, letter in enumerate(word))
        for start in range(len(initials) - len(word) + 1)
    )
