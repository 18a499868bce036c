"""A wrong answers file is refused once, with everything that is wrong in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaoping.errors import Refused
from kaoping.hooks import Plugins
from kaoping.workbench.exchange import answers_of, score_file
from kaoping.workbench.library import Library

STANDARD = """
schema = 1
id = "test/small"
title = "小标准"
short = "小"
edition = "一"
status = "in-force"
unit_kinds = ["county"]
document = { id = "test/doc", title = "文件" }
[scoring]
model = "points"
full = 5
[[facts]]
id = "meetings"
title = "会议"
subject = "government"
kind = "count"
[[facts]]
id = "case"
title = "案件"
subject = "government"
kind = "event"
[[criteria]]
id = "1"
title = "一"
points = 2
themes = ["decision"]
requirements = [{ id = "1.1", text = "开会", measure = { fact = "meetings", at_least = 1 } }]
[[criteria]]
id = "2"
title = "二"
points = 3
themes = ["decision"]
requirements = [{ id = "2.1", text = "记录" }]
[[vetoes]]
id = "v"
title = "案件"
text = "发生案件"
event = "case"
look_back_years = 3
effect = "zero"
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    path = tmp_path / "small.toml"
    path.write_text(STANDARD, encoding="utf-8")
    return Library(Plugins.load(entry_points=False), files=[path])


def answers(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "answers.toml"
    path.write_text('schema = 1\nstandard = "test/small"\nunit = "甲县"\n' + text, encoding="utf-8")
    return path


def faults(library: Library, path: Path) -> list[tuple[str, int | None, str | None]]:
    with pytest.raises(Refused) as caught:
        answers_of(library, path)
    return [(fault.code, fault.line, fault.id) for fault in caught.value.faults]


def test_faults_of_form_and_against_the_standard_come_together(library: Library, tmp_path: Path) -> None:
    path = answers(
        tmp_path,
        """
[ratings."1"]
points = 2.25
[ratings."2"]
deductions = [{ amount = 0.5 }]
[ratings."9"]
points = 1
[[facts]]
id = "nothing"
period = "2025"
value = 1
""",
    )
    assert faults(library, path) == [
        ("as-of", 1, None),
        ("points", 6, "1"),
        ("missing-field", 8, "2"),
        ("unknown-item", 9, "9"),
        ("unknown-fact", 12, "nothing"),
    ]


def test_a_verdict_is_refused_where_points_are_given(library: Library, tmp_path: Path) -> None:
    path = answers(tmp_path, 'as_of = 2025-12-20\n[ratings."1"]\nverdict = "met"\n')
    with pytest.raises(Refused, match="该项不能用 verdict（met），请用 points（得分）或 deductions（扣分）"):
        answers_of(library, path)


def test_an_unknown_table_does_not_hide_what_else_is_wrong(library: Library, tmp_path: Path) -> None:
    path = answers(tmp_path, 'as_of = 2025-12-20\nextra = 1\n[ratings."1"]\npoints = 7\n')
    assert faults(library, path) == [("unknown-field", 5, None), ("points", 7, "1")]


def test_a_sound_file_scores(library: Library, tmp_path: Path) -> None:
    path = answers(tmp_path, 'as_of = 2025-12-20\n[ratings."1"]\npoints = 2\n[ratings."2"]\npoints = 2.5\n')
    sheet = score_file(library, path)
    assert (str(sheet.score_low), str(sheet.score_high)) == ("4.50", "4.50")


def test_a_file_for_no_known_standard_says_which_there_are(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "answers.toml"
    path.write_text('schema = 1\nstandard = "test/none"\nunit = "甲县"\n', encoding="utf-8")
    with pytest.raises(Refused, match="没有标准“test/none”"):
        answers_of(library, path)
