"""The parts of a Word report against the schema: order of children, grids, names, and nothing that acts."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from every_block import NASTY, everything

from kaoping.reports.docx import PRESETS, Fonts, paper_docx
from kaoping.text import visible

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

#: Children in the order of ECMA-376, transitional.
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "trPr": "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tcBorders": "top start left bottom end right insideH insideV tl2br tr2bl",
    "tblCellMar": "top left start bottom right end",
    "pBdr": "top left bottom right between bar",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "settings": "writeProtection view zoom defaultTabStop evenAndOddHeaders drawingGridHorizontalSpacing "
    "characterSpacingControl compat rsids mathPr themeFontLang clrSchemeMapping decimalSymbol listSeparator",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal rsid pPr rPr tblPr trPr tcPr",
    "font": "altName panose1 charset family notTrueType pitch sig",
    "docDefaults": "rPrDefault pPrDefault",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "r": "rPr t tab br drawing fldChar instrText",
}
#: Kinds of which the order among themselves is free.
FREE = {"headerReference", "footerReference", "t", "tab", "br", "drawing", "fldChar", "instrText"}


def parts(data: bytes) -> dict[str, ElementTree.Element]:
    """Every XML part, parsed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {
            name: ElementTree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith((".xml", ".rels"))
        }


def local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def text_of(root: ElementTree.Element) -> str:
    """What is written in a part, tabs and line breaks included."""
    signs = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}p": "\n"}
    found = []
    for element in root.iter():
        if element.tag == f"{W}tab" and element.get(f"{W}pos"):
            continue  # a stop, not a sign
        found.append(element.text or "" if element.tag == f"{W}t" else signs.get(element.tag, ""))
    return "".join(found)


@pytest.mark.parametrize("text", ["字", "横", NASTY])
def test_children_stand_in_the_order_of_the_schema(text: str) -> None:
    found = parts(paper_docx(everything(text), Fonts()))
    seen = set()
    for name, root in found.items():
        for element in root.iter():
            order = ORDERS.get(local(element), "").split()
            if not order or not element.tag.startswith(W):
                continue
            seen.add(local(element))
            kinds = [local(child) for child in element]
            assert set(kinds) <= set(order), f"{name}: {local(element)}: {set(kinds) - set(order)}"
            places = [order.index(kind) for kind in kinds if kind not in FREE]
            assert places == sorted(places), f"{name}: {local(element)}: {kinds}"
            if local(element) not in ("tbl", "tr", "r", "sectPr"):
                assert len(kinds) == len(set(kinds)), f"{name}: {local(element)}: {kinds}"
    assert seen == set(ORDERS)


def test_each_row_fills_the_grid_and_each_cell_ends_with_a_paragraph() -> None:
    body = parts(paper_docx(everything(), Fonts()))["word/document.xml"]
    tables = list(body.iter(f"{W}tbl"))
    assert len(tables) == 6
    for table in tables:
        widths = [int(one.get(f"{W}w", "")) for one in table.findall(f"{W}tblGrid/{W}gridCol")]
        assert all(width > 0 for width in widths)
        for row in table.findall(f"{W}tr"):
            at = 0
            for cell in row.findall(f"{W}tc"):
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                across = int(span.get(f"{W}val", "")) if span is not None else 1
                given = cell.find(f"{W}tcPr/{W}tcW")
                assert given is not None
                assert given.get(f"{W}w") == str(sum(widths[at : at + across]))
                assert local(cell[-1]) == "p"
                at += across
            assert at == len(widths)
    assert local(body[0][-2]) == "p", "Word wants a paragraph behind a table at the end"


def test_what_people_write_is_text_and_acts_nowhere() -> None:
    data = paper_docx(everything(NASTY), Fonts())
    found = parts(data)
    body = found["word/document.xml"]
    kinds = {local(element) for element in body.iter()}
    assert not kinds & {"instrText", "fldChar", "fldSimple", "hyperlink", "object", "altChunk", "b", "ins", "del"}
    shown = visible(NASTY).replace("\ud800", "\\uD800").replace("\uffff", "\\uFFFF")
    text = text_of(body)
    for ending in (
        *"题副草表名值节左中下合图达甲乙一二三签",
        "body",
        "note",
        "heading",
        "warning",
        "内容",
        "同意",
        "事迹",
    ):
        sought = f"{shown}{ending}"
        if ending == "body":
            assert sought.replace("\n", "") in text.replace("\n", ""), ending
        else:
            assert sought in text, ending
    assert len(re.findall(r"\x07|\x1b|\u202e", text)) == 0
    for name in ("word/header1.xml", "word/header2.xml"):
        assert text_of(found[name]).strip() == "草　稿"
    for name in ("word/footer1.xml", "word/footer2.xml"):
        assert [one.text for one in found[name].iter(f"{W}instrText")] == [" PAGE "]


def test_fonts_are_named_in_all_slots_and_none_is_within() -> None:
    fonts = replace(PRESETS["windows"], body='仿宋"&<', heading="思源黑体")
    data = paper_docx(everything(), fonts)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if "font" in name.lower() and not name.endswith(".xml")]
        assert b"Theme=" not in b"".join(archive.read(name) for name in archive.namelist())
    found = parts(data)
    for element in found["word/styles.xml"].iter(f"{W}rFonts"):
        assert set(element.attrib) == {f"{W}{slot}" for slot in ("ascii", "hAnsi", "eastAsia", "cs")}
    named = {element.get(f"{W}eastAsia") for element in found["word/styles.xml"].iter(f"{W}rFonts")}
    assert named == {'仿宋"&<', "思源黑体", "宋体", "楷体"}
    table = {
        font.get(f"{W}name"): getattr(font.find(f"{W}altName"), "attrib", {}).get(f"{W}val")
        for font in found["word/fontTable.xml"]
    }
    assert table["楷体"] == "KaiTi"
    assert '仿宋"&<' in table
    preset = parts(paper_docx(everything(), Fonts()))["word/fontTable.xml"]
    told = {font.get(f"{W}name"): [one.get(f"{W}val") for one in font.findall(f"{W}altName")] for font in preset}
    assert told["仿宋_GB2312"] == ["仿宋"]
    assert told["方正小标宋_GBK"] == ["宋体"]
    langs = [element.attrib for element in found["word/styles.xml"].iter(f"{W}lang")]
    assert [lang[f"{W}eastAsia"] for lang in langs] == ["zh-CN"]
    modes = {one.get(f"{W}name"): one.get(f"{W}val") for one in found["word/settings.xml"].iter(f"{W}compatSetting")}
    assert modes["compatibilityMode"] == "15"


def test_the_same_paper_is_the_same_file() -> None:
    data = paper_docx(everything(), Fonts())
    assert data == paper_docx(everything(), Fonts())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    found = parts(data)
    assert "docProps/app.xml" not in found, "nothing says when or by whom"
    assert {local(element) for element in found["docProps/core.xml"]} == {"title", "language"}


def test_small_lines_are_not_stretched_to_the_grid_of_the_page() -> None:
    styles = parts(paper_docx(everything(), Fonts()))["word/styles.xml"].findall(f"{W}style")
    free = {one.get(f"{W}styleId") for one in styles if one.find(f"{W}pPr/{W}snapToGrid[@{W}val='0']") is not None}
    assert {"CellText", "CellHead", "FormText", "FormName", "Note", "Title", "Picture"} <= free
    assert "BodyText" not in free


def test_word_is_loaded_only_when_it_is_printed() -> None:
    code = "import sys, kaoping.reports.docx; print(*(m for m in ('docx', 'lxml', 'resvg_py') if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
