"""Holding answers against a standard: what would be refused, from a file, a command or a screen alike. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from kaoping.answers import AdjustmentStatement, Answers, Observation, ProofLink, Rating, Rectification, Sample
from kaoping.numbers import plain
from kaoping.scoring.adjustments import most, only_shared, step_of
from kaoping.scoring.items import has_figure
from kaoping.standard.model import Adjustment, FactDefinition
from kaoping.standard.resolved import Item, Resolved

Loc = tuple[str | int, ...]
#: Years that an evaluation may be about, and how many together.
FIRST_YEAR, LAST_YEAR, MAX_YEARS = 1900, 2199, 30
#: Characters of an owner's name, as an answers file takes them.
MAX_OWNER = 300

_KINDS: dict[type, str] = {bool: " true 或 false", int: "整数", str: "文字"}
VERDICTS = {"met": "达到", "partial": "部分达到", "unmet": "未达到"}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is refused, with the element's id and where in the answers it stands."""

    code: str
    message: str
    id: str | None
    loc: Loc = ()


def check(resolved: Resolved, answers: Answers) -> list[Problem]:
    """Every problem of a whole set of answers."""
    found: list[Problem] = []
    standard = resolved.standard
    if answers.unit.kind is not None and answers.unit.kind not in standard.unit_kinds:
        kinds = "、".join(standard.unit_kinds)
        found.append(
            Problem("unit-kind", f"本标准考评 {kinds}，不考评 {answers.unit.kind}", answers.unit.name, ("unit",))
        )
    found += _times(answers)
    found += _attributes(resolved, answers)
    if answers.as_of is None and looks_back(resolved):
        found.append(Problem("as-of", "本标准有追溯期，须写明截至日 as_of = 年-月-日", None, ()))
    if answers.stage is not None and answers.stage not in {stage.id for stage in resolved.document.stages}:
        found.append(Problem("unknown-id", f"文件没有阶段“{answers.stage}”", answers.stage, ("stage",)))
    for name, rating in answers.ratings.items():
        item = resolved.item.get(name)
        if item is None:
            found.append(
                Problem("unknown-item", f"标准“{resolved.id}”没有评分项“{name}”，请检查编号", name, ("ratings", name))
            )
        else:
            found += check_rating(resolved, item, rating)
    for index, observation in enumerate(answers.facts):
        found += check_fact(resolved, observation, ("facts", index))
    vetoes = {veto.id for veto in resolved.vetoes}
    for name, statement in answers.vetoes.items():
        if name not in vetoes:
            found.append(
                Problem("unknown-item", f"标准“{resolved.id}”没有否决项“{name}”，请检查编号", name, ("vetoes", name))
            )
        elif statement.happened is not True and statement.occurred_on is not None:
            message = "写了发生日期（occurred_on），却没有写 happened = true"
            found.append(Problem("veto", message, name, ("vetoes", name)))
    adjustments = {adjustment.id: adjustment for adjustment in resolved.adjustments}
    for name, stated in answers.adjustments.items():
        if name not in adjustments:
            message = f"标准“{resolved.id}”没有加减分“{name}”，请检查编号"
            found.append(Problem("unknown-item", message, name, ("adjustments", name)))
        else:
            found += check_adjustment(resolved, adjustments[name], stated)
    found += _proofs(resolved, answers)
    found += _rectifications(resolved, answers)
    parts = {part.id: part for part in resolved.parts}
    for name, part in answers.parts.items():
        full = parts[name].full if name in parts else None
        if full is None:
            message = f"“{name}”不是由外部给分的部分"
            found.append(Problem("unknown-item", message, name, ("parts", name)))
        elif not 0 <= part.score <= full:
            message = f"得分 {plain(part.score)} 不在 0 到 {plain(full)} 之间"
            found.append(Problem("points", message, name, ("parts", name, "score")))
    return found


def _proofs(resolved: Resolved, answers: Answers) -> Iterator[Problem]:
    """Evidence that is named twice, proves what the standard does not have, or one thing twice."""
    seen: set[str] = set()
    for index, proof in enumerate(answers.evidence):
        where: Loc = ("evidence", index)
        if proof.id in seen:
            yield Problem("evidence", f"佐证材料编号“{proof.id}”写了两次", proof.id, where)
        seen.add(proof.id)
        told: set[tuple[str, str | None]] = set()
        for number, link in enumerate(proof.links):
            place = (*where, "links", number)
            if (link.item, link.requirement) in told:
                yield Problem("evidence", f"“{link.requirement or link.item}”写了两次，请合写页码", proof.id, place)
            told.add((link.item, link.requirement))
            yield from (Problem(code, said, proof.id, place) for code, said in check_link(resolved, link))


