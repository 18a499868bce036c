"""A sample workspace: a fictional county and its neighbours, judged by every standard at hand.

It names no standard: what it judges is made from the standards' own items, so that a new plugin is shown too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from kaoping.answers import Answers, Deduction, Observation, Rating, Unit, Value, VetoStatement
from kaoping.errors import Refused, refuse
from kaoping.numbers import plain
from kaoping.periods import year
from kaoping.standard.load import model_toml
from kaoping.standard.model import Measure, OutcomeBand, Veto, When
from kaoping.standard.resolved import Item, Resolved
from kaoping.standard.rules import Rules
from kaoping.workbench.bench import Workbench
from kaoping.workbench.desk import saving
from kaoping.workbench.exchange import write_new
from kaoping.workbench.library import Library

YEAR = year(2025)
AS_OF = date(2025, 12, 20)
EVALUATOR = "演示考评人"
#: What nobody's installation is called: the demo's own book.
INSTALLATION = "0" * 32

#: Fictional units: name, kind, the unit they belong to.
UNITS: tuple[tuple[str, str, str | None], ...] = (
    ("云溪县", "county", None),
    ("青岚县", "county", None),
    ("石桥区", "county", None),
    ("柳河市", "county", None),
    ("云溪县司法局", "department", "云溪县"),
    ("云溪县交通运输局", "department", "云溪县"),
    ("云溪县人民法院", "court", "云溪县"),
    ("云溪县人民检察院", "procuratorate", "云溪县"),
    ("云溪县委组织部", "party-body", "云溪县"),
    ("云溪县供水公司", "enterprise", "云溪县"),
    ("云溪县城关镇", "town", "云溪县"),
    ("云溪县白石乡", "town", "云溪县"),
)

#: How far each unit of a kind has come, in turn.
_FINISHED, _HALF, _BARRED, _UNDECIDED = "finished", "half", "barred", "undecided"
_FATES = (_FINISHED, _HALF, _BARRED, _UNDECIDED)


def build(path: Path, library: Library, clock: Callable[[], datetime]) -> None:
    """Make the sample workspace at `path`, with the example rules it uses beside it.

    :raises Refused: something of that name exists.
    :raises Surroundings: it cannot be written.
    """
    if path.exists():
        raise refuse("exists", "文件已存在，未覆盖；请换一个文件名", file=str(path))
    with Workbench.open(path, library, EVALUATOR, INSTALLATION, clock, create=True) as bench:
        for name, kind, parent in UNITS:
            bench.units.add(name, kind, {"legislative_power": False}, parent)
        for entry in library.usable():
            try:
                resolved = library.resolved(entry.id)
            except Refused:
                continue
            rules = _rules_file(path, resolved)
            units = [name for name, kind, _ in UNITS if kind in entry.unit_kinds]
            for index, unit in enumerate(units):
                _judge(bench, library.resolved(entry.id, rules), unit, _FATES[index % len(_FATES)], index)


def _rules_file(path: Path, resolved: Resolved) -> Path | None:
    """Example rules where the document leaves the result to the jurisdiction; they say that they are examples."""
    if any(band.set_by == "document" for band in resolved.standard.outcomes) or resolved.rules is not None:
        return None
    bars = tuple(veto.id for veto in resolved.vetoes if veto.effect in ("ineligible", "revoke"))
    own = [band.label for band in resolved.standard.outcomes]
    if resolved.by_points:
        lines = (("优秀", 90), ("良好", 80), ("合格", 60))
        bands = [
            OutcomeBand(label=label, when=When(share_at_least=Decimal(line), no_veto=bars)) for label, line in lines
        ]
        bands.append(OutcomeBand(label="不合格", otherwise=True))
    else:
        best = own[0] if own else "达标"
        bands = [
            OutcomeBand(label=best, when=When(attained_at_least=Decimal(90), no_veto=bars)),
            OutcomeBand(label="不予推荐" if own else "未达标", otherwise=True),
        ]
    rules = Rules(
        schema_version=1,
        extends=resolved.id,
        title="演示用示例规则",
        set_by="演示（虚构）",
        note="仅供演示，不是任何地方的规定；正式考评请由本地另行制定。",
        outcomes=tuple(bands),
    )
    target = path.with_name(f"{path.stem}.{resolved.id.replace('/', '-')}.rules.toml")
    return write_new(target, model_toml(rules).encode(), force=True)


def _judge(bench: Workbench, resolved: Resolved, unit: str, fate: str, index: int) -> None:
    """One evaluation. The last judgements are made one by one, as a person would, so that they can be undone."""
    items = resolved.items if fate != _HALF else resolved.items[: len(resolved.items) // 2]
    ratings = {
        item.id: _rating(resolved, item, (number + index * 3) % 11)
        for number, item in enumerate(items)
        if fate != _UNDECIDED or number % 8 != 5
    }
    facts = [*_facts(resolved, clear=fate in (_FINISHED, _HALF))]
    if fate == _BARRED:
        facts += _bar(resolved)
    last = list(ratings)[-3:] if fate == _HALF else []
    answers = Answers(
        unit=Unit(unit),
        period=YEAR,
        as_of=AS_OF,
        evaluator=EVALUATOR,
        facts=tuple(facts),
        ratings={name: rating for name, rating in ratings.items() if name not in last},
        vetoes=_cleared(resolved) if fate == _FINISHED else {},
    )
    with saving(bench.desk.workspace):
        row = bench.exchange.bring(resolved, answers, YEAR, "演示数据")
    for name in last:
        bench.walk.rate(row.id, name, ratings[name])
    if fate in (_FINISHED, _BARRED):
        bench.walk.hand_in(row.id)
    if last:
        bench.evaluations.keep_cursor(row.id, last[-1])


def _cleared(resolved: Resolved) -> dict[str, VetoStatement]:
    note = "经征求有关部门意见，未发生"
    return {veto.id: VetoStatement(False, note=note) for veto in resolved.vetoes if not veto.all_events}


def _rating(resolved: Resolved, item: Item, dice: int) -> Rating:
    """Most items are met; some lose a step with a reason."""
    lacking, fine = "抽查材料不齐，已要求补正", "现场核查与材料相符"
    if item.levels:
        levels = list(item.levels.values())
        return Rating(verdict=levels[min(dice // 5, len(levels) - 1)].id, reason=fine)
    if item.way == "verdict":
        return Rating(verdict="unmet", reason=lacking) if dice == 7 else Rating(verdict="met", reason=fine)
    if dice == 7 and item.full > item.step:
        requirement = item.criterion.requirements[0].id if item.criterion.requirements else None
        return Rating(deductions=(Deduction(item.step, lacking, requirement),))
    return Rating(points=item.full, reason=fine)


def _facts(resolved: Resolved, *, clear: bool) -> Iterator[Observation]:
    """A fact for each measure, such that it is met; events as not having happened, where `clear`."""
    seen: set[str] = set()
    for measure in resolved.measures():
        for name, value in _meeting(resolved, measure, clear):
            if name not in seen:
                seen.add(name)
                yield Observation(name, YEAR, value)
    if clear:
        for veto in resolved.vetoes:
            for event in veto.all_events:
                if event not in seen:
                    seen.add(event)
                    yield _none_in_window(veto, event)


def _none_in_window(veto: Veto, event: str) -> Observation:
    first = AS_OF.year - (veto.look_back_years or 0)
    return Observation(event, replace(YEAR, start=date(first, 1, 1)), False)


def _meeting(resolved: Resolved, measure: Measure, clear: bool) -> Iterator[tuple[str, Value]]:
    definition = resolved.facts[measure.fact]
    if definition.kind == "event":
        return
    if definition.kind == "yes-no":
        yield measure.fact, measure.is_ is not False
    elif definition.kind == "date":
        return
    else:
        bound = next(
            (
                b
                for b in (measure.at_least, measure.at_most, measure.equals, measure.more_than, measure.less_than)
                if b is not None
            ),
            None,
        )
        if bound is None or not clear:
            return
        if measure.more_than is not None:
            bound += 1
        if measure.less_than is not None:
            bound -= 1
        yield measure.fact, Decimal(plain(bound))


def _bar(resolved: Resolved) -> list[Observation]:
    """One dated event that bars, where the standard knows any; otherwise nothing."""
    for veto in resolved.vetoes:
        if veto.all_events and veto.effect in ("ineligible", "revoke"):
            return [Observation(veto.all_events[0], year(2024), True, date(2024, 6, 18), note="演示用虚构事件")]
    return []
