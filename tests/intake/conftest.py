"""Documents made here, word for word and byte for byte, and a standard that says the same in other words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

from kaoping.hooks import Plugins
from kaoping.intake.paper import Paper
from kaoping.intake.txt import read_txt
from kaoping.standard.resolved import Resolved
from kaoping.workbench.library import Library

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in parts.items():
            made.writestr(name, body)
    return target.getvalue()


def p(text: str = "", *, num: tuple[int, int] | None = None, style: str = "", inner: str = "", ppr: str = "") -> str:
    """A paragraph: `text` in a run, or `inner` as it is; `num` is list and level."""
    numbering = f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>' if num else ""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    body = inner or f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return f"<w:p><w:pPr>{styled}{numbering}{ppr}</w:pPr>{body}</w:p>"


def tc(text: str = "", *, span: int = 1, merge: str | None = None, inner: str = "") -> str:
    """A cell; `merge` is "restart" or "continue"."""
    properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    if merge is not None:
        properties += '<w:vMerge w:val="restart"/>' if merge == "restart" else "<w:vMerge/>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner or p(text)}</w:tc>"


def tr(*cells: str, ppr: str = "") -> str:
    return f"<w:tr>{f'<w:trPr>{ppr}</w:trPr>' if ppr else ''}{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def level(at: int, form: str, text: str, start: int = 1, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def docx(
    *blocks: str,
    lists: Sequence[Sequence[str]] = (),
    nums: str = "",
    styles: str = "",
    doctype: str = "",
    more: Mapping[str, str] | None = None,
) -> bytes:
    """A Word file. `lists` are the levels of each list, list 1 the first; `nums` more of them, `more` parts, as they are."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{"".join(levels)}</w:abstractNum>' for at, levels in enumerate(lists)
    )
    own = "".join(f'<w:num w:numId="{at + 1}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(len(lists)))
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{RELS}"><Relationship Id="rId1" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<w:document xmlns:w="{W}"><w:body>{"".join(blocks)}</w:body></w:document>',
        "word/numbering.xml": f'<w:numbering xmlns:w="{W}">{abstract}{own}{nums}</w:numbering>',
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>',
        **(more or {}),
    }
    return package(parts)


