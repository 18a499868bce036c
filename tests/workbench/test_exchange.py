"""Out to an answers file and in again: nothing is lost, whatever was answered; and all is brought in or nothing."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaoping.answers import (
    AdjustmentStatement,
    Answers,
    Deduction,
    Observation,
    PartStatement,
    Rating,
    Rectification,
    Sample,
    VetoStatement,
)
from kaoping.hooks import Plugins
from kaoping.periods import parse, year
from kaoping.rectification import ordered
from kaoping.scoring.sheet import Outcome
from kaoping.workbench import Workbench
from kaoping.workbench.exchange import score_file
from kaoping.workbench.library import Library

Refusal = Callable[..., tuple[str, str]]
D = Decimal
NUMBERS = itertools.count()

HEAD = """schema = 1
standard = "t/points"
unit = {{ name = "{name}", kind = "county", attributes = {{ legislative_power = false }} }}
period = {{ from = 2025-01-01, to = 2025-12-31 }}
as_of = 2025-12-20
evaluator = "王五"
"""


def held(answers: Answers) -> dict[str, Any]:
    """What answers say, in an order of their own; facts without the order of time."""
    facts = sorted(
        repr((f.fact, f.period.label, str(f.value), f.occurred_on, f.settled, f.stage, f.note, f.unit, f.mine)) for f in answers.facts
    )  # fmt: skip
    return {
        "unit": answers.unit,
        "period": answers.period,
        "as_of": answers.as_of,
        "stage": answers.stage,
        "ratings": dict(answers.ratings),
        "vetoes": dict(answers.vetoes),
        "adjustments": dict(answers.adjustments),
        "parts": dict(answers.parts),
        "rectifications": answers.rectifications,
        "facts": facts,
    }


def decided(outcome: Outcome) -> tuple[Any, ...]:
    """What follows, with what still decides by id."""
    return outcome.status, outcome.label, outcome.possible, [(d.kind, d.id) for d in outcome.deciding]


def test_all_that_an_evaluation_holds_goes_out_and_comes_in(
    bench: Workbench, opener: Callable[..., Workbench], observed: Callable[..., Observation], tmp_path: Path
) -> None:
    key = str(bench.evaluations.new("t/points", "云溪县", year(2025), as_of=date(2025, 12, 20), stage="self").number)
    walk = bench.walk
    walk.rate(
        key, "1.2", Rating(deductions=(Deduction(D("0.5"), "第[/]条\n换行", "1.2.1", ("甲.pdf",)),), evidence=("乙",))
    )
    walk.tick(key, "1.2.1", "unmet")
    walk.note(key, "1.2", "=SUM(A1)")
    walk.flag(key, "1.2", True)
    walk.fact(key, observed("37", 3, stage="self", note="签到簿"))
    walk.accept(key, "1.1")
    walk.rate(key, "1.4", Rating(not_applicable="无此事项"))
    walk.fact(key, observed("share", Sample(D(9), D(10))))
    walk.fact(key, observed("case", True, "2021-03-01"))
    walk.fact(key, Observation("case", parse("2023/2025"), False))
    walk.veto(key, "v2", VetoStatement(False, note="查无"))
    walk.adjust(key, "bonus", AdjustmentStatement(count=1, reason="一次"))
    walk.adjust(key, "penalty", AdjustmentStatement(D("0.5")))
    li = opener("李四")
    li.facts.put("云溪县", "37", D(9), "2025")
    view = bench.evaluations.view(key)
    path = bench.exchange.export(key, tmp_path / "答卷.toml")
    assert score_file(bench.library, path).result_low == view.sheet.result_low
    elsewhere = opener("王五", "d" * 32, path=tmp_path / "别处.db")
    row = elsewhere.exchange.bring_in(path)
    again = elsewhere.evaluations.view(row.id)
    assert held(again.answers) == held(view.answers)
    assert (again.sheet.result_low, again.sheet.outcome, again.sheet.stale) == (
        view.sheet.result_low,
        view.sheet.outcome,
        view.sheet.stale,
    )
    assert [f.observer for f in again.answers.facts if not f.mine] == ["李四"]
    assert elsewhere.history.of(row.id)[-1].why == "自答卷导入：答卷.toml"
    assert elsewhere.care.verify() == []
    assert elsewhere.walk.undo(row.id).answers.ratings == {}


def test_an_existing_file_is_kept(bench: Workbench, opened: str, tmp_path: Path, refused: Refusal) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("mine")
    assert refused(bench.exchange.export, opened, path) == (
        "exists",
        "文件已存在，未覆盖；确要覆盖请加 --force，或换一个文件名",
    )
    assert path.read_text() == "mine"
    bench.exchange.export(opened, path, force=True)
    assert path.read_text(encoding="utf-8").startswith("schema = 1")
    assert list(tmp_path.glob(".*tmp")) == []


def test_a_refused_file_brings_nothing_in_and_names_every_fault(bench: Workbench, tmp_path: Path) -> None:
    from kaoping.errors import Refused

    path = tmp_path / "bad.toml"
    path.write_text(
        HEAD.format(name="新县")
        + '[ratings."1.2"]\npoints = 9\n[ratings."8"]\npoints = 1\n[ratings."1.4"]\nverdict = "met"\n',
        encoding="utf-8",
    )
    heads = bench.care.heads()
    with pytest.raises(Refused) as caught:
        bench.exchange.bring_in(path)
    assert [(f.id, f.line, f.message) for f in caught.value.faults] == [
        ("1.2", 8, "得分 9 不在 0 到 5 之间"),
        ("8", 9, "标准“t/points”没有评分项“8”，请检查编号"),
        ("1.4", 12, "该项不能用 verdict（met），请用 points（得分）或 deductions（扣分）"),
    ]
    assert bench.care.heads() == heads
    assert [unit.name for unit in bench.units.all()] == ["云溪县"]


@pytest.mark.parametrize(
    ("unit", "message"),
    [
        (
            '{ name = "云溪县", kind = "city" }',
            "考评对象“云溪县”已有，种类是 county，答卷写的是 city；请改成一致或换名",
        ),
        (
            '{ name = "云溪县", attributes = { legislative_power = true } }',
            "考评对象“云溪县”的属性 legislative_power 与答卷不同；请改成一致，或在答卷中换一个名称",
        ),
    ],
)
def test_a_file_about_another_unit_of_the_same_name_is_refused(
    bench: Workbench, tmp_path: Path, refused: Refusal, unit: str, message: str
) -> None:
    path = tmp_path / "a.toml"
    path.write_text(f'schema = 1\nstandard = "t/points"\nunit = {unit}\nas_of = 2025-12-20\n', encoding="utf-8")
    heads = bench.care.heads()
    assert refused(bench.exchange.bring_in, path) == ("unit-differs", message)
    assert bench.care.heads() == heads


def test_attributes_that_the_file_adds_are_taken_by_the_units_owner_alone(
    bench: Workbench, opener: Callable[..., Workbench], tmp_path: Path, refused: Refusal
) -> None:
    path = tmp_path / "a.toml"
    path.write_text(
        'schema = 1\nstandard = "t/points"\nunit = { name = "云溪县", attributes = { border = true } }\nas_of = 2025-12-20\n',
        encoding="utf-8",
    )
    assert refused(opener("李四").exchange.bring_in, path) == (
        "not-yours",
        "“云溪县”由 张三 建立，只有其本人能修改",
    )
    bench.exchange.bring_in(path)
    assert bench.units.get("云溪县").attributes == {"legislative_power": False, "border": True}
    assert bench.care.verify() == []


def test_facts_mean_the_same_in_a_file_and_brought_in_whatever_their_order(bench: Workbench, tmp_path: Path) -> None:
    facts = [
        '[[facts]]\nid = "case"\nperiod = "2025"\nvalue = true\noccurred_on = 2025-03-01\n',
        '[[facts]]\nid = "case"\nperiod = "2025"\nvalue = false\n',
        '[[facts]]\nid = "37"\nperiod = "2025"\nvalue = 4\nunit = "城关镇"\n',
        '[[facts]]\nid = "37"\nperiod = "2025"\nvalue = 5\nobserver = "李四"\n',
        '[[facts]]\nid = "37"\nperiod = "2025"\nvalue = 2\nobserver = "赵六"\n',
    ]
    for number, order in enumerate(itertools.permutations(facts)):
        if number % 12:
            continue
        path = tmp_path / f"{number}.toml"
        path.write_text(HEAD.format(name=f"县{number}") + "".join(order), encoding="utf-8")
        sheet = score_file(bench.library, path)
        view = bench.evaluations.view(bench.exchange.bring_in(path).id)
        assert sheet.outcome.label == view.sheet.outcome.label == "不得参评"
        suggestion = view.suggestion("1.1")
        assert suggestion is not None
        assert suggestion.requirements[0].state == "unknown"  # 李四 and 赵六 disagree; the town's is another's
        assert sorted((f.observer, f.unit) for f in view.answers.facts if f.fact == "37") == [
            ("张三", "城关镇"), ("李四", None), ("赵六", None),
        ]  # fmt: skip


def test_an_event_denied_later_stays_denied_on_the_way_out(bench: Workbench, opened: str, tmp_path: Path) -> None:
    bench.facts.put("云溪县", "case", True, "2025", occurred_on=date(2025, 6, 1))
    bench.facts.put("云溪县", "case", False, "2022/2025")
    view = bench.evaluations.view(opened)
    path = bench.exchange.export(opened, tmp_path / "a.toml")
    sheet = score_file(bench.library, path)
    assert [f.status for f in sheet.vetoes] == [f.status for f in view.sheet.vetoes] == ["clear", "unknown"]


def test_an_own_settled_value_corrected_later_goes_out_corrected(bench: Workbench, opened: str, tmp_path: Path) -> None:
    bench.facts.put("云溪县", "37", D(3), "2025", settled=True)
    bench.facts.put("云溪县", "37", D(5), "2025")
    bench.exchange.export(opened, tmp_path / "a.toml")
    text = (tmp_path / "a.toml").read_text(encoding="utf-8")
    assert "value = 5" in text
    assert "value = 3" not in text


def test_rules_go_beside_the_answers(opener: Callable[..., Workbench], standards: Path, tmp_path: Path) -> None:
    examples = Path(__file__).resolve().parents[2] / "examples" / "standards"
    shutil.copy(examples / "outcomes-by-rules.toml", standards)
    rules = examples / "outcomes-by-rules.rules.toml"
    bench = opener()
    bench.units.add("云溪县", "county")
    row = bench.evaluations.new("example/outcomes-by-rules", "云溪县", year(2025), rules=rules)
    bench.walk.rate(row.id, "1", Rating(not_applicable="无此职能"))
    view = bench.walk.rate(row.id, "2", Rating(points=D(39)))
    assert view.sheet.result_high == D("100.50")
    path = bench.exchange.export(row.id, tmp_path / "out.toml")
    assert (tmp_path / "out.rules.toml").is_file()
    again = bench.evaluations.view(bench.exchange.bring_in(path).id)
    assert again.row.digest == row.digest
    assert again.resolved.rules is not None
    assert again.resolved.rules.set_by == "云溪市依法治市办（虚构）"
    assert again.sheet.outcome == view.sheet.outcome


class Room:
    """One workspace for all examples of the property."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        library = Library(Plugins.load(entry_points=False), folder=folder / "standards")
        self.bench = Workbench.open(
            folder / "a.db", library, "张三", "a" * 32, lambda: datetime(2025, 12, 20, tzinfo=UTC), create=True
        )
        self.other = Workbench.open(
            folder / "b.db", library, "张三", "b" * 32, lambda: datetime(2025, 12, 20, tzinfo=UTC), create=True
        )


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    folder = Path(tempfile.mkdtemp(prefix="kaoping-exchange-"))
    (folder / "standards").mkdir()
    yield_from = Path(__file__).with_name("conftest.py")
    names: dict[str, Any] = {}
    exec(compile(yield_from.read_text(encoding="utf-8"), str(yield_from), "exec"), names)
    for name, text in (("points", names["POINTS"]), ("parts", names["COMPOSED"])):
        (folder / "standards" / f"{name}.toml").write_text(text, encoding="utf-8")
    made = Room(folder)
    yield made
    made.bench.close()
    made.other.close()
    shutil.rmtree(folder)


