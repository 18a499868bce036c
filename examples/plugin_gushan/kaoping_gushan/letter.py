"""反馈函: what the evaluated unit is told, as plain text to be pasted into a letter."""

from __future__ import annotations

from collections.abc import Iterator

from kaoping import ReportInput, ScoreSheet, plain, range_text, result_text


def letter(given: ReportInput) -> bytes:
    """The letter on one score sheet, in UTF-8.

    :raises ValueError: the report is about several evaluations.
    """
    if given.sheet is None:
        raise ValueError("反馈函只用于一次考评的得分表")
    return ("\n".join(_lines(given.sheet)) + "\n").encode("utf-8")


def _lines(sheet: ScoreSheet) -> Iterator[str]:
    yield "法治建设考评反馈函"
    yield ""
    yield f"{sheet.answers.unit.name}："
    score = (
        "不计分"
        if sheet.result_low is None or sheet.result_high is None
        else range_text(sheet.result_low, sheet.result_high)
    )
    yield f"你单位按《{sheet.resolved.standard.title}》考评，得分 {score}（满分 {plain(sheet.full)}），结果：{result_text(sheet.outcome)}。"
    for finding in sheet.vetoes:
        if finding.status == "triggered":
            yield f"触发一票否决：{finding.veto.title}（{finding.because}）。"
    lost = [item for item in sheet.items if item.state == "rated" and item.high < item.full]
    if lost:
        yield "失分如下，请于收到之日起 20 个工作日内整改并书面反馈："
    for number, item in enumerate(lost, 1):
        rating = sheet.answers.ratings[item.item.id]
        reasons = [rating.reason, *(deduction.reason for deduction in rating.deductions)]
        why = "；".join(reason for reason in reasons if reason) or "没有写明理由"
        yield f"{number}. {item.item.id} {item.item.criterion.title}：失 {plain(item.full - item.high)} 分，{why}"
    waiting = sum(item.state == "unrated" for item in sheet.items)
    if waiting:
        yield f"还有 {waiting} 项没有评定，以上不是最后的结果。"
