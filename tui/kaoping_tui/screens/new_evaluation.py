"""A new evaluation: a standard, a unit, a period, the day that look-backs start from."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from kaoping import (
    Period,
    Resolved,
    StandardEntry,
    StandardFamily,
    UnitRow,
    condition_text,
    fold,
    kind_text,
    parse_period,
    visible,
)
from kaoping_tui import keys
from kaoping_tui.modals.ask import Ask
from kaoping_tui.modals.choose import Choose
from kaoping_tui.screens.base import BaseScreen
from kaoping_tui.screens.draft import Draft, offered
from kaoping_tui.screens.facts import wrong_date
from kaoping_tui.screens.make_campaign import wrong_period
from kaoping_tui.screens.units import attributes_asked, complete_unit, create_unit
from kaoping_tui.widgets.lists import Choice, Choices, Plain, heading
from kaoping_tui.worker import said

if TYPE_CHECKING:
    from kaoping import EvaluationRow, Workbench


class NewEvaluation(BaseScreen):
    """One line for each thing to choose; the questions come by themselves the first time."""

    BINDINGS: ClassVar[list[BindingType]] = keys.NEW

    def __init__(self, opened: Callable[[str], None], *, unit: str | None = None, standard: str | None = None) -> None:
        super().__init__()
        self._opened = opened
        self._given = (unit, standard)
        #: Set while no standard is being loaded.
        self._loaded = asyncio.Event()
        self._loaded.set()
        self._starting = False
        #: Why the standard chosen last cannot be used.
        self._broke = ""
        self.draft = Draft()
        self._families: Sequence[StandardFamily] = ()
        self._units: Sequence[UnitRow] = ()

    def body(self) -> ComposeResult:
        """The list of what is chosen."""
        yield Choices(id="draft")

    def on_mount(self) -> None:
        """Ask for standards and units."""
        self.own.tell("")
        self.query_one("#title", Plain).say("新建考评（回车修改，选好后开始）")
        self.query_one("#draft").focus()
        self._show()
        self.own.read(self, _known, self._known)

    def _known(self, found: tuple[Sequence[StandardFamily], Sequence[UnitRow], date]) -> None:
        self._families, self._units, today = found
        year = Period(date(today.year, 1, 1), date(today.year, 12, 31))
        self.draft.period, self.draft.as_of = year, today
        unit, standard = self._given
        self.draft.unit = next((row for row in self._units if row.id == unit), None)
        entry = next((entry for entry in self._entries if entry.id == standard), None)
        if entry is not None:
            self._take(entry)
        self._show()
        self.run_worker(self._first_time())

    @property
    def _entries(self) -> list[StandardEntry]:
        return [entry for family in self._families for entry in family.entries]

    async def _first_time(self) -> None:
        two = self.draft.entry is None and self.draft.unit is None
        if self.draft.entry is not None or await self._pick_standard("第一步：" if two else ""):
            if self.draft.unit is None:
                await self._pick_unit("第二步：" if two else "")
            else:
                await self._complete()
                self._show("start")
        self._next_step()

    def _next_step(self) -> None:
        """Say what is to be done now."""
        if self.draft.entry is None and self._broke:
            self.own.warn(self._broke)
        elif self.draft.entry is None:
            self.own.tell("还没有选标准：在“标准”一行按回车选，或按 Esc 返回")
        elif self.draft.unit is None:
            self._show("unit")
            self.own.tell("还没有选考评对象：按回车选或新建")
        else:
            self.own.tell("都选好了：按回车（或 F10）开始考评")

    def _show(self, at: str | None = None) -> None:
        draft = self.draft
        standard = f"{draft.entry.title}（{draft.entry.edition}）" if draft.entry else "（请选择）"
        unit = f"{draft.unit.name}（{kind_text(draft.unit.kind)}{self._attributes()}）" if draft.unit else "（请选择）"
        choices = [
            Choice("standard", f"标准　　　{standard}"),
            Choice("unit", f"考评对象　{unit}"),
            Choice("period", f"考评周期　{draft.period.label if draft.period else ''}"),
            Choice("as-of", f"截至日　　{draft.as_of.isoformat() if draft.as_of else ''}（追溯从这一天往前算）"),
        ]
        stages = draft.resolved.document.stages if draft.resolved else ()
        if stages:
            title = next((stage.title for stage in stages if stage.id == draft.stage), "不分阶段")
            choices.append(Choice("stage", f"阶段　　　{title}"))
        choices.append(Choice("start", "开始考评（F10）"))
        shown = [Choice(choice.key, visible(choice.text)) for choice in choices]
        self.query_one("#draft", Choices).offer(shown, at=at)

    def _attributes(self) -> str:
        if self.draft.unit is None or not self.draft.unit.attributes:
            return ""
        return f"，{condition_text(self.draft.unit.attributes)}"

    @on(Choices.OptionSelected, "#draft")
    def _chosen(self) -> None:
        key = self.query_one("#draft", Choices).key
        if key == "start":
            self.action_start()
        elif key is not None:
            self.run_worker(self._change(key))

    async def _change(self, key: str) -> None:
        if key == "standard":
            await self._pick_standard()
        elif key == "unit":
            await self._pick_unit()
        elif key == "period":
            await self._pick_period()
        elif key == "as-of":
            typed = await self.app.push_screen_wait(
                Ask("截至日", "追溯期从这一天往前算", value=str(self.draft.as_of or ""), number=True, check=wrong_date)
            )
            if typed is not None:
                self.draft.as_of = date.fromisoformat(fold(typed))
        elif key == "stage" and self.draft.resolved is not None:
            stages = [Choice(stage.id, visible(stage.title)) for stage in self.draft.resolved.document.stages]
            answer = await self.app.push_screen_wait(
                Choose("阶段", [Choice("", "不分阶段"), *stages], at=self.draft.stage or "")
            )
            if answer is not None:
                self.draft.stage = answer or None
        self._show()
        self._next_step()

    async def _pick_standard(self, step: str = "") -> bool:
        """The standards by the document they come from, those in force first; before all, those for the unit's kind."""
        kind = self.draft.unit.kind if self.draft.unit is not None else None
        fitting: list[Choice] = []
        others: list[Choice] = []
        for family in sorted(self._families, key=lambda f: all(entry.status != "in-force" for entry in f.entries)):
            for choices, fits in ((fitting, True), (others, False)):
                of_family = [e for e in family.entries if (kind is None or kind in e.unit_kinds) == fits]
                if of_family:
                    choices.append(heading(visible(family.title)))
                    choices += [
                        offered(entry, None if fits else f"不考评{kind_text(kind or '')}") for entry in of_family
                    ]
        if not fitting and not others:
            self.own.warn("没有可用的标准，请按 Esc 返回后按 F6 查看原因")
            return False
        at = self.draft.entry.id if self.draft.entry is not None else None
        text = "按上下键选，按回车定；行尾写明它考评哪一种对象。要按自己的文件考评，先回首页按 F8 导入"
        if kind is not None:
            text = f"先列考评{kind_text(kind)}的"
        count = len(fitting) + len(others)
        answer = await self.app.push_screen_wait(
            Choose(f"{step}选标准", [*fitting, *others], text=text, at=at, narrow=count > 24)
        )
        if answer is None:
            return False
        self._take(next(entry for entry in self._entries if entry.id == answer))
        self._show()
        return True

    def _take(self, entry: StandardEntry) -> None:
        self.draft.entry, self.draft.resolved, self.draft.stage = entry, None, None
        self._broke = ""
        self._loaded.clear()
        self.own.read(self, lambda bench: bench.library.resolved(entry.id), self._resolved, self._broken)

    def _resolved(self, resolved: Resolved) -> None:
        self._loaded.set()
        self.draft.resolved = resolved
        self._show()

    def _broken(self, error: Exception) -> None:
        self._loaded.set()
        self.draft.entry = None
        self._broke = f"这个标准不能使用：{said(error)}"
        self.own.warn(self._broke)
        self._show()

    async def _pick_unit(self, step: str = "") -> bool:
        """The units that the standard evaluates first, and a new one."""
        kinds = self.draft.entry.unit_kinds if self.draft.entry is not None else ()
        units = sorted(self._units, key=lambda u: (bool(kinds) and u.kind not in kinds, u.kind, u.name))
        choices = [Choice("new", "＋ 新建考评对象")]
        for unit in units:
            refused = "本标准不考评" if kinds and unit.kind not in kinds else None
            choices.append(Choice(unit.id, visible(f"{unit.name}　{kind_text(unit.kind)}"), refused))
        fitting = [u for u in units if not kinds or u.kind in kinds]
        at = self.draft.unit.id if self.draft.unit is not None else fitting[0].id if fitting else "new"
        answer: str | None = "new"
        if units:
            asked = Choose(f"{step}选考评对象", choices, at=at, narrow=len(choices) > 12)
            answer = await self.app.push_screen_wait(asked)
        if answer is None:
            return False
        if answer == "new":
            await self._loaded.wait()
            await create_unit(self, kinds, attributes_asked(self.draft.resolved), self._unit_made, step=step)
        else:
            self.draft.unit = next(unit for unit in units if unit.id == answer)
            await self._complete()
        self._show("start")
        return True

    async def _complete(self) -> None:
        """Ask for what the standard wants to know about the unit and nobody has said."""
        await self._loaded.wait()
        if self.draft.unit is not None:
            await complete_unit(self, self.draft.unit, attributes_asked(self.draft.resolved), self._unit_made)

    def _unit_made(self, unit: UnitRow) -> None:
        self._units = [*(known for known in self._units if known.id != unit.id), unit]
        self.draft.unit = unit
        self._show("start")
        self._next_step()

    async def _pick_period(self) -> None:
        value = self.draft.period.label if self.draft.period is not None else ""
        hint = "年度写 2025，上半年写 2025-H1，几年写 2023/2025，起止写 2025-03-01..2025-05-31"
        typed = await self.app.push_screen_wait(Ask("考评周期", hint, value=value, number=True, check=wrong_period))
        if typed is not None:
            self.draft.period = parse_period(typed)

    def action_leave(self) -> None:
        """Go back; what was to be done here is no longer to be done."""
        self.own.tell("")
        self.dismiss(None)

    def action_start(self) -> None:
        """Open the evaluation."""
        if self._starting:
            return
        draft = self.draft
        missing = [name for name, value in (("标准", draft.entry), ("考评对象", draft.unit)) if value is None]
        if missing or draft.entry is None or draft.unit is None or draft.period is None:
            self.own.warn(f"还没有选{'、'.join(missing)}")
            return
        standard, unit, period, as_of, stage = draft.entry.id, draft.unit.id, draft.period, draft.as_of, draft.stage

        def opened(row: EvaluationRow) -> None:
            self.dismiss(None)
            self._opened(row.id)

        def refused(error: Exception) -> None:
            self._starting = False
            self.own.warn(said(error))

        self._starting = True
        self.own.save(
            self, lambda bench: bench.evaluations.new(standard, unit, period, as_of=as_of, stage=stage), opened, refused
        )


def _known(bench: Workbench) -> tuple[Sequence[StandardFamily], Sequence[UnitRow], date]:
    families = [
        replace(family, entries=usable)
        for family in bench.overview.families()
        if (usable := tuple(entry for entry in family.entries if entry.failure is None))
    ]
    return families, bench.units.all(), bench.desk.clock().date()
