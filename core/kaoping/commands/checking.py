"""`kaoping eval check`, and the shortest way as text and JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from kaoping.commands.base import Command, json_option
from kaoping.commands.kinds import TEXT
from kaoping.commands.settings import Settings, pass_settings

if TYPE_CHECKING:
    from kaoping.scoring.shortest import Shortest
    from kaoping.workbench.checking import Finding


@click.command(cls=Command)
@click.argument("key", type=TEXT, metavar="E")
@json_option
@pass_settings
def check(settings: Settings, key: str, as_json: bool) -> None:
    """检查一次考评还缺什么：未评、失分没有理由、依据已变、否决未查明 …。有没有发现问题都是退出码 0。"""
    from kaoping.console import say, show_json
    from kaoping.workbench.checking import counts_of

    with settings.reading() as bench:
        found = bench.checking.of(key)
    if as_json:
        findings = [{"kind": f.kind, "item": f.item, "text": f.text, "next": f.step, "count": f.count} for f in found]
        show_json({"findings": findings, "counts": counts_of(found)})
    else:
        say("\n".join(check_text(found)))


def check_text(found: tuple[Finding, ...]) -> Iterator[str]:
    """The findings under the name of each kind, with how many and what to do."""
    from kaoping.workbench.checking import KINDS, counts_of

    counts = counts_of(found)
    left = sum(finding.count for finding in found if not finding.soft)
    yield f"须处理 {left} 处" if left else "没有发现问题，可以提交"
    for kind, count in counts.items():
        own = [finding for finding in found if finding.kind == kind]
        steps = list(dict.fromkeys(finding.step for finding in own))
        yield f"{KINDS[kind]} {count}　下一步：{'；'.join(steps)}"
        for finding in own:
            yield f"  {finding.text}"


def next_json(found: Shortest) -> dict[str, Any]:
    """What leads to the next better outcome."""
    from kaoping.numbers import plain

    way = found.way
    return {
        "now": found.now,
        "label": way.label if way is not None else None,
        "gain": plain(way.gain) if way is not None else None,
        "items": [
            {
                "id": step.id,
                "title": step.title,
                "from": plain(step.low),
                "to": plain(step.high),
                "gain": plain(step.gain),
                "rated": step.rated,
            }
            for step in (way.items if way is not None else ())
        ],
        "text": way.text if way is not None else None,
        "number": way.number if way is not None else None,
        "least": way.least if way is not None else None,
        "proven": way.proven if way is not None else None,
        "presumed": list(found.presumed),
        "obstacles": list(found.obstacles),
    }


def next_text(found: Shortest) -> Iterator[str]:
    """The same for people."""
    from kaoping.numbers import plain
    from kaoping.scoring.obstacles import AT_BEST

    now = f"（未评的按最低计，现为“{found.now}”）" if found.now is not None else ""
    if found.way is None:
        now = "" if found.obstacles == (AT_BEST,) else now
        yield f"更好的结果：{found.obstacles[0]}{now}"
        for line in found.obstacles[1:]:
            yield f"  {line}"
        return
    yield f"更好的结果：{found.way.text}{now}"
    for step in found.way.items:
        state = "" if step.rated else "，未评"
        yield f"  {step.id} {step.title}：{plain(step.low)} → {plain(step.high)}{state}"
    for line in found.presumed:
        yield f"  前提：{line}"
