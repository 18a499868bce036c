"""`python -m benchmarks.proposals`: how right the proposals of a draft are, told by the bundled standards themselves.

Each bundled requirement is read as one of a draft, and the shared fact that is proposed for it is held against the one
that the standard names. `all` searches the whole vocabulary; `others` leaves out what the same document alone asks for,
as it is with a document that nobody here has seen. Themes are learnt from all other documents.
"""

from __future__ import annotations

import importlib.util
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from kaoping.drafting.making.demands import Facts as OwnFacts
from kaoping.drafting.making.demands import demand
from kaoping.drafting.proposals.asked import asked_of
from kaoping.drafting.proposals.match import Facts
from kaoping.drafting.proposals.themes import Themes
from kaoping.drafting.walk import placed
from kaoping.standard.load import core_vocabulary

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Tally:
    """How many there are to find, how many were proposed, how many of these are right."""

    name: str
    truth: int = 0
    proposed: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """Of those proposed the right ones."""
        return self.right / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        """Of those to find the ones found."""
        return self.right / self.truth if self.truth else 1.0

    def __str__(self) -> str:
        return (
            f"{self.name:24} to find {self.truth:4}  proposed {self.proposed:4}  right {self.right:4}  "
            f"precision {self.precision:.3f}  recall {self.recall:.3f}"
        )


class Wrong(NamedTuple):
    """A proposal that the standard does not bear out."""

    place: str
    text: str
    proposed: str
    truth: str


class Sheet(NamedTuple):
    """A bundled standard's data, and the plugin of the document that it comes from."""

    source: str
    data: Mapping[str, Any]


def sheets() -> list[Sheet]:
    """The bundled standards."""
    files = [
        path
        for path in sorted(ROOT.glob("plugins/*/*/*.toml"))
        if not path.name.endswith((".cases.toml", ".document.toml"))
    ]
    empty: dict[str, Any] = {"criteria": (), "dimensions": ()}
    return [Sheet(path.parent.name, empty | tomllib.loads(path.read_text("utf-8"))) for path in files]


def facts(bundled: Sequence[Sheet], *, others: bool = False) -> tuple[Tally, list[Wrong]]:
    """How right shared facts are proposed.

    :param others: leave out what the same document alone asks for
    """
    vocabulary = core_vocabulary().facts
    users: dict[str, set[str]] = {}
    for sheet in bundled:
        for one, _ in _demands(sheet.data):
            users.setdefault(one.get("measure", {}).get("fact", ""), set()).add(sheet.source)
    tally, wrong = Tally("facts, others' alone" if others else "facts, all"), []
    known = {
        source: Facts(fact for id, fact in vocabulary.items() if not others or users.get(id, set()) - {source})
        for source in {sheet.source for sheet in bundled}
    }
    for sheet in bundled:
        for one, title in _demands(sheet.data):
            named = one.get("measure", {}).get("fact")
            truth = named if named in vocabulary and (not others or users[named] - {sheet.source}) else None
            own = OwnFacts("own")
            read = demand(one["text"], one["id"], own, None, scored=False, before=None)
            drafted = {"text": one["text"]} | ({"measure": read.measure} if read.measure else {})
            asked = asked_of(drafted, {fact["id"]: fact for fact in own.made}, (title,))
            found = known[sheet.source].match(asked) if asked is not None else None
            tally.truth += truth is not None
            if found is not None:
                tally.proposed += 1
                tally.right += found.fact == truth
                if found.fact != truth:
                    wrong.append(Wrong(f"{sheet.data['id']} {one['id']}", one["text"], found.fact, truth or "-"))
    return tally, wrong


def themes(bundled: Sequence[Sheet]) -> Tally:
    """How right themes are told, by words learnt from the other documents."""
    maker = theme_maker()
    items, titles = maker.bundled(), maker.common_themes()
    tally = Tally("themes, others' words")
    known = {
        source: Themes(maker.learnt([item for item in items if item.source != source], titles))
        for source in {sheet.source for sheet in bundled}
    }
    for sheet in bundled:
        for one, above in placed(sheet.data):
            texts = [requirement["text"] for requirement in one.get("requirements", ())]
            found = known[sheet.source].of(one["title"], texts, [level["title"] for level in above])
            tally.truth += len(one["themes"])
            tally.proposed += len(found)
            tally.right += len({*found} & {*one["themes"]})
    return tally


def _demands(data: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], str]]:
    for item, _ in placed(data):
        for one in item.get("requirements", ()):
            yield one, item["title"]


def theme_maker() -> ModuleType:
    """The script that learns the words of the themes."""
    spec = importlib.util.spec_from_file_location("make_theme_words", ROOT / "docs" / "make_theme_words.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Print each figure, and every proposal that is not borne out."""
    bundled = sheets()
    for others in (False, True):
        tally, wrong = facts(bundled, others=others)
        print(tally)
        for one in wrong:
            print(f"  not borne out: {one.place} {one.text} -> {one.proposed} (named: {one.truth})")
    print(themes(bundled))


if __name__ == "__main__":
    main()
