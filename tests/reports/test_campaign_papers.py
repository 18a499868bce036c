"""汇总表: columns that can be read whatever the number of sections, and a chart where there is something to compare."""

from __future__ import annotations

from dataclasses import replace

from kaoping.reports.kinds.campaign import Standing, Standings, summary_paper
from kaoping.reports.paper import Chart
from kaoping.scoring.sheet import SectionScore

from .conftest import ABOUT


def standings(sheet) -> Standings:
    units = tuple(
        Standing(name, place, str(place), (sheet.result_low, sheet.result_high), "合格", sheet=sheet)
        for place, name in enumerate(("云溪县", "青岚县"), 1)
    )
    return Standings("年度", "2025", "纸面标准", False, "终评", "", ("终评",), units)


def test_each_section_has_a_column_that_can_be_read(sheet, table, words):
    paper = summary_paper(standings(sheet), ABOUT)
    columns = table(paper, "summary").columns
    assert [column.title for column in columns][1:5] == ["考评对象", "一 领导", "二 执法", "加减分"]
    assert sum(column.width for column in columns) == 225
    assert min(column.width for column in columns[2:4]) >= 10
    chart = next(block for block in paper.blocks if isinstance(block, Chart))
    assert chart.series[0][1] == (sheet.result_low, sheet.result_low)
    # With many sections the titles find no room in the head: they stand above the table.
    many = tuple(
        SectionScore(str(at), f"很长的一级指标名称{at}", one.low, one.high, one.full)
        for at in range(14)
        for one in sheet.sections[:1]
    )
    paper = summary_paper(standings(replace(sheet, sections=many)), ABOUT)
    columns = table(paper, "summary").columns
    assert [column.title for column in columns][2:16] == [str(at) for at in range(14)]
    assert sum(column.width for column in columns) == 225
    assert "各栏：0 很长的一级指标名称0；1 很长的一级指标名称1" in words(paper)
