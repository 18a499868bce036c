"""Each hook: its documented example, installed and loaded as it stands; and that none is left out."""

from __future__ import annotations

import ast
import dataclasses
import os
import re
import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pluggy
import pytest

from kaoping import ModelInput, Outcome, OutcomeInput, ReportInput, Totals, VetoFinding, VetoInput
from kaoping.hooks import PluginInfo, Plugins, specs
from kaoping.hooks.manager import FILE_HOOKS, NAMED_HOOKS
from kaoping.standard.crosswalk import CrosswalkFile
from kaoping.standard.model import Standard
from kaoping.standard.rules import FactFile

MANAGER = pluggy.PluginManager(specs.PROJECT)
HOOKS = sorted(name for name in vars(specs) if MANAGER.parse_hookspec_opts(specs, name) is not None)

Example = Callable[[str], Plugins]
CASES = """schema = 1
standard = "example/township"
[[cases]]
name = "全满分"
rest = "full"
expect = { score = 2, label = "合格" }
"""


def section(page: str, hook: str) -> str:
    heading = f"## `{hook}() -> {getattr(specs, hook).__annotations__['return']}`\n"
    assert page.count(heading) == 1, f"docs/plugin-hooks.md needs one heading {heading!r}"
    return page.partition(heading)[2].partition("\n## ")[0]


def files_in(text: str) -> dict[str, str]:
    return dict(re.findall(r"^File `([^`]+)`:\n\n```\w+\n(.*?)^```$", text, re.S | re.M))


@pytest.fixture
def page(repository: Path) -> str:
    return (repository / "docs" / "plugin-hooks.md").read_text(encoding="utf-8")


@pytest.fixture
def example(site: Any, page: str) -> Example:
    """Install the example of one hook's section, by the entry point of the page's own pyproject.toml."""

    def install(hook: str) -> Plugins:
        project = tomllib.loads(files_in(page)["pyproject.toml"])["project"]
        points = "\n".join(f"{name} = {target}" for name, target in project["entry-points"]["kaoping"].items())
        site.add(project["name"], files_in(section(page, hook)), entry_points=points, version=project["version"])
        plugins = Plugins.load()
        info: PluginInfo = site.only(plugins)
        assert (info.name, info.status, info.reason) == ("example", "active", None)
        assert info.hooks == (hook,)
        assert list(info.provides) == [hook]
        return plugins

    return install


def read_toml(text: str) -> dict[str, Any]:
    return tomllib.loads(text, parse_float=Decimal)


def test_hook_kaoping_standards(example: Example) -> None:
    (file,) = [file for file in example("kaoping_standards").standard_files() if file.plugin == "example"]
    assert (file.path.name, file.version, file.bundled) == ("township.toml", "0.1", False)
    assert Standard.model_validate(read_toml(file.path.read_text(encoding="utf-8"))).id == "example/township"


def test_hook_kaoping_facts(example: Example) -> None:
    (file,) = [file for file in example("kaoping_facts").fact_files() if file.plugin == "example"]
    facts = FactFile.model_validate(read_toml(file.path.read_text(encoding="utf-8")))
    assert [fact.id for fact in facts.facts] == ["example-law-lectures"]


def test_hook_kaoping_crosswalks(example: Example) -> None:
    (file,) = [file for file in example("kaoping_crosswalks").crosswalk_files() if file.plugin == "example"]
    body = CrosswalkFile.model_validate(read_toml(file.path.read_text(encoding="utf-8")))
    assert (body.from_, body.to, [row.type for row in body.relations]) == (
        "example/township",
        "beihai/county",
        ["intersects"],
    )


def test_hook_kaoping_scoring_models(example: Example) -> None:
    model = example("kaoping_scoring_models").scoring_model("example:strict")
    assert (model.name, model.plugin, model.version, model.bundled) == ("example:strict", "example", "0.1", False)
    assert model.value.__name__ == "strict"


def test_hook_kaoping_veto_checks(example: Example) -> None:
    assert example("kaoping_veto_checks").veto_check("example:repeat").value.__name__ == "repeat"


def test_hook_kaoping_outcome_rules(example: Example) -> None:
    assert example("kaoping_outcome_rules").outcome_rule("example:medal").value.__name__ == "medal"


def test_hook_kaoping_report_formats(example: Example) -> None:
    plugins = example("kaoping_report_formats")
    assert plugins.report_format("example:csv").value.__name__ == "write_csv"
    assert "example:csv" in plugins.report_formats()


@pytest.mark.parametrize("hook", HOOKS)
def test_each_hook_is_documented_with_its_signature_and_an_example(page: str, hook: str) -> None:
    module = files_in(section(page, hook))["kaoping_example/__init__.py"]
    assert f"@hookimpl\ndef {hook}():\n" in module


@pytest.mark.parametrize("hook", HOOKS)
def test_each_hook_has_a_test_of_its_name(hook: str) -> None:
    names = {
        node.name
        for file in Path(__file__).parent.glob("test_*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    assert f"test_hook_{hook}" in names


@pytest.mark.parametrize(
    "given",
    [ModelInput, Totals, VetoInput, VetoFinding, OutcomeInput, Outcome, ReportInput],
    ids=lambda one: one.__name__,
)
def test_what_hooks_take_and_give_is_documented_field_by_field(page: str, given: type) -> None:
    table = page.partition(f"| `{given.__name__}` | |\n|---|---|\n")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `(\w+)` \| \S.* \|$", table, re.M) == [field.name for field in dataclasses.fields(given)]


def test_no_hook_is_documented_that_is_not_there(page: str) -> None:
    assert sorted(re.findall(r"^## `(kaoping_\w+)\(", page, re.M)) == HOOKS


def test_the_documented_tests_pass_on_the_documented_standard(site: Any, page: str) -> None:
    """The files of two sections, installed as one plugin, tested by the page's own test file."""
    project = tomllib.loads(files_in(page)["pyproject.toml"])["project"]
    files = files_in(section(page, "kaoping_standards"))
    files["kaoping_example/township.cases.toml"] = CASES
    points = "\n".join(f"{name} = {target}" for name, target in project["entry-points"]["kaoping"].items())
    site.add(project["name"], files, entry_points=points, version=project["version"])
    test = site.folder / "test_example.py"
    test.write_text(files_in(page)["tests/test_example.py"], encoding="utf-8")
    code = f"import sys, pytest; sys.exit(pytest.main(['-q', '-n0', '-c', {os.devnull!r}, '-p', 'no:cacheprovider', {str(test)!r}]))"
    done = site.run(code)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "11 passed" in done.stdout


def test_the_manager_asks_for_every_hook_and_no_other() -> None:
    assert sorted([*FILE_HOOKS, *NAMED_HOOKS]) == HOOKS


@pytest.mark.parametrize("hook", HOOKS)
def test_each_hook_says_what_it_returns(hook: str) -> None:
    assert ":returns:" in (getattr(specs, hook).__doc__ or "")
