"""短板封顶: a unit is only so good as its worst part."""

from __future__ import annotations

from fractions import Fraction

from kaoping import Derivation, ModelInput, SectionScore, Totals

#: How far the whole may stand above its worst part, as a share of the full score.
ABOVE = Fraction(20, 100)

OPERATION = "短板封顶：得分率最多比最差的一级指标高 20 个百分点"


def stave(given: ModelInput) -> Totals:
    """The sum of all items, but at most the worst section's rate plus 20 points of a hundred of the full score.

    What is not rated makes a range: both ends are worked out by the same rule, so that neither is ever a guess.
    """
    sections: list[SectionScore] = []
    nodes: list[Derivation] = []
    for index, dimension in enumerate(given.resolved.standard.dimensions):
        own = [item for item in given.items if item.item.section == index]
        low, high, full = (
            sum((Fraction(getattr(item, name)) for item in own), Fraction(0)) for name in ("low", "high", "full")
        )
        leaves = tuple(item.derivation for item in own)
        sections.append(SectionScore(dimension.id, dimension.title, low, high, full))
        nodes.append(Derivation("sum", dimension.id, dimension.title, None, (("full", full),), low, high, leaves))
    low, high, full = (
        sum((Fraction(getattr(section, name)) for section in sections), Fraction(0)) for name in ("low", "high", "full")
    )
    total = Derivation("sum", "items", "各项得分", None, (), low, high, tuple(nodes))
    judged = [section for section in sections if section.full]  # nothing of an empty one applies
    if not judged:
        return Totals(low, high, full, total, tuple(sections))
    worst = min(judged, key=lambda section: Fraction(section.low) / Fraction(section.full))
    least, most = (
        min(Fraction(getattr(section, name)) / Fraction(section.full) for section in judged) for name in ("low", "high")
    )
    low, high = min(low, full * (least + ABOVE)), min(high, full * (most + ABOVE))
    inputs = (("最差", f"{worst.id} {worst.title}"), ("full", full))
    node = Derivation(OPERATION, "total", "短板封顶", None, inputs, low, high, (total,))
    return Totals(low, high, full, node, tuple(sections))
