"""What is to be put right: due dates as they are typed, lateness against a given day, what a rating suggests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kaoping.answers import Deduction, Rating, Rectification
from kaoping.rectification import (
    Fault,
    due_of,
    faults_of,
    ordered,
    overdue,
    rectification_text,
    state_of,
    state_text,
    still_to_ask,
)

AS_OF = date(2025, 12, 20)
ONE = Rectification("a1", "1.2", "补齐制度", "县司法局", date(2026, 3, 31))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-03-31", "2026-03-31"),
        (" ２０２６－３－３１ ", "2026-03-31"),
        ("2026年3月31日", "2026-03-31"),
        ("2026.3.31", "2026-03-31"),
        ("2025-01-05", "2025-01-05"),
        ("3-31", "2026-03-31"),
        ("3月31日", "2026-03-31"),
        ("12-20", "2025-12-20"),
        ("12-19", "2026-12-19"),
        ("2-29", "2028-02-29"),
        ("+30", "2026-01-19"),
        ("＋30", "2026-01-19"),
        ("+0", "2025-12-20"),
    ],
)
def test_due_dates_as_they_are_typed(typed: str, day: str) -> None:
    assert due_of(typed, AS_OF).isoformat() == day


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "不是期限，请写如 2026-03-31、3-31"),
        ("下月", "不是期限"),
        ("30", "不是期限"),
        ("2026-02-30", "没有这一天"),
        ("2-30", "没有这一天"),
        ("13-1", "没有这一天"),
        ("0000-01-01", "没有这一天"),
        ("+3651", "太远，最多 +3650 天"),
        ("-30", "不是期限"),
    ],
)
def test_what_is_no_due_date(typed: str, said: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the message is what is held
        due_of(typed, AS_OF)
    assert str(caught.value).startswith(f"“{typed}”")
    assert said in str(caught.value)


def test_how_it_stands() -> None:
    """Late only while open, from the day after the due date on; no day given, nothing late."""
    assert (state_of(ONE), state_text(ONE)) == ("open", "未完成")
    assert not overdue(ONE, date(2026, 3, 31))
    assert overdue(ONE, date(2026, 4, 1))
    assert rectification_text(ONE, date(2026, 4, 12)) == "补齐制度｜责任 县司法局｜期限 2026-03-31｜未完成，逾期 12 天"
    done = replace(ONE, requirement="1.2.1", done_on=date(2026, 5, 1), seen="已印发")
    assert not overdue(done, date(2026, 6, 1))
    assert (
        rectification_text(done, date(2026, 6, 1))
        == "1.2.1 补齐制度｜责任 县司法局｜期限 2026-03-31｜已整改 2026-05-01：已印发"
    )
    gone = replace(ONE, withdrawn="重复")
    assert (state_of(gone), state_text(gone), overdue(gone, date(2027, 1, 1))) == ("withdrawn", "已撤回：重复", False)


def test_what_a_rating_gives_to_put_right() -> None:
    unmet = [("1.2.1", "设有机构"), ("1.2.2", "配有人员")]
    rating = Rating(deductions=(Deduction(Decimal(1), "缺一人", "1.2.2"), Deduction(Decimal(1), "缺台账")))
    faults = faults_of(rating, unmet)
    assert faults == (Fault("缺一人", "1.2.2"), Fault("缺台账"), Fault("未达到：设有机构", "1.2.1"))
    held = [replace(ONE, requirement="1.2.2"), replace(ONE, id="b", what="缺台账", withdrawn="重复")]
    assert still_to_ask(faults, held) == faults[1:]
    assert faults_of(Rating(verdict="unmet", reason="没有建立"), []) == (Fault("没有建立"),)
    assert faults_of(Rating(verdict="met", reason="与材料相符"), []) == ()
    assert faults_of(Rating(not_applicable="没有该职能", reason="x"), []) == ()
    # What a level is worth is the score's to say: of the best one nothing is to be put right.
    level = Rating(verdict="fair", reason="制度缺两项")
    assert faults_of(level, unmet[:1], lost=True) == (Fault("制度缺两项"), Fault("未达到：设有机构", "1.2.1"))
    assert faults_of(level, []) == ()


def test_order() -> None:
    """As the standard has its criteria, the first due first; what it does not know goes last."""
    late, early = replace(ONE, id="z", due=date(2026, 1, 1)), replace(ONE, id="y", item="1.1")
    other = replace(ONE, id="x", item="9")
    assert [one.id for one in ordered([other, ONE, late, early], ["1.1", "1.2"])] == ["y", "z", "a1", "x"]
