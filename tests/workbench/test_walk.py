"""Every judgement of the walk: what is saved, what follows from it, and what is refused in which words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kaoping.answers import (
    AdjustmentStatement,
    Deduction,
    Observation,
    PartStatement,
    Rating,
    Sample,
    VetoStatement,
)
from kaoping.errors import Surroundings
from kaoping.workbench import Workbench

Made = Callable[..., Observation]
Tally = Callable[[Workbench], int]
Refusal = Callable[..., tuple[str, str]]
D = Decimal


def test_a_rating_is_scored_saved_and_one_entry(bench: Workbench, opened: str, tally: Tally) -> None:
    before = tally(bench)
    view = bench.walk.rate(opened, "1.2", Rating(points=D("3.5")))
    assert tally(bench) == before + 1
    assert view.answers.ratings["1.2"].points == D("3.5")
    # 1.3 does not apply; 1.1 and 1.4 are open; at worst a penalty of 2, at best a bonus of 3.
    assert (view.sheet.score_low, view.sheet.score_high, view.sheet.full) == (D("1.50"), D("19.50"), D("18.00"))
    row = bench.evaluations.all()[0]
    assert (row.rated, row.items, row.low_m, row.high_m, row.full_m) == (2, 4, 1500, 19500, 18000)
    assert (row.outcome_status, row.outcome) == ("open", None)
    assert bench.care.verify() == []


@pytest.mark.parametrize(
    ("item", "rating", "code", "message"),
    [
        ("9.9", Rating(points=D(1)), "unknown-item", "标准“t/points”没有评分项“9.9”，请检查编号"),
        ("1.2", Rating(points=D("5.5")), "points", "得分 5.5 不在 0 到 5 之间"),
        ("1.2", Rating(points=D("-1")), "points", "得分 -1 不在 0 到 5 之间"),
        ("1.2", Rating(points=D("1.3")), "step", "得分 1.3 不是 0.5 的整数倍"),
        ("1.2", Rating(verdict="met"), "model", "该项不能用 verdict（met），请用 points（得分）或 deductions（扣分）"),
        ("1.2", Rating(not_applicable="  "), "reason", "不适用须写明理由"),
        ("1.2", Rating(deductions=(Deduction(D(1), " "),)), "reason", "每笔扣分都须写明理由（reason）"),
        ("1.2", Rating(deductions=(Deduction(D(6), "缺"),)), "points", "扣分合计 6 分，超过该项的 5 分"),
        (
            "1.2",
            Rating(points=D(1), not_applicable="无"),
            "two-ways",
            "一项只能用一种方式评定：得分、扣分、等级或不适用",
        ),
        ("1.2", Rating(points=D(1), reason="a\x1b[2J"), "hidden-character", "文字中含有控制字符，请删去后再保存"),
        ("1.2", Rating(points=D(1), note="长" * 6001), "too-long", "文字过长，最多 6000 字"),
        ("1.2", Rating(points=D(1), evidence=(" ",)), "empty", "佐证材料的名称不能为空"),
        ("1.2", Rating(requirements={"1.1.1": "met"}), "unknown-item", "1.2 没有评分要点“1.1.1”，请检查编号"),
    ],
)
def test_a_rating_that_does_not_fit_is_refused_and_nothing_is_written(
    bench: Workbench, opened: str, tally: Tally, refused: Refusal, item: str, rating: Rating, code: str, message: str
) -> None:
    before = tally(bench)
    assert refused(bench.walk.rate, opened, item, rating) == (code, message)
    assert tally(bench) == before
    assert bench.evaluations.view(opened).answers.ratings == {}


def test_the_same_rating_again_is_no_new_entry(bench: Workbench, opened: str, tally: Tally) -> None:
    bench.walk.rate(opened, "1.2", Rating(points=D(3)))
    before = tally(bench)
    bench.walk.rate(opened, "1.2", Rating(points=D("3.0")))
    assert tally(bench) == before


def test_ticks_notes_flags_and_evidence_outlive_a_rating(bench: Workbench, opened: str) -> None:
    bench.walk.tick(opened, "1.2.1", "met")
    bench.walk.note(opened, "1.2", "第[/]条，见附件")
    bench.walk.flag(opened, "1.2", True)
    bench.walk.rate(opened, "1.2", Rating(evidence=("会议纪要.pdf",)))
    view = bench.walk.rate(opened, "1.2", Rating(points=D(3)))
    assert view.answers.ratings["1.2"] == Rating(
        points=D(3), requirements={"1.2.1": "met"}, note="第[/]条，见附件", flagged=True, evidence=("会议纪要.pdf",)
    )
    view = bench.walk.clear(opened, "1.2")
    assert view.answers.ratings["1.2"] == Rating(
        requirements={"1.2.1": "met"}, note="第[/]条，见附件", flagged=True, evidence=("会议纪要.pdf",)
    )
    assert bench.evaluations.all()[0].rated == 1


def test_an_emptied_rating_leaves_no_row(bench: Workbench, opened: str) -> None:
    bench.walk.rate(opened, "1.2", Rating(points=D(3)))
    assert bench.walk.clear(opened, "1.2").answers.ratings == {}
    bench.walk.flag(opened, "1.2", True)
    assert bench.walk.flag(opened, "1.2", False).answers.ratings == {}
    bench.walk.note(opened, "1.2", "记")
    assert bench.walk.note(opened, "1.2", " ").answers.ratings == {}
    bench.walk.tick(opened, "1.2.1", "unmet")
    assert bench.walk.tick(opened, "1.2.1", None).answers.ratings == {}
    assert bench.care.verify() == []


def test_deductions_add_up_and_are_taken_away(bench: Workbench, opened: str, refused: Refusal) -> None:
    bench.walk.rate(opened, "1.2", Rating(points=D(5), reason="齐"))
    bench.walk.deduct(opened, "1.2", Deduction(D("0.5"), "缺一份", "1.2.1", ("照片",)))
    view = bench.walk.deduct(opened, "1.2", Deduction(D(1), "缺两份"))
    rating = view.answers.ratings["1.2"]
    assert rating.points is None
    assert rating.reason is None  # it told why five points, and there are five points no more
    assert [lost.deduction.reason for lost in view.sheet.deductions] == ["缺一份", "缺两份"]
    assert [item.low for item in view.sheet.items if item.item.id == "1.2"] == [D("3.5")]
    view = bench.walk.undeduct(opened, "1.2", 0)
    assert [d.reason for d in view.answers.ratings["1.2"].deductions] == ["缺两份"]
    assert refused(bench.walk.undeduct, opened, "1.2", 1) == (
        "no-deduction",
        "1.2 没有第 2 笔扣分，请看过最新内容后再试",
    )
    assert bench.walk.undeduct(opened, "1.2", 0).answers.ratings["1.2"] == Rating(points=D(5))
    assert refused(bench.walk.undeduct, opened, "1.2", 0)[0] == "no-deduction"
    assert refused(bench.walk.undeduct, opened, "1.4", 0)[0] == "no-deduction"


def test_ticks_suggest_and_a_rating_that_differs_says_why(bench: Workbench, opened: str, refused: Refusal) -> None:
    assert refused(bench.walk.accept, opened, "1.2") == (
        "no-suggestion",
        "1.2 还没有可采纳的建议：先核对要点或补录事实",
    )
    assert refused(bench.walk.accept, opened, "x")[0] == "unknown-item"
    bench.walk.tick(opened, "1.2.1", "met")
    view = bench.walk.tick(opened, "1.2.2", "unmet")
    suggestion = view.suggestion("1.2")
    assert suggestion is not None
    assert suggestion.points == D(2)
    assert refused(bench.walk.rate, opened, "1.2", Rating(points=D(4))) == (
        "reason-needed",
        "与建议（2 分）不同，请写明理由",
    )
    assert refused(bench.walk.rate, opened, "1.2", Rating(points=D(4), reason="  "))[0] == "reason-needed"
    view = bench.walk.rate(opened, "1.2", Rating(points=D(4), reason="大部到位"))
    assert (view.answers.ratings["1.2"].reason, view.answers.ratings["1.2"].basis) == ("大部到位", None)
    view = bench.walk.rate(opened, "1.2", Rating(deductions=(Deduction(D(1), "一处未到位"),)))
    assert view.answers.ratings["1.2"].basis is None
    view = bench.walk.rate(opened, "1.2", Rating(points=D(2), basis="伪造的依据"))
    assert view.answers.ratings["1.2"].basis == suggestion.basis
    view = bench.walk.rate(opened, "1.2", Rating(not_applicable="本县无此职能"))
    assert view.answers.ratings["1.2"].basis is None
    assert refused(bench.walk.tick, opened, "9.9.9", "met") == (
        "unknown-item",
        "标准“t/points”没有评分要点“9.9.9”，请检查编号",
    )


def test_deductions_that_are_what_is_suggested_keep_the_basis(bench: Workbench, opened: str, refused: Refusal) -> None:
    bench.walk.tick(opened, "1.2.1", "met")
    bench.walk.tick(opened, "1.2.2", "unmet")
    bench.walk.deduct(opened, "1.2", Deduction(D(2), "部分"))
    view = bench.walk.deduct(opened, "1.2", Deduction(D(1), "其余"))
    suggestion = view.suggestion("1.2")
    assert suggestion is not None
    assert view.answers.ratings["1.2"].basis == suggestion.basis
    bench.walk.undeduct(opened, "1.2", 0)
    assert refused(bench.walk.undeduct, opened, "1.2", 0)[0] == "reason-needed"
    view = bench.walk.undeduct(opened, "1.2", 0, reason="复核后无误")
    assert view.answers.ratings["1.2"].points == D(5)
    assert view.answers.ratings["1.2"].reason == "复核后无误"


def test_accepting_keeps_the_basis_and_a_changed_fact_marks_it_stale(
    bench: Workbench, opened: str, observed: Made
) -> None:
    bench.walk.rate(opened, "1.1", Rating(points=D(1), reason="先给一分"))
    bench.walk.fact(opened, observed("37", 3))
    view = bench.walk.accept(opened, "1.1")
    rating = view.answers.ratings["1.1"]
    assert rating.deductions == (Deduction(D("0.5"), "学法次数（2025）：3次，不低于 4次（每年）", "1.1.1"),)
    assert rating.reason is None
    assert rating.basis is not None
    assert view.sheet.stale == ()
    assert bench.history.of(opened)[-1].why == "采纳建议"
    view = bench.walk.fact(opened, observed("37", 2))
    assert view.sheet.stale == ("1.1",)
    assert [item.low for item in view.sheet.items if item.item.id == "1.1"] == [D("4.5")]  # still counted as accepted
    view = bench.walk.accept(opened, "1.1")
    assert view.sheet.stale == ()
    assert [item.low for item in view.sheet.items if item.item.id == "1.1"] == [D(4)]


def test_a_sample_is_a_fact_and_a_veto_follows_an_event(bench: Workbench, opened: str, observed: Made) -> None:
    view = bench.walk.fact(opened, observed("share", Sample(D(7), D(10))))
    suggestion = view.suggestion("1.4")
    assert suggestion is not None
    assert [finding.state for finding in suggestion.requirements] == ["unmet"]
    view = bench.walk.fact(opened, observed("case", True, "2025-03-01"))
    assert {f.veto.id: f.status for f in view.sheet.vetoes} == {"v1": "triggered", "v2": "unknown"}
    assert (view.sheet.outcome.status, view.sheet.outcome.label) == ("decided", "不得参评")
    assert bench.walk.undo(opened).sheet.outcome.label is None
    assert bench.walk.redo(opened).sheet.outcome.label == "不得参评"
    assert bench.care.verify() == []


def test_undoing_a_fact_withdraws_that_one_though_its_id_is_a_number(
    bench: Workbench, opened: str, observed: Made
) -> None:
    bench.walk.fact(opened, observed("37", 5))
    bench.walk.fact(opened, observed("37", 2))
    assert [str(f.value) for f in bench.evaluations.view(opened).answers.facts] == ["5", "2"]
    view = bench.walk.undo(opened)
    assert [str(f.value) for f in view.answers.facts] == ["5"]
    assert [str(f.value) for f in bench.walk.redo(opened).answers.facts] == ["5", "2"]
    assert bench.care.verify() == []


@pytest.mark.parametrize(
    ("made", "code", "message"),
    [
        (("none", 1), "unknown-fact", "标准“t/points”没有用到事实“none”，请检查编号"),
        (("37", True), "fact-value", "“学法次数”应为数值"),
        (("37", -1), "fact-value", "“学法次数”是次数，应为不小于 0 的整数"),
        (("share", 101), "fact-value", "“办结率”是百分数，应在 0 到 100 之间（95% 写作 95）"),
        (("case", False, "2025-03-01"), "fact-value", "发生日期（occurred_on）只用于发生了的事件（value = true）"),
    ],
)
def test_a_fact_of_another_kind_is_refused(
    bench: Workbench, opened: str, observed: Made, refused: Refusal, made: tuple[Any, ...], code: str, message: str
) -> None:
    assert refused(bench.walk.fact, opened, observed(*made)) == (code, message)
    assert refused(bench.walk.fact, opened, observed("37", 1, stage="a b")) == ("stage", "阶段编号“a b”写法不对")
    assert refused(bench.walk.fact, opened, observed("37", 1, note="\x07"))[0] == "hidden-character"


def test_vetoes_are_stated_and_taken_back(bench: Workbench, opened: str, refused: Refusal, tally: Tally) -> None:
    view = bench.walk.veto(opened, "v1", VetoStatement(True, date(2024, 1, 2), "  "))
    assert view.answers.vetoes == {"v1": VetoStatement(True, date(2024, 1, 2), None)}
    assert {f.veto.id: f.status for f in view.sheet.vetoes}["v1"] == "triggered"
    view = bench.walk.veto(opened, "v2", VetoStatement(True, note="查实"))
    assert view.sheet.result_high == D("10.00")
    assert view.sheet.score_high == D("21.00")
    assert bench.walk.veto(opened, "v1", None).answers.vetoes.keys() == {"v2"}
    assert bench.walk.veto(opened, "v2", VetoStatement()).answers.vetoes == {}
    before = tally(bench)
    assert refused(bench.walk.veto, opened, "v9", None) == ("unknown-item", "标准“t/points”没有否决项“v9”，请检查编号")
    assert refused(bench.walk.veto, opened, "v1", VetoStatement(None, date(2024, 1, 2))) == (
        "veto",
        "写了发生日期（occurred_on），却没有写 happened = true",
    )
    assert refused(bench.walk.veto, opened, "v1", VetoStatement(True, note="\u202e"))[0] == "hidden-character"
    assert tally(bench) == before


def test_adjustments_are_stated_within_their_bounds(bench: Workbench, opened: str, refused: Refusal) -> None:
    bench.walk.adjust(opened, "bonus", AdjustmentStatement(count=2, reason="两次"))
    view = bench.walk.adjust(opened, "penalty", AdjustmentStatement(D("1.5")))
    assert [(a.id, a.state, a.low) for a in view.sheet.adjustments] == [
        ("bonus", "stated", D(2)),
        ("penalty", "stated", D("-1.5")),
    ]
    for statement in (AdjustmentStatement(), AdjustmentStatement(D(1), 1)):
        assert refused(bench.walk.adjust, opened, "bonus", statement) == ("adjustment", "须且只须写明分值或次数之一")
    for statement in (AdjustmentStatement(D(-1)), AdjustmentStatement(count=-1)):
        assert refused(bench.walk.adjust, opened, "bonus", statement) == ("adjustment", "分值和次数不能是负数")
    assert refused(bench.walk.adjust, opened, "penalty", AdjustmentStatement(D(3))) == (
        "adjustment",
        "3 超过上限 2",
    )
    assert refused(bench.walk.adjust, opened, "x", None) == ("unknown-item", "标准“t/points”没有加减分“x”，请检查编号")
    view = bench.walk.adjust(opened, "bonus", None)
    assert view.answers.adjustments.keys() == {"penalty"}


def test_parts_and_levels(bench: Workbench, refused: Refusal) -> None:
    key = str(bench.evaluations.new("t/parts", "云溪县", _year()).number)
    bench.walk.rate(key, "A.1", Rating(verdict="fair"))
    view = bench.walk.part(key, "survey", PartStatement(D("91.5"), "问卷"))
    assert (view.sheet.result_low, view.sheet.outcome.label) == (D("58.30"), "未过")
    assert view.sheet.complete
    view = bench.walk.rate(key, "A.1", Rating(verdict="good"))
    assert (view.sheet.result_low, view.sheet.outcome.label) == (D("98.30"), "过线")
    assert refused(bench.walk.part, key, "survey", PartStatement(D(101))) == ("points", "得分 101 不在 0 到 100 之间")
    assert refused(bench.walk.part, key, "paper", PartStatement(D(1))) == (
        "unknown-item",
        "“paper”不是由外部给分的部分",
    )
    assert refused(bench.walk.part, key, "y", None) == ("unknown-item", "标准“t/parts”没有组成部分“y”，请检查编号")
    assert refused(bench.walk.rate, key, "A.1", Rating(verdict="met"))[1].startswith("没有等级“met”，可用：good（好）")
    assert bench.walk.part(key, "survey", None).sheet.outcome.status == "decided"
    assert bench.care.verify() == []


def test_undo_is_linear_and_a_new_judgement_ends_redo(
    bench: Workbench, opened: str, tally: Tally, refused: Refusal
) -> None:
    assert refused(bench.walk.undo, opened) == ("nothing", "没有可撤销的修改")
    bench.walk.rate(opened, "1.2", Rating(points=D(1)))
    bench.walk.rate(opened, "1.4", Rating(points=D(2)))
    bench.walk.rate(opened, "1.2", Rating(points=D(3)))
    before = tally(bench)
    view = bench.walk.undo(opened)
    assert {item: r.points for item, r in view.answers.ratings.items()} == {"1.2": D(1), "1.4": D(2)}
    view = bench.walk.undo(opened)
    assert {item: r.points for item, r in view.answers.ratings.items()} == {"1.2": D(1)}
    assert (view.can_undo, view.can_redo) == (True, True)
    view = bench.walk.redo(opened)
    assert {item: r.points for item, r in view.answers.ratings.items()} == {"1.2": D(1), "1.4": D(2)}
    assert tally(bench) == before + 3
    view = bench.walk.rate(opened, "1.4", Rating(points=D(4)))
    assert (view.can_undo, view.can_redo) == (True, False)
    assert refused(bench.walk.redo, opened) == ("nothing", "没有可重做的修改")
    for _ in range(3):
        view = bench.walk.undo(opened)
    assert view.answers.ratings == {}
    assert not view.can_undo
    assert [line.kind for line in bench.history.of(opened)] == [
        "evaluation-opened", "judged", "judged", "judged", "undone", "undone", "redone", "judged", "undone", "undone",
        "undone",
    ]  # fmt: skip
    assert bench.care.verify() == []


def test_after_hand_in_a_change_says_why(bench: Workbench, opened: str, observed: Made, refused: Refusal) -> None:
    bench.walk.tick(opened, "1.2.1", "met")
    bench.walk.tick(opened, "1.2.2", "met")
    view = bench.walk.hand_in(opened)
    assert view.row.status == "handed-in"
    needed = ("why-needed", "考评 1 已提交，修改须写明原因")
    walk = bench.walk
    calls: list[tuple[Callable[..., Any], tuple[Any, ...]]] = [
        (walk.rate, ("1.2", Rating(points=D(5)))),
        (walk.accept, ("1.2",)),
        (walk.tick, ("1.2.2", "unmet")),
        (walk.fact, (observed("37", 4),)),
        (walk.veto, ("v1", VetoStatement(False))),
        (walk.adjust, ("bonus", AdjustmentStatement(count=0))),
        (walk.undo, ()),
    ]
    for call, args in calls:
        assert refused(call, opened, *args) == needed
        assert refused(call, opened, *args, why=" ") == needed
    view = walk.rate(opened, "1.2", Rating(points=D(5)), why="复查材料")
    assert view.row.status == "handed-in"
    assert bench.history.of(opened)[-1].why == "复查材料"
    assert refused(walk.clear, opened, "1.2") == needed
    walk.rate(opened, "1.4", Rating(points=D(6), reason="现场核实"))
    walk.deduct(opened, "1.4", Deduction(D(1), "一件超期"))
    walk.veto(opened, "v2", VetoStatement(False, note="信访局函"))
    walk.note(opened, "1.4", "不影响得分")
    walk.flag(opened, "1.4", True)
    walk.undo(opened, why="误按")
    assert bench.history.of(opened)[-1].why == "误按"
    view = walk.hand_in(opened, False, why="退回修改")
    assert view.row.status == "open"
    assert walk.clear(opened, "1.2").row.status == "open"
    assert bench.care.verify() == []


def test_handing_in_twice_is_one_entry(bench: Workbench, opened: str, tally: Tally) -> None:
    bench.walk.hand_in(opened)
    before = tally(bench)
    bench.walk.hand_in(opened)
    assert tally(bench) == before


def test_reading_alone_refuses_to_judge(opener: Callable[..., Workbench], opened: str, bench: Workbench) -> None:
    bench.close()
    for reader in (opener(read_only=True), opener(installation=None)):
        with pytest.raises(Surroundings) as caught:
            reader.walk.rate(opened, "1.2", Rating(points=D(1)))
        assert caught.value.code == "read-only"
        assert not reader.evaluations.view(opened).can_write


def test_what_is_not_there_says_so(bench: Workbench, refused: Refusal) -> None:
    assert refused(bench.walk.rate, "99", "1.2", Rating(points=D(1))) == (
        "unknown-evaluation",
        "没有考评“99”，请用 kaoping eval list 查看编号",
    )


def _year() -> Any:
    from kaoping.periods import year

    return year(2025)
