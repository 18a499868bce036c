"""Workspaces with as many ratings as wanted, made by copying what the workbench itself wrote.

Two evaluations are made by the use cases, one with every item rated one by one and one with none; their rows and journal
entries are then copied with new ids, numbers and hashes, so that what results is what the same work by hand would leave.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from kaoping.answers import Rating
from kaoping.hooks import Plugins
from kaoping.periods import year
from kaoping.store.canonical import entry_hash, hasher
from kaoping.store.journal import installation_id
from kaoping.workbench import Workbench
from kaoping.workbench.library import Library

EVALUATOR = "基准考评人"
STANDARD = "bench/hundred"
ITEMS = 100
_TIME = datetime(2025, 1, 1, tzinfo=UTC)
_OF_EVALUATION = ("rating", "statement", "delivery", "undo_stack", "about")
_TABLES = ("unit", "evaluation", *_OF_EVALUATION)

Row = dict[str, Any]


def standard_text() -> str:
    """A standard of a hundred items in ten sections, with measured facts, vetoes that look back, and levels."""
    lines = [
        "schema = 1", f'id = "{STANDARD}"', 'title = "基准标准（一百项）"', 'short = "基准"', 'edition = "2025"',
        'status = "draft"', 'unit_kinds = ["county"]', "[document]", 'id = "bench"', 'title = "基准文件"',
        'issuer = "基准"', "[scoring]", 'model = "points"', "full = 100", "step = 0.5",
    ]  # fmt: skip
    for fact in range(30):
        lines += ["[[facts]]", f'id = "bench-{fact}"', f'title = "第{fact}类会议次数"', 'subject = "government"']
        lines += ['kind = "count"', 'unit = "次"']
    lines += ["[[facts]]", 'id = "bench-case"', 'title = "重大案件"', 'subject = "government"', 'kind = "event"']
    for section in range(1, 11):
        lines += ["[[dimensions]]", f'id = "{section}"', f'title = "第{section}方面"', "points = 10"]
        for item in range(1, 11):
            name = f"{section}.{item}"
            lines += ["[[dimensions.criteria]]", f'id = "{name}"', f'title = "第{name}项工作落实到位"', "points = 1"]
            lines += ['themes = ["leadership"]', "[[dimensions.criteria.requirements]]", f'id = "{name}.1"']
            lines += [f'text = "第{name}项全年研究不少于四次"']
            if item <= 3:
                lines += [f'measure = {{ fact = "bench-{(section - 1) * 3 + item - 1}", at_least = 4, per = "year" }}']
    for veto in range(1, 6):
        lines += ["[[vetoes]]", f'id = "bar-{veto}"', f'title = "第{veto}种情形"', f'text = "三年内发生第{veto}种情形"']
        lines += ['effect = "ineligible"', "look_back_years = 3", *(['event = "bench-case"'] if veto == 1 else [])]
    bars = ", ".join(f'"bar-{veto}"' for veto in range(1, 6))
    for label, bound in (("优秀", 90), ("良好", 80), ("合格", 60)):
        lines += ["[[outcomes]]", f'label = "{label}"', f"when = {{ score_at_least = {bound}, no_veto = [{bars}] }}"]
        lines += ['set_by = "document"']
    lines += ["[[outcomes]]", 'label = "不合格"', "otherwise = true", 'set_by = "document"']
    return "\n".join(lines) + "\n"


def library(folder: Path) -> Library:
    """The bundled standards and the one of a hundred items, whose file is put into `folder`."""
    path = folder / "hundred.toml"
    if not path.exists():
        path.write_text(standard_text(), encoding="utf-8")
    return Library(Plugins.load(entry_points=False), files=(path,))


@dataclass(frozen=True)
class Place:
    """Where a workspace lies, and the folder that keeps this installation's id."""

    db: Path
    config: Path
    folder: Path

    def open(self, clock: Callable[[], datetime] = lambda: _TIME) -> Workbench:
        """The workbench on it."""
        return Workbench.open(
            self.db, library(self.folder), EVALUATOR, installation_id(self.config), clock, create=True
        )


def make(folder: Path, name: str, *, evaluations: int, rated: int) -> Place:
    """A workspace of so many evaluations, one a unit, the first `rated` of them with every item rated.

    :param folder: where the file and the folder of the installation's id are put.
    """
    place = Place(folder / f"{name}.db", folder / "kaoping", folder)
    with place.open() as bench:
        full = _by_hand(bench, "基准县一", ITEMS)
        bare = _by_hand(bench, "基准县二", 0)
    copy(place, [full] * (rated - 1) + [bare] * (evaluations - 1 - rated))
    return place


