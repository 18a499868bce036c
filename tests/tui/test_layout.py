"""What is in sight at 80 x 24, how lines break, how fields take what an input method types."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual import events
from textual.app import App
from textual.widgets import Input

import kaoping_tui
from kaoping.cells import CLOSERS, OPENERS
from kaoping_tui import keymap, keys
from kaoping_tui.widgets.reading import Reading
from kaoping_tui.wrap import clip, fitted, led, wrapped

FOLDER = Path(kaoping_tui.__file__).parent


async def test_everything_that_matters_is_in_sight_at_80_by_24(running, started: str) -> None:
    async with running(size=(80, 24)) as run:
        assert "云溪县" in run.text()
        assert "0/3" in run.text()
        await run.press("enter", "down", "enter")
        for wanted in (
            "云溪县｜小标准｜2025｜张三",
            "已评 1/3｜得分 4 ~ 12 / 10",
            "否决：未查明 1",
            "结果未定：可能",
            "1.1 学习制度",
            "2.1 行政执法",
            "分值 4（按 0.5 分计）",
            "评定：未评",
            "2.1.1 执法有记录。",
            "已保存 09:30:00",
            "F9 结果",
        ):
            assert wanted in run.text(), wanted
        assert all(cell_len(line) <= 80 for line in run.text().splitlines())


async def test_no_english_is_left_on_the_screens(running, started: str) -> None:
    allowed = re.compile(
        r"F\d+|Ctrl|Shift|Esc|Tab|Del|PgUp|PgDn|Home|End|Z|Y|G|N|P|Q|C|R|mini|points|met|toml|w|db|data|tmp"
    )
    async with running() as run:
        for pressed in ((), ("enter",), ("f1",), ("escape", "f8"), ("escape", "f9")):
            await run.press(*pressed)
            text = run.text().replace(str(run.app.options.db), "")
            words = {word for word in re.findall(r"[A-Za-z]{2,}\d*", text) if not allowed.fullmatch(word)}
            if pressed != ():
                assert not words, words


TEXT = "党委每年至少召开1次常委会，专题研究部署创建活动（见《GB/T 32168-2015 指南》第3.2条），并有“会议纪要”；达到95%以上。"


@pytest.mark.parametrize("width", range(8, 60))
def test_lines_fit_lose_nothing_and_begin_and_end_as_they_should(width: int) -> None:
    lines = wrapped(TEXT, width, 2)
    assert "".join("".join(lines).split()) == "".join(TEXT.split())
    for number, line in enumerate(lines):
        assert cell_len(line) <= width
        assert line.strip()[0] not in CLOSERS or number == 0
        assert line.strip()[-1] not in OPENERS


def test_a_word_longer_than_the_line_is_cut_and_blank_lines_stay() -> None:
    assert wrapped("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]
    assert wrapped("甲\n\n乙", 10) == ["甲", "", "乙"]


def test_clipping_counts_cells() -> None:
    assert clip("北海法治", 8) == "北海法治"
    assert clip("北海法治县", 8) == "北海法…"
    assert fitted("北海法治县", "1/2", 12) == "北海法…  1/2"
    assert cell_len(fitted("北海法治县", "1/2", 13)) == 13


class Fields(App[None]):
    def compose(self):
        from kaoping_tui.widgets.fields import Line, NumberLine

        yield NumberLine(id="number")
        yield Line(id="line")


def test_a_long_name_gives_way_to_what_follows_it() -> None:
    assert led("云溪县", "｜2025年｜张三", 40) == "云溪县｜2025年｜张三"
    assert led("云溪经济技术开发区综合行政执法局", "｜2025年｜张三", 24) == "云溪经济…｜2025年｜张三"
    assert led("云溪县", "｜2025年｜张三", 9) == "｜2025年…"


async def test_full_width_numbers_become_plain_as_they_are_typed() -> None:
    async with Fields().run_test(size=(40, 10)) as pilot:
        field = pilot.app.query_one("#number", Input)
        field.focus()
        await pilot.pause()
        for character, name in (
            ("８", "８"),
            ("．", "fullwidth_full_stop"),
            ("５", "５"),
            ("。", "ideographic_full_stop"),
        ):
            pilot.app.post_message(events.Key(name, character))
        await pilot.pause()
        assert field.value == "8.5."
        field.value = ""
        field.post_message(events.Paste("９５％"))
        await pilot.pause()
        assert field.value == "95%"


async def test_a_paste_of_several_lines_keeps_them_all() -> None:
    async with Fields().run_test(size=(40, 10)) as pilot:
        field = pilot.app.query_one("#line", Input)
        field.focus()
        await pilot.pause()
        field.post_message(events.Paste("第一行\r\n第二行，\n第三行"))
        await pilot.pause()
        assert field.value == "第一行 第二行， 第三行"


async def test_the_input_methods_window_opens_at_the_cursor_in_a_scrolled_field() -> None:
    async with Fields().run_test(size=(30, 10)) as pilot:
        field = pilot.app.query_one("#line", Input)
        field.focus()
        field.value = "中文" * 20
        await pilot.pause()
        for key in ("home", "end", "home"):
            await pilot.press(key)
            assert pilot.app.cursor_position == field.cursor_screen_offset
            assert 0 <= pilot.app.cursor_position.x < 30


class Pages(App[None]):
    def compose(self):
        yield Reading(id="text")


async def test_a_long_text_is_read_without_waiting_for_the_screen() -> None:
    """Each key begins where the one before ended, however fast they come."""
    async with Pages().run_test(size=(30, 10)) as pilot:
        text = pilot.app.query_one("#text", Reading)
        text.tell(lambda _: [f"第 {number} 行" for number in range(50)])
        await pilot.pause()
        seen = []
        for action in ("scroll_end", "scroll_up", "page_up", "scroll_down", "page_down", "scroll_home", "scroll_up"):
            getattr(text, f"action_{action}")()
            seen.append(text.scroll_offset.y)
        assert seen == [40, 39, 30, 31, 40, 0, 0]


def test_every_key_has_its_own_id_and_a_chinese_name() -> None:
    groups = (keys.APP, keys.SCREEN, keys.HOME, keys.NEW, keys.WALK, keys.TREE, keys.DETAIL, keys.LIST, keys.OUTLINE)
    for group in groups:
        ids = [binding.id for binding in group]
        assert len(set(ids)) == len(ids)
        assert all(re.search("[\u4e00-\u9fff]", binding.description) for binding in group)


def test_no_letter_alone_is_a_key() -> None:
    for group in (keys.APP, keys.SCREEN, keys.HOME, keys.NEW, keys.WALK, keys.TREE, keys.DETAIL, keys.LIST):
        for binding in group:
            assert not any(len(key) == 1 and key.isalpha() and key.isascii() for key in binding.key.split(","))


def test_a_keymap_is_read_and_its_faults_are_told(tmp_path: Path) -> None:
    path = tmp_path / "keymap.toml"
    assert keymap.read_keymap(path) == ({}, [])
    path.write_text('[keys]\n"walk.deduct" = "f12"\nwalk.note = "ctrl+t"\nwalk.nothing = "x"\n', encoding="utf-8")
    found, faults = keymap.read_keymap(path)
    assert found == {"walk.deduct": "f12", "walk.note": "ctrl+t"}
    assert "walk.nothing" in faults[0]
    path.write_text("[keys\n", encoding="utf-8")
    assert keymap.read_keymap(path)[0] == {}


async def test_the_users_keymap_changes_a_key(running, options, started: str) -> None:
    (options.config / "keymap.toml").write_text('[keys]\n"walk.result" = "f12"\n', encoding="utf-8")
    async with running() as run:
        await run.press("enter", "f9")
        assert run.app.screen.__class__.__name__ == "WalkScreen"
        await run.press("f12")
        assert run.app.screen.__class__.__name__ == "ResultScreen"


async def test_f1_lists_the_keys_of_the_focused_part_and_does_them(running, started: str) -> None:
    async with running(size=(100, 40)) as run:
        await run.press("enter", "f1")
        assert "F4 / -　扣分" in run.text()
        await run.type("备注")
        await run.press("enter")
        assert "1.1 备注" in run.text()


def test_files_are_small_and_styles_name_no_stock_container() -> None:
    for path in FOLDER.rglob("*.py"):
        limit = 500 if path.name == "app.py" else 300
        assert len(path.read_text(encoding="utf-8").splitlines()) < limit, path
    css = (FOLDER / "app.tcss").read_text(encoding="utf-8")
    heads = re.findall(r"^([^\s/{}][^{}]*)\{", css, re.M)
    assert all(head.strip() == "Modal" or head.strip()[0] in "#." for head in heads), heads
