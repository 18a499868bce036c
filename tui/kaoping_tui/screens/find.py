"""Searching everything: words, numbers, ids. The best fifty are shown; the list is worked out as one types."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.widgets import Input

from kaoping import Hit, find_hits, visible
from kaoping_tui.modals.choose import Choose
from kaoping_tui.widgets.lists import Choice, Choices

KINDS = {
    "evaluation": "考评",
    "campaign": "批次",
    "ready": "批次",
    "unit": "对象",
    "standard": "标准",
    "item": "评分项",
}


class Find(Choose):
    """The answer is `KIND:KEY`."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        self._hits = tuple(hits)
        super().__init__("查找：考评、批次、考评对象、标准、评分项", _choices(self._hits, "")[0], narrow=True)

    @on(Input.Changed, "#narrow")
    def _typed(self, event: Input.Changed) -> None:
        event.prevent_default()  # The list is not Choose's to narrow: it holds the best of many alone.
        choices, count = _choices(self._hits, event.value)
        self.query_one("#choices", Choices).offer(choices, at="")
        more = f"共 {count} 条，只列出前 {len(choices)} 条，请多输几个字" if count > len(choices) else ""
        self.complain(more if choices else "没有找到，请换个编号或字词")


def _choices(hits: Sequence[Hit], typed: str) -> tuple[list[Choice], int]:
    found, count = find_hits(hits, typed)
    return [Choice(f"{hit.kind}:{hit.key}", visible(f"〔{KINDS[hit.kind]}〕{hit.text}")) for hit in found], count
