"""Each action of the walk, asserted in the workspace as another window sees it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from kaoping import Deduction, View, open_workbench

#: As the conftest's workspaces have it.
CLOCK = datetime(2025, 12, 20, 9, 30, tzinfo=UTC)


@pytest.fixture
def now(reopened, started: str) -> Callable[[], View]:
    return lambda: reopened().evaluations.view(started)


async def test_enter_gives_full_points_and_moves_on(running, now) -> None:
    async with running() as run:
        await run.press("enter", "enter")
        assert now().answers.ratings["1.1"].points == Decimal(2)
        assert run.app.screen.item.id == "1.2"
        assert "1.1 已评：满分 2" in run.text()


async def test_digits_give_points_and_full_width_ones_are_the_same(running, now) -> None:
    async with running() as run:
        await run.press("enter", "１", "。", "５")
        assert "1.1 得分：1.5_" in run.text()
        await run.press("enter", "down", "up", "3", "backspace", "2", "enter")
    ratings = now().answers.ratings
    assert ratings["1.1"].points == Decimal("1.5")
    assert ratings["1.2"].points == Decimal(2)


async def test_digits_typed_without_a_pause_are_all_there(running, now) -> None:
    """Keys that arrive before a new field has the focus would be lost: 1.5 would become 1."""
    from textual import events

    async with running() as run:
        await run.press("enter")
        for key, character in (
            ("1", "1"),
            ("full_stop", "."),
            ("5", "5"),
            ("enter", None),
            ("3", "3"),
            ("enter", None),
        ):
            run.app.post_message(events.Key(key, character))
        await run.settle()
        await run.settle()
    assert {name: rating.points for name, rating in now().answers.ratings.items()} == {
        "1.1": Decimal("1.5"),
        "1.2": Decimal(3),
    }


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        (("3", "enter"), "得分应在 0 到 2 之间"),
        (("full_stop", "full_stop", "enter"), "不是数字"),
        (("1", "full_stop", "3", "enter"), "不是 0.5 的整数倍"),
    ],
)
async def test_points_that_do_not_fit_are_refused_and_kept_to_be_mended(running, now, keys, message: str) -> None:
    async with running() as run:
        await run.press("enter", *keys)
        assert message in run.text()
        assert run.app.screen.item.id == "1.1"
        assert run.app.screen.typed
        await run.press("escape")
        assert run.app.screen.typed == ""
    assert not now().answers.ratings


async def test_a_deduction_with_reason_and_requirement_and_its_removal(running, now) -> None:
    async with running() as run:
        await run.press("enter", "down", "f4", "１", "enter")
        await run.type("缺一人")
        await run.press("tab", "down", "down", "enter")
        assert now().answers.ratings["1.2"].deductions == (Deduction(Decimal(1), "缺一人", "1.2.2"),)
        assert "扣 1 分：缺一人。得 3 分" in run.text()
        await run.press("f4", "down", "enter")
        assert now().answers.ratings["1.2"].deductions == ()
        assert now().answers.ratings["1.2"].points == Decimal(4)


async def test_a_deduction_needs_a_number_and_a_reason(running, now) -> None:
    async with running() as run:
        await run.press("enter", "minus", "enter", "enter")
        assert "每笔扣分都须写明理由" in run.text()
        await run.press("shift+tab", "ctrl+a", "ctrl+k", "enter", "enter")
        assert "不是数字" in run.text()
        await run.press("escape")
    assert not now().answers.ratings


async def test_a_deduction_beyond_the_points_is_asked_again_with_what_was_typed(running, now) -> None:
    async with running() as run:
        await run.press("enter", "f4", "9", "enter")
        await run.type("全无记录")
        await run.press("enter")
        assert "超过该项的2分" in run.flat()
        assert "全无记录" in run.text()
        await run.press("2", "enter", "enter")
    assert now().answers.ratings["1.1"].deductions == (Deduction(Decimal(2), "全无记录"),)


async def test_not_applicable_asks_for_the_reason(running, now) -> None:
    async with running() as run:
        await run.press("enter", "f6", "enter")
        assert "请输入内容" in run.text()
        await run.type("本年度未开展")
        await run.press("enter")
    assert now().answers.ratings["1.1"].not_applicable == "本年度未开展"


async def test_a_note_of_several_lines(running, now) -> None:
    async with running() as run:
        await run.press("enter", "f7")
        await run.type("第一行\n第二行，[red]不是标记[/]")
        await run.press("ctrl+s")
        assert "备注：第一行" in run.text()
    assert now().answers.ratings["1.1"].note == "第一行\n第二行，[red]不是标记[/]"


async def test_ticks_go_round_and_an_unmet_one_keeps_enter_from_giving_full_points(running, now) -> None:
    async with running() as run:
        await run.press("enter", "down", "down", "down", "right", "space", "space")
        assert now().answers.ratings["2.1"].requirements == {"2.1.1": "unmet"}
        await run.press("enter")
        assert "有要点未达到" in run.text()
        assert now().answers.ratings["2.1"].points is None
        await run.press("space")
    assert "2.1" not in now().answers.ratings


async def test_ticks_suggest_and_enter_accepts(running, now) -> None:
    async with running() as run:
        await run.press("enter", "down", "tab", "space", "down", "space", "space")
        assert "建议：2 分" in run.text()
        await run.press("enter")
    rating = now().answers.ratings["1.2"]
    assert [(d.amount, d.requirement) for d in rating.deductions] == [(Decimal(2), "1.2.2")]
    assert rating.basis is not None


async def test_a_rating_that_differs_from_the_suggestion_asks_why(running, now) -> None:
    async with running() as run:
        await run.press("enter", "down", "tab", "space", "down", "space")
        await run.press("3", "enter")
        assert "请写明理由" in run.text()
        await run.type("人员未到岗")
        await run.press("enter")
    rating = now().answers.ratings["1.2"]
    assert (rating.points, rating.reason) == (Decimal(3), "人员未到岗")


async def test_a_fact_is_entered_and_one_that_changes_later_shows(running, now) -> None:
    async with running() as run:
        await run.press("enter", "f5")
        await run.type("四")
        await run.press("enter")
        assert "不是数字" in run.text()
        await run.press("backspace", "３", "enter")
        assert "建议：1.5 分" in run.text()
        await run.press("enter", "up", "f5", "4", "enter")
        assert "依据已变" in run.text()
    view = now()
    assert view.sheet.stale == ("1.1",)
    assert [o.value for o in view.answers.facts][-1] == Decimal(4)


async def test_flag_and_next_flagged_and_next_unrated(running, now) -> None:
    async with running() as run:
        await run.press("enter", "down", "f2", "home", "down", "ctrl+n")
        assert run.app.screen.item.id == "1.2"
        assert now().answers.ratings["1.2"].flagged
        await run.press("enter", "home", "down", "enter", "home", "f3")
        assert run.app.screen.item.id == "2.1"
        await run.press("enter", "f3")
        assert "全部评分项都已评定" in run.text()


async def test_clear_undo_and_redo(running, now) -> None:
    async with running() as run:
        await run.press("enter", "enter", "up", "delete")
        assert "1.1" not in now().answers.ratings
        await run.press("ctrl+z")
        assert now().answers.ratings["1.1"].points == Decimal(2)
        assert "已撤销：1.1 现为 2 分" in run.text()
        await run.press("ctrl+z")
        assert "1.1" not in now().answers.ratings
        await run.press("ctrl+z")
        assert "没有可撤销的修改" in run.text()
        await run.press("ctrl+y")
        assert now().answers.ratings["1.1"].points == Decimal(2)


async def test_go_to_an_item_by_number_and_by_word(running, started: str) -> None:
    async with running() as run:
        await run.press("enter", "ctrl+g")
        await run.type("2.1")
        await run.press("enter")
        assert run.app.screen.item.id == "2.1"
        await run.press("／")
        await run.type("机构")
        await run.press("enter")
        assert run.app.screen.item.id == "1.2"


async def test_a_veto_is_stated_cleared_and_dated(running, now) -> None:
    async with running() as run:
        await run.press("enter", "f8")
        assert "考评周期 2025-01-01 至 2025-12-31" in run.text()
        await run.press("enter", "down", "enter")
        await run.type("2025-13-01")
        await run.press("enter")
        assert "不是日期" in run.text()
        await run.press("ctrl+u")
        await run.type("２０２５－０３－０１")
        await run.press("enter")
        assert "触发" in run.text()
        assert now().answers.vetoes["accident"].occurred_on == date(2025, 3, 1)
        await run.press("escape")
        assert "结果：不得参评" in run.text()
        await run.press("f8", "enter", "down", "down", "down", "enter")
    assert "accident" not in now().answers.vetoes


async def test_an_adjustment_is_counted(running, now) -> None:
    async with running() as run:
        await run.press("enter", "f8", "down", "enter", "1", "enter")
        await run.type("试点经验")
        await run.press("enter")
    stated = now().answers.adjustments["innovation"]
    assert (stated.count, stated.reason) == (1, "试点经验")


async def test_verdicts_by_number_where_met_or_not_is_asked(running, options, reopened) -> None:
    with open_workbench(options) as bench:
        from kaoping import parse_period

        bench.units.add("司法局", "department", {"legislative_power": False})
        key = bench.evaluations.new("mini/met", "司法局", parse_period("2025")).id
    async with running() as run:
        await run.press("enter", "4")
        assert "请按 1 达到，2 未达到，3 部分达到" in run.text()
        await run.press("1")
        assert run.app.screen.item.id == "3"  # 2 does not apply
        await run.press("３")
        assert "达标 1.5/2" in run.text()
    view = reopened().evaluations.view(key)
    assert {name: rating.verdict for name, rating in view.answers.ratings.items()} == {"1": "met", "3": "partial"}


NO_POINTS = """schema = 1
id = "mini/plan"
title = "含不计分项"
short = "不计分"
edition = "2025"
status = "draft"
unit_kinds = ["county"]
document = { id = "plan", title = "文件" }
[scoring]
model = "points"
full = 2
[[criteria]]
id = "1"
title = "有计划"
points = 0
[[criteria]]
id = "2"
title = "有落实"
points = 2
[[vetoes]]
id = "none"
title = "没有计划"
text = "没有计划不计分"
criteria = ["1"]
effect = "no-score"
"""


async def test_an_item_without_points_is_met_or_not_by_number(running, options, reopened, tmp_path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(NO_POINTS, encoding="utf-8")
    given = replace(options, standards=(path,))
    with open_workbench(given) as bench:
        from kaoping import parse_period

        bench.units.add("云溪县", "county")
        key = bench.evaluations.new("mini/plan", "云溪县", parse_period("2025")).id
    async with running(given=given) as run:
        await run.press("enter")
        assert "不计分，只评是否达到" in run.text()
        await run.press("2")
        assert run.app.screen.item.id == "2"
    view = reopened().evaluations.view(key)
    assert (view.answers.ratings["1"].verdict, view.sheet.vetoes[0].status) == ("unmet", "triggered")


async def test_after_a_hand_in_a_change_asks_why_and_says_so(running, options, started: str, now) -> None:
    with open_workbench(options, clock=lambda: CLOCK) as bench:
        bench.walk.hand_in(started)
    async with running() as run:
        await run.press("down", "enter")
        await run.press("1", "enter")
        assert "已提交的考评，修改须写明原因" in run.text()
        await run.type("复核后更正")
        await run.press("enter")
    assert str(now().answers.ratings["1.1"].points) == "1"
    with open_workbench(options, clock=lambda: CLOCK) as bench:
        assert bench.history.of(started)[-1].why == "复核后更正"


async def test_resumes_where_it_was_left(running, now) -> None:
    async with running() as run:
        await run.press("enter", "enter", "enter", "ctrl+q")
    assert now().row.cursor == "2.1"
    async with running() as run:
        assert "2/3" in run.text()
        await run.press("enter")
        assert run.app.screen.item.id == "2.1"
        assert "接着上次：2.1" in run.text()


async def test_the_result_opens_every_number_and_leads_to_what_decides(running, started: str) -> None:
    async with running() as run:
        await run.press("enter", "enter", "f9")
        assert "结果未定" in run.text()
        await run.press("down", "down", "down", "enter", "down", "enter", "down")
        assert "最低与最高" in run.text() or "加减分之后" in run.text()
        await run.press("escape", "f9")
        outline = run.app.screen.query_one("#outline")
        while outline.cursor_node.data.item is None:
            await run.press("down")
        await run.press("enter")
        assert run.app.screen.item.id in ("1.2", "2.1")


async def test_another_evaluators_evaluation_is_only_read(running, options, started: str, now) -> None:
    async with running(given=replace(options, evaluator="李四")) as run:
        await run.press("enter")
        assert "这是 张三 的考评，只能查看" in run.text()
        await run.press("enter")
        assert "只能查看" in run.text()
        screen = run.app.screen
        for key in ("f4", "f5", "f6", "f7", "f2", "delete"):
            run.app.tell("")
            await run.press(key)
            assert run.app.screen is screen, f"{key} asks for what cannot be saved"
            assert "这是 张三 的考评，只能查看" in run.text()
        await run.press("escape")
        assert run.app.screen is not screen
        assert "只能查看" not in run.text()
    assert not now().answers.ratings


async def test_enter_never_overwrites_what_was_decided(running, now) -> None:
    async with running() as run:
        await run.press("enter", "f4", "1", "enter")
        await run.type("缺记录")
        await run.press("enter", "enter")
        assert "1.1 已评，未作改动" in run.text()
        assert run.app.screen.item.id == "1.2"
    assert now().answers.ratings["1.1"].deductions == (Deduction(Decimal(1), "缺记录"),)


async def test_enter_twice_on_the_list_opens_the_evaluation_once(running, started: str) -> None:
    from textual import events

    async with running() as run:
        for _ in range(2):
            run.app.post_message(events.Key("enter", None))
        await run.settle()
        await run.settle()
        await run.press("escape")
        assert run.app.screen.__class__.__name__ == "HomeScreen"


async def test_undo_says_what_it_took_back(running, now) -> None:
    async with running() as run:
        await run.press("enter", "down", "tab", "space")
        assert now().answers.ratings["1.2"].requirements == {"1.2.1": "met"}
        await run.press("ctrl+z")
        assert "已撤销：1.2.1 现为 未核对" in run.text()
        await run.press("f7")
        await run.type("看编制批复")
        await run.press("ctrl+s", "f2", "ctrl+z")
        assert "已撤销：1.2 现在没有标记" in run.text()
        await run.press("ctrl+z")
        assert "已撤销：1.2 的备注（现在没有）" in run.text()
        await run.press("ctrl+y")
        assert "已重做：1.2 的备注" in run.text()
        await run.press("tab", "home", "down", "f5")
        await run.type("3")
        await run.press("enter", "ctrl+z")
        assert "已撤销：学习次数（2025）现为 尚未查明" in run.text()
        await run.press("ctrl+y", "f5")
        assert run.app.screen.query_one("#answer").value == "3"  # what is known is offered, and replaced by typing
        await run.press("5", "enter")
        await run.press("ctrl+z")
        assert "已撤销：学习次数" in run.text()
        assert "现为 3" in run.text()


async def test_a_rating_given_in_place_of_another_says_what_it_was(running, now) -> None:
    async with running() as run:
        await run.press("enter", "down", "3", "enter", "up", "up", "f4")
        assert "现为 3 分：扣分从满分起算，取代现在的评定" in run.text()
        await run.press("enter")
        await run.type("缺批复")
        await run.press("enter")
        assert "1.2 已扣 0.5 分，从满分起扣；原为 3 分，Ctrl+Z 撤销" in run.text()
        await run.press("2", "enter")
        assert "1.2 改评为 2 分；原为 扣 0.5 分：缺批复，Ctrl+Z 撤销" in run.text()
        assert not now().answers.ratings["1.2"].deductions
        await run.press("up", "up", "2", "enter")
        assert "1.2 已评：2 分，与原来相同" in run.text()
        await run.press("ctrl+z")
        assert now().answers.ratings["1.2"].deductions[0].reason == "缺批复"


async def test_who_hands_in_sees_it_above_the_walk(running, options, started: str) -> None:
    with open_workbench(options) as bench:
        bench.walk.hand_in(started)
    async with running(size=(40, 24)) as run:
        await run.press("down", "enter")
        assert run.text().splitlines()[0].rstrip().endswith("｜已提交")


async def test_nothing_to_undo_leaves_the_time_of_the_last_save_in_sight(running, started: str) -> None:
    async with running() as run:
        await run.press("enter", "enter", "ctrl+z", "ctrl+z")
        assert "没有可撤销的修改" in run.text()
        assert "已保存 09:30:00" in run.text()


async def test_the_keys_below_are_those_of_the_focused_part(running, started: str) -> None:
    async with running(size=(80, 24)) as run:
        await run.press("enter")
        assert "空格 勾选" not in run.text().splitlines()[-1]
        await run.press("tab")
        assert "空格 勾选 " in run.text().splitlines()[-1]
        await run.press("ctrl+e")
        assert run.text().splitlines()[-1].rstrip().endswith("Esc 返回")
