"""What a person sets for their reports: a file in the configuration folder, `reports.toml`.

    [fonts]
    preset = "windows"
    title = "方正小标宋简体"

It is read whenever something is printed, so that a change takes effect at once. A file with faults prints nothing that
names fonts: another font than the one that was meant would come unseen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kaoping.errors import Fault, Refused
from kaoping.reports.fonts import PRESETS, ROLES, Fonts
from kaoping.standard.toml import Source, read
from kaoping.text import visible

#: Characters of a font's name.
LONGEST = 80
_PRESETS = "、".join(PRESETS)


@dataclass(frozen=True, slots=True)
class ReportSettings:
    """The file, and what goes before it for this run.

    :ivar preset: a set of fonts by name, in the place of what the file says.
    """

    file: Path | None = None
    preset: str | None = None

    def fonts(self) -> Fonts | None:
        """The fonts that were chosen; None where nobody did.

        :raises Refused: with every fault of the file.
        """
        if self.preset is not None:
            return PRESETS[self.preset]
        if self.file is None or not self.file.exists():
            return None
        source = read(self.file)
        faults = list(_faults(source))
        if faults:
            raise Refused(faults)
        table = dict(source.data.get("fonts", {}))
        return replace(PRESETS[table.pop("preset", "gb")], **table) if table else None


def _faults(source: Source) -> Iterator[Fault]:
    for name in source.data:
        if name != "fonts":
            yield _fault(source, (name,), f"没有“{visible(name)[:40]}”这一节，只有 [fonts]（字体）")
    table = source.data.get("fonts", {})
    if not isinstance(table, Mapping):
        yield _fault(source, ("fonts",), "fonts 应为一节，写作 [fonts]，下面每行一项")
        return
    for name, value in table.items():
        if name == "preset":
            if not isinstance(value, str) or value not in PRESETS:
                yield _fault(source, ("fonts", name), f"没有名为“{_shown(value)}”的一套字体，可用：{_PRESETS}")
        elif name not in ROLES:
            known = "、".join(f"{role}（{text}）" for role, text in ROLES.items())
            yield _fault(source, ("fonts", name), f"没有“{visible(name)[:40]}”这一项，只有 preset（一套）、{known}")
        elif not isinstance(value, str) or not value.strip() or len(value) > LONGEST or "\n" in value:
            message = f'{name}（{ROLES[name]}）应为字体的名称，加引号，不超过 {LONGEST} 个字，如 {name} = "仿宋"'
            yield _fault(source, ("fonts", name), message)


def _shown(value: Any) -> str:
    return visible(str(value))[:40]


def _fault(source: Source, place: tuple[Any, ...], message: str) -> Fault:
    line, column = source.positions().at(place)
    return Fault("report-settings", message, source.name, line, column)


__all__ = ["LONGEST", "ReportSettings"]
