"""A review of a document: on disk before anything else, undone step by step, never put over somebody else's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kaoping.drafting.author.header import header_mend, header_of
from kaoping.drafting.author.review_file import ReviewFile, parsed_review, review_text
from kaoping.drafting.values import DOCUMENT, Key, Mend
from kaoping.errors import Refused, Surroundings
from kaoping.hooks import Plugins
from kaoping.workbench.drafts import Drafts, Review, read_review
from kaoping.workbench.library import Library

TEXT = """云溪县乡镇法治建设考核办法（2026年）
一、组织领导（10分）
（一）学习制度（6分）
1.每年专题学习不少于4次。
（二）机构人员（4分）
1.设有专门机构。
二、依法行政（5分）
（三）执法规范（5分）
1.执法有记录。
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "办法.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(Library(Plugins.load(entry_points=False), (), tmp_path / "standards"))


def key(review: Review, words: str) -> Key:
    return next(part.key for part in review.draft.parts if words in part.text)


def said(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.faults[0].message


def test_a_review_file_says_all_of_it_again() -> None:
    one, two = Mend(Key(3, 0, "aa"), "role", "veto"), Mend(DOCUMENT, "header", "short|“简称”|x")
    review = ReviewFile("子/办法.docx", "ff", ((one, two), (one,)), ((two,),), "ee")
    assert parsed_review(review_text(review), "x") == review
    assert review.mends == (one, two, one)
    assert review_text(review).count("\n") == 14
    assert review.without_last().undone == ((two,), (one,))
    assert review.without_last().with_last_again() == review
    assert review.with_step([two]).undone == ()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda _: "{", "内容不完整或被改坏"),
        (lambda _: "[" * 100_000, "内容不完整或被改坏"),
        (lambda _: "[]", "不是审阅记录"),
        (lambda text: text.replace('"schema": 1', '"schema": 2'), "由更新的版本写成"),
        (lambda text: text.replace('"role"', '"rôle"'), "内容不完整或被改坏"),
        (lambda text: text.replace('"veto"', '"king"'), "内容不完整或被改坏"),
        (lambda text: text.replace("[3,", "[true,"), "内容不完整或被改坏"),
        (lambda text: text.replace("[3,", '["3",'), "内容不完整或被改坏"),
        (lambda text: text.replace('"a.txt"', "7"), "内容不完整或被改坏"),
        (lambda text: text.replace("a.txt", "a\\u202e.txt"), "内容不完整或被改坏"),
    ],
)
def test_a_damaged_review_file_is_refused(change: object, why: str) -> None:
    text = review_text(ReviewFile("a.txt", "ff", ((Mend(Key(3, 0, "aa"), "role", "veto"),),)))
    with pytest.raises(Refused) as refused:
        parsed_review(change(text), "办法.review.json")  # type: ignore[operator]
    assert why in said(refused)
    assert "办法.review.json" in said(refused)


def test_steps_are_saved_and_undone_and_gone_on_with(drafts: Drafts, document: Path) -> None:
    first = drafts.open(document)
    assert not first.path.exists()
    note = drafts.mend(first, [Mend(key(first, "专门机构"), "role", "note")])
    both = drafts.mend(note, [Mend(key(first, "一、组织"), "title", "组织"), header_mend("unit_kinds", "village")])
    assert json.loads(both.path.read_text(encoding="utf-8"))["source"] == "办法.txt"
    assert both.draft.data["dimensions"][0]["title"] == "组织"
    assert header_of(both.draft)["unit_kinds"] == "village"
    back = drafts.undo(both)
    assert back.draft == note.draft
    assert header_of(back.draft)["unit_kinds"] != "village"
    assert drafts.redo(back).draft == both.draft
    # By the document, the standard's name or the review's own: the same review.
    for path in (document, both.target, both.path):
        assert drafts.open(path).draft == both.draft
        assert drafts.open(path).other is False
    for step in (drafts.undo, drafts.redo):
        with pytest.raises(Refused) as refused:
            step(first)
        assert "没有可以" in said(refused)


