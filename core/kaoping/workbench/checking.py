"""Check (检查): what is missing or odd in an evaluation before it is handed in. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from kaoping.answers import Rating
from kaoping.editions.words import edition_text
from kaoping.numbers import plain
from kaoping.rectification import state_of
from kaoping.scoring.items import applies
from kaoping.scoring.score import fact_book
from kaoping.scoring.sheet import ItemScore
from kaoping.scoring.suggest import RequirementFinding, Suggestion
from kaoping.standard.attributes import attribute_text
from kaoping.standard.evidence import evidence_text
from kaoping.standard.model import Requirement
from kaoping.workbench.evaluations import UNRATED, Evaluations, View

#: Every kind in the order in which they are shown, with its name.
KINDS: Mapping[str, str] = {
    "unrated": "未评",
    "attribute": "属性未填写",
    "no-reason": "失分没有写理由",
    "full-unmet": "评满而有要点未达到",
    "contradiction": "勾选与事实不符",
    "edition": "批次已改用更正的标准",
    "stale": "依据已变",
    "misnamed": "事实登记时的口径不同",
    "carried": "沿用未复核",
    "flagged": "有标记",
    "evidence": "缺佐证材料",
    "veto": "一票否决未查明",
    "adjustment": "加减分未说明",
    "adjustment-event": "加减分与记录的事件不符",
    "part": "外部给分未填",
    "evidence-some": "没有佐证材料（本阶段不要求逐项提供）",
    "facts": "事实无人录入",
    "rectify": "失分没有提出整改",
}
#: Where an id leads: to a criterion, or to the list of vetoes, adjustments and parts.
STATED = ("veto", "adjustment", "adjustment-event", "part")
#: What is of use to know and need not be put right.
SOFT = ("evidence-some", "facts", "rectify")
#: Ids named in one finding about many.
NAMED = 8


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at.

    :ivar kind: one of `KINDS`.
    :ivar item: the criterion that it is about, or the first of several; of `STATED` kinds the veto, adjustment or part.
    :ivar text: what is found, without the next step.
    :ivar step: what to do.
    :ivar count: how many it stands for.
    """

    kind: str
    item: str
    text: str
    step: str
    count: int = 1

    @property
    def stated(self) -> bool:
        """Whether it is about a veto, adjustment or part, and not about a criterion."""
        return self.kind in STATED

    @property
    def soft(self) -> bool:
        """Whether it is said for information only."""
        return self.kind in SOFT


@dataclass
class Checking:
    """Use cases of looking an evaluation over."""

    evaluations: Evaluations

    def of(self, key: str) -> tuple[Finding, ...]:
        """Everything found in one evaluation; see `check_view`.

        :raises Refused: there is none of this number or id.
        """
        return check_view(self.evaluations.view(key))


def check_view(view: View) -> tuple[Finding, ...]:
    """What is missing or odd, by kind, and within a kind in the document's order. Pure; refuses nothing."""
    looked = _Looked(view)
    found: list[Finding] = []
    for kind in KINDS:
        found += _LOOKS[kind](looked)
    return tuple(found)


def counts_of(findings: tuple[Finding, ...]) -> dict[str, int]:
    """How many of each kind there are, in the order of `KINDS`; kinds of which there is none are left out."""
    counts = {kind: sum(finding.count for finding in findings if finding.kind == kind) for kind in KINDS}
    return {kind: count for kind, count in counts.items() if count}


@dataclass
class _Looked:
    """A view with what several looks ask of it."""

    view: View
    suggestions: Mapping[str, Suggestion] = field(init=False)

    def __post_init__(self) -> None:
        self.suggestions = self.view.suggestions()

    def rated(self) -> Iterator[tuple[ItemScore, Rating]]:
        """Every criterion that is rated and counts, with its rating."""
        for score in self.view.sheet.items:
            if score.state == "rated":
                yield score, self.rating(score)

    def rating(self, score: ItemScore) -> Rating:
        """A criterion's rating."""
        return self.view.answers.ratings.get(score.item.id, UNRATED)

    def requirements(self, score: ItemScore) -> Iterator[tuple[Requirement, RequirementFinding]]:
        """Every requirement of a criterion with what is found."""
        suggestion = self.suggestions.get(score.item.id)
        by_id = {requirement.id: requirement for requirement in score.item.criterion.requirements}
        for finding in suggestion.requirements if suggestion is not None else ():
            yield by_id[finding.id], finding

    def undecided(self, score: ItemScore) -> bool:
        """Whether it is not known if the criterion applies."""
        return applies(score.item.criterion.applies_when, self.view.answers.unit) is None


