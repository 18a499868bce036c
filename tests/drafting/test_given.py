"""What an author gives where a document was read otherwise or lost something: figures, outcomes, pieces; what he is asked and told."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest

from kaoping.drafting.assemble import Reader, draft_of
from kaoping.drafting.author.asked import answers, asked, bears_on_score, open_counts, open_text, settled
from kaoping.drafting.author.given_asked import bands_mend, bands_shown, figure_fault, figures_at, figures_mend
from kaoping.drafting.author.given_fields import FIELDS
from kaoping.drafting.author.lacks import lacks
from kaoping.drafting.told import criteria, doubts, open_line
from kaoping.drafting.values import Draft, Key, Mend, Part
from kaoping.errors import Fault
from kaoping.intake.paper import Paper
from kaoping.intake.txt import read_txt
from kaoping.standard.findings import CODES

TEXT = """云溪县乡镇法治建设考核办法（2026年）
考核内容（总分20分）
一、组织领导（12分）
（一）学习制度（6分）
1.党委每年专题学习不少于4次，每少一次扣1分，扣完为止。
2.学习有记录。
（二）机构人员（6分）
1.设有专门机构。
二、依法行政（8分）
（三）执法规范（8分）
1.执法全过程记录率达到95%以上。
三、一票否决
有下列情形之一的，不得参评：
（一）近三年内发生重大执法责任事故的。
四、加分项
（一）经验做法被推广的，酌情加分。
五、考核程序
（一）自查阶段。各乡镇于2026年11月10日前报送自查报告。
六、结果
18分以上为优秀，12分以上为合格。
"""


def paper(text: str = TEXT) -> Paper:
    return read_txt(text)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(paper())


def part(draft: Draft, words: str) -> Part:
    return next(one for one in draft.parts if words in one.text)


def given(reader: Reader, words: str, what: str, **changed: str) -> tuple[Draft, dict[str, str]]:
    """The draft once figures of a part are changed, and what the part's figures are now."""
    before = reader.draft()
    here = part(before, words)
    found = figures_at(before, here)
    assert found is not None
    mend = figures_mend(here.key, what, {**found[1], **changed}, found[0])
    assert isinstance(mend, Mend), mend
    after = reader.draft([mend])
    assert not after.void
    now = figures_at(after, here)
    assert now is not None
    return after, {key: value for key, value in now[1].items() if value != found[1][key]}


def demand(draft: Draft, id: str) -> Any:
    return next(one for item in criteria(draft.data) for one in item["requirements"] if one["id"] == id)


def test_the_figures_of_a_demand_are_given_anew(reader: Reader) -> None:
    words = "每年专题学习"
    here = figures_at(reader.draft(), part(reader.draft(), words))
    assert here is not None
    assert {key: value for key, value in here[1].items() if value} == {
        "side": "at_least", "value": "4", "unit": "次", "per": "year", "kind": "each", "points": "1",
    }  # fmt: skip
    draft, changed = given(reader, words, "measure", value="６", unit="场", per="quarter", soft="yes")
    assert changed == {"value": "6", "unit": "场", "per": "quarter", "soft": "yes"}
    fact = next(one for one in draft.data["facts"] if one["id"] == demand(draft, "1.1")["measure"]["fact"])
    assert (fact["unit"], fact["title"]) == ("场", "党委每年专题学习（场）")
    # The printed words stay; what the document says of the deduction stays.
    assert demand(draft, "1.1")["text"].startswith("党委每年专题学习不少于4次")
    assert demand(draft, "1.1")["deduct"] == {"each": Decimal(1)}
    draft, _ = given(reader, words, "deduct", kind="each", points="0.5", per_units="2", part="started", cap="3")
    rule = {"each": Decimal("0.5"), "per": Decimal(2), "part": "started", "cap": Decimal(3)}
    assert demand(draft, "1.1")["deduct"] == rule
    draft, _ = given(reader, words, "deduct", kind="")
    assert "deduct" not in demand(draft, "1.1")
    draft, _ = given(reader, words, "measure", side="")
    assert "measure" not in demand(draft, "1.1")
    assert [one["unit"] for one in draft.data["facts"]] == ["%"]
    # A bound where none was read; what kind of fact it is follows from the unit and the side.
    draft, _ = given(reader, "学习有记录", "measure", side="never", years="2")
    assert demand(draft, "1.2")["measure"] == {"fact": "draft-学习有记录-事件", "is": False, "look_back_years": 2}
    draft, _ = given(reader, "学习有记录", "measure", side="at_most", value="10", unit="%")
    assert next(one["kind"] for one in draft.data["facts"] if one["id"] == "draft-学习有记录") == "share"


