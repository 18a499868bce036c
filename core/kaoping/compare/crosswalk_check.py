"""What is wrong with a crosswalk, alone and beside the others. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kaoping.compare.crosswalk import Crosswalk, Crosswalks
from kaoping.compare.relations import Possible, Relation, chained
from kaoping.standard.crosswalk import CrosswalkFile
from kaoping.standard.resolved import Resolved

RELATION_NAMES: Mapping[Relation, str] = {
    "equal": "相同",
    "subset": "子集",
    "superset": "超集",
    "intersects": "相交",
    "none": "无关",
}


class Code(NamedTuple):
    """What a code means to an author, and whether it stops the crosswalk from being used."""

    meaning: str
    blocking: bool


CODES: Mapping[str, Code] = {
    "same-standard": Code("`from` 与 `to` 是同一个标准", True),
    "unknown-standard": Code("没有这个标准", True),
    "unknown-criterion": Code("标准里没有这个评分项", True),
    "unknown-requirement": Code("`common` 里的要点不属于这两项", True),
    "duplicate-relation": Code("同一对评分项写了两次", True),
    "none-related": Code("写在 `[[none]]` 的评分项另有关系，或写了两次", True),
    "two-files": Code("这一对标准另有对照表", True),
    "uncovered": Code("评分项既没有关系，也没有写在 `[[none]]`", False),
    "equal-twice": Code("一项与同一标准的两项都相同，那两项就该彼此相同", False),
    "common-equal": Code("相同的两项，有要点不在 `common` 里", False),
    "chain": Code("与经过第三个标准推得的关系不符", False),
}


@dataclass(frozen=True, slots=True)
class CrosswalkFinding:
    """One thing that is not right; `loc` is where in the file, `id` the element."""

    code: str
    message: str
    id: str | None
    loc: tuple[str | int, ...]

    @property
    def blocking(self) -> bool:
        """Whether it stops the crosswalk from being used."""
        return CODES[self.code].blocking


def check_crosswalk(file: CrosswalkFile, sides: Mapping[str, Resolved], others: Crosswalks) -> list[CrosswalkFinding]:
    """Everything that is wrong with it.

    :param sides: the two standards by id, as far as they are at hand.
    :param others: the crosswalks beside it, this one not among them.
    """
    if file.from_ == file.to:
        return [CrosswalkFinding("same-standard", "from 与 to 须是两个不同的标准", file.from_, ("to",))]
    found = [
        CrosswalkFinding("unknown-standard", f"没有标准“{id}”，请核对编号，或安装提供它的插件", id, (key,))
        for key, id in (("from", file.from_), ("to", file.to))
        if id not in sides
    ]
    if others.between(file.from_, file.to) is not None:
        message = f"{file.from_} 与 {file.to} 另有对照表；反过来的不必另写，读的时候自会倒转"
        found.append(CrosswalkFinding("two-files", message, None, ("to",)))
    found += _twice(file)
    if not any(finding.code == "unknown-standard" for finding in found):
        first, second = sides[file.from_], sides[file.to]
        found += [*_ends(file, first, second), *_requirements(file, first, second), *_uncovered(file, first, second)]
    found += _equal_twice(file)
    if not any(finding.blocking for finding in found):
        found += _chains(file, others)
    return found


def _twice(file: CrosswalkFile) -> Iterator[CrosswalkFinding]:
    seen: set[tuple[str, str]] = set()
    related: dict[str, set[str]] = {"from": set(), "to": set()}
    for index, row in enumerate(file.relations):
        name = f"{row.from_} → {row.to}"
        if (row.from_, row.to) in seen:
            message = f"{name} 前面已经写过，请合并成一条"
            yield CrosswalkFinding("duplicate-relation", message, name, ("relations", index))
        seen.add((row.from_, row.to))
        related["from"].add(row.from_)
        related["to"].add(row.to)
    alone: set[tuple[str, str]] = set()
    for index, one in enumerate(file.none):
        side, id = ("from", one.from_) if one.from_ is not None else ("to", one.to or "")
        if id in related[side]:
            message = f"{id} 写在 [[none]] 里，却另有关系，请删去其一"
            yield CrosswalkFinding("none-related", message, id, ("none", index))
        elif (side, id) in alone:
            yield CrosswalkFinding("none-related", f"{id} 在 [[none]] 里写了两次，请删去一处", id, ("none", index))
        alone.add((side, id))


def _ends(file: CrosswalkFile, first: Resolved, second: Resolved) -> Iterator[CrosswalkFinding]:
    places: list[tuple[Resolved, str, tuple[str | int, ...]]] = []
    for index, row in enumerate(file.relations):
        places += [(first, row.from_, ("relations", index, "from")), (second, row.to, ("relations", index, "to"))]
    for index, one in enumerate(file.none):
        if one.from_ is not None:
            places.append((first, one.from_, ("none", index, "from")))
        if one.to is not None:
            places.append((second, one.to, ("none", index, "to")))
    for resolved, id, loc in places:
        if id not in resolved.item:
            message = f"标准“{resolved.id}”没有评分项 {id}，请核对编号"
            yield CrosswalkFinding("unknown-criterion", message, id, loc)


def _requirements(file: CrosswalkFile, first: Resolved, second: Resolved) -> Iterator[CrosswalkFinding]:
    for index, row in enumerate(file.relations):
        here, there = first.item.get(row.from_), second.item.get(row.to)
        if here is None or there is None:
            continue
        own = {r.id for r in here.criterion.requirements}, {r.id for r in there.criterion.requirements}
        for place, pair in enumerate(row.pairs):
            for known, item, id in zip(own, (row.from_, row.to), pair, strict=True):
                if id not in known:
                    loc = ("relations", index, "common", place)
                    message = f"{item} 没有要点 {id}，请核对编号"
                    yield CrosswalkFinding("unknown-requirement", message, f"{row.from_} → {row.to}", loc)
        if row.type == "equal" and row.common:
            for known, side in zip(own, (0, 1), strict=True):
                missing = sorted(known - {pair[side] for pair in row.pairs})
                if missing:
                    message = f"写作相同，而要点 {'、'.join(missing)} 不在 common 里，请补上，或改为子集、超集、相交"
                    name = f"{row.from_} → {row.to}"
                    yield CrosswalkFinding("common-equal", message, name, ("relations", index, "type"))


def _uncovered(file: CrosswalkFile, first: Resolved, second: Resolved) -> Iterator[CrosswalkFinding]:
    told_first = {row.from_ for row in file.relations} | {one.from_ for one in file.none}
    told_second = {row.to for row in file.relations} | {one.to for one in file.none}
    for resolved, told, key in ((first, told_first, "from"), (second, told_second, "to")):
        left = [item.id for item in resolved.items if item.id not in told]
        if left:
            message = f"{resolved.id} 有 {len(left)} 项既没有关系，也不在 [[none]] 里：{'、'.join(left)}；请补上"
            yield CrosswalkFinding("uncovered", message, resolved.id, (key,))


def _equal_twice(file: CrosswalkFile) -> Iterator[CrosswalkFinding]:
    for side in ("from", "to"):
        equal: dict[str, str] = {}
        for index, row in enumerate(file.relations):
            here, there = (row.from_, row.to) if side == "from" else (row.to, row.from_)
            if row.type != "equal":
                continue
            if here in equal and equal[here] != there:
                message = f"{here} 与 {equal[here]}、{there} 都写作相同，而后两项同属一个标准，请核对"
                yield CrosswalkFinding("equal-twice", message, f"{row.from_} → {row.to}", ("relations", index, "type"))
            equal.setdefault(here, there)


def _chains(file: CrosswalkFile, others: Crosswalks) -> Iterator[CrosswalkFinding]:
    """Where what the file asserts cannot be, given what two other crosswalks assert over a third standard."""
    own = Crosswalk.of(file)
    asserted = {
        (row.from_, row.to): (row.type, ("relations", index, "type")) for index, row in enumerate(file.relations)
    }
    alone = {one.from_: index for index, one in enumerate(file.none) if one.from_ is not None}
    target_alone = {one.to: index for index, one in enumerate(file.none) if one.to is not None}
    for third in others.partners(own.source):
        first, second = others.between(own.source, third), others.between(third, own.target)
        if first is None or second is None:
            continue
        for one in first.pairs:
            for two in second.by_source.get(one.target, ()):
                possible = chained(one.relation, two.relation)
                ends = one.source, two.target
                held: tuple[Relation, tuple[str | int, ...]] | None = asserted.get(ends)
                if held is None and one.source in alone:
                    held = ("none", ("none", alone[one.source]))
                if held is None and two.target in target_alone:
                    held = ("none", ("none", target_alone[two.target]))
                if held is None or held[0] in possible:
                    continue
                by = f"{own.source} 的 {one.source} —{RELATION_NAMES[one.relation]}→ {third} 的 {one.target}"
                by += f" —{RELATION_NAMES[two.relation]}→ {own.target} 的 {two.target}"
                message = f"这里写作{RELATION_NAMES[held[0]]}，而由 {by} 推得{possible_text(possible)}；请核对三处"
                yield CrosswalkFinding("chain", message, f"{one.source} → {two.target}", held[1])


def possible_text(possible: Possible) -> str:
    """Relations that may hold, for people: `子集或相交`."""
    return "或".join(name for relation, name in RELATION_NAMES.items() if relation in possible)


__all__ = ["CODES", "RELATION_NAMES", "CrosswalkFinding", "check_crosswalk", "possible_text"]
