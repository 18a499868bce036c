"""docs/standards.md says what the bundled sheets say, names every document, and its commands work."""

from __future__ import annotations

import importlib
import re
import shlex
import shutil
import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner

from kaoping.cli import cli

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SHEETS = sorted(path for path in ROOT.glob("plugins/*/kaoping_*/*.toml") if len(path.suffixes) == 1)
DOCUMENTS = sorted(ROOT.glob("plugins/*/kaoping_*/*.document.toml"))
#: One string of each of the five documents that the prose must have.
NAMED = (
    "《全国法治县（市、区）创建活动考核指导标准》",
    "河南省普法教育工作领导小组办公室，2017-09-29",
    "北海市争创全国法治城市的实施方案、考评办法、工作标准",
    "中法办发〔2019〕10号",
    "柞法治办发〔2023〕54号",
)


def toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def prose() -> str:
    return (DOCS / "standards.in.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page() -> str:
    return (DOCS / "standards.md").read_text(encoding="utf-8")


@pytest.fixture
def generator(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(DOCS))
    return importlib.import_module("make_standards")


def test_the_page_is_what_the_generator_makes(tmp_path: Path) -> None:
    made = tmp_path / "standards.md"
    done = subprocess.run(
        [sys.executable, str(DOCS / "make_standards.py"), str(made)], cwd=tmp_path, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    same = made.read_bytes() == (DOCS / "standards.md").read_bytes()
    assert same, "docs/standards.md is stale: run `python docs/make_standards.py`"


def test_the_sheets_are_all_found() -> None:
    assert (len(SHEETS), len(DOCUMENTS)) == (8, 4)


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_a_sheet_stands_in_the_tables_with_its_errata(page: str, path: Path) -> None:
    sheet = toml(path)
    assert f"\n| {sheet['id']} | {sheet['title']} | {sheet['edition']} |" in page
    assert f"`{sheet['id']}`" in page
    for erratum in sheet.get("errata", ()):
        assert f"\n| {sheet['id']} | {erratum['at']} |" in page
    for item in (*sheet.get("vetoes", ()), *sheet.get("honours", ()), *sheet.get("adjustments", ())):
        assert item["title"] in page


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_stands_in_the_tables_with_its_errata_and_stages(page: str, path: Path) -> None:
    document = toml(path)
    for erratum in document["errata"]:
        assert f"\n| 文件 | {erratum['at']} |" in page
    for stage in document["stages"]:
        assert f"\n| {stage['title']} | " in page


@pytest.mark.parametrize("name", NAMED)
def test_the_prose_names_every_document(prose: str, name: str) -> None:
    assert name in prose


def test_every_table_has_rows_of_one_width(page: str) -> None:
    """A bar or a line break in some text would break the table it stands in."""
    width = 0
    for number, line in enumerate(page.splitlines(), 1):
        bars = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
        assert not width or bars in (0, width), f"line {number}"
        width = bars


def test_data_cannot_break_a_table(generator: ModuleType) -> None:
    cell = importlib.import_module("standards_tables").cell
    assert cell("a|b\nc\r\n d") == "a\\|b c d"
    assert cell("<b>*[x]`\\") == "\\<b\\>\\*\\[x\\]\\`\\\\"
    assert cell("") == "—"


def test_an_unknown_table_is_refused_with_its_line(generator: ModuleType) -> None:
    with pytest.raises(SystemExit, match=r"第 2 行：没有表 nonsense，现有：.*overview"):
        generator.made("一\n{{nonsense}}\n")


def test_the_commands_of_the_prose_work(prose: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order in which they stand, in one new workspace."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    shutil.copy(ROOT / "examples/rules/beihai-county-bands.toml", tmp_path / "本地规则.toml")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KAOPING_DB", str(tmp_path / "考评.db"))
    found = re.findall(r"^    (kaoping .+)$|`(kaoping [^`]+ [^`]+)`", prose, re.MULTILINE)
    commands = [block or inline for block, inline in found]
    commands = [command for command in commands if command not in ("kaoping standard lint", "kaoping standard test")]
    assert len(commands) > 20
    for command in commands:
        done = CliRunner().invoke(cli, shlex.split(command)[1:])
        assert done.exit_code == 0, f"{command}\n{done.output}"


def test_the_rules_of_the_prose_are_without_fault(prose: str, tmp_path: Path) -> None:
    block = re.search(r"^    schema = 1\n(?:    .*\n|\n)*", prose, re.MULTILINE)
    assert block is not None
    rules = tmp_path / "规则.toml"
    rules.write_text(textwrap.dedent(block[0]), encoding="utf-8")
    done = CliRunner().invoke(cli, ["standard", "lint", str(rules)])
    assert done.exit_code == 0, done.output
