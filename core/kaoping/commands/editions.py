"""`kaoping standard diff`: two editions of a standard side by side, and the table of numbers for the new one."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from kaoping.commands.base import Command, json_option
from kaoping.commands.kinds import TEXT
from kaoping.commands.settings import Settings, pass_settings

if TYPE_CHECKING:
    from kaoping.editions.values import Change, CriterionChange, Difference, FieldChange, Pair
    from kaoping.standard.resolved import Resolved


@click.command(cls=Command)
@click.argument("old", type=TEXT, metavar="A")
@click.argument("new", type=TEXT, metavar="B")
@click.option("--via", type=TEXT, multiple=True, metavar="C", help="中间的版本（写法同 A、B），可多次：编号逐版对照")
@click.option("--mapping", is_flag=True, help="只输出可以贴进新版的 [[replaces]] 编号对照")
@click.option("--exit-code", "tell", is_flag=True, help="有不同则退出码为 1")
@json_option
@pass_settings
def diff(
    settings: Settings, old: str, new: str, via: tuple[str, ...], mapping: bool, tell: bool, as_json: bool
) -> None:
    """对比标准的两个版本：新增、取消、改号、移动的项，分值、要点、界限、否决、加减分、结果、阶段的变化。

    A（旧）、B（新）各写标准编号、文件（.toml）、编号@版本，或工作区所存标准的校验码（至少 6 位）。
    """
    from kaoping.console import say, show_json
    from kaoping.editions.mapping import mapping_toml
    from kaoping.editions.words import difference_lines

    found = _found(settings, old, new, via)
    if as_json:
        show_json({**difference_json(found), "mapping": mapping_toml(found)})
    elif mapping:
        say(mapping_toml(found).rstrip())
    else:
        for line in difference_lines(found):
            say(line)
    if tell and not found.same:
        raise click.exceptions.Exit(1)


def _found(settings: Settings, old: str, new: str, via: Sequence[str]) -> Difference:
    """The difference, with what the workspace keeps where there is one."""
    from kaoping.workbench.editions import compared, meant

    if os.path.lexists(settings.options().db):
        with settings.reading() as bench:
            return bench.moving.difference(old, new, via)
    library = settings.library()
    return compared(library, None, meant(library, old), meant(library, new), [meant(library, one) for one in via])


def difference_json(found: Difference) -> dict[str, Any]:
    """A comparison for scripts; elements that differ in nothing are left out."""
    from kaoping.editions.mapping import proposal_toml
    from kaoping.editions.proposals import proposals
    from kaoping.fact_meaning import clashes

    return {
        "old": _edition(found.old),
        "new": _edition(found.new),
        "same": found.same,
        "unchanged": sum(change.what is None for change in found.criteria),
        "items": [_criterion(change) for change in found.changed()],
        "others": [_change(change) for change in found.others],
        "pairs": {kind: [_pair(pair) for pair in pairs] for kind, pairs in found.pairs.items()},
        "astray": list(found.astray),
        "meanings": [
            {"fact": one.id, "from": one.one.title, "to": one.other.title, "text": one.text}
            for one in clashes(found.old.facts, found.new.facts)
        ],
        "proposals": [
            {**_pair(one.pair), "kind": one.what, "because": one.because, "line": proposal_toml(one)}
            for one in proposals(found)
        ],
    }


def _edition(resolved: Resolved) -> dict[str, Any]:
    standard = resolved.standard
    return {"id": resolved.id, "title": standard.title, "edition": standard.edition, "digest": resolved.digest}


def _pair(pair: Pair) -> dict[str, Any]:
    return {
        "old": list(pair.old),
        "new": list(pair.new),
        "declared": pair.declared,
        "changed": pair.changed,
        "note": pair.note,
    }


def _criterion(change: CriterionChange) -> dict[str, Any]:
    return {
        **_pair(change.pair),
        "what": change.what,
        "title": change.title,
        "renumbered": change.pair.renumbered,
        "moved": None if change.moved is None else {"from": change.moved[0], "to": change.moved[1]},
        "fields": [_field(one) for one in change.fields],
        "requirements": [_change(one) for one in change.requirements],
        "fate": change.fate,
        "because": list(change.because),
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "what": change.what,
        "old": list(change.old),
        "new": list(change.new),
        "title": change.title,
        "fields": [_field(one) for one in change.fields],
    }


def _field(change: FieldChange) -> dict[str, Any]:
    return {
        "field": change.field,
        "label": change.label,
        "from": change.was,
        "to": change.now,
        "text": f"{change.old} → {change.new}",
        "bears": change.bears,
    }
