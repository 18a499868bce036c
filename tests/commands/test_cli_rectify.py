"""`kaoping eval rectify` and its kin, `kaoping rectification list`; samples by `kaoping fact set --sample --faulty`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Run = Callable[..., Any]


def test_asked_listed_done_and_withdrawn(ok: Run, opened: str) -> None:
    made = ok(
        "eval", "rectify", opened, "1", "--what", "补齐[/]台账", "--owner", "县司法局", "--due", "3-31", "--json"
    ).json
    id = made["id"]
    assert {name: made[name] for name in ("item", "title", "what", "owner", "due", "state", "done_on")} == {
        "item": "1", "title": "学法", "what": "补齐[/]台账", "owner": "县司法局", "due": "2026-03-31", "state": "open",
        "done_on": None,
    }  # fmt: skip
    said = ok("eval", "rectify-edit", opened, id[:5], "--due", "2026-02-28").out
    assert f"已修改整改：编号 {id}　1 补齐[/]台账｜责任 县司法局｜期限 2026-02-28" in said
    listed = ok("rectification", "list", "--overdue", "--on", "2026-03-01", "--json").json
    assert (listed["on"], [(one["id"], one["overdue"]) for one in listed["rectifications"]]) == (
        "2026-03-01", [(id, True)],
    )  # fmt: skip
    assert ok("rectification", "list", "--overdue", "--on", "2026-02-28", "--json").json["rectifications"] == []
    assert "未完成，逾期 3 天" in ok("rectification", "list", "--eval", opened, "--on", "2026-03-03").out
    assert "已整改 2026-03-02：已补" in ok("eval", "rectified", opened, id, "--on", "2026-03-02", "--seen", "已补").out
    assert "没有这样的整改" in ok("rectification", "list", "--unit", "云溪县", "--open").out
    ok("eval", "undo", opened)
    assert "已撤回：重复" in ok("eval", "rectify-withdraw", opened, id, "--reason", "重复").out
    held = ok("eval", "show", opened, "--json").json["rectifications"]
    assert [(one["id"], one["state"], one["withdrawn"]) for one in held] == [(id, "withdrawn", "重复")]
    assert "补齐[/]台账" in ok("eval", "show", opened).out
    assert ok("verify", "--json").json["ok"] is True


def test_what_is_refused(run: Run, ok: Run, opened: str) -> None:
    full = ("--what", "补", "--owner", "局", "--due", "+30")
    for args, message in (
        (("eval", "rectify", opened, "1", "--what", "补", "--owner", "局"), "--due"),
        (("eval", "rectify", opened, "99", *full), "没有评分项“99”"),
        (("eval", "rectify", opened, "1", *full[:4], "--due", "下月"), "不是期限，请写如 2026-03-31、3-31"),
        (("eval", "rectify-edit", opened, "zz"), "请写 --what、--owner、--due"),
        (("eval", "rectified", opened, "zz", "--on", "2026-01-01"), "没有整改“zz”"),
        (("eval", "rectified", opened, "zz", "--on", "1-1"), "不是日期"),
        (("rectification", "list", "--unit", "云溪县", "--eval", opened), "不能同时写 --unit、--eval"),
        (("rectification", "list", "--campaign", "没有"), "没有批次“没有”"),
    ):
        done = run(*args)
        assert (done.code, message in done.err) == (2, True), (args, done.err)
    assert "还没有整改" in ok("rectification", "list").out


def test_samples_keep_both_numbers(run: Run, ok: Run, opened: str) -> None:
    """Three of ten faulty: 70 % of those who appeared, 30 % of those lost; both numbers are there again."""

    def put(fact: str, *given: str) -> Any:
        return ok("fact", "set", "云溪县", fact, *given, "--period", "2025", "--json").json

    three = ("--sample", "10", "--faulty", "3")
    good, bad = put("heads-in-court", *three), put("litigation-loss-rate", *three)
    assert (good["value"], good["sample"]) == ({"part": "7", "of": "10"}, {"drawn": "10", "faulty": "3"})
    assert (bad["value"], bad["sample"]) == ({"part": "3", "of": "10"}, {"drawn": "10", "faulty": "3"})
    assert put("heads-in-court", "95")["sample"] is None
    shown = ok("fact", "show", "云溪县").out
    assert "30%（抽查10，不合格3）" in shown
    assert "70%（抽查10，不合格3）" in shown
    for given, message in (
        (("--sample", "10"), "--sample（抽查数）和 --faulty（不合格数）要一起写"),
        ((), "须且只须写 VALUE，或 --sample 和 --faulty"),
        (("70", *three), "须且只须写 VALUE，或 --sample 和 --faulty"),
        (("--sample", "3", "--faulty", "10"), "不合格数 10 应为 0 到 3（抽查数）之间的整数"),
    ):
        done = run("fact", "set", "云溪县", "heads-in-court", *given, "--period", "2025")
        assert (done.code, message in done.err) == (2, True), (given, done.err)
    done = run("fact", "set", "云溪县", "t-study", *three, "--period", "2025", options=("--as", "张三"))
    assert done.code == 2
