"""Two evaluations of one unit side by side; and one as it was at an earlier time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Tree

from kaoping import Comparison, Difference, EvaluationRow, View, parse_period, visible
from kaoping_tui import keys
from kaoping_tui.modals.choose import Choose
from kaoping_tui.screens.base import BaseScreen
from kaoping_tui.screens.result import derived, outline_of
from kaoping_tui.texts import number, outcome_text, rated, score_text, span
from kaoping_tui.widgets.lists import Choice, Plain
from kaoping_tui.widgets.outline import Line, Outline
from kaoping_tui.wrap import clip, wrapped

if TYPE_CHECKING:
    from kaoping import Workbench

#: Lines of text below the outline.
MORE = 5


class Reading(BaseScreen):
    """An outline above, the whole text of the line at the cursor below. Dismissed with a criterion to go to."""

    BINDINGS: ClassVar[list[BindingType]] = keys.LEAVE

    def body(self) -> ComposeResult:
        """Outline and text."""
        yield Outline(id="outline", steps=derived)
        yield Plain("", id="more", fixed=True)

    def heading(self) -> str:
        """What stands above."""
        raise NotImplementedError

    def lines(self) -> list[tuple[Line, list[Line]]]:
        """The lines with those below them."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Fill it."""
        self.query_one("#title", Plain).say(clip(visible(self.heading()), max(self.app.size.width - 2, 20)))
        outline = self.query_one(Outline)
        for line, below in self.lines():
            node = outline.put(outline.root, line, below)
            if below:
                node.expand()
        outline.root.expand()
        outline.focus()
        self.call_after_refresh(outline.move_cursor_to_line, 0)

    @on(Tree.NodeHighlighted)
    def _moved(self, event: Tree.NodeHighlighted[Line]) -> None:
        line = event.node.data
        width = max(self.query_one("#more").content_region.width, 20)
        text = "" if line is None else f"{line.text}\n{line.more}" if line.more else line.text
        self.query_one("#more", Plain).say("\n".join(shortened(wrapped(text, width), MORE)))

    @on(Tree.NodeSelected)
    def _selected(self, event: Tree.NodeSelected[Line]) -> None:
        node = event.node
        if node.allow_expand:
            self.query_one(Outline).unfold(node)
            node.toggle()
        elif node.data is not None and node.data.item is not None:
            self.dismiss(node.data.item)


class PastScreen(Reading):
    """The result as it was after an entry."""

    def __init__(self, view: View, when: str) -> None:
        super().__init__()
        self.view, self.when = view, when

    def heading(self) -> str:
        """Which time it is of."""
        return f"{self.when} 的结果，不是现在的｜{self.view.row.unit_name}｜{self.view.resolved.standard.short}"

    def lines(self) -> list[tuple[Line, list[Line]]]:
        """As the result screen has them."""
        return outline_of(self.view)


def ask_compare(screen: BaseScreen, key: str, go_to: Callable[[str, str | None], None]) -> None:
    """Ask with which other evaluation of the same unit by the same standard, and show both side by side.

    :param go_to: called with the later evaluation and the criterion that was chosen there, or None.
    """

    def known(rows: list[EvaluationRow]) -> None:
        if not rows:
            screen.own.tell("没有同一考评对象、同一标准的另一次考评可以对比")
            return
        choices = [Choice(row.id, visible(row_text(row))) for row in rows]
        screen.app.push_screen(Choose("与哪一次考评对比", choices), chosen)

    def chosen(other: str | None) -> None:
        if other is not None:
            screen.own.read(screen, lambda bench: _compared(bench, other, key), read)

    def read(found: Comparison) -> None:
        screen.app.push_screen(DiffScreen(found), lambda item: go_to(found.second.row.id, item))

    screen.read_for_question(lambda bench: bench.history.comparable(key), known)


