"""A paper as text for a terminal or a screen, in columns of cells: all of it, cut nowhere. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from kaoping.cells import Measure, padded, wrapped
from kaoping.reports.paper import Block, Box, Chart, Facts, Form, NewPage, Paper, Signatures, Table, Words
from kaoping.reports.text_chart import LEAST_WIDTH, chart_lines
from kaoping.reports.text_lines import LineStyle, TextLine
from kaoping.reports.text_table import table_lines
from kaoping.text import visible, width

#: Columns of a file, or of a terminal that does not say how wide it is.
COLUMNS = 80
_STYLES: dict[str, LineStyle] = {"heading": "heading", "subheading": "heading", "note": "note", "warning": "warning"}
_LINE = "＿＿＿＿＿＿＿＿"
_DATE = "＿＿年＿月＿日"
_NEXT = " 另起一页 "
#: Millimetres of paper that one line stands for in a box, and lines of it at most.
_LINE_MM, _MOST_LINES = 10, 8


def paper_lines(paper: Paper, columns: int = COLUMNS, measure: Measure = width) -> list[TextLine]:
    """The paper as lines of at most `columns` cells (30 at least). A draft says so first; where it came from stands last.

    :param measure: how many cells a text takes, where a terminal's library counts for itself.
    """
    columns = max(columns, LEAST_WIDTH)
    printer = _Printer(columns, measure)
    lines = [*printer.words(f"【草稿】{paper.draft}", "draft"), TextLine("")] if paper.draft else []
    for part in wrapped(visible(paper.title), columns, measure=measure):
        lines.append(TextLine(padded(part, columns, "center", measure).rstrip(), "title"))
    for part in wrapped(visible(paper.subtitle), columns, measure=measure) if paper.subtitle else ():
        lines.append(TextLine(padded(part, columns, "center", measure).rstrip()))
    for block in paper.blocks:
        lines += [TextLine(""), *printer.block(block)]
    if paper.about:
        lines += [TextLine(""), TextLine("─" * columns, "rule")]
        lines += printer.words("　".join(f"{name}：{value}" for name, value in paper.about.items()), "note")
    return lines


def paper_text(paper: Paper, columns: int = COLUMNS) -> str:
    """The paper as one text, each line ended."""
    return "".join(f"{line.text}\n" for line in paper_lines(paper, columns))


class _Printer:
    """Blocks within so many columns."""

    def __init__(self, columns: int, measure: Measure) -> None:
        self.columns, self.measure = columns, measure

    def words(self, text: str, style: LineStyle = "", indent: int = 0) -> Iterator[TextLine]:
        """A text with its paragraphs."""
        for paragraph in visible(text).splitlines():
            for line in wrapped(paragraph, self.columns, indent, self.measure):
                yield TextLine(line, style)

    def block(self, block: Block) -> Iterator[TextLine]:
        """One block, whatever it is."""
        if isinstance(block, Words):
            yield from self.words(block.text, _STYLES.get(block.style, ""))
        elif isinstance(block, Facts):
            yield from self._facts(block)
        elif isinstance(block, Table):
            yield from table_lines(block, self.columns, self.measure)
        elif isinstance(block, Form):
            for box in block.boxes:
                yield from self._box(box)
        elif isinstance(block, Signatures):
            for name in block.names:
                yield from self.words(f"{name}：{_LINE}　日期：{_DATE}")
        elif isinstance(block, Chart):
            lines = chart_lines(block, self.columns)
            yield from (TextLine(line, "heading" if not place else "") for place, line in enumerate(lines))
        elif isinstance(block, NewPage):
            half = "┈" * ((self.columns - self.measure(_NEXT)) // 2)
            yield TextLine(f"{half}{_NEXT}{half}", "note")

    def _facts(self, facts: Facts) -> Iterator[TextLine]:
        per_line = max(facts.per_line, 1)
        room = self.columns // per_line
        for at in range(0, len(facts.pairs), per_line):
            told = [f"{visible(name)}：{visible(value)}" for name, value in facts.pairs[at : at + per_line]]
            if all(self.measure(text) < room and "\n" not in text for text in told):
                yield TextLine("".join(padded(text, room, measure=self.measure) for text in told).rstrip())
            else:
                for text in told:
                    yield from self.words(text, indent=2)

    def _box(self, box: Box) -> Iterator[TextLine]:
        inner = self.columns - 4
        lines = wrapped(visible(box.text), inner, measure=self.measure) if box.text else []
        lines += [""] * (min(box.height // _LINE_MM, _MOST_LINES) - len(lines))
        lines += [padded(f"（盖章）{_DATE}", inner, "right", self.measure)] if box.seal else []
        heads = wrapped(visible(box.name), inner, measure=self.measure)
        yield TextLine(f"┌{'─' * (self.columns - 2)}┐", "rule")
        for head in heads:
            yield TextLine(f"│ {padded(head, inner, measure=self.measure)} │", "head")
        for line in lines or [""]:
            yield TextLine(f"│ {padded(line, inner, measure=self.measure)} │")
        yield TextLine(f"└{'─' * (self.columns - 2)}┘", "rule")


__all__ = ["COLUMNS", "paper_lines", "paper_text"]
