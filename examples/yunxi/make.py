"""The official document of the walk through authoring, as a Word file: made up, of a county that there is none of.

Run from the project folder: `python examples/yunxi/make.py [FOLDER]`. It is what such documents are: merged cells, a table
that goes on on the next page, chapters that the table does not hold, and three damages, each said where it is made. The
edition of the year after changes what editions change.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.shared import Cm
from docx.table import Table

HERE = Path(__file__).resolve().parent
HEAD = ("一级指标", "序号", "考评项目", "分值", "考评标准", "责任单位")
WIDTHS = (2.2, 1.2, 2.8, 1.2, 7.0, 2.2)


@dataclass(frozen=True)
class Item:
    """A line of the table."""

    title: str
    points: str
    rule: str
    office: str


@dataclass(frozen=True)
class Section:
    """A part of the table: its head is one cell beside its lines."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Edition:
    """One year's document."""

    year: int
    number: str
    date: str
    sections: tuple[Section, ...]
    vetoes: tuple[str, ...]
    bonuses: tuple[str, ...]


FIRST = Edition(
    2026,
    "云法治办〔2026〕3号",
    "2026年1月16日",
    (
        Section(
            "组织领导（20分）",
            (
                Item("集体学法", "6", "党委理论学习中心组每年集体学法不少于4次，每少一次扣1.5分，扣完为止。", "党建办"),
                Item("年度述法", "6", "乡镇主要负责人年终述职时一并述法，未述法的不得分。", "党建办"),
                Item(
                    "机构人员",
                    "8",
                    "设有司法所并配备专职人员，未配备的扣5分；工作经费未列入本级预算的扣3分。",
                    "司法所",
                ),
            ),
        ),
        Section(
            "依法行政（40分）",
            (
                Item("重大决策", "10", "重大行政决策合法性审查率达到100%，每低一个百分点扣1分，扣完为止。", "党政办"),
                Item("行政执法", "12", "行政执法全过程记录，抽查案卷不合格的，每件扣2分，扣完为止。", "综合执法队"),
                Item("政务公开", "8", "规范性文件、办事指南未公开的，每项扣1分，扣完为止。", "党政办"),
                # The item without points: forty less the other three are ten.
                Item(
                    "应诉应议",
                    "",
                    "负责人出庭应诉率不低于80%，每低一个百分点扣0.5分，累计不超过5分；未按时提交答复的扣5分。",
                    "司法所",
                ),
            ),
        ),
        Section(
            # The sum that is wrong: the four below are twenty-five, and so much is left of the hundred.
            "公共法律服务（26分）",
            (
                Item("法律顾问", "7", "村（社区）法律顾问覆盖率达到100%，每低一个百分点扣0.5分，扣完为止。", "司法所"),
                Item("人民调解", "8", "矛盾纠纷调解成功率不低于96%，每低一个百分点扣1分，扣完为止。", "司法所"),
                Item("法治宣传", "6", "每季度开展法治宣传活动不少于1次，每少一次扣1.5分。", "宣传办"),
                Item("阵地建设", "4", "建有法治文化广场或长廊。", "宣传办"),
            ),
        ),
        Section(
            "基层治理（15分）",
            (
                Item(
                    "民主法治村",
                    "8",
                    "民主法治示范村占行政村总数的30％以上，每低一个百分点扣0.5分，扣完为止。",
                    "司法所",
                ),
                # The letter O for a nought.
                Item(
                    "信访工作",
                    "7",
                    "初次信访事项按期办结率达到1O0%，未达到的扣4分；发生越级集体上访的，每起扣1分，累计不超过3分。",
                    "平安办",
                ),
            ),
        ),
    ),
    (
        "近三年内发生因违法行政引发的重大群体性事件的；",
        "考评期内乡镇领导班子成员因职务犯罪被追究刑事责任的；",
        "考评中弄虚作假、情节严重的。",
    ),
    ("工作经验被市级以上推广的，每项加1分，累计不超过3分。", "被评为市级以上法治乡镇的，加2分。"),
)


