"""Changes of points, levels, weights and deduction rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from kaoping.mutation.numbers import ONE, beside, moved
from kaoping.mutation.values import DROPPED, Change, Path, Same
from kaoping.scoring.items import level_value
from kaoping.standard.findings import criteria, nodes
from kaoping.standard.model import Criterion, DeductionRule, Level, Requirement
from kaoping.standard.resolved import DEFAULT_STEP, Item, Resolved

_FULL = '写算例 rest = "full"，写明得分（score）和满分（full）'
_PARTS: Mapping[str, str] = {"whole": "不足不扣", "started": "不足按一个扣", "proportional": "按比例扣"}


def points(resolved: Resolved) -> Iterator[Change]:
    """Every change of what a criterion, a requirement, a level or a part is worth."""
    standard = resolved.standard
    for (criterion, loc), item in zip(criteria(standard), resolved.items, strict=True):
        own = frozenset({criterion.id})
        if criterion.points is not None and resolved.by_points:
            for value in beside(criterion.points, item.step):
                if value >= 0:
                    yield moved(
                        "points", criterion.id, "分值", loc, "points", criterion.points, value, _FULL, criteria=own
                    )
        for index, requirement in enumerate(criterion.requirements):
            if requirement.points is not None:
                path = (*loc, "requirements", index)
                advice = f"写算例：要点 {requirement.id} 为 unmet（勾选或事实），写明 {criterion.id} 的建议（expect.suggested）"
                for value in beside(requirement.points, item.step, positive=True):
                    yield moved(
                        "points",
                        requirement.id,
                        "要点分值",
                        path,
                        "points",
                        requirement.points,
                        value,
                        advice,
                        criteria=own,
                        same=_unused_points(requirement, criterion.id),
                    )
        yield from _levels(criterion.levels, loc, item.step, item)
    yield from _levels(standard.levels, (), standard.scoring.step or DEFAULT_STEP)
    for node, loc in nodes(standard):
        if node.points is not None:
            for value in beside(node.points, positive=True):
                yield moved("points", node.id, "所列分值", loc, "points", node.points, value, "", same=_printed_sum)
    scoring = standard.scoring
    for name, word in (("full", "满分"), ("base", "基础分")):
        held: Decimal | None = getattr(scoring, name)
        if held is not None:
            for value in beside(held, scoring.step or DEFAULT_STEP, positive=name == "full"):
                same = _sum_of_parts if name == "full" else None
                yield moved("points", standard.id, word, ("scoring",), name, held, value, _FULL, same=same)
    if scoring.partial is not None:
        yield from _partial(standard.id, scoring.partial, ("scoring",))
    for index, part in enumerate(standard.parts):
        for name, word in (("weight", "占总分"), ("full", "外部给分的满分")):
            held = getattr(part, name)
            if held is not None:
                for value in beside(held, positive=True):
                    yield moved("points", part.id, word, ("parts", index), name, held, value, _FULL)


def rule_points(resolved: Resolved) -> Iterator[Change]:
    """Every change of the values of levels and of the partial credit that the rules give."""
    rules = resolved.rules
    if rules is not None:
        yield from _levels(rules.levels, (), resolved.standard.scoring.step or DEFAULT_STEP)
        if rules.partial is not None:
            yield from _partial(rules.extends, rules.partial, ())


def weights(resolved: Resolved) -> Iterator[Change]:
    """Every change of a weight that the standard prints."""
    for criterion, loc in criteria(resolved.standard):
        if criterion.weight is not None:
            yield from _weight(criterion.id, criterion.weight, loc, "weight")
    for node, loc in nodes(resolved.standard):
        if node.weight is not None:
            yield from _weight(node.id, node.weight, loc, "weight")


def rule_weights(resolved: Resolved) -> Iterator[Change]:
    """Every change of a weight that the rules give."""
    for name, weight in (resolved.rules.weights if resolved.rules else {}).items():
        yield from _weight(name, weight, ("weights",), name)


def deductions(resolved: Resolved) -> Iterator[Change]:
    """Every change of a deduction rule."""
    for (criterion, loc), item in zip(criteria(resolved.standard), resolved.items, strict=True):
        for index, requirement in enumerate(criterion.requirements):
            if requirement.deduct is not None:
                path = (*loc, "requirements", index)
                yield from _deduction(resolved, criterion, item, requirement, requirement.deduct, path)


def _deduction(
    resolved: Resolved, criterion: Criterion, item: Item, requirement: Requirement, rule: DeductionRule, path: Path
) -> Iterator[Change]:
    own = frozenset({criterion.id})
    advice = f"写算例：事实差几个单位时，{criterion.id} 的建议（expect.suggested）应为几分；扣到封顶的也写一个"
    inside = (*path, "deduct")
    for name, word in (("amount", "扣"), ("each", "每个单位扣"), ("per", "一个单位"), ("cap", "累计不超过")):
        held: Decimal | None = getattr(rule, name)
        if held is None:
            continue
        step = None if name == "per" else item.step
        for value in beside(held, step, positive=True):
            same = _inert_cap(item, rule, value) if name == "cap" else _beyond(item, rule, value, name)
            yield moved("deductions", requirement.id, word, inside, name, held, value, advice, criteria=own, same=same)
    if rule.each is not None:
        for part, word in _PARTS.items():
            if part != rule.part:
                yield Change(
                    "deductions",
                    requirement.id,
                    "不足一个单位",
                    _PARTS[rule.part],
                    word,
                    inside,
                    {"part": part},
                    advice,
                    own,
                    same=_whole_units(requirement, rule),
                )
    yield Change("deductions", requirement.id, "扣分规则", "有", "去掉", path, {"deduct": DROPPED}, advice, own)


def _whole_units(requirement: Requirement, rule: DeductionRule) -> Same:
    def same(resolved: Resolved) -> str | None:
        measure = requirement.measure
        definition = resolved.facts.get(measure.fact) if measure is not None else None
        if measure is None or definition is None or rule.per not in (None, ONE):
            return None
        bound = next((b for b in (measure.at_least, measure.at_most, measure.equals) if b is not None), None)
        whole = measure.bound_from is None and (bound is None or bound == bound.to_integral_value())
        counted = definition.kind in ("count", "event", "date", "yes-no")
        return "所差总是整数个单位，没有不足一个的" if counted and whole else None

    return same


def _inert_cap(item: Item, rule: DeductionRule, value: Decimal) -> Same | None:
    assert rule.cap is not None
    most = min(item.full, rule.amount) if rule.amount is not None else item.full
    if min(value, rule.cap) >= most:
        return lambda _: "扣不到这个上限：该项或这一笔的分值更小"
    return None


def _beyond(item: Item, rule: DeductionRule, value: Decimal, name: str) -> Same | None:
    held: Decimal = getattr(rule, name)
    most = min(item.full, rule.cap) if rule.cap is not None else item.full
    if name == "amount" and min(value, held) >= most:
        return lambda _: "扣分已超过该项分值或上限，多少都一样"
    return None


def _unused_points(requirement: Requirement, criterion: str) -> Same:
    def same(resolved: Resolved) -> str | None:
        if resolved.item[criterion].way != "points":
            return "该项不按分值评，要点的分值不进入建议"
        return "写了扣分规则，建议按它而不按要点的分值" if requirement.deduct is not None else None

    return same


def _printed_sum(_: Resolved) -> str | None:
    return "所列分值只与各项之和核对（standard lint），不进入计算"


def _sum_of_parts(resolved: Resolved) -> str | None:
    free = any(a.amount is not None and a.cap is None for a in resolved.adjustments)
    if resolved.parts and resolved.not_applicable != "rescale" and not free:
        return "由几部分合成的，满分就是各部分之和（standard lint 核对），这里写的不进入计算"
    return None


def _levels(levels: tuple[Level, ...], loc: Path, step: Decimal, item: Item | None = None) -> Iterator[Change]:
    """Levels of the whole sheet, or an item's own."""
    own = None if item is None else frozenset({item.id})
    for index, level in enumerate(levels):
        name = level.id if item is None else f"{item.id} {level.id}"
        advice = f"写算例：某一项评为等级 {level.id}，写明得分（score）"
        for field, word, by in (("points", "等级分值", step), ("share", "等级占比", ONE)):
            held: Decimal | None = getattr(level, field)
            if held is None:
                continue
            for value in beside(held, by):
                path = (*loc, "levels", index)
                same = _clipped(level, value, item) if field == "points" else None
                yield moved("points", name, word, path, field, held, value, advice, criteria=own, same=same)


def _clipped(level: Level, value: Decimal, item: Item | None) -> Same:
    """A level gives no less than nothing and no more than its item's points."""

    def same(resolved: Resolved) -> str | None:
        tops = [item.full] if item is not None else [one.full for one in resolved.items]
        moved = level.model_copy(update={"points": value})
        alike = all(level_value(level, top) == level_value(moved, top) for top in tops)
        return "等级的分值以 0 和该项分值为限，超出的部分不计" if alike else None

    return same


def _partial(id: str, held: Decimal, path: Path) -> Iterator[Change]:
    for value in beside(held):
        yield moved(
            "points", id, "部分达到", path, "partial", held, value, "写算例：某一项评为 partial，写明达标率（attained）"
        )


def _weight(id: str, held: Decimal, path: Path, key: str) -> Iterator[Change]:
    for value in beside(held, ONE, positive=True):
        advice = f"写算例：{id} 未达到、其余达到，写明达标率（attained）或适用数（applicable）"
        yield moved("weights", id, "权重", path, key, held, value, advice)
