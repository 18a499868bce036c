"""A plugin by somebody else, a freshly made one and broken ones: built, installed by pip, used as people use them."""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kaoping.hooks import Plugins
from kaoping.workbench.library import Library
from kaoping.workbench.new_files import new_plugin

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
BROKEN = {
    "pyproject.toml": """[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "kaoping-broken"
version = "3.1"
[project.entry-points.kaoping]
imports = "kaoping_imports"
mistyped = "kaoping_mistyped"
raising = "kaoping_raising"
[tool.hatch.build.targets.wheel]
include = ["*.py"]
""",
    "kaoping_imports.py": "import a_module_that_is_not_there\n",
    "kaoping_mistyped.py": "from kaoping import hookimpl\n@hookimpl\ndef kaoping_standard():\n    return []\n",
    "kaoping_raising.py": """from kaoping import hookimpl
@hookimpl
def kaoping_standards():
    raise OSError("disk on fire")
@hookimpl
def kaoping_scoring_models():
    return {"good": len}
""",
}
ANSWERS = """schema = 1
standard = "gushan/town"
unit = { name = "谷山镇", kind = "town" }
period = { from = 2025-01-01, to = 2025-12-31 }
as_of = 2025-12-31
ratings."1" = { points = 12 }
ratings."2" = { points = 18 }
ratings."3" = { points = 20 }
ratings."4" = { points = 20 }
ratings."5" = { points = 15, reason = "八个村没有调解组织" }
"""


@pytest.fixture
def environment(wheel: Path, build: Any, install: Any, tmp_path: Path, tmp_path_factory: Any) -> Path:
    """One environment with kaoping, the plugin of the examples, one by `kaoping plugin new`, and three broken ones."""
    sources = {"gushan": tmp_path / "gushan", "yunxi": tmp_path / "yunxi", "broken": tmp_path / "broken"}
    shutil.copytree(ROOT / "examples" / "plugin_gushan", sources["gushan"])
    new_plugin(Library(Plugins.load(entry_points=False)), "yunxi", sources["yunxi"])
    sources["broken"].mkdir()
    for name, text in BROKEN.items():
        (sources["broken"] / name).write_text(text, encoding="utf-8")
    wheels = [build(source, tmp_path / "wheels" / name, "wheel") for name, source in sources.items()]
    made: Path = install(tmp_path_factory.mktemp("town"), wheel, *wheels, tools=("pytest",))
    return made


def test_plugins_are_built_installed_and_used(environment: Path, run: Callable[..., Any], tmp_path: Path) -> None:
    def ok(*arguments: str) -> str:
        done = run("kaoping", *arguments)
        assert done.returncode == 0, done.stderr + done.stdout
        assert "Traceback" not in done.stderr
        return str(done.stdout)

    plugins_are_listed(ok)
    their_own_tests_pass(run, tmp_path)
    the_command_line_scores_and_prints(ok, tmp_path)
    if sys.platform != "win32":
        the_screen_scores(environment, tmp_path)
    without_plugins_what_was_scored_still_shows(ok)


def plugins_are_listed(ok: Callable[..., str]) -> None:
    listed = {row["name"]: row for row in json.loads(ok("plugin", "list", "--json"))["plugins"]}
    assert listed["gushan"]["status"] == listed["yunxi"]["status"] == "active"
    assert (listed["gushan"]["distribution"], listed["gushan"]["version"]) == ("kaoping-gushan", "1.2.0")
    broken = {name: (listed[name]["status"], listed[name]["reason"]) for name in ("imports", "mistyped", "raising")}
    assert {status for status, _ in broken.values()} == {"failed"}
    assert "缺少模块“a_module_that_is_not_there”（kaoping_imports.py 第 1 行）" in broken["imports"][1]
    assert "实现了不存在的钩子" in broken["mistyped"][1]
    assert "unknown hook 'kaoping_standard'" in broken["mistyped"][1]
    assert (
        "钩子 kaoping_standards 调用时出错（kaoping_raising.py 第 4 行）：OSError: disk on fire" in broken["raising"][1]
    )
    assert listed["raising"]["provides"] == {"kaoping_scoring_models": ["raising:good"]}
    told = ok("plugin", "list")
    for name in broken:
        assert f"插件“{name}”（kaoping-broken 3.1）" in told
    assert "pip uninstall kaoping-broken" in told


def their_own_tests_pass(run: Callable[..., Any], tmp_path: Path) -> None:
    folders = [str(tmp_path / name / "tests") for name in ("gushan", "yunxi")]
    done = run("python", "-m", "pytest", "-q", "-p", "no:cacheprovider", "--import-mode=importlib", *folders)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "24 passed" in done.stdout


def the_command_line_scores_and_prints(ok: Callable[..., str], tmp_path: Path) -> None:
    assert "不符 0" in ok("standard", "test", "gushan/town")
    assert "不符 0" in ok("standard", "test", "yunxi/standard")
    (tmp_path / "答卷.toml").write_text(ANSWERS, encoding="utf-8")
    ok("eval", "import", "答卷.toml")
    sheet = json.loads(ok("eval", "score", "1", "--json"))
    assert (sheet["score"]["low"], sheet["outcome"]["label"]) == ("70", "一般")
    assert "短板封顶" in ok("eval", "explain", "1")
    ok("report", "sheet", "1", "--format", "gushan:txt", "-o", str(tmp_path / "反馈函.txt"))
    text = (tmp_path / "反馈函.txt").read_text(encoding="utf-8")
    assert "得分 70（满分 100），结果：一般（文件规定）。" in text
    assert "1. 5 人民调解：失 15 分，八个村没有调解组织" in text


def the_screen_scores(environment: Path, tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("terminal_conftest", ROOT / "tests" / "terminal" / "conftest.py")
    assert spec is not None
    assert spec.loader is not None
    terminal = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(terminal)
    arguments = ["--db", str(tmp_path / "考评.db"), "--as", "李四"]
    window = terminal.Terminal(arguments, tmp_path, (80, 24), environment / "bin" / "kaoping")
    try:
        window.wait("谷山镇街", "有 3 个插件或标准不能使用，按 F6 查看")
        window.press("f6")
        window.wait("缺少模块“a_module_that_is_not_there”")
        window.press("escape")
        window.wait("考评人：李四")
        window.press("f2")
        window.wait("第一步：选标准", "谷山县镇街法治建设考评标准")
        window.press("enter")
        window.wait("第二步：选考评对象", "谷山镇")
        window.press("enter")
        window.wait("考评对象　谷山镇")
        window.press("f10")
        window.wait("已评 0/5", "得分 0 ~ 100 / 100")
        window.press("enter", "enter", "enter", "enter")
        window.wait("已评 4/5")
        window.send("15")
        window.press("enter")
        window.wait("已评 5/5", "得分 70 / 100", "结果：一般")
        window.press("f9")
        window.wait("得分或结果由插件计算", "群体性事件两起以上（降等）：追溯期内已登记 0 起")
        window.press("down", "down", "enter", "down", "enter")
        window.wait("短板封顶")
        window.press("ctrl+q")
        assert window.ended() == 0
    finally:
        window.end()


def without_plugins_what_was_scored_still_shows(ok: Callable[..., str]) -> None:
    """The standard is in the workspace; only what the plugin computed cannot be worked out again, and says so."""
    told = ok("--no-plugins", "eval", "score", "1")
    assert "gushan" in told
    assert "没有名为“gushan:stave”的评分模型" in told
