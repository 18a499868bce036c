"""Keys and values as TOML text, exact: numbers with every digit, a small table within a line. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from kaoping.numbers import plain

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def key_text(key: str) -> str:
    """A key, quoted where it must be."""
    return key if _BARE.fullmatch(key) else _string(key)


def value_text(value: Any) -> str:
    """A value as it stands behind the sign of equality, on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return inline_text(value)
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(value_text(one) for one in value)}]"
    return _string(str(value))


def inline_text(table: Mapping[str, Any]) -> str:
    """A table within a line."""
    pairs = ", ".join(f"{key_text(key)} = {value_text(value)}" for key, value in table.items())
    return f"{{ {pairs} }}" if pairs else "{}"


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


__all__ = ["inline_text", "key_text", "value_text"]
