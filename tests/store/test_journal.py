from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import threading
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoping.errors import Refused, Surroundings
from kaoping.store.canonical import canonical, entry_hash, hasher, is_canonical
from kaoping.store.journal import HeadMoved, append, entries, head, heads, installation_id, open_book
from kaoping.store.verify import verify_chain
from kaoping.store.workspace import Workspace, saving

HERE, ELSEWHERE = "a" * 32, "b" * 32


def test_entries_are_chained_from_the_books_id(workspace: Workspace, book: str) -> None:
    assert head(workspace, book) == (0, book)
    with saving(workspace):
        first = append(workspace, book, {"b": "第[/]条", "a": [1, None, True]})
        second = append(workspace, book, {}, expect_head=first.hash)
    assert (first.book, first.seq, first.prev) == (book, 1, book)
    assert first.text == '{"a":[1,null,true],"b":"第[/]条"}'
    assert first.body == {"a": [1, None, True], "b": "第[/]条"}
    assert (second.seq, second.prev, second.text) == (2, first.hash, "{}")
    assert list(entries(workspace, book)) == [first, second]
    assert list(entries(workspace, book, after=1)) == [second]
    assert list(entries(workspace, "none")) == []
    assert head(workspace, book) == (2, second.hash)
    assert heads(workspace) == {book: (2, second.hash)}
    assert verify_chain(workspace) == []


def test_hash_is_over_fields_with_their_lengths(workspace: Workspace, book: str) -> None:
    with saving(workspace):
        entry = append(workspace, book, {"k": "值"})
    fields = (b"kaoping-entry-v1", book.encode(), b"1", book.encode(), '{"k":"值"}'.encode())
    expected = hashlib.sha256(b"".join(len(field).to_bytes(8, "big") + field for field in fields)).hexdigest()
    assert entry.hash == expected
    sha = hasher("sha256")
    assert entry_hash(sha, b"ab", 1, b"c", b"") != entry_hash(sha, b"a", 1, b"bc", b"")


def test_text_is_kept_byte_for_byte(workspace: Workspace, book: str) -> None:
    text = "“引号”\\ \t\n\u2028 e\u0301 é Ａ \u202e\x1b[2J 𠮷 \0"
    with saving(workspace):
        append(workspace, book, {"text": text})
    (entry,) = entries(workspace, book)
    assert entry.body["text"] == text
    assert verify_chain(workspace) == []


@pytest.mark.parametrize(
    "value", [0.5, float("nan"), float("inf"), Decimal("0.5"), Fraction(1, 2), b"x", 2**63, {1: "a"}, {"a": {1.0}}]
)
def test_what_an_entry_cannot_hold(workspace: Workspace, book: str, value: Any) -> None:
    with pytest.raises(TypeError), saving(workspace):
        append(workspace, book, {"value": [{"deep": value}]})
    assert head(workspace, book) == (0, book)


def test_a_lone_surrogate_is_refused(workspace: Workspace, book: str) -> None:
    for body in ({"reason": "第一条\ud800"}, {"第一条\udfff": "x"}):
        with pytest.raises(Refused, match="文字中有无效字符") as caught, saving(workspace):
            append(workspace, book, body)
        assert "第一条" in caught.value.faults[0].message
    with pytest.raises(Refused, match="无效字符"), saving(workspace):
        open_book(workspace, "张\ud800", HERE)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(), json_values, max_size=6))
def test_canonical_text_is_one(body: dict[str, Any]) -> None:
    text = canonical(body)
    assert json.loads(text) == body
    assert canonical(dict(reversed(body.items()))) == text
    assert is_canonical(text.encode())
    assert not is_canonical((text + " ").encode())


@pytest.mark.parametrize(
    "body", [b"[]", b'{"a":0.5}', b'{"a":NaN}', b'{"b":1,"a":1}', b'{"a":1,"a":1}', b"\xff", b"{}x"]
)
def test_other_text_is_not_canonical(body: bytes) -> None:
    assert not is_canonical(body)
    assert not is_canonical(b'{"a":' + b"[" * 100_000)


def test_another_window_saved_first(workspace: Workspace, book: str) -> None:
    with Workspace.open(workspace.path) as other:
        _, seen = head(workspace, book)
        with saving(other):
            theirs = append(other, book, {"by": "other"}, expect_head=book)
        with pytest.raises(HeadMoved) as caught, saving(workspace):
            append(workspace, book, {"by": "me"}, expect_head=seen)
    assert isinstance(caught.value, Surroundings)
    assert caught.value.code == "head-moved"
    assert caught.value.message.startswith("另一窗口已修改此考评，本次未保存")
    assert (caught.value.book, caught.value.expected, caught.value.found) == (book, seen, theirs.hash)
    assert [entry.body for entry in entries(workspace, book)] == [{"by": "other"}]


def test_the_journal_is_written_inside_saving_alone(workspace: Workspace, book: str) -> None:
    with pytest.raises(RuntimeError, match="inside saving"):
        append(workspace, book, {})
    with pytest.raises(RuntimeError, match="inside saving"):
        open_book(workspace, "张三", HERE)
    with pytest.raises(KeyError), saving(workspace):
        append(workspace, "no such book", {})


