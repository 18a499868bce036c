from __future__ import annotations

import json
import random
import sqlite3
import time
from pathlib import Path

import pytest

from kaoping.errors import Surroundings
from kaoping.store.canonical import entry_hash, hasher
from kaoping.store.journal import append, entries, head, open_book
from kaoping.store.verify import verify_chain
from kaoping.store.workspace import Workspace, saving


def _attack(workspace: Workspace, *statements: str, keep_triggers: bool = True) -> None:
    """What somebody with another program does to the file: triggers away, the deed, triggers back."""
    attacker = sqlite3.connect(workspace.path)
    triggers = attacker.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        attacker.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        attacker.execute(statement)
    if keep_triggers:
        for _, sql in triggers:
            attacker.execute(sql)
    attacker.commit()
    attacker.close()


def _codes(workspace: Workspace, known: dict[str, tuple[int, str]] | None = None) -> set[str]:
    return {fault.code for fault in verify_chain(workspace, known)}


def _rewrite(workspace: Workspace, book: str, seq: int) -> list[str]:
    """Statements that change one entry and recompute every hash after it."""
    statements, prev = [], None
    for entry in list(entries(workspace, book, after=seq - 1)):
        text = entry.text.replace("0.5", "5") if entry.seq == seq else entry.text
        prev = entry.prev if prev is None else prev
        digest = entry_hash(hasher("sha256"), book.encode(), entry.seq, prev.encode(), text.encode())
        statements.append(
            f"UPDATE entry SET body = '{text}', prev = '{prev}', hash = '{digest}' WHERE seq = {entry.seq}"
        )
        prev = digest
    return statements


SWAP = (
    "UPDATE entry SET seq = 1000 WHERE seq = 7",
    "UPDATE entry SET seq = 7 WHERE seq = 8",
    "UPDATE entry SET seq = 8 WHERE seq = 1000",
)
ATTACKS = {
    "edit": (("UPDATE entry SET body = replace(body, '0.5', '5') WHERE seq = 20",), {"hash"}),
    "edit the hash": (("UPDATE entry SET hash = prev WHERE seq = 20",), {"hash", "prev"}),
    "delete in the middle": (("DELETE FROM entry WHERE seq = 20",), {"gap", "prev"}),
    "delete the first": (("DELETE FROM entry WHERE seq = 1",), {"gap", "prev"}),
    "delete and renumber": (
        ("DELETE FROM entry WHERE seq = 20", "UPDATE entry SET seq = seq - 1 WHERE seq > 20"),
        {"prev", "hash"},
    ),
    "swap two": (SWAP, {"prev", "hash"}),
    "another's name": (("UPDATE book SET evaluator = '李四'",), {"book"}),
    "another's algorithm": (("UPDATE book SET algorithm = 'md5'",), {"algorithm"}),
    "a forged citation": (("UPDATE book SET cites = '{}'",), {"book", "cites"}),
    "the book's row away": (("DELETE FROM book",), {"book", "foreign-key"}),
    "no text": (("UPDATE entry SET body = CAST(x'ff' AS TEXT) WHERE seq = 20",), {"hash", "body"}),
    "a planted trigger": (("CREATE TRIGGER t AFTER INSERT ON entry BEGIN SELECT 1; END",), {"schema"}),
    "a planted view": (("CREATE VIEW v AS SELECT 1",), {"schema"}),
    "an index away": (("DROP INDEX unit_parent",), {"schema"}),
}


@pytest.mark.parametrize("kind", ATTACKS)
def test_attacks_that_the_file_alone_shows(filled: Workspace, kind: str) -> None:
    statements, codes = ATTACKS[kind]
    _attack(filled, *statements)
    assert _codes(filled) == codes
    for fault in verify_chain(filled):
        assert fault.message


def test_the_place_of_the_change_is_named(filled: Workspace, book: str) -> None:
    _attack(filled, "UPDATE entry SET body = replace(body, '0.5', '5') WHERE seq = 20")
    (fault,) = verify_chain(filled)
    assert (fault.code, fault.id) == ("hash", f"{book}#20")
    assert fault.message == "第 20 条的内容与其校验值不符，被改动过"


def test_triggers_dropped_and_not_put_back(filled: Workspace) -> None:
    _attack(filled, keep_triggers=False)
    faults = verify_chain(filled)
    assert {fault.code for fault in faults} == {"schema"}
    assert {fault.id for fault in faults} >= {"entry_no_update", "entry_no_delete", "entry_in_order", "entry_chained"}
    assert faults[0].message == "缺少触发器；它保护或保存记录，可能已被人删去"


def test_a_trigger_with_another_text(filled: Workspace) -> None:
    _attack(filled, keep_triggers=True)
    foreign = sqlite3.connect(filled.path)
    foreign.execute("DROP TRIGGER entry_no_update")
    foreign.execute("CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT 1; END")
    foreign.commit()
    foreign.close()
    (fault,) = verify_chain(filled)
    assert (fault.code, fault.id, fault.message) == ("schema", "entry_no_update", "触发器的定义与本程序建立的不同")


CUT = "DELETE FROM entry WHERE seq > 30"


def test_a_cut_tail_is_shown_by_a_head_held_elsewhere(filled: Workspace, book: str) -> None:
    known = {book: head(filled, book)}
    assert verify_chain(filled, known) == []
    _attack(filled, CUT)
    assert verify_chain(filled) == []  # the limit that the manual states
    (fault,) = verify_chain(filled, known)
    assert (fault.code, fault.id) == ("cut", book)
    assert fault.message == "外存凭据记到第 40 条，文件中只到第 30 条，末尾被删去"


