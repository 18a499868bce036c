"""Tables in text files: signs between cells, encodings, quoted line breaks, and files that are damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaoping.errors import Refused
from kaoping.intake.reading import read_document

TEXT = '指标,分值,标准\n学法,5,"每年4次，\n每少一次扣1分"\n述法,6,\n'
CELLS = [
    (1, 1, "指标"), (1, 2, "分值"), (1, 3, "标准"), (2, 1, "学法"), (2, 2, "5"), (2, 3, "每年4次，"), (2, 3, "每少一次扣1分"),
    (3, 1, "述法"), (3, 2, "6"),
]  # fmt: skip


def cells(path: Path) -> list[tuple[int, int, str]]:
    paper = read_document(path).paper
    assert paper.form == "csv"
    assert {one.table for one in paper.passages} == {1}
    return [(one.row, one.column, one.text) for one in paper.passages]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode(encoding))
    assert cells(path) == CELLS


@pytest.mark.parametrize("sign", [",", "\t", ";", "，", "|"])
def test_signs_between_cells(sign: str, tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text(TEXT.replace("，", "").replace(",", sign), encoding="utf-8")
    assert cells(path) == [(row, column, text.rstrip("，")) for row, column, text in CELLS]
    assert [one.place for one in read_document(path).paper.passages][4] == "第2行第2列"


def test_the_sign_that_the_file_names_and_a_file_of_tabs(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text("sep=;\n甲,乙;5\n丙,丁;6\n", encoding="utf-8")
    assert cells(path) == [(2, 1, "甲,乙"), (2, 2, "5"), (3, 1, "丙,丁"), (3, 2, "6")]
    path = tmp_path / "表.tsv"
    path.write_text("指标\t分值\n学法\t5\n", encoding="utf-8")
    assert cells(path) == [(1, 1, "指标"), (1, 2, "分值"), (2, 1, "学法"), (2, 2, "5")]


def test_a_sentence_with_commas_does_not_decide_the_sign(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text("内容;分值\n建立制度,落实责任,定期检查;5\n每年述法,公开结果;6\n", encoding="utf-8")
    assert cells(path)[2:] == [
        (2, 1, "建立制度,落实责任,定期检查"),
        (2, 2, "5"),
        (3, 1, "每年述法,公开结果"),
        (3, 2, "6"),
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ('指标,分值\n学法,5\n"述法,6\n普法,7\n'.encode(), "第 3 行起有一处引号没有配对"),
        ("指标,分值\n学法年度计划与总结报告,5\n".encode() + "述".encode()[:2] + b",6\n", "第 3 行的文字有损坏"),
        (b"\x00\x01\x02\xff\xfe\x00", "认不出这个文件的格式"),
        (b"\xff\xff\xff\xff", "认不出这个文件的格式"),
        (b",,,\n,,\n", "文件里没有读到文字"),
        (b"", "文件是空的（0 字节）"),
    ],
)
def test_damaged_files_are_refused_with_the_place(data: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_bytes(data)
    with pytest.raises(Refused, match=message):
        read_document(path)


def test_text_behind_a_quotation_mark_and_rows_that_are_too_long_are_noted(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text('指标,分值\n"学法"每年,5\n述法,6\n普法,宣传,7\n', encoding="utf-8")
    paper = read_document(path).paper
    assert [one.text for one in paper.passages if one.row == 2] == ["学法每年", "5"]
    assert paper.notes == (
        "有的引号后面还有文字，按文字读取；请核对引号前后的格",
        "第 4 行的格比其他行多，可能有未加引号的分隔符；请核对",
    )
