"""Fingerprints of books held elsewhere: read back from what `kaoping verify --json` printed."""

from __future__ import annotations

import json
from pathlib import Path

from kaoping.errors import refuse, system_words

_MOST = 1024 * 1024


def read_heads(path: Path) -> dict[str, tuple[int, str]]:
    """Number and hash of each book's head.

    :raises Refused: there is no such file, or it is not what `kaoping verify --json` prints.
    """
    try:
        with path.open("rb") as stream:
            raw = stream.read(_MOST + 1)
    except (OSError, ValueError) as error:
        reason = system_words(error)
        raise refuse("unreadable", f"读不了这个文件：{reason}", file=str(path)) from None
    try:
        if len(raw) > _MOST:
            raise ValueError("size")
        found = {}
        for head in json.loads(raw.decode("utf-8-sig"))["heads"]:
            book, seq, digest = head["book"], head["seq"], head["hash"]
            if not (isinstance(book, str) and type(seq) is int and isinstance(digest, str)):
                raise TypeError("head")
            found[book] = (seq, digest)
    except (ValueError, TypeError, KeyError, RecursionError):
        message = "不是校验码文件，请用 kaoping verify --json > 文件 另存的那一份"
        raise refuse("heads", message, file=str(path)) from None
    return found