def test_vetoes_adjustments_steps_and_outcomes_are_given_anew(reader: Reader) -> None:
    draft, _ = given(reader, "近三年内", "terms", effect="downgrade", by="2", look_back_years="")
    veto = draft.data["vetoes"][0]
    assert (veto["effect"], veto["by"], "look_back_years" in veto) == ("downgrade", 2, False)
    draft, _ = given(reader, "经验做法", "terms", low="1", high="3", cap="5")
    made = draft.data["adjustments"][0]
    assert made["range"] == {"low": Decimal(1), "high": Decimal(3)}
    assert (made["cap"], "set_by" in made, "no-amount" in {one.code for one in draft.doubts}) == (
        Decimal(5),
        False,
        False,
    )
    draft, _ = given(reader, "自查阶段", "terms", due="", yearly="11-30")
    assert draft.data["document"]["stages"][0]["yearly"] == "11-30"
    assert "due" not in draft.data["document"]["stages"][0]
    plain = reader.draft()
    here = part(plain, "18分以上")
    assert figures_at(plain, here) == ("outcome", {"bands": "优秀 18，合格 12"})
    mend = bands_mend(here.key, "优秀 １７，良好15分、合格：10，不合格")
    assert mend is not None
    outcomes = reader.draft([mend]).data["outcomes"]
    assert [(one["label"], one.get("when", {}).get("score_at_least")) for one in outcomes] == [
        ("优秀", 17), ("良好", 15), ("合格", 10), ("不合格", None),
    ]  # fmt: skip
    assert bands_mend(here.key, "都好") is None
    assert bands_mend(here.key, "优秀 9 0") is None
    assert bands_shown("90%以上为优秀，其余为一般") == "优秀 90%，一般"


def test_what_is_typed_wrong_is_said(reader: Reader) -> None:
    fields = {field.key: field for kind in FIELDS.values() for field in kind}
    assert figure_fault(fields["value"], "许多") == "请写数字，如 2 或 1.5；没有就留空"
    assert figure_fault(fields["years"], "1.5") == "请写大于 0 的整数"
    assert figure_fault(fields["due"], "11月30日") == "请写成 2026-11-30"
    assert figure_fault(fields["unit"], "a;b") == "最多 20 个字，不用 ; 和 ="
    assert [
        figure_fault(fields[key], text) for key, text in (("due", "2026-02-28"), ("yearly", "02-29"), ("cap", ""))
    ] == [None] * 3
    key = Key(0, 0, "")
    assert figures_mend(key, "measure", {"side": "at_least"}, "requirement") == "还要写界限的数"
    assert figures_mend(key, "deduct", {"kind": "amount"}, "requirement") == "还要写扣几分"
    assert figures_mend(key, "terms", {"effect": "cap"}, "veto") == "还要写封顶几分"
    assert figures_mend(key, "terms", {"effect": "limit"}, "veto") == "还要写最好评为哪一等"
    assert figures_mend(key, "terms", {"low": "1"}, "adjustment") == "范围要写最少和最多两个数"
    # A value that somebody put into the file by hand spoils nothing.
    here = part(reader.draft(), "每年专题").key
    for value in ("side=at_least;value=x", "=;;", "side=at_least", "side=what;value=1"):
        assert reader.draft(
            [Mend(here, "measure", value), Mend(here, "deduct", value), Mend(here, "bands", value)]
        ).parts


