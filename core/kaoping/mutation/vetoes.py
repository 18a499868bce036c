"""Changes of vetoes: removed, their effects, what they look at and how far back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import get_args

from kaoping.mutation.numbers import beside
from kaoping.mutation.values import DROPPED, Change, Path, Same
from kaoping.numbers import plain
from kaoping.standard.effects import EFFECTS
from kaoping.standard.model import Effect, Veto
from kaoping.standard.resolved import Resolved


def vetoes(resolved: Resolved) -> Iterator[Change]:
    """Every veto removed, and each of its keys changed; its measure's are among the bounds, its cap among the caps."""
    for index, veto in enumerate(resolved.standard.vetoes):
        path: Path = ("vetoes", index)
        told = f"写算例：否决项 {veto.id} 触发，写明 expect.vetoes、结果（label）和否决后得分（result）"
        yield Change("vetoes", veto.id, "否决项", "有", "去掉", ("vetoes",), {index: DROPPED}, told)
        for effect in get_args(Effect):
            if effect not in ("cap", "limit", veto.effect):  # these two need a bound that nothing tells
                update: dict[str | int, object] = {
                    "effect": effect,
                    "cap": DROPPED,
                    "by": DROPPED,
                    "outcome": DROPPED,
                }
                same = _one_label(veto.id) if {effect, veto.effect} == {"ineligible", "revoke"} else None
                more = f"{told}；先后不同的，另有一项否决同时触发" if same is not None else told
                yield _veto(veto, "后果", EFFECTS[veto.effect], EFFECTS[effect], path, update, more, same)
        if veto.effect == "downgrade":
            by = veto.by or 1
            for other in (by - 1, by + 1):
                if other:
                    yield _veto(veto, "降几等", str(by), str(other), path, {"by": other}, told)
        if veto.outcome is not None:
            yield from _limit(resolved, veto.id, veto.outcome, path)
        if veto.label is not None:
            yield _veto(veto, "结果名称", veto.label, "不写", path, {"label": DROPPED}, told)
        yield from _looking_back(veto, path)
        for field, word in (("events", "所依据的事件"), ("criteria", "所看的评分项")):
            names: tuple[str, ...] = getattr(veto, field)
            for place, name in enumerate(names):
                left = tuple(names[:place] + names[place + 1 :])
                more = f"写算例：只有 {name} 发生或未达到，写明否决项 {veto.id} 应为 triggered"
                yield _veto(veto, word, name, "不看", path, {field: left or DROPPED}, more)
        if veto.event is not None:
            more = f"写算例：事件 {veto.event} 发生，写明否决项 {veto.id} 应为 triggered"
            yield _veto(veto, "所依据的事件", veto.event, "不看", path, {"event": DROPPED}, more)
        if veto.not_when is not None:
            more = f"写算例：考评对象写明 not_when 的属性，而 {veto.id} 发生，应为 clear"
            yield _veto(veto, "不适用的对象", "有", "去掉", path, {"not_when": DROPPED}, more)
        if veto.check is not None:
            yield _veto(veto, "插件的检查", veto.check, "去掉", path, {"check": DROPPED, "params": DROPPED}, told)
        for name, param in veto.params.items():
            if isinstance(param, Decimal):
                for value in beside(param):
                    yield _veto(
                        veto, f"参数 {name}", plain(param), plain(value), (*path, "params"), {name: value}, told
                    )


def rule_vetoes(resolved: Resolved) -> Iterator[Change]:
    """The names that the rules give to results of vetoes, taken away."""
    for name, veto in (resolved.rules.vetoes if resolved.rules else {}).items():
        if veto.label is not None:
            told = f"用这份规则的算例：否决项 {name} 触发，写明结果（label）"
            path: Path = ("vetoes", name)
            yield Change("vetoes", name, "结果名称", veto.label, "不写", path, {"label": DROPPED}, told)
        if veto.outcome is not None:
            yield from _limit(resolved, name, veto.outcome, ("vetoes", name))


def _limit(resolved: Resolved, id: str, held: str, path: Path) -> Iterator[Change]:
    """The limit one outcome up and down; up to the best one it would be none, which the format refuses."""
    labels = [band.label for band in resolved.outcomes]
    place = labels.index(held) if held in labels else 0
    told = f"写算例：分数够更好的等次而否决项 {id} 触发，结果（label）应为“{held}”"
    for other in (place - 1, place + 1):
        if 0 < other < len(labels):
            yield Change("vetoes", id, "最好的结果", held, labels[other], path, {"outcome": labels[other]}, told)


def _looking_back(veto: Veto, path: Path) -> Iterator[Change]:
    if veto.look_back_years is not None:
        told = f"写算例：发生在截至日 {veto.look_back_years} 年前的当日和次日，写明否决项 {veto.id}（expect.vetoes）"
        held = Decimal(veto.look_back_years)
        for value in beside(held):
            if value >= 0:
                update: dict[str | int, object] = {"look_back_years": int(value)}
                yield _veto(veto, "追溯年数", plain(held), plain(value), path, update, told)
        yield _veto(veto, "追溯年数", plain(held), "不写", path, {"look_back_years": DROPPED}, told)
    if veto.look_back is not None:
        told = f"写算例：发生在考评周期开始的前一天，写明否决项 {veto.id} 应为 clear"
        yield _veto(veto, "追溯", "考评周期内", "不写", path, {"look_back": DROPPED}, told)


def _veto(
    veto: Veto,
    what: str,
    before: str,
    after: str,
    path: Path,
    update: Mapping[str | int, object],
    told: str,
    same: Same | None = None,
) -> Change:
    return Change("vetoes", veto.id, what, before, after, path, update, told, same=same)


def _one_label(id: str) -> Same:
    """Revoking and barring differ by their default labels, and by which of two goes first."""

    def same(resolved: Resolved) -> str | None:
        bars = [veto for veto in resolved.vetoes if veto.effect in ("ineligible", "revoke")]
        labels = {veto.label for veto in bars}
        alone = len(labels) == 1 and None not in labels and all(veto.set_by == bars[0].set_by for veto in bars)
        return "结果名称都写明而且相同，先后也就没有区别" if alone else None

    return same
