"""The sections of the first screen, searching them, and the unit and standard screens behind them."""

from __future__ import annotations

from decimal import Decimal

from kaoping import open_workbench, parse_period


async def test_the_sections_are_reached_by_digits_tab_and_arrows(running, started: str) -> None:
    async with running() as run:
        home = run.app.screen
        assert "【1 进行中】" in run.text()
        await run.press("2")
        assert home.section == "campaigns"
        assert "【2 批次】" in run.text()
        await run.press("tab")
        assert home.section == "units"
        assert "云溪县 县（市、区）" in run.text()
        await run.press("right", "right", "right")
        assert home.section == "evaluations"
        await run.press("left")
        assert home.section == "plugins"
        await run.press("４")
        assert home.section == "standards"
        await run.press("escape")
        assert home.section == "evaluations"
        assert run.app.screen is home


async def test_a_section_keeps_its_place_and_is_read_again(running, options, started: str) -> None:
    async with running() as run:
        await run.press("3", "down", "1", "3")
        assert run.app.screen.query_one("#home-list").key == "new-unit"
        with open_workbench(options) as bench:
            bench.units.add("青岚县", "county")
        await run.press("f5")
        assert "青岚县" in run.text()


async def test_standards_stand_under_their_document_with_state_and_items(running, started: str) -> None:
    async with running(size=(100, 40)) as run:
        await run.press("4")
        text = run.text()
        assert "─ 小标准：按分值" in text
        assert "小标准 mini/points 考评 县（市、区）" in text
        line = next(line for line in text.splitlines() if "mini/points" in line)
        assert "3 项　征求意见稿" in line
        await run.choose("mini/points")
        assert run.app.screen.__class__.__name__ == "StandardScreen"
        assert "1.1 学习制度　2 分" in run.text()
        assert "1.1.1 每年学习不少于四次。" in run.text()
        await run.press("end")
        assert "优秀、合格、不合格" in run.text()
        await run.press("escape")
        assert run.app.screen.section == "standards"


async def test_plugins_are_listed_with_what_fails(running, options) -> None:
    bad = options.data / "standards"
    bad.mkdir(parents=True)
    (bad / "坏.toml").write_text("schema = 1\n", encoding="utf-8")
    async with running() as run:
        await run.press("5")
        assert "─ 不能使用的" in run.text()
        assert "〔不能使用〕标准 坏：不是标准文件" in run.text()
        assert "可用" in run.text()


async def test_everything_is_searched_by_words_numbers_and_ids(running, started: str) -> None:
    async with running() as run:
        await run.press("slash")
        await run.type("云溪 县（")
        assert "〔对象〕云溪县" in run.text()
        await run.press("enter")
        assert run.app.screen.__class__.__name__ == "UnitScreen"
        await run.press("escape", "ctrl+g")
        await run.type("机构和人员")
        assert "〔评分项〕1.2 机构和人员" in run.text()
        await run.press("enter")
        assert run.app.screen.__class__.__name__ == "StandardScreen"
        assert run.app.screen.query_one("#standard-list").key == "1.2"
        await run.press("escape", "／")
        await run.type("没有这样的字")
        assert "没有找到" in run.text()
        await run.press("escape", "ctrl+g")
        await run.type("ｙxx")
        assert "〔考评〕1 云溪县" in run.text()
        await run.press("down")
        assert run.app.screen.query_one("#choices").key.startswith("unit:")
        await run.press("escape", "ctrl+g")
        await run.type("beihai 插件")
        await run.press("enter")
        assert run.app.screen.section == "plugins"
        await run.press("ctrl+g")
        await run.type("mini/met")
        assert "〔标准〕小达标" in run.text().split("〔评分项〕")[0]


async def test_a_search_finds_an_evaluation_by_its_number(running, options, started: str) -> None:
    async with running() as run:
        await run.press("ctrl+g")
        await run.type("1")
        assert run.app.screen.query_one("#choices").key == f"evaluation:{started}"


async def test_what_is_handed_in_stands_apart(running, options, started: str) -> None:
    with open_workbench(options) as bench:
        bench.walk.hand_in(started)
    async with running() as run:
        text = run.text()
        assert text.index("新建考评") < text.index("─ 已提交") < text.index("云溪县    小标准")


async def test_a_unit_with_attributes_members_facts_and_evaluations(running, options, started: str) -> None:
    async with running(size=(100, 36)) as run:
        await run.press("3", "enter")
        text = run.text()
        assert "考评对象：云溪县｜县（市、区）｜由 张三 建立" in text
        for part in ("─ 属性", "─ 所属", "─ 事实", "─ 考评", "0/3"):
            assert part in text, part
        await run.press("f4")
        await run.type("云溪县司法局")
        await run.press("enter")
        assert "部门　政府工作部门，如司法局、财政局" in run.text()
        await run.choose("部门　政府")
        assert "云溪县司法局　部门" in run.text()
        await run.press("f6")
        await run.choose("有地方立法权")
        await run.choose("是")
        assert "有地方立法权：是" in run.text()
    with open_workbench(options) as bench:
        county, office = bench.units.get("云溪县"), bench.units.get("云溪县司法局")
        assert county.attributes == {"legislative_power": True}
        assert (office.parent, office.kind) == (county.id, "department")


