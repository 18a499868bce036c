"""What a workbook says as the data of a standard's file and its document's. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kaoping.standard.document import DocumentFile
from kaoping.standard.model import Standard
from kaoping.worksheets.gather import Gathered, Loc, Place
from kaoping.worksheets.toml_text import toml_text


@dataclass(frozen=True, slots=True)
class Texts:
    """A standard's file, and its document's where that is a file of its own."""

    standard: str
    document: str | None


def standard_data(gathered: Gathered) -> dict[str, Any]:
    """The data of the standard's file."""
    document = gathered.roots["document"]
    held = document if gathered.inside else document.get("id", "")
    return {"schema": 1, **gathered.roots["standard"], "document": held}


def document_data(gathered: Gathered) -> dict[str, Any]:
    """The data of the document's own file."""
    return {"schema": 1, "kind": "document", **gathered.roots["document"]}


def texts_of(gathered: Gathered) -> Texts:
    """The files' texts."""
    document = None if gathered.inside else toml_text(DocumentFile, document_data(gathered))
    return Texts(toml_text(Standard, standard_data(gathered)), document)


def places_in(gathered: Gathered) -> tuple[dict[Loc, Place], dict[Loc, Place]]:
    """Where each value of the standard's file, and of the document's, stands in the workbook."""
    standard: dict[Loc, Place] = {}
    document: dict[Loc, Place] = {}
    for loc, place in gathered.places.items():
        if loc[0] == "standard":
            standard[loc[1:]] = place
        elif gathered.inside:
            standard["document", *loc[1:]] = place
        else:
            document[loc[1:]] = place
    if not gathered.inside and ("id",) in document:
        standard["document",] = document["id",]
    return standard, document
