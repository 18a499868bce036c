"""The states, effects and rules of a score sheet in Chinese, and values as people read them. Pure."""

from __future__ import annotations

import re

from kaoping.numbers import Exact, plain, rounded
from kaoping.scoring.sheet import HonourScore, Outcome, ScoreSheet
from kaoping.standard.effects import EFFECTS as EFFECTS
from kaoping.standard.effects import effect_text as effect_text
from kaoping.standard.resolved import Resolved

ITEM_STATES = {"rated": "已评", "unrated": "未评", "not-applicable": "不适用", "outside": "不在考评范围"}
VETO_STATES = {"triggered": "触发", "clear": "未触发", "unknown": "未查明"}
OUTCOMES = {
    "decided": "已定",
    "open": "未定",
    "rule-not-set": "本地尚未规定",
    "no-result": "无结果",
    "failed": "计算出错",
}
HONOUR_STATES = {
    "reached": "达到",
    "missed": "未达到",
    "open": "未定",
    "rule-not-set": "条件未定",
    "no-result": "无结果",
}
ADJUSTMENT_STATES = {"stated": "已填", "unstated": "未填", "not-set": "分值未定"}
POLICIES = {"exclude": "移出", "full": "计满分", "rescale": "移出后折算"}
VERDICTS = {"met": "达到", "partial": "部分达到", "unmet": "未达到"}
TICKS = {"met": "达到", "unmet": "未达到", "unknown": "未查明", "not-applicable": "不适用"}
STATUSES = {"draft": "征求意见稿", "in-force": "现行", "superseded": "已被取代"}
MODES = {"half-up": "四舍五入", "half-even": "四舍六入五成双", "down": "舍去", "up": "进一", "floor": "向下取整"}
MODELS = {"points": "计分", "attainment": "达标率"}
METHODS = {
    "documents": "查阅资料",
    "interview": "访谈",
    "site": "实地检查",
    "survey": "问卷调查",
    "data": "数据核对",
    "web": "网上查看",
    "hearing": "听取汇报",
}
FACT_KINDS = {
    "count": "次数",
    "share": "百分比",
    "amount": "数额",
    "yes-no": "是否",
    "date": "日期",
    "event": "事件",
}
#: What kinds of unit are called; the list is open.
UNIT_KINDS = {
    "county": "县（市、区）",
    "city": "市",
    "department": "部门",
    "court": "法院",
    "procuratorate": "检察院",
    "party-body": "党群部门",
    "enterprise": "企业",
    "institution": "事业单位",
    "town": "乡镇（街道）",
    "village": "村（社区）",
    "unit": "其他单位",
}


#: Names and words among a derivation's inputs.
INPUTS = {
    "full": "满分",
    "declared": "应为满分",
    "base": "基础分",
    "deduction": "扣",
    "reason": "理由",
    "weight": "权重",
    "level": "等级",
    "verdict": "评为",
    "floor": "最低",
    "ceiling": "最高",
    "cap": "封顶",
    "at_most": "合计不超过",
    "together": "另有",
    "places": "小数位",
    "mode": "方式",
    "state": "状态",
    "attribute": "取决于属性",
    "count": "次数",
    "amount": "填写",
    "each": "每次",
    "event": "记录",
}
#: What a derivation calls the whole sheet; not an element with a number of its own.
WHOLE = ("total", "items", "")
VALUES = {**MODES, **VERDICTS, **ADJUSTMENT_STATES}


def span(low: Exact | None, high: Exact | None, places: int = 2, mode: str = "half-up") -> str:
    """A value or a range, `60 ~ 80`; 无 where there is none. Fractions are rounded as the standard says."""
    if low is None or high is None:
        return "无"
    first, last = plain(rounded(low, places, mode)), plain(rounded(high, places, mode))
    return first if low == high else f"{first} ~ {last}"


def by_rule(resolved: Resolved, low: Exact | None, high: Exact | None) -> str:
    """`span`, rounded as this standard says."""
    rule = resolved.standard.scoring.rounding
    return span(low, high, rule.places, rule.mode)


def kind_text(kind: str) -> str:
    """A unit kind for people."""
    return UNIT_KINDS.get(kind, kind)


def kind_named(name: str) -> str:
    """The kind of unit that a person calls so: 乡镇 is `town`; any other word is a kind of its own."""
    said = {part: kind for kind, text in UNIT_KINDS.items() for part in re.split("[（、）]", text) if part}
    return {**said, **{text: kind for kind, text in UNIT_KINDS.items()}}.get(name.strip(), name)


def set_by_text(who: str | None) -> str:
    """Who set a rule."""
    return {"document": "文件规定", "jurisdiction": "本地规定", None: "无人规定"}.get(who, f"{who}规定")


def policy_text(resolved: Resolved) -> str:
    """What becomes of items that do not apply, and who set it; what nobody has set yet says so."""
    given = resolved.rules is not None and resolved.rules.not_applicable is not None
    left = resolved.not_applicable_set_by == "jurisdiction" and not given
    who = "文件没有规定，暂照此计，本地可另定" if left else set_by_text(resolved.not_applicable_set_by)
    return f"{POLICIES[resolved.not_applicable]}（{who}）"


def honour_texts(resolved: Resolved, honour: HonourScore) -> tuple[str, str, str, str]:
    """What an honour looks at, what of it is met, its share, and the line with who set it."""
    field = "、".join(honour.covers) or "自选"
    met = f"{plain(honour.met)}/{plain(honour.applicable)}" if honour.covers else ""
    share = f"{by_rule(resolved, honour.low, honour.high)}%" if honour.low is not None else "无"
    line = f"不低于 {plain(honour.line)}%（{set_by_text(honour.set_by)}）" if honour.line is not None else "本地未定"
    return field, met, share, line


def outcome_text(outcome: Outcome) -> str:
    """The outcome in a line: `合格（文件规定）`, or what is still possible."""
    if outcome.status == "decided":
        return f"{outcome.label}（{set_by_text(outcome.set_by)}）"
    if outcome.status == "open":
        return f"未定，还可能是：{'、'.join(outcome.possible) or '各种结果'}"
    return OUTCOMES[outcome.status]


def given_text(sheet: ScoreSheet, item: str) -> str:
    """How a criterion was rated: the verdict or level, the reason for which it does not apply; empty for points."""
    rating = sheet.answers.ratings.get(item)
    if rating is None:
        return ""
    if rating.not_applicable is not None:
        return f"不适用：{rating.not_applicable}"
    if rating.verdict is not None:
        level = sheet.resolved.item[item].levels.get(rating.verdict)
        return level.title if level is not None else VERDICTS.get(rating.verdict, rating.verdict)
    return ""