def test_the_review_moves_with_its_document(drafts: Drafts, document: Path, tmp_path: Path) -> None:
    review = drafts.open(document)
    review = drafts.mend(review, [Mend(key(review, "专门机构"), "role", "note")])
    there = tmp_path / "别处"
    there.mkdir()
    for path in (document, review.path):
        path.rename(there / path.name)
    moved = drafts.open(there / "办法.toml")
    assert moved.draft == review.draft
    (there / "办法.txt").unlink()
    with pytest.raises(Refused) as refused:
        drafts.open(there / "办法.toml")
    assert "找不到审阅所依据的文件 办法.txt" in said(refused)


def test_a_correction_never_acts_on_other_words(drafts: Drafts, document: Path) -> None:
    review = drafts.open(document)
    mend = Mend(key(review, "专门机构"), "role", "note")
    drafts.mend(review, [mend])
    document.write_text(TEXT.replace("设有专门机构", "配有专职人员"), encoding="utf-8")
    again = drafts.open(document)
    assert again.other
    assert again.draft.void == (mend,)
    assert again.draft.part(key(again, "专职人员")).role == "requirement"  # type: ignore[union-attr]


def test_somebody_elses_corrections_stay(drafts: Drafts, document: Path) -> None:
    one = drafts.open(document)
    other = drafts.mend(drafts.open(document), [Mend(key(one, "专门机构"), "role", "note")])
    for change in (
        lambda: drafts.mend(one, [Mend(key(one, "专门机构"), "role", "evidence")]),
        lambda: drafts.save(one),
    ):
        with pytest.raises(Refused) as refused:
            change()
        assert "刚被另一窗口修改" in said(refused)
    assert read_review(one.target) == other.file
    other.path.unlink()
    with pytest.raises(Refused) as refused:
        drafts.mend(other, [Mend(key(one, "专门机构"), "role", "evidence")])
    assert "已被移走" in said(refused)


