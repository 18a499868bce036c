"""An evaluation with honours and recorded events, as `eval show` and `eval explain` give it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kaoping import Observation, Options, Rating, View, open_workbench, parse_period
from kaoping.commands.view_text import brief_json, derivation_at, view_json, view_text
from kaoping.errors import Refused

EXAMPLE = Path(__file__).parents[2] / "examples" / "standards" / "honours.toml"


@pytest.fixture
def view(tmp_path: Path) -> Iterator[View]:
    options = Options(
        db=tmp_path / "w.db",
        evaluator="张三",
        data=tmp_path,
        config=tmp_path / "config",
        no_plugins=True,
        standards=(EXAMPLE,),
    )
    with open_workbench(options, clock=lambda: datetime(2025, 12, 20, tzinfo=UTC)) as bench:
        bench.units.add("上塘区", "district")
        key = bench.evaluations.new("example/honours", "上塘区", parse_period("2025"), as_of=date(2025, 12, 20)).id
        for item in "123":
            bench.walk.rate(key, item, Rating(verdict="met"))
        bench.walk.fact(key, Observation("grave-case", parse_period("2025"), True, date(2025, 4, 1)))
        yield bench.evaluations.view(key)


def test_the_text(view: View) -> None:
    text = view_text(view)
    assert "重大违法案件：2025-04-01 发生，在 2025-01-01 至 2025-12-20 内，减分尚未说明" in text
    assert "不低于 75%（文件规定）" in text


def test_the_json_is_without_derivations(view: View) -> None:
    for sheet in (view_json(view)["sheet"], brief_json(view, "1")["sheet"]):
        assert [(one["id"], one["state"]) for one in sheet["honours"]] == [
            ("administration", "reached"),
            ("review", "rule-not-set"),
            ("own-field", "rule-not-set"),
        ]
        assert not any("derivation" in one for one in sheet["honours"])
        assert sheet["adjustments"][0]["event"] == "triggered"


def test_an_honour_is_explained_by_its_id(view: View) -> None:
    node = derivation_at(view.sheet, "administration")
    assert (node.op, node.low, node.high) == ("share", 75, 100)
    with pytest.raises(Refused, match="算得出的单项荣誉"):
        derivation_at(view.sheet, "own-field")
