"""A workbook of a standard that came back: its data, where each value stands, and every cell that is wrong. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kaoping.errors import refuse
from kaoping.intake.xlsx import Grid
from kaoping.text import visible
from kaoping.worksheets.codec import AS_TYPED, Refer, referring
from kaoping.worksheets.flatten import BESIDE, OF_DOCUMENT, OF_STANDARD
from kaoping.worksheets.gather import Cells, Gathered, Loc, Made, Place, cells_of, fill, lacking, name_of
from kaoping.worksheets.heads import Heads, below, find_heads, likely, plain_head
from kaoping.worksheets.layout import Column, FormSheet, Root, Sheet, heads
from kaoping.worksheets.read_rows import Owner, Refers, RowReader, column_at
from kaoping.worksheets.sheet_form import CONTENT, ITEM, PLACE, TOLD
from kaoping.worksheets.tables import FACTS, LEVELS, STANDARD, THEMES
from kaoping.worksheets.tables_document import ERRATA, SHEETS
from kaoping.worksheets.tables_tree import TREE
from kaoping.worksheets.told import HELP, MARK, META, VERSION, VOCABULARY

_AGAIN = "请用 kaoping standard to-xlsx 重新写一份（空白的加 --new），把内容抄过去"
#: What other sheets name stands in these, so they are read before the rest.
_BEFORE = (THEMES, FACTS, TREE)


def is_ours(grids: Sequence[Grid]) -> bool:
    """Whether a workbook was made by `write`, whatever was done to it since."""
    return _mark(grids) is not None


def read_standard(grids: Sequence[Grid], file: str, themes: Mapping[str, str], facts: Mapping[str, str]) -> Gathered:
    """What a workbook says of a standard and its document.

    :param themes: titles of the common themes by id, and so `facts`: a cell may name either.
    :raises Refused: it is no such workbook, or one of another version.
    """
    version = _mark(grids)
    if version is None and not {STANDARD.title, TREE.title} <= {grid.title for grid in grids}:
        raise refuse(
            "not-a-workbook", f"这不是标准的工作簿（没有“{STANDARD.title}”和“{TREE.title}”表）；{_AGAIN}", file=file
        )
    if version not in (None, VERSION):
        raise refuse("workbook-version", f"这份工作簿是另一版本的程序写出的；{_AGAIN}", file=file)
    gathered = Gathered(file)
    by_title = {grid.title: grid for grid in reversed(grids)}
    if len(by_title) < len(grids):
        raise refuse("workbook", "工作簿里有两个同名的工作表，请改名或删去一个", file=file)
    refers: dict[str, Refer] = {"theme": referring(themes), "fact": referring(facts)}
    for sheet in (*_BEFORE, *(one for one in SHEETS if one not in _BEFORE)):
        grid = by_title.get(sheet.title)
        if grid is None or not grid.cells:
            continue
        if isinstance(sheet, FormSheet):
            _form(gathered, sheet, grid, refers)
        else:
            _rows(gathered, sheet, grid, refers)
        if sheet in (THEMES, FACTS):
            refers["theme"] = referring({**themes, **_titles(gathered, "themes")})
            refers["fact"] = referring({**facts, **_titles(gathered, "facts")})
    _strangers(gathered, grids)
    _required(gathered, by_title)
    return gathered


def _mark(grids: Sequence[Grid]) -> str | None:
    for grid in grids:
        first, second = grid.cells.get((1, 1)), grid.cells.get((1, 2))
        if grid.title == META and first is not None and first.text == MARK:
            return second.text if second is not None else ""
    return None


def _titles(gathered: Gathered, name: str) -> dict[str, str]:
    found = gathered.roots["standard"].get(name, ())
    return {one["id"]: one["title"] for one in found if "id" in one and "title" in one}


def _rows(gathered: Gathered, sheet: Sheet, grid: Grid, refers: Refers) -> None:
    wanted = list(heads(sheet))
    found = find_heads(grid, wanted)
    if found is None:
        message = f"找不到表头（{'、'.join(wanted[:4])} …）；表头被删或改了的，{_AGAIN}"
        gathered.fault("no-heads", Place(grid.title, 1, 1), message)
        return
    _odd_heads(gathered, grid, found, wanted)
    owner: Owner | None = None
    if sheet is ERRATA:
        owner = _Owners(gathered).either
    elif sheet is LEVELS:
        owner = _Owners(gathered).criterion
    RowReader(gathered, sheet, grid, found, refers, owner).read()


def _odd_heads(gathered: Gathered, grid: Grid, found: Heads, wanted: Sequence[str]) -> None:
    for column, head in found.twice.items():
        place = Place(grid.title, found.row, column)
        gathered.fault("two-heads", place, f"表头“{head}”有两列，请删去一列或改名")
    free = [head for head in wanted if head not in found.columns]
    for column, text in found.unknown.items():
        place = Place(grid.title, found.row, column)
        if not any(below(grid, found.row, (column,))):
            continue
        meant = likely(text, free)
        said = visible(" ".join(text.split())[:30])
        stood = _stood_here(column, found, wanted) if meant is None else None
        if stood is not None:
            told = f"“{said}”占了“{stood}”的位置；改了名的请改回“{stood}”，自己加的列请移到最右边"
            gathered.fault("unknown-head", place, told)
        elif meant is not None:
            gathered.fault(
                "unknown-head", place, f"没有“{said}”这一列；是不是“{meant}”？请改表头，自己加的列请换一个名称"
            )
        else:
            gathered.notes.append(f"{place.text}：表头“{said}”不是标准的内容，这一列没有读入")


def _stood_here(column: int, found: Heads, wanted: Sequence[str]) -> str | None:
    """The missing head whose neighbours on both sides are this column's."""
    at = {number: head for head, columns in found.columns.items() for number in columns}
    left, right = at.get(column - 1), at.get(column + 1)
    if left is None or right is None or wanted.index(right) - wanted.index(left) != 2:
        return None
    between = wanted[wanted.index(left) + 1]
    return between if between not in found.columns else None


