"""The code that the hooks' manual shows is run here, on a real sheet."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kaoping.answers import Answers, Rating, Unit
from kaoping.cli import cli
from kaoping.reports.formats import ReportInput
from kaoping.scoring.score import Providers, core_providers, score
from kaoping.standard.load import validated
from kaoping.standard.model import Standard
from kaoping.standard.resolved import Resolved
from kaoping.standard.toml import parse

MANUAL = Path(__file__).parents[2] / "docs" / "plugin-hooks.md"
TEXT = """
schema = 1
id = "t/sheet"
title = "标准"
short = "标准"
edition = "一"
status = "in-force"
unit_kinds = ["county"]
document = { id = "t", title = "文件" }
outcome_rule = "example:medal"
[scoring]
model = "example:strict"
full = 10
[[criteria]]
id = "1"
title = "=一"
points = 6
[[criteria]]
id = "2"
title = "二"
points = 4
[[vetoes]]
id = "v"
title = "重复"
text = "两项以上得零分"
check = "example:repeat"
effect = "zero"
"""


def shown(hook: str) -> dict[str, Any]:
    section = MANUAL.read_text(encoding="utf-8").split(f"## `{hook}(")[1]
    names: dict[str, Any] = {}
    exec(re.search(r"```python\n(.*?)```", section, re.S)[1], names)  # type: ignore[index]
    found: dict[str, Any] = names[hook]()
    return found


@pytest.fixture
def providers() -> Providers:
    core = core_providers()
    model, check, rule = (shown(f"kaoping_{kind}") for kind in ("scoring_models", "veto_checks", "outcome_rules"))
    return Providers(
        model=lambda name: model[name.split(":")[1]] if ":" in name else core.model(name),
        check=lambda name: check[name.split(":")[1]] if ":" in name else core.check(name),
        rule=lambda name: rule[name.split(":")[1]] if ":" in name else core.rule(name),
    )


def sheet(providers: Providers, **points: str) -> Any:
    standard = validated(Standard, parse(TEXT, "试.toml"))
    resolved = Resolved(standard, standard.document, {})  # type: ignore[arg-type]
    ratings = {name.removeprefix("i"): Rating(points=Decimal(value)) for name, value in points.items()}
    return score(resolved, Answers(unit=Unit("某县", "county"), ratings=ratings), providers)


def test_the_model_counts_full_items_alone(providers: Providers) -> None:
    found = sheet(providers, i1="6", i2="3.5")
    assert (str(found.score_low), str(found.score_high)) == ("6.00", "6.00")
    assert (found.outcome.status, found.outcome.label) == ("decided", "达标")


def test_what_is_open_stays_open(providers: Providers) -> None:
    found = sheet(providers, i2="4")
    assert (str(found.score_low), str(found.score_high)) == ("4.00", "10.00")
    assert (found.outcome.status, found.outcome.possible) == ("open", ("达标", "未达标"))


def test_the_check_triggers_on_two_zeros(providers: Providers) -> None:
    found = sheet(providers, i1="0", i2="0")
    assert (found.vetoes[0].status, found.vetoes[0].because) == ("triggered", "2 项得零分")
    assert sheet(providers, i1="6", i2="0").vetoes[0].status == "clear"


def test_the_report_writes_text_as_text(providers: Providers) -> None:
    write = shown("kaoping_report_formats")["csv"]
    body = write(ReportInput("sheet", sheet(providers, i1="6", i2="4"))).decode("utf-8-sig")
    assert "1,'=一,6,6,已评," in body.splitlines()
    assert "2,二,4,4,已评," in body.splitlines()


def test_the_documented_standard_holds_its_cases_and_is_used_as_the_page_says(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = MANUAL.read_text(encoding="utf-8")
    files = dict(re.findall(r"^File `kaoping_example/([^`]+)`:\n\n```toml\n(.*?)^```$", page, re.S | re.M))
    for name in ("township.toml", "township.cases.toml"):
        (tmp_path / name).write_text(files[name], encoding="utf-8")
    (block,) = re.findall(r"## Use it\n.*?```sh\n(.*?)```", page, re.S)
    lines = [line.removeprefix("kaoping ").split() for line in block.splitlines()]
    assert lines[0] == ["plugin", "list"]
    assert lines[-1][-4:] == ["--format", "example:csv", "-o", "sheet.csv"]
    monkeypatch.chdir(tmp_path)
    said = ""
    for line in lines[1:-1]:
        done = CliRunner().invoke(cli, ["--standard", "township.toml", *line])
        assert done.exit_code == 0, done.output
        said += done.output
    assert "算例 3 个，相符 3，不符 0" in said
    assert "得分：1（满分 2，已评完）" in said
