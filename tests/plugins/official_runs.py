"""Fingerprints of the official documents' wording, so that a test can tell a copied sentence without the sentence.

`python tests/plugins/official_runs.py TEXT...` reads the documents and writes `data/official_runs.bin`: for every fifth
place of each text the first five bytes of the SHA-256 of the 20 characters that begin there. A copied run of 24
characters always holds one of them; a shorter run of 20 may.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

RUN = 20
STEP = 5
SIZE = 5
KEPT = Path(__file__).parent / "data" / "official_runs.bin"

#: Names that stay as printed: titles of a standard, its dimensions, groups, parts and forms.
NAMED = ("", "dimensions", "groups", "parts", "forms")


def plain(text: str) -> str:
    """The text without white space and without the names of laws and documents in 《》."""
    return re.sub(r"\s+", "", re.sub(r"《[^》]*》", "《》", text))


def digest(run: str) -> bytes:
    """The fingerprint of one run of characters."""
    return sha256(run.encode()).digest()[:SIZE]


def kept() -> frozenset[bytes]:
    """The fingerprints in the file."""
    data = KEPT.read_bytes()
    return frozenset(data[at : at + SIZE] for at in range(0, len(data), SIZE))


def fingerprints(text: str) -> set[bytes]:
    """Those of a whole document."""
    whole = plain(text)
    return {digest(whole[at : at + RUN]) for at in range(0, len(whole) - RUN + 1, STEP)}


def copied(text: str, official: frozenset[bytes]) -> list[str]:
    """The runs of 20 characters of a text that stand in an official document."""
    short = plain(text)
    runs = (short[at : at + RUN] for at in range(len(short) - RUN + 1))
    return [run for run in runs if digest(run) in official]


def own_texts(node: Any, inside: str = "", key: str = "") -> Iterator[str]:
    """Every text of a standard's file but the names that stay as printed."""
    if isinstance(node, str):
        if not (key == "title" and inside in NAMED):
            yield node
    elif isinstance(node, Mapping):
        for name, value in node.items():
            if name not in ("source", "document"):
                yield from own_texts(value, inside, name)
    elif isinstance(node, list):
        for value in node:
            yield from own_texts(value, key or inside)


def main(texts: list[str]) -> None:
    """Read the documents named and write their fingerprints."""
    found: set[bytes] = set()
    for name in texts:
        found |= fingerprints(Path(name).read_text(encoding="utf-8"))
    KEPT.write_bytes(b"".join(sorted(found)))


if __name__ == "__main__":
    main(sys.argv[1:])
