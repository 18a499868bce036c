"""The schema as a row of steps, applied with sqlite-utils' migrations; steps are only ever added at the end.

A step must not call `table.transform()` on a table of the record: it drops every trigger without a word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from sqlite_utils import Database, Migrations

from kaoping.store import schema_1
from kaoping.store.listed import APPLICATION_ID as APPLICATION_ID

Step = Callable[[Database], None]


class SchemaDiffers(RuntimeError):
    """After a migration the schema is not what its steps say: a fault of the program, and the migration is undone."""


@dataclass(frozen=True, slots=True)
class Schema:
    """A row of migration steps; the version is their number and stands in `user_version`."""

    steps: tuple[Step, ...]

    @property
    def version(self) -> int:
        """The newest version these steps lead to."""
        return len(self.steps)

    def apply(self, db: Database) -> None:
        """Bring `db`, inside an open transaction, to `version`; keeps what was there. Does nothing when it is there.

        :raises SchemaDiffers: when the tables, indexes and triggers are not word for word what the steps make.
        """
        _migrations(self.steps).apply(db)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {self.version}")
        if stored_schema(db) != self.expected(self.version):
            raise SchemaDiffers(f"schema {self.version} is not what its steps say")

    def expected(self, version: int) -> Mapping[str, str]:
        """The text of every table, index and trigger in a workspace of `version`, by `type name`."""
        return _made(self.steps[:version])


@lru_cache(maxsize=8)
def _made(steps: tuple[Step, ...]) -> Mapping[str, str]:
    """What these steps make of an empty file."""
    db = Database(memory=True, strict=True, execute_plugins=False)
    try:
        _migrations(steps).apply(db)
        return stored_schema(db)
    finally:
        db.close()


def _migrations(steps: tuple[Step, ...]) -> Migrations:
    migrations = Migrations("kaoping")
    for number, step in enumerate(steps, start=1):
        migrations(name=f"{number:04}")(step)
    return migrations


def stored_schema(db: Database) -> Mapping[str, str]:
    """The text of every table, index, trigger and view in `db` by `type name`, but SQLite's own."""
    rows = db.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    ).fetchall()
    return MappingProxyType({f"{kind} {name}": sql for kind, name, sql in rows})


def _first(db: Database) -> None:
    for statement in schema_1.STATEMENTS:
        db.execute(statement)


CURRENT = Schema(steps=(_first,))
