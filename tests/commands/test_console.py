from __future__ import annotations

import json

import pytest

from kaoping.console import say, show_json, table, width


@pytest.mark.parametrize(
    ("text", "columns"), [("abc", 3), ("考评", 4), ("ａ１", 4), ("é", 1), ("e\u0301", 1), ("", 0), ("①", 1)]
)
def test_width_counts_columns_on_screen(text: str, columns: int) -> None:
    assert width(text) == columns


def test_table_aligns_wide_and_narrow_text() -> None:
    assert table(["编号", "名称", "分"], [["1", "学法", "10"], ["12", "ab", "9.5"]], right=(2,)) == (
        "编号  名称   分\n1     学法   10\n12    ab    9.5"
    )


def test_a_cell_stays_on_one_line_and_acts_on_nothing() -> None:
    assert table(["a"], [["第[/]条\n\x1b]52;c;eA==\x07 b"]]) == "a\n第[/]条 ␛]52;c;eA==␇ b"


def test_say_makes_control_characters_visible(capsys: pytest.CaptureFixture[str]) -> None:
    say("[red]x\x1b[31m\u202e\r")
    assert capsys.readouterr().out == "[red]x␛[31m\\u202E␍\n"


def test_json_keeps_the_value_and_escapes_what_acts(capsys: pytest.CaptureFixture[str]) -> None:
    value = {"文": "a\x1b\x9b\u202e\u2028\x7f\n考评"}
    show_json(value)
    text = capsys.readouterr().out
    assert json.loads(text) == value
    assert "考评" in text
    assert not set(text) & set("\x1b\x9b\u202e\x7f")
