"""What a demand of a rubric becomes: a requirement with its bound, the fact that it rests on, and what a fault costs. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from kaoping.drafting.phrases import (
    Bound,
    Deduction,
    Side,
    bounds,
    deduction,
    is_soft,
    look_back,
    per_of,
    plain,
    says_cap_only,
    without_worth,
    worths,
)
from kaoping.drafting.phrases.earned import tiers

#: In a deduction the document says what must not be: 低于90%的扣1分 demands 90%.
_TURNED: dict[Side, Side] = {"less_than": "at_least", "more_than": "at_most"}
_REACHED: dict[Side, Side] = {"at_least": "less_than", "at_most": "more_than"}
_FAULTS = re.compile(
    r"败诉率|投诉率|差错率|错案率|纠错率|撤销率|上诉率|发案率|信访率|事故率|不合格率|退回率|重复率|死亡率"
)
_UNITLESS = {"百分点", "个百分点", "%"}
_SPANS = {"天", "日", "个工作日", "工作日", "小时", "月", "个月", "年", "元", "万元"}
_LACKS = re.compile(r"^(?:未|没有|没|无|不|否则|达不到|缺)")
#: 得分=完成数/任务数×15, 按比例得分: no rule that a standard can say.
_FORMULA = re.compile(r"得分\s*[=为是]\s*[^,，。；;]{0,20}[/÷×*]|[×÷]|按.{0,4}比例.{0,4}(?:得|计|折|给)")
#: By how much something is over or under: without a bound nothing can be counted.
_MORE = re.compile(r"^\s*每?(?:增加|超过|超出|超标|多|降低|下降|低|提高|上升)")
_LESS = re.compile(r"\s*每?[少缺低]")
_SHORT = re.compile(r"^\s*(?:每|各|少|缺|低|超)")
_TEXT, _TITLE = 5900, 60


@dataclass(slots=True)
class Facts:
    """The draft's own facts, one for each bound, under ids that hold until all are named; see `fact_names`."""

    prefix: str
    made: list[dict[str, Any]] = field(default_factory=list)

    def add(self, id: str, title: str, kind: str, unit: str, *, faults: bool = False) -> str:
        """A new fact; its id."""
        name = f"{self.prefix}-{id}"[:60]
        known = {one["id"] for one in self.made}
        while name in known:
            name = f"{name[:56]}-{len(known)}"
        fact: dict[str, Any] = {"id": name, "title": title, "subject": "unit", "kind": kind}
        if unit:
            fact["unit"] = unit
        if faults and kind == "share":
            fact["counts_faults"] = True
        self.made.append(fact)
        return name


@dataclass(frozen=True, slots=True)
class Demand:
    """What a sentence below an item says, ready for the data.

    :ivar attach: the deduction belongs to the requirement before it
    :ivar unclear: why its figures could not be used, in Chinese
    :ivar by_hand: why what a fault costs is left to the evaluator, where the document itself says no more
    """

    text: str
    measure: dict[str, Any] | None = None
    deduct: dict[str, Any] | None = None
    points: Decimal | None = None
    attach: bool = False
    unclear: str = ""
    by_hand: str = ""
    turned: bool = False


def cleaned(text: str) -> str:
    """A demand's words: no points, no sign of a list at its end."""
    return re.sub(r"\s*\n\s*", "", without_worth(text)).rstrip("；;，,、 　").strip()[:_TEXT]


def entry_words(text: str) -> str:
    """A bonus's or penalty's words; points in brackets behind them are left out, those they tell (省级20分) are not."""
    return (cleaned(text) if re.search(r"[)）\]】]\s*[。；;]?\s*\Z", text) else "") or text.rstrip("；;")


def demand(
    text: str, id: str, facts: Facts, full: Decimal | None, *, scored: bool, before: dict[str, Any] | None
) -> Demand:
    """Read one demand.

    :param full: the points of the item it belongs to
    :param scored: whether items have points; else nothing can be deducted
    :param before: the requirement before it in the same item
    """
    words = cleaned(text)
    if scored and tiers(text):
        return Demand(words, by_hand="分档得分，按所列各档评定")
    cost = deduction(text) if scored else None
    found = bounds(text)
    if cost is not None and says_cap_only(text) and before is not None:
        return Demand(words, deduct={"cap": cost.cap} if cost.cap else None, attach=True)
    if cost is None:
        if says_cap_only(text) and before is not None:
            return Demand(words, attach=True)
        worth = next((one.points for one in worths(text) if one.points is not None and one.sure), None)
        measure = (
            _measure(text, found, id, facts)
            if len(found) == 1
            else _not_in_years(text, id, facts)
            if not found
            else None
        )
        many = "一句里有几个数字界限，没有拆成要点的界限" if len(found) > 1 else ""
        formula = "按公式或比例计分，由考评人算出" if _FORMULA.search(plain(text)) else ""
        return Demand(
            words, None if formula else measure, points=worth, unclear="" if formula else many, by_hand=formula
        )
    return _costing(text, words, cost, found, id, facts, full, before)


