"""How long a stranger's code takes: what keeps everybody waiting is told with its name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

#: Seconds from which it is told.
SLOW = 1.0


class Slowness:
    """The longest time of each thing that was slow, by what it is called in Chinese."""

    def __init__(self) -> None:
        self._longest: dict[str, float] = {}

    @contextmanager
    def watching(self, what: str) -> Iterator[None]:
        """Keep how long what is done inside takes, where that is long."""
        begin = perf_counter()
        try:
            yield
        finally:
            took = perf_counter() - begin
            if took >= SLOW:
                self._longest[what] = max(took, self._longest.get(what, 0.0))

    def told(self) -> tuple[str, ...]:
        """One line for each."""
        return tuple(f"{what}用了 {took:.1f} 秒，请告诉插件的作者" for what, took in self._longest.items())


__all__ = ["SLOW", "Slowness"]
