"""Two themes, changed by a key and remembered."""

from __future__ import annotations

import pytest
from textual.color import Color

from kaoping_tui import look


async def test_the_theme_is_changed_by_a_key_and_kept(running, options) -> None:
    async with running() as run:
        assert run.app.theme == "dark"
        await run.press("ctrl+t")
        assert run.app.theme == "light"
        assert "已换成浅色，下次打开仍是浅色" in run.text()
    assert look.chosen(options.config) == "light"
    async with running() as run:
        assert run.app.theme == "light"
        assert run.app.screen.styles.background == Color.parse(look.LIGHT.background)
        assert not run.app.has_class("-dark-mode")
        await run.press("ctrl+t")
        assert run.app.screen.styles.background == Color.parse(look.DARK.background)
    assert look.chosen(options.config) == "dark"


@pytest.mark.parametrize("text", ["", "theme = 3\n", 'theme = "red"\n', "theme = [\n", "\0"])
def test_a_file_that_says_nothing_we_know_means_the_dark_one(tmp_path, text: str) -> None:
    (tmp_path / "screen.toml").write_text(text, encoding="utf-8")
    assert look.chosen(tmp_path) == "dark"
    assert look.chosen(tmp_path / "none") == "dark"


async def test_a_folder_that_cannot_be_written_is_said(running, options) -> None:
    async with running() as run:
        (options.config / "screen.toml").mkdir(parents=True)
        await run.press("ctrl+t")
        assert run.app.theme == "light"
        assert "没有记住" in run.text()


@pytest.mark.parametrize("theme", look.THEMES, ids=lambda theme: theme.name)
def test_text_stands_out_from_every_ground(theme) -> None:
    def light(text: str) -> float:
        parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in Color.parse(text).normalized]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    def contrast(one: str, two: str) -> float:
        first, second = sorted((light(one), light(two)), reverse=True)
        return (first + 0.05) / (second + 0.05)

    for ground in (theme.background, theme.surface, theme.panel):
        for text in (theme.foreground, theme.error, theme.warning):
            assert contrast(text, ground) >= 4.5, (text, ground)


async def test_what_is_said_repaints_one_line_and_not_the_screen(running) -> None:
    async with running() as run:
        run.app.tell("已保存")
        run.app.save_state = "已保存 09:30:00"
        assert not run.app.screen._repaint_required
        await run.settle()
        assert "已保存" in run.text().splitlines()[-2]


async def test_where_there_is_room_panes_have_borders_and_a_bar_shows_how_far_it_is(running, started: str) -> None:
    async with running(size=(120, 36)) as run:
        await run.press("enter", "enter")
        assert "╭─ 评分项" in run.text()
        assert "╭─ 评定与评分要点" in run.text()
        assert f"已评 1/3 {'━' * 7}{'─' * 16} ｜得分" in run.text()
        await run.pilot.resize_terminal(80, 24)
        await run.settle()
        assert "╭" not in run.text()
        assert "已评 1/3｜得分" in run.text()


async def test_a_long_message_is_shown_whole_and_gives_its_lines_back(running, started: str) -> None:
    long = "无法写入：" + "这台电脑的磁盘空间不足，请清理以后再试；" * 5
    async with running(size=(80, 24)) as run:
        await run.press("enter")
        run.app.save_state = "已保存 09:30:00"
        run.app.warn(long)
        await run.settle()
        assert long in run.flat()
        assert run.text().splitlines()[-2].endswith("已保存 09:30:00")
        assert run.app.screen.query_one("#status").size.height == 3
        run.app.tell("已保存")
        await run.settle()
        assert run.app.screen.query_one("#status").size.height == 1
        run.app.warn("很长的话" * 100)
        await run.settle()
        assert "… " in run.text().splitlines()[-2]
