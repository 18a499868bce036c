"""Standards as Excel workbooks to write in, out and in: exact both ways, all or nothing, every fault at its cell."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from kaoping.errors import Fault, Refused, refuse
from kaoping.intake.ooxml import Package
from kaoping.intake.xlsx import Grid, read_grids
from kaoping.reports.words import kind_named
from kaoping.standard.document import DocumentBody
from kaoping.standard.load import Vocabulary, document_path, load, opened
from kaoping.standard.model import Standard
from kaoping.standard.positions import Positions
from kaoping.standard.toml import parse, read
from kaoping.workbench.exchange import write_new
from kaoping.workbench.headers import beside_a_standard
from kaoping.workbench.library import Library
from kaoping.workbench.new_files import id_fault, write_together
from kaoping.workbench.workbook_read import workbook_bytes
from kaoping.worksheets.data import Texts, document_data, places_in, standard_data, texts_of
from kaoping.worksheets.flatten import Given, data_of
from kaoping.worksheets.gather import Gathered, Loc, Place
from kaoping.worksheets.in_words import in_words
from kaoping.worksheets.read import is_ours, read_standard
from kaoping.worksheets.write import standard_xlsx

_NAME = "standard.toml"


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What a workbook became: the files, the standard first; lint's advice at its cells; what was left out."""

    id: str
    title: str
    files: tuple[Path, ...]
    advice: tuple[Fault, ...]
    notes: tuple[str, ...]


def to_workbook(library: Library, target: str, out: Path, *, force: bool = False) -> Path:
    """Write a standard, by id or file, as a workbook, and look that it says the same.

    :raises Refused: the standard cannot be read, a number in it stands twice, or `out` exists and `force` is not given.
    """
    _named(out)
    path = Path(target) if target.endswith(".toml") else library.entry(target).path
    standard, document = opened(path)
    inside = not isinstance(standard.document, str)
    vocabulary = library.vocabulary()
    given = Given(data_of(standard), data_of(document), inside)
    data = standard_xlsx(given, vocabulary.themes, vocabulary.facts)
    with Package(data, str(out)) as package:
        _same(read_grids(package), vocabulary, standard, document, str(path))
    return write_new(out, data, force=force)


def blank_workbook(library: Library, id: str, out: Path, *, force: bool = False) -> Path:
    """Write a workbook with nothing in it but the standard's id.

    :raises Refused: the id cannot be, or `out` exists and `force` is not given.
    """
    _named(out)
    if (fault := id_fault(id)) is not None:
        raise refuse("id", fault, id=id)
    vocabulary = library.vocabulary()
    start = {"id": id, "status": "draft", "scoring": {"model": "points", "full": 100}}
    data = standard_xlsx(Given(start, {"id": id}, True), vocabulary.themes, vocabulary.facts)
    return write_new(out, data, force=force)


def is_standard_workbook(path: Path) -> bool:
    """Whether a file is a workbook that `to_workbook` wrote; False for what cannot be read at all."""
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        return False
    try:
        return is_ours(_grids(path))
    except Refused:
        return False


def from_workbook(library: Library, path: Path, out: Path | None, *, force: bool = False) -> BroughtIn:
    """Write the standard that a workbook says, and its document's file where that is one of its own.

    :param out: the standard's file; by default the last part of its id, in the folder one stands in.
    :raises Refused: with every fault, each at its cell; or files exist and `force` is not given. Nothing is written.
    """
    vocabulary = library.vocabulary()
    gathered = _read(_grids(path), vocabulary, str(path))
    if gathered.faults:
        raise Refused(gathered.faults)
    id = str(gathered.roots["standard"]["id"])
    document = str(gathered.roots["document"]["id"])
    target = out if out is not None else Path(f"{id.rpartition('/')[2]}.toml")
    if target.suffix != ".toml" or beside_a_standard(target):
        message = "标准的文件名要以 .toml 结尾，且不能以 .document.toml、.cases.toml、.rules.toml、.crosswalk.toml 结尾"
        raise refuse("output", message, file=str(target))
    texts = texts_of(gathered)
    advice = _checked(gathered, texts, document, vocabulary)
    files = {target: texts.standard}
    if texts.document is not None:
        beside = document_path(document, target)
        if not _holds(beside, texts.document):
            files[beside] = texts.document
    written = write_together(files, force=force)
    return BroughtIn(id, str(gathered.roots["standard"]["title"]), tuple(written), advice, tuple(gathered.notes))


