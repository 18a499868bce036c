"""The tables of docs/standards.md, made from the bundled sheets; `make_standards.py` puts them into the chapters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from kaoping import bound_text, kind_text, plain

if TYPE_CHECKING:
    from kaoping import FactDefinition, Item, Requirement, Resolved

STATUS = {"draft": "征求意见稿", "in-force": "现行", "superseded": "已废止"}
SUBJECTS = {
    "administration": "行政机关（政府及部门）", "county": "县（市、区）全境", "court": "法院", "departments": "各部门",
    "enforcement-bodies": "行政执法机关", "enterprises": "企业", "government": "政府", "judicial-organs": "司法机关",
    "legal-services": "法律服务机构", "party-committee": "党委", "peoples-congress": "人大", "procuratorate": "检察院",
    "schools": "学校", "social-organisations": "社会组织", "townships": "乡镇（街道）", "unit": "考评对象自己",
    "villages": "村（社区）",
}  # fmt: skip
MEMBERS = {None: "", "any": "任一", "sole": "唯一"}
POLICIES = {"exclude": "移出总数", "full": "计满分", "rescale": "移出后折算为满分"}
NOT_GIVEN = "没有给"


class Sheet(NamedTuple):
    """One bundled standard, the number of its worked cases, and the example rules for it by their file's name."""

    read: Resolved
    cases: int
    examples: Mapping[str, Resolved]


class Asked(NamedTuple):
    """Where a fact is asked for, an item, a veto or an adjustment of a sheet; and in what words."""

    document: str
    short: str
    place: str
    words: str


def cell(text: object) -> str:
    """Data as the content of one cell of a Markdown table."""
    return re.sub(r"([\\`*|\[\]<>])", r"\\\1", " ".join(str(text).split())) or "—"


def table(head: str, rows: Iterable[Iterable[object]], empty: str = "无。") -> str:
    """A Markdown table, every cell escaped; `empty` where there are no rows. `head` is its first line, without bars."""
    lines = ["| " + " | ".join(cell(value) for value in row) + " |" for row in rows]
    names = head.split()
    return "\n".join([f"| {' | '.join(names)} |", "|" + "---|" * len(names), *lines]) if lines else empty


def kept(*pairs: tuple[object, str]) -> list[str]:
    """The texts of which the first is so."""
    return [text for holds, text in pairs if holds]


def asks(read: Resolved) -> Iterator[tuple[Item, Requirement]]:
    """Every requirement of a sheet with its item."""
    return ((item, requirement) for item in read.items for requirement in item.criterion.requirements)