TEXT = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"),
    min_size=1, max_size=12,
).filter(str.strip)  # fmt: skip
MAYBE = st.none() | TEXT
DAYS = st.dates(date(2019, 1, 1), date(2026, 1, 1))
PERIODS = st.sampled_from(["2025", "2024", "2025-H1", "2025-Q3", "2025-06", "2023/2025", "2025-02-03..2025-04-05"])


def _rating(id: str, full: int) -> st.SearchStrategy[Rating]:
    halves = st.integers(0, full * 2).map(lambda n: D(n) / 2)
    # Dividing by two keeps what is deducted in all within the full points.
    one = st.builds(Deduction, st.integers(1, full).map(lambda n: D(n) / 2), TEXT, st.none(), st.lists(TEXT, max_size=2).map(tuple))  # fmt: skip
    extra = {"reason": MAYBE, "note": MAYBE, "evidence": st.lists(TEXT, max_size=2).map(tuple), "carried": st.booleans(), "flagged": st.booleans(), "basis": st.none() | st.just("0f" * 8)}  # fmt: skip
    return st.one_of(
        st.builds(Rating, points=halves, **extra),
        st.builds(Rating, deductions=st.lists(one, min_size=1, max_size=2).map(tuple), **extra),
        st.builds(Rating, not_applicable=TEXT, **extra),
        st.builds(Rating, **extra),
    )