def test_a_rewritten_chain_is_shown_by_a_head_held_elsewhere(filled: Workspace, book: str) -> None:
    known = {book: head(filled, book)}
    earlier = {book: (25, list(entries(filled, book))[24].hash)}
    _attack(filled, *_rewrite(filled, book, 20))
    assert verify_chain(filled) == []
    for heads in (known, earlier):
        (fault,) = verify_chain(filled, heads)
        assert (fault.code, fault.id) == ("head", book)
    # A receipt from before the change still holds, and says nothing about what came later.
    assert verify_chain(filled, {book: (19, list(entries(filled, book))[18].hash)}) == []


def test_a_whole_book_away(filled: Workspace, book: str) -> None:
    known = {book: head(filled, book)}
    _attack(filled, "DELETE FROM entry", "DELETE FROM book")
    assert verify_chain(filled) == []
    (fault,) = verify_chain(filled, known)
    assert (fault.code, fault.id) == ("cut", book)
    assert "外存凭据记有这本日志（到第 40 条）" in fault.message


def test_a_head_grown_since_the_receipt_is_fine(filled: Workspace, book: str) -> None:
    known = {book: head(filled, book)}
    with saving(filled):
        append(filled, book, {"k": "v"})
    assert verify_chain(filled, known) == []


def test_a_later_book_shows_the_cut_of_the_one_it_cites(filled: Workspace, book: str) -> None:
    with saving(filled):
        later = open_book(filled, "张三", "b" * 32)
    _attack(filled, CUT)
    (fault,) = verify_chain(filled)
    assert (fault.code, fault.id) == ("cites", later)
    assert f"接续旧日志 {book} 的第 40 条" in fault.message


def test_a_projection_shows_the_cut_of_its_entry(workspace: Workspace, book: str) -> None:
    with saving(workspace) as db:
        entry = append(workspace, book, {"kind": "unit"})
        row = {"id": "u", "name": "合浦县", "kind": "county", "attributes": "{}", "parent": None}
        db["unit"].insert({**row, "book": book, "seq": entry.seq})
    _attack(workspace, "DELETE FROM entry")
    (fault,) = verify_chain(workspace)
    assert (fault.code, fault.message) == ("foreign-key", "表 unit 有一行指向表 entry 中不存在的内容")


def test_what_every_attack_leaves_is_listed_at_once(filled: Workspace) -> None:
    _attack(
        filled,
        "UPDATE entry SET body = '{}' WHERE seq = 5",
        "DELETE FROM entry WHERE seq = 9",
        "UPDATE entry SET body = 'x' WHERE seq = 20",
    )
    found = [(fault.code, (fault.id or "").partition("#")[2]) for fault in verify_chain(filled)]
    assert found == [("hash", "5"), ("gap", "10"), ("prev", "10"), ("hash", "20"), ("body", "20")]


def _content(path: Path) -> list[tuple[str, list[tuple[int, str]]]]:
    with Workspace.open(path, read_only=True) as opened:
        books = opened.db.execute("SELECT id, evaluator FROM book ORDER BY rowid").fetchall()
        return [(name, [(entry.seq, entry.text) for entry in entries(opened, book)]) for book, name in books]


@pytest.mark.slow
def test_no_flipped_bit_changes_a_rating_unseen(filled: Workspace, book: str, tmp_path: Path) -> None:
    known = {book: head(filled, book)}
    with saving(filled):
        other = open_book(filled, "李四", "c" * 32)
        for number in range(30):
            append(filled, other, {"kind": "rate", "item": f"2.{number}", "points": "1.5", "reason": "查阅" * 20})
    known[other] = head(filled, other)
    filled.close()
    original = _content(filled.path)
    data = filled.path.read_bytes()
    used = sorted({page for page in range(len(data) // 4096) if any(data[page * 4096 + 100 : (page + 1) * 4096])})
    chance = random.Random(20251220)
    flipped = tmp_path / "flipped.db"
    noticed = 0
    for turn in range(400):
        # Half of the flips anywhere, half in pages of the record, where they hurt.
        page = chance.choice(used)
        place = chance.randrange(len(data)) if turn % 2 else page * 4096 + chance.randrange(4096)
        spoilt = bytearray(data)
        spoilt[place] ^= 1 << chance.randrange(8)
        flipped.write_bytes(spoilt)
        try:
            with Workspace.open(flipped, read_only=True) as opened:
                accepted = verify_chain(opened, known) == []
        except Surroundings:
            accepted = False
        if accepted:
            assert _content(flipped) == original, f"byte {place}"
        else:
            noticed += 1
    assert noticed > 40


@pytest.mark.slow
def test_a_hundred_thousand_entries_in_seconds(workspace: Workspace, book: str) -> None:
    """Compared with reading and hashing the same bytes, so that a slow machine does not fail it."""
    with saving(workspace):
        for number in range(100_000):
            append(workspace, book, {"kind": "rate", "item": f"1.{number}", "points": "0.5", "reason": "查阅会议记录"})
    begin = time.perf_counter()
    assert verify_chain(workspace) == []
    took = time.perf_counter() - begin
    begin = time.perf_counter()
    hash_of, seen = hasher("sha256"), 0
    for entry in entries(workspace, book):
        entry_hash(hash_of, book.encode(), entry.seq, entry.prev.encode(), json.dumps(entry.body).encode())
        seen += 1
    bare = time.perf_counter() - begin
    assert seen == 100_000
    assert took < 4 * bare, f"verify {took:.2f} s, bare {bare:.2f} s"
