"""Worked cases written for a standard: every rule from both sides, with what the program makes of it, to be checked by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from kaoping.errors import refuse
from kaoping.standard.load import cases_path
from kaoping.text import visible
from kaoping.workbench.library import Library
from kaoping.workbench.new_files import write_together
from kaoping.workbench.review_files import relative
from kaoping.worked.expected import drafted
from kaoping.worked.text import cases_text

#: A file of cases may be no larger than any file of the format.
_MOST_BYTES = 512 * 1024


@dataclass(frozen=True, slots=True)
class Written:
    """A file of worked cases that was written.

    :ivar left: cases at the end that did not fit into the file
    """

    standard: str
    path: Path
    cases: int
    left: int = 0


def write_cases(
    library: Library, target: str, output: Path | None = None, *, rules: Path | None = None, force: bool = False
) -> Written:
    """Write worked cases for a standard, each marked as computed and not yet checked.

    :param target: a standard's id or its file.
    :param output: where they go; beside the file, or in the folder one stands in for an id, where it is not given.
    :param rules: local rules that they are worked by; then beside these rules, where `output` is not given.
    :raises Refused: the standard is wrong; there are cases already and `force` is not given; the name cannot be.
    :raises Surroundings: the folder cannot be written.
    """
    path = Path(target) if target.endswith(".toml") else library.entry(target).path
    resolved = library.file(path, rules).resolved
    beside = cases_path(rules if rules is not None else path)
    stays = target.endswith(".toml") or rules is not None
    where = output if output is not None else beside if stays else Path(beside.name)
    if not where.name.endswith(".cases.toml"):
        message = f"算例的文件名要以 .cases.toml 结尾，放在标准旁边的是 {visible(beside.name)}"
        raise refuse("output", message, file=str(where))
    found = drafted(resolved, library.providers(resolved.provider_versions))
    if rules is not None:
        named = Path(relative(rules, where)).as_posix()
        found = [replace(case, given={"rules": named, **case.given}) for case in found]
    kept = len(found)
    text = cases_text(resolved.id, found)
    while len(text.encode()) > _MOST_BYTES and kept > 1:
        kept -= max(1, kept // 20)
        text = cases_text(resolved.id, found[:kept])
    write_together({where: text}, force=force)
    return Written(resolved.id, where, kept, len(found) - kept)


__all__ = ["Written", "write_cases"]
