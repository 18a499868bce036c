"""Kinds of usual evidence in Chinese, and what usually proves a criterion as people read it. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from kaoping.standard.model import Criterion, EvidenceKind

#: In the order of `model.EVIDENCE_KINDS`.
EVIDENCE_NAMES: Mapping[EvidenceKind, str] = {
    "document": "文件",
    "minutes": "会议记录",
    "list": "清单台账",
    "photo": "照片音像",
    "visit": "实地查看",
    "interview": "访谈",
    "web": "网页",
    "data": "数据",
}


def evidence_by_kind(criterion: Criterion) -> tuple[tuple[str | None, tuple[str, ...]], ...]:
    """The texts under the Chinese name of each kind that has any; under None where the file names no kinds."""
    found: dict[str | None, list[str]] = {}
    for kind, text in criterion.usual_evidence:
        found.setdefault(None if kind is None else EVIDENCE_NAMES[kind], []).append(text)
    return tuple((name, tuple(texts)) for name, texts in found.items())


def evidence_text(criterion: Criterion) -> str:
    """On one line: `【文件】决策制度；论证意见【会议记录】常委会纪要`; empty where there is none."""
    return "".join(
        f"{'' if name is None else f'【{name}】'}{'；'.join(texts)}" for name, texts in evidence_by_kind(criterion)
    )


__all__ = ["EVIDENCE_NAMES", "evidence_by_kind", "evidence_text"]
