"""Exact numbers: one way to read them, one way to write them, one place where rounding happens.

Scores are `Decimal` at the leaves and `Fraction` from the first division on; nothing is ever a float.
"""

from __future__ import annotations

import unicodedata
from decimal import ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Context, Decimal, Inexact
from fractions import Fraction

#: Digits a number from outside may have, before and after the point together.
MAX_DIGITS = 18

#: Wide enough for any sum or product of such numbers; an inexact step would raise.
EXACT = Context(prec=200, traps=[Inexact])

#: The one place where digits are given up.
_ROUNDING = Context(prec=200)

_MODES = {
    "half-up": ROUND_HALF_UP,
    "half-even": ROUND_HALF_EVEN,
    "down": ROUND_DOWN,
    "up": ROUND_UP,
    "floor": ROUND_FLOOR,
}

Exact = Decimal | Fraction | int


def plain(value: Decimal | int) -> str:
    """The canonical text of an exact decimal: "0.5", "100", "0", "-3.25"; never an exponent, never "0.50"."""
    if isinstance(value, int):
        return str(value)
    if value == value.to_integral_value():
        return str(int(value))
    text = format(value, "f")
    return text.rstrip("0").rstrip(".")


def shown(value: Exact) -> str:
    """An exact value for a derivation: a plain decimal where it has one, otherwise the fraction, "200/3"."""
    if isinstance(value, Fraction):
        decimal = as_decimal(value)
        return plain(decimal) if decimal is not None else f"{value.numerator}/{value.denominator}"
    return plain(value)


def as_decimal(value: Fraction) -> Decimal | None:
    """The exact decimal equal to `value`, or None where it does not terminate."""
    denominator = value.denominator
    twos = fives = 0
    while denominator % 2 == 0:
        denominator //= 2
        twos += 1
    while denominator % 5 == 0:
        denominator //= 5
        fives += 1
    if denominator != 1:
        return None
    places = max(twos, fives)
    return EXACT.scaleb(Decimal(value.numerator * 10**places // value.denominator), -places)


def rounded(value: Exact, places: int, mode: str) -> Decimal:
    """Round an exact value once to `places` decimals by a declared mode.

    :param mode: "half-up" (四舍五入, away from zero at the half), "half-even", "down", "up" or "floor".
    :raises KeyError: for a mode that is not one of these.
    """
    fraction = Fraction(value)
    scaled = fraction * 10**places
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    # One decimal more decides every mode: 0 exactly, 5 exactly, or strictly between, which .1/.9 stand for.
    twice = 2 * rest - scaled.denominator
    tail = 0 if rest == 0 else 5 if twice == 0 else 1 if twice < 0 else 9
    exact = Decimal(whole) + Decimal(tail).scaleb(-1)
    return exact.quantize(Decimal(1), rounding=_MODES[mode], context=_ROUNDING).scaleb(-places, context=_ROUNDING)


def fold(text: str) -> str:
    """Text as typed with an input method on, made plain: full-width digits and signs, 。 as a decimal point.

    A comma stays a comma, for `1,000` must be refused and not become 1.
    """
    return unicodedata.normalize("NFKC", text).replace("。", ".").strip()


def parse_number(text: str) -> Decimal:
    """Read a number a person typed, full-width or half-width (`８．５` is 8.5).

    :raises ValueError: with a Chinese message, for anything that is not one finite decimal of at most 18 digits.
    """
    folded = fold(text)
    body = folded[1:] if folded[:1] in "+-" else folded
    digits = body.replace(".", "", 1)
    if not digits.isascii() or not digits.isdigit():
        raise ValueError(f"“{text}”不是数字，请输入如 2 或 1.5 的数")
    if len(digits) > MAX_DIGITS:
        raise ValueError(f"“{text[:20]}…”位数过多，最多 {MAX_DIGITS} 位")
    return Decimal(folded)
