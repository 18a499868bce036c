"""What an evaluation holds of one element now, as the journal says it, and the changes that take an entry back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from kaoping.errors import Refused, refuse
from kaoping.store import queries
from kaoping.store.evidence import proofs
from kaoping.store.queries import EvaluationRow
from kaoping.store.workspace import Workspace

Json = dict[str, Any]
Turn = Literal["undone", "redone"]


def current(workspace: Workspace, row: EvaluationRow, what: str, id: str) -> Json | None:
    """What stands now; None: nothing."""
    if what == "rating":
        return queries.ratings(workspace, row.id).get(id)
    if what == "proofs":
        return proofs(workspace, row.id).get(id)
    if what == "standard":
        return standard_of(row)
    return queries.statements(workspace, row.id).get((what, id))


def standard_of(row: EvaluationRow) -> Json:
    """The text of the standard that an evaluation is pinned to, as changes say it."""
    return {"digest": row.digest, "items": row.items}


def turned(workspace: Workspace, row: EvaluationRow, changes: Iterable[Json], kind: Turn) -> Iterator[Json]:
    """The changes of an entry turned round, or once more.

    :raises Refused: something was changed elsewhere since.
    """
    for change in changes:
        held, wanted = (change["to"], change["from"]) if kind == "undone" else (change["from"], change["to"])
        if change["what"] != "fact" and current(workspace, row, change["what"], change["id"]) != held:
            raise _elsewhere(change["id"] or str(row.number), kind)
        yield {**change, "from": held, "to": wanted}


def _elsewhere(id: str, kind: Turn) -> Refused:
    message = f"{id} 后来在另一处改过，不能{'撤销' if kind == 'undone' else '重做'}；请直接改评"
    return refuse("changed-elsewhere", message, id=id)
