"""Exact numbers: one way to read them, one way to write them, one place where rounding happens.

Scores are `Decimal` at the leaves and `Fraction` from the first division on; nothing is ever a float.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Context, Decimal, Inexact
from fractions import Fraction

#: Digits a number from outside may have, before and after the point together.
MAX_DIGITS = 18

#: Wide enough for any sum or product of such numbers; an inexact step would raise.
EXACT = Context(prec=200, traps=[Inexact])

#: What each mode does with a value that lies between `whole` (its floor) and the next: what is added to `whole`.
#: `half` is -1, 0 or 1: below, at or above the middle.
_MODES: Mapping[str, Callable[[int, int], int]] = {
    "half-up": lambda whole, half: int(half > 0 or (half == 0 and whole >= 0)),
    "half-even": lambda whole, half: int(half > 0 or (half == 0 and whole % 2 == 1)),
    "down": lambda whole, half: int(whole < 0),
    "up": lambda whole, half: int(whole >= 0),
    "floor": lambda whole, half: 0,
}

#: Full-width ASCII to ASCII; the full stops of an input method are decimal points.
_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", ord("。"): ".", 0xFF61: "."}

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
    """The exact decimal equal to `value`, or None where it does not terminate (or not within 100 places)."""
    denominator = value.denominator
    twos = fives = 0
    while denominator % 2 == 0:
        denominator //= 2
        twos += 1
    while denominator % 5 == 0:
        denominator //= 5
        fives += 1
    places = max(twos, fives)
    if denominator != 1 or places > 100:
        return None
    return EXACT.scaleb(Decimal(value.numerator * 10**places // value.denominator), -places)


def rounded(value: Exact, places: int, mode: str) -> Decimal:
    """Round an exact value once to `places` decimals by a declared mode.

    :param mode: "half-up" (四舍五入, away from zero at the half), "half-even", "down", "up" or "floor".
    :raises KeyError: for a mode that is not one of these.
    """
    adds = _MODES[mode]
    numerator, denominator = value.as_integer_ratio()
    whole, rest = divmod(numerator * 10**places, denominator)
    if rest:
        twice = 2 * rest - denominator
        whole += adds(whole, (twice > 0) - (twice < 0))
    return Decimal(whole).scaleb(-places, context=EXACT)


def fold(text: str) -> str:
    """Text as typed with an input method on, made plain: full-width digits and signs, 。 as a decimal point.

    A comma stays a comma, for `1,000` must be refused and not become 1; a superscript stays one, for `5²` is not 52.
    """
    return text.translate(_PLAIN).strip()


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
