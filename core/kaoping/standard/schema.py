"""The JSON Schema of every file that people write, made from the models, for editors that complete and check TOML."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import BaseModel

from kaoping.answers_file import AnswersFile
from kaoping.cases import CasesFile
from kaoping.standard.crosswalk import CrosswalkFile
from kaoping.standard.document import DocumentFile
from kaoping.standard.model import Standard
from kaoping.standard.rules import FactFile, Rules

Kind = Literal["standard", "document", "rules", "answers", "cases", "facts", "crosswalk"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

#: What each table is called by an author.
_TITLES = {
    "Adjustment": "加分或减分",
    "AdjustmentCap": "几项加减分合计的上限",
    "AdjustmentCapRule": "合计的上限",
    "AdjustmentRule": "加减分的分值",
    "AdjustmentTable": "加减分的说明",
    "AmountRange": "分值范围",
    "EvidenceFileTable": "佐证材料的文件",
    "EvidenceTable": "佐证材料",
    "LinkTable": "佐证的用处",
    "AnswersFile": "答卷文件",
    "Assignment": "谁考评谁",
    "BoundValue": "界限值",
    "Case": "算例",
    "CasesFile": "算例文件",
    "Criterion": "评分项",
    "CrosswalkFile": "对照表文件",
    "CrosswalkNone": "没有关系的评分项",
    "CrosswalkRelation": "一对评分项的关系",
    "DeductionRule": "扣分规则",
    "DeductionTable": "一笔扣分",
    "Dimension": "一级指标",
    "DocumentBody": "文件",
    "DocumentFile": "文件",
    "DocumentPart": "文件的组成部分",
    "Erratum": "勘误",
    "Expectation": "应得的结果",
    "ExpectedRange": "应得的范围",
    "FactDefinition": "事实定义",
    "FactFile": "事实定义文件",
    "FactTable": "一条事实",
    "Form": "表格",
    "FormField": "栏目",
    "Group": "二级指标",
    "Honour": "单项荣誉",
    "HonourRule": "单项荣誉的条件",
    "Level": "等级",
    "Measure": "界限",
    "NamedCampaign": "文件所列批次",
    "NamedUnit": "文件所列考评对象",
    "OutcomeBand": "结果",
    "Part": "组成部分",
    "PartTable": "外部给分",
    "PeriodTable": "考评周期",
    "Quota": "名额",
    "RatingTable": "一项的评定",
    "RectificationTable": "整改",
    "Replaces": "所接续的版本",
    "Requirement": "评分要点",
    "Rounding": "修约",
    "Rules": "本地规则文件",
    "SampleTable": "抽样",
    "Scoring": "计分方式",
    "Stage": "阶段",
    "Standard": "标准文件",
    "Succession": "编号对照",
    "Theme": "主题",
    "UnitTable": "考评对象",
    "UsualEvidence": "常见佐证材料",
    "Veto": "一票否决",
    "VetoRule": "否决项的补充",
    "VetoTable": "否决项的说明",
    "When": "条件",
    "Within": "期限",
}
#: `\w` of the models holds for Chinese; in the dialect of JSON Schema it does not, so editors get the letters spelled out.
_WORD, _PORTABLE = r"^\w[\w.\-]{0,59}$", r"^[0-9A-Za-z_\u0080-\uffff][0-9A-Za-z_.\-\u0080-\uffff]{0,59}$"
_FIRST = re.compile(r"[^，；：。（]+")


def model_of(kind: Kind) -> type[BaseModel]:
    """The model that a file of this kind is validated by.

    :raises KeyError: for a kind that is not one of `KINDS`.
    """
    models: dict[Kind, type[BaseModel]] = {
        "standard": Standard,
        "document": DocumentFile,
        "rules": Rules,
        "answers": AnswersFile,
        "cases": CasesFile,
        "facts": FactFile,
        "crosswalk": CrosswalkFile,
    }
    return models[kind]


def schema_of(kind: Kind) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one kind of file, keys as a file writes them, titles and descriptions in Chinese.

    :raises KeyError: for a kind that is not one of `KINDS`.
    """
    model = model_of(kind)
    body = _tidy(model.model_json_schema(by_alias=True))
    body["title"] = _TITLES[model.__name__]
    for name, table in body.get("$defs", {}).items():
        table["title"] = _TITLES[name]
    return {"$schema": _DIALECT, **_portable(body)}


def schema_text(kind: Kind) -> str:
    """The schema as the text of its file."""
    return json.dumps(schema_of(kind), ensure_ascii=False, indent=2) + "\n"


def write_schemas(folder: Path) -> list[Path]:
    """Write `<kind>.schema.json` for every kind into `folder`, which is made where it is missing; the files written.

    :raises OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for kind in KINDS:
        path = folder / f"{kind}.schema.json"
        path.write_text(schema_text(kind), encoding="utf-8", newline="\n")
        written.append(path)
    return written


def _tidy(node: dict[str, Any]) -> dict[str, Any]:
    """A table's schema with Chinese titles; the models' own texts are English, and TOML has no null."""
    found = {key: value for key, value in node.items() if key != "description"}
    found["properties"] = {name: _field(schema) for name, schema in node.get("properties", {}).items()}
    if "$defs" in node:
        found["$defs"] = {name: _tidy(table) for name, table in node["$defs"].items()}
    return found


def _field(schema: dict[str, Any]) -> dict[str, Any]:
    found = {key: value for key, value in schema.items() if not (key == "default" and value is None)}
    choices = [choice for choice in found.pop("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) == 1:
        found = {**choices[0], **found}
    elif choices:
        found["anyOf"] = choices
    first = _FIRST.match(found.get("description", ""))
    if first:
        found["title"] = first.group().strip()
    return found


def _portable(node: Any) -> Any:
    if isinstance(node, dict):
        return {_PORTABLE if key == _WORD else key: _portable(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_portable(value) for value in node]
    return _PORTABLE if node == _WORD else node
