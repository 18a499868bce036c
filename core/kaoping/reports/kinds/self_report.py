"""自评报告: a draft of the self-evaluation report from what was judged and noted, with both counts beside the limit. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from kaoping.numbers import plain
from kaoping.rectification import state_of
from kaoping.reports.counting import characters_counted, words_counted
from kaoping.reports.kinds.common import draft_of, foot, period_text, ruled
from kaoping.reports.kinds.faults import NO_REASON, faults, lost
from kaoping.reports.paper import Block, Facts, Paper, Signatures, Words
from kaoping.reports.words import outcome_text
from kaoping.scoring.sheet import ScoreSheet
from kaoping.standard.document import Stage
from kaoping.standard.resolved import Resolved

#: Stands where the program knows nothing to say.
TO_WRITE = "（请填写）"
#: From so much of the limit on it is said that little is left, per cent.
_NEAR = 90
_NUMBERS = "一二三四五六七八九十"
SIGNERS = ("填报人", "单位负责人（盖章）")


def self_report_paper(sheet: ScoreSheet, about: Mapping[str, str]) -> Paper:
    """The report in the parts that the document asks for; what nobody noted is left to be written, and is a draft."""
    resolved = sheet.resolved
    stage = reporting_stage(resolved, sheet.answers.stage)
    body = list(_body(sheet, stage))
    text = "\n".join(block.text for block in body)
    left = text.count(TO_WRITE)
    blocks: list[Block] = [_counts(text.replace(TO_WRITE, ""), stage), *_over(text.replace(TO_WRITE, ""), stage), *body]
    blocks.append(Signatures(SIGNERS))
    drafts = [f"有 {left} 处待填写。" if left else "", draft_of(sheet)]
    return Paper(
        "self-report", f"{sheet.answers.unit.name}自评报告", tuple(blocks), resolved.standard.title, "".join(drafts),
        foot(about, resolved),
    )  # fmt: skip


def reporting_stage(resolved: Resolved, stage: str | None) -> Stage | None:
    """The stage that asks for a report: the evaluation's own where it says so, else the first that does."""
    stages = [one for one in resolved.document.stages if one.self_report_limit is not None or one.report_parts]
    return next((one for one in stages if one.id == stage), stages[0] if stages else None)


def _counts(text: str, stage: Stage | None) -> Facts:
    limit = stage.self_report_limit if stage is not None else None
    return Facts(
        (
            ("字数上限", f"{limit}（文件规定）" if limit is not None else "文件没有规定"),
            ("字数", f"{words_counted(text)}（汉字和全角标点各计 1，连写的字母、数字计 1）"),
            ("字符数（不计空格）", str(characters_counted(text))),
            ("所计范围", "正文和各级标题，不含本表、题目、签字和待填写处"),
        ),
        per_line=1,
    )


def _over(text: str, stage: Stage | None) -> Iterator[Block]:
    limit = stage.self_report_limit if stage is not None else None
    if limit is None:
        return
    count, characters = words_counted(text), characters_counted(text)
    if count > limit:
        yield Words(f"字数 {count} 超过上限 {limit}，须删去 {count - limit} 字。", "warning")
    elif characters > limit:
        yield Words(f"按字数没有超过上限 {limit}，按字符数（{characters}）超过；文件没有写明按哪一种计。", "warning")
    elif count * 100 >= limit * _NEAR:
        yield Words(f"字数已达上限的 {count * 100 // limit}%，还可写 {limit - count} 字。", "warning")


