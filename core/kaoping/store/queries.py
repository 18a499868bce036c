"""Short reads of the projections. Every one fetches at once; none grows with the number of ratings in the file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from kaoping.store.journal import Entry
from kaoping.store.listed import EVALUATION
from kaoping.store.listed import EvaluationRow as EvaluationRow
from kaoping.store.workspace import Workspace, reading


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit; `parent` is the id of the unit it belongs to."""

    id: str
    name: str
    kind: str
    attributes: dict[str, Any]
    parent: str | None
    book: str


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """A campaign; `body` is the entry that made it, as it was changed since."""

    id: str
    name: str
    standard: str | None
    period_from: str
    period_to: str
    stages: list[Any]
    body: dict[str, Any]
    book: str = ""


def units(workspace: Workspace) -> list[UnitRow]:
    """Every unit by kind and name."""
    with reading(workspace) as db:
        rows = db.execute("SELECT id, name, kind, attributes, parent, book FROM unit ORDER BY kind, name").fetchall()
    return [_unit(row) for row in rows]


class UnitName(NamedTuple):
    """A unit without what is stated about it."""

    id: str
    name: str
    kind: str


def unit_names(workspace: Workspace) -> list[UnitName]:
    """As `units`, for tables of thousands."""
    with reading(workspace) as db:
        rows = db.execute("SELECT id, name, kind FROM unit ORDER BY kind, name").fetchall()
    return list(map(UnitName._make, rows))


def unit(workspace: Workspace, key: str) -> UnitRow | None:
    """The unit of this name or id."""
    with reading(workspace) as db:
        row = db.execute(
            "SELECT id, name, kind, attributes, parent, book FROM unit WHERE name = ? OR id = ?", [key, key]
        ).fetchone()
    return None if row is None else _unit(row)


def unit_made(workspace: Workspace, unit: str) -> tuple[str, int]:
    """Book and number of the entry that made the unit of this id.

    :raises KeyError: there is no such unit.
    """
    with reading(workspace) as db:
        row = db.execute("SELECT book, seq FROM unit WHERE id = ?", [unit]).fetchone()
    if row is None:
        raise KeyError(unit)
    return str(row[0]), int(row[1])


def direct_members(workspace: Workspace, unit: str) -> list[UnitRow]:
    """The units that belong to the one of this id itself, by kind and name."""
    with reading(workspace) as db:
        rows = db.execute(
            "SELECT id, name, kind, attributes, parent, book FROM unit WHERE parent = ? AND id <> ? ORDER BY kind, name",
            [unit, unit],
        ).fetchall()
    return [_unit(row) for row in rows]


def members(workspace: Workspace, unit: str) -> list[UnitRow]:
    """The units below the one of this id, direct members and deeper ones, by kind and name."""
    return _kin(workspace, unit, _BELOW)


def above(workspace: Workspace, unit: str) -> list[UnitRow]:
    """The units above the one of this id, by kind and name."""
    return _kin(workspace, unit, "SELECT u.parent FROM unit u JOIN kin k ON u.id = k.id")


#: One step down. UNION keeps each unit once, so that units which belong to each other in a ring come to an end.
_BELOW = "SELECT u.id FROM unit u JOIN kin k ON u.parent = k.id"


def _kin(workspace: Workspace, unit: str, step: str) -> list[UnitRow]:
    query = (
        f"WITH RECURSIVE kin (id) AS (SELECT ? UNION {step}) SELECT u.id, u.name, u.kind, u.attributes, u.parent, u.book"
        " FROM kin k JOIN unit u ON u.id = k.id WHERE u.id <> ? ORDER BY u.kind, u.name"
    )
    with reading(workspace) as db:
        rows = db.execute(query, [unit, unit]).fetchall()
    return [_unit(row) for row in rows]


def campaigns(workspace: Workspace) -> list[CampaignRow]:
    """Every campaign by name."""
    with reading(workspace) as db:
        rows = db.execute(
            "SELECT id, name, standard, period_from, period_to, stages, body, book FROM campaign ORDER BY name"
        ).fetchall()
    return [CampaignRow(*(*row[:5], json.loads(row[5]), json.loads(row[6]), row[7])) for row in rows]


def edition_of_campaign(workspace: Workspace, campaign: str) -> dict[str, Any] | None:
    """The text of its standard that a campaign (by id) goes by, `{"digest", "edition", "before"}`; None: none is named."""
    with reading(workspace) as db:
        row = db.execute("SELECT json_extract(body, '$.edition') FROM campaign WHERE id = ?", [campaign]).fetchone()
    return None if row is None or row[0] is None else dict(json.loads(row[0]))


