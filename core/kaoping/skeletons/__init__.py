"""Files to begin from: a small standard of each kind with its worked cases, complete and right as they stand."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Literal, get_args

Kind = Literal["points", "attainment", "base", "levels"]
KINDS: tuple[Kind, ...] = get_args(Kind)

#: Characters of a standard's id that go into the ids of its facts, which are shorter.
_IN_FACTS = 40


def standard_texts(id: str, kind: Kind, schemas: str = ".") -> tuple[str, str]:
    """A standard's file and its worked cases, under this id.

    :param schemas: the folder of the JSON Schemas as seen from the files.
    """
    folder = Path(str(resources.files(__name__)))
    # A fact has one id in the whole workspace: two standards made here must not share one unawares.
    facts = id.replace("/", "-")[:_IN_FACTS]
    texts = [
        (folder / name)
        .read_text(encoding="utf-8")
        .replace("#:schema ./", f"#:schema {schemas}/")
        .replace(f'"skeleton/{kind}"', f'"{id}"')
        .replace(f'"skeleton-{kind}-', f'"{facts}-')
        for name in (f"{kind}.toml", f"{kind}.cases.toml")
    ]
    return texts[0], texts[1]


def schema_text(kind: Literal["standard", "cases"]) -> str:
    """The JSON Schema by which editors complete and check such a file, as it ships."""
    folder = Path(str(resources.files("kaoping"))) / "schemas"
    return (folder / f"{kind}.schema.json").read_text(encoding="utf-8")
