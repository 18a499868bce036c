"""What papers about one evaluation share: head, numbers, why it is a draft, what the standard left open. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal

from kaoping.numbers import Exact, as_decimal, plain, rounded
from kaoping.periods import Period
from kaoping.reports.paper import Cell, Facts, Row
from kaoping.reports.words import STATUSES, outcome_text, span
from kaoping.scoring.adjustments import most
from kaoping.scoring.sheet import ItemScore, ScoreSheet
from kaoping.standard.model import Dimension, Group
from kaoping.standard.resolved import Item, Resolved

#: Millimetres between the margins, upright and on its side.
UPRIGHT, ASIDE = 156, 225
#: Fills a place that is to be written in by hand.
BLANK = Cell("")

#: What the day of printing is called at the foot.
PRINTED = "打印日期"

_ABOUT = {
    "evaluation": "考评编号",
    "evaluator": "考评人",
    "file": "答卷文件",
    "unit": "考评对象",
    "campaign": "批次",
    "updated": "最近保存",
    "printed": PRINTED,
    "fingerprint": "日志校验码",
}


def listed(ids: Iterable[str]) -> str:
    """Numbers of items beside each other. LibreOffice takes numbers joined by 、 for one word, and breaks within them."""
    return "　".join(ids)


def number(value: Decimal | int, *, strong: bool = False) -> Cell:
    """An exact number."""
    return Cell(plain(value), Decimal(value), strong=strong)


def amount(low: Decimal, high: Decimal, *, strong: bool = False) -> Cell:
    """An exact number, or a range while it is open."""
    return number(low, strong=strong) if low == high else Cell(f"{plain(low)} ~ {plain(high)}", strong=strong)


def ruled(resolved: Resolved, low: Exact | None, high: Exact | None, *, strong: bool = False) -> Cell:
    """A number rounded as the standard says, as the score sheet has it; a range while it is open, 无 where there is none."""
    rule = resolved.standard.scoring.rounding
    if low is not None and low == high:
        return number(rounded(low, rule.places, rule.mode), strong=strong)
    return Cell(span(low, high, rule.places, rule.mode), strong=strong)


def derived(low: Exact, high: Exact, text: str) -> Cell:
    """A number of a derivation with its text: exact where it has a decimal."""
    value = None
    if low == high:
        value = as_decimal(low) if not isinstance(low, (Decimal, int)) else Decimal(low)
    return Cell(text, value)


def summed(items: Iterable[ItemScore]) -> tuple[Cell, Cell]:
    """Full and score of some items together; a range while one of them is open."""
    zero, found = Decimal(0), tuple(items)
    low, high = sum((item.low for item in found), zero), sum((item.high for item in found), zero)
    return number(sum((item.full for item in found), zero), strong=True), amount(low, high, strong=True)


def head(resolved: Resolved, sheet: ScoreSheet, about: Mapping[str, str]) -> Facts:
    """Whom, by what, for when, by whom."""
    standard, answers, document, rules = resolved.standard, sheet.answers, resolved.document, resolved.rules
    printed = [document.title, document.number, document.issuer, document.date and document.date.isoformat()]
    pairs = [
        ("考评对象", answers.unit.name),
        ("标准", f"{standard.title}（{standard.id}）"),
        ("版本", standard.edition),
        ("效力", STATUSES.get(standard.status, standard.status)),
        ("文件", "，".join(part for part in printed if part)),
    ]
    if rules is not None:
        pairs.append(("本地规则", f"{rules.title}（{rules.set_by}规定{f'，{rules.number}' if rules.number else ''}）"))
    if answers.period is not None:
        pairs.append(("考评周期", answers.period.label))
    if answers.as_of is not None:
        pairs.append(("截至", answers.as_of.isoformat()))
    if answers.stage is not None:
        titles = {stage.id: stage.title for stage in document.stages}
        pairs.append(("阶段", titles.get(answers.stage, answers.stage)))
    evaluator = about.get("evaluator", answers.evaluator)
    if evaluator is not None:
        pairs.append(("考评人", evaluator))
    if "evaluation" in about:
        status = f"（{about['status']}）" if "status" in about else ""
        pairs.append(("考评编号", about["evaluation"] + status))
    return Facts(tuple(pairs))


def foot(about: Mapping[str, str], resolved: Resolved | None = None) -> dict[str, str]:
    """Where a paper came from, for its foot, with the names that people read."""
    found = {_ABOUT.get(name, name): _at_foot(name, value) for name, value in about.items() if name != "status"}
    if resolved is not None:
        found["标准与规则的校验码"] = resolved.digest
    return found


def _at_foot(name: str, value: str) -> str:
    """A moment to the minute, as it was where it was written; anything else as it is."""
    return f"{datetime.fromisoformat(value):%Y-%m-%d %H:%M}" if name == "updated" else value


def draft_of(sheet: ScoreSheet) -> str:
    """Why what is printed is not the finished thing; empty where it is.

    What is open for the standard alone, whatever the evaluator does, makes no draft: no more can be had, and the paper
    says what was not set.
    """
    if sheet.failure is not None:
        return f"未能计算：{sheet.failure}"
    still = tuple(_open(sheet))
    if not still and (sheet.outcome.status != "open" or not sheet.complete):
        return ""
    ranges = "各数是可能的范围，不是最终得分。" if sheet.score_low != sheet.score_high else ""
    said = f"尚有 {'、'.join(still)}" if still else "结果未定"
    return f"{said}。{ranges}{range_text(sheet)}"


def range_text(sheet: ScoreSheet) -> str:
    """What it may still come to, in a sentence; empty where nothing can be said."""
    if sheet.failure is not None or sheet.score_low is None:
        return ""
    resolved = sheet.resolved
    found = f"得分 {ruled(resolved, sheet.score_low, sheet.score_high).text}"
    if sheet.attainment is not None:
        found = f"达标率 {ruled(resolved, sheet.attainment.low, sheet.attainment.high).text}%"
    return f"{found}，结果：{outcome_text(sheet.outcome)}。"


def _open(sheet: ScoreSheet) -> Iterator[str]:
    """What whoever evaluates can still settle."""
    resolved, unit = sheet.resolved, sheet.answers.unit
    unsure = sheet.outcome.status == "open" or sheet.score_low != sheet.score_high
    wanted = {name for item in resolved.items for name in item.criterion.applies_when or ()} if unsure else set()
    # An amount is to be given and a count was: that is for the evaluator to mend.
    unset = {one.id for one in sheet.adjustments if one.state == "not-set"}
    priced = {one.id for one in resolved.adjustments if one.id in unset and most(resolved, one) is not None}
    counts = (
        (sum(item.state == "unrated" for item in sheet.items), "项未评"),
        (sum(finding.status == "unknown" for finding in sheet.vetoes), "个否决项未查明"),
        (sum(one.state == "unstated" or one.id in priced for one in sheet.adjustments), "个加减分未填"),
        (
            sum(p.full is not None and p.id not in sheet.answers.parts for p in sheet.resolved.parts),
            "个部分的外部给分未填",
        ),
        (len(wanted - set(unit.attributes)), "个考评对象的属性未填"),
    )
    return (f"{count} {what}" for count, what in counts if count)


def period_text(period: Period | None) -> str:
    """A period within a sentence: `2025 年`, `2024 年至 2025 年`; empty where there is none."""
    if period is None:
        return ""
    years = period.label.split("/")
    return " 年至 ".join(years) + " 年" if all(year.isdigit() for year in years) else f" {period.label} "


def under_sections(items: Iterable[Item], width: int) -> Iterator[tuple[Row | None, Item]]:
    """Each item with the section rows that come before it, where dimension or group is another than the last one's."""
    last: tuple[Dimension | Group, ...] = ()
    for item in items:
        row = None
        if item.path and item.path != last:
            row = Row((Cell("　".join(node.named for node in item.path), across=width, strong=True),), section=True)
        last = item.path
        yield row, item
