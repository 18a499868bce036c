"""Shared facts and themes for a draft: what is proposed, what is not, and what an author's answer makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from benchmarks import proposals

from kaoping.drafting import told
from kaoping.drafting.assemble import draft_of
from kaoping.drafting.making.demands import Facts, demand
from kaoping.drafting.proposals.asked import asked_of, veto_asked
from kaoping.drafting.proposals.find import find_facts
from kaoping.drafting.proposals.propose import Proposer, offer_text
from kaoping.drafting.values import Doubt, Draft, Mend
from kaoping.drafting.walk import criteria
from kaoping.drafting.write import standard_text
from kaoping.intake.txt import read_txt
from kaoping.standard.load import core_vocabulary, load
from kaoping.workbench.proposing import theme_words

RUBRIC = """云溪县法治建设考核评分标准（100分）
一、党的领导（40分）
1.学习制度（10分）。党委（党组）理论学习中心组每年集体学法不少于4次，每少一次扣2分。
2.普法责任（10分）。落实“谁执法谁普法”责任制。
3.法律顾问（20分）。各村（居）法律顾问覆盖率达到100%，每低1个百分点扣0.5分。
二、平安建设（60分）
1.矛盾（30分）。每月排查矛盾纠纷不少于2次，少1次扣1分。
2.纠纷（20分）。每月排查矛盾纠纷不少于2次，少1次扣1分。
3.杂项（10分）。种好行道树。
三、有下列情形之一的，一票否决
1.发生重大群体性事件的；
2.弄虚作假的。
"""


@cache
def proposer() -> Proposer:
    return Proposer(core_vocabulary().facts, theme_words())


@cache
def plain() -> Draft:
    return draft_of(read_txt(RUBRIC))


def proposed(*mends: Mend) -> Draft:
    return proposer().proposed(draft_of(plain().paper, mends) if mends else plain())


def requirement(found: Draft, id: str) -> Any:
    return next(one for item in criteria(found.data) for one in item.get("requirements", ()) if one["id"] == id)


def at(found: Draft, id: str) -> Doubt:
    return next(one for one in found.proposals if found.demands[id] == one.key)


def asked(text: str, above: Sequence[str] = ()) -> str | None:
    """The shared fact that is proposed for one demand."""
    own = Facts("own")
    read = demand(text, "1.1", own, None, scored=True, before=None)
    given = {"text": text, "measure": read.measure, "deduct": read.deduct}
    wanted = {key: value for key, value in given.items() if value is not None}
    sought = asked_of(wanted, {fact["id"]: fact for fact in own.made}, above)
    found = proposer().match(sought) if sought is not None else None
    return found.fact if found is not None else None


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("党组理论学习中心组每季度至少学法1次，每少1次扣0.5分", "party-study-sessions"),
        ("单位负责人出庭应诉率不低于95%", "heads-in-court"),
        ("乡镇法律顾问覆盖率达到100%", "townships-with-legal-adviser"),
        ("规范性文件合法性审核率达100%", "documents-legally-reviewed"),
        ("将普法经费纳入财政预算，未纳入的扣2分", "publicity-funds-in-budget"),
        ("落实行政执法全过程记录制度，有文件和记录", "enforcement-process-recorded"),
        ("未落实行政执法责任制的，扣5分", "enforcement-responsibility"),
        ("近三年无重大群体性事件发生", "major-mass-incident"),
        ("发生重大群体性事件的，扣5分", "major-mass-incident"),
        ("发生重大群体性事件的，取消评选资格", "major-mass-incident"),
    ],
)
def test_a_demand_that_asks_for_a_shared_fact(text: str, fact: str) -> None:
    assert asked(text) == fact


@pytest.mark.parametrize(
    "text",
    [
        "村干部每年集体学法不少于2次",  # of another body than 单位集体学法
        "党委理论学习中心组学法不少于20学时",  # hours, not times
        "政协提案办理满意率达95%以上",  # half of what the fact counts
        "人大代表建议、政协提案办理及时率达95%以上",  # another share of the same
        "依申请公开政府信息按期答复率100%",  # narrower
        "群众满意度达到90%以上",
        "村级财务公开制度落实",  # not 村务
        "主要负责人履行安全生产第一责任人职责",
        "建立法律顾问制度",  # whose is not said: several facts come close
        "未发生较大以上安全生产责任事故",  # not 重大
        "落实行政执法责任制，建立法律顾问制度，制定年度学法计划",  # three things in one
        "没有落实行政执法责任制的通报批评",  # what is negated in no deduction
        "发生重大违法行政案件、造成严重后果的，都依法追究了主要负责人的责任",  # a duty, not an event
        "种好行道树",
    ],
)
def test_a_demand_that_asks_for_something_else(text: str) -> None:
    assert asked(text) is None


def test_words_above_a_demand_say_what_it_is_about() -> None:
    assert asked("案卷评查每年不少于2次") is None
    assert asked("案卷评查每年不少于2次", ["行政执法监督"]) == "enforcement-file-reviews"
    assert veto_asked("发生重大群体性事件的，一票否决。").text == "发生重大群体性事件"


def test_proposals_change_nothing_until_they_are_taken() -> None:
    found = proposed()
    assert [one.code for one in found.proposals] == ["shared-fact"] * 3 + ["same-fact", "shared-fact"]
    assert {**found.data, "dimensions": 0} == {**plain().data, "dimensions": 0}
    assert requirement(found, "1.1.1") == requirement(plain(), "1.1.1")
    assert (found.doubts, found.findings, found.void) == (plain().doubts, plain().findings, ())
    study = at(found, "1.1.1")
    assert study.message == (
        "“党委（党组）理论学习中心组每年集体学法（次）”与共享事实〈党委（党组）理论学习中心组学法次数〉是同一件事？"
        "都说到“党委中心组”“学法”，单位同为次。口径：一个年度内以法律、法规、党内法规为主题的集体学习。"
    )
    assert study.place == "第3行"
    assert [offer_text(found, mend) for mend in study.offers] == [
        "采用共享事实〈党委（党组）理论学习中心组学法次数〉",
        "保留自己的事实",
    ]
    assert offer_text(found, at(found, "2.2.1").offers[0]) == "与 2.1.1 用同一事实"
    text = standard_text(found)
    assert '  # 建议：fact = "party-study-sessions"（“党委' in text
    assert '  # 建议：measure = { fact = "publicity-duty-system", is = true }（由共享事实〈“谁执法' in text
    assert (
        '  # 建议：fact = "draft-矛盾-每月排查矛盾纠纷-次"（“纠纷：每月排查矛盾纠纷（次）”与 2.1.1 问的是同一件事？'
        in text
    )
    assert '\n# 建议：event = "major-mass-incident"（由共享事实〈重大群体性事件〉判断有无发生？' in text
    assert list(told.proposed(found)) == [
        "建议（不采纳也能用）：共享事实 4 处，同一事实 1 处；审阅时最后问到，也写在文件的“# 建议”里",
        "主题：按用语写出 5 项（共 6 项），只用于比较，不影响得分",
    ]


def test_what_is_taken_stands_in_the_standard_and_what_is_not_is_not_asked_again(tmp_path: Path) -> None:
    first = proposed()
    mends = [one.offers[0] for one in first.proposals]
    found = proposed(*mends)
    assert (found.proposals, found.void) == ((), ())
    assert requirement(found, "1.1.1")["measure"] == {"fact": "party-study-sessions", "at_least": 4, "per": "year"}
    assert list(requirement(found, "1.2.1")) == ["id", "text", "measure", "clause"]
    assert requirement(found, "1.2.1")["measure"] == {"fact": "publicity-duty-system", "is": True}
    assert requirement(found, "2.2.1")["measure"]["fact"] == requirement(found, "2.1.1")["measure"]["fact"]
    assert found.data["vetoes"][0]["event"] == "major-mass-incident"
    # The draft's own facts are left where something still rests on them.
    assert [fact["id"] for fact in found.data["facts"]] == ["draft-矛盾-每月排查矛盾纠纷-次"]
    assert "已采用共享事实 4 个" in list(told.proposed(found))
    path = tmp_path / "own.toml"
    path.write_text(standard_text(found), encoding="utf-8")
    resolved = load(path, core_vocabulary()).resolved
    assert resolved.facts["party-study-sessions"].title == "党委（党组）理论学习中心组学法次数"
    kept = proposed(*(one.offers[-1] for one in first.proposals))
    assert (kept.proposals, kept.data["facts"]) == ((), plain().data["facts"])
    assert requirement(kept, "2.2.1")["measure"]["fact"] == "draft-纠纷-每月排查矛盾纠纷-次"


def test_a_fact_that_does_not_fit_is_void_and_what_was_there_stays() -> None:
    first = proposed()
    study, veto = at(first, "1.1.1").key, at(first, "v1").key
    wrong = [Mend(study, "fact", "publicity-duty-system"), Mend(veto, "fact", "party-study-sessions")]
    found = proposed(*wrong)
    assert found.void == tuple(wrong)
    assert requirement(found, "1.1.1") == requirement(first, "1.1.1")
    assert "event" not in found.data["vetoes"][0]
    gone = Mend(study, "fact", "same:0:0:nothing")
    assert proposed(gone).void == (gone,)
    # A plugin's fact is gone: the draft falls back to its own.
    taken = draft_of(first.paper, [at(first, "1.1.1").offers[0]])
    bare = Proposer({}, {}).proposed(taken)
    assert [mend.value for mend in bare.void] == ["party-study-sessions"]
    assert requirement(bare, "1.1.1")["measure"]["fact"] == "draft-党委党组理论学习中心组每年集体学法-次"


def test_two_demands_that_share_by_way_of_a_shared_fact() -> None:
    first = proposed()
    one, two = at(first, "1.1.1").key, first.demands["2.2.1"]
    same = at(first, "2.2.1").offers[0]
    found = proposed(Mend(first.demands["2.1.1"], "fact", "party-study-sessions"), same)
    assert {requirement(found, id)["measure"]["fact"] for id in ("2.1.1", "2.2.1")} == {"party-study-sessions"}
    # Two that name each other rest on neither.
    ring = [
        Mend(two, "fact", f"same:{one[0]}:{one[1]}:{one[2]}"),
        Mend(one, "fact", f"same:{two[0]}:{two[1]}:{two[2]}"),
    ]
    assert set(proposed(*ring).void) == set(ring)


def test_themes_are_told_by_words_and_an_author_may_give_others() -> None:
    found = proposed()
    themes = {one["id"]: one.get("themes") for one in criteria(found.data)}
    assert themes == {
        "1.1": ["officials-learning"],
        "1.2": ["legal-education"],
        "1.3": ["legal-advisers"],
        "2.1": ["mediation"],
        "2.2": ["mediation"],
        "2.3": None,
    }
    assert 'themes = ["officials-learning"]  # 建议\n' in standard_text(found)
    keys = {part.target: part.key for part in found.parts if part.role == "criterion"}
    given = proposed(Mend(keys["1.1"], "themes", "youth,digital"), Mend(keys["1.2"], "themes", ""))
    assert [one.get("themes") for one in criteria(given.data)][:3] == [["youth", "digital"], None, ["legal-advisers"]]
    assert "1.1" not in given.themed
    assert 'themes = ["youth", "digital"]\n' in standard_text(given)
    assert "# 待填：2 项的 themes（主题）" in standard_text(given)


def test_asked_again_nothing_is_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    first = proposed()
    monkeypatch.setattr("kaoping.drafting.proposals.match.Facts._match", None)
    monkeypatch.setattr("kaoping.drafting.proposals.themes.Themes._of", None)
    assert replace(proposed(), paper=first.paper) == first


def test_facts_are_found_by_words() -> None:
    facts = core_vocabulary().facts.values()

    def found(typed: str) -> list[str]:
        return [hit.fact.id for hit in find_facts(facts, typed)]

    assert found("中心组 学法")[0] == "party-study-sessions"
    assert found("法律顾问")[:2] == ["villages-with-legal-adviser", "party-legal-advisers"]
    assert set(found("study")) >= {"party-study-sessions", "law-study-yearly-plan"}
    assert found("法律援助 比例")[0] == "legal-aid-granted"
    assert found("天气预报") == found("  ") == found("，") == []


def test_the_bundled_standards_bear_the_proposals_out() -> None:
    bundled = proposals.sheets()
    every, _ = proposals.facts(bundled)
    assert every.precision >= 0.965, every
    assert every.recall >= 0.32, every
    others, wrong = proposals.facts(bundled, others=True)
    assert others.precision >= 0.94, (others, wrong)
    assert others.recall >= 0.25, others
    told_themes = proposals.themes(bundled)
    assert told_themes.precision >= 0.85, told_themes
    assert told_themes.recall >= 0.5, told_themes


def test_the_words_of_the_themes_are_those_of_the_bundled_standards() -> None:
    maker = proposals.theme_maker()
    assert theme_words() == maker.learnt(maker.bundled(), maker.common_themes()), "run: python docs/make_theme_words.py"
