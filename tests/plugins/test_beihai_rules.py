"""The example rules of Beihai's other four sheets: each line from both sides, and what does not apply taken out."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from kaoping.answers import Answers, Rating, Unit
from kaoping.periods import year
from kaoping.scoring.score import score
from kaoping.standard.load import core_vocabulary, load
from kaoping.standard.resolved import Resolved

ROOT = Path(__file__).resolve().parents[2]
SHEETS = ("judicial", "administrative", "party", "enterprise")
PERIOD = year(2015)


def ruled(sheet: str) -> Resolved:
    path = ROOT / f"plugins/beihai/kaoping_beihai/{sheet}.toml"
    return load(path, core_vocabulary(), rules=ROOT / f"examples/rules/beihai-{sheet}-bands.toml").resolved


def judged(resolved: Resolved, lost: Decimal, without: str | None = None) -> tuple[Decimal | None, Decimal, str | None]:
    """The result, its base and label where so many points are lost, from the last item on."""
    ratings = {}
    left = lost
    for item in reversed(resolved.items):
        if item.id == without:
            ratings[item.id] = Rating(not_applicable="不属本单位职能")
            continue
        taken = min(left, item.full)
        left -= taken
        ratings[item.id] = Rating(points=item.full - taken)
    sheet = score(resolved, Answers(unit=Unit("示例单位"), period=PERIOD, ratings=ratings))
    assert sheet.complete
    return sheet.result_low, sheet.full, sheet.outcome.label


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize(
    ("points", "label"),
    [
        ("100", "优秀"),
        ("90", "优秀"),
        ("89.5", "良好"),
        ("80", "良好"),
        ("79.5", "合格"),
        ("60", "合格"),
        ("59.5", "不合格"),
        ("0", "不合格"),
    ],
)
def test_each_line_from_both_sides(sheet: str, points: str, label: str) -> None:
    assert judged(ruled(sheet), 100 - Decimal(points)) == (Decimal(points), Decimal(100), label)


@pytest.mark.parametrize("sheet", SHEETS)
def test_lines_are_shares_of_what_applies(sheet: str) -> None:
    resolved = ruled(sheet)
    first = resolved.items[0]
    full = 100 - first.full
    least = next(Decimal(n) / 2 for n in range(200) if Decimal(n) / 2 * 100 >= 90 * full)

    assert judged(resolved, full - least, without=first.id) == (least, full, "优秀")
    assert judged(resolved, full - least + Decimal("0.5"), without=first.id)[2] == "良好"


@pytest.mark.parametrize("sheet", SHEETS)
def test_they_say_that_they_are_examples(sheet: str) -> None:
    rules = ruled(sheet).rules

    assert rules is not None
    assert "示例" in rules.title
    assert "虚构" in rules.set_by
    assert "均为虚构" in (rules.note or "")
