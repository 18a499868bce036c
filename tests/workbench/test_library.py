"""The standards at hand: hostile files in the user's folder, who goes before whom, and rules files."""

from __future__ import annotations

import os
import shutil
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kaoping.errors import Refused
from kaoping.hooks import Plugins
from kaoping.workbench import Workbench
from kaoping.workbench.headers import header
from kaoping.workbench.library import Library

Refusal = Callable[..., tuple[str, str]]

HEAD = 'id = "h/x"\ntitle = "甲"\nshort = "甲"\nedition = "1"\nstatus = "draft"\nunit_kinds = ["county"]\n'

HOSTILE: dict[str, tuple[bytes, str]] = {
    "dots": (b"a." * 50_000 + b"a = 1\n", "第 1 行：一个键里有 50000 个点，最多 8 个"),
    "dots-in-header": (b"[" + b"a." * 50_000 + b"a]\n", "不是标准文件，或缺少"),
    "many-dots": (b"".join(b".".join([b"a"] * 180) + b".k%d = 1\n" % n for n in range(150)), "第 1 行：一个键里有"),
    "nested": (b"a = " + b"[" * 3_000 + b"\n", "第 1 行：嵌套超过 32 层"),
    "inline": (b"a = " + b"{a = " * 3_000 + b"\n", "第 1 行：嵌套超过 32 层"),
    "junk": (bytes(range(256)) * 64, "文件不是 UTF-8 编码"),
    "utf-16": ("schema = 1\n".encode("utf-16"), "文件不是 UTF-8 编码（像是UTF-16编码）"),
    "gbk": ("title = \"考评标准\"\n".encode("gbk"), "文件不是 UTF-8 编码（像是GBK编码）"),
    "nul": (b"id = \"a\0b\"\n", "第 1 行："),
    "one-line": (b"a" * 600_000, "文件超过 512 KB，请分成几个文件"),
    "big": (b"# comment\n" * 60_000, "文件超过 512 KB，请分成几个文件"),
    "open-string": (b'title = """' + b"x" * 400_000, "字符串到文件结束也没有用引号结束"),
    "empty": (b"", "不是标准文件，或缺少 id、title、short、edition、status、unit_kinds；请用 kaoping standard lint 查看"),
    "twice": (HEAD.encode() + b'id = "h/y"\n', "第 7 行："),
    "numbers": (b"id = 1\ntitle = 2\nshort = 3\nedition = 4\nstatus = 5\nunit_kinds = 6\n", "不是标准文件，或缺少"),
    "empty-id": (HEAD.replace("h/x", "").encode(), "不是标准文件，或缺少"),
    "big-number": (b"a = " + b"9" * 5_000 + b"\n", "第 1 行："),
    "bidi": ('id = "a\u202eb"\n'.encode(), "第 1 行："),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "mine"
    made.mkdir()
    return made


@pytest.fixture(scope="module")
def plugins() -> Plugins:
    return Plugins.load(entry_points=False)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_listed_with_its_reason_and_soon(folder: Path, plugins: Plugins, name: str) -> None:
    data, reason = HOSTILE[name]
    (folder / f"{name}.toml").write_bytes(data)
    library = Library(plugins, folder=folder)
    start = time.process_time()
    (entry,) = [entry for entry in library.entries() if entry.path.parent == folder]
    assert time.process_time() - start < 2
    assert entry.id == name
    assert reason in (entry.failure or "")
    assert "beihai/county" in [entry.id for entry in library.usable()]
    with pytest.raises(Refused, match=f"标准“{name}”不能使用："):
        library.resolved(name)


def test_what_is_no_file_is_listed_too_and_never_waited_for(folder: Path, plugins: Plugins, refused: Refusal) -> None:
    (folder / "folder.toml").mkdir()
    os.mkfifo(folder / "pipe.toml")
    (folder / "loop.toml").symlink_to(folder / "loop.toml")
    (folder / "gone.toml").symlink_to(folder / "nowhere")
    (folder / "device.toml").symlink_to("/dev/zero")
    here = os.getcwd()
    os.chdir(folder)  # a socket's path is short
    try:
        with socket.socket(socket.AF_UNIX) as plug:
            plug.bind("plug.toml")
    finally:
        os.chdir(here)
    found = {entry.id: entry.failure for entry in Library(plugins, folder=folder).entries() if entry.failure}
    no_file = "这不是普通文件（是文件夹、管道或设备），请给出 .toml 文件的路径"
    assert found["folder"] == found["pipe"] == found["device"] == found["plug"] == no_file
    assert found["gone"] == "找不到这个文件，请检查路径和文件名"
    assert found["loop"] is not None
    assert found["loop"].startswith("读不了这个文件（")


def test_names_that_act_on_a_terminal_are_made_visible(folder: Path, plugins: Plugins) -> None:
    (folder / "a\x1b[2J.toml").write_text("x")
    path = os.fsencode(folder) + b"/\xff\xfe.toml"
    with open(path, "w") as file:
        file.write("x")
    ids = sorted(entry.id for entry in Library(plugins, folder=folder).entries() if entry.failure)
    assert ids == ["\\udcff\\udcfe", "a␛[2J"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a child with other rights")
def test_an_unreadable_file_is_listed(tmp_path_factory: pytest.TempPathFactory) -> None:
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="kaoping-unreadable-"))
    folder.chmod(0o755)
    path = folder / "secret.toml"
    path.write_text(HEAD)
    path.chmod(0)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setuid(65534)
            os.write(writer, (header(path).failure or "").encode())
        finally:
            os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    said = os.read(reader, 1000).decode()
    os.close(reader)
    shutil.rmtree(folder)
    assert said == "没有权限读取这个文件，请检查文件的权限"