def _body(sheet: ScoreSheet, stage: Stage | None) -> Iterator[Words]:
    resolved, answers = sheet.resolved, sheet.answers
    when = period_text(answers.period)
    yield Words(
        f"{answers.unit.name}对照《{_bare(resolved.standard.title)}》，对{when}的工作逐项进行了自评。{_result(sheet)}"
    )
    headings = list(stage.report_parts) if stage is not None else []
    place = 0
    for heading in headings:
        yield Words(f"{_numeral(place)}、{heading}", "heading")
        yield Words(TO_WRITE)
        place += 1
    yield Words(f"{_numeral(place)}、自评情况", "heading")
    yield from _sections(sheet)
    yield Words(f"{_numeral(place + 1)}、存在的问题", "heading")
    yield from _faults(sheet)
    yield Words(f"{_numeral(place + 2)}、整改措施", "heading")
    asked = [one for one in answers.rectifications if state_of(one) != "withdrawn"]
    for number, one in enumerate(asked, 1):
        done = f"，已于 {one.done_on.isoformat()} 完成" if one.done_on is not None else ""
        yield Words(f"{number}. {_ended(f'{_open(one.what)}，由{one.owner}负责，{one.due.isoformat()} 前完成{done}')}")
    if not asked:
        yield Words(TO_WRITE)


def _result(sheet: ScoreSheet) -> str:
    if sheet.failure is not None or sheet.score_low is None:
        return ""
    resolved = sheet.resolved
    score = f"自评得分 {ruled(resolved, sheet.score_low, sheet.score_high).text} 分（满分 {plain(sheet.full)} 分）"
    if sheet.attainment is not None:
        share = ruled(resolved, sheet.attainment.low, sheet.attainment.high).text
        score = f"自评达标率 {share}%"
    return f"{score}，结果：{outcome_text(sheet.outcome)}。"


def _sections(sheet: ScoreSheet) -> Iterator[Words]:
    """Each dimension with its score and what was noted of its criteria."""
    resolved, points = sheet.resolved, sheet.resolved.by_points
    notes: dict[str, list[str]] = {}
    for item in sheet.items:
        rating = sheet.answers.ratings.get(item.item.id)
        if rating is not None and rating.note and item.state == "rated":
            at = item.item.path[0].id if item.item.path else ""
            notes.setdefault(at, []).append(_ended(rating.note))
    for section in sheet.sections:
        score = ruled(resolved, section.low, section.high).text
        full = ruled(resolved, section.full, section.full).text
        said = f"自评 {score} 分（满分 {full} 分）" if points else f"自评达标率 {score}%"
        yield Words(f"{section.title}：{said}。{''.join(notes.get(section.id, ()))}")
    rest = [
        text for at, texts in notes.items() if at not in {section.id for section in sheet.sections} for text in texts
    ]
    if rest:
        yield Words("".join(rest))
    elif not sheet.sections:
        rated = sum((item.state == "rated" for item in sheet.items), 0)
        yield Words(f"共 {len(sheet.items)} 项，已评 {rated} 项。")
    out = [item for item in sheet.items if item.state in ("not-applicable", "outside")]
    if out:
        yield Words(f"不适用 {len(out)} 项：{'、'.join(f'{one.item.id} {one.item.criterion.title}' for one in out)}。")


def _faults(sheet: ScoreSheet) -> Iterator[Words]:
    number = 0
    for item in sheet.items:
        if not lost(item):
            continue
        number += 1
        reasons = [TO_WRITE if fault.text == NO_REASON else fault.text.rstrip("。") for fault in faults(sheet, item)]
        less = item.full - item.low
        cost = f"（扣 {plain(less)} 分）" if sheet.resolved.by_points and less > Decimal(0) else ""
        yield Words(f"{number}. {item.item.criterion.title}{cost}：{_ended('；'.join(reasons))}")
    if not number:
        yield Words("自评没有失分的项。" if sheet.complete else TO_WRITE)


def _numeral(place: int) -> str:
    return _NUMBERS[place] if place < len(_NUMBERS) else str(place + 1)


def _bare(title: str) -> str:
    return title.strip("《》")


def _open(text: str) -> str:
    return text.rstrip("。；")


def _ended(text: str) -> str:
    return text if text.endswith(("。", "！", "？", TO_WRITE)) else f"{text}。"


__all__ = ["TO_WRITE", "reporting_stage", "self_report_paper"]
