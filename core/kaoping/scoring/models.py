"""Core's own scoring models: points and attainment. They come through the same hook as a plugin's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kaoping.answers import PartStatement
from kaoping.numbers import Exact
from kaoping.scoring.items import ZERO, share_of
from kaoping.scoring.sheet import Attainment, Derivation, ItemScore, SectionScore, Totals
from kaoping.standard.model import Criterion, Dimension, Group
from kaoping.standard.resolved import Resolved

F0 = Fraction(0)


@dataclass(frozen=True, slots=True)
class ModelInput:
    """What a scoring model is given: the standard, every criterion's score in order, and parts scored outside."""

    resolved: Resolved
    items: tuple[ItemScore, ...]
    parts: Mapping[str, PartStatement]


def points(given: ModelInput) -> Totals:
    """Sum of awarded points; or a base minus what is lost; or the weighted parts of a composed result.

    `exclude` takes an item's points out of the base, `rescale` also brings the total back to the full score.
    """
    resolved = given.resolved
    sections, nodes = _sections(resolved, given.items)
    if resolved.parts:
        return _composed(given, sections, nodes)
    low = Fraction(sum((item.low for item in given.items), ZERO))
    high = Fraction(sum((item.high for item in given.items), ZERO))
    applicable = Fraction(sum((item.full for item in given.items), ZERO))
    declared_sum = Fraction(sum((item.item.full for item in given.items), ZERO))
    top = tuple(item.derivation for item in given.items if item.item.section < 0)
    total = Derivation("sum", "items", "各项得分", None, (), low, high, (*top, *nodes))
    full = Fraction(resolved.declared_full)
    out = declared_sum - applicable
    rescale = resolved.not_applicable == "rescale" and out > 0 and applicable > 0
    base = resolved.standard.scoring.base
    if base is not None:
        return _from_base(sections, total, Fraction(base), full, declared_sum, applicable, rescale)
    if rescale:
        ratio = declared_sum / applicable
        node = Derivation(
            "rescale",
            "total",
            "折算",
            None,
            (("declared", declared_sum), ("full", applicable)),
            low * ratio,
            high * ratio,
            (total,),
        )
        return Totals(low * ratio, high * ratio, full, node, sections, None, (ratio, F0))
    return Totals(low, high, full - out, total, sections, None, (Fraction(1), F0))


def attainment(given: ModelInput) -> Totals:
    """Share of what applies that is met, in percent: flat over all items, or averaged level by level down the tree.

    Nested averaging is the default model of XCCDF 1.2: each node is the weighted mean of its children.
    """
    resolved = given.resolved
    met = sum((item.low for item in given.items), ZERO)
    best = sum((item.high for item in given.items), ZERO)
    applicable = sum((item.full for item in given.items), ZERO)
    unrated = sum(item.state == "unrated" for item in given.items)
    if not applicable:
        node = Derivation("sum", "items", "没有适用的评分项", None, (), F0, F0, ())
        empty = Attainment(met, applicable, unrated, None, None)
        return Totals(F0, F0, F0, node, _shares(resolved, given.items), empty)
    if resolved.standard.scoring.aggregate == "nested":
        node = nested(resolved, given.items)
        sections = _means(resolved, node)
        linear = None
    else:
        leaves = tuple(item.derivation for item in given.items)
        total = Derivation("sum", "items", "达标权重", None, (), met, best, leaves)
        node = Derivation(
            "share",
            "total",
            "达标率",
            None,
            (("full", applicable),),
            share_of(met, applicable),
            share_of(best, applicable),
            (total,),
        )
        sections = _shares(resolved, given.items)
        linear = (Fraction(100) / Fraction(applicable), F0)
    low, high = Fraction(node.low), Fraction(node.high)
    reached = Attainment(met, applicable, unrated, low, high)
    return Totals(low, high, Fraction(100), node, sections, reached, linear)