def _name(score: ItemScore) -> str:
    return f"{score.item.id} {score.item.criterion.title}"


def _listed(ids: list[str]) -> str:
    return "、".join(ids[:NAMED]) + (" 等" if len(ids) > NAMED else "")


def _unrated(looked: _Looked) -> Iterator[Finding]:
    for score in looked.view.sheet.items:
        if score.state == "unrated" and not looked.undecided(score):
            yield Finding("unrated", score.item.id, f"{_name(score)}：未评", "评定该项，或写明不适用的理由")


def _attribute(looked: _Looked) -> Iterator[Finding]:
    asked: dict[str, list[str]] = {}
    for score in looked.view.sheet.items:
        if looked.undecided(score):
            for name in score.item.criterion.applies_when or {}:
                if name not in looked.view.answers.unit.attributes:
                    asked.setdefault(name, []).append(score.item.id)
    for name, ids in asked.items():
        text = f"考评对象的“{attribute_text(name)}”未填写，{len(ids)} 项是否适用未定：{_listed(ids)}"
        yield Finding("attribute", ids[0], text, "填写考评对象的这一属性")


def _no_reason(looked: _Looked) -> Iterator[Finding]:
    view = looked.view
    for score, rating in looked.rated():
        told = rating.reason or rating.deductions or rating.basis or (rating.note and rating.note.strip())
        lost = score.high < score.full or score.short
        if lost and not told:
            text = f"失 {plain(score.full - score.high)} 分" if view.resolved.by_points and score.full else "未评为达到"
            step = "按 F4 写明扣分的理由，或重评并写理由" if score.item.way == "points" else "重评并写理由，或写备注"
            yield Finding("no-reason", score.item.id, f"{_name(score)}：{text}，没有写理由", step)


def _full_unmet(looked: _Looked) -> Iterator[Finding]:
    for score, _ in looked.rated():
        unmet = [r.id for r, found in looked.requirements(score) if found.state == "unmet"]
        if unmet and score.low == score.full and not score.short:
            text = f"{_name(score)}：已评满，而要点 {_listed(unmet)} 未达到"
            yield Finding("full-unmet", score.item.id, text, "扣分或改评，或核对要点")


def _contradiction(looked: _Looked) -> Iterator[Finding]:
    words = {"met": "达到", "unmet": "未达到"}
    for score in looked.view.sheet.items:
        for requirement, found in looked.requirements(score):
            if found.contradicts and found.judged is not None:
                text = f"{requirement.id}：勾选为{words[found.state]}，而事实是：{found.judged.because}"
                yield Finding("contradiction", score.item.id, text, "改勾选，或按 F5 更正事实")


def _edition(looked: _Looked) -> Iterator[Finding]:
    view = looked.view
    if view.corrected is not None and view.sheet.items:
        text = f"批次已改用标准 {view.corrected}，本考评还按 {edition_text(view.resolved)}"
        step = "按 Ctrl+U 看会改什么，再改用（命令行：kaoping campaign move 批次 --dry-run）"
        yield Finding("edition", view.sheet.items[0].item.id, text, step)


def _stale(looked: _Looked) -> Iterator[Finding]:
    stale = set(looked.view.sheet.stale)
    for score in looked.view.sheet.items:
        if score.item.id in stale:
            yield Finding("stale", score.item.id, f"{_name(score)}：评定所依据的事实后来变了", "看过建议后重新评定")


def _carried(looked: _Looked) -> Iterator[Finding]:
    for score in looked.view.sheet.items:
        if looked.rating(score).carried:
            yield Finding("carried", score.item.id, f"{_name(score)}：沿用以往的评定，本次没有复核", "核对后重新评定")


def _flagged(looked: _Looked) -> Iterator[Finding]:
    for score in looked.view.sheet.items:
        rating = looked.rating(score)
        if rating.flagged:
            note = f"：{rating.note}" if rating.note else ""
            yield Finding("flagged", score.item.id, f"{_name(score)}{note}", "处理后按 F2 去掉标记")


def _without_evidence(looked: _Looked) -> list[ItemScore]:
    answers = looked.view.answers
    return [
        score
        for score, rating in looked.rated()
        if score.item.criterion.usual_evidence
        and not rating.evidence
        and not any(deduction.evidence for deduction in rating.deductions)
        and not answers.evidence_of(score.item.id)
    ]


def _per_item(view: View) -> bool:
    return any(s.evidence_per_item for s in view.resolved.document.stages if s.id == view.answers.stage)


def _evidence(looked: _Looked) -> Iterator[Finding]:
    if _per_item(looked.view):
        for score in _without_evidence(looked):
            text = f"{_name(score)}：没有佐证材料，常见的有：{evidence_text(score.item.criterion)}"
            yield Finding("evidence", score.item.id, text, "附上佐证材料")