def _named(out: Path) -> None:
    if out.suffix.lower() != ".xlsx":
        raise refuse("output", "工作簿的文件名要以 .xlsx 结尾", file=str(out))


def _grids(path: Path) -> Sequence[Grid]:
    with Package(workbook_bytes(path), str(path)) as package:
        if not package.has("xl/workbook.xml"):
            raise refuse("workbook", "这不是 Excel 工作簿；请用 WPS 或 Office 另存为 .xlsx 后再试", file=str(path))
        return read_grids(package)


def _read(grids: Sequence[Grid], vocabulary: Vocabulary, file: str) -> Gathered:
    facts = {id: definition.title for id, definition in vocabulary.facts.items()}
    gathered = read_standard(grids, file, vocabulary.themes, facts)
    standard = gathered.roots["standard"]
    if isinstance(kinds := standard.get("unit_kinds"), list):
        standard["unit_kinds"] = list(dict.fromkeys(map(kind_named, kinds)))
    return gathered


def _same(grids: Sequence[Grid], vocabulary: Vocabulary, standard: Standard, document: DocumentBody, file: str) -> None:
    """Refuse where what was written does not read back as the same standard."""
    gathered = _read(grids, vocabulary, file)
    if not gathered.faults:
        again = document_data(gathered)
        del again["schema"], again["kind"]
        if (
            Standard.model_validate(standard_data(gathered)) == standard
            and DocumentBody.model_validate(again) == document
        ):
            return
    why = f"（{gathered.faults[0].message}）" if gathered.faults else ""
    message = f"写成工作簿后读回与标准不同{why}，没有写；多半是编号重复，请先用 kaoping standard lint 检查"
    raise refuse("not-exact", message, file=file)


def _checked(gathered: Gathered, texts: Texts, document: str, vocabulary: Vocabulary) -> tuple[Fault, ...]:
    """What lint advises of the files as they will be written, at the workbook's cells.

    :raises Refused: with every fault that the ordinary loader finds.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / _NAME
        path.write_text(texts.standard, encoding="utf-8", newline="\n")
        standard, beside = places_in(gathered)
        cells = {str(path): _Cells(texts.standard, standard)}
        if texts.document is not None and re.fullmatch(r"[a-z0-9][a-z0-9_\-/]*", document):
            other = document_path(document, path)
            other.write_text(texts.document, encoding="utf-8", newline="\n")
            cells[str(other)] = _Cells(texts.document, beside)
        try:
            checked = load(path, vocabulary)
        except Refused as refused:
            raise Refused(_told(gathered, cells, refused.faults)) from None
        return tuple(_told(gathered, cells, checked.advice))


class _Cells:
    """From a place in a file's text to the cell that it came from."""

    def __init__(self, text: str, places: Mapping[Loc, Place]) -> None:
        positions = Positions(text)
        found = sorted(((positions.at(loc), len(loc), place) for loc, place in places.items()), key=lambda one: one[:2])
        self._starts = [start for start, _, _ in found]
        self._places = [place for _, _, place in found]

    def at(self, line: int | None, column: int | None) -> Place | None:
        """The cell of what stands at, or begins last before, a line and column."""
        index = bisect_right(self._starts, (line or 1, column or 1)) - 1
        return self._places[max(index, 0)] if self._places else None


def _told(gathered: Gathered, cells: Mapping[str, _Cells], faults: Iterable[Fault]) -> list[Fault]:
    """Faults of the text as faults of the workbook, in its words."""
    found = []
    for fault in faults:
        of = cells.get(fault.file or "")
        place = of.at(fault.line, fault.column) if of is not None else None
        message = in_words(fault.message, place.sheet) if place is not None else fault.message
        said = f"{place.text}：{message}" if place is not None else message
        found.append(replace(fault, message=said, file=gathered.file, line=None, column=None, quote=None))
    return found


def _holds(path: Path, text: str) -> bool:
    """Whether a file says the same already, however it is laid out."""
    try:
        return read(path).data == parse(text, str(path)).data
    except Refused:
        return False


__all__ = ["BroughtIn", "blank_workbook", "from_workbook", "is_standard_workbook", "to_workbook"]
