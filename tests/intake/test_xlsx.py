from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kaoping.errors import Refused
from kaoping.intake.ooxml import Package
from kaoping.intake.paper import Paper
from kaoping.intake.xlsx import Held, _number, address, read_grids, read_xlsx


def read(data: bytes) -> Paper:
    with Package(data, "指标.xlsx") as package:
        return read_xlsx(package)


def test_cells_in_order_with_merges_and_numbers_as_they_are_shown(make: Any) -> None:
    data = make.xlsx(
        {"A1": "指标", "B1": "内容", "C1": "分值", "A2": "河道", "B2": "巡河\n挂牌", "C2": ("2.5", 0), "B3": ("0.95", 1), "C3": ("45658", 2), "AA4": "远"},
        merged=["A2:A3", "B1:B1"],
    )  # fmt: skip
    found = [(one.place, one.text, one.rows, one.columns) for one in read(data).passages]
    assert found == [
        ("A1", "指标", 1, 1), ("B1", "内容", 1, 1), ("C1", "分值", 1, 1), ("A2", "河道", 2, 1), ("B2", "巡河", 1, 1),
        ("B2", "挂牌", 1, 1), ("C2", "2.5", 1, 1), ("B3", "95%", 1, 1), ("C3", "2025-01-01", 1, 1), ("AA4", "远", 1, 1),
    ]  # fmt: skip


def test_floats_are_read_as_they_were_typed(make: Any) -> None:
    assert [one.text for one in read(make.xlsx({"A1": ("0.1", 0), "A2": ("0.30000000000000004", 0), "A3": ("1E+99", 0)})).passages] == ["0.1", "0.3", "1E+99"]  # fmt: skip


def test_numbers_longer_than_the_usual_precision_are_read() -> None:
    assert [_number(text, "", date(1899, 12, 30)) for text in ("1" * 31 + ".5", "1" * 25 + "." + "3" * 14)] == [
        "1" * 31 + ".5", "1" * 25 + "." + "3" * 10,
    ]  # fmt: skip
    assert _number("1" * 30 + ".123", "%", date(1899, 12, 30)) == "1" * 30 + "12.3%"


def test_sheets_by_name_and_hidden_ones_named(make: Any) -> None:
    paper = read(make.xlsx({"A1": "甲"}, {"A1": "乙"}, {"B2": "丙"}, states=("", "hidden", "")))
    assert [(one.place, one.text, one.table) for one in paper.passages] == [("表1 A1", "甲", 1), ("表3 B2", "丙", 3)]
    assert paper.notes == ("工作表“表2”是隐藏的，未读取",)


def test_a_cell_at_the_far_end_costs_nothing(make: Any) -> None:
    assert read(make.xlsx({"XFD1048576": "远"})).passages[0].place == "XFD1048576"


def test_a_doctype_is_refused(make: Any) -> None:
    with pytest.raises(Refused, match="DOCTYPE"):
        read(make.xlsx({"A1": "甲"}, doctype='<!DOCTYPE x [<!ENTITY a "b">]>'))


def test_sheets_as_they_are_for_a_reader_who_knows_the_form(make: Any) -> None:
    data = make.xlsx({"A1": "甲_x000D_\n乙", "C2": ("2.5", 0)}, {"B2": "丙"}, states=("", "hidden"))
    with Package(data, "指标.xlsx") as package:
        first, second = read_grids(package)
    assert (first.title, first.hidden, second.hidden) == ("表1", False, True)
    assert first.cells == {(1, 1): Held("甲\r\n乙"), (2, 3): Held("2.5", kind="number")}
    assert second.cells == {(2, 2): Held("丙")}
    assert address(12, 28) == "AB12"
