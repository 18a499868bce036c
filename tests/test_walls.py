"""Who may import whom, and what nothing here may name."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import kaoping
from kaoping.hooks.manager import DEFAULT_PLUGINS

ROOT = Path(__file__).resolve().parents[1]
CORE = ROOT / "core" / "kaoping"
SCREENS = sorted((ROOT / "tui").rglob("*.py"))
PLUGINS = sorted([*(ROOT / "plugins").rglob("*.py"), *(ROOT / "examples").glob("plugin_*/kaoping_*/*.py")])
MODULES = sorted(CORE.rglob("*.py"))
PLUGIN_PACKAGES = sorted(path.name for path in (ROOT / "plugins").glob("*/kaoping_*"))

#: The parts of core from the bottom up, and what each may import; a module of no part belongs to none yet.
PARTS = {
    "base": ("errors", "homes", "text", "cells", "numbers", "periods", "workdays"),
    "model": (
        "standard",
        "answers",
        "answers_file",
        "factbook",
        "facts",
        "fact_meaning",
        "cases",
        "rectification",
        "samples",
        "vocabulary",
    ),
    "scoring": ("scoring", "compare"),
    "checking": ("answers_check", "answers_read", "cases_held", "cases_run", "crosswalk_read", "mutation"),
    "worked": ("worked",),
    "reports": ("reports",),
    "hooks": ("hooks",),
    "intake": ("intake",),
    "drafting": ("drafting",),
    "editions": ("editions",),
    "worksheets": ("worksheets",),
    "store": ("store",),
    "skeletons": ("skeletons",),
    "workbench": ("workbench",),
    "testing": ("testing",),
    "face": ("commands", "cli", "console", "__main__"),
}
MAY_IMPORT = {
    "base": {"base"},
    "model": {"base", "model"},
    "scoring": {"base", "model", "scoring"},
    "checking": {"base", "model", "scoring", "checking"},
    "worked": {"base", "model", "scoring", "checking", "worked"},
    "reports": {"base", "model", "scoring", "reports"},
    "hooks": {"base", "model", "scoring", "reports", "hooks"},
    "intake": {"base", "model", "intake"},
    "drafting": {"base", "model", "intake", "drafting"},
    "editions": {"base", "model", "scoring", "reports", "intake", "editions"},
    "worksheets": {"base", "model", "reports", "intake", "worksheets"},
    "store": {"base", "store"},
    "workbench": {
        "base",
        "model",
        "scoring",
        "checking",
        "reports",
        "hooks",
        "intake",
        "drafting",
        "editions",
        "worked",
        "worksheets",
        "store",
        "skeletons",
        "workbench",
    },
    "skeletons": {"skeletons"},
    "testing": {"base", "model", "scoring", "checking", "reports", "hooks", "workbench", "testing"},
    "face": {"base", "model", "scoring", "checking", "reports", "hooks", "drafting", "editions", "workbench", "face"},
}
#: The rows of a list, which are shown as the store gives them; and `kaoping restore`, for where the workspace is damaged
#: or gone, no workbench can be asked.
FACE_MAY_ALSO = re.compile(r"store\.queries\.\w+Row|store\.backup\.\w+")


#: Readers of files, the only impure modules among those that know what a standard and its answers are.
READERS = ("standard.load", "standard.toml", "standard.schema", "answers_read", "cases_run", "crosswalk_read")
#: What pure modules may use: nothing here touches a file, a database, a clock or a terminal.
PURE_IMPORTS = {
    "__future__", "bisect", "calendar", "collections", "dataclasses", "datetime", "decimal", "difflib", "enum", "errno",
    "fractions", "functools", "hashlib", "heapq", "itertools", "json", "math", "operator", "pydantic", "pydantic_core",
    "re", "string", "textwrap", "types", "typing", "unicodedata",
}  # fmt: skip
IMPURE_CALLS = {"open", "print", "input", "exec", "eval", "breakpoint", "__import__"}
CLOCK = r"(?:datetime\.)?(?:datetime|date)\.(?:now|today|utcnow)|time\.\w+"


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def statements(node: ast.AST, *, types: bool) -> Iterator[ast.AST]:
    """Every node below, those under `if TYPE_CHECKING` only where `types` is given."""
    for child in ast.iter_child_nodes(node):
        if is_for_types(child) and not types:
            continue
        yield child
        yield from statements(child, types=types)


def imported(path: Path, *, types: bool = True) -> Iterator[tuple[int, str, str | None]]:
    """Line, module, and name (None for `import module`) of each import, wherever in the module it stands."""
    for node in statements(tree_of(path), types=types):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name, None) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are absolute here"
            yield from ((node.lineno, node.module or "", alias.name) for alias in node.names)


def strings(tree: ast.Module) -> Iterator[str]:
    """Every string constant but the docstrings."""
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def dotted(path: Path) -> str:
    """A core module's name below `kaoping`, "" for the package itself."""
    return ".".join(path.relative_to(CORE).with_suffix("").parts).removesuffix("__init__").rstrip(".")


