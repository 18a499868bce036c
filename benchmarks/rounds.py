"""A campaign moved to a corrected standard: what it takes beside the same rows written bare and the same sheets scored."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.measure import Figure, timed
from benchmarks.national import CAMPAIGN
from benchmarks.workspace import STANDARD, Place, standard_text
from kaoping.scoring.score import score
from kaoping.store.canonical import entry_hash, hasher
from kaoping.workbench import Workbench

#: Tables in which a move writes, and what names a row of theirs.
_TABLES = {
    "evaluation": ("id",),
    "rating": ("evaluation", "item"),
    "about": ("evaluation", "book", "seq"),
    "undo_stack": ("evaluation", "book", "seq"),
}

Row = dict[str, Any]


def corrected(folder: Path) -> Path:
    """The standard of a hundred items with one item under another number, one that asks for more, and one that is new."""
    text = standard_text()
    for before, after in (
        ('edition = "2025"', 'edition = "2025更正"'),
        ('id = "3.4"', 'id = "3.11"'),
        ('id = "3.4.1"', 'id = "3.11.1"'),
        ("第5.5项全年研究不少于四次", "第5.5项全年研究不少于六次"),
    ):
        text = text.replace(before, after)
    path = folder / "corrected.toml"
    path.write_text(text, encoding="utf-8")
    return path


def moving(place: Place, counties: int) -> list[Figure]:
    """The plan, the move and taking it back, for the whole campaign."""
    target = str(corrected(place.folder))
    before, place = place.db, replace(place, db=place.db.with_name("moved.db"))
    shutil.copy(before, place.db)
    with place.open() as bench:
        evaluations = bench.evaluations.campaign(CAMPAIGN)[1]
        assert len(evaluations) == counties
        plan = timed(lambda: bench.moving_rounds.plan(CAMPAIGN, target, handed_in=True))
        done = timed(lambda: bench.moving_rounds.move(CAMPAIGN, target, handed_in=True, why="更正"))
        moved = bench.evaluations.view(evaluations[0].id)
        assert moved.resolved.standard.edition == "2025更正"
        assert "3.11" in moved.answers.ratings
        scored = timed(lambda: _scored(bench, [row.id for row in evaluations]))
    after = _written(place.db, before)
    again = place.db.with_name("bare.db")
    shutil.copy(before, again)
    bare = timed(lambda: _bare(again, after))
    again.unlink()
    with place.open() as bench:
        back = timed(lambda: bench.moving_rounds.back(CAMPAIGN, why="更正有误"))
        assert bench.evaluations.view(evaluations[0].id).resolved.standard.id == STANDARD
    place.db.unlink()
    size = f"{counties:,} x 100"
    return [
        Figure(f"{size}: what a move would change", plan),
        Figure(f"{size}: moved", done, bare, "the same rows by SQL, each rating read once"),
        Figure(
            f"{size}: moved, scoring counted", done, bare + scored, "the same, and both sheets scored", budget=_BUDGET
        ),
        Figure(f"{size}: taken back", back, bare + scored / 2, "the same rows by SQL, and one sheet scored"),
    ]


_BUDGET = 4.0


def _scored(bench: Workbench, keys: list[str]) -> None:
    """Two sheets each, of answers that are at hand: those of a few evaluations, in turn."""
    views = [bench.evaluations.view(key) for key in keys[:20]]
    for number in range(len(keys)):
        view = views[number % len(views)]
        for _ in range(2):
            score(view.resolved, view.answers, bench.desk.providers(view.resolved))


def _written(after: Path, before: Path) -> dict[str, list[Row]]:
    """The rows that a move wrote, by table; the entries first."""
    with closing(sqlite3.connect(after)) as db:
        db.row_factory = sqlite3.Row
        db.execute("ATTACH ? AS was", [str(before)])
        found = {"entry": _rows(db, "SELECT * FROM entry EXCEPT SELECT * FROM was.entry")}
        found["entry"].sort(key=lambda row: int(row["seq"]))
        for table in _TABLES:
            found[table] = _rows(db, f"SELECT * FROM {table} EXCEPT SELECT * FROM was.{table}")
        found["snapshot"] = _rows(db, "SELECT * FROM snapshot EXCEPT SELECT * FROM was.snapshot")
        return found


def _rows(db: sqlite3.Connection, sql: str) -> list[Row]:
    return [dict(row) for row in db.execute(sql).fetchall()]


def _bare(path: Path, written: dict[str, list[Row]]) -> None:
    """The same rows written by SQL alone in one transaction, hashes worked out, each evaluation's ratings read once."""
    hash_of = hasher("sha256")
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA synchronous = EXTRA")
        db.execute("BEGIN IMMEDIATE")
        _insert(db, "snapshot", written["snapshot"])
        for row in written["evaluation"]:
            ratings = db.execute("SELECT item, body FROM rating WHERE evaluation = ?", [row["id"]]).fetchall()
            for _, body in ratings:
                json.loads(body)
        for row in written["entry"]:
            body = str(row["body"]).encode()
            entry_hash(hash_of, str(row["book"]).encode(), row["seq"], str(row["prev"]).encode(), body)
        _insert(db, "entry", written["entry"])
        for table in _TABLES:
            for row in written[table]:
                names = _TABLES[table]
                where = " AND ".join(f"{name} = ?" for name in names)
                if table != "evaluation":
                    db.execute(f"DELETE FROM {table} WHERE {where}", [row[name] for name in names])
            if table == "evaluation":
                for row in written[table]:
                    others = [name for name in row if name != "id"]
                    db.execute(
                        f"UPDATE evaluation SET {', '.join(f'{name} = ?' for name in others)} WHERE id = ?",
                        [*(row[name] for name in others), row["id"]],
                    )
            else:
                _insert(db, table, written[table])
        db.execute("COMMIT")


def _insert(db: sqlite3.Connection, table: str, rows: list[Row]) -> None:
    if rows:
        names = list(rows[0])
        marks = ", ".join("?" for _ in names)
        db.executemany(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})",
            [[row[name] for name in names] for row in rows],
        )


__all__ = ["corrected", "moving"]
