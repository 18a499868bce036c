"""A draft as the text of a standard's file: ordered as people write it, with what is unsure said where it stands. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kaoping.drafting.outlines.lost import LOST
from kaoping.drafting.values import Draft
from kaoping.drafting.walk import criteria
from kaoping.standard.toml_write import inline_text, key_text, value_text
from kaoping.text import has_hidden, visible

_SCHEMA = "#:schema ./standard.schema.json"
#: Keys of a level or item that are written as tables of their own, behind all others.
_NESTED = ("groups", "criteria")
#: Tables of the document.
_DOCUMENT = ("stages", "forms", "quotas", "assignments", "campaigns")
_ASIDE = {"veto": "vetoes", "bonus": "adjustments", "penalty": "adjustments"}


def standard_text(draft: Draft) -> str:
    """The file's text. It loads; what the document does not say is named as still to be filled in."""
    return "\n".join(_Writer(draft).lines()).rstrip("\n") + "\n"


class _Writer:
    def __init__(self, draft: Draft) -> None:
        self.draft, self.data = draft, _clean(draft.data)
        self.said = _said(draft)
        self.themed = frozenset(draft.themed)
        self.told: set[str] = set()

    def lines(self) -> Iterator[str]:
        """Every line of the file."""
        data = self.data
        body = list(self._body())
        yield _SCHEMA
        yield "# 由 kaoping standard import 从文件读出的草稿。以“# 存疑”“# 待填”开头的各行请逐处核对，改好后删去。"
        if self.draft.proposals:
            yield "# 以“# 建议”开头的各行是可与别的标准共用的事实，登记一次处处计分：同一件事的照抄到该要点，不是的删去。"
        if self.themed:
            yield "# 写着“# 建议”的 themes（主题）是按用语得出的，只用于与别的标准比较，不影响得分。"
        for id in [id for id in self.said if id not in self.told]:
            yield from self._comments(id)
        for line in self._todo():
            yield f"# 待填：{line}"
        for key in ("schema", "id", "title", "short", "edition", "status", "unit_kinds"):
            hint = "  # 请核对适用的考评对象" if key == "unit_kinds" else ""
            yield f"{key} = {value_text(data[key])}{hint}"
        if "levels_set_by" in data:
            yield f"levels_set_by = {value_text(data['levels_set_by'])}  # 文件没有印各等级的分值，由本地规则的 [[levels]] 给出"
        yield from body
        yield from self._proposed()

    def _proposed(self) -> Iterator[str]:
        """The errata that would settle what the check refuses, ready to be taken."""
        found = [one for told in self.draft.findings for one in told.all if one.accepts and one.at]
        if found:
            yield ""
            yield "# 勘误建议：照原件核对后，采纳的去掉各行开头的“# ”，不采纳的删去。"
        for one in found:
            told = {"at": one.at, "printed": one.printed, "read_as": one.read_as, "why": one.why}
            yield "#"
            yield "# [[errata]]"
            for key, value in {**told, "accepts": one.accepts}.items():
                yield f"# {key} = {_comment(value_text(value))}"

    def _body(self) -> Iterator[str]:
        data = self.data
        document = data["document"]
        yield ""
        yield "[document]"
        yield from self._keys(document, ("rules", *_DOCUMENT))
        if document.get("rules"):
            yield "rules = ["
            yield from (f"  {value_text(rule)}," for rule in document["rules"])
            yield "]"
        for name in _DOCUMENT:
            for one in document.get(name, ()):
                yield from self._table(f"document.{name}", one)
        yield ""
        yield "[scoring]"
        yield from self._keys(data["scoring"])
        for fact in data["facts"]:
            yield from self._table("facts", fact)
        for level in data.get("levels", ()):
            yield from self._table("levels", level)
        for criterion in data["criteria"]:
            yield from self._criterion("criteria", criterion, "")
        for dimension in data["dimensions"]:
            yield from self._level("dimensions", dimension, "")
        for name in ("vetoes", "adjustments", "adjustment_caps", "outcomes", "errata"):
            for one in data.get(name, ()):
                yield from self._table(name, one)

    def _level(self, path: str, table: Mapping[str, Any], indent: str) -> Iterator[str]:
        yield ""
        if not indent:
            yield f"# ======== {_comment(str(table['title']))[:40]} ========"
        yield from self._comments(str(table["id"]), indent)
        yield f"{indent}[[{path}]]"
        yield from self._keys(table, _NESTED, indent)
        for criterion in table.get("criteria", ()):
            yield from self._criterion(f"{path}.criteria", criterion, indent)
        for group in table.get("groups", ()):
            yield from self._level(f"{path}.groups", group, indent + "  ")

    def _criterion(self, path: str, table: Mapping[str, Any], indent: str) -> Iterator[str]:
        yield ""
        yield from self._comments(str(table["id"]), indent)
        if self.data["scoring"]["model"] == "points" and "points" not in table:
            yield f"{indent}# 待填：文件没有印这一项的分值，请写 points"
        yield f"{indent}[[{path}]]"
        yield from self._keys(table, ("requirements",), indent)
        if table.get("requirements"):
            yield f"{indent}requirements = ["
            for one in table["requirements"]:
                yield from self._comments(str(one["id"]), indent + "  ")
                yield f"{indent}  {inline_text(one)},"
            yield f"{indent}]"

    def _table(self, path: str, table: Mapping[str, Any]) -> Iterator[str]:
        yield ""
        if table.get("id"):
            yield from self._comments(str(table["id"]))
        yield f"[[{path}]]"
        yield from self._keys(table)

    def _keys(self, table: Mapping[str, Any], without: Sequence[str] = (), indent: str = "") -> Iterator[str]:
        for key, value in table.items():
            if key not in without:
                hint = "  # 建议" if key == "themes" and table.get("id") in self.themed else ""
                yield f"{indent}{key_text(key)} = {value_text(value)}{hint}"

    def _comments(self, id: str, indent: str = "") -> Iterator[str]:
        if id in self.told and id:
            return
        self.told.add(id)
        for line in self.said.get(id, ()):
            yield f"{indent}# {line}"

    def _todo(self) -> Iterator[str]:
        """What the file needs and the document does not say."""
        data = self.data
        if not data["dimensions"] and not data["criteria"]:
            yield "没有读出任何评分项，请用 kaoping standard review 打开，或照原文补上"
        if data["title"].startswith("（"):
            yield "title（标准全称）"
        if data["edition"].startswith("未注明"):
            yield "edition（版本：年份、文号）"
        for dimension in data["dimensions"]:
            for one in (dimension, *dimension.get("groups", ())):
                if one["title"] == LOST:
                    yield f"{one['id']} 的 title（标题漏印，请照原件补上）"
        if not data["outcomes"]:
            yield "文件没有印等次（如“90分以上为优秀”）；要定等次的写 [[outcomes]]，或由本地规则规定"
        bare = sum("themes" not in one for one in criteria(data))
        if bare:
            yield f'{bare} 项的 themes（主题），如 themes = ["legal-education"]；没有主题也能评分，只是不能按主题比较'