def check_link(resolved: Resolved, link: ProofLink | Rectification) -> Iterator[tuple[str, str]]:
    """Code and message of what is wrong with what a link or a rectification is about."""
    item = resolved.item.get(link.item)
    if item is None:
        yield "unknown-item", f"标准“{resolved.id}”没有评分项“{link.item}”，请检查编号"
    elif link.requirement is not None and link.requirement not in {r.id for r in item.criterion.requirements}:
        yield "unknown-item", f"{item.id} 没有评分要点“{link.requirement}”，请检查编号"


def _rectifications(resolved: Resolved, answers: Answers) -> Iterator[Problem]:
    """Rectifications that are named twice, or do not fit the standard."""
    seen: set[str] = set()
    for index, asked in enumerate(answers.rectifications):
        if asked.id in seen:
            message = f"整改编号“{asked.id}”写了两次"
            yield Problem("rectification", message, asked.id, ("rectifications", index))
        seen.add(asked.id)
        yield from check_rectification(resolved, asked, ("rectifications", index))


def check_rectification(resolved: Resolved, asked: Rectification, where: Loc = ()) -> Iterator[Problem]:
    """What is wrong with one rectification: what it is about, empty words, days that no evaluation is about."""
    yield from (Problem(code, said, asked.item, where) for code, said in check_link(resolved, asked))
    words = {
        "what": ("整改要求", asked.what),
        "owner": ("责任人", asked.owner),
        "withdrawn": ("撤回的原因", asked.withdrawn),
    }
    for field, (name, text) in words.items():
        if text is not None and not text.strip():
            yield Problem("rectification", f"{name}不能为空", asked.item, (*where, field))
    if len(asked.owner) > MAX_OWNER:
        yield Problem("rectification", f"责任人过长，最多 {MAX_OWNER} 字", asked.item, (*where, "owner"))
    for field, name, day in (("due", "期限", asked.due), ("done_on", "完成的日期", asked.done_on)):
        if day is not None and not _sane(day):
            message = f"{name} {day.isoformat()} 不在 {FIRST_YEAR} 到 {LAST_YEAR} 年之间"
            yield Problem("rectification", message, asked.item, (*where, field))


def _times(answers: Answers) -> Iterator[Problem]:
    """Days that no evaluation is about, which are slips of the keyboard."""
    period = answers.period
    if period is not None and not _sane(period.start, period.end):
        message = f"考评周期 {period.label} 不在 {FIRST_YEAR} 到 {LAST_YEAR} 年之间"
        yield Problem("period", message, None, ("period",))
    elif period is not None and period.end.year - period.start.year >= MAX_YEARS:
        yield Problem("period", f"考评周期 {period.label} 超过 {MAX_YEARS} 年，请检查起止日期", None, ("period",))
    if answers.as_of is not None and not _sane(answers.as_of):
        message = f"截至日 {answers.as_of.isoformat()} 不在 {FIRST_YEAR} 到 {LAST_YEAR} 年之间"
        yield Problem("as-of", message, None, ("as_of",))


def _sane(*days: date) -> bool:
    return all(FIRST_YEAR <= day.year <= LAST_YEAR for day in days)


def _attributes(resolved: Resolved, answers: Answers) -> Iterator[Problem]:
    """Attributes of another kind than the standard compares with: "true" is not true, and would never apply."""
    wanted: dict[str, set[type]] = {}
    for item in resolved.items:
        for condition in (item.criterion.applies_when, *(r.applies_when for r in item.criterion.requirements)):
            for name, value in (condition or {}).items():
                wanted.setdefault(name, set()).add(type(value))
    for name, kinds in wanted.items():
        given = answers.unit.attributes.get(name)
        if given is not None and type(given) not in kinds:
            words = "、".join(sorted(_KINDS[kind] for kind in kinds))
            yield Problem("attribute", f"属性“{name}”应为{words}", name, ("unit", "attributes", name))


def looks_back(resolved: Resolved) -> bool:
    """Whether anything in the standard is judged over a stretch of years that ends at `as_of`."""
    return any(veto.look_back_years is not None for veto in resolved.vetoes) or any(
        measure.look_back_years is not None for measure in resolved.measures()
    )


