"""The page of a Word report: an empty document of A4 pages with margins, page numbers, styles and settings."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

from kaoping.reports.docx_fonts import font_table
from kaoping.reports.docx_styles import FOOT_LINE, FOOT_SIZE, NUMBER_LINE, styles
from kaoping.reports.docx_text import clean, width_of
from kaoping.reports.fonts import Fonts

if TYPE_CHECKING:
    from docx.document import Document

    from kaoping.reports.paper import Paper

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
#: A zip archive's first day: what is printed twice is the same file twice.
_DAY = (1980, 1, 1, 0, 0, 0)
#: What a page's header holds in two lines; the whole of it stands above the title.
#: Of a title, in twentieths of a point; signs that do not begin a line and do not end one; how far from the middle a
#: break by sense may stand.
TITLE_SIZE = 440
_NOT_FIRST, _NOT_LAST, _BY_SENSE = "，。、；：！？”’）》】〕·", "“‘（《【〔", 4


class Page(NamedTuple):
    """Lengths in twentieths of a point.

    :ivar number: how far below the text the page's number stands.
    :ivar foot: how many lines there is room for below it.
    """

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    header: int
    number: int
    foot: int

    @property
    def area(self) -> int:
        """How wide the text is."""
        return self.width - self.left - self.right


def mm(length: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(length * 1440 / 25.4)


#: Margins 37, 26, 35 and 28 mm: 156 by 225 mm of text. On its side, the head of a table stands at the binding.
UPRIGHT = Page(11906, 16838, mm(37), mm(26), mm(35), mm(28), mm(22), mm(7), 4)
SIDEWAYS = Page(16838, 11906, mm(28), mm(37), mm(26), mm(35), mm(16), mm(4), 3)


#: For working tables: 20 mm around, 25 mm at the binding, which is above.
DENSE = Page(16838, 11906, mm(25), mm(20), mm(20), mm(20), mm(14), mm(3), 2)


def page_of(paper: Paper) -> Page:
    """The page a report is printed on."""
    if paper.dense and paper.landscape:
        return DENSE
    return SIDEWAYS if paper.landscape else UPRIGHT


def foot_lines(paper: Paper) -> list[str]:
    """Where the report came from, in lines as long as the text is wide."""
    area, lines = page_of(paper).area, [""]
    for name, value in paper.about.items():
        said = clean(f"{name}：{value}", one_line=True)
        longer = f"{lines[-1]}　　{said}" if lines[-1] else said
        if lines[-1] and width_of(longer, FOOT_SIZE) > area:
            lines.append(said)
        else:
            lines[-1] = longer
    return [line for line in lines if line]


def in_foot(paper: Paper) -> bool:
    """Whether that fits at the foot of each page; otherwise it stands at the end of the report."""
    page, lines = page_of(paper), foot_lines(paper)
    return len(lines) <= page.foot and all(width_of(line, FOOT_SIZE) <= page.area for line in lines)


def open_document(paper: Paper, fonts: Fonts) -> Document:
    """An empty document with this page; the draft mark stands in its headers."""
    from docx import Document as opened

    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            (f"{_R}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(paper),
        "word/_rels/document.xml.rels": _relations(*((f"{_R}/{kind}", f"{name}.xml") for name, kind in _PARTS.items())),
        "word/document.xml": f'<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{_section(paper)}</w:body></w:document>',
        "word/styles.xml": styles(fonts),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": font_table(fonts),
        "word/header1.xml": _header(paper),
        "word/header2.xml": _header(paper),
        "word/footer1.xml": _footer(paper, '<w:ind w:rightChars="100" w:right="280"/><w:jc w:val="right"/>'),
        "word/footer2.xml": _footer(paper, '<w:ind w:leftChars="100" w:left="280"/><w:jc w:val="left"/>'),
    }
    return opened(io.BytesIO(_packed({name: (_HEAD + text).encode() for name, text in parts.items()})))


def saved(document: Document) -> bytes:
    """The document as a file, the same for the same report whenever it is printed."""
    room = io.BytesIO()
    document.save(room)
    with zipfile.ZipFile(room) as archive:
        return _packed({name: archive.read(name) for name in archive.namelist()})


def _packed(parts: dict[str, bytes]) -> bytes:
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            member = zipfile.ZipInfo(name, _DAY)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, data)
    return room.getvalue()


#: The parts of a document beside its text, and what kind each is; numbered rId1, rId2 ... in this order.
_PARTS = {
    "styles": "styles",
    "settings": "settings",
    "fontTable": "fontTable",
    "header1": "header",
    "header2": "header",
    "footer1": "footer",
    "footer2": "footer",
}


def _content_types() -> str:
    named = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.{kind}+xml"/>'
        for name, kind in {"document": "document.main", **_PARTS}.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f"{named}"
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _relations(*targets: tuple[str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _core(paper: Paper) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(clean(paper.title))}</dc:title><dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def _settings() -> str:
    uri = "http://schemas.microsoft.com/office/word"
    compatible = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="{uri}" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
        )
    )
    return (
        f'<w:settings xmlns:w="{_W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        f"<w:compat>{compatible}</w:compat>"
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _section(paper: Paper) -> str:
    page = page_of(paper)
    ids = {name: f"rId{number}" for number, name in enumerate(_PARTS, 1)}
    below = len(foot_lines(paper)) * FOOT_LINE if in_foot(paper) else 0
    footer = page.bottom - page.number - NUMBER_LINE - below
    orient = ' w:orient="landscape"' if paper.landscape else ""
    return (
        "<w:sectPr>"
        f'<w:headerReference w:type="default" r:id="{ids["header1"]}"/>'
        f'<w:headerReference w:type="even" r:id="{ids["header2"]}"/>'
        f'<w:footerReference w:type="default" r:id="{ids["footer1"]}"/>'
        f'<w:footerReference w:type="even" r:id="{ids["footer2"]}"/>'
        f'<w:pgSz w:w="{page.width}" w:h="{page.height}"{orient}/>'
        f'<w:pgMar w:top="{page.top}" w:right="{page.right}" w:bottom="{page.bottom}" w:left="{page.left}" '
        f'w:header="{page.header}" w:footer="{footer}" w:gutter="0"/>'
        '<w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>'
    )


def _header(paper: Paper) -> str:
    text = f"<w:r><w:t>{escape(header_text(paper))}</w:t></w:r>" if paper.draft else ""
    return f'<w:hdr xmlns:w="{_W}"><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>{text}</w:p></w:hdr>'


def draft_mark(paper: Paper) -> str:
    """What a draft says of itself."""
    return f"【草稿】{paper.draft}"


def header_text(paper: Paper) -> str:
    """What stands at the head of each page of a draft; why it is one stands above the title."""
    return "草　稿" if paper.draft else ""


def title_lines(title: str, area: int) -> str:
    """A title that needs two lines, broken near its middle: never a few characters alone on the second.

    :param area: width of the text, in twentieths of a point
    """
    if not area < width_of(title, TITLE_SIZE) <= 2 * area or "\n" in title:
        return title
    middle = len(title) / 2
    fits = [
        at
        for at in range(1, len(title))
        if width_of(title[:at], TITLE_SIZE) <= area and width_of(title[at:], TITLE_SIZE) <= area
        and title[at] not in _NOT_FIRST and title[at - 1] not in _NOT_LAST
        and not (title[at].isascii() and title[at - 1].isascii())
    ]  # fmt: skip
    if not fits:
        return title
    at = min(fits, key=lambda at: abs(at - middle) - (_BY_SENSE if title[at - 1] in _NOT_FIRST + "的和与及" else 0))
    return f"{title[:at]}\n{title[at:]}"


def _footer(paper: Paper, placed: str) -> str:
    """The page's number between dashes, `— 1 —`; below it where the report came from."""
    about = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="Foot"/></w:pPr><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
        for line in (foot_lines(paper) if in_foot(paper) else ())
    )
    run = "<w:r>{}</w:r>".format
    field = (
        run('<w:fldChar w:fldCharType="begin"/>')
        + run('<w:instrText xml:space="preserve"> PAGE </w:instrText>')
        + run('<w:fldChar w:fldCharType="separate"/>')
        + run("<w:t>1</w:t>")
        + run('<w:fldChar w:fldCharType="end"/>')
    )
    dash = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'.format
    return (
        f'<w:ftr xmlns:w="{_W}"><w:p><w:pPr><w:pStyle w:val="Footer"/>{placed}</w:pPr>'
        f"{dash('— ')}{field}{dash(' —')}</w:p>{about}</w:ftr>"
    )
