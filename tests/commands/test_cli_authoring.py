"""Standards of one's own: begun from a skeleton, put into the user's folder, taken out again; and a plugin begun."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import platformdirs
import pytest

from kaoping.errors import Surroundings
from kaoping.skeletons import KINDS
from kaoping.workbench import shelf_files

from .conftest import ANSWERS, SMALL

Run = Callable[..., Any]

CASES = """schema = 1
standard = "t/own"
[[cases]]
name = "按规则"
rest = "full"
rules = "own.rules.toml"
as_of = 2025-12-20
vetoes = { v1 = { happened = false } }
adjustments = { bonus = { count = 0 } }
expect = { score = 10, label = "优秀" }
"""
RULES = """schema = 1
extends = "t/own"
title = "本地规则"
set_by = "示例机关"
bounds = []
"""
CROSSWALK = """schema = 1
from = "t/own"
to = "zhashui"
made_from = "示例"
[[relations]]
from = "1"
to = "1"
type = "intersects"
rationale = "都要求学法"
"""


@pytest.fixture
def shelf(home: Path) -> Path:
    """The user's folder of standards."""
    return platformdirs.user_data_path("kaoping", appauthor=False) / "standards"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A standard with a document, rules and a crosswalk of its own beside it, among files that are not its."""
    folder = tmp_path / "drafts"
    folder.mkdir()
    document = SMALL[SMALL.index("[document]") : SMALL.index("[scoring]")]
    text = SMALL.replace(document, "").replace('"t/small"', '"t/own"').replace("小标准", "自己的标准")
    text = text.replace('short = "', 'document = "t/notice"\nshort = "', 1)
    notice = document.replace("[document]\n", "").replace('"t/small"', '"t/notice"').replace("[[document.", "[[")
    files = {
        "own.toml": text,
        "own.cases.toml": CASES,
        "own.rules.toml": RULES,
        "notice.document.toml": f'schema = 1\nkind = "document"\n{notice}',
        "own--zhashui.crosswalk.toml": CROSSWALK,
        "other.toml": SMALL.replace('"t/small"', '"t/other"'),
        "other.rules.toml": RULES.replace("t/own", "t/other"),
    }
    for name, body in files.items():
        (folder / name).write_text(body, encoding="utf-8")
    return folder / "own.toml"


def listed(ok: Run) -> dict[str, Any]:
    return {row["id"]: row for row in ok("standard", "list", "--json").json["standards"] if row["failure"] is None}


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_standard_is_right_as_it_stands(ok: Run, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "new" / "town.toml"
    path.parent.mkdir()
    done = ok("standard", "new", "yunxi/town-2026", "--kind", kind, "-o", path)
    assert f"已写出：{path}\n" in done.out
    names = ["town.toml", "town.cases.toml", "standard.schema.json", "cases.schema.json"]
    assert sorted(names) == sorted(file.name for file in path.parent.iterdir())
    assert ok("standard", "lint", path).out.startswith("没有发现问题")
    assert ok("standard", "lint", path.with_suffix(".cases.toml")).out.startswith("没有发现问题")
    tested = ok("standard", "test", path, "--json").json
    assert (tested["standard"], tested["failed"]) == ("yunxi/town-2026", 0)
    assert tested["passed"] >= 5
    text = path.read_text(encoding="utf-8")
    assert text.startswith("#:schema ./standard.schema.json\n")
    assert json.loads((path.parent / "standard.schema.json").read_text(encoding="utf-8"))["title"] == "标准文件"
    assert "skeleton" not in text + path.with_suffix(".cases.toml").read_text(encoding="utf-8")
    assert text.count("请改") >= 5


def test_facts_of_two_new_standards_are_not_the_same(ok: Run, tmp_path: Path) -> None:
    for name in ("a", "b"):
        ok("standard", "new", f"t/{name}", "-o", tmp_path / f"{name}.toml", "--json")
    facts = [
        {fact["id"] for fact in ok("standard", "show", tmp_path / f"{name}.toml", "--json").json["facts"]}
        for name in "ab"
    ]
    assert facts == [{"t-a-study", "t-a-case"}, {"t-b-study", "t-b-case"}]


def test_a_new_standard_writes_over_nothing(run: Run, ok: Run, tmp_path: Path) -> None:
    path = tmp_path / "town.toml"
    path.with_suffix(".cases.toml").write_text("mine", encoding="utf-8")
    refused = run("standard", "new", "t/town", "-o", path)
    assert (refused.code, "文件已存在，都没有写：town.cases.toml；确要覆盖请加 --force" in refused.err) == (2, True)
    assert [file.name for file in tmp_path.glob("*.toml") if file.name != "small.toml"] == ["town.cases.toml"]
    ok("standard", "new", "t/town", "-o", path, "--force")
    ok("standard", "test", path)
    told = ok("standard", "new", "zhashui", "-o", tmp_path / "z.toml").err
    assert "编号“zhashui”已有插件 zhashui 的标准" in told


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("云溪县/乡镇",),
            "只能用小写字母、数字、- 和 _，各段用 / 隔开，如 yunxi/town-2026；中文名称写在文件的 title 里",
        ),
        (("Yunxi/Town",), "如 yunxi/town；"),
        (("t//x",), "只能用小写字母"),
        (("../x",), "只能用小写字母"),
        (("t/" + "x" * 90,), "标准编号过长，最多 80 个字符"),
        (("t/x", "-o", "x.txt"), "标准的文件名要以 .toml 结尾"),
        (("t/x", "-o", "x.rules.toml"), "这样结尾的文件名留给算例"),
        (("t/x", "-o", "nowhere/x.toml"), "写不了"),
        (("t/x", "--kind", "stars"), "stars"),
    ],
)
def test_what_cannot_be_a_new_standard(run: Run, tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    if "-o" not in arguments:
        arguments = (*arguments, "-o", str(tmp_path / "x.toml"))
    before = sorted(Path.cwd().iterdir())
    done = run("standard", "new", *arguments)
    assert done.code in (2, 3)
    assert message in done.err
    assert not (tmp_path / "x.toml").exists()
    assert sorted(Path.cwd().iterdir()) == before


def test_a_standard_is_installed_with_what_belongs_to_it(ok: Run, run: Run, own: Path, shelf: Path) -> None:
    done = ok("standard", "install", own, "--json").json
    names = ["own.toml", "notice.document.toml", "own.cases.toml", "own.rules.toml", "own--zhashui.crosswalk.toml"]
    assert done["files"] == names
    assert (done["standard"], done["folder"], done["unchanged"], done["replaced"]) == (
        "t/own",
        str(shelf / "t--own"),
        False,
        None,
    )
    assert done["notes"] == ["算例 1 个，都相符"]
    assert sorted(path.name for path in (shelf / "t--own").iterdir()) == sorted(names)
    assert [path.name for path in shelf.iterdir()] == ["t--own"]
    assert listed(ok)["t/own"]["path"] == str(shelf / "t--own" / "own.toml")
    assert ok("standard", "test", "t/own").out == "t/own：算例 1 个，相符 1，不符 0\n"
    assert ok("plugin", "list", "--json").json["crosswalks"] == []  # found, and right
    again = ok("standard", "install", own).out
    assert again.startswith("已经装有，内容相同：t/own")
    assert "没有算例" in ok("standard", "install", own.with_name("other.toml")).out


def test_an_id_is_taken_once(ok: Run, run: Run, own: Path, shelf: Path) -> None:
    ok("standard", "install", own)
    text = own.read_text(encoding="utf-8")
    own.write_text(text.replace("每年学法", "全年学法"), encoding="utf-8")
    refused = run("standard", "install", own)
    assert refused.code == 2
    assert "标准“t/own”已经安装，版本同是“2025”；是新的版本请改 edition" in refused.err
    assert "确要替换请加 --replace" in refused.err
    replaced = ok("standard", "install", own, "--replace", "--json").json
    assert (replaced["folder"], replaced["replaced"]) == (str(shelf / "t--own"), "2025")
    kept = Path(replaced["kept"])
    assert "每年学法" in (kept / "own.toml").read_text(encoding="utf-8")
    assert "全年学法" in (shelf / "t--own" / "own.toml").read_text(encoding="utf-8")
    own.write_text(text.replace('edition = "2025"', 'edition = "2026"'), encoding="utf-8")
    told = ok("standard", "install", own).out
    assert "替换了原来的版本（2025），原来的文件移到" in told
    assert listed(ok)["t/own"]["edition"] == "2026"
    # One that ships with the program: another edition goes before it, the same one needs to be asked for.
    text = SMALL.replace('"t/small"', '"zhashui"')
    edition = listed(ok)["zhashui"]["edition"]
    same = own.with_name("zhashui.toml")
    same.write_text(text.replace('"2025"', f'"{edition}"', 1), encoding="utf-8")
    assert "标准“zhashui”已由插件 zhashui 提供" in run("standard", "install", same).err
    same.write_text(text, encoding="utf-8")
    assert "不再用插件 zhashui 的" in ok("standard", "install", same).out
    assert listed(ok)["zhashui"]["plugin"] is None
    assert "此后“zhashui”用插件 zhashui 的版本" in ok("standard", "remove", "zhashui").out
    assert listed(ok)["zhashui"]["plugin"] == "zhashui"


def refused(run: Run, shelf: Path, file: Path, *messages: str) -> None:
    done = run("standard", "install", file)
    assert done.code == 2
    for message in messages:
        assert message in done.err
    assert not shelf.exists()


def test_what_is_not_right_is_not_installed(run: Run, own: Path, shelf: Path) -> None:
    text = own.read_text(encoding="utf-8")
    refused(run, shelf, own.with_name("missing.toml"), "missing.toml")
    refused(run, shelf, own.with_name("own.rules.toml"), "这是本地规则，不是标准")
    own.write_text(text.replace("points = 4", "points = 5"), encoding="utf-8")
    refused(run, shelf, own, "（共 2 处）", "own.toml:", "〔一〕: 各评分项合计 7 分", "满分 10 分，多 2 分")
    own.write_text(text.replace('model = "points"', 'model = "nobody:sum"'), encoding="utf-8")
    refused(run, shelf, own, "标准用到“nobody:sum”，由插件 nobody 提供，没有安装或不能用")
    own.write_text(text, encoding="utf-8")
    cases = own.with_name("own.cases.toml")
    cases.write_text(CASES.replace("own.rules.toml", "../own.rules.toml"), encoding="utf-8")
    refused(run, shelf, own, "算例用到的本地规则“../own.rules.toml”须放在标准旁边")
    cases.write_text(CASES.replace('"按规则"', '"按规则"\nratings."9" = { points = 1 }'), encoding="utf-8")
    refused(run, shelf, own, "own.cases.toml:", "9")
    cases.write_text(CASES.replace("score = 10", "score = 9"), encoding="utf-8")
    own.with_name("own.rules.toml").write_text(f"{RULES}weights = 1\n", encoding="utf-8")
    refused(run, shelf, own, "own.rules.toml:")
    own.with_name("own.rules.toml").write_text(RULES, encoding="utf-8")
    own.with_name("notice.document.toml").unlink()
    refused(run, shelf, own, "notice.document.toml")


def test_advice_and_cases_that_do_not_hold_are_shown(ok: Run, own: Path) -> None:
    own.with_name("own.cases.toml").write_text(CASES.replace("score = 10", "score = 9"), encoding="utf-8")
    own.write_text(own.read_text(encoding="utf-8").replace('themes = ["enforcement"]\n', ""), encoding="utf-8")
    done = ok("standard", "install", own)
    assert "建议：" in done.err
    assert "〔3〕" in done.err
    assert "算例 1 个，不符 1 个，请用 kaoping standard test 查看" in done.out


def test_a_folder_that_fails_in_the_middle_is_as_it_was(
    ok: Run, run: Run, own: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ok("standard", "install", own)
    before = {path: path.read_bytes() for path in shelf.rglob("*") if path.is_file()}
    own.write_text(own.read_text(encoding="utf-8").replace('"2025"', '"2026"'), encoding="utf-8")
    real = Path.rename

    def rename(path: Path, target: Path) -> Path:
        if path.name.endswith(".ready"):
            raise OSError(28, "No space left on device")
        return real(path, target)

    monkeypatch.setattr(Path, "rename", rename)
    failed = run("standard", "install", own)
    assert failed.code == 3
    assert "不能改动标准文件夹" in failed.err
    assert "磁盘已满" in failed.err
    assert {path: path.read_bytes() for path in shelf.rglob("*") if path.is_file()} == before
    assert list(shelf_files.removed_folder(shelf).iterdir()) == []
    assert isinstance(shelf_files.cannot(shelf, OSError(13, "")), Surroundings)


def test_what_was_dropped_in_by_hand_is_taken_out_with_its_own_files_alone(ok: Run, own: Path, shelf: Path) -> None:
    shelf.mkdir(parents=True)
    for path in own.parent.iterdir():
        (shelf / path.name).write_bytes(path.read_bytes())
    (shelf / "second.toml").write_text(
        own.read_text(encoding="utf-8").replace('id = "t/own"', 'id = "t/second"'), encoding="utf-8"
    )
    done = ok("standard", "remove", "t/own", "--json").json
    assert done["files"] == ["own.toml", "own.cases.toml", "own.rules.toml"]  # the notice is the second one's too
    assert sorted(path.name for path in Path(done["kept"]).iterdir()) == sorted(done["files"])
    assert {"t/second", "t/other"} <= set(listed(ok))
    assert "notice.document.toml" in ok("standard", "remove", "t/second").out


def test_what_cannot_be_removed_says_why(run: Run) -> None:
    for id, message in (
        ("zhashui", "标准“zhashui”随程序提供，不能移出；不用它，新建考评时不选即可"),
        ("t/small", "由 --standard 给出，不在标准文件夹里；去掉该选项即可"),
        ("t/nobody", "没有标准“t/nobody”，请用 kaoping standard list 查看"),
    ):
        done = run("standard", "remove", id)
        assert (done.code, message in done.err) == (2, True)


def test_evaluations_outlive_their_standard(ok: Run, run: Run, own: Path, tmp_path: Path) -> None:
    ok("standard", "install", own)
    answers = tmp_path / "a.toml"
    answers.write_text(ANSWERS.replace("t/small", "t/own"), encoding="utf-8")
    number = ok("eval", "import", answers, "--json").json["number"]

    def seen() -> list[Any]:
        shown = [ok("eval", word, number, "--json").json for word in ("show", "score", "explain")]
        return [*shown, ok("report", "sheet", number).out.split("打印")[0]]

    before = seen()
    assert before[1]["outcome"]["label"] == "优秀"
    told = ok("standard", "remove", "t/own").out
    assert "已移出：t/own　自己的标准（示例）" in told
    assert "已有的考评不受影响" in told
    assert "t/own" not in listed(ok)
    assert seen() == before
    ok("eval", "rate", number, "2", "--points", "1", "--reason", "缺一项制度")
    assert ok("eval", "score", number, "--json").json["score"]["low"] == "8.5"
    ok("verify")
    refused = run("eval", "new", "t/own", "云溪县", "--period", "2026")
    assert refused.code == 2
    assert "没有标准“t/own”。现有：" in refused.err
    kept = next(line for line in told.splitlines() if line.startswith("现在在：")).partition("：")[2]
    ok("standard", "install", Path(kept) / "own.toml")
    ok("eval", "new", "t/own", "云溪县", "--period", "2026", "--as-of", "2026-12-31")


def test_shared_facts_are_found_by_words(ok: Run) -> None:
    said = ok("fact", "find", "中心组", "学法").out.splitlines()
    assert said == [
        "party-study-sessions  党委（党组）理论学习中心组学法次数（次数，单位：次，主体：party-committee）",
        "    口径：一个年度内以法律、法规、党内法规为主题的集体学习。",
    ]
    found = ok("fact", "find", "法律顾问", "--json").json["facts"]
    assert (found[0]["id"], found[0]["unit"]) == ("villages-with-legal-adviser", "%")
    assert "没有说到“天气预报”的事实，请换少一些、短一些的词" in ok("fact", "find", "天气预报").out
    # A standard's own fact cannot be used by another.
    assert ok("fact", "find", "聘而不用", "--json").json == {"facts": []}


def test_a_plugin_is_begun(ok: Run, run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "plug"
    done = ok("plugin", "new", "kaoping-yun-xi", "-o", folder, "--json").json
    names = {Path(path).relative_to(folder).as_posix() for path in done["files"]}
    assert names == {
        "pyproject.toml", "README.md", "kaoping_yun_xi/__init__.py", "kaoping_yun_xi/py.typed",
        "kaoping_yun_xi/yun_xi.toml", "kaoping_yun_xi/yun_xi.cases.toml", "tests/test_yun_xi.py",
        "schemas/standard.schema.json", "schemas/cases.schema.json",
    }  # fmt: skip
    assert ok("standard", "lint", folder / "kaoping_yun_xi" / "yun_xi.toml").code == 0
    for arguments, message in (
        (("yun-xi", "-o", folder), "这里已经有内容，没有写"),
        (("beihai", "-o", tmp_path / "b"), "已经有名为“beihai”的插件（kaoping）"),
        (("tui", "-o", tmp_path / "b"), "已经装有模块 kaoping_tui"),
        (("云溪", "-o", tmp_path / "b"), "插件名“云溪”只能用小写字母"),
        (("x", "-o", folder / "README.md" / "y"), "写不了"),
    ):
        refused = run("plugin", "new", *arguments)
        assert refused.code in (2, 3)
        assert message in refused.err
    assert not (tmp_path / "b").exists()
