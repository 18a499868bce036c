"""A standard in which every field of the format is given at least once, made by walking the models."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from kaoping.standard.document import DocumentBody
from kaoping.standard.model import Standard

MEASURES: tuple[dict[str, Any], ...] = (
    {"fact": "f1", "at_least": 4, "at_most": Decimal("12345678901234567.8"), "per": "year", "soft": True},
    {"fact": "f1", "more_than": Decimal("-0.0000000001"), "less_than": 100, "per": "period"},
    {"fact": "f1", "equals": Decimal("0.1"), "soft": False},
    {"fact": "f1", "is": False, "look_back_years": 3},
    {"fact": "f1", "within": {"by": "01-31", "year": "next", "working": False}},
    {"fact": "f1", "within": {"days": 5, "after": "f2", "working": True}},
    {"fact": "f1", "trend": "not-rising", "per": "half-year"},
    {"fact": "f1", "bound_from": "f2", "bound": "at_most", "per": "quarter"},
)
DEDUCTS: tuple[dict[str, Any], ...] = (
    {"amount": Decimal("0.5")},
    {"each": 1, "per": Decimal("0.25"), "part": "proportional", "cap": Decimal("1.2")},
)
CRITERION: dict[str, Any] = {
    "id": "1.10",
    "title": "=SUM(A1)　（示例）",
    "points": Decimal("0.50"),
    "weight": 2,
    "applies_when": {"legislative_power": True, "a.b-c": 3, "种类": "是", "级": "2", "说明": "甲 = 乙：丙"},
    "themes": ["decision", "own"],
    "evidence": ["一、会议记录", "两行\n的说明", " 前后有空格 "],
    "methods": ["documents", "site"],
    "responsible": "-司法局",
    "clause": "附件1 一、2",
    "note": '第一行\n\n  第二行\t有制表符，"引号"，反斜杠 \\ ，_x0041_',
    "step": Decimal("0.01"),
    "levels": [
        {"id": "a", "title": "优秀", "points": 1},
        {"id": "b", "title": "一般", "share": Decimal("33.333333333")},
    ],
}


def requirements() -> list[dict[str, Any]]:
    found = [{"id": f"1.10.{n}", "text": f"要点{n}", "measure": measure} for n, measure in enumerate(MEASURES, 1)]
    found += [{"id": f"d{n}", "text": f"@扣分{n}", "deduct": deduct} for n, deduct in enumerate(DEDUCTS)]
    found.append(
        {"id": "1-2", "text": "+补充", "points": 1, "informed_by": ["f1", "f2"], "applies_when": {}, "clause": "第3页"}
    )
    return found


BOTH: dict[str, Any] = {
    "schema": 1,
    "id": "t/full-1",
    "document": "t/doc",
    "title": "完整的标准（示例）",
    "short": "（空）",
    "edition": "2025",
    "status": "superseded",
    "unit_kinds": ["county", "县、市"],
    "outcome_rule": "other:rule",
    "levels_set_by": "jurisdiction",
    "scoring": {
        "model": "points", "full": 1000, "base": -20, "floor": Decimal("-1.5"), "ceiling": 1100, "step": Decimal("0.01"),
        "aggregate": "flat", "partial": 50, "weights_set_by": "document", "not_applicable": "rescale",
        "not_applicable_set_by": "jurisdiction", "rounding": {"places": 0, "mode": "half-even"}, "bands": "rounded",
    },
    "themes": [{"id": "own", "title": "自己的主题"}],
    "facts": [
        {
            "id": "f1", "title": "次数", "subject": "government", "kind": "event", "unit": "%", "note": "口径\n两行",
            "related": ["f2"], "set_by": "jurisdiction", "members": "any", "counts_faults": True, "counts_as": ["f2"], "formerly": ["事实一，旧称"],
        },
        {"id": "f2", "title": "日期", "subject": "court", "kind": "date", "members": "sole", "counts_faults": False},
    ],
    "levels": [{"id": "x", "title": "优"}, {"id": "y", "title": "良", "share": 80}],
    "criteria": [{"id": "0", "title": "不分一级指标的", "points": 0}],
    "dimensions": [
        {
            "id": "1", "title": "一", "points": 15, "minimum": Decimal("0.1"), "weight": 3,
            "criteria": [{**CRITERION, "requirements": requirements()}],
            "groups": [
                {
                    "id": "g1", "number": "1", "title": "二级", "points": 5, "weight": Decimal("1.5"),
                    "criteria": [
                        {"id": "1.1", "title": "组内", "evidence": {"document": ["文件甲", "文件乙"], "list": ["清单"]}},
                        {"id": "1.1.0", "title": "空的表", "evidence": {}, "applies_when": {"x": False}},
                    ],
                },
                {"id": "g2", "title": "空组"},
            ],
        },
        {"id": "二", "title": "没有下级"},
    ],
    "parts": [
        {"id": "p1", "title": "材料", "weight": 40, "dimensions": ["1", "二"], "clause": "第一条"},
        {"id": "p2", "title": "测评", "weight": 20, "full": 100},
    ],
    "vetoes": [
        {
            "id": "v1", "title": "否决", "text": "内容", "event": "f1", "look_back_years": 3, "effect": "ineligible",
            "label": "不得参评", "not_when": {"title_held": False}, "set_by": "document", "clause": "三",
        },
        {"id": "v2", "title": "几种", "text": "内容", "events": ["f1", "f2"], "look_back": "period", "effect": "downgrade", "by": 2},
        {"id": "v3", "title": "封顶", "text": "内容", "criteria": ["1.10", "0"], "effect": "cap", "cap": 60},
        {"id": "v6", "title": "限定", "text": "内容", "effect": "limit", "outcome": "良好"},
        {"id": "v4", "title": "界限", "text": "内容", "measure": MEASURES[0], "effect": "zero", "not_when": {}},
        {
            "id": "v5", "title": "插件", "text": "内容", "effect": "no-score", "check": "other:check",
            "params": {"days": 30, "rate": Decimal("0.25"), "on": True, "name": "30", "line": "两\n行"},
        },
    ],
    "adjustments": [
        {"id": "a1", "title": "加", "text": "内容", "kind": "bonus", "amount": 2, "cap": 5, "step": 1, "event": "f1", "clause": "四"},
        {"id": "a2", "title": "减", "text": "内容", "kind": "penalty", "range": {"low": 0, "high": Decimal("2.5")}, "events": ["f1", "f2"]},
        {"id": "a3", "title": "酌情", "text": "内容", "kind": "bonus", "set_by": "jurisdiction"},
    ],
    "adjustment_caps": [
        {"id": "c1", "title": "加分合计", "of": ["a1", "a3"], "at_most": Decimal("4.5"), "set_by": "document", "clause": "四"},
        {"id": "c2", "title": "减分合计", "kind": "penalty", "set_by": "jurisdiction"},
    ],
    "outcomes": [
        {
            "label": "优秀", "clause": "五", "set_by": "document",
            "when": {
                "score_at_least": Decimal("90.5"), "share_at_least": 90, "attained_at_least": 95,
                "section": {"1": 20, "二": Decimal("1.5")}, "no_veto": ["v1", "v2"], "minima": False,
            },
        },
        {"label": "良好", "when": {}},
        {"label": "待定", "set_by": "jurisdiction", "otherwise": False},
        {"label": "其余", "otherwise": True},
    ],
    "honours": [
        {
            "id": "h1", "title": "单项", "text": "条件", "covers": ["1", "1.10"], "attained_at_least": 80,
            "set_by": "document", "clause": "六",
        }
    ],
    "errata": [{"at": "1.10", "printed": "O.5", "read_as": "0.5", "why": "字母", "accepts": ["points-sum", "step"]}],
    "replaces": [
        {
            "edition": "2019", "standard": "t/old",
            "criteria": [{"old": ["1"], "new": ["1.10", "0"], "changed": True, "note": "拆开"}, {"old": ["9"]}],
            "requirements": [{"new": ["1-2"]}], "vetoes": [{"old": ["v0"], "new": ["v1"]}], "adjustments": [{"old": ["x"]}],
        },
        {"edition": "2017"},
    ],
}  # fmt: skip
DOCUMENT: dict[str, Any] = {
    "id": "t/doc",
    "title": "文件（示例）",
    "number": "示例〔2025〕1号",
    "issuer": "示例机关",
    "date": date(1899, 12, 31),
    "status": "draft",
    "parts": [{"id": "1", "title": "附件", "note": "说明"}],
    "stages": [
        {
            "id": "s1", "title": "自评", "who": "单位", "text": "内容", "starts": date(2025, 1, 2), "due": date(2025, 12, 31),
            "final": True, "counts": False, "self_report_limit": 2500, "evidence_per_item": True,
            "report_parts": ["一、情况", "二、问题"], "opinions": ["纪委", "信访"], "clause": "七",
        },
        {"id": "s2", "title": "月报", "monthly": 25, "after": "s1"},
        {"id": "s3", "title": "年报", "yearly": "11-30"},
        {"id": "s4", "title": "公示", "working_days": 5, "at_least": True},
    ],
    "methods": ["实地检查", "听取、查阅"],
    "rules": ["规定一", "规定二\n分两行"],
    "forms": [
        {
            "id": "form", "title": "表格", "copies": 3, "fixed_layout": True, "attachments": False, "clause": "八",
            "fields": [{"id": "a", "title": "栏目", "limit": 2000, "seal": True, "dated": False}, {"id": "b", "title": "乙"}],
        },
        {"id": "form-2", "title": "另一张", "fields": [{"id": "a", "title": "栏目"}]},
    ],
    "quotas": [{"scope": "每个市", "limit": 0, "exceptional": 1, "text": "说明", "clause": "九"}],
    "assignments": [{"by": "市", "of": "县", "how": "检查", "sheet": "t/full-1"}],
    "campaigns": [
        {
            "id": "c", "title": "第一批", "sheet": "t/full-1", "starts": date(2024, 1, 1), "ends": date(2300, 12, 31),
            "units": [{"name": "甲县", "kind": "county", "named_in": 2020}, {"name": "甲县", "kind": "county", "named_in": 2021}],
        },
        {"id": "c2", "title": "第二批", "sheet": "t/full-1"},
    ],
    "errata": [{"at": "三", "printed": "甲", "read_as": "乙", "why": "丙"}],
}  # fmt: skip


def full() -> tuple[Standard, DocumentBody]:
    """The standard and its document. It agrees with the format; whether with itself, nobody asks."""
    return Standard.model_validate(BOTH), DocumentBody.model_validate(DOCUMENT)
