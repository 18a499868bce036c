"""What a template prints, taken from a report: every number as the report prints it, and exactly beside it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from kaoping.numbers import plain
from kaoping.rectification import state_text
from kaoping.reports.docx_text import clean
from kaoping.reports.formats import ReportInput
from kaoping.reports.grid import spread
from kaoping.reports.kinds import KINDS
from kaoping.reports.kinds.common import amount, draft_of, number, ruled
from kaoping.reports.kinds.evidence import evidence_paper
from kaoping.reports.kinds.faults import faults, lost
from kaoping.reports.kinds.result import left_open, left_out
from kaoping.reports.kinds.sheet import said
from kaoping.reports.paper import Block, Cell, Facts, Table, Words
from kaoping.reports.words import (
    ADJUSTMENT_STATES,
    HONOUR_STATES,
    ITEM_STATES,
    OUTCOMES,
    STATUSES,
    TICKS,
    VETO_STATES,
    effect_text,
    given_text,
    honour_texts,
    outcome_text,
)
from kaoping.scoring.sheet import ItemScore, ScoreSheet


class Unknown:
    """A number that is not known: it is printed in words, and no comparison with it is so."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def _never(self, other: object) -> bool:
        return False

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _never


class Record(dict[str, "Value"]):
    """Fields by name. Templates reach its fields alone (`template_env`), never what Python knows of it."""

    __slots__ = ()


class Rows(list["Value"]):
    """A list that a template may go through."""

    __slots__ = ()


Value: TypeAlias = "str | bool | Decimal | Unknown | Record | Rows"

_STYLES = {"body": "正文", "note": "说明", "heading": "标题", "subheading": "小标题", "warning": "提示"}


def template_data(given: ReportInput) -> Record:
    """Every field of the report by its name in `template_fields`."""
    found = _common(given)
    if given.sheet is not None:
        found |= _evaluation(given.sheet, given.about, found)
    return found


def _worth(name: str, cell: Cell) -> dict[str, Value]:
    return {name: clean(cell.text), f"{name}数": Unknown(clean(cell.text)) if cell.number is None else cell.number}


def _rows(records: Iterator[Mapping[str, Value]]) -> Rows:
    return Rows(Record(one) for one in records)


def _texts(texts: Sequence[str]) -> Rows:
    return Rows(clean(text) for text in texts)


def _common(given: ReportInput) -> Record:
    paper, about = given.paper, given.about
    # A paper made by hand may leave out what its evaluation still lacks; a template is an evaluation's own.
    draft = paper.draft or (draft_of(given.sheet) if given.sheet is not None else "")
    day = about.get("printed", "").split("-")
    year, month, on = [part.lstrip("0") for part in day] if len(day) == 3 else ("", "", "")
    kind = KINDS.get(given.kind)
    unit = given.sheet.answers.unit.name if given.sheet is not None else about.get("unit", "")
    tables = [_table(block) for block in paper.blocks if isinstance(block, Table)]
    pairs = [pair for block in paper.blocks if isinstance(block, Facts) for pair in block.pairs]
    return Record(
        {
            "报告": clean(kind.title if kind is not None else given.kind),
            "标题": clean(paper.title),
            "副题": clean(paper.subtitle),
            "草稿": clean(draft),
            "是草稿": bool(draft),
            "打印日期": clean(about.get("printed", "")),
            "打印年": year,
            "打印月": month,
            "打印日": on,
            "日志校验码": clean(about.get("fingerprint", "")),
            "考评对象": clean(unit),
            "批次": clean(about.get("campaign", "")),
            "表头": _rows({"名称": clean(name), "内容": clean(value)} for name, value in pairs),
            "各段": _rows(
                {"样式": _STYLES[block.style], "文字": clean(block.text)}
                for block in paper.blocks
                if isinstance(block, Words)
            ),
            "各表": Rows(tables),
            "表": Record({str(one["代号"]): one for one in tables}),
        }
    )


def _table(table: Table) -> Record:
    heads = [clean(column.title) for column in table.columns]
    above = [""] * len(heads)
    found: Rows = Rows()
    for row, line in zip(table.rows, spread(table), strict=True):
        texts = [clean(cell.text) if cell is not None else "" for cell in line]
        # What reaches over several rows holds for each of them.
        named = [
            above[at] if cell is None and not row.section else text
            for at, (cell, text) in enumerate(zip(line, texts, strict=True))
        ]
        above = ["" for _ in heads] if row.section else named
        record = Record(zip(heads, named, strict=True))
        record |= {"格": Rows(texts), "小标题行": row.section, "合计行": row.total}
        found.append(record)
    return Record({"代号": table.id, "标题": clean(table.caption), "列名": Rows(heads), "各行": found})


