"""Papers as Markdown, JSON and HTML: what people wrote arrives as text, cells stand where they belong, drafts say so."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest

from kaoping.answers import Deduction, Rating, Rectification
from kaoping.reports.formats import ReportInput, as_html, as_json, as_markdown
from kaoping.reports.grid import spread
from kaoping.reports.html import paper_html
from kaoping.reports.kinds.rectification import rectification_paper
from kaoping.reports.kinds.sheet import sheet_paper
from kaoping.reports.markdown import escaped, paper_markdown
from kaoping.reports.paper import (
    Box,
    Cell,
    Chart,
    Column,
    Facts,
    Form,
    NewPage,
    Paper,
    Row,
    Signatures,
    Table,
    Words,
)
from kaoping.reports.svg import chart_svg
from kaoping.text import visible

from .conftest import ABOUT

D = Decimal
#: What people paste, and what it must not become: formula, markup, entity, control sequence, link, one endless line.
HOSTILE = {
    "formula": "=1+1",
    "plus": "+1",
    "minus": "-1",
    "at": "@SUM(A1)",
    "tab": "甲\t乙",
    "control": "红\x1b[31m色\x07\x00\u202e倒",
    "markup": "<script>alert(1)</script>&amp;<b>&<\"'",
    "bar": "甲|乙|`*_#[x](http://e.x)![i]~~s~~",
    "word": "长" * 300 + "a" * 400,
    "long": "五千字" * 1700,
    "comment": "--></style><!--",
    "page": "]]>\u2028\u2029",
}


class Read(HTMLParser):
    """All text of a file with its tags and attributes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.tags: list[tuple[str, dict[str, Any]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br", "col", "!doctype"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.texts.append(data)

    @property
    def whole(self) -> str:
        return "".join(self.texts)


def read(html: str) -> Read:
    reader = Read()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


def everywhere(text: str) -> Paper:
    """A paper with one text in every place that takes one."""
    cell = Cell(text)
    return Paper(
        "sheet", text, (
            Words(text), Words(text, "heading"), Words(text, "note"), Words(text, "warning"), Facts(((text, text),)),
            Table("t", (Column(text, 80), Column("二", 76)), (Row((cell, cell)), Row((Cell(text, across=2),), section=True)), text),
            Form((Box(text, text, 30, seal=True),)), Signatures((text,)),
            Chart(text, (text, "乙"), ((text, (D(1), None)), ("二", (D(2), D(3)))), D(3)),
        ), text, text, {text: text},
    )  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_arrives_as_text(name: str) -> None:
    text = HOSTILE[name]
    paper = everywhere(text)
    reader = read(paper_html(paper))
    assert reader.whole.count(visible(text)) >= 19
    assert not {tag for tag, _ in reader.tags} & {"script", "b", "a", "img", "iframe", "link"}
    assert all(not key.startswith("on") for _, attrs in reader.tags for key in attrs)
    lines = paper_markdown(paper).splitlines()
    assert f"# {escaped(text)}" in lines
    assert f"| {escaped(text)} | {escaped(text)} |" in lines
    assert not any(has in "".join(lines) for has in ("\x1b", "\x00", "\u202e"))
    # Escaping a table's own bars keeps every row of two columns at three bars.
    rows = [line for line in lines if line.startswith("| ")]
    assert {len(re.sub(r"\\.", "", line).split("|")) for line in rows} == {4, 5}
    back = json.loads(as_json(ReportInput("notice", None, {}, paper)))
    assert back["paper"]["title"] == back["paper"]["blocks"][5]["rows"][0]["cells"][0]["text"] == text


def test_hostile_answers_arrive_in_every_format(scored: Any, sheet: Any) -> None:
    reason = "；".join(HOSTILE.values())
    rating = Rating(deductions=(Deduction(D("0.5"), reason),), note=reason)
    asked = Rectification("r", "1", reason, reason, sheet.answers.rectifications[0].due)
    hostile = scored(
        ratings={**sheet.answers.ratings, "1": rating},
        unit=replace(sheet.answers.unit, name=reason),
        rectifications=(asked,),
    )
    for paper in (sheet_paper(hostile, ABOUT), rectification_paper(hostile, ABOUT, None)):
        given = ReportInput(paper.kind, hostile, ABOUT, paper)
        assert visible(reason) in read(as_html(given).decode()).whole
        assert escaped(reason) in as_markdown(given).decode()
        assert reason in json.loads(as_json(given))["paper"]["blocks"][0]["pairs"][0][1]


def test_html_stands_alone_and_prints_well() -> None:
    page = paper_html(everywhere("字"))
    reader = read(page)
    tags = dict(reader.tags)
    assert page.startswith('<!doctype html>\n<html lang="zh-CN">')
    policy = next(attrs for tag, attrs in reader.tags if attrs.get("http-equiv") == "Content-Security-Policy")
    assert policy["content"].startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert not re.search(r"https?:|url\(|@import|src=|href=", page)
    assert "@page { size: A4 portrait; margin: 37mm 26mm 35mm 28mm;" in page
    assert "thead { display: table-header-group; }" in page
    assert "tr { break-inside: avoid; }" in page
    assert tags["svg"]["role"] == "img"
    assert {"title", "desc", "caption", "thead", "colgroup"} <= set(tags)
    assert [attrs["scope"] for tag, attrs in reader.tags if tag == "th"] == ["row", "col", "col", "colgroup"]
    wide = paper_html(replace(everywhere("字"), landscape=True, blocks=(NewPage(),)))
    assert "size: A4 landscape; margin: 28mm 37mm 26mm 35mm;" in wide
    assert '<div class="new-page"></div>' in wide


def test_a_draft_says_so_first_and_on_each_page(sheet: Any, scored: Any) -> None:
    draft, done = sheet_paper(scored(ratings={}), ABOUT), sheet_paper(sheet, ABOUT)
    page = paper_html(draft)
    assert page.index('<p class="draft"') < page.index("<h1>")
    assert '@top-center { content: "草稿";' in page
    assert '<body class="draft">' in page
    assert paper_markdown(draft).startswith("> **草稿**：尚有 3 项未评。")
    for page in (paper_html(done), paper_markdown(done)):
        assert not re.search(r'<p class="draft"|@top-center|<body class|\*\*草稿', page)


def test_cells_over_several_places_keep_the_others_in_theirs() -> None:
    columns = (Column("甲", 10), Column("乙", 10, "right"), Column("丙", 10, "center"))
    rows = (
        Row((Cell("段", across=3, strong=True),), section=True),
        Row((Cell("两行", down=2), Cell("1", D(1)), Cell("a"))),
        Row((Cell("2", D(2)), Cell("b"))),
        Row((Cell("c"), Cell("宽", across=2, down=2))),
        Row((Cell("d"),)),
        Row((Cell("合计"), Cell("3", D(3), strong=True), Cell(""))),
    )
    table = Table("t", columns, rows)
    lines = [[cell.text if cell is not None else None for cell in row] for row in spread(table)]
    assert lines == [
        ["段", None, None],
        ["两行", "1", "a"],
        [None, "2", "b"],
        ["c", "宽", None],
        ["d", None, None],
        ["合计", "3", ""],
    ]
    text = paper_markdown(Paper("sheet", "题", (table,)))
    assert "| --- | ---: | :---: |\n| **段** |  |  |\n| 两行 | 1 | a |\n|  | 2 | b |" in text
    page = paper_html(Paper("sheet", "题", (table,)))
    assert '<tr><td class="right">2</td><td class="center">b</td></tr>' in page
    assert '<td class="left" colspan="2" rowspan="2">宽</td>' in page


def test_the_json_of_a_score_sheet_keeps_its_shape(sheet: Any) -> None:
    from kaoping.scoring.sheet_json import sheet_json

    body = json.loads(as_json(ReportInput("sheet", sheet, ABOUT)))
    paper = body.pop("paper")
    assert body == {"kind": "sheet", "about": ABOUT, **sheet_json(sheet)}
    result = next(block for block in paper["blocks"] if block.get("id") == "result")
    assert result["rows"][0]["cells"][1] == {"text": "14.5", "number": "14.5", "strong": True}
    assert (paper["draft"], paper["landscape"]) == (None, False)


def test_a_format_is_given_the_paper_of_the_sheet_where_none_is_given(sheet: Any) -> None:
    assert ReportInput("sheet", sheet, ABOUT).paper == sheet_paper(sheet, ABOUT)
    with pytest.raises(ValueError, match="neither"):
        ReportInput("sheet", None)


def test_a_chart_says_every_number() -> None:
    series = (("甲", (D("7.5"), None, D(10), D(-1), D(99))), ("乙", (D(1), D(2), D(3), D(4), D(5))))
    for shape in ("bars", "radar"):
        chart = Chart("一二", ("长" * 20, "b", "c", "d", "e"), series, D(10), shape)  # type: ignore[arg-type]
        drawn = chart_svg(chart, size=True)
        reader = read(drawn)
        assert "7.5" in reader.whole
        assert f"{'长' * 20}：甲 7.5，乙 1；b：甲 无，乙 2" in reader.whole
        assert dict(reader.tags)["svg"]["xmlns"] == "http://www.w3.org/2000/svg"
        # What exceeds the scale ends at its end.
        places = [float(n) for n in re.findall(r'width="([\d.]+)" height="13"', drawn)]
        assert places == [] or max(places) == 370
    assert "…" in chart_svg(chart)
