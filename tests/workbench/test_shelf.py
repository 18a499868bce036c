"""A standard put into the user's folder: what a power cut leaves is whole, told, and finished at the next start."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaoping.hooks import Plugins
from kaoping.workbench.library import Library
from kaoping.workbench.shelf import install, remove
from kaoping.workbench.shelf_files import mended, removed_folder


class Cut(BaseException):
    """The power goes: nothing is cleaned up after it."""


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return tmp_path / "data" / "standards"


def library(shelf: Path) -> Library:
    return Library(Plugins.load(entry_points=False), folder=shelf)


@pytest.fixture
def own(tmp_path: Path, standards: Path) -> Path:
    path = tmp_path / "mine" / "own.toml"
    path.parent.mkdir()
    path.write_text((standards / "points.toml").read_text(encoding="utf-8"), encoding="utf-8")
    return path


def newer(own: Path) -> Path:
    text = own.read_text(encoding="utf-8")
    assert 'edition = "2025"' in text
    own.write_text(text.replace('edition = "2025"', 'edition = "2026"', 1), encoding="utf-8")
    return own


def editions(shelf: Path) -> list[tuple[str, str | None]]:
    found = [(e.edition, e.failure) for e in library(shelf).entries() if e.plugin is None]
    return sorted(found)


@pytest.mark.parametrize("cut", [1, 2, 3, 4])
@pytest.mark.parametrize("dropped", [False, True], ids=["installed", "dropped in"])
def test_a_power_cut_at_any_rename_leaves_the_old_or_the_new(
    own: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch, cut: int, dropped: bool
) -> None:
    if dropped:
        shelf.mkdir(parents=True)
        (shelf / "own.toml").write_bytes(own.read_bytes())
    else:
        install(library(shelf), shelf, own)
    real, count = Path.rename, 0

    def rename(path: Path, target: Path) -> Path:
        nonlocal count
        count += 1
        if count == cut:
            raise Cut
        return real(path, target)

    newer(own)
    monkeypatch.setattr(Path, "rename", rename)
    monkeypatch.setattr("kaoping.workbench.shelf_files.shutil.rmtree", lambda *_, **__: None)
    try:
        install(library(shelf), shelf, own)
        ended = True
    except Cut:
        ended = False
    monkeypatch.undo()
    assert ended == (cut == 4)
    notes = mended(shelf)
    assert editions(shelf) == [("2025" if cut == 1 else "2026", None)]
    assert len(notes) == (cut in (2, 3))
    if notes:
        assert "上次装入标准“t/points”（2026）中途停下，已补完" in notes[0]
        assert ("替换下来的在" in notes[0]) == (cut == 2)
    kept = list(removed_folder(shelf).glob("*/own.toml"))
    assert len(kept) == (cut > 1)
    assert mended(shelf) == []
    remove(library(shelf), shelf, "t/points")
    assert editions(shelf) == []


def test_what_cannot_be_finished_is_said_and_what_is_nothing_goes(shelf: Path, own: Path) -> None:
    (shelf / ".leer.ready").mkdir(parents=True)
    assert mended(shelf) == []
    assert list(shelf.iterdir()) == []
    assert mended(shelf / "nowhere") == []


def test_what_lies_beside_and_does_not_go_along_is_said(shelf: Path, own: Path) -> None:
    (own.parent / "bands.toml").write_text('schema = 1\nextends = "t/points"\n', encoding="utf-8")
    (own.parent / "more.cases.toml").write_text('schema = 1\nstandard = "t/points"\n', encoding="utf-8")
    (own.parent / "table.toml").write_text('schema = 1\nfrom = "t/points"\nto = "zhashui"\n', encoding="utf-8")
    (own.parent / "other.toml").write_text('schema = 1\nextends = "zhashui"\n', encoding="utf-8")
    (own.parent / "2024.cases.toml").write_text('schema = 1\nstandard = "t/points"\n', encoding="utf-8")
    text = own.read_text(encoding="utf-8").replace('edition = "2025"', 'edition = "2024"')
    (own.parent / "2024.toml").write_text(text, encoding="utf-8")
    told = install(library(shelf), shelf, own).notes
    assert "2024.cases.toml 是旁边 2024.toml（2024）的算例，按那一版手算的，仍归那一版，不装入这一版" in told
    notes = [note for note in told if note.startswith("没有一并装入")]
    assert [note.partition("：")[2].partition("（")[0] for note in notes] == [
        "bands.toml",
        "more.cases.toml",
        "table.toml",
    ]
    assert "须以 .rules.toml 结尾" in notes[0]
    assert "须是 own.cases.toml" in notes[1]


def test_two_files_of_one_id_are_told_apart_and_an_edition_is_read(shelf: Path, own: Path) -> None:
    install(library(shelf), shelf, own)
    (shelf / "again.toml").write_bytes(newer(own).read_bytes())
    first, second = editions(shelf)
    assert (first[0], second[0]) == ("2025", "2026")
    said = [failure for _, failure in (first, second) if failure is not None]
    assert len(said) == 1
    assert "编号“t/points”已由" in said[0]
    assert "未使用这一个" in said[0]
