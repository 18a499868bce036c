"""The text of a web page from its bytes, also of one that Word or Excel saved with its pictures into one file (.mht)."""

from __future__ import annotations

import re
from email import policy
from email.parser import BytesParser

from kaoping.intake.txt import decoded

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
#: Encodings by the names that pages give them; wider ones are read in place of narrow ones.
_NAMES = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "utf-8": "utf-8",
    "utf8": "utf-8",
}


def page_text(data: bytes, *, web_archive: bool = False) -> str | None:
    """The page's text; None where its encoding is not known.

    :param web_archive: whether the bytes are a message of several parts, the page one of them
    """
    if not web_archive:
        return _decoded(data)
    message = BytesParser(policy=policy.default).parsebytes(data)
    pages = [
        page
        for part in message.walk()
        if part.get_content_type() == "text/html" and isinstance(body := part.get_payload(decode=True), bytes)
        if (page := _decoded(body)) is not None
    ]
    return "\n".join(pages) or None


def _decoded(data: bytes) -> str | None:
    """By its mark, else by UTF-8 where it is that, else by what the page says of itself."""
    if not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        said = _CHARSET.search(data[:4096])
        name = said.group(1).decode().lower() if said else ""
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        if name in _NAMES:
            # One broken character of a page loses that one alone; it is counted and told.
            return data.decode(_NAMES[name], "replace")
    return decoded(data)
