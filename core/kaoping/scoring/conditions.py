"""What a result asks, number by number, and what a result that is none means. In words, with where each number comes from.

Pure; nothing here decides anything: `outcomes` does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import localcontext
from fractions import Fraction

from kaoping.numbers import EXACT, Exact, plain, rounded
from kaoping.scoring.adjustments import most, only_shared
from kaoping.scoring.caps import added, cap_text
from kaoping.scoring.derivation import section_node
from kaoping.scoring.fates import fate_of, finisher, floor_of, place_of
from kaoping.scoring.models import ModelInput, attainment, points
from kaoping.scoring.outcomes import NOT_GIVEN, OutcomeInput, condition
from kaoping.scoring.reach import Ranges, ends
from kaoping.scoring.sheet import AdjustmentScore, Derivation, ScoreSheet, Totals, VetoFinding
from kaoping.standard.model import OutcomeBand, Veto
from kaoping.standard.resolved import Resolved

_MET = {True: "已达到", False: "达不到", None: "未定"}


@dataclass(frozen=True, slots=True)
class BoundCheck:
    """One demand of a result.

    :ivar met: None while it is open.
    :ivar derivation: where its number comes from; None where it asks about a veto.
    """

    text: str
    met: bool | None
    derivation: Derivation | None = None


@dataclass(frozen=True, slots=True)
class BandCheck:
    """A result with all that it asks. `met` is None while that is open, or where nobody has set it."""

    label: str
    text: str
    met: bool | None
    bounds: tuple[BoundCheck, ...] = ()


def band_checks(sheet: ScoreSheet) -> tuple[BandCheck, ...]:
    """Every result of core's own rule in its order; none where a plugin decides or nothing could be computed."""
    resolved = sheet.resolved
    standard = resolved.standard
    if sheet.failure is not None or standard.outcome_rule != "bands":
        return ()
    if standard.scoring.model not in ("points", "attainment") or sheet.score_low is None:
        return ()
    with localcontext(EXACT):
        model = points if resolved.by_points else attainment
        totals = model(ModelInput(resolved, sheet.items, sheet.answers.parts))
        return tuple(_band(sheet, totals, band) for band in resolved.outcomes)


def _band(sheet: ScoreSheet, totals: Totals, band: OutcomeBand) -> BandCheck:
    if band.when is None:
        text = "其余情形" if band.otherwise else f"条件{NOT_GIVEN}"
        return BandCheck(band.label, f"{band.label}：{text}", True if band.otherwise else None)
    triggered = fate_of([f.veto for f in sheet.vetoes if f.status == "triggered"])
    given = OutcomeInput(
        sheet.resolved, sheet.answers, sheet.items, totals, totals.sections, sheet.adjustments, sheet.vetoes,
        Ranges(totals, added(sheet.resolved, sheet.adjustments)), True,
    )  # fmt: skip
    # Without the vetoes that it names, for these are told one by one.
    atoms = condition(given, band, fate_of([]))
    bounds = [_bound(sheet, totals, *atom) for atom in atoms] if isinstance(atoms, list) else []
    named = [finding for finding in sheet.vetoes if finding.veto.id in band.when.no_veto]
    bounds += [_no_veto(finding) for finding in named]
    # A limit is no condition of the document's own: only one that is not known to be clear is worth a line.
    bounds += [
        _no_veto(finding)
        for finding in sheet.vetoes
        if finding.status != "clear" and _forbids(sheet.resolved, finding.veto, band)
    ]
    barred = triggered.label is not None or triggered.no_score
    states = {False} if barred else {bound.met for bound in bounds}
    met = False if False in states else None if None in states else True
    asked = f"须同时符合 {len(bounds)} 条" if len(bounds) > 1 else bounds[0].text if bounds else "没有条件"
    why = "（一票否决已另定结果）" if barred else f"（{_MET[met]}）"
    return BandCheck(
        band.label, f"{band.label}：{asked}{'' if len(bounds) == 1 and not barred else why}", met, tuple(bounds)
    )


def _forbids(resolved: Resolved, veto: Veto, band: OutcomeBand) -> bool:
    """Whether a limit keeps a unit from this result: it is better than the best that is left, and does not name it itself."""
    place = place_of(resolved, veto.outcome) if veto.effect == "limit" else None
    named = band.when is not None and veto.id in band.when.no_veto
    return place is not None and not named and (place_of(resolved, band.label) or 0) < place


