"""Nothing outside the store writes, or even reaches SQLite: one door, `saving()`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STORE = ROOT / "core" / "kaoping" / "store"

_METHODS = {
    "insert_all",
    "upsert",
    "upsert_all",
    "delete_where",
    "executescript",
    "executemany",
    "atomic",
    "create_table",
    "add_column",
    "enable_wal",
}
_SQL = re.compile(
    r"\s*(INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM|REPLACE\s+INTO|CREATE\s+(UNIQUE\s+)?"
    r"(TABLE|INDEX|TRIGGER|VIEW)|DROP\s+(TABLE|INDEX|TRIGGER|VIEW)|ALTER\s+TABLE|BEGIN(\s+\w+)?;?\s*$|COMMIT;?\s*$|"
    r"SAVEPOINT|VACUUM|PRAGMA|ATTACH)\b",
)


def _writes(source: str) -> Iterator[str]:
    tree = ast.parse(source)
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
            for name in names:
                if name.split(".")[0] in ("sqlite3", "sqlite_utils", "apsw"):
                    yield f"{node.lineno}: import {name}"
        elif isinstance(node, ast.Attribute) and node.attr == "conn":
            yield f"{node.lineno}: .conn"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            receiver, method = node.func.value, node.func.attr
            table = isinstance(receiver, ast.Subscript) or (
                isinstance(receiver, ast.Call) and getattr(receiver.func, "attr", "") == "table"
            )
            options = {
                word.arg for word in node.keywords if isinstance(word.value, ast.Constant) and word.value.value is True
            }
            if method in _METHODS or (
                table and method in ("insert", "update", "delete", "transform", "create", "drop")
            ):
                yield f"{node.lineno}: .{method}()"
            elif method == "insert" and options & {"replace", "ignore", "alter"}:
                yield f"{node.lineno}: .insert({options})"
        elif (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in documentation
            and _SQL.match(node.value)
        ):
            yield f"{node.lineno}: {node.value[:40]!r}"


@pytest.mark.parametrize(
    "line",
    [
        "import sqlite3",
        "from sqlite_utils import Database",
        "workspace.db.conn.execute('x')",
        "db['rating'].insert(row)",
        "db.table('rating').insert(row)",
        "table.insert(row, replace=True)",
        "table.upsert(row)",
        "db['entry'].transform(pk='id')",
        "db.execute('INSERT INTO rating VALUES (1)')",
        "db.execute('insert or replace into rating values (1)'.upper())",
        "db.execute(f'UPDATE rating SET body = {x}')",
        "db.execute('DELETE FROM rating')",
        "db.execute('BEGIN')",
        "db.execute('BEGIN IMMEDIATE')",
        "with db.atomic(): pass",
    ],
)
def test_the_check_sees(line: str) -> None:
    found = list(
        _writes(line if "upper" not in line else line.replace("'insert or replace into", "'INSERT OR REPLACE INTO"))
    )
    assert found, line


@pytest.mark.parametrize(
    "line",
    [
        "names.insert(0, x)",
        "text.insert('a')",
        "'开始'.replace('a', 'b')",
        "'''BEGIN the walk'''",
        "db.execute('SELECT 1')",
        "x = 'BEGIN the day with a list'",
        "widget.update(text)",
    ],
)
def test_the_check_lets_pass(line: str) -> None:
    assert list(_writes(line)) == []


def test_only_the_store_writes() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{what}"
        for folder in ("core", "tui", "plugins")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if not path.is_relative_to(STORE)
        for what in _writes(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_transactions_begin_in_two_places_of_the_store() -> None:
    """`saving()`, and the making of a file that nobody else can see yet."""
    begins = [
        path.name
        for path in sorted(STORE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.match(r"BEGIN\b(?! SELECT)", node.value)
    ]
    assert begins == ["workspace.py", "workspace.py"]
    for path in STORE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\.transform\((?!\))|replace=True|ignore=True|\.upsert\(|\.atomic\(", text), path
