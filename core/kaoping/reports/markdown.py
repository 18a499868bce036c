"""A paper as Markdown. Everything that a person or a file supplied stays text: nothing of it is markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kaoping.numbers import plain
from kaoping.reports.grid import spread
from kaoping.reports.paper import Block, Cell, Chart, Facts, Form, Paper, Signatures, Table, Words
from kaoping.text import visible

#: ASCII punctuation that means something to CommonMark, to GitHub's tables, strikethrough, mentions and formulas.
_MARKS = re.compile(r"[\\`*_\[\]<>|~&#$@^{}]")
#: What begins a list, a rule or a heading's underline where a block may begin.
_BEGINS = re.compile(r"^(?:[-+=]|\d{1,9}(?=[.)](?:\s|$)))")
#: Bare addresses, which some readers turn into links.
_LINKS = re.compile(r"(?i)(?<=[a-z])(?=:/)|(?<=www)(?=\.)")
_RULES = {"left": "---", "right": "---:", "center": ":---:"}
_HEADS = {"heading": "## ", "subheading": "### ", "warning": "> "}
_LINE = "＿＿＿＿＿＿"


def escaped(text: object) -> str:
    """Text that Markdown shows as it is, on one line."""
    line = visible(" ".join(str(text).split()))
    line = _LINKS.sub(r"\\", _MARKS.sub(r"\\\g<0>", line))
    begins = _BEGINS.match(line)
    if begins is None:
        return line
    end = begins.end()
    return f"\\{line}" if not line[0].isdigit() else f"{line[:end]}\\{line[end:]}"


def paper_markdown(paper: Paper) -> str:
    """The paper; a draft says so first."""
    blocks = [f"> **草稿**：{escaped(paper.draft)}"] if paper.draft else []
    blocks.append(f"# {escaped(paper.title)}")
    if paper.subtitle:
        blocks.append(escaped(paper.subtitle))
    for block in paper.blocks:
        blocks += _block(block)
    if paper.about:
        blocks += ["---", _pairs(list(paper.about.items()))]
    return "\n\n".join(blocks) + "\n"


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Words):
        lines = [line for line in map(escaped, block.text.splitlines()) if line]
        if block.style in _HEADS:
            lines = [_HEADS[block.style] + " ".join(lines)] if lines else []
        # A backslash at the end of a line breaks it; an empty line would part the paragraph.
        yield from ["\\\n".join(lines)] if lines else []
    elif isinstance(block, Facts):
        yield _pairs(block.pairs)
    elif isinstance(block, Table):
        if block.caption:
            yield f"**{escaped(block.caption)}**"
        yield _table(block)
    elif isinstance(block, Form):
        yield "\n".join(_box(box.name, box.text, box.seal) for box in block.boxes)
    elif isinstance(block, Signatures):
        yield "\n".join(f"- {escaped(name)}：{_LINE}　日期：{_LINE}" for name in block.names)
    elif isinstance(block, Chart):
        yield f"**{escaped(block.title)}**"
        yield _chart(block)


def _pairs(pairs: Sequence[tuple[str, str]]) -> str:
    return "\n".join(f"- {escaped(name)}：{escaped(value)}" for name, value in pairs)


def _box(name: str, text: str, seal: bool) -> str:
    return f"- {escaped(name)}：{escaped(text)}" + (f"　（盖章）{_LINE}　日期：{_LINE}" if seal else "")


def _table(table: Table) -> str:
    lines = [[escaped(column.title) for column in table.columns], [_RULES[column.align] for column in table.columns]]
    lines += [[_cell(cell) for cell in row] for row in spread(table)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(cell: Cell | None) -> str:
    text = escaped(cell.text) if cell is not None else ""
    return f"**{text}**" if cell is not None and cell.strong and text else text


def _chart(chart: Chart) -> str:
    names = [name for name, _ in chart.series]
    lines = [["", *map(escaped, names)], ["---", *("---:" for _ in names)]]
    for place, label in enumerate(chart.labels):
        values = [series[place] for _, series in chart.series]
        lines.append([escaped(label), *("" if value is None else plain(value) for value in values)])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


__all__ = ["escaped", "paper_markdown"]
