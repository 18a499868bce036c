"""Paths typed, pasted and dropped, and completed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from kaoping.workbench.paths import completed, typed_paths

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="paths of POSIX")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("a b.pdf", "it's.pdf", "纪要一.pdf", "纪要二.pdf", "50%.txt", ".hidden"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "夹 子").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("{f}/a b.pdf", ["a b.pdf"]),
        ("  {f}/a b.pdf \n", ["a b.pdf"]),
        ("'{f}/a b.pdf'", ["a b.pdf"]),
        ('"{f}/a b.pdf"', ["a b.pdf"]),
        ("{f}/a\\ b.pdf", ["a b.pdf"]),
        ("file://{f}/a%20b.pdf", ["a b.pdf"]),
        ("'file://{f}/a%20b.pdf'", ["a b.pdf"]),
        ("file://localhost{f}/%E7%BA%AA%E8%A6%81%E4%B8%80.pdf", ["纪要一.pdf"]),
        ("{f}/50%.txt", ["50%.txt"]),
        ("'{f}/it'\\''s.pdf'", ["it's.pdf"]),
        ("{f}/it's.pdf", ["it's.pdf"]),
        ("'{f}/a b.pdf' '{f}/纪要一.pdf'", ["a b.pdf", "纪要一.pdf"]),
        ("{f}/纪要一.pdf {f}/纪要二.pdf", ["纪要一.pdf", "纪要二.pdf"]),
        ("file://{f}/a%20b.pdf file://{f}/50%25.txt", ["a b.pdf", "50%.txt"]),
        ("~/a b.pdf", ["a b.pdf"]),
    ],
)
def test_paths_as_terminals_paste_them(folder: Path, typed: str, names: list[str]) -> None:
    assert typed_paths(typed.replace("{f}", str(folder))) == [str(folder / name) for name in names]


@pytest.mark.parametrize(
    "typed", ["file://other.host/etc/passwd", "'", '"a', "没有 这个", "\\", "a\0b", "~nobody-there/x"]
)
def test_what_names_nothing_stays_one_text(folder: Path, typed: str) -> None:
    assert len(typed_paths(typed)) == 1


def test_nothing_typed_is_nothing() -> None:
    assert typed_paths(" \n") == []


def test_completion_goes_as_far_as_it_is_certain(folder: Path) -> None:
    found = completed(f"{folder}/纪")
    assert found.text == f"{folder}/纪要"
    assert found.names == ("纪要一.pdf", "纪要二.pdf")
    assert completed(f"{folder}/a").text == f"{folder}/a b.pdf"
    assert completed("~/夹").text == f"{folder}/夹 子{os.sep}"
    assert completed(f"'{folder}/夹").text.startswith(("'", str(folder)))
    assert ".hidden" not in completed(f"{folder}/").names
    assert completed(f"{folder}/.h").text == f"{folder}/.hidden"
    assert completed(f"{folder}/A B").text == f"{folder}/a b.pdf"
    assert completed("").names[0] == "50%.txt"
    assert completed(f"{folder}/none").names == ()
    assert completed(f"{folder}/none/x").names == ()
    assert completed("none\0").names == ()


def test_a_large_folder_is_cut_with_a_sign(tmp_path: Path) -> None:
    for number in range(250):
        (tmp_path / f"f{number:03}").touch()
    found = completed(f"{tmp_path}/f")
    assert (len(found.names), found.more) == (200, True)
