"""Lint: honours that look at something there is, and have a line or say who sets it. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from kaoping.standard.findings import Finding, Loc, nodes
from kaoping.standard.model import Honour
from kaoping.standard.resolved import Resolved


def honours(resolved: Resolved) -> Iterator[Finding]:
    """Findings about the standard's honours."""
    tree = {node.id for node, _ in nodes(resolved.standard)}
    for index, honour in enumerate(resolved.standard.honours):
        loc: Loc = ("honours", index)
        if honour.set_by == "document" and honour.attained_at_least is None:
            message = (
                "请写明 attained_at_least（达标率或得分率不低于百分之几）；"
                '文件未定条件的，写 set_by = "jurisdiction" 由本地规则给出'
            )
            yield Finding("honours", message, honour.id, loc)
        yield from _covers(resolved, honour, tree, (*loc, "covers"))


def _covers(resolved: Resolved, honour: Honour, tree: set[str], loc: Loc) -> Iterator[Finding]:
    seen: set[str] = set()
    for name in honour.covers:
        if name in seen:
            yield Finding("duplicate-id", f"covers 中“{name}”写了两次，请只留一个", honour.id, loc)
        elif name not in tree and name not in resolved.item:
            message = f"没有指标或评分项“{name}”，covers 请写已有的一级指标、二级指标或评分项的编号"
            yield Finding("unknown-id", message, honour.id, loc)
        elif name in tree and name in resolved.item:
            message = f"“{name}”既是指标又是评分项，分不清 covers 所指的是哪一个，请改其中一个的编号"
            yield Finding("honours", message, honour.id, loc)
        seen.add(name)
    own = [resolved.items[index] for index in resolved.covered[honour.id]]
    if own and not any(item.full for item in own):
        message = "covers 所看的评分项都不计分（points = 0），没有得分率可言，请改看计分的项"
        yield Finding("honours", message, honour.id, loc)
