from __future__ import annotations

import pytest

from kaoping.reports.counting import characters_counted, words_counted


@pytest.mark.parametrize(
    ("text", "words", "characters"),
    [
        ("", 0, 0),
        ("法治政府。", 5, 5),
        ("“引号”和——省略……", 11, 11),
        ("GB/T 9704-2012", 2, 13),
        ("按GB/T 9704-2012印发，共3份", 9, 20),
        ("一 二\t三\n四", 4, 4),
        ("ＡＢＣ１２", 5, 5),
        ("abc，def", 3, 7),
        ("零\u200b宽\x00字", 3, 3),
    ],
)
def test_both_counts(text: str, words: int, characters: int) -> None:
    assert (words_counted(text), characters_counted(text)) == (words, characters)
