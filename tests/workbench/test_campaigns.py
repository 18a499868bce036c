"""A campaign as a table: progress, due days, what is overdue, and the ranking once all is decided."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from kaoping.answers import Rating, VetoStatement
from kaoping.hooks import Plugins
from kaoping.periods import parse, year
from kaoping.standard.document import Stage
from kaoping.workbench import Workbench
from kaoping.workbench.dues import due_of
from kaoping.workbench.library import Library

SHEET = """schema = 1
id = "c/points"
title = "批次示例"
short = "批次"
edition = "2025"
status = "in-force"
unit_kinds = ["county"]

[document]
id = "c/points"
title = "批次示例"

[[document.stages]]
id = "self"
title = "自查"
due = 2025-12-10

[[document.stages]]
id = "final"
title = "终评"
due = 2025-12-31
final = true

[[document.stages]]
id = "notice"
title = "公示"
working_days = 5
at_least = true
after = "final"

[scoring]
model = "points"
full = 10
step = 0.5

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
points = 6
themes = ["any"]
requirements = [{ id = "1.1", text = "有制度。" }]

[[criteria]]
id = "2"
title = "落实"
points = 4
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
when = { score_at_least = 9 }

[[outcomes]]
label = "合格"
otherwise = true
"""
MET = (
    SHEET.replace("c/points", "c/met").replace('model = "points"\nfull = 10\nstep = 0.5', 'model = "attainment"')
    .replace("points = 6\n", "").replace("points = 4\n", "")
    .replace("score_at_least = 9", "attained_at_least = 90")
)  # fmt: skip
TODAY = datetime(2025, 12, 20, 9, 30, tzinfo=UTC)


@pytest.fixture
def bench(opener: Callable[..., Workbench], tmp_path: Path) -> Workbench:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "points.toml").write_text(SHEET, encoding="utf-8")
    (folder / "met.toml").write_text(MET, encoding="utf-8")
    library = Library(Plugins.load(entry_points=False), folder=folder)
    found = opener(library=library, clock=lambda: TODAY)
    for name in ("甲县", "乙县", "丙县"):
        found.units.add(name, "county")
    return found


def campaign(bench: Workbench, standard: str = "c/points", stages: tuple[str, ...] = ("self", "final")) -> None:
    units = ("甲县", "乙县", "丙县")
    bench.evaluations.add_campaign("年度", year(2025), standard=standard, units=units, stages=stages)


def begin(bench: Workbench, unit: str, stage: str, standard: str = "c/points") -> str:
    return bench.evaluations.new(standard, unit, year(2025), stage=stage, campaign="年度").id


def rate(bench: Workbench, key: str, one: str, two: str, *, barred: bool = False) -> None:
    for item, points in (("1", one), ("2", two)):
        rating = Rating(verdict=points) if points.isalpha() else Rating(points=Decimal(points))
        bench.walk.rate(key, item, rating)
    bench.walk.veto(key, "accident", VetoStatement(happened=barred, occurred_on=date(2025, 5, 1) if barred else None))


def test_every_unit_has_a_cell_at_every_stage(bench: Workbench) -> None:
    campaign(bench)
    key = begin(bench, "甲县", "self")
    bench.walk.rate(key, "1", Rating(points=Decimal(5)))
    found = bench.campaigns.matrix("年度")
    assert [(column.id, column.title, column.due.day) for column in found.columns] == [
        ("self", "自查", date(2025, 12, 10)),
        ("final", "终评", date(2025, 12, 31)),
    ]
    assert [line.name for line in found.lines] == ["甲县", "乙县", "丙县"]
    cell = found.cell("甲县", "self")
    assert cell.shown is not None
    assert (cell.shown.rated, cell.shown.items) == (1, 2)
    assert cell.result == (Decimal(5), Decimal(9))
    assert found.cell("乙县", "self").evaluations == ()
    with pytest.raises(KeyError):
        found.cell("丁县", "self")


def test_what_is_past_its_day_and_not_handed_in_is_overdue(bench: Workbench) -> None:
    campaign(bench)
    key = begin(bench, "甲县", "self")
    begin(bench, "乙县", "self")
    bench.walk.hand_in(key)
    found = bench.campaigns.matrix("年度")
    assert [found.cell(unit, "self").overdue for unit in ("甲县", "乙县", "丙县")] == [False, True, True]
    assert not any(found.cell(unit, "final").overdue for unit in ("甲县", "乙县", "丙县"))
    assert found.cell("甲县", "self").delivered
    assert found.delivered == (1, 6)
    assert found.overdue == 2


def test_units_are_ranked_once_all_are_decided_and_ties_share_a_place(bench: Workbench) -> None:
    campaign(bench)
    keys = {unit: begin(bench, unit, "final") for unit in ("甲县", "乙县", "丙县")}
    rate(bench, keys["甲县"], "5", "4")
    rate(bench, keys["乙县"], "6", "3")
    found = bench.campaigns.matrix("年度")
    assert found.unranked == "“终评”还有 1 个考评对象结果未定，全部定了才排名"
    assert found.ranking == ()
    rate(bench, keys["丙县"], "2", "2")
    found = bench.campaigns.matrix("年度")
    assert found.unranked is None
    assert found.ranked_at is not None
    assert found.ranked_at.id == "final"
    assert [(line.name, line.place) for line in found.ranking] == [("乙县", 1), ("甲县", 1), ("丙县", 3)]


def test_a_barred_unit_has_no_place(bench: Workbench) -> None:
    campaign(bench)
    for unit, barred in (("甲县", True), ("乙县", False), ("丙县", False)):
        rate(bench, begin(bench, unit, "final"), "6" if barred else "5", "4", barred=barred)
    found = bench.campaigns.matrix("年度")
    assert [(line.name, line.place, line.barred) for line in found.lines] == [
        ("甲县", None, "不得参评"),
        ("乙县", 1, None),
        ("丙县", 1, None),
    ]


def test_shares_are_ranked_as_points_are(bench: Workbench) -> None:
    campaign(bench, "c/met")
    for unit, second in (("甲县", "unmet"), ("乙县", "met"), ("丙县", "unmet")):
        rate(bench, begin(bench, unit, "final", "c/met"), "met", second)
    found = bench.campaigns.matrix("年度")
    assert found.per_cent
    assert found.cell("甲县", "final").result == (Decimal(50), Decimal(50))
    assert [line.place for line in found.lines] == [2, 1, 2]


def test_two_evaluators_of_one_cell_are_both_shown_and_not_ranked(
    bench: Workbench, opener: Callable[..., Workbench]
) -> None:
    campaign(bench)
    first = begin(bench, "甲县", "final")
    other = opener("李四", library=bench.library, clock=lambda: TODAY)
    second = other.evaluations.new("c/points", "甲县", year(2025), stage="final", campaign="年度")
    other.walk.hand_in(second.id)
    found = bench.campaigns.matrix("年度")
    assert [row.id for row in found.cell("甲县", "final").evaluations] == [second.id, first]
    assert found.unranked == "甲县在“终评”有 2 份考评，须先合议，不能排名"


def test_a_campaign_without_stages_or_standard_has_one_column(bench: Workbench) -> None:
    bench.evaluations.add_campaign("空", year(2025), units=("甲县",))
    found = bench.campaigns.matrix("空")
    assert [column.title for column in found.columns] == ["不分阶段"]
    assert found.unranked == "还没有考评"
    bench.evaluations.new("c/points", "乙县", year(2025), campaign="空")
    assert [line.name for line in bench.campaigns.matrix("空").lines] == ["甲县", "乙县"]


def test_a_standard_that_is_gone_is_read_from_its_evaluations(
    bench: Workbench, opener: Callable[..., Workbench]
) -> None:
    campaign(bench)
    begin(bench, "甲县", "self")
    bare = opener("张三", library=Library(Plugins.load(entry_points=False)), clock=lambda: TODAY)
    assert [column.title for column in bare.campaigns.matrix("年度").columns] == ["自查", "终评"]


YEAR = (date(2025, 1, 1), date(2025, 12, 31))


def stage(**values: object) -> Stage:
    return Stage.model_validate({"id": "s", "title": "阶段", **values})


def test_a_monthly_day_counts_from_the_last_one_gone_by() -> None:
    due = due_of(stage(monthly=31), {}, YEAR, date(2025, 3, 10))
    assert (due.day, due.passed, due.since) == (date(2025, 3, 31), date(2025, 2, 28), date(2025, 1, 31))
    assert due.text == "每月 31 日前"
    assert due.missed(None, date(2025, 3, 10))
    assert due.missed(date(2025, 1, 31), date(2025, 3, 10))
    assert not due.missed(date(2025, 2, 1), date(2025, 3, 10))
    first = due_of(stage(monthly=25), {}, YEAR, date(2025, 1, 10))
    assert not first.missed(None, date(2025, 1, 10))


def test_a_yearly_day_lies_in_the_period_or_is_the_next_after_it() -> None:
    assert due_of(stage(yearly="11-30"), {}, YEAR, date(2025, 12, 20)).passed == date(2025, 11, 30)
    half = (date(2025, 7, 1), date(2025, 12, 31))
    assert due_of(stage(yearly="01-31"), {}, half, date(2025, 12, 20)).day == date(2026, 1, 31)


def test_working_days_count_from_the_stage_before_as_delivered_else_as_printed() -> None:
    known = {"final": stage(id="final", due=date(2025, 12, 31))}
    five = stage(working_days=5, after="final")
    # 1 and 2 January 2026 are off, Sunday the 4th is worked.
    assert due_of(five, known, YEAR, date(2025, 12, 20)).day == date(2026, 1, 8)
    found = due_of(five, known, YEAR, date(2025, 12, 20), {"final": date(2025, 12, 15)})
    assert (found.day, found.text, found.official) == (date(2025, 12, 22), "5 个工作日内", True)
    late = due_of(
        stage(working_days=5, after="final"), {"final": stage(id="final", due=date(2030, 1, 1))}, YEAR, YEAR[0]
    )
    assert not late.official
    least = due_of(stage(working_days=5, at_least=True, after="final"), known, YEAR, date(2026, 3, 1))
    assert least.earliest
    assert not least.missed(None, date(2026, 3, 1))
    assert due_of(stage(working_days=5), {}, YEAR, YEAR[0]).day is None


def test_an_evaluation_of_another_period_stands_in_the_same_campaign(bench: Workbench) -> None:
    campaign(bench)
    row = bench.evaluations.new("c/points", "甲县", parse("2025-H1"), stage="self", campaign="年度")
    assert bench.campaigns.matrix("年度").cell("甲县", "self").shown == row
