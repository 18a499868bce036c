"""反馈意见: what one unit is told of its evaluation. Pure: the day that lateness is counted to is given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kaoping.reports.kinds.common import draft_of, foot, period_text
from kaoping.reports.kinds.deductions import lost_blocks
from kaoping.reports.kinds.rectification import Due, due_blocks
from kaoping.reports.kinds.result import left_open, left_out, result_table, result_words, sections, vetoes
from kaoping.reports.paper import Block, Box, Facts, Form, Paper, Words
from kaoping.scoring.sheet import ScoreSheet


def notice_paper(sheet: ScoreSheet, about: Mapping[str, str], on: date | None) -> Paper:
    """The result with its reasons, where points were lost, and what is to be put right until when."""
    resolved, answers = sheet.resolved, sheet.answers
    unit, standard, document = answers.unit.name, resolved.standard, resolved.document
    when = period_text(answers.period)
    number = f"（{document.number}）" if document.number else ""
    titles = {item.item.id: item.item.criterion.title for item in sheet.items}
    asked = [Due(one, titles.get(one.item, "")) for one in answers.rectifications if one.withdrawn is None]
    blocks: list[Block] = [
        Words(f"{unit}：", "subheading"),
        Words(
            f"按照《{standard.title.strip('《》')}》{number}，对你单位{when}的情况进行了考评，现将结果和意见反馈如下。"
        ),
        Words("一、考评结果", "heading"),
        result_table(sheet),
        *result_words(sheet),
        *sections(sheet),
        Words("二、失分情况", "heading"),
        *lost_blocks(sheet, ""),
        *left_out(sheet),
        *vetoes(sheet, only_triggered=True),
        Words("三、整改要求", "heading"),
        *due_blocks(asked, on),
        *left_open(resolved),
        Form((Box("考评单位意见", "", 40, seal=True), Box("被考评单位签收", "", 30, seal=True))),
    ]
    evaluator = about.get("evaluator", answers.evaluator)
    if evaluator is not None:
        blocks.append(Facts((("考评人", evaluator),)))
    return Paper(
        "notice", f"关于{unit}考评情况的反馈意见", tuple(blocks), standard.title, draft_of(sheet), foot(about, resolved)
    )


__all__ = ["notice_paper"]
