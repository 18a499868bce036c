"""What a result asks, what it means, and the shortest way of all standards together, as text and JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kaoping.numbers import plain
from kaoping.scoring.conditions import band_checks, meaning

if TYPE_CHECKING:
    from kaoping.scoring.sheet import ScoreSheet
    from kaoping.workbench.ways import Joint


def result_json(sheet: ScoreSheet) -> dict[str, Any]:
    """What each result asks, and what a result that is not decided means."""
    said = meaning(sheet)
    return {
        "conditions": [
            {
                "label": band.label,
                "met": band.met,
                "text": band.text,
                "bounds": [{"text": bound.text, "met": bound.met} for bound in band.bounds],
            }
            for band in band_checks(sheet)
        ],
        "meaning": said[0] if said is not None else None,
        "next_step": said[1] if said is not None else None,
    }


def result_text(sheet: ScoreSheet) -> Iterator[str]:
    """The same for people."""
    said = meaning(sheet)
    if said is not None:
        yield f"结果的意思：{said[0]}"
        yield f"下一步：{said[1]}"
    bands = band_checks(sheet)
    if bands:
        yield "各结果的条件："
    for band in bands:
        yield f"  {band.text}"
        for bound in band.bounds if len(band.bounds) > 1 else ():
            yield f"    {bound.text}"


def joint_json(joint: Joint) -> dict[str, Any] | None:
    """The shortest way of all standards of the unit together; None where there is one standard alone."""
    if len(joint.ways) < 2:
        return None
    found = joint.together
    return {
        "text": found.text,
        "number": found.number,
        "points": plain(found.points),
        "weight": plain(found.weight),
        "least": found.least,
        "proven": found.proven,
        "standards": [
            {
                "evaluation": led.row.number,
                "standard": led.row.standard,
                "now": goal.now,
                "label": goal.label,
                "why": goal.why or None,
            }
            for led, goal in zip(joint.ways, found.goals, strict=True)
        ],
        "findings": [
            {
                "facts": list(put.facts),
                "serves": [
                    {
                        "evaluation": joint.ways[use.standard].row.number,
                        "item": use.step.id,
                        "title": use.step.title,
                        "from": plain(use.step.low),
                        "to": plain(use.step.high),
                    }
                    for use in put.uses
                ],
            }
            for put in found.puts
        ],
    }


def joint_text(joint: Joint) -> Iterator[str]:
    """The same for people; nothing where there is one standard alone."""
    if len(joint.ways) < 2:
        return
    found = joint.together
    yield f"各标准合起来（{joint.ways[0].row.unit_name}）：{found.text}"
    for led, goal in zip(joint.ways, found.goals, strict=True):
        now = f"“{goal.now}”" if goal.now is not None else "尚无结果"
        leads = f"，可到“{goal.label}”" if goal.label is not None else f"，不在其中：{goal.why}"
        yield f"  {led.short}（考评 {led.row.number}）：现为{now}{leads}"
    for number, put in enumerate(found.puts, 1):
        uses = "；".join(
            f"{joint.ways[use.standard].short} {use.step.id} {use.step.title} "
            f"{plain(use.step.low)} → {plain(use.step.high)}"
            for use in put.uses
        )
        facts = f"{'、'.join(put.facts)}：" if put.facts else ""
        yield f"  {number}. {facts}{uses}"
