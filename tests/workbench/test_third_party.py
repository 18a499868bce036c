"""Strangers' plugins, installed for real, from the standard they ship to the report they write; good, broken and gone."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kaoping.answers import Observation, Rating, VetoStatement
from kaoping.errors import Refused
from kaoping.hooks import Plugins
from kaoping.hooks.providers import call_isolated
from kaoping.periods import year
from kaoping.reports.formats import ReportInput
from kaoping.workbench import Workbench
from kaoping.workbench.library import Library
from kaoping.workbench.printing import printed_as

D = Decimal

#: A good plugin whole: a standard with a model, a check and a rule of its own, and a report format.
GUSHAN = Path(__file__).with_name("gushan")
STANDARD = (GUSHAN / "town.toml").read_text(encoding="utf-8")
CODE = (GUSHAN / "plugin.py").read_text(encoding="utf-8")


def install(site: Any, code: str = CODE, version: str = "0.1", **files: str) -> None:
    site.add(
        "kaoping-gushan",
        {"kaoping_gushan/__init__.py": code, "kaoping_gushan/town.toml": STANDARD, **files},
        entry_points="gushan = kaoping_gushan:plugin",
        version=version,
    )


def remove(site: Any, name: str) -> None:
    """What pip uninstall does, and what a new process would see."""
    for path in site.folder.glob(f"kaoping_{name}*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for module in [m for m in sys.modules if m.split(".")[0] == f"kaoping_{name}"]:
        del sys.modules[module]


def fresh(folder: Path | None = None) -> Library:
    return Library(Plugins.load(), folder=folder)


def judged(bench: Workbench) -> str:
    bench.units.add("城关镇", "town")
    key = bench.evaluations.new("gushan/town", "城关镇", year(2025)).id
    bench.walk.rate(key, "A1", Rating(points=D(9)))
    bench.walk.rate(key, "B1", Rating(points=D(8)))
    return key


def test_a_good_plugin_scores_checks_decides_and_reports(
    site: Any, opener: Callable[..., Workbench], tmp_path: Path
) -> None:
    install(site)
    bench = opener(library=fresh())
    entry = bench.library.entry("gushan/town")
    assert (entry.plugin, entry.version, entry.title) == ("gushan", "0.1", "乡镇法治示例")
    key = judged(bench)
    view = bench.evaluations.view(key)
    assert (view.sheet.result_low, view.sheet.result_high) == (D("16.00"), D("16.00"))
    assert (view.sheet.outcome.status, view.sheet.outcome.label, view.sheet.outcome.set_by) == (
        "decided",
        "甲等",
        "孤山县（虚构）",
    )
    assert view.resolved.provider_versions == {
        "gushan:worst": "0.1", "gushan:three": "0.1", "gushan:both-poor": "0.1",
    }  # fmt: skip
    assert [f.because for f in view.sheet.vetoes] == ["并非两项都差"]
    assert (view.row.outcome, view.row.low_m) == ("甲等", 16000)
    bench.walk.rate(key, "A1", Rating(points=D(2)))
    view = bench.walk.rate(key, "B1", Rating(points=D(1)))
    assert view.sheet.outcome.label == "不得评等"
    provided = bench.library.plugins.report_format("gushan:line")
    assert call_isolated(provided, ReportInput("sheet", view.sheet)) == "sheet:城关镇:2.00:不得评等".encode()
    # A format that knows nothing of papers: of a unit with one evaluation the sheet is there, of a campaign there is none.
    given = bench.papers.report("deductions", "城关镇")
    assert printed_as(bench.library, "gushan:line", given) == "deductions:城关镇:2.00:不得评等".encode()
    bench.evaluations.add_campaign("年度", year(2025), units=("城关镇",))
    with pytest.raises(
        Refused,
        match="格式“gushan:line”写不了排名表，它可能只会写一次考评的得分表；请换用 docx、xlsx、html、md 或 json",
    ):
        printed_as(bench.library, "gushan:line", bench.papers.report("ranking", "年度"))
    assert bench.care.verify() == []
    path = bench.exchange.export(key, tmp_path / "a.toml")
    again = bench.evaluations.view(bench.exchange.bring_in(path).id)
    assert again.sheet.outcome == view.sheet.outcome


def test_nobody_rescores_anothers_standard(
    site: Any, opener: Callable[..., Workbench], standards: Path, observed: Callable[..., Observation]
) -> None:
    def results(library: Library, name: str) -> list[Any]:
        bench = opener(library=library, path=standards / name)
        bench.units.add("云溪县", "county", {"legislative_power": False})
        found = []
        for standard, item, rating in (
            ("t/points", "1.2", Rating(points=D(4))),
            ("t/share", "1", Rating(verdict="met")),
        ):
            key = bench.evaluations.new(standard, "云溪县", year(2025)).id
            bench.walk.rate(key, item, rating)
            view = bench.walk.veto(key, "v1" if standard == "t/points" else "bar", VetoStatement(False))
            found.append((view.row.digest, view.sheet.score_low, view.sheet.outcome, view.sheet.vetoes))
        return found

    alone = results(Library(Plugins.load(entry_points=False), folder=standards), "a.db")
    site.add_module(
        "greedy",
        """
