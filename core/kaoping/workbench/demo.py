"""A sample workspace: a fictional county, the units below it and its neighbours, judged by every standard at hand.

It names no standard: what it judges is made from the standards' own items, so that a new plugin is shown too. What is
found out about a unit is entered once (`demo_facts`) and serves every standard; most ratings are suggestions accepted,
so that whoever changes one fact or enters one event sees which standards move.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from kaoping.answers import Answers, Observation, Rating, Unit
from kaoping.errors import Refused, refuse
from kaoping.periods import Period, year
from kaoping.standard.load import model_toml
from kaoping.standard.model import FactDefinition, OutcomeBand, When
from kaoping.standard.resolved import Resolved
from kaoping.standard.rules import Rules
from kaoping.store.queries import UnitRow
from kaoping.workbench import codec
from kaoping.workbench.bench import Workbench
from kaoping.workbench.demo_facts import BARRING, Demand, at_once, between, demands, events, gravest, meeting, none_of
from kaoping.workbench.demo_ratings import Case, put_right
from kaoping.workbench.desk import saving
from kaoping.workbench.exchange import write_new
from kaoping.workbench.kin import Kin, twin_of
from kaoping.workbench.library import Library

AS_OF = date(2025, 12, 20)
EVALUATOR = "演示考评人"
#: What nobody's installation is called: the demo's own book.
INSTALLATION = "0" * 32

#: How far a unit has come; those below a county as far as it.
_FINISHED, _HALF, _BARRED, _UNDECIDED = "finished", "half", "barred", "undecided"

#: Fictional units: name, kind, the unit they belong to, whether they bear a title that may be lost (None: not stated).
UNITS: tuple[tuple[str, str, str | None, bool | None], ...] = (
    ("云溪县", "county", None, True),
    ("青岚县", "county", None, False),
    ("石桥区", "county", None, True),
    ("柳河市", "county", None, None),
    ("云溪县司法局", "department", "云溪县", True),
    ("云溪县交通运输局", "department", "云溪县", True),
    ("云溪县人民法院", "court", "云溪县", None),
    ("云溪县人民检察院", "procuratorate", "云溪县", None),
    ("云溪县委组织部", "party-body", "云溪县", None),
    ("云溪县供水公司", "enterprise", "云溪县", None),
    ("云溪县城关镇", "town", "云溪县", True),
    ("云溪县白石乡", "town", "云溪县", True),
)
_FATES = {"青岚县": _HALF, "石桥区": _BARRED, "柳河市": _UNDECIDED}

#: Lines of the example rules, best first; further outcomes follow at every tenth.
_LINES = (90, 80, *range(60, 0, -10))


def build(
    path: Path, library: Library, clock: Callable[[], datetime], told: Callable[[int, int], None] | None = None
) -> None:
    """Make the sample workspace at `path`, with the example rules it uses beside it.

    :param told: called with how many evaluations are made, of how many.
    :raises Refused: something of that name exists.
    :raises Surroundings: it cannot be written.
    """
    if path.exists():
        raise refuse("exists", "文件已存在，未覆盖；请换一个文件名", file=str(path))
    with Workbench.open(path, library, EVALUATOR, INSTALLATION, clock, create=True) as bench:
        for name, kind, parent, held in UNITS:
            attributes = {"legislative_power": False} | ({} if held is None else {"title_held": held})
            bench.units.add(name, kind, attributes, parent)
        sheets = []
        for entry in library.usable():
            try:
                sheets.append(library.resolved(entry.id, _rules_file(path, library.resolved(entry.id))))
            except Refused:
                continue
        _find_out(bench, sheets)
        wanted = [
            (resolved, index, name)
            for resolved in sheets
            for index, name in enumerate(name for name, kind, *_ in UNITS if kind in resolved.standard.unit_kinds)
        ]
        for made, (resolved, index, name) in enumerate(wanted):
            if told is not None:
                told(made, len(wanted))
            _judge(bench, resolved, bench.units.get(name), index)


def _rules_file(path: Path, resolved: Resolved) -> Path | None:
    """Example rules where the document leaves the result to the jurisdiction; they say that they are examples."""
    if any(band.set_by == "document" for band in resolved.standard.outcomes) or resolved.rules is not None:
        return None
    own = [band.label for band in resolved.standard.outcomes]
    if len(own) == 1:
        own.append("不予推荐")
    labels = own or (["优秀", "良好", "合格", "不合格"] if resolved.by_points else ["达标", "未达标"])
    bars = tuple(veto.id for veto in resolved.vetoes if veto.effect in BARRING)
    measure = "share_at_least" if resolved.by_points else "attained_at_least"
    rules = Rules(
        schema_version=1,
        extends=resolved.id,
        title="演示用示例规则",
        set_by="演示（虚构）",
        note="仅供演示，不是任何地方的规定；正式考评请由本地另行制定。",
        outcomes=(
            *(
                OutcomeBand(label=label, when=When.model_validate({measure: Decimal(line), "no_veto": bars}))
                for label, line in zip(labels[:-1], _LINES, strict=False)
            ),
            OutcomeBand(label=labels[-1], otherwise=True),
        ),
    )
    target = path.with_name(f"{path.stem}.{resolved.id.replace('/', '-')}.rules.toml")
    return write_new(target, model_toml(rules).encode(), force=True)


def _period(resolved: Resolved) -> Period:
    """A sheet of points is a year's review; one of what is attained looks at a title, over the two years of a round.

    No standard's file says it: documents leave the period to each campaign.
    """
    return year(AS_OF.year) if resolved.by_points else Period(date(AS_OF.year - 1, 1, 1), date(AS_OF.year, 12, 31))


def _fate(bench: Workbench, row: UnitRow) -> str:
    top = bench.desk.unit(row.parent).name if row.parent is not None else row.name
    return _FATES.get(top, _FINISHED)


def _unit(row: UnitRow) -> Unit:
    return Unit(row.name, row.kind, row.attributes)


def _home(bench: Workbench, row: UnitRow, definition: FactDefinition) -> str | None:
    """The unit at which a fact asked about this one is recorded; None where it is about a sister unit."""
    if definition.members != "sole" or definition.subject == row.kind:
        return row.name
    twin = twin_of(bench.desk.workspace, row, definition.subject)
    return twin.name if twin is not None else row.name if row.parent is None else None


def _find_out(bench: Workbench, sheets: Sequence[Resolved]) -> None:
    """Enter what is known of each unit, once, before anything is judged."""
    definitions = {name: known for resolved in sheets for name, known in resolved.facts.items()}
    rows = {name: bench.units.get(name) for name, *_ in UNITS}
    asked: dict[str, list[Demand]] = {name: [] for name in rows}
    happenings: dict[str, set[str]] = {name: set() for name in rows}
    for name, row in rows.items():
        for resolved in _fitting(sheets, row):
            happenings[name] |= events(resolved)
            for demand in demands(resolved, _period(resolved), _unit(row)):
                home = _home(bench, row, definitions[demand.measure.fact])
                if home is not None:
                    asked[home].append(demand)
                    if definitions[demand.measure.fact].kind == "event" and demand.measure.is_ is not True:
                        happenings[home].add(demand.measure.fact)
    spans = [(resolved, _period(resolved)) for resolved in sheets]
    for number, (name, row) in enumerate(rows.items()):
        fate = _fate(bench, row)
        # Every other fact that may lie between two standards' bounds does; each county's own half of them.
        lower = between(asked[name])[number % 2 :: 2]
        found = list(meeting(asked[name], definitions, AS_OF, lower))
        bar = gravest(_fitting(sheets, row), _unit(row)) if fate == _BARRED else None
        if fate == _UNDECIDED:
            found = [observation for observation in found if isinstance(observation.value, bool)]
        else:
            happened = at_once(bar, definitions) if bar is not None else set()
            found += none_of(happenings[name] - happened, spans, AS_OF)
        if bar is not None:
            day = date(AS_OF.year, 6, 18)
            found.append(Observation(bar, year(day.year), True, day, note="演示用虚构事件"))
        _record(bench, row, found, definitions)


def _record(
    bench: Workbench, row: UnitRow, found: Iterable[Observation], definitions: Mapping[str, FactDefinition]
) -> None:
    """An entry for each fact, as `Facts.put` writes them, in one transaction: one each would take minutes on a slow disk."""
    with saving(bench.desk.workspace):
        for one in found:
            change = {
                "what": "fact",
                "id": one.fact,
                "from": None,
                "to": codec.fact_json(row.id, one, definitions[one.fact]),
            }
            bench.desk.write({"kind": "judged", "evaluation": None, "changes": [change]})


def _fitting(sheets: Iterable[Resolved], row: UnitRow) -> list[Resolved]:
    return [resolved for resolved in sheets if row.kind in resolved.standard.unit_kinds]


def _judge(bench: Workbench, resolved: Resolved, row: UnitRow, index: int) -> None:
    """One evaluation. The last judgements are made one by one, as a person would, so that they can be undone."""
    fate = _fate(bench, row)
    foreign = {name for name, known in resolved.facts.items() if _home(bench, row, known) is None}
    facts = Kin(bench.desk.workspace, row, EVALUATOR).observations(resolved.facts)
    case = Case(resolved, Answers(_unit(row), _period(resolved), AS_OF, EVALUATOR, facts=facts), foreign)
    items = resolved.items if fate != _HALF else resolved.items[: len(resolved.items) // 2]
    every = 23 if fate == _FINISHED else 11
    ratings = {
        item.id: case.rating(item, short=(number + index * 3) % every == 7)
        for number, item in enumerate(items)
        if fate != _UNDECIDED or number % 8 != 5
    }
    last = list(ratings)[-3:] if fate == _HALF else []
    # Of the last ones what was found is entered, and the rating still to come.
    given = {name: Rating(requirements=r.requirements) if name in last else r for name, r in ratings.items()}
    answers = replace(case.answers, unit=Unit(row.name), facts=(), ratings=given)
    if fate in (_FINISHED, _BARRED):
        answers = replace(answers, vetoes=case.cleared(), adjustments=case.adjusted(), parts=case.parts())
    if index == 0:
        asked = put_right(resolved, answers.ratings, row.name, AS_OF, bench.desk.clock().date())
        answers = replace(answers, rectifications=asked)
    with saving(bench.desk.workspace):
        opened = bench.exchange.bring(resolved, answers, _period(resolved), "演示数据")
    for name in last:
        if ratings[name].basis is not None:
            bench.walk.accept(opened.id, name)
        else:
            bench.walk.rate(opened.id, name, ratings[name])
    if fate in (_FINISHED, _BARRED):
        bench.walk.hand_in(opened.id)
    if last:
        bench.evaluations.keep_cursor(opened.id, last[-1])
