"""Reports as PDF, read back: printed in a font made here, so that it is the same where no font is installed."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import astuple, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import typst
from every_block import NASTY, everything
from made_font import write_font
from pypdf import PdfReader

from kaoping.errors import Surroundings
from kaoping.reports.docx_form import SEAL_LINES
from kaoping.reports.fonts import PRESETS, Fonts
from kaoping.reports.paper import Block, Cell, Column, Facts, Paper, Row, Signatures, Table, Words
from kaoping.reports.paper_json import paper_json
from kaoping.reports.pdf import paper_pdf
from kaoping.reports.pdf_fonts import fonts_here
from kaoping.reports.pdf_nodes import paper_nodes
from kaoping.text import visible

MADE = "Kaoping Test"
FONTS = Fonts(*[MADE] * 6)
#: Han characters that no font is likely to have, and that one outside the basic plane.
RARE = "𠅤"
COLUMNS = (Column("编号", 16, "center"), Column("评分项", 100), Column("得分", 40, "right"))


@pytest.fixture(scope="module")
def at_hand(tmp_path_factory: pytest.TempPathFactory) -> typst.Fonts:
    """One font alone, with every character of these tests but a few."""
    texts = [json.dumps(paper_nodes(everything(text), FONTS), ensure_ascii=False) for text in ("字", "横", NASTY)]
    own = Path(__file__).read_text(encoding="utf-8").replace(RARE, "")
    ascii = "".join(map(chr, range(32, 127)))
    folder = tmp_path_factory.mktemp("fonts")
    write_font(folder / "made.ttf", MADE, ascii + "".join(texts) + own + "—·…　考评")
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def read(data: bytes) -> list[str]:
    """The text of each page without blanks: where a line is broken, nothing says so."""
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages]


def texts_of(value: Any) -> Iterator[str]:
    """Every text of a paper that is printed as it is."""
    if isinstance(value, dict):
        for name, one in value.items():
            if name not in ("kind", "type", "style", "id", "number", "align", "shape"):
                yield from texts_of(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts_of(one)
    elif isinstance(value, str):
        yield value


def squeezed(text: str) -> str:
    return "".join(visible(text).split())


@pytest.mark.parametrize("text", ["字", "横"])
def test_every_text_of_every_block_arrives(at_hand: typst.Fonts, text: str) -> None:
    paper = everything(text)
    data = paper_pdf(paper, FONTS, at_hand)
    assert data == paper_pdf(paper, FONTS, at_hand), "the same paper is the same file"
    assert data.startswith(b"%PDF-1.7")
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B" in data
    reader, pages = PdfReader(io.BytesIO(data)), read(data)
    whole = "".join(pages)
    for said in texts_of(paper_json(paper)):
        assert squeezed(said) in whole, said
    for line in (*SEAL_LINES, f"【草稿】{text}草", f"{text}签：", "（无）", "80/100"):
        assert squeezed(line) in whole
    assert [page.count(f"【草稿】{text}草") for page in pages] == [1] + [0] * (len(pages) - 1)
    assert all("草稿" in page for page in pages)
    assert all(f"—{at}—" in page and f"编号：{text}号" in page for at, page in enumerate(pages, 1))
    width, height = (842, 595) if text == "横" else (595, 842)
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages} == {(width, height)}
    assert reader.metadata is not None
    assert reader.metadata.title == f"{text}题"
    assert [one.title for one in reader.outline if not isinstance(one, list)] == [f"{text}题"]


def places(page: Any) -> list[tuple[str, float, float]]:
    """Each piece of text with where it begins, from the upper left corner."""
    found: list[tuple[str, float, float]] = []

    def put(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        if text.strip():
            found.append((text.strip(), x, float(page.mediabox.height) - y))

    page.extract_text(visitor_text=put)
    return found


def test_the_margins_and_page_numbers_are_those_of_the_standard(at_hand: typst.Fonts) -> None:
    reader = PdfReader(io.BytesIO(paper_pdf(everything(), FONTS, at_hand)))
    top, bottom, left = 104.9, 842 - 99.2, 79.3
    for number, page in enumerate(reader.pages, 1):
        placed = places(page)
        ((x, y),) = [(x, y) for text, x, y in placed if text.startswith("—")]
        assert (x > 300) == (number % 2 == 1), "odd pages at the right, even ones at the left"
        assert bottom + 19.8 < y < bottom + 19.8 + 20, "7 mm below the text"
        body = [(x, y) for text, x, y in placed if y < bottom and text not in ("草稿", "草　稿", "草", "稿")]
        assert min(x for x, _ in body) >= left
        assert min(y for _, y in body) > top
        assert max(x for x, _ in body) < 595 - 73.7


def test_what_people_typed_is_text_and_nothing_else(at_hand: typst.Fonts) -> None:
    markup = '#let x = 1; $a^2$ *b* _c_ `d` \\u{41} [e] @f <g> // h = i #include("/etc/hosts") &amp;'
    even = tuple(Column(name, 50) for name in "甲乙丙")
    blocks = (Words(markup), Table("t", even, (Row((Cell(markup), Cell(markup), Cell(markup))),), markup))
    whole = "".join(read(paper_pdf(Paper("k", markup, blocks, about={markup: markup}), FONTS, at_hand)))
    assert whole.count(squeezed(markup)) == 8
    hostile = "".join(read(paper_pdf(everything(NASTY), FONTS, at_hand)))
    first = squeezed(NASTY.replace("\ud800", "\\uD800").replace("\uffff", "\\uFFFF"))
    assert hostile.count(first) >= 12
    assert "\x07" not in hostile
    # Each letter is as wide as it is high here, and a line of 156 mm holds 28 of them.
    for letter, fits in (("字", 28), ("W", 27)):
        page = PdfReader(io.BytesIO(paper_pdf(Paper("k", "题", (Words(letter * 300),)), FONTS, at_hand))).pages[0]
        lines = [line.count(letter) for line in page.extract_text().splitlines() if letter in line]
        assert (lines[:2], sum(lines), max(lines)) == ([fits - 2, fits], 300, fits)
    narrow = Facts((("national_county_long", "x"), ("二", "y")))
    page = PdfReader(io.BytesIO(paper_pdf(Paper("k", "题", (narrow,)), FONTS, at_hand))).pages[0]
    assert "national_county_long" not in page.extract_text()
    assert "national_county_long" in squeezed(page.extract_text())
    long = "字" * 5000
    assert "".join(read(paper_pdf(Paper("k", "题", (Words(long),)), FONTS, at_hand))).count("字") == 5000


def printed(at_hand: typst.Fonts, *blocks: Block) -> list[str]:
    return read(paper_pdf(Paper("k", "题", blocks), FONTS, at_hand))


def row(number: int) -> Row:
    return Row((Cell(str(number)), Cell("组织健全"), Cell("8.5", Decimal("8.5"))))


@pytest.mark.parametrize("before", [0, 1])
def test_heads_repeat_and_what_belongs_together_stays_on_a_page(at_hand: typst.Fonts, before: int) -> None:
    rows = [row(0)] * before
    for number in range(1, 41):
        rows += [Row((Cell(f"第{number}部分"),), section=True), row(number)]
    pages = printed(at_hand, Table("t", COLUMNS, tuple(rows)), Signatures(("考评人", "复核人")))
    assert len(pages) > 2
    for at, page in enumerate(pages, 1):
        assert page.count("编号评分项得分") == 1
        assert not re.search(rf"部分—{at}—$", page), "a section is not parted from its first row"
    # However many rows stand before them, the places to sign never begin a page.
    for more in range(20, 32):
        pages = printed(at_hand, Table("t", COLUMNS, (row(1),) * more), Signatures(("考评人", "复核人")))
        if len(pages) > 1:
            break
    assert len(pages) == 2
    assert "组织健全8.5考评人：" in pages[1]


def test_a_row_taller_than_a_page_is_parted_and_others_are_not(at_hand: typst.Fonts) -> None:
    tall = replace(row(2), cells=(Cell("2"), Cell("长" * 3000), Cell("1")))
    pages = printed(at_hand, Table("t", COLUMNS, (row(1), tall, row(3))))
    assert sum(page.count("长") for page in pages) == 3000
    assert "长" in pages[0]
    middle = replace(row(2), cells=(Cell("2"), Cell("中" * 200), Cell("1")))
    pages = printed(at_hand, Table("t", COLUMNS, (middle,) * 6))
    assert {page.count("中") % 200 for page in pages} == {0}


def test_a_letter_that_no_font_has_is_refused_and_a_sign_shown_by_its_code(at_hand: typst.Fonts) -> None:
    with pytest.raises(Surroundings) as caught:
        printed(at_hand, Words(f"张{RARE}\ue123"))
    assert caught.value.message == f"本机的字体里没有这些字：{RARE}（U+20164），PDF 没有打印"
    assert "甲\\uF0B7乙\\u27BF丙" in printed(at_hand, Words("甲\uf0b7乙\u27bf丙"))[0]


def test_fonts_that_are_not_here_are_refused_and_no_other_is_taken(at_hand: typst.Fonts) -> None:
    with pytest.raises(Surroundings) as caught:
        paper_pdf(everything(), replace(FONTS, body='仿宋"#x', number='仿宋"#x'), at_hand)
    assert caught.value.message == '本机没有字体“仿宋"#x”（正文、页码），PDF 没有打印'
    assert caught.value.next_step == (
        f"请改用 docx、html 打印，或在配置文件夹的 reports.toml 的 [fonts] 里改写本机有的字体（有汉字的：{MADE}），"
        "或安装缺少的字体"
    )
    with pytest.raises(
        Surroundings,
        match=r"本机没有一套齐全的字体，PDF 没有打印\n下一步：请改用 docx、html 打印(?s:.*)。gb 缺“方正小标宋_GBK”（标题）",
    ):
        paper_pdf(everything(), None, at_hand)
    # What comes with the typesetter has no Chinese characters: empty boxes, or those of another font.
    latin = typst.Fonts(include_system_fonts=False)
    with pytest.raises(Surroundings, match="字体“Libertinus Serif”（标题、正文、一级标题、二级标题）里没有汉字"):
        paper_pdf(everything(), Fonts(*["Libertinus Serif"] * 6), latin)


def test_fonts_are_known_by_their_other_names() -> None:
    windows = ["SimSun", "FangSong", "KaiTi", "SimHei", "Times New Roman"]
    assert fonts_here(None, windows, list) == Fonts(
        "SimSun", "FangSong", "SimHei", "KaiTi", "Times New Roman", "SimSun"
    )
    office = ["FZXiaoBiaoSong-B05", "fangsong_gb2312", "KaiTi_GB2312", "SimHei", "SimSun", "Libertinus Serif"]
    assert fonts_here(None, [*windows, *office], list).title == "FZXiaoBiaoSong-B05"
    assert fonts_here(PRESETS["gb"], office, list).latin == "Libertinus Serif"
    with pytest.raises(Surroundings) as caught:
        fonts_here(PRESETS["gb"], windows, list)
    assert "用 --fonts windows，或" in caught.value.next_step
    free = ["Source Han Serif SC", "Source Han Sans SC", "Liberation Serif"]
    assert set(astuple(fonts_here(None, free, list))) == set(free)
    with pytest.raises(Surroundings, match="“Garamond”（西文）"):
        fonts_here(replace(PRESETS["free"], latin="Garamond"), free, list)
