"""`eval check`, and what `eval score` says of the next better outcome."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Run = Callable[..., Any]


def test_check(ok: Run, run: Run, opened: str) -> None:
    ok("eval", "rate", opened, "1", "--points", "2", "--reason", "缺记录")
    ok("eval", "rate", opened, "2", "--points", "1")
    found = ok("eval", "check", opened, "--json").json
    assert set(found) == {"findings", "counts"}
    assert all(set(one) == {"kind", "item", "text", "next", "count"} for one in found["findings"])
    assert [(one["kind"], one["item"]) for one in found["findings"]][:2] == [("unrated", "3"), ("no-reason", "2")]
    assert found["counts"]["unrated"] == 1
    text = ok("eval", "check", opened).out
    left = sum(one["count"] for one in found["findings"] if one["kind"] not in ("evidence-some", "facts"))
    assert text.startswith(f"须处理 {left} 处\n未评 1　下一步：评定该项，或写明不适用的理由\n  3 ")
    assert run("eval", "check", "9", "--json").codes() == ["unknown-evaluation"]


def test_the_score_says_what_leads_further(ok: Run, opened: str) -> None:
    ok("eval", "rate", opened, "1", "--points", "4")
    ok("eval", "rate", opened, "2", "--points", "1")
    found = ok("eval", "score", opened, "--json").json["next"]
    assert (found["now"], found["label"], found["gain"]) == ("不合格", "合格", "1")
    assert found["items"] == [{"id": "2", "title": "制度", "from": "1", "to": "2", "gain": "1", "rated": True}]
    assert found["obstacles"] == []
    assert found["presumed"][0].startswith("1 项一票否决尚未查明，按未触发计：")
    out = ok("eval", "score", opened).out
    assert "更好的结果：再补这 1 项、1 分即为“合格”（未评的按最低计，现为“不合格”）\n  2 " in out
    assert "\n  前提：1 项一票否决尚未查明，按未触发计：" in out
    more = ok("eval", "score", opened, "--json").json
    assert (more["next"]["number"], more["next"]["least"], more["next"]["proven"], more["joint"]) == (1, 1, True, None)
    assert more["meaning"].startswith("还有 ")
    assert {band["label"]: band["met"] for band in more["conditions"]}["合格"] is None
    assert "\n结果的意思：还有 " in out
    assert "\n各结果的条件：\n  " in out
    ok("eval", "veto", opened, "v1", "--happened", "2025-03-01")
    barred = ok("eval", "score", opened, "--json").json["next"]
    assert (barred["label"], barred["items"]) == (None, [])
    assert "已触发" in barred["obstacles"][0]
    assert "更好的结果：一票否决“" in ok("eval", "score", opened).out
