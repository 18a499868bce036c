"""A self-evaluation report to begin with, in sentences of our own: what was judged, met and missed. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from kaoping.answers import Rating
from kaoping.numbers import plain
from kaoping.rectification import state_of
from kaoping.reports.counting import words_counted
from kaoping.reports.kinds.common import period_text, ruled
from kaoping.reports.kinds.faults import NO_REASON, faults, lost
from kaoping.reports.kinds.self_text import TO_WRITE, numeral
from kaoping.reports.paper import Words
from kaoping.reports.words import outcome_text
from kaoping.scoring.caps import cap_text
from kaoping.scoring.score import fact_book
from kaoping.scoring.sheet import ItemScore, ScoreSheet
from kaoping.scoring.suggest import suggest
from kaoping.standard.model import Measure

#: Stands where the program knows nothing to say.
BLANK = "（请填写）"
#: So much of the limit is filled at most, per cent: the unit is to add what it did.
_ROOM = 80
_MOST_EACH = 3
_MOST_FIGURES = 12
_MEASURES, _RESULTS, _HIGHLIGHTS = (
    re.compile(one) for one in ("措施|举措|做法|办法", "成效|效果|成绩", "亮点|特色|创新")
)
#: What a part's first word is about, where requirements say it otherwise.
_ABOUT = {"组织": ("领导小组", "组织领导", "工作机构", "办事机构", "专门机构"), "经费": ("经费", "预算")}
_FIGURES = ("count", "share", "amount")
_HINT_MEASURES = "（请填写：每一项写明怎么做的、谁负责、何时完成）"
_HINT_RESULTS = "（请填写：与上一年相比的变化，群众和企业的评价）"
_HINT_HIGHLIGHTS = "（请填写：本单位自己的做法，何时起、怎样做、有什么数据，有无上级肯定或推广）"


class _Met(NamedTuple):
    section: str
    title: str
    text: str
    figure: str


def skeleton(sheet: ScoreSheet, parts: Sequence[str], limit: int | None) -> list[Words]:
    """The report in the parts that the document asks for, short enough to be added to."""
    met = list(_met(sheet))
    for each in range(_MOST_EACH, -1, -1):
        found = list(_body(sheet, parts, met, each))
        if limit is None or words_counted(_plain(found)) * 100 <= limit * _ROOM or each == 0:
            return found
    raise AssertionError("the last of them is taken whatever its length")


def _plain(words: Sequence[Words]) -> str:
    return TO_WRITE.sub("", "\n".join(one.text for one in words))


def _body(sheet: ScoreSheet, parts: Sequence[str], met: Sequence[_Met], each: int) -> Iterator[Words]:
    answers = sheet.answers
    title = sheet.resolved.standard.title.strip("《》")
    yield Words(
        f"{answers.unit.name}对照《{title}》，对{period_text(answers.period)}的工作逐项进行了自评。{_result(sheet)}"
    )
    blocks: list[tuple[str, Callable[[], Iterator[Words]]]] = [
        (part, partial(_part, sheet, part, met, each)) for part in parts
    ]
    blocks += [
        ("自评情况", lambda: _sections(sheet)),
        ("存在的问题", lambda: _missed(sheet)),
        ("整改措施", lambda: _rectifications(sheet)),
    ]
    for place, (heading, text) in enumerate(blocks):
        yield Words(f"{numeral(place)}、{heading}", "heading")
        yield from text()


def _met(sheet: ScoreSheet) -> Iterator[_Met]:
    """Every requirement that is known to be met, with the figure that shows it."""
    book = fact_book(sheet.resolved, sheet.answers)
    for item in sheet.items:
        if item.state != "rated":
            continue
        rating = sheet.answers.ratings.get(item.item.id, Rating())
        suggestion = suggest(sheet.resolved, item.item, rating, sheet.answers, book)
        states = {one.id: one for one in (suggestion.requirements if suggestion is not None else ())}
        section = item.item.path[0].title if item.item.path else ""
        for one in item.item.criterion.requirements:
            finding = states.get(one.id)
            state = finding.state if finding is not None else "unknown"
            # A criterion that has all it can have was judged to meet what nobody ticked off.
            if state == "met" or (state == "unknown" and not lost(item) and rating.requirements.get(one.id) is None):
                judged = finding.judged if finding is not None and state == "met" else None
                fact = sheet.resolved.facts.get(one.measure.fact) if one.measure is not None else None
                shown = judged is not None and fact is not None and fact.kind in _FIGURES and _is_gain(one.measure)
                # The newest figure, without the bound that it is held against.
                figure = judged.because.split("；")[-1].partition("，")[0] if shown and judged is not None else ""
                yield _Met(section, item.item.criterion.title, _open(one.text), figure)


def _is_gain(measure: Measure | None) -> bool:
    """Whether more of it is better: that something did not happen is nothing to show."""
    return measure is not None and (measure.at_least is not None or measure.more_than is not None)


def _part(sheet: ScoreSheet, part: str, met: Sequence[_Met], each: int) -> Iterator[Words]:
    if _MEASURES.search(part):
        yield from _measures(met, each)
    elif _RESULTS.search(part):
        yield from _results(sheet, met, each)
    elif _HIGHLIGHTS.search(part):
        yield from _highlights(sheet)
    else:
        yield from _topic(part, met, each)


def _measures(met: Sequence[_Met], each: int) -> Iterator[Words]:
    by_section: dict[str, list[str]] = {}
    for one in met:
        by_section.setdefault(one.section, []).append(one.text)
    for section, texts in by_section.items():
        if each and texts:
            named = f"在“{section.translate(_WITHIN)}”方面，" if section else ""
            rest = f"等 {len(texts)} 个要点" if len(texts) > each else ""
            yield Words(f"{named}做到了：{'；'.join(texts[:each])}{rest}。")
    yield Words(_HINT_MEASURES)


def _results(sheet: ScoreSheet, met: Sequence[_Met], each: int) -> Iterator[Words]:
    full = [f"“{one.title.translate(_WITHIN)}”" for one in sheet.sections if one.low == one.high == one.full]
    if not sheet.resolved.by_points:
        full = [f"“{one.title.translate(_WITHIN)}”" for one in sheet.sections if one.low == one.high == Decimal(100)]
    if full:
        yield Words(f"{''.join(full)}{'各项' if sheet.resolved.by_points else ''}自评全部达到要求。")
    figures = list(dict.fromkeys(_open(one.figure) for one in met if one.figure))[: _MOST_FIGURES * each // _MOST_EACH]
    if figures:
        yield Words(f"主要数据：{'；'.join(figures)}。")
    yield Words(_HINT_RESULTS)


def _highlights(sheet: ScoreSheet) -> Iterator[Words]:
    for one in sheet.adjustments:
        statement = sheet.answers.adjustments.get(one.id)
        if one.state == "stated" and one.low > 0:
            reason = f"：{_open(statement.reason)}" if statement is not None and statement.reason else ""
            yield Words(f"{one.title}{reason}，自评加 {plain(one.low)} 分。")
    for cap in sheet.caps:
        if cap.kind == "bonus" and cap.binds and cap.low == cap.high:
            yield Words(f"{cap_text(cap)}，自评按 {plain(cap.low)} 分计。")
    yield Words(_HINT_HIGHLIGHTS)


def _topic(part: str, met: Sequence[_Met], each: int) -> Iterator[Words]:
    """What is met and speaks of the part's words: 组织, 经费."""
    words = _ABOUT.get(part[:2], (part[:2],))
    texts = [one.text for one in met if any(word in one.text or word in one.title for word in words)]
    if texts and each:
        rest = f"等 {len(texts)} 个要点" if len(texts) > each * 2 else ""
        yield Words(f"{part}方面，做到了：{'；'.join(texts[: each * 2])}{rest}。")
    yield Words(f"（请填写：{part}的做法和数据）")


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
    """Each dimension with its score and what was noted of its criteria, in one paragraph where nothing was noted."""
    resolved, points = sheet.resolved, sheet.resolved.by_points
    notes: dict[str, list[str]] = {}
    for item in sheet.items:
        rating = sheet.answers.ratings.get(item.item.id)
        if rating is not None and rating.note and item.state == "rated":
            at = item.item.path[0].id if item.item.path else ""
            notes.setdefault(at, []).append(_ended(rating.note))
    plainly: list[str] = []
    for section in sheet.sections:
        score = ruled(resolved, section.low, section.high).text
        full = ruled(resolved, section.full, section.full).text
        said = f"自评 {score} 分（满分 {full} 分）" if points else f"自评达标率 {score}%"
        if section.id in notes:
            if plainly:
                yield Words(f"{'；'.join(plainly)}。")
                plainly = []
            yield Words(f"{section.title}：{said}。{''.join(notes[section.id])}")
        else:
            plainly.append(f"{section.title}，{said}")
    if plainly:
        yield Words(f"{'；'.join(plainly)}。")
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


