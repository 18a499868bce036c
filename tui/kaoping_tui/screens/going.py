"""From the first screen to what was chosen there or found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kaoping import CampaignRow, ReadyRound, StandardEntry, View, visible
from kaoping_tui.modals.choose import Choose
from kaoping_tui.screens.make_campaign import Material, make_announced, make_own, material
from kaoping_tui.screens.units import create_unit
from kaoping_tui.widgets.lists import Choice

if TYPE_CHECKING:
    from kaoping import Workbench
    from kaoping_tui.screens.home import HomeScreen


def go(home: HomeScreen, key: str) -> None:
    """Open what a key names: `KIND:ID`."""
    kind, _, id = key.partition(":")
    if kind == "evaluation":
        home.resume(id)
    elif kind == "campaign":
        _campaign(home, id)
    elif kind == "ready":
        home.own.read(home, lambda bench: _announced(bench, id), lambda found: _make(home, *found))
    elif kind == "unit":
        _unit(home, id)
    elif kind in ("standard", "item"):
        _standard(home, id)
    elif kind == "plugin":
        home.action_section("plugins")
    elif kind == "section":
        home.action_section(id)
    elif key == "new-unit":
        home.run_worker(create_unit(home, (), {}, lambda row: _unit(home, row.id)))
    elif key == "import-standard":
        home.action_import_standard()
    elif key == "own-campaign":
        home.own.read(home, lambda bench: bench.library.usable(), lambda entries: _own(home, entries))


def walk(home: HomeScreen, view: View) -> None:
    """Open the walk; who has not rated anything yet is told how."""
    from kaoping_tui.screens.walk import WalkScreen

    home.app.push_screen(WalkScreen(view))
    if view.can_write and not view.answers.ratings:
        met = view.resolved.standard.scoring.model == "attainment"
        how = "回车或 1 达到，2 未达到" if met else "回车给满分，数字给分，F4 扣分"
        home.own.tell(f"{how}；评完自动到下一项，F1 看全部按键")


def _campaign(home: HomeScreen, id: str) -> None:
    from kaoping_tui.screens.campaign import CampaignScreen

    home.app.push_screen(CampaignScreen(id, home.resume))


def _unit(home: HomeScreen, id: str) -> None:
    from kaoping_tui.screens.unit import UnitScreen

    home.app.push_screen(UnitScreen(id, home.resume))


def _standard(home: HomeScreen, key: str) -> None:
    from kaoping_tui.screens.standard import StandardScreen

    id, _, item = key.partition("#")
    home.app.push_screen(StandardScreen(id, home.resume, item or None))


def _announced(bench: Workbench, key: str) -> tuple[ReadyRound, Material]:
    ready = bench.rounds.named(key)
    return ready, material(bench, ready.named.sheet)


def _make(home: HomeScreen, ready: ReadyRound, given: Material) -> None:
    home.run_worker(make_announced(home, ready, given, lambda row: _made(home, row)))


def _own(home: HomeScreen, entries: list[StandardEntry]) -> None:
    choices = [Choice(entry.id, visible(f"{entry.short}　{entry.title}")) for entry in entries]

    def chosen(id: str | None) -> None:
        if id is not None:
            home.own.read(home, lambda bench: material(bench, id), _start)

    def _start(given: Material) -> None:
        home.run_worker(make_own(home, given, lambda row: _made(home, row)))

    home.app.push_screen(Choose("批次用哪个标准", choices, narrow=len(choices) > 8), chosen)


def _made(home: HomeScreen, row: CampaignRow) -> None:
    home.own.tell(f"已建立批次“{visible(row.name)}”")
    _campaign(home, row.id)


__all__ = ["go", "walk"]
