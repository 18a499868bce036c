"""Two editions of a standard compared: nothing that a file can say is left out. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from kaoping.editions.chained import followed, names, path
from kaoping.editions.criteria import (
    criterion_changes,
    elements,
    requirement_pairs,
    section_changes,
    section_pairs,
)
from kaoping.editions.fields import Facts, differing
from kaoping.editions.pairing import Element, declared, fitting, paired
from kaoping.editions.values import Change, Difference, Kind, Pair, What
from kaoping.standard.model import Adjustment, Veto
from kaoping.standard.replaces import Replaces
from kaoping.standard.resolved import Resolved

Both = tuple[Facts, Facts]

#: Lists of the sheet whose members have a number of their own: the key in the file, and what a member is.
_KEYED = (
    ("adjustment_caps", "adjustment-cap"),
    ("parts", "part"),
    ("levels", "level"),
    ("honours", "honour"),
    ("themes", "theme"),
)
_OF_DOCUMENT = (("stages", "stage"), ("forms", "form"), ("campaigns", "campaign"), ("parts", "document-part"))


def difference(old: Resolved, new: Resolved, between: Sequence[Resolved] = ()) -> Difference:
    """What differs between an edition and a later one, and which element of one is which of the other.

    :param between: editions at hand that may stand between the two: where neither's table names the other, theirs are
        followed.
    """
    said = _said(old, new, between)
    criteria, astray = fitting(said["criteria"], old.item, new.item, "评分项")
    pairs: dict[Kind, tuple[Pair, ...]] = {"criteria": paired(elements(old), elements(new), criteria)}
    pairs["requirements"], more = requirement_pairs(old, new, pairs["criteria"], said["requirements"])
    astray += more
    stated: tuple[tuple[Kind, str, Sequence[Veto | Adjustment], Sequence[Veto | Adjustment]], ...] = (
        ("vetoes", "否决项", old.vetoes, new.vetoes),
        ("adjustments", "加减分", old.adjustments, new.adjustments),
    )
    for kind, name, before, now in stated:
        fits, more = fitting(said[kind], [one.id for one in before], [one.id for one in now], name)
        astray += more
        pairs[kind] = paired(_worded(before), _worded(now), fits)
    sections = section_pairs(old, new, pairs["criteria"])
    changes = tuple(criterion_changes(old, new, pairs["criteria"], pairs["requirements"], sections))
    others = (*section_changes(old, new, sections), *_others(old, new, pairs))
    return Difference(old, new, changes, others, pairs, tuple(dict.fromkeys(astray)))


def _said(old: Resolved, new: Resolved, between: Sequence[Resolved]) -> dict[Kind, list[Pair]]:
    if not (names(new, old) or names(old, new)):
        if way := path(old, new, between):
            return followed(way, difference)
        if way := path(new, old, between):
            back = followed(way, difference)
            return {kind: [replace(pair, old=pair.new, new=pair.old) for pair in back[kind]] for kind in back}
    return declared(old, new)


def _worded(models: Iterable[Veto | Adjustment]) -> list[Element]:
    return [Element(one.id, f"{one.title} {one.text}") for one in models]


def _others(old: Resolved, new: Resolved, pairs: Mapping[Kind, tuple[Pair, ...]]) -> Iterator[Change]:
    facts = old.facts, new.facts
    first, then = old.standard, new.standard
    yield from _ordered(pairs["criteria"], old, new)
    for kind, label, before, now in (
        ("vetoes", "veto", old.vetoes, new.vetoes),
        ("adjustments", "adjustment", old.adjustments, new.adjustments),
    ):
        named = pairs["vetoes"] if kind == "vetoes" else pairs["adjustments"]
        yield from _paired(label, named, _by_id(before), _by_id(now), facts)
    yield from _keyed("outcome", old.outcomes, new.outcomes, facts, lambda one: one.label)
    for key, kind in _KEYED:
        # The levels that hold may be the rules'.
        mine, theirs = (old, new) if key == "levels" else (first, then)
        yield from _keyed(kind, getattr(mine, key), getattr(theirs, key), facts, lambda one: one.id)
    yield from _keyed("fact", _facts(old), _facts(new), facts, lambda one: one.id)
    yield from _keyed("erratum", _errata(old), _errata(new), facts, lambda one: f"{one.at}：{one.printed}")
    yield from _one("scoring", first.scoring, then.scoring, facts)
    elsewhere = {
        "dimensions",
        "criteria",
        "vetoes",
        "adjustments",
        "outcomes",
        "facts",
        "errata",
        "scoring",
        "replaces",
    }
    own = {key for key, _ in _KEYED}
    yield from _one("standard", first, then, facts, {*elsewhere, *own, "document"})
    for key, kind in _OF_DOCUMENT:
        yield from _keyed(kind, getattr(old.document, key), getattr(new.document, key), facts, lambda one: one.id)
    listed = {key for key, _ in _OF_DOCUMENT}
    yield from _one("document", old.document, new.document, facts, {*listed, "errata"})
    yield from _mapping(old, new)
    yield from _rules(old, new)
    yield from _providers(old, new)


def _ordered(pairs: Iterable[Pair], old: Resolved, new: Resolved) -> Iterator[Change]:
    """Criteria that stand in another order among those that both have: as few as explain it."""
    place = {item.id: index for index, item in enumerate(old.items)}
    there = {pair.new[0]: pair for pair in pairs if pair.one}
    line = [(place[there[item.id].old[0]], item.id) for item in new.items if item.id in there]
    kept = set(_longest_rising([at for at, _ in line]))
    for index, (_, id) in enumerate(line):
        if index not in kept:
            pair = there[id]
            yield Change("order", "changed", pair.old, pair.new, new.item[id].criterion.title)


def _longest_rising(values: Sequence[int]) -> list[int]:
    """The places of one longest rising row among the values."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, value in enumerate(values):
        at = bisect_left(ends, value)
        before.append(last[at - 1] if at else -1)
        if at == len(ends):
            ends.append(value)
            last.append(index)
        else:
            ends[at], last[at] = value, index
    found = []
    at = last[-1] if last else -1
    while at >= 0:
        found.append(at)
        at = before[at]
    return found[::-1]