def behind(workspace: Workspace, evaluator: str) -> list[tuple[str, int]]:
    """Campaigns (by id) that go by another text than some evaluations of this evaluator in them, and how many those are."""
    with reading(workspace) as db:
        rows = db.execute(
            "SELECT c.id, count(*) FROM campaign c CROSS JOIN evaluation e ON e.campaign = c.id"
            " WHERE json_extract(c.body, '$.edition') IS NOT NULL AND json_extract(c.body, '$.edition.digest') <> e.digest AND e.evaluator = ?"
            " AND e.standard = json_extract(c.body, '$.edition.standard') GROUP BY c.id ORDER BY c.name",
            [evaluator],
        ).fetchall()
    return [(str(id), int(count)) for id, count in rows]


def deliveries(workspace: Workspace, campaign: str) -> dict[str, list[str]]:
    """When each evaluation of a campaign was handed in, as the clocks claimed, by the evaluation's id."""
    with reading(workspace) as db:
        rows = db.execute(
            "SELECT d.evaluation, d.at FROM evaluation e JOIN delivery d ON d.evaluation = e.id"
            " WHERE e.campaign = ? ORDER BY d.at",
            [campaign],
        ).fetchall()
    found: dict[str, list[str]] = {}
    for evaluation, at in rows:
        found.setdefault(evaluation, []).append(at)
    return found


def evaluations(
    workspace: Workspace, *, unit: str | None = None, campaign: str | None = None, limit: int = 500
) -> list[EvaluationRow]:
    """Evaluations, the newest change first; of one unit or one campaign (by id) where given."""
    given = [(column, value) for column, value in (("unit", unit), ("campaign", campaign)) if value is not None]
    where = f" WHERE {' AND '.join(f'e.{column} = ?' for column, _ in given)}" if given else ""
    order = f"{where} ORDER BY e.updated DESC, e.number DESC LIMIT {limit:d}"
    with reading(workspace) as db:
        rows = db.execute(EVALUATION + order, [value for _, value in given]).fetchall()
    return list(map(EvaluationRow._make, rows))


def evaluation(workspace: Workspace, key: str) -> EvaluationRow | None:
    """The evaluation of this number or id."""
    column, value = ("number", int(key)) if key.isascii() and key.isdigit() and len(key) < 16 else ("id", key)
    with reading(workspace) as db:
        row = db.execute(f"{EVALUATION} WHERE e.{column} = ?", [value]).fetchone()
    return None if row is None else EvaluationRow(*row)


def ratings(workspace: Workspace, evaluation: str) -> dict[str, dict[str, Any]]:
    """The current ratings of an evaluation, by item."""
    with reading(workspace) as db:
        rows = db.execute("SELECT item, body FROM rating WHERE evaluation = ?", [evaluation]).fetchall()
    return {item: json.loads(body) for item, body in rows}


def statements(workspace: Workspace, evaluation: str) -> dict[tuple[str, str], dict[str, Any]]:
    """What is stated about vetoes, adjustments and parts, by (kind, id)."""
    with reading(workspace) as db:
        rows = db.execute("SELECT kind, id, body FROM statement WHERE evaluation = ?", [evaluation]).fetchall()
    return {(kind, id): json.loads(body) for kind, id, body in rows}


@dataclass(frozen=True, slots=True)
class FactRow:
    """An observation with whose book it stands in.

    :ivar order: grows with each observation that this file took in
    """

    unit: str
    definition: str
    period: str
    book: str
    seq: int
    evaluator: str
    body: dict[str, Any]
    order: int = 0

    @property
    def observer(self) -> str:
        """Who found it: whose book it stands in, or whom an imported file names."""
        return str(self.body.get("observer", self.evaluator))


def facts(
    workspace: Workspace, unit: str, definitions: Sequence[str] | None = None, *, withdrawn: bool = False
) -> list[FactRow]:
    """The observations about a unit that are not withdrawn, an evaluator's newest last.

    :param definitions: of these facts alone.
    :param withdrawn: those withdrawn too.
    """
    most = int(withdrawn)
    among = "" if definitions is None else f" AND f.definition IN ({', '.join('?' * len(definitions))})"
    with reading(workspace) as db:
        rows = db.execute(
            "SELECT f.unit, f.definition, f.period, f.book, f.seq, b.evaluator, f.value, f.id FROM fact f"
            f" JOIN book b ON b.id = f.book WHERE f.unit = ? AND f.withdrawn <= {most:d}{among} ORDER BY b.rowid, f.seq",
            [unit, *(definitions or ())],
        ).fetchall()
    return [_fact(row) for row in rows]


