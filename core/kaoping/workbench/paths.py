"""Paths as people type, paste and drop them into a field, and how one that was begun may go on."""

from __future__ import annotations

import os
import shlex
import sys
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

from kaoping.errors import refuse
from kaoping.text import has_hidden, visible

#: Entries of a folder that are looked at, and that are offered.
_READ, _OFFERED = 20_000, 200
_QUOTES = {"'": "'", '"': '"', "“": "”", "‘": "’", "「": "」"}


@dataclass(frozen=True, slots=True)
class Completion:
    """`text` is what was typed as far as it is certain; `names` how it may go on, folders ending in a separator."""

    text: str
    names: tuple[str, ...]
    #: Whether there are more than are named.
    more: bool = False


def typed_paths(text: str) -> list[str]:
    """The paths meant by a text that was typed, or pasted by a terminal on which files were dropped.

    Terminals put quotes around a path, escape its blanks, or give a `file://` address; several stand one after the
    other. A text that names a file as it is means that file.
    """
    text = text.strip("\r\n").replace("\x00", "")
    bare = text.strip()
    if not bare:
        return []
    for plain in (text, bare):
        if os.path.lexists(_home(plain)):
            return [_home(plain)]
    one = _unquoted(bare)
    if one is not None and (os.path.lexists(one) or not _several(bare)):
        return [one]
    parts = [found for part in _split(bare) if (found := _unquoted(part)) is not None]
    if parts and all(os.path.lexists(part) for part in parts):
        return parts
    return [one if one is not None else _home(bare)]


def one_file(typed: str, what: str) -> Path:
    """The one file that a typed path means, to be read.

    :param what: what people call it.
    :raises Refused: it is none, or several.
    """
    found = typed_paths(typed)
    if len(found) != 1:
        raise refuse("path", f"请写{what}的路径" if not found else f"一次只能读一份{what}")
    path = Path(found[0])
    if not path.is_file():
        raise refuse("path", f"没有这个文件：{visible(str(path))}")
    return path


def completed(typed: str) -> Completion:
    """How a path that was begun goes on. Reads one folder, at most 20,000 entries of it.

    Hidden entries are offered when their dot was typed. A folder that cannot be read offers nothing.
    """
    meant = typed_paths(typed)
    path = meant[0] if len(meant) == 1 else _home(typed.strip())
    if typed.rstrip().endswith(("/", os.sep)) and not path.endswith(("/", os.sep)):
        path += os.sep
    folder, begun = os.path.split(path)
    try:
        with os.scandir(folder or ".") as entries:
            among = [
                entry.name + (os.sep if _is_folder(entry) else "")
                for entry in islice(entries, _READ)
                if entry.name.lower().startswith(begun.lower())
                and (begun or not entry.name.startswith("."))
                and _typeable(entry.name)
            ]
    except (OSError, ValueError):
        return Completion(typed, ())
    exact = [name for name in among if name.startswith(begun)]
    among = sorted(exact or among)
    if not among:
        return Completion(typed, ())
    certain = _common(among)
    if len(certain) < len(begun):
        certain = begun
    return Completion(os.path.join(folder, certain), tuple(among[:_OFFERED]), len(among) > _OFFERED)


def _typeable(name: str) -> bool:
    """Whether a field can hold the name as it is."""
    return not has_hidden(name) and name.isprintable()


def _common(names: list[str]) -> str:
    """What all of the names begin with."""
    first, last = min(names), max(names)
    for place, sign in enumerate(first):
        if place >= len(last) or last[place] != sign:
            return first[:place]
    return first


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _home(path: str) -> str:
    try:
        return os.path.expanduser(path)
    except (RuntimeError, ValueError):
        return path


def _several(text: str) -> bool:
    return len(_split(text)) > 1


def _split(text: str) -> list[str]:
    """The words of the text with their quotes, as a POSIX shell would part them; one word where it would not."""
    try:
        words = shlex.shlex(text, posix=sys.platform != "win32", punctuation_chars=False)
        words.whitespace_split = True
        words.commenters = ""
        return list(words)
    except ValueError:
        return [text]


def _unquoted(text: str) -> str | None:
    """One path without its quotes, escapes, or `file://`; None for an address of another machine."""
    closing = _QUOTES.get(text[:1])
    if closing is not None and len(text) > 1 and text.endswith(closing) and closing not in text[1:-1]:
        text = text[1:-1]
        if os.path.lexists(_home(text)) or not text.lower().startswith("file:"):
            return _home(text)
    if text.lower().startswith("file:"):
        return _from_address(text)
    if sys.platform != "win32" and ("\\" in text or "'" in text or '"' in text):
        words = _split(text)
        if len(words) == 1:
            return _home(words[0])
    return _home(text)


def _from_address(address: str) -> str | None:
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.netloc not in ("", "localhost"):
        return None
    path = os.fsdecode(unquote_to_bytes(parts.path + (f"?{parts.query}" if parts.query else "")))
    if parts.fragment:
        path += f"#{parts.fragment}"
    if sys.platform == "win32":
        path = path.lstrip("/").replace("/", "\\")
    return path if "\0" not in path else None


__all__ = ["Completion", "completed", "one_file", "typed_paths"]
