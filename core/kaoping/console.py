"""What the command line prints: text for people, or one JSON document. Nothing printed here acts on a terminal."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence

import click

from kaoping.text import has_hidden, visible, width


def say(text: str = "") -> None:
    """Print to standard output; control and bidi characters are made visible."""
    click.echo(visible(text))


def warn(text: str) -> None:
    """Print to standard error; control and bidi characters are made visible."""
    click.echo(visible(text), err=True)


def show_json(document: object, *, rows: bool = False) -> None:
    """Print one JSON document. What could act on a terminal is escaped, so that the value stays the same.

    :param rows: a line for each row of the lists in it, where there are many rows of many parts.
    """
    if rows and isinstance(document, dict):
        text = "{\n" + ",\n".join(f"  {_dumped(key)}: {_rows(value)}" for key, value in document.items()) + "\n}"
    else:
        text = json.dumps(document, ensure_ascii=False, indent=2)
    if has_hidden(text):
        text = "".join(f"\\u{ord(char):04x}" if has_hidden(char) else char for char in text)
    click.echo(text)


def _rows(value: object) -> str:
    if not isinstance(value, list) or not value:
        return _dumped(value)
    return "[\n" + ",\n".join(f"    {_dumped(row)}" for row in value) + "\n  ]"


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def table(head: Sequence[str], rows: Iterable[Sequence[object]], *, right: Collection[int] = ()) -> str:
    """Rows below a heading, columns aligned by their width on screen; each cell on one line.

    :param right: columns, counted from 0, whose cells stand at the right.
    """
    lines = [[_cell(value) for value in row] for row in (head, *rows)]
    widths = [max(width(line[column]) for line in lines) for column in range(len(head))]
    found = []
    for line in lines:
        cells = []
        for column, cell in enumerate(line):
            blank = " " * (widths[column] - width(cell))
            cells.append(blank + cell if column in right else cell + blank)
        found.append("  ".join(cells).rstrip())
    return "\n".join(found)


def _cell(value: object) -> str:
    return "" if value is None else visible(" ".join(str(value).split()))
