"""调阅清单: what to ask for before a visit, each thing once, with all that it serves. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kaoping.facts import bound_text
from kaoping.reports.kinds import KINDS
from kaoping.reports.kinds.common import BLANK, foot, head, listed, number
from kaoping.reports.paper import Block, Cell, Column, Facts, Paper, Row, Table, Words
from kaoping.reports.words import FACT_KINDS
from kaoping.samples import fact_text
from kaoping.scoring.sheet import ItemScore, ScoreSheet
from kaoping.standard.evidence import EVIDENCE_NAMES
from kaoping.standard.model import EvidenceKind, Measure
from kaoping.standard.resolved import Resolved

#: What is known already is told up to so many periods a fact.
_MOST_KNOWN = 4
_OUT = ("not-applicable", "outside")


@dataclass
class _Want:
    """One thing to ask for: its words, its kind, and what it serves, by the standard's short name."""

    text: str
    kind: EvidenceKind | None = None
    serves: dict[str, list[str]] = field(default_factory=dict)
    bounds: list[str] = field(default_factory=list)

    def serve(self, standard: str, item: str) -> None:
        among = self.serves.setdefault(standard, [])
        if item not in among:
            among.append(item)

    @property
    def count(self) -> int:
        return sum(map(len, self.serves.values()))


def request_list_paper(sheets: Sequence[ScoreSheet], about: Mapping[str, str]) -> Paper:
    """What to ask a unit for, for one evaluation or for several at once.

    :param sheets: of one unit, at least one; what is out of scope or does not apply is not asked for.
    """
    several = len(sheets) > 1
    proofs, facts = _proofs(sheets), _facts(sheets)
    first = sheets[0]
    titles = f"按 {len(sheets)} 个标准" if several else first.resolved.standard.title
    blocks: list[Block] = [_unit_head(sheets) if several else head(first.resolved, first, about)]
    told = f"共 {len(proofs)} 样材料、{len(facts)} 项情况，每样只问一次；“用于”是它所证明的评分项。"
    blocks.append(Words(told))
    blocks += [*_proof_table(proofs, several=several), *_fact_table(sheets, facts, several=several), *_notes(sheets)]
    resolved = None if several else first.resolved
    title = KINDS["request-list"].title
    from_where = foot(about, resolved)
    return Paper("request-list", title, tuple(blocks), titles, "", from_where, landscape=True, dense=True)


def _unit_head(sheets: Sequence[ScoreSheet]) -> Facts:
    unit = sheets[0].answers.unit
    pairs = [("考评对象", unit.name), ("标准", f"{len(sheets)} 个")]
    for sheet in sheets:
        period = sheet.answers.period
        when = f"，考评周期 {period.label}" if period is not None else ""
        pairs.append((sheet.resolved.standard.short, f"{sheet.resolved.standard.title}{when}"))
    return Facts(tuple(pairs), per_line=1)


def _asked(sheet: ScoreSheet) -> Iterator[ItemScore]:
    return (item for item in sheet.items if item.state not in _OUT)


def _proofs(sheets: Sequence[ScoreSheet]) -> list[_Want]:
    found: dict[str, _Want] = {}
    for sheet in sheets:
        for one in _asked(sheet):
            for kind, text in one.item.criterion.usual_evidence:
                want = found.setdefault(_key(text), _Want(text))
                want.kind = want.kind or kind
                want.serve(sheet.resolved.standard.short, one.item.id)
    return list(found.values())


def _key(text: str) -> str:
    """Two texts that ask for the same thing: blanks and the sign at the end do not part them."""
    return "".join(text.split()).rstrip("。；;.")


def _facts(sheets: Sequence[ScoreSheet]) -> dict[str, _Want]:
    found: dict[str, _Want] = {}

    def ask(resolved: Resolved, fact: str, item: str, measure: Measure | None = None) -> None:
        definition = resolved.facts.get(fact)
        if definition is None:
            return
        want = found.setdefault(fact, _Want(definition.title))
        want.serve(resolved.standard.short, item)
        if measure is not None and measure.fact == fact:
            bound = bound_text(measure, definition.unit, definition.kind)
            if bound and bound not in want.bounds:
                want.bounds.append(bound)

    for sheet in sheets:
        resolved = sheet.resolved
        for one in _asked(sheet):
            for requirement in one.item.criterion.requirements:
                for fact in _of_measure(requirement.measure):
                    ask(resolved, fact, one.item.id, requirement.measure)
                for fact in requirement.informed_by:
                    ask(resolved, fact, one.item.id)
        for veto in resolved.vetoes:
            for fact in (*veto.all_events, *_of_measure(veto.measure)):
                ask(resolved, fact, f"否决 {veto.id}", veto.measure)
        for adjustment in resolved.adjustments:
            for fact in adjustment.all_events:
                ask(resolved, fact, f"{'加分' if adjustment.kind == 'bonus' else '减分'} {adjustment.id}")
    return found