def _bound(sheet: ScoreSheet, totals: Totals, kind: str, index: int, bound: Fraction) -> BoundCheck:
    resolved = sheet.resolved
    node: Derivation | None
    if kind == "section":
        section = sheet.sections[index]
        name, low, high = f"“{section.title}”", Fraction(section.low), Fraction(section.high)
        node = section_node(sheet, section)
    elif kind == "attained":
        name, node = "达标率", totals.derivation
        finish = finisher(resolved, fate_of([f.veto for f in sheet.vetoes if f.status == "triggered"]))
        low, high = finish(totals.low), finish(totals.high)
    else:
        name, node = "得分" if resolved.by_points else "达标率", sheet.derivation
        low, high = _results(sheet, totals)
    word = " 分" if resolved.by_points else "%"
    met = True if low >= bound else False if high < bound else None
    value = _told(sheet, low) if low == high else f"{_told(sheet, low)} ~ {_told(sheet, high)}"
    return BoundCheck(f"{name}不低于 {_told(sheet, bound)}{word}，现为 {value}{word}（{_MET[met]}）", met, node)


def _results(sheet: ScoreSheet, totals: Totals) -> tuple[Fraction, Fraction]:
    """The least and the most that bands compare."""
    low, high = ends(totals, added(sheet.resolved, sheet.adjustments))
    certain = fate_of([f.veto for f in sheet.vetoes if f.status == "triggered"])
    every = fate_of([f.veto for f in sheet.vetoes if f.status != "clear"])
    least = finisher(sheet.resolved, every)(low)
    return min(least, floor_of(sheet.resolved)) if every.unset else least, finisher(sheet.resolved, certain)(high)


def _told(sheet: ScoreSheet, value: Exact) -> str:
    rule = sheet.resolved.standard.scoring.rounding
    return plain(rounded(value, max(rule.places, 2), rule.mode))


def _no_veto(finding: VetoFinding) -> BoundCheck:
    met = {"triggered": False, "clear": True, "unknown": None}[finding.status]
    said = {True: "未触发", False: "已触发", None: "尚未查明"}[met]
    return BoundCheck(f"没有一票否决“{finding.veto.title}”（{said}）", met)


def adjustment_node(sheet: ScoreSheet, score: AdjustmentScore) -> Derivation:
    """How an adjustment's amount came about: what was stated, how much each time, the most there is."""
    resolved = sheet.resolved
    adjustment = next(one for one in resolved.adjustments if one.id == score.id)
    statement = sheet.answers.adjustments.get(score.id)
    inputs: list[tuple[str, Exact | str]] = [("state", score.state)]
    if statement is not None and statement.count is not None:
        inputs.append(("count", statement.count))
    elif statement is not None and statement.amount is not None:
        inputs.append(("amount", statement.amount))
    if adjustment.amount is not None:
        inputs.append(("each", adjustment.amount))
    top = None if only_shared(resolved, adjustment) else most(resolved, adjustment)
    if top is not None:
        inputs.append(("cap", top))
    shared = resolved.shared_cap.get(score.id)
    if shared is not None:
        inputs.append(("together", cap_text(shared)))
    if statement is not None and statement.reason:
        inputs.append(("reason", statement.reason))
    if score.because:
        inputs.append(("event", score.because))
    return Derivation("adjustment", score.id, score.title, adjustment.clause, tuple(inputs), score.low, score.high)


def meaning(sheet: ScoreSheet) -> tuple[str, str] | None:
    """What a result that is not decided means, and what to do next; None where it is decided."""
    outcome = sheet.outcome
    if outcome.status == "decided":
        return None
    if outcome.status == "failed":
        return (
            "插件出错，得分和结果都算不出来；不会当作通过，所作评定都保留着",
            "把出错的原因告诉插件的维护者，或换回能用的版本，再打开本考评",
        )
    if outcome.status == "rule-not-set":
        return (
            "影响结果的条件、等次或分值，文件留给本地规定，还没有给出，所以定不了结果；得分照常计算",
            "向牵头单位要本地规则文件，用 kaoping --rules 文件 新建考评；没有规则的，只报得分，不报结果",
        )
    if outcome.status == "no-result":
        if any(f.status == "triggered" and f.veto.effect == "no-score" for f in sheet.vetoes):
            return "一票否决的后果是不计分，所以没有结果", "核对该否决项是否确实发生；确实发生的，结果就是不计分"
        return "还没有任何评定，所以没有结果", "先评几项，结果随即算出"
    many = len(outcome.deciding)
    return (
        f"还有 {many} 处没有定下来，结果可能是：{_or(outcome.possible)}",
        "逐一评定或查明还没有定的，直到只剩一种可能",
    )


def _or(labels: Sequence[str]) -> str:
    return "、".join(labels) if labels else "尚不能说"