def _sections(
    resolved: Resolved, items: Sequence[ItemScore]
) -> tuple[tuple[SectionScore, ...], tuple[Derivation, ...]]:
    """Each dimension's sum and derivation, minima scaled to what applies."""
    dimensions = resolved.standard.dimensions
    held: list[list[ItemScore]] = [[] for _ in dimensions]
    for item in items:
        if item.item.section >= 0:
            held[item.item.section].append(item)
    sections, nodes = [], []
    for dimension, own in zip(dimensions, held, strict=True):
        low = sum((item.low for item in own), ZERO)
        high = sum((item.high for item in own), ZERO)
        full = sum((item.full for item in own), ZERO)
        leaves = tuple(item.derivation for item in own)
        nodes.append(Derivation("sum", dimension.id, dimension.title, None, (("full", full),), low, high, leaves))
        declared = sum((item.item.full for item in own), ZERO)
        sections.append(_with_minimum(dimension, low, high, full, declared))
    return tuple(sections), tuple(nodes)


def _with_minimum(dimension: Dimension, low: Decimal, high: Decimal, full: Decimal, declared: Decimal) -> SectionScore:
    if dimension.minimum is None:
        return SectionScore(dimension.id, dimension.title, low, high, full)
    minimum: Exact = dimension.minimum
    if full != declared and declared:
        minimum = Fraction(dimension.minimum) * Fraction(full) / Fraction(declared)
    met = True if Fraction(low) >= minimum else False if Fraction(high) < minimum else None
    return SectionScore(dimension.id, dimension.title, low, high, full, minimum, met)


def _shares(resolved: Resolved, items: Sequence[ItemScore]) -> tuple[SectionScore, ...]:
    """Each dimension's share in percent of what applies in it; full is 100, or 0 where nothing applies."""
    return tuple(
        _share(dimension, share_of(section.low, section.full), share_of(section.high, section.full), bool(section.full))
        for dimension, section in zip(resolved.standard.dimensions, _sections(resolved, items)[0], strict=True)
    )


def _means(resolved: Resolved, total: Derivation) -> tuple[SectionScore, ...]:
    """Each dimension's own mean, as it enters the total."""
    held = {node.at: node for node in total.children if node.op == "mean"}
    found = []
    for dimension in resolved.standard.dimensions:
        node = held.get(dimension.id)
        low, high = (Fraction(node.low), Fraction(node.high)) if node else (F0, F0)
        found.append(_share(dimension, low, high, node is not None))
    return tuple(found)


def _share(dimension: Dimension, low: Fraction, high: Fraction, there: bool) -> SectionScore:
    met: bool | None = None
    if dimension.minimum is not None:
        met = True if not there or low >= dimension.minimum else False if high < dimension.minimum else None
    full = Fraction(100) if there else F0
    return SectionScore(dimension.id, dimension.title, low, high, full, dimension.minimum, met)


def _from_base(
    sections: tuple[SectionScore, ...],
    total: Derivation,
    base: Fraction,
    full: Fraction,
    declared: Fraction,
    applicable: Fraction,
    rescale: bool,
) -> Totals:
    low, high, out = Fraction(total.low), Fraction(total.high), declared - applicable
    if rescale:
        ratio = declared / applicable
        shift = base - declared
        inputs: tuple[tuple[str, Exact | str], ...] = (("base", base), ("declared", declared), ("full", applicable))
        node = Derivation(
            "rescale-base",
            "total",
            "基础分减去未得之分",
            None,
            inputs,
            low * ratio + shift,
            high * ratio + shift,
            (total,),
        )
        return Totals(low * ratio + shift, high * ratio + shift, full, node, sections, None, (ratio, shift))
    start = base - out
    shift = start - applicable
    inputs = (("base", start), ("full", applicable))
    node = Derivation("base", "total", "基础分减去未得之分", None, inputs, low + shift, high + shift, (total,))
    return Totals(low + shift, high + shift, full - out, node, sections, None, (Fraction(1), shift))


