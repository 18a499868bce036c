"""What the input cells of a scoring workbook hold, in the words of those who fill it in. Pure.

Writing and reading back both go by this: a rating as cells, and a fingerprint of cells that tells what was touched.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal

from kaoping.answers import Rating
from kaoping.numbers import plain
from kaoping.reports.words import VERDICTS
from kaoping.reports.xlsx_cells import cell_text
from kaoping.standard.resolved import Item, Resolved

#: The sheet that says what a workbook belongs to, its first cell, and the version of all this.
META = "_meta"
MARK = "kaoping-workbook"
VERSION = "1"
#: Head of each column, by which columns are found again whatever was moved.
HEADS: Mapping[str, str] = {
    "id": "编号",
    "title": "评分项",
    "text": "评分要点",
    "full": "满分",
    "points": "得分",
    "deduct": "扣分",
    "verdict": "判定",
    "reason": "理由（扣分必填）",
    "not_applicable": "不适用（写理由）",
    "note": "备注",
    "score": "计分",
    "high": "最高可得",
    "state": "状态",
    "key": "标识",
    "low": "最低",
    "base": "计入满分",
}
INPUTS = ("points", "deduct", "verdict", "reason", "not_applicable", "note")
JUDGING = ("points", "deduct", "verdict", "reason", "not_applicable")
#: Columns that hold what is worked out and is never shown.
HIDDEN = ("key", "low", "base")
STATES = {"rated": "已评", "unrated": "未评", "not-applicable": "不适用", "outside": "不在考评范围"}


@dataclass(frozen=True, slots=True)
class Inputs:
    """The input cells of one item, as texts; numbers in their canonical form, empty where nothing stands."""

    points: str = ""
    deduct: str = ""
    verdict: str = ""
    reason: str = ""
    not_applicable: str = ""
    note: str = ""

    @property
    def judged(self) -> bool:
        """Whether they say what the item scores."""
        return bool(self.points or self.deduct or self.verdict or self.not_applicable)


def tidy(text: str | None) -> str:
    """Text as it comes back from a spreadsheet: line ends of one kind, no blanks around it."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").strip()


def verdicts(resolved: Resolved, item: Item) -> dict[str, str]:
    """What the drop-down of an item offers, in Chinese -> verdict; empty where points are given."""
    if item.levels:
        titles = [level.title for level in item.levels.values()]
        return {
            level.title if titles.count(level.title) == 1 else f"{level.title}（{level.id}）": level.id
            for level in item.levels.values()
        }
    if item.way != "verdict":
        return {}
    known = ("met", "unmet") if resolved.partial is None else ("met", "partial", "unmet")
    return {VERDICTS[name]: name for name in known}


def inputs_of(resolved: Resolved, item: Item, rating: Rating) -> Inputs:
    """A rating as cells. Several deductions stand as their sum, with their reasons one below the other."""
    reason, deduct = tidy(rating.reason), ""
    if rating.deductions:
        deduct = plain(sum((one.amount for one in rating.deductions), Decimal(0)))
        reasons = [tidy(one.reason) for one in rating.deductions]
        if len(reasons) > 1:
            amounts = [plain(one.amount) for one in rating.deductions]
            reasons = [f"扣 {amount}：{said}" for amount, said in zip(amounts, reasons, strict=True)]
        reason = "\n".join(reasons)
    named = {verdict: title for title, verdict in verdicts(resolved, item).items()}
    return Inputs(
        points=plain(rating.points) if rating.points is not None else "",
        deduct=deduct,
        verdict=named.get(rating.verdict, rating.verdict) if rating.verdict is not None else "",
        reason=cell_text(reason),
        not_applicable=cell_text(tidy(rating.not_applicable)),
        note=cell_text(tidy(rating.note)),
    )


def judging_print(inputs: Inputs) -> str:
    """A fingerprint of the cells that judge an item, to tell whether somebody touched them since they were written."""
    body = {name: text for name, text in asdict(inputs).items() if name in JUDGING and text}
    return _print(body)


def note_print(inputs: Inputs) -> str:
    """The same of the note."""
    return _print({"note": inputs.note} if inputs.note else {})


def _print(body: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps(body, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:32]


def given_text(inputs: Inputs) -> str:
    """The cells in a line, for people who look at what would change."""
    said = []
    if inputs.not_applicable:
        said.append("不适用")
    if inputs.points:
        said.append(f"{inputs.points} 分")
    if inputs.deduct:
        said.append(f"扣 {inputs.deduct} 分")
    if inputs.verdict:
        said.append(inputs.verdict)
    reason = inputs.not_applicable or inputs.reason
    head = "、".join(said) or "未评"
    return f"{head}（{reason}）" if reason else head


def rule_text(item: Item) -> str:
    """What may stand in the cell of points: `应为 0 到 2、0.5 的倍数`."""
    return f"应为 0 到 {plain(item.full)}、{plain(item.step)} 的倍数"
