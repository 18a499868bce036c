"""History: what each line says, any state again, back to it and forth, handing over, comparing over time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

from kaoping.answers import AdjustmentStatement, Deduction, Observation, Rating, VetoStatement
from kaoping.periods import year
from kaoping.workbench import Workbench

Made = Callable[..., Observation]
Tally = Callable[[Workbench], int]
Refusal = Callable[..., tuple[str, str]]
Opener = Callable[..., Workbench]
D = Decimal


def texts(bench: Workbench, key: str, item: str | None = None) -> list[str]:
    return [line.text for line in bench.history.of(key, item)]


def test_every_line_says_from_what_to_what_and_why(bench: Workbench, opened: str, observed: Made) -> None:
    bench.walk.rate(opened, "1.2", Rating(points=D(3)))
    bench.walk.deduct(opened, "1.2", Deduction(D("0.5"), "缺签字", "1.2.2"))
    bench.walk.tick(opened, "1.2.1", "met")
    bench.walk.note(opened, "1.2", "待补")
    bench.walk.undo(opened, why="误按")
    bench.walk.redo(opened)
    bench.walk.fact(opened, observed("37", 3, note="查会议记录"))
    bench.walk.accept(opened, "1.1")
    bench.walk.veto(opened, "v1", VetoStatement(True, date(2024, 3, 1), "判决书"))
    bench.walk.adjust(opened, "bonus", AdjustmentStatement(count=2))
    bench.walk.hand_in(opened)
    lines = bench.history.of(opened)
    refs = [line.ref for line in lines]
    assert [(line.text, line.undone_by) for line in lines] == [
        ("新建考评", None),
        ("1.2 制度　未评 → 3 分", None),
        ("1.2 制度　3 分 → 4.5 分（扣 0.5 分：缺签字（1.2.2））", None),
        ("1.2 制度　要点 1.2.1：无 → 达到", None),
        ("1.2 制度　备注：无 → 待补", None),
        (f"撤销第 {refs[4]} 条：1.2 制度　备注：待补 → 无　原因：误按", None),
        (f"重做第 {refs[4]} 条：1.2 制度　备注：无 → 待补", None),
        ("学法次数　未登记 → 3次（2025）；说明：无 → 查会议记录", None),
        (lines[8].text, None),
        ("重大案件　未说明 → 发生过（2024-03-01）；说明：无 → 判决书", None),
        ("推广　未填 → 2 次", None),
        ("提交", None),
    ]
    assert lines[8].text.startswith("1.1 学法　未评 → 4.5 分（扣 0.5 分：")
    assert lines[8].text.endswith("　原因：采纳建议")
    assert {line.who for line in lines} == {"张三"}
    assert [line.at for line in lines] == sorted(line.at for line in lines)
    bench.walk.undo(opened, why="重查")
    assert bench.history.of(opened)[10].undone_by == bench.history.of(opened)[-1].ref


def test_of_one_item_the_facts_it_asks_for_too(bench: Workbench, opened: str, observed: Made, refused: Refusal) -> None:
    bench.walk.rate(opened, "1.2", Rating(points=D(3)))
    bench.walk.fact(opened, observed("37", 3))
    bench.walk.fact(opened, observed("case", True, "2025-03-01"))
    assert texts(bench, opened, "1.2") == ["1.2 制度　未评 → 3 分"]
    assert [line.what for line in bench.history.of(opened, "1.1")] == ["登记事实"]
    bench.walk.rate(opened, "1.1", Rating(points=D(4), reason="缺一次"))
    assert texts(bench, opened, "1.1")[1:] == ["1.1 学法　未评 → 4 分；理由：无 → 缺一次"]
    assert texts(bench, opened, "v1") == ["重大案件　未登记 → 发生 2025-03-01（2025）"]
    assert texts(bench, opened, "bonus") == []
    assert refused(bench.history.of, opened, "9.9") == (
        "unknown-item",
        "标准“t/points”没有评分项“9.9”，也没有这样的否决、加减分或组成部分",
    )


def test_facts_recorded_elsewhere_are_lines_with_who_and_for_whom(
    bench: Workbench, opened: str, opener: Opener, observed: Made
) -> None:
    li = opener("李四")
    li.facts.put("云溪县", "37", D(4), "2025", note="调阅")
    li.facts.put("云溪县", "share", D(91), "2025")
    other = str(li.evaluations.new("t/share", "云溪县", year(2025)).number)
    li.walk.rate(other, "2", Rating(verdict="met"))
    li.walk.fact(other, observed("37", 6))
    li.walk.undo(other)
    lines = [line for line in bench.history.of(opened) if not line.own]
    assert [(line.who, line.what, line.text) for line in lines] == [
        ("李四", "登记事实", "学法次数　未登记 → 4次（2025）；说明：无 → 调阅"),
        ("李四", "登记事实", "办结率　未登记 → 91%（2025）"),
        ("李四", "登记事实", "学法次数　未登记 → 6次（2025）"),
        ("李四", f"撤销第 {lines[2].ref} 条", f"撤销第 {lines[2].ref} 条：学法次数　6次（2025） → 未登记"),
    ]
    assert lines[2].undone_by == lines[3].ref
    assert ":" in lines[0].ref
    # The observation is that of the state before; the one undone counts where it stood.
    assert [f.value for f in bench.history.at(opened, lines[2].ref).answers.facts] == [D(4), D(91), D(6)]
    assert [f.value for f in bench.history.at(opened, lines[3].ref).answers.facts] == [D(4), D(91)]


def test_any_state_is_read_again_with_its_sheet(bench: Workbench, opened: str, observed: Made, tally: Tally) -> None:
    views = [bench.evaluations.view(opened)]
    views.append(bench.walk.rate(opened, "1.2", Rating(points=D(3))))
    views.append(bench.walk.fact(opened, observed("37", 3)))
    views.append(bench.walk.accept(opened, "1.1"))
    views.append(bench.walk.adjust(opened, "penalty", AdjustmentStatement(D(1), None, "通报")))
    views.append(bench.walk.undo(opened))
    views.append(bench.walk.hand_in(opened))
    before = tally(bench)
    for line, view in zip(bench.history.of(opened), views, strict=True):
        then = bench.history.at(opened, line.ref)
        assert then.answers == view.answers
        assert then.sheet == view.sheet
        assert (then.row.status, then.row.rated, then.row.low_m) == (view.row.status, view.row.rated, view.row.low_m)
        assert not then.can_write
    assert tally(bench) == before


def test_attributes_are_those_of_the_time(bench: Workbench, opened: str) -> None:
    first = bench.walk.rate(opened, "1.2", Rating(points=D(3)))
    bench.units.change("云溪县", {"legislative_power": True})
    last = bench.walk.rate(opened, "1.2", Rating(points=D(4)))
    refs = [line.ref for line in bench.history.of(opened)]
    assert bench.history.at(opened, refs[1]).sheet == first.sheet
    assert bench.history.at(opened, refs[2]).sheet == last.sheet
    assert (first.sheet.full, last.sheet.full) == (D(18), D(20))


def test_back_is_one_judgement_and_one_undo_takes_it_back(
    bench: Workbench, opened: str, observed: Made, tally: Tally
) -> None:
    bench.walk.rate(opened, "1.2", Rating(points=D(3)))
    there = bench.walk.fact(opened, observed("37", 3))
    ref = bench.history.of(opened)[-1].ref
    bench.walk.undo(opened)
    bench.walk.fact(opened, observed("37", 5))
    bench.walk.rate(opened, "1.2", Rating(not_applicable="无此事项"))
    here = bench.walk.veto(opened, "v1", VetoStatement(False))
    before = tally(bench)
    assert [change.text for change in bench.history.changes_back(opened, ref)] == [
        "1.2 制度　不适用：无此事项 → 3 分",
        "重大案件　未发生 → 未说明",
        "学法次数　未登记 → 3次（2025）",
        "学法次数　5次（2025） → 未登记",
    ]
    back = bench.history.back_to(opened, ref, "看错了一天的材料")
    assert tally(bench) == before + 1
    assert back.answers == there.answers
    assert back.sheet == there.sheet
    assert bench.care.verify() == []
    line = bench.history.of(opened)[-1]
    assert (line.what, line.target, line.why) == (f"回到第 {ref} 条之后", ref, "看错了一天的材料")
    again = bench.history.back_to(opened, ref, "再来")
    assert (tally(bench), again.answers) == (before + 1, there.answers)
    assert bench.walk.undo(opened).answers == here.answers
    assert bench.care.verify() == []
    assert bench.walk.redo(opened).answers == there.answers
    assert bench.care.verify() == []


def test_facts_recorded_elsewhere_stay_when_going_back(
    bench: Workbench, opened: str, opener: Opener, observed: Made
) -> None:
    ref = bench.history.of(opened)[0].ref
    bench.facts.put("云溪县", "37", D(4), "2025")
    opener("李四").facts.put("云溪县", "share", D(91), "2025")
    bench.evaluations.view(opened)
    bench.walk.fact(opened, observed("37", 5))
    back = bench.history.back_to(opened, ref, "重来")
    assert [(f.fact, f.value) for f in back.answers.facts] == [("37", D(4)), ("share", D(91))]


def test_going_back_is_refused_where_any_judgement_would_be(
    bench: Workbench, opened: str, opener: Opener, refused: Refusal
) -> None:
    bench.walk.rate(opened, "1.2", Rating(points=D(3)))
    ref = bench.history.of(opened)[0].ref
    unknown = (
        "unknown-entry",
        "考评 1 的历史里没有“99999”，请用 kaoping eval history 1 查看序号",
    )
    assert refused(bench.history.back_to, opened, "99999", "") == unknown
    assert refused(bench.history.at, opened, 99999) == unknown
    assert refused(bench.history.at, opened, "x:1")[0] == "unknown-entry"
    assert refused(opener("李四").history.back_to, opened, ref, "x")[0] == "not-yours"
    bench.walk.hand_in(opened)
    assert refused(bench.history.back_to, opened, ref, "  ") == ("why-needed", "考评 1 已提交，修改须写明原因")
    assert refused(bench.history.back_to, opened, ref, "a\x1b[2J")[0] == "hidden-character"
    assert bench.because("复核").history.back_to(opened, ref).answers.ratings == {}
    assert bench.history.of(opened)[-1].why == "复核"


def test_two_machines_and_back_over_both(bench: Workbench, opened: str, opener: Opener, observed: Made) -> None:
    home = opener(installation="b" * 32)
    home.walk.fact(opened, observed("37", 2))
    there = home.walk.rate(opened, "1.2", Rating(points=D(1)))
    bench.evaluations.view(opened)
    bench.walk.rate(opened, "1.2", Rating(points=D(2)))
    home.evaluations.view(opened)
    home.walk.fact(opened, observed("37", 5))
    lines = bench.history.of(opened)
    assert [":" in line.ref for line in lines] == [False, True, True, False, True]
    bench.evaluations.view(opened)
    assert bench.history.back_to(opened, lines[2].ref, "合并前").answers == there.answers
    assert bench.care.verify() == []
    bench.walk.undo(opened)
    assert bench.care.verify() == []


def test_handed_over_the_colleague_goes_on_and_the_giver_reads(
    bench: Workbench, opened: str, opener: Opener, refused: Refusal, observed: Made, tmp_path: Path
) -> None:
    bench.walk.fact(opened, observed("37", 3))
    bench.walk.rate(opened, "1.2", Rating(points=D(3)))
    given = bench.history.hand_over(opened, " 李四 ", "调离")
    assert (given.row.evaluator, given.can_write) == ("李四", False)
    assert refused(bench.walk.rate, opened, "1.2", Rating(points=D(1))) == (
        "not-yours",
        "考评 1 属于 李四，只能查看；请用 --as 李四 打开",
    )
    li = opener("李四")
    view = li.evaluations.view(opened)
    assert (view.can_write, view.can_undo) == (True, False)
    assert view.answers.ratings["1.2"].points == D(3)
    assert [(f.value, f.observer, f.mine) for f in view.answers.facts] == [(D(3), "张三", False)]
    li.walk.rate(opened, "1.2", Rating(points=D(4)))
    li.walk.rate(opened, "1.4", Rating(points=D(2)))
    li.walk.undo(opened)
    assert li.care.verify() == []
    lines = li.history.of(opened)
    assert [(line.who, line.what) for line in lines][-4:] == [
        ("张三", "移交给 李四"),
        ("李四", "评定"),
        ("李四", "评定"),
        ("李四", f"撤销第 {lines[-2].ref} 条"),
    ]
    assert li.history.at(opened, lines[2].ref).row.evaluator == "张三"
    # What 张三 rated is gone back to by 李四; 张三's own fact is not 李四's to withdraw.
    back = li.history.back_to(opened, lines[0].ref, "重评")
    assert back.answers.ratings == {}
    assert [f.value for f in back.answers.facts] == [D(3)]
    assert li.care.verify() == []
    li.history.hand_over(opened, "张三", "交还")
    bench.evaluations.view(opened)
    assert refused(bench.walk.undo, opened)[0] == "changed-elsewhere"
    bench.walk.rate(opened, "1.2", Rating(points=D(5)))
    assert bench.care.verify() == []
    bench.exchange.export(opened, tmp_path / "答卷.toml")
    copy = opener(path=tmp_path / "另一份.db")
    row = copy.exchange.bring_in(tmp_path / "答卷.toml")
    assert copy.evaluations.view(row.id).sheet.score_low == bench.evaluations.view(opened).sheet.score_low


def test_handing_over_needs_a_name_a_reason_and_the_owner(
    bench: Workbench, opened: str, opener: Opener, refused: Refusal, tally: Tally
) -> None:
    before = tally(bench)
    assert refused(bench.history.hand_over, opened, "李四", " ") == ("why-needed", "移交考评须写明原因")
    assert refused(bench.history.hand_over, opened, " ", "调离") == ("empty", "考评人姓名不能为空")
    assert refused(bench.history.hand_over, opened, "李\u202e四", "调离")[0] == "hidden-character"
    assert refused(bench.history.hand_over, opened, "张三", "调离") == ("same-evaluator", "考评 1 已经属于 张三")
    assert refused(opener("李四").history.hand_over, opened, "李四", "我来")[0] == "not-yours"
    assert tally(bench) == before


def test_a_hand_over_unseen_by_the_other_window_is_not_written_over(
    bench: Workbench, opened: str, opener: Opener, refused: Refusal
) -> None:
    window = opener()
    window.evaluations.view(opened)
    bench.history.hand_over(opened, "李四", "调离")
    assert refused(window.walk.rate, opened, "1.2", Rating(points=D(1)))[0] == "not-yours"


def test_two_years_side_by_side(bench: Workbench, opened: str, observed: Made, refused: Refusal) -> None:
    earlier = str(bench.evaluations.new("t/points", "云溪县", year(2024), as_of=date(2024, 12, 20)).number)
    bench.facts.put("云溪县", "37", D(2), "2024")
    bench.facts.put("云溪县", "37", D(4), "2025")
    bench.facts.put("云溪县", "case", False, "2021/2025")
    for key, points in ((earlier, 2), (opened, 4)):
        bench.evaluations.view(key)
        bench.walk.accept(key, "1.1")
        bench.walk.rate(key, "1.2", Rating(points=D(points)))
        bench.walk.rate(key, "1.4", Rating(points=D(6), reason="抽查"))
    bench.walk.adjust(opened, "bonus", AdjustmentStatement(count=1))
    found = bench.history.compare(earlier, opened)
    assert [(i.id, i.first and i.first.words, i.second and i.second.words) for i in found.items] == [
        ("1.1", found.items[0].first and found.items[0].first.words, "5 分"),
        ("1.2", "2 分", "4 分"),
    ]
    assert str(found.items[0].first and found.items[0].first.words).startswith("4 分（扣 1 分：")
    assert [(d.kind, d.id, d.first, d.second) for d in found.statements] == [("adjustment", "bonus", "未填", "1 分")]
    assert [(d.id, d.first, d.second) for d in found.facts] == [
        ("37", "2次（2024）", "4次（2025）"),
    ]
    assert found.same_edition
    assert bench.history.comparable(opened)[0].number == int(earlier)
    bench.units.add("青岚县", "county", {"legislative_power": False})
    other = str(bench.evaluations.new("t/points", "青岚县", year(2025)).number)
    assert refused(bench.history.compare, opened, other) == (
        "not-comparable",
        "考评 1 与 3 的考评对象不同（云溪县、青岚县），不能逐项对比",
    )
    share = str(bench.evaluations.new("t/share", "云溪县", year(2025)).number)
    assert refused(bench.history.compare, opened, share)[0] == "not-comparable"


def test_only_what_bears_on_the_evaluation_is_read(bench: Workbench, opened: str) -> None:
    """However much else the file holds, the same statements run."""
    bench.walk.rate(opened, "1.2", Rating(points=D(3)))
    seen: list[str] = []

    def steps() -> int:
        seen.clear()
        bench.desk.workspace.db.conn.set_trace_callback(seen.append)
        bench.history.of(opened)
        bench.desk.workspace.db.conn.set_trace_callback(None)
        return len(seen)

    before = steps()
    other = str(bench.evaluations.new("t/share", "云溪县", year(2025)).number)
    for number in range(60):
        bench.walk.note(other, "2", f"第 {number} 次")
    assert steps() == before
    plan = " ".join(
        str(row[-1])
        for statement in set(seen)
        if statement.lstrip().upper().startswith(("SELECT", "WITH"))
        for row in bench.desk.workspace.db.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
    )
    assert "SCAN e " not in plan.replace("SCAN e USING INDEX entry_unit_changed", "")
    assert "SCAN entry" not in plan
    assert "SCAN a " not in plan


def test_proofs_are_told_by_title_and_go_back_too(bench: Workbench, opened: str, tmp_path: Path) -> None:
    paper = tmp_path / "纪要.pdf"
    paper.write_bytes(b"%PDF minutes")
    there = bench.proofs.add(opened, "1.2", paper, requirement="1.2.1", page="3-5")
    bench.proofs.add(opened, "1.4", paper)
    (proof,) = bench.proofs.of(opened, "1.2")
    here = bench.proofs.unlink(opened, "1.2", proof.id)
    lines = bench.history.of(opened)
    assert [line.text for line in lines[1:]] == [
        "1.2 制度　佐证材料：无 → 纪要（证明 1.2.1） 3-5",
        "1.4 办结　佐证材料：无 → 纪要",
        "1.2 制度　佐证材料：纪要（证明 1.2.1） 3-5 → 无",
    ]
    assert bench.history.at(opened, lines[1].ref).answers == there.answers
    assert bench.history.at(opened, lines[3].ref).answers == here.answers
    back = bench.history.back_to(opened, lines[1].ref, "误删")
    assert back.answers == there.answers
    assert bench.care.verify() == []
    assert bench.walk.undo(opened).answers == here.answers
    assert bench.care.verify() == []
