"""Vetoes, adjustments and parts from outside: each stated here, with the window that is looked back over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from kaoping import (
    Adjustment,
    AdjustmentStatement,
    Part,
    PartStatement,
    Veto,
    VetoStatement,
    View,
    fold,
    look_back,
    parse_number,
    plain,
    shared_cap_line,
    shared_cap_text,
    visible,
)
from kaoping_tui import keys
from kaoping_tui.modals.ask import Ask, Check
from kaoping_tui.modals.choose import Choose
from kaoping_tui.screens.base import BaseScreen
from kaoping_tui.screens.facts import wrong_date
from kaoping_tui.texts import VETOES, effect
from kaoping_tui.widgets.lists import Choice, Choices, Plain

if TYPE_CHECKING:
    from kaoping_tui.screens.judging import Judge, Judging


class StatementScreen(BaseScreen):
    """One list; Enter states something about the line."""

    BINDINGS: ClassVar[list[BindingType]] = keys.LEAVE

    def __init__(self, walk: Judging) -> None:
        super().__init__()
        self.walk = walk
        #: Where to stand once what was stated is shown.
        self._next: str | None = None

    def body(self) -> ComposeResult:
        """The list."""
        yield Choices(id="statement-list")

    def on_mount(self) -> None:
        """Stand in the list."""
        self.query_one("#title", Plain).say("一票否决、加减分与外部给分（回车填写）")
        self.query_one("#statement-list").focus()
        self.view_changed()

    def view_changed(self) -> None:
        """Show the statements as they now are."""
        choices = list(choices_of(self.walk.view))
        if not choices:
            choices = [Choice("", "本标准没有一票否决、加减分和外部给分")]
        self.query_one("#statement-list", Choices).offer(choices, at=self._next)
        self._next = None

    def _judge(self, work: Judge, told: str) -> None:
        """Queue it, and stand at the next line: most are answered one after the other."""
        found = self.query_one("#statement-list", Choices)
        keys_there = [choice.key for choice in found.choices]
        behind = keys_there[keys_there.index(found.key) + 1 :] if found.key in keys_there else []
        # What several come to together is shown and not stated.
        self._next = next((key for key in behind if not key.startswith("together:")), self._next)
        self.walk.judge(work, told)

    @on(Choices.OptionSelected, "#statement-list")
    def _chosen(self) -> None:
        kind, _, id = (self.query_one("#statement-list", Choices).key or "").partition(":")
        resolved = self.walk.view.resolved
        if kind == "veto":
            self.run_worker(self._veto(next(v for v in resolved.vetoes if v.id == id)))
        elif kind == "adjustment":
            self.run_worker(self._adjustment(next(a for a in resolved.adjustments if a.id == id)))
        elif kind == "together":
            self.own.tell("几项的合计由程序计算，不用填写；填写上面的各项")
        elif kind == "part":
            self.run_worker(self._part(next(p for p in resolved.parts if p.id == id)))

    async def _veto(self, veto: Veto) -> None:
        choices = (
            Choice("clear", "未发生"),
            Choice("happened", "发生过，填写日期"),
            Choice("undated", "发生过，日期不详"),
            Choice("unknown", "尚未查明（收回已作的认定）"),
        )
        text = f"{veto.text}（{window_text(self.walk.view, veto)}）"
        answer = await self.app.push_screen_wait(Choose(veto.title, choices, text=text))
        statement: VetoStatement | None = None
        if answer is None:
            return
        if answer == "clear":
            statement = VetoStatement(happened=False)
        elif answer == "undated":
            statement = VetoStatement(happened=True)
        elif answer == "happened":
            day = await self.app.push_screen_wait(
                Ask("发生日期", window_text(self.walk.view, veto), number=True, check=wrong_date)
            )
            if day is None:
                return
            statement = VetoStatement(happened=True, occurred_on=date.fromisoformat(fold(day)))
        self._judge(lambda bench, key: bench.walk.veto(key, veto.id, statement), f"已保存：{visible(veto.title)}")

    async def _adjustment(self, adjustment: Adjustment) -> None:
        word = "加" if adjustment.kind == "bonus" else "减"
        by_count = adjustment.amount is not None
        title = f"{adjustment.title}：{'发生几次' if by_count else f'{word}几分'}（留空收回）"
        typed = await self.app.push_screen_wait(
            Ask(
                title,
                f"{adjustment.text}（{_worth(self.walk.view, adjustment)}）",
                number=True,
                check=_wrong_amount(by_count),
            )
        )
        if typed is None:
            return
        statement: AdjustmentStatement | None = None
        if typed:
            value = parse_number(typed)
            reason = None
            if value:
                reason = await self.app.push_screen_wait(Ask(f"{adjustment.title}：依据"))
                if reason is None:
                    return
            statement = (
                AdjustmentStatement(count=int(value), reason=reason)
                if by_count
                else AdjustmentStatement(amount=value, reason=reason)
            )
        self._judge(
            lambda bench, key: bench.walk.adjust(key, adjustment.id, statement), f"已保存：{visible(adjustment.title)}"
        )

    async def _part(self, part: Part) -> None:
        full = plain(part.full) if part.full is not None else ""
        typed = await self.app.push_screen_wait(
            Ask(f"{part.title}：得几分（满分 {full}，留空收回）", number=True, check=_wrong_amount(False))
        )
        if typed is None:
            return
        statement = PartStatement(parse_number(typed)) if typed else None
        self._judge(lambda bench, key: bench.walk.part(key, part.id, statement), f"已保存：{visible(part.title)}")


def choices_of(view: View) -> Iterator[Choice]:
    """Every veto, adjustment, sum of adjustments and part from outside, as it is stated."""
    sheet, answers = view.sheet, view.answers
    for found in sheet.vetoes:
        veto = found.veto
        follows = f"{effect(view.resolved, veto)}；{window_text(view, veto)}"
        text = f"〔{VETOES[found.status]}〕{veto.title}（{follows}）：{found.because}"
        yield Choice(f"veto:{veto.id}", visible(text))
    scores = {score.id: score for score in sheet.adjustments}
    for adjustment in view.resolved.adjustments:
        stated = answers.adjustments.get(adjustment.id)
        score = scores.get(adjustment.id)
        word = "加分" if adjustment.kind == "bonus" else "减分"
        now = "未填"
        if stated is not None:
            said = f"{stated.count} 次" if stated.count is not None else f"{plain(stated.amount or 0)} 分"
            now = f"{said}，计 {plain(score.low)} 分" if score is not None and score.low == score.high else said
        yield Choice(
            f"adjustment:{adjustment.id}", visible(f"〔{word}〕{adjustment.title}（{_worth(view, adjustment)}）：{now}")
        )
    for cap in sheet.caps:
        yield Choice(f"together:{cap.id}", visible(f"〔合计〕{shared_cap_line(cap)}"))
    for part in view.resolved.parts:
        if part.full is not None:
            entered = answers.parts.get(part.id)
            now = "未填" if entered is None else f"{plain(entered.score)} / {plain(part.full)}"
            yield Choice(f"part:{part.id}", visible(f"〔外部给分〕{part.title}（占 {plain(part.weight)} 分）：{now}"))


def window_text(view: View, veto: Veto) -> str:
    """The days that a veto looks back over."""
    answers = view.answers
    if veto.look_back_years is not None and answers.as_of is not None:
        window = look_back(answers.as_of, veto.look_back_years)
        return f"追溯 {window.start.isoformat()} 至 {window.end.isoformat()}"
    if veto.look_back == "period" and answers.period is not None:
        return f"考评周期 {answers.period.start.isoformat()} 至 {answers.period.end.isoformat()}"
    return "不限时间"


def amount_text(adjustment: Adjustment) -> str:
    """What an adjustment gives."""
    parts = []
    if adjustment.amount is not None:
        parts.append(f"每次 {plain(adjustment.amount)} 分")
    if adjustment.range is not None:
        parts.append(f"{plain(adjustment.range.low)} 到 {plain(adjustment.range.high)} 分")
    if adjustment.cap is not None:
        parts.append(f"累计不超过 {plain(adjustment.cap)} 分")
    return "，".join(parts) or "分值由本地规则规定"


def _worth(view: View, adjustment: Adjustment) -> str:
    """What an adjustment gives, and what it gives at most together with others."""
    cap = view.resolved.shared_cap.get(adjustment.id)
    return "；".join([amount_text(adjustment), *([shared_cap_text(cap)] if cap is not None else [])])


def _wrong_amount(whole: bool) -> Check:
    def check(typed: str) -> str | None:
        if not typed:
            return None
        try:
            value = parse_number(typed)
        except ValueError as error:
            return str(error)
        if value < 0 or (whole and value != value.to_integral_value()):
            return "请输入不小于 0 的整数" if whole else "请输入不小于 0 的数"
        return None

    return check