def clock_reads(path: Path) -> list[str]:
    """Calls such as `datetime.now()`, `date.today()`, `time.time()`."""
    return [
        f"{path.relative_to(ROOT)}:{node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and re.fullmatch(CLOCK, ast.unparse(node))
    ]


def part_of(module: str) -> str:
    first = module.split(".")[0]
    for part, members in PARTS.items():
        if first in members:
            return part
    raise AssertionError(f"kaoping.{first} stands in no part of core: say in tests/test_walls.py where it belongs")


def targets(path: Path, *, types: bool = True) -> Iterator[tuple[int, str]]:
    """Line and full name, below `kaoping`, of whatever of core a module imports: `store.queries.UnitRow`."""
    for line, module, name in imported(path, types=types):
        full = f"{module}.{name}" if name is not None else module
        if module.split(".")[0] == "kaoping" and full != "kaoping.__version__":
            yield line, full.removeprefix("kaoping.")


def test_core_is_layered() -> None:
    broken = []
    for path in MODULES:
        own = dotted(path)
        if not own:
            continue
        for line, target in targets(path):
            if part_of(target) in MAY_IMPORT[part_of(own)]:
                continue
            if not (part_of(own) == "face" and FACE_MAY_ALSO.fullmatch(target)):
                broken.append(f"{path.relative_to(ROOT)}:{line}: {own} -> {target}")
    assert broken == []


