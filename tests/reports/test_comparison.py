"""对比表: several standards of a unit, and one standard side by side; every number the score sheets', in every format."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import openpyxl
import pytest
from docx import Document

from kaoping.answers import Answers, Deduction, Observation, Rating, Unit, VetoStatement
from kaoping.compare.contradictions import contradictions, related_items
from kaoping.compare.crosswalk import Crossed, Crosswalk, Crosswalks, Pair
from kaoping.compare.judged import Place
from kaoping.compare.shared import asked_facts, shared_facts
from kaoping.compare.themes import theme_matrix
from kaoping.compare.visit import one_visit
from kaoping.numbers import plain
from kaoping.periods import parse as period_of
from kaoping.reports.formats import ReportInput, as_docx, as_html, as_json, as_markdown, as_xlsx
from kaoping.reports.kinds.common import draft_of
from kaoping.reports.kinds.compared import Comparison, Stand
from kaoping.reports.kinds.comparison import comparison_paper
from kaoping.reports.kinds.relations import relations_paper
from kaoping.reports.kinds.side_by_side import Beside, BesideLine, BesideSheet, beside_paper
from kaoping.reports.markdown import escaped
from kaoping.reports.paper import Chart, Table, Words
from kaoping.scoring.score import score
from kaoping.scoring.sheet import ScoreSheet, SectionScore
from kaoping.standard.load import validated
from kaoping.standard.model import Standard
from kaoping.standard.resolved import Resolved
from kaoping.standard.toml import parse
from kaoping.text import visible

from .conftest import ABOUT

D = Decimal
OTHER = """
schema = 1
id = "t/other"
title = "另一标准"
short = "另一"
edition = "1"
status = "in-force"
unit_kinds = ["county"]
document = { id = "t/other", title = "另一文件" }
outcomes = [{ label = "达标", when = { attained_at_least = 100 } }, { label = "未达标", otherwise = true }]
[scoring]
model = "attainment"
[[facts]]
id = "study"
title = "学法次数"
subject = "government"
kind = "count"
unit = "次"
"""
CRITERIA = "".join(
    f"""
