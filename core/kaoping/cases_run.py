"""Worked cases: reading their file, and running them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kaoping.answers_read import answers_for
from kaoping.cases import CasesFile
from kaoping.cases_held import differences
from kaoping.scoring.score import Providers
from kaoping.standard.load import refuse_other_schema, validated
from kaoping.standard.resolved import Resolved
from kaoping.standard.toml import Source, read


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case and how it differs from what must result; no difference means it holds.

    :ivar computed: what must result was worked out by the program, and nobody has checked it by hand
    """

    name: str
    differences: tuple[str, ...]
    computed: bool = False


def read_cases(path: Path) -> tuple[Source, CasesFile]:
    """Read a file of worked cases.

    :raises Refused: with every fault of form.
    """
    source = read(path)
    refuse_other_schema(source)
    return source, validated(CasesFile, source)


def run_cases(
    source: Source, cases: CasesFile, resolve: Callable[[str | None], Resolved], providers: Providers | None = None
) -> list[CaseResult]:
    """Run every case. `resolve` gives the standard with the rules file that a case names (relative to the cases).

    :raises Refused: a case's answers do not fit the standard.
    """
    found = []
    for index, case in enumerate(cases.cases):
        resolved = resolve(case.rules)
        answers = answers_for(resolved, source, case, ("cases", index))
        found.append(CaseResult(case.name, tuple(differences(resolved, case, answers, providers)), case.computed))
    return found