def mine(given):
    raise RuntimeError("不应调用")

@hookimpl
def kaoping_scoring_models():
    return {"points": mine, "attainment": mine}

@hookimpl
def kaoping_veto_checks():
    return {"event": mine}

@hookimpl
def kaoping_outcome_rules():
    return {"bands": mine}
""",
    )
    site.add("kaoping-thief", {"kaoping_thief.py": "from kaoping import hookimpl\n@hookimpl\ndef kaoping_standards():\n    return []\n"}, entry_points="core = kaoping_thief\nbeihai = kaoping_thief")  # fmt: skip
    plugins = Plugins.load()
    assert plugins.scoring_model("greedy:points").plugin == "greedy"
    assert plugins.scoring_model("points").plugin == "core"
    refused = {info.name: info.reason for info in site.theirs(plugins) if info.status == "failed"}
    assert refused == {
        "core": "名称“core”已被随程序提供的插件占用",
        "beihai": "名称“beihai”已被随程序提供的插件占用",
    }
    assert results(Library(plugins, folder=standards), "b.db") == alone


def test_a_standard_that_is_taken_is_listed_and_the_first_stays(site: Any) -> None:
    install(site)
    theirs = (
        STANDARD.replace("gushan:worst", "points").replace("乡镇法治示例", "冒名").replace('"gushan:three"', '"bands"')
    )
    bundled = theirs.replace("gushan/town", "beihai/county")
    site.add(
        "kaoping-zzz",
        {
            "kaoping_zzz/__init__.py": "from importlib.resources import files\nfrom kaoping import hookimpl\n@hookimpl\n"
            "def kaoping_standards():\n    return [files(__name__) / 'a.toml', files(__name__) / 'b.toml']\n",
            "kaoping_zzz/a.toml": theirs,
            "kaoping_zzz/b.toml": bundled,
        },
        entry_points="zzz = kaoping_zzz",
    )
    library = fresh()
    found = [(e.id, e.plugin, e.failure) for e in library.entries() if e.plugin == "zzz"]
    step = "；要用这一个，请改这个文件的编号，或卸载那个插件"
    assert found == [
        ("beihai/county", "zzz", f"编号“beihai/county”已由插件 beihai 提供，未使用这一个{step}"),
        ("gushan/town", "zzz", f"编号“gushan/town”已由插件 gushan 提供，未使用这一个{step}"),
    ]
    assert library.resolved("gushan/town").standard.title == "乡镇法治示例"
    assert library.entry("beihai/county").plugin == "beihai"


_RAISES = CODE.replace(
    "def worst(given: ModelInput) -> Totals:\n", "def worst(given: ModelInput) -> Totals:\n    {}\n", 1
)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("raise ZeroDivisionError('除零')", "插件“gushan”（0.1）出错："),
        ("raise SystemExit(3)", "插件“gushan”（0.1）出错："),
        (
            "return None",
            "插件“gushan”（0.1）出错：“gushan:worst”返回的内容不能用：返回值 应为 Totals，得到 NoneType。请更新或卸载该插件",
        ),
        (
            "return 100",
            "插件“gushan”（0.1）出错：“gushan:worst”返回的内容不能用：返回值 应为 Totals，得到 int。请更新或卸载该插件",
        ),
        ("return Totals(1.5, 2.5, 20.0, None)", "low 应为精确的数（Fraction、Decimal 或整数），得到 float"),
        ("return Totals('1', None, {}, None)", "low 应为精确的数（Fraction、Decimal 或整数），得到 str"),
        ("return Totals(True, 2, 20, None)", "low 应为精确的数（Fraction、Decimal 或整数），得到 bool"),
        ("return Totals(Fraction(9), Fraction(1), Fraction(20), None)", "最低分（low）高于最高分（high）"),
        ("return Totals(1, 2, -20, None)", "满分（full）是负数"),
        ("return Totals(1, 2, 20, None)", "derivation 应为 Derivation，得到 NoneType"),
        ("return Totals(1, 2, 20, None, None)", "sections 应为 tuple，得到 NoneType"),
        (
            "return Totals(1, 2, 20, None, (SectionScore('B', '', 1, 1, 1),))",
            "sections 应与标准的一级指标一一对应：A、B",
        ),
        (
            "return Totals(1, 2, 20, Derivation('x', 'x', 'x', None, (('a', 0.1),), 1, 2))",
            "derivation.inputs 应为精确的数（Fraction、Decimal 或整数），得到 float",
        ),
        (
            "d = Derivation('x', 'x', 'x', None, (), 1, 2); return Totals(1, 2, 20, d._replace(children=(d, None)))",
            "derivation.children 应为 Derivation，得到 NoneType",
        ),
        (
            "d = Derivation('x', 'x', 'x', None, (), 1, 2); return Totals(1, 2, 20, d, (), None, (1,))",
            "linear 应为两个数，或 None",
        ),
    ],
)
def test_an_own_model_that_fails_is_failed_and_never_passed(
    site: Any, opener: Callable[..., Workbench], standards: Path, body: str, reason: str
) -> None:
    install(site, _RAISES.replace("{}", body, 1))
    bench = opener(library=fresh(standards))
    key = judged(bench)
    view = bench.evaluations.view(key)
    assert (view.sheet.outcome.status, view.sheet.outcome.label, view.sheet.complete) == ("failed", None, False)
    assert reason in (view.sheet.failure or "")
    assert (view.row.outcome_status, view.row.outcome, view.row.low_m) == ("failed", None, None)
    assert view.answers.ratings["A1"].points == D(9)  # what was judged is saved all the same
    bench.units.add("云溪县", "county", {"legislative_power": False})
    other = bench.evaluations.new("t/points", "云溪县", year(2025)).id
    assert bench.walk.rate(other, "1.2", Rating(points=D(5))).sheet.score_low == D("3.00")
    assert [fault.code for fault in bench.care.verify()] == ["plugin-needed"]


@pytest.mark.parametrize("which", ["both_poor", "three"])
def test_an_own_check_or_rule_that_returns_garbage_is_failed(
    site: Any, opener: Callable[..., Workbench], which: str
) -> None:
    kind = {"both_poor": "VetoInput) -> VetoFinding:\n", "three": "OutcomeInput) -> Outcome:\n"}[which]
    install(site, CODE.replace(f"def {which}(given: {kind}", f"def {which}(given: {kind}    return 'ok'\n", 1))
    bench = opener(library=fresh())
    view = bench.evaluations.view(judged(bench))
    assert view.sheet.outcome.status == "failed"
    wanted = {"both_poor": "VetoFinding", "three": "Outcome"}[which]
    assert f"返回值 应为 {wanted}，得到 str" in (view.sheet.failure or "")


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ('VetoFinding(given.veto, "fine", "好")', "status 应为 triggered、clear、unknown 之一，得到 'fine'"),
        ('VetoFinding(given.veto, "clear", None)', "because 应为 str，得到 NoneType"),
        ('VetoFinding(given.veto.model_copy(update={"id": "w"}), "clear", "好")', "问的是否决项“v”，答的是另一项"),
    ],
)
def test_a_check_answers_what_was_asked(site: Any, opener: Callable[..., Workbench], wrong: str, reason: str) -> None:
    install(site, CODE.replace('VetoFinding(given.veto, "clear", "并非两项都差")', wrong))
    bench = opener(library=fresh())
    view = bench.evaluations.view(judged(bench))
    assert view.sheet.outcome.status == "failed"
    assert reason in (view.sheet.failure or "")


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ('Outcome("passed", "甲等")', "status 应为 decided、open、rule-not-set、no-result、failed 之一，得到 'passed'"),
        ('Outcome("open", "甲等")', "状态是 open，不能有结果名称（label）"),
        ('Outcome("decided", "")', "已有结果（decided），却没有结果名称（label）"),
        ('Outcome("decided", None)', "label 应为 str，得到 NoneType"),
        ('Outcome("open", None, ["甲等"])', "possible 应为 tuple，得到 list"),
        ('Outcome("open", None, (), None, (1,))', "because 应为 str，得到 int"),
        ('Outcome("open", None, (), None, (), ("A1",))', "deciding 应为 Deciding，得到 str"),
    ],
)
def test_a_rule_decides_or_does_not(site: Any, opener: Callable[..., Workbench], wrong: str, reason: str) -> None:
    install(
        site, CODE.replace("def three(given: OutcomeInput) -> Outcome:\n", f"def three(given):\n    return {wrong}\n")
    )
    bench = opener(library=fresh())
    view = bench.evaluations.view(judged(bench))
    assert (view.sheet.outcome.status, view.sheet.outcome.label) == ("failed", None)
    assert reason in (view.sheet.failure or "")


def test_a_plugin_that_is_gone_is_named_and_its_last_sheet_kept(
    site: Any, opener: Callable[..., Workbench], standards: Path
) -> None:
    install(site)
    bench = opener(library=fresh(standards))
    key = judged(bench)
    bench.units.add("云溪县", "county", {"legislative_power": False})
    other = bench.evaluations.new("t/points", "云溪县", year(2025)).id
    before = bench.walk.rate(other, "1.2", Rating(points=D(5)))
    bench.close()
    remove(site, "gushan")
    later = opener(library=fresh(standards))
    view = later.evaluations.view(key)
    assert view.sheet.outcome.status == "failed"
    assert "没有名为“gushan:worst”的评分模型" in (view.sheet.failure or "")
    assert "原由插件“gushan”0.1 提供，请重新安装它" in (view.sheet.failure or "")
    assert view.resolved.standard.title == "乡镇法治示例"
    assert view.answers.ratings["B1"].points == D(8)
    assert view.kept is not None
    assert view.kept["outcome"]["label"] == "甲等"  # type: ignore[index]
    assert view.kept["result"] == {"low": "16", "high": "16"}
    assert json.loads(json.dumps(view.kept)) == view.kept
    assert later.evaluations.view(other).sheet == before.sheet
    faults = later.care.verify()
    assert [(f.code, f.id) for f in faults] == [("plugin-needed", "1")]
    assert "gushan" in faults[0].message
    with pytest.raises(Refused, match="没有标准“gushan/town”"):
        later.evaluations.new("gushan/town", "城关镇", year(2025))
    # A judgement made without the plugin is saved, failed, and the sheet it once had is still there.
    view = later.walk.rate(key, "A1", Rating(points=D(1)))
    assert (view.row.outcome_status, view.row.outcome) == ("failed", None)
    assert view.kept is not None
    later.close()
    install(site)
    back = opener(library=fresh(standards))
    assert back.evaluations.view(key).sheet.result_low == D("2.00")
    assert back.evaluations.view(key).kept is None


def test_another_version_is_told_by_verify(site: Any, opener: Callable[..., Workbench]) -> None:
    install(site)
    bench = opener(library=fresh())
    key = judged(bench)
    digest = bench.evaluations.view(key).row.digest
    bench.close()
    remove(site, "gushan")
    install(site, version="0.2")
    same = opener(library=fresh())
    assert same.evaluations.view(key).row.digest == digest
    assert same.library.resolved("gushan/town").digest != digest
    (fault,) = same.care.verify()
    assert fault.code == "plugin-changed"
    assert "gushan:worst 原为 0.1，现为 0.2" in fault.message
    same.close()
    remove(site, "gushan")
    install(site, CODE.replace("* 2", "* 1"), version="0.3")
    (fault,) = opener(library=fresh()).care.verify()
    assert fault.code == "totals"
    assert fault.message.startswith("考评 1 的得分或结果与重新计算的不符；计算它的插件已更换：")


def test_switched_off_plugins_are_named_as_switched_off(site: Any, opener: Callable[..., Workbench]) -> None:
    install(site)
    bench = opener(library=fresh())
    key = judged(bench)
    bench.close()
    view = opener(library=Library(Plugins.load(entry_points=False))).evaluations.view(key)
    assert "第三方插件已停用（--no-plugins 或 KAOPING_NO_PLUGINS）" in (view.sheet.failure or "")


_DIES = """
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from kaoping.answers import Rating
from kaoping.hooks import Plugins
from kaoping.workbench import Workbench
from kaoping.workbench.library import Library

