"""A jurisdiction's own days off and days worked: a file that goes before the published notices.

    off = [2027-01-01, 2027-02-05]
    worked = [2027-01-03]

Deadlines of stages alone are worked out with it. Scores never are: they must come out alike on every machine.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from kaoping.errors import Fault, Refused
from kaoping.standard.toml import Source, read
from kaoping.text import visible
from kaoping.workdays import Calendar, notices

#: What the file may say.
NAMES = {"off": "放假的日子", "worked": "上班的日子"}


def holidays(path: Path | None) -> tuple[Calendar, list[str]]:
    """The days worked, and what is wrong with the file, in Chinese; a file with faults is not used at all."""
    if path is None or not path.exists():
        return notices(), []
    try:
        source = read(path)
        faults, days = _days(source)
    except Refused as error:
        faults, days = list(error.faults), {}
    if faults:
        first = faults[0]
        at = f"第 {first.line} 行：" if first.line is not None else ""
        more = f"（共 {len(faults)} 处）" if len(faults) > 1 else ""
        return notices(), [
            f"节假日文件 {visible(str(path))} 没有采用，期限按公布的节假日计算。{at}{first.message}{more}"
        ]
    return Calendar(days.get("off", ()), days.get("worked", ())), []


def _days(source: Source) -> tuple[list[Fault], dict[str, list[date]]]:
    faults: list[Fault] = []
    found: dict[str, list[date]] = {}
    for name, value in source.data.items():
        if name not in NAMES:
            known = "、".join(f"{key}（{text}）" for key, text in NAMES.items())
            faults.append(_fault(source, (name,), f"没有“{visible(name)[:40]}”这一项，只有 {known}"))
        elif not isinstance(value, list):
            faults.append(_fault(source, (name,), f"{name} 应为日期的列表，如 {name} = [2027-01-01]"))
        else:
            for place, day in enumerate(value):
                if not isinstance(day, date) or isinstance(day, datetime):
                    message = f"“{visible(str(day))[:40]}”不是日期，应写作 2027-01-01，不加引号"
                    faults.append(_fault(source, (name, place), message))
                else:
                    found.setdefault(name, []).append(day)
    for day in sorted(set(found.get("off", ())) & set(found.get("worked", ()))):
        faults.append(_fault(source, ("worked",), f"{day.isoformat()} 同时列为放假和上班，请删去一处"))
    return faults, found


def _fault(source: Source, place: tuple[Any, ...], message: str) -> Fault:
    line, column = source.positions().at(place)
    return Fault("holidays", message, source.name, line, column)


__all__ = ["NAMES", "holidays"]
