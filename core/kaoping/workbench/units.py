"""Units: what is evaluated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kaoping.errors import refuse
from kaoping.store import queries
from kaoping.store.queries import UnitRow
from kaoping.text import has_hidden, visible
from kaoping.workbench.desk import Desk, new_id, saving

#: Kinds that the bundled standards know, with their Chinese names; the list is open.
KINDS = {
    "county": "县（市、区）",
    "city": "市",
    "department": "部门",
    "court": "法院",
    "procuratorate": "检察院",
    "party-body": "党群部门",
    "enterprise": "企事业单位",
    "town": "乡镇（街道）",
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
            return self.add_within(name, kind, attributes, parent)

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
        row = self.desk.unit(key)
        owner = queries.evaluator_of(self.desk.workspace, row.book)
        if owner != self.desk.evaluator:
            raise refuse(
                "not-yours", f"“{visible(row.name)}”由 {visible(owner or '')} 建立，只有其本人能修改", id=row.name
            )
        body = {"kind": "unit-changed", "id": row.id, "attributes": {**row.attributes, **attributes}}
        with saving(self.desk.workspace):
            self.desk.write(body)
            self.desk.refresh(row.id)
        return self.desk.unit(row.id)

    def all(self) -> list[UnitRow]:
        """Every unit by kind and name."""
        return queries.units(self.desk.workspace)

    def get(self, key: str) -> UnitRow:
        """The unit of this name or id.

        :raises Refused: there is none.
        """
        return self.desk.unit(key)


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


def kind_text(kind: str) -> str:
    """A unit kind for people."""
    return KINDS.get(kind, kind)