[[criteria]]
id = "{id}"
title = "{title}"
themes = ["t{number}"]
requirements = [{{ id = "{id}1", text = "{title}的要点"{measure} }}]
"""
    for number, (id, title, measure) in enumerate(
        (
            ("甲", "学法两次", ', measure = { fact = "study", at_least = 2, per = "year" }'),
            ("乙", "制度", ""),
            ("丙", "案卷", ""),
            ("丁", "公开", ""),
            ("戊", "宣传", ""),
        )
    )
)
HOSTILE = "=1+1<script>&amp;|`[x](http://e.x)\x1b[31m\u202e\t乙" + "长" * 60


def other_sheet(**ratings: Rating) -> ScoreSheet:
    standard = validated(Standard, parse(OTHER + CRITERIA, "另.toml"))
    resolved = Resolved(standard, standard.document, {fact.id: fact for fact in standard.facts})  # type: ignore[arg-type]
    given = {id: Rating(verdict="met") for id in "甲丙丁戊"} | {"乙": Rating(verdict="unmet", reason="没有制度")}
    answers = Answers(
        Unit("云溪县", "county"), period=period_of("2025"), as_of=date(2025, 12, 20), ratings=given | ratings,
        facts=(Observation("study", period_of("2025"), D(3)),),
    )  # fmt: skip
    return score(resolved, answers)


def compared(*sheets: ScoreSheet, why: str = "都要求制度") -> Comparison:
    pairs = (Pair("2", "乙", "superset", why), Pair("3", "丙", "equal", why), Pair("1", "甲", "intersects", why))
    walk = Crosswalk("t/paper", "t/other", "两份示例", pairs, {"4": "后者不问立法"}, {"丁": "前者不问公开"})
    walks = Crosswalks([walk])
    related = related_items(sheets, walks, "云溪县")
    counts = dict.fromkeys(("superset", "equal", "intersects"), 1)
    themes = {f"t{number}": f"主题{number}" for number in range(5)}
    return Comparison(
        "云溪县", ("云溪县司法局",),
        tuple(Stand(sheet.answers.unit.name, f"考评 {at}（张三）", sheet) for at, sheet in enumerate(sheets, 1)),
        shared_facts(sheets, asked_facts(sheets)), (Crossed("t/paper", "t/other", "两份示例", counts, walk.alone, walk.target_alone),),
        related, contradictions(sheets, related), {Place(1, "乙"): "原文里的条文"}, theme_matrix(sheets, themes),
        one_visit(sheets, asked_facts(sheets), related), ("考评 9（云溪县，t/third）",), ("对照表 坏.toml 不能使用",),
    )  # fmt: skip


@pytest.fixture
def both(scored) -> tuple[ScoreSheet, ScoreSheet]:
    """Met here what is unmet there: level 好 of 制度."""
    first = scored()
    ratings = {**first.answers.ratings, "2": Rating(verdict="good")}
    return scored(ratings=ratings), other_sheet()


@pytest.fixture
def beside(scored) -> Beside:
    """Two units by one standard: they differ in one criterion."""
    first, second = scored(), scored(unit=Unit("青岚县", "county", {"legislative_power": False}))
    second = scored(
        unit=second.answers.unit,
        ratings={**first.answers.ratings, "3": Rating(deductions=(Deduction(D("2.5"), "缺案卷"),))},
    )
    sheets = tuple(
        BesideSheet(sheet.answers.unit.name, "2025", f"考评 {at}（张三）", sheet, change, place)
        for at, (sheet, change, place) in enumerate(((first, None, "1"), (second, D("-2.5"), "2")), 1)
    )
    items = tuple(
        BesideLine(one.item.id, one.item.criterion.title, (one, two), one.low != two.low)
        for one, two in zip(first.items, second.items, strict=True)
    )
    sections = tuple(
        BesideLine(one.id, one.title, (one, two)) for one, two in zip(first.sections, second.sections, strict=True)
    )
    return Beside("units", "年度", sheets, sections, items, None, True, ("石桥区",), ("考评 8（柳河市）",))


def test_where_a_unit_stands_under_each_standard(both, table, texts, words):
    paper = comparison_paper(compared(*both), ABOUT)
    first = both[0]
    rows = table(paper, "standards").rows
    assert [row.cells[3].number for row in rows] == [first.score_low, None]
    assert [row.cells[4].number for row in rows] == [first.full, None]
    assert [row.cells[5].number for row in rows] == [None, D(80)]
    # Nothing was vetoed, so there is no column for what vetoes leave.
    assert texts(table(paper, "standards"))[1][:8] == [
        "[2]", "云溪县", "另一", "", "", "80", "未达标（文件规定）", "无否决项",
    ]  # fmt: skip
    assert not any(row.total for row in rows)
    said = words(paper)
    assert "盲评中、还不能看的：考评 9（云溪县，t/third）。" in said
    assert "对照表 坏.toml 不能使用" in said
    assert paper.draft == ""


def test_what_contradicts_and_what_is_shared_and_how_they_relate(both, table, texts, words):
    paper = comparison_paper(compared(*both), ABOUT)
    (against,) = texts(table(paper, "contradictions"))
    assert against[1].splitlines()[0] == "[1] 2 制度：达到"
    assert against[2].splitlines() == [
        "[2] 乙 制度：未达到",
        "条文（原文）：原文里的条文",
        "理由：没有制度",
        "佐证：没有",
    ]
    assert against[3] == "两项的关系：超集\n都要求制度"
    assert texts(table(paper, "facts")) == [
        ["这边达到、那边没有（1 项）"],
        ["学法次数（云溪县）", "2025 3次", "1.1：不低于 4次（每年） —— 未达到\n2.1：没有印界限，供判断时参考", "甲1：不低于 2次（每年） —— 达到"],
    ]  # fmt: skip
    assert texts(table(paper, "crosswalks")) == [["纸面", "另一", "1", "0", "1", "1", "0", "1", "1", "对照表"]]
    assert [row[0] for row in texts(table(paper, "differing"))[1:]] == ["[1] 2 制度", "[1] 1 学法"]
    assert "两边都已评的 3 对，其中评定不同的 2 对" in words(paper)
    themes = table(paper, "themes")
    assert [cell.number for cell in themes.rows[1].cells] == [None, None, None, D(0), None]
    assert texts(themes)[1] == ["主题1", "—", "", "0", "乙"]


def test_each_relation_stands_once_with_its_rationale(both, table, texts):
    third = replace(both[1], answers=replace(both[1].answers, unit=Unit("云溪县司法局", "department")))
    found = compared(*both, third)
    assert len(found.related) == 6
    paper = relations_paper(found, ABOUT)
    rows = texts(table(paper, "relations-1"))
    assert [row[0] for row in rows] == ["2 制度", "3 案卷", "1 学法"]
    assert rows[0] == ["2 制度", "[1] 达到", "超集", "乙 制度", "[2][3] 未达到", "都要求制度"]
    assert texts(table(paper, "alone")) == [
        ["纸面", "4 立法", "另一", "后者不问立法"],
        ["另一", "丁 公开", "纸面", "前者不问公开"],
    ]


def test_it_is_a_draft_while_one_of_them_is_unfinished(both):
    open_one = other_sheet(乙=Rating())
    paper = comparison_paper(compared(both[0], open_one), ABOUT)
    assert paper.draft == "1 份考评没有评完或结果未定：[2] 另一（云溪县）。"
    assert next(block for block in paper.blocks if isinstance(block, Table)).rows[1].cells[5].text == "80 ~ 100"


def test_charts_are_of_what_lacks_something_and_of_what_all_ask(both):
    charts = [block for block in comparison_paper(compared(*both), ABOUT).blocks if isinstance(block, Chart)]
    # The first standard names no theme that the other knows, so there is no axis for both and no radar.
    assert [(chart.shape, chart.labels) for chart in charts] == [("bars", ("主题1",))]
    assert charts[0].series == (("[1] 纸面", (None,)), ("[2] 另一", (D(0),)))
    alone = [
        block
        for block in comparison_paper(replace(compared(both[1]), crossed=()), ABOUT).blocks
        if isinstance(block, Chart)
    ]
    assert [chart.shape for chart in alone] == ["bars", "radar"]
    assert alone[1].series == (("[1] 另一", (D(100), D(0), D(100), D(100), D(100))),)


def test_one_standard_side_by_side_adds_up_to_the_score_sheets(beside, table, texts, words):
    paper = beside_paper(beside, ABOUT)
    first, second = (one.sheet for one in beside.sheets)
    results = table(paper, "results")
    assert [row.cells[3].number for row in results.rows] == [first.score_low, second.score_low] == [D("14.5"), D(12)]
    assert texts(results)[1][6:9] == ["-2.5", "合格（文件规定）", "2"]
    rows = table(paper, "items-1").rows
    assert [cell.text for cell in rows[0].cells] == ["3 案卷", "8", "8", "5.5", "2.5"]
    for at, sheet in ((2, first), (3, second)):
        whole = sum(item.low for item in sheet.items)
        assert rows[-1].cells[at].number == whole == sum(row.cells[at].number for row in rows[:-1])
    assert [cell.number for cell in table(paper, "sections-1").rows[1].cells] == [None, D(8), D("5.5")]
    said = words(paper)
    for line in ("没有考评的：石桥区。", "盲评中、还不能看的：考评 8（柳河市）。", "得分不同的 1 项，其余 3 项"):
        assert line in said
    unlike = beside_paper(replace(beside, same_edition=False, unranked="周期不一"), ABOUT)
    assert "没有排名：周期不一。" in words(unlike)
    assert not any(row.total for row in table(unlike, "items-1").rows)


def test_many_evaluations_stand_in_tables_of_ten(beside, table, words):
    one, two = beside.sheets

    def of(count: int) -> Beside:
        def wide(lines):
            return tuple(replace(line, cells=(line.cells * count)[:count]) for line in lines)

        return replace(
            beside, sheets=((one, two) * count)[:count], sections=wide(beside.sections), items=wide(beside.items)
        )

    paper = beside_paper(of(12), ABOUT)
    assert [len(table(paper, f"items-{first}").columns) for first in (1, 11)] == [12, 4]
    assert table(paper, "items-11").rows[-1].cells[2].number == sum(item.low for item in one.sheet.items)
    assert not any(isinstance(block, Chart) and block.shape == "radar" for block in paper.blocks)
    many = beside_paper(of(61), ABOUT)
    assert "超过 60 份考评，各项不逐一列出" in words(many)
    assert not any(isinstance(block, Table) and block.id.startswith("items") for block in many.blocks)


def test_what_is_not_rated_is_no_zero_on_the_radar(beside, words):
    """Nothing certain yet has no value; partly rated stands at what is certain, and the paper says so."""
    ends = ((D(8), D(8)), (D(0), D(10)), (D(3), D(9)), (D(0), D(0)), (D(10), D(10)))
    lines = tuple(
        BesideLine(str(at), "部分", (SectionScore(str(at), "部分", low, high, D(10)),) * 2)
        for at, (low, high) in enumerate(ends)
    )
    paper = beside_paper(replace(beside, sections=lines), ABOUT)
    (radar,) = [block for block in paper.blocks if isinstance(block, Chart) and block.shape == "radar"]
    assert radar.series[0][1] == (D("80.0"), None, D("30.0"), D("0.0"), D("100.0"))
    note = "没有评完的一级指标，图上只画已经确定的部分；还没有一点确定的不画。"
    assert note in words(paper)
    whole = tuple(replace(line, cells=lines[0].cells) for line in lines)
    assert note not in words(beside_paper(replace(beside, sections=whole), ABOUT))


def numbers_of(paper) -> list[Decimal]:
    return [
        cell.number
        for block in paper.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
        if cell.number is not None
    ]


def test_every_number_arrives_in_every_format(both, beside):
    for paper in (comparison_paper(compared(*both), ABOUT), beside_paper(beside, ABOUT)):
        for block in (block for block in paper.blocks if isinstance(block, Table)):
            assert sum(column.width for column in block.columns) == 225
            assert {sum(cell.across for cell in row.cells) for row in block.rows} == {len(block.columns)}
        given = ReportInput(paper.kind, None, ABOUT, paper)
        wanted = sorted(plain(number) for number in numbers_of(paper))
        told = json.loads(as_json(given))["paper"]["blocks"]
        cells = [c for b in told if b["type"] == "table" for row in b["rows"] for c in row["cells"]]
        assert sorted(cell["number"] for cell in cells if cell["number"] is not None) == wanted
        document = Document(io.BytesIO(as_docx(given)))
        printed = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        book = openpyxl.load_workbook(io.BytesIO(as_xlsx(given)), data_only=True)
        values = [
            D(str(cell.value))
            for sheet in book
            for row in sheet.iter_rows()
            for cell in row
            if isinstance(cell.value, int | float)
        ]
        html, text = as_html(given).decode(), as_markdown(given).decode()
        for number in set(wanted):
            assert printed.count(number) >= wanted.count(number), number
            assert values.count(D(number)) >= wanted.count(number), number
            assert html.count(f">{number}</td>") >= wanted.count(number), number
            assert text.count(f" {escaped(number)} ") + text.count(f"**{number}**") >= wanted.count(number), number
        charts = [chart for sheet in book for chart in sheet._charts]
        assert len(charts) == sum(isinstance(block, Chart) for block in paper.blocks) > 0


def test_hostile_text_stays_text(both):
    first, second = both
    rating = Rating(verdict="unmet", reason=HOSTILE, evidence=(HOSTILE,))
    hostile = replace(second, answers=replace(second.answers, ratings={**second.answers.ratings, "乙": rating}))
    named = replace(
        compared(first, hostile, why=HOSTILE), unit=HOSTILE, members=(HOSTILE,), hidden=(HOSTILE,), clauses={}
    )
    for paper in (comparison_paper(named, ABOUT), relations_paper(named, ABOUT)):
        given = ReportInput(paper.kind, None, ABOUT, paper)
        html = as_html(given).decode()
        assert "<script>" not in html
        assert "&lt;script&gt;" in html
        assert "\x1b" not in html + as_markdown(given).decode()
        document = Document(io.BytesIO(as_docx(given)))
        cells = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
        assert visible(HOSTILE) in cells
        book = openpyxl.load_workbook(io.BytesIO(as_xlsx(given)))
        assert not any(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_what_the_standard_left_open_makes_no_draft(scored, resolved):
    """The penalty has no amount that anybody set: whatever is stated, it stays open."""
    stated = scored().answers.adjustments
    finished = scored(adjustments={name: one for name, one in stated.items() if name != "penalty"})
    assert (finished.complete, draft_of(finished)) == (False, "")
    assert draft_of(scored(adjustments={})).startswith("尚有 2 个加减分未填。")
    assert draft_of(scored(vetoes={}, facts=())).startswith("尚有 1 个否决项未查明。")
    assert draft_of(scored(unit=Unit("云溪县", "county"))).startswith("尚有 1 项未评")
    assert draft_of(scored(vetoes={"v1": VetoStatement(False)})) == ""


def test_a_note_stays_with_its_table_and_a_working_table_has_narrow_margins(both):
    document = Document(
        io.BytesIO(as_docx(ReportInput("comparison", None, ABOUT, comparison_paper(compared(*both), ABOUT))))
    )
    section = document.sections[0]
    assert (round(section.left_margin.mm), round(section.top_margin.mm)) == (20, 25)
    body = list(document.element.body)
    notes = [
        (element.find(".//{*}keepNext") is not None, after.tag.endswith("}tbl"))
        for element, after in pairwise(body)
        if element.tag.endswith("}p") and element.find(".//{*}pStyle") is not None
        and element.find(".//{*}pStyle").values() == ["Note"]
    ]  # fmt: skip
    assert notes
    assert all(kept for kept, before_table in notes if before_table)


def test_words_alone_are_a_paper_too(both):
    bare = replace(compared(both[0]), facts=(), crossed=(), related=(), themes=(), hidden=(), failures=())
    said = [block.text for block in comparison_paper(bare, ABOUT).blocks if isinstance(block, Words)]
    assert "无从核对：这些标准之间没有对照表。" in said
    assert "这些标准没有问到同一主体的同一事实。" in said
    assert "这些标准之间没有对照表。" in said