async def test_a_fact_is_entered_and_corrected_on_the_unit(running, options, started: str) -> None:
    async with running(size=(100, 36)) as run:
        await run.press("3", "enter", "f5")
        await run.type("学习次数 sessions")
        await run.press("enter", "ctrl+u")
        await run.type("２０２５")
        await run.press("enter")
        await run.type("3")
        await run.press("enter")
        assert "学习次数  2025  3次" in run.text()
        assert "事实已保存" in run.text()
        await run.choose("学习次数  2025")
        assert run.app.screen.query_one("#answer").value == "3"
        await run.press("ctrl+u")
        await run.type("5")
        await run.press("enter")
        assert "学习次数  2025  5次" in run.text()
    with open_workbench(options) as bench:
        assert [fact.body["value"]["number"] for fact in bench.facts.of("云溪县")] == ["3", "5"]
        assert bench.evaluations.view(started).suggestion("1.1").points == Decimal(2)


async def test_anothers_unit_is_read_and_not_changed(running, options, started: str) -> None:
    from dataclasses import replace

    async with running(given=replace(options, evaluator="李四")) as run:
        await run.press("3", "enter", "f6")
        assert "由 张三 建立，只有其本人能修改属性" in run.text()


async def test_a_new_evaluation_for_a_unit_offers_what_fits_first(running, options) -> None:
    with open_workbench(options) as bench:
        bench.units.add("县司法局", "department")
    async with running(size=(100, 40)) as run:
        await run.press("3", "f2")
        assert "先列考评部门的" in run.text()
        offered = {choice.key: choice for choice in run.app.screen.query_one("#choices").choices}
        assert list(offered).index("mini/met") < list(offered).index("mini/points")
        assert offered["mini/met"].refused is None
        assert offered["mini/points"].refused == "不考评部门"
        await run.choose("小标准：按达标")
        await run.choose("不清楚")
        assert run.app.screen.query_one("#draft").key == "start"
        await run.press("enter")
    with open_workbench(options) as bench:
        (row,) = bench.evaluations.all()
        assert (row.unit_name, row.standard) == ("县司法局", "mini/met")


async def test_an_empty_workspace_says_the_three_steps(running) -> None:
    async with running(size=(80, 24)) as run:
        assert "三步开始" in run.text()
        assert "现在按回车" in run.text()
        assert "看示例" in run.text()
        # An own document is no further away than the samples.
        assert "按 F8，先把文件读成标准" in run.text()
        await run.choose("从自己的文件读出标准")
        assert "从文件导入标准" in run.text()


async def test_a_newcomer_is_led_to_the_first_item_by_enter_and_a_name(running, options) -> None:
    async with running(size=(80, 24)) as run:
        await run.press("enter")
        assert "第一步：选标准" in run.text()
        assert "按上下键选，按回车定" in run.text()
        await run.press("escape")
        assert "还没有选标准：在“标准”一行按回车选" in run.text()
        await run.press("enter", "enter")
        assert run.app.screen.query_one("#draft").key == "unit"
        assert "还没有选考评对象：按回车选或新建" in run.text()
        await run.press("escape", "enter")
        await run.choose("小标准：按分值")
        assert "第二步：考评对象的名称（县（市、区））" in run.text()
        assert "如 云溪县。写好按回车；不是县（市、区）的，按 Esc 另选标准" in run.text()
        await run.type("云溪县")
        await run.press("enter")
        assert "都选好了：按回车（或 F10）开始考评" in run.text()
        await run.press("enter", "enter")
        assert "已评 1/" in run.text()


async def test_who_begins_is_told_how_until_the_first_rating(running, started: str) -> None:
    async with running(size=(80, 24)) as run:
        await run.press("enter")
        assert "回车给满分，数字给分" in run.text()
        await run.press("down")
        assert "回车给满分，数字给分" in run.text()
        await run.press("enter")
        assert "回车给满分，数字给分" not in run.text()


async def test_a_campaign_with_no_workspace_units_is_empty_and_says_what_to_do(running, options) -> None:
    with open_workbench(options) as bench:
        bench.evaluations.add_campaign("空的", parse_period("2025"))
    async with running() as run:
        await run.press("2", "enter")
        assert "考评对象 0｜已交 0/0" in run.text()
        await run.press("enter", "f3", "f4", "escape")
        assert run.app.screen.section == "campaigns"


def test_every_key_of_these_screens_has_its_own_id_and_a_chinese_name() -> None:
    import re

    from kaoping_tui import keymap, keys

    known = keymap.known_ids()
    for group in (keys.HOME, keys.UNIT, keys.CAMPAIGN, keys.GRID, keys.STANDARD):
        ids = [binding.id for binding in group]
        assert len(set(ids)) == len(ids)
        assert set(ids) <= known
        for binding in group:
            assert re.search("[\u4e00-\u9fff]", binding.description)
            assert not any(len(key) == 1 and key.isalpha() and key.isascii() for key in binding.key.split(","))
