"""Changes of how everything is computed: what does not apply, rounding, steps, whom an item is for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from kaoping.mutation.attainable import same_bands
from kaoping.mutation.totals import same_score_bands
from kaoping.mutation.values import DROPPED, Change, Path, Same
from kaoping.numbers import plain
from kaoping.scoring.items import level_value
from kaoping.standard.findings import criteria
from kaoping.standard.resolved import DEFAULT_STEP, Resolved

_NOT_APPLICABLE: Mapping[str, str] = {"exclude": "移出", "full": "计满分", "rescale": "折算"}
_MODES = {"half-up": "down", "half-even": "half-up", "down": "half-up", "up": "down", "floor": "up"}
_MODE_WORDS = {
    "half-up": "四舍五入",
    "half-even": "四舍六入五成双",
    "down": "舍去",
    "up": "进位",
    "floor": "向下取",
}
_BAND_WORDS = {"unrounded": "修约前的值", "rounded": "修约后的值"}
_SUM_WORDS = {"flat": "逐项合计", "nested": "逐级平均"}
_EXACT = "各项都是评分单位的整数倍，合计不会有更多小数，修约不起作用"


def policy(resolved: Resolved) -> Iterator[Change]:
    """Every change of the standard's own ways of computing."""
    standard = resolved.standard
    scoring = standard.scoring
    path: Path = ("scoring",)
    yield from _not_applicable(standard.id, scoring.not_applicable, path)
    rounding = scoring.rounding
    told = "写算例：结果有更多小数（如 1/3），写明得分（score）或达标率（attained）"
    for places in (rounding.places - 1, rounding.places + 1):
        if 0 <= places <= 6:
            update: dict[str | int, object] = {"rounding": rounding.model_copy(update={"places": places})}
            same = _never_longer(min(places, rounding.places))
            yield Change(
                "policy", standard.id, "修约位数", str(rounding.places), str(places), path, update, told, same=same
            )
    mode = _MODES[rounding.mode]
    update = {"rounding": rounding.model_copy(update={"mode": mode})}
    same = _never_longer(rounding.places)
    yield Change(
        "policy", standard.id, "修约方式", _MODE_WORDS[rounding.mode], _MODE_WORDS[mode], path, update, told, same=same
    )
    other = "rounded" if scoring.bands == "unrounded" else "unrounded"
    told = "写算例：修约前不到线、修约后到线，写明结果（label）"
    same = _bands_same(rounding.places)
    before, after = _BAND_WORDS[scoring.bands], _BAND_WORDS[other]
    yield Change("policy", standard.id, "与等次线比较", before, after, path, {"bands": other}, told, same=same)
    if scoring.model == "attainment":
        other = "nested" if scoring.aggregate == "flat" else "flat"
        told = "写算例：只有一个指标下有未达到的，写明达标率（attained）"
        before, after = _SUM_WORDS[scoring.aggregate], _SUM_WORDS[other]
        yield Change("policy", standard.id, "合计", before, after, path, {"aggregate": other}, told, same=_one_level)
    if resolved.by_points:
        yield from _steps(resolved)
    yield from _conditions(resolved)


def rule_policy(resolved: Resolved) -> Iterator[Change]:
    """Every change of the policy that the rules give."""
    if resolved.rules is not None and resolved.rules.not_applicable is not None:
        yield from _not_applicable(resolved.rules.extends, resolved.rules.not_applicable, ())


def _not_applicable(id: str, held: str, path: Path) -> Iterator[Change]:
    told = "写算例：有一项不适用（not_applicable），另有一项未得满分，写明得分和满分（或达标率）"
    for other, word in _NOT_APPLICABLE.items():
        if other != held:
            same = _one_and_the_same if {other, held} == {"exclude", "rescale"} else None
            update: dict[str | int, object] = {"not_applicable": other}
            yield Change("policy", id, "不适用的项", _NOT_APPLICABLE[held], word, path, update, told, None, same=same)


