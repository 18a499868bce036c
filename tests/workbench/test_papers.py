"""Reports gathered from a workspace: of an evaluation, a unit, a campaign, and one for each unit of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from kaoping.answers import AdjustmentStatement, Rating, VetoStatement
from kaoping.periods import year
from kaoping.reports.kinds import KINDS
from kaoping.reports.paper import Chart, Facts, Paper, Signatures, Table, Words
from kaoping.workbench import Workbench
from kaoping.workbench.papers import Papers

D = Decimal
PERIOD = year(2025)
Refusal = Callable[..., tuple[str, str]]


def table(paper: Paper, id: str) -> list[list[str]]:
    found = next(block for block in paper.blocks if isinstance(block, Table) and block.id == id)
    return [[cell.text for cell in row.cells] for row in found.rows]


def words(paper: Paper) -> str:
    return "\n".join(block.text for block in paper.blocks if isinstance(block, Words))


def judge(bench: Workbench, key: str, *points: str) -> None:
    """Everything: two criteria by points, the rest out or full, no veto, no adjustment."""
    for item, worth in zip(("1.1", "1.2", "1.4"), points, strict=True):
        bench.walk.rate(key, item, Rating(points=D(worth), reason="示例"))
    for veto in ("v1", "v2"):
        bench.walk.veto(key, veto, VetoStatement(False))
    for one in ("bonus", "penalty"):
        bench.walk.adjust(key, one, AdjustmentStatement(amount=D(0)))


@pytest.fixture
def campaign(bench: Workbench) -> str:
    """A campaign of three counties by t/points: two judged alike, one not begun."""
    for name in ("青岚县", "石桥/县"):
        bench.units.add(name, "county", {"legislative_power": False})
    units = ("云溪县", "青岚县", "石桥/县")
    made = bench.evaluations.add_campaign("年度", PERIOD, standard="t/points", units=units, stages=("self",))
    for name in units[:2]:
        row = bench.evaluations.new("t/points", name, PERIOD, as_of=date(2025, 12, 20), stage="self", campaign=made.id)
        judge(bench, str(row.number), "5", "4.5", "8")
    return made.name


@pytest.fixture
def papers(bench: Workbench) -> Papers:
    return bench.papers


def test_a_campaign_with_ties_and_one_that_waits(bench: Workbench, papers: Papers, campaign: str) -> None:
    ranking = papers.report("ranking", campaign).paper
    assert ranking.draft == "暂不能排名：“自评”还有 1 个考评对象结果未定，全部定了才排名。"
    row = bench.evaluations.new("t/points", "石桥/县", PERIOD, stage="self", campaign=campaign)
    judge(bench, str(row.number), "5", "5", "8")
    given = papers.report("ranking", campaign)
    assert (given.kind, given.sheet, given.paper.draft) == ("ranking", None, "")
    assert [line[:5] for line in table(given.paper, "ranking")] == [
        ["1", "石桥/县", "18", "优秀", "3"],
        ["并列 2", "云溪县", "17.5", "合格", "1"],
        ["并列 2", "青岚县", "17.5", "合格", "2"],
    ]
    chart = next(block for block in given.paper.blocks if isinstance(block, Chart))
    assert (chart.labels, chart.series[0][1]) == (("石桥/县", "云溪县", "青岚县"), (D(18), D("17.5"), D("17.5")))
    assert set(given.about) == {"campaign", "printed", "fingerprint"}
    assert given.about["fingerprint"] == f"张三 {bench.care.fingerprint(row.book)}"
    summary = papers.report("summary", campaign).paper
    assert summary.landscape
    assert table(summary, "summary") == [
        ["1", "云溪县", "0", "18", "17.5", "合格", "并列 2"],
        ["2", "青岚县", "0", "18", "17.5", "合格", "并列 2"],
        ["3", "石桥/县", "0", "18", "18", "优秀", "1"],
    ]
    assert table(summary, "progress")[0] == ["1", "云溪县", "已评 4/4 17.5 合格"]
    assert any(isinstance(block, Signatures) for block in summary.blocks)
    # What lists keep is what the sheets say.
    assert [bench.evaluations.view(n).sheet.result_low for n in ("1", "2", "3")] == [D("17.5"), D("17.5"), D(18)]


def test_a_notice_for_each_unit(papers: Papers, campaign: str) -> None:
    assert papers.is_each("notice", campaign)
    assert not papers.is_each("ranking", campaign)
    assert not papers.is_each("notice", "1")
    made = list(papers.each("notice", campaign))
    assert [(one.name, one.unit, one.why) for one in made] == [
        ("01-云溪县", "云溪县", ""),
        ("02-青岚县", "青岚县", ""),
        ("03-石桥_县", "石桥/县", "还没有考评"),
    ]
    assert made[1].given is not None
    assert made[1].given.paper.title == "关于青岚县考评情况的反馈意见"
    assert made[2].given is None


def test_what_is_blind_is_not_told(bench: Workbench, opener: Callable[..., Workbench], campaign: str) -> None:
    bench.roster.blind(campaign, True)
    other = opener("李四", "b" * 32)
    summary = other.papers.report("summary", campaign).paper
    assert table(summary, "summary")[0] == ["1", "云溪县", "", "", "盲评，暂不显示", ""]
    assert [one.why for one in other.papers.each("notice", campaign)] == ["盲评，暂不显示"] * 2 + ["还没有考评"]


def test_what_is_asked_of_a_unit_is_asked_once_for_all_standards(bench: Workbench, papers: Papers, opened: str) -> None:
    bench.evaluations.new("t/share", "云溪县", PERIOD)
    paper = papers.report("request-list", "云溪县").paper
    assert paper.subtitle == "按 2 个标准"
    facts = {row[1]: row for row in table(paper, "facts")}
    assert facts["学法次数"][3:5] == ["不低于 4次（每年）；不低于 6次（每年）", "计分 1.1\n达标 1"]
    assert facts["重大案件"][4] == "计分 否决 v1\n达标 否决 bar"
    assert "计分：不适用、不在考评范围的 1 项没有列入：1.3" in words(paper)


def test_what_a_unit_and_a_campaign_must_put_right(bench: Workbench, papers: Papers, campaign: str) -> None:
    bench.rectify.add("1", "1.2", "补齐制度", "司法局", "2025-12-10", id="aaaa0001")
    bench.rectify.add("2", "1.1", "补学", "县委办", "+30", id="aaaa0002")
    unit = papers.report("rectification", "云溪县").paper
    assert table(unit, "rectifications") == [
        ["计分　考评 1（1 条）"],
        ["1", "1.2 制度", "补齐制度", "司法局", "2025-12-10", "未完成，逾期 10 天"],
    ]
    whole = papers.report("rectification", campaign).paper
    assert [row[0] for row in table(whole, "rectifications")] == [
        "云溪县　计分（1 条）",
        "1",
        "青岚县　计分（1 条）",
        "2",
    ]
    assert Facts((("批次", "年度"), ("整改", "2 条，未完成 2 条，其中逾期 1 条")), per_line=1) in whole.blocks


def test_evidence_of_a_unit_with_its_uses(bench: Workbench, papers: Papers, opened: str) -> None:
    bench.proofs.add(opened, "1.2", kind="visit", title="走访", on=date(2025, 11, 3), who="所长", requirement="1.2.1")
    paper = papers.report("evidence", "云溪县").paper
    assert table(paper, "evidence") == [["1", "走访", "实地查看", "2025-11-03；所长", "t/points 1.2 要点 1.2.1"]]


def test_of_a_unit_with_one_evaluation_it_is_that(
    bench: Workbench, papers: Papers, opened: str, refused: Refusal
) -> None:
    assert papers.report("sheet", "云溪县").about["evaluation"] == opened
    bench.evaluations.new("t/share", "云溪县", PERIOD)
    code, message = refused(papers.report, "sheet", "云溪县")
    assert code == "report-target"
    assert message.startswith("得分表是一次考评的，考评对象“云溪县”有 2 次，请写明考评编号：")
    bench.units.add("空县", "county")
    assert refused(papers.report, "sheet", "空县")[1] == (
        "考评对象“空县”还没有考评，不能打印得分表；请先用 kaoping eval new 新建（界面里按 F2）"
    )
    assert "还没有考评，不知道按哪个标准调阅" in refused(papers.report, "request-list", "空县")[1]


def test_a_wrong_target_says_what_it_can_be(papers: Papers, opened: str, campaign: str, refused: Refusal) -> None:
    code, message = refused(papers.report, "ranking", opened)
    assert code == "report-target"
    assert message.startswith(
        f"排名表要用一个批次来打印，考评 {opened}（云溪县）是一次考评；一次考评可以打印：调阅清单（request-list）、"
    )
    assert "排名表" not in message.split("可以打印")[1]
    message = refused(papers.report, "sheet", campaign)[1]
    assert message.endswith(
        "一个批次可以打印：整改清单（rectification）、反馈意见（notice）、对比表（comparison）、排名表（ranking）、汇总表（summary）"
    )
    assert "反馈意见要用一次考评或一个批次（每个考评对象一份）来打印" in refused(papers.report, "notice", campaign)[1]
    assert refused(papers.report, "sheet", "没有")[0] == "unknown-target"
    assert refused(papers.report, "approval", opened) == (
        "report-target", "文件“计分示例”没有规定表格，不能打印推荐审批表",
    )  # fmt: skip


def test_reports_change_nothing(bench: Workbench, campaign: str, tally: Callable[[Workbench], int]) -> None:
    before = tally(bench)
    for kind, one in KINDS.items():
        for target, of in (("1", "evaluation"), ("云溪县", "unit"), (campaign, "campaign")):
            if of in one.of and kind != "approval":
                assert bench.papers.report(kind, target).paper.kind == kind
    assert tally(bench) == before