def _costing(
    text: str,
    words: str,
    cost: Deduction,
    found: list[Bound],
    id: str,
    facts: Facts,
    full: Decimal | None,
    before: dict[str, Any] | None,
) -> Demand:
    if cost.spread is not None:
        return Demand(words, by_hand=f"扣分是一个范围（{cost.spread[0]}至{cost.spread[1]}分），由考评人酌定")
    rule: dict[str, Any] = {}
    if cost.each is not None:
        rule["each"] = cost.each
        if cost.per != 1:
            rule["per"] = cost.per
    elif cost.amount is not None:
        rule["amount"] = cost.amount
    elif cost.all and full:
        rule["amount"] = full
    if cost.cap is not None and rule and cost.cap > 0:
        rule["cap"] = cost.cap
    if not rule or any(value is not None and value <= 0 for value in rule.values()):
        return Demand(words, unclear="" if cost.all else "扣分的写法没有认出，没有写成扣分规则")
    own = found if len(found) == 1 else [one for one in found if _same_unit(one.kind, one.unit, cost)]
    own = own if len(own) == 1 else []
    never = None if found else _not_in_years(text, id, facts)
    if never is not None:
        return Demand(words, never, rule)
    if cost.each is None:
        if not own:
            attach = before is not None and "deduct" not in before and _lacking(words, before)
            return Demand(words, deduct=rule, attach=attach)
        bound, turned = _as_demanded(text, own[0])
        return Demand(words, _measure(text, [bound], id, facts), rule, turned=turned)
    if own and not _is_step(own[0], text) and _same_unit(own[0].kind, own[0].unit, cost):
        bound, turned = _as_demanded(text, own[0])
        return Demand(words, _measure(text, [bound], id, facts), rule, turned=turned)
    if (
        before is not None
        and "deduct" not in before
        and _fits(before, cost, facts)
        and (
            _SHORT.search(plain(text)) is not None
            or (len(cost.lead.strip()) >= 2 and cost.lead.strip() in plain(before["text"]))
        )
    ):
        return Demand(words, deduct=rule, attach=True)
    if cost.unit in _UNITLESS or cost.unit in _SPANS:
        return Demand(words, by_hand="按差多少扣分，而界限不印在这里，由考评人照文字扣")
    if _MORE.search(plain(text[len(cost.lead) :])):
        return Demand(words, by_hand="按差多少扣分，而界限不印在这里，由考评人照文字扣")
    fact = facts.add(id, _counted(cost, words), "count", cost.unit or "次")
    whole = bool(own) and own[0].kind == "share" and own[0].value == 100  # all of them: then each fault counts
    unclear = "界限与扣分不是同一单位，按扣分所数的个数写成界限，原有的界限只在文字里" if own and not whole else ""
    return Demand(words, {"fact": fact, "at_most": Decimal(0)}, rule, unclear=unclear)


def _lacking(words: str, before: dict[str, Any]) -> bool:
    """Whether what is missing is what the requirement before asks: its bound, where it has one, not another clause of it."""
    found = _LACKS.match(words)
    if found is None or "measure" not in before:
        return found is not None
    what, told = words[found.end() : found.end() + 2], before["text"]
    bound = next(iter(bounds(told)), None)
    if bound is None or len(what) < 2 or what not in told:
        return True
    clause = max(plain(told).rfind(sign, 0, bound.start) for sign in ",。;") + 1
    return what in told[clause:]


def shortfall_of(
    requirements: Sequence[dict[str, Any]], cost: Deduction | None, text: str, facts: Facts
) -> dict[str, Any] | None:
    """The latest requirement without a price that counts what a shortfall counts: 每少1人扣1分 behind 不少于3人; else None."""
    if cost is None or cost.each is None or _LESS.match(plain(text)) is None:
        return None
    return next((one for one in reversed(requirements) if "deduct" not in one and _fits(one, cost, facts)), None)


