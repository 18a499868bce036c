"""Who takes part in a campaign: units in and out, who evaluates them, blind or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kaoping import CampaignRow, UnitRow, fold, kind_text, visible
from kaoping_tui.modals.ask import Ask
from kaoping_tui.modals.choose import Choose
from kaoping_tui.modals.choose_many import ChooseMany
from kaoping_tui.widgets.lists import Choice
from kaoping_tui.worker import said

if TYPE_CHECKING:
    from kaoping import Workbench
    from kaoping_tui.screens.campaign import CampaignScreen


def ask_roster(screen: CampaignScreen) -> None:
    """What is to be changed, then the change; the units that could take part are read meanwhile."""
    matrix, at = screen.matrix, screen.line
    if matrix is None:
        return
    choices = [Choice("add", "加入考评对象")]
    if at is not None:
        name = visible(at.name)
        choices += [Choice("remove", f"移出“{name}”"), Choice("assign", f"指定由谁考评“{name}”")]
        choices.append(Choice("assign-all", "指定由谁考评，选几个考评对象"))
    choices.append(Choice("blind", "取消盲评" if matrix.blind else "实行盲评：双方都提交以后才看得到他人的评定"))

    def chosen(answer: str | None) -> None:
        if answer == "add":
            screen.own.read(screen, lambda bench: _others(bench, matrix.campaign), lambda units: _add(screen, units))
        elif answer == "remove" and at is not None:
            _change(screen, "remove", (at.unit,), f"已移出 {visible(at.name)}")
        elif answer == "assign" and at is not None:
            screen.run_worker(_assign(screen, (at.unit,), "、".join(at.assigned)))
        elif answer == "assign-all":
            screen.run_worker(_assign_some(screen))
        elif answer == "blind":
            screen.run_worker(_blind(screen, not matrix.blind))

    screen.app.push_screen(Choose("批次的名单和考评人", choices), chosen)


def _others(bench: Workbench, campaign: CampaignRow) -> list[UnitRow]:
    kinds = {entry.id: entry.unit_kinds for entry in bench.library.usable()}.get(campaign.standard or "", ())
    held = set(campaign.body.get("units", ()))
    return [unit for unit in bench.units.all() if unit.id not in held and (not kinds or unit.kind in kinds)]


def _add(screen: CampaignScreen, units: list[UnitRow]) -> None:
    if not units:
        screen.own.tell("没有可加入的考评对象：请先在首页按 3 新建")
        return
    choices = [Choice(unit.id, visible(f"{unit.name}　{kind_text(unit.kind)}")) for unit in units]
    asked = ChooseMany("加入哪些考评对象", choices, ())

    def chosen(answer: str | None) -> None:
        if answer is not None and asked.taken:
            _change(screen, "add", asked.taken, f"已加入 {len(asked.taken)} 个，F7 可成批新建考评")

    screen.app.push_screen(asked, chosen)


def _change(screen: CampaignScreen, what: str, units: tuple[str, ...], done: str) -> None:
    key = screen.campaign
    screen.own.save(
        screen,
        lambda bench: (bench.roster.add if what == "add" else bench.roster.remove)(key, units),
        lambda _: screen.changed(done),
        lambda error: screen.own.warn(said(error)),
    )


async def _assign_some(screen: CampaignScreen) -> None:
    lines = screen.matrix.lines if screen.matrix is not None else ()
    held = {line.unit: f"（{'、'.join(line.assigned)}）" if line.assigned else "" for line in lines}
    choices = [Choice(line.unit, visible(line.name + held[line.unit])) for line in lines]
    asked = ChooseMany("哪些考评对象", choices, ())
    if await screen.app.push_screen_wait(asked) is not None and asked.taken:
        await _assign(screen, asked.taken, "")


async def _assign(screen: CampaignScreen, units: tuple[str, ...], held: str) -> None:
    text = "姓名，几个人用顿号或逗号分开，须与其打开程序时所用的完全一致；不写则不再指定"
    typed = await screen.app.push_screen_wait(Ask("由谁考评", text, value=held, check=lambda _: None))
    if typed is None:
        return
    names = [name.strip() for name in fold(typed).replace("、", ",").replace("，", ",").split(",") if name.strip()]
    done = (
        f"{len(units)} 个考评对象由 {visible('、'.join(names))} 考评" if names else f"{len(units)} 个考评对象不再指定"
    )
    key = screen.campaign
    screen.own.save(
        screen,
        lambda bench: bench.roster.assign(key, units, names),
        lambda _: screen.changed(done),
        lambda error: screen.own.warn(said(error)),
    )


async def _blind(screen: CampaignScreen, on: bool) -> None:
    why = None
    if not on:
        why = await screen.app.push_screen_wait(Ask("取消盲评的原因", "取消以后，各人的评定随即互相可见"))
        if why is None:
            return
    key = screen.campaign
    screen.own.save(
        screen,
        lambda bench: bench.roster.blind(key, on, why),
        lambda _: screen.changed("已实行盲评：双方都提交以后才看得到他人的评定" if on else "已取消盲评"),
        lambda error: screen.own.warn(said(error)),
    )
