"""Broken third-party plugins, really on the path: each is a failure with its reason, and nothing else is lost."""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from kaoping.hooks import Plugins

GOOD = """
@hookimpl
def kaoping_report_formats():
    return {"good": lambda: "done"}
"""

#: Broken when loaded: code of the plugin -> its reason, word for word.
AT_LOAD = {
    "missing": (
        "import a_module_that_is_not_there",
        "缺少模块“a_module_that_is_not_there”（kaoping_missing.py 第 2 行）："
        "ModuleNotFoundError: No module named 'a_module_that_is_not_there'",
    ),
    "exiting": ("raise SystemExit(3)", "载入时要求退出程序（kaoping_exiting.py 第 2 行）：SystemExit: 3"),
    "raising": (
        "raise ValueError('第[/]条\\n\\x1b]52;c;x\\x07')",
        "载入时出错（kaoping_raising.py 第 2 行）：ValueError: 第[/]条 ␛]52;c;x␇",
    ),
    "syntax": (
        "def (:",
        "代码有语法错误（kaoping_syntax.py 第 2 行）：SyntaxError: invalid syntax (kaoping_syntax.py, line 2)",
    ),
    "argument": (
        "@hookimpl\ndef kaoping_facts(standard):\n    return []",
        "钩子的写法不对：PluginValidationError: Plugin 'argument' for hook 'kaoping_facts' hookimpl definition: "
        "kaoping_facts(standard) Argument(s) {'standard'} are declared in the hookimpl but can not be found in the "
        "hookspec",
    ),
    "unknown": (
        "@hookimpl\ndef kaoping_fact():\n    return []",
        "实现了不存在的钩子，请核对钩子名称：PluginValidationError: unknown hook 'kaoping_fact' in plugin ",
    ),
    "wrapper": (
        "@hookimpl(wrapper=True)\ndef kaoping_facts():\n    return (yield)",
        "钩子 kaoping_facts 声明为包装器（wrapper），不允许改动其他插件提供的内容",
    ),
    "oldwrapper": (
        "@hookimpl(hookwrapper=True)\ndef kaoping_facts():\n    yield",
        "钩子 kaoping_facts 声明为包装器（wrapper），不允许改动其他插件提供的内容",
    ),
    "unmarked": (
        "def kaoping_facts():\n    return []",
        "函数 kaoping_facts 没有 @hookimpl 标记，不会被调用，请加上标记",
    ),
    "empty": ("", "没有实现任何钩子，请核对入口点所指的模块，并给函数加上 @hookimpl"),
    "beihai": (GOOD, "名称“beihai”已被随程序提供的插件占用"),
    "core": (GOOD, "名称“core”已被随程序提供的插件占用"),
    "National_County": (GOOD, "名称“National_County”已被随程序提供的插件占用"),
}

