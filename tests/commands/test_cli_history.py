"""`kaoping eval history`, `back`, `diff`, `hand-over`, as a person and as a script would use them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Run = Callable[..., Any]


def test_history_newest_first_with_what_was_undone(ok: Run, opened: str) -> None:
    ok("eval", "rate", opened, "2", "--points", "1.5")
    ok("eval", "rate", opened, "2", "--points", "2")
    ok("eval", "undo", opened)
    ok("fact", "set", "云溪县", "t-study", "3", "--period", "2025", options=("--as", "李四"))
    lines = ok("eval", "history", opened).out.splitlines()
    assert lines[0].split() == ["序号", "时间", "考评人", "内容"]
    told = "\n".join(lines)
    assert "学法次数 未登记 → 3次（2025）" in told
    assert "撤销第 4 条：2 制度 2 分 → 1.5 分" in told
    assert [line.split()[0] for line in lines if "张三" in line] == ["5", "4", "3", "2"]
    assert "已撤销  2 制度 1.5 分 → 2 分" in told
    assert "新建考评" in lines[-1]
    assert "学法次数" not in ok("eval", "history", opened, "2").out
    assert "学法次数" in ok("eval", "history", opened, "1").out
    assert "还没有记录" in ok("eval", "history", opened, "bonus").out


def test_history_as_json(ok: Run, opened: str) -> None:
    ok("eval", "rate", opened, "2", "--points", "1.5", "--reason", "缺\u3000一份")
    entry = ok("eval", "history", opened, "--json").json["entries"][-1]
    assert {name: entry[name] for name in ("ref", "seq", "who", "kind", "what", "own", "why", "undone_by")} == {
        "ref": "3",
        "seq": 3,
        "who": "张三",
        "kind": "judged",
        "what": "评定",
        "own": True,
        "why": None,
        "undone_by": None,
    }
    assert entry["changes"] == [
        {
            "what": "rating",
            "id": "2",
            "title": "制度",
            "from": None,
            "to": {"points": "1.5", "reason": "缺\u3000一份"},
            "parts": [
                {"label": "", "from": "未评", "to": "1.5 分"},
                {"label": "理由", "from": "无", "to": "缺\u3000一份"},
            ],
        }
    ]


def test_back_says_what_it_changed_and_undo_takes_it_back(ok: Run, run: Run, opened: str) -> None:
    ok("eval", "rate", opened, "2", "--points", "1.5")
    ok("eval", "rate", opened, "2", "--points", "2")
    ok("eval", "rate", opened, "3", "--points", "4")
    out = ok("eval", "back", opened, "3", "--reason", "看错了").out
    assert "2 制度　2 分 → 1.5 分\n3 案卷　4 分 → 未评" in out
    assert "没有改动" in ok("eval", "back", opened, "3").out
    assert "回到第 3 条之后：2 制度 2 分 → 1.5 分；3 案卷 4 分 → 未评 原因：看错了" in ok("eval", "history", opened).out
    ok("eval", "undo", opened)
    done = ok("eval", "back", opened, "3", "--json").json
    assert [change["id"] for change in done["changes"]] == ["2", "3"]
    done = run("eval", "back", opened, "88", "--json")
    assert (done.code, done.codes()) == (2, ["unknown-entry"])


def test_diff_for_people_and_for_scripts(ok: Run, run: Run, opened: str) -> None:
    again = str(ok("eval", "new", "t/small", "云溪县", "--period", "2024", "--json").json["number"])
    ok("fact", "set", "云溪县", "t-study", "4", "--period", "2024")
    ok("eval", "rate", again, "2", "--points", "2")
    ok("eval", "rate", again, "1", "--accept")
    ok("eval", "rate", opened, "2", "--deduct", "0.5", "--reason", "缺一份")
    out = ok("eval", "diff", again, opened).out
    assert "评定不同 2 项" in out
    assert "2 分" in out
    assert "1.5 分（扣 0.5 分：缺一份）" in out
    assert "学法次数" in out
    assert "4次（2024）" in out
    found = ok("eval", "diff", again, opened, "--json").json
    assert found["same_edition"] is True
    assert [item["id"] for item in found["items"]] == ["1", "2"]
    assert found["items"][1]["to"] == {
        "state": "rated",
        "low": "1.5",
        "high": "1.5",
        "full": "2",
        "rating": "1.5 分（扣 0.5 分：缺一份）",
    }
    assert [d["id"] for d in found["dimensions"]] == ["一", "二"]
    assert found["facts"] == [{"kind": "fact", "id": "t-study", "title": "学法次数", "from": "4次（2024）", "to": "无"}]
    ok("unit", "add", "青岚县", "--kind", "county")
    other = str(ok("eval", "new", "t/small", "青岚县", "--period", "2025", "--json").json["number"])
    done = run("eval", "diff", opened, other)
    assert done.code == 2
    assert "考评对象不同（云溪县、青岚县），不能逐项对比" in done.err


def test_hand_over_and_go_on_as_the_colleague(ok: Run, run: Run, opened: str) -> None:
    ok("eval", "rate", opened, "2", "--points", "1.5")
    assert run("eval", "hand-over", opened, "李四").code == 2
    out = ok("eval", "hand-over", opened, "李四", "--reason", "调离").out
    assert out == f"考评 {opened} 已移交给 李四，请其用 --as 李四 打开继续\n"
    assert run("eval", "rate", opened, "2", "--points", "2").code == 2
    ok("eval", "rate", opened, "2", "--points", "2", options=("--as", "李四"))
    assert ok("eval", "list", "--json").json["evaluations"][0]["evaluator"] == "李四"
    assert "移交给 李四 原因：调离" in ok("eval", "history", opened).out
    assert ok("verify", "--json").json["ok"] is True


def test_hand_over_says_where_facts_now_count_otherwise(ok: Run, opened: str) -> None:
    ok("fact", "set", "云溪县", "t-study", "4", "--period", "2025")
    ok("eval", "rate", opened, "1", "--accept")
    ok("fact", "set", "云溪县", "t-study", "2", "--period", "2025", options=("--as", "王五"))
    out = ok("eval", "hand-over", opened, "李四", "--reason", "调离").out
    assert "移交后，原考评人登记的事实按他人所报对待" in out
    assert "依据已变 1 项（1）" in out