class _Owners:
    """Whose a level or an erratum is."""

    def __init__(self, gathered: Gathered) -> None:
        self.gathered = gathered
        self.found: dict[str, list[Made]] = {}
        for made in gathered.made:
            if made.level.name == "criteria":
                self.found.setdefault(str(made.data.get("id")), []).append(made)

    def either(self, text: str, place: Place) -> tuple[Root, dict[str, Any], Loc] | None:
        """Of the standard, which is meant where nothing is said, or of the document."""
        if text not in ("", OF_STANDARD, OF_DOCUMENT):
            message = f"没有“{visible(text[:20])}”，可选：{OF_STANDARD}、{OF_DOCUMENT}"
            self.gathered.fault("cell", place, message)
            return None
        root: Root = "document" if text == OF_DOCUMENT else "standard"
        return root, self.gathered.roots[root], (root,)

    def criterion(self, text: str, place: Place) -> tuple[Root, dict[str, Any], Loc] | None:
        """Of a criterion, or common to all."""
        if not text:
            return "standard", self.gathered.roots["standard"], ("standard",)
        found = self.found.get(text, [])
        if len(found) == 1:
            return "standard", found[0].data, found[0].loc
        many = f"评分项“{visible(text[:40])}”有 {len(found)} 个，请先改编号" if found else ""
        message = many or f"“{TREE.title}”表里没有评分项“{visible(text[:40])}”，请核对编号"
        self.gathered.fault("unknown-item", place, message)
        return None


def _form(gathered: Gathered, sheet: FormSheet, grid: Grid, refers: Refers) -> None:
    """A sheet with a field in each row."""
    found = find_heads(grid, (ITEM, CONTENT, TOLD))
    if found is None or not {ITEM, CONTENT} <= found.columns.keys():
        message = f"找不到表头（{ITEM}、{CONTENT}）；表头被删或改了的，{_AGAIN}"
        gathered.fault("no-heads", Place(grid.title, 1, 1), message)
        return
    names = {plain_head(column.head): column for column in sheet.level.columns}
    made = Made((sheet.root,), gathered.roots[sheet.root], sheet.level, Place(grid.title, found.row, 1))
    gathered.made.append(made)
    gathered.places.setdefault(made.loc, made.at)
    item, content = found.columns[ITEM][0], found.columns[CONTENT][0]
    given: dict[Column, list[Cells]] = {}
    for row in below(grid, found.row, (item, content)):
        label = grid.cells.get((row, item))
        name = plain_head(label.text) if label is not None else ""
        place = Place(grid.title, row, content)
        cells = cells_of(grid, row, names.get(name, _NO_COLUMN), (content,), {})
        if name == plain_head(PLACE):
            gathered.inside = cells is None or plain_head(cells.held[0].text) != plain_head(BESIDE)
        elif name in names:
            gathered.places.setdefault((*made.loc, *names[name].path), place)
            if cells is not None:
                given.setdefault(names[name], []).append(cells)
        elif cells is not None:
            _odd_field(gathered, Place(grid.title, row, item), label.text if label is not None else "", names)
    for column, all_cells in given.items():
        places = tuple(place for cells in all_cells for place in cells.places)
        held = tuple(one for cells in all_cells for one in cells.held)
        if len(held) > 1 and made.level.kind(column).shape != "list":
            gathered.fault("two-values", places[1], f"“{column.head}”在 {places[0].text} 已经填写，请只留一处")
            continue
        gathered.places.pop((*made.loc, *column.path), None)
        fill(gathered, made, Cells(column, places, held), refers.get(column.refers, AS_TYPED))


