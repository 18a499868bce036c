"""The same texts and numbers as a paper's, written with the libraries alone: no widths, no heads, no page set-up."""

from __future__ import annotations

import html
import io
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy

from docx import Document
from xlsxwriter import Workbook

from kaoping.reports.paper import Cell, Facts, Paper, Table, Words


def tables(paper: Paper) -> Iterator[list[list[Cell]]]:
    """Each table, pairs of names and values too, as rows of cells with the head first."""
    for block in paper.blocks:
        if isinstance(block, Facts):
            yield [[Cell(name), Cell(value)] for name, value in block.pairs]
        elif isinstance(block, Table):
            yield [[Cell(column.title) for column in block.columns], *(list(row.cells) for row in block.rows)]


def words(paper: Paper) -> list[str]:
    """The paragraphs."""
    return [paper.title, *(block.text for block in paper.blocks if isinstance(block, Words))]


def docx(paper: Paper) -> bytes:
    """python-docx: each row a deep copy of the first."""
    document = Document()
    for text in words(paper):
        document.add_paragraph(text)
    for rows in tables(paper):
        table = document.add_table(1, max(map(len, rows), default=1))
        for cell in table.rows[0].cells:
            cell.text = "-"
        prototype = table.rows[0]._tr
        table._tbl.remove(prototype)
        for row in rows:
            made = deepcopy(prototype)
            for place, cell in zip(made.tc_lst, row, strict=False):
                place.p_lst[0].r_lst[0].t_lst[0].text = cell.text
            table._tbl.append(made)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx(paper: Paper) -> bytes:
    """XlsxWriter: each cell framed and wrapped."""
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    form = book.add_format({"border": 1, "text_wrap": True})
    first = book.add_worksheet()
    for number, text in enumerate(words(paper)):
        first.write_string(number, 0, text)
    for rows in tables(paper):
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell.number is None:
                    sheet.write_string(at, column, cell.text, form)
                else:
                    sheet.write_number(at, column, float(cell.number), form)
    book.close()
    return out.getvalue()


def html_page(paper: Paper) -> bytes:
    """Elements joined, every text escaped."""
    parts = [f"<p>{html.escape(text)}</p>" for text in words(paper)]
    for rows in tables(paper):
        lines = ("".join(f"<td>{html.escape(cell.text)}</td>" for cell in row) for row in rows)
        parts.append(f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>")
    return "\n".join(parts).encode()


def md(paper: Paper) -> bytes:
    """Lines joined, bars escaped."""
    parts = words(paper)
    for rows in tables(paper):
        parts += ["| " + " | ".join(cell.text.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(parts).encode()


WRITERS: Mapping[str, Callable[[Paper], bytes]] = {"docx": docx, "xlsx": xlsx, "html": html_page, "md": md}
