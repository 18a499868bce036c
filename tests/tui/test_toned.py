"""Tones stay on the characters they were given to, however the text is wrapped; columns fit and are cut with a sign."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kaoping_tui.columns import Column, lay_columns
from kaoping_tui.heading import gauge
from kaoping_tui.toned import Tone, Toned, lay_out, painted
from kaoping_tui.wrap import clip

PARTS = st.lists(
    st.tuples(st.text("县级政府abc12 ，。（）《》\n\t", max_size=12), st.sampled_from(["", "bold", "$quiet"])),
    max_size=8,
)


def styled(content: object, style: str) -> str:
    """The characters of a content that have this style, without blanks."""
    plain = content.plain  # type: ignore[attr-defined]
    spans = [span for span in content.spans if span.style == style]  # type: ignore[attr-defined]
    chosen = (char for place, char in enumerate(plain) if any(s.start <= place < s.end for s in spans))
    return "".join("".join(chosen).split())


@given(PARTS, st.integers(10, 60), st.integers(0, 6))
def test_tones_follow_their_characters_over_line_breaks(parts, width: int, indent: int) -> None:
    text = Toned()
    for part, style in parts:
        text.add(part, style)
    lines, content = lay_out(text.text, text.tones, width, indent)
    assert content.plain == "\n".join(lines)
    assert "".join(content.plain.split()) == "".join(text.text.split())
    for style in ("bold", "$quiet"):
        assert styled(content, style) == "".join("".join(part for part, own in parts if own == style).split())


def test_a_clipped_text_keeps_the_tones_of_what_is_left() -> None:
    text = Toned().add("已评 3/78", "bold").add("｜得分 12 ~ 96", "$quiet")
    content = painted(text.text, [clip(text.text, 14)], text.tones)
    assert content.plain == "已评 3/78｜得…"
    assert styled(content, "bold") == "已评3/78"
    assert styled(content, "$quiet") == "｜得…"
    assert painted("abc", ["abc"], [Tone(3, 3, "bold")]).spans == []


COLUMNS = (Column("对象", gives=True), Column("得分", right=True), Column("时间", optional=True))
ROWS = (("云溪县交通运输局", "96.05", "11-21 08:53"), ("石桥区", "7", "11-21 08:53"))


@pytest.mark.parametrize(
    ("width", "head", "lines"),
    [
        (
            40,
            "对象               得分  时间",
            ["云溪县交通运输局  96.05  11-21 08:53", "石桥区                7  11-21 08:53"],
        ),
        (30, "对象               得分", ["云溪县交通运输局  96.05", "石桥区                7"]),
        (17, "对象         得分", ["云溪县交通… 96.05", "石桥区          7"]),
    ],
)
def test_columns_give_way_where_there_is_no_room(width: int, head: str, lines: list[str]) -> None:
    laid = lay_columns(COLUMNS, ROWS, width)
    assert laid is not None
    assert laid.head == head
    assert [text for text, _ in laid.lines] == lines
    assert all(cell_len(text) <= width for text in (laid.head, *lines))


def test_no_columns_where_nothing_could_be_read() -> None:
    assert lay_columns(COLUMNS, ROWS, 10) is None


@given(st.integers(0, 200), st.integers(1, 200), st.integers(1, 40))
def test_a_bar_is_full_only_when_everything_is_done(done: int, total: int, width: int) -> None:
    heavy, light = gauge(min(done, total), total, width)
    assert len(heavy) + len(light) == width
    assert (not light) == (done >= total)
    if width > 1:
        assert (not heavy) == (min(done, total) * width < total)