def _by_hand(bench: Workbench, unit: str, items: int) -> str:
    """An evaluation made by the use cases; gives its id."""
    bench.units.add(unit, "county", {"legislative_power": False})
    row = bench.evaluations.new(STANDARD, unit, year(2025), as_of=date(2025, 12, 20))
    for index in range(items):
        item = f"{index // 10 + 1}.{index % 10 + 1}"
        points = Decimal("0.5") if index % 7 == 3 else Decimal(1)
        bench.walk.rate(row.id, item, Rating(points=points, reason="查阅会议记录与台账，情况属实"))
    return row.id


@dataclass(frozen=True)
class _Template:
    """All that one evaluation left behind: rows by table, and journal entries."""

    unit: Row
    evaluation: Row
    rows: dict[str, list[Row]]
    entries: list[Row]

    def copy(self, number: int, first: int, prev: str, hash_of: Callable[[bytes], str]) -> Iterator[tuple[str, Row]]:
        """The same once more, its entries numbered from `first` on and chained to `prev`."""
        book = self.evaluation["book"]
        texts = {
            self.unit["id"]: f"{number:016x}",
            self.evaluation["id"]: f"{number:015x}e",
            self.unit["name"]: f"基准县第{number:06d}号",
        }
        shift = {entry["seq"]: first + index for index, entry in enumerate(self.entries)}
        for entry in self.entries:
            body, seq = entry["body"], shift[entry["seq"]]
            for old, new in texts.items():
                body = body.replace(old, new)
            digest = entry_hash(hash_of, book.encode(), seq, prev.encode(), body.encode())
            yield "entry", {"book": book, "seq": seq, "prev": prev, "body": body, "hash": digest}
            prev = digest
        for table in _TABLES:
            for row in self.rows[table]:
                changed: Row = {key: texts.get(value, value) for key, value in row.items()}
                for key in ("seq", "head_seq", "undone_by"):
                    if changed.get(key) is not None:
                        changed[key] = shift[changed[key]]
                if table == "evaluation":
                    changed["number"] = number
                    changed["updated"] = (_TIME + timedelta(seconds=number)).isoformat(timespec="seconds")
                yield table, changed


def _template(db: sqlite3.Connection, evaluation: str) -> _Template:
    (row,) = _rows(db, "SELECT * FROM evaluation WHERE id = ?", evaluation)
    (unit,) = _rows(db, "SELECT * FROM unit WHERE id = ?", row["unit"])
    rows = {
        "unit": [unit],
        "evaluation": [row],
        **{t: _rows(db, f"SELECT * FROM {t} WHERE evaluation = ?", evaluation) for t in _OF_EVALUATION},
    }
    about = "SELECT * FROM entry WHERE instr(body, ?) OR instr(body, ?) ORDER BY seq"
    return _Template(unit, row, rows, _rows(db, about, row["id"], unit["id"]))


def _rows(db: sqlite3.Connection, sql: str, *values: object) -> list[Row]:
    return [dict(row) for row in db.execute(sql, values).fetchall()]


def copy(place: Place, evaluations: Sequence[str]) -> None:
    """Write each of these evaluations once more, as one of another unit.

    In one transaction, without the triggers that would look up each head.
    """
    with closing(sqlite3.connect(place.db, isolation_level=None)) as db:
        db.row_factory = sqlite3.Row
        templates = {evaluation: _template(db, evaluation) for evaluation in dict.fromkeys(evaluations)}
        triggers = _rows(db, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        db.execute("PRAGMA synchronous = OFF")
        db.execute("PRAGMA cache_size = -200000")
        db.execute("BEGIN")
        for trigger in triggers:
            db.execute(f"DROP TRIGGER {trigger['name']}")
        ((seq, head),) = db.execute("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1").fetchall()
        ((number,),) = db.execute("SELECT max(number) FROM evaluation").fetchall()
        hash_of = hasher("sha256")
        for place_of, evaluation in enumerate(evaluations, number + 1):
            waiting: dict[str, list[Row]] = {}
            for table, row in templates[evaluation].copy(place_of, seq + 1, head, hash_of):
                waiting.setdefault(table, []).append(row)
            for table, rows in waiting.items():
                _insert(db, table, rows)
            seq, head = waiting["entry"][-1]["seq"], waiting["entry"][-1]["hash"]
        for trigger in triggers:
            db.execute(trigger["sql"])
        db.execute("COMMIT")


def _insert(db: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    rows = list(rows)
    names = list(rows[0])
    marks = ", ".join("?" for _ in names)
    db.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", [[*row.values()] for row in rows])