@pytest.mark.parametrize("path", SCREENS + PLUGINS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_screens_and_plugins_use_the_public_names_alone(path: Path) -> None:
    own = path.relative_to(ROOT).parts[1 if "tui" in path.relative_to(ROOT).parts[0] else 2]
    for line, module, name in imported(path):
        place = f"{path.name}:{line}: {module} {name or ''}"
        if module == "kaoping":
            assert name in kaoping.__all__, place
        elif module.split(".")[0].startswith("kaoping"):
            assert module.split(".")[0] == own, place


def test_public_names_are_what_they_say() -> None:
    assert len(set(kaoping.__all__)) == len(kaoping.__all__)
    for name in kaoping.__all__:
        assert getattr(kaoping, name) is not None


def test_no_module_takes_the_name_of_something_public() -> None:
    """Importing `kaoping.x` puts the module in the place of the public name `x`."""
    modules = {path.stem for path in Path(kaoping.__file__).parent.iterdir()}
    assert not set(kaoping.__all__) & modules


def test_pure_modules_touch_no_file_database_clock_or_terminal() -> None:
    found = []
    for path in MODULES:
        own = dotted(path)
        if not own or part_of(own) not in ("base", "model", "scoring", "checking") or own in READERS:
            continue
        place = path.relative_to(ROOT)
        for line, module, _ in imported(path, types=False):
            if not module.startswith("kaoping.") and module.split(".")[0] not in PURE_IMPORTS:
                found.append(f"{place}:{line}: import {module}")
        for line, target in targets(path, types=False):
            if target.startswith(READERS):
                found.append(f"{place}:{line}: reads files: {target}")
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in IMPURE_CALLS:
                found.append(f"{place}:{node.lineno}: {node.func.id}()")
        found += clock_reads(path)
    assert found == []


def test_the_clock_is_read_in_one_place() -> None:
    """The workbench is given its clock, so that a test can tell to the second what is saved."""
    inside = ("workbench", "reports", "hooks")
    modules = [path for path in MODULES if dotted(path) and part_of(dotted(path)) in inside]
    assert [dotted(path) for path in modules if clock_reads(path)] == ["workbench.options"]


def test_core_names_neither_the_screen_nor_a_standard() -> None:
    """But for two string constants, in the modules that import what they name when it is needed."""
    packages = "|".join(["kaoping_tui", *PLUGIN_PACKAGES])
    standards = "|".join(package.removeprefix("kaoping_") for package in PLUGIN_PACKAGES)
    named: dict[str, list[str]] = {}
    for path in MODULES:
        for line, module, _ in imported(path):
            assert not re.match(packages, module), f"{path}:{line}: imports {module}"
        for text in strings(tree_of(path)):
            assert not re.fullmatch(rf"(?:{standards})(?:[/:]\S*)?", text), f"{path}: {text!r}"
            for name in re.findall(packages, text):
                named.setdefault(name, []).append(dotted(path))
    assert named == {"kaoping_tui": ["cli"], **{name: ["hooks.manager"] for name in PLUGIN_PACKAGES}}
    assert set(PLUGIN_PACKAGES) <= set(DEFAULT_PLUGINS)


def test_nothing_imports_the_network() -> None:
    """Offline is a promise: no module of ours could ask anybody anything."""
    network = {"socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "requests", "httpx", "aiohttp"}
    for path in [*MODULES, *SCREENS, *PLUGINS]:
        for line, module, name in imported(path):
            names = {module, module.split(".")[0], f"{module}.{name}"}
            assert not names & network, f"{path.relative_to(ROOT)}:{line}: {module}"


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("kaoping", ("click", "pluggy", "pydantic", "sqlite_utils", "textual", "sqlite3", "importlib.metadata")),
        ("kaoping.cli", ("textual", "rich", "pydantic", "sqlite_utils", "sqlite3", "pluggy", "importlib.metadata")),
    ],
)
def test_starting_loads_little(module: str, absent: tuple[str, ...]) -> None:
    code = f"import sys; import {module}; print(*(m for m in {absent!r} if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def tracked() -> list[Path]:
    """What is or would be under version control; all that is here where there is no repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    if listed.returncode == 0 and listed.stdout:
        paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    else:
        paths = [path for path in ROOT.rglob("*") if not re.search(r"/(?:__pycache__|\.[^/]+)/", path.as_posix())]
    return [path for path in paths if path.is_file()]


def test_no_file_names_a_registry_or_a_machine() -> None:
    hosts = (
        r"pypi(?:\.)org|pythonhoste(?:d)|npmjs(?:\.)|crates(?:\.)io|anaconda(?:\.)org|docker(?:\.)io|mirrors(?:\.)\w"
    )
    folders = r"(?<![\w.])/(?:work|opt|root)/\w"
    found = []
    for path in tracked():
        for number, line in enumerate(path.read_bytes().decode("utf-8", "replace").splitlines(), 1):
            if re.search(f"{hosts}|{folders}", line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    assert found == []


def test_there_is_no_lock_file() -> None:
    assert [path.name for path in tracked() if path.name.endswith((".lock", "-lock.json", "-lock.yaml"))] == []


def test_modules_are_short() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in tracked()
        if path.suffix == ".py" and (lines := len(path.read_text(encoding="utf-8").splitlines())) > 500
    }
    assert long == {}
