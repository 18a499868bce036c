"""A paste is one piece, wherever the line cuts it and whatever is in it; nothing of it is read as keys."""

from __future__ import annotations

import pytest
from textual import events

from kaoping_tui.terminal import WholePastes

START, END = "\x1b[200~", "\x1b[201~"
ACTING = "\x1b]52;c;eA==\x07甲\x1b[31m3\r\x1b"


def meant(pieces: list[str]) -> list[tuple[str, str]]:
    """What the pieces mean: keys by name, pastes by text."""
    parser = WholePastes()
    found = [message for piece in pieces for message in (*parser.feed(piece), *parser.tick())]
    return [("paste", m.text) if isinstance(m, events.Paste) else ("key", m.key) for m in found]


@pytest.mark.parametrize("inside", ["一段", "第[/]条\n第二行", ACTING, "", "\x00空"])
def test_it_is_one_piece_wherever_it_is_cut(inside: str) -> None:
    text = f"1{START}{inside}{END}\x1b[A"
    wanted = [("key", "1"), ("paste", inside.replace("\x00", "")), ("key", "up")]
    first, last = text.index(START) + len(START), text.rindex("\x1b")
    for cut in (0, *range(first, last + 1)):
        assert meant([piece for piece in (text[:cut], text[cut:]) if piece]) == wanted


def test_keys_beside_it_stay_keys() -> None:
    assert meant(["\x1b[20~", "\x1b[2", "1~", f"{START}甲{END}{START}乙{END}2"]) == [
        ("key", "f9"),
        ("key", "f10"),
        ("paste", "甲"),
        ("paste", "乙"),
        ("key", "2"),
    ]
