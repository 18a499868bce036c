"""A font of black boxes with exactly the characters asked for, so that printing can be tested where no font is installed."""

from __future__ import annotations

import struct
from pathlib import Path


def write_font(path: Path, family: str, characters: str) -> Path:
    """A TrueType font; each character is a glyph of its own, so that a PDF can be read back."""
    codes = sorted({ord(char) for char in characters})
    glyphs = len(codes) + 1
    box = struct.pack(">hhhhh", 1, 100, 0, 900, 800) + struct.pack(">HH", 3, 0) + bytes([0x01] * 4)
    box += struct.pack(">4h4h", 100, 800, 0, -800, 0, 0, 800, 0) + b"\0"
    tables = {
        b"OS/2": struct.pack(
            ">HhHHH10hh10sLLLL4sHHHhhhHHLL", 3, 1000, 400, 5, 0, *([0] * 10), 0, bytes(10), 0, 0, 0, 0, b"TEST",
            0x40, 32, 0xFFFF, 880, -120, 0, 880, 120, 0, 0,
        ) + struct.pack(">hhHHH", 500, 700, 0, 32, 0),
        b"cmap": _cmap(codes),
        b"glyf": box * glyphs,
        b"head": struct.pack(
            ">LLLLHHQQhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, 1000, 0, 0, 0, 0, 1000, 900, 0, 8, 2, 1, 0
        ),
        b"hhea": struct.pack(">LhhhHhhhhhhhhhhhH", 0x10000, 880, -120, 0, 1000, 0, 0, 1000, 1, 0, 0, 0, 0, 0, 0, 0, glyphs),
        b"hmtx": struct.pack(">Hh", 1000, 100) * glyphs,
        b"loca": b"".join(struct.pack(">L", len(box) * at) for at in range(glyphs + 1)),
        b"maxp": struct.pack(">LH13H", 0x10000, glyphs, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
        b"name": _names(family),
        b"post": struct.pack(">LLhhLLLLL", 0x30000, 0, -100, 50, 0, 0, 0, 0, 0),
    }  # fmt: skip
    head = struct.pack(">LHHHH", 0x10000, len(tables), 128, 3, len(tables) * 16 - 128)
    at, entries, body = 12 + 16 * len(tables), b"", b""
    for tag, data in tables.items():
        padded = data + bytes(-len(data) % 4)
        entries += struct.pack(">4sLLL", tag, _sum(padded), at + len(body), len(data))
        body += padded
    path.write_bytes(head + entries + body)
    return path


def _cmap(codes: list[int]) -> bytes:
    groups = b"".join(struct.pack(">LLL", code, code, at) for at, code in enumerate(codes, 1))
    return struct.pack(">HHHHLHHLLL", 0, 1, 3, 10, 12, 12, 0, 16 + len(groups), 0, len(codes)) + groups


def _names(family: str) -> bytes:
    texts = {1: family, 2: "Regular", 4: family, 6: "".join(char for char in family if char.isalnum())}
    records, body = b"", b""
    for id, text in texts.items():
        data = text.encode("utf-16-be")
        records += struct.pack(">HHHHHH", 3, 1, 0x409, id, len(data), len(body))
        body += data
    return struct.pack(">HHH", 0, len(texts), 6 + len(records)) + records + body


def _sum(data: bytes) -> int:
    return sum(struct.unpack(f">{len(data) // 4}L", data)) & 0xFFFFFFFF
