"""PDF files made here: characters in a font that is not embedded, at places in points, and the lines of tables."""

from __future__ import annotations

import io
import sys
import zlib
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from kaoping.errors import Refused, Surroundings
from kaoping.intake.paper import Paper
from kaoping.intake.pdf_unpacked import unpacked
from kaoping.intake.reading import read_document

#: left, distance from the top, text; or a line from one point to another.
Said = tuple[float, float, str]
Ruled = tuple[float, float, float, float]
SIZE = 12


def pdf(*pages: Sequence[Said | Ruled | str], turned: bool = False) -> bytes:
    """A file of pages 400 wide and 600 high; a page's bare text is drawn as it is."""
    fonts = (
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font/Subtype"
        "/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000"
        "/W[1 95 500]/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -120 1000 880]"
        "/Ascent 880/Descent -120/ItalicAngle 0/CapHeight 700/StemV 80>>>>]>>"
    )
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "", fonts, "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>stream\nx\nendstream"]  # fmt: skip
    for page in pages:
        body = "0 1 -1 0 600 0 cm " if turned else ""
        for one in page:
            if isinstance(one, str):
                body += one
            elif len(one) == 4:
                body += f"{one[0]} {600 - one[1]} m {one[2]} {600 - one[3]} l S "
            else:
                body += f"BT /F {SIZE} Tf {one[0]} {600 - one[1] - SIZE} Td <{one[2].encode('utf-16-be').hex()}> Tj ET "
        box = "600 400" if turned else "400 600"
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {box}]/Resources<</Font<</F 3 0 R>>/XObject<</I 4 0 R>>>>/Contents {len(objects) + 2} 0 R>>",
            f"<</Length {len(body)}>>stream\n{body}\nendstream",
        ]
    kids = " ".join(f"{5 + 2 * at} 0 R" for at in range(len(pages)))
    objects[1] = f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>"
    made, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{one}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    tail = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(made)}\n%%EOF"
    return made + tail.encode()


def grid(columns: Sequence[float], rows: Sequence[float], without: Sequence[Ruled] = ()) -> list[Ruled]:
    """The lines around cells; each side of a cell is a line of its own."""
    across = [(left, y, right, y) for y in rows for left, right in pairwise(columns)]
    down = [(x, top, x, bottom) for x in columns for top, bottom in pairwise(rows)]
    return [one for one in (*across, *down) if one not in without]


def read(tmp_path: Path, data: bytes) -> Paper:
    path = tmp_path / "细则.pdf"
    path.write_bytes(data)
    return read_document(path).paper


COLUMNS = (50, 100, 160, 350)
#: A head and two rows under one cell merged over both; its text box is 16 characters wide.
FIRST = [
    (150, 30, "县委文件"), (120, 60, "创建考评细则"),
    (74, 100, "总分100分。为推进创建工作，落实责任，经"), (50, 116, "研究制定本细则，请遵照执行，有关的事项如"), (50, 132, "下，考评由办"),
    *grid(COLUMNS, (500, 520, 540, 560), [(50, 540, 100, 540)]),
    (60, 504, "指标"), (110, 504, "分值"), (200, 504, "标准"), (54, 524, "河道"), (120, 524, "5"), (165, 524, "未巡河的不得分。"),
    (120, 544, "3"), (165, 544, "清理不及时每处每次扣一分到扣完"), (190, 580, "— 1 —"),
]  # fmt: skip
SECOND = [
    (150, 30, "县委文件"), *grid(COLUMNS, (60, 80, 100, 120), [(50, 80, 100, 80)]),
    (60, 64, "指标"), (110, 64, "分值"), (200, 64, "标准"), (165, 84, "为止。"), (120, 104, "2"), (165, 104, "台账"),
    (74, 140, "附注一"), "q 100 0 0 100 50 200 cm /I Do Q ", (190, 580, "— 2 —"),
]  # fmt: skip