def _second() -> Edition:
    """A year later: the damages put right, one measure and two points changed, one item gone, one new."""
    leading, governing, serving, living = FIRST.sections
    meetings, telling, people = leading.items
    deciding, enforcing, opening, suing = governing.items
    advising, mediating, teaching, _ = serving.items
    villages, letters = living.items
    enforcing = replace(enforcing, points="10")
    meetings = replace(meetings, rule=meetings.rule.replace("4次", "6次").replace("1.5分", "1分"))
    online = Item("智慧司法所", "6", "司法所建成在线法律服务平台，未建成的扣6分。", "司法所")
    letters = replace(letters, rule=letters.rule.replace("1O0%", "100%"))
    return Edition(
        2027,
        "云法治办〔2027〕2号",
        "2027年1月14日",
        (
            Section(leading.title, (meetings, telling, people)),
            Section(governing.title, (deciding, replace(enforcing, points="12"), opening, replace(suing, points="10"))),
            Section("公共法律服务（25分）", (advising, replace(mediating, points="6"), teaching, online)),
            Section(living.title, (villages, letters)),
        ),
        FIRST.vetoes,
        FIRST.bonuses,
    )


SECOND = _second()


def paper(edition: Edition) -> Paper:
    """The whole document."""
    made = Document()
    made.core_properties.author = made.core_properties.last_modified_by = ""
    made.core_properties.created = made.core_properties.modified = datetime(edition.year, 1, 16, 9, 0, 0, tzinfo=UTC)
    made.core_properties.title = f"云溪县法治乡镇考评细则（{edition.year}年版）"
    _line(made, edition.number, centred=True)
    _line(made, f"云溪县法治乡镇考评细则（{edition.year}年版）", centred=True, bold=True)
    for line in (
        "为推进乡镇法治建设，结合本县实际，制定本细则。考评对象为全县各乡镇，总分100分。",
        "一、考评程序",
        f"（一）自评阶段（{edition.year}年10月8日至10月25日）。各乡镇对照本细则自查打分，自评报告不超过3000字。",
        f"（二）核查阶段（{edition.year}年11月1日至11月20日）。县委依法治县办查阅资料、实地核查，逐项评分。",
        "（三）公示。考评结果公示不少于5个工作日。",
        "二、考评内容",
    ):
        _line(made, line)
    _table(made, edition.sections[:2], 1)
    made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    _line(made, "（续表）")
    _table(made, edition.sections[2:], 1 + sum(len(section.items) for section in edition.sections[:2]))
    for line in ("三、一票否决", "有下列情形之一的，当年不得参评："):
        _line(made, line)
    for number, text in enumerate(edition.vetoes, 1):
        _line(made, f"{number}．{text}")
    _line(made, "四、加分")
    for number, text in enumerate(edition.bonuses, 1):
        _line(made, f"{number}．{text}")
    for line in (
        "五、结果运用",
        "90分以上为优秀，75分以上不满90分为良好，60分以上不满75分为合格，不满60分为不合格。",
        "本细则由中共云溪县委全面依法治县委员会办公室负责解释。",
    ):
        _line(made, line)
    _line(made, "中共云溪县委全面依法治县委员会办公室")
    _line(made, edition.date)
    return made


def _line(made: Paper, text: str, *, centred: bool = False, bold: bool = False) -> None:
    paragraph = made.add_paragraph()
    paragraph.add_run(text).bold = bold
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _table(made: Paper, sections: Sequence[Section], first: int) -> None:
    table: Table = made.add_table(rows=1, cols=len(HEAD))
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, HEAD, strict=True):
        cell.text = text
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    number = first
    for section in sections:
        top = len(table.rows)
        for item in section.items:
            cells = table.add_row().cells
            for cell, text in zip(
                cells, ("", str(number), item.title, item.points, item.rule, item.office), strict=True
            ):
                cell.text = text
            number += 1
        table.cell(top, 0).merge(table.cell(len(table.rows) - 1, 0)).text = section.title
        _merge_alike(table, top, [item.office for item in section.items])
    for row in table.rows:
        for cell, width in zip(row.cells, WIDTHS, strict=True):
            cell.width = Cm(width)


def _merge_alike(table: Table, top: int, offices: Sequence[str]) -> None:
    """One cell for the same office in lines that follow each other."""
    column = len(HEAD) - 1
    start = 0
    for at in range(1, len(offices) + 1):
        if at == len(offices) or offices[at] != offices[start]:
            if at - start > 1:
                table.cell(top + start, column).merge(table.cell(top + at - 1, column)).text = offices[start]
            start = at


def main(folder: Path) -> None:
    """Write both editions into a folder."""
    for edition, name in ((FIRST, "细则.docx"), (SECOND, "细则2027.docx")):
        paper(edition).save(str(folder / name))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
