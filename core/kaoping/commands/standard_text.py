"""A standard as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kaoping.facts import bound_text
from kaoping.numbers import plain
from kaoping.reports.words import METHODS, MODELS, MODES, STATUSES, effect_text, policy_text, set_by_text
from kaoping.scoring.caps import cap_text
from kaoping.standard.attributes import condition_text
from kaoping.standard.describe import errata_at
from kaoping.standard.document import NamedCampaign, Stage
from kaoping.standard.evidence import evidence_text
from kaoping.standard.model import Adjustment, DeductionRule, Dimension, Group, Honour, Level, OutcomeBand, Veto
from kaoping.standard.resolved import Item, Resolved
from kaoping.standard.shared_caps import SharedCap


def standard_text(resolved: Resolved) -> str:
    """The standard whole, in the document's order."""
    return "\n".join(_lines(resolved))


def _lines(resolved: Resolved) -> Iterator[str]:
    yield from _head(resolved)
    above: tuple[Dimension | Group, ...] = ()
    for item in resolved.items:
        for depth, node in enumerate(item.path):
            if node not in above:
                yield ""
                yield f"{'  ' * depth}{node.named}{_worth(node)}"
        above = item.path
        yield from _item(resolved, item)
    for title, lines in (
        ("组成部分", [f"{p.id} {p.title}：{plain(p.weight)} 分" for p in resolved.parts]),
        ("一票否决", [line for veto in resolved.vetoes for line in _veto(resolved, veto)]),
        (
            "加分、减分",
            [*(_adjustment(one) for one in resolved.adjustments), *(_shared_cap(cap) for cap in resolved.shared_caps)],
        ),
        ("结果", [_outcome(band) for band in resolved.outcomes]),
        ("单项荣誉", [line for honour in resolved.honours for line in _honour(honour)]),
        ("阶段", [_stage(stage) for stage in resolved.document.stages]),
        ("文件所列批次", [_campaign(campaign) for campaign in resolved.document.campaigns]),
        ("文件的其他规定", list(resolved.document.rules)),
    ):
        if lines:
            yield ""
            yield f"{title}："
            yield from (f"  {line}" for line in lines)
    if not resolved.outcomes:
        yield ""
        yield "结果：文件没有规定，由本地规则给出（--rules FILE）"
    errata = (*resolved.standard.errata, *resolved.document.errata)
    if errata:
        yield ""
        yield "勘误："
        for erratum in errata:
            yield f"  {erratum.at}：原印“{erratum.printed}”，读作“{erratum.read_as}”；{erratum.why}"


def _head(resolved: Resolved) -> Iterator[str]:
    standard, document, scoring = resolved.standard, resolved.document, resolved.standard.scoring
    yield f"{standard.title}（{standard.id}）"
    yield f"版本：{standard.edition}　效力：{STATUSES.get(standard.status, standard.status)}"
    about = [document.number, document.issuer, document.date and document.date.isoformat()]
    yield f"文件：{document.title}{''.join(f'　{part}' for part in about if part)}"
    yield f"考评对象：{'、'.join(standard.unit_kinds)}"
    if resolved.rules is not None:
        yield f"本地规则：{resolved.rules.title}（{resolved.rules.set_by}规定）"
    parts = [MODELS.get(scoring.model, scoring.model), f"{len(resolved.items)} 项"]
    if resolved.by_points:
        parts.append(f"满分 {plain(resolved.declared_full)}")
    if scoring.base is not None:
        parts.append(f"基础分 {plain(scoring.base)}")
    if scoring.floor is not None:
        parts.append(f"最低 {plain(scoring.floor)}")
    if resolved.partial is not None:
        parts.append(f"部分达到计 {plain(resolved.partial)}%")
    parts.append(f"不适用{policy_text(resolved)}")
    parts.append(f"保留 {scoring.rounding.places} 位小数，{MODES[scoring.rounding.mode]}")
    yield f"计分：{'，'.join(parts)}"
    if resolved.levels:
        yield f"等级：{_levels(resolved.levels)}"
    yield f"校验码：{resolved.digest}"


def _worth(node: Dimension | Group) -> str:
    worth = f"（{plain(node.points)} 分" if node.points is not None else ""
    if isinstance(node, Dimension) and node.minimum is not None:
        worth = f"{worth or '（'}{'，' if worth else ''}最低 {plain(node.minimum)}"
    return f"{worth}）" if worth else ""


def _item(resolved: Resolved, item: Item) -> Iterator[str]:
    criterion, indent = item.criterion, "  " * len(item.path)
    worth = f"（{plain(item.full)} 分）" if resolved.by_points else ""
    if not resolved.by_points and item.weight != 1:
        worth = f"（权重 {plain(item.weight)}）"
    clause = f"　〔{criterion.clause}〕" if criterion.clause else ""
    yield f"{indent}{criterion.id} {criterion.title}{worth}{clause}"
    if criterion.applies_when:
        yield f"{indent}    只适用于：{condition_text(criterion.applies_when)}"
    for requirement in criterion.requirements:
        own = f"（{plain(requirement.points)} 分）" if requirement.points is not None else ""
        yield f"{indent}    {requirement.id} {requirement.text}{own}"
        if requirement.measure is not None:
            definition = resolved.facts.get(requirement.measure.fact)
            title = definition.title if definition is not None else requirement.measure.fact
            said = bound_text(requirement.measure, definition.unit if definition is not None else None)
            yield f"{indent}      依事实“{title}”（{requirement.measure.fact}）：{said}"
        for name in requirement.informed_by:
            title = resolved.facts[name].title if name in resolved.facts else name
            yield f"{indent}      参考事实“{title}”（{name}），文件没有印界限"
        if requirement.deduct is not None:
            yield f"{indent}      扣分：{_deduct(requirement.deduct)}"
        if requirement.applies_when:
            yield f"{indent}      只适用于：{condition_text(requirement.applies_when)}"
    if criterion.levels:
        yield f"{indent}    等级：{_levels(criterion.levels)}"
    if criterion.usual_evidence:
        yield f"{indent}    常见佐证：{evidence_text(criterion)}"
    if criterion.methods:
        yield f"{indent}    方式：{'、'.join(METHODS.get(method, method) for method in criterion.methods)}"
    if criterion.responsible:
        yield f"{indent}    责任单位：{criterion.responsible}"
    if criterion.note:
        yield f"{indent}    说明：{criterion.note}"
    for erratum in errata_at(resolved, criterion.id):
        yield f"{indent}    勘误：读作“{erratum.read_as}”"


