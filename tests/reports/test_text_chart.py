"""Charts for a terminal: exact pictures, and widths whatever stands in them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kaoping.compare.themes import ThemeCell, ThemeRow
from kaoping.reports.paper import Chart
from kaoping.reports.text_chart import chart_lines
from kaoping.reports.theme_chart import theme_chart
from kaoping.text import has_hidden, width

D = Decimal
LABELS = ("党的领导", "规范性文件", "领导干部与公职人员学法", "行政执法", "监督与问责")
COUNTY = ("县级", (D(100), D("66.7"), D(0), D(40), D(90)))
NATION = ("全国", (D(50), None, D(80), D(40), D("91.7")))
BOTH = Chart("各主题", LABELS, (COUNTY, NATION), D(100))

ONE = """\
各主题（满 100）
党的领导      ████████████████████   100
规范性文件    █████████████▎        66.7
领导干部与公…                          0
行政执法      ████████                40
监督与问责    ██████████████████      90"""
TWO = """\
各主题（满 100）
1 █ 县级
2 ░ 全国
差 = 2 减 1
                                          差
党的领导     1 █████████████████   100
             2 ░░░░░░░░░            50   -50
规范性文件   1 ███████████▎       66.7
             2                      无     —
领导干部与…  1                       0
             2 ░░░░░░░░░░░░░░       80   +80
行政执法     1 ██████▊              40
             2 ░░░░░░░              40     0
监督与问责   1 ███████████████▎     90
             2 ░░░░░░░░░░░░░░░░   91.7  +1.7"""
RADAR = """\
各主题（满 100）
1 实线 县级
2 点线 全国
差 = 2 减 1
                    党的领导
                       ⡀1
                     ⡠⠊ ⠈⢲
                  ⣀⠔⠋   ⠁ ⠑⢌ ⢀
                ⣄⠔⠁    ⣀2  ⠈⠢⡀ ⠠
              ⡢⣊ ⠤ ⠒ ⠉  ⠄    ⠘⢄  ⠐
     监督与 ⠁=⢆ ⢀       ⠄     ⣀1 ⠐ ⠈ 规范性
       问责 ⠈  ⠑⢄  ⠁ ⠠  ⣀⡠⠤⠒⠊⠉     ⠁ 文件
             ⠁   ⠑⢄   ⢀⠔1         ⠈
              ⠁    ⠑⢄⡠⠊  ⠐       ⠈
              ⠈     ⠄=⠁⠠⠄  ⠠     ⠁
               ⠁  ⡀      ⠉ ⠢ ⣀  ⠈
                ⠁            2 ⠈
       行政执法 ⠈⠁ ⠁ ⠁ ⠁ ⠁ ⠁ ⠁ ⠁ 领导干部
                                 与公职人…
                           1     2    差
党的领导                 100    50   -50
规范性文件              66.7    无     —
领导干部与公职人员学法     0    80   +80
行政执法                  40    40     0
监督与问责                90  91.7  +1.7"""


def test_bars_and_radar_look_so() -> None:
    assert "\n".join(chart_lines(replace(BOTH, series=(COUNTY,)), 40)) == ONE
    assert "\n".join(chart_lines(BOTH, 44)) == TWO
    assert "\n".join(chart_lines(replace(BOTH, shape="radar"), 48)) == RADAR


def test_what_makes_no_readable_radar_becomes_bars_and_says_why() -> None:
    radar = replace(BOTH, shape="radar")
    three = replace(radar, series=(COUNTY, NATION, ("市级", COUNTY[1])))
    assert "雷达图里最多两个系列，这里有 3 个，以下为条形图" in chart_lines(three, 60)
    assert "差 = 2 减 1" not in chart_lines(three, 60)
    assert "雷达图至少要 44 列、18 行，以下为条形图" in chart_lines(radar, 43)
    assert "雷达图至少要 44 列、18 行，以下为条形图" in chart_lines(radar, 60, 17)
    four = replace(radar, labels=LABELS[:4], series=(("县级", COUNTY[1][:4]),))
    assert "雷达图要 5 至 10 项，这里有 4 项，以下为条形图" in chart_lines(four, 60)


LABEL = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("党法治县（）Aé\u0301\x1b\u202e")), max_size=14)
VALUE = st.one_of(st.none(), st.decimals(0, 120, places=1))


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    labels = draw(st.lists(LABEL, max_size=11))
    values = st.lists(VALUE, min_size=len(labels), max_size=len(labels)).map(tuple)
    series = draw(st.lists(st.tuples(LABEL, values), min_size=1, max_size=3))
    full = draw(st.sampled_from([D(100), D("0.5"), D(0)]))
    return Chart(draw(LABEL), tuple(labels), tuple(series), full, draw(st.sampled_from(["bars", "radar"])))


@given(charts(), st.integers(1, 120), st.integers(1, 40))
def test_no_line_is_wider_than_asked_and_nothing_acts(chart: Chart, columns: int, rows: int) -> None:
    lines = chart_lines(chart, columns, rows)
    assert [line for line in lines if width(line) > max(columns, 30)] == []
    assert [line for line in lines if has_hidden(line) or "\n" in line] == []


@given(
    st.lists(st.text("党的领导规范性文件行政执法", min_size=1, max_size=16), min_size=5, max_size=10),
    st.integers(44, 100),
)
def test_every_axis_has_its_label_whole_or_with_a_sign(labels: list[str], columns: int) -> None:
    radar = Chart("主题", tuple(labels), (("县级", tuple(D(60) for _ in labels)),), D(100), "radar")
    lines = chart_lines(radar, columns)
    drawn = "".join("".join(lines[1 : -len(labels)]).split())
    # A label of two lines is read line by line, so its characters are counted.
    told = sum(char in "党的领导规范性文件行政执法" for char in drawn)
    assert told == sum(map(len, labels)) or "…" in drawn
    assert [line.split()[0] for line in lines[-len(labels) :]] == labels


def cell(items: int, met: int, unrated: int = 0, low: int | None = None) -> ThemeCell:
    return ThemeCell(items, met, unrated, (), None if low is None else D(low), None)  # type: ignore[arg-type]


def test_a_chart_of_themes_leaves_out_what_has_no_value() -> None:
    rows = (
        ThemeRow("a", "甲", (cell(2, 1, low=50), cell(0, 0))),
        ThemeRow("b", "乙", (cell(3, 1), cell(2, 0, 2, low=0))),
        ThemeRow("c", "丙", (cell(0, 0), cell(0, 0))),
    )
    found = theme_chart(rows, ("县级", "全国"), (0, 1))
    assert found.labels == ("甲", "乙")
    assert found.series == (("县级", (D(50), D("33.3"))), ("全国", (None, None)))
    # A radar has the themes that both have a value for, and of more than ten those with the most criteria.
    many = tuple(ThemeRow(str(n), f"主题{n}", (cell(n + 1, 1, low=n), cell(1, 1, low=n))) for n in range(12))
    radar = theme_chart((*rows, *many), ("县级", "全国"), (0, 1), "radar")
    assert radar.labels == tuple(f"主题{n}" for n in range(2, 12))
    assert radar.title == "各主题已达到的比例（%）：各标准都有的 12 个主题中评分项最多的 10 个"
