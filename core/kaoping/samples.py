"""A sample is a fact with two numbers, how many were drawn and how many of them were faulty; neither is lost. Pure."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from kaoping.answers import Sample, Value
from kaoping.factbook import Used, value_text
from kaoping.numbers import EXACT, parse_number, plain, rounded
from kaoping.standard.model import FactDefinition


def sample_of(definition: FactDefinition, drawn: Decimal, faulty: Decimal) -> Sample:
    """The sample of which so many were drawn and so many of these faulty.

    What a share counts are the sound ones, or the faulty ones where the fact says so (`counts_faults`).

    :raises ValueError: the fact is no share, or these are no such numbers; the message is for people.
    """
    if definition.kind != "share":
        raise ValueError(f"“{definition.title}”不是百分数，不能用抽查数和不合格数")
    if drawn <= 0 or drawn != drawn.to_integral_value():
        raise ValueError(f"抽查数 {plain(drawn)} 应为大于 0 的整数")
    if not 0 <= faulty <= drawn or faulty != faulty.to_integral_value():
        raise ValueError(f"不合格数 {plain(faulty)} 应为 0 到 {plain(drawn)}（抽查数）之间的整数")
    return Sample(faulty if definition.counts_faults else EXACT.subtract(drawn, faulty), drawn)


def sample_typed(definition: FactDefinition, drawn: str, faulty: str) -> Sample:
    """As `sample_of`, of the numbers as a person types them.

    :raises ValueError: as there, or one of them is no number.
    """
    for name, text in (("抽查数", drawn), ("不合格数", faulty)):
        if not text.strip():
            raise ValueError(f"请写明{name}；抽查数和不合格数要一起写，没有不合格的写 0")
    return sample_of(definition, parse_number(drawn), parse_number(faulty))


def faulty_in(sample: Sample, definition: FactDefinition) -> Decimal:
    """How many of a sample are faulty."""
    return sample.part if definition.counts_faults else EXACT.subtract(sample.of, sample.part)


def fact_text(value: Value | None, definition: FactDefinition | None) -> str:
    """A fact's value for people, of a sampled share with both numbers: `70%（抽查10，不合格3）`.

    A per cent number that had to be rounded says so (`约66.67%`); nothing is compared by it.
    """
    if definition is None or not isinstance(value, Sample) or definition.kind != "share":
        return value_text(value, definition.unit if definition is not None else None)
    share = Fraction(value.part) * 100 / Fraction(value.of)
    near = rounded(share, 2, "half-up")
    about = "" if share == Fraction(near) else "约"
    return f"{about}{plain(near)}%（抽查{plain(value.of)}，不合格{plain(faulty_in(value, definition))}）"


def used_text(used: Used, definition: FactDefinition | None) -> str:
    """The value that a judgement rests on, as `fact_text` says it; 各人所报不一 where it is disputed."""
    if used.disputed:
        return "各人所报不一"
    text = used.value
    if text is None:
        return ""
    if definition is not None and definition.kind == "share" and "/" in text:
        part, of = text.split("/", 1)
        return fact_text(Sample(Decimal(part), Decimal(of)), definition)
    measured = definition is not None and definition.kind in ("count", "share", "amount")
    return f"{text}{(definition.unit if definition is not None and measured else None) or ''}"


__all__ = ["fact_text", "faulty_in", "sample_of", "sample_typed", "used_text"]