def test_headers_are_read_as_people_write_them(folder: Path, plugins: Plugins) -> None:
    wide = HEAD.replace('["county"]', '[\n  "county",\n  "city",\n]').replace('"甲"\nshort', '"""\n[草案] 甲"""\nshort')
    (folder / "a.toml").write_text(
        "\ufeff# 注\r\n" + wide.replace("\n", "\r\n") + "[scoring]\r\nx = ", encoding="utf-8", newline=""
    )
    (folder / "b.document.toml").write_text("junk")
    (folder / "b.cases.toml").write_text("junk")
    (folder / "b.rules.toml").write_text("junk")
    (folder / "note.txt").write_text("junk")
    found = [entry for entry in Library(plugins, folder=folder).entries() if entry.path.parent == folder]
    assert len(found) == 1
    (folder / "a.toml").write_text(
        "\ufeff# 注\r\n"
        + HEAD.replace('["county"]', '[\n  "county",\n  "city",\n]').replace("\n", "\r\n")
        + "[scoring]\r\nx = ",
        encoding="utf-8",
        newline="",
    )
    (entry,) = [entry for entry in Library(plugins, folder=folder).entries() if entry.path.parent == folder]
    assert (entry.id, entry.title, entry.unit_kinds, entry.failure) == ("h/x", "甲", ("county", "city"), None)
    (folder / "a.toml").write_text(
        HEAD.replace('"甲"\nshort', '"""\n[草案] 甲"""\nshort') + "[scoring]\nmodel = 'points'\n", encoding="utf-8"
    )
    (entry,) = [entry for entry in Library(plugins, folder=folder).entries() if entry.path.parent == folder]
    assert (entry.title, entry.failure) == ("[草案] 甲", None)


def test_a_folder_that_is_none_is_no_harm(tmp_path: Path, plugins: Plugins) -> None:
    bundled = [entry.id for entry in Library(plugins).entries()]
    assert len(bundled) == 8
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path / "nowhere", tmp_path / "file"):
        assert [e.id for e in Library(plugins, folder=folder).entries()] == bundled