def test_lines_and_tables_over_the_ends_of_lines_and_pages(tmp_path: Path) -> None:
    without = [(50, 80, 100, 80), (50, 100, 100, 100)]
    second = [one for one in SECOND if one not in grid(COLUMNS, (60, 80, 100, 120))]
    second += grid(COLUMNS, (60, 80, 100, 120), without[1:])
    paper = read(tmp_path, pdf(FIRST, second))
    assert [(one.place, one.text) for one in paper.passages if not one.table] == [
        ("第1页第1行", "创建考评细则"),
        ("第1页第2行", "总分100分。为推进创建工作，落实责任，经研究制定本细则，请遵照执行，有关的事项如下，考评由办"),
        ("第2页第1行", "附注一"),
    ]
    cells = [(one.text, one.row, one.column, one.rows, one.columns) for one in paper.passages if one.table]
    assert cells == [
        ("指标", 1, 1, 1, 1), ("分值", 1, 2, 1, 1), ("标准", 1, 3, 1, 1), ("河道", 2, 1, 3, 1), ("5", 2, 2, 1, 1),
        ("未巡河的不得分。", 2, 3, 1, 1), ("3", 3, 2, 1, 1), ("清理不及时每处每次扣一分到扣完为止。", 3, 3, 1, 1),
        ("2", 4, 2, 1, 1), ("台账", 4, 3, 1, 1),
    ]  # fmt: skip
    assert [(one.what, one.place, one.text) for one in paper.asides] == [
        ("页眉", "第1页", "县委文件"), ("页码", "第1页", "— 1 —"), ("页眉", "第2页", "县委文件"), ("页码", "第2页", "— 2 —"),
        ("每页重复的表头", "第2页", "指标 分值 标准"), ("图片", "第2页", ""),
    ]  # fmt: skip
    assert "图片 1 处，其中的文字未读：第2页；请看原件，有评分内容的先转成文字" in paper.notes
    assert paper.form == "pdf"


def test_a_page_that_lies_on_its_side_reads_as_one_that_stands(tmp_path: Path) -> None:
    assert [one.text for one in read(tmp_path, pdf(FIRST, turned=True)).passages] == [
        one.text for one in read(tmp_path, pdf(FIRST)).passages
    ]


def test_what_a_file_unpacks_to_is_counted_before_it_is_unpacked() -> None:
    head = b"%PDF-1.4\n1 0 obj<</Filter/FlateDecode>>stream\n"
    assert unpacked(head + zlib.compress(b" " * 9_000_000) + b"\nendstream") == 9_000_000
    assert unpacked(head + b"\x78\x9c no such stream") == 0


def test_columns_without_lines_and_words_aslant_are_told(tmp_path: Path) -> None:
    rows = [(50, 100 + 20 * row, f"指标{row}") for row in range(3)] + [(250, 100 + 20 * row, "5分") for row in range(3)]
    aslant = "BT /F 12 Tf 0.7 0.7 -0.7 0.7 100 200 Tm <68376837> Tj ET "
    paper = read(tmp_path, pdf([*rows, aslant]))
    assert [one.text for one in paper.passages] == ["指标0 5分", "指标1 5分", "指标2 5分"]
    assert paper.notes[0].startswith("第1页有几行文字分成几栏（没有框线的表格，或分栏的版面），只按行读取")
    assert [(one.what, one.text) for one in paper.asides] == [("斜放或竖放的文字", "样样")]


def test_what_cannot_be_read_of_a_file_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = "q 300 0 0 400 50 50 cm /I Do Q "
    with pytest.raises(Refused, match="PDF 里没有文字，是扫描的图片；请先用文字识别"):
        read(tmp_path, pdf([picture]))
    assert "第2页没有文字，是扫描的图片，未读" in read(tmp_path, pdf([(50, 300, "甲")], [picture])).notes[0]
    whole = pdf([(50, 300, "甲")])
    with pytest.raises(Refused, match="PDF 文件已损坏或不完整"):
        read(tmp_path, whole[:300])
    from pypdf import PdfWriter

    locked = PdfWriter(clone_from=io.BytesIO(whole))
    locked.encrypt("secret", "owner")
    locked.write(tmp_path / "密.pdf")
    with pytest.raises(Refused, match="文件有密码"):
        read_document(tmp_path / "密.pdf")
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    with pytest.raises(Surroundings) as caught:
        read(tmp_path, whole)
    assert 'pip install "kaoping[read-pdf]"' in caught.value.next_step
