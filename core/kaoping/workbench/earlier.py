"""The earlier edition that a draft is held against, so that its facts keep the ids that values were recorded under."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

from kaoping.drafting.making.previous import with_previous
from kaoping.drafting.values import DOCUMENT, Draft, Previous
from kaoping.editions.words import edition_text
from kaoping.errors import KaopingError, Refused
from kaoping.standard.resolved import Resolved
from kaoping.text import visible
from kaoping.workbench.editions import meant
from kaoping.workbench.library import Library
from kaoping.workbench.review_files import relative

_YEAR = re.compile(r"[-_/]?(?:19|20)\d{2}(?!\d)")

Found = Resolved | str | None
"""An earlier edition; or what is wrong with the one that was named, in Chinese; or that there is none."""


class Earlier:
    """Earlier editions of drafts, by name or by the draft's id; each is read once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._named: dict[str, Found] = {}

    def kept(self, previous: str, target: Path) -> str:
        """How the review's file says which edition is meant: a file as seen from its folder.

        :raises Refused: there is no such standard, or it is wrong.
        """
        found = meant(self._library, previous)
        name = relative(Path(previous), target) if previous.endswith(".toml") else previous
        self._named[_at(name, target)] = found
        return name

    def of(self, draft: Draft, target: Path) -> Found:
        """The edition that the review names, or the one at hand that has the draft's id but for its year."""
        named = next((m.value for m in reversed(draft.mends) if m.key == DOCUMENT and m.what == "previous"), "")
        if named:
            at = _at(named, target)
            if at not in self._named:
                try:
                    self._named[at] = meant(self._library, at)
                except KaopingError as error:
                    why = visible(str(error).splitlines()[0])
                    self._named[at] = f"上一版标准“{visible(named)}”读不了，没有沿用它的事实编号：{why}"
            return self._named[at]
        id = str(draft.data["id"])
        plain = _YEAR.sub("", id)
        known = [entry.id for entry in self._library.usable() if _YEAR.sub("", entry.id) == plain]
        chosen = id if id in known else max(known, default="")
        if not chosen:
            return None
        try:
            return self._library.resolved(chosen)
        except Refused:
            return None


def held_against(draft: Draft, found: Found) -> Draft:
    """The draft with the ids of its earlier edition's facts."""
    if found is None:
        return draft
    if isinstance(found, str):
        return replace(draft, previous=Previous(found, usable=False))
    return with_previous(draft, f"{found.id} {edition_text(found)}", found.facts)


def _at(named: str, target: Path) -> str:
    return os.path.normpath(target.absolute().parent / named) if named.endswith(".toml") else named


__all__ = ["Earlier", "held_against"]