def test_what_was_written_by_hand_is_written_over_only_where_it_is_said(drafts: Drafts, document: Path) -> None:
    review = drafts.save(drafts.open(document))
    text = review.target.read_text(encoding="utf-8")
    review = drafts.save(drafts.mend(review, [header_mend("short", "乡镇法治")]))
    assert 'short = "乡镇法治"' in review.target.read_text(encoding="utf-8")
    review.target.write_text(text + "# 我的\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        drafts.save(review)
    assert "在写出之后被改过" in said(refused)
    assert drafts.save(review, force=True).target.read_text(encoding="utf-8").count("# 我的") == 0


def test_nothing_to_review_is_said(drafts: Drafts, document: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text("schema = 1\n", encoding="utf-8")
    other = tmp_path / "另.txt"
    other.write_text("第一条 无。\n", encoding="utf-8")
    drafts.mend(drafts.open(document), [Mend(DOCUMENT, "id", "a/b")])
    for work, why in (
        (lambda: drafts.open(own), "旁边没有审阅记录"),
        (lambda: drafts.look(own), "旁边没有审阅记录"),
        (lambda: drafts.open(tmp_path / "x.toml"), "没有这个文件"),
        (lambda: drafts.look(tmp_path / "x.docx"), "没有这个文件"),
        (lambda: drafts.open(other, document.with_suffix(".toml")), "已是另一文件（办法.txt）的审阅"),
        (lambda: drafts.open(tmp_path / "无.docx", document.with_suffix(".toml")), "没有这个文件"),
        (lambda: drafts.typed(" "), "请输入文件的路径"),
        (lambda: drafts.typed(f"'{document}' '{other}'"), "一次导入一个文件，这里有 2 个"),
    ):
        with pytest.raises(Refused) as refused:
            work()
        assert why in said(refused)


def test_a_folder_that_takes_nothing_keeps_the_draft_as_it_was(
    drafts: Drafts, document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = drafts.mend(drafts.open(document), [Mend(DOCUMENT, "id", "a/b")])
    held = review.path.read_bytes()

    def full(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(Surroundings) as error:
        drafts.mend(review, [Mend(DOCUMENT, "id", "a/c")])
    assert error.value.code == "full"
    assert review.path.read_bytes() == held
    assert sorted(path.name for path in document.parent.iterdir() if path.is_file()) == ["办法.review.json", "办法.txt"]


def test_checked_cases_and_installed(drafts: Drafts, document: Path, tmp_path: Path) -> None:
    review = drafts.open(document)
    assert drafts.suggested_id(review) == f"yunxi/{review.draft.data['unit_kinds'][0]}-2026"
    review = drafts.mend(review, [Mend(DOCUMENT, "id", "yunxi/town-2026"), header_mend("unit_kinds", "town")])
    assert [fault for fault, blocking in drafts.checked(review) if blocking] == []
    broken = drafts.mend(review, [Mend(key(review, "（二）"), "points", "")])
    wrong = [fault for fault, blocking in drafts.checked(broken) if blocking]
    assert {fault.file for fault in wrong} == {"办法.toml"}
    review = drafts.save(drafts.undo(broken))
    assert drafts.cases(review) is None
    installed = drafts.install(review)
    assert installed.id == "yunxi/town-2026"
    assert [entry.path for entry in drafts._library.usable() if entry.id == installed.id] == [
        installed.folder / "办法.toml"
    ]
    cases = 'schema = 1\nstandard = "yunxi/town-2026"\n[[cases]]\nname = "满分"\n'
    cases += (
        'unit = { name = "甲镇", kind = "town" }\nperiod = { from = 2026-01-01, to = 2026-12-31 }\nas_of = 2026-12-31\n'
    )
    cases += "[cases.expect]\nscore = { low = 0, high = 9 }\n"
    document.with_name("办法.cases.toml").write_text(cases, encoding="utf-8")
    (result,) = drafts.cases(review) or ()
    assert result.differences


def test_a_correction_is_put_on_top_of_another_windows_and_all_is_taken_back(drafts: Drafts, document: Path) -> None:
    mine = theirs = drafts.open(document)
    one, two = key(mine, "设有专门机构"), key(mine, "执法有记录")
    theirs = drafts.mend(theirs, [Mend(one, "role", "note")])
    with pytest.raises(Refused) as refused:
        drafts.mend(mine, [Mend(two, "role", "evidence")])
    assert refused.value.faults[0].code == "head-moved"
    mine = drafts.mend_again(mine, [Mend(two, "role", "evidence")])
    assert [mend.value for mend in read_review(mine.target).mends] == ["note", "evidence"]
    assert drafts.mend_again(theirs, []).file == mine.file
    whole = drafts.undo_all(mine)
    assert whole.draft.data == drafts.open(document).draft.data
    assert (len(whole.file.undone), whole.file.with_last_again().mends[0].value) == (2, "note")
    with pytest.raises(Refused):
        drafts.undo_all(whole)


def test_a_workbook_to_write_standards_in_is_no_document(drafts: Drafts, tmp_path: Path) -> None:
    from kaoping.workbench.standard_books import blank_workbook

    book = tmp_path / "乡镇.xlsx"
    blank_workbook(drafts._library, "yunxi/town-2026", book)
    for ask in (drafts.open, drafts.look):
        with pytest.raises(Refused) as refused:
            ask(book)
        assert "请用 kaoping standard from-xlsx 乡镇.xlsx -o 乡镇.toml 变成标准" in said(refused)


def test_a_review_is_on_the_disk_before_it_has_its_name(
    drafts: Drafts, document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kaoping.workbench import new_files

    done: list[str] = []
    sync, place = new_files.sync_file, new_files.os.replace
    monkeypatch.setattr(new_files, "sync_file", lambda path: (done.append("sync"), sync(path)))
    monkeypatch.setattr(new_files.os, "replace", lambda one, two: (done.append("name"), place(one, two)))
    review = drafts.open(document)
    drafts.mend(review, [Mend(key(review, "执法有记录"), "role", "evidence")])
    assert done == ["sync", "name"]


def test_what_a_draft_lacks_is_said_in_the_documents_words(drafts: Drafts, document: Path) -> None:
    document.write_text(TEXT.replace("（二）机构人员（4分）", "（二）机构人员"), encoding="utf-8")
    found = drafts.lacking(drafts.open(document))
    assert {one.code for one in found if one.blocking} == {"no-points"}
    first = found[0]
    assert first.line.startswith("第5行｜2 机构人员：没有分值。按 1 采用推算的“4 分”")
    assert not any(sign in one.line for one in found for sign in ("[[", "points", "themes", "otherwise"))
