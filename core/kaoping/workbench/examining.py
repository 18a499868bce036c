"""Files examined and worked cases run, whichever kind of file it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kaoping.answers_read import answers_for
from kaoping.cases import CasesFile
from kaoping.cases_run import CaseResult, read_cases, run_cases
from kaoping.crosswalk_read import crosswalk_faults, crosswalk_in
from kaoping.errors import Fault, Refused, refuse
from kaoping.standard.document import DocumentFile
from kaoping.standard.load import (
    Checked,
    NotAgreed,
    Vocabulary,
    cases_path,
    refuse_other_schema,
    validated,
    with_facts,
)
from kaoping.standard.resolved import Resolved
from kaoping.standard.toml import Source, read
from kaoping.workbench.crosswalks import CrosswalkShelf
from kaoping.workbench.exchange import answers_of
from kaoping.workbench.library import Library

#: A finding, and whether it stops the file from being used.
Finding = tuple[Fault, bool]

#: Faults that say there is nothing to examine.
_NO_FILE = {"missing-file", "unreadable", "not-a-file"}


def examined(library: Library, path: Path) -> tuple[str | None, list[Finding]]:
    """What kind of file it is (None where it cannot be told) and everything that is wrong with it.

    :raises Refused: there is no such file, or it cannot be read.
    """
    try:
        source = read(path)
    except Refused as refused:
        if any(fault.code in _NO_FILE for fault in refused.faults):
            raise
        return None, [(fault, True) for fault in refused.faults]
    kind = kind_of(source)
    checks: dict[str, Callable[[Library, Source, Path], tuple[Fault, ...]]] = {
        "document": _document,
        "facts": _facts,
        "rules": _rules,
        "cases": _cases,
        "answers": _answers,
        "standard": _standard,
    }
    try:
        if kind == "crosswalk":
            return kind, _crosswalk(library, source, path)
        advice = checks[kind](library, source, path)
    except NotAgreed as refused:
        return kind, [*((fault, True) for fault in refused.faults), *((fault, False) for fault in refused.advice)]
    except Refused as refused:
        return kind, [(fault, True) for fault in refused.faults]
    return kind, [(fault, False) for fault in advice]


def kind_of(source: Source) -> str:
    """What a file is, by what stands in it."""
    data = source.data
    if data.get("kind") in ("document", "facts"):
        return str(data["kind"])
    if "extends" in data:
        return "rules"
    if "cases" in data:
        return "cases"
    if "relations" in data or ("from" in data and "to" in data):
        return "crosswalk"
    if "standard" in data or "ratings" in data:
        return "answers"
    return "standard"


def tested(library: Library, target: str) -> tuple[str, list[CaseResult]]:
    """Run the worked cases of a standard's id, its file, or a file of cases; the standard's id and the results.

    :raises Refused: there are none, or a file is wrong.
    """
    path, standard = cases_of(library, target)
    source, body = read_cases(path)
    resolve = resolver(library, path, body, standard)
    return resolve(None).id, run_cases(source, body, resolve, library.providers())


def cases_of(library: Library, target: str) -> tuple[Path, Path | None]:
    """The file of cases that a target means, and the standard's file where one is named.

    :param target: a standard's id, its file, a file of local rules, or a file of cases.
    :raises Refused: there are none, or a file is wrong.
    """
    standard = None
    if target.endswith(".toml"):
        path, id = Path(target), None
        kind = kind_of(read(path))
        if kind == "rules":
            return _cases_of_rules(path), None
        if kind != "cases":
            path, standard = cases_path(path), path
    else:
        path, id = cases_path(library.entry(target).path), target
    if not path.exists():
        message = f"没有算例文件：请把算例写在 {path.name}，放在标准旁边；kaoping standard cases 写出全套，供逐个核对"
        raise refuse("missing-cases", message, id=id, file=str(path))
    return path, standard


def _cases_of_rules(rules: Path) -> Path:
    """The cases that are worked by a rules file: those that bear its name, else the first beside it that name it."""
    own = cases_path(rules)
    if own.exists():
        return own
    for path in sorted(rules.parent.glob("*.cases.toml")):
        try:
            cases = read_cases(path)[1].cases
        except Refused:
            continue
        if any(case.rules is not None and path.parent / case.rules == rules for case in cases):
            return path
    message = f'没有算例文件：请把用到它的算例（rules = "{rules.name}"）写在 {own.name}，放在规则旁边'
    raise refuse("missing-cases", message, file=str(own))


def rules_file(target: str) -> Path | None:
    """The file of local rules that a target is; None where it is something else.

    :raises Refused: it cannot be read.
    """
    path = Path(target)
    return path if target.endswith(".toml") and kind_of(read(path)) == "rules" else None


def resolver(library: Library, cases: Path, body: CasesFile, standard: Path | None) -> Callable[[str | None], Resolved]:
    """How a case's standard is found: the file given, the one beside the cases, else the id in the library.

    A rules file of that name beside the cases is no standard: cases of an example of rules lie so.
    """
    standard = standard or standard_beside(cases)
    loaded: dict[str | None, Checked] = {}

    def resolve(rules: str | None) -> Resolved:
        if rules not in loaded:
            path = cases.parent / rules if rules is not None else None
            if standard is not None:
                loaded[rules] = library.file(standard, path or library.rules_for(body.standard))
            else:
                loaded[rules] = library.checked(body.standard, path)
        return loaded[rules].resolved

    return resolve


def standard_beside(cases: Path) -> Path | None:
    """The standard's file that a file of cases lies beside; None where there is none."""
    beside = cases.with_name(f"{cases.name.removesuffix('.toml').removesuffix('.cases')}.toml")
    return beside if beside != cases and beside.exists() and kind_of(read(beside)) == "standard" else None


