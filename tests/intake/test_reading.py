from __future__ import annotations

import os
import struct
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from kaoping.errors import Refused, Surroundings
from kaoping.intake import office
from kaoping.intake.reading import MOST_CHARACTERS, read_document


def ole(**streams: bytes) -> bytes:
    """An old office file with these streams, and no more in it than its directory and their first sectors."""
    names = ["Root Entry", *streams]
    sectors: list[bytes] = []
    table = [0xFFFFFFFD, *range(2, 2 + (len(names) + 3) // 4 - 1), 0xFFFFFFFE]
    directory, first = b"", 1 + (len(names) + 3) // 4
    for name in names:
        body = streams.get(name, b"")
        said = name.encode("utf-16-le")
        entry = said.ljust(64, b"\0") + struct.pack("<HBB", len(said) + 2, 5 if name == "Root Entry" else 2, 1)
        entry = entry.ljust(116, b"\0") + struct.pack("<IQ", first + len(sectors), max(len(body), 4096))
        directory += entry
        if name != "Root Entry":
            sectors.append(body[:512].ljust(512, b"\0"))
    directory = directory.ljust(512 * ((len(names) + 3) // 4), b"\0")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(30, b"\0") + struct.pack("<H", 9)
    head = head.ljust(48, b"\0") + struct.pack("<I", 1)
    head = head.ljust(76, b"\0") + struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    fat = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff")
    return head + fat + directory + b"".join(sectors)


WORD = ole(WordDocument=b"\xec\xa5".ljust(512, b"\0"))
EXCEL = ole(Workbook=struct.pack("<HH4x", 0x809, 4))


@pytest.fixture
def no_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A search path with nothing on it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr("kaoping.intake.office._places", tuple)
    return folder


def test_the_content_says_what_a_file_is(tmp_path: Path, make: Any) -> None:
    def form(name: str, data: bytes) -> str:
        path = tmp_path / name
        path.write_bytes(data)
        return read_document(path).paper.form

    word = make.docx(make.p("甲"))
    assert form("新版WPS存的.wps", word) == form("错.pdf", word) == form("错.txt", word) == "docx"
    assert form("错.doc", make.xlsx({"A1": "甲"})) == "xlsx"
    assert form("导出.doc", "<html><body><p>甲".encode("gbk")) == "html"
    assert form("导出.xls", b"<table><tr><td>1") == "html"
    assert form("导出2.xls", "指标\t分值\n甲\t5\n".encode("utf-16")) == "csv"
    assert form("无标记.txt", "一、组织领导\n".encode("utf-16-le")) == "txt"
    renamed = make.package({
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r" Type="x/officeDocument" Target="/word/document2.xml"/></Relationships>',
        "word/document2.xml": '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:body></w:document>',
    })  # fmt: skip
    assert form("别的程序写的.docx", renamed) == "docx"


def test_a_page_that_word_saved_into_one_file(tmp_path: Path) -> None:
    path = tmp_path / "网页.doc"
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n'
    path.write_bytes(head + '<meta charset="gb2312"><p>一、巡河<p>清理'.encode("gbk") + b"\r\n--x--\r\n")
    assert [one.text for one in read_document(path).paper.passages] == ["一、巡河", "清理"]


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [("旧.doc", WORD, "docx"), ("旧.wps", WORD, "docx"), ("其实是文档.xls", WORD, "docx"), ("旧.et", EXCEL, "xlsx"),
     ("其实是表.doc", EXCEL, "xlsx"), ("别的.et", ole(Other=b""), "xlsx"), ("说明.txt", b"{\\rtf1", "docx"),
     ("表.xml", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "xlsx")],
)  # fmt: skip
def test_without_an_office_suite_the_next_step_is_said(
    tmp_path: Path, no_office: Path, name: str, data: bytes, form: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(Surroundings) as caught:
        read_document(path)
    assert f"{name} 这种格式要由 LibreOffice 转换，本机没有安装" in str(caught.value)
    assert f"另存为 .{form}" in caught.value.next_step


def test_an_office_suite_converts(tmp_path: Path, no_office: Path, make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made = tmp_path / "made.docx"
    made.write_bytes(make.docx(make.p("转换后的文字")))
    script = no_office / "soffice"
    script.write_text(
        '#!/bin/sh\ncase "$1" in -env:UserInstallation=file:///*) ;; *) exit 1;; esac\n'
        'while [ "$1" != --outdir ]; do shift; done\n/bin/mkdir -p "$2"\n'
        f'case "$3" in *.doc) /bin/cp "{made}" "$2/document.docx";; *.odt) /bin/sleep 30;; esac\n',
        encoding="utf-8",
    )
    script.chmod(0o755)
    path = tmp_path / "--旧 $(x)'\"；中.doc"
    path.write_bytes(WORD)
    assert read_document(path).paper.passages[0].text == "转换后的文字"
    broken = tmp_path / "坏.rtf"
    broken.write_bytes(b"{\\rtf1")
    with pytest.raises(Refused, match="LibreOffice 读不了这个文件"):
        read_document(broken)
    slow = tmp_path / "慢.odt"
    slow.write_bytes(make.package({"mimetype": "application/vnd.oasis.opendocument.text"}))
    monkeypatch.setattr(office, "PATIENCE", 0.2)
    begun = time.monotonic()
    with pytest.raises(Surroundings, match=r"转换 慢.odt 超过 0\.2 秒"):
        read_document(slow)
    # What the program started is ended with it.
    assert time.monotonic() - begun < 10


def test_where_an_office_suite_is_sought_beside_the_search_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    program = tmp_path / "LibreOffice" / "program" / "soffice.exe"
    program.parent.mkdir(parents=True)
    program.touch()
    monkeypatch.setenv("ProgramFiles", str(tmp_path))
    assert office.office() == str(program)


def test_a_file_of_the_old_format_reads_as_the_new_one_or_is_refused_with_the_next_step(tmp_path: Path) -> None:
    import docx

    program = office.office()
    if program is None:
        with pytest.raises(Surroundings) as missing:
            office.converted(tmp_path / "细则.doc", b"", ".doc", "docx")
        assert missing.value.code == "missing"
        assert "另存为 .docx，再用新文件；或安装 LibreOffice 后再试" in str(missing.value)
        return

    made = docx.Document()
    for text in ("总则", "巡河（2分）。"):
        made.add_paragraph(text, style="List Number")
    table = made.add_table(rows=3, cols=2, style="Table Grid")
    for row, column, text in ((0, 0, "指标"), (0, 1, "分值"), (1, 0, "河道"), (1, 1, "2"), (2, 1, "3")):
        table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    made.sections[0].header.paragraphs[0].text = "县委文件"
    new = tmp_path / "细则.docx"
    made.save(str(new))
    subprocess.run(
        [program, f"-env:UserInstallation={(tmp_path / 'own').as_uri()}", "--headless", "--convert-to", "doc",
         "--outdir", str(tmp_path), str(new)],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    old = read_document((tmp_path / "细则.doc").rename(tmp_path / "金山 旧版'式.wps")).paper
    assert (old.passages, old.notes) == (read_document(new).paper.passages, read_document(new).paper.notes)
    assert [one.printed for one in old.passages][:2] == ["1.总则", "2.巡河（2分）。"]
    assert [(one.text, one.rows) for one in old.passages if one.column == 1][1] == ("河道", 2)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("空.docx", b"", "文件是空的（0 字节）"),
        ("密.docx", ole(EncryptedPackage=b""), "文件有密码"),
        ("密.doc", ole(WordDocument=b"\xec\xa5".ljust(11, b"\0") + b"\1" + b"\0" * 500), "文件有密码"),
        ("密.xls", ole(Workbook=struct.pack("<HH4xHH", 0x809, 4, 0x2F, 0)), "文件有密码"),
        ("半份.doc", WORD[:700], "文件已损坏或不完整"),
        ("半份.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", "文件已损坏或不完整"),
        ("幻灯.ppt", ole(**{"PowerPoint Document": b""}), "这是演示文稿"),
        ("扫描.doc", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "这是一张图片，不能读取；请先用文字识别"),
        ("细则.rar", b"Rar!\x1a\x07\0", "这是压缩包，不能读取；请先解压"),
        ("坏.docx", b"PK\x03\x04" + b"\7" * 50, "文件已损坏或不完整"),
        ("断.txt", "一、组织领导和工作机制".encode()[:-1], "第 1 行的文字有损坏"),
        ("断.txt", ("一、组织领导和工作机制，建立制度，落实责任，每年不少于四次。" * 3).encode("gbk") + b"\xd7", "第 1 行的文字有损坏"),
        ("问号.csv", b"????,??\n????????,5\n????????,6\n", "文件里的汉字都成了问号"),
        ("框架.xls", b"<html><frameset><frame src=a.htm></frameset>", "另一网页的框架 1 处"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why_and_what_to_do(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(Refused, match=message):
        read_document(path)
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_text_longer_than_any_rubric_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "长.txt"
    path.write_bytes(b"\xb8\xb7" * (MOST_CHARACTERS + 1))
    with pytest.raises(Refused, match="文件的文字超过 50 万字"):
        read_document(path)


def test_packages_and_places_that_are_no_document(tmp_path: Path, make: Any) -> None:
    with pytest.raises(Refused, match="没有这个文件"):
        read_document(tmp_path / "没有.txt")
    with pytest.raises(Refused, match="这是文件夹"):
        read_document(tmp_path)
    os.mkfifo(tmp_path / "管道")
    with pytest.raises(Refused, match="这不是普通文件"):
        read_document(tmp_path / "管道")
    path = tmp_path / "别的.docx"
    for parts, message in (
        ({"a.bin": "甲"}, "不是 Word 或 Excel 文件"),
        ({"附件/细则.docx": "甲"}, "这是压缩包"),
        ({"OFD.xml": "<a/>"}, "这是 OFD 版式文件"),
        ({"ppt/presentation.xml": "<a/>"}, "这是演示文稿"),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "META-INF/manifest.xml": "<encryption-data/>"}, "有密码"),
    ):  # fmt: skip
        path.write_bytes(make.package(parts))
        with pytest.raises(Refused, match=message):
            read_document(path)
    path.write_bytes(make.docx(make.p("")))
    with pytest.raises(Refused, match="没有读到文字"):
        read_document(path)


def test_characters_that_are_not_what_they_look_like(tmp_path: Path) -> None:
    path = tmp_path / "复制.txt"
    path.write_text("⼯作⻓度\u200b\u00ad每\u00a0年\u202e\n\u200b\n有\ue001号\ufffd", encoding="utf-8")
    paper = read_document(path).paper
    assert [(one.place, one.text) for one in paper.passages] == [
        ("第1行", "工作长度每 年"),
        ("第3行", "有\ue001号\ufffd"),
    ]
    assert paper.notes == (
        "有 2 个字印作部首（从 PDF 复制时常见），已读作相应的汉字：第1行",
        "有 1 个符号是专用字体的，认不出是什么字，请对照原件：第3行",
        "有 1 个字已损坏（显示为 \ufffd），请对照原件：第3行",
    )


def test_a_table_that_conversion_made_one_paragraph_of_is_told_with_what_to_do() -> None:
    from kaoping.intake.paper import Paper, Passage
    from kaoping.intake.reading import _flattened

    rows = "1 组织领导 成立领导小组 10 未成立不得分 " * 12
    broken = Passage(f"序号 考核项目 考核内容 分值 评分标准 {rows}", "第3段", "", 0, 0, 0)
    plain = Passage("各单位要按考核内容和评分标准做好工作。" * 30, "第4段", "", 0, 0, 0)
    (note,) = _flattened(Paper((broken, plain), "docx"))
    assert note.startswith("第3段有")
    assert "另存为 .docx" in note
