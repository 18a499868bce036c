"""Changes of measures: the bound a step less and more, its strictness, its direction, what it looks at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from kaoping.mutation.numbers import ONE, beside, last_place
from kaoping.mutation.values import DROPPED, Change, Path
from kaoping.numbers import plain
from kaoping.standard.findings import criteria
from kaoping.standard.model import FactDefinition, Measure, Within
from kaoping.standard.resolved import Resolved

_WORDS = {"at_least": "不低于", "more_than": "高于", "at_most": "不高于", "less_than": "低于", "equals": "等于"}
_STRICTER = {"at_least": "more_than", "more_than": "at_least", "at_most": "less_than", "less_than": "at_most"}
_TURNED = {"at_least": "at_most", "at_most": "at_least", "more_than": "less_than", "less_than": "more_than"}
_TRENDS = {
    "rising": ("falling", "not-falling"),
    "falling": ("rising", "not-rising"),
    "not-rising": ("not-falling", "falling"),
    "not-falling": ("not-rising", "rising"),
}
_TREND_WORDS = {"rising": "上升", "falling": "下降", "not-rising": "不上升", "not-falling": "不下降"}
_PER_WORDS = {"year": "每年", "half-year": "每半年", "quarter": "每季", "month": "每月", "period": "整个周期"}
_YEAR_WORDS = {"same": "当年", "next": "次年"}
#: Days of each month as `within.by` may have them, so that a day before or after is one that the format takes.
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

#: Fields and what they become, with what is said of them.
_Update = tuple[str, str, str, Mapping[str | int, object], str]


def bounds(resolved: Resolved) -> Iterator[Change]:
    """Every change of a requirement's or a veto's measure, and of the bounds that the rules give."""
    for criterion, loc in criteria(resolved.standard):
        for index, requirement in enumerate(criterion.requirements):
            if requirement.measure is not None:
                path = (*loc, "requirements", index, "measure")
                yield from _measure(resolved, requirement.measure, requirement.id, path, criterion.id)
    for index, veto in enumerate(resolved.standard.vetoes):
        if veto.measure is not None:
            yield from _measure(resolved, veto.measure, veto.id, ("vetoes", index, "measure"), None)


def rule_bounds(resolved: Resolved) -> Iterator[Change]:
    """Every change of a bound that the rules give."""
    if resolved.rules is None:
        return
    for index, bound in enumerate(resolved.rules.bounds):
        asked = frozenset(
            criterion.id
            for criterion, _ in criteria(resolved.standard)
            for requirement in criterion.requirements
            if requirement.measure is not None
            and bound.fact in (requirement.measure.bound_from, requirement.measure.fact)
        )
        vetoes = any(
            v.measure is not None and bound.fact in (v.measure.bound_from, v.measure.fact) for v in resolved.vetoes
        )
        for value in beside(bound.value, _step(bound.value, resolved.facts.get(bound.fact))):
            yield Change(
                "bounds",
                bound.fact,
                "界限值",
                plain(bound.value),
                plain(value),
                ("bounds", index),
                {"value": value},
                f"用这份规则的算例：所看的事实恰为 {plain(bound.value)} 和差一点时，要点（requirements）各应为什么",
                asked,
                vetoes,
            )


def _measure(resolved: Resolved, measure: Measure, id: str, path: Path, criterion: str | None) -> Iterator[Change]:
    definition = resolved.facts.get(measure.fact)
    own = frozenset({criterion} if criterion is not None else ())
    where = f"要点 {id}（expect.requirements）" if criterion is not None else f"否决项 {id}（expect.vetoes）"
    for what, before, after, update, told in _updates(measure, definition):
        yield Change(
            "bounds",
            id,
            what,
            before,
            after,
            path,
            update,
            f"写算例，事实 {measure.fact} {told}，写明{where}应为什么",
            own,
            criterion is None,
            _same_of(measure, update),
        )


def _updates(measure: Measure, definition: FactDefinition | None) -> Iterator[_Update]:
    yield from _numeric(measure, definition)
    if measure.is_ is not None:
        words = {True: "应为是", False: "应为否"}
        update: dict[str | int, object] = {"is_": not measure.is_}
        yield "是否", words[measure.is_], words[not measure.is_], update, "为是、为否各一"
    for trend in _TRENDS.get(measure.trend or "", ()):
        yield (
            "趋势",
            _TREND_WORDS[str(measure.trend)],
            _TREND_WORDS[trend],
            {"trend": trend},
            "与上一期相同、升一点、降一点",
        )
    if measure.within is not None:
        for what, before, after, within in _within(measure.within):
            new = measure.within.model_copy(update=within)
            yield what, before, after, {"within": new}, "恰在期限当日、迟一天"
    if measure.bound is not None:
        for other in ("at_least", "at_most", "equals"):
            if other != measure.bound:
                yield "方向", _WORDS[measure.bound], _WORDS[other], {"bound": other}, "比所给界限值多一点、相同、少一点"
    if measure.per is not None:
        yield (
            "每期",
            _PER_WORDS[measure.per],
            "不写",
            {"per": DROPPED},
            "在周期内有几期：前一期不足而最后一期够、各期够而合计不够",
        )
    if measure.look_back_years is not None:
        years = Decimal(measure.look_back_years)
        for value in beside(years):
            if value >= 0:
                update = {"look_back_years": int(value)}
                told = f"发生在截至日 {plain(years)} 年前的当日和次日"
                yield "追溯年数", plain(years), plain(value), update, told
    if measure.soft:
        yield "原则上", "原则上", "必须", {"soft": DROPPED}, ""


def _numeric(measure: Measure, definition: FactDefinition | None) -> Iterator[_Update]:
    given = [name for name in _WORDS if getattr(measure, name) is not None]
    for name in given:
        bound: Decimal = getattr(measure, name)
        step = _step(bound, definition)
        word, text = _WORDS[name], plain(bound)
        told = f"恰为 {text}、差 {plain(step)}"
        for value in beside(bound, step):
            yield word, text, plain(value), {name: value}, told
        if name not in _STRICTER:
            continue
        strict, turned = _STRICTER[name], _TURNED[name]
        yield "界限", f"{word} {text}", f"{_WORDS[strict]} {text}", {name: DROPPED, strict: bound}, f"恰为 {text}"
        if len(given) == 1:
            yield "方向", f"{word} {text}", f"{_WORDS[turned]} {text}", {name: DROPPED, turned: bound}, told


def _step(value: Decimal, definition: FactDefinition | None) -> Decimal:
    return ONE if definition is not None and definition.kind == "count" else last_place(value)


def _within(within: Within) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    if within.by is not None:
        for day in _days_beside(within.by):
            yield "截止日", within.by, day, {"by": day}
        other = "next" if within.year == "same" else "same"
        yield "截止日所在年", _YEAR_WORDS[within.year], _YEAR_WORDS[other], {"year": other}
    if within.days is not None:
        for days in beside(Decimal(within.days)):
            if days >= 0:
                yield "天数", str(within.days), plain(days), {"days": int(days)}
        words = {True: "工作日", False: "日"}
        yield "工作日", words[within.working], words[not within.working], {"working": not within.working}


def _days_beside(day: str) -> Iterator[str]:
    """The day before and the day after, within the year."""
    month, number = int(day[:2]), int(day[3:])
    place = sum(_DAYS[: month - 1]) + min(number, _DAYS[month - 1])
    for wanted in (place - 1, place + 1):
        if 1 <= wanted <= sum(_DAYS):
            left, at = wanted, 0
            while left > _DAYS[at]:
                left -= _DAYS[at]
                at += 1
            yield f"{at + 1:02}-{left:02}"


def _same_of(measure: Measure, update: Mapping[str | int, object]) -> Any:
    if "soft" in update:
        return lambda _: "“原则上”只是提示，不进入判断"
    if "per" in update and measure.per == "year" and (measure.trend or (measure.within and measure.within.by)):
        return lambda _: "趋势和每年的截止日本来就逐年看"
    return None