def _document(_: Library, source: Source, path: Path) -> tuple[Fault, ...]:
    refuse_other_schema(source)
    validated(DocumentFile, source)
    return ()


def _facts(_: Library, source: Source, path: Path) -> tuple[Fault, ...]:
    refuse_other_schema(source)
    with_facts(Vocabulary({}, {}), [path])
    return ()


def _rules(library: Library, source: Source, path: Path) -> tuple[Fault, ...]:
    extends = source.data["extends"]
    if not isinstance(extends, str):
        from kaoping.standard.rules import Rules

        validated(Rules, source)
        return ()
    checked = _knowing(library, extends, path).checked(extends, path)
    return tuple(fault for fault in checked.advice if fault.file == source.name)


def _cases(library: Library, _: Source, path: Path) -> tuple[Fault, ...]:
    source, body = read_cases(path)
    resolve = resolver(library, path, body, None)
    faults: list[Fault] = []
    for index, case in enumerate(body.cases):
        try:
            answers_for(resolve(case.rules), source, case, ("cases", index))
        except Refused as refused:
            faults += [fault for fault in refused.faults if fault not in faults]
    if faults:
        raise Refused(faults)
    return ()


def _answers(library: Library, source: Source, path: Path) -> tuple[Fault, ...]:
    standard = source.data.get("standard")
    answers_of(_knowing(library, standard, path) if isinstance(standard, str) else library, path)
    return ()


def _crosswalk(library: Library, source: Source, path: Path) -> list[Finding]:
    shelf = CrosswalkShelf(library)
    body = crosswalk_in(source)
    ends = {body.from_, body.to}
    return crosswalk_faults(source, body, shelf.sides(ends), shelf.others(path, ends))


def _standard(library: Library, source: Source, path: Path) -> tuple[Fault, ...]:
    id = source.data.get("id")
    rules = library.rules_for(id) if isinstance(id, str) else None
    return library.file(path, rules).advice


def _knowing(library: Library, id: str, path: Path) -> Library:
    """A library that knows the standard `id`, if need be from the files beside `path`: an author has them there."""
    if any(entry.id == id for entry in library.entries()):
        return library
    beside = [file for file in sorted(path.parent.glob("*.toml")) if file != path]
    return Library(library.plugins, [*library.files, *beside], library.folder, library.rules_files)
