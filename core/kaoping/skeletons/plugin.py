"""The files of an installable plugin to begin from: a standard with its worked cases, the hooks, and tests that pass."""

from __future__ import annotations

from string import Template

from kaoping.skeletons import schema_text, standard_texts

_PYPROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "$distribution"
version = "0.1.0"
description = "kaoping 考评的插件：请写一句说明"
readme = "README.md"
requires-python = ">=3.11"
dependencies = ["kaoping"]

[project.optional-dependencies]
test = ["pytest>=8"]

# kaoping 由这里找到插件：“插件名 = 模块”。
[project.entry-points.kaoping]
$name = "$module"

[tool.hatch.build]
dev-mode-dirs = ["."]

[tool.hatch.build.targets.wheel]
packages = ["$module"]

[tool.pytest.ini_options]
testpaths = ["tests"]
"""

_INIT = '''\
"""Standards for kaoping. Every hook is described, with an example to copy, in its docs/plugin-hooks.md."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

from kaoping import hookimpl


@hookimpl
def kaoping_standards() -> list[Traversable]:
    """The standards of this plugin; a document file that they name is listed here too."""
    return [files(__name__) / "$stem.toml"]
'''

_TESTS = '''\
"""The standard is held against what every standard must hold, and against its worked cases."""

from __future__ import annotations

from importlib.resources import files

from kaoping.testing import StandardContract, check_plugin


class TestStandard(StandardContract):
    standard = files("$module") / "$stem.toml"


def test_the_plugin_is_installed_and_works() -> None:
    assert check_plugin("$name").hooks == ("kaoping_standards",)
'''

_README = """\
# $distribution

kaoping 考评的插件，提供一个标准：`$id`。

## 使用

    pip install .
    kaoping plugin list          # 状态应为“正常”
    kaoping standard show $id

卸载：`pip uninstall $distribution`。已经做过的考评不受影响，标准的快照留在工作区里。

## 编写

| 文件 | 内容 |
|---|---|
| `$module/$stem.toml` | 标准。照官方文件逐处改写，用自己的话，不抄原文 |
| `$module/$stem.cases.toml` | 算例：给定评定，应得什么结果 |
| `$module/__init__.py` | 钩子：把标准交给 kaoping；评分模型、否决检查、报告格式等也写在这里 |
| `tests/` | 测试 |
| `schemas/` | 供编辑器补全和检查，不进发行包 |

    pip install -e ".[test]"
    kaoping standard lint $module/$stem.toml
    kaoping standard test $module/$stem.toml
    pytest

`pytest` 跑的是 `kaoping.testing` 里每个标准都要通过的检验（能载入、检查无误、算例相符、全满分得满分、未评是范围、
多一处问题不会多得分 …），加上自己写的。
"""


def plugin_texts(name: str) -> dict[str, str]:
    """Every file of the plugin `name` by its path within the folder; the package's first."""
    stem = name.replace("-", "_")
    module = f"kaoping_{stem}"
    id = f"{name}/standard"
    standard, cases = standard_texts(id, "points", "../schemas")
    values = {
        "name": name,
        "distribution": f"kaoping-{name.replace('_', '-')}",
        "module": module,
        "stem": stem,
        "id": id,
    }

    def filled(text: str) -> str:
        return Template(text).substitute(values)

    return {
        f"{module}/__init__.py": filled(_INIT),
        f"{module}/{stem}.toml": standard,
        f"{module}/{stem}.cases.toml": cases,
        f"{module}/py.typed": "",
        "pyproject.toml": filled(_PYPROJECT),
        "README.md": filled(_README),
        f"tests/test_{stem}.py": filled(_TESTS),
        "schemas/standard.schema.json": schema_text("standard"),
        "schemas/cases.schema.json": schema_text("cases"),
    }
