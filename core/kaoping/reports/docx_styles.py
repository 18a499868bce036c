"""The styles of a Word report, after GB/T 9704: sizes in half points, distances in twentieths of a point. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kaoping.reports.docx_fonts import slots
from kaoping.reports.fonts import Fonts

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#: A 3号 line of 28 characters needs each of them a quarter point narrower than Word sets it.
_TIGHT = '<w:spacing w:val="-5"/>'
#: The line of a page's number; size and line of what stands below it.
NUMBER_LINE, FOOT_SIZE, FOOT_LINE = 400, 150, 200


class Style(NamedTuple):
    """A paragraph style: `before` and `after` are the properties on either side of the line spacing, in schema order."""

    id: str
    name: str
    font: str
    size: int
    line: int
    align: str
    before: str = ""
    indent: str = ""
    after: str = ""
    space: tuple[int, int] = (0, 0)


_KEEP = "<w:keepNext/><w:keepLines/>"
_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
_BOX = "".join(
    f'<w:{side} w:val="single" w:sz="6" w:space="4" w:color="auto"/>' for side in ("top", "left", "bottom", "right")
)
#: The frame of a warning stands where the tables end.
_INSET = '<w:ind w:left="100" w:right="100"/>'
_RULE = '<w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="auto"/></w:pBdr>'


def paragraph_styles(fonts: Fonts) -> Iterator[Style]:
    """Every paragraph style of a report in these fonts."""
    body, heading, sub = fonts.body, fonts.heading, fonts.subheading
    yield Style(
        "Title", "Title", fonts.title, 44, 700, "center", _KEEP, after='<w:outlineLvl w:val="0"/>', space=(0, 120)
    )
    yield Style("Subtitle", "Subtitle", sub, 32, 560, "center", _KEEP, space=(0, 160))
    yield Style(
        "Heading1", "heading 1", heading, 32, 560, "left", _KEEP, _INDENT, '<w:outlineLvl w:val="1"/>', (120, 0)
    )
    yield Style("Heading2", "heading 2", sub, 32, 560, "left", _KEEP, _INDENT, '<w:outlineLvl w:val="2"/>', (80, 0))
    yield Style("BodyText", "Body Text", body, 32, 560, "both", indent=_INDENT)
    yield Style("Draft", "草稿", heading, 32, 560, "center", _KEEP, space=(0, 120))
    yield Style(
        "Warning", "警示", heading, 28, 480, "left", f"<w:keepLines/><w:pBdr>{_BOX}</w:pBdr>", _INSET, space=(80, 120)
    )
    yield Style("Note", "说明", body, 21, 320, "left", space=(40, 40))
    yield Style("About", "来历", body, 18, 260, "left", f"<w:keepLines/>{_RULE}", space=(240, 0))
    yield Style("Caption", "caption", heading, 24, 400, "center", _KEEP, space=(120, 60))
    yield Style("CellText", "表格文字", body, 21, 320, "left")
    yield Style("CellHead", "表头", heading, 21, 320, "center", "<w:keepNext/>")
    yield Style("SmallText", "小号表格文字", body, 18, 240, "left")
    yield Style("SmallHead", "小号表头", heading, 18, 240, "center", "<w:keepNext/>")
    yield Style("FormText", "表单文字", body, 24, 400, "left")
    yield Style("FormName", "表单栏目", body, 24, 400, "center")
    yield Style("Gap", "间隔", body, 2, 120, "left")
    yield Style("End", "末行", body, 2, 20, "left")
    yield Style("Picture", "图", body, 24, 0, "center", "<w:keepNext/>")
    yield Style("Header", "header", heading, 21, 320, "center")
    yield Style("Footer", "footer", fonts.number, 28, NUMBER_LINE, "left")
    yield Style("Foot", "页脚说明", body, FOOT_SIZE // 10, FOOT_LINE, "left")


def styles(fonts: Fonts) -> str:
    """The part of a document that holds its styles."""
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{slots(fonts.body, fonts.latin)}<w:sz w:val="32"/><w:szCs w:val="32"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="560" w:lineRule="exact"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
    )
    fixed = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:rPr>'
        f"{slots(fonts.body, fonts.latin)}</w:rPr></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:qFormat/><w:rPr>'
        f"{slots(fonts.heading, fonts.heading)}</w:rPr></w:style>"
    )
    return f'<w:styles xmlns:w="{_W}">{defaults}{fixed}{"".join(_paragraph(one, fonts) for one in paragraph_styles(fonts))}</w:styles>'


def _paragraph(style: Style, fonts: Fonts) -> str:
    before, after = style.space
    line = f'w:line="{style.line}" w:lineRule="exact"' if style.line else 'w:line="240" w:lineRule="auto"'
    # The grid of 22 lines a page is for text of size 3: smaller lines would each be stretched to it.
    grid = "" if style.line == 560 else '<w:snapToGrid w:val="0"/>'
    latin = fonts.number if style.id == "Footer" else fonts.latin
    return (
        f'<w:style w:type="paragraph" w:styleId="{style.id}"><w:name w:val="{style.name}"/><w:basedOn w:val="Normal"/>'
        f'<w:qFormat/><w:pPr>{style.before}{grid}<w:spacing w:before="{before}" w:after="{after}" {line}/>{style.indent}'
        f'<w:jc w:val="{style.align}"/>{style.after}</w:pPr>'
        f"<w:rPr>{slots(style.font, latin)}{_TIGHT if style.size == 32 else ''}"
        f'<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/></w:rPr></w:style>'
    )
