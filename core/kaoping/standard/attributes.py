"""What well-known attributes of a unit are called. Pure; any other attribute goes by its own name."""

from __future__ import annotations

from collections.abc import Mapping

from kaoping.standard.fields import Attribute

ATTRIBUTES: Mapping[str, str] = {
    "legislative_power": "有地方立法权",
    "title_held": "已命名（有示范称号）",
    "named_in": "命名年份",
}


def attribute_text(name: str) -> str:
    """A unit's attribute for people."""
    return ATTRIBUTES.get(name, name)


def condition_text(condition: Mapping[str, Attribute]) -> str:
    """Attributes with their values for people: `有地方立法权：是`."""
    words = {True: "是", False: "否"}
    return "、".join(
        f"{attribute_text(name)}：{words[value] if isinstance(value, bool) else value}"
        for name, value in condition.items()
    )
