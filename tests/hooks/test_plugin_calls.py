"""Calling what a plugin provided, asking for what nobody provides, and faults of our own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from kaoping.errors import KaopingError
from kaoping.hooks import PluginFailed, Plugins, Provided, UnknownProvider, call_isolated, manager
from kaoping.hooks.providers import full_name


def fails(*given: object, **more: object) -> object:
    raise ValueError(f"{given} {more}")


def leaves() -> None:
    sys.exit(3)


def interrupted() -> None:
    raise KeyboardInterrupt


def provided(value: Any, *, bundled: bool = False) -> Provided[Any]:
    return Provided("town:model", value, "town", "1.0", bundled)


def test_a_result_passes_through() -> None:
    assert call_isolated(provided(lambda a, b: (a, b)), 1, b=2) == (1, 2)


def test_an_exception_becomes_a_failure_of_the_plugin() -> None:
    with pytest.raises(PluginFailed) as caught:
        call_isolated(provided(fails), 1, key=2)
    error = caught.value
    assert (error.plugin, error.version) == ("town", "1.0")
    assert error.reason.startswith("“town:model” 调用时出错（test_plugin_calls.py 第 ")
    assert error.reason.endswith(" 行）：ValueError: (1,) {'key': 2}")
    assert str(error) == f"插件“town”（1.0）出错：{error.reason}。请更新或卸载该插件"
    assert isinstance(error, KaopingError)
    assert isinstance(error.__cause__, ValueError)


def test_leaving_the_program_is_a_failure_too_and_interrupting_it_is_not() -> None:
    with pytest.raises(PluginFailed, match=r"要求退出程序.*SystemExit: 3"):
        call_isolated(provided(leaves))
    with pytest.raises(KeyboardInterrupt):
        call_isolated(provided(interrupted))


def test_a_fault_in_what_ships_with_the_program_surfaces_unless_asked() -> None:
    with pytest.raises(ValueError, match=r"^\(\) \{\}$"):
        call_isolated(provided(fails, bundled=True))
    with pytest.raises(PluginFailed):
        call_isolated(provided(fails, bundled=True), isolate_bundled=True)


def test_names_of_the_core_stand_alone() -> None:
    assert full_name("core", "points") == "points"
    assert full_name("beihai", "points") == "beihai:points"


def bundle(site: Any, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Ship a module with the program for the length of a test."""
    path: Path = site.folder / "kaoping_shipped.py"
    path.write_text(f"from kaoping.hooks import hookimpl\n{code}\n", encoding="utf-8")
    monkeypatch.setattr(manager, "DEFAULT_PLUGINS", ("kaoping_shipped",))


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("import a_module_that_is_not_there", "No module named 'a_module_that_is_not_there'"),
        ("@hookimpl\ndef kaoping_fact():\n    return []", "unknown hook 'kaoping_fact'"),
        ("@hookimpl\ndef kaoping_facts():\n    raise ValueError('boom')", "boom"),
        ("@hookimpl\ndef kaoping_facts():\n    return 1", "却返回了 int"),
    ],
)
def test_a_broken_bundled_plugin_is_our_bug_and_raises(
    site: Any, monkeypatch: pytest.MonkeyPatch, code: str, error: str
) -> None:
    bundle(site, monkeypatch, code)
    with pytest.raises(Exception, match=error):
        Plugins.load(entry_points=False).infos()


def test_an_unknown_name_lists_near_ones(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    bundle(site, monkeypatch, "@hookimpl\ndef kaoping_scoring_models():\n    return {'points': print, 'other': repr}")
    plugins = Plugins.load(entry_points=False)
    assert plugins.scoring_model("shipped:points").bundled
    with pytest.raises(UnknownProvider) as caught:
        plugins.scoring_model("points")
    assert str(caught.value) == "没有名为“points”的评分模型，是否想写“shipped:points”？"
    assert (caught.value.kind, caught.value.near) == ("评分模型", ("shipped:points",))
    assert isinstance(caught.value, LookupError)
    with pytest.raises(UnknownProvider, match=r"“shipped:othr”的评分模型，是否想写“shipped:other”"):
        plugins.scoring_model("shipped:othr")
    with pytest.raises(UnknownProvider, match=r"^没有名为“?x”的否决检查，请用 kaoping plugin list 查看"):
        plugins.veto_check("x")
    with pytest.raises(UnknownProvider, match=r"没有名为“␛”的结果规则"):
        plugins.outcome_rule("\x1b")


def test_a_name_of_a_plugin_that_failed_says_why(site: Any) -> None:
    site.add_module("gone", "import a_module_that_is_not_there")
    site.add_module("half", "@hookimpl\ndef kaoping_scoring_models():\n    raise ValueError('boom')")
    plugins = Plugins.load()
    with pytest.raises(UnknownProvider, match=r"“gone:m”的评分模型：插件“gone”（kaoping-gone 0.1）未载入：缺少模块"):
        plugins.scoring_model("gone:m")
    with pytest.raises(UnknownProvider, match=r"“half:m”的评分模型：插件“half”（0.1）出错：钩子 .*ValueError: boom"):
        plugins.scoring_model("half:m")
