"""`kaoping standard cases`: the worked cases of a standard written out, and what is still to be checked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]

EXAMPLES = Path(__file__).parents[2] / "examples" / "standards"


def test_cases_are_written_run_and_counted(ok: Run, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "town.toml"
    ok("standard", "new", "yunxi/town", "--kind", "levels", "-o", path)
    refused = run("standard", "cases", path)
    assert (refused.code, "文件已存在，都没有写：town.cases.toml" in refused.err) == (2, True)
    own = path.with_suffix(".cases.toml").read_text(encoding="utf-8")
    other = tmp_path / "more.cases.toml"
    assert ok("standard", "cases", path, "-o", other, "--json").json["cases"] == 10
    assert path.with_suffix(".cases.toml").read_text(encoding="utf-8") == own

    done = ok("standard", "cases", path, "--force").out
    assert f"已写出：{tmp_path / 'town.cases.toml'}（算例 10 个）" in done
    assert "请打开这个文件，逐个照文件手算" in done
    told = ok("standard", "test", path).out
    assert told == (
        "yunxi/town：算例 10 个，相符 10，不符 0\n"
        "其中 10 个的结果由程序算得，还没有照文件核对；核对后删去该算例的 computed = true\n"
    )
    mutated = ok("standard", "mutate", path).out
    assert "其中 10 个的结果由程序算得，还没有照文件核对：察觉的只是标准后来的改动" in mutated
    assert "能改变结果的改动，算例全部察觉。" in mutated
    installed = ok("standard", "install", path).out
    assert "算例 10 个，都相符；其中 10 个的结果由程序算得，还没有照文件核对" in installed

    # Who has checked one says so by taking the mark away.
    cases = path.with_suffix(".cases.toml")
    cases.write_text(cases.read_text(encoding="utf-8").replace("computed = true  #", "#", 9), encoding="utf-8")
    assert "其中 1 个" in ok("standard", "test", path).out
    rows = ok("standard", "test", path, "--json").json["cases"]
    assert [row["computed"] for row in rows] == [False] * 9 + [True]
    nothing = run("standard", "cases", "yunxi/none")
    assert (nothing.code, "没有标准“yunxi/none”" in nothing.err) == (2, True)


def test_cases_by_local_rules_lie_beside_them(ok: Run, tmp_path: Path) -> None:
    for name in ("outcomes-by-rules.toml", "outcomes-by-rules.rules.toml"):
        (tmp_path / name).write_text((EXAMPLES / name).read_text(encoding="utf-8"), encoding="utf-8")
    path, rules = tmp_path / "outcomes-by-rules.toml", tmp_path / "outcomes-by-rules.rules.toml"
    done = ok("standard", "cases", path, "--rules", rules, "--json").json
    assert Path(done["file"]) == tmp_path / "outcomes-by-rules.rules.cases.toml"
    (tmp_path / "sub").mkdir()
    other = tmp_path / "sub" / "own.cases.toml"
    ok("standard", "cases", path, "--rules", rules, "-o", other)
    assert 'rules = "../outcomes-by-rules.rules.toml"' in other.read_text(encoding="utf-8")
    told = ok("standard", "test", rules, options=("--standard", path)).out
    assert told.startswith(f"example/outcomes-by-rules：算例 {done['cases']} 个，相符 {done['cases']}，不符 0")
