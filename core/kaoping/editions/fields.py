"""What differs between two elements of one kind, key by key, in words. Pure.

A key is called what the format calls it, so that nothing a file can say is left out of a comparison.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from kaoping.editions.values import FieldChange
from kaoping.fact_meaning import meaning_of, same_meaning
from kaoping.facts import bound_text
from kaoping.numbers import plain
from kaoping.reports.kinds.blank import deduct_text
from kaoping.reports.words import EFFECTS, FACT_KINDS, METHODS, MODELS, MODES, POLICIES, STATUSES, kind_text
from kaoping.standard.attributes import condition_text
from kaoping.standard.model import DeductionRule, FactDefinition, Measure
from kaoping.standard.resolved import canonical

Facts = Mapping[str, FactDefinition]

NONE = "无"
#: Keys that say a thing in other words, name its place, or help to find it: no judgement means another thing by them.
WORDS = frozenset(
    {
        "title", "short", "text", "note", "clause", "evidence", "methods", "responsible", "themes", "number",
        "informed_by", "related", "read_as", "printed", "why",
    }
)  # fmt: skip
#: Codes with the word that people use, by key.
_CODES: Mapping[str, Mapping[str, str]] = {
    "effect": EFFECTS,
    "status": STATUSES,
    "model": MODELS,
    "mode": MODES,
    "not_applicable": POLICIES,
    "methods": METHODS,
    "kind": {**FACT_KINDS, "bonus": "加分", "penalty": "减分"},
    "set_by": {"document": "文件", "jurisdiction": "本地"},
    "look_back": {"period": "考评周期内"},
    "bands": {"rounded": "修约后", "unrounded": "修约前"},
    "aggregate": {"flat": "逐项合计", "nested": "逐级平均"},
    "members": {"any": "任一成员单位", "sole": "唯一的成员单位"},
}
#: What a key is called where its description begins otherwise.
_LABELS: Mapping[str, str] = {
    "aggregate": "合计方式",
    "applies_when": "只适用于",
    "counts_as": "同时也是",
    "counts_faults": "数的是不合格的",
    "effect": "后果",
    "events": "所依据的几种事件",
    "formerly": "原来的名称",
    "kind": "种类",
    "label": "结果名称",
    "levels_set_by": "谁规定等级的分值",
    "look_back": "追溯",
    "measure": "界限",
    "members": "成员单位怎样算",
    "model": "计分方式",
    "not_applicable": "不适用的项",
    "not_when": "不适用于",
    "section": "各一级指标不低于",
    "set_by": "谁规定",
    "share_at_least": "得分占满分（%）不低于",
    "status": "效力",
    "weights_set_by": "谁规定权重",
}
_PLACE = re.compile(r"(?:第\d+页\s*)?(?:表\d+\s*第\d+行第\d+列|第\d+[段行])")
_HEAD = re.compile(r"[，。：；（]")


def differing(
    old: BaseModel, new: BaseModel, facts: tuple[Facts, Facts], skip: Collection[str] = ()
) -> tuple[FieldChange, ...]:
    """The keys of two tables of one kind that differ, but for those to `skip`.

    :param facts: the definitions that each edition uses, to name what a bound is on.
    """
    found = []
    for name, info in type(new).model_fields.items():
        was, now = getattr(old, name), getattr(new, name)
        if name in skip or was == now or (name == "clause" and _placeless(was) == _placeless(now)):
            continue
        first, then = _parted(name, was, now, facts)
        called, bears = label(name, info.description), name not in WORDS
        if isinstance(was, Measure) and isinstance(now, Measure) and (renamed := _renamed(was, now, facts)):
            called, bears = "所依据的事实换了编号", False
            first, then = ("、".join(ids) for ids in renamed)
        elif first == then and isinstance(was, Measure) and isinstance(now, Measure) and was.fact != now.fact:
            first, then = (f"{first}（事实 {one.fact}）" for one in (was, now))
        elif first == then:
            first, then = (json.dumps(canonical_of(one), ensure_ascii=False) for one in (was, now))
        found.append(FieldChange(name, called, first, then, canonical_of(was), canonical_of(now), bears))
    return tuple(found)


def _renamed(was: Measure, now: Measure, facts: tuple[Facts, Facts]) -> tuple[list[str], list[str]] | None:
    """The facts that a bound rests on, before and now, where only their ids are others; None where more differs."""
    before, after = _resting(was), _resting(now)
    moved = [(before[place], after.get(place)) for place in before if before[place] != after.get(place)]
    for one, other in moved:
        first, then = facts[0].get(one), facts[1].get(other or "")
        if first is None or then is None or not same_meaning(meaning_of(first), meaning_of(then)):
            return None
    update: dict[str, Any] = {place: id for place, id in after.items() if place != "after"}
    if was.within is not None and "after" in after:
        update["within"] = was.within.model_copy(update={"after": after["after"]})
    if not moved or was.model_copy(update=update) != now:
        return None
    return [one for one, _ in moved], [other for _, other in moved if other is not None]


def _resting(measure: Measure) -> dict[str, str]:
    """The ids of facts in a bound, by where they stand."""
    after = measure.within.after if measure.within is not None else None
    ids = {"fact": measure.fact, "bound_from": measure.bound_from, "after": after}
    return {place: id for place, id in ids.items() if id is not None}


def _placeless(clause: str | None) -> str:
    """A clause without where a draft found it in its file: every line moves when one is put in above it."""
    return _PLACE.sub("", clause or "").strip(" 至")


def label(name: str, description: str | None) -> str:
    """What a key is called: else the first words of its description that are not the key itself or a value of it."""
    if name in _LABELS:
        return _LABELS[name]
    for words in _HEAD.split(description or ""):
        if words and not words.isascii():
            return words.strip()
    return name


def canonical_of(value: Any) -> Any:
    """A value of a table as JSON."""
    if isinstance(value, BaseModel):
        return canonical(value.model_dump(by_alias=True, exclude_defaults=True))
    if isinstance(value, (tuple, list)):
        return [canonical_of(one) for one in value]
    if isinstance(value, Mapping):
        return {key: canonical_of(one) for key, one in value.items()}
    return canonical(value)


def _parted(name: str, was: Any, now: Any, facts: tuple[Facts, Facts]) -> tuple[str, str]:
    """Both values in words; of lists only what one has and the other has not, where the rest stands in one order."""
    if isinstance(was, tuple) and isinstance(now, tuple) and was and now:
        gone, come = tuple(one for one in was if one not in now), tuple(one for one in now if one not in was)
        if (gone or come) and [one for one in was if one in now] == [one for one in now if one in was]:
            return said(name, gone, facts[0]), said(name, come, facts[1])
    return said(name, was, facts[0]), said(name, now, facts[1])


def said(name: str, value: Any, facts: Facts) -> str:
    """The value of a key in words."""
    if value is None or value in ((), {}, ""):
        return NONE
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (int, Decimal)):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return kind_text(value) if name == "unit_kinds" else _CODES.get(name, {}).get(value, value)
    if isinstance(value, tuple):
        return ("；" if value and isinstance(value[0], BaseModel) else "、").join(said(name, v, facts) for v in value)
    if isinstance(value, Mapping):
        if name in ("applies_when", "not_when"):
            return condition_text(value)
        return "、".join(f"{key} {said('', one, facts)}" for key, one in value.items())
    return _table_said(value, facts)


def _table_said(value: Any, facts: Facts) -> str:
    if isinstance(value, Measure):
        definition = facts.get(value.fact)
        title = definition.title if definition is not None else value.fact
        unit, kind = (definition.unit, definition.kind) if definition is not None else (None, None)
        after = facts.get(value.within.after) if value.within is not None and value.within.after is not None else None
        return f"“{title}”{bound_text(value, unit, kind)}" + (f"，自“{after.title}”起" if after is not None else "")
    if isinstance(value, DeductionRule):
        part = {"whole": "", "started": "，不足一个单位按一个", "proportional": "，按比例"}[value.part]
        return deduct_text(value) + part
    own = [
        f"{label(name, info.description)} {said(name, getattr(value, name), facts)}"
        for name, info in type(value).model_fields.items()
        if getattr(value, name) != info.get_default(call_default_factory=True)
    ]
    return "，".join(own)
