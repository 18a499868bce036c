"""Text laid out in terminal cells: clipped, padded, and wrapped as Chinese is."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size

from kaoping import wrapped_cells


def clip(text: str, width: int) -> str:
    """`text` on one line of at most `width` cells, the cut shown by `…`."""
    line = " ".join(text.split())
    if cell_len(line) <= width:
        return line
    if width <= 1:
        return "…"[:width]
    return set_cell_size(line, width - 1).rstrip() + "…"


def fitted(left: str, right: str, width: int) -> str:
    """`left`, clipped as need be, and `right` at the right edge, together exactly `width` cells where they can be."""
    room = width - cell_len(right) - 1
    if room < 1:
        return clip(right, width)
    return set_cell_size(clip(left, room), room) + " " + right


def led(name: str, rest: str, width: int) -> str:
    """`name` and what follows it on one line of at most `width` cells: it is the name that is cut, and `rest` is whole."""
    return clip(clip(name, max(width - cell_len(rest), 0)) + rest, width)


def wrapped(text: str, width: int, indent: int = 0) -> list[str]:
    """`text` as lines of at most `width` cells; those after the first are indented by `indent` blanks.

    No line begins with a closing mark or ends with an opening one, unless the width leaves no choice. Textual itself
    breaks at blanks alone.
    """
    return wrapped_cells(text, width, indent, cell_len)
