"""What lists show of an evaluation, and a first look at them with SQLite alone.

The first screen shows its list before sqlite-utils, the standards and the plugins are imported.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from kaoping.store.uri import file_uri

#: "KAOP": at offset 68 of every workspace file, so that another program's database is told apart.
APPLICATION_ID = 0x4B414F50
#: Seconds that a first look waits for another process.
PATIENCE = 0.2


class EvaluationRow(NamedTuple):
    """An evaluation as lists show it. Numbers are thousandths; None where nothing is computed.

    A tuple, for a campaign of the whole country makes thousands at once.
    """

    id: str
    number: int
    unit: str
    unit_name: str
    unit_kind: str
    standard: str
    digest: str
    period_from: str
    period_to: str
    as_of: str | None
    evaluator: str
    campaign: str | None
    stage: str | None
    book: str
    status: str
    cursor: str | None
    head_seq: int
    updated: str
    rated: int
    items: int
    low_m: int | None
    high_m: int | None
    full_m: int | None
    outcome: str | None
    outcome_status: str | None


EVALUATION = (
    "SELECT e.id, e.number, e.unit, u.name, u.kind, e.standard, e.digest, e.period_from, e.period_to, e.as_of,"
    " e.evaluator, e.campaign, e.stage, e.book, e.status, e.cursor, e.head_seq, e.updated, e.rated, e.items,"
    " e.low_m, e.high_m, e.full_m, e.outcome, e.outcome_status FROM evaluation e JOIN unit u ON u.id = e.unit"
)


def peek(path: Path, limit: int, evaluator: str) -> list[EvaluationRow]:
    """The evaluations of the workspace at `path`, the newest change first; empty where anything is unusual.

    A first look and no more: opening the workspace for real says what is wrong with it. Others' evaluations in a
    campaign come without results, for the campaign may be one in which `evaluator` is not to see them yet.
    """
    try:
        with closing(sqlite3.connect(file_uri(path.absolute(), "ro"), uri=True, timeout=PATIENCE)) as db:
            db.execute("PRAGMA trusted_schema = OFF")
            if db.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
                return []
            order = " ORDER BY e.updated DESC, e.number DESC LIMIT ?"
            rows = [EvaluationRow._make(row) for row in db.execute(EVALUATION + order, [limit]).fetchall()]
    except (sqlite3.Error, OSError):
        return []
    return [row if row.campaign is None or row.evaluator == evaluator else _without_result(row) for row in rows]


def _without_result(row: EvaluationRow) -> EvaluationRow:
    return row._replace(low_m=None, high_m=None, full_m=None, outcome=None, outcome_status=None)
