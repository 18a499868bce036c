"""docs/standards.md: hand-written chapters (docs/standards.in.md) with tables made from the bundled sheets themselves.

Run from the project folder: `python docs/make_standards.py [FILE]`. A line `{{name argument}}` of the chapters is
replaced by the table of that name (see `standards_tables.Tables`), so that no count, erratum or bound is written by
hand. One file of chapters and not a folder, for it is read from top to bottom. Third-party plugins and the user's own
standards stay out.
"""

from __future__ import annotations

import re
import sys
import tempfile
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from standards_tables import Sheet, Tables

from kaoping import Options, open_workbench

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parent / "examples" / "rules"


def sheets() -> dict[str, Sheet]:
    """The bundled standards by id."""
    found = {}
    rules = {path: toml(path).get("extends") for path in sorted(EXAMPLES.glob("*.toml"))}
    with tempfile.TemporaryDirectory() as name:
        options = Options(Path(name, "w.db"), "文档", data=Path(name), config=Path(name, "config"), no_plugins=True)
        with open_workbench(options) as bench:
            for entry in bench.library.entries():
                if entry.failure is not None:
                    raise SystemExit(f"{entry.id}：{entry.failure}")
                cases = toml(entry.path.with_name(f"{entry.path.stem}.cases.toml"))["cases"]
                of = {path.name: bench.library.resolved(entry.id, path) for path, id in rules.items() if id == entry.id}
                found[entry.id] = Sheet(bench.library.resolved(entry.id), len(cases), of)
    return found


def toml(path: Path) -> dict[str, Any]:
    """A file as it stands."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def made(chapters: str) -> str:
    """The whole of docs/standards.md.

    :param chapters: the text of docs/standards.in.md.
    :raises SystemExit: a bundled standard cannot be used, or a line names a table that there is none of.
    """
    tables = Tables(sheets())
    kinds: dict[str, Callable[[str], str]] = {
        name: getattr(tables, name) for name in vars(Tables) if not name.startswith("_")
    }
    lines = []
    for number, line in enumerate(chapters.splitlines(), 1):
        asked = re.fullmatch(r"\{\{(\w+) ?(\S*)\}\}", line)
        if asked is not None and asked[1] not in kinds:
            raise SystemExit(f"standards.in.md 第 {number} 行：没有表 {asked[1]}，现有：{'、'.join(kinds)}")
        lines.append(kinds[asked[1]](asked[2]) if asked is not None else line)
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "standards.md"
    target.write_bytes(made((HERE / "standards.in.md").read_text(encoding="utf-8")).encode())
