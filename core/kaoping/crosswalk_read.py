"""Crosswalk files read and held against the two standards that they name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from kaoping.compare.crosswalk import Crosswalks
from kaoping.compare.crosswalk_check import check_crosswalk
from kaoping.errors import Fault, Refused
from kaoping.standard.crosswalk import CrosswalkFile
from kaoping.standard.load import refuse_other_schema
from kaoping.standard.messages import faults_of, known_fields
from kaoping.standard.resolved import Resolved
from kaoping.standard.toml import MAX_FAULTS, Source, read


def read_crosswalk(path: Path) -> tuple[Source, CrosswalkFile]:
    """A crosswalk's file, with the text that places are looked up in.

    :raises Refused: with every fault of form, each with file, line and the two criteria meant.
    """
    source = read(path)
    return source, crosswalk_in(source)


def crosswalk_in(source: Source) -> CrosswalkFile:
    """The crosswalk that a file holds.

    :raises Refused: with every fault of form.
    """
    refuse_other_schema(source)
    try:
        return CrosswalkFile.model_validate(source.data)
    except ValidationError as error:
        faults = faults_of(error, source, partial(_named, source.data), partial(known_fields, CrosswalkFile))
        raise Refused(_listed(list(faults))) from None


def crosswalk_faults(
    source: Source, file: CrosswalkFile, sides: Mapping[str, Resolved], others: Crosswalks
) -> list[tuple[Fault, bool]]:
    """What lint finds, each with its place and whether it stops the crosswalk from being used."""
    positions = source.positions()
    found = []
    for finding in check_crosswalk(file, sides, others):
        line, column = positions.at(finding.loc)
        quote = positions.quote(line, column) or None
        fault = Fault(finding.code, finding.message, source.name, line, column, finding.id, quote)
        found.append((fault, finding.blocking))
    return found


def _listed(faults: list[Fault]) -> list[Fault]:
    if len(faults) <= MAX_FAULTS:
        return faults
    message = "还有更多错误没有列出，请先改正以上各处，再检查一次"
    return [*faults[:MAX_FAULTS], Fault("more-faults", message, faults[0].file)]


def _named(data: Any, loc: tuple[str | int, ...]) -> str | None:
    """The criteria of the relation meant: `3.5 → 66`."""
    if len(loc) < 2 or loc[0] not in ("relations", "none") or not isinstance(loc[1], int):
        return None
    rows = data.get(loc[0])
    row = rows[loc[1]] if isinstance(rows, list) and loc[1] < len(rows) else None
    ends = [row[key] for key in ("from", "to") if isinstance(row.get(key), str)] if isinstance(row, dict) else []
    return " → ".join(ends) or None


__all__ = ["crosswalk_faults", "crosswalk_in", "read_crosswalk"]