def check_rating(resolved: Resolved, item: Item, rating: Rating) -> list[Problem]:
    """What is wrong with one criterion's rating."""
    return [
        Problem(code, message, item.id, ("ratings", item.id, *where))
        for code, message, where in _rating(resolved, item, rating)
    ]


def _rating(resolved: Resolved, item: Item, rating: Rating) -> Iterator[tuple[str, str, Loc]]:
    by_points = item.way == "points"
    if rating.points is not None:
        if not by_points:
            yield "model", _wrong_way(resolved, item, "points（得分）"), ("points",)
        else:
            yield from _points(item, rating.points, ("points",))
    if rating.deductions:
        if not by_points:
            yield "model", _wrong_way(resolved, item, "deductions（扣分）"), ("deductions",)
        else:
            yield from _deductions(item, rating)
    if rating.verdict is not None:
        yield from _verdict(resolved, item, rating.verdict)
    if rating.not_applicable is not None and not rating.not_applicable.strip():
        yield "reason", "不适用须写明理由", ("not_applicable",)
    known = {requirement.id for requirement in item.criterion.requirements}
    for name in rating.requirements:
        if name not in known:
            yield "unknown-item", f"{item.id} 没有评分要点“{name}”，请检查编号", ("requirements", name)


def _points(item: Item, points: Decimal, where: Loc) -> Iterator[tuple[str, str, Loc]]:
    if not 0 <= points <= item.full:
        yield "points", f"得分 {plain(points)} 不在 0 到 {plain(item.full)} 之间", where
    elif points != item.full and _off(points, item.step):
        yield "step", f"得分 {plain(points)} 不是 {plain(item.step)} 的整数倍", where


def _off(value: Decimal, step: Decimal) -> bool:
    """Whether `value` is no multiple of `step`, exactly and for numbers of any length."""
    return (Fraction(value) / Fraction(step)).denominator != 1


def _deductions(item: Item, rating: Rating) -> Iterator[tuple[str, str, Loc]]:
    known = {requirement.id: requirement for requirement in item.criterion.requirements}
    total = Decimal(0)
    for index, deduction in enumerate(rating.deductions):
        where: Loc = ("deductions", index)
        total += deduction.amount
        if deduction.amount <= 0:
            yield "points", f"扣分 {plain(deduction.amount)} 应大于 0", (*where, "amount")
        elif (
            deduction.amount != item.full
            and not has_figure(known.get(deduction.requirement or ""))
            and _off(deduction.amount, item.step)
        ):
            yield "step", f"扣分 {plain(deduction.amount)} 不是 {plain(item.step)} 的整数倍", (*where, "amount")
        if not deduction.reason.strip():
            yield "reason", "每笔扣分都须写明理由（reason）", (*where, "reason")
        if deduction.requirement is not None and deduction.requirement not in known:
            yield (
                "unknown-item",
                f"{item.id} 没有评分要点“{deduction.requirement}”，请检查编号",
                (*where, "requirement"),
            )
    if total > item.full:
        yield "points", f"扣分合计 {plain(total)} 分，超过该项的 {plain(item.full)} 分", ("deductions",)


def _verdict(resolved: Resolved, item: Item, verdict: str) -> Iterator[tuple[str, str, Loc]]:
    if item.levels:
        if verdict not in item.levels:
            names = "、".join(f"{level.id}（{level.title}）" for level in item.levels.values())
            yield "model", f"没有等级“{verdict}”，可用：{names}", ("verdict",)
    elif item.way == "points":
        yield "model", _wrong_way(resolved, item, f"verdict（{verdict}）"), ("verdict",)
    elif verdict not in VERDICTS:
        yield "model", f"没有“{verdict}”，可用：met（达到）、unmet（未达到）", ("verdict",)
    elif verdict == "partial" and resolved.partial is None:
        yield "model", "本标准没有“部分达到”（partial），请评 met 或 unmet", ("verdict",)


def _wrong_way(resolved: Resolved, item: Item, given: str) -> str:
    if item.levels:
        names = "、".join(f"{level.id}（{level.title}）" for level in item.levels.values())
        return f"该项按等级评定，不能用 {given}，请评等级：{names}；命令行用 --verdict 编号，答卷写 verdict = 编号"
    way = "points（得分）或 deductions（扣分）" if item.way == "points" else "verdict（met、unmet）"
    return f"该项不能用 {given}，请用 {way}"


