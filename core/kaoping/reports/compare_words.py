"""What a comparison says, in the words that text, papers and screens share. Pure."""

from __future__ import annotations

from fractions import Fraction

from kaoping.compare.contradictions import Contradiction
from kaoping.compare.crosswalk import Link
from kaoping.compare.crosswalk_check import RELATION_NAMES, possible_text
from kaoping.compare.shared import AskedFact, Asking, Owner
from kaoping.compare.themes import ThemeCell
from kaoping.numbers import plain, rounded
from kaoping.reports.words import ITEM_STATES, TICKS, VETO_STATES, by_rule, effect_text, kind_text
from kaoping.samples import used_text
from kaoping.scoring.sheet import ItemScore, ScoreSheet
from kaoping.standard.evidence import EVIDENCE_NAMES
from kaoping.standard.model import Criterion, EvidenceKind

#: A theme that a standard does not ask about.
NOT_ASKED = "—"
#: Relations of which only something in common is sure.
UNSETTLED = "有相同之处"
NO_BOUND = "没有印界限，供判断时参考"


def score_text(sheet: ScoreSheet) -> str:
    """A sheet's own score or share, as a range while it is open, and what vetoes make of it where that is another."""
    resolved = sheet.resolved
    if sheet.failure is not None:
        return "计算出错"
    reached = sheet.attainment
    if reached is not None:
        text = f"{by_rule(resolved, reached.low, reached.high)}%" if reached.low is not None else "无"
    else:
        text = f"{by_rule(resolved, sheet.score_low, sheet.score_high)}/{plain(sheet.full)}"
    if (sheet.result_low, sheet.result_high) != (sheet.score_low, sheet.score_high):
        text += f"，否决后 {by_rule(resolved, sheet.result_low, sheet.result_high)}"
    return text


def vetoes_text(sheet: ScoreSheet) -> str:
    """Which vetoes struck, and how many are not known."""
    if not sheet.vetoes:
        return "无否决项"
    triggered = [one.veto for one in sheet.vetoes if one.status == "triggered"]
    hit = [f"{veto.title}（{effect_text(sheet.resolved, veto)}）" for veto in triggered]
    unknown = sum(one.status == "unknown" for one in sheet.vetoes)
    parts = [f"{VETO_STATES['triggered']}：{'、'.join(hit)}"] if hit else []
    parts += [f"{unknown} 项{VETO_STATES['unknown']}"] if unknown else []
    return "；".join(parts) or VETO_STATES["clear"]


def link_text(link: Link) -> str:
    """How two criteria relate: the one relation, or those of which one holds."""
    return RELATION_NAMES[link.relation] if link.relation is not None else possible_text(link.possible)


def why_related(one: Contradiction) -> str:
    """Why one side of a contradiction asks no more than the other."""
    return "两个要点要求相同" if one.requirements else f"两项的关系：{link_text(one.related.link)}"


def asking_text(asking: Asking) -> str:
    """What a place asks of a fact, and whether that is met: `1.2.1：不低于 4次（每年） —— 达到`."""
    told = NO_BOUND if asking.bound is None else f"{asking.bound} —— {TICKS[asking.state or 'unknown']}"
    return f"{at_text(asking)}：{told}"


def at_text(asking: Asking) -> str:
    """The requirement or veto that asks."""
    return asking.id if asking.item is not None else f"一票否决 {asking.id}"


def owner_text(owner: Owner) -> str:
    """Whose fact it is."""
    return owner.unit if owner.unit is not None else kind_text(owner.subject)


def values_text(fact: AskedFact) -> str:
    """What is recorded of a fact, each period with its value."""
    return "、".join(f"{used.label} {used_text(used, fact.definition)}" for used in fact.values) or "还没有记录"


def item_text(score: ItemScore) -> str:
    """What a criterion has; its state where it is not rated."""
    if score.state != "rated":
        return ITEM_STATES[score.state]
    return plain(score.low) if score.low == score.high else f"{plain(score.low)} ~ {plain(score.high)}"


def share(value: Fraction | None) -> str | None:
    """A percent with one decimal."""
    return None if value is None else plain(rounded(value, 1, "half-up"))


def theme_text(cell: ThemeCell) -> str:
    """What is attained of a theme; where nothing of it carries points, how many criteria are met."""
    if not cell.items:
        return NOT_ASKED
    if cell.unrated == cell.items:
        return "未评"
    low, high = share(cell.low), share(cell.high)
    return f"{cell.met}/{cell.items} 项" if low is None else f"{low}%" if low == high else f"{low}~{high}%"


def lacking_text(cell: ThemeCell, most: int = 3) -> str:
    """The criteria of a theme that are short or unmet."""
    return "、".join(cell.lacking[:most]) + (f" 等 {len(cell.lacking)} 项" if len(cell.lacking) > most else "")


def proof_text(kind: EvidenceKind | None, text: str) -> str:
    """What usually proves a criterion, with its kind."""
    return text if kind is None else f"【{EVIDENCE_NAMES[kind]}】{text}"


def clause_text(criterion: Criterion, requirement: str | None) -> str:
    """What a criterion asks in our words, or one requirement of it."""
    texts = [one.text for one in criterion.requirements if requirement in (None, one.id)]
    return "；".join(texts) or criterion.title


def reasons(sheet: ScoreSheet, item: str) -> list[str]:
    """Why a criterion was rated as it was, as far as the evaluator said."""
    rating = sheet.answers.ratings.get(item)
    if rating is None:
        return []
    return [*(deduction.reason for deduction in rating.deductions), *([rating.reason] if rating.reason else [])]


__all__ = [
    "NOT_ASKED",
    "NO_BOUND",
    "UNSETTLED",
    "asking_text",
    "at_text",
    "clause_text",
    "item_text",
    "lacking_text",
    "link_text",
    "owner_text",
    "proof_text",
    "reasons",
    "score_text",
    "share",
    "theme_text",
    "values_text",
    "vetoes_text",
    "why_related",
]
