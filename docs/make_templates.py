"""docs/templates.md: the table of all fields, made from the list that templates are held against.

Run from the project folder: `python docs/make_templates.py [FILE]`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from kaoping.reports.template_fields import COMMON, EVALUATION, SHAPES, Field

HERE = Path(__file__).resolve().parent
MARK = "<!-- 以下由 docs/make_templates.py 写出 -->\n"


def tables() -> str:
    """The fields as Markdown: those of every report, those of one evaluation, then what each list holds."""
    lines = ["", "### 各种报告都有的", "", *_table(COMMON), "", "### 一次考评的报告另有的", "", *_table(EVALUATION)]
    seen: dict[tuple[Field, ...], str] = {}
    for names, of in _lists("", (*COMMON, *EVALUATION)):
        if of in seen:
            continue
        seen[of] = names
        lines += ["", f"### “{names}”的每一行", "", *_table(of)]
    return "\n".join(lines) + "\n"


def _lists(before: str, fields: tuple[Field, ...]) -> Iterator[tuple[str, tuple[Field, ...]]]:
    for field in fields:
        if field.of:
            name = f"{before}{field.name}"
            yield name, field.of
            yield from _lists(f"{name} → ", field.of)


def _table(fields: tuple[Field, ...]) -> Iterator[str]:
    yield "| 字段 | 种类 | 说明 |"
    yield "|---|---|---|"
    yield from (f"| `{one.name}` | {SHAPES[one.shape]} | {one.about} |" for one in fields)


def main(target: Path) -> None:
    """Write the tables below what is written by hand."""
    above = (HERE / "templates.md").read_text(encoding="utf-8").partition(MARK)[0]
    target.write_text(above + MARK + tables(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "templates.md")
