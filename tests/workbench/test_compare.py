"""One unit by several standards: which evaluation stands, shared facts, contradictions, themes, one visit, what-if."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from kaoping.answers import Deduction, Rating, VetoStatement
from kaoping.compare.judged import Place
from kaoping.hooks import Plugins
from kaoping.periods import year
from kaoping.workbench import Workbench
from kaoping.workbench.compare import Compared, Standpoint
from kaoping.workbench.crosswalks import CrosswalkShelf
from kaoping.workbench.library import Library

D = Decimal
Opener = Callable[..., Workbench]
Tally = Callable[[Workbench], int]

CROSSWALK = """schema = 1
from = "t/points"
to = "t/share"
made_from = "两份示例"
[[relations]]
from = "1.1"
to = "1"
type = "subset"
rationale = "都要求学法；后者次数更多"
[[relations]]
from = "1.2"
to = "2"
type = "intersects"
rationale = "都要求制度；各自另有要求"
common = ["1.2.1 = 2a"]
[[none]]
from = "1.3"
rationale = "后者不问立法"
[[none]]
from = "1.4"
rationale = "后者不问办结"
"""


@pytest.fixture
def crosswalk(standards: Path) -> Path:
    path = standards / "示例.crosswalk.toml"
    path.write_text(CROSSWALK, encoding="utf-8")
    return path


@pytest.fixture
def both(crosswalk: Path, bench: Workbench, opened: str) -> tuple[Workbench, str, str]:
    """云溪县 by t/points and by t/share, with the crosswalk at hand."""
    return bench, opened, str(bench.evaluations.new("t/share", "云溪县", year(2025)).number)


def short(stand: Standpoint) -> tuple[str, str, int]:
    return stand.unit.name, stand.standard, stand.row.number


def fact(found: Compared, id: str) -> Any:
    return next(one for one in found.facts if one.definition.id == id)


def test_each_standard_by_its_own_score_and_the_evaluation_is_named(both: Any) -> None:
    bench, points, share = both
    bench.walk.rate(points, "1.2", Rating(points=D("4.5"), reason="缺一项"))
    bench.walk.rate(share, "2", Rating(verdict="met"))
    found = bench.compare.unit("云溪县")
    assert [short(stand) for stand in found.stands] == [("云溪县", "t/points", 1), ("云溪县", "t/share", 2)]
    first, second = (stand.sheet for stand in found.stands)
    # 1.3 is outside, for the county makes no laws; up to 3 more and 2 less are open beside the items.
    assert (first.score_low, first.score_high, first.full) == (D("2.5"), D("20.5"), D(18))
    assert second.attainment is not None
    assert (second.attainment.low, second.attainment.high) == (Fraction(50), Fraction(100))
    assert second.outcome.status == "open"
    assert [(stand.stage, stand.final, stand.others, stand.hidden) for stand in found.stands] == [
        (None, False, 0, 0)
    ] * 2
    assert [(c.first, c.second, dict(c.relations), dict(c.alone)) for c in found.crossed] == [
        ("t/points", "t/share", {"subset": 1, "intersects": 1}, {"1.3": "后者不问立法", "1.4": "后者不问办结"})
    ]
    assert found.failures == ()


def test_the_latest_of_the_final_stage_stands_else_the_latest(standards: Path, bench: Workbench) -> None:
    text = (standards / "points.toml").read_text(encoding="utf-8").replace("t/points", "t/final")
    final = '[[document.stages]]\nid = "end"\ntitle = "终评"\nfinal = true\n'
    (standards / "final.toml").write_text(text.replace("[scoring]", f"{final}[scoring]", 1), encoding="utf-8")
    new = bench.evaluations.new
    for number, stage in ((2023, "end"), (2024, "end"), (2025, "self")):
        new("t/final", "云溪县", year(number), stage=stage)
    new("t/points", "云溪县", year(2025), stage="self")
    new("t/points", "云溪县", year(2024))
    found = bench.compare.unit("云溪县").stands
    assert [(s.standard, s.row.period_to, s.stage, s.final, s.others) for s in found] == [
        ("t/final", "2024-12-31", "终评", True, 2),
        ("t/points", "2025-12-31", "自评", False, 1),
    ]


def test_what_is_blind_stands_for_nothing_and_is_named(opener: Opener, bench: Workbench) -> None:
    bench.evaluations.add_campaign("盲", year(2025), standard="t/points", units=("云溪县",), stages=("self",))
    bench.roster.blind("盲", True)
    mine = bench.evaluations.new("t/points", "云溪县", year(2025))
    other = opener("李四", library=bench.library)
    theirs = other.evaluations.new("t/points", "云溪县", year(2025), stage="self", campaign="盲")
    hidden = other.evaluations.new("t/share", "云溪县", year(2025), campaign="盲")
    found = bench.compare.unit("云溪县")
    assert [(short(stand), stand.hidden, stand.others) for stand in found.stands] == [
        (("云溪县", "t/points", mine.number), 1, 0)
    ]
    assert [row.id for row in found.hidden] == [hidden.id]
    seen = other.compare.unit("云溪县")
    assert [stand.row.id for stand in seen.stands] == [theirs.id, hidden.id]
    assert [stand.hidden for stand in seen.stands] == [0, 0]


def test_a_shared_fact_with_each_bound_met_here_and_not_there(both: Any) -> None:
    bench, *_ = both
    assert fact(bench.compare.unit("云溪县"), "37").open
    bench.facts.put("云溪县", "37", D(5), "2025")
    found = bench.compare.unit("云溪县")
    study = fact(found, "37")
    assert [(a.sheet, a.item, a.id, a.bound, a.state) for a in study.askings] == [
        (0, "1.1", "1.1.1", "不低于 4次（每年）", "met"),
        (1, "1", "1a", "不低于 6次（每年）", "unmet"),
    ]
    assert [(used.period, used.value) for used in study.values] == [("2025", "5")]
    assert (study.differs, study.open, study.owner) == (True, False, ("云溪县", "party-committee"))
    assert found.facts[0] is study
    case = fact(found, "case")
    assert [(a.item, a.id, a.state) for a in case.askings] == [(None, "v1", "unknown"), (None, "bar", "unknown")]
    assert case.askings[1].bound == "未发生（2025-01-01 至 2025-12-31）"
    assert "share" not in [one.definition.id for one in found.facts]


def test_a_veto_stated_clear_and_one_that_an_event_triggers(both: Any) -> None:
    bench, points, _ = both
    bench.walk.veto(points, "v1", VetoStatement(happened=False))
    states = [(a.id, a.state, a.because) for a in fact(bench.compare.unit("云溪县"), "case").askings]
    assert states[0] == ("v1", "met", "考评人说明没有发生")
    assert states[1][:2] == ("bar", "unknown")


def test_periods_that_have_no_day_in_common_do_not_differ(both: Any) -> None:
    bench, *_ = both
    bench.evaluations.new("t/share", "云溪县", year(2026))
    bench.facts.put("云溪县", "37", D(5), "2025")
    bench.facts.put("云溪县", "37", D(2), "2026")
    study = fact(bench.compare.unit("云溪县"), "37")
    assert ([a.state for a in study.askings], study.differs) == (["met", "unmet"], False)


def test_met_where_more_is_asked_and_unmet_where_less_is(both: Any, tmp_path: Path) -> None:
    bench, points, share = both
    bench.walk.rate(share, "1", Rating(verdict="met"))
    bench.walk.rate(points, "1.1", Rating(deductions=(Deduction(D(1), "少两次"),)))
    paper = tmp_path / "记录.txt"
    paper.write_text("学法", encoding="utf-8")
    bench.proofs.add(share, "1", paper, page="3")
    found = bench.compare.unit("云溪县")
    (one,) = found.contradictions
    assert (one.met, one.unmet, one.unmet_state, one.requirements) == (Place(1, "1"), Place(0, "1.1"), "short", None)
    assert one.related.link.relation == "subset"
    assert found.stands[1].sheet.answers.proofs_said("1") == ("记录（3）",)
    assert found.place(one.unmet)[2] == "学法"
    # The other way round it is none: who asks less may be content.
    bench.walk.rate(share, "1", Rating(verdict="unmet", reason="不足六次"))
    bench.walk.rate(points, "1.1", Rating(points=D(5), reason="够四次"))
    assert bench.compare.unit("云溪县").contradictions == ()
    assert found.visit.at_hand[0].titles == ("记录",)
    assert (found.visit.at_hand[0].source, found.visit.at_hand[0].target) == (Place(1, "1"), Place(0, "1.1"))


def test_requirements_that_ask_the_same(both: Any) -> None:
    bench, points, share = both
    bench.walk.tick(points, "1.2.1", "met")
    bench.walk.tick(share, "2a", "unmet")
    (one,) = bench.compare.unit("云溪县").contradictions
    assert (one.met, one.unmet, one.requirements) == (Place(0, "1.2"), Place(1, "2"), ("1.2.1", "2a"))
    bench.walk.tick(share, "2a", None)
    bench.walk.rate(share, "2", Rating(verdict="met"))
    bench.walk.tick(points, "1.2.1", None)
    assert bench.compare.unit("云溪县").contradictions == ()
    # A rating in full says that every requirement is met; a deduction for one says that it is not.
    bench.walk.rate(points, "1.2", Rating(deductions=(Deduction(D(2), "没有制度", "1.2.1"),)))
    (one,) = bench.compare.unit("云溪县").contradictions
    assert (one.met, one.unmet, one.requirements) == (Place(1, "2"), Place(0, "1.2"), ("2a", "1.2.1"))


def test_an_official_clause_stands_beside_a_contradiction(both: Any, tmp_path: Path) -> None:
    bench, points, share = both
    paper = tmp_path / "办法.txt"
    paper.write_text(
        "1、学法：每年学法不少于4次（5分）。\n2、制度：各项制度齐全，执行到位有台账（5分）。\n"
        "3、立法：立法计划按时报送（2分）。\n4、办结：办结率不低于90%（8分）。\n",
        encoding="utf-8",
    )
    bench.clauses.attach("t/points", paper)
    bench.walk.tick(points, "1.2.1", "unmet")
    bench.walk.tick(share, "2a", "met")
    found = bench.compare.unit("云溪县")
    assert {place: one.text for place, one in found.clauses.items()} == {
        Place(0, "1.2"): "2、制度：各项制度齐全，执行到位有台账（5分）。"
    }


def test_other_units_and_other_years_never_contradict(both: Any) -> None:
    bench, points, share = both
    bench.units.add("云溪城关", "city", {"legislative_power": False}, "云溪县")
    member = str(bench.evaluations.new("t/points", "云溪城关", year(2025)).number)
    bench.walk.tick(share, "2a", "unmet")
    bench.walk.tick(member, "1.2.1", "met")
    found = bench.compare.unit("云溪县")
    assert [short(stand)[:2] for stand in found.stands] == [
        ("云溪县", "t/points"), ("云溪县", "t/share"), ("云溪城关", "t/points"),
    ]  # fmt: skip
    assert found.contradictions == ()
    held = {(one.first, one.second): one.same_unit for one in found.related}
    assert held[Place(0, "1.2"), Place(1, "2")] is True
    # Read from the other side: the member's sheet stands behind the county's.
    assert held[Place(1, "2"), Place(2, "1.2")] is False
    assert next(one for one in found.related if one.second == Place(2, "1.1")).link.relation == "superset"
    # A fact is whose it is: the member's own sheet asks for the member's.
    assert {fact.owner.unit for fact in found.facts} == {"云溪县"}
    assert bench.compare.unit("云溪城关").members == ()
    later = str(bench.evaluations.new("t/share", "云溪县", year(2026)).number)
    bench.walk.tick(later, "2a", "unmet")
    bench.walk.tick(points, "1.2.1", "met")
    found = bench.compare.unit("云溪县")
    assert [(one.overlapping, one.same_unit) for one in found.related if one.first.item == "1.2"] == [(False, True)]
    assert found.contradictions == ()


def test_themes_by_standard_with_their_gaps(both: Any) -> None:
    bench, points, share = both
    bench.walk.rate(points, "1.2", Rating(points=D("2.5"), reason="缺一半"))
    bench.walk.rate(share, "2", Rating(verdict="met"))
    rows = {row.id: row for row in bench.compare.unit("云溪县").themes}
    assert list(rows) == ["leadership", "decision", "legislation", "petitions"]
    assert rows["leadership"].title == "党的领导"
    first, second = rows["leadership"].cells
    assert (first.items, first.met, first.unrated, first.lacking, first.gap) == (2, 0, 1, ("1.2",), "short")
    assert (first.low, first.high) == (Fraction(25), Fraction(75))
    assert (second.gap, second.low, second.high) == ("unrated", Fraction(0), Fraction(100))
    assert [cell.gap for cell in rows["decision"].cells] == ["not-asked", None]
    # Outside the scope of a county that makes no laws: nothing is asked of it.
    assert [cell.gap for cell in rows["legislation"].cells] == ["not-asked", "not-asked"]


def test_one_visit_settles_what_several_wait_for(both: Any) -> None:
    bench, points, _ = both
    visit = bench.compare.unit("云溪县").visit
    assert [(one.fact.definition.id, one.serves, one.standards) for one in visit.facts] == [
        ("37", ((0, "1.1"), (1, "1")), ("t/points", "t/share")),
        ("case", ((0, "v1"), (1, "bar")), ("t/points", "t/share")),
    ]
    assert sorted(tuple(sorted(one.serves)) for one in visit.proofs) == [
        (Place(0, "1.1"), Place(1, "1")),
        (Place(0, "1.2"), Place(1, "2")),
    ]
    bench.facts.put("云溪县", "37", D(9), "2025")
    bench.proofs.add(points, "1.2", kind="visit", title="走访")
    visit = bench.compare.unit("云溪县").visit
    assert [one.fact.definition.id for one in visit.facts] == ["case"]
    assert [one.serves for one in visit.proofs] == [(Place(0, "1.1"), Place(1, "1"))]
    assert [(one.source, one.target, one.titles) for one in visit.at_hand] == [
        (Place(0, "1.2"), Place(1, "2"), ("走访",))
    ]
    bench.walk.rate(points, "1.1", Rating(not_applicable="没有党委"))
    assert bench.compare.unit("云溪县").visit.proofs == ()


def test_what_if_a_fact_were_another_and_nothing_is_saved(both: Any, tally: Tally, tmp_path: Path) -> None:
    bench, _, share = both
    bench.facts.put("云溪县", "37", D(5), "2025")
    bench.walk.rate(share, "2", Rating(verdict="unmet", reason="没有机制"))
    before, total = tally(bench), (tmp_path / "考评.db").read_bytes()
    found = bench.compare.unit("云溪县", ["37＝６＠2025"])
    (supposed,) = found.what_if.supposed
    assert (supposed.definition.title, supposed.value, supposed.observation.period.label) == ("学法次数", "6次", "2025")
    first, second = found.what_if.moves
    # 1.1 is unrated: before and after rest on the suggestions accepted, 5 points less the 2 that are open.
    assert (first.asked, first.items, first.before.score_low, first.after.score_low) == (True, (), D(3), D(3))
    assert not first.outcome_changed
    (item,) = second.items
    assert (item.before.item.id, item.before.low, item.after.low) == ("1", D(0), D(1))
    assert [(moved.id, moved.before.state, moved.after.state) for moved in item.requirements] == [
        ("1a", "unmet", "met")
    ]
    assert [set(sheet.outcome.possible) for sheet in (second.before, second.after)] == [
        {"未达标", "取消资格"},
        {"达标", "取消资格"},
    ]
    assert second.outcome_changed
    assert found.stands[1].sheet.items[0].state == "unrated"
    assert (tally(bench), (tmp_path / "考评.db").read_bytes()) == (before, total)
    lower = bench.compare.unit("云溪县", ["37=3@2025"]).what_if.moves[0]
    assert [(one.before.low, one.after.low) for one in lower.items] == [(D(5), D("4.5"))]
    assert [loss.deduction.amount for loss in lower.after.deductions] == [D("0.5")]


def test_a_supposition_that_was_chosen_is_the_one_that_was_written(both: Any, refused: Any) -> None:
    bench = both[0]
    found = bench.compare.unit("云溪县", ["37=6@2025"])
    (written,) = found.what_if.supposed
    answer = bench.compare.suppose(found, [written])
    assert answer == found.what_if
    assert bench.compare.unit("云溪县").what_if is None
    wrong = replace(written, observation=replace(written.observation, value=D(-1)))
    _, message = refused(bench.compare.suppose, found, [wrong])
    assert message == "“学法次数”是次数，应为不小于 0 的整数"
    # Every fact that is asked for can be supposed, shared or not.
    assert {one.definition.id for one in found.facts} < {one.definition.id for one in found.asked}


def test_what_if_something_had_happened(both: Any) -> None:
    bench, *_ = both
    bench.facts.put("云溪县", "case", False, "2025")
    (first, second) = bench.compare.unit("云溪县", ["case=2025-06-01@2025"]).what_if.moves
    assert [(old.veto.id, old.status, new.status) for old, new in second.vetoes] == [("bar", "clear", "triggered")]
    assert [(old.veto.id, new.status) for old, new in first.vetoes] == [("v1", "triggered")]
    assert second.after.outcome.label == "取消资格"
    none = bench.compare.unit("云溪县", ["case=未发生@2025"]).what_if.moves
    assert not any(move.any for move in none)
    assert all(move.asked for move in none)


def test_several_suppositions_hold_together_and_some_bear_on_nothing(both: Any) -> None:
    bench, *_ = both
    bench.units.add("云溪城关", "city", {}, "云溪县")
    what_if = bench.compare.unit("云溪县", ["37=6@2025", "share=95@2025"]).what_if
    assert [sorted(one.after.item.id for one in move.items) for move in what_if.moves] == [["1.1", "1.4"], ["1"]]
    other = bench.compare.unit("云溪县", ["云溪城关：37=6@2025"]).what_if
    assert [(move.asked, move.any) for move in other.moves] == [(False, False)] * 2
    assert [one.unit.name for one in other.supposed] == ["云溪城关"]


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("37", "what-if", "应写作 事实=值@期间"),
        ("37=6", "what-if", "“37=6”应写作"),
        ("38=6@2025", "unknown-fact", "没有事实“38”"),
        ("37=很多@2025", "fact-value", "“很多”不是数字"),
        ("37=6@去年", "period", "去年"),
        ("case=5@2025", "fact-value", "“5”应为 是 或 否"),
        ("share=101@2025", "fact-value", "办结率"),
        ("无此县:37=6@2025", "unknown-unit", "没有考评对象“无此县”"),
    ],
)
def test_a_supposition_that_is_none(both: Any, refused: Any, text: str, code: str, words: str) -> None:
    found = refused(both[0].compare.unit, "云溪县", [text])
    assert found[0] == code
    assert words in found[1]


def test_every_bad_supposition_is_told(both: Any) -> None:
    from kaoping.errors import Refused

    with pytest.raises(Refused) as caught:
        both[0].compare.unit("云溪县", ["37", "38=1@2025"])
    assert [fault.code for fault in caught.value.faults] == ["what-if", "unknown-fact"]


def test_what_was_rated_not_applicable_stays_so(both: Any) -> None:
    bench, points, _ = both
    bench.walk.rate(points, "1.1", Rating(not_applicable="没有党委"))
    first, _ = bench.compare.unit("云溪县", ["37=6@2025"]).what_if.moves
    assert [item.state for item in first.after.items][:1] == ["not-applicable"]


def test_a_unit_without_evaluations(bench: Workbench, refused: Any) -> None:
    found = bench.compare.unit("云溪县")
    assert (found.stands, found.facts, found.themes, found.crossed, found.related) == ((), (), (), (), ())
    assert refused(bench.compare.unit, "无此")[0] == "unknown-unit"


def test_an_event_at_a_member_moves_the_county(standards: Path, bench: Workbench) -> None:
    text = (
        (standards / "share.toml").read_text(encoding="utf-8").replace("t/share", "t/any").replace('"case"', '"t-any"')
    )
    text = text.replace('kind = "event"', 'kind = "event"\nmembers = "any"')
    text = (
        text.replace('id = "37"', 'id = "t-37"')
        .replace('fact = "37"', 'fact = "t-37"')
        .replace('id = "share"', 'id = "t-s"')
    )
    (standards / "any.toml").write_text(text, encoding="utf-8")
    bench.units.add("云溪县司法局", "department", {}, "云溪县")
    bench.evaluations.new("t/any", "云溪县", year(2025))
    (move,) = bench.compare.unit("云溪县", ["云溪县司法局:t-any=2025-05-05@2025"]).what_if.moves
    assert [(new.veto.id, new.status) for _, new in move.vetoes] == [("bar", "triggered")]
    assert "云溪县司法局" in move.vetoes[0][1].because


def test_a_supposition_goes_before_what_a_sole_member_recorded(standards: Path, bench: Workbench) -> None:
    text = (standards / "share.toml").read_text(encoding="utf-8").replace("t/share", "t/sole").replace('"37"', '"t-37"')
    text = text.replace('subject = "party-committee"', 'subject = "court"\nmembers = "sole"').replace('"case"', '"t-c"')
    (standards / "sole.toml").write_text(text.replace('id = "share"', 'id = "t-s"'), encoding="utf-8")
    bench.units.add("云溪县人民法院", "court", {}, "云溪县")
    bench.evaluations.new("t/sole", "云溪县", year(2025))
    bench.facts.put("云溪县人民法院", "t-37", D(3), "2025")
    for text in ("t-37=6@2025", "云溪县人民法院:t-37=6@2025"):
        (move,) = bench.compare.unit("云溪县", [text]).what_if.moves
        assert [(one.before.low, one.after.low) for one in move.items] == [(D(0), D(1))], text


def test_two_members_have_nothing_to_do_with_each_other(both: Any) -> None:
    bench, *_ = both
    bench.units.add("云溪城关", "city", {}, "云溪县")
    bench.units.add("云溪新区", "county", {}, "云溪县")
    bench.evaluations.new("t/points", "云溪城关", year(2025))
    bench.evaluations.new("t/share", "云溪新区", year(2025))
    found = bench.compare.unit("云溪县")
    names = {tuple(found.stands[number].unit.name for number in one.standards) for one in found.related}
    assert names == {("云溪县", "云溪县"), ("云溪县", "云溪城关"), ("云溪县", "云溪新区")}


def test_a_strangers_crosswalk_is_used_and_a_broken_one_is_listed(site: Any, standards: Path, opener: Opener) -> None:
    code = (
        "from importlib.resources import files\nfrom kaoping import hookimpl\n@hookimpl\n"
        "def kaoping_crosswalks():\n    here = files(__name__)\n    return [here / 'good.toml', here / 'bad.toml', here / 'far.toml']\n"
    )
    bad = CROSSWALK.replace('to = "t/share"', 'to = "t/parts"')
    site.add(
        "kaoping-far",
        {
            "kaoping_far/__init__.py": code,
            "kaoping_far/good.toml": CROSSWALK,
            "kaoping_far/bad.toml": bad,
            "kaoping_far/far.toml": CROSSWALK.replace('to = "t/share"', 'to = "t/not-here"'),
        },
        entry_points="far = kaoping_far",
        version="0.1",
    )
    bench = opener(library=Library(Plugins.load(), folder=standards))
    bench.units.add("云溪县", "county", {"legislative_power": False})
    bench.evaluations.new("t/points", "云溪县", year(2025))
    bench.evaluations.new("t/share", "云溪县", year(2025))
    found = bench.compare.unit("云溪县")
    assert [dict(one.relations) for one in found.crossed] == [{"subset": 1, "intersects": 1}]
    (failure,) = found.failures
    assert (failure.plugin, failure.path.name) == ("far", "bad.toml")
    assert "标准“t/parts”没有评分项 1，请核对编号" in failure.reason
    # A jurisdiction's own goes before a plugin's, and that is no failure of the plugin.
    (standards / "自己.crosswalk.toml").write_text(CROSSWALK.replace("subset", "equal"), encoding="utf-8")
    shelf = CrosswalkShelf(bench.library)
    held = shelf.all(["t/share"]).between("t/points", "t/share")
    assert held is not None
    assert [pair.relation for pair in held.pairs] == ["equal", "intersects"]
    assert [one.path.name for one in shelf.failures()] == ["bad.toml"]