#: Broken when a hook is called.
AT_CALL = {
    "callraise": (
        "@hookimpl\ndef kaoping_facts():\n    raise RuntimeError('boom')",
        "钩子 kaoping_facts 调用时出错（kaoping_callraise.py 第 4 行）：RuntimeError: boom",
    ),
    "callexit": (
        "@hookimpl\ndef kaoping_facts():\n    raise SystemExit",
        "钩子 kaoping_facts 要求退出程序（kaoping_callexit.py 第 4 行）：SystemExit",
    ),
    "muteerror": (
        "class Bad(Exception):\n    def __str__(self):\n        raise ValueError\n"
        "@hookimpl\ndef kaoping_facts():\n    raise Bad",
        "钩子 kaoping_facts 调用时出错（kaoping_muteerror.py 第 7 行）：Bad",
    ),
    "notlist": (
        "@hookimpl\ndef kaoping_facts():\n    return 'facts.toml'",
        "钩子 kaoping_facts：应当返回路径的列表（list），却返回了 str",
    ),
    "noreturn": (
        "@hookimpl\ndef kaoping_facts():\n    []",
        "钩子 kaoping_facts：应当返回路径的列表（list），却返回了 None（是否漏写了 return？）",
    ),
    "textpath": (
        "@hookimpl\ndef kaoping_standards():\n    return ['a.toml']",
        "钩子 kaoping_standards：列表里应当是 Path 或 importlib.resources 的路径，却有 str",
    ),
    "relative": (
        "from pathlib import Path\n@hookimpl\ndef kaoping_standards():\n    return [Path('a.toml')]",
        "钩子 kaoping_standards：路径“a.toml”是相对路径，请写成 importlib.resources.files(__name__) / 文件名",
    ),
    "oddname": (
        "class Odd:\n    name = 1\n    is_file = read_bytes = print\n"
        "@hookimpl\ndef kaoping_standards():\n    return [Odd()]",
        "钩子 kaoping_standards：列表里应当是 Path 或 importlib.resources 的路径，却有 Odd",
    ),
    "oddlist": (
        "class Odd(list):\n    def __iter__(self):\n        raise ValueError('boom')\n"
        "@hookimpl\ndef kaoping_standards():\n    return Odd()",
        "钩子 kaoping_standards 调用时出错（kaoping_oddlist.py 第 4 行）：ValueError: boom",
    ),
    "nofile": (
        "from pathlib import Path\n@hookimpl\ndef kaoping_crosswalks():\n    return [Path('/no/such/a.toml')]",
        "钩子 kaoping_crosswalks：文件“/no/such/a.toml”不存在，请检查插件是否把它打进了发行包",
    ),
    "notdict": (
        "@hookimpl\ndef kaoping_veto_checks():\n    return [print]",
        "钩子 kaoping_veto_checks：应当返回“名称: 函数”的字典（dict），却返回了 list",
    ),
    "notcallable": (
        "@hookimpl\ndef kaoping_veto_checks():\n    return {'a': 1}",
        "钩子 kaoping_veto_checks：“a”应当可以调用，却是 int",
    ),
    "nottext": (
        "@hookimpl\ndef kaoping_veto_checks():\n    return {1: print}",
        "钩子 kaoping_veto_checks：名称应当是文字（str），却是 int",
    ),
    "colon": (
        "@hookimpl\ndef kaoping_scoring_models():\n    return {'beihai:county': print}",
        "钩子 kaoping_scoring_models：名称“beihai:county”不能含冒号，插件名会自动加在前面",
    ),
    "control": (
        "@hookimpl\ndef kaoping_scoring_models():\n    return {'a\\x1bb': print}",
        "钩子 kaoping_scoring_models：名称“a␛b”只能用文字、数字和 - _，不能含空格、标点或控制字符",
    ),
    "noname": (
        "@hookimpl\ndef kaoping_scoring_models():\n    return {'': print}",
        "钩子 kaoping_scoring_models：名称不能为空",
    ),
    "longname": (
        "@hookimpl\ndef kaoping_scoring_models():\n    return {'长' * 51: print}",
        f"钩子 kaoping_scoring_models：名称“{'长' * 20}…”过长，最多 50 个字符",
    ),
    "twice": (
        "@hookimpl\ndef kaoping_outcome_rules():\n    return {'a': print}\n"
        "@hookimpl(specname='kaoping_outcome_rules')\ndef more():\n    return {'a': repr}",
        "钩子 kaoping_outcome_rules：名称“a”提供了两次，只用第一个",
    ),
}


@pytest.mark.parametrize("name", AT_LOAD)
def test_a_plugin_that_cannot_be_loaded_is_kept_with_its_reason(site: Any, name: str) -> None:
    code, reason = AT_LOAD[name]
    site.add_module(name, code, version="1.2")
    info = site.only(Plugins.load())
    assert (info.name, info.distribution, info.version, info.status) == (name, f"kaoping-{name}", "1.2", "failed")
    assert info.hooks == ()
    assert info.reason.startswith(reason) if name == "unknown" else info.reason == reason


@pytest.mark.parametrize("name", AT_CALL)
def test_a_plugin_whose_hook_fails_is_kept_with_its_reason(site: Any, name: str) -> None:
    code, reason = AT_CALL[name]
    site.add_module(name, code)
    plugins = Plugins.load()
    info = site.only(plugins)
    assert (info.status, info.reason, len(info.hooks)) == ("failed", reason, 1)
    assert info in plugins.failures()


