"""Exact numbers: reading, writing and the one rounding."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaoping.numbers import EXACT, as_decimal, fold, parse_number, plain, rounded, shown


@pytest.mark.parametrize(
    ("value", "half_up", "half_even", "down", "up", "floor"),
    [
        ("2.345", "2.35", "2.34", "2.34", "2.35", "2.34"),
        ("2.355", "2.36", "2.36", "2.35", "2.36", "2.35"),
        ("-2.345", "-2.35", "-2.34", "-2.34", "-2.35", "-2.35"),
        ("2.3401", "2.34", "2.34", "2.34", "2.35", "2.34"),
        ("-2.3401", "-2.34", "-2.34", "-2.34", "-2.35", "-2.35"),
        ("2.3499", "2.35", "2.35", "2.34", "2.35", "2.34"),
        ("7", "7", "7", "7", "7", "7"),
        ("-203", "-203", "-203", "-203", "-203", "-203"),
    ],
)
def test_every_mode_of_rounding(value, half_up, half_even, down, up, floor):
    found = [rounded(Decimal(value), 2, mode) for mode in ("half-up", "half-even", "down", "up", "floor")]
    assert [plain(number) for number in found] == [half_up, half_even, down, up, floor]


def test_rounding_works_where_inexact_steps_raise():
    with localcontext(EXACT):
        assert rounded(Fraction(200, 3), 2, "half-up") == Decimal("66.67")


def test_an_unknown_mode_of_rounding_is_an_error():
    with pytest.raises(KeyError):
        rounded(Decimal(1), 2, "nearest")


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.fractions(max_denominator=10**6), st.integers(0, 6))
def test_rounding_is_off_by_half_a_unit_at_most(value, places):
    unit = Fraction(1, 10**places)
    assert abs(Fraction(rounded(value, places, "half-up")) - value) * 2 <= unit
    assert Fraction(rounded(value, places, "floor")) <= value < Fraction(rounded(value, places, "floor")) + unit
    assert abs(Fraction(rounded(value, places, "down"))) <= abs(value) <= abs(Fraction(rounded(value, places, "up")))
    assert rounded(value, places, "half-up") == -rounded(-value, places, "half-up")


@pytest.mark.parametrize(
    ("value", "text"),
    [("0.50", "0.5"), ("100", "100"), ("1E+3", "1000"), ("-0", "0"), ("-3.250", "-3.25"), ("0.000001", "0.000001")],
)
def test_plain_numbers_have_one_spelling(value, text):
    assert plain(Decimal(value)) == text


def test_exact_values_are_shown_as_decimals_where_they_have_one():
    assert shown(Fraction(1, 8)) == "0.125"
    assert shown(Fraction(200, 3)) == "200/3"
    assert shown(7) == "7"
    assert as_decimal(Fraction(-3, 20)) == Decimal("-0.15")
    assert as_decimal(Fraction(1, 3)) is None
    assert as_decimal(Fraction(1, 2**101)) is None


@pytest.mark.parametrize(
    ("text", "value"), [("８．５", "8.5"), (" 2 ", "2"), ("1。5", "1.5"), ("－１", "-1"), ("+3", "3"), (".5", "0.5")]
)
def test_numbers_typed_with_an_input_method_on(text, value):
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", ".", "1,000", "1e3", "nan", "五", "1.2.3", "5²", "①", "½", "--1", "１，０００", "1 2"]
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match="不是数字"):
        parse_number(text)


def test_too_many_digits_are_refused():
    with pytest.raises(ValueError, match="最多 18 位"):
        parse_number("1" * 19)


def test_folding_leaves_text_that_is_no_full_width_ascii():
    assert fold("　ＡＢ／１２　") == "AB/12"
    assert fold("法²") == "法²"