def _one_and_the_same(resolved: Resolved) -> str | None:
    return "达标率标准的折算与移出相同" if resolved.standard.scoring.model == "attainment" else None


def _one_level(resolved: Resolved) -> str | None:
    return None if resolved.standard.dimensions else "没有一级、二级指标，逐级平均与逐项合计相同"


def _steps(resolved: Resolved) -> Iterator[Change]:
    """Steps twice as large; smaller ones allow more, which no case that holds can show."""
    scoring = resolved.standard.scoring
    told = "写算例：某一项的得分恰为评分单位的奇数倍，如 {} 分"
    held = scoring.step or DEFAULT_STEP
    if any(item.criterion.step is None and item.way == "points" for item in resolved.items):
        update: dict[str | int, object] = {"step": held * 2}
        advice = told.format(plain(held))
        yield Change(
            "policy", resolved.id, "评分单位", plain(held), plain(held * 2), ("scoring",), update, advice, None
        )
    for criterion, loc in criteria(resolved.standard):
        if criterion.step is not None:
            update = {"step": criterion.step * 2}
            before, after = plain(criterion.step), plain(criterion.step * 2)
            own = frozenset({criterion.id})
            yield Change("policy", criterion.id, "评分单位", before, after, loc, update, told.format(before), own)


def _conditions(resolved: Resolved) -> Iterator[Change]:
    for criterion, loc in criteria(resolved.standard):
        own = frozenset({criterion.id})
        update: dict[str | int, object] = {"applies_when": DROPPED}
        if criterion.applies_when:
            told = f"写算例：考评对象没有所要的属性，写明满分（full）或适用数（applicable），{criterion.id} 不在其中"
            yield Change("policy", criterion.id, "适用的对象", "有", "不限", loc, update, told, own)
        for index, requirement in enumerate(criterion.requirements):
            if requirement.applies_when:
                told = (
                    f"写算例：考评对象没有所要的属性，要点 {requirement.id} 应为 not-applicable（expect.requirements）"
                )
                path = (*loc, "requirements", index)
                yield Change("policy", requirement.id, "适用的对象", "有", "不限", path, update, told, own, False)


def _bands_same(places: int) -> Same:
    def same(resolved: Resolved) -> str | None:
        if resolved.standard.outcome_rule != "bands":
            return None
        if not any(band.when is not None for band in resolved.outcomes):
            return "没有等次线"
        scored = any(band.when is not None and band.when.attained_at_least is None for band in resolved.outcomes)
        if resolved.standard.scoring.model == "attainment" and not scored:
            return same_bands(resolved)
        return _never_longer(places)(resolved) or same_score_bands(resolved)

    return same


def _never_longer(places: int) -> Same:
    """No total has more decimals than `places`: points are added up, and each is a multiple of a step."""

    def same(resolved: Resolved) -> str | None:
        scoring = resolved.standard.scoring
        if scoring.model != "points" or resolved.parts or resolved.not_applicable == "rescale":
            return None
        found: list[Decimal | None] = [
            scoring.floor or Decimal(0),
            scoring.ceiling or Decimal(0),
            scoring.base or Decimal(0),
        ]
        for item in resolved.items:
            if any(r.deduct is not None or r.points is not None for r in item.criterion.requirements):
                return None  # what such a requirement costs need not be in the item's steps
            found += [item.full, item.step]
            found += [level_value(level, item.full) or Decimal(0) for level in item.levels.values()]
        for adjustment in resolved.adjustments:
            span = adjustment.range
            found += [adjustment.cap or Decimal(0), adjustment.step or adjustment.amount or scoring.step]
            found += [span.low, span.high] if span is not None else []
        found += [cap.at_most or Decimal(0) for cap in resolved.shared_caps]
        found += [veto.cap or Decimal(0) for veto in resolved.vetoes]
        # Without a step any number may come in.
        short = all(value is not None and value == round(value, places) for value in found)
        return _EXACT if short else None

    return same
