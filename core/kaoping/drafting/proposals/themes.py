"""The common themes that a draft's items are about, by the words that items of each theme are known by. Pure.

Themes serve the comparison of standards alone, never a score, so that a confident one is written without being asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from kaoping.drafting.proposals.words import alike
from kaoping.drafting.values import Draft
from kaoping.drafting.walk import placed, rewritten

#: The words of each theme with how surely they tell it, in percent.
ThemeWords: TypeAlias = Mapping[str, Mapping[str, int]]
#: What a word tells in an item's title, in its demands, in what stands above it; and what is enough.
_TITLE, _TEXT, _ABOVE, _ENOUGH = 160, 60, 40, 16_000
#: An item has no more themes, and none that is told by half as much as its first.
_MOST = 3
#: The keys of an item that stand before its themes in the file.
_BEFORE = ("id", "title", "points", "weight", "clause", "note", "evidence", "methods", "responsible")


class Themes:
    """The words of the themes, ready to be found in items; what was once asked is kept."""

    def __init__(self, known: ThemeWords) -> None:
        self._index: dict[str, list[tuple[str, int]]] = {}
        for theme, words in known.items():
            for word, sure in words.items():
                self._index.setdefault(word, []).append((theme, sure))
        self._lengths = sorted({len(word) for word in self._index})
        self._kept: dict[tuple[str, ...], tuple[str, ...]] = {}

    def of(self, title: str, texts: Sequence[str], above: Sequence[str]) -> tuple[str, ...]:
        """The themes of an item, the surest first; none where its words tell none.

        :param above: the titles that it stands below
        """
        asked = (title, "\n".join(texts), "\n".join(above))
        if asked not in self._kept:
            self._kept[asked] = self._of(*asked)
        return self._kept[asked]

    def _of(self, *asked: str) -> tuple[str, ...]:
        told: dict[str, int] = {}
        seen: set[str] = set()
        for text, worth in zip(asked, (_TITLE, _TEXT, _ABOVE), strict=True):
            for word in self._words(alike(text)) - seen:
                seen.add(word)
                for theme, sure in self._index[word]:
                    told[theme] = told.get(theme, 0) + sure * worth
        best = max(told.values(), default=0)
        found = [theme for theme, much in told.items() if much >= _ENOUGH and much * 2 >= best]
        return tuple(sorted(found, key=lambda theme: (-told[theme], theme))[:_MOST])

    def _words(self, text: str) -> set[str]:
        """The known words of a text."""
        found = {text[at : at + length] for length in self._lengths for at in range(len(text) - length + 1)}
        return found & self._index.keys()


def with_themes(draft: Draft, known: Themes) -> Draft:
    """The draft with the themes of each item: those that its author gave, or what its words tell."""
    given = {mend.key: mend.value for mend in draft.mends if mend.what == "themes"}
    keys = {part.target: part.key for part in draft.parts if part.role == "criterion"}
    above = {one["id"]: [str(level["title"]) for level in levels] for one, levels in placed(draft.data)}
    proposed: list[str] = []

    def change(item: Mapping[str, Any]) -> Mapping[str, Any]:
        value = given.get(keys[item["id"]]) if item["id"] in keys else None
        if value is not None:
            found = tuple(one for one in value.split(",") if one)
        else:
            texts = [str(one["text"]) for one in item.get("requirements", ())]
            found = known.of(str(item["title"]), texts, above.get(item["id"], ()))
            proposed.extend([str(item["id"])] if found else [])
        if not found:
            return item
        before = {name: item[name] for name in _BEFORE if name in item}
        rest = {name: held for name, held in item.items() if name not in before and name != "themes"}
        return {**before, "themes": list(found), **rest}

    return replace(draft, data=rewritten(draft.data, criterion=change), themed=tuple(proposed))


__all__ = ["ThemeWords", "Themes", "with_themes"]
