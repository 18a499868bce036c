"""What a draft calls its own facts: by what they count, so that next year's edition calls the same thing the same. Pure.

A number of the document would not do: an item put in before it moves all numbers behind, and values recorded under a
number would then be read as something else.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

#: Characters of an id, of its prefix, and of the words in it; what is longer is cut and told apart by a hash.
_ID, _PREFIX, _WORDS = 60, 26, 24
#: Words so few say what they count only together with their item.
_FEW = 5
_KEPT = re.compile(r"[^0-9A-Za-z㐀-䶿一-鿿]+")
_YEAR = re.compile(r"[-_/]?(?:19|20)\d{2}(?!\d)")


def prefix_of(standard: str) -> str:
    """What stands before the names of a standard's own facts: its id without the year."""
    plain = _YEAR.sub("", standard).replace("/", "-").strip("-_") or standard.replace("/", "-")
    return _cut(plain, _PREFIX)


def named(
    facts: Sequence[dict[str, Any]], prefix: str, criteria: Sequence[Mapping[str, Any]]
) -> dict[str, tuple[str, str]]:
    """The name and title that each fact gets, by the id that it was made under.

    Its words and unit name it. Where they are few, or another fact of the draft has the same, the title of its item
    stands before them, in its title too; where that is not enough, a hash of the demand's own text.

    :param criteria: the items, whose demands say what each fact is asked for
    """
    homes = {
        one["measure"]["fact"]: (str(item.get("title", "")), str(one["text"]))
        for item in criteria
        for one in item.get("requirements", ())
        if "measure" in one
    }
    plain = {str(one["id"]): _words(one) for one in facts}
    often = Counter(plain.values())
    told: dict[str, tuple[str, str]] = {}
    for one in facts:
        id, title = str(one["id"]), str(one["title"])
        words = plain[id]
        item = homes.get(id, ("", ""))[0]
        few = len(words.partition("-")[0]) < _FEW and _bare(item) not in words
        if item and (few or often[words] > 1):
            words, title = f"{_cut(_bare(item), _WORDS)}-{words}", f"{item[:20]}：{title}"
        told[id] = words, title
    again = Counter(words for words, _ in told.values())
    found: dict[str, tuple[str, str]] = {}
    taken: set[str] = set()
    for id, (words, title) in told.items():
        if again[words] > 1:
            words = f"{words}-{_hash(homes.get(id, ('', id))[1])}"
        name = f"{prefix}-{_cut(words, _ID - len(prefix) - 1)}"
        while name in taken:  # the same demand twice, word for word
            name = f"{name[: _ID - 9]}-{_hash(name)}"
        taken.add(name)
        found[id] = name, title
    return found


def _words(fact: Mapping[str, Any]) -> str:
    """A fact's words and unit as they stand in its name."""
    unit = str(fact.get("unit", ""))
    title = str(fact["title"]).removesuffix(f"（{unit}）")
    words = _cut(_bare(title), _WORDS) or "数值"
    last = "事件" if fact["kind"] == "event" else "是否" if fact["kind"] == "yes-no" else _bare(unit)
    return f"{words}-{last}" if last and not words.endswith("事件") else words


def _bare(text: str) -> str:
    return _KEPT.sub("", unicodedata.normalize("NFKC", text))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 7]}-{_hash(text)}"


def _hash(text: str) -> str:
    return hashlib.sha256(_bare(text).encode()).hexdigest()[:6]


__all__ = ["named", "prefix_of"]
