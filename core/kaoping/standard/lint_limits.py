"""Lint: a veto that limits the outcome names one that there is, and not the best. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from kaoping.standard.findings import Finding, Loc
from kaoping.standard.resolved import Resolved


def limit(resolved: Resolved, index: int) -> Iterator[Finding]:
    """What is wrong with the outcome that the veto at this place names."""
    veto = resolved.vetoes[index]
    if veto.outcome is None:
        return
    own = resolved.standard.vetoes[index].outcome is not None
    by_rules = resolved.rules is not None and bool(resolved.rules.outcomes)
    loc: Loc = ("vetoes", index, "outcome") if own else ("rules:", "vetoes", veto.id, "outcome")
    labels = [band.label for band in resolved.outcomes]
    if not labels:
        if resolved.standard.outcome_rule != "bands":
            return  # a plugin's rule has outcomes of its own
        message = (
            f"本标准没有写等次（[[outcomes]]），限定不到“{veto.outcome}”；请写出各等次，"
            '等次由本地规定的，本项写 set_by = "jurisdiction"，不写 outcome'
            if own
            else f"没有等次（[[outcomes]]），限定不到“{veto.outcome}”，请在本地规则中写出各等次"
        )
        yield Finding("veto", message, veto.id, loc)
    elif veto.outcome not in labels:
        message = f"没有名为“{veto.outcome}”的结果，outcome 请写 [[outcomes]] 中的一个：{'、'.join(labels)}"
        if own and by_rules:
            message = f"标准把结果限定到“{veto.outcome}”，本地规则的 [[outcomes]] 没有这一等，只有：{'、'.join(labels)}，请补上"
            loc = ("rules:", "outcomes")
        yield Finding("unknown-id", message, veto.id, loc)
    elif veto.outcome == labels[0]:
        other = f"；不得评为“{labels[0]}”的，写“{labels[1]}”" if len(labels) > 1 else ""
        message = f"“{veto.outcome}”是最好的结果，限定到它等于没有限定，outcome 请写最好还能得到的结果{other}"
        yield Finding("veto", message, veto.id, loc)
