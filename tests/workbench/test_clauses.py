from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kaoping.errors import Surroundings
from kaoping.store.workspace import saving
from kaoping.workbench import Workbench

LINES = """示例办法
1、学法：党委中心组每年学法不少于4次，次次有记录（5分）。
2、制度：各项制度齐全，执行到位有台账（5分）。
3、立法：立法计划按时报送（2分）。
4、办结：信访办结率不低于90%（8分）。
"""


@pytest.fixture
def copy(tmp_path: Path) -> Callable[..., Path]:
    """A copy of the document, something in it changed."""

    def write(was: str = "", now: str = "", name: str = "办法.txt") -> Path:
        path = tmp_path / name
        path.write_text(LINES.replace(was, now), encoding="utf-8")
        return path

    return write


def test_a_clause_is_shown_once_its_document_is_attached(
    bench: Workbench, opened: str, copy: Callable[..., Path]
) -> None:
    assert bench.clauses.of(opened, "1.2") is None
    done = bench.clauses.attach("t/points", copy())
    assert (done.document, [one.standard for one in done.sheets]) == ("t/points", ["t/points"])
    found = bench.clauses.of(opened, "1.2")
    assert found is not None
    assert found.text == "2、制度：各项制度齐全，执行到位有台账（5分）。"
    assert (found.place, found.state, found.file, found.by) == ("第3行", "matched", "办法.txt", "张三")
    assert found.at.startswith("2025-12-20T")
    assert bench.care.verify() == []


def test_the_record_says_who_attached_what_and_holds_no_wording(bench: Workbench, copy: Callable[..., Path]) -> None:
    done = bench.clauses.attach("t/points", copy())
    (row,) = bench.clauses.attached("t/points")
    assert (row.evaluator, row.clauses) == ("张三", 4)
    assert row.body["file"] == {"name": "办法.txt", "sha256": done.sha256, "size": len(LINES.encode())}
    assert row.body["sheets"]["t/points"]["matched"] == 4
    entries = bench.desk.workspace.db.execute("SELECT body FROM entry").fetchall()
    assert any("document-attached" in body for (body,) in entries)
    assert not any("执行到位有台账" in body for (body,) in entries)


def test_attaching_again_replaces_and_is_a_new_entry(
    bench: Workbench, opened: str, copy: Callable[..., Path], tally: Callable[[Workbench], int]
) -> None:
    bench.clauses.attach("t/points", copy())
    before = tally(bench)
    bench.clauses.attach("t/points", copy("3、立法：立法计划按时报送（2分）。\n", "", "新版.txt"))
    assert tally(bench) == before + 1
    found = bench.clauses.of(opened, "1.3")
    assert found is not None
    assert (found.text, found.state, found.file) == ("", "missing", "新版.txt")
    assert bench.care.verify() == []


def test_ones_own_copy_goes_before_another_evaluators(
    bench: Workbench, opened: str, copy: Callable[..., Path], opener: Callable[..., Workbench]
) -> None:
    bench.clauses.attach("t/points", copy(name="张三的.txt"))
    other = opener("李四", "b" * 32)
    seen = other.clauses.of(opened, "1.1")
    assert seen is not None
    assert seen.file == "张三的.txt"
    other.clauses.attach("t/points", copy(name="李四的.txt"))
    assert [one.clauses.of(opened, "1.1").file for one in (bench, other)] == ["张三的.txt", "李四的.txt"]  # type: ignore[union-attr]
    assert bench.care.verify() == []


def test_what_is_refused_leaves_what_was_there(
    bench: Workbench, opened: str, copy: Callable[..., Path], refused: Callable[..., tuple[str, str]], tmp_path: Path
) -> None:
    bench.clauses.attach("t/points", copy())
    other = tmp_path / "通知.txt"
    other.write_text("会议通知\n1、九时报到。\n2、自带电脑。\n", encoding="utf-8")
    code, message = refused(bench.clauses.attach, "t/points", other)
    assert code == "other-document"
    assert message.startswith("这份文件里只找到 4 项中的 0 项，不像是“计分示例”；请核对文件")
    assert refused(bench.clauses.attach, "t/none", other) == (
        "unknown-document",
        "没有文件“t/none”。现有：" + "、".join(sorted(_documents(bench))),
    )
    assert refused(bench.clauses.attach, "t/points", tmp_path / "没有.txt")[0] == "document"
    found = bench.clauses.of(opened, "1.1")
    assert found is not None
    assert found.file == "办法.txt"


def _documents(bench: Workbench) -> set[str]:
    return {bench.library.resolved(entry.id).document.id for entry in bench.library.usable()}


def test_verify_finds_a_wording_that_was_changed(bench: Workbench, copy: Callable[..., Path]) -> None:
    bench.clauses.attach("t/points", copy())
    with saving(bench.desk.workspace) as db:
        db.execute("UPDATE wording SET text = '改过' WHERE item = '1.1'")
    (fault,) = bench.care.verify()
    assert (fault.code, fault.id) == ("clauses", "t/points")
    assert "官方原文被改动过（张三 附上的）" in fault.message
    with saving(bench.desk.workspace) as db:
        db.execute("DELETE FROM wording")  # as in a record that came from elsewhere
    assert bench.care.verify() == []


def test_reading_a_clause_goes_by_key(bench: Workbench, copy: Callable[..., Path]) -> None:
    bench.clauses.attach("t/points", copy())
    plan = bench.desk.workspace.db.execute(
        "EXPLAIN QUERY PLAN SELECT text FROM wording c WHERE c.standard = 's' AND c.item = 'i'"
    ).fetchall()
    assert "SEARCH c USING PRIMARY KEY" in str(plan)


def test_a_workspace_that_is_only_read_keeps_what_it_has(
    bench: Workbench, opened: str, copy: Callable[..., Path], opener: Callable[..., Workbench]
) -> None:
    bench.clauses.attach("t/points", copy())
    bench.close()
    reader = opener("李四", None, read_only=True)
    assert reader.clauses.of(opened, "1.1") is not None
    with pytest.raises(Surroundings):
        reader.clauses.attach("t/points", copy())
