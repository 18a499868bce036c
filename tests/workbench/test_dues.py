"""What was delivered when for a stage that comes again, what is near, and a jurisdiction's own holidays."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kaoping.standard.document import Stage
from kaoping.workbench.dues import due_of
from kaoping.workbench.holidays import holidays
from kaoping.workdays import notices

YEAR = (date(2025, 1, 1), date(2025, 4, 30))
MONTHLY = Stage.model_validate({"id": "m", "title": "月报", "monthly": 25})


def test_each_month_has_what_was_delivered_for_it() -> None:
    today = date(2025, 4, 10)
    due = due_of(MONTHLY, {}, YEAR, today)
    terms = due.terms([date(2025, 1, 20), date(2025, 1, 25), date(2025, 2, 28)], today)
    assert [(term.day.month, term.delivered, term.state) for term in terms] == [
        (1, date(2025, 1, 25), "on-time"),
        (2, date(2025, 2, 28), "late"),
        (3, date(2025, 2, 28), "on-time"),
        (4, None, "coming"),
    ]
    assert [term.text for term in terms] == ["01-25 交", "逾期，02-28 交", "02-28 交", "未到期"]


def test_a_month_in_which_nothing_came_is_missed() -> None:
    today = date(2025, 3, 26)
    terms = due_of(MONTHLY, {}, YEAR, today).terms([date(2025, 1, 25)], today)
    assert [(term.state, term.text) for term in terms][1:] == [
        ("missed", "逾期未交"), ("missed", "逾期未交"), ("coming", "未到期"),
    ]  # fmt: skip


def test_a_day_that_is_near_is_said() -> None:
    due = due_of(
        Stage.model_validate({"id": "s", "title": "终评", "due": date(2025, 12, 20)}), {}, YEAR, date(2025, 1, 1)
    )
    days = [date(2025, 12, day) for day in (12, 13, 20, 21)]
    assert [due.left(day) for day in days] == [None, 7, 0, None]
    assert due.terms([date(2025, 12, 1)], date(2025, 12, 20)) == ()


def test_the_jurisdictions_days_go_before_the_notices(tmp_path: Path) -> None:
    file = tmp_path / "holidays.toml"
    assert holidays(None) == (notices(), [])
    assert holidays(file) == (notices(), [])
    file.write_text("off = [2030-01-07]\nworked = [2030-01-06]\n", encoding="utf-8")
    days, faults = holidays(file)
    assert faults == []
    five = Stage.model_validate({"id": "s", "title": "公示", "working_days": 1, "starts": date(2030, 1, 4)})
    assert due_of(five, {}, YEAR, YEAR[0], None, days).day == date(2030, 1, 6)
    assert (days.works(date(2030, 1, 7)), days.after(date(2030, 1, 6), 1)) == (False, (date(2030, 1, 8), True))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("off = [2027-01-01]\nwork = []\n", "第 2 行：没有“work”这一项，只有 off（放假的日子）、worked（上班的日子）"),
        ('off = ["2027-01-01"]\n', "第 1 行：“2027-01-01”不是日期，应写作 2027-01-01，不加引号"),
        ("off = 2027-01-01\n", "第 1 行：off 应为日期的列表，如 off = [2027-01-01]"),
        ("off = [2027-01-01]\nworked = [2027-01-01]\n", "2027-01-01 同时列为放假和上班，请删去一处"),
        ("off = [2027-13-01]\n", "第 1 行："),
        ("off = [2027-01-01T08:00:00]\n", "不是日期"),
    ],
)
def test_a_file_with_faults_is_not_used_and_the_place_is_named(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "holidays.toml"
    file.write_text(text, encoding="utf-8")
    days, (fault,) = holidays(file)
    assert days is notices()
    assert message in fault
    assert fault.startswith(f"节假日文件 {file} 没有采用，期限按公布的节假日计算。")