def _of_measure(measure: Measure | None) -> Iterator[str]:
    if measure is None:
        return
    yield measure.fact
    if measure.bound_from is not None:
        yield measure.bound_from
    if measure.within is not None and measure.within.after is not None:
        yield measure.within.after


def _proof_table(wanted: Sequence[_Want], *, several: bool) -> Iterator[Block]:
    kinds: tuple[EvidenceKind | None, ...] = (*EVIDENCE_NAMES, None)
    rows: list[Row] = []
    place = 0
    for kind in kinds:
        among = [want for want in wanted if want.kind == kind]
        if not among:
            continue
        name = EVIDENCE_NAMES[kind] if kind is not None else "标准没有分类"
        rows.append(Row((Cell(f"{name}（{len(among)} 样）", across=5, strong=True),), section=True))
        for want in sorted(among, key=lambda want: -want.count):
            place += 1
            cells = (number(place), Cell(want.text), _serves(want, several=several), number(want.count), BLANK)
            rows.append(Row(cells))
    if not rows:
        yield Words("标准没有列出常见的佐证材料。")
        return
    yield Words("一、材料", "heading")
    widths = (
        Column("序号", 12, "right"), Column("材料", 96), Column("用于", 76), Column("几项", 12, "right"), Column("收到", 29),
    )  # fmt: skip
    yield Table("proofs", widths, tuple(rows))


def _fact_table(sheets: Sequence[ScoreSheet], wanted: Mapping[str, _Want], *, several: bool) -> Iterator[Block]:
    if not wanted:
        return
    definitions = {fact: found for sheet in sheets for fact, found in sheet.resolved.facts.items()}
    rows: list[Row] = []
    for fact, want in sorted(wanted.items(), key=lambda one: (definitions[one[0]].kind == "event", -one[1].count)):
        definition = definitions[fact]
        kind = FACT_KINDS[definition.kind] + (f"（{definition.unit}）" if definition.unit else "")
        text = "\n".join(part for part in (want.text, definition.note or "") if part)
        cells = (
            number(len(rows) + 1), Cell(text), Cell(kind), Cell("；".join(want.bounds)), _serves(want, several=several),
            Cell(_known(sheets, fact)),
        )  # fmt: skip
        rows.append(Row(cells))
    yield Words("二、情况和数据", "heading")
    widths = (
        Column("序号", 12, "right"), Column("要问的", 70), Column("类型", 20), Column("标准要求", 39), Column("用于", 43),
        Column("已知、答复", 41),
    )  # fmt: skip
    yield Table("facts", widths, tuple(rows))


def _known(sheets: Sequence[ScoreSheet], fact: str) -> str:
    found: list[str] = []
    for sheet in sheets:
        definition = sheet.resolved.facts.get(fact)
        for seen in sheet.answers.facts:
            if seen.fact != fact or definition is None:
                continue
            when = seen.occurred_on.isoformat() if seen.occurred_on else seen.period.label
            value = (
                ("发生" if seen.value else "未发生")
                if definition.kind == "event"
                else fact_text(seen.value, definition)
            )
            if (line := f"{when}：{value}") not in found:
                found.append(line)
    more = f"；另有 {len(found) - _MOST_KNOWN} 条" if len(found) > _MOST_KNOWN else ""
    return "；".join(found[:_MOST_KNOWN]) + more


def _serves(want: _Want, *, several: bool) -> Cell:
    lines = [f"{short} {'、'.join(items)}" if several else "、".join(items) for short, items in want.serves.items()]
    return Cell("\n".join(lines))


def _notes(sheets: Iterable[ScoreSheet]) -> Iterator[Block]:
    for sheet in sheets:
        short = sheet.resolved.standard.short
        out = [item.item.id for item in sheet.items if item.state in _OUT]
        if out:
            yield Words(f"{short}：不适用、不在考评范围的 {len(out)} 项没有列入：{listed(out)}", "note")
        bare = [item.item.id for item in _asked(sheet) if not item.item.criterion.usual_evidence]
        if bare:
            yield Words(f"{short}：标准没有列出常见材料的 {len(bare)} 项：{listed(bare)}", "note")


__all__ = ["request_list_paper"]
