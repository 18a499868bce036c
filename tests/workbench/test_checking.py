"""Check: what is missing or odd, by kind and in the document's order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from kaoping.answers import AdjustmentStatement, Deduction, Observation, Rating, VetoStatement
from kaoping.periods import year
from kaoping.workbench import Workbench
from kaoping.workbench.checking import KINDS, Finding, check_view, counts_of
from kaoping.workbench.options import Options, open_workbench

CLOCK = datetime(2025, 12, 20, 9, 30, tzinfo=UTC)

SHEET = """schema = 1
id = "t/check"
title = "检查示例"
short = "检查"
edition = "2025"
status = "draft"
unit_kinds = ["county"]
outcomes = [
  { label = "优秀", when = { score_at_least = 15 } },
  { label = "合格", when = { score_at_least = 9 } },
  { label = "不合格", otherwise = true },
]

[document]
id = "t/check"
title = "检查示例"
[[document.stages]]
id = "self"
title = "自评"
evidence_per_item = true
[[document.stages]]
id = "final"
title = "终评"
final = true

[scoring]
model = "points"
full = 18
step = 0.5

[[themes]]
id = "any"
title = "任意"

[[facts]]
id = "sessions"
title = "学习次数"
subject = "county"
kind = "count"
unit = "次"
[[facts]]
id = "share"
title = "办结率"
subject = "county"
kind = "share"
[[facts]]
id = "case"
title = "重大案件"
subject = "county"
kind = "event"
[[facts]]
id = "riot"
title = "群体事件"
subject = "county"
kind = "event"

[[criteria]]
id = "1"
title = "学习"
points = 4
themes = ["any"]
evidence = ["学习记录"]
[[criteria.requirements]]
id = "1.1"
text = "每年不少于四次"
measure = { fact = "sessions", at_least = 4, per = "year" }
deduct = { each = 0.5 }
[[criteria]]
id = "2"
title = "制度"
points = 4
themes = ["any"]
evidence = ["制度文本"]
requirements = [{ id = "2.1", text = "有制度", points = 2 }, { id = "2.2", text = "有执行", points = 2 }]
[[criteria]]
id = "3"
title = "立法"
points = 2
themes = ["any"]
applies_when = { legislative_power = true }
requirements = [{ id = "3.1", text = "有计划" }]
[[criteria]]
id = "4"
title = "办结"
points = 4
themes = ["any"]
requirements = [{ id = "4.1", text = "办结率", measure = { fact = "share", at_least = 90 } }]
[[criteria]]
id = "5"
title = "公开"
points = 4
themes = ["any"]
requirements = [{ id = "5.1", text = "有公开" }]

