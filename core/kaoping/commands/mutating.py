"""`kaoping standard mutate`: which changes of a standard's rules its worked cases do not notice."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from kaoping.commands.base import Command, json_option
from kaoping.commands.kinds import FILE, TEXT, Words
from kaoping.commands.settings import Settings, pass_settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kaoping.mutation.values import Result
    from kaoping.workbench.mutating import Survey

#: The kinds of `kaoping.mutation.values.KINDS`, which is too heavy to import for a list of commands.
ONLY = ("points", "weights", "bounds", "deductions", "caps", "vetoes", "thresholds", "policy")
STATES = {"noticed": "察觉", "unnoticed": "没有察觉", "equivalent": "不影响", "refused": "不容许"}


@click.command(cls=Command)
@click.argument("target", type=TEXT, metavar="ID|FILE")
@click.option("--cases", "more", type=FILE, multiple=True, metavar="FILE", help="另加一个算例文件，可以写几次")
@click.option("--rules", type=FILE, metavar="FILE", help="只改动 ID 的这份本地规则，用它自己的算例")
@click.option(
    "--only", type=Words(*ONLY), multiple=True, metavar="KIND", help=f"只改这一种：{'、'.join(ONLY)}；可以写几次"
)
@json_option
@pass_settings
def mutate(
    settings: Settings, target: str, more: tuple[Path, ...], rules: Path | None, only: tuple[str, ...], as_json: bool
) -> None:
    """一次改动一条规则，看算例察觉不察觉：ID、标准文件、本地规则文件或算例文件。有没察觉的则退出码为 1。

    分值、界限、扣分、上下限、否决、等次线各往两边改一小步，还改方向、后果、追溯和计分办法。没有哪个算例因此不符的，
    就是算例没有管住的规则，列出改的是什么、写怎样的算例能察觉。
    """
    from kaoping.console import say, show_json
    from kaoping.workbench.mutating import rules_of, surveyed

    kinds: Any = only or ONLY
    with _progress() as tell:
        library = settings.library()
        survey = surveyed(library, target if rules is None else rules_of(library, target, rules), more, kinds, tell)
    if as_json:
        show_json(_document(survey), rows=True)
    else:
        say(_text(survey))
    if survey.unnoticed:
        raise click.exceptions.Exit(1)


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """A line that counts, for who waits at a terminal; it is gone when the work is done."""
    if not _is_terminal():
        yield None
        return
    shown = -1

    def tell(done: int, of: int) -> None:
        nonlocal shown
        part = 100 * done // of if of else 100
        if part != shown:
            shown = part
            click.echo(f"\r改动 {done} / {of}（{part}%）", err=True, nl=False)

    try:
        yield tell
    finally:
        click.echo(f"\r{' ' * 40}\r", err=True, nl=False)


def _is_terminal() -> bool:
    return sys.stderr.isatty()


def _counts(results: list[Result]) -> dict[str, int]:
    return {"changes": len(results), **{state: sum(r.state == state for r in results) for state in STATES}}


def _document(survey: Survey) -> dict[str, object]:
    by_kind = {kind: [r for r in survey.results if r.change.kind == kind] for kind in ONLY}
    return {
        "standard": survey.standard,
        "cases": survey.cases,
        "computed": survey.computed,
        "rules": list(survey.rules),
        "ok": not survey.unnoticed,
        **_counts(list(survey.results)),
        "kinds": [{"kind": kind, **_counts(found)} for kind, found in by_kind.items() if found],
        "results": [
            {
                "kind": result.change.kind,
                "item": result.change.item,
                "what": result.change.what,
                "before": result.change.before,
                "after": result.change.after,
                "rules": result.rules,
                "state": result.state,
                "why": result.why or None,
                "advice": result.change.advice or None,
            }
            for result in survey.results
        ],
    }


def _text(survey: Survey) -> str:
    from kaoping.console import table
    from kaoping.mutation.values import KINDS

    what = "标准" if survey.own else "标准不改，只改它的本地规则"
    rules = f"，本地规则 {len(survey.rules)} 份" if survey.rules else ""
    lines = [f"{survey.standard}：算例 {survey.cases} 个；{what}{rules}"]
    if survey.computed:
        lines.append(f"其中 {survey.computed} 个的结果由程序算得，还没有照文件核对：察觉的只是标准后来的改动")
    lines.append("")
    rows: list[tuple[object, ...]] = []
    for kind, name in KINDS.items():
        found = [result for result in survey.results if result.change.kind == kind]
        if found:
            rows.append((f"{name}（{kind}）", *_cells(found)))
    rows.append(("合计", *_cells(list(survey.results))))
    lines.append(table(["种类", "改动", *STATES.values(), "察觉率"], rows, right={1, 2, 3, 4, 5, 6}))
    lines += _spared(survey)
    if not survey.unnoticed:
        lines += ["", "能改变结果的改动，算例全部察觉。"]
        return "\n".join(lines)
    lines += ["", f"没有算例察觉的改动 {len(survey.unnoticed)} 处："]
    for result in survey.unnoticed:
        change = result.change
        file = f"（{_file_name(result.rules)}）" if result.rules else ""
        lines.append(f"  {KINDS[change.kind]}  {change.item}{file}  {change.what}：{change.before} 改为 {change.after}")
        if change.advice:
            lines.append(f"      {change.advice}")
    return "\n".join(lines)


def _cells(results: list[Result]) -> tuple[object, ...]:
    counts = _counts(results)
    able = counts["noticed"] + counts["unnoticed"]
    # Rounded down, so that 100% is said of all alone.
    share = f"{100 * counts['noticed'] // able}%" if able else "—"
    return (*counts.values(), share)


def _spared(survey: Survey) -> list[str]:
    """Why changes were left out of account, each reason once."""
    reasons: dict[str, int] = {}
    for result in survey.results:
        if result.state in ("equivalent", "refused"):
            reasons[result.why] = reasons.get(result.why, 0) + 1
    if not reasons:
        return []
    return ["", "不计入察觉率的改动："] + [f"  {count} 处：{why}" for why, count in reasons.items()]


def _file_name(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]