def _missed(sheet: ScoreSheet) -> Iterator[Words]:
    number = 0
    for item in sheet.items:
        if not lost(item):
            continue
        number += 1
        reasons = [BLANK if fault.text == NO_REASON else _open(fault.text) for fault in faults(sheet, item)]
        less = item.full - item.low
        cost = f"（扣 {plain(less)} 分）" if sheet.resolved.by_points and less > Decimal(0) else ""
        yield Words(f"{number}. {item.item.criterion.title}{cost}：{_ended('；'.join(reasons))}")
    if not number:
        yield Words("自评没有失分的项。" if sheet.complete else BLANK)


def _rectifications(sheet: ScoreSheet) -> Iterator[Words]:
    asked = [one for one in sheet.answers.rectifications if state_of(one) != "withdrawn"]
    number = 0
    for one in asked:
        number += 1
        done = f"，已于{_day(one.done_on)}完成" if one.done_on is not None else ""
        yield Words(f"{number}. {_ended(f'{_open(one.what)}，由{one.owner}负责，{_day(one.due)}前完成{done}')}")
    items = {one.item for one in asked}
    left: list[ItemScore] = [item for item in sheet.items if lost(item) and item.item.id not in items]
    for item in left:
        number += 1
        title = item.item.criterion.title.translate(_WITHIN)
        yield Words(f"{number}. 针对“{title}”的问题，（请填写：措施、责任人和期限）")
    if not number:
        yield Words("自评没有要整改的问题。" if sheet.complete else BLANK)


#: Quotation marks within quotation marks.
_WITHIN = str.maketrans("“”", "‘’")


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _open(text: str) -> str:
    return text.rstrip("。；")


def _ended(text: str) -> str:
    return text if text.endswith(("。", "！", "？")) or TO_WRITE.search(text[-40:]) else f"{text}。"


__all__ = ["BLANK", "skeleton"]
