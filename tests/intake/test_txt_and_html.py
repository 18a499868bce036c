from __future__ import annotations

from pathlib import Path

import pytest

from kaoping.errors import Refused
from kaoping.intake.html import read_html
from kaoping.intake.reading import read_document
from kaoping.intake.txt import read_txt

TEXT = "一、总则\n1、巡河。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_in_the_encodings_that_offices_use(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "办法.txt"
    path.write_bytes(TEXT.encode(encoding))
    read = read_document(path)
    assert [(one.place, one.text) for one in read.paper.passages] == [("第1行", "一、总则"), ("第2行", "1、巡河。")]
    assert read.paper.form == "txt"
    assert len(read.sha256) == 64


def test_tabs_are_cells_and_tags_left_behind_are_paragraphs() -> None:
    found = read_txt("序号\t内容\n1\t<p>甲。</p> <p>乙。</p>").passages
    assert [(one.row, one.column, one.text) for one in found] == [
        (1, 1, "序号"), (1, 2, "内容"), (2, 1, "1"), (2, 2, "甲。"), (2, 2, "乙。"),
    ]  # fmt: skip
    assert found[-1].place == "第2行第2格"


def test_a_table_saved_as_text_cell_by_cell_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("考核办法\n序号\n考核项目\n分值\n评分标准\n1\n机构\n8\n未成立的不得分\n", encoding="utf-8")
    assert read_document(path).paper.notes == (
        "第2行起像是表格存成了文本，一格一行，分不出各列；请用原来的 Word 或 Excel 文件导入",
    )


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "照片.txt"
    path.write_bytes(b"\x00\x01\x02\xff\xff" * 40)
    with pytest.raises(Refused, match="认不出这个文件的格式"):
        read_document(path)
    path.write_bytes(b" \n\n")
    with pytest.raises(Refused, match="没有读到文字"):
        read_document(path)


def test_a_page_with_lists_and_a_table_with_merged_cells() -> None:
    page = """<html><head><title>不读</title><style>p{}</style></head><body>
    <p>标题&amp;<b>加粗</b>　续</p>
    <ol start=3><li>甲<li>乙</ol><ol type=A><li>丙</li></ol><ul><li>丁</ul>
    <table><tr><th rowspan=2>一级<th colspan=2>内容</tr><tr><td>子<td>丑<p>寅</tr><tr><td>卯<td>辰</tr></table>
    <script>alert("不读")</script>尾
    """
    found = read_html(page).passages
    assert [one.printed for one in found if not one.table] == ["标题&加粗　续", "3. 甲", "4. 乙", "A. 丙", "丁", "尾"]
    cells = [(one.text, one.row, one.column, one.rows, one.columns) for one in found if one.table]
    assert cells == [
        ("一级", 1, 1, 2, 1), ("内容", 1, 2, 1, 2), ("子", 2, 2, 1, 1), ("丑", 2, 3, 1, 1), ("寅", 2, 3, 1, 1),
        ("卯", 3, 1, 1, 1), ("辰", 3, 2, 1, 1),
    ]  # fmt: skip
    assert found[5].place == "表1 第1行第1列"


def test_what_a_page_does_not_show_is_told_and_not_read() -> None:
    page = """<body><div title="header"><p>县委文件</p></div><p style="DISPLAY: none">旧标题<p>巡河<del>三次</del>四次<ruby>考<rt>kǎo</rt></ruby>
    <div hidden><div>内</div>仍内</div><img src=a.png><img width=1 height=1><table><tr><td>框住的<p>段落</table>
    <ol style="list-style-type:cjk-ideographic"><li>甲<li>乙</ol><ol style="list-style:none"><li>丙</ol><p>中文断
行&nbsp;接 着 Word
text<xml><w:x>不读</w:x></xml><iframe src=b></iframe>"""
    paper = read_html(page)
    assert [(one.printed, one.table) for one in paper.passages] == [
        ("巡河四次考", 0), ("框住的", 0), ("段落", 0), ("一、甲", 0), ("二、乙", 0), ("丙", 0), ("中文断行 接 着 Word text", 0),
    ]  # fmt: skip
    assert [(one.what, one.text, one.before) for one in paper.asides] == [
        ("页眉", "县委文件", 0), ("隐藏文字", "旧标题", 0), ("修订中删除的文字", "三次", 1), ("隐藏文字", "内仍内", 1),
        ("图片", "", 1), ("另一网页的框架", "", 7),
    ]  # fmt: skip


def test_lines_are_counted_as_editors_do_and_form_feeds_part_paragraphs() -> None:
    found = read_txt("甲\r\n乙\x0c丙\u2028丁\r戊\n\n己").passages
    assert [(one.place, one.text) for one in found] == [
        ("第1行", "甲"), ("第2行", "乙"), ("第2行", "丙"), ("第2行", "丁"), ("第3行", "戊"), ("第5行", "己"),
    ]  # fmt: skip


def test_a_page_is_known_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "网页.txt"
    path.write_bytes('<!DOCTYPE html><html><meta charset="gb2312"><body><p>巡河<p>清理</body>'.encode("gb18030"))
    read = read_document(path)
    assert read.paper.form == "html"
    assert [one.text for one in read.paper.passages] == ["巡河", "清理"]


def test_a_page_that_is_broken_on_purpose_is_still_read() -> None:
    found = read_html("</td></table></ol><td>甲<table><td>乙" + "<div>" * 3000 + "丙&#xD800;<li>丁").passages
    assert [one.text for one in found] == ["甲", "乙", "丙\ufffd", "丁"]
