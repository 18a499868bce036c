"""Derivations: how a number came about, in words, and computed again from its leaves."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from kaoping.numbers import Exact, rounded, shown
from kaoping.scoring.sheet import Derivation, ScoreSheet, SectionScore

_WORDS = {
    "points": "评定得分",
    "deductions": "分值减去逐笔扣分，最低 0 分",
    "level": "按等级计分",
    "verdict": "按是否达到计",
    "unrated": "未评：可能从最低到最高",
    "not-applicable": "不适用：移出",
    "not-applicable-full": "不适用：计满分",
    "outside": "对该考评对象不适用：移出",
    "entered": "外部给分",
    "sum": "各项相加",
    "base": "基础分减去未得之分",
    "rescale-base": "基础分减去折算后的未得之分",
    "rescale": "移出不适用后折算为满分",
    "share": "达标（得分）÷ 适用（满分）× 100",
    "mean": "按权重平均",
    "part": "该部分权重 × 得分 ÷ 满分",
    "weighted-parts": "各部分相加",
    "ways": "属性没有填写：各种情形中最低到最高",
    "way": "该情形下",
    "adjustment": "加减分（不超过上限）",
    "adjustment-cap": "加减分合计（不超过合计的上限）",
    "adjustment-cap-unset": "加减分合计，合计的上限由本地规则规定，尚未给出",
    "adjusted": "总分加减附加项",
    "clamp": "限于最低与最高之间",
    "veto-zero": "一票否决：计零分",
    "veto-cap": "一票否决：得分封顶",
    "veto-cap-unset": "一票否决：得分封顶，最高得分由本地规则规定，尚未给出",
    "veto-no-score": "一票否决：不计分（所列是不计分之前的数）",
    "round": "修约（只在最后一次）",
    "plugin": "由插件计算",
}


def words(op: str) -> str:
    """The operation in Chinese; a plugin's own operations stand as they are."""
    return _WORDS.get(op, op)


def input_of(node: Derivation, name: str) -> Exact:
    """A number among a node's inputs.

    :raises KeyError: where there is none of that name.
    """
    for key, value in node.inputs:
        if key == name and not isinstance(value, str):
            return value
    raise KeyError(name)


def walk(node: Derivation) -> Iterator[Derivation]:
    """The node and all below it, in order."""
    yield node
    for child in node.children:
        yield from walk(child)


def find(node: Derivation, at: str) -> Derivation | None:
    """The first node about the element `at`."""
    return next((found for found in walk(node) if found.at == at), None)


def section_node(sheet: ScoreSheet, section: SectionScore) -> Derivation | None:
    """How a section's own number came about; None where it has none of its own (nothing applies, or by a plugin).

    Where the total is flat a section is no part of it: then its share is made of its criteria here.
    """
    total = sheet.derivation
    found = find(total, section.id) if total is not None else None
    if found is None and sheet.attainment is not None and section.full:
        own = [item for item in sheet.items if item.item.path and item.item.path[0].id == section.id]
        low, high, full = (
            sum(values, Decimal(0)) for values in zip(*((i.low, i.high, i.full) for i in own), strict=True)
        )
        if full:
            leaves = tuple(item.derivation for item in own)
            node = Derivation("sum", "items", "达标权重", None, (), low, high, leaves)
            shares = Fraction(low) * 100 / Fraction(full), Fraction(high) * 100 / Fraction(full)
            found = Derivation("share", section.id, section.title, None, (("full", full),), *shares, (node,))
    same = found is not None and (found.low, found.high) == (section.low, section.high)
    return found if same else None


def value_text(low: Exact, high: Exact) -> str:
    """One value, or a range as `60 ~ 80`."""
    return shown(low) if low == high else f"{shown(low)} ~ {shown(high)}"


def recompute(node: Derivation) -> tuple[Fraction, Fraction]:
    """The value again, from the leaves alone: what `low` and `high` must equal.

    A plugin's node counts as a leaf, for only its own code can compute it.
    """
    children = [recompute(child) for child in node.children]
    lows, highs = [low for low, _ in children], [high for _, high in children]
    op = node.op
    if op in ("sum", "weighted-parts", "adjusted"):
        return sum(lows, Fraction(0)), sum(highs, Fraction(0))
    if op == "deductions":
        lost = sum(
            (Fraction(value) for name, value in node.inputs if name == "deduction" and not isinstance(value, str)),
            Fraction(0),
        )
        left = max(Fraction(input_of(node, "full")) - lost, Fraction(0))
        return left, left
    if op == "base":
        offset = Fraction(input_of(node, "base")) - Fraction(input_of(node, "full"))
        return lows[0] + offset, highs[0] + offset
    if op in ("rescale", "part"):
        over = Fraction(input_of(node, "full"))
        ratio = Fraction(input_of(node, "declared")) / over if over else Fraction(0)
        return lows[0] * ratio, highs[0] * ratio
    if op == "rescale-base":
        over, declared = Fraction(input_of(node, "full")), Fraction(input_of(node, "declared"))
        base = Fraction(input_of(node, "base"))
        ratio = declared / over if over else Fraction(0)
        return base - (over - lows[0]) * ratio, base - (over - highs[0]) * ratio
    if op == "share":
        over = Fraction(input_of(node, "full"))
        return (lows[0] * 100 / over, highs[0] * 100 / over) if over else (Fraction(0), Fraction(0))
    if op == "mean":
        weights = [Fraction(value) for name, value in node.inputs if name == "weight" and not isinstance(value, str)]
        over = sum(weights, Fraction(0))
        return (
            sum((w * v for w, v in zip(weights, lows, strict=True)), Fraction(0)) / over,
            sum((w * v for w, v in zip(weights, highs, strict=True)), Fraction(0)) / over,
        )
    if op == "clamp":
        return _clamped(node, lows[0]), _clamped(node, highs[0])
    if op == "veto-zero":
        return min(lows[0], Fraction(0)), min(highs[0], Fraction(0))
    if op == "adjustment-cap":
        most = Fraction(input_of(node, "at_most"))
        return max(min(lows[0], most), -most), max(min(highs[0], most), -most)
    if op == "adjustment-cap-unset":
        return min(lows[0], Fraction(0)), max(highs[0], Fraction(0))
    if op == "veto-cap-unset":
        return min(lows[0], Fraction(input_of(node, "floor"))), highs[0]
    if op in ("way", "veto-no-score"):
        return lows[0], highs[0]
    if op == "ways":
        return min(lows), max(highs)
    if op == "veto-cap":
        cap = Fraction(input_of(node, "cap"))
        return min(lows[0], cap), min(highs[0], cap)
    if op == "round":
        places, mode = int(input_of(node, "places")), str(dict(node.inputs)["mode"])
        return Fraction(rounded(lows[0], places, mode)), Fraction(rounded(highs[0], places, mode))
    return Fraction(node.low), Fraction(node.high)


def _clamped(node: Derivation, value: Fraction) -> Fraction:
    for name, bound in node.inputs:
        if isinstance(bound, str):
            continue
        if name == "floor":
            value = max(value, Fraction(bound))
        elif name == "ceiling":
            value = min(value, Fraction(bound))
    return value
