"""`kaoping eval copy`: ratings taken over from an earlier evaluation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Run = Callable[..., Any]


def test_copy_fills_what_is_unrated_and_says_what_it_left_out(ok: Run, run: Run, opened: str) -> None:
    old = str(ok("eval", "new", "t/small", "云溪县", "--period", "2024", "--json").json["number"])
    ok("eval", "rate", old, "1", "--points", "4")
    ok("eval", "rate", old, "3", "--deduct", "0.5", "--reason", "缺一份")
    ok("eval", "rate", opened, "1", "--points", "2")
    done = ok("eval", "copy", opened, old)
    assert done.out.splitlines()[:3] == [
        "已沿用 1 项（未重新核查）",
        "不动 1 项（已评）：1",
        "不动 1 项（以往未评）：2",
    ]
    rating = next(i for i in ok("eval", "show", opened, "--json").json["items"] if i["id"] == "3")["rating"]
    assert rating["carried"] is True
    assert rating["deductions"] == [{"amount": "0.5", "reason": "缺一份"}]
    ok("eval", "undo", opened)
    answer = ok("eval", "copy", opened, old, "--json").json
    assert (answer["carried"], answer["left_out"]) == (["3"], {"已评": ["1"], "以往未评": ["2"]})
    assert run("eval", "copy", opened, old, "--json").codes() == ["nothing-to-do"]
    assert run("eval", "copy", old, opened, "--json").codes() == ["not-a-source"]