class Tables:
    """Every table by name: each public method is a `{{name argument}}` of the chapters."""

    def __init__(self, found: Mapping[str, Sheet]) -> None:
        self._sheets = found
        self._facts: dict[str, FactDefinition] = {}
        self._asked: dict[str, list[Asked]] = {}
        for sheet in found.values():
            self._facts.update(sheet.read.facts)
            for fact, place, words in self._places(sheet.read):
                asked = Asked(sheet.read.document.id, sheet.read.standard.short, place, words)
                if asked not in self._asked.setdefault(fact, []):
                    self._asked[fact].append(asked)

    def overview(self, _: str) -> str:
        """The sheets side by side."""
        rows = []
        for id, (read, cases, _examples) in self._sheets.items():
            standard = read.standard
            full = f"{plain(read.declared_full)} 分" if read.by_points else "达标率"
            kinds = "、".join(kind_text(kind) for kind in standard.unit_kinds)
            groups = sum(len(dimension.groups) for dimension in standard.dimensions)
            head = (id, standard.title, standard.edition, STATUS[standard.status], kinds, full)
            bounds = sum(requirement.measure is not None for _item, requirement in asks(read))
            counts = (len(read.items), len(list(asks(read))), bounds, cases, len(standard.errata))
            rows.append((*head, len(standard.dimensions), groups, *counts))
        return table("编号 名称 版本 效力 考评对象 满分 一级 二级 评分项 要点 有界限 算例 勘误", rows)

    def sections(self, id: str) -> str:
        """The dimensions of a sheet with their groups, items, points, requirements and measures."""
        read = self._sheets[id].read
        rows = []
        for section, dimension in enumerate(read.standard.dimensions):
            asked = [(item, requirement) for item, requirement in asks(read) if item.section == section]
            items = [item.id for item in read.items if item.section == section]
            groups = [f"{g.named}（{_range([c.id for c in g.criteria])}）" for g in dimension.groups]
            points = "" if dimension.points is None else plain(dimension.points)
            bounds = sum(requirement.measure is not None for _, requirement in asked)
            head = (dimension.id, dimension.title, "；".join(groups), _range(items))
            rows.append((*head, len(items), points, len(asked), bounds))
        head_line = "编号 一级指标 二级指标（评分项） 评分项 项数 分值 要点 有界限"
        return table(head_line, rows, "本表不分部分，评分项直接列出。")

    def lookbacks(self, id: str) -> str:
        """Vetoes, and the items that look back."""
        read = self._sheets[id].read
        rows = []
        for veto in read.vetoes:
            events = "；".join(self._facts[name].title for name in veto.all_events) or "由考评人说明"
            spared = "、".join(f"{name} = {str(value).lower()}" for name, value in (veto.not_when or {}).items())
            back = _back(veto.look_back_years, veto.look_back)
            rows.append((f"否决 {veto.id}", veto.title, events, back, veto.label or veto.effect, spared))
        for item, requirement in asks(read):
            measure = requirement.measure
            if measure is not None and measure.look_back_years is not None:
                event, back = self._facts[measure.fact].title, _back(measure.look_back_years, None)
                rows.append((f"要点 {requirement.id}", item.criterion.title, event, back, "该要点未达到", ""))
        return table("位置 名称 依据的事件 追溯 后果 不适用于", rows, "没有一票否决，也没有追溯几年的要求。")

    def errata(self, document: str) -> str:
        """The errata of a document and of its sheets."""
        reads = self._of(document)
        found = [("文件", erratum) for erratum in reads[0].document.errata]
        found += [(read.id, erratum) for read in reads for erratum in read.standard.errata]
        return table("所在 位置 所印 读作 理由", ((id, e.at, e.printed, e.read_as, e.why) for id, e in found))

    def stages(self, document: str) -> str:
        """The procedure with its deadlines."""
        rows = []
        for stage in self._of(document)[0].document.stages:
            due = kept(
                (stage.starts, f"{stage.starts} 起"),
                (stage.due, f"{stage.due} 止"),
                (stage.monthly, f"每月 {stage.monthly} 日前"),
                (stage.yearly, f"每年 {stage.yearly} 前"),
                (stage.working_days, f"{'不少于 ' if stage.at_least else ''}{stage.working_days} 个工作日"),
            )
            marks = kept(
                (stage.final, "终评"),
                (stage.counts, "结果计入考评"),
                (stage.self_report_limit, f"自评报告不超过 {stage.self_report_limit} 字"),
                (stage.evidence_per_item, "逐项提供佐证"),
                (stage.report_parts, f"报告含：{'、'.join(stage.report_parts)}"),
                (stage.opinions, f"征求意见：{'，'.join(stage.opinions)}"),
            )
            who, text = stage.who or "没有印", stage.text or ""
            rows.append((stage.title, who, "，".join(due), text, "；".join(marks), stage.clause or ""))
        return table("阶段 由谁 期限 内容 另外 文件中的位置", rows)

    def assignments(self, document: str) -> str:
        """Who evaluates whom."""
        rows = ((a.by, a.of, a.how or "", a.sheet or "") for a in self._of(document)[0].document.assignments)
        return table("考评者 被考评者 方式 用哪张表", rows)

    def local(self, document: str) -> str:
        """What the jurisdiction must set, sheet by sheet, with what the first example rules say."""
        reads = self._of(document)
        rows = []
        for read in reads:
            filled = next(iter(self._sheets[read.id].examples.values()), None)
            rows += [(read.id, *row) for row in _open(read, filled)]
        files = "、".join(f"`examples/rules/{name}`" for read in reads for name in self._sheets[read.id].examples)
        found = table("标准 事项 文件怎样 示例规则（虚构）", rows)
        return f"{found}\n\n示例规则文件：{files or '没有'}。示例里的数都是虚构的，不可照用。"

    def shared(self, _: str) -> str:
        """Facts, events left out, that two or more documents ask for."""
        rows = []
        for fact, definition in self._by_subject(event=False):
            places = self._asked.get(fact, [])
            documents = len({asked.document for asked in places})
            if documents > 1:
                rows.append((definition.title, fact, _whose(definition), documents, _said(places)))
        return table("事实 编号 主体 文件数 哪些标准的哪些项，各自的界限", rows)

    def events(self, _: str) -> str:
        """Events: what they count as and who asks for them."""
        rows = []
        for fact, definition in self._by_subject(event=True):
            wider = "、".join(self._facts[name].title if name in self._facts else name for name in definition.counts_as)
            said = _said(self._asked.get(fact, [])) or "只经“同时算作”"
            rows.append((definition.title, fact, _whose(definition), MEMBERS[definition.members], wider, said))
        return table("事件 编号 主体 成员 同时算作 谁要看", rows)

    def _of(self, document: str) -> list[Resolved]:
        return [sheet.read for sheet in self._sheets.values() if sheet.read.document.id == document]

    def _by_subject(self, *, event: bool) -> list[tuple[str, FactDefinition]]:
        found = [(name, fact) for name, fact in self._facts.items() if (fact.kind == "event") == event]
        return sorted(found, key=lambda pair: (pair[1].subject, pair[0]))

    def _places(self, read: Resolved) -> Iterator[tuple[str, str, str]]:
        for item, requirement in asks(read):
            if (measure := requirement.measure) is not None:
                fact = self._facts[measure.fact]
                words = bound_text(measure, fact.unit, fact.kind)
                if fact.kind == "event":
                    words = words.replace("应为否", "没有发生")
                yield fact.id, item.id, words
                if measure.bound_from is not None:
                    yield measure.bound_from, item.id, "作界限"
                if measure.within is not None and measure.within.after is not None:
                    yield measure.within.after, item.id, "作起算日"
            yield from ((name, item.id, "参看") for name in requirement.informed_by)
        for veto in read.vetoes:
            back = _back(veto.look_back_years, veto.look_back)
            yield from ((name, f"否决 {veto.id}", back) for name in veto.all_events)
        for adjustment in read.adjustments:
            yield from ((name, f"加减分 {adjustment.id}", "周期内") for name in adjustment.all_events)


