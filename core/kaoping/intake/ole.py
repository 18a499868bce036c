"""What an old office file (an OLE compound file) holds: the names of its streams, and whether a password guards it.

Its text is not read here: that is LibreOffice's work.
"""

from __future__ import annotations

import struct
from typing import Literal

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: What the file is: "word", "excel", "slides", "mail", "guarded" (by a password), "broken", or "other".
OleKind = Literal["word", "excel", "slides", "mail", "guarded", "broken", "other"]

_HEADER = 512
_END = 0xFFFFFFFA
_ENTRY = 128
#: Sectors of the directory that are looked at: an office file has one to ten.
_MOST_SECTORS = 2000
_FILEPASS = 0x2F
#: Shorter streams lie in another place, and are no documents.
_SMALL = 4096


def kind_of_ole(data: bytes) -> OleKind:
    """What the file is, by the names of its streams."""
    streams = _streams(data)
    if not streams:
        return "broken"
    if "EncryptedPackage" in streams:
        return "guarded"
    if "WordDocument" in streams:
        start = streams["WordDocument"]
        # Bit 8 of the flags in the file's head.
        return "guarded" if len(start) > 11 and start[11] & 1 else "word"
    for name in ("Workbook", "Book"):
        if name in streams:
            return "guarded" if _has_filepass(streams[name]) else "excel"
    if any(name.startswith("PowerPoint") for name in streams):
        return "slides"
    return "mail" if any(name.startswith("__substg1.0") for name in streams) else "other"


def _has_filepass(start: bytes) -> bool:
    """Whether one of a workbook's first records says that the rest is encrypted."""
    at = 0
    for _ in range(8):
        if at + 4 > len(start):
            return False
        record, length = struct.unpack_from("<HH", start, at)
        if record == _FILEPASS:
            return True
        at += 4 + length
    return False


def _streams(data: bytes) -> dict[str, bytes]:
    """By name each stream's first sector; empty where the directory cannot be followed."""
    try:
        (shift,) = struct.unpack_from("<H", data, 30)
        (sector,) = struct.unpack_from("<I", data, 48)
        table = struct.unpack_from("<109I", data, 76)
    except struct.error:
        return {}
    if shift not in (9, 12):
        return {}
    size = 1 << shift
    found: dict[str, bytes] = {}
    seen: set[int] = set()
    while sector < _END and sector not in seen and len(seen) < _MOST_SECTORS:
        seen.add(sector)
        start = (sector + 1) * size
        block = data[start : start + size]
        if len(block) < size:
            return {}
        for at in range(0, size, _ENTRY):
            (length,) = struct.unpack_from("<H", block, at + 64)
            name = block[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            first, length = struct.unpack_from("<II", block, at + 116)
            if block[at + 66] == 2 and name and length >= _SMALL:
                begin = (first + 1) * size
                found[name] = data[begin : begin + size]
            elif name:
                found.setdefault(name, b"")
        sector = _next(data, table, sector, size)
    return found


def _next(data: bytes, table: tuple[int, ...], sector: int, size: int) -> int:
    """The sector behind this one in its chain."""
    place, at = divmod(sector, size // 4)
    if place >= len(table) or table[place] >= _END:
        return _END
    start = (table[place] + 1) * size + at * 4
    return int.from_bytes(data[start : start + 4], "little") if start + 4 <= len(data) else _END
