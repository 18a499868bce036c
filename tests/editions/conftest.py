"""Small standards made in memory, to be compared."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from kaoping.editions.values import CriterionChange, Difference
from kaoping.standard.model import Standard
from kaoping.standard.resolved import Resolved

#: Demands that have nothing to do with each other.
DEMANDS = (
    "党委每年专题研究法治建设", "重大决策事先听取公众意见", "规范性文件按期报送备案", "执法人员持证上岗",
    "行政首长出庭应诉", "普法责任清单公开", "信访事项依法分类处理", "公共法律服务站覆盖村居", "政务公开栏按时更新",
    "行业协会接受指导监督",
)  # fmt: skip


def standard(body: Mapping[str, Any]) -> Resolved:
    whole = Standard.model_validate(
        {
            "schema": 1,
            "id": "t/e",
            "document": {"id": "t/e", "title": "文件"},
            "title": "标准",
            "short": "标准",
            "edition": "2023",
            "status": "draft",
            "unit_kinds": ["county"],
            "scoring": {"model": "points"},
            **body,
        }
    )
    return Resolved(whole, whole.document, {fact.id: fact for fact in whole.facts})  # type: ignore[arg-type]


def criterion(id: str, title: str, points: int = 5, **more: Any) -> dict[str, Any]:
    body = {"id": id, "title": title, "points": Decimal(points), **more}
    return {"requirements": [{"id": f"{id}.1", "text": f"{title}，有记录可查"}], **body}


def by_new(found: Difference) -> dict[str, CriterionChange]:
    return {id: change for change in found.criteria for id in change.pair.new}
