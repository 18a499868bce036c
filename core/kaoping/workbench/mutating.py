"""How much of a standard its worked cases hold fast: each rule changed in turn, and who notices."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from kaoping.answers_read import answers_for
from kaoping.cases_run import read_cases
from kaoping.errors import refuse
from kaoping.mutation.run import Examination, Worked, changes, unfit
from kaoping.mutation.values import KINDS, Kind, Result
from kaoping.standard.resolved import Resolved
from kaoping.standard.toml import read
from kaoping.workbench.examining import cases_of, resolver, rules_file, standard_beside
from kaoping.workbench.library import Library


@dataclass(frozen=True, slots=True)
class Survey:
    """What became of every change.

    :ivar rules: the rules files changed as well, as the cases name them.
    :ivar computed: how many of the cases say what the program worked out, and were checked by nobody.
    """

    standard: str
    cases: int
    own: bool
    rules: tuple[str, ...]
    results: tuple[Result, ...]
    computed: int = 0

    @property
    def unnoticed(self) -> tuple[Result, ...]:
        """The changes that no case notices."""
        return tuple(result for result in self.results if result.state == "unnoticed")


def surveyed(
    library: Library,
    target: str,
    more: Sequence[Path] = (),
    kinds: Collection[Kind] = tuple(KINDS),
    tell: Callable[[int, int], None] | None = None,
) -> Survey:
    """Change one rule at a time and run the worked cases on each change.

    The rules files that cases name are changed too. Cases that lie beside no standard of theirs are cases of rules: then
    the rules alone are changed; so they are where a rules file is named.

    :param target: a standard's id, its file, a file of local rules, or a file of cases.
    :param more: more files of cases of the same standard.
    :param tell: told how many changes are done, of how many.
    :raises Refused: there are no cases, a file is wrong, or a case does not hold for the standard as it is.
    """
    first, standard = cases_of(library, target)
    rules = rules_file(target)
    own = not target.endswith(".toml") or standard is not None or standard_beside(first) is not None
    own = own and rules is None
    resolved: dict[str | None, Resolved] = {}
    worked: list[Worked] = []
    id = ""
    for number, path in enumerate((first, *more)):
        source, body = read_cases(path)
        if number and body.standard != id:
            message = f"这是标准“{body.standard}”的算例，不是“{id}”的，请换一个文件"
            raise refuse("standard", message, id=body.standard, file=str(path))
        resolve = resolver(library, path, body, standard)
        id = resolve(None).id
        for index, case in enumerate(body.cases):
            name = case.rules if case.rules is None else str((path.parent / case.rules).resolve())
            resolved.setdefault(name, resolve(case.rules))
            answers = answers_for(resolved[name], source, case, ("cases", index))
            worked.append(Worked(case, answers, name))
    providers = library.providers()
    if wrong := unfit(resolved, worked, providers):
        message = f"有 {len(wrong)} 个算例本来就不符（如“{wrong[0]}”），请先用 kaoping standard test 改正"
        raise refuse("cases", message, id=id, file=str(first))
    named = sorted(name for name in resolved if name is not None and (rules is None or Path(name) == rules.resolve()))
    if rules is not None and not named:
        message = f'{first.name} 里没有用到 {rules.name} 的算例，请在算例里写 rules = "{rules.name}"'
        raise refuse("missing-cases", message, id=id, file=str(first))
    asked = [(None, change) for change in changes(next(iter(resolved.values())), kinds)] if own else []
    todo = [*asked, *((name, change) for name in named for change in changes(resolved[name], kinds, rules=True))]
    examination = Examination(resolved, worked, providers)
    results = []
    for done, (name, change) in enumerate(todo):
        if tell is not None:
            tell(done, len(todo))
        results.append(examination.of(change, name))
    if tell is not None:
        tell(len(todo), len(todo))
    computed = sum(one.case.computed for one in worked)
    return Survey(id, len(worked), own, tuple(named), tuple(results), computed)


def rules_of(library: Library, id: str, rules: Path) -> str:
    """A file of local rules as a target, once it is seen to be one of this standard.

    :raises Refused: there is no such standard, or the file is another's rules or none.
    """
    entry = library.entry(id)
    extends = read(rules).data.get("extends")
    if extends != entry.id:
        message = f"这是标准“{extends}”的本地规则" if isinstance(extends, str) else "这不是本地规则文件（没有 extends）"
        raise refuse("rules", f"{message}，不是“{entry.id}”的，请换一个文件", id=entry.id, file=str(rules))
    return str(rules)
