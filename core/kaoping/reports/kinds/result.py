"""The result of one evaluation on paper: numbers, outcome, vetoes, what was left open and what did not apply. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from kaoping.numbers import plain
from kaoping.reports.kinds.common import UPRIGHT, amount, number, ruled
from kaoping.reports.paper import Block, Cell, Column, Row, Table, Words
from kaoping.reports.words import (
    ADJUSTMENT_STATES,
    HONOUR_STATES,
    VETO_STATES,
    effect_text,
    honour_texts,
    outcome_text,
    policy_text,
    set_by_text,
)
from kaoping.scoring.caps import added_sum, cap_text
from kaoping.scoring.sheet import CapScore, ScoreSheet
from kaoping.standard.resolved import Resolved

#: What still decides is listed up to here; a sheet that has hardly begun would list every item.
MOST_OPEN = 20


def result_table(sheet: ScoreSheet) -> Table:
    """Score, share of what is attained, what vetoes leave, and the outcome."""
    resolved, rows = sheet.resolved, []
    if sheet.failure is None:
        reached = sheet.attainment
        if resolved.by_points or reached is None:
            score = ruled(resolved, sheet.score_low, sheet.score_high, strong=True)
            rows.append(Row((Cell("得分"), score, Cell(f"满分 {plain(sheet.full)}"))))
        if reached is not None:
            said = f"达标 {plain(reached.met)}/{plain(reached.applicable)}，未评 {reached.unrated}"
            share = ruled(resolved, reached.low, reached.high, strong=True)
            rows.append(Row((Cell("达标率（%）"), share, Cell(said))))
        if (sheet.result_low, sheet.result_high) != (sheet.score_low, sheet.score_high):
            left = ruled(resolved, sheet.result_low, sheet.result_high, strong=True)
            rows.append(Row((Cell("否决之后"), left, Cell("" if sheet.result_low is not None else "一票否决：不计分"))))
    rows.append(Row((Cell("结果"), Cell(outcome_text(sheet.outcome), across=2, strong=True)), total=True))
    return Table("result", (Column("项目", 36), Column("数值", 40, "right"), Column("说明", 80)), tuple(rows))


def result_words(sheet: ScoreSheet) -> Iterator[Words]:
    """Why the outcome is what it is, and what still decides."""
    yield from (Words(f"依据：{line}", "note") for line in sheet.outcome.because)
    deciding = sheet.outcome.deciding
    yield from (Words(f"尚待：{one.text}", "note") for one in deciding[:MOST_OPEN])
    if len(deciding) > MOST_OPEN:
        yield Words(f"尚待：另有 {len(deciding) - MOST_OPEN} 项", "note")


def sections(sheet: ScoreSheet) -> Iterator[Block]:
    """Each top-level dimension with what it comes to; minima where the standard has any."""
    rows, resolved = [], sheet.resolved
    minima = any(section.minimum is not None for section in sheet.sections)
    for section in sheet.sections:
        full, score = ruled(resolved, section.full, section.full), ruled(resolved, section.low, section.high)
        cells = [Cell(section.id), Cell(section.title), full, score]
        if minima and section.minimum is not None:
            met = {True: "达到", False: "未达到", None: "未定"}[section.minimum_met]
            cells += [ruled(resolved, section.minimum, section.minimum), Cell(met)]
        elif minima:
            cells += [Cell(""), Cell("")]
        rows.append(Row(tuple(cells)))
    if rows:
        yield Words("各部分得分", "heading")
        widths = [Column("编号", 16), Column("一级指标", 58 if minima else 88)]
        names = ("满分", "得分") if resolved.by_points else ("满值", "达标率（%）")
        widths += [Column(names[0], 20, "right"), Column(names[1], 24 if minima else 32, "right")]
        widths += [Column("最低应得", 20, "right"), Column("是否达到", 18)] if minima else []
        yield Table("sections", tuple(widths), tuple(rows))


def adjustments(sheet: ScoreSheet) -> Iterator[Block]:
    """Bonuses and penalties with their sum."""
    rows = []
    for one in sheet.adjustments:
        statement = sheet.answers.adjustments.get(one.id)
        said = "；".join(part for part in (statement.reason if statement else None, one.because) if part)
        rows.append(
            Row((Cell(one.id), Cell(one.title), Cell(ADJUSTMENT_STATES[one.state]), amount(one.low, one.high), Cell(said)))
        )  # fmt: skip
    if not rows:
        return
    rows += [_together(cap) for cap in sheet.caps]
    low, high = added_sum(sheet)
    rows.append(Row((Cell("合计", across=3), amount(low, high, strong=True), Cell("")), total=True))
    yield Words("加分、减分", "heading")
    widths = (
        Column("编号", 22),
        Column("名称", 42),
        Column("状态", 20),
        Column("分值", 22, "right"),
        Column("理由", 50),
    )
    yield Table("adjustments", widths, tuple(rows))


def _together(cap: CapScore) -> Row:
    """What several come to together within the cap that they share."""
    told = cap_text(cap)
    summed = f"{'、'.join(cap.of)} 各项合计 {amount(cap.sum_low, cap.sum_high).text}"
    return Row((Cell(cap.id), Cell(told, across=2), amount(cap.low, cap.high), Cell(summed)))


def parts(sheet: ScoreSheet) -> Iterator[Block]:
    """Scores that come from outside the sheet."""
    rows = []
    for part in sheet.resolved.parts:
        if part.full is None:
            continue
        statement = sheet.answers.parts.get(part.id)
        score = number(statement.score) if statement is not None else Cell("未填")
        reason = Cell((statement.reason or "") if statement is not None else "")
        rows.append(Row((Cell(part.id), Cell(part.title), number(part.weight), number(part.full), score, reason)))
    if rows:
        yield Words("外部给分", "heading")
        widths = (
            Column("编号", 22), Column("部分", 42), Column("占总分", 20, "right"), Column("满分", 18, "right"),
            Column("得分", 18, "right"), Column("出处", 36),
        )  # fmt: skip
        yield Table("parts", widths, tuple(rows))


def vetoes(sheet: ScoreSheet, *, only_triggered: bool = False) -> Iterator[Block]:
    """Each veto with its state, what would follow, and why."""
    rows = []
    for finding in sheet.vetoes:
        if only_triggered and finding.status != "triggered":
            continue
        statement, veto = sheet.answers.vetoes.get(finding.veto.id), finding.veto
        because = finding.because
        if statement is not None and statement.note:
            because = f"{because}；{statement.note}"
        effect = effect_text(sheet.resolved, veto)
        state = VETO_STATES[finding.status]
        rows.append(Row((Cell(veto.id), Cell(veto.title), Cell(state), Cell(effect), Cell(because))))
    if rows:
        yield Words("一票否决", "heading")
        widths = (Column("编号", 22), Column("否决项", 46), Column("状态", 20), Column("后果", 22), Column("依据", 46))
        yield Table("vetoes", widths, tuple(rows))


def honours(sheet: ScoreSheet) -> Iterator[Block]:
    """Honours beside the outcome."""
    rows, resolved = [], sheet.resolved
    for honour in sheet.honours:
        field, met, share, line = honour_texts(resolved, honour)
        cell = ruled(resolved, honour.low, honour.high) if honour.low is not None else Cell(share)
        state = Cell(HONOUR_STATES[honour.state])
        rows.append(Row((Cell(honour.id), Cell(honour.title), Cell(field), Cell(met), cell, Cell(line), state)))
    if not rows:
        return
    points = resolved.by_points
    yield Words("单项荣誉", "heading")
    widths = (
        Column("编号", 20), Column("名称", 36), Column("所看", 22), Column("得分" if points else "达标", 18, "right"),
        Column("得分率（%）" if points else "达标率（%）", 18, "right"), Column("条件", 26), Column("状态", 16),
    )  # fmt: skip
    yield Table("honours", widths, tuple(rows))


def left_out(sheet: ScoreSheet) -> Iterator[Block]:
    """What does not apply, why, and what becomes of it."""
    rows = []
    for item in sheet.items:
        if item.state not in ("not-applicable", "outside"):
            continue
        reason, who = "标准规定不适用于该考评对象", "标准"
        if item.state == "not-applicable":
            reason, who = sheet.answers.ratings[item.item.id].not_applicable or "", "考评人"
        rows.append(Row((Cell(item.item.id), Cell(item.item.criterion.title), Cell(who), Cell(reason))))
    if rows:
        yield Words("不适用", "heading")
        yield Words(f"处理：{policy_text(sheet.resolved)}", "note")
        widths = (Column("编号", 18), Column("评分项", 52), Column("由谁认定", 22), Column("原因", 64))
        yield Table("left-out", widths, tuple(rows))


def stale(sheet: ScoreSheet) -> Iterator[Block]:
    """Ratings whose facts say something else by now."""
    if not sheet.stale:
        return
    titles = {item.item.id: item.item.criterion.title for item in sheet.items}
    yield Words("依据已变", "heading")
    for name in sheet.stale:
        yield Words(f"第 {name} 项 {titles[name]}：所依据的事实已经改变，仍计入，请复核", "warning")


def errata(resolved: Resolved, room: int = UPRIGHT) -> Iterator[Block]:
    """Where the printed document is read otherwise than it is printed."""
    found = (*resolved.standard.errata, *resolved.document.errata)
    if found:
        yield Words("勘误", "heading")
        rows = tuple(Row((Cell(e.at), Cell(e.printed), Cell(e.read_as), Cell(e.why))) for e in found)
        widths = (Column("位置", 24), Column("原印", 40), Column("读作", 40), Column("理由", room - 104))
        yield Table("errata", widths, rows)


def left_open(resolved: Resolved) -> Iterator[Block]:
    """What the document leaves to the jurisdiction and nobody has set yet."""
    said = tuple(open_lines(resolved))
    if said:
        yield Words("标准没有规定、本地也尚未规定的", "heading")
        yield from (Words(line, "note") for line in said)


def open_lines(resolved: Resolved) -> Iterator[str]:
    """Each thing that nobody has set yet, as a sentence."""
    standard, rules = resolved.standard, resolved.rules
    if resolved.outcomes_set_by is None:
        yield "结果：没有规定各等次（结果）的条件，得分不能定等次。"
    else:
        unset = [band.label for band in resolved.outcomes if band.when is None and not band.otherwise]
        if unset:
            yield f"结果：{'、'.join(unset)}的条件尚未规定。"
    if standard.scoring.weights_set_by == "jurisdiction" and not (rules and rules.weights):
        yield "权重：各项权重尚未规定，暂按同一权重计。"
    if standard.levels_set_by == "jurisdiction" and not (rules and rules.levels):
        yield "等级：各等级的分值尚未规定。"
    if resolved.not_applicable_set_by == "jurisdiction" and not (rules and rules.not_applicable):
        yield f"不适用项：{policy_text(resolved)}。"
    unpriced = [a for a in resolved.adjustments if a.amount is None and a.range is None and a.cap is None]
    if unpriced:
        yield f"加减分：{'、'.join(f'{one.id} {one.title}' for one in unpriced)}的分值尚未规定。"
    for cap in resolved.shared_caps:
        if cap.at_most is None:
            yield f"加减分：{cap_text(cap)}。"
    for veto in resolved.vetoes:
        if veto.effect == "cap" and veto.cap is None:
            yield f"一票否决：{veto.id} {veto.title}的最高得分尚未规定。"
        if veto.effect == "limit" and veto.outcome is None:
            yield f"一票否决：{veto.id} {veto.title}限到哪一等尚未规定。"
    for honour in resolved.honours:
        if honour.attained_at_least is None:
            yield f"单项荣誉：{honour.id} {honour.title}的条件尚未规定（{set_by_text(honour.set_by)}）。"
    given = {fact for fact, _ in resolved.bounds}
    wanted = {measure.bound_from for measure in resolved.measures() if measure.bound_from is not None}
    for fact in sorted(wanted - given):
        definition = resolved.facts.get(fact)
        if definition is not None and definition.set_by == "jurisdiction":
            yield f"界限值：{definition.title}尚未规定。"
