"""Evaluations for all units of a campaign: part by part, so that nothing else waits, saying how far it has come."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kaoping import CampaignOpened, Matrix, visible
from kaoping_tui.modals.choose import Choose
from kaoping_tui.widgets.lists import Choice
from kaoping_tui.worker import said

if TYPE_CHECKING:
    from kaoping_tui.app import KaopingApp
    from kaoping_tui.screens.base import BaseScreen
    from kaoping_tui.screens.campaign import CampaignScreen


def ask_open(screen: CampaignScreen, matrix: Matrix, stage: str | None) -> None:
    """Say for how many units evaluations would be opened at a stage, and open them."""
    title = visible(next(column.title for column in matrix.columns if column.id == stage))
    missing = matrix.to_open(stage, screen.own.options.evaluator)
    if not missing:
        left = "；指定给别人的留给其本人" if any(line.assigned for line in matrix.lines) else ""
        screen.own.tell(f"在“{title}”没有要以自己的名义新建的{left}")
        return
    me = visible(screen.own.options.evaluator)

    def chosen(answer: str | None) -> None:
        if answer == "do":
            open_all(screen.own, matrix.campaign.id, stage, lambda: read_again(screen))

    asked = f"在“{title}”给 {missing} 个考评对象各新建一份，以 {me} 的名义"
    choices = (Choice("do", "新建"), Choice("leave", "不新建"))
    screen.app.push_screen(Choose(asked, choices, text="指定给别人考评的留给其本人，已有的不重复建"), chosen)


def read_again(screen: BaseScreen) -> None:
    """The table of the campaign, where it is still shown."""
    refresh = getattr(screen.app.screen, "action_refresh_table", None)
    if refresh is not None:
        refresh()


def open_all(app: KaopingApp, campaign: str, stage: str | None, finished: Callable[[], None]) -> None:
    """Queue the first part; each part queues the next. It goes on when the screen is left, and ends with a message."""
    made = 0

    def part() -> None:
        app.save(app.screen_stack[0], lambda bench: bench.roster.open_some(campaign, stage), done, refused)

    def done(found: CampaignOpened) -> None:
        nonlocal made
        made += len(found.made)
        if found.left:
            app.tell(f"正在新建考评：{made}/{made + found.left}")
            part()
            return
        app.tell(told(made, found))
        finished()

    def refused(error: Exception) -> None:
        app.warn(f"已新建 {made} 份，其余没有新建：{said(error)}" if made else said(error))
        finished()

    part()


def told(made: int, found: CampaignOpened) -> str:
    """What was opened, and what was left out and why."""
    parts = [f"新建考评 {made} 份" if made else "没有要新建的考评"]
    for names, why in ((found.others, "指定给别人，留给其本人"), (found.unfit, "种类不合标准")):
        if names:
            parts.append(f"{len(names)} 个没有新建（{why}）：{'、'.join(names[:3])}{' 等' if len(names) > 3 else ''}")
    return visible("；".join(parts))
