"""How a limit bears on the outcome, in a sentence: what the score alone would give, and what it comes to. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from kaoping.scoring.fates import fate_of, place_of
from kaoping.scoring.sheet import VetoFinding
from kaoping.standard.resolved import Resolved


def limits_told(resolved: Resolved, vetoes: Sequence[VetoFinding], places: Collection[int], decided: bool) -> list[str]:
    """The sentence about the limits triggered; none where there is none, or where a veto bars outright.

    :param places: where the score alone may put the unit; empty where nothing is rated.
    :param decided: whether the outcome is.
    """
    triggered = [finding.veto for finding in vetoes if finding.status == "triggered"]
    fate = fate_of(triggered)
    found = {veto.title: place_of(resolved, veto.outcome) for veto in triggered if veto.effect == "limit"}
    known = {title: place for title, place in found.items() if place is not None}
    if not known or fate.label is not None or fate.no_score:
        return []
    labels = [band.label for band in resolved.outcomes]
    last, lowest = len(labels) - 1, max(known.values())
    names = "".join(f"“{title}”" for title, place in known.items() if place == lowest)
    ruled = f"直接定为“{labels[lowest]}”" if lowest == last else f"最好只能为“{labels[lowest]}”"
    if not decided or not places:
        return [f"因{names}{ruled}"]
    text = f"{'按得分' if resolved.by_points else '按达标率'}为{_either(labels[place] for place in sorted(places))}"
    ends = sorted({min(place + fate.down, last) for place in places})
    if fate.down:
        text += f"，降 {fate.down} 等为{_either(labels[place] for place in ends)}"
    if ends[0] >= lowest:
        return [f"{text}；{names}限定最好为“{labels[lowest]}”，不改变结果" if lowest != last else text]
    if lowest == last:
        return [f"{text}；因{names}直接定为“{labels[lowest]}”"]
    better = "".join(f"“{label}”" for label in labels[:lowest])
    return [f"{text}；因{names}不得评为{better}，定为“{labels[lowest]}”"]


def _either(labels: Iterable[str]) -> str:
    return "或".join(f"“{label}”" for label in labels)