def check_fact(resolved: Resolved, observation: Observation, where: Loc = ()) -> list[Problem]:
    """What is wrong with one observation: not defined for this standard, or a value of another kind."""
    definition = resolved.facts.get(observation.fact)
    if definition is None:
        message = f"标准“{resolved.id}”没有用到事实“{observation.fact}”，请检查编号"
        return [Problem("unknown-fact", message, observation.fact, (*where, "id"))]
    return check_value(definition, observation, where)


def check_value(definition: FactDefinition, observation: Observation, where: Loc = ()) -> list[Problem]:
    """What is wrong with an observation's value, given the fact's kind."""
    said = _value(definition, observation)
    found = [Problem("fact-value", said, observation.fact, (*where, "value"))] if said else []
    day = observation.occurred_on
    if day is not None and (definition.kind != "event" or observation.value is not True):
        message = "发生日期（occurred_on）只用于发生了的事件（value = true）"
        found.append(Problem("fact-value", message, observation.fact, (*where, "occurred_on")))
    elif day is not None and not _sane(day):
        message = f"日期 {day.isoformat()} 不在 {FIRST_YEAR} 到 {LAST_YEAR} 年之间"
        found.append(Problem("fact-value", message, observation.fact, (*where, "occurred_on")))
    if not _sane(observation.period.start, observation.period.end):
        message = f"期间 {observation.period.label} 不在 {FIRST_YEAR} 到 {LAST_YEAR} 年之间"
        found.append(Problem("period", message, observation.fact, (*where, "period")))
    return found


def _value(definition: FactDefinition, observation: Observation) -> str | None:
    value, kind = observation.value, definition.kind
    title = f"“{definition.title}”"
    if kind in ("yes-no", "event"):
        return None if isinstance(value, bool) else f"{title}应为 true 或 false"
    if kind == "date":
        if not isinstance(value, date):
            return f"{title}应为日期，如 2025-12-31"
        return None if _sane(value) else f"{title}：日期 {value.isoformat()} 不在 {FIRST_YEAR} 到 {LAST_YEAR} 年之间"
    if isinstance(value, Sample):
        return None if kind in ("share", "count") else f"{title}不能用抽样（part、of）"
    if isinstance(value, (bool, date)):
        return f"{title}应为数值"
    if kind == "share" and not 0 <= value <= 100:
        return f"{title}是百分数，应在 0 到 100 之间（95% 写作 95）"
    if kind == "count" and (value < 0 or value != value.to_integral_value()):
        return f"{title}是次数，应为不小于 0 的整数"
    return None


def check_adjustment(resolved: Resolved, adjustment: Adjustment, stated: AdjustmentStatement) -> list[Problem]:
    """What is wrong with one adjustment's statement."""
    where: Loc = ("adjustments", adjustment.id)
    top = most(resolved, adjustment)
    if stated.count is not None:
        if stated.count and adjustment.amount is None and top is not None:
            message = "没有规定每次的分值，请写 amount（分值）"
            return [Problem("adjustment", message, adjustment.id, (*where, "count"))]
        alone = adjustment.cap is None and adjustment.id not in resolved.shared_cap
        once = adjustment.kind == "bonus" and alone and top == adjustment.amount
        if stated.count > 1 and adjustment.amount is not None and once:
            message = "没有规定累计上限（cap），只能计一次"
            return [Problem("adjustment", message, adjustment.id, (*where, "count"))]
        return []
    amount = stated.amount if stated.amount is not None else Decimal(0)
    if amount == 0:
        return []
    if amount < 0:
        message = "分值不能是负数，减分也写正数"
        return [Problem("adjustment", message, adjustment.id, (*where, "amount"))]
    counts = only_shared(resolved, adjustment)
    if top is None and not counts:
        message = "分值由本地规定，尚未给出规则文件（--rules），只能写 0 或次数"
        return [Problem("adjustment", message, adjustment.id, (*where, "amount"))]
    if top is not None and amount > top and not counts:
        message = f"{plain(amount)} 超过上限 {plain(top)}"
        return [Problem("adjustment", message, adjustment.id, (*where, "amount"))]
    if adjustment.range is not None and amount < adjustment.range.low:
        message = f"{plain(amount)} 低于最少 {plain(adjustment.range.low)}"
        return [Problem("adjustment", message, adjustment.id, (*where, "amount"))]
    step = step_of(resolved, adjustment)
    if step is not None and amount != top and _off(amount, step):
        message = f"{plain(amount)} 不是 {plain(step)} 的整数倍"
        return [Problem("step", message, adjustment.id, (*where, "amount"))]
    return []