_NO_COLUMN = Column((), "")


def _odd_field(gathered: Gathered, place: Place, text: str, names: Mapping[str, Column]) -> None:
    said = visible(" ".join(text.split())[:30])
    meant = likely(text, [column.head for column in names.values()])
    if meant is not None:
        gathered.fault("unknown-head", place, f"没有“{said}”这一项；是不是“{meant}”？请改名称")
    else:
        gathered.notes.append(f"{place.text}：“{said}”不是标准的内容，没有读入")


def _strangers(gathered: Gathered, grids: Sequence[Grid]) -> None:
    """Sheets that are none of ours: a renamed one is refused, for what stands there would be lost."""
    ours = {sheet.title: sheet for sheet in SHEETS}
    missing = [sheet for title, sheet in ours.items() if title not in {grid.title for grid in grids}]
    for grid in grids:
        if grid.title in ours or grid.title in (HELP, VOCABULARY, META) or not grid.cells:
            continue
        name = visible(grid.title)
        meant = next((sheet.title for sheet in missing if _looks_like(grid, sheet)), None)
        if meant is not None:
            message = f"工作表“{name}”看来是“{meant}”表，请把名称改回“{meant}”"
            gathered.fault("unknown-sheet", Place(grid.title, 1, 1), message)
        else:
            gathered.notes.append(f"工作表“{name}”不是标准的内容，没有读入")


def _looks_like(grid: Grid, sheet: FormSheet | Sheet) -> bool:
    if isinstance(sheet, FormSheet):
        return find_heads(grid, (ITEM, CONTENT)) is not None
    wanted = list(heads(sheet))
    found = find_heads(grid, wanted)
    return found is not None and 2 * len(found.columns) > len(wanted)


def _required(gathered: Gathered, by_title: Mapping[str, Grid]) -> None:
    for sheet in SHEETS:
        if (isinstance(sheet, FormSheet) or sheet is TREE) and sheet.title not in by_title:
            gathered.fault("no-sheet", Place(sheet.title, 1, 1), f"没有“{sheet.title}”表，它必须有；{_AGAIN}")
    gone: set[tuple[str, str]] = set()
    for made, column in lacking(gathered):
        if (head := _gone(made, column, by_title)) is not None:
            if (made.at.sheet, column.head) not in gone:
                gone.add((made.at.sheet, column.head))
                told = f"没有“{column.head}”这一列，而各行要填它；表头被删或改了的，请补上这一列"
                gathered.fault("no-column", Place(made.at.sheet, head, 1), told)
            continue
        gathered.fault("missing-field", _blank(gathered, made, column, by_title), _lacking(made, column), name_of(made))


def _gone(made: Made, column: Column, by_title: Mapping[str, Grid]) -> int | None:
    """The row of heads of a sheet that has lost this column; None where it has it."""
    sheet = next((one for one in SHEETS if isinstance(one, Sheet) and one.title == made.at.sheet), None)
    found = find_heads(by_title[made.at.sheet], heads(sheet)) if sheet is not None else None
    return found.row if found is not None and column_at(found, column) is None else None


def _blank(gathered: Gathered, made: Made, column: Column, by_title: Mapping[str, Grid]) -> Place:
    """The cell that should have been filled in."""
    known = gathered.places.get((*made.loc, *column.path))
    if known is not None:
        return known
    sheet = next((one for one in SHEETS if isinstance(one, Sheet) and one.title == made.at.sheet), None)
    if sheet is not None:
        found = find_heads(by_title[made.at.sheet], heads(sheet))
        number = column_at(found, column) if found is not None else None
        if number is not None:
            return Place(made.at.sheet, made.at.row, number)
    return made.at


def _lacking(made: Made, column: Column) -> str:
    name = name_of(made)
    of = f"（{made.level.said}“{name}”）" if name and made.level.name else ""
    only = made.level.key and set(made.data) == {made.level.key}
    return f"没有填“{column.head}”{of}" + ("；这里只有编号，是不是编号写错了？" if only else "，请填写")
