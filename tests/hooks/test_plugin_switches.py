"""The rescue switches, tracing, and what an import of the plugin core costs."""

from __future__ import annotations

from typing import Any

import pytest

from kaoping.hooks import Plugins, UnknownProvider, third_party_wanted

GOOD = "@hookimpl\ndef kaoping_report_formats():\n    return {'good': print}"


@pytest.mark.parametrize(
    ("env", "no_plugins", "wanted"),
    [
        ({}, False, True),
        ({"KAOPING_NO_PLUGINS": ""}, False, True),
        ({"KAOPING_NO_PLUGINS": "0"}, False, True),
        ({"KAOPING_NO_PLUGINS": "1"}, False, False),
        ({"KAOPING_NO_PLUGINS": "yes"}, False, False),
        ({}, True, False),
        ({"KAOPING_NO_PLUGINS": "0"}, True, False),
    ],
)
def test_one_function_decides_whether_third_parties_are_wanted(
    env: dict[str, str], no_plugins: bool, wanted: bool
) -> None:
    assert third_party_wanted(env, no_plugins=no_plugins) is wanted


def test_switched_off_plugins_are_listed_but_not_imported(site: Any) -> None:
    site.add_module("good", GOOD)
    site.add_module("exiting", "raise SystemExit(3)")
    plugins = Plugins.load(entry_points=False)
    infos = site.theirs(plugins)
    assert [(info.name, info.status) for info in infos] == [("exiting", "disabled"), ("good", "disabled")]
    reason = "第三方插件已停用（--no-plugins 或 KAOPING_NO_PLUGINS）"
    assert infos[1].text() == f"插件“good”（kaoping-good 0.1）未载入：{reason}"
    assert plugins.failures() == ()
    with pytest.raises(UnknownProvider, match=r"^没有名为“good:good”的报告格式：第三方插件已停用"):
        plugins.report_format("good:good")


def test_without_third_parties_importlib_metadata_is_not_even_imported(site: Any) -> None:
    done = site.run(
        "import sys\n"
        "from kaoping.hooks import Plugins, third_party_wanted\n"
        "import os\n"
        "Plugins.load(entry_points=third_party_wanted(os.environ)).standard_files()\n"
        "print('importlib.metadata' in sys.modules)",
        KAOPING_NO_PLUGINS="1",
    )
    assert (done.stdout, done.stderr) == ("False\n", "")


def test_the_plugin_core_imports_nothing_heavy(site: Any) -> None:
    done = site.run(
        "import sys, kaoping.hooks.manager\n"
        "print([m for m in ('pydantic', 'textual', 'sqlite_utils', 'importlib.metadata') if m in sys.modules])"
    )
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_tracing_prints_each_call_of_a_hook_to_standard_error(site: Any) -> None:
    site.add_module("good", GOOD)
    site.add_module("raising", "@hookimpl\ndef kaoping_facts():\n    raise ValueError('a\\x1bb')")
    code = "from kaoping.hooks import Plugins\nPlugins.load().infos()"
    done = site.run(code, KAOPING_TRACE_PLUGINS="1")
    lines = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (0, "")
    assert "[kaoping] 调用 kaoping_report_formats：插件 good" in lines
    assert "[kaoping] 返回 kaoping_report_formats：插件 good：1 项" in lines
    assert "[kaoping] 调用 kaoping_report_formats：插件 core" in lines
    assert "[kaoping] 失败 kaoping_facts：插件 raising：ValueError: a␛b" in lines
    assert site.run(code, KAOPING_TRACE_PLUGINS="0").stderr == ""
