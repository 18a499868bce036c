"""推荐审批表: the forms that the document prints, with their boxes, as far as the program can fill them in. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import ceil

from kaoping.reports.kinds.common import draft_of, foot, ruled
from kaoping.reports.paper import Block, Box, Facts, Form, NewPage, Paper, Words
from kaoping.reports.words import outcome_text
from kaoping.scoring.sheet import ScoreSheet
from kaoping.standard.document import Form as DocumentForm
from kaoping.standard.document import FormField

#: Millimetres: of a line, of a box to be sealed, of a page within the margins, of title and head on the first page.
_SHORT, _SEALED, _PAGE, _TITLE = 14, 40, 215, 35
#: A box for a long text: signs a line and millimetres a line.
_SIGNS, _LINE, _LEAST = 30, 7, 40


def approval_paper(sheet: ScoreSheet, about: Mapping[str, str]) -> Paper:
    """Every form of the document, each on its own pages; no box is broken.

    :raises ValueError: the document has none; the message is for people.
    """
    forms = sheet.resolved.document.forms
    if not forms:
        raise ValueError(f"文件“{sheet.resolved.document.title}”没有规定表格，不能打印推荐审批表")
    blocks: list[Block] = []
    for place, form in enumerate(forms):
        if place:
            blocks += [NewPage(), Words(form.title, "heading")]
        blocks += _form(sheet, form)
    # A form whose layout is fixed carries nothing that the document does not print.
    fixed = any(form.fixed_layout for form in forms)
    told = {} if fixed else foot(about, sheet.resolved)
    return Paper("approval", forms[0].title, tuple(blocks), "", draft_of(sheet), told)


def _form(sheet: ScoreSheet, form: DocumentForm) -> Iterator[Block]:
    notes = [("份数", f"一式 {form.copies} 份")] if form.copies is not None else []
    notes += [("附页", "可附页")] if form.attachments else []
    if notes and not form.fixed_layout:
        yield Facts(tuple(notes))
    left, boxes = _PAGE - _TITLE, list[Box]()
    for one in form.fields:
        box = _box(sheet, one)
        if boxes and box.height > left:
            yield Form(tuple(boxes))
            yield NewPage()
            left, boxes = _PAGE, []
        boxes.append(box)
        left -= box.height
    yield Form(tuple(boxes))


def _box(sheet: ScoreSheet, one: FormField) -> Box:
    text = _known(sheet, one.id)
    if one.seal:
        return Box(one.title, text, _SEALED, seal=True)
    if one.limit is not None:
        height = min(max(ceil(one.limit / _SIGNS) * _LINE, _LEAST), _PAGE)
        return Box(one.title, text, height)
    if one.dated and not text:
        text = "　　　　年　　月　　日"
    return Box(one.title, text, _SHORT)


def _known(sheet: ScoreSheet, id: str) -> str:
    """What stands in a field that the program knows by its id."""
    answers = sheet.answers
    if id in ("applicant", "unit"):
        return answers.unit.name
    if id == "period":
        return answers.period.label if answers.period is not None else ""
    if id == "score":
        return ruled(sheet.resolved, sheet.score_low, sheet.score_high).text if sheet.failure is None else ""
    if id == "outcome":
        return outcome_text(sheet.outcome)
    return ""


__all__ = ["approval_paper"]
