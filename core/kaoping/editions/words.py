"""What differs between two editions, in lines for a person. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kaoping.cells import wrapped
from kaoping.editions.mapping import proposal_toml
from kaoping.editions.proposals import proposals
from kaoping.editions.values import Change, CriterionChange, Difference, FieldChange
from kaoping.fact_meaning import clashes
from kaoping.numbers import plain
from kaoping.standard.resolved import Resolved

#: Columns that a line may take.
ROOM = 80

#: What each kind of change stands under, in the order in which they are told.
HEADS: Mapping[str, str] = {
    "section": "一级、二级指标",
    "order": "次序有变的评分项",
    "veto": "一票否决",
    "adjustment": "加分、减分",
    "adjustment-cap": "加减分合计的上限",
    "outcome": "结果",
    "outcome-order": "结果的次序",
    "honour": "单项荣誉",
    "scoring": "计分方式",
    "level": "通用等级",
    "part": "组成部分",
    "fact": "事实的定义",
    "theme": "主题",
    "erratum": "勘误",
    "stage": "阶段",
    "form": "表格",
    "campaign": "文件所列批次",
    "document-part": "文件的组成部分",
    "document": "文件",
    "standard": "标准的说明",
    "mapping": "接续的版本",
    "rules": "本地规则",
    "provider": "插件提供的规则",
}
_WHAT = {"added": "新增", "removed": "取消", "changed": "改动"}


def edition_text(resolved: Resolved) -> str:
    """Edition and the first of the digest's digits, by which two texts of one edition are told apart."""
    return f"{resolved.standard.edition}〔{resolved.digest[:8]}〕"


def summary(found: Difference) -> str:
    """How many criteria came, went and differ, in one line."""
    criteria = found.criteria
    counts = {
        "新增": sum(change.what == "added" for change in criteria),
        "取消": sum(change.what == "removed" for change in criteria),
        "改号": sum(change.pair.renumbered for change in criteria),
        "移到别的指标": sum(change.moved is not None for change in criteria),
        "内容有变": sum(bool(change.pair.old and change.pair.new and _content(change)) for change in criteria),
    }
    said = [f"{name} {count}" for name, count in counts.items() if count]
    other = sum(1 for _ in found.others)
    said += [f"其他 {other} 处"] if other else []
    same = sum(change.what is None for change in criteria)
    return f"评分项 {len(found.old.items)} → {len(found.new.items)}：{'，'.join([*said, f'照旧 {same}'])}"


def difference_lines(found: Difference) -> list[str]:
    """The whole comparison, no line wider than a terminal of 80 columns."""
    lines: list[str] = []
    for text, indent in edition_told(found):
        lines += (
            wrapped(text, ROOM - indent, 2)
            if not indent
            else [f"{' ' * indent}{line}" for line in wrapped(text, ROOM - indent, 2)]
        )
    return lines


def edition_told(found: Difference) -> Iterator[tuple[str, int]]:
    """The same as texts of any length, each with the columns that it is indented by."""
    old, new = found.old, found.new
    yield f"旧　{old.standard.title}（{old.id}）　{edition_text(old)}", 0
    yield f"新　{new.standard.title}（{new.id}）　{edition_text(new)}", 0
    if found.same:
        yield "没有不同", 0
        return
    yield summary(found), 0
    criteria = list(found.changed())
    yield from _section("编号对照有误（[[replaces]]）", [(text, 2) for text in found.astray])
    meant = [(clash.text, 2) for clash in clashes(old.facts, new.facts)]
    yield from _section("同一编号、口径不同的事实（按一版登记的值，另一版不采用）", meant)
    if meant:
        yield '说的仍是同一件事、只改了措辞的，在新版该事实里写 formerly = ["旧名称"]，已登记的值就照旧采用', 2
    yield from _section("新增的评分项", [(_line(new, c, c.pair.new), 2) for c in criteria if c.what == "added"])
    yield from _section("取消的评分项", [(_line(old, c, c.pair.old), 2) for c in criteria if c.what == "removed"])
    renumbered = [c for c in criteria if c.pair.renumbered]
    yield from _section(
        "改号的评分项", [(f"{numbers(c.pair.old, c.pair.new)}　{c.title}{_found(c)}", 2) for c in renumbered]
    )
    moved = [(f"{c.pair.new[0]} {c.title}：{c.moved[0]} → {c.moved[1]}", 2) for c in criteria if c.moved]
    yield from _section("移到别的指标的评分项", moved)
    content = [line for c in criteria if c.pair.old and c.pair.new and _content(c) for line in _criterion(c)]
    yield from _section("内容有变的评分项", content)
    yield from _proposed(found)
    by_kind: dict[str, list[Change]] = {}
    for change in found.others:
        by_kind.setdefault(change.kind, []).append(change)
    for kind in (*HEADS, *sorted(by_kind.keys() - HEADS.keys())):
        listed = [line for change in by_kind.get(kind, ()) for line in _change(change)]
        yield from _section(HEADS.get(kind, "次序"), listed)


