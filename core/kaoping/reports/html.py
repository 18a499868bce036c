"""A paper as one HTML file that needs nothing beside it, shows on any screen and prints well on A4.

No script, nothing fetched (the policy in the head forbids both), and every text escaped.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from kaoping.reports.fonts import Fonts, css_name
from kaoping.reports.paper import (
    Block,
    Box,
    Cell,
    Chart,
    Column,
    Facts,
    Form,
    NewPage,
    Paper,
    Row,
    Signatures,
    Table,
    Words,
)
from kaoping.reports.svg import FONT, chart_svg
from kaoping.text import visible

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 2rem auto; padding: 0 1rem; max-width: 52rem; background: #fff; color: #000;
  font: 12pt/1.6 FangSong, "仿宋", STFangsong, "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif; }
body.wide { max-width: 76rem; }
h1 { margin: 1rem 0 .5rem; text-align: center; text-wrap: balance; font-size: 20pt; line-height: 1.4;
  font-family: "方正小标宋简体", SimSun, "宋体", "Noto Serif CJK SC", serif; }
h2, h3 { margin: 1.2em 0 .4em; font-family: SimHei, "黑体", "Noto Sans CJK SC", sans-serif; break-after: avoid; }
h2 { font-size: 14pt; } h3 { font-size: 12pt; }
p { margin: .4em 0; white-space: pre-wrap; overflow-wrap: anywhere; }
p.subtitle { text-align: center; } p.body { text-indent: 2em; text-align: justify; }
p.note { margin: .2em 0; font-size: 10.5pt; } p.warning, p.draft { border: 1.5pt solid #000; padding: .3em .6em; font-weight: bold; }
table { width: calc(100% - 1px); margin: .4em 1px .8em 0; border-collapse: collapse; table-layout: fixed; font-size: 10.5pt; line-height: 1.4; }
caption { text-align: left; font-weight: bold; break-after: avoid; }
th, td { border: .75pt solid #000; padding: .25em .4em; vertical-align: top; white-space: pre-wrap; overflow-wrap: anywhere; }
th { text-align: center; font-weight: bold; background: #f2f2f2; }
body.dense table { font-size: 9pt; line-height: 1.3; }
thead { display: table-header-group; } tfoot { display: table-footer-group; }
tr { break-inside: avoid; }
tr.section th { text-align: left; break-after: avoid; } tr.section { break-after: avoid; }
tr.total td { font-weight: bold; }
.left { text-align: left; } .center { text-align: center; } .right { text-align: right; }
.strong { font-weight: bold; }
table.facts th { width: 15%; text-align: left; font-weight: normal; } table.facts td { text-align: left; }
.box { border: .75pt solid #000; border-bottom: 0; padding: .4em .6em; display: flex; flex-direction: column; break-inside: avoid; }
.box:last-child { border-bottom: .75pt solid #000; } .box .name { font-weight: bold; }
.box .text { flex: 1; } .box.short { flex-direction: row; align-items: center; gap: 1em; } .box.short .text { margin: 0; } .box .seal { text-align: right; padding-right: 2em; }
.signatures { display: flex; flex-wrap: wrap; gap: 1.2em 2em; margin: 1.2em 0; break-inside: avoid; }
.signatures div { flex: 1 1 9em; } .signatures .line { display: block; border-bottom: .75pt solid #000; height: 2.2em; }
figure { margin: .8em 0; break-inside: avoid; } figure svg { display: block; width: 100%; max-width: 170mm; max-height: 150mm; margin: 0 auto; }
p.note:has(+ table), p.note:has(+ figure) { break-after: avoid; }
.new-page { break-before: page; }
footer { margin-top: 1.5em; border-top: .75pt solid #000; font-size: 9pt; overflow-wrap: anywhere; }
footer span { margin-right: 1.5em; }
@media print {
  body { margin: 0; padding: 0; max-width: none; }
  th { background: none; }
  body.draft::before { content: "草稿"; position: fixed; top: 40%; left: 0; width: 100%; text-align: center; font-size: 96pt;
    color: rgba(0, 0, 0, .08); transform: rotate(-30deg); }
}
"""
#: A box no higher than this has name and text beside each other.
_SHORT = 20
_PAGE = """@page {{ size: A4 {way}; margin: {margin};
  @bottom-center {{ content: "— " counter(page) " —"; font: 12pt SimSun, serif; }}{draft} }}
"""


def text_of(text: str) -> str:
    """Text for HTML: what is hidden made visible, what is markup escaped."""
    return escape(visible(text), quote=True)


def paper_html(paper: Paper, fonts: Fonts | None = None) -> str:
    """The whole file.

    :param fonts: named before those that any reader's machine may have.
    """
    draft = '\n  @top-center { content: "草稿"; font: bold 14pt SimHei, sans-serif; }' if paper.draft else ""
    margin = "28mm 37mm 26mm 35mm" if paper.landscape else "37mm 26mm 35mm 28mm"
    if paper.dense:
        margin = "25mm 20mm 20mm 20mm"
    page = _PAGE.format(way="landscape" if paper.landscape else "portrait", margin=margin, draft=draft)
    marks = [
        name for name, on in (("wide", paper.landscape), ("dense", paper.dense), ("draft", bool(paper.draft))) if on
    ]
    title = text_of(" ".join(part for part in (paper.title, paper.subtitle) if part))
    lines = [
        "<!doctype html>",
        '<html lang="zh-CN">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{title}</title>",
        f"<style>{_STYLE}{page}{_named(fonts)}</style>",
        "</head>",
        f'<body class="{" ".join(marks)}">' if marks else "<body>",
    ]
    if paper.draft:
        lines.append(f'<p class="draft" role="note">草稿：{text_of(paper.draft)}</p>')
    lines.append(f"<h1>{text_of(paper.title)}</h1>")
    if paper.subtitle:
        lines.append(f'<p class="subtitle">{text_of(paper.subtitle)}</p>')
    for place, block in enumerate(paper.blocks):
        lines += _block(block, place, fonts)
    if paper.about:
        said = "".join(f"<span>{text_of(name)}：{text_of(value)}</span> " for name, value in paper.about.items())
        lines.append(f"<footer>{said}</footer>")
    return "\n".join([*lines, "</body>", "</html>", ""])


