"""A unit: its attributes, members, facts and evaluations; facts are entered and corrected here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from kaoping import (
    FactDefinition,
    FactRow,
    KnownFact,
    Observation,
    UnitPage,
    UnitRow,
    attribute_text,
    kind_text,
    visible,
)
from kaoping_tui import keys
from kaoping_tui.modals.ask import Ask
from kaoping_tui.modals.choose import Choose
from kaoping_tui.screens.base import BaseScreen
from kaoping_tui.screens.diff import ask_compare, ask_compare_among
from kaoping_tui.screens.facts import observed
from kaoping_tui.screens.make_campaign import wrong_period
from kaoping_tui.screens.units import ask_attributes, create_unit
from kaoping_tui.unit_lines import unit_choices
from kaoping_tui.widgets.lists import Choice, Choices, Plain
from kaoping_tui.worker import said
from kaoping_tui.wrap import clip


class UnitScreen(BaseScreen):
    """One unit; Enter opens or changes what a line shows."""

    BINDINGS: ClassVar[list[BindingType]] = keys.UNIT

    def __init__(self, unit: str, resume: Callable[[str], None]) -> None:
        super().__init__()
        self._unit = unit
        self._resume = resume
        self.page: UnitPage | None = None

    def body(self) -> ComposeResult:
        """The list."""
        yield Choices(id="unit-list")

    def on_mount(self) -> None:
        """Stand in the list."""
        self.query_one("#title", Plain).say("考评对象")
        self.query_one("#unit-list").focus()

    def on_screen_resume(self) -> None:
        """Show what has changed meanwhile."""
        self.refresh_page()

    def on_resize(self) -> None:
        """Lay out again."""
        self._show()

    def refresh_page(self, at: str | None = None) -> None:
        """Read the unit again."""

        def known(page: UnitPage) -> None:
            self.page = page
            self._show(at)

        self.own.read(self, lambda bench: bench.unit_pages.page(self._unit), known)

    def _show(self, at: str | None = None) -> None:
        page = self.page
        if page is None:
            return
        row, width = page.row, max(self.size.width - 4, 20)
        title = f"考评对象：{row.name}｜{kind_text(row.kind)}｜由 {page.owner} 建立"
        self.query_one("#title", Plain).say(clip(visible(title), max(self.size.width - 2, 20)))
        choices = unit_choices(page, width)
        shown = [choice._replace(text=visible(choice.text)) for choice in choices]
        self.query_one("#unit-list", Choices).offer(shown, at=at)

    @on(Choices.OptionSelected, "#unit-list")
    def _chosen(self) -> None:
        kind, _, id = (self.query_one("#unit-list", Choices).key or "").partition(":")
        if kind == "evaluation":
            self._resume(id)
        elif kind == "unit":
            self.app.push_screen(UnitScreen(id, self._resume))
        elif kind == "attribute":
            self.run_worker(self._change_attribute(id or None))
        elif kind == "fact" and id and self.page is not None:
            self.run_worker(self._correct(self.page.facts[int(id)]))
        elif kind in ("fact", "member", "new", "compare", "diff", "edition"):
            getattr(self, f"action_{kind}")()

    # -- what is done

    def action_new(self) -> None:
        """An evaluation of this unit."""
        if self.page is None:
            return
        from kaoping_tui.screens.new_evaluation import NewEvaluation

        self.app.push_screen(NewEvaluation(self._resume, unit=self.page.row.id))

    def action_member(self) -> None:
        """A unit that belongs to this one."""
        if self.page is not None:
            self.run_worker(create_unit(self, (), {}, self._member_made, parent=self.page.row.id))

    def _member_made(self, row: UnitRow) -> None:
        self.own.tell(f"已增加 {visible(row.name)}")
        self.refresh_page(f"unit:{row.id}")

    def action_attribute(self) -> None:
        """One of the attributes."""
        self.run_worker(self._change_attribute(None))

    async def _change_attribute(self, name: str | None) -> None:
        page = self.page
        if page is None:
            return
        if not page.mine:
            self.own.warn(f"“{visible(page.row.name)}”由 {visible(page.owner)} 建立，只有其本人能修改属性")
            return
        if name is None:
            names = list(dict.fromkeys((*page.asked, *page.row.attributes)))
            if not names:
                self.own.tell("各标准对这个种类不看属性，不必写")
                return
            choices = [Choice(known, visible(attribute_text(known))) for known in names]
            name = await self.app.push_screen_wait(Choose("哪个属性", choices))
        if name is None:
            return
        values = page.asked.get(name) or [page.row.attributes[name]]
        if all(isinstance(value, bool) for value in values):
            attributes = await ask_attributes(self, {name: values})
        else:
            was = str(page.row.attributes.get(name, ""))
            typed = await self.app.push_screen_wait(Ask(visible(attribute_text(name)), value=was))
            attributes = {} if typed is None else {name: int(typed) if typed.isascii() and typed.isdigit() else typed}
        if attributes:
            key, at = page.row.id, f"attribute:{name}"
            self.own.save(self, lambda bench: bench.units.change(key, attributes), lambda _: self.refresh_page(at))

    def action_rectify(self) -> None:
        """What is to be put right, over all evaluations of it."""
        if self.page is not None:
            from kaoping_tui.screens.rectified import UnitRectifications

            self.app.push_screen(UnitRectifications(self.page.row, self._resume))

    def action_report(self) -> None:
        """What can be printed of the evaluation at the cursor, else of the unit."""
        from kaoping_tui.screens.report import ReportScreen

        kind, _, id = (self.query_one("#unit-list", Choices).key or "").partition(":")
        if kind == "evaluation":
            self.app.push_screen(ReportScreen("evaluation", id))
        elif self.page is not None:
            self.app.push_screen(ReportScreen("unit", self.page.row.id))

    def action_compare(self) -> None:
        """The unit and its members under all their standards."""
        from kaoping_tui.screens.compare_going import compare

        compare(self, self._unit)

    def action_diff(self) -> None:
        """The evaluation at the cursor, or one that is chosen, beside another by the same standard."""
        if self.page is None:
            return
        kind, _, id = (self.query_one("#unit-list", Choices).key or "").partition(":")
        if kind == "evaluation":
            ask_compare(self, id, self._go_to)
        else:
            ask_compare_among(self, self.page.evaluations, self.page.shorts, self._go_to)

    def _go_to(self, evaluation: str, item: str | None) -> None:
        """Into the evaluation, at the criterion chosen in the comparison."""
        if item is not None:
            self.own.save(
                self,
                lambda bench: bench.evaluations.keep_cursor(evaluation, item),
                lambda _: self._resume(evaluation),
            )

    def action_edition(self) -> None:
        """The evaluation at the cursor by a corrected standard."""
        from kaoping_tui.screens.edition_going import ask_one

        kind, _, id = (self.query_one("#unit-list", Choices).key or "").partition(":")
        if kind not in ("evaluation", "edition"):
            self.own.tell("请先移到一份考评上，再按 Ctrl+U 换版")
            return
        ask_one(self, id, lambda view: self.own.tell(f"考评 {view.row.number} 已改用，Ctrl+Z 可撤销"), self._resume)

    def action_withdraw(self) -> None:
        """The fact at the cursor, with the reason."""
        kind, _, id = (self.query_one("#unit-list", Choices).key or "").partition(":")
        if kind != "fact" or not id or self.page is None:
            self.own.tell("请先移到一条事实上，再按 Del 撤回")
            return
        fact = self.page.facts[int(id)]
        if fact.row.evaluator != self.own.options.evaluator:
            self.own.warn(f"这是 {visible(fact.row.evaluator)} 登记的事实，只能由其本人撤回")
            return
        self.run_worker(self._withdraw(fact))

    async def _withdraw(self, fact: KnownFact) -> None:
        text = "撤回以后等于没有登记，连同以前的更正；记录仍在日志里"
        why = await self.app.push_screen_wait(
            Ask(visible(f"撤回 {fact.title}（{fact.row.period}）{fact.value}：原因"), text)
        )
        if why is None:
            return
        on = date.fromisoformat(fact.occurred_on) if fact.occurred_on else None
        row = fact.row

        def done(_: object) -> None:
            self.own.tell(f"事实已撤回：{visible(fact.title)}（{row.period}）；用到它的考评已重新计算")
            self.refresh_page()

        self.own.save(
            self,
            lambda bench: bench.facts.withdraw(self._unit, row.definition, row.period, why, occurred_on=on),
            done,
            lambda error: self.own.warn(said(error)),
        )

    def action_fact(self) -> None:
        """A fact: which, for which period, what was found."""
        self.run_worker(self._enter())

    async def _enter(self) -> None:
        page = self.page
        if page is None:
            return
        choices = [Choice(found.id, visible(f"{found.title}　{found.id}")) for found in page.definitions]
        answer = await self.app.push_screen_wait(Choose("录入哪一个事实", choices, narrow=True))
        if answer is None:
            return
        definition = next(found for found in page.definitions if found.id == answer)
        newest = page.evaluations[0].period_to[:4] if page.evaluations else ""
        period = await self.app.push_screen_wait(
            Ask(
                visible(definition.title),
                "哪个期间：年度写 2025，季度写 2025-Q1",
                value=newest,
                number=True,
                check=wrong_period,
            )
        )
        if period is not None:
            self._put(definition, await observed(self, definition, period))

    async def _correct(self, fact: KnownFact) -> None:
        if fact.definition is None:
            self.own.warn(f"事实“{visible(fact.title)}”的定义不在（插件或标准未安装），不能改")
            return
        if fact.row.body.get("member") is not None:
            self.own.warn("这是其他考评对象的事实，请在那个考评对象里改")
            return
        value = fact.row.body["value"]
        typed = ""
        if isinstance(value, dict):
            sampled = f"{value['part']}/{value['of']}" if "of" in value else ""
            typed = str(value.get("number") or value.get("date") or sampled)
        self._put(fact.definition, await observed(self, fact.definition, fact.row.period, typed))

    def _put(self, definition: FactDefinition, found: Observation | None) -> None:
        if found is None:
            return

        def done(_: FactRow) -> None:
            self.own.tell(f"事实已保存：{visible(definition.title)}（{found.period.label}）；用到它的考评已重新计算")
            self.refresh_page()

        self.own.save(
            self,
            lambda bench: bench.facts.put(
                self._unit, found.fact, found.value, found.period.label, occurred_on=found.occurred_on
            ),
            done,
            lambda error: self.own.warn(said(error)),
        )
