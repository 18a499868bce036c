"""Every field of a document's part of the format, with its sheet, head and width; and all sheets in order."""

from __future__ import annotations

from kaoping.standard import document
from kaoping.worksheets.layout import Column, FormSheet, Level, Sheet
from kaoping.worksheets.tables import (
    ADJUSTMENT_CAPS,
    ADJUSTMENTS,
    FACTS,
    HONOURS,
    LEVELS,
    OUTCOMES,
    PARTS,
    REPLACES,
    STANDARD,
    THEMES,
    VETOES,
)
from kaoping.worksheets.tables_tree import TREE

_ID = Column(("id",), "编号", 22, "first")
_TITLE = Column(("title",), "名称", 50, "first")
_CLAUSE = Column(("clause",), "原文位置", 30, "then")

ERRATA = Sheet(
    "勘误",
    "standard",
    (
        Level(
            "errata",
            document.Erratum,
            "勘误",
            (
                Column(("at",), "位置", 30, "first"),
                Column(("printed",), "文件所印", 60, "first"),
                Column(("read_as",), "读作", 60, "first"),
                Column(("why",), "理由", 70, "first"),
                Column(("accepts",), "接受的检查代码", 30, "first"),
            ),
        ),
    ),
    "文件印错、印得不清楚的：照文件填写指标，再在这里说明怎样读。“属于”填“标准”（这张评分表）或“文件”（通知）。",
    owner="属于",
)
DOCUMENT = FormSheet(
    "文件",
    "document",
    Level(
        "",
        document.DocumentBody,
        "文件",
        (
            Column(("id",), "文件编号"),
            Column(("title",), "文件全称"),
            Column(("number",), "文号"),
            Column(("issuer",), "发文机关"),
            Column(("date",), "发文日期"),
            Column(("status",), "文件效力"),
            Column(("methods",), "文件的考评方式"),
            Column(("rules",), "其他规定"),
        ),
    ),
    "发布这个标准的文件（通知）。在“内容”一栏填写；不需要的留空，标★的必填。",
)
STAGES = Sheet(
    "程序",
    "document",
    (
        Level(
            "stages",
            document.Stage,
            "阶段",
            (
                _ID,
                _TITLE,
                Column(("who",), "由谁进行", 36, "first"),
                Column(("text",), "内容", 80, "first"),
                Column(("starts",), "开始日期", 24, "first"),
                Column(("due",), "截止日期", 24, "first"),
                Column(("monthly",), "每月几日前", 20, "first"),
                Column(("yearly",), "每年几月几日前", 25, "first"),
                Column(("working_days",), "工作日数", 18, "first"),
                Column(("at_least",), "是最短天数", 20),
                Column(("after",), "自哪个阶段起算", 28),
                Column(("final",), "终评阶段", 18),
                Column(("counts",), "计入年度考评", 22),
                Column(("self_report_limit",), "自评报告字数上限", 28),
                Column(("evidence_per_item",), "逐项提供佐证", 22),
                Column(("report_parts",), "自评报告须有的部分", 40),
                Column(("opinions",), "须征求意见的部门", 36),
                _CLAUSE,
            ),
        ),
    ),
    "一行一个阶段。期限只写一种：截止日期、每月、每年或工作日数。",
)
FORMS = Sheet(
    "表格",
    "document",
    (
        Level(
            "forms",
            document.Form,
            "表格",
            (
                Column(("id",), "表格编号", 22, "first"),
                Column(("title",), "表格名称", 44, "first"),
                Column(("copies",), "一式几份", 18, "first"),
                Column(("fixed_layout",), "样式不可改动", 22, "first"),
                Column(("attachments",), "可附页", 17, "first"),
                _CLAUSE,
            ),
            key="id",
        ),
        Level(
            "fields",
            document.FormField,
            "栏目",
            (
                Column(("id",), "栏目编号", 22, "first"),
                Column(("title",), "栏目名称", 44, "first"),
                Column(("limit",), "字数上限", 18, "first"),
                Column(("seal",), "须盖章", 17, "first"),
                Column(("dated",), "须填日期", 18, "first"),
            ),
        ),
    ),
    "文件所印的表格：一行一个表格或它的一个栏目，栏目的行写明表格编号。",
)
QUOTAS = Sheet(
    "名额",
    "document",
    (
        Level(
            "quotas",
            document.Quota,
            "名额",
            (
                Column(("scope",), "范围", 44, "first"),
                Column(("limit",), "名额", 17, "first"),
                Column(("exceptional",), "特别优秀时的名额", 28, "first"),
                Column(("text",), "说明", 70, "first"),
                _CLAUSE,
            ),
        ),
    ),
    "文件规定的推荐名额。没有的留空。",
)
ASSIGNMENTS = Sheet(
    "考评分工",
    "document",
    (
        Level(
            "assignments",
            document.Assignment,
            "考评分工",
            (
                Column(("by",), "考评者", 44, "first"),
                Column(("of",), "被考评者", 50, "first"),
                Column(("how",), "方式", 50, "first"),
                Column(("sheet",), "所用标准", 36, "first"),
            ),
        ),
    ),
    "谁考评谁：一行一种。没有的留空。",
)
CAMPAIGNS = Sheet(
    "批次",
    "document",
    (
        Level(
            "campaigns",
            document.NamedCampaign,
            "批次",
            (
                Column(("id",), "批次编号", 22, "first"),
                Column(("title",), "批次名称", 44, "first"),
                Column(("sheet",), "所用标准", 36, "first"),
                Column(("starts",), "周期起", 24, "first"),
                Column(("ends",), "周期止", 24, "first"),
            ),
            key="id",
        ),
        Level(
            "units",
            document.NamedUnit,
            "考评对象",
            (
                Column(("name",), "考评对象", 44, "first"),
                Column(("kind",), "考评对象种类", 26, "first"),
                Column(("named_in",), "命名年份", 18, "first"),
            ),
        ),
    ),
    "文件自己宣布的考评批次：一行一个批次或它的一个考评对象。没有的留空。",
)
DOCUMENT_PARTS = Sheet(
    "文件组成",
    "document",
    (
        Level(
            "parts",
            document.DocumentPart,
            "文件组成部分",
            (_ID, _TITLE, Column(("note",), "说明", 90, "first")),
        ),
    ),
    "文件有哪几部分（通知、附件）。没有的留空。",
)

FORM_SHEETS = (STANDARD, DOCUMENT)
ROW_SHEETS = (
    TREE, VETOES, ADJUSTMENTS, ADJUSTMENT_CAPS, OUTCOMES, LEVELS, PARTS, HONOURS, FACTS, THEMES, ERRATA, REPLACES,
    STAGES, FORMS, QUOTAS, ASSIGNMENTS, CAMPAIGNS, DOCUMENT_PARTS,
)  # fmt: skip
#: In the order of the workbook.
SHEETS: tuple[FormSheet | Sheet, ...] = (STANDARD, *ROW_SHEETS[:12], DOCUMENT, *ROW_SHEETS[12:])
