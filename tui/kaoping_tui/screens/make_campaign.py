"""Making a campaign: of what a document announces, or one's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kaoping import CampaignRow, ReadyRound, StandardEntry, UnitRow, kind_text, parse_period, visible
from kaoping_tui.modals.ask import Ask
from kaoping_tui.modals.choose import Choose
from kaoping_tui.modals.choose_many import ChooseMany
from kaoping_tui.screens.opening import open_all, read_again
from kaoping_tui.widgets.lists import Choice
from kaoping_tui.worker import said

if TYPE_CHECKING:
    from kaoping import Workbench
    from kaoping_tui.screens.base import BaseScreen

Done = Callable[[CampaignRow], None]


@dataclass(frozen=True)
class Material:
    """What a campaign by one standard can be made of.

    :ivar stages: of the document: id and title
    :ivar units: those there are that the standard evaluates
    :ivar parents: every unit, to be the one above those that are made
    """

    standard: StandardEntry
    stages: tuple[tuple[str, str], ...]
    units: tuple[UnitRow, ...]
    parents: tuple[UnitRow, ...]


def material(bench: Workbench, standard: str) -> Material:
    """Read in the writer thread.

    :raises Refused: the standard cannot be used.
    """
    entry = bench.library.entry(standard)
    stages = tuple((stage.id, stage.title) for stage in bench.library.resolved(standard).document.stages)
    units = tuple(bench.units.all())
    return Material(entry, stages, tuple(unit for unit in units if unit.kind in entry.unit_kinds), units)


async def make_announced(
    screen: BaseScreen, ready: ReadyRound, given: Material, done: Done, name: str = "", problem: str = ""
) -> None:
    """Ask what the document leaves open, and queue the save."""
    app = screen.app
    named = "、".join(unit.name for unit in ready.units)
    text = f"文件：{ready.document_title}。考评对象：{named or '文件没有列名'}"
    typed = await app.push_screen_wait(Ask("批次名称", text, value=name or ready.named.title, problem=problem))
    period = None if typed is None else await _period(screen, ready.period.label if ready.period else "")
    if typed is None or period is None:
        return
    parent: str | None = ""
    if ready.units:
        choices = [Choice("", "不属于哪个考评对象"), *(_unit(unit) for unit in given.parents)]
        hint = "例如县的部门和乡镇属于这个县"
        parent = await app.push_screen_wait(
            Choose("新建的考评对象属于谁", choices, text=hint, narrow=len(choices) > 12)
        )
    known = {unit.name for unit in ready.units}
    others = [unit for unit in given.units if unit.name not in known]
    units = await _units(screen, others) if parent is not None and not ready.units else ()
    stages = await _stages(screen, given) if parent is not None and units is not None else None
    if stages is None or units is None:
        return
    count = len(ready.units) + len(units)
    opened = await app.push_screen_wait(_last(typed, period, count))
    if not opened or opened == "no":
        return

    def refused(error: Exception) -> None:
        screen.own.warn(said(error))
        screen.run_worker(make_announced(screen, ready, given, done, typed, said(error)))

    def work(bench: Workbench) -> CampaignRow:
        return bench.rounds.make(
            ready.key,
            name=typed,
            period=parse_period(period),
            units=units,
            stages=stages,
            parent=parent or None,
            evaluations=opened == "with",
        ).campaign

    screen.own.save(screen, work, done, refused)


async def make_own(screen: BaseScreen, given: Material, done: Done, name: str = "", problem: str = "") -> None:
    """Ask for everything about a campaign that no document announces, and queue the save."""
    text = f"标准：{given.standard.title}"
    typed = await screen.app.push_screen_wait(Ask("批次名称", text, value=name, problem=problem))
    period = None if typed is None else await _period(screen, "")
    units = None if period is None else await _units(screen, given.units)
    stages = None if units is None else await _stages(screen, given)
    if typed is None or period is None or units is None or stages is None:
        return
    opened = "without"
    if units:
        answer = await screen.app.push_screen_wait(_last(typed, period, len(units)))
        if not answer or answer == "no":
            return
        opened = answer

    def made(row: CampaignRow) -> None:
        done(row)
        if opened == "with":
            open_all(screen.own, row.id, None, lambda: read_again(screen))

    def refused(error: Exception) -> None:
        screen.own.warn(said(error))
        screen.run_worker(make_own(screen, given, done, typed, said(error)))

    screen.own.save(
        screen,
        lambda bench: bench.evaluations.add_campaign(
            typed, parse_period(period), standard=given.standard.id, units=units, stages=stages
        ),
        made,
        refused,
    )


async def _period(screen: BaseScreen, label: str) -> str | None:
    hint = "文件所印，可改" if label else "年度写 2025，上半年写 2025-H1，几年写 2021/2022"
    return await screen.app.push_screen_wait(Ask("考评周期", hint, value=label, number=True, check=wrong_period))


async def _units(screen: BaseScreen, units: Sequence[UnitRow]) -> tuple[str, ...] | None:
    choices = [_unit(unit) for unit in units]
    if not choices:
        return ()
    return await pick_many(screen, "哪些考评对象参加", choices, [choice.key for choice in choices])


async def _stages(screen: BaseScreen, given: Material) -> tuple[str, ...] | None:
    choices = [Choice(id, visible(title)) for id, title in given.stages]
    if len(choices) < 2:
        return tuple(choice.key for choice in choices)
    return await pick_many(screen, "本批次有哪些阶段", choices, [choice.key for choice in choices])


async def pick_many(
    screen: BaseScreen, title: str, choices: Sequence[Choice], taken: Sequence[str]
) -> tuple[str, ...] | None:
    """Several of these, in their order; None where it was given up."""
    asked = ChooseMany(title, choices, taken)
    return asked.taken if await screen.app.push_screen_wait(asked) is not None else None


def _last(name: str, period: str, count: int) -> Choose:
    return Choose(
        f"建立批次“{name}”（{parse_period(period).label}，考评对象 {count} 个）",
        (
            Choice("with", "建立，同时给每个考评对象新建第一阶段的考评"),
            Choice("without", "建立，考评以后再逐个新建"),
            Choice("no", "不建立"),
        ),
    )


def _unit(unit: UnitRow) -> Choice:
    return Choice(unit.id, visible(f"{unit.name}　{kind_text(unit.kind)}"))


def wrong_period(typed: str) -> str | None:
    """What is wrong with a period as typed."""
    try:
        parse_period(typed)
    except ValueError as error:
        return str(error)
    return None
