"""Evaluations are opened, listed, pinned to their standard, and gathered in campaigns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

from kaoping.answers import Rating
from kaoping.hooks import Plugins
from kaoping.periods import Period, year
from kaoping.workbench import Workbench
from kaoping.workbench.library import Library

Refusal = Callable[..., tuple[str, str]]
Tally = Callable[[Workbench], int]
D = Decimal


def test_opening_is_refused_with_its_reason(bench: Workbench, refused: Refusal, tally: Tally) -> None:
    bench.units.add("司法局", "department")
    before = tally(bench)
    new = bench.evaluations.new
    assert refused(new, "t/none", "云溪县", year(2025)) == (
        "unknown-standard",
        "没有标准“t/none”。现有：" + "、".join(entry.id for entry in bench.desk.library.usable()),
    )
    assert refused(new, "t/points", "乙县", year(2025))[0] == "unknown-unit"
    assert refused(new, "t/points", "司法局", year(2025)) == (
        "unit-kind",
        "“司法局”是部门，本标准只考评县（市、区）、市",
    )
    assert refused(new, "t/points", "云溪县", year(2025), stage="终评") == (
        "unknown-stage",
        "文件没有阶段“终评”，现有：self（自评）",
    )
    assert refused(new, "t/points", "云溪县", year(2025), campaign="第一批") == (
        "unknown-campaign",
        "没有批次“第一批”，请用 kaoping campaign list 查看",
    )
    assert tally(bench) == before


def test_without_as_of_the_last_day_of_the_period_counts(bench: Workbench) -> None:
    row = bench.evaluations.new("t/points", "云溪县", year(2025), stage="self")
    assert (row.as_of, row.period_from, row.stage, row.status) == ("2025-12-31", "2025-01-01", "self", "open")


def test_lists_show_the_newest_change_first(bench: Workbench) -> None:
    bench.units.add("青岚县", "county")
    first = bench.evaluations.new("t/points", "云溪县", year(2025))
    second = bench.evaluations.new("t/share", "青岚县", year(2025))
    assert [row.id for row in bench.evaluations.all()] == [second.id, first.id]
    bench.walk.rate(str(first.number), "1.2", Rating(points=D(1)))
    assert [row.id for row in bench.evaluations.all()] == [first.id, second.id]
    assert [row.id for row in bench.evaluations.all(unit="青岚县")] == [second.id]
    assert [row.id for row in bench.evaluations.all(limit=1)] == [first.id]
    assert bench.evaluations.view(first.id).row.number == 1


def test_the_cursor_is_kept_and_is_no_judgement(bench: Workbench, opened: str, tally: Tally) -> None:
    before = tally(bench)
    bench.evaluations.keep_cursor(opened, "1.4")
    assert bench.desk.evaluation(opened).cursor == "1.4"
    assert tally(bench) == before


def test_campaigns_gather_evaluations(bench: Workbench, refused: Refusal) -> None:
    period = Period(date(2025, 1, 1), date(2025, 6, 30))
    row = bench.evaluations.add_campaign("第一批", period, standard="t/points", units=("云溪县",), stages=("self",))
    assert (row.name, row.standard, row.period_to, row.stages) == ("第一批", "t/points", "2025-06-30", ["self"])
    opened = bench.evaluations.new("t/points", "云溪县", year(2025), campaign="第一批")
    bench.evaluations.new("t/points", "云溪县", year(2025))
    assert [e.id for e in bench.evaluations.campaign(row.id)[1]] == [opened.id]
    add = bench.evaluations.add_campaign
    assert refused(add, "第一批", period) == ("duplicate-campaign", "已有批次“第一批”，请换一个名称")
    assert refused(add, "第二批", period, standard="t/x")[0] == "unknown-standard"
    assert refused(add, "第二批", period, units=("乙县",))[0] == "unknown-unit"
    assert [c.name for c in bench.evaluations.campaigns()] == ["第一批"]
    assert bench.care.verify() == []


def test_an_old_evaluation_reads_the_same_after_its_standard_changed_or_went(
    bench: Workbench, opened: str, opener: Callable[..., Workbench], standards: Path
) -> None:
    before = bench.walk.rate(opened, "1.2", Rating(points=D(5)))
    bench.close()
    path = standards / "points.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('points = 5', 'points = 4').replace("full = 20", "full = 18").replace("points = 3\n", "points = 2\n"), encoding="utf-8")  # fmt: skip
    changed = opener(library=Library(Plugins.load(entry_points=False), folder=standards))
    newer = changed.library.resolved("t/points")
    view = changed.evaluations.view(opened)
    assert newer.digest != view.row.digest == before.row.digest == view.resolved.digest
    assert newer.item["1.2"].full == D(4)
    assert view.sheet == before.sheet
    other = changed.evaluations.new("t/points", "云溪县", year(2025))
    assert other.digest == newer.digest
    path.unlink()
    gone = opener(library=Library(Plugins.load(entry_points=False), folder=standards))
    assert gone.evaluations.view(opened).sheet == before.sheet
    assert gone.walk.rate(opened, "1.2", Rating(points=D(4))).answers.ratings["1.2"].points == D(4)
    assert gone.care.verify() == []