def _is_step(bound: Bound, text: str) -> bool:
    """Whether a figure is the step of the deduction, not a bound: 每低于1个百分点扣."""
    return plain(text)[max(0, bound.start - 2) : bound.start].endswith("每")


def _as_demanded(text: str, bound: Bound) -> tuple[Bound, bool]:
    """The bound as a demand where it stands in a deduction; whether it had to be turned round."""
    if bound.side in _TURNED:
        return bound._replace(side=_TURNED[bound.side]), False
    behind = plain(text)[bound.end :]
    if not bound.negated and re.match(
        r"\s*(?:的|者|的?单位)?\s*[,，]?\s*(?:(?:倒|酌情)?扣|不得分|不计分|不给分|得\s*0\s*分|[得计记]零分)", behind
    ):
        before = plain(text)[max(0, bound.start - 3) : bound.start]
        if not re.search(r"[未不没低少]", before):
            return bound._replace(side=_REACHED[bound.side]), True
    return bound, False


def _fits(before: dict[str, Any], cost: Deduction, facts: Facts) -> bool:
    """Whether the deduction counts in the unit of the requirement before it."""
    measure = before.get("measure")
    if measure is None:
        return False
    fact = next((one for one in facts.made if one["id"] == measure["fact"]), None)
    if fact is None:
        return False
    return _same_unit(fact["kind"], fact.get("unit", ""), cost)


def _same_unit(kind: str, unit: str, cost: Deduction) -> bool:
    """Whether a deduction counts what a bound counts."""
    if cost.unit in _UNITLESS or kind == "share":
        return kind == "share" and cost.unit in _UNITLESS
    return kind == "count" and (not cost.unit or cost.unit in (unit, "次", "个", "项"))


def _counted(cost: Deduction, words: str) -> str:
    """A name for the number of faults that a deduction counts."""
    lead = [one.strip(" 的对因") for one in re.split(r"[，,。；;：:]", cost.lead) if one.strip(" 的对因")]
    what = re.sub(r"^(?:发现|出现|发生|查实|有)", "", cost.what).strip(" 的，,")
    name = what if len(what) >= 2 else f"{lead[-1]}{what}" if lead else words
    return f"{name[: _TITLE - 10]}（{cost.unit}）" if cost.unit else name[: _TITLE - 10]


def _measure(text: str, found: list[Bound], id: str, facts: Facts) -> dict[str, Any] | None:
    bound = found[0]
    title = _title(cleaned(text[: bound.start]) or cleaned(text), cleaned(text))
    unit = "%" if bound.kind == "share" else bound.unit
    faults = _FAULTS.search(text) is not None
    name = facts.add(id, f"{title}（{unit}）", bound.kind, unit, faults=faults)
    measure: dict[str, Any] = {"fact": name, bound.side: bound.value}
    per = per_of(text)
    if per is not None and bound.kind != "amount":
        measure["per"] = per
    if is_soft(text):
        measure["soft"] = True
    return measure


_NEVER = re.compile(r"(?:未|没有|无)(?!.*(?:未|没有))")


def _not_in_years(text: str, id: str, facts: Facts) -> dict[str, Any] | None:
    """近三年未发生…: an event that must not have happened in so many years."""
    years = look_back(text)
    found = _NEVER.search(text)
    if years is None or found is None or re.search(r"未(?:成年|来|尽|经)", text):
        return None
    what = cleaned(text[found.end() :]).removeprefix("发生").removeprefix("出现").strip("过因")
    if len(what) < 3:
        return None
    name = facts.add(id, what[:50], "event", "")
    return {"fact": name, "is": False, "look_back_years": years}


def is_fault_rate(text: str) -> bool:
    """Whether a share counts what should not be: 败诉率, 投诉率."""
    return _FAULTS.search(text) is not None


def _title(words: str, whole: str = "") -> str:
    """A fact's name: the last clause before the figure, without the signs around it."""
    clauses = [one.strip(" ，,。；;、：:（）()的") for one in re.split(r"[，,。；;：:]", words)]
    clauses = [one for one in clauses if len(one) >= 2]
    name = clauses[-1] if clauses else whole
    if len(name) < 4 and len(clauses) > 1:
        name = f"{clauses[-2]}{name}"
    return (name or whole or "数值")[: _TITLE - 10]