def _evaluation(sheet: ScoreSheet, about: Mapping[str, str], common: Record) -> Record:
    resolved, answers = sheet.resolved, sheet.answers
    standard, document = resolved.standard, resolved.document
    stages = {stage.id: stage.title for stage in document.stages}
    share = sheet.attainment
    unrated = sum(item.state == "unrated" for item in sheet.items)
    items = _items(sheet)
    return Record(
        {
            "标准": clean(standard.title),
            "标准编号": clean(standard.id),
            "版本": clean(standard.edition),
            "效力": STATUSES.get(standard.status, standard.status),
            "文件": clean(document.title),
            "文号": clean(document.number or ""),
            "发文机关": clean(document.issuer or ""),
            "发文日期": document.date.isoformat() if document.date is not None else "",
            "本地规则": clean(resolved.rules.title if resolved.rules is not None else ""),
            "考评周期": answers.period.label if answers.period is not None else "",
            "截至日期": answers.as_of.isoformat() if answers.as_of is not None else "",
            "阶段": clean(stages.get(answers.stage, answers.stage) if answers.stage is not None else ""),
            "考评人": clean(about.get("evaluator", answers.evaluator or "")),
            "考评编号": clean(about.get("evaluation", "")),
            "状态": clean(about.get("status", "尚未提交")),
            "标准校验码": resolved.digest,
            **_worth("得分", ruled(resolved, sheet.score_low, sheet.score_high)),
            **_worth("满分", number(sheet.full)),
            **_worth("达标率", ruled(resolved, share.low, share.high) if share is not None else Cell("无")),
            **_worth("否决后得分", ruled(resolved, sheet.result_low, sheet.result_high)),
            "结果": clean(sheet.outcome.label or OUTCOMES[sheet.outcome.status]),
            "结果说明": clean(outcome_text(sheet.outcome)),
            "结果依据": _texts(sheet.outcome.because),
            "评完": sheet.complete,
            "项数": Decimal(len(sheet.items)),
            "未评项数": Decimal(unrated),
            "各部分": _rows(_sections(sheet, items)),
            "各项": Rows(items.values()),
            "失分项": Rows(one for one in items.values() if one["失分"] is True),
            "一票否决": _rows(_vetoes(sheet)),
            "加减分": _rows(_adjustments(sheet)),
            "加减分合计": _rows(_together(sheet)),
            "单项荣誉": _rows(_honours(sheet)),
            "不适用项": _of_table(left_out(sheet), {"编号": 0, "名称": 1, "由谁认定": 2, "原因": 3}),
            "佐证材料": _of_table(
                (one for one in evidence_paper(sheet, about).blocks if isinstance(one, Table) and one.id == "evidence"),
                {"序号": 0, "名称": 1, "种类": 2, "说明": 3, "证明": 4},
            ),
            "整改": _rows(_rectifications(sheet, about)),
            "尚未规定": _texts(
                [one.text for one in left_open(resolved) if isinstance(one, Words) and one.style == "note"]
            ),
            "勘误": _rows(
                {"位置": clean(e.at), "原印": clean(e.printed), "读作": clean(e.read_as), "理由": clean(e.why)}
                for e in (*standard.errata, *document.errata)
            ),
        }
    )


def _items(sheet: ScoreSheet) -> dict[str, Record]:
    return {item.item.id: _item(sheet, item, place) for place, item in enumerate(sheet.items, 1)}


def _item(sheet: ScoreSheet, item: ItemScore, place: int) -> Record:
    criterion, path = item.item.criterion, item.item.path
    rating = sheet.answers.ratings.get(item.item.id)
    open_text = "未评" if item.state == "unrated" else "不适用" if item.state != "rated" and not item.full else ""
    worth = Cell(open_text) if open_text else amount(item.low, item.high)
    less = Cell(open_text) if open_text else amount(item.full - item.high, item.full - item.low)
    short = lost(item)
    ticks = rating.requirements if rating is not None else {}
    why = (
        [f"{one.requirement} {one.text}" if one.requirement else one.text for one in faults(sheet, item)]
        if short
        else []
    )
    return Record(
        {
            "序号": Decimal(place),
            "编号": clean(item.item.id),
            "名称": clean(criterion.title),
            "部分": clean(path[0].named if path else ""),
            "分组": clean("　".join(node.named for node in path[1:])),
            **_worth("满分", number(item.full)),
            **_worth("得分", worth),
            **_worth("扣分", less),
            "状态": ITEM_STATES[item.state],
            "评定": clean(given_text(sheet, item.item.id)),
            "理由": clean((rating.reason if rating is not None else None) or ""),
            "备注": clean((rating.note if rating is not None else None) or ""),
            "说明": clean(said(sheet, item)),
            "失分理由": clean("；".join(why)),
            "失分": short,
            "各处扣分": _rows(
                {**_worth("分值", number(one.amount)), "理由": clean(one.reason), "要点": clean(one.requirement or "")}
                for one in (rating.deductions if rating is not None else ())
            ),
            "各要点": _rows(
                {"编号": clean(one.id), "内容": clean(one.text), "评定": TICKS[ticks.get(one.id, "unknown")]}
                for one in criterion.requirements
            ),
            "佐证": clean("、".join(sheet.answers.proofs_said(item.item.id))),
            "依据": clean(criterion.clause or ""),
        }
    )