def xlsx(
    *sheets: Mapping[str, Any],
    merged: Sequence[str] = (),
    states: Sequence[str] = (),
    doctype: str = "",
    rows: str = "",
    head: str = "",
    tail: str = "",
    more: Mapping[str, str] | None = None,
) -> bytes:
    """A workbook: each sheet's cells by reference. A pair is (number as text, style): 0 plain, 1 percent, 2 day.

    `head`, `rows` and `tail` stand before and behind the first sheet's rows and at its end as they are, `more` are more parts.
    """
    strings: list[str] = []
    parts: dict[str, str | bytes] = {"[Content_Types].xml": "<Types/>"}
    entries, rels = "", ""
    for at, cells in enumerate(sheets, 1):
        own: dict[int, list[str]] = {}
        for reference, value in cells.items():
            row = int("".join(char for char in reference if char.isdigit()))
            if isinstance(value, tuple):
                cell = f'<c r="{reference}" s="{value[1]}"><v>{value[0]}</v></c>'
            else:
                strings.append(f"<si><t>{escape(value)}</t></si>")
                cell = f'<c r="{reference}" t="s"><v>{len(strings) - 1}</v></c>'
            own.setdefault(row, []).append(cell)
        body = "".join(f'<row r="{row}">{"".join(found)}</row>' for row, found in sorted(own.items()))
        body += rows if at == 1 else ""
        merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in merged) if at == 1 else ""
        parts[f"xl/worksheets/sheet{at}.xml"] = (
            f'<worksheet xmlns="{S}">{head if at == 1 else ""}<sheetData>{body}</sheetData><mergeCells>{merges}</mergeCells>{tail if at == 1 else ""}</worksheet>'
        )
        state = f' state="{states[at - 1]}"' if at <= len(states) and states[at - 1] else ""
        entries += f'<sheet name="表{at}" sheetId="{at}"{state} r:id="rId{at}"/>'
        rels += f'<Relationship Id="rId{at}" Target="worksheets/sheet{at}.xml"/>'
    rels += '<Relationship Id="rId90" Target="sharedStrings.xml"/><Relationship Id="rId91" Target="/xl/styles.xml"/>'
    parts["xl/workbook.xml"] = f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets>{entries}</sheets></workbook>'
    parts["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{RELS}">{rels}</Relationships>'
    parts["xl/sharedStrings.xml"] = f'{doctype}<sst xmlns="{S}">{"".join(strings)}</sst>'
    parts["xl/styles.xml"] = (
        f'<styleSheet xmlns="{S}"><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="170"/></cellXfs></styleSheet>'
    )
    return package({**parts, **(more or {})})


#: Invented: section, then number, what the document prints, what the standard says, its points.
SECTIONS: tuple[tuple[str, tuple[tuple[str, str, str, str], ...]], ...] = (
    (
        "河道管护",
        (
            (
                "1",
                "各村指定河长，巡河日志按月装订成册，每月巡查不少于4次，发现垃圾当天清理（3分）。",
                "每个村都定了河长，巡查每月至少4次，日志按月装订，看到的垃圾当天清掉。",
                "3",
            ),
            (
                "2",
                "沿河排污口逐一编号挂牌，水质监测结果在村口公示栏张贴，达标率不低于95%（2.5分）。",
                "排污口都有编号和挂牌，水质结果贴在公示栏，达标率至少95%。",
                "2.5",
            ),
            (
                "3",
                "汛期抢险队伍登记造册，沙袋、水泵等物资入库备查，每年演练2次（1.5分）。",
                "抢险队伍有名册，水泵沙袋在库，汛期演练一年2次。",
                "1.5",
            ),
        ),
    ),
    (
        "集市秩序",
        (
            (
                "1",
                "摊位划线定位，摊主亮照经营，占道堆放的商品在30日内清理完毕（2分）。",
                "摊位有划线，摊主亮照，占道商品30日内清完。",
                "2",
            ),
            (
                "2",
                "设立公平秤并每季度送检，短斤缺两的投诉由市场管理员登记处理（2分）。",
                "有公平秤，按季送检，短斤缺两投诉有登记和处理。",
                "2",
            ),
            (
                "3",
                "活禽宰杀与蔬菜销售分区，收市后冲洗消毒，台账保存6个月（1分）。",
                "活禽宰杀和卖菜分开，收市冲洗消毒，台账留6个月。",
                "1",
            ),
        ),
    ),
    (
        "书屋开放",
        (
            (
                "1",
                "农家书屋每周开放40小时，借阅登记簿填写完整，新书上架有验收单（2分）。",
                "书屋一周开40小时，借阅有登记，新书有验收单。",
                "2",
            ),
            (
                "2",
                "暑期组织儿童朗读活动，家长签到，志愿者轮值表张贴上墙（1分）。",
                "暑假有儿童朗读，家长签到，志愿者轮值表上墙。",
                "1",
            ),
        ),
    ),
)
CHINESE = "一二三四五六七八九"


def lines() -> list[str]:
    """The document as lines, as it should be."""
    found = ["云溪县美丽乡村考评办法", "为改善村容村貌，制定本办法。"]
    for at, (title, items) in enumerate(SECTIONS):
        found.append(f"（{CHINESE[at]}）{title}（{sum(float(item[3]) for item in items):g}分）")
        found += [f"{number}、{printed}" for number, printed, _, _ in items]
    return [*found, "本办法由县农业农村局负责解释。"]


def standard_text() -> str:
    """The standard of the invented document."""
    text = """schema = 1
id = "t/village"
title = "美丽乡村考评标准（示例）"
short = "美丽乡村"
edition = "2025"
status = "in-force"
unit_kinds = ["town"]

[document]
id = "t/village"
title = "云溪县美丽乡村考评办法"
issuer = "示例机关"

[scoring]
model = "points"
full = 15
step = 0.5
"""
    for at, (title, items) in enumerate(SECTIONS, 1):
        points = f"{sum(float(item[3]) for item in items):g}"
        text += f'\n[[dimensions]]\nid = "{at}"\ntitle = "{title}"\npoints = {points}\n'
        for number, _, said, worth in items:
            text += (
                f'[[dimensions.criteria]]\nid = "{at}.{number}"\ntitle = "{said.partition("，")[0]}"\npoints = {worth}\n'
                f'themes = ["leadership"]\nclause = "（{CHINESE[at - 1]}）{number}"\n'
                f'requirements = [{{ id = "{at}.{number}.1", text = "{said}" }}]\n'
            )
    return text


@pytest.fixture
def village_file(tmp_path: Path) -> Path:
    """The standard's file."""
    path = tmp_path / "village.toml"
    path.write_text(standard_text(), encoding="utf-8")
    return path


@pytest.fixture
def village(village_file: Path) -> Resolved:
    """The standard of the invented document."""
    return Library(Plugins.load(entry_points=False)).file(village_file).resolved


@pytest.fixture
def printed() -> list[str]:
    """The invented document, line by line."""
    return lines()


@pytest.fixture
def paper_of() -> Callable[[Sequence[str]], Paper]:
    """A document of these lines."""
    return lambda lines: read_txt("\n".join(lines))


@pytest.fixture
def make() -> Any:
    """What makes files: docx, xlsx, and parts of them."""

    class Make:
        pass

    for name, made in (
        ("docx", docx), ("xlsx", xlsx), ("p", p), ("tc", tc), ("tr", tr), ("tbl", tbl), ("level", level), ("package", package),
    ):  # fmt: skip
        setattr(Make, name, staticmethod(made))
    return Make