def test_what_the_document_lost_is_added_in_its_place_with_an_erratum(reader: Reader) -> None:
    plain = reader.draft()
    after = Mend(part(plain, "每年专题").key, "add", "criterion|（四）经费保障（2分）")
    draft = reader.draft([after])
    assert [(one["id"], one.get("points"), len(one["requirements"])) for one in draft.data["dimensions"][0]["criteria"]] == [
        ("1", 6, 2), ("4", 2, 1), ("2", 6, 1),
    ]  # fmt: skip
    assert draft.unaccounted == 0
    new = part(draft, "经费保障")
    assert (new.added, new.place, new.target) == (True, "第6行之后，编写人补写", "4")
    told = {"at": "4", "printed": "（原文没有）", "read_as": "经费保障（2分）", "why": "原文此处缺漏，由编写人补写"}
    assert draft.data["errata"] == [told]
    # Right behind the piece where a heading was lost: what follows belongs to it.
    here = Mend(after.key, "add", "criterion!|（四）经费保障（2分）")
    assert [len(one["requirements"]) for one in reader.draft([here]).data["dimensions"][0]["criteria"]] == [1, 1, 1]
    # What is added can be corrected like any other piece, and left out again.
    more = reader.draft([after, Mend(new.key, "points", "3"), Mend(new.key, "title", "经费")])
    assert [(one["title"], one["points"]) for one in criteria(more.data) if one["id"] == "4"] == [("经费", 3)]
    gone = reader.draft([after, Mend(new.key, "role", "unused")])
    assert not any(one.added for one in gone.parts)
    assert "errata" not in gone.data
    # Neither twice nor of no role; a demand goes right behind its piece; a piece of its own text is not joined.
    assert reader.draft([after, after]).void == (after,)
    assert reader.draft([Mend(after.key, "add", "king|x")]).void
    assert reader.draft([after, Mend(new.key, "join")]).void
    draft = reader.draft([Mend(after.key, "add", "requirement|学习有计划。")])
    assert [one["text"] for one in next(criteria(draft.data))["requirements"]][1] == "学习有计划。"


def test_a_reader_says_the_same_as_reading_anew(reader: Reader) -> None:
    plain = reader.draft()
    one = Mend(part(plain, "学习有记录").key, "role", "note")
    two = Mend(part(plain, "设有专门机构").key, "under", "3")
    three = Mend(part(plain, "每年专题").key, "split", "12")
    for mends in (
        [one],
        [one, two],
        [one, two, three],
        [one],
        [],
        [two, three],
        [Mend(plain.parts[0].key, "join"), two],
    ):
        found, anew = reader.draft(mends), draft_of(paper(), mends)
        assert (found.data, found.parts, found.doubts, found.void) == (anew.data, anew.parts, anew.doubts, anew.void)


def test_what_bears_on_the_score_is_asked_first() -> None:
    text = TEXT.replace("（三）执法规范（8分）", "（三）执法规范").replace("2.学习有记录。", "2.学习有记录l0次。")
    draft = draft_of(paper(text))
    questions = asked(draft)
    assert [(one.what, one.code, one.bears) for one in questions] == [
        ("finding", "no-points", "points"),
        ("finding", "letter-in-number", "figures"),
        ("doubt", "no-amount", "figures"),
        ("finding", "no-otherwise", "bars"),
    ]
    assert open_counts(questions)["points"] == 1
    assert open_text(questions).startswith("分值 1，")
    assert bears_on_score(questions) == len(questions)
    assert open_line(draft) == f"待定 {len(questions)} 处（{open_text(questions)}）"
    assert next(iter(doubts(draft))).startswith("文件有疑（第10行）：“依法行政”所列 8 分")
    # One answer gives the points and the erratum, which stays when nothing is odd any more.
    lost = draft.findings[questions[0].numbers[0]]
    mends = settled(draft, lost, taken=True)
    assert [mend.what for mend in mends] == ["erratum", "points"]
    whole = draft_of(paper(text), mends)
    assert "no-points" not in {one.code for one in whole.findings}
    assert (whole.data["errata"][0]["at"], whole.data["errata"][0]["read_as"]) == ("3", "8 分")
    assert [mend.what for mend in settled(draft, lost, taken=False)] == ["erratum"]
    # A doubt and a finding at one piece stand together; the reading that holds is the first answer.
    doubt = next(one for one in questions if one.what == "doubt")
    assert answers(draft, doubt)[0].what == "accepted"