bench = Workbench.open(Path(sys.argv[1]), Library(Plugins.load()), "张三", "a" * 32, lambda: datetime(2025, 12, 20, tzinfo=UTC))
Path(sys.argv[2]).touch()
bench.walk.rate("1", "A1", Rating(points=Decimal(1)))
"""


def test_a_model_that_kills_the_program_inside_a_save_loses_nothing(
    site: Any, opener: Callable[..., Workbench], tmp_path: Path
) -> None:
    mark = tmp_path / "mark"
    # The first sheet after the mark is the one shown before, the second that of the judgement, inside its save.
    deadly = f"""
    import os, pathlib, signal
    mark = pathlib.Path({str(mark)!r})
    if mark.exists():
        if mark.stat().st_size:
            os.kill(os.getpid(), signal.SIGKILL)
        mark.write_text("once")
"""
    install(site, CODE.replace("-> Totals:\n", "-> Totals:\n" + deadly, 1))
    bench = opener(library=fresh())
    key = judged(bench)
    heads = bench.care.heads()
    bench.close()
    run = subprocess.run(
        [sys.executable, "-c", _DIES, str(tmp_path / "考评.db"), str(mark)],
        env={**os.environ, "PYTHONPATH": str(site.folder), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == -signal.SIGKILL, run.stderr
    mark.unlink()
    again = opener(library=fresh())
    assert again.care.heads() == heads
    assert again.evaluations.view(key).answers.ratings["A1"].points == D(9)
    assert again.care.verify() == []
