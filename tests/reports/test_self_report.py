"""The self-evaluation report: a text to begin with, the unit's own text, both counts against the limit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest

from kaoping.errors import Refused
from kaoping.reports.docx import as_docx
from kaoping.reports.formats import ReportInput
from kaoping.reports.kinds.self_report import self_report_paper, warnings_of
from kaoping.reports.kinds.self_text import CHECK_TITLE, self_text
from kaoping.reports.paper import Facts, NewPage, Paper, Signatures, Words
from kaoping.scoring.score import score
from kaoping.workbench.self_reports import with_text

ABOUT = {"printed": "2025-12-21"}


def body(paper: Paper) -> list[tuple[str, str]]:
    """What is handed in: everything before the signatures."""
    found = []
    for block in paper.blocks:
        if isinstance(block, Signatures):
            break
        assert isinstance(block, Words)
        found.append((block.style, block.text))
    return found


def facts(paper: Paper) -> dict[str, str]:
    return dict(pair for block in paper.blocks if isinstance(block, Facts) for pair in block.pairs)


def test_without_a_text_it_is_a_draft_of_whole_sentences(sheet):
    paper = self_report_paper(limited(sheet, 600), ABOUT)
    told = body(paper)
    assert [text for style, text in told if style == "heading"] == [
        "一、主要措施", "二、成效", "三、自评情况", "四、存在的问题", "五、整改措施",
    ]  # fmt: skip
    texts = [text for _, text in told]
    assert "在“执法”方面，做到了：案卷合格。" in texts
    assert "“执法”各项自评全部达到要求。" in texts
    assert "1. 补学法计划，由政府办负责，2025年12月1日前完成。" in texts
    assert "（请填写）" not in texts
    assert paper.draft.startswith("底稿由程序按评定写成，请改写后再用。有 2 处待填写。")
    kinds = [type(block) for block in paper.blocks]
    assert kinds.index(Signatures) < kinds.index(NewPage) < kinds.index(Facts)


def test_what_was_not_asked_to_be_put_right_is_left_to_be_written(scored):
    texts = [text for _, text in body(self_report_paper(scored(rectifications=()), ABOUT))]
    assert "1. 针对“学法”的问题，（请填写：措施、责任人和期限）" in texts
    assert "自评没有失分的项。" not in texts


def limited(sheet, limit):
    """The sheet where the document allows so many words."""
    document = sheet.resolved.document
    stage = document.stages[0].model_copy(update={"self_report_limit": limit})
    resolved = replace(sheet.resolved, document=document.model_copy(update={"stages": (stage,)}))
    return score(resolved, sheet.answers)


def test_the_draft_leaves_room_below_the_limit(sheet):
    for limit in (600, 280):
        paper = self_report_paper(limited(sheet, limit), ABOUT)
        assert int(facts(paper)["字数"].split("（")[0]) <= limit * 0.85
    assert "做到了" not in "".join(text for _, text in body(paper))


def test_the_units_text_is_printed_in_levels_and_nothing_added(sheet):
    lines = [
        "云溪县自评工作报告", "", "一、主要措施", "（一）加强领导", "班子带头。", "1. 健全制度。修订 3 项。",
        "二、取得的成效。案卷全部合格。", "三、下一步打算", "补计划。",
    ]  # fmt: skip
    paper = self_report_paper(sheet, ABOUT, lines)
    assert paper.title == "云溪县自评工作报告"
    assert body(paper) == [
        ("heading", "一、主要措施"), ("subheading", "（一）加强领导"), ("body", "班子带头。"), ("body", "1. 健全制度。修订 3 项。"),
        ("heading", "二、取得的成效"), ("body", "案卷全部合格。"), ("heading", "三、下一步打算"), ("body", "补计划。"),
    ]  # fmt: skip
    assert paper.draft == ""
    told = facts(paper)
    assert (told["文件要求：主要措施"], told["文件要求：成效"]) == ("一、主要措施", "二、取得的成效")
    assert told["字数"].startswith("54（")


def test_headings_without_numbers_get_them_and_answer_the_likest_part():
    parts = ("法治政府建设主要措施", "重要成效", "突出亮点")
    found = self_text(
        ["法治政府建设重要成效", "好。", "主要措施", "做。", "工作亮点", "新。", "我们的成效很好。"], parts, ()
    )
    assert [one.text for one in found.words if one.style == "heading"] == [
        "一、法治政府建设重要成效", "二、主要措施", "三、工作亮点",
    ]  # fmt: skip
    assert found.answers == {
        "法治政府建设主要措施": "二、主要措施", "重要成效": "一、法治政府建设重要成效", "突出亮点": "三、工作亮点",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("length", "draft", "warned"),
    [
        (240, "", ""),
        (262, "", "字数已达上限的 90%，还可写 28 字。"),
        (290, "", "字数已达上限的 100%，还可写 0 字。"),
        (291, "字数 301 超过上限 300，须删去 1 字。", "草稿：字数 301 超过上限 300，须删去 1 字。"),
    ],
)
def test_the_limit(sheet, length, draft, warned):
    paper = self_report_paper(sheet, ABOUT, ["一、主要措施", "写" * (length - 1) + "。", "二、成效"])
    assert paper.draft == draft
    assert warnings_of(paper) == ([warned] if warned else [])


def test_parts_that_nobody_wrote_places_left_and_another_total_are_told(sheet):
    paper = self_report_paper(sheet, ABOUT, ["一、主要措施", "自评得分为 15 分，（请填写：数据）。"])
    assert paper.draft == "有 1 处待填写。没有写文件要求的部分：成效（标题里应有这几个字）。"
    assert "正文写的自评得分是 15 分，得分表是 14.5 分，请核对。" in warnings_of(paper)
    assert not any("请核对" in one for one in warnings_of(self_report_paper(sheet, ABOUT, ["自评得分 14.5 分"])))


def test_an_unfinished_evaluation_makes_no_finished_report(scored):
    paper = self_report_paper(scored(ratings={}), ABOUT, ["一、主要措施", "做。", "二、成效", "好。"])
    assert "项未评" in paper.draft


def test_a_printed_draft_is_read_back_without_what_the_form_adds(sheet, tmp_path):
    given = ReportInput("self-report", sheet, ABOUT, self_report_paper(sheet, ABOUT))
    path = tmp_path / "底稿.docx"
    path.write_bytes(as_docx(given))
    again, notes = with_text(given, path)
    assert notes == ()
    assert body(again.paper) == body(given.paper)
    assert again.paper.title == given.paper.title
    assert again.paper.draft == "有 2 处待填写。"
    assert CHECK_TITLE not in [text for _, text in body(again.paper)]


def test_files_that_hold_no_report(sheet, tmp_path):
    given: Any = ReportInput("self-report", sheet, ABOUT, self_report_paper(sheet, ABOUT))
    path = tmp_path / "正文.txt"
    path.write_text("字" * 200_001, encoding="utf-8")
    with pytest.raises(Refused, match="正文有 200001 字"):
        with_text(given, path)
    with pytest.raises(Refused, match="没有这个文件"):
        with_text(given, Path(tmp_path / "无.txt"))
    table = docx.Document()
    table.add_paragraph("一、主要措施")
    table.add_table(1, 1).rows[0].cells[0].text = "表内 <&>"
    table.save(str(tmp_path / "表.docx"))
    made, notes = with_text(given, tmp_path / "表.docx")
    assert notes == ("文件里有表格，其中的文字按段落接排，请核对",)
    assert body(made.paper)[-1] == ("body", "表内 <&>")