def _open(read: Resolved, filled: Resolved | None) -> Iterator[tuple[str, str, str]]:
    """What the document leaves open: the subject, how it stands, and what the example rules give."""
    scoring, rules = read.standard.scoring, filled.rules if filled is not None else None
    if scoring.weights_set_by == "jurisdiction":
        given = f"{len(rules.weights)} 个" if rules and rules.weights else NOT_GIVEN
        yield "权重", "没有印；不给则各项相同", given
    if not read.by_points and scoring.partial is None:
        given = f"计 {plain(rules.partial)}%" if rules and rules.partial is not None else NOT_GIVEN
        yield "部分达到", "没有印；不给则只分达到、未达到", given
    if read.outcomes_set_by is None:
        labels = "、".join(band.label for band in read.outcomes)
        said = f"只印名称：{labels}，没有条件" if labels else "没有印"
        yield "等次（结果）", said, _conditions(filled) if filled is not None else NOT_GIVEN
    for adjustment in read.adjustments:
        if adjustment.set_by == "jurisdiction":
            rule = rules.adjustments.get(adjustment.id) if rules else None
            amounts = (("每次", rule.amount), ("累计不超过", rule.cap)) if rule else ()
            given = "，".join(f"{what} {plain(value)}" for what, value in amounts if value is not None)
            yield f"加减分 {adjustment.id} {adjustment.title}", "没有印分值", given or NOT_GIVEN
    for cap in read.shared_caps:
        if cap.set_by == "jurisdiction":
            given = f"不超过 {plain(cap.at_most)} 分" if cap.at_most is not None else NOT_GIVEN
            yield f"加减分上限 {cap.id} {cap.title}", "没有印合计不超过几分", given
    for honour in read.honours:
        if honour.set_by == "jurisdiction":
            line = rules.honours.get(honour.id) if rules else None
            said = f"没有印达标线；看 {'、'.join(honour.covers)}" if honour.covers else "由考评对象自选，不计算"
            yield f"荣誉 {honour.title}", said, f"{plain(line.attained_at_least)}% 以上" if line else NOT_GIVEN
    for veto in read.vetoes:
        if veto.set_by == "jurisdiction":
            given = "有补充" if rules and veto.id in rules.vetoes else NOT_GIVEN
            yield f"否决 {veto.id} {veto.title}", "没有定全", given
    places: dict[str, list[str]] = {}
    for _, requirement in asks(read):
        if requirement.measure is not None and requirement.measure.bound_from is not None:
            places.setdefault(requirement.measure.bound_from, []).append(requirement.id)
    for name, ids in places.items():
        fact = read.facts[name]
        said = "由本地给出" if fact.set_by == "jurisdiction" else "作为事实登记"
        values = [
            plain(bound.value) + (fact.unit or "") for bound in (rules.bounds if rules else ()) if bound.fact == name
        ]
        yield f"界限 {fact.title}（{name}）", f"{said}；用于要点 {'、'.join(ids)}", "、".join(values) or NOT_GIVEN
    if scoring.not_applicable_set_by == "jurisdiction":
        given = POLICIES[rules.not_applicable] if rules and rules.not_applicable else NOT_GIVEN
        yield "不适用的处理", f"没有印；不给则{POLICIES[scoring.not_applicable]}", given


