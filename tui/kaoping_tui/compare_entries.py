"""What the comparison lists: a line, the whole of what it says, and where it leads. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from kaoping import Compared, visible
from kaoping_tui.toned import Tone
from kaoping_tui.widgets.lists import Choice, columns_heading, heading
from kaoping_tui.wrap import wrapped

#: The key of the line that names columns.
COLUMNS = "columns"


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a line leads: an evaluation, and a criterion of it; without one, its result."""

    text: str
    sheet: int
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a section.

    :ivar key: what it is, the same when the section is read again; empty for a heading, `COLUMNS` for the names of columns
    :ivar told: the whole of it as lines of at most so many cells
    :ivar fact: the number among `Compared.asked` of the fact that it is about
    """

    key: str
    text: str
    told: Callable[[int], list[str]] = field(default=lambda _: [])
    goals: tuple[Goal, ...] = ()
    tones: Sequence[Tone] = ()
    fact: int | None = None

    @property
    def choice(self) -> Choice:
        """The line in a list."""
        if self.key == COLUMNS:
            return columns_heading(self.text)
        return Choice(self.key, visible(self.text), tones=self.tones) if self.key else heading(visible(self.text))


def laid(texts: Iterable[str]) -> Callable[[int], list[str]]:
    """Paragraphs to be wrapped, each as far in as it begins, lines after its first a little further."""
    held = [visible(text) for text in texts]

    def told(width: int) -> list[str]:
        lines: list[str] = []
        for text in held:
            for part in text.split("\n"):
                own = len(part) - len(part.lstrip(" "))
                room = max(width - own, 10)
                lines += [" " * own + line for line in wrapped(part.strip(), room, 2 if own else 0)]
        return lines

    return told


def entry(key: str, text: str, texts: Iterable[str], goals: Iterable[Goal] = (), fact: int | None = None) -> Entry:
    """A line whose whole is these paragraphs."""
    return Entry(key, text, laid([text, *texts]), tuple(goals), fact=fact)


def mark(sheet: int) -> str:
    """How a sheet is called in every section."""
    return f"[{sheet + 1}]"


def sheet_text(found: Compared, sheet: int) -> str:
    """A sheet with its mark, its standard, and its unit where that is a member."""
    stand = found.stands[sheet]
    unit = f"（{stand.unit.name}）" if stand.unit.id != found.unit.id else ""
    return f"{mark(sheet)} {stand.short}{unit}"


def item_goal(found: Compared, sheet: int, item: str) -> Goal:
    """To a criterion, in the walk of its evaluation."""
    stand = found.stands[sheet]
    title = stand.sheet.resolved.item[item].criterion.title
    return Goal(f"{sheet_text(found, sheet)}　{item} {title}（考评 {stand.row.number}）", sheet, item)


__all__ = ["COLUMNS", "Entry", "Goal", "entry", "item_goal", "laid", "mark", "sheet_text"]
