"""The ranking of a campaign is that of its score sheets, without a rating being read for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kaoping.answers import Rating, VetoStatement
from kaoping.hooks import Plugins
from kaoping.periods import year
from kaoping.workbench import Workbench
from kaoping.workbench.library import Library
from kaoping.workbench.ranking import places_of

Opener = Callable[..., Workbench]

SHEET = """schema = 1
id = "r/share"
title = "排名示例"
short = "排名"
edition = "2025"
status = "in-force"
unit_kinds = ["county"]

[document]
id = "r/share"
title = "排名示例"

[scoring]
model = "attainment"
rounding = { places = 2, mode = "half-up" }

[[themes]]
id = "any"
title = "任意"

[[facts]]
id = "accident"
title = "重大事故"
subject = "government"
kind = "event"

[[criteria]]
id = "1"
title = "机制"
weight = 100000
themes = ["any"]
requirements = [{ id = "1.1", text = "有制度。" }]

[[criteria]]
id = "2"
title = "落实"
weight = 100001
themes = ["any"]
requirements = [{ id = "2.1", text = "有记录。" }]

[[vetoes]]
id = "accident"
title = "重大事故"
text = "周期内发生重大事故的，不得参评。"
event = "accident"
look_back = "period"
effect = "ineligible"

[[outcomes]]
label = "优秀"
when = { attained_at_least = 90 }

[[outcomes]]
label = "合格"
otherwise = true
"""
#: What each unit is judged at: both criteria, and whether it is barred.
JUDGED = {
    "甲县": ("met", "unmet", False),
    "乙县": ("unmet", "met", False),
    "丙县": ("met", "met", False),
    "丁县": ("met", "met", True),
    "戊县": ("unmet", "unmet", False),
    "己县": ("met", "met", False),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "own"
    found.mkdir()
    return found


def start(opener: Opener, folder: Path, text: str = SHEET, evaluator: str = "张三") -> Workbench:
    (folder / "share.toml").write_text(text, encoding="utf-8")
    return opener(evaluator, library=Library(Plugins.load(entry_points=False), folder=folder))


def judge(bench: Workbench, unit: str, one: str, two: str, barred: bool) -> str:
    key = bench.evaluations.new("r/share", unit, year(2025), campaign="年度").id
    bench.walk.together(key, {"1": Rating(verdict=one), "2": Rating(verdict=two)}, "评")
    bench.walk.veto(key, "accident", VetoStatement(barred, date(2025, 5, 1) if barred else None))
    return key


def fill(bench: Workbench) -> dict[str, str]:
    for unit in JUDGED:
        bench.units.add(unit, "county")
    bench.evaluations.add_campaign("年度", year(2025), standard="r/share", units=tuple(JUDGED))
    return {unit: judge(bench, unit, *given) for unit, given in JUDGED.items()}


def by_sheets(bench: Workbench, keys: dict[str, str]) -> dict[str, tuple[int | None, bool, Decimal | None]]:
    """Place, whether it is shared, and result of each, counted out from every score sheet."""
    sheets = {unit: bench.evaluations.view(key).sheet for unit, key in keys.items()}
    ranked = [sheet.result_low for sheet in sheets.values() if sheet.outcome.label != "不得参评"]
    found: dict[str, tuple[int | None, bool, Decimal | None]] = {}
    for unit, sheet in sheets.items():
        low = sheet.result_low
        assert low is not None
        assert low == sheet.result_high
        place = None if sheet.outcome.label == "不得参评" else 1 + sum(r is not None and r > low for r in ranked)
        found[unit] = place, place is not None and ranked.count(low) > 1, low
    return found


@pytest.mark.parametrize("places", [0, 2, 3, 5])
def test_places_ties_and_results_are_those_of_the_score_sheets(opener: Opener, folder: Path, places: int) -> None:
    bench = start(opener, folder, SHEET.replace("places = 2", f"places = {places}"))
    keys = fill(bench)
    matrix = bench.campaigns.matrix("年度")
    told = {line.name: (line.place, line.tied, (line.cells[0].result or (None,))[0]) for line in matrix.lines}
    assert told == by_sheets(bench, keys)
    assert {line.name: line.barred for line in matrix.lines if line.barred} == {"丁县": "不得参评"}
    # What lists keep ends at the third decimal; 49.99975 and 50.00025 are told apart where the standard asks for it.
    assert told["甲县"][:2] == ((4, False) if places == 5 else (3, True))
    assert told["乙县"][:2] == (3, places != 5)


def test_no_rating_is_read_for_a_ranking(opener: Opener, folder: Path) -> None:
    bench = start(opener, folder)
    fill(bench)
    bench.campaigns.matrix("年度")
    asked: list[str] = []
    bench.desk.workspace.db.conn.set_trace_callback(asked.append)
    matrix = bench.campaigns.matrix("年度")
    bench.desk.workspace.db.conn.set_trace_callback(None)
    assert len(matrix.ranking) == 5
    assert asked
    tables = ("rating", "statement", "fact", "entry", "proof")
    assert not [sql for sql in asked for table in tables if f"FROM {table} " in sql]
    assert len(asked) < 12  # and none for each unit


def test_other_editions_are_not_ranked_together(opener: Opener, folder: Path) -> None:
    fill(start(opener, folder))
    later = start(opener, folder, SHEET.replace("weight = 100000\n", "weight = 7\n"))
    later.units.add("庚县", "county")
    later.roster.add("年度", ["庚县"])
    judge(later, "庚县", "met", "met", False)
    matrix = later.campaigns.matrix("年度")
    assert matrix.unranked == "各考评所用的标准版本或本地规则不一，不能排名"
    assert (matrix.ranking, matrix.ranked_at) == ((), None)


def test_the_edition_that_was_judged_by_decides_and_not_the_one_at_hand(opener: Opener, folder: Path) -> None:
    keys = fill(start(opener, folder))
    text = SHEET.replace("places = 2", "places = 0").replace('effect = "ineligible"', 'effect = "downgrade"')
    later = start(opener, folder, text)
    line = later.campaigns.matrix("年度").lines
    assert [one.cells[0].result for one in line[:1]] == [(Decimal("50.00"), Decimal("50.00"))]
    assert str(by_sheets(later, keys)["甲县"][2]) == str(line[0].cells[0].result and line[0].cells[0].result[0])
    assert line[3].barred == "不得参评"


def test_what_is_blind_keeps_the_ranking_back_and_is_told(opener: Opener, folder: Path) -> None:
    bench = start(opener, folder)
    fill(bench)
    bench.roster.blind("年度", True)
    other = start(opener, folder, evaluator="李四")
    matrix = other.campaigns.matrix("年度")
    assert matrix.unranked == "“不分阶段”还有 6 个考评对象结果未定（其中 6 个是盲评，暂不显示），全部定了才排名"
    assert {line.cells[0].result for line in matrix.lines} == {None}


def test_equal_results_share_a_place_and_the_next_counts_them() -> None:
    results = {"a": Decimal(9), "b": Decimal("9.0"), "c": Decimal("8.5"), "d": Decimal(10)}
    assert places_of(results) == {"a": 2, "b": 2, "c": 4, "d": 1}
