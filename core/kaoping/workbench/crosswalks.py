"""The crosswalks at hand: dropped into the user's folder, and from plugins. What is broken is kept as a failure."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from kaoping.compare.crosswalk import Crosswalk, Crosswalks
from kaoping.crosswalk_read import crosswalk_faults, read_crosswalk
from kaoping.errors import Refused
from kaoping.standard.crosswalk import CrosswalkFile
from kaoping.standard.resolved import Resolved
from kaoping.workbench.headers import tomls_in, top
from kaoping.workbench.library import Library

#: How a crosswalk in the user's folder of standards is told from a standard.
ENDING = ".crosswalk.toml"


@dataclass(frozen=True, slots=True)
class CrosswalkFailure:
    """A file that cannot be used, whose it is (None: the user's own folder), and why."""

    path: Path
    plugin: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class _Held:
    path: Path
    plugin: str | None
    file: CrosswalkFile | None
    failure: CrosswalkFailure | None = None


@dataclass
class CrosswalkShelf:
    """Every crosswalk by its pair of standards. The user's own go before plugins'; the first of a pair is used.

    One whose standards are not at hand rests: it is used by nobody, and it is no failure. Files are read when a
    standard that they name is asked about, each once.
    """

    library: Library
    _read: dict[Path, _Held] = field(default_factory=dict, init=False)

    def all(self, about: Collection[str]) -> Crosswalks:
        """What can be used of those that name one of these standards, or more."""
        return Crosswalks(Crosswalk.of(held.file) for held in self._shelved(about) if held.file is not None)

    def others(self, path: Path, about: Collection[str]) -> Crosswalks:
        """The same but for the file at `path`, to hold that file against."""
        own = path.resolve()
        rest = (held for held in self._shelved(about) if held.path.resolve() != own)
        return Crosswalks(Crosswalk.of(held.file) for held in rest if held.file is not None)

    def failures(self, about: Collection[str] | None = None) -> tuple[CrosswalkFailure, ...]:
        """The files that cannot be used, with the reason; those alone that may be about these standards, where given."""
        return tuple(held.failure for held in self._shelved(about) if held.failure is not None)

    def sides(self, ids: Collection[str]) -> dict[str, Resolved]:
        """Those of the standards that are at hand and can be used."""
        found = {}
        for entry in self.library.usable():
            if entry.id in ids:
                with suppress(Refused):
                    found[entry.id] = self.library.resolved(entry.id)
        return found

    def _shelved(self, about: Collection[str] | None) -> list[_Held]:
        """Each usable pair once, and what is broken."""
        first: dict[frozenset[str], _Held] = {}
        found = []
        for path, plugin in self._paths():
            if about is not None and not _may_be_about(path, about):
                continue
            held = self._held(path, plugin)
            if held.file is None:
                found += [held] if held.failure is not None else []
                continue
            pair = frozenset((held.file.from_, held.file.to))
            before = first.setdefault(pair, held)
            if before is held:
                found.append(held)
            elif not (before.plugin is None and plugin is not None):  # The jurisdiction's own goes before a plugin's.
                reason = f"{held.file.from_} 与 {held.file.to} 另有对照表（{before.path.name}），未使用这一个"
                found.append(_Held(path, plugin, None, CrosswalkFailure(path, plugin, reason)))
        return found

    def _held(self, path: Path, plugin: str | None) -> _Held:
        """One file, held against its own two standards alone."""
        if path not in self._read:
            known = {entry.id for entry in self.library.usable()}
            file, failure = None, None
            try:
                source, given = read_crosswalk(path)
                ends = {given.from_, given.to}
                if len(ends) < 2 or ends <= known:
                    faults = crosswalk_faults(source, given, self.sides(ends), Crosswalks())
                    if wrong := [fault for fault, blocking in faults if blocking]:
                        raise Refused(wrong)
                    file = given
            except Refused as refused:
                failure = CrosswalkFailure(path, plugin, str(refused))
            self._read[path] = _Held(path, plugin, file, failure)
        return self._read[path]

    def _paths(self) -> list[tuple[Path, str | None]]:
        found: list[tuple[Path, str | None]] = []
        if self.library.folder is not None:
            with suppress(OSError):  # The list of standards says why the folder cannot be read.
                found += [(path, None) for path in sorted(tomls_in(self.library.folder, ENDING))]
        found += [(Path(str(file.path)), file.plugin) for file in self.library.plugins.crosswalk_files()]
        return found


def _may_be_about(path: Path, ids: Collection[str]) -> bool:
    """Whether a file names one of the standards at its head; of one that cannot be read nobody knows."""
    try:
        head = top(path)
    except Refused:
        return True
    ends = [head.get(key) for key in ("from", "to")]
    return any(end in ids or not isinstance(end, str) for end in ends)


__all__ = ["ENDING", "CrosswalkFailure", "CrosswalkShelf"]
