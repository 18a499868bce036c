"""A stranger's plugin: twice the worse section's score, a check over the items, a rule of three, a report."""

from __future__ import annotations

from fractions import Fraction
from importlib.resources import files

from kaoping import (
    Derivation,
    ModelInput,
    Outcome,
    OutcomeInput,
    SectionScore,
    Totals,
    VetoFinding,
    VetoInput,
    hookimpl,
)


def worst(given: ModelInput) -> Totals:
    sections = []
    for index, dimension in enumerate(given.resolved.standard.dimensions):
        own = [item for item in given.items if item.item.section == index]
        sections.append(
            SectionScore(
                dimension.id,
                dimension.title,
                sum(i.low for i in own),
                sum(i.high for i in own),
                sum(i.full for i in own),
            )
        )
    low = Fraction(min(s.low for s in sections)) * 2
    high = Fraction(min(s.high for s in sections)) * 2
    leaves = tuple(item.derivation for item in given.items)
    node = Derivation("plugin", "total", "较差一项的两倍", None, (), low, high, leaves)
    return Totals(low, high, Fraction(20), node, tuple(sections))


def both_poor(given: VetoInput) -> VetoFinding:
    items = given.items.values()
    if all(item.state == "rated" and item.high < 3 for item in items):
        return VetoFinding(given.veto, "triggered", "两项都不足三分")
    if any(item.state == "unrated" for item in items):
        return VetoFinding(given.veto, "unknown", "尚未评完")
    return VetoFinding(given.veto, "clear", "并非两项都差")


def three(given: OutcomeInput) -> Outcome:
    if any(f.status == "triggered" for f in given.vetoes):
        return Outcome("decided", "不得评等", ("不得评等",), "孤山县（虚构）", ("检查触发",))
    low, high = (("甲等" if t >= 16 else "乙等" if t >= 8 else "丙等") for t in (given.totals.low, given.totals.high))
    if low == high:
        return Outcome("decided", low, (low,), "孤山县（虚构）", ("孤山办法",))
    return Outcome("open", None, ("甲等", "乙等", "丙等"), "孤山县（虚构）", ("未评完",))


def line(given):
    return f"{given.kind}:{given.sheet.answers.unit.name}:{given.sheet.result_low}:{given.sheet.outcome.label}".encode()


class Gushan:
    @hookimpl
    def kaoping_standards(self):
        return [files(__name__) / "town.toml"]

    @hookimpl
    def kaoping_scoring_models(self):
        return {"worst": worst}

    @hookimpl
    def kaoping_veto_checks(self):
        return {"both-poor": both_poor}

    @hookimpl
    def kaoping_outcome_rules(self):
        return {"three": three}

    @hookimpl
    def kaoping_report_formats(self):
        return {"line": line}


plugin = Gushan()
