"""The criteria of two editions: which is which, what differs, and whether a judgement of one still holds. Pure."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from kaoping.editions.fields import differing
from kaoping.editions.pairing import Element, fitting, likeness, paired, plain_text
from kaoping.editions.values import Change, CriterionChange, Fate, FieldChange, Pair
from kaoping.fact_meaning import meaning_of, same_meaning
from kaoping.factbook import narrower
from kaoping.intake.figures import figures
from kaoping.numbers import plain
from kaoping.standard.model import Dimension, Group, Requirement
from kaoping.standard.resolved import Item, Resolved

#: How alike a demand must be worded to be the same demand, said otherwise.
REWORDED = 0.5
#: Keys of a criterion whose change is told by what scoring makes of it.
_SCORED = ("points", "levels", "step")


def elements(resolved: Resolved) -> list[Element]:
    """Every criterion with all its wording."""
    return [
        Element(
            item.id,
            " ".join((item.criterion.title, *(r.text for r in item.criterion.requirements))),
            plain_text(item.path[-1].title) if item.path else "",
        )
        for item in resolved.items
    ]


def requirement_pairs(
    old: Resolved, new: Resolved, criteria: Iterable[Pair], said: Sequence[Pair]
) -> tuple[tuple[Pair, ...], list[str]]:
    """Which requirement is which: as the table says, else among the requirements of criteria that belong together."""
    fits, astray = fitting(said, old.requirement, new.requirement, "评分要点")
    known = {id for pair in fits for id in pair.old}, {id for pair in fits for id in pair.new}
    found = list(fits)
    for pair in criteria:
        found += paired(_inner(old, pair.old, known[0]), _inner(new, pair.new, known[1]))
    return tuple(found), astray


def _inner(resolved: Resolved, items: Iterable[str], taken: Container[str]) -> list[Element]:
    among = (requirement for id in items for requirement in resolved.item[id].criterion.requirements)
    return [Element(one.id, one.text) for one in among if one.id not in taken]


def section_pairs(old: Resolved, new: Resolved, criteria: Iterable[Pair]) -> tuple[Pair, ...]:
    """Which section is which: by title, else the one to which most of its criteria went, else by number."""
    first, then = _sections(old), _sections(new)
    found: dict[str, str] = {}
    by_title = {plain_text(node.title): id for id, node in reversed(then.items())}
    for id, node in first.items():
        other = by_title.get(plain_text(node.title))
        if other is not None and other not in found.values():
            found[id] = other
    went: dict[tuple[str, str], int] = {}
    for pair in criteria:
        if pair.one:
            before, now = old.item[pair.old[0]].path, new.item[pair.new[0]].path
            for one, another in zip(before, now, strict=False):
                went[one.id, another.id] = went.get((one.id, another.id), 0) + 1
    for (id, other), _ in sorted(went.items(), key=lambda pair: -pair[1]):
        if id not in found and other not in found.values():
            found[id] = other
    for id in first:
        if id not in found and id in then and id not in found.values():
            found[id] = id
    gone = [Pair((id,), ()) for id in first if id not in found]
    come = [Pair((), (id,)) for id in then if id not in found.values()]
    return (*(Pair((id,), (other,)) for id, other in found.items()), *come, *gone)


def _sections(resolved: Resolved) -> dict[str, Dimension | Group]:
    found: dict[str, Dimension | Group] = {}
    for dimension in resolved.standard.dimensions:
        found[dimension.id] = dimension
        found |= {group.id: group for group in dimension.groups}
    return found


def section_changes(old: Resolved, new: Resolved, pairs: Iterable[Pair]) -> Iterator[Change]:
    """Sections that came, went, or differ in what they print themselves."""
    first, then = _sections(old), _sections(new)
    for pair in pairs:
        if not pair.old:
            yield Change("section", "added", (), pair.new, then[pair.new[0]].title)
        elif not pair.new:
            yield Change("section", "removed", pair.old, (), first[pair.old[0]].title)
        else:
            before, now = first[pair.old[0]], then[pair.new[0]]
            skip = ("id", "criteria", "groups")
            # A dimension that became a group has other keys: those that both have are compared.
            fields = () if type(before) is not type(now) else differing(before, now, (old.facts, new.facts), skip)
            if fields or pair.renumbered or type(before) is not type(now):
                yield Change("section", "changed", pair.old, pair.new, now.title, fields)


def criterion_changes(
    old: Resolved, new: Resolved, pairs: Iterable[Pair], inner: Sequence[Pair], sections: Iterable[Pair]
) -> Iterator[CriterionChange]:
    """Every criterion of both editions with what differs.

    :param inner: which requirement is which
    """
    of_old = {id: pair for pair in inner for id in pair.old}
    of_new = {id: pair for pair in inner for id in pair.new}
    onward = {pair.old[0]: pair.new[0] for pair in sections if pair.one}
    for pair in pairs:
        before, now = [old.item[id] for id in pair.old], [new.item[id] for id in pair.new]
        title = (now or before)[0].criterion.title
        within = dict.fromkeys((*_within(now, of_new), *_within(before, of_old)))
        requirements = tuple(change for p in within if (change := _requirement(old, new, p)) is not None)
        if not pair.one:
            yield CriterionChange(pair, title, None, (), requirements, "changed", (_why_not_one(pair),))
            continue
        one, other = before[0], now[0]
        fields = differing(one.criterion, other.criterion, (old.facts, new.facts), ("id", "requirements"))
        fields += _scored(one, other, fields)
        moved = _moved(one, other, onward)
        fate, because = _fate(pair, one, other, fields, requirements)
        yield CriterionChange(pair, title, moved, fields, requirements, fate, because)


def _within(items: Iterable[Item], of: Mapping[str, Pair]) -> Iterator[Pair]:
    for item in items:
        for requirement in item.criterion.requirements:
            yield of[requirement.id]


def _why_not_one(pair: Pair) -> str:
    if not pair.old:
        return "新增"
    if not pair.new:
        return "新版没有这一项"
    words = "拆分" if len(pair.old) == 1 else "合并" if len(pair.new) == 1 else "重新划分"
    return f"{words}：{'、'.join(pair.old)} → {'、'.join(pair.new)}"


def _moved(one: Item, other: Item, onward: Mapping[str, str]) -> tuple[str, str] | None:
    before, now = one.path[-1:], other.path[-1:]
    here = before[0].id if before else None
    if (onward.get(here) if here is not None else None) == (now[0].id if now else None):
        return None
    return (before[0].named if before else "不分指标", now[0].named if now else "不分指标")


def _scored(one: Item, other: Item, fields: Iterable[FieldChange]) -> tuple[FieldChange, ...]:
    """What scoring makes of a criterion, where that differs though its own keys do not: common levels, steps, weights."""
    told = {change.field for change in fields}
    found = []
    for name, label, was, now in (
        ("points", "分值", plain(one.full), plain(other.full)),
        ("step", "评分的最小单位", plain(one.step), plain(other.step)),
        ("weight", "权重", plain(one.weight), plain(other.weight)),
        ("levels", "等级", _levels(one), _levels(other)),
        ("way", "评定方式", _WAYS[one.way], _WAYS[other.way]),
    ):
        if was != now and name not in told:
            found.append(FieldChange(name, label, was or "无", now or "无", was, now, bears=True))
    return tuple(found)


_WAYS = {"points": "计分", "verdict": "是否达到", "level": "等级"}


def _levels(item: Item) -> str:
    return "、".join(
        f"{level.title}{f' {plain(value)}' if (value := level.points or level.share) is not None else ''}"
        for level in item.levels.values()
    )


def _requirement(old: Resolved, new: Resolved, pair: Pair) -> Change | None:
    named = f"要点 {'、'.join(pair.new or pair.old)}"
    if not pair.old:
        text = new.requirement[pair.new[0]][1].text
        return Change("requirement", "added", (), pair.new, text, because=(f"新增{named}",))
    if not pair.new:
        text = old.requirement[pair.old[0]][1].text
        return Change("requirement", "removed", pair.old, (), text, because=(f"取消{named}",))
    before, now = old.requirement[pair.old[0]][1], new.requirement[pair.new[0]][1]
    if not pair.one:
        return Change("requirement", "changed", pair.old, pair.new, now.text, because=(f"{named}重新划分",))
    fields = differing(before, now, (old.facts, new.facts), ("id",)) + _asked(old, new, before, now)
    if not fields and not pair.renumbered and not pair.changed:
        return None
    because = [f"{named}的{one.label} {one.old} → {one.new}" for one in fields if one.bears]
    if pair.changed:
        because.append(f"标准写明{named}已不同" + (f"：{pair.note}" if pair.note else ""))
    if not pair.declared and (said := _other_words(before.text, now.text, f"{named}的内容")):
        because.append(said)
    return Change("requirement", "changed", pair.old, pair.new, now.text, fields, tuple(because))


def _asked(old: Resolved, new: Resolved, before: Requirement, now: Requirement) -> tuple[FieldChange, ...]:
    """The fact that a bound is on, where it is another by the same id, or the same by another."""
    if before.measure is None or now.measure is None:
        return ()
    one, other = old.facts.get(before.measure.fact), new.facts.get(now.measure.fact)
    if one is None or other is None:
        return ()
    same = same_meaning(meaning_of(one), meaning_of(other))
    if one.id != other.id and not same:
        return ()
    named = ("title", "formerly") if same else ()  # another wording of the same fact
    found = differing(one, other, (old.facts, new.facts), ("id", "note", "related", "set_by", *named))
    narrow = [sorted(narrower(facts).get(fact.id, ())) for facts, fact in ((old.facts, one), (new.facts, other))]
    if narrow[0] != narrow[1]:
        words = ["、".join(names) or "无" for names in narrow]
        found += (FieldChange("narrower", "算作它的事件", words[0], words[1], narrow[0], narrow[1], bears=True),)
    return tuple(
        FieldChange(f"fact.{one.field}", f"事实的{one.label}", one.old, one.new, one.was, one.now, one.bears)
        for one in found
    )


def _fate(
    pair: Pair, one: Item, other: Item, fields: Sequence[FieldChange], requirements: Sequence[Change]
) -> tuple[Fate, tuple[str, ...]]:
    because = list(_because(pair, one, other, fields, requirements))
    if because:
        return "changed", tuple(because)
    worded = bool(fields) or any(change.fields for change in requirements)
    return "reworded" if worded else "same", ()


def _because(
    pair: Pair, one: Item, other: Item, fields: Sequence[FieldChange], requirements: Sequence[Change]
) -> Iterator[str]:
    if pair.changed:
        yield "标准写明要求已不同" + (f"：{pair.note}" if pair.note else "")
    for change in fields:
        # A step is for `answers_check` to tell, a weight is no part of the judgement.
        if change.bears and change.field not in ("step", "weight"):
            yield f"{change.label} {change.old} → {change.new}"
    if not pair.declared and (said := _other_words(one.criterion.title, other.criterion.title, "名称")):
        yield said
    for requirement in requirements:
        yield from requirement.because


def _other_words(before: str, now: str, name: str) -> str | None:
    """Why two wordings are not the same demand; None where they are."""
    gone, come = set(figures(before)) - set(figures(now)), set(figures(now)) - set(figures(before))
    if gone or come:
        return f"{name}所列数字 {'、'.join(sorted(gone)) or '无'} → {'、'.join(sorted(come)) or '无'}"
    if likeness(before, now) < REWORDED:
        return f"{name}已不同"
    return None
