"""Numbers of levels and items that are missing, stand twice, or begin again where no heading is. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from kaoping.drafting.outlines.chains import MOST, longest
from kaoping.drafting.outlines.lost import LOST
from kaoping.drafting.values import Draft, Finding, Part
from kaoping.intake.marks import Mark, alone, mark

_NAMES = {"dimension": "一级指标", "group": "二级指标", "criterion": "评分项"}


@dataclass(frozen=True, slots=True)
class _Numbered:
    part: Part
    value: tuple[int, ...]
    printed: str

    @property
    def last(self) -> int:
        return self.value[-1]


def numbering(draft: Draft) -> Iterator[Finding]:
    """What is odd in the numbers of dimensions, of the groups in each, and of the items in each."""
    beside = _beside(draft)
    levels: dict[str, list[tuple[tuple[str, str], _Numbered]]] = {"dimension": [], "group": [], "criterion": []}
    homes = _homes(draft)
    numbers = {id: printed or id for id, printed in _ids(draft)}
    seen: set[str] = set()
    alone_in = _single(draft)
    for part in draft.parts:
        if part.role not in levels or not part.target or part.target in seen:
            continue
        seen.add(part.target)
        own = _number(draft, part, beside, numbers)
        if own is not None and part.target in alone_in:
            # A heading that is its only item: the number is the heading's.
            level, home = alone_in[part.target]
            levels[level].append(((home, ""), own))
        elif own is not None:
            levels[part.role].append((homes.get((part.role, part.target), ("", "")), own))
    empty: set[tuple[str, tuple[int, ...]]] = {
        (found.kind, found.value)
        for doubt in draft.doubts
        if doubt.code == "empty-heading" and (one := draft.part(doubt.key)) is not None and (found := mark(one.text))
    }
    for one in draft.data.get("dimensions", ()):
        if one["title"] == LOST and (found := mark(f"{one['id']}、")) is not None:
            empty.add((found.kind, found.value))
    order = {id: at for at, id in enumerate(numbers)}
    for role, known in levels.items():
        # A table that stands beside itself is read column by column.
        yield from _level(role, sorted(known, key=lambda one: order.get(one[1].part.target, 0)), empty)


def _single(draft: Draft) -> dict[str, tuple[str, str]]:
    """Items that are the only one below a heading which no words of the document are: its level and where it stands."""
    told = {part.target for part in draft.parts if part.role in ("dimension", "group")}
    found: dict[str, tuple[str, str]] = {}
    for dimension in draft.data.get("dimensions", ()):
        groups = [("group", group, dimension["id"]) for group in dimension.get("groups", ())]
        for level, one, home in [("dimension", dimension, ""), *groups]:
            if one["id"] not in told and len(one.get("criteria", ())) == 1 and not one.get("groups"):
                found[one["criteria"][0]["id"]] = (level, home)
    return found


def _ids(draft: Draft) -> Iterator[tuple[str, str]]:
    """The ids of all levels in the order of the standard, each with the number that is printed where the id is another."""
    for one in draft.data.get("criteria", ()):
        yield one["id"], ""
    for dimension in draft.data.get("dimensions", ()):
        yield dimension["id"], ""
        for one in dimension.get("criteria", ()):
            yield one["id"], ""
        for group in dimension.get("groups", ()):
            yield group["id"], group.get("number", "")
            for one in group.get("criteria", ()):
                yield one["id"], ""


def _homes(draft: Draft) -> dict[tuple[str, str], tuple[str, str]]:
    """Of each group its dimension, of each item its dimension and group."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for dimension in draft.data.get("dimensions", ()):
        for item in dimension.get("criteria", ()):
            found["criterion", item["id"]] = (dimension["id"], "")
        for group in dimension.get("groups", ()):
            found["group", group["id"]] = (dimension["id"], "")
            for item in group.get("criteria", ()):
                found["criterion", item["id"]] = (dimension["id"], group["id"])
    return found


#: By table and row: column, number, what is printed, the id of what it was read for.
_Beside: TypeAlias = dict[tuple[int, int], list[tuple[int, Mark, str, str]]]


def _beside(draft: Draft) -> _Beside:
    """The number that stands in a cell of its own, by table and row."""
    found: _Beside = {}
    for part in draft.parts:
        passage = draft.paper.passages[part.key.passage]
        one = alone(part.text.strip()) or mark(part.text) if passage.table and part.role == "number" else None
        if one is not None:
            found.setdefault((passage.table, passage.row), []).append(
                (passage.column, one, part.text.strip(), part.target)
            )
    return found


