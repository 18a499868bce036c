"""A first look at the evaluations, with SQLite alone."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

from kaoping import Options, open_workbench, parse_period, peek


def test_a_first_look_shows_what_the_list_shows(tmp_path: Path) -> None:
    options = Options(db=tmp_path / "甲 ?#%.db", evaluator="张三", data=tmp_path, config=tmp_path)
    with open_workbench(options) as bench:
        bench.units.add("云溪县", "county", {"legislative_power": False})
        year = parse_period("2025")
        bench.evaluations.new("beihai/county", "云溪县", year, as_of=date(2025, 12, 20))
        bench.evaluations.new("national_county", "云溪县", parse_period("2024/2025"), as_of=date(2025, 12, 20))
        rows = list(bench.evaluations.all(limit=10))
        assert peek(options.db, 10, "张三") == rows
        assert peek(options.db, 1, "张三") == rows[:1]
    code = "import sys; from kaoping import peek; print('sqlite_utils' in sys.modules or 'pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_others_results_in_a_campaign_are_left_out(tmp_path: Path) -> None:
    options = Options(db=tmp_path / "w.db", evaluator="张三", data=tmp_path, config=tmp_path)
    with open_workbench(options) as bench:
        bench.units.add("云溪县", "county", {"legislative_power": False})
        bench.evaluations.add_campaign("年度", parse_period("2025"), standard="beihai/county", units=["云溪县"])
        bench.evaluations.new(
            "beihai/county", "云溪县", parse_period("2025"), as_of=date(2025, 12, 20), campaign="年度"
        )
    (own,) = peek(options.db, 10, "张三")
    (other,) = peek(options.db, 10, "李四")
    assert (own.low_m, own.high_m, own.outcome_status) == (0, 100000, "no-result")
    assert (other.low_m, other.high_m, other.outcome_status) == (None, None, None)
    assert other.id == own.id


def test_what_is_no_workspace_shows_nothing(tmp_path: Path) -> None:
    import sqlite3

    assert peek(tmp_path / "none.db", 10, "张三") == []
    (tmp_path / "text.db").write_text("考评", encoding="utf-8")
    assert peek(tmp_path / "text.db", 10, "张三") == []
    with sqlite3.connect(tmp_path / "other.db") as db:
        db.execute("CREATE TABLE evaluation (id)")
    assert peek(tmp_path / "other.db", 10, "张三") == []
    assert not (tmp_path / "none.db").exists()
