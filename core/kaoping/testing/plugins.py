"""Whether an installed plugin works."""

from __future__ import annotations

from kaoping.hooks import PluginInfo
from kaoping.testing.subject import plugins
from kaoping.workbench.crosswalks import CrosswalkShelf
from kaoping.workbench.library import Library


def check_plugin(name: str) -> PluginInfo:
    """Hold that the plugin of this name is installed, loads, and that all it provides can be used.

    :returns: what `kaoping plugin list` shows of it.
    :raises AssertionError: saying in Chinese what is wrong.
    """
    known = plugins()
    found = [info for info in known.infos() if info.name == name]
    assert found, (
        f"没有安装名为“{name}”的插件：请先在插件的文件夹里运行 pip install -e .，并核对 pyproject.toml 的入口点"
    )
    for info in found:
        assert info.status == "active", info.text()
    library = Library(known)
    wrong = [
        f"标准 {entry.id}：{entry.failure}" for entry in library.entries() if entry.plugin == name and entry.failure
    ]
    wrong += [f"事实定义：{reason}" for plugin, reason in library.vocabulary_failures() if plugin == name]
    wrong += [f"对照表：{failure.reason}" for failure in CrosswalkShelf(library).failures() if failure.plugin == name]
    assert not wrong, "\n".join(wrong)
    return found[0]