def _composed(given: ModelInput, sections: tuple[SectionScore, ...], nodes: tuple[Derivation, ...]) -> Totals:
    by_id = {section.id: (section, node) for section, node in zip(sections, nodes, strict=True)}
    children = []
    full = F0
    for part in given.resolved.parts:
        weight = Fraction(part.weight)
        if part.full is not None:
            statement = given.parts.get(part.id)
            low, high = (F0, Fraction(part.full)) if statement is None else (Fraction(statement.score),) * 2
            op = "unrated" if statement is None else "entered"
            leaf = Derivation(op, part.id, part.title, part.clause, (("full", part.full),), low, high)
            over = Fraction(part.full)
        else:
            held = [by_id[name] for name in part.dimensions]
            low = sum((Fraction(section.low) for section, _ in held), F0)
            high = sum((Fraction(section.high) for section, _ in held), F0)
            over = sum((Fraction(section.full) for section, _ in held), F0)
            leaf = Derivation("sum", part.id, part.title, None, (), low, high, tuple(node for _, node in held))
        ratio = weight / over if over else F0
        full += weight if over else F0
        inputs = (("declared", weight), ("full", over))
        children.append(
            Derivation("part", part.id, part.title, part.clause, inputs, low * ratio, high * ratio, (leaf,))
        )
    low = sum((Fraction(child.low) for child in children), F0)
    high = sum((Fraction(child.high) for child in children), F0)
    node = Derivation("weighted-parts", "total", "各部分合成", None, (), low, high, tuple(children))
    declared = Fraction(given.resolved.declared_full)
    if given.resolved.not_applicable == "rescale" and F0 < full < declared:
        ratio = declared / full
        node = Derivation(
            "rescale",
            "total",
            "折算",
            None,
            (("declared", declared), ("full", full)),
            low * ratio,
            high * ratio,
            (node,),
        )
        return Totals(low * ratio, high * ratio, declared, node, sections)
    return Totals(low, high, full, node, sections)


def nested(resolved: Resolved, items: Sequence[ItemScore]) -> Derivation:
    """The weighted mean, level by level down the tree, of these items; they may be a part of the sheet."""
    by_id = {item.item.id: item for item in items}

    def held(criteria: Sequence[Criterion]) -> list[ItemScore]:
        return [by_id[criterion.id] for criterion in criteria if criterion.id in by_id]

    def mean(at: str, title: str, nodes: Sequence[Dimension | Group], own: Sequence[ItemScore]) -> Derivation | None:
        children: list[Derivation] = []
        weights: list[Decimal] = []
        for item in own:
            if not item.full:
                continue
            leaf = item.derivation
            low, high = share_of(item.low, item.full), share_of(item.high, item.full)
            children.append(
                Derivation("share", item.item.id, leaf.title, leaf.clause, (("full", item.full),), low, high, (leaf,))
            )
            weights.append(item.item.weight)
        for node in nodes:
            below = node.groups if isinstance(node, Dimension) else ()
            child = mean(node.id, node.title, below, held(node.criteria))
            if child is not None:
                children.append(child)
                weights.append(resolved.weight_of(node))
        if not children:
            return None
        over = sum((Fraction(weight) for weight in weights), F0)
        low = sum((Fraction(w) * Fraction(c.low) for w, c in zip(weights, children, strict=True)), F0) / over
        high = sum((Fraction(w) * Fraction(c.high) for w, c in zip(weights, children, strict=True)), F0) / over
        inputs = tuple(("weight", weight) for weight in weights)
        return Derivation("mean", at, title, None, inputs, low, high, tuple(children))

    found = mean("total", "逐级平均", resolved.standard.dimensions, held(resolved.standard.criteria))
    return found or Derivation("sum", "total", "没有适用的评分项", None, (), F0, F0, ())
