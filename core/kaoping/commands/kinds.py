"""The kinds of values that options and arguments take; what is wrong with one is said in Chinese. Imports click alone."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal
    from pathlib import Path

    from kaoping.periods import Period

    _ParamType = click.ParamType[Any]
else:
    _ParamType = click.ParamType  # not generic before click 8.5

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class _Type(_ParamType):
    """A type whose faults are Chinese. `read` raises ValueError with the message."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The value that the text says."""
        if not isinstance(value, str):
            return value
        try:
            return self.read(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)

    def read(self, text: str) -> Any:
        """The value that `text` says."""
        raise NotImplementedError


class _Text(_Type):
    name = "text"

    def read(self, text: str) -> str:
        if not any("\ud800" <= char <= "\udfff" for char in text):
            return text
        try:
            # Where the locale knows no UTF-8, the bytes that were typed come as surrogates.
            return os.fsencode(text).decode("utf-8")
        except UnicodeError:
            raise ValueError("含有不成字的编码，请用 UTF-8 输入") from None


class _File(_Type):
    name = "file"

    def read(self, text: str) -> Path:
        from pathlib import Path

        if not text or "\0" in text:
            raise ValueError("文件名不能为空，也不能含空字符")
        return Path(text)


class _Number(_Type):
    name = "number"

    def read(self, text: str) -> Decimal:
        from kaoping.numbers import parse_number

        return parse_number(text)


class _Count(_Type):
    name = "count"

    def read(self, text: str) -> int:
        from kaoping.numbers import parse_number

        number = parse_number(text)
        if number < 0 or number != number.to_integral_value():
            raise ValueError(f"“{text}”应为不小于 0 的整数")
        return int(number)


class _Day(_Type):
    name = "date"

    def read(self, text: str) -> date:
        from datetime import date

        from kaoping.numbers import fold

        folded = fold(text)
        try:
            if _DAY.fullmatch(folded):
                return date.fromisoformat(folded)
        except ValueError:
            pass
        raise ValueError(f"“{text[:40]}”不是日期，请写如 2025-12-31")


class _Period(_Type):
    name = "period"

    def read(self, text: str) -> Period:
        from kaoping.periods import parse

        return parse(text)


class Words(_Type):
    """One of a few words."""

    name = "word"

    def __init__(self, *words: str) -> None:
        self.words = words

    def read(self, text: str) -> str:
        """The word, as it is."""
        if text in self.words:
            return text
        raise ValueError(f"“{text[:40]}”不行，可用：{'、'.join(self.words)}")


class Named(Words):
    """One of a few words, or what people call it."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        super().__init__(*titles)
        self._titles = titles

    def read(self, text: str) -> str:
        """The word that is meant."""
        for name, title in self._titles.items():
            if text in (name, title):
                return name
        known = "、".join(f"{name}（{title}）" for name, title in self._titles.items())
        raise ValueError(f"“{text[:40]}”不行，可用：{known}")


TEXT, FILE, NUMBER, COUNT, DAY, PERIOD = _Text(), _File(), _Number(), _Count(), _Day(), _Period()
