"""Units: what is evaluated."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kaoping.errors import refuse
from kaoping.reports.words import UNIT_KINDS
from kaoping.reports.words import kind_text as kind_text
from kaoping.store import queries
from kaoping.store.queries import UnitRow
from kaoping.text import has_hidden, visible
from kaoping.workbench.desk import Desk, new_id, saving

_NAME = re.compile(r"\w[\w.\-]{0,59}")

#: Kinds that the bundled standards know, with their Chinese names; the list is open.
KINDS = UNIT_KINDS

#: What is meant by a kind, for who chooses one.
KIND_NOTES = {
    "county": "县级党委、政府整体，下属部门和乡镇可作为其成员",
    "city": "地市级政府整体",
    "department": "政府工作部门，如司法局、财政局",
    "court": "人民法院",
    "procuratorate": "人民检察院",
    "party-body": "党委部门、人民团体",
    "enterprise": "国有企业等",
    "institution": "学校、医院等事业单位",
    "town": "乡镇政府、街道办事处",
    "village": "村民委员会、居民委员会",
    "unit": "以上都不合适的",
}


@dataclass
class Units:
    """Use cases about units."""

    desk: Desk

    def add(
        self,
        name: str,
        kind: str,
        attributes: Mapping[str, bool | int | str] | None = None,
        parent: str | None = None,
    ) -> UnitRow:
        """Make a unit.

        :param parent: name or id of the unit it belongs to.
        :raises Refused: the name is taken or empty, or there is no such parent.
        """
        with saving(self.desk.workspace):
            row = self.add_within(name, kind, attributes, parent)
            self._no_longer_sole(row)
        return row

    def add_within(
        self,
        name: str,
        kind: str,
        attributes: Mapping[str, bool | int | str] | None = None,
        parent: str | None = None,
    ) -> UnitRow:
        """`add` as part of a larger save, inside `saving()`."""
        name = clean(name, "名称")
        kind = clean(kind, "种类", 60)
        check_attributes(attributes or {}, name)
        if queries.unit(self.desk.workspace, name) is not None:
            raise refuse("duplicate-unit", f"已有考评对象“{visible(name)}”，请换一个名称", id=name)
        above = self.desk.unit(parent).id if parent is not None else None
        body = {
            "kind": "unit-added",
            "id": new_id(),
            "name": name,
            "unit_kind": kind,
            "attributes": dict(attributes or {}),
            "parent": above,
        }
        self.desk.write(body)
        return self.desk.unit(name)

    def change(self, key: str, attributes: Mapping[str, bool | int | str]) -> UnitRow:
        """Set attributes; those not named stay.

        :raises Refused: no such unit, or it belongs to another evaluator's book.
        """
        with saving(self.desk.workspace):
            row = self.change_within(key, attributes)
            self.desk.refresh(row.id)
        return row

    def change_within(self, key: str, attributes: Mapping[str, bool | int | str]) -> UnitRow:
        """`change` as part of a larger save, inside `saving()`; what evaluations show is not computed again here."""
        row = self.desk.unit(key)
        check_attributes(attributes, row.name)
        owner = queries.evaluator_of(self.desk.workspace, row.book)
        if owner != self.desk.evaluator:
            raise refuse(
                "not-yours", f"“{visible(row.name)}”由 {visible(owner or '')} 建立，只有其本人能修改", id=row.name
            )
        merged = {**row.attributes, **attributes}
        # 1 and true are equal in Python and not the same attribute.
        if [(k, type(v), v) for k, v in merged.items()] != [(k, type(v), v) for k, v in row.attributes.items()]:
            self.desk.write({"kind": "unit-changed", "id": row.id, "attributes": merged})
        return self.desk.unit(row.id)

    def _no_longer_sole(self, row: UnitRow) -> None:
        """Compute again where a second member of its kind ends what the first shared with the unit above."""
        if row.parent is None:
            return
        same = [m for m in queries.direct_members(self.desk.workspace, row.parent) if m.kind == row.kind and m != row]
        if len(same) == 1:
            self.desk.refresh(row.parent)
            self.desk.refresh(same[0].id)

    def all(self) -> list[UnitRow]:
        """Every unit by kind and name."""
        return queries.units(self.desk.workspace)

    def get(self, key: str) -> UnitRow:
        """The unit of this name or id.

        :raises Refused: there is none.
        """
        return self.desk.unit(key)


def check_attributes(attributes: Mapping[str, bool | int | str], unit: str) -> None:
    """Hold attributes against what can be saved and written into an answers file.

    :raises Refused: a name is no plain word, or a value is empty, too long or of another type.
    """
    for name, value in attributes.items():
        if _NAME.fullmatch(name) is None:
            message = f"属性名“{visible(name)[:40]}”只能用文字、数字和 . _ -，不含空格，最多 60 个字"
            raise refuse("attribute", message, id=unit)
        if isinstance(value, str):
            clean(value, f"属性 {name} 的值", 60)
        elif type(value) not in (bool, int) or abs(value) >= 10**18:
            raise refuse("attribute", f"属性 {name} 的值应为 true、false、整数或文字", id=unit)


def clean(text: str, what: str, limit: int = 300) -> str:
    """A short text a person gave, without blanks around it.

    :raises Refused: it is empty, too long, or holds control characters.
    """
    text = text.strip()
    if not text:
        raise refuse("empty", f"{what}不能为空")
    if len(text) > limit:
        raise refuse("too-long", f"{what}过长，最多 {limit} 个字")
    if has_hidden(text) or "\n" in text:
        raise refuse("hidden-character", f"{what}“{visible(text)[:40]}”含有控制字符，请删去后重新输入")
    return text
