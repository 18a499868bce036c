"""What is odd in a document, as the errata that would say so: sums that do not agree, items without points. Pure.

A finding proposes a reading and changes nothing; what the author accepts goes into the standard's errata.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from kaoping.drafting.findings.ends import ends
from kaoping.drafting.findings.oddities import dates, letters, merged, shares
from kaoping.drafting.outlines.sequence import numbering
from kaoping.drafting.phrases import total_of, worths
from kaoping.drafting.tables.content import points_in
from kaoping.drafting.tables.rows import total_words
from kaoping.drafting.values import Draft, Finding, Key, Part
from kaoping.numbers import plain

_LEVELS = ("dimension", "group", "criterion")


def findings(draft: Draft) -> tuple[Finding, ...]:
    """What is odd in the document, in its order as far as it has a place."""
    book = _Book(draft)
    found = [
        *book.explained(list(book.sections()), list(book.whole())),
        *book.items(),
        *book.totals(),
        *numbering(draft),
        *merged(list(letters(draft))),
        *shares(draft),
        *dates(draft),
        *ends(draft),
    ]
    seen: set[tuple[str, str, str]] = set()
    kept = []
    for one in found:
        if (one.code, one.at, one.printed) not in seen:
            seen.add((one.code, one.at, one.printed))
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: (one.key.passage, one.key.start) if one.key else (-1, 0)))


@dataclass(frozen=True, slots=True)
class _Node:
    """A dimension or group with the items below it."""

    table: Mapping[str, Any]
    items: Sequence[Mapping[str, Any]]

    @property
    def printed(self) -> Decimal | None:
        return self.table.get("points")

    @property
    def total(self) -> Decimal:
        return sum((one["points"] for one in self.items if "points" in one), Decimal(0))

    @property
    def lacking(self) -> list[Mapping[str, Any]]:
        return [one for one in self.items if "points" not in one]


class _Book:
    """The draft's levels with where the document prints them."""

    def __init__(self, draft: Draft) -> None:
        self.draft, self.data = draft, draft.data
        self.parts: dict[str, Part] = {}
        self.rows: dict[tuple[int, int], list[Part]] = {}
        #: The points that demands print, by the id of their item.
        self.told: dict[str, list[Decimal]] = {}
        for part in draft.parts:
            passage = draft.paper.passages[part.key.passage]
            if passage.table and part.role in ("total", "points"):
                self.rows.setdefault((passage.table, passage.row), []).append(part)
            if part.role in _LEVELS and part.target:
                self.parts.setdefault(part.target, part)
        self.dimensions = [
            _Node(one, [*one.get("criteria", ()), *(item for group in one.get("groups", ()) for item in group.get("criteria", ()))])
            for one in self.data.get("dimensions", ())
        ]  # fmt: skip
        self.groups = [
            _Node(group, list(group.get("criteria", ())))
            for one in self.data.get("dimensions", ())
            for group in one.get("groups", ())
        ]
        self.criteria = [*self.data.get("criteria", ()), *(item for node in self.dimensions for item in node.items)]
        ids = {one["id"] for one in self.criteria}
        for part in draft.parts:
            if part.role in ("requirement", "deduction") and (home := _home(part.target, ids)) is not None:
                worth = next(iter(worths(part.text)), None)
                if worth is not None and worth.points is not None and worth.sure:
                    self.told.setdefault(home, []).append(worth.points)
        self.scored = any("points" in one for one in self.criteria)
        self.full: Decimal | None = self.data.get("scoring", {}).get("full")

    @property
    def sum(self) -> Decimal:
        """What all items add up to."""
        return sum((one["points"] for one in self.criteria if "points" in one), Decimal(0))

    def finding(
        self, code: str, id: str, printed: str, read_as: str, why: str, accepts: tuple[str, ...] = ()
    ) -> Finding:
        """A finding at an element of the draft."""
        part = self.parts.get(id)
        place = part.place if part else ""
        return Finding(code, id, place, printed, read_as, why, accepts, part.key if part else None)

    # -- sections ------------------------------------------------------------------------------------------------------

    def sections(self) -> Iterator[Finding]:
        """Dimensions and groups: their points against their items'."""
        for node in [*self.dimensions, *self.groups]:
            if node.printed is None or not node.items or not self.scored:
                continue
            larger = [one for one in node.items if one.get("points", 0) > node.printed]
            if larger:
                yield from self._larger(node, larger)
            elif not node.lacking and node.total != node.printed:
                yield self._differs(node)

    def _larger(self, node: _Node, larger: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
        assert node.printed is not None
        for one in larger:
            rest = node.printed - (node.total - one["points"])
            reading = f"{plain(rest)} 分" if len(larger) == 1 and not node.lacking and rest > 0 else "请核对原件"
            yield self.finding(
                "item-larger", one["id"], f"{plain(one['points'])} 分", reading,
                f"本项 {plain(one['points'])} 分，超过所在“{node.table['title']}”的 {plain(node.printed)} 分", ("points-sum",),
            )  # fmt: skip

    def _differs(self, node: _Node) -> Finding:
        assert node.printed is not None
        total, printed = plain(node.total), plain(node.printed)
        why = f"各项相加为 {total} 分，所列 {printed} 分"
        reading = f"{total} 分"
        if self.full is not None and node in self.dimensions:
            others = sum((one.printed or one.total for one in self.dimensions if one is not node), Decimal(0))
            if others + node.total == self.full:
                why += f"；总分 {plain(self.full)} 分也只能这样合计"
            elif others + node.printed == self.full:
                why += f"；按所列 {printed} 分才合总分 {plain(self.full)} 分，可能有一项的分值印错，请先核对各项"
                reading = f"{total} 分（如核对后各项无误）"
        return self.finding(
            "section-sum", node.table["id"], f"{node.table['title']} {printed} 分", reading, why, ("points-sum",)
        )

    # -- items ---------------------------------------------------------------------------------------------------------

    def items(self) -> Iterator[Finding]:
        """Items without points where others have them; demands whose points do not add up to their item's."""
        if not self.scored:
            return
        homes: dict[str, list[_Node]] = {}
        for node in [*self.groups, *self.dimensions]:
            for one in node.items:
                homes.setdefault(one["id"], []).append(node)
        for one in self.criteria:
            if "points" in one:
                yield from self._demands(one)
                continue
            above = homes.get(one["id"], [])
            # The narrowest heading that prints points and lacks nothing else tells what is left.
            telling = [
                (node, node.printed)
                for node in above
                if node.printed is not None and node.lacking == [one] and node.printed > node.total
            ]
            reading, why = "请补上分值", "别的项都印有分值，这一项没有"
            if telling:
                node, printed = telling[0]
                rest = plain(printed - node.total)
                reading = f"{rest} 分"
                why = f"“{node.table['title']}”所列 {plain(printed)} 分，其余各项合计 {plain(node.total)} 分，只差 {rest} 分"
            elif (
                not any(one.printed is not None for one in above)
                and self.full is not None
                and sum("points" not in item for item in self.criteria) == 1
                and self.full > self.sum
            ):
                rest = plain(self.full - self.sum)
                reading, why = (
                    f"{rest} 分",
                    f"总分 {plain(self.full)} 分，其余各项合计 {plain(self.sum)} 分，只差 {rest} 分",
                )
            yield self.finding("no-points", one["id"], "（没有分值）", reading, why)

    def _demands(self, one: Mapping[str, Any]) -> Iterator[Finding]:
        """The points that an item's demands print in brackets."""
        own = self.told.get(one["id"], [])
        demands = one.get("requirements", ())
        total = sum(own, Decimal(0))
        if total > one["points"] or (len(own) > 1 and len(own) == len(demands) and total != one["points"]):
            why = f"本项所列 {plain(one['points'])} 分，各要点相加为 {plain(total)} 分"
            yield self.finding(
                "demand-sum", one["id"], f"{plain(one['points'])} 分", f"{plain(total)} 分", why, ("points-sum",)
            )

    # -- the whole -----------------------------------------------------------------------------------------------------

    def whole(self) -> Iterator[Finding]:
        """The full score that is printed against the items'."""
        if (
            self.full is None
            or not self.scored
            or any("points" not in one for one in self.criteria)
            or self.sum == self.full
        ):
            return
        why = f"各评分项相加为 {plain(self.sum)} 分，所印总分 {plain(self.full)} 分"
        printed = [node.printed for node in self.dimensions]
        if printed and all(one is not None for one in printed):
            sections = sum((one for one in printed if one is not None), Decimal(0))
            why += f"，各部分所列分值相加为 {plain(sections)} 分"
        key, place = self._total_place()
        yield Finding(
            "full-sum", str(self.data.get("id", "")), place, f"总分 {plain(self.full)} 分", f"{plain(self.sum)} 分", why, ("full-sum",), key,
        )  # fmt: skip

    def explained(self, sections: Sequence[Finding], whole: Sequence[Finding]) -> Iterator[Finding]:
        """A full score that differs only as a section does is one thing with it."""
        printed = sum((node.printed or node.total for node in self.dimensions), Decimal(0))
        ids = {node.table["id"] for node in self.dimensions}
        first = next((at for at, one in enumerate(sections) if one.code == "section-sum" and one.at in ids), None)
        if first is None or not whole or printed != self.full:
            yield from (*sections, *whole)
            return
        told = replace(
            sections[first], why=f"{sections[first].why}；各项的总和因此也与所印总分不符", besides=tuple(whole)
        )
        yield from (told if at == first else one for at, one in enumerate(sections))

    def _total_place(self) -> tuple[Key | None, str]:
        for part in self.draft.parts:
            if part.role in ("total", "head", "title") and self.full is not None and plain(self.full) in part.text:
                return part.key, part.place
        for part in self.draft.parts:
            if self.full is not None and total_of(part.text) == self.full:
                return part.key, part.place
        return None, ""

    def totals(self) -> Iterator[Finding]:
        """Rows of subtotals against the items above them."""
        worth = {one["id"]: one.get("points") for one in self.criteria}
        since = section = whole = Decimal(0)
        lacking = False
        done: set[tuple[int, int]] = set()
        for part in self.draft.parts:
            passage = self.draft.paper.passages[part.key.passage]
            if part.role in ("dimension", "group") and part.key.start == 0:
                section = section if part.role == "group" else Decimal(0)
            elif part.role == "criterion" and part.target in worth:
                own = worth.pop(part.target)
                lacking = lacking or own is None
                own = own or Decimal(0)
                since, section, whole = since + own, section + own, whole + own
            elif part.role == "total" and passage.table and (passage.table, passage.row) not in done:
                row = self.rows[passage.table, passage.row]
                values = [
                    found.value
                    for one in row
                    if one.role in ("total", "points") and (found := points_in(one.text)) is not None
                ]
                values = values or [value for one in row if (value := total_words(one.text)) is not None]
                if not values:
                    continue
                done.add((passage.table, passage.row))
                value = values[0]
                # Where an item above prints no points, that is what is found, and no sum can agree.
                if value not in (since, section, whole, self.full) and not lacking:
                    yield Finding(
                        "subtotal", part.place, part.place, f"{part.text.strip()[:20]} {plain(value)}", f"{plain(section or since)} 分",
                        f"所印合计 {plain(value)} 分，其上各项相加为 {plain(section or since)} 分", (), part.key,
                    )  # fmt: skip
                since = Decimal(0)


def _home(target: str, ids: Set[str]) -> str | None:
    """The item that a demand's id stands under."""
    while target and target not in ids:
        target = target.rpartition(".")[0]
    return target or None