def test_everything_broken_beside_one_good_plugin_in_one_run(site: Any) -> None:
    broken = {**AT_LOAD, **AT_CALL}
    for name, (code, _) in broken.items():
        site.add_module(name, code)
    site.add_module("good", GOOD)
    done = site.run(
        "import json\n"
        "from kaoping.hooks import Plugins, call_isolated\n"
        "plugins = Plugins.load()\n"
        "print(json.dumps([[call_isolated(plugins.report_format('good:good'))],"
        " [[i.name, i.distribution, i.version, i.status, i.bundled, i.text()] for i in plugins.infos()]]))"
    )
    assert (done.returncode, done.stderr) == (0, "")
    (called,), infos = json.loads(done.stdout)
    assert called == "done"
    assert [info[0] for info in infos if info[4]] == ["core", "beihai", "municipal_2019", "national_county", "zhashui"]
    assert all(info[3] == "active" for info in infos if info[4])
    theirs = {info[1]: info for info in infos if info[1] in site.distributions}
    assert theirs.pop("kaoping-good")[3] == "active"
    assert set(theirs) == {f"kaoping-{name}" for name in broken}
    for name, (_, reason) in broken.items():
        _, distribution, version, status, _, text = theirs[f"kaoping-{name}"]
        assert (version, status) == ("0.1", "failed")
        assert text.startswith(f"插件“{name}”（kaoping-{name} 0.1）")
        assert reason in text
        assert f"pip uninstall {distribution}" in text
        assert "\n" not in text


def test_one_failing_hook_leaves_the_plugins_other_hooks_and_the_other_plugins(site: Any) -> None:
    site.add_module("half", GOOD + AT_CALL["callraise"][0])
    site.add_module("good", GOOD)
    plugins = Plugins.load()
    good, half = site.theirs(plugins)
    assert (good.name, good.status) == ("good", "active")
    assert (half.name, half.status) == ("half", "failed")
    assert half.hooks == ("kaoping_facts", "kaoping_report_formats")
    assert half.provides == {"kaoping_report_formats": ("half:good",)}
    assert half.text().startswith("插件“half”（kaoping-half 0.1）部分可用：钩子 kaoping_facts 调用时出错")
    assert {"good:good", "half:good"} <= set(plugins.report_formats())


def test_a_hook_is_called_once(site: Any) -> None:
    site.add_module("counting", "calls = []\n@hookimpl\ndef kaoping_facts():\n    calls.append(1)\n    return []")
    plugins = Plugins.load()
    for _ in range(3):
        plugins.fact_files()
        plugins.infos()
    calls = sys.modules["kaoping_counting"].calls
    assert calls == [1]
    Plugins.load().fact_files()
    assert calls == [1, 1]


