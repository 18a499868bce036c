from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kaoping.errors import Refused, Surroundings
from kaoping.intake.reading import read_document

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture
def no_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A search path with nothing on it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr("kaoping.intake.office._USUAL", ())
    return folder


def test_the_content_says_what_a_file_is(tmp_path: Path, make: Any) -> None:
    path = tmp_path / "新版WPS存的.wps"
    path.write_bytes(make.docx(make.p("甲")))
    assert read_document(path).paper.form == "docx"
    path.write_bytes(make.xlsx({"A1": "甲"}))
    assert read_document(path).paper.form == "xlsx"


@pytest.mark.parametrize(
    ("name", "start", "form"),
    [("旧.doc", OLE, "docx"), ("旧.wps", OLE, "docx"), ("旧.et", OLE, "xlsx"), ("旧.xls", OLE, "xlsx"), ("件.pdf", b"%PDF-1.7", "docx")],
)  # fmt: skip
def test_without_an_office_suite_the_next_step_is_said(
    tmp_path: Path, no_office: Path, name: str, start: bytes, form: str
) -> None:
    path = tmp_path / name
    path.write_bytes(start)
    with pytest.raises(Surroundings) as caught:
        read_document(path)
    assert f"{name} 这种格式要由 LibreOffice 转换，本机没有安装" in str(caught.value)
    assert f"另存为 .{form}" in caught.value.next_step


def test_an_office_suite_converts(tmp_path: Path, no_office: Path, make: Any) -> None:
    made = tmp_path / "made.docx"
    made.write_bytes(make.docx(make.p("转换后的文字")))
    script = no_office / "soffice"
    script.write_text(
        '#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\n/bin/mkdir -p "$2"\n'
        f'case "$3" in *.doc) /bin/cp "{made}" "$2/document.docx";; esac\n',
        encoding="utf-8",
    )
    script.chmod(0o755)
    path = tmp_path / "--旧 $(x).doc"
    path.write_bytes(OLE)
    assert read_document(path).paper.passages[0].text == "转换后的文字"
    broken = tmp_path / "坏.rtf"
    broken.write_bytes(b"{\\rtf1")
    with pytest.raises(Refused, match="LibreOffice 读不了这个文件"):
        read_document(broken)


def test_what_cannot_be_read_says_why(tmp_path: Path, make: Any) -> None:
    with pytest.raises(Refused, match="没有这个文件"):
        read_document(tmp_path / "没有.txt")
    with pytest.raises(Refused, match="这是文件夹"):
        read_document(tmp_path)
    path = tmp_path / "别的.docx"
    path.write_bytes(make.package({"a.txt": "甲"}))
    with pytest.raises(Refused, match="不是 Word 或 Excel 文件"):
        read_document(path)
    path.write_bytes(make.docx(make.p("")))
    with pytest.raises(Refused, match="没有读到文字"):
        read_document(path)
