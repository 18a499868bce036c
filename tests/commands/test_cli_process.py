"""The command line as the shell sees it: processes, pipes, locales, plugins, and what it costs to start."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

Run = Callable[..., Any]
Process = Callable[..., subprocess.CompletedProcess[bytes]]


def test_json_on_one_stream_and_words_on_the_other(process: Process, answers: Path) -> None:
    done = process("unit", "add", "云溪县", "--kind", "county", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["name"] == "云溪县"
    assert "已新建工作区" in done.stderr.decode()


@pytest.mark.parametrize(
    "locale", [{"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "gbk"}]
)
def test_output_is_utf_8_in_every_locale(process: Process, answers: Path, locale: dict[str, str]) -> None:
    done = process("score", answers, env=locale)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    assert "结果：优秀（文件规定）" in done.stdout.decode("utf-8")


def test_a_broken_pipe_is_quiet(process: Process) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = process("standard", "show", "beihai/county", stdout=writer)
    finally:
        os.close(writer)
    assert done.returncode == 0
    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full on this system")
@pytest.mark.parametrize("json_flag", [[], ["--json"]])
def test_a_full_disk_behind_standard_output(process: Process, json_flag: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        done = process("standard", "list", *json_flag, stdout=full)
    assert done.returncode == 3
    assert "读写失败" in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_the_demo_prints_its_tables(home: Path) -> None:
    argv = [sys.executable, "-m", "kaoping.cli", "demo"]
    done = subprocess.run([*argv, "--no-tui", "--json"], capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr.decode()
    shown = json.loads(done.stdout)
    assert set(shown) == {"file", "units", "campaigns", "evaluations"}
    assert Path(shown["file"]).is_relative_to(home)
    assert {row["standard"] for row in shown["evaluations"]} >= {"beihai/county", "national_county"}
    again = subprocess.run([*argv, "--no-tui"], capture_output=True, timeout=120, check=False)
    assert again.returncode == 0
    assert "示例工作区" in again.stdout.decode()
    fresh = subprocess.run([*argv, "--no-tui", "--json", "--fresh"], capture_output=True, timeout=120, check=False)
    assert json.loads(fresh.stdout)["file"] != shown["file"]
    bare = subprocess.run(argv, capture_output=True, stdin=subprocess.DEVNULL, timeout=120, check=False)
    assert bare.returncode == 3
    assert "只能在终端里打开" in bare.stderr.decode()


@pytest.fixture
def stranger(tmp_path: Path) -> Path:
    """Two third-party distributions on the path: one good, with a report format; one that cannot be imported."""
    folder = tmp_path / "site"
    folder.mkdir()
    code = (
        "from kaoping import hookimpl\n"
        "@hookimpl\n"
        "def kaoping_report_formats():\n"
        "    return {'txt': lambda given: given.sheet.answers.unit.name.encode(), 'bad': lambda given: 1 // 0}\n"
    )
    for name, text in (("guest", code), ("broken", "import nothing_of_that_name\n")):
        (folder / f"kaoping_{name}.py").write_text(text, encoding="utf-8")
        info = folder / f"kaoping_{name}-1.2.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: kaoping-{name}\nVersion: 1.2\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[kaoping]\n{name} = kaoping_{name}\n", encoding="utf-8")
    return folder


def test_plugins_are_listed_with_what_fails(process: Process, stranger: Path) -> None:
    env = {"PYTHONPATH": str(stranger)}
    listed = json.loads(process("plugin", "list", "--json", env=env).stdout)
    plugins = {plugin["name"]: plugin for plugin in listed["plugins"]}
    keys = {"name", "distribution", "version", "bundled", "status", "reason", "hooks", "provides"}
    assert all(set(plugin) == keys for plugin in plugins.values())
    assert (plugins["guest"]["status"], plugins["guest"]["version"]) == ("active", "1.2")
    assert plugins["guest"]["provides"]["kaoping_report_formats"] == ["guest:txt", "guest:bad"]
    assert plugins["broken"]["status"] == "failed"
    assert "nothing_of_that_name" in plugins["broken"]["reason"]
    assert plugins["beihai"]["bundled"] is True
    words = process("plugin", "list", env=env).stdout.decode()
    assert "pip uninstall kaoping-broken" in words


@pytest.mark.parametrize("how", ["option", "environment"])
def test_plugins_stay_out_when_told(process: Process, stranger: Path, how: str) -> None:
    env = {"PYTHONPATH": str(stranger)}
    if how == "environment":
        env["KAOPING_NO_PLUGINS"] = "1"
    options = ["--no-plugins"] if how == "option" else []
    listed = json.loads(process(*options, "plugin", "list", "--json", env=env).stdout)
    states = {plugin["name"]: plugin["status"] for plugin in listed["plugins"]}
    assert states["guest"] == states["broken"] == "disabled"
    assert states["core"] == "active"


def test_a_strangers_report_format(process: Process, stranger: Path, answers: Path, tmp_path: Path) -> None:
    env = {"PYTHONPATH": str(stranger)}
    path = tmp_path / "a.txt"
    done = process("report", "sheet", answers, "--format", "guest:txt", "-o", path, env=env)
    assert done.returncode == 0, done.stderr.decode()
    assert path.read_bytes().decode() == "云溪县"
    failed = process("report", "sheet", answers, "--format", "guest:bad", "-o", tmp_path / "b", env=env)
    assert failed.returncode == 4
    assert "插件“guest”（1.2）出错" in failed.stderr.decode()
    assert b"Traceback" not in failed.stderr
    assert not (tmp_path / "b").exists()


def test_hooks_are_traced_when_told(process: Process) -> None:
    done = process("standard", "list", env={"KAOPING_TRACE_PLUGINS": "1"})
    assert "kaoping_standards" in done.stderr.decode()


@pytest.mark.slow
def test_asking_for_the_version_costs_little_more_than_click() -> None:
    def best(code: list[str]) -> float:
        times = []
        for _ in range(15):
            start = time.perf_counter()
            subprocess.run([sys.executable, *code], stdout=subprocess.DEVNULL, check=True)
            times.append(time.perf_counter() - start)
        return min(times)

    version = best(["-c", "import sys; sys.argv = ['kaoping', '--version']; from kaoping.cli import main; main()"])
    assert version <= 1.5 * best(["-c", "import click"])


WORDS = st.sampled_from(
    [
        "eval", "unit", "fact", "standard", "score", "new", "list", "show", "rate", "veto", "explain", "add", "set",
        "import", "lint", "test", "verify", "--json", "--kind", "county", "--period", "2025", "1", "1.1", "v1",
        "t/small", "云溪县", "--points", "--na", "--clear", "--reason", "--help", "--", "-", "--unit", "--limit",
    ]
)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(argv=st.lists(st.one_of(WORDS, st.text(max_size=12)), max_size=8))
def test_no_command_line_ends_in_a_traceback(run: Run, opened: str, argv: list[str]) -> None:
    done = run(*argv)
    assert done.code in (0, 1, 2, 3)
    assert "\x1b" not in done.out + done.err


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.one_of(
        st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass"))
    )
)
def test_no_file_ends_in_a_traceback(run: Run, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "any.toml"
    path.write_bytes(data)
    for args in (["score"], ["standard", "lint"], ["standard", "test"], ["standard", "show"], ["eval", "import"]):
        done = run(*args, path, "--json")
        assert done.code in (1, 2)
        assert done.json["faults"]
