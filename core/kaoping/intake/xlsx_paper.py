"""Excel workbooks as documents: cells that hold something, in order, merged cells where they begin, numbers as shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from kaoping.intake.ooxml import Element, Package, attribute, child, children, local, whole
from kaoping.intake.paper import Aside, Paper, Passage, asides_told
from kaoping.intake.xlsx import (
    MOST_CELLS,
    base_of,
    letters,
    merged_of,
    places,
    relation,
    strings_of,
    text_of,
    too_many,
    unescaped,
)
from kaoping.intake.xlsx_beside import beside
from kaoping.intake.xlsx_formats import codes

#: Rows and columns that a note names; and columns further right are no part of a rubric.
_NAMED = 10
_FAR = 200


def read_xlsx(package: Package) -> Paper:
    """The cells of every sheet that is shown, and what else the sheets hold."""
    main = package.main()
    book = package.xml(main)
    parts = package.targets(main)
    strings = [unescaped(one) for one in strings_of(package, parts)]
    formats = codes(package, parts)
    base = base_of(book)
    found: list[Passage] = []
    notes: list[str] = []
    asides: list[Aside] = []
    sheets = list(children(child(book, "sheets"), "sheet"))
    for number, sheet in enumerate(sheets, 1):
        title = attribute(sheet, "name") or f"表{number}"
        if attribute(sheet, "state") in ("hidden", "veryHidden"):
            notes.append(f"工作表“{title}”是隐藏的，未读取")
            continue
        part = parts.get(relation(sheet), "")
        if not package.has(part):
            continue
        root = package.xml(part)
        if local(root) == "chartsheet":
            asides.append(Aside("图表", f"工作表“{title}”", "", len(found)))
            continue
        head = f"{title} " if len(sheets) > 1 else ""
        taken, odd = _sheet(root, number, head, strings, formats, base, package.name)
        asides += (replace(one, before=one.before + len(found)) for one in odd)
        found += taken
        notes += _unseen(root, head)
        asides += (replace(one, before=len(found)) for one in beside(package, part, root, head))
    return Paper(tuple(found), "xlsx", (*notes, *asides_told(asides)), tuple(asides))


def _sheet(
    root: Element, number: int, head: str, strings: list[str], formats: list[str], base: date, name: str
) -> tuple[list[Passage], list[Aside]]:
    """The passages of one sheet, and its cells that hold something without saying it."""
    found: list[Passage] = []
    asides: list[Aside] = []
    merged = merged_of(root)
    covered = _covered(merged)
    count = 0
    for row, column, cell in places(root):
        text = text_of(cell, strings, formats, base, as_shown=True)
        place = f"{head}{letters(column)}{row}"
        what = ""
        if attribute(cell, "t") == "e":
            holder = child(cell, "v")
            what, text = "出错的公式", (holder.text or "") if holder is not None else ""
        elif not text.strip():
            formula = child(cell, "f")
            if formula is None or child(cell, "v") is not None:
                continue
            what, text = "没有存下结果的公式", f"={formula.text or ''}"
        elif _is_covered(row, column, covered):
            what = "合并后看不见的文字"
        count += 1
        if count > MOST_CELLS:
            raise too_many(name)
        if what:
            asides.append(Aside(what, place, text, len(found)))
            continue
        rows, columns = merged.get((row, column), (1, 1))
        found += [
            Passage(line.strip(), place, "", number, row, column, rows, columns)
            for line in text.splitlines()
            if line.strip()
        ]
    return found, asides


def _covered(merged: Mapping[tuple[int, int], tuple[int, int]]) -> dict[int, list[tuple[int, int, int, int]]]:
    """Merged places by their rows; one over very many rows holds no rubric's words but its first."""
    found: dict[int, list[tuple[int, int, int, int]]] = {}
    left_over = MOST_CELLS
    for (top, left), (rows, columns) in merged.items():
        rows = min(rows, 2000, left_over)
        left_over -= rows
        for row in range(top, top + rows):
            found.setdefault(row, []).append((top, left, left + columns - 1, rows))
    return found


def _is_covered(row: int, column: int, covered: Mapping[int, list[tuple[int, int, int, int]]]) -> bool:
    return any(left <= column <= right and (row, column) != (top, left) for top, left, right, _ in covered.get(row, ()))


def _unseen(root: Element, head: str) -> Iterator[str]:
    """Rows and columns that the sheet does not show: they are read, for a filter may hide items; and it is said."""
    rows = [
        whole(attribute(row, "r"))
        for row in children(child(root, "sheetData"), "row")
        if attribute(row, "hidden") in ("1", "true") and any(child(cell, "v") is not None for cell in row)
    ]
    if rows:
        named = "、".join(map(str, rows[:_NAMED])) + ("、等" if len(rows) > _NAMED else "")
        yield f"{head}第 {named} 行是隐藏的，已读入，请核对"
    hidden = [
        (whole(attribute(one, "min")), whole(attribute(one, "max")))
        for one in children(child(root, "cols"), "col")
        if attribute(one, "hidden") in ("1", "true") and whole(attribute(one, "min")) <= _FAR
    ]
    columns = [
        letters(one) if one == last else f"{letters(one)} 至 {letters(min(last, 16_384))}" for one, last in hidden
    ]
    if columns:
        yield f"{head}{'、'.join(columns[:_NAMED])} 列是隐藏的，已读入，请核对"