def _evidence_some(looked: _Looked) -> Iterator[Finding]:
    without = [] if _per_item(looked.view) else _without_evidence(looked)
    if without:
        ids = [score.item.id for score in without]
        text = f"{len(ids)} 项已评而没有佐证材料：{_listed(ids)}"
        yield Finding("evidence-some", ids[0], text, "本阶段不要求逐项提供，有的可以附上", len(ids))


def _veto(looked: _Looked) -> Iterator[Finding]:
    for found in looked.view.sheet.vetoes:
        if found.status == "unknown":
            text = f"{found.veto.title}：{found.because}"
            yield Finding("veto", found.veto.id, text, "按 F8 说明是否发生")


def _adjustment(looked: _Looked) -> Iterator[Finding]:
    for score in looked.view.sheet.adjustments:
        if score.id not in looked.view.answers.adjustments:
            because = f"：{score.because}" if score.because else ""
            yield Finding("adjustment", score.id, f"{score.title}{because}", "按 F8 填写，没有的填 0")


def _adjustment_event(looked: _Looked) -> Iterator[Finding]:
    for score in looked.view.sheet.adjustments:
        stated = looked.view.answers.adjustments.get(score.id)
        if stated is None:
            continue
        nothing = not stated.count and not stated.amount
        if (score.event == "triggered" and nothing) or (score.event == "clear" and not nothing):
            yield Finding("adjustment-event", score.id, f"{score.title}：{score.because}", "按 F8 改填，或更正事实")


def _part(looked: _Looked) -> Iterator[Finding]:
    for part in looked.view.resolved.parts:
        if part.full is not None and part.id not in looked.view.answers.parts:
            yield Finding("part", part.id, f"{part.title}：得分尚未给出", "按 F8 填写")


def _facts(looked: _Looked) -> Iterator[Finding]:
    view = looked.view
    book = fact_book(view.resolved, view.answers)
    asked: dict[str, list[str]] = {}
    for score in view.sheet.items:
        if score.state in ("outside", "not-applicable"):
            continue
        for requirement, found in looked.requirements(score):
            measure = requirement.measure
            if measure is not None and found.state != "not-applicable" and not book.heard(measure.fact):
                asked.setdefault(measure.fact, []).append(score.item.id)
    if asked:
        order = [item.id for item in view.resolved.items]
        ids = sorted({item for held in asked.values() for item in held}, key=order.index)
        text = f"{len(asked)} 个事实还没有人录入，涉及 {len(ids)} 项：{_listed(ids)}"
        yield Finding("facts", ids[0], text, "在该项按 F5 录入，以便核对要点", len(asked))


def _misnamed(looked: _Looked) -> Iterator[Finding]:
    """What was recorded under an id that meant something else: it counts for nothing here."""
    book = fact_book(looked.view.resolved, looked.view.answers)
    for score in looked.view.sheet.items:
        for requirement, found in looked.requirements(score):
            measure, judged = requirement.measure, found.judged
            if measure is None or judged is None or judged.state != "unknown" or not book.misnamed(measure.fact):
                continue
            text = f"{requirement.id}：{judged.because}"
            yield Finding("misnamed", score.item.id, text, "核对后在该项按 F5 按现在的口径录入")


def _rectify(looked: _Looked) -> Iterator[Finding]:
    """Only where something is asked to be put right: who does not use it is not told of it."""
    held = [one for one in looked.view.answers.rectifications if state_of(one) != "withdrawn"]
    asked = {one.item for one in held}
    ids = [
        score.item.id
        for score, _ in looked.rated()
        if (score.high < score.full or score.short) and score.item.id not in asked
    ]
    if held and ids:
        text = f"{len(ids)} 项失分没有提出整改：{_listed(ids)}"
        yield Finding("rectify", ids[0], text, "要整改的，在该项按 Ctrl+K 写明要求、责任和期限", len(ids))


_LOOKS: Mapping[str, Callable[[_Looked], Iterator[Finding]]] = {
    "unrated": _unrated,
    "attribute": _attribute,
    "no-reason": _no_reason,
    "full-unmet": _full_unmet,
    "contradiction": _contradiction,
    "edition": _edition,
    "stale": _stale,
    "misnamed": _misnamed,
    "carried": _carried,
    "flagged": _flagged,
    "evidence": _evidence,
    "veto": _veto,
    "adjustment": _adjustment,
    "adjustment-event": _adjustment_event,
    "part": _part,
    "evidence-some": _evidence_some,
    "facts": _facts,
    "rectify": _rectify,
}