def ask_compare_among(
    screen: BaseScreen,
    rows: Sequence[EvaluationRow],
    shorts: Mapping[str, str],
    go_to: Callable[[str, str | None], None],
) -> None:
    """Ask which of these evaluations first, those alone that have another by the same standard beside them."""
    counted = Counter(row.standard for row in rows)
    fitting = [row for row in rows if counted[row.standard] > 1]
    if not fitting:
        screen.own.tell("同一标准的考评至少要有两份才能对比")
        return
    choices = [Choice(row.id, visible(f"{shorts.get(row.standard, row.standard)}　{row_text(row)}")) for row in fitting]

    def chosen(first: str | None) -> None:
        if first is not None:
            ask_compare(screen, first, go_to)

    screen.app.push_screen(Choose("对比哪一次考评", choices), chosen)


def row_text(row: EvaluationRow) -> str:
    """An evaluation as a line to choose."""
    period = parse_period(f"{row.period_from}..{row.period_to}").label
    return f"考评 {row.number}　{period}　{row.evaluator}　已评 {row.rated}/{row.items}　{row.outcome or ''}"


def _compared(bench: Workbench, other: str, key: str) -> Comparison:
    """The earlier period first."""
    rows = {id: bench.desk.evaluation(id) for id in (other, key)}
    first, second = sorted(rows, key=lambda id: (rows[id].period_to, rows[id].number))
    return bench.history.compare(first, second)


class DiffScreen(Reading):
    """What differs between two evaluations, the earlier one at the left."""

    def __init__(self, comparison: Comparison) -> None:
        super().__init__()
        self.comparison = comparison

    def heading(self) -> str:
        """Which two."""
        first, second = self.comparison.first, self.comparison.second
        return f"对比｜{first.row.unit_name}｜{first.resolved.standard.short}｜{named(first)} → {named(second)}"

    def lines(self) -> list[tuple[Line, list[Line]]]:
        """Totals, sections, items, statements, facts."""
        found = self.comparison
        views = (found.first, found.second)
        totals = [
            Line(visible(" → ".join(score_text(view.sheet) for view in views))),
            Line(visible(" → ".join(outcome_text(view.sheet).removeprefix("结果：") for view in views))),
            Line(" → ".join("已评 {}/{}".format(*rated(view.sheet)) for view in views)),
        ]
        lines = [(Line("总分和结果"), totals)]
        if not found.same_edition:
            lines.append((Line("两次所用的标准或本地规则版本不同，只在一方有的写“无”"), []))
        if found.sections:
            lines.append((Line("各部分"), [Line(visible(text)) for text in _sections(found)]))
        items = []
        for item in found.items:
            sides = [side.text if side is not None else "无" for side in (item.first, item.second)]
            more = "\n".join(f"{named(view)}：{text}" for view, text in zip(views, sides, strict=True))
            items.append(Line(visible(f"{item.id} {item.title}　{' → '.join(sides)}"), visible(more), item.id))
        lines.append((Line(f"评定不同 {len(items)} 项" if items else "各项评定相同"), items))
        for name, among in (
            ("否决、加减分和外部给分不同", found.statements),
            ("事实不同", found.facts),
            ("整改不同", found.rectifications),
        ):
            if among:
                lines.append((Line(f"{name} {len(among)} 处"), [_difference(found, one) for one in among]))
        return lines


def named(view: View) -> str:
    """An evaluation by its period, number and evaluator."""
    row = view.row
    return f"{parse_period(f'{row.period_from}..{row.period_to}').label}（考评 {row.number}，{row.evaluator}）"


def shortened(lines: list[str], most: int) -> list[str]:
    """At most so many lines; that there are more is said."""
    return lines if len(lines) <= most else [*lines[: most - 1], "…"]


def _sections(found: Comparison) -> list[str]:
    texts = []
    for pair in found.sections:
        sides = []
        for view, section in ((found.first, pair.first), (found.second, pair.second)):
            if section is None:
                sides.append("无")
            else:
                sides.append(f"{span(view.sheet, section.low, section.high)}/{number(view.sheet, section.full)}")
        texts.append(f"{pair.id} {pair.title}　{' → '.join(sides)}")
    return texts


def _difference(found: Comparison, one: Difference) -> Line:
    more = f"{named(found.first)}：{one.first}\n{named(found.second)}：{one.second}"
    return Line(visible(f"{one.title}　{one.first} → {one.second}"), visible(more))