def _number(draft: Draft, part: Part, beside: _Beside, numbers: Mapping[str, str]) -> _Numbered | None:
    """The number before an item, or in the cell of numbers beside an item or a heading that has none itself."""
    text = part.text.lstrip()
    own = mark(text)
    passage = draft.paper.passages[part.key.passage]
    others = beside.get((passage.table, passage.row), []) if passage.table else []
    named = next((one for one in others if numbers.get(part.target) == ".".join(map(str, one[1].value))), None)
    if named is not None:
        return _Numbered(part, named[1].value, named[2])
    if own is not None and own.end < len(text):
        return _Numbered(part, own.value, text[: own.end].strip())
    # Of the levels that begin in one row, the number is that of the item, unless it was read for another.
    others = [one for one in others if one[3] in ("", part.target)]
    if not others:
        return None
    left = [one for one in others if one[0] < passage.column] or others
    _, number, printed, _ = max(left, key=lambda one: one[0])
    if part.role != "criterion" and number.kind not in ("cn", "cn-paren"):
        return None
    return _Numbered(part, number.value, printed)


def _level(
    role: str, known: Sequence[tuple[tuple[str, str], _Numbered]], empty: Set[tuple[str, tuple[int, ...]]]
) -> Iterator[Finding]:
    """Numbers that run through the whole sheet are held against each other whole, else below each heading.

    :param empty: numbers of headings that hold nothing, about which the reading asks already
    """
    run = [one for _, one in known]
    homes = {home for home, _ in known}
    edges = [(a, b) for (home, a), (other, b) in pairwise(known) if home != other]
    through = bool(edges) and 2 * sum(b.last == a.last + 1 for a, b in edges) > len(edges)
    if through or len(homes) == 1:
        statute = any(sign in run[0].printed for sign in "条章") if run else False
        if len(run) > 2 and run[0].last == 2 and run[1].last == 3 and not statute:
            printed = f"第一个编号是“{run[0].printed}”"
            yield _finding("number-missing", run[0], printed, f"{_NAMES[role]}没有编号 1；照文件所印")
        yield from _row(role, *_in_order(run), empty)
        return
    for home in dict.fromkeys(home for home, _ in known):
        own = [one for other, one in known if other == home]
        yield from _row(role, own, (), empty)


def _in_order(run: Sequence[_Numbered]) -> tuple[Sequence[_Numbered], Sequence[Sequence[_Numbered]]]:
    """A long run of numbers without those that break it, and these, in stretches; a short run as it is."""
    chain = set(longest([one.last for one in run])) if 12 <= len(run) <= MOST else set()
    if len(chain) < 0.8 * len(run):
        return run, ()
    stretches: list[list[_Numbered]] = []
    for at, one in enumerate(run):
        if at not in chain:
            if at == 0 or at - 1 in chain or not stretches:
                stretches.append([])
            stretches[-1].append(one)
    return [one for at, one in enumerate(run) if at in chain], stretches


def _row(
    role: str,
    row: Sequence[_Numbered],
    astray: Sequence[Sequence[_Numbered]],
    empty: Set[tuple[str, tuple[int, ...]]],
) -> Iterator[Finding]:
    name = _NAMES[role]
    for stretch in astray:
        shown = "、".join(f"“{one.printed}”" for one in stretch[:6])
        yield _finding(
            "number-order", stretch[0], f"{shown}夹在连续的编号中间", f"照文件所印的次序作 {len(stretch)} 项"
        )
    for at, (before, here) in enumerate(pairwise(row)):
        if len(before.value) != len(here.value) or before.value[:-1] != here.value[:-1]:
            continue
        if here.last == before.last:
            yield _finding("number-twice", here, f"“{here.printed}”印了两次", "照文件所印作两项")
        elif here.last == 1 and before.last > 1:
            yield _finding(
                "heading-lost",
                here,
                f"“{before.printed}”之后又从“{here.printed}”开始",
                f"中间可能丢了标题；仍作同一部分的{name}",
            )
        elif here.last > before.last + 1:
            kind = mark(here.printed)
            missing = [
                one
                for one in range(before.last + 1, here.last)
                if kind is None or (kind.kind, (*here.value[:-1], one)) not in empty
            ]
            if not missing:
                continue
            if len(missing) == 1 and at and row[at - 1].value == before.value:
                continue  # 1, 1, 3: the second 1 stands for the 2, and that it is twice is told already
            lost = f"{'、'.join(map(str, missing[:5]))}{' 等' if len(missing) > 5 else ''}"
            yield _finding(
                "number-missing", here, f"“{before.printed}”之后是“{here.printed}”", f"没有编号 {lost}；照文件所印"
            )
        elif here.last < before.last:
            yield _finding("number-order", here, f"“{before.printed}”之后是“{here.printed}”", "照文件所印的次序")


def _finding(code: str, at: _Numbered, printed: str, read_as: str) -> Finding:
    why = {
        "number-missing": "编号不连续：可能印漏，也可能有一项没有读出来，请看原件",
        "number-twice": "编号重复",
        "heading-lost": "编号重新开始而没有新的标题",
        "number-order": "编号倒退，可能印错或次序颠倒",
    }[code]
    return Finding(code, at.part.target, at.part.place, printed, read_as, why, (), at.part.key)
