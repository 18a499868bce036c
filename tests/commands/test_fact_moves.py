"""What a recorded fact or event moves, said where it is recorded and where the evaluation is explained."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Run = Callable[..., Any]


def test_a_fact_names_the_rating_that_it_moves(ok: Run, opened: str) -> None:
    first = ok("fact", "set", "云溪县", "t-study", "3", "--period", "2025").out.splitlines()
    assert first == [
        "已登记：云溪县　学法次数（2025）= 3次",
        "影响考评 1：云溪县　小标准",
        "  建议有变：1（还没有评，或评定时没有采纳建议）",
    ]
    ok("eval", "rate", opened, "1", "--accept")

    changed = ok("fact", "set", "云溪县", "t-study", "4", "--period", "2025").out.splitlines()
    assert changed[1:] == ["影响考评 1：云溪县　小标准", "  依据已变：1（得分不变，请复核；用 eval explain 看理由）"]
    assert "依据已变 1 项：1；仍按原来的评定计，请复核" in ok("eval", "show", opened).out
    explained = ok("eval", "explain", opened, "1").out
    assert explained.startswith("1 学法 = 3.5")
    assert f"用 kaoping eval rate {opened} 1 --accept 采纳新的建议" in explained.splitlines()[-1]

    back = ok("fact", "set", "云溪县", "t-study", "3", "--period", "2025").out.splitlines()
    assert back[1:] == ["影响考评 1：云溪县　小标准", "  依据恢复：1（与评定时又一致）"]
    assert "依据已变" not in ok("eval", "explain", opened, "1").out


def test_a_fact_that_moves_nothing_says_no_more_than_that_it_is_saved(ok: Run, opened: str) -> None:
    ok("fact", "set", "云溪县", "t-study", "3", "--period", "2025")
    again = ok("fact", "set", "云溪县", "t-study", "3", "--period", "2025").out
    assert again == "已登记：云溪县　学法次数（2025）= 3次\n"


def test_an_event_names_the_veto_and_the_outcome_that_it_moves(ok: Run, run: Run, opened: str) -> None:
    ok("eval", "rate", opened, "1", "--points", "4")
    ok("eval", "rate", opened, "2", "--points", "2")
    ok("eval", "rate", opened, "3", "--points", "4")
    ok("eval", "adjust", opened, "bonus", "--count", "0")
    before = ok("eval", "explain", opened, "v1").out
    assert before.startswith("v1 重大案件：未查明")

    out = ok("fact", "set", "云溪县", "t-case", "发生", "--period", "2025", "--on", "2025-06-18").out
    assert "影响考评 1：云溪县　小标准" in out
    assert "  结果：" in out
    assert "  一票否决 v1 重大案件：触发，重大案件：2025-06-18 发生" in out
    explained = ok("eval", "explain", opened, "v1").out
    assert explained.startswith("v1 重大案件：触发　重大案件：2025-06-18 发生")
    assert "不改变得分" in explained
    node = ok("eval", "explain", opened, "v1", "--json").json
    assert (node["op"], node["at"], node["value"], node["children"]) == ("veto", "v1", None, [])
    assert node["inputs"][0] == {"name": "status", "value": "triggered"}
    assert run("eval", "explain", opened, "v9", "--json").codes() == ["unknown-item"]


def test_scripts_get_the_fact_alone(ok: Run, opened: str) -> None:
    assert "moved" not in ok("fact", "set", "云溪县", "t-study", "3", "--period", "2025", "--json").json


def test_a_policy_that_nobody_set_is_not_called_local(ok: Run) -> None:
    assert "不适用移出（文件没有规定，暂照此计，本地可另定）" in ok("standard", "show", "zhashui").out
