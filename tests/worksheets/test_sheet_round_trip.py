"""From a standard to a workbook and back: equal, to the last digit and blank."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from full_standard import BOTH, DOCUMENT, full
from hypothesis import given, settings
from hypothesis import strategies as st
from sheet_books import Book, gathered, models, written

from kaoping.intake.xlsx import Held
from kaoping.standard.document import DocumentBody
from kaoping.standard.load import opened
from kaoping.standard.model import Standard
from kaoping.standard.toml import parse
from kaoping.worksheets.codec import decode, encode, pieces
from kaoping.worksheets.data import texts_of
from kaoping.worksheets.kinds import Kind

ROOT = Path(__file__).resolve().parents[2]
BESIDE = (".cases.toml", ".rules.toml", ".document.toml")
FILES = [
    path
    for path in [*ROOT.glob("plugins/*/kaoping_*/*.toml"), *ROOT.glob("examples/standards/*.toml")]
    if not path.name.endswith(BESIDE)
]


def test_a_standard_with_every_field_comes_back_equal() -> None:
    standard, document = full()
    data = written(standard, document)
    found = gathered(data)
    assert models(found) == (standard, document)
    assert written(standard, document) == data
    # What a file says and what it leaves to the default are not the same; the cells keep them apart.
    again = Standard.model_validate(found.roots["standard"] | {"schema": 1, "document": "t/doc"})
    assert again.scoring.model_fields_set == standard.scoring.model_fields_set
    assert [stage.model_fields_set for stage in models(found)[1].stages] == [
        s.model_fields_set for s in document.stages
    ]


def test_the_files_written_from_it_parse_to_the_same() -> None:
    standard, document = full()
    texts = texts_of(gathered(written(standard, document)))
    assert texts.document is not None
    assert Standard.model_validate(parse(texts.standard, "a").data) == standard
    body = parse(texts.document, "b").data
    assert (body.pop("schema"), body.pop("kind")) == (1, "document")
    assert DocumentBody.model_validate(body) == document
    assert texts.standard.startswith('schema = 1\nid = "t/full-1"\n')
    assert texts.document.startswith('schema = 1\nkind = "document"\n')


def test_a_document_within_the_file_stays_there() -> None:
    standard = Standard.model_validate({**BOTH, "document": DOCUMENT})
    assert isinstance(standard.document, DocumentBody)
    found = gathered(written(standard, standard.document))
    assert found.inside
    assert models(found) == (standard, standard.document)
    assert texts_of(found).document is None


def test_every_standard_at_hand_comes_back_equal() -> None:
    """In one test, for each takes a part of a second; the largest, all of their documents and every example."""
    assert len(FILES) >= 20
    for path in FILES:
        standard, document = opened(path)
        assert models(gathered(written(standard, document))) == (standard, document), path.name


TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), min_size=1, max_size=40),
    st.sampled_from(
        ["=1+1", "+1", "-1", "@x", "＝A1", "'x", '"x"', "（空）", "—", '原样 "x"', "原样", "是", "1.10", "2025-01-02", " x ",
         "\n", "a\n", "_x000D_", "﻿x", "\u2028", "\ufffe", "x" * 6000, "</t>&amp;", "甲、乙，丙；丁"]
    ),
)  # fmt: skip
NUMBERS = st.decimals(
    allow_nan=False, allow_infinity=False, places=6, min_value=-(10**11), max_value=10**11
) | st.sampled_from(
    [Decimal("0.1"), Decimal("123456789012345678"), Decimal("0.00000000000000001"), Decimal("-0.5"), Decimal(10) ** 17]
)
KINDS: list[tuple[Kind, st.SearchStrategy[Any]]] = [
    (Kind("text"), TEXTS),
    (Kind("text", "list"), st.lists(TEXTS, min_size=1, max_size=4)),
    (Kind("number"), NUMBERS),
    (Kind("whole"), st.integers(0, 100_000)),
    (Kind("flag"), st.booleans()),
    (Kind("day"), st.dates()),
    (
        Kind("text", "map"),
        st.dictionaries(st.sampled_from(["a", "1.1", "县", "x-y_z"]), TEXTS | st.booleans() | NUMBERS, max_size=3),
    ),
    (Kind("text", "map", numbers=True), st.dictionaries(st.sampled_from(["a", "1.1"]), NUMBERS, max_size=2)),
]


@settings(max_examples=150)
@given(st.data())
def test_every_value_comes_back_from_its_cell(data: st.DataObject) -> None:
    kind, values = data.draw(st.sampled_from(KINDS))
    value = data.draw(values)
    parts = [encode(kind, piece) for piece in pieces(kind, value, 100)]
    read = [decode(kind, Held(part.text, kind="day" if part.day else "text")) for part in parts]
    again = [one for part in read for one in part] if kind.shape == "list" else read[0]
    assert again == value
    assert [type(one) for one in (again if isinstance(again, list) else [again])] == [
        int if isinstance(one, Decimal) and one == one.to_integral_value() else type(one)
        for one in (value if isinstance(value, list) else [value])
    ]


@settings(max_examples=4)
@given(st.lists(TEXTS.filter(lambda text: len(text) <= 300), min_size=6, max_size=6), NUMBERS.filter(lambda n: n > 0))
def test_hostile_texts_and_long_numbers_come_back_through_the_file(texts: list[str], number: Decimal) -> None:
    criterion = {
        "id": "1",
        "title": texts[0],
        "points": number,
        "evidence": texts,
        "note": texts[1],
        "clause": texts[2],
    }
    plain = {"id": "t", "title": texts[3], "short": texts[4][:60], "edition": texts[5], "criteria": [criterion]}
    rest = {"schema": 1, "status": "draft", "unit_kinds": ["county"], "scoring": {"model": "points"}, "document": "t"}
    standard = Standard.model_validate({**plain, **rest})
    document = DocumentBody.model_validate({"id": "t", "title": texts[0], "rules": texts, "date": date(1, 1, 1)})
    found = gathered(written(standard, document))
    assert models(found) == (standard, document)


def test_a_list_too_long_for_one_cell_goes_on_beside_it() -> None:
    standard, document = full()
    many = [f"{n}" + "材" * 5990 for n in range(12)]
    data = {**BOTH, "dimensions": [], "parts": [], "criteria": [{"id": "1", "title": "甲", "evidence": many}]}
    standard = Standard.model_validate(data)
    book = written(standard, document)
    heads = [str(cell.value) for cell in Book(book).book["指标"][3]]
    assert [head for head in heads if head.startswith("佐证材料")] == [
        "佐证材料",
        *(f"佐证材料（续{n}）" for n in range(2, 7)),
    ]
    assert models(gathered(book)) == (standard, document)


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1"])
def test_text_never_becomes_a_formula(formula: str) -> None:
    standard, document = full()
    standard = standard.model_copy(update={"title": formula})
    book = Book(written(standard, document))
    cell = book.field("标准", "标准全称")
    assert (cell.value, cell.data_type, cell.quotePrefix) == (formula, "s", True)
    assert all(cell.data_type != "f" for sheet in book.book for row in sheet.iter_rows() for cell in row)
