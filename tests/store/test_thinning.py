from __future__ import annotations

import datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kaoping.store.thinning import backup_name, dated_backups, newest_backup, to_keep

TODAY = datetime.date(2026, 3, 1)
days = st.sets(st.dates(datetime.date(2023, 1, 1), datetime.date(2026, 6, 30)), max_size=80)


def _ago(*numbers: int) -> set[datetime.date]:
    return {TODAY - datetime.timedelta(days=number) for number in numbers}


def test_every_day_of_two_years() -> None:
    kept = to_keep(_ago(*range(730)), TODAY)
    week = {f"2026-02-{day}" for day in range(23, 29)} | {"2026-03-01"}
    weeks = {"2026-02-08", "2026-02-15", "2026-02-22", "2026-03-01"}
    months = {"2026-01-31", "2025-12-31", "2025-11-30", "2025-10-31", "2025-09-30", "2025-08-31", "2025-07-31"}
    months |= {"2025-06-30", "2025-05-31", "2025-04-30", "2026-02-28", "2026-03-01"}
    assert {day.isoformat() for day in kept} == week | weeks | months


def test_a_tool_used_twice_a_year_keeps_its_backups() -> None:
    rare = {datetime.date(year, month, 5) for year in (2023, 2024, 2025) for month in (6, 12)}
    assert to_keep(rare, TODAY) == rare


@given(days)
def test_keeps_a_bounded_part_with_the_newest(known: set[datetime.date]) -> None:
    kept = to_keep(known, TODAY)
    past = {day for day in known if day <= TODAY}
    assert kept <= known
    assert kept >= known - past
    assert len(kept & past) <= 7 + 4 + 12
    assert kept >= set(sorted(past)[-7:])
    assert to_keep(kept, TODAY) == kept


@given(days)
def test_thinning_day_by_day_keeps_what_thinning_once_keeps(known: set[datetime.date]) -> None:
    past = sorted(day for day in known if day <= TODAY)
    kept: set[datetime.date] = set()
    for day in past:
        kept = to_keep(kept | {day}, day)
    assert kept == to_keep(past, TODAY)


@given(days, st.integers(0, 5), st.integers(0, 5), st.integers(0, 5))
def test_counts_are_parameters(known: set[datetime.date], daily: int, weekly: int, monthly: int) -> None:
    past = {day for day in known if day <= TODAY}
    kept = to_keep(past, TODAY, daily=daily, weekly=weekly, monthly=monthly)
    assert len(kept) <= daily + weekly + monthly
    assert len({(day.year, day.month) for day in kept}) >= min(monthly, len({(day.year, day.month) for day in past}))


def test_names_carry_the_date_and_others_are_left_alone(tmp_path: Path) -> None:
    workspace = tmp_path / "考评[1].db"
    names = [backup_name(workspace, day) for day in sorted(_ago(0, 3))]
    assert names == ["考评[1].2026-02-26.db", "考评[1].2026-03-01.db"]
    others = ["考评[1].2026-13-45.db", "考评1.2026-03-02.db", "考评[1].2026-03-02.db.bak", "别的.2026-03-02.db"]
    for name in [*names, *others, "考评[1].2026-02-26.schema-1.db"]:
        (tmp_path / name).touch()
    (tmp_path / "考评[1].2026-03-03.db").mkdir()
    assert dated_backups(workspace, tmp_path) == {
        datetime.date(2026, 2, 26): tmp_path / names[0],
        datetime.date(2026, 3, 1): tmp_path / names[1],
    }
    assert newest_backup(workspace, tmp_path) == tmp_path / names[1]
    assert newest_backup(workspace) is None
