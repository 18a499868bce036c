"""A standard to read: what it is, its items with their requirements, its vetoes and outcomes."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from kaoping import Resolved, kind_text, plain, visible
from kaoping_tui import keys
from kaoping_tui.screens.base import BaseScreen
from kaoping_tui.screens.plugins import STATUS
from kaoping_tui.widgets.lists import Choice, Choices, Plain, heading
from kaoping_tui.wrap import clip


class StandardScreen(BaseScreen):
    """A list to read; F2 begins an evaluation by it."""

    BINDINGS: ClassVar[list[BindingType]] = keys.STANDARD

    def __init__(self, standard: str, resume: Callable[[str], None], at: str | None = None) -> None:
        super().__init__()
        self._standard = standard
        self._resume = resume
        self._at = at

    def body(self) -> ComposeResult:
        """The list."""
        yield Choices(id="standard-list")

    def on_mount(self) -> None:
        """Ask for it."""
        self.query_one("#title", Plain).say("标准")
        self.query_one("#standard-list").focus()
        self.own.read(self, lambda bench: bench.library.resolved(self._standard), self._known)

    def _known(self, resolved: Resolved) -> None:
        standard = resolved.standard
        title = f"标准：{standard.title}"
        self.query_one("#title", Plain).say(clip(visible(title), max(self.size.width - 2, 20)))
        offered = [Choice(choice.key, visible(choice.text)) for choice in _lines(resolved)]
        self.query_one("#standard-list", Choices).offer(offered, at=self._at)

    def action_new(self) -> None:
        """An evaluation by this standard."""
        from kaoping_tui.screens.new_evaluation import NewEvaluation

        self.app.push_screen(NewEvaluation(self._resume, standard=self._standard))


def _lines(resolved: Resolved) -> list[Choice]:
    standard, document = resolved.standard, resolved.document
    kinds = "、".join(kind_text(kind) for kind in standard.unit_kinds)
    source = "，".join(part for part in (document.issuer, document.number) if part)
    lines = [
        heading(f"{standard.short}（{standard.edition}，{STATUS.get(standard.status, standard.status)}）"),
        Choice("document", f"出自《{document.title}》{f'（{source}）' if source else ''}"),
        Choice("kinds", f"考评：{kinds}；共 {len(resolved.items)} 项；编号 {standard.id}"),
    ]
    above = ""
    for item in resolved.items:
        path = " / ".join(node.named for node in item.path)
        if path != above:
            above = path
            if path:
                lines.append(heading(path))
        worth = f"　{plain(item.full)} 分" if item.full else ""
        lines.append(Choice(item.id, f"{item.id} {item.criterion.title}{worth}"))
        lines += [Choice(f"{item.id}/{r.id}", f"　　{r.id} {r.text}") for r in item.criterion.requirements]
    if resolved.vetoes:
        lines.append(heading("一票否决"))
        lines += [Choice(f"veto/{veto.id}", f"{veto.title}：{veto.text}") for veto in resolved.vetoes]
    if resolved.outcomes:
        labels = "、".join(band.label for band in resolved.outcomes)
        lines += [heading("结果"), Choice("outcomes", labels)]
    return lines
