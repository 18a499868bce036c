"""`kaoping standard attach` and `check` on an invented document."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

LINES = """小标准
（一）领导（6分）
1、学法：每年学法不少于4次，有学习记录（4分）。
2、制度：制度齐全（2分）。
（二）执法（4分）
3、案卷：抽查的案卷合格（4分）。
"""


@pytest.fixture
def document(tmp_path: Path) -> Callable[..., Path]:
    def write(was: str = "", now: str = "") -> Path:
        path = tmp_path / "文件.txt"
        path.write_text(LINES.replace(was, now), encoding="utf-8")
        return path

    return write


def test_all_matched_is_0(ok, document) -> None:
    done = ok("standard", "check", "t/small", "--against", document(), "--json").json
    assert (done["standard"], done["ok"], done["matched"], done["doubtful"], done["missing"]) == (
        "t/small", True, 3, 0, 0,
    )  # fmt: skip
    assert done["items"][0] == {
        "id": "1", "title": "学法", "state": "matched", "place": "第3行",
        "text": "1、学法：每年学法不少于4次，有学习记录（4分）。",
        "points": "4", "printed_points": "4", "points_equal": True,
        "figures": [{"figure": "4次", "present": True}], "absent": [], "doubts": [], "remarks": [],
        "requirements": [{"id": "1.1", "text": done["items"][0]["requirements"][0]["text"]}],
    }  # fmt: skip
    assert "每年学法不少于4次" in done["items"][0]["requirements"][0]["text"]
    assert (done["extra"], done["outside"], done["notes"]) == ([], 2, [])
    assert (
        "共 3 项，对上 3，存疑 0，未找到 0；分值或数字不同 0 项，多出 0 段"
        in ok("standard", "check", "t/small", "--against", document()).out
    )


def test_what_differs_is_1_and_named(run, document) -> None:
    path = document("不少于4次，有学习记录（4分）", "不少于6次，有学习记录（3分）")
    done = run("standard", "check", "t/small", "--against", path)
    assert done.code == 1
    assert "对上：1 学法（第3行）：分值不同：文件印 3 分；文件有“6次”，标准没有；标准有“4次”，文件没有" in done.out
    assert run("standard", "check", "t/small", "--against", path, "--json").json["items"][0]["points_equal"] is False


def test_what_is_missing_or_too_much_is_1_and_named(run, document) -> None:
    done = run("standard", "check", "t/small", "--against", document("2、制度：制度齐全（2分）。\n", ""))
    assert done.code == 1
    assert "未找到：2 制度" in done.out
    more = document("（二）执法", "3、车辆按月保养，油耗逐车登记公示（1分）。\n（二）执法")
    done = run("standard", "check", "t/small", "--against", more)
    assert done.code == 1
    assert "多出（第5行）：3、车辆按月保养，油耗逐车登记公示（1分）。" in done.out


def test_another_document_is_said_to_be_one(run, tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_text("会议通知\n一律准时。\n", encoding="utf-8")
    done = run("standard", "check", "t/small", "--against", path)
    assert done.code == 1
    assert "文件里只找到少数几项，不像是这个标准所依的文件，请核对文件名" in done.out


def test_bad_input_is_2(run, document, tmp_path: Path) -> None:
    done = run("standard", "check", "t/small", "--against", tmp_path / "没有.docx")
    assert done.code == 2
    assert "没有这个文件，请核对文件名和所在文件夹" in done.err
    done = run("standard", "check", "t/small", "--against", tmp_path / "没有.docx", "--json")
    assert done.codes() == ["document"]
    assert run("standard", "check", "t/none", "--against", document()).code == 2
    assert run("standard", "check", "t/small").code == 2


def test_a_standards_file_is_checked_too(ok, document, small: Path) -> None:
    assert ok("standard", "check", small, "--against", document(), "--json").json["ok"] is True


def test_attach_keeps_the_clauses_in_the_workspace(ok, run, document, db: Path) -> None:
    done = ok("standard", "attach", "t/small", document(), "--json")
    assert done.json["standards"] == [{"standard": "t/small", "matched": 3, "doubtful": 0, "missing": 0}]
    assert len(done.json["sha256"]) == 64
    assert db.exists()
    again = ok("standard", "attach", "t/small", document("2、制度：制度齐全（2分）。\n", ""))
    assert "t/small：共 3 项，对上 2，存疑 0，未找到 1" in again.out
    assert "未找到：2 制度" in again.out
    assert "原文只存在本工作区，不随导出的文件走" in again.out
    ok("verify")
    refused = run("standard", "attach", "t/nothing", document())
    assert refused.code == 2
    assert "没有文件“t/nothing”。现有：" in refused.err