def _levels(levels: Iterable[Level]) -> str:
    found = []
    for level in levels:
        worth = f"，{plain(level.points)} 分" if level.points is not None else ""
        worth = f"，{plain(level.share)}%" if level.share is not None else worth
        found.append(f"{level.title}（{level.id}{worth}）")
    return "、".join(found)


def _deduct(rule: DeductionRule) -> str:
    if rule.amount is not None:
        text = f"未达到扣 {plain(rule.amount)} 分"
    else:
        unit = plain(rule.per) if rule.per is not None else "1"
        part = {"whole": "", "started": "，不足一个单位按一个计", "proportional": "，按比例"}[rule.part]
        text = f"每差 {unit} 扣 {plain(rule.each or 0)} 分{part}"
    return f"{text}，累计不超过 {plain(rule.cap)} 分" if rule.cap is not None else text


def _veto(resolved: Resolved, veto: Veto) -> Iterator[str]:
    back = f"，追溯 {veto.look_back_years} 年" if veto.look_back_years is not None else ""
    back = "，在考评周期内" if veto.look_back == "period" else back
    cap = f" {plain(veto.cap)} 分" if veto.cap is not None else ""
    yield f"{veto.id} {veto.title}：{effect_text(resolved, veto)}{cap}{back}（{set_by_text(veto.set_by)}）"
    yield f"    {veto.text}"
    if veto.not_when:
        yield f"    不适用于：{condition_text(veto.not_when)}"


def _adjustment(adjustment: Adjustment) -> str:
    parts = []
    if adjustment.amount is not None:
        parts.append(f"每次 {plain(adjustment.amount)} 分")
    if adjustment.range is not None:
        parts.append(f"{plain(adjustment.range.low)} 至 {plain(adjustment.range.high)} 分")
    if adjustment.cap is not None:
        parts.append(f"累计不超过 {plain(adjustment.cap)} 分")
    kind = "加分" if adjustment.kind == "bonus" else "减分"
    return f"{adjustment.id} {kind}：{adjustment.title}（{'，'.join(parts) or '分值由本地规定'}）"


def _shared_cap(cap: SharedCap) -> str:
    return f"{cap.id} {cap_text(cap)}（{'、'.join(cap.of)}；{set_by_text(cap.set_by)}）"


def _outcome(band: OutcomeBand) -> str:
    when, parts = band.when, []
    if when is not None:
        for value, word in (
            (when.score_at_least, "得分不低于 {}"),
            (when.share_at_least, "得分占满分 {}% 以上"),
            (when.attained_at_least, "达标率不低于 {}%"),
        ):
            if value is not None:
                parts.append(word.format(plain(value)))
        parts += [f"第 {section} 部分不低于 {plain(value)}" for section, value in when.section.items()]
        if when.no_veto:
            parts.append(f"未触发 {'、'.join(when.no_veto)}")
    condition = "其余" if band.otherwise else "，".join(parts) or "条件由本地规定"
    return f"{band.label}：{condition}（{set_by_text(band.set_by)}）"


def _honour(honour: Honour) -> Iterator[str]:
    field = "、".join(honour.covers) or "由考评对象自选"
    line = honour.attained_at_least
    asked = f"达到 {plain(line)}% 以上" if line is not None else "条件由本地规定"
    yield f"{honour.id} {honour.title}：看 {field}，{asked}（{set_by_text(honour.set_by)}）"
    yield f"    {honour.text}"


def _stage(stage: Stage) -> str:
    when = ""
    if stage.due is not None:
        when = f"，{stage.due.isoformat()} 前"
    elif stage.monthly is not None:
        when = f"，每月 {stage.monthly} 日前"
    elif stage.yearly is not None:
        when = f"，每年 {stage.yearly} 前"
    elif stage.working_days is not None:
        when = f"，{'不少于 ' if stage.at_least else ''}{stage.working_days} 个工作日"
    limit = f"，自评报告不超过 {stage.self_report_limit} 字" if stage.self_report_limit is not None else ""
    proof = "，须逐项提供佐证材料" if stage.evidence_per_item else ""
    return f"{stage.id} {stage.title}{f'（{stage.who}）' if stage.who else ''}{when}{limit}{proof}"


def _campaign(campaign: NamedCampaign) -> str:
    days = [day.isoformat() for day in (campaign.starts, campaign.ends) if day is not None]
    period = f"，考评周期 {' 至 '.join(days)}" if len(days) == 2 else ""
    names = list(dict.fromkeys(unit.name for unit in campaign.units))
    units = f"，考评对象 {len(names)} 个：{'、'.join(names)}" if names else ""
    return f"{campaign.id} {campaign.title}（{campaign.sheet}）{period}{units}"