def test_the_command_lines_file_goes_before_the_folder_that_before_plugins(
    standards: Path, tmp_path: Path, plugins: Plugins, refused: Refusal
) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        (standards / "points.toml").read_text(encoding="utf-8").replace("计分示例", "我的标准"), encoding="utf-8"
    )
    library = Library(plugins, files=[own], folder=standards)
    assert library.resolved("t/points").standard.title == "我的标准"
    (shadowed,) = [e for e in library.entries() if e.id == "t/points" and e.failure]
    assert shadowed.path == standards / "points.toml"
    assert shadowed.failure == f"编号“t/points”已由 {own} 提供，未使用这一个；要用这一个，请移出那个文件，或改它的编号"
    again = Library(plugins, files=[standards / "points.toml"], folder=standards)
    assert [e.failure for e in again.entries() if e.id == "t/points"] == [None]
    text = (standards / "points.toml").read_text(encoding="utf-8").replace('"t/points"', '"beihai/county"')
    (standards / "z.toml").write_text(text, encoding="utf-8")
    library = Library(plugins, folder=standards)
    assert library.resolved("beihai/county").standard.title == "计分示例"
    (bundled,) = [e for e in library.entries() if e.plugin == "beihai" and e.id == "beihai/county"]
    assert (bundled.failure or "").startswith(f"编号“beihai/county”已由 {standards / 'z.toml'} 提供，未使用这一个；")
    assert refused(library.resolved, "no") == (
        "unknown-standard",
        "没有标准“no”。现有：" + "、".join(sorted({e.id for e in library.entries()})),
    )


def test_a_file_given_by_name_that_is_broken_is_listed(tmp_path: Path, plugins: Plugins, refused: Refusal) -> None:
    library = Library(plugins, files=[tmp_path / "nowhere.toml"])
    assert [e.failure for e in library.entries() if e.id == "nowhere"] == ["找不到这个文件，请检查路径和文件名"]
    assert refused(library.resolved, "nowhere") == (
        "standard",
        "标准“nowhere”不能使用：找不到这个文件，请检查路径和文件名",
    )


def test_a_good_head_with_a_bad_body_is_refused_when_it_is_used(folder: Path, plugins: Plugins) -> None:
    (folder / "a.toml").write_text(HEAD + '[scoring]\nmodel = "points"\nfull = nan\n', encoding="utf-8")
    library = Library(plugins, folder=folder)
    assert [e.failure for e in library.entries() if e.id == "h/x"] == [None]
    with pytest.raises(Refused) as caught:
        library.resolved("h/x")
    assert any("nan" in fault.message for fault in caught.value.faults)


def test_rules_given_on_the_command_line_hold_for_the_standard_they_extend(
    plugins: Plugins, standards: Path, tmp_path: Path, refused: Refusal
) -> None:
    examples = Path(__file__).resolve().parents[2] / "examples" / "standards"
    shutil.copy(examples / "outcomes-by-rules.toml", standards)
    rules = examples / "outcomes-by-rules.rules.toml"
    library = Library(plugins, folder=standards, rules_files=[rules])
    resolved = library.resolved("example/outcomes-by-rules")
    assert resolved.rules is not None
    assert resolved.outcomes_set_by == "云溪市依法治市办（虚构）"
    plain = Library(plugins, folder=standards).resolved("example/outcomes-by-rules")
    assert plain.rules is None
    assert plain.digest != resolved.digest
    assert library.resolved("t/points").rules is None
    assert Library(plugins, folder=standards).resolved("example/outcomes-by-rules", rules).digest == resolved.digest
    broken = tmp_path / "broken.toml"
    broken.write_bytes(b"a." * 50_000 + b"a = 1\n")
    assert refused(Library(plugins, folder=standards, rules_files=[broken]).resolved, "t/points")[1].startswith(
        "一个键里有 50000 个点"
    )
    missing = Library(plugins, folder=standards, rules_files=[tmp_path / "no.toml"])
    assert refused(missing.resolved, "t/points") == ("missing-file", "找不到这个文件，请检查路径和文件名")


def test_an_evaluation_is_pinned_with_its_rules(opener: Callable[..., Workbench], standards: Path) -> None:
    from kaoping.periods import year

    examples = Path(__file__).resolve().parents[2] / "examples" / "standards"
    shutil.copy(examples / "outcomes-by-rules.toml", standards)
    library = Library(
        Plugins.load(entry_points=False), folder=standards, rules_files=[examples / "outcomes-by-rules.rules.toml"]
    )
    bench = opener(library=library)
    bench.units.add("云溪县", "county")
    row = bench.evaluations.new("example/outcomes-by-rules", "云溪县", year(2025))
    bench.close()
    without = opener(library=Library(Plugins.load(entry_points=False)))
    rules = without.evaluations.view(row.id).resolved.rules
    assert rules is not None
    assert rules.title == "法治建设年度考核等次办法（虚构示例）"
