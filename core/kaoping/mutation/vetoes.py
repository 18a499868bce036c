"""Changes of vetoes: removed, their effects, what they look at and how far back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import get_args

from kaoping.mutation.numbers import beside
from kaoping.mutation.values import DROPPED, Change, Path, Same
from kaoping.numbers import plain
from kaoping.standard.model import Effect, Veto
from kaoping.standard.resolved import Resolved

_EFFECTS: Mapping[str, str] = {
    "ineligible": "不得参评",
    "revoke": "撤销",
    "downgrade": "降等",
    "cap": "封顶",
    "zero": "计零分",
    "no-score": "不计分",
}


def vetoes(resolved: Resolved) -> Iterator[Change]:
    """Every veto removed, and each of its keys changed; its measure's are among the bounds, its cap among the caps."""
    for index, veto in enumerate(resolved.standard.vetoes):
        path: Path = ("vetoes", index)
        told = f"写算例：否决项 {veto.id} 触发，写明 expect.vetoes、结果（label）和否决后得分（result）"
        yield Change("vetoes", veto.id, "否决项", "有", "去掉", ("vetoes",), {index: DROPPED}, told)
        for effect in get_args(Effect):
            if effect not in ("cap", veto.effect):
                update: dict[str | int, object] = {"effect": effect, "cap": DROPPED, "by": DROPPED}
                same = _one_label(veto.id) if {effect, veto.effect} == {"ineligible", "revoke"} else None
                more = f"{told}；先后不同的，另有一项否决同时触发" if same is not None else told
                yield _veto(veto, "后果", _EFFECTS[veto.effect], _EFFECTS[effect], path, update, more, same)
        if veto.effect == "downgrade":
            by = veto.by or 1
            for other in (by - 1, by + 1):
                if other:
                    yield _veto(veto, "降几等", str(by), str(other), path, {"by": other}, told)
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
