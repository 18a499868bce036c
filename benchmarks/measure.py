"""Timing two sides in turn, and the table of what came out."""

from __future__ import annotations

import gc
import json
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Figure:
    """One measured thing. Times are milliseconds.

    :ivar ours: what the program takes
    :ivar other: what it is held against, measured in the same run; None where the budget is a time
    :ivar against: what that other side is
    :ivar budget: the most that `ours / other` may be; None: told without a budget
    :ivar most: the most that `ours` may be, in milliseconds
    """

    name: str
    ours: float
    other: float | None = None
    against: str = ""
    budget: float | None = None
    most: float | None = None

    @property
    def ratio(self) -> float | None:
        """Ours divided by the other side."""
        return None if self.other is None else self.ours / self.other

    @property
    def kept(self) -> bool:
        """Whether the budget holds; True where there is none."""
        in_ratio = self.budget is None or self.ratio is None or self.ratio <= self.budget
        return in_ratio and (self.most is None or self.ours <= self.most)

    def row(self) -> tuple[str, str, str, str, str, str]:
        """The figure as a line of the table."""
        limit = f"{self.budget:g}x" if self.budget is not None else f"{self.most:g} ms" if self.most else ""
        return (
            self.name,
            f"{self.ours:.2f}",
            "" if self.other is None else f"{self.other:.2f}",
            "" if self.ratio is None else f"{self.ratio:.2f}x",
            limit,
            "" if not limit else "ok" if self.kept else "OVER",
        )


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that one call takes."""
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000


def in_turn(ours: Callable[[], object], other: Callable[[], object], times: int) -> tuple[float, float]:
    """The medians of both sides, called in turn so that a busy moment of the machine meets both; one unmeasured first."""
    ours(), other()
    pairs = [(timed(ours), timed(other)) for _ in range(times)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def per_call(work: Callable[[], object], *, seconds: float = 1.0) -> float:
    """The median milliseconds of a short call, over about `seconds`, the collector of garbage at rest."""
    once = max(timed(work), timed(work), 1e-4)
    gc.collect()
    gc.disable()
    try:
        return median(timed(work) for _ in range(max(10, min(5000, int(seconds * 1000 / once)))))
    finally:
        gc.enable()


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` (0 to 1) of them do not exceed."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def table(figures: Sequence[Figure]) -> str:
    """The figures as a Markdown table."""
    head = ("what", "ours ms", "other ms", "ratio", "budget", "")
    rows = [head, tuple("-" * len(word) for word in head), *(figure.row() for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    )


def as_json(figures: Sequence[Figure]) -> str:
    """The figures as one JSON document."""
    return json.dumps(
        [
            {
                "name": figure.name, "ours_ms": round(figure.ours, 4), "against": figure.against,
                "other_ms": None if figure.other is None else round(figure.other, 4),
                "ratio": None if figure.ratio is None else round(figure.ratio, 3),
                "budget_ratio": figure.budget, "budget_ms": figure.most, "kept": figure.kept,
            }
            for figure in figures
        ],
        ensure_ascii=False, indent=2,
    )  # fmt: skip
