"""`kaoping campaign show`: units by stages, with progress, days and places."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Run = Callable[..., Any]


def test_the_table_for_people_and_for_scripts(ok: Run) -> None:
    for name in ("甲县", "乙县"):
        ok("unit", "add", name, "--kind", "county")
    ok(
        "campaign", "new", "年度", "--period", "2025", "--standard", "t/small", "--unit", "甲县", "--unit", "乙县",
        "--stage", "self",
    )  # fmt: skip
    ok("eval", "new", "t/small", "甲县", "--period", "2025", "--stage", "self", "--campaign", "年度")
    out = ok("campaign", "show", "年度").out
    assert "已交 0/2" in out
    assert "乙县" in out
    assert "未开始" in out
    assert "暂无名次：" in out
    shown = ok("campaign", "show", "年度", "--json").json
    assert [column["id"] for column in shown["columns"]] == ["self"]
    assert [line["unit"]["name"] for line in shown["lines"]] == ["甲县", "乙县"]
    first, second = (line["cells"][0] for line in shown["lines"])
    assert (first["evaluation"], first["rated"], first["delivered"]) == (1, 0, False)
    assert (second["evaluation"], second["evaluations"], second["result"]) == (None, [], None)
    assert shown["delivered"] == {"done": 0, "of": 2}
    assert shown["ranked_at"] is None
