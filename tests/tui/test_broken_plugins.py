"""Broken third-party plugins: the screen says so and goes on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kaoping import Options, open_workbench

BROKEN = {
    "missing": "import nothing_of_that_name\n",
    "leaves": "raise SystemExit(3)\n",
    "raises": "from kaoping import hookimpl\n\n\n@hookimpl\ndef kaoping_standards():\n    raise RuntimeError('断了')\n",
}


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: Options) -> Options:
    site = tmp_path / "site"
    site.mkdir()
    for name, code in BROKEN.items():
        (site / f"kaoping_tui_{name}.py").write_text(code, encoding="utf-8")
        record = site / f"kaoping_tui_{name}-0.3.dist-info"
        record.mkdir()
        (record / "METADATA").write_text(f"Metadata-Version: 2.1\nName: kaoping-tui-{name}\nVersion: 0.3\n")
        (record / "entry_points.txt").write_text(f"[kaoping]\n{name} = kaoping_tui_{name}\n")
    monkeypatch.syspath_prepend(str(site))
    return replace(options, no_plugins=False)


async def test_each_failure_is_shown_with_its_reason_and_the_walk_goes_on(
    running, installed: Options, reopened, started: str
) -> None:
    async with running(given=installed) as run:
        assert "有 3 个插件或标准不能使用，按 F6 查看" in run.text()
        await run.press("f6")
        shown = run.flat()
        for name in BROKEN:
            assert f"kaoping-tui-{name}0.3" in shown
        assert "nothing_of_that_name" in shown
        assert "断了" in shown
        await run.press("escape", "enter", "enter")
        assert "1.1已评" in run.flat()
    assert reopened().evaluations.view(started).answers.ratings["1.1"].points == 2


def test_where_the_computation_failed_nothing_is_said_to_have_no_veto(options: Options, started: str) -> None:
    from kaoping_tui.texts import veto_summary

    with open_workbench(options) as bench:
        sheet = bench.evaluations.view(started).sheet
    assert veto_summary(sheet) == "否决：未查明 1"
    assert veto_summary(replace(sheet, failure="断了", vetoes=())) == "否决：未能核对"
    assert veto_summary(replace(sheet, vetoes=())) == "无一票否决"