def facts_of_members(
    workspace: Workspace, unit: str, definitions: Sequence[str], *, withdrawn: bool = False
) -> list[tuple[str, FactRow]]:
    """As `facts`, of all units below the one of this id, each with its unit's name."""
    most = int(withdrawn)
    # CROSS JOIN holds SQLite to this order: from the units to their facts, never through all facts of the workspace.
    query = (
        f"WITH RECURSIVE kin (id) AS (SELECT ? UNION {_BELOW})"
        " SELECT f.unit, f.definition, f.period, f.book, f.seq, b.evaluator, f.value, f.id, u.name"
        " FROM kin k CROSS JOIN unit u ON u.id = k.id CROSS JOIN fact f ON f.unit = u.id JOIN book b ON b.id = f.book"
        f" WHERE u.id <> ? AND f.definition IN ({', '.join('?' * len(definitions))}) AND f.withdrawn <= {most:d}"
        " ORDER BY b.rowid, f.seq"
    )
    with reading(workspace) as db:
        rows = db.execute(query, [unit, unit, *definitions]).fetchall()
    return [(str(row[8]), _fact(row)) for row in rows]


def snapshot(workspace: Workspace, digest: str) -> str | None:
    """The standard kept under this digest, as TOML text."""
    with reading(workspace) as db:
        row = db.execute("SELECT body FROM snapshot WHERE digest = ?", [digest]).fetchone()
    return None if row is None else str(row[0])


def snapshots(workspace: Workspace) -> list[tuple[str, str]]:
    """The digest of every standard kept, with its title."""
    with reading(workspace) as db:
        rows = db.execute("SELECT digest, title FROM snapshot WHERE kind = 'standard' ORDER BY id, digest").fetchall()
    return [(str(digest), str(title)) for digest, title in rows]


def texts_of(workspace: Workspace, id: str) -> list[tuple[str, str]]:
    """Every text of the standard of this id that is kept, the first kept first: digest and TOML."""
    with reading(workspace) as db:
        rows = db.execute(
            "SELECT digest, body FROM snapshot WHERE id = ? AND kind = 'standard' ORDER BY stored, digest", [id]
        ).fetchall()
    return [(str(digest), str(body)) for digest, body in rows]


def digests(workspace: Workspace, start: str) -> list[str]:
    """The digests of kept standards that begin so."""
    with reading(workspace) as db:
        rows = db.execute(
            "SELECT digest FROM snapshot WHERE kind = 'standard' AND substr(digest, 1, ?) = ? ORDER BY digest",
            [len(start), start],
        ).fetchall()
    return [str(row[0]) for row in rows]


def kept_sheet(workspace: Workspace, evaluation: str) -> dict[str, Any] | None:
    """The last sheet that a plugin's code computed for an evaluation; None where none is kept."""
    with reading(workspace) as db:
        row = db.execute("SELECT sheet FROM evaluation WHERE id = ?", [evaluation]).fetchone()
    return None if row is None or row[0] is None else dict(json.loads(row[0]))


def next_undo(workspace: Workspace, evaluation: str, book: str) -> int | None:
    """The entry that undo would take back: the newest judgement not undone."""
    with reading(workspace) as db:
        row = db.execute(
            "SELECT max(seq) FROM undo_stack WHERE evaluation = ? AND book = ? AND undone_by IS NULL",
            [evaluation, book],
        ).fetchone()
    return None if row is None or row[0] is None else int(row[0])


def next_redo(workspace: Workspace, evaluation: str, book: str) -> int | None:
    """The entry that redo would restore: the one undone last."""
    with reading(workspace) as db:
        row = db.execute(
            "SELECT seq FROM undo_stack WHERE evaluation = ? AND book = ? AND undone_by IS NOT NULL"
            " ORDER BY undone_by DESC LIMIT 1",
            [evaluation, book],
        ).fetchone()
    return None if row is None else int(row[0])


def state(workspace: Workspace) -> tuple[int, int]:
    """Changes whenever this or another connection has written: what was read while it stays the same still holds."""
    with reading(workspace) as db:
        return int(db.execute("PRAGMA data_version").fetchone()[0]), int(db.conn.total_changes)


def entry(workspace: Workspace, book: str, seq: int) -> Entry | None:
    """One entry of a book."""
    with reading(workspace) as db:
        row = db.execute(
            "SELECT book, seq, prev, body, hash FROM entry WHERE book = ? AND seq = ?", [book, seq]
        ).fetchone()
    return None if row is None else Entry(*row)


def book_of(workspace: Workspace, evaluator: str, installation: str) -> str | None:
    """The newest book of an evaluator on an installation."""
    with reading(workspace) as db:
        row = db.execute(
            "SELECT id FROM book WHERE evaluator = ? AND installation = ? ORDER BY rowid DESC LIMIT 1",
            [evaluator, installation],
        ).fetchone()
    return None if row is None else str(row[0])


def evaluator_of(workspace: Workspace, book: str) -> str | None:
    """Whose book it is."""
    with reading(workspace) as db:
        row = db.execute("SELECT evaluator FROM book WHERE id = ?", [book]).fetchone()
    return None if row is None else str(row[0])


def _unit(row: tuple[Any, ...]) -> UnitRow:
    return UnitRow(row[0], row[1], row[2], json.loads(row[3]), row[4], row[5])


def _fact(row: tuple[Any, ...]) -> FactRow:
    return FactRow(*(*row[:6], json.loads(row[6]), row[7]))
