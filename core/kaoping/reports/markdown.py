"""A score sheet as Markdown. Everything that a person or a file supplied stays text: nothing of it is markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kaoping.numbers import plain, shown
from kaoping.reports.formats import ReportInput
from kaoping.reports.words import (
    ADJUSTMENT_STATES,
    EFFECTS,
    HONOUR_STATES,
    INPUTS,
    ITEM_STATES,
    STATUSES,
    VALUES,
    VETO_STATES,
    WHOLE,
    by_rule,
    given_text,
    honour_texts,
    outcome_text,
    policy_text,
)
from kaoping.scoring.derivation import value_text, words
from kaoping.scoring.sheet import Derivation, ItemScore, ScoreSheet
from kaoping.text import visible

#: ASCII punctuation that means something to CommonMark, to GitHub's tables, strikethrough, mentions and formulas.
_MARKS = re.compile(r"[\\`*_\[\]<>|~&#$@^{}]")
#: What begins a list, a rule or a heading's underline where a block may begin.
_BEGINS = re.compile(r"^(?:[-+=]|\d{1,9}(?=[.)](?:\s|$)))")
#: Bare addresses, which some readers turn into links.
_LINKS = re.compile(r"(?i)(?<=[a-z])(?=:/)|(?<=www)(?=\.)")

#: What still decides is listed up to here; a sheet that has hardly begun would list every item.
_MOST_OPEN = 20

_ABOUT = {
    "evaluation": "考评编号",
    "evaluator": "考评人",
    "file": "答卷文件",
    "updated": "最近保存",
    "printed": "打印日期",
    "fingerprint": "日志校验码",
}


def escaped(text: object) -> str:
    """Text that Markdown shows as it is, on one line."""
    line = visible(" ".join(str(text).split()))
    line = _LINKS.sub(r"\\", _MARKS.sub(r"\\\g<0>", line))
    begins = _BEGINS.match(line)
    if begins is None:
        return line
    end = begins.end()
    return f"\\{line}" if not line[0].isdigit() else f"{line[:end]}\\{line[end:]}"


def score_sheet(given: ReportInput) -> str:
    """The score sheet with its vetoes, outcome, errata and derivation; a draft says so and shows its range."""
    sheet = given.sheet
    blocks = [f"# 得分表：{escaped(sheet.answers.unit.name)}", _lines(_head(given))]
    if sheet.failure is not None:
        blocks.append(f"> **未能计算**：{escaped(sheet.failure)}")
    elif not sheet.complete:
        blocks.append(f"> **草稿**：{escaped(_open(sheet))}。下列各数是可能的范围，不是最终得分。")
    blocks.append(_lines(_result(sheet)))
    for title, body in (
        ("各部分得分", _sections(sheet)),
        ("逐项得分", _items(sheet)),
        ("不适用", _lines(_left_out(sheet))),
        ("加分、减分", _adjustments(sheet)),
        ("外部给分", _parts(sheet)),
        ("一票否决", _vetoes(sheet)),
        ("单项荣誉", _honours(sheet)),
        ("依据已变", _lines(_stale(sheet))),
        ("勘误", _errata(sheet)),
        ("附：得分的由来", _lines(_derivation(sheet.derivation)) if sheet.derivation is not None else ""),
        ("附：校验", _lines(_prints(given))),
    ):
        if body:
            blocks += [f"## {title}", body]
    return "\n\n".join(blocks) + "\n"


def _head(given: ReportInput) -> Iterator[str]:
    sheet, standard = given.sheet, given.sheet.resolved.standard
    answers, document = sheet.answers, sheet.resolved.document
    yield _row("考评对象", answers.unit.name)
    yield _row("标准", f"{standard.title}（{standard.id}）")
    yield _row("版本", standard.edition)
    yield _row("效力", STATUSES.get(standard.status, standard.status))
    about = [document.title, document.number, document.issuer, document.date and document.date.isoformat()]
    yield _row("文件", "，".join(part for part in about if part))
    rules = sheet.resolved.rules
    if rules is not None:
        number = f"，{rules.number}" if rules.number else ""
        yield _row("本地规则", f"{rules.title}（{rules.set_by}规定{number}）")
    if answers.period is not None:
        yield _row("考评周期", answers.period.label)
    if answers.as_of is not None:
        yield _row("截至", answers.as_of.isoformat())
    if answers.stage is not None:
        yield _row("阶段", answers.stage)
    if answers.evaluator is not None and "evaluator" not in given.about:
        yield _row("考评人", answers.evaluator)
    for name, value in given.about.items():
        if name != "fingerprint":
            yield _row(_ABOUT.get(name, name), value)


def _open(sheet: ScoreSheet) -> str:
    left = sum(item.state == "unrated" for item in sheet.items)
    unset = sum(item.unset for item in sheet.items)
    vetoes = sum(finding.status == "unknown" for finding in sheet.vetoes)
    adjustments = sum(adjustment.state != "stated" for adjustment in sheet.adjustments)
    counts = (
        (left, "项未评"),
        (unset, "项等级的分值未定"),
        (vetoes, "个否决项未查明"),
        (adjustments, "个加减分未填或未定"),
    )
    said = [f"{count} {what}" for count, what in counts if count]
    return f"尚有 {'、'.join(said)}" if said else "尚未评完"


def _result(sheet: ScoreSheet) -> Iterator[str]:
    resolved = sheet.resolved
    if sheet.failure is None:
        yield _row("得分", f"{by_rule(resolved, sheet.score_low, sheet.score_high)}（满分 {plain(sheet.full)}）")
        reached = sheet.attainment
        if reached is not None:
            share = by_rule(resolved, reached.low, reached.high)
            counts = f"{plain(reached.met)}/{plain(reached.applicable)}，未评 {reached.unrated}"
            yield _row("达标率", f"{share}%（{counts}）")
        if (sheet.result_low, sheet.result_high) != (sheet.score_low, sheet.score_high):
            yield _row("否决之后", by_rule(resolved, sheet.result_low, sheet.result_high))
    yield f"- **结果：{escaped(outcome_text(sheet.outcome))}**"
    yield from (f"  - 依据：{escaped(line)}" for line in sheet.outcome.because)
    deciding = sheet.outcome.deciding
    yield from (f"  - 尚待：{escaped(one.text)}" for one in deciding[:_MOST_OPEN])
    if len(deciding) > _MOST_OPEN:
        yield f"  - 尚待：另有 {len(deciding) - _MOST_OPEN} 项"


def _sections(sheet: ScoreSheet) -> str:
    rows = []
    for section in sheet.sections:
        least = by_rule(sheet.resolved, section.minimum, section.minimum) if section.minimum is not None else ""
        if section.minimum is not None:
            least += {True: "（达到）", False: "（未达到）", None: "（未定）"}[section.minimum_met]
        rows.append(
            (
                section.id,
                section.title,
                by_rule(sheet.resolved, section.full, section.full),
                by_rule(sheet.resolved, section.low, section.high),
                least,
            )
        )
    return _table(("编号", "一级指标", "满分", "得分", "最低应得"), rows, right=(2, 3))


def _items(sheet: ScoreSheet) -> str:
    rows = []
    for item in sheet.items:
        worth = "" if item.state in ("not-applicable", "outside") else by_rule(sheet.resolved, item.low, item.high)
        rows.append(
            (
                item.item.id,
                item.item.criterion.title,
                by_rule(sheet.resolved, item.full, item.full),
                worth,
                ITEM_STATES[item.state],
                _said(sheet, item),
            )
        )
    return _table(("编号", "评分项", "满分", "得分", "状态", "评定、扣分和理由"), rows, right=(2, 3))


def _said(sheet: ScoreSheet, item: ItemScore) -> str:
    proofs = sheet.answers.proofs_said(item.item.id)
    rating = sheet.answers.ratings.get(item.item.id)
    if rating is None:
        return f"佐证：{'、'.join(proofs)}" if proofs else ""
    parts = [given_text(sheet, item.item.id)]
    for deduction in rating.deductions:
        requirement = f"（要点 {deduction.requirement}）" if deduction.requirement else ""
        parts.append(f"扣 {plain(deduction.amount)}：{deduction.reason}{requirement}")
    if rating.reason:
        parts.append(f"理由：{rating.reason}")
    if rating.note:
        parts.append(f"备注：{rating.note}")
    if proofs:
        parts.append(f"佐证：{'、'.join(proofs)}")
    if rating.carried:
        parts.append("沿用以前的评定，未再核对")
    return "；".join(part for part in parts if part)


def _left_out(sheet: ScoreSheet) -> Iterator[str]:
    out = [item for item in sheet.items if item.state in ("not-applicable", "outside")]
    if not out:
        return
    resolved = sheet.resolved
    yield _row("处理", policy_text(resolved))
    for item in out:
        reason = "标准规定不适用于该考评对象"
        if item.state == "not-applicable":
            reason = sheet.answers.ratings[item.item.id].not_applicable or ""
        yield f"- {escaped(f'第 {item.item.id} 项 {item.item.criterion.title}：{reason}')}"


def _adjustments(sheet: ScoreSheet) -> str:
    rows = []
    for adjustment in sheet.adjustments:
        statement = sheet.answers.adjustments.get(adjustment.id)
        rows.append(
            (
                adjustment.id,
                adjustment.title,
                ADJUSTMENT_STATES[adjustment.state],
                by_rule(sheet.resolved, adjustment.low, adjustment.high),
                "；".join(part for part in (statement.reason if statement else None, adjustment.because) if part),
            )
        )
    return _table(("编号", "名称", "状态", "分值", "理由"), rows, right=(3,))


def _parts(sheet: ScoreSheet) -> str:
    rows = []
    for part in sheet.resolved.parts:
        if part.full is not None:
            statement = sheet.answers.parts.get(part.id)
            score = plain(statement.score) if statement is not None else "未填"
            reason = statement.reason if statement is not None else ""
            rows.append((part.id, part.title, plain(part.weight), f"{score}/{plain(part.full)}", reason))
    return _table(("编号", "部分", "占总分", "得分", "出处"), rows, right=(2, 3))


def _vetoes(sheet: ScoreSheet) -> str:
    rows = []
    for finding in sheet.vetoes:
        statement = sheet.answers.vetoes.get(finding.veto.id)
        because = finding.because
        if statement is not None and statement.note:
            because = f"{because}；{statement.note}"
        rows.append(
            (
                finding.veto.id,
                finding.veto.title,
                VETO_STATES[finding.status],
                EFFECTS[finding.veto.effect],
                because,
            )
        )
    return _table(("编号", "否决项", "状态", "后果", "依据"), rows)


def _honours(sheet: ScoreSheet) -> str:
    rows = []
    for honour in sheet.honours:
        field, met, share, line = honour_texts(sheet.resolved, honour)
        rows.append((honour.id, honour.title, field, met, share, line, HONOUR_STATES[honour.state]))
    points = sheet.resolved.by_points
    head = ("编号", "名称", "所看", "得分" if points else "达标", "得分率" if points else "达标率", "条件", "状态")
    return _table(head, rows, right=(3, 4))


def _stale(sheet: ScoreSheet) -> Iterator[str]:
    titles = {item.item.id: item.item.criterion.title for item in sheet.items}
    for name in sheet.stale:
        yield f"- {escaped(f'第 {name} 项 {titles[name]}：所依据的事实已经改变，仍计入，请复核')}"


def _errata(sheet: ScoreSheet) -> str:
    errata = (*sheet.resolved.standard.errata, *sheet.resolved.document.errata)
    return _table(("位置", "原印", "读作", "理由"), [(e.at, e.printed, e.read_as, e.why) for e in errata])


def _derivation(node: Derivation, depth: int = 0) -> Iterator[str]:
    title = node.title if node.at in WHOLE else f"{node.at} {node.title}"
    inputs = "，".join(
        f"{INPUTS.get(name, name)} {VALUES.get(value, value) if isinstance(value, str) else shown(value)}"
        for name, value in node.inputs
    )
    # What leaves no score has no value: the number that it would have been stands below it.
    value = "不计分" if node.op == "veto-no-score" else value_text(node.low, node.high)
    about = f"：{inputs}" if inputs else ""
    clause = f"〔{node.clause}〕" if node.clause else ""
    yield f"{'  ' * depth}- {escaped(title)} = {escaped(value)}（{escaped(words(node.op) + about)}）{escaped(clause)}"
    for child in node.children:
        yield from _derivation(child, depth + 1)


def _prints(given: ReportInput) -> Iterator[str]:
    yield _row("标准与规则的校验码", given.sheet.resolved.digest)
    if "fingerprint" in given.about:
        yield _row(_ABOUT["fingerprint"], given.about["fingerprint"])


def _row(name: str, value: object) -> str:
    return f"- {escaped(name)}：{escaped(value)}"


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines)


def _table(head: Sequence[str], rows: Sequence[Sequence[object]], right: tuple[int, ...] = ()) -> str:
    if not rows:
        return ""
    rule = ["---:" if column in right else "---" for column in range(len(head))]
    lines = [head, rule, *([escaped("" if cell is None else cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
