"""What people write in judgements: plain text within the bounds of an answers file, or nothing."""

from __future__ import annotations

from kaoping.errors import refuse
from kaoping.text import has_hidden

#: Characters of one text; an answers file takes no more, and whatever is saved must fit into one.
MAX_TEXT = 6_000


def said(text: str | None) -> str | None:
    """`text` as it was typed; None where there are only blanks."""
    return text if text is not None and text.strip() else None


def check_said(text: str | None, id: str) -> None:
    """Hold a text against what can be saved; `id` is the element it is about.

    :raises Refused: it is too long, or holds control characters.
    """
    if text is None:
        return
    if len(text) > MAX_TEXT:
        raise refuse("too-long", f"文字过长，最多 {MAX_TEXT} 字", id=id)
    if has_hidden(text):
        raise refuse("hidden-character", "文字中含有控制字符，请删去后再保存", id=id)
