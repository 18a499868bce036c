"""What numbers and states are called on screen. Nothing is computed here: all of it stands in the score sheet."""

from __future__ import annotations

from decimal import Decimal

from kaoping import (
    Item,
    ItemScore,
    Rating,
    Resolved,
    ScoreSheet,
    Suggestion,
    Veto,
    VetoFinding,
    View,
    effect_text,
    plain,
    visible,
)
from kaoping import rounded as _rounded

VERDICTS = {"met": "达到", "partial": "部分达到", "unmet": "未达到"}
TICKS = {"met": "达到", "unmet": "未达到", "unknown": "未定", "not-applicable": "不适用"}
VETOES = {"triggered": "触发", "clear": "已排除", "unknown": "未查明"}
EFFECTS = {
    "ineligible": "不得参评",
    "revoke": "撤销",
    "downgrade": "降等",
    "limit": "限定等次",
    "cap": "得分封顶",
    "zero": "计零分",
    "no-score": "不计分",
}
UNRATED = Rating()


def number(sheet: ScoreSheet, value: Decimal | int | object) -> str:
    """An exact number, rounded as the standard declares."""
    rule = sheet.resolved.standard.scoring.rounding
    return plain(_rounded(value, rule.places, rule.mode))  # type: ignore[arg-type]


def span(sheet: ScoreSheet, low: object, high: object) -> str:
    """One number, or `60 ~ 80`."""
    return number(sheet, low) if low == high else f"{number(sheet, low)} ~ {number(sheet, high)}"


def score_text(sheet: ScoreSheet) -> str:
    """The score so far, before vetoes, and after them where they change it."""
    if sheet.failure is not None:
        return "计算失败"
    if sheet.attainment is not None:
        found = sheet.attainment
        share = "无" if found.low is None else f"{span(sheet, found.low, found.high)}%"
        text = f"达标 {plain(found.met)}/{plain(found.applicable)}，达标率 {share}"
    elif sheet.score_low is None:
        return "尚无得分"
    else:
        text = f"得分 {span(sheet, sheet.score_low, sheet.score_high)} / {plain(sheet.full)}"
    if (sheet.result_low, sheet.result_high) != (sheet.score_low, sheet.score_high):
        after = "不计分" if sheet.result_low is None else span(sheet, sheet.result_low, sheet.result_high)
        text += f"，否决后 {after}"
    return text


def outcome_text(sheet: ScoreSheet) -> str:
    """The outcome where it is decided, else what is still possible."""
    outcome = sheet.outcome
    if outcome.status == "decided":
        return f"结果：{outcome.label}"
    if outcome.status == "open":
        return f"结果未定：可能 {'、'.join(outcome.possible)}" if outcome.possible else "结果未定"
    if outcome.status == "rule-not-set":
        return "结果须由本地规则规定"
    if outcome.status == "failed":
        return f"计算失败：{visible(sheet.failure or '')}"
    return "尚无结果"


def veto_counts(sheet: ScoreSheet) -> list[tuple[str, int]]:
    """How many vetoes are in each state that any is in."""
    counts = ((state, sum(found.status == state for found in sheet.vetoes)) for state in VETOES)
    return [(state, count) for state, count in counts if count]


def veto_summary(sheet: ScoreSheet) -> str:
    """How many vetoes are in each state, in words."""
    counts = veto_counts(sheet)
    if sheet.failure is not None and not counts:
        return "否决：未能核对"
    return "否决：" + "，".join(f"{VETOES[state]} {count}" for state, count in counts) if counts else "无一票否决"


def rated(sheet: ScoreSheet) -> tuple[int, int]:
    """How many items are rated, of how many."""
    return sum(item.state != "unrated" for item in sheet.items), len(sheet.items)


def stage_title(view: View, stage: str | None) -> str:
    """What a stage is called in the document; its id where the document has another edition's."""
    return next((known.title for known in view.resolved.document.stages if known.id == stage), stage or "")


def mark(view: View, score: ItemScore) -> str:
    """The state of an item in two cells, told by a character and not by colour alone."""
    rating = view.answers.ratings.get(score.item.id, UNRATED)
    if score.state == "outside":
        return "外"
    if score.state == "not-applicable":
        return "免"
    if score.state == "unrated":
        return "--"
    if rating.verdict is not None and score.item.levels:
        return level_mark(score.item, rating.verdict)
    if rating.verdict is not None:
        return {"met": "达", "partial": "部", "unmet": "否"}.get(rating.verdict, "?")
    return "满" if score.low == score.full else "扣"


def level_mark(item: Item, level: str) -> str:
    """One character for a level: the first of its title that no other level has. 一 looks like a dash and is left out."""
    if level not in item.levels:
        return "?"
    title = item.levels[level].title
    others = "".join(other.title for id, other in item.levels.items() if id != level)
    return next((char for char in title if char not in others and char != "一"), title[:1]) or "?"


def item_score(score: ItemScore) -> str:
    """What an item has of its full score."""
    if score.state in ("outside", "not-applicable"):
        return "不适用"
    got = "-" if score.state == "unrated" else plain(score.low) if score.low == score.high else "?"
    return f"{got}/{plain(score.full)}"


def rating_text(item: Item, rating: Rating) -> str:
    """The rating in words."""
    if rating.not_applicable is not None:
        return f"不适用：{rating.not_applicable}"
    if rating.deductions:
        lost = "；".join(f"扣 {plain(d.amount)} 分：{d.reason}" for d in rating.deductions)
        return lost
    if rating.points is not None:
        return f"{plain(rating.points)} 分"
    if rating.verdict is not None:
        level = item.levels.get(rating.verdict)
        return level.title if level is not None else VERDICTS.get(rating.verdict, rating.verdict)
    return "未评"


def suggestion_text(suggestion: Suggestion) -> str:
    """The suggestion in words."""
    if suggestion.verdict is not None:
        return VERDICTS.get(suggestion.verdict, suggestion.verdict)
    if suggestion.points is not None:
        return f"{plain(suggestion.points)} 分"
    return "还不能建议"


def effect(resolved: Resolved, veto: Veto) -> str:
    """What a veto does; of a limit, which outcome is the best that is left."""
    return effect_text(resolved, veto) if veto.effect == "limit" else EFFECTS[veto.effect]


def veto_line(resolved: Resolved, found: VetoFinding) -> str:
    """A veto with its state."""
    return f"〔{VETOES[found.status]}〕{found.veto.title}（{effect(resolved, found.veto)}）：{found.because}"