def _conditions(filled: Resolved) -> str:
    """The outcomes with their conditions in words."""
    found = []
    for band in filled.outcomes:
        when = band.when
        if when is None:
            found.append(f"{band.label}：其余")
            continue
        words = kept(
            (when.score_at_least is not None, f"得分 {when.score_at_least} 以上"),
            (when.share_at_least is not None, f"得分占满分 {when.share_at_least}% 以上"),
            (when.attained_at_least is not None, f"达标率 {when.attained_at_least}% 以上"),
            (when.section, "各部分达到所定的线"),
            (when.no_veto, f"否决 {'、'.join(when.no_veto)} 都未触发"),
        )
        found.append(f"{band.label}：{'，'.join(words)}")
    return "；".join(found)


def _back(years: int | None, look_back: str | None) -> str:
    return f"{years} 年" if years is not None else "周期内" if look_back is not None else "不限时间"


def _range(ids: list[str]) -> str:
    return f"{ids[0]} 至 {ids[-1]}" if len(ids) > 1 else "".join(ids)


def _whose(definition: FactDefinition) -> str:
    return SUBJECTS.get(definition.subject, definition.subject)


def _said(places: Iterable[Asked]) -> str:
    """By sheet, each item with its words."""
    said: dict[str, dict[str, list[str]]] = {}
    for asked in places:
        said.setdefault(asked.short, {}).setdefault(asked.place, []).append(asked.words)
    lines = []
    for short, at in said.items():
        lines.append(f"{short}：" + "，".join(f"{place} {'、'.join(words)}" for place, words in at.items()))
    return "；".join(lines)
