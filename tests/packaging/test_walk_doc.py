"""docs/walk-authoring.md is what its commands print and its screens show; the official document of it is what its script makes."""

from __future__ import annotations

import importlib.util
import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType
from xml.etree.ElementTree import canonicalize

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SAMPLE = ROOT / "examples" / "yunxi"


@pytest.fixture(scope="module")
def sample() -> ModuleType:
    """The script of the official document."""
    spec = importlib.util.spec_from_file_location("kaoping_tests_yunxi", SAMPLE / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclasses look themselves up
    spec.loader.exec_module(module)
    return module


def test_the_page_is_what_the_walk_shows(tmp_path: Path) -> None:
    made = tmp_path / "walk.md"
    done = subprocess.run(
        [sys.executable, str(DOCS / "make_walk.py"), str(made)], cwd=tmp_path, capture_output=True, text=True, check=False
    )  # fmt: skip
    again = (
        "run `python docs/make_walk.py`, read what has changed, and mend docs/walk-authoring.in.md where it is the walk"
    )
    assert done.returncode == 0, f"{done.stdout}{done.stderr}\n{again}"
    # How large a packed file is, the library that packs it decides.
    pages = [
        re.sub(r"[\d.]+ KB", "KB", page.read_text(encoding="utf-8")) for page in (made, DOCS / "walk-authoring.md")
    ]
    assert pages[0] == pages[1], again
    assert sorted(tmp_path.iterdir()) == [made]


@pytest.mark.parametrize(("edition", "name"), [("FIRST", "细则.docx"), ("SECOND", "细则2027.docx")])
def test_the_document_is_what_its_script_makes(sample: ModuleType, edition: str, name: str) -> None:
    file = io.BytesIO()
    sample.paper(getattr(sample, edition)).save(file)
    bodies = [zipfile.ZipFile(which).read("word/document.xml").decode() for which in (file, SAMPLE / name)]
    assert canonicalize(bodies[0]) == canonicalize(bodies[1]), "run `python examples/yunxi/make.py`"


def test_the_document_has_what_official_documents_have(sample: ModuleType) -> None:
    """Merged cells, two pages, an item without points, a sum that is wrong, a letter for a digit."""
    body = zipfile.ZipFile(SAMPLE / "细则.docx").read("word/document.xml").decode()
    assert body.count("<w:vMerge") > 4
    assert body.count('w:type="page"') == 1
    assert body.count("<w:tblHeader") == 2
    items = [item for section in sample.FIRST.sections for item in section.items]
    assert [item.title for item in items if not item.points] == ["应诉应议"]
    sums = [sum(int(item.points or 10) for item in section.items) for section in sample.FIRST.sections]
    assert [f"（{total}分）" in section.title for total, section in zip(sums, sample.FIRST.sections, strict=True)] == [
        True, True, False, True,
    ]  # fmt: skip
    assert sum(sums) == 100
    assert "1O0%" in items[-1].rule


def test_what_the_manual_shows_of_an_import_was_printed_in_the_walk() -> None:
    page = (DOCS / "walk-authoring.md").read_text(encoding="utf-8").splitlines()
    manual = (DOCS / "authoring.md").read_text(encoding="utf-8").splitlines()
    first = next(number for number, line in enumerate(manual) if line.startswith("    已写出："))
    shown = manual[first : manual.index("", first)]
    assert len(shown) >= 5
    assert [line for line in shown if line.strip() not in page] == []


def test_the_walk_is_led_to() -> None:
    for page in (ROOT / "README.md", ROOT / "README.zh-CN.md", DOCS / "authoring.md"):
        assert "walk-authoring.md" in page.read_text(encoding="utf-8")
