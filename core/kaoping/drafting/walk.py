"""The criteria of a draft's data, walked and rewritten. Pure: what is given stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

Table: TypeAlias = Mapping[str, Any]
Change: TypeAlias = Callable[[Table], Table]


def criteria(data: Table) -> Iterator[Table]:
    """Every criterion, in the order of the file."""
    for criterion, _ in placed(data):
        yield criterion


def placed(data: Table) -> Iterator[tuple[Table, tuple[Table, ...]]]:
    """Every criterion with the dimension and the group that it stands below."""
    for criterion in data["criteria"]:
        yield criterion, ()
    for dimension in data["dimensions"]:
        for criterion in dimension.get("criteria", ()):
            yield criterion, (dimension,)
        for group in dimension.get("groups", ()):
            for criterion in group.get("criteria", ()):
                yield criterion, (dimension, group)


def rewritten(data: Table, *, criterion: Change | None = None, demand: Change | None = None) -> dict[str, Any]:
    """The data with each criterion and each requirement changed."""

    def items(table: Table) -> list[Table]:
        return [item(one) for one in table.get("criteria", ())]

    def item(one: Table) -> Table:
        if demand is not None and "requirements" in one:
            one = {**one, "requirements": [demand(below) for below in one["requirements"]]}
        return one if criterion is None else criterion(one)

    def level(table: Table) -> Table:
        found = dict(table)
        if "groups" in table:
            found["groups"] = [level(group) for group in table["groups"]]
        if "criteria" in table:
            found["criteria"] = items(table)
        return found

    return {**data, "dimensions": [level(one) for one in data["dimensions"]], "criteria": items(data)}


__all__ = ["criteria", "placed", "rewritten"]