WRONG = {
    "update": ("UPDATE entry SET body = '{}' WHERE seq = 2", "append-only"),
    "delete": ("DELETE FROM entry WHERE seq = 40", "append-only"),
    "replace": ("INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE seq = 40", "out of order|does not follow"),
    "gap": ("INSERT INTO entry SELECT book, 42, hash, '{}', hash FROM entry WHERE seq = 40", "out of order"),
    "prev": ("INSERT INTO entry SELECT book, 41, prev, '{}', hash FROM entry WHERE seq = 40", "does not follow"),
    "foreign": ("INSERT INTO entry SELECT 'x', 1, 'x', '{}', hash FROM entry WHERE seq = 40", "FOREIGN KEY"),
    "book": ("UPDATE book SET evaluator = '李四'", "append-only"),
    "drop": ("DELETE FROM book", "append-only"),
    "again": ("INSERT OR REPLACE INTO book SELECT * FROM book", "exists"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_triggers_refuse(filled: Workspace, kind: str) -> None:
    statement, message = WRONG[kind]
    with pytest.raises(sqlite3.IntegrityError, match=message), saving(filled) as db:
        db.execute(statement)
    assert verify_chain(filled) == []


def test_a_book_is_reused_by_its_evaluator_here(workspace: Workspace, book: str) -> None:
    with saving(workspace):
        assert open_book(workspace, "张三", HERE) == book
        other = open_book(workspace, "李四", HERE)
    assert other != book
    rows = workspace.db.execute("SELECT evaluator, installation, algorithm, cites FROM book").fetchall()
    assert rows == [("张三", HERE, "sha256", None), ("李四", HERE, "sha256", None)]


def test_another_installation_starts_a_book_that_cites_the_old_head(filled: Workspace, book: str) -> None:
    seq, digest = head(filled, book)
    with saving(filled):
        there = open_book(filled, "张三", ELSEWHERE)
        append(filled, there, {"k": "v"})
        assert open_book(filled, "张三", ELSEWHERE) == there
        assert open_book(filled, "张三", HERE) == book
    (cites,) = filled.db.execute("SELECT cites FROM book WHERE id = ?", [there]).fetchone()
    assert json.loads(cites) == {"book": book, "seq": seq, "hash": digest}
    assert verify_chain(filled) == []


def test_a_copy_made_by_hand_never_forks_a_book(filled: Workspace, book: str, tmp_path: Path) -> None:
    filled.close()
    copied, moved = tmp_path / "考评 - 副本.db", tmp_path / "改名.db"
    shutil.copy(filled.path, copied)
    with Workspace.open(copied) as copy, saving(copy):
        fresh = open_book(copy, "张三", HERE)
        assert fresh != book
        assert append(copy, fresh, {"k": "v"}).seq == 1
    filled.path.rename(moved)
    with Workspace.open(moved) as renamed, saving(renamed):
        assert open_book(renamed, "张三", HERE) == book
    with Workspace.open(copied) as copy:
        with saving(copy):
            assert open_book(copy, "张三", HERE) == fresh
        assert verify_chain(copy) == []


def test_sm3_where_this_python_has_it(workspace: Workspace) -> None:
    if "sm3" not in hashlib.algorithms_available:
        with pytest.raises(Refused, match="不支持杂凑算法 sm3"):
            hasher("sm3")
        return
    with saving(workspace):
        book = open_book(workspace, "王五", HERE, algorithm="sm3")
        entry = append(workspace, book, {"k": "v"})
    fields = (b"kaoping-entry-v1", book.encode(), b"1", book.encode(), b'{"k":"v"}')
    data = b"".join(len(field).to_bytes(8, "big") + field for field in fields)
    assert entry.hash == hashlib.new("sm3", data).hexdigest()
    assert verify_chain(workspace) == []


def test_unknown_algorithms_are_refused(workspace: Workspace) -> None:
    with pytest.raises(Refused, match="不认识的杂凑算法：md5"), saving(workspace):
        open_book(workspace, "王五", HERE, algorithm="md5")
    assert workspace.db.execute("SELECT count(*) FROM book").fetchone() == (0,)


def test_installation_id_is_made_once(tmp_path: Path) -> None:
    folder = tmp_path / "配置" / "kaoping"
    start = threading.Barrier(8)
    made: list[str] = []

    def window() -> None:
        start.wait()
        made.append(installation_id(folder))

    windows = [threading.Thread(target=window) for _ in range(8)]
    for each in windows:
        each.start()
    for each in windows:
        each.join()
    assert len(set(made)) == 1
    assert len(made[0]) == 32
    assert [item.name for item in folder.iterdir()] == ["installation-id"]
    assert installation_id(tmp_path / "other") != made[0]


def test_a_spoilt_installation_id_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "installation-id").write_bytes(b"\xff\xfe")
    fresh = installation_id(tmp_path)
    assert len(fresh) == 32
    assert installation_id(tmp_path) == fresh