def _proposed(found: Difference) -> Iterator[tuple[str, int]]:
    """Splits and merges that nobody declared, with the lines that would."""
    lines: list[tuple[str, int]] = []
    for one in proposals(found):
        what = "拆分" if one.what == "split" else "合并"
        titles = [found.old.item[id].criterion.title for id in one.pair.old]
        then = [found.new.item[id].criterion.title for id in one.pair.new]
        sides = [
            "、".join(f"{id} {title}" for id, title in zip(ids, names, strict=True))
            for ids, names in ((one.pair.old, titles), (one.pair.new, then))
        ]
        lines += [(f"{what}：{sides[0]} → {sides[1]}", 2), (one.because, 4), (proposal_toml(one), 4)]
    head = "可能的拆分、合并（没有采用；核对属实的，把下面的行写进新版 [[replaces]] 的 criteria）"
    yield from _section(head, lines)


def _section(title: str, lines: Sequence[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    if lines:
        yield "", 0
        yield f"{title}：", 0
        yield from lines


def _line(resolved: Resolved, change: CriterionChange, ids: Iterable[str]) -> str:
    item = resolved.item[next(iter(ids))]
    worth = f"（{plain(item.full)} 分）" if resolved.by_points else ""
    under = f"　〔{item.path[-1].named}〕" if item.path else ""
    return f"{item.id} {change.title}{worth}{under}"


def _content(change: CriterionChange) -> bool:
    """Whether more differs than number and section."""
    inner = any(one.what != "changed" or one.fields or len(one.old) != len(one.new) for one in change.requirements)
    return bool(change.fields or inner or change.pair.changed)


def _found(change: CriterionChange) -> str:
    if not change.pair.one:
        return f"（{change.because[0].partition('：')[0]}）"
    return "" if change.pair.declared else "（按措辞认出）"


def _criterion(change: CriterionChange) -> Iterator[tuple[str, int]]:
    yield f"{numbers(change.pair.old, change.pair.new)} {change.title}", 2
    yield from ((field_text(one), 4) for one in change.fields)
    for one in change.requirements:
        if one.what != "changed":
            yield f"{_WHAT[one.what]}要点 {'、'.join(one.new or one.old)} {one.title}", 4
        elif one.fields or len(one.old) != len(one.new):
            yield f"要点 {numbers(one.old, one.new)} {one.title}", 4
            yield from ((field_text(field), 6) for field in one.fields)
    if change.pair.note:
        yield f"说明：{change.pair.note}", 4
    if change.fate == "changed":
        because = "；".join(change.because[:3]) + ("；等" if len(change.because) > 3 else "")
        yield f"旧评定不能沿用（{because}）", 4


def _change(change: Change) -> Iterator[tuple[str, int]]:
    if change.kind.endswith("order") and change.kind != "order":
        yield f"{'、'.join(change.old)} → {'、'.join(change.new)}", 2
        return
    head = f"{numbers(change.old, change.new)} {change.title}".strip()
    if change.what != "changed":
        yield f"{_WHAT[change.what]}　{head}", 2
        return
    if head:
        yield head, 2
    yield from ((field_text(one), 4 if head else 2) for one in change.fields)


def numbers(old: Sequence[str], new: Sequence[str]) -> str:
    """`1.2`, or `1.2 → 1.3` where the numbers differ."""
    first, then = "、".join(old), "、".join(new)
    return first if first == then else f"{first} → {then}" if first and then else first or then


def field_text(change: FieldChange) -> str:
    """One key with what it was and what it is."""
    return f"{change.label}：{change.old} → {change.new}"
