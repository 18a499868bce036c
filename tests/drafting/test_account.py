"""Nothing of a document disappears; what is written loads; corrections are replayed and never applied to other text."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaoping.drafting.assemble import draft_of
from kaoping.drafting.told import account, counts, doubts, not_used, summary
from kaoping.drafting.values import DOCUMENT, Draft, Mend, Part, What
from kaoping.drafting.write import standard_text
from kaoping.intake.paper import Paper, Passage
from kaoping.intake.txt import read_txt
from kaoping.standard.load import NotAgreed, core_vocabulary, load, opened

from .outlines import DAMAGED, LABELLED, RULES, SCHOOL, TOWN, TWO, demands, draft, items

ALL = (TOWN, SCHOOL, RULES, LABELLED, DAMAGED, TWO)
BITS = (
    "一、", "（一）", "1、", "1.", "(1)", "①", "⑵", "1.1", "3,", "二 ", "第一章", "第二条", "（5分）", "[2分]", "总分100分", "每项2分",
    "组织领导", "未成立的扣2分", "每少一次扣1分", "扣完为止", "不少于4次", "低于90%的扣3分", "，", "。", "；", "：", "\n", " ", "（", "）", "《", "“",
    "一票否决", "有下列情形之一的，取消资格", "90分以上为优秀", "60分以下为不合格", "附件1", "评分标准：", "责任单位：司法局", "备注：", "加分项",
    "加3分", "程序", "近三年内未发生事故", "2026年3月5日", "每年1月31日前", "- 3 -", "\u202e", "\x07", "\u3000", "\ud800", "\U0001f600",
    "得5分", "80%以下不得分", "A1 ", "B类：", "一级指标1：", "（占10%）", "（10分）1.", "总分：100分", "抄送：", "基础分100分",
    "2021年度命名的单位：甲镇", "推荐单位5个", "由甲局负责对乙镇进行考评", "84 1.", "以上加分不超过3分", "扣3分/户",
    "（99999999999999999999分）", "扣0分", "申报表",
)  # fmt: skip


@st.composite
def papers(make: st.DrawFn) -> Paper:
    """Papers put together from what rubrics consist of, in any order; some of it in a table."""
    passages = []
    for at in range(make(st.integers(1, 14))):
        text = "".join(make(st.lists(st.sampled_from(BITS), min_size=1, max_size=8)))
        table = make(st.sampled_from((0, 0, 0, 1)))
        number = make(st.sampled_from(("", "", "", "一、", "1.")))
        where = (1, at, make(st.integers(1, 3))) if table else (0, 0, 0)
        passages.append(Passage(text, f"第{at}段", number, *where))
    return Paper(tuple(passages), "txt")


def assert_covered(found: Draft) -> None:
    """Parts follow each other without overlap and leave out nothing but blanks."""
    left = [set(range(len(passage.printed))) for passage in found.paper.passages]
    for part in found.parts:
        printed = found.paper.passages[part.key.passage].printed
        assert printed[part.key.start : part.end] == part.text
        span = set(range(part.key.start, part.end))
        assert span <= left[part.key.passage], part
        left[part.key.passage] -= span
    for passage, rest in zip(found.paper.passages, left, strict=True):
        assert "".join(passage.printed[at] for at in sorted(rest)).strip() == ""


MENDS: tuple[tuple[What, str], ...] = (
    ("role", "criterion"), ("role", "dimension"), ("role", "unused"), ("points", "2"), ("title", "新"), ("text", "新"),
    ("split", "1"), ("join", ""), ("under", "1"), ("number", "7"),
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(paper=papers(), data=st.data())
def test_every_character_has_a_part_and_the_file_loads(
    tmp_path_factory: pytest.TempPathFactory, paper: Paper, data: st.DataObject
) -> None:
    found = draft_of(paper)
    assert_covered(found)
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_text(standard_text(found), encoding="utf-8")
    opened(path)
    part = data.draw(st.sampled_from(found.parts))
    what, value = data.draw(st.sampled_from(MENDS))
    changed = draft_of(paper, [Mend(part.key, what, value)])
    assert_covered(changed)
    path.write_text(standard_text(changed), encoding="utf-8")
    opened(path)


@pytest.mark.parametrize("text", ALL, ids=("town", "school", "rules", "labelled", "damaged", "two"))
def test_what_is_written_loads_and_says_the_same(text: str, tmp_path: Path) -> None:
    found = draft(text)
    assert_covered(found)
    path = tmp_path / "own.toml"
    path.write_text(standard_text(found), encoding="utf-8")
    standard, document = opened(path)
    assert {
        one.id: (one.title, int(one.points) if one.points is not None else None)
        for _, one in standard.every_criterion()
    } == items(found)
    assert all(one.clause and "行" in one.clause for _, one in standard.every_criterion())
    assert [one.id for one in document.stages] == [one["id"] for one in found.data["document"].get("stages", ())]
    with suppress(NotAgreed):  # a sum that the document prints wrong is lint's to say
        assert load(path, core_vocabulary()).resolved.id == "draft"


def part_of(found: Draft, text: str) -> Part:
    return next(part for part in found.parts if text in part.text)


def test_doubts_stand_in_the_file_where_they_are() -> None:
    lines = standard_text(draft(DAMAGED)).splitlines()
    at = next(number for number, line in enumerate(lines) if 'id = "3.1-2"' in line)
    assert lines[at - 2].strip() == "# 存疑（第8行）：编号“1.”与前一个相同，照文件所印另作一项"
    assert "# 待填：文件没有印等次（如“90分以上为优秀”）；要定等次的写 [[outcomes]]，或由本地规则规定" in lines
    bare = standard_text(draft("考核细则\n一、学法（20分）\n1、集体学法（12分）。\n2、考试。\n3、讲座（8分）。"))
    assert "# 待填：文件没有印这一项的分值，请写 points" in bare


def test_the_account_is_told() -> None:
    found = draft(TOWN)
    assert counts(found)["criteria"] == 6
    lines = "\n".join(summary(found))
    assert "各项合计 100 分，文件所印总分 100 分，相符" in lines
    assert "页码：“- 1 -”（第22行）" in list(not_used(found))
    told = list(account(found))
    assert len(told) == len(found.parts)
    assert "第6行\t评分项 → 1.2\t2．每年召开专题会议不少于2次（25分）。" in told
    assert told[6].startswith("第5行\t扣分规则 → 1.1.2\t书记未任组长的，扣2分。")
    assert list(doubts(found)) == []


def test_corrections_change_what_is_made() -> None:
    plain = draft(DAMAGED)
    second, exam = part_of(plain, "亮证执法"), part_of(plain, "未建立制度的扣5分")
    mends = (
        Mend(second.key, "number", "2"),
        Mend(second.key, "points", "15"),
        Mend(second.key, "title", "亮证"),
        Mend(exam.key, "role", "note"),
        Mend(DOCUMENT, "id", "pingan/own"),
    )
    found = draft_of(plain.paper, mends)
    assert items(found)["3.2"] == ("亮证", 15)
    assert demands(found, "1.3") == [("制度完善", {}, {})]
    assert (found.data["id"], found.data["facts"][0]["id"]) == ("pingan/own", "pingan-own-每年召开会议-次")
    assert found.void == ()


def test_accepted_doubts_are_settled() -> None:
    plain = draft(DAMAGED)
    doubt = plain.doubts[0]
    found = draft_of(plain.paper, [Mend(doubt.key, "accepted")])
    assert found.doubts == plain.doubts[1:]
    assert found.data == plain.data


def test_pieces_are_cut_joined_and_moved() -> None:
    text = "细则\n一、学法（20分）\n1、学法（10分）。\n2、考试（10分）。参考率和合格率达到要求。\n"
    plain = draft(text)
    last = part_of(plain, "参考率和合格率")
    cut = draft_of(plain.paper, [Mend(last.key, "split", "3")])
    assert [words for words, _, _ in demands(cut, "2")] == ["参考率", "和合格率达到要求。"]
    moved = draft_of(plain.paper, [Mend(last.key, "under", "1")])
    assert [words for words, _, _ in demands(moved, "1")] == ["参考率和合格率达到要求。"]
    again = next(part for part in cut.parts if part.text.startswith("和合格率"))
    joined = draft_of(plain.paper, [Mend(last.key, "split", "3"), Mend(again.key, "join")])
    assert [words for words, _, _ in demands(joined, "2")] == ["参考率和合格率达到要求。"]


def test_corrections_never_touch_other_text() -> None:
    plain = draft("细则\n一、学法（20分）\n1、学法（10分）。\n2、考试（10分）。")
    mend = Mend(part_of(plain, "考试").key, "points", "5")
    changed = read_txt("细则\n一、学法（20分）\n1、学法（10分）。\n2、讲座（10分）。")
    found = draft_of(changed, [mend])
    assert found.void == (mend,)
    assert [points for _, points in items(found).values()] == [10, 10]
    assert "对不上现在的文件，没有采用" in "\n".join(doubts(found))