def _sections(sheet: ScoreSheet, items: Mapping[str, Record]) -> Iterator[Mapping[str, Value]]:
    resolved = sheet.resolved
    for one in sheet.sections:
        minimum = ruled(resolved, one.minimum, one.minimum).text if one.minimum is not None else ""
        met = {True: "达到", False: "未达到", None: "未定"}[one.minimum_met] if minimum else ""
        yield {
            "编号": clean(one.id),
            "名称": clean(one.title),
            **_worth("满分", ruled(resolved, one.full, one.full)),
            **_worth("得分", ruled(resolved, one.low, one.high)),
            "最低应得": minimum,
            "是否达到": met,
            "各项": Rows(
                items[item.item.id] for item in sheet.items if item.item.path and item.item.path[0].id == one.id
            ),
        }


def _vetoes(sheet: ScoreSheet) -> Iterator[Mapping[str, Value]]:
    for one in sheet.vetoes:
        statement = sheet.answers.vetoes.get(one.veto.id)
        because = "；".join(part for part in (one.because, statement.note if statement is not None else None) if part)
        yield {
            "编号": clean(one.veto.id),
            "名称": clean(one.veto.title),
            "状态": VETO_STATES[one.status],
            "后果": effect_text(sheet.resolved, one.veto),
            "依据": clean(because),
        }


def _adjustments(sheet: ScoreSheet) -> Iterator[Mapping[str, Value]]:
    for one in sheet.adjustments:
        statement = sheet.answers.adjustments.get(one.id)
        reason = "；".join(part for part in (statement.reason if statement is not None else None, one.because) if part)
        worth = Cell(ADJUSTMENT_STATES[one.state]) if one.state != "stated" else amount(one.low, one.high)
        yield {
            "编号": clean(one.id),
            "名称": clean(one.title),
            **_worth("分值", worth),
            "状态": ADJUSTMENT_STATES[one.state],
            "理由": clean(reason),
        }


def _together(sheet: ScoreSheet) -> Iterator[Mapping[str, Value]]:
    for one in sheet.caps:
        yield {
            "编号": clean(one.id),
            "名称": clean(one.title),
            **_worth("上限", Cell("未定") if one.at_most is None else number(one.at_most)),
            **_worth("各项合计", amount(one.sum_low, one.sum_high)),
            **_worth("分值", amount(one.low, one.high)),
        }


def _honours(sheet: ScoreSheet) -> Iterator[Mapping[str, Value]]:
    for one in sheet.honours:
        line = honour_texts(sheet.resolved, one)[3]
        yield {
            "编号": clean(one.id),
            "名称": clean(one.title),
            **_worth("达标率", ruled(sheet.resolved, one.low, one.high)),
            "条件": clean(line),
            "状态": HONOUR_STATES[one.state],
        }


def _rectifications(sheet: ScoreSheet, about: Mapping[str, str]) -> Iterator[Mapping[str, Value]]:
    from datetime import date

    printed = about.get("printed")
    on = date.fromisoformat(printed) if printed else None
    titles = {item.item.id: item.item.criterion.title for item in sheet.items}
    for place, one in enumerate(sheet.answers.rectifications, 1):
        yield {
            "序号": Decimal(place),
            "编号": clean(one.item),
            "评分项": clean(titles.get(one.item, "")),
            "内容": clean(one.what),
            "责任": clean(one.owner),
            "期限": one.due.isoformat(),
            "状态": clean(state_text(one, on)),
        }


def _of_table(blocks: Iterator[Block], columns: Mapping[str, int]) -> Rows:
    """The rows of a report's table under the names that templates know them by."""
    table = next((block for block in blocks if isinstance(block, Table)), None)
    found = Rows()
    for row in table.rows if table is not None else ():
        cells = {name: row.cells[at] for name, at in columns.items()}
        found.append(
            Record({
                name: cell.number if name == "序号" and cell.number is not None else clean(cell.text)
                for name, cell in cells.items()
            })
        )  # fmt: skip
    return found


def as_text(value: Value) -> str:
    """A value as a template prints it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, Unknown):
        return value.text
    if isinstance(value, Record | Rows):
        raise TypeError("a record or a list is no text")
    return value


__all__ = ["Record", "Rows", "Unknown", "Value", "as_text", "template_data"]
