"""A Word template to begin with: an approval form that already prints everything, to be changed in Word or WPS."""

from __future__ import annotations

from collections.abc import Iterator

from kaoping.reports.formats import ReportInput, as_docx
from kaoping.reports.paper import Block, Box, Cell, Column, Facts, Form, NewPage, Paper, Row, Table, Words

_LEVELS = ("县（市、区）", "市（州、盟）", "省（自治区、直辖市）")
#: Stands in the template and is not printed.
_HINT = "{# 这样的备注不会印出。标题、栏目、字体、行高都可以在 Word 里改；花括号里的字段见 kaoping template fields #}"
_NUMBERS = ("满分", "得分", "扣分")


def starter() -> bytes:
    """The template as a Word document."""
    about = {"日志校验码": "{{ 日志校验码 }}", "打印日期": "{{ 打印日期 }}"}
    paper = Paper("approval", "推荐审批表", tuple(_blocks()), "{{ 标准 }}", "", about)
    return as_docx(ReportInput("approval", None, about, paper))


def _blocks() -> Iterator[Block]:
    yield Words("{%p if 是草稿 %}", "note")
    yield Words("【草稿】{{ 草稿 }}", "warning")
    yield Words("{%p endif %}", "note")
    score = '{% if 达标率 != "无" %}达标率 {{ 达标率 }}%{% else %}{{ 得分 }} 分（满分 {{ 满分 }} 分）{% endif %}'
    yield Facts(
        (
            ("申报单位", "{{ 考评对象 }}"),
            ("考评周期", "{{ 考评周期|default(\"未填\") }}"),
            ("依据文件", "{{ 文件 }}{% if 文号 %}（{{ 文号 }}）{% endif %}"),
            ("考评人", "{{ 考评人 }}（{{ 状态 }}）"),
            ("得分", score),
            ("结果", "{{ 结果说明 }}"),
        )
    )  # fmt: skip
    yield Words("各部分得分", "heading")
    yield _table(
        "sections", "部 in 各部分",
        (("编号", 20, "{{ 部.编号 }}"), ("名称", 88, "{{ 部.名称 }}"), ("满分", 22, "{{ 部.满分 }}"), ("得分", 26, "{{ 部.得分 }}")),
    )  # fmt: skip
    yield Words("失分的项", "heading")
    yield Words("{%p if 失分项 %}", "note")
    yield _table(
        "lost", "项 in 失分项",
        (("编号", 20, "{{ 项.编号 }}"), ("评分项", 50, "{{ 项.名称 }}"), ("扣分", 18, "{{ 项.扣分 }}"), ("理由", 68, "{{ 项.失分理由 }}")),
    )  # fmt: skip
    yield Words("{%p else %}", "note")
    yield Words("没有失分的项。", "note")
    yield Words("{%p endif %}", "note")
    yield Words("一票否决", "heading")
    yield Words("{%p for 否 in 一票否决 %}", "note")
    yield Words("{{ 否.编号 }} {{ 否.名称 }}：{{ 否.状态 }}{% if 否.依据 %}（{{ 否.依据 }}）{% endif %}", "note")
    yield Words("{%p else %}", "note")
    yield Words("这个标准没有否决项。", "note")
    yield Words("{%p endfor %}", "note")
    yield NewPage()
    yield Form(
        (
            Box("工作情况", f"（在此填写）{_HINT}", 75),
            Box("申报单位", "", 32, seal=True),
            *(Box(f"{level}意见", "", 32, seal=True) for level in _LEVELS),
        )
    )


def _table(id: str, loop: str, columns: tuple[tuple[str, int, str], ...]) -> Table:
    """A table whose middle row is repeated: the rows above and below it are gone once it is filled in."""
    begin = Row((Cell(f"{{%tr for {loop} %}}", across=len(columns)),))
    end = Row((Cell("{%tr endfor %}", across=len(columns)),))
    row = Row(tuple(Cell(text) for _, _, text in columns))
    return Table(
        id,
        tuple(Column(name, width, "right" if name in _NUMBERS else "left") for name, width, _ in columns),
        (begin, row, end),
    )


__all__ = ["starter"]