def test_keyboard_interrupt_is_the_persons_and_passes(site: Any) -> None:
    site.add_module("stopped", "raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        Plugins.load()


def test_nobody_gets_the_name_of_an_earlier_distribution_even_of_a_broken_one(site: Any) -> None:
    source = f"from kaoping.hooks import hookimpl\n{GOOD}"
    site.add("a-first", {"first.py": "import a_module_that_is_not_there"}, entry_points="town = first")
    site.add("b-second", {"second.py": source}, entry_points="Town = second", version="2.0")
    plugins = Plugins.load()
    first, second = site.theirs(plugins)
    assert (first.distribution, first.status) == ("a-first", "failed")
    assert (second.name, second.version) == ("Town", "2.0")
    assert second.reason == "名称“Town”已被发行包 a-first 0.1 占用"
    assert "Town:good" not in plugins.report_formats()


def test_a_second_copy_of_a_distribution_in_another_version_is_listed(site: Any) -> None:
    site.add_module("good", GOOD)
    site.add("kaoping-good", {}, entry_points="good = kaoping_good", version="0.0.9")
    old, new = sorted(site.theirs(Plugins.load()), key=lambda info: info.version)
    assert {old.status, new.status} == {"active", "failed"}
    loaded, refused = (old, new) if old.status == "active" else (new, old)
    assert refused.reason == f"名称“good”已被发行包 kaoping-good {loaded.version} 占用"


def test_two_records_of_one_editable_install_count_once(site: Any, tmp_path: Path) -> None:
    site.add_module("good", GOOD)
    other = tmp_path / "site" / "src"
    site.add("Kaoping_Good", {}, entry_points="good = kaoping_good", folder=other)
    done = site.run(
        f"import sys; sys.path.append({str(other)!r})\n"
        "from kaoping.hooks import Plugins\n"
        "print([i.status for i in Plugins.load().infos() if i.name == 'good'])"
    )
    assert (done.stdout, done.stderr) == ("['active']\n", "")


@pytest.mark.parametrize("name", ["two words", "a.b", "北海", "a:b", "x" * 51])
def test_a_plugin_name_that_cannot_be_written_is_refused(site: Any, name: str) -> None:
    site.add("kaoping-named", {"named.py": "raise SystemExit"}, entry_points=f"{name} = named")
    info = site.only(Plugins.load())
    assert info.reason == f"插件名“{name}”不合要求，只能用英文字母、数字和 - _，最长 50 个字符"


def test_an_entry_point_to_a_class_is_refused_and_to_an_instance_is_not(site: Any) -> None:
    source = (
        "from kaoping.hooks import hookimpl\n"
        "class Plugin:\n"
        "    __hash__ = None\n"
        "    def __eq__(self, other):\n"
        "        raise ValueError\n"
        "    @hookimpl\n"
        "    def kaoping_report_formats(self):\n"
        "        return {'good': print}\n"
        "plugin = Plugin()\n"
    )
    site.add("kaoping-objects", {"objects.py": source}, entry_points="a = objects:Plugin\nb = objects:plugin")
    b, a = site.theirs(Plugins.load())
    assert a.reason == "入口点指向类 Plugin，应当指向模块，或类的实例"
    assert (b.status, b.provides) == ("active", {"kaoping_report_formats": ("b:good",)})


def test_an_entry_point_to_nothing_says_so(site: Any) -> None:
    site.add("kaoping-nothing", {"nothing.py": ""}, entry_points="a = nothing:plugin\nb = not_there\nc = ?")
    a, b, c = (info.reason for info in site.theirs(Plugins.load()))
    assert a == "载入时出错：AttributeError: module 'nothing' has no attribute 'plugin'"
    assert b == "缺少模块“not_there”：ModuleNotFoundError: No module named 'not_there'"
    assert c.startswith("载入时出错：")


def test_distributions_with_broken_records_are_listed_and_foreign_ones_left_alone(site: Any) -> None:
    site.add("kaoping-torn", {}, entry_points="no equals sign")
    site.add("kaoping-blank", {}, entry_points="a = b", metadata="\n")
    (site.folder / "foreign-1.dist-info").mkdir()
    (site.folder / "foreign-1.dist-info" / "entry_points.txt").write_bytes(b"[kaoping]\n\xff")
    site.distributions.add("?")
    reasons = {info.distribution: info for info in site.theirs(Plugins.load())}
    assert set(reasons) == {"kaoping-torn", "?"}
    assert reasons["kaoping-torn"].reason.startswith("发行包的 entry_points.txt 读不懂，请重新安装它：")
    assert reasons["?"].reason == "发行包的元数据（METADATA）缺失或损坏，请重新安装它"
    assert "pip uninstall" not in reasons["?"].text()


def test_an_optional_hook_of_a_newer_program_is_let_be(site: Any) -> None:
    site.add_module("newer", GOOD + "@hookimpl(optionalhook=True)\ndef kaoping_weather():\n    return []")
    info = site.only(Plugins.load())
    assert (info.status, info.hooks) == ("active", ("kaoping_report_formats",))


def test_what_two_plugins_name_alike_stays_apart_and_blame_is_exact(site: Any) -> None:
    for name in ("one", "two"):
        site.add_module(name, f"@hookimpl\ndef kaoping_scoring_models():\n    return {{'points': lambda: '{name}'}}")
    plugins = Plugins.load()
    for name in ("one", "two"):
        model = plugins.scoring_model(f"{name}:points")
        assert (model.plugin, model.value()) == (name, name)


def test_a_file_is_attributed_to_its_plugin_even_from_a_zip(site: Any, tmp_path: Path) -> None:
    code = (
        "import zipfile\n"
        "@hookimpl\n"
        "def kaoping_standards():\n"
        f"    return [zipfile.Path({str(tmp_path / 'a.zip')!r}) / 'town.toml']"
    )
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("town.toml", "schema = 1")
    site.add_module("zipped", code)
    plugins = Plugins.load()
    (file,) = [file for file in plugins.standard_files() if file.plugin == "zipped"]
    assert file.path.read_text(encoding="utf-8") == "schema = 1"
    assert site.only(plugins).provides == {"kaoping_standards": ("town.toml",)}
