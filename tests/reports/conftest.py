"""A small standard with one of everything that papers tell of, and answers to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kaoping.answers import (
    AdjustmentStatement,
    Answers,
    Deduction,
    Evidence,
    EvidenceFile,
    Observation,
    ProofLink,
    Rating,
    Rectification,
    Unit,
    VetoStatement,
)
from kaoping.periods import parse as period_of
from kaoping.reports.paper import Cell, Paper, Table, Words
from kaoping.scoring.score import score
from kaoping.scoring.sheet import ScoreSheet
from kaoping.standard.load import validated
from kaoping.standard.model import Standard
from kaoping.standard.resolved import Resolved
from kaoping.standard.toml import parse

D = Decimal

TEXT = """
schema = 1
id = "t/paper"
title = "纸面标准"
short = "纸面"
edition = "2025"
status = "in-force"
unit_kinds = ["county"]
outcomes = [
  { label = "优秀", when = { score_at_least = 18 } },
  { label = "合格", when = { score_at_least = 12 } },
  { label = "不合格", otherwise = true },
]

[document]
id = "t/paper"
title = "纸面文件"
number = "示例〔2025〕9号"
issuer = "示例机关"
[[document.stages]]
id = "self"
title = "自评"
self_report_limit = 300
report_parts = ["主要措施", "成效"]
[[document.forms]]
id = "approval"
title = "示例推荐审批表"
copies = 3
attachments = true
[[document.forms.fields]]
id = "applicant"
title = "申报单位"
[[document.forms.fields]]
id = "on"
title = "填表日期"
dated = true
[[document.forms.fields]]
id = "work"
title = "工作情况"
limit = 600
[[document.forms.fields]]
id = "opinion-1"
title = "县意见"
seal = true
[[document.forms.fields]]
id = "opinion-2"
title = "市意见"
seal = true

[scoring]
model = "points"
full = 20
step = 0.5
not_applicable = "exclude"
not_applicable_set_by = "jurisdiction"

[[facts]]
id = "study"
title = "学法次数"
subject = "government"
kind = "count"
unit = "次"
note = "只数集体学习"
[[facts]]
id = "case"
title = "重大案件"
subject = "government"
kind = "event"

[[dimensions]]
id = "一"
title = "领导"
points = 10
minimum = 4
[[dimensions.criteria]]
id = "1"
title = "学法"
points = 6
responsible = "政府办"
evidence = { document = ["学法计划", "年度总结"], minutes = ["学法记录"] }
requirements = [
  { id = "1.1", text = "每年学法不少于4次", measure = { fact = "study", at_least = 4, per = "year" }, deduct = { each = 0.5, cap = 2 } },
  { id = "1.2", text = "有计划", points = 2 },
]
[[dimensions.criteria]]
id = "2"
title = "制度"
points = 4
evidence = ["年度总结。"]
levels = [{ id = "good", title = "好", share = 100 }, { id = "fair", title = "一般", share = 50 }]
requirements = [{ id = "2.1", text = "制度齐全", informed_by = ["study"] }]
[[dimensions]]
id = "二"
title = "执法"
points = 10
[[dimensions.criteria]]
id = "3"
title = "案卷"
points = 8
requirements = [{ id = "3.1", text = "案卷合格" }]
[[dimensions.criteria]]
id = "4"
title = "立法"
points = 2
applies_when = { legislative_power = true }
evidence = { document = ["立法计划"] }
requirements = [{ id = "4.1", text = "有立法计划" }]

[[vetoes]]
id = "v1"
title = "重大案件"
text = "周期内发生重大案件"
event = "case"
look_back = "period"
effect = "ineligible"
label = "不得参评"

[[adjustments]]
id = "bonus"
title = "推广"
text = "每次加0.5分"
kind = "bonus"
amount = 0.5
cap = 1
[[adjustments]]
id = "penalty"
title = "通报"
text = "酌情减分"
kind = "penalty"
set_by = "jurisdiction"
[[adjustments]]
id = "late"
title = "迟报"
text = "每次减0.5分"
kind = "penalty"
amount = 0.5

[[errata]]
at = "3"
printed = "案券"
read_as = "案卷"
why = "形近而误"
"""

ABOUT = {"evaluation": "7", "evaluator": "张三", "printed": "2025-12-21", "fingerprint": "12-abcd 0123 4567 89ef"}


@pytest.fixture(scope="session")
def resolved() -> Resolved:
    standard = validated(Standard, parse(TEXT, "纸.toml"))
    return Resolved(standard, standard.document, {fact.id: fact for fact in standard.facts})  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def answers() -> Answers:
    """Everything rated: 4.5 of 6 with a reason, level 一般, 8 of 8, one criterion outside, a bonus and a penalty."""
    return Answers(
        unit=Unit("云溪县", "county", {"legislative_power": False}),
        period=period_of("2025"),
        as_of=date(2025, 12, 20),
        evaluator="张三",
        facts=(Observation("study", period_of("2025"), D(3)), Observation("case", period_of("2025"), False)),
        ratings={
            "1": Rating(
                deductions=(Deduction(D("0.5"), "少学一次", "1.1"), Deduction(D(1), "没有计划")), note="班子带头学"
            ),
            "2": Rating(verdict="fair", reason="制度缺两项", evidence=("制度汇编第3页",)),
            "3": Rating(points=D(8)),
        },
        adjustments={
            "bonus": AdjustmentStatement(count=1, reason="经验推广"),
            "penalty": AdjustmentStatement(amount=D(0)),
            "late": AdjustmentStatement(count=1, reason="晚报两天"),
        },
        vetoes={"v1": VetoStatement(False, note="经核查")},
        evidence=(
            Evidence(
                "e1", "minutes", "学法记录册", EvidenceFile("记录.pdf", "ab" * 32, 10),
                links=(ProofLink("1", "1.1", "第2页"), ProofLink("3")),
            ),
        ),
        rectifications=(
            Rectification("r1", "1", "补学法计划", "政府办", date(2025, 12, 1), "1.2"),
            Rectification("r2", "2", "补齐制度", "司法局", date(2026, 3, 1), done_on=date(2025, 12, 19), seen="已补"),
        ),
    )  # fmt: skip


@pytest.fixture(scope="session")
def scored(resolved: Resolved, answers: Answers) -> Callable[..., ScoreSheet]:
    """The sheet of the answers with some of them changed."""

    def run(**changes: Any) -> ScoreSheet:
        return score(resolved, replace(answers, **changes))

    return run


@pytest.fixture(scope="session")
def sheet(scored: Callable[..., ScoreSheet]) -> ScoreSheet:
    return scored()


@pytest.fixture(scope="session")
def table() -> Callable[[Paper, str], Table]:
    return lambda paper, id: next(block for block in paper.blocks if isinstance(block, Table) and block.id == id)


@pytest.fixture(scope="session")
def texts() -> Callable[[Table], list[list[str]]]:
    return lambda table: [[cell.text for cell in row.cells] for row in table.rows]


@pytest.fixture(scope="session")
def words() -> Callable[[Paper], str]:
    """All paragraphs, one a line."""
    return lambda paper: "\n".join(block.text for block in paper.blocks if isinstance(block, Words))


@pytest.fixture(scope="session")
def cells() -> Callable[[Paper], list[Cell]]:
    return lambda paper: [
        cell for block in paper.blocks if isinstance(block, Table) for row in block.rows for cell in row.cells
    ]
