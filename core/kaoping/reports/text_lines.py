"""What a paper printed as text is made of. Pure."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

LineStyle: TypeAlias = Literal["", "title", "heading", "draft", "warning", "note", "head", "section", "strong", "rule"]


class TextLine(NamedTuple):
    """A line of text, and what it is: for a screen that paints it; nobody needs the colour to read it."""

    text: str
    style: LineStyle = ""
