"""The tree of an outline: its sentences and numbered pieces. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from kaoping.drafting.outlines.lines import Line


@dataclass(slots=True)
class Sentence:
    """One sentence, or a number with nothing behind it: where it stands in its line."""

    line: Line
    start: int
    end: int
    #: Where the words begin, behind the numbers.
    words: int

    @property
    def text(self) -> str:
        """The words, without the number."""
        return self.line.text[self.words : self.end].strip()


@dataclass(slots=True)
class Node:
    """A numbered piece with what stands under it.

    :ivar kind: how its number is written, `root` for the whole, `none` where it has none
    :ivar doubt: code and words of what is odd about its place
    :ivar ahead: the points that stand before its number
    """

    kind: str
    value: tuple[int, ...] = ()
    mark: str = ""
    sentences: list[Sentence] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    parent: Node | None = None
    doubt: tuple[str, str] | None = None
    table: int = -1
    ahead: Decimal | None = None

    @property
    def words(self) -> str:
        """All its own words, without those below it."""
        return "".join(sentence.text for sentence in self.sentences)

    @property
    def first(self) -> str:
        """Its first sentence."""
        return self.sentences[0].text if self.sentences else ""

    def walk(self) -> Iterator[Node]:
        """It and all below it, in the order of the document."""
        yield self
        for child in self.children:
            yield from child.walk()


def under(stack: list[Node], level: int, node: Node) -> list[Node]:
    """Put a piece below the level of a stack; the new stack."""
    kept = stack[:level]
    node.parent = kept[-1]
    kept[-1].children.append(node)
    return [*kept, node]
