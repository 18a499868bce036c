"""Ids of levels and items, from the document's own numbers. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kaoping.drafting.making.reads import Read

#: With so many items a few numbers that are twice or lost do not hide that the numbers run on.
_MANY = 20
_ID = re.compile(r"\w[\w.\-]{0,59}")


class Names:
    """An id for every dimension, group and criterion.

    Numbers that run through the whole sheet are ids as they are; else an id says under what its number stands: 1.2.3.
    """

    def __init__(self, levels: Sequence[Read], number: Callable[[Read], str]) -> None:
        self._ids: dict[int, str] = {}
        self._printed: dict[int, str] = {}
        items = [read for read in levels if read.role == "criterion"]
        numbers = [number(read) for read in items]
        given = [one for one in numbers if one]
        whole = len(given) == len(items) == len(set(given))
        run = bool(items) and (whole or (len(items) >= _MANY and len(set(given)) >= 0.9 * len(items)))
        taken: set[str] = set()
        above = ["", ""]
        counts = [0, 0, 0]
        for read in levels:
            own = _plain(number(read))
            if read.role == "dimension":
                counts = [_next(counts[0], own), 0, 0]
                name = own or str(counts[0])
                wanted = _chinese(read) or _lettered(name) if run and name in numbers else name
                above = [name, ""]
            elif read.role == "group":
                counts = [counts[0], _next(counts[1], own), 0]
                name = own or str(counts[1])
                wanted = _under(above[0], name) if not run else f"g{name}" if name in numbers else name
                above[1] = name if _begins(name, above[0]) else _under(above[0], name)
                if wanted != name and run:
                    self._printed[id(read)] = name
            else:
                counts[2] = _next(counts[2], own)
                name = own or str(counts[2])
                wanted = name if run else _under(above[1] or above[0], name)
            fit = wanted if _ID.fullmatch(wanted) else f"n{len(taken) + 1}"
            final, more = fit, 2
            while final in taken:
                final, more = f"{fit}-{more}", more + 1
            taken.add(final)
            self._ids[id(read)] = final

    def of(self, read: Read) -> str:
        """The id of a level's read."""
        return self._ids[id(read)]

    def printed(self, read: Read) -> str | None:
        """The number that the document prints, where the id had to be another."""
        return self._printed.get(id(read))


def _next(count: int, own: str) -> int:
    return int(own) if own.isdecimal() and len(own) < 5 else count + 1


def _plain(number: str) -> str:
    return re.sub(r"[^\w.\-]", "", number).strip(".-")


def _begins(name: str, above: str) -> bool:
    return bool(above) and name.startswith(f"{above}.")


def _under(above: str, name: str) -> str:
    """1.2 below 1 is itself; 2 below 1 is 1.2."""
    return name if not above or _begins(name, above) else f"{above}.{name}"


def _chinese(read: Read) -> str:
    found = re.search(r"[〇零一二三四五六七八九十百]+", read.context)
    return found.group() if found else ""


def _lettered(number: str) -> str:
    """A name for a heading without a number of its own that is no item's number: `A` for the first."""
    return chr(64 + int(number)) if number.isdecimal() and 0 < int(number) <= 26 else f"d{number}"
