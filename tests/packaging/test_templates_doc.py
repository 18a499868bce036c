"""docs/templates.md lists every field that a template may print, and its examples are templates without a fault."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import docx

from kaoping.workbench.own_templates import read_template

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_table_is_what_the_script_makes(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("make_templates", DOCS / "make_templates.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.main(tmp_path / "templates.md")
    made = (tmp_path / "templates.md").read_text(encoding="utf-8")
    assert (DOCS / "templates.md").read_text(encoding="utf-8") == made, "run: python docs/make_templates.py"


def test_its_examples_have_no_fault(tmp_path: Path) -> None:
    blocks = re.findall(r"```模板\n(.*?)```", (DOCS / "templates.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) > 3
    for block in blocks:
        document = docx.Document()
        for line in block.splitlines():
            document.add_paragraph(line)
        document.save(str(tmp_path / "例.docx"))
        assert [one.text for one in read_template(tmp_path / "例.docx").findings] == [], block
