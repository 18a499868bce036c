"""Changes of what an outcome or an honour asks."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kaoping.mutation.attainable import same_honour, same_line
from kaoping.mutation.numbers import ONE, beside, moved
from kaoping.mutation.totals import same_score_line
from kaoping.mutation.values import DROPPED, Change, Path, Same
from kaoping.numbers import plain
from kaoping.standard.model import Honour, OutcomeBand, When
from kaoping.standard.resolved import DEFAULT_STEP, Resolved

_LINES = {"score_at_least": "得分不低于", "share_at_least": "得分占比不低于", "attained_at_least": "达标率不低于"}


def thresholds(resolved: Resolved) -> Iterator[Change]:
    """Every change of an outcome's conditions and of an honour's line."""
    yield from _bands(resolved, resolved.standard.outcomes)
    for index, honour in enumerate(resolved.standard.honours):
        if honour.attained_at_least is not None:
            yield from _line(honour.id, honour.attained_at_least, ("honours", index))
        yield from _covers(honour, ("honours", index))


def rule_thresholds(resolved: Resolved) -> Iterator[Change]:
    """Every change of the outcomes and of the honours' lines that the rules give."""
    rules = resolved.rules
    if rules is not None:
        yield from _bands(resolved, rules.outcomes)
        for name, honour in rules.honours.items():
            yield from _line(name, honour.attained_at_least, ("honours", name))


def _bands(resolved: Resolved, bands: tuple[OutcomeBand, ...]) -> Iterator[Change]:
    for index, band in enumerate(bands):
        told = f"写算例：恰好得到“{band.label}”，写明结果（label）或可能的结果（possible）"
        yield Change("thresholds", band.label, "结果", "有", "去掉", ("outcomes",), {index: DROPPED}, told)
        if band.when is not None:
            yield from _conditions(resolved, band.label, band.when, ("outcomes", index, "when"))


def _conditions(resolved: Resolved, label: str, when: When, path: Path) -> Iterator[Change]:
    step = resolved.standard.scoring.step or DEFAULT_STEP if resolved.by_points else ONE
    for name, word in _LINES.items():
        held: Decimal | None = getattr(when, name)
        if held is not None:
            told = f"写算例：恰在 {plain(held)} 这条线上和略低于它，各写明结果（label）"
            for value in beside(held, step if name == "score_at_least" else ONE):
                yield moved(
                    "thresholds", label, word, path, name, held, value, told, same=_moved_line(name, held, value)
                )
    for section, least in when.section.items():
        told = f"写算例：{section} 恰为 {plain(least)} 和略低于它，各写明结果（label）"
        ends: list[Decimal | None] = [*beside(least, step), None]
        for end in ends:
            same = None if end is None else same_line(least, end, section)
            yield moved(
                "thresholds", label, f"{section} 不低于", (*path, "section"), section, least, end, told, same=same
            )
    for veto in when.no_veto:
        left = tuple(name for name in when.no_veto if name != veto)
        told = f"写算例：只有否决项 {veto} 触发，分数够“{label}”，写明结果（label）"
        update: dict[str | int, object] = {"no_veto": left or DROPPED}
        yield Change("thresholds", label, "未触发", veto, "不看", path, update, told, same=_needless(veto, when))
    lines = any(getattr(when, name) is not None for name in _LINES) or bool(when.section)
    asked = when.minima if when.minima is not None else lines
    if when.minima is not None or (asked and any(d.minimum is not None for d in resolved.standard.dimensions)):
        words = {True: "须达到", False: "不管"}
        told = f"写算例：分数够“{label}”而某一部分不到最低分，写明结果（label）"
        yield Change(
            "thresholds", label, "各部分最低分", words[asked], words[not asked], path, {"minima": not asked}, told
        )


def _moved_line(name: str, held: Decimal, value: Decimal) -> Same | None:
    if name == "attained_at_least":
        return same_line(held, value)
    return same_score_line(held, value) if name == "score_at_least" else None


def _line(id: str, held: Decimal, path: Path) -> Iterator[Change]:
    told = f"写算例：单项荣誉 {id} 所看部分恰在线上和略低于线，写明 expect.honours"
    for value in beside(held, ONE):
        same = same_honour(held, value, id)
        yield moved("thresholds", id, "荣誉的达标率不低于", path, "attained_at_least", held, value, told, same=same)


def _covers(honour: Honour, path: Path) -> Iterator[Change]:
    for name in honour.covers:
        left = tuple(other for other in honour.covers if other != name)
        told = f"写算例：{name} 未达到而其余达到，写明单项荣誉 {honour.id}（expect.honours）"
        update: dict[str | int, object] = {"covers": left or DROPPED}
        yield Change("thresholds", honour.id, "所看的部分", name, "不看", path, update, told)


def _needless(name: str, when: When) -> Same:
    """A veto that keeps the result from this outcome by what it does itself need not be named there."""

    def same(resolved: Resolved) -> str | None:
        veto = next((veto for veto in resolved.vetoes if veto.id == name), None)
        if veto is None or resolved.standard.outcome_rule != "bands":
            return None
        if veto.effect in ("ineligible", "revoke", "no-score"):
            return f"否决项 {name} 本身就另定了结果"
        cap = Decimal(0) if veto.effect == "zero" else veto.cap
        lines = (when.score_at_least, when.attained_at_least)
        below = cap is not None and any(line is not None and cap <= line - 1 for line in lines)
        exact = resolved.standard.scoring.bands == "unrounded"
        return f"否决项 {name} 触发后，得分本来就不到线" if below and exact else None

    return same
