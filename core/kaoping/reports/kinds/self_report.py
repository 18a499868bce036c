"""自评报告: the unit's own text, or a draft to begin with, held against what the document asks for. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from kaoping.numbers import Exact, plain
from kaoping.reports.counting import characters_counted, words_counted
from kaoping.reports.kinds.common import draft_of, foot, ruled
from kaoping.reports.kinds.self_skeleton import BLANK, skeleton
from kaoping.reports.kinds.self_text import CHECK_TITLE, TO_WRITE, SelfText, self_text
from kaoping.reports.paper import Block, Facts, NewPage, Paper, Signatures, Words
from kaoping.scoring.sheet import ScoreSheet
from kaoping.standard.document import Stage
from kaoping.standard.resolved import Resolved

#: From so much of the limit on it is said that little is left, per cent.
NEAR = 90
SIGNERS = ("填报人", "单位负责人（盖章）")
_SCORE = re.compile(r"(?:自评|自查)(?:得分|总分|分)?(?:为|是|共|：)?\s*(\d+(?:\.\d+)?)\s*分")
_SHARE = re.compile(r"达标率(?:为|是|达|达到|：)?\s*(\d+(?:\.\d+)?)\s*[%％]")


class Counted(NamedTuple):
    """How long a report is.

    :ivar limit: what the document allows; None where it says nothing.
    """

    words: int
    characters: int
    limit: int | None

    @property
    def over(self) -> bool:
        """Whether it is longer than the document allows."""
        return self.limit is not None and self.words > self.limit


def self_report_paper(sheet: ScoreSheet, about: Mapping[str, str], lines: Sequence[str] | None = None) -> Paper:
    """The report, with a page behind it that is not handed in: both counts, and which heading answers which part.

    :param lines: the paragraphs of the unit's own text; without them the program writes one to begin with.
    """
    resolved = sheet.resolved
    stage = reporting_stage(resolved, sheet.answers.stage)
    parts = stage.report_parts if stage is not None else ()
    limit = stage.self_report_limit if stage is not None else None
    title = f"{sheet.answers.unit.name}自评报告"
    given = self_text(lines, parts, (title, resolved.standard.title)) if lines is not None else None
    body = list(given.words) if given is not None else skeleton(sheet, parts, limit)
    whole = "\n".join(block.text for block in body)
    text = TO_WRITE.sub("", whole)
    counted = Counted(words_counted(text), characters_counted(text), limit)
    drafts = [*_drafts(counted, len(TO_WRITE.findall(whole)), given), draft_of(sheet)]
    blocks: list[Block] = [*body, Signatures(SIGNERS), NewPage(), Words(CHECK_TITLE, "heading"), _counts(counted)]
    blocks += [Words(warning, "warning") for warning in (*_near(counted), *_other_numbers(sheet, given))]
    if given is not None and parts:
        blocks.append(_parts(given))
    return Paper(
        "self-report", (given.title if given is not None else "") or title, tuple(blocks), resolved.standard.title,
        "".join(drafts), foot(about, resolved),
    )  # fmt: skip


def reporting_stage(resolved: Resolved, stage: str | None) -> Stage | None:
    """The stage that asks for a report: the evaluation's own where it says so, else the first that does."""
    stages = [one for one in resolved.document.stages if one.self_report_limit is not None or one.report_parts]
    return next((one for one in stages if one.id == stage), stages[0] if stages else None)


def warnings_of(paper: Paper) -> list[str]:
    """What a self-evaluation report says of itself that its writer should know at once."""
    said = [block.text for block in paper.blocks if isinstance(block, Words) and block.style == "warning"]
    said = [text for text in said if text not in paper.draft]
    return ([f"草稿：{paper.draft}"] if paper.draft else []) + said


def _drafts(counted: Counted, left: int, given: SelfText | None) -> Iterator[str]:
    """Why it is not the finished report yet."""
    if given is None:
        yield "底稿由程序按评定写成，请改写后再用。"
    elif not given.words:
        yield "没有正文。"
    if left:
        yield f"有 {left} 处待填写。"
    if counted.over and counted.limit is not None:
        yield f"字数 {counted.words} 超过上限 {counted.limit}，须删去 {counted.words - counted.limit} 字。"
    missing = [part for part, heading in given.answers.items() if heading is None] if given is not None else []
    if missing:
        yield f"没有写文件要求的部分：{'、'.join(missing)}（标题里应有这几个字）。"


def _counts(counted: Counted) -> Facts:
    return Facts(
        (
            ("字数上限", f"{counted.limit}（文件规定）" if counted.limit is not None else "文件没有规定"),
            ("字数", f"{counted.words}（汉字和全角标点各计 1，连写的字母、数字计 1）"),
            ("字符数（不计空格）", str(counted.characters)),
            ("所计范围", "正文和各级标题，不含题目、签字、待填写处和本页"),
        ),
        per_line=1,
    )


def _near(counted: Counted) -> Iterator[str]:
    limit = counted.limit
    if limit is None:
        return
    if counted.over:
        yield f"字数 {counted.words} 超过上限 {limit}，须删去 {counted.words - limit} 字。"
    elif counted.characters > limit:
        yield f"按字数没有超过上限 {limit}，按字符数（{counted.characters}）超过；文件没有写明按哪一种计。"
    elif counted.words * 100 >= limit * NEAR:
        yield f"字数已达上限的 {counted.words * 100 // limit}%，还可写 {limit - counted.words} 字。"


def _other_numbers(sheet: ScoreSheet, given: SelfText | None) -> Iterator[str]:
    """A total in the unit's text that is not the score sheet's."""
    if given is None or sheet.failure is not None:
        return
    text = "\n".join(block.text for block in given.words)
    checks: list[tuple[re.Pattern[str], str, Exact | None, Exact | None, str]] = []
    if sheet.resolved.by_points:
        checks.append((_SCORE, "自评得分", sheet.score_low, sheet.score_high, " 分"))
    if sheet.attainment is not None:
        checks.append((_SHARE, "达标率", sheet.attainment.low, sheet.attainment.high, "%"))
    for pattern, name, low, high, unit in checks:
        held = ruled(sheet.resolved, low, high)
        found = pattern.search(text)
        if found is not None and held.number is not None and _decimal(found.group(1)) != held.number:
            yield f"正文写的{name}是 {found.group(1)}{unit}，得分表是 {plain(held.number)}{unit}，请核对。"


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _parts(given: SelfText) -> Facts:
    return Facts(
        tuple((f"文件要求：{part}", heading or "没有找到对应的标题") for part, heading in given.answers.items()),
        per_line=1,
    )


__all__ = ["BLANK", "SIGNERS", "reporting_stage", "self_report_paper", "warnings_of"]