def _named(fonts: Fonts | None) -> str:
    """Rules for the fonts that were chosen; what a reader's machine lacks is taken from the same kind."""
    if fonts is None:
        return ""
    rules = (
        ("body", fonts.body, "serif"),
        ("h1", fonts.title, "serif"),
        ("h2, th, caption, .strong, tr.total td, p.warning, p.draft", fonts.heading, "sans-serif"),
        ("h3, p.subtitle", fonts.subheading, "serif"),
    )
    latin = css_name(fonts.latin)
    return "".join(f"{where} {{ font-family: {latin}, {css_name(name)}, {kind}; }}\n" for where, name, kind in rules)


def _block(block: Block, place: int, fonts: Fonts | None) -> Iterator[str]:
    if isinstance(block, Words):
        tag = {"heading": "h2", "subheading": "h3"}.get(block.style)
        yield f"<{tag}>{text_of(block.text)}</{tag}>" if tag else f'<p class="{block.style}">{text_of(block.text)}</p>'
    elif isinstance(block, Facts):
        yield from _facts(block)
    elif isinstance(block, Table):
        yield from _table(block)
    elif isinstance(block, Form):
        yield f'<div class="form">{"".join(map(_box, block.boxes))}</div>'
    elif isinstance(block, Signatures):
        places = "".join(
            f'<div>{text_of(name)}：<span class="line"></span>　　年　　月　　日</div>' for name in block.names
        )
        yield f'<div class="signatures">{places}</div>'
    elif isinstance(block, Chart):
        font = FONT if fonts is None else f"{css_name(fonts.heading)}, sans-serif"
        yield f"<figure>{chart_svg(block, f'chart-{place}', font=font)}</figure>"
    elif isinstance(block, NewPage):
        yield '<div class="new-page"></div>'


def _facts(facts: Facts) -> Iterator[str]:
    yield '<table class="facts"><tbody>'
    beside = max(facts.per_line, 1)
    for start in range(0, len(facts.pairs), beside):
        pairs = facts.pairs[start : start + beside]
        cells = [f'<th scope="row">{text_of(name)}</th><td>{text_of(value)}</td>' for name, value in pairs]
        if len(pairs) < beside:
            cells.append(f'<td colspan="{2 * (beside - len(pairs))}"></td>')
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody></table>"


def _table(table: Table) -> Iterator[str]:
    yield f'<table id="{text_of(table.id)}">'
    if table.caption:
        yield f"<caption>{text_of(table.caption)}</caption>"
    whole = sum(column.width for column in table.columns) or 1
    yield (
        "<colgroup>"
        + "".join(f'<col style="width:{c.width * 100 / whole:.2f}%">' for c in table.columns)
        + "</colgroup>"
    )
    heads = "".join(f'<th scope="col">{text_of(column.title)}</th>' for column in table.columns)
    yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    covered: dict[int, int] = {}
    for row in table.rows:
        yield _row(row, table.columns, covered)
    yield "</tbody></table>"


def _row(row: Row, columns: tuple[Column, ...], covered: dict[int, int]) -> str:
    """A row; `covered` holds how many more rows each column is covered for by a cell above."""
    cells, at = [], 0
    for cell in row.cells:
        while covered.get(at, 0):
            covered[at] -= 1
            at += 1
        align = columns[at].align if at < len(columns) and cell.across == 1 else "left"
        cells.append(_cell(cell, align, heading=row.section))
        for place in range(at, at + cell.across):
            covered[place] = cell.down - 1
        at += cell.across
    for place in range(at, len(columns)):
        covered[place] = max(covered.get(place, 0) - 1, 0)
    mark = " ".join(name for name, on in (("section", row.section), ("total", row.total)) if on)
    return (f'<tr class="{mark}">' if mark else "<tr>") + "".join(cells) + "</tr>"


def _cell(cell: Cell, align: str, *, heading: bool) -> str:
    tag, spans = ("th", ' scope="colgroup"') if heading else ("td", "")
    spans += f' colspan="{cell.across}"' if cell.across > 1 else ""
    spans += f' rowspan="{cell.down}"' if cell.down > 1 else ""
    mark = f"{align} strong" if cell.strong else align
    return f'<{tag} class="{mark}"{spans}>{text_of(cell.text)}</{tag}>'


def _box(box: Box) -> str:
    seal = '<div class="seal">（盖　章）<br>　　年　　月　　日</div>' if box.seal else ""
    mark = "box short" if box.height <= _SHORT and not box.seal else "box"
    return (
        f'<div class="{mark}" style="min-height:{box.height:d}mm"><div class="name">{text_of(box.name)}</div>'
        f'<p class="text">{text_of(box.text)}</p>{seal}</div>'
    )


__all__ = ["paper_html", "text_of"]
