"""Evaluations brought to a corrected standard, one and a round; gone on from by a new edition."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kaoping.answers import AdjustmentStatement, Deduction, Observation, Rating, VetoStatement
from kaoping.hooks import Plugins
from kaoping.periods import year
from kaoping.workbench import Workbench
from kaoping.workbench.checking import check_view
from kaoping.workbench.library import Library

D = Decimal
Refusal = Callable[..., tuple[str, str]]
Tally = Callable[[Workbench], int]

NEW = '''[[criteria]]
id = "1.6"
title = "公开"
points = 1
themes = ["openness"]
requirements = [{ id = "1.6.1", text = "按时公开" }]
[[vetoes]]
id = "v1"'''
MAPPING = """[[replaces]]
edition = "2025"
criteria = [{ old = ["1.2"], new = ["1.5"] }, { new = ["1.6"] }]
"""
#: 1.1 asks for more, 1.2 is 1.5 now, 1.4 is worth 7, and 1.6 is new; the bonus is worth more.
CHANGES = (
    ('edition = "2025"', 'edition = "2025更正"'),
    ("at_least = 4", "at_least = 5"),
    ("不少于4次", "不少于5次"),
    ('id = "1.2', 'id = "1.5'),
    ('title = "办结"\npoints = 8', 'title = "办结"\npoints = 7'),
    ("amount = 1\ncap = 3", "amount = 2\ncap = 3"),
    ('[[vetoes]]\nid = "v1"', NEW),
)


@pytest.fixture
def corrected(tmp_path: Path, standards: Path) -> str:
    """The corrected text, which is not installed."""
    text = (standards / "points.toml").read_text(encoding="utf-8")
    for before, after in CHANGES:
        assert before in text
        text = text.replace(before, after)
    path = tmp_path / "更正.toml"
    path.write_text(text + MAPPING, encoding="utf-8")
    return str(path)


@pytest.fixture
def judged(bench: Workbench, opened: str) -> str:
    """An evaluation with something of every kind."""
    bench.walk.rate(opened, "1.1", Rating(points=D(4), reason="看过"))
    bench.walk.note(opened, "1.1", "缺一次")
    bench.walk.tick(opened, "1.2.1", "met")
    bench.walk.deduct(opened, "1.2", Deduction(D(1), "执行不到位", "1.2.2"))
    bench.walk.rate(opened, "1.4", Rating(points=D(8)))
    bench.walk.veto(opened, "v1", VetoStatement(False))
    bench.walk.adjust(opened, "bonus", AdjustmentStatement(count=1))
    bench.walk.adjust(opened, "penalty", AdjustmentStatement(amount=D("0.5"), reason="通报"))
    bench.rectify.add(opened, "1.2", "补齐制度", "司法局", "2026-03-01")
    return opened


def test_a_move_is_shown_first_and_is_one_judgement_that_undo_takes_back(
    bench: Workbench, judged: str, corrected: str, tally: Tally, refused: Refusal
) -> None:
    before, entries = bench.evaluations.view(judged), tally(bench)
    planned = bench.moving.plan(judged, corrected).onward
    assert (planned.taken, planned.reworded) == (("1.5",), ())
    assert [(left.what, left.id, left.said) for left in planned.left] == [
        ("rating", "1.1", "4 分"),
        ("rating", "1.4", "8 分"),
        ("adjustment", "bonus", "1 次"),
    ]
    assert planned.left[0].why.startswith("要点 1.1.1的界限 “学法次数”不低于 4次（每年） → “学法次数”不低于 5次")
    assert (planned.left[1].why, planned.left[2].why) == ("分值 8 → 7", "每次的分值 1 → 2")
    assert (tally(bench), bench.evaluations.view(judged).row.digest) == (entries, before.row.digest)

    moved, view = bench.moving.move(judged, corrected)
    assert moved.onward.left == planned.left
    assert tally(bench) == entries + 1
    assert view.resolved.standard.edition == "2025更正"
    assert (view.row.items, view.row.rated) == (5, 2)
    assert view.answers.ratings == {
        "1.1": Rating(note="缺一次"),
        "1.5": Rating(deductions=(Deduction(D(1), "执行不到位", "1.5.2"),), requirements={"1.5.1": "met"}),
    }
    assert set(view.answers.vetoes) == {"v1"}
    assert set(view.answers.adjustments) == {"penalty"}
    assert [one.item for one in view.answers.rectifications] == ["1.5"]
    assert refused(bench.moving.move, judged, corrected)[0] == "same-edition"
    line = bench.history.of(judged)[-1]
    assert line.moved
    assert "所用标准　2025〔" in line.text
    assert " → 2025更正〔" in line.text
    assert [c.title for c in line.changes if c.id == "1.2"] == ["制度"]
    assert bench.care.verify() == []

    then = bench.history.at(judged, bench.history.of(judged)[-2].ref)
    assert (then.resolved.standard.edition, then.row.items) == ("2025", 4)
    assert (then.answers.ratings, then.sheet) == (before.answers.ratings, before.sheet)
    bench.walk.rate(judged, "1.6", Rating(points=D(1)))
    bench.walk.undo(judged)
    undone = bench.walk.undo(judged)
    assert (undone.row.digest, undone.row.items) == (before.row.digest, 4)
    assert (undone.answers, undone.sheet) == (before.answers, before.sheet)
    assert bench.walk.redo(judged).resolved.digest == view.resolved.digest
    back = bench.history.back_to(judged, then_ref(bench, judged), "回到更正以前")
    assert (back.answers.ratings, back.row.digest) == (before.answers.ratings, before.row.digest)
    assert bench.care.verify() == []


def then_ref(bench: Workbench, key: str) -> str:
    lines = bench.history.of(key)
    return next(lines[index - 1].ref for index, line in enumerate(lines) if line.moved)


def test_only_its_evaluator_moves_it_and_after_a_hand_in_for_a_reason(
    bench: Workbench, opener: Callable[..., Workbench], judged: str, corrected: str, refused: Refusal, tmp_path: Path
) -> None:
    other = opener("李四")
    assert refused(other.moving.move, judged, corrected)[0] == "not-yours"
    assert other.moving.plan(judged, corrected).onward.taken == ("1.5",)
    assert refused(bench.moving.move, judged, "t/share")[0] == "other-standard"
    assert refused(bench.moving.move, judged, "t/points@2030") == (
        "unknown-edition",
        f"没有标准“t/points”的版本“2030”。现有：2025〔{bench.evaluations.view(judged).row.digest[:8]}〕",
    )
    town = tmp_path / "town.toml"
    town.write_text(
        Path(corrected).read_text(encoding="utf-8").replace('["county", "city"]', '["town"]'), encoding="utf-8"
    )
    assert refused(bench.moving.move, judged, str(town))[0] == "unit-kind"
    bench.walk.hand_in(judged)
    assert refused(bench.moving.move, judged, corrected)[0] == "why-needed"
    _, view = bench.moving.move(judged, corrected, why="文件更正")
    assert view.row.status == "handed-in"
    assert bench.history.of(judged)[-1].why == "文件更正"


def test_another_window_that_saved_since_is_not_written_over(
    bench: Workbench, opener: Callable[..., Workbench], judged: str, corrected: str, refused: Refusal
) -> None:
    window = opener()
    window.evaluations.view(judged)
    bench.walk.note(judged, "1.4", "另一窗口")
    assert refused(window.moving.move, judged, corrected)[0] == "head-moved"


@pytest.fixture
def round_(bench: Workbench, opener: Callable[..., Workbench]) -> Workbench:
    """A campaign with two evaluations of 张三, one of them handed in, and one of 李四, whose workbench it gives."""
    for name in ("青岚县", "白水县"):
        bench.units.add(name, "county", {"legislative_power": False})
    bench.evaluations.add_campaign("年度", year(2025), standard="t/points", units=("云溪县", "青岚县", "白水县"))
    for unit in ("云溪县", "青岚县"):
        key = str(bench.evaluations.new("t/points", unit, year(2025), campaign="年度").number)
        bench.walk.rate(key, "1.4", Rating(points=D(8)))
    bench.walk.hand_in("2")
    other = opener("李四")
    other.evaluations.new("t/points", "白水县", year(2025), campaign="年度")
    return other


def test_a_round_moves_together_and_everybody_moves_their_own(
    bench: Workbench, round_: Workbench, corrected: str, tally: Tally, refused: Refusal
) -> None:
    entries = tally(bench)
    planned = bench.moving_rounds.plan("年度", corrected)
    assert [moved.row.number for moved in planned.moved] == [1]
    assert ([row.number for row in planned.handed_in], [row.number for row in planned.others]) == ([2], [3])
    assert tally(bench) == entries
    assert refused(round_.moving_rounds.move, "年度", corrected)[0] == "not-yours"
    assert refused(round_.moving_rounds.move, "年度")[0] == "no-edition"
    assert refused(bench.moving_rounds.move, "年度", "t/share")[0] == "other-standard"
    assert refused(bench.moving_rounds.move, "年度", corrected, handed_in=True)[0] == "why-needed"
    assert tally(bench) == entries

    done = bench.moving_rounds.move("年度", corrected)
    assert tally(bench) == entries + 2
    assert done.announced
    assert bench.history.of("1")[-1].why == "批次“年度”一并改用"
    assert [bench.evaluations.view(key).resolved.standard.edition for key in "123"] == ["2025更正", "2025", "2025"]
    (note,) = bench.campaigns.matrix("年度").notes
    assert "2 份考评还按原来的（张三 2；李四 3）" in note
    (found,) = [one for one in check_view(round_.evaluations.view("3")) if one.kind == "edition"]
    assert found.text.startswith("批次已改用标准 2025更正〔")
    assert not [one for one in check_view(bench.evaluations.view("1")) if one.kind == "edition"]
    assert refused(bench.moving_rounds.move, "年度")[0] == "nothing-to-do"

    mine = round_.moving_rounds.move("年度")
    assert ([moved.row.number for moved in mine.moved], mine.announced, len(mine.there)) == ([3], False, 1)
    bench.moving_rounds.move("年度", handed_in=True, why="文件更正")
    assert bench.campaigns.matrix("年度").notes == ()
    digests = {row.digest for row in bench.evaluations.campaign("年度")[1]}
    assert digests == {done.edition.digest}
    assert bench.care.verify() == []


def test_what_is_opened_later_goes_by_the_campaign_s_text(bench: Workbench, round_: Workbench, corrected: str) -> None:
    done = bench.moving_rounds.move("年度", corrected)
    bench.units.add("石门县", "county")
    bench.roster.add("年度", ["石门县"])
    (made,) = bench.roster.open_some("年度").made
    assert made.digest == done.edition.digest
    assert bench.evaluations.new("t/points", "石门县", year(2025), campaign="年度").digest == made.digest
    assert bench.evaluations.new("t/points", "石门县", year(2025)).digest != made.digest


def test_a_round_goes_back_but_for_what_was_judged_since(
    bench: Workbench, round_: Workbench, corrected: str, refused: Refusal
) -> None:
    old = bench.evaluations.view("1").row.digest
    assert refused(bench.moving_rounds.back, "年度")[0] == "not-moved"
    bench.moving_rounds.move("年度", corrected, handed_in=True, why="文件更正")
    bench.walk.rate("1", "1.6", Rating(points=D(1)))
    assert refused(bench.moving_rounds.back, "年度")[0] == "why-needed"
    undone = bench.moving_rounds.back("年度", why="更正有误")
    assert ([row.number for row in undone.back], [row.number for row in undone.kept]) == ([2], [1])
    assert "edition" not in undone.campaign.body
    assert bench.evaluations.view("2").answers.ratings == {"1.4": Rating(points=D(8))}
    assert (bench.evaluations.view("2").row.digest, bench.evaluations.view("1").row.digest != old) == (old, True)
    assert bench.care.verify() == []


def test_a_new_edition_goes_on_from_the_earlier_evaluation(
    bench: Workbench, judged: str, corrected: str, observed: Callable[..., Observation], tally: Tally
) -> None:
    bench.walk.fact(judged, observed("37", 4))
    before, entries = bench.evaluations.view(judged), tally(bench)
    planned = bench.moving.plan_carry(judged, corrected).onward
    moved, row = bench.moving.carry(judged, corrected)
    assert moved.onward == planned
    assert tally(bench) == entries + 2
    view = bench.evaluations.view(str(row.number))
    assert (row.standard, row.as_of, row.period_from) == (before.row.standard, "2025-12-20", "2025-01-01")
    assert view.answers.ratings["1.5"].carried
    assert "1.4" not in view.answers.ratings
    assert [fact.fact for fact in view.answers.facts] == ["37"]
    assert view.answers.rectifications == ()
    assert (planned.before.result, planned.after.result) == (
        (before.sheet.result_low, before.sheet.result_high),
        (view.sheet.result_low, view.sheet.result_high),
    )
    assert {line.new or line.old for line in planned.items} == {("1.1",), ("1.4",), ("1.6",)}
    assert bench.history.of(str(row.number))[-1].why == f"接续考评 {judged}（2025〔{before.row.digest[:8]}〕）"
    assert bench.evaluations.view(judged).answers == before.answers
    assert bench.care.verify() == []


def test_a_moved_evaluation_leaves_and_comes_in_as_it_is(
    bench: Workbench, opener: Callable[..., Workbench], judged: str, corrected: str, tmp_path: Path, standards: Path
) -> None:
    _, view = bench.moving.move(judged, corrected)
    bench.exchange.export(judged, tmp_path / "答卷.toml")
    library = Library(Plugins.load(entry_points=False), files=[Path(corrected)], folder=standards)
    away = opener("李四", path=tmp_path / "别处.db", library=library)
    came = away.evaluations.view(str(away.exchange.bring_in(tmp_path / "答卷.toml").number))
    assert came.row.digest == view.row.digest
    assert (came.answers.ratings, came.answers.vetoes) == (view.answers.ratings, view.answers.vetoes)
    assert came.sheet.result_low == view.sheet.result_low


def test_copying_from_an_earlier_evaluation_knows_the_new_numbers(
    bench: Workbench, opener: Callable[..., Workbench], judged: str, corrected: str, standards: Path
) -> None:
    library = Library(Plugins.load(entry_points=False), files=[Path(corrected)], folder=standards)
    newer = opener(library=library)
    key = str(newer.evaluations.new("t/points", "云溪县", year(2026), as_of=date(2026, 12, 1)).number)
    assert newer.carry.copy(key, judged).answers.ratings == {
        "1.5": Rating(deductions=(Deduction(D(1), "执行不到位", "1.5.2"),), requirements={"1.5.1": "met"}, carried=True)
    }


def test_a_round_of_many_moves_part_by_part_and_what_an_interruption_leaves_is_moved_when_asked_again(
    bench: Workbench, corrected: str, refused: Refusal, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"县{number}" for number in range(5)]
    for name in names:
        bench.units.add(name, "county", {"legislative_power": False})
    bench.evaluations.add_campaign("年度", year(2025), standard="t/points", units=names)
    for name in names:
        bench.evaluations.new("t/points", name, year(2025), campaign="年度")
    old = bench.evaluations.view("1").row.digest
    planned = bench.moving_rounds.plan("年度", corrected, only={bench.evaluations.view("2").row.id})
    assert ([moved.row.number for moved in planned.moved], len(planned.todo)) == ([2], 4)
    first = bench.moving_rounds.move_some("年度", planned.edition, limit=2)
    assert ([moved.row.number for moved in first.moved], len(first.todo), first.announced) == ([1, 2], 3, True)
    assert bench.moving_rounds.behind() == [(bench.evaluations.campaign_row("年度"), 3)]
    # The run ended here: the campaign names the text, and asked again without one the rest follows.
    monkeypatch.setattr("kaoping.workbench.moving_rounds.AT_ONCE", 2)
    rest = bench.moving_rounds.move("年度")
    assert (len(rest.moved), rest.todo, len(rest.there)) == (3, (), 2)
    assert bench.moving_rounds.behind() == []
    told: list[tuple[int, int]] = []
    part = bench.moving_rounds.back_some("年度", limit=2)
    assert (len(part.back), part.left, "edition" in part.campaign.body) == (2, 3, True)
    back = bench.moving_rounds.back("年度", tell=lambda done, of: told.append((done, of)))
    assert (len(back.back), back.left, "edition" in back.campaign.body) == (3, 0, False)
    assert {row.digest for row in bench.evaluations.campaign("年度")[1]} == {old}
    assert bench.care.verify() == []


def test_the_texts_that_an_evaluation_could_be_by(bench: Workbench, round_: Workbench, corrected: str) -> None:
    assert bench.moving.texts("1") == []
    done = bench.moving_rounds.move("年度", corrected)
    (text,) = round_.moving.texts("3")
    assert text.digest == done.edition.digest
    moved, view = round_.moving.move("3")
    assert (moved.row.number, view.corrected) == (3, None)
    assert [text.standard.edition for text in round_.moving.texts("3")] == ["2025"]
    assert bench.moving.text_file(corrected).digest == done.edition.digest
