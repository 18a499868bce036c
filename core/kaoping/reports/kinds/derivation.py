"""得分说明: where each number comes from, from the result down to the leaves. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kaoping.numbers import shown
from kaoping.reports.kinds import KINDS
from kaoping.reports.kinds.common import derived, draft_of, foot, head
from kaoping.reports.kinds.result import left_open, result_table, result_words
from kaoping.reports.paper import Block, Cell, Column, Paper, Row, Table, Words
from kaoping.reports.words import INPUTS, VALUES, WHOLE
from kaoping.scoring.derivation import value_text, words
from kaoping.scoring.sheet import Derivation, ScoreSheet

#: Steps of depth that are set in; deeper ones stand no further in.
_MOST_IN = 6


def derivation_paper(sheet: ScoreSheet, about: Mapping[str, str]) -> Paper:
    """The annex that explains every number."""
    resolved = sheet.resolved
    blocks: list[Block] = [head(resolved, sheet, about), result_table(sheet), *result_words(sheet)]
    if sheet.derivation is None:
        blocks.append(Words("没有算出得分，无从说明。", "warning"))
    else:
        blocks.append(Words("逐级说明；右缩进的各行是上一行的由来，最末一级是评定。", "note"))
        widths = (Column("项目", 66), Column("值", 22, "right"), Column("算法", 34), Column("代入", 34))
        blocks.append(Table("derivation", widths, tuple(_rows(sheet.derivation))))
    for honour in sheet.honours:
        if honour.derivation is not None:
            blocks.append(Words(f"单项荣誉 {honour.id} {honour.title}", "heading"))
            widths = (Column("项目", 66), Column("值", 22, "right"), Column("算法", 34), Column("代入", 34))
            blocks.append(Table(f"honour-{len(blocks)}", widths, tuple(_rows(honour.derivation))))
    blocks += left_open(resolved)
    return Paper(
        "derivation", KINDS["derivation"].title, tuple(blocks), resolved.standard.title, draft_of(sheet),
        foot(about, resolved),
    )  # fmt: skip


def _rows(node: Derivation, depth: int = 0) -> Iterator[Row]:
    title = node.title if node.at in WHOLE else f"{node.at} {node.title}"
    clause = f"〔{node.clause}〕" if node.clause else ""
    inputs = "，".join(
        f"{INPUTS.get(name, name)} {VALUES.get(value, value) if isinstance(value, str) else shown(value)}"
        for name, value in node.inputs
    )
    # What leaves no score has no value: the number that it would have been stands below it.
    none = node.op == "veto-no-score"
    value = Cell("不计分") if none else derived(node.low, node.high, value_text(node.low, node.high))
    text = f"{'　' * min(depth, _MOST_IN)}{title}{clause}"
    yield Row((Cell(text), value, Cell(words(node.op)), Cell(inputs)), total=depth == 0)
    for child in node.children:
        yield from _rows(child, depth + 1)


__all__ = ["derivation_paper"]