[[vetoes]]
id = "case"
title = "重大案件"
text = "有重大案件的。"
event = "case"
look_back = "period"
effect = "ineligible"
[[adjustments]]
id = "bonus"
title = "创新"
text = "创新。"
kind = "bonus"
amount = 1
cap = 2
[[adjustments]]
id = "riots"
title = "维稳"
text = "群体事件。"
kind = "penalty"
amount = 1
cap = 3
event = "riot"
"""


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    path = tmp_path / "check.toml"
    path.write_text(SHEET, encoding="utf-8")
    options = Options(
        db=tmp_path / "w.db", evaluator="张三", data=tmp_path, config=tmp_path, no_plugins=True, standards=(path,)
    )
    with open_workbench(options, clock=lambda: CLOCK) as opened:
        yield opened


@pytest.fixture
def opened(bench: Workbench) -> Callable[..., str]:
    def new(stage: str | None = None, **attributes: bool) -> str:
        bench.units.add("云溪县", "county", attributes)
        return bench.evaluations.new("t/check", "云溪县", year(2025), as_of=date(2025, 12, 20), stage=stage).id

    return new


def of(bench: Workbench, key: str, kind: str) -> list[Finding]:
    return [finding for finding in bench.checking.of(key) if finding.kind == kind]


def test_a_new_evaluation(bench: Workbench, opened: Callable[..., str]) -> None:
    found = bench.checking.of(opened())
    assert [(f.kind, f.item, f.text, f.count) for f in found] == [
        ("unrated", "1", "1 学习：未评", 1),
        ("unrated", "2", "2 制度：未评", 1),
        ("unrated", "4", "4 办结：未评", 1),
        ("unrated", "5", "5 公开：未评", 1),
        ("attribute", "3", "考评对象的“有地方立法权”未填写，1 项是否适用未定：3", 1),
        ("veto", "case", "重大案件：尚未说明是否发生", 1),
        ("adjustment", "bonus", "创新", 1),
        ("adjustment", "riots", "维稳：群体事件：2025-01-01 至 2025-12-20 的情况尚未查明", 1),
        ("facts", "1", "2 个事实还没有人录入，涉及 2 项：1、4", 2),
    ]
    assert counts_of(found) == {"unrated": 4, "attribute": 1, "veto": 1, "adjustment": 2, "facts": 2}
    assert [f.item for f in found if f.stated] == ["case", "bonus", "riots"]


def test_everything_done_leaves_nothing(bench: Workbench, opened: Callable[..., str]) -> None:
    key = opened("final", legislative_power=False)
    walk = bench.walk
    walk.fact(key, Observation("sessions", year(2025), Decimal(4)))
    walk.fact(key, Observation("share", year(2025), Decimal(95)))
    for item in "1245":
        walk.rate(key, item, Rating(points=Decimal(4), evidence=("档案",)))
    walk.veto(key, "case", VetoStatement(False))
    walk.adjust(key, "bonus", AdjustmentStatement(count=0))
    walk.adjust(key, "riots", AdjustmentStatement(count=0))
    assert bench.checking.of(key) == ()


def test_points_lost_want_a_reason(bench: Workbench, opened: Callable[..., str]) -> None:
    key = opened()
    bench.walk.rate(key, "2", Rating(points=Decimal("2.5")))
    bench.walk.rate(key, "5", Rating(points=Decimal(3), reason="没有更新"))
    bench.walk.deduct(key, "4", Deduction(Decimal(1), "少一份"))
    bench.walk.fact(key, Observation("sessions", year(2025), Decimal(3)))
    bench.walk.accept(key, "1")
    assert [(f.item, f.text) for f in of(bench, key, "no-reason")] == [("2", "2 制度：失 1.5 分，没有写理由")]
    bench.walk.note(key, "2", "已电话核实")
    assert of(bench, key, "no-reason") == []


def test_what_contradicts(bench: Workbench, opened: Callable[..., str]) -> None:
    key = opened()
    bench.walk.tick(key, "2.1", "unmet")
    bench.walk.rate(key, "2", Rating(points=Decimal(4)))
    bench.walk.tick(key, "1.1", "met")
    bench.walk.fact(key, Observation("sessions", year(2025), Decimal(2)))
    assert [(f.item, f.text) for f in of(bench, key, "full-unmet")] == [("2", "2 制度：已评满，而要点 2.1 未达到")]
    (found,) = of(bench, key, "contradiction")
    assert (found.item, found.step) == ("1", "改勾选，或按 F5 更正事实")
    assert found.text.startswith("1.1：勾选为达到，而事实是：")


def test_marks_and_changed_facts(bench: Workbench, opened: Callable[..., str]) -> None:
    key = opened()
    bench.walk.fact(key, Observation("sessions", year(2025), Decimal(4)))
    bench.walk.accept(key, "1")
    bench.walk.fact(key, Observation("sessions", year(2025), Decimal(1)))
    bench.walk.note(key, "5", "等公开办回话")
    bench.walk.flag(key, "5", True)
    bench.walk.rate(key, "4", Rating(points=Decimal(4), carried=True))
    assert [f.item for f in of(bench, key, "stale")] == ["1"]
    assert [f.text for f in of(bench, key, "flagged")] == ["5 公开：等公开办回话"]
    assert [f.text for f in of(bench, key, "carried")] == ["4 办结：沿用以往的评定，本次没有复核"]


def test_evidence_is_asked_item_by_item_only_where_the_stage_says_so(
    bench: Workbench, opened: Callable[..., str]
) -> None:
    key = opened("self")
    for item in "125":
        bench.walk.rate(key, item, Rating(points=Decimal(4)))
    view = bench.evaluations.view(key)
    assert [(f.kind, f.item, f.text) for f in check_view(view) if f.kind.startswith("evidence")] == [
        ("evidence", "1", "1 学习：没有佐证材料，常见的有：学习记录"),
        ("evidence", "2", "2 制度：没有佐证材料，常见的有：制度文本"),
    ]
    later = replace(view, answers=replace(view.answers, stage="final"))
    assert [(f.kind, f.item, f.text, f.count) for f in check_view(later) if f.kind.startswith("evidence")] == [
        ("evidence-some", "1", "2 项已评而没有佐证材料：1、2", 2)
    ]


def test_a_recorded_event_and_a_penalty_of_nothing(bench: Workbench, opened: Callable[..., str]) -> None:
    key = opened()
    bench.walk.fact(key, Observation("riot", year(2025), True, date(2025, 4, 1)))
    assert "已记录的事件：" in of(bench, key, "adjustment")[1].text
    bench.walk.adjust(key, "riots", AdjustmentStatement(count=0))
    (found,) = of(bench, key, "adjustment-event")
    assert (found.item, found.stated) == ("riots", True)
    assert found.text.endswith("而减分写的是 0，请核对")


def test_every_kind_has_its_look(bench: Workbench, opened: Callable[..., str]) -> None:
    from kaoping.workbench.checking import _LOOKS

    assert list(_LOOKS) == list(KINDS)


def test_the_ways_of_one_unit(bench: Workbench, opened: Callable[..., str], tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text(
        SHEET.replace('"t/check"', '"t/other"').replace('short = "检查"', 'short = "另一"'), encoding="utf-8"
    )
    key = opened("final", legislative_power=False)
    options = Options(
        db=tmp_path / "w.db",
        evaluator="张三",
        data=tmp_path,
        config=tmp_path,
        no_plugins=True,
        standards=(tmp_path / "check.toml", other),
    )
    with open_workbench(options, clock=lambda: CLOCK) as both:
        second = both.evaluations.new("t/other", "云溪县", year(2025), as_of=date(2025, 12, 20)).id
        # A later evaluation that is not of the final stage does not stand for the standard.
        both.evaluations.new("t/check", "云溪县", year(2025), as_of=date(2025, 12, 20), stage="self")
        for one in (key, second):
            both.walk.rate(one, "2", Rating(points=Decimal(4)))
            both.walk.rate(one, "5", Rating(points=Decimal(4)))
        both.walk.rate(second, "4", Rating(points=Decimal(0), reason="没有办结"))
        both.walk.rate(second, "1", Rating(points=Decimal(0), reason="没有学习"))
        joint = both.ways.of_unit("云溪县")
        assert [(led.row.id, led.short) for led in joint.ways] == [(key, "检查"), (second, "另一")]
        assert [led.found.way.text for led in joint.ways if led.found.way] == ["再补这 1 项、4 分即为“合格”"] * 2
        assert [(one.title, one.uses) for one in joint.shared] == [("学习次数", (("检查", ("1",)), ("另一", ("1",))))]
        assert both.ways.of(key) == joint.ways[0].found
        # One criterion of each, for the second is rated with no word about the fact that the first waits for.
        assert joint.together.text == "2 项、8 分，2 个标准即都有更好的结果"
        assert [(goal.now, goal.label) for goal in joint.together.goals] == [("不合格", "合格")] * 2
        assert [one.row.id for one in both.ways.stood("云溪县")] == [key, second]
