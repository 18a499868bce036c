"""Which third-party plugins are installed: entry points of the group `kaoping`, read without importing any of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kaoping.hooks.reasons import one_line, original
from kaoping.hooks.specs import PROJECT

if TYPE_CHECKING:
    from importlib.metadata import Distribution


#: Stands for a distribution's name or version that its metadata does not tell.
UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An installed entry point. `load` imports it, and may raise anything at all."""

    name: str
    target: str
    distribution: str
    version: str
    load: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A distribution that names our group but whose entry points or metadata cannot be read."""

    distribution: str
    version: str
    reason: str


def normal(name: str) -> str:
    """A name as packaging compares it: lower case, and runs of `-`, `_` and `.` are one `-`."""
    return re.sub(r"[-_.]+", "-", name).lower()


def installed() -> list[Candidate | Unreadable]:
    """Every entry point of our group, by distribution name, so that the order is the same on every machine.

    Of one distribution found twice on the path (an editable install leaves two records) each entry point counts once;
    where the two differ in version or target, both are returned, the one that Python imports from first.
    """
    from importlib.metadata import distributions

    found: list[Candidate | Unreadable] = []
    for distribution in distributions():
        found.extend(_entry_points(distribution))
    found.sort(key=lambda item: normal(item.distribution))
    unique: dict[tuple[str, ...], Candidate | Unreadable] = {}
    for item in found:
        detail = (item.name, item.target) if isinstance(item, Candidate) else ("", item.reason)
        unique.setdefault((normal(item.distribution), item.version, *detail), item)
    return list(unique.values())


def _entry_points(distribution: Distribution) -> list[Candidate | Unreadable]:
    try:
        text = distribution.read_text("entry_points.txt") or ""
    except (OSError, UnicodeError):
        return []  # says nothing about us
    if f"[{PROJECT}]" not in text:
        return []
    name, version = _identity(distribution)
    if name is None:
        return [Unreadable(UNKNOWN, UNKNOWN, "发行包的元数据（METADATA）缺失或损坏，请重新安装它")]
    try:
        points = distribution.entry_points.select(group=PROJECT)
        return [Candidate(point.name, point.value, name, version, point.load) for point in points]
    except Exception as error:
        return [Unreadable(name, version, f"发行包的 entry_points.txt 读不懂，请重新安装它：{original(error)}")]


def _identity(distribution: Distribution) -> tuple[str | None, str]:
    try:
        metadata = distribution.metadata
        name, version = metadata["Name"], metadata["Version"]
    except Exception:  # a missing METADATA raises differently on each Python
        return None, UNKNOWN
    return (one_line(str(name)) if name else None), (one_line(str(version)) if version else UNKNOWN)