OBSERVATIONS = st.lists(
    st.one_of(
        st.builds(Observation, st.just("37"), PERIODS.map(parse), st.integers(0, 9).map(D) | st.just(Sample(D(1), D(3))), settled=st.booleans(), note=MAYBE),
        st.builds(Observation, st.just("share"), PERIODS.map(parse), st.integers(0, 1000).map(lambda n: D(n) / 10), stage=st.none() | st.just("self")),
        st.builds(Observation, st.just("case"), PERIODS.map(parse), st.just(True), st.none() | DAYS),
        st.builds(Observation, st.just("case"), PERIODS.map(parse), st.just(False)),
    ),
    max_size=6,
)  # fmt: skip


ASKED = st.lists(
    st.builds(
        Rectification, st.sampled_from(["a1", "b2", "c3"]), st.sampled_from(["1.1", "1.4"]), TEXT, TEXT, DAYS,
        done_on=st.none() | DAYS, withdrawn=MAYBE,
    )
    | st.builds(Rectification, st.just("d4"), st.just("1.2"), TEXT, TEXT, DAYS, st.just("1.2.2"), DAYS, TEXT),
    max_size=4, unique_by=lambda one: one.id,
)  # fmt: skip


@settings(max_examples=40)
@given(
    ratings=st.fixed_dictionaries({}, optional={"1.1": _rating("1.1", 5), "1.2": _rating("1.2", 5), "1.4": _rating("1.4", 8)}),
    ticks=st.dictionaries(st.sampled_from(["1.2.1", "1.2.2"]), st.sampled_from(["met", "unmet"])),
    veto=st.none() | st.builds(VetoStatement, st.just(True), st.none() | DAYS, MAYBE) | st.builds(VetoStatement, st.sampled_from([False, None]), st.none(), MAYBE),
    bonus=st.none() | st.builds(AdjustmentStatement, count=st.integers(0, 5), reason=MAYBE) | st.builds(AdjustmentStatement, st.integers(0, 3).map(D), reason=MAYBE),
    facts=OBSERVATIONS,
    others=st.dictionaries(st.sampled_from(["李四", "王五"]), st.integers(0, 6), max_size=2),
    power=st.sampled_from([{}, {"legislative_power": True}, {"legislative_power": False, "size": "大", "n": 3}]),
    asked=ASKED,
)  # fmt: skip
def test_random_answers_come_back_the_same(
    room: Room,
    ratings: dict[str, Rating],
    ticks: dict[str, Any],
    veto: VetoStatement | None,
    bonus: AdjustmentStatement | None,
    facts: list[Observation],
    others: dict[str, int],
    power: dict[str, Any],
    asked: list[Rectification],
) -> None:
    number = next(NUMBERS)
    bench = room.bench
    bench.units.add(f"县{number}", "county", power)
    key = bench.evaluations.new("t/points", f"县{number}", year(2025), as_of=date(2025, 12, 20)).id
    if ticks:
        ratings = {**ratings, "1.2": replace(ratings.get("1.2", Rating()), requirements=ticks)}
    for observation in facts:
        bench.walk.fact(key, observation)
    # What was carried or accepted elsewhere is held as it is: written as an import writes it.
    answers = replace(
        bench.evaluations.view(key).answers,
        facts=(), ratings=ratings, vetoes={"v1": veto} if veto else {}, adjustments={"bonus": bonus} if bonus else {},
        rectifications=ordered(asked, ["1.1", "1.2", "1.3", "1.4"]),
    )  # fmt: skip
    from kaoping.workbench.desk import saving

    with saving(bench.desk.workspace):
        row = bench.exchange.bring(bench.library.resolved("t/points"), answers, year(2025), "试")
    for observer, value in others.items():
        other = Workbench.open(
            room.folder / "a.db", bench.library, observer, "e" * 32, lambda: datetime(2025, 12, 21, tzinfo=UTC)
        )
        other.facts.put(f"县{number}", "37", D(value), "2024")
        other.close()
    view = bench.evaluations.view(row.id)
    path = bench.exchange.export(row.id, room.folder / f"{number}.toml")
    sheet = score_file(bench.library, path)
    again = room.other.evaluations.view(room.other.exchange.bring_in(path).id)
    wanted = held(view.answers)
    found = held(again.answers)
    assert {name: value for name, value in found.items() if name != "facts"} == {
        name: value for name, value in wanted.items() if name != "facts"
    }
    assert set(found["facts"]) <= set(wanted["facts"])  # of what was said twice the newest goes out
    for other_sheet in (sheet, again.sheet):
        assert decided(other_sheet.outcome) == decided(view.sheet.outcome)
        assert (other_sheet.result_low, other_sheet.result_high) == (view.sheet.result_low, view.sheet.result_high)
        assert [f.because for f in other_sheet.vetoes] == [f.because for f in view.sheet.vetoes]
    assert {i: (s.points, s.verdict, s.because) for i, s in again.suggestions().items()} == {
        i: (s.points, s.verdict, s.because) for i, s in view.suggestions().items()
    }
    second = room.other.exchange.export(again.row.id, room.folder / f"{number}-b.toml")
    assert second.read_text(encoding="utf-8") == path.read_text(encoding="utf-8")


def test_parts_come_back(room: Room) -> None:
    bench = room.bench
    bench.units.add("合成县", "county")
    row = bench.evaluations.new("t/parts", "合成县", year(2025))
    bench.walk.rate(row.id, "A.1", Rating(verdict="fair", reason="尚可"))
    bench.walk.part(row.id, "survey", PartStatement(D("88.25"), "问卷"))
    view = bench.evaluations.view(row.id)
    path = bench.exchange.export(row.id, room.folder / "parts.toml")
    again = room.other.evaluations.view(room.other.exchange.bring_in(path).id)
    assert held(again.answers) == held(view.answers)
    assert again.sheet.result_low == D("57.65")


def test_the_record_of_all_that_verifies(room: Room) -> None:
    assert room.bench.care.verify() == []
    assert room.other.care.verify() == []