def test_a_check_speaks_the_authors_language() -> None:
    text = TEXT.replace("（一）学习制度（6分）", "（一）学习制度（5分）").replace(
        "（三）执法规范（8分）", "（三）执法规范"
    )
    draft = draft_of(paper(text))
    faults = [
        (Fault("no-theme", "没有主题（themes）", id="1"), False),
        (Fault("points-sum", '各评分项合计 11 分，所列 12 分，少 1 分；请核对，文件确实这样印的，在 [[errata]] 中写 at = "一"、accepts = ["points-sum"] 并说明理由', id="一"), True),
        (Fault("no-points", "没有分值（points），请补上；文件未印的，写明读作几分并用 [[errata]] 说明理由", id="3"), True),
        (Fault("unreachable", "分数线 18 高于可能的最高分 11，请改正", id="优秀"), True),
        (Fault("no-otherwise", '最后一个结果须写 otherwise = true', id="合格"), True),
        (Fault("out-of-range", "最多 300 个字，请改短", id="1.1", quote='text = "…"'), True),
    ]  # fmt: skip
    found = lacks(draft, faults)
    assert [one.line for one in found] == [
        "第3行｜一 组织领导：各评分项合计 11 分，所列 12 分，少 1 分。请对照原文，F5 改正读错的分值；文件确实这样印的，按 1 采纳为勘误",
        "第5行｜1.1 党委每年专题学习不少于4…：文字最多 300 个字，请改短。F7 改文字，F5、F6 改分值、编号，F2 改名称和版本",
        "第10行｜3 执法规范：没有分值。按 1 采用推算的“8 分”，或 F5 写分值；本来不计分的写 0",
        "第20行｜等次 合格：等次没有写全：低于最后一等的得分没有结果。Ctrl+F 写全各等次，最后一个不写分数，如 不合格；文件确实这样印的，按 1 采纳为勘误",
        "第4行｜1 学习制度：没有主题。与别的标准对照时才用；F12 选“这一项的主题”",
    ]
    assert [one.blocking for one in found] == [True] * 4 + [False]
    assert draft.findings[found[0].finding or 0].code == "section-sum"
    assert not any(sign in one.line for one in found for sign in ("[[", "points", "accepts"))


def test_whatever_a_check_finds_in_a_draft_is_said_without_the_words_of_the_format() -> None:
    found = draft_of(paper())
    never = {
        "rules",
        "rules-weights",
        "parts",
        "honours",
        "weight",
        "unset",
        "unknown-theme",
    }  # a draft has none of these
    faults = [
        Fault(code, f"“foo_bar” 请改 at_least 或删去 [[{code}]]，no_veto", id="1")
        for code in CODES
        if code not in never
    ]
    told = lacks(found, [(fault, True) for fault in faults])
    assert len(told) == len(faults) - 1  # without points nothing can be reached: that is told once
    for one in told:
        assert not re.search(r"[a-z]{2}|\[", re.sub("Ctrl|Del", "", f"{one.text}{one.press}")), one
        assert one.press != "F12 列出全部改法", one
