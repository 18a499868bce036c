"""How much a PDF file unpacks to, counted before its reader unpacks it: a small file may hold gigabytes. Pure."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

#: What the streams of a file may come to once unpacked.
MOST_UNPACKED = 300 * 1024 * 1024
_STREAM = re.compile(rb"stream\r?\n")


def unpacked(data: bytes) -> int:
    """What the streams come to once unpacked, at least: counting stops above what may be."""
    total = 0
    for found in _STREAM.finditer(data):
        head = data[max(found.start() - 400, 0) : found.start()]
        if b"FlateDecode" not in head.rpartition(b"obj")[2] and b"/Fl" not in head:
            continue
        for size in _sizes(data, found.end()):
            total += size
            if total > MOST_UNPACKED:
                return total
    return total


def _sizes(data: bytes, start: int) -> Iterator[int]:
    unpacking = zlib.decompressobj()
    at = start
    try:
        while at < len(data) and not unpacking.eof:
            piece = data[at : at + 65_536]
            at += 65_536
            while piece and not unpacking.eof:
                yield len(unpacking.decompress(piece, 4_000_000))
                piece = unpacking.unconsumed_tail
    except zlib.error:
        return
