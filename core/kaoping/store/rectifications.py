"""What is to be put right as the tables hold it, over many evaluations; found by an index of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from kaoping.store.workspace import Workspace, reading


@dataclass(frozen=True, slots=True)
class RectificationRow:
    """One of them: its evaluation and id, and what the journal says of it."""

    evaluation: str
    id: str
    body: dict[str, Any]


def rectifications(
    workspace: Workspace,
    *,
    evaluation: str | None = None,
    unit: str | None = None,
    campaign: str | None = None,
    limit: int = 100_000,
) -> list[RectificationRow]:
    """Those of one evaluation, unit or campaign (by id), or all there are; those changed last first."""
    given = [("e.id", evaluation), ("e.unit", unit), ("e.campaign", campaign)]
    wanted = [(column, value) for column, value in given if value is not None]
    where = "".join(f" AND {column} = ?" for column, _ in wanted)
    query = (
        "SELECT s.evaluation, s.id, s.body FROM statement s JOIN evaluation e ON e.id = s.evaluation"
        f" WHERE s.kind = 'rectification'{where} ORDER BY e.updated DESC, e.number DESC, s.seq DESC LIMIT {limit:d}"
    )
    with reading(workspace) as db:
        rows = db.execute(query, [value for _, value in wanted]).fetchall()
    return [RectificationRow(evaluation, id, json.loads(body)) for evaluation, id, body in rows]