def _by_id(models: Iterable[Veto | Adjustment]) -> dict[str, BaseModel]:
    return {one.id: one for one in models}


def _paired(
    kind: str, pairs: Iterable[Pair], old: Mapping[str, BaseModel], new: Mapping[str, BaseModel], facts: Both
) -> Iterator[Change]:
    for pair in pairs:
        title = str(getattr(new[pair.new[0]] if pair.new else old[pair.old[0]], "title", ""))
        if not pair.one:
            yield Change(
                kind,
                "changed" if pair.old and pair.new else "added" if pair.new else "removed",
                pair.old,
                pair.new,
                title,
            )
            continue
        fields = differing(old[pair.old[0]], new[pair.new[0]], facts, ("id",))
        if fields or pair.renumbered or pair.changed:
            yield Change(kind, "changed", pair.old, pair.new, title, fields)


def _keyed(
    kind: str, old: Sequence[BaseModel], new: Sequence[BaseModel], facts: Both, key: Callable[[Any], str]
) -> Iterator[Change]:
    """Members of a list by what names them; a second of one name is told apart by its count."""
    first, then = _named(old, key), _named(new, key)
    for name in dict.fromkeys((*first, *then)):
        before, now = first.get(name), then.get(name)
        id = name[0]
        title = str(getattr(now or before, "title", "") or "")
        if before is None or now is None:
            what: What = "added" if before is None else "removed"
            yield Change(kind, what, (id,) if before is not None else (), (id,) if now is not None else (), title)
        elif fields := differing(before, now, facts):
            yield Change(kind, "changed", (id,), (id,), title, fields)
    if [name for name in first if name in then] != [name for name in then if name in first]:
        order = tuple(name[0] for name in first), tuple(name[0] for name in then)
        yield Change(f"{kind}-order", "changed", *order, "")


def _named(models: Iterable[BaseModel], key: Callable[[Any], str]) -> dict[tuple[str, int], BaseModel]:
    found: dict[tuple[str, int], BaseModel] = {}
    for one in models:
        name, count = key(one), 0
        while (name, count) in found:
            count += 1
        found[name, count] = one
    return found


def _one(kind: str, old: BaseModel, new: BaseModel, facts: Both, skip: Iterable[str] = ()) -> Iterator[Change]:
    fields = differing(old, new, facts, set(skip))
    if fields:
        yield Change(kind, "changed", (), (), "", fields)


def _facts(resolved: Resolved) -> list[BaseModel]:
    return [resolved.facts[name] for name in sorted(resolved.facts)]


def _errata(resolved: Resolved) -> list[BaseModel]:
    return [*resolved.standard.errata, *resolved.document.errata]


def _mapping(old: Resolved, new: Resolved) -> Iterator[Change]:
    facts = old.facts, new.facts
    yield from _keyed("mapping", old.standard.replaces, new.standard.replaces, facts, _edition)


def _edition(table: Replaces) -> str:
    return f"{table.standard}　{table.edition}" if table.standard else table.edition


def _rules(old: Resolved, new: Resolved) -> Iterator[Change]:
    if old.rules is not None and new.rules is not None:
        yield from _one("rules", old.rules, new.rules, (old.facts, new.facts))
    elif old.rules is not None:
        yield Change("rules", "removed", (), (), old.rules.title)
    elif new.rules is not None:
        yield Change("rules", "added", (), (), new.rules.title)


def _providers(old: Resolved, new: Resolved) -> Iterator[Change]:
    for name in sorted({*old.provider_versions, *new.provider_versions}):
        was, now = old.provider_versions.get(name), new.provider_versions.get(name)
        if was != now:
            yield Change("provider", "changed", (was or "无",), (now or "无",), name)
