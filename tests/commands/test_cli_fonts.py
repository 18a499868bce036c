"""The fonts of reports: from the settings, from --fonts, and where a PDF cannot be printed."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import platformdirs
import pytest

Run = Callable[..., Any]


@pytest.fixture
def settings() -> Path:
    """The person's settings, in the home of this test."""
    folder = platformdirs.user_config_path("kaoping", appauthor=False)
    folder.mkdir(parents=True)
    return folder / "reports.toml"


@pytest.fixture
def search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without typst, and a search path with nothing on it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr("kaoping.intake.office._places", tuple)
    monkeypatch.setitem(sys.modules, "typst", None)
    return folder


def styles(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("word/styles.xml").decode()


def test_fonts_come_from_the_settings_and_the_switch_goes_before_them(
    ok: Run, answers: Path, tmp_path: Path, settings: Path
) -> None:
    path = tmp_path / "a.docx"

    def told(*more: object) -> str:
        ok("report", "sheet", answers, "-o", path, "--force", *more)
        return styles(path)

    assert all(name in told() for name in ("方正小标宋_GBK", "仿宋_GB2312")), "nobody chose"
    settings.write_text('[fonts]\npreset = "windows"\ntitle = "自家\\"<&\'标宋"\n', encoding="utf-8")
    found = told()
    assert "自家&quot;&lt;&amp;'标宋" in found
    assert 'w:eastAsia="仿宋"' in found
    assert "GB2312" not in found
    free = told("--fonts", "free")
    assert "Noto Serif CJK SC" in free
    assert "自家" not in free
    page = tmp_path / "a.html"
    ok("report", "sheet", answers, "-o", page)
    assert 'h1 { font-family: "Times New Roman", "自家\\22 \\3c \\26 \\27 标宋", serif; }' in page.read_text("utf-8")


def test_settings_with_faults_print_nothing_that_names_fonts(
    ok: Run, run: Run, answers: Path, tmp_path: Path, settings: Path
) -> None:
    settings.write_text(
        '[fonts]\npreset = "gbk"\nbodi = "仿宋"\ntitle = ""\nlatin = 3\n\n[page]\ntop = 1\n', encoding="utf-8"
    )
    path = tmp_path / "a.docx"
    for name in ("docx", "html", "pdf"):
        refused = run("report", "sheet", answers, "--format", name, "-o", tmp_path / f"b.{name}")
        assert (refused.code, list(tmp_path.glob("b.*"))) == (2, [])
        for said in (
            "reports.toml:2:", "没有名为“gbk”的一套字体，可用：gb、windows、free",
            "reports.toml:3:", "没有“bodi”这一项，只有 preset（一套）、title（标题）、body（正文）",
            "reports.toml:4:", 'title（标题）应为字体的名称，加引号，不超过 80 个字，如 title = "仿宋"',
            "reports.toml:5:", "latin（西文）应为字体的名称",
            "reports.toml:7:", "没有“page”这一节，只有 [fonts]（字体）",
        ):  # fmt: skip
            assert said in refused.err, refused.err
    ok("report", "sheet", answers, "-o", tmp_path / "a.md")
    ok("report", "sheet", answers, "-o", path, "--fonts", "windows")
    settings.write_text("fonts = 1\n", encoding="utf-8")
    assert "fonts 应为一节" in run("report", "sheet", answers, "-o", path, "--force").err
    settings.write_text("[fonts\n", encoding="utf-8")
    assert "reports.toml:1:" in run("report", "sheet", answers, "-o", path, "--force").err


def test_the_switch_is_refused_where_there_are_no_fonts(run: Run, answers: Path, tmp_path: Path) -> None:
    refused = run("report", "sheet", answers, "-o", tmp_path / "a.xlsx", "--fonts", "gb")
    assert (refused.code, "--fonts 用于 docx、html、pdf，xlsx 里没有字体" in refused.err) == (2, True)
    unknown = run("report", "sheet", answers, "-o", tmp_path / "a.docx", "--fonts", "mac")
    assert (unknown.code, "可用：gb、windows、free" in unknown.err) == (2, True)


def test_a_pdf_in_fonts_that_are_not_here_is_refused(run: Run, answers: Path, tmp_path: Path, settings: Path) -> None:
    settings.write_text('[fonts]\nbody = "没有这种字体"\n', encoding="utf-8")
    refused = run("report", "sheet", answers, "-o", tmp_path / "a.pdf", "--json")
    assert (refused.code, (tmp_path / "a.pdf").exists()) == (3, False)
    assert "“没有这种字体”（正文）" in refused.err


def test_without_typst_the_next_step_is_said(run: Run, answers: Path, tmp_path: Path, search: Path) -> None:
    refused = run("report", "sheet", answers, "-o", tmp_path / "a.pdf")
    assert (refused.code, (tmp_path / "a.pdf").exists()) == (3, False)
    assert "打印 PDF 要另装 typst，本机没有安装" in refused.err
    assert 'pip install "kaoping[pdf]"' in refused.err


def test_without_typst_an_office_suite_prints_the_word_report(
    ok: Run, run: Run, answers: Path, tmp_path: Path, search: Path
) -> None:
    script = search / "soffice"
    script.write_text(
        '#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\n/bin/mkdir -p "$2"\n/bin/cp "$3" "$2/document.pdf"\n',
        encoding="utf-8",
    )
    script.chmod(0o755)
    told = ok("report", "sheet", answers, "-o", tmp_path / "a.pdf", "--fonts", "windows")
    assert "注意：没有安装 typst，PDF 由 LibreOffice 从 Word 文档转换" in told.err
    assert 'w:eastAsia="仿宋"' in styles(tmp_path / "a.pdf"), "what it was given is the Word report in these fonts"
    script.write_text("#!/bin/sh\n", encoding="utf-8")
    failed = run("report", "sheet", answers, "-o", tmp_path / "b.pdf")
    assert (failed.code, "LibreOffice 没有转换出 PDF" in failed.err) == (3, True)