def _said(draft: Draft) -> dict[str, list[str]]:
    """What is unsure, by the id that it stands at; under "" what became nothing."""
    target = {part.key: part.target for part in draft.parts}
    said: dict[str, list[str]] = {}
    for doubt in draft.doubts:
        said.setdefault(target.get(doubt.key, ""), []).append(
            f"存疑（{_comment(doubt.place)}）：{_comment(doubt.message)}"
        )
    stands = {key: id for id, key in draft.demands.items()}
    for proposal in draft.proposals:
        line = draft.lines.get(proposal.key, "")
        said.setdefault(stands.get(proposal.key, ""), []).append(f"建议：{line}（{_comment(proposal.message)}）")
    for finding in draft.findings:
        at = target.get(finding.key, finding.at) if finding.key is not None else finding.at
        line = f"文件有疑（{_comment(finding.place)}）：{_comment(finding.why)}；所印“{_comment(finding.printed)}”，拟读作“{_comment(finding.read_as)}”"
        said.setdefault(at or "", []).append(line)
    return said


def _comment(text: str) -> str:
    return visible(" ".join(text.split()))


def _clean(value: Any) -> Any:
    """Without the characters that act on a terminal or reorder text, as the reader refuses them."""
    if isinstance(value, Mapping):
        return {_clean(key): _clean(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean(one) for one in value]
    if not isinstance(value, str):
        return value
    return "".join(char for char in value if not has_hidden(char) and not 0xD800 <= ord(char) <= 0xDFFF)
