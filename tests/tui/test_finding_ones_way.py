"""Going to an item, filtering, and the list of all actions."""

from __future__ import annotations

import threading
from decimal import Decimal

import pytest

from kaoping import Deduction, Rating, open_workbench, parse_period


async def test_initials_find_an_item_once_the_table_is_there(running, started: str) -> None:
    async with running() as run:
        await run.press("enter", "ctrl+g")
        await run.type("jghry")
        await run.press("enter")
        assert run.app.screen.item.id == "1.2"
        await run.press("／")
        await run.type("zzry")  # 专职人员: of a requirement
        await run.press("enter")
        assert run.app.screen.item.id == "1.2"
        await run.press("ctrl+g")
        await run.type("qqqq")
        assert "没有找到" in run.text()


async def test_a_number_goes_before_words(running, started: str) -> None:
    async with running() as run:
        await run.press("enter", "ctrl+g")
        await run.type("２．")
        await run.press("enter")
        assert run.app.screen.item.id == "2.1"


async def test_a_filter_shows_only_what_passes_and_the_head_says_so(running, options, started: str) -> None:
    with open_workbench(options) as bench:
        bench.walk.deduct(started, "1.2", Deduction(Decimal(1), "缺"))
        bench.walk.rate(started, "1.1", Rating(points=Decimal(2)))
    async with running() as run:
        await run.press("enter", "ctrl+f")
        await run.choose("未达到、有扣分")
        assert run.app.screen.shown_items == ("1.2",)
        assert run.app.screen.item.id == "1.2"
        assert "筛选：未达到、有扣分，1 项（Esc 取消）" in run.text()
        assert "行政执法" not in run.text()
        await run.press("f3")
        assert "筛选出的评分项中没有未评的了，Esc 取消筛选" in run.text()
        await run.press("escape")
        assert run.app.screen.shown_items == ("1.1", "1.2", "2.1")
        assert run.app.screen.item.id == "1.2"
        assert run.app.screen.sieve is None


async def test_rating_within_a_filter_goes_on_to_the_next_that_passes(running, started: str) -> None:
    async with running() as run:
        await run.press("enter", "ctrl+f")
        await run.choose("未评")
        assert run.app.screen.shown_items == ("1.1", "1.2", "2.1")
        await run.press("enter")
        assert run.app.screen.shown_items == ("1.2", "2.1")
        assert run.app.screen.item.id == "1.2"
        await run.press("ctrl+z")
        assert run.app.screen.shown_items == ("1.1", "1.2", "2.1")
        assert run.app.screen.item.id == "1.1"
        await run.press("enter", "enter", "enter")
        assert "筛选：未评，0 项" in run.text()
        await run.press("ctrl+f")
        assert run.app.screen.sieve is None


async def test_a_filter_by_dimension_is_narrowed_down_by_typing(running, started: str) -> None:
    async with running() as run:
        await run.press("enter", "ctrl+f")
        await run.type("指标 依法")
        await run.press("enter")
        assert run.app.screen.shown_items == ("2.1",)
        await run.press("ctrl+g")
        await run.type("1.1")
        await run.press("enter")
        assert run.app.screen.item.id == "1.1"
        assert run.app.screen.sieve is None


async def test_f12_lists_every_action_whatever_has_the_focus_and_does_it(running, started: str) -> None:
    async with running(size=(100, 40)) as run:
        await run.press("enter", "f12")
        from kaoping_tui.widgets.lists import Choices

        texts = {choice.key: choice.text for choice in run.app.screen.query_one(Choices).choices}
        assert texts["walk.batch"] == "Ctrl+B　成批评定"
        assert texts["detail.tick"].startswith("空格")
        assert {"walk.check", "walk.history", "walk.evidence", "walk.copy", "quit", "tree.accept"} <= set(texts)
        await run.type("标记")
        await run.press("enter")
        assert run.app.screen.rating_of("1.1").flagged


@pytest.mark.parametrize(
    ("key", "screen"),
    [("f10", "CheckScreen"), ("ctrl+l", "HistoryScreen"), ("ctrl+e", "EvidenceScreen"), ("f9", "ResultScreen")],
)
async def test_the_other_screens_open_from_the_walk_and_lead_back(running, started: str, key: str, screen: str) -> None:
    async with running() as run:
        await run.press("enter", "down", key)
        assert run.app.screen.__class__.__name__ == screen
        await run.press("escape")
        assert run.app.screen.item.id == "1.2"


async def test_f12_names_the_keys_of_the_users_keymap(running, options, started: str) -> None:
    (options.config / "keymap.toml").write_text('[keys]\n"walk.batch" = "ctrl+k"\n', encoding="utf-8")
    async with running() as run:
        await run.press("enter", "f12")
        await run.type("成批")
        assert "Ctrl+K　成批评定" in run.text()


async def test_groups_show_their_points_so_far(running, options) -> None:
    from dataclasses import replace

    given = replace(options, db=options.data / "beihai.db", no_plugins=False, standards=())
    with open_workbench(given) as bench:
        bench.units.add("云溪县", "county")
        row = bench.evaluations.new("beihai/county", "云溪县", parse_period("2025"))
        view = bench.evaluations.view(row.id)
        first = view.resolved.items[0]
        bench.walk.rate(row.id, first.id, Rating(points=Decimal(0)))
        full = sum(item.full for item in view.resolved.items if item.path[0].id == first.path[0].id)
    async with running(given=given) as run:
        await run.press("enter")
        tree = run.app.screen.query_one("#tree")
        assert tree._lines[f"node:{first.path[0].id}"].right == f"0~{full - first.full}/{full}"


async def test_while_the_file_is_held_keys_wait_for_the_filters_question(running, options, started: str) -> None:
    """Digits typed after Ctrl+F narrow the list of filters; they are no points for the criterion."""
    async with running() as run:
        await run.press("enter")
        walk = run.app.screen
        held, free = threading.Event(), threading.Event()

        def hold(_bench: object) -> None:
            held.set()
            free.wait(10)

        run.app.read(walk, hold)
        held.wait(10)
        for key in ("ctrl+f", "2", "enter"):
            await run.pilot.press(key)
        assert run.app.screen is not walk
        assert walk.typed == ""
        free.set()
        await run.settle()
        assert walk.sieve is not None
        assert walk.shown_items == ("1.1", "1.2")  # the only line with a 2 in it says that there are two
        run.app.read(walk, hold)
        free.clear()
        for key in ("escape", "ctrl+f", "escape"):
            await run.pilot.press(key)
        for _ in range(100):
            if run.app.screen is walk:
                break
            await run.pilot.pause(0.01)
        assert run.app.screen is walk
        free.set()
        await run.settle()
        assert run.app.screen is walk
