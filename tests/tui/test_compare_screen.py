"""The comparison of one unit by several standards: every section, where its lines lead, what is supposed, what is beside."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kaoping import Options, Rating, open_workbench, parse_period

D = Decimal
OTHER = """
schema = 1
id = "mini/other"
title = "另一个标准：按达标"
short = "另一个"
edition = "2025"
status = "in-force"
unit_kinds = ["county", "department"]
outcomes = [{ label = "达标", when = { attained_at_least = 60 } }, { label = "未达标", otherwise = true }]

[document]
id = "mini-other"
title = "小文件三"

[scoring]
model = "attainment"

[[themes]]
id = "any"
title = "任意"

[[facts]]
id = "sessions"
title = "学习次数"
subject = "government"
kind = "count"
unit = "次"

[[criteria]]
id = "甲"
title = "学法两次"
themes = ["any"]
evidence = ["学习记录"]
requirements = [{ id = "甲1", text = "每年学法不少于两次。", measure = { fact = "sessions", at_least = 2, per = "year" } }]

[[criteria]]
id = "乙"
title = "执法有记录"
themes = ["any"]
requirements = [{ id = "乙1", text = "执法有记录。" }]

[[criteria]]
id = "丙"
title = "有年度计划"
themes = ["any"]
requirements = [{ id = "丙1", text = "有年度计划。" }]
"""
#: Written from the standard that comes second on screen, so that all of it is read backwards.
CROSSWALK = """schema = 1
from = "mini/other"
to = "mini/points"
made_from = "两份示例"
[[relations]]
from = "甲"
to = "1.1"
type = "subset"
rationale = "都要求学法；后者次数更多"
[[relations]]
from = "乙"
to = "2.1"
type = "equal"
rationale = "都只要求执法有记录"
common = ["乙1 = 2.1.1"]
[[none]]
from = "丙"
rationale = "后者不问计划"
[[none]]
to = "1.2"
rationale = "前者不问机构"
"""


@pytest.fixture
def compared(options: Options) -> Options:
    """云溪县 by both standards, three sessions in 2025, 执法 met here and not there; its bureau, and a second county."""
    folder = options.data / "standards"
    folder.mkdir(parents=True)
    (folder / "other.toml").write_text(OTHER, encoding="utf-8")
    (folder / "示例.crosswalk.toml").write_text(CROSSWALK, encoding="utf-8")
    year = parse_period("2025")
    with open_workbench(options) as bench:
        county = bench.units.add("云溪县", "county")
        bureau = bench.units.add("云溪县司法局", "department", parent=county.id)
        bench.units.add("青岚县", "county")
        bench.facts.put(county.id, "sessions", D(3), "2025")
        first = bench.evaluations.new("mini/points", county.id, year).id
        bench.walk.rate(first, "2.1", Rating(points=D(4)))
        second = bench.evaluations.new("mini/other", county.id, year).id
        bench.walk.rate(second, "乙", Rating(verdict="unmet", reason="没有记录"))
        bench.evaluations.new("mini/other", bureau.id, year)
        older = bench.evaluations.new("mini/points", county.id, parse_period("2024")).id
        bench.walk.rate(older, "2.1", Rating(points=D(1), reason="缺"))
        other = bench.evaluations.new("mini/points", "青岚县", parse_period("2024")).id
        bench.walk.rate(other, "2.1", Rating(points=D(2), reason="缺"))
    return options


def entries_of(screen: object) -> list[str]:
    """The keys of the lines, headings left out."""
    return [choice.key for choice in screen.query_one("#compare-list").choices if not choice.is_heading]  # type: ignore[attr-defined]


async def stand(run: object, key: str) -> None:
    shown = run.app.screen.query_one("#compare-list")  # type: ignore[attr-defined]
    shown.highlighted = [choice.key for choice in shown.choices].index(key)
    await run.settle()  # type: ignore[attr-defined]


def whole(run: object) -> str:
    """The text beside the list."""
    return "\n".join(run.app.screen.query_one("#compare-more").lines)  # type: ignore[attr-defined]


async def test_each_section_says_what_the_comparison_found(running, compared: Options) -> None:
    async with running(size=(80, 24)) as run:
        await run.press("f7")
        assert run.app.screen.__class__.__name__ == "Choose"
        await run.choose("云溪县　县")
        screen = run.app.screen
        assert screen.__class__.__name__ == "CompareScreen"
        assert entries_of(screen) == ["stand:0", "stand:1", "stand:2"]
        found = screen.found
        assert [(stand.unit.name, stand.short) for stand in found.stands] == [
            ("云溪县", "小标准"), ("云溪县", "另一个"), ("云溪县司法局", "另一个"),
        ]  # fmt: skip
        await stand(run, "stand:0")
        told = whole(run)
        for text in (
            "得分 4 ~ 12 / 10",
            "〔未查明〕发生重大事故（不得参评）",
            "以哪次为准：考评 1（2025，张三）",
            "另有 1 次考评，没有采用",
        ):
            assert text in told, told
        await run.press("2")
        assert len(entries_of(screen)) == 1
        assert screen.entry.text == "学习次数（云溪县）2025 3次：[1]未达到　[2]达到"
        assert "[1] 小标准　1.1.1：不低于 4次（每年） —— 未达到" in whole(run)
        await run.press("tab")
        assert (screen.section, screen.pair) == ("relations", (0, 1))
        assert entries_of(screen) == [
            "pair", "related:0:2.1:1:乙", "related:0:1.1:1:甲", "alone:0:1.2", "alone:1:丙",
        ]  # fmt: skip
        await stand(run, "related:0:1.1:1:甲")
        assert "关系：超集——前一项包含后一项的全部要求，且要求更多" in whole(run)
        assert "理由：都要求学法；后者次数更多" in whole(run)
        await stand(run, "related:0:2.1:1:乙")
        assert "2.1.1 = 乙1\n    执法有记录。\n    执法有记录。" in whole(run)
        await stand(run, "alone:1:丙")
        assert screen.entry.text == "丙 有年度计划：后者不问计划"
        await run.press("4")
        assert "[1] 2.1 行政执法 达到；[2] 乙 执法有记录 未达到" in screen.entry.text
        for text in ("为什么是矛盾", "理由：没有记录", "佐证：没有", "条文：执法有记录。"):
            assert text in whole(run), text
        await run.press("5")
        assert entries_of(screen) == ["chart:bars", "chart:radar", "theme:any"]
        await stand(run, "chart:radar")
        assert "雷达图要 5 至 10 项，这里有 1 项，以下为条形图" in whole(run)
        await stand(run, "theme:any")
        assert "[2] 另一个：0~66.7%，3 项中达到 0 项" in whole(run)
        await run.press("6")
        assert entries_of(screen)[0].startswith("proof:")
        await run.press("f3")
        await run.choose("[1] 小标准 与 [3] 另一个（云溪县司法局）")
        assert (screen.section, screen.pair) == ("relations", (0, 2))
        await stand(run, "related:0:2.1:2:乙")
        assert "两份考评的对象不同：不会算作矛盾" in whole(run)
        await run.press("right")
        assert screen.focused.id == "compare-more"
        await run.press("escape")
        assert screen.focused.id == "compare-list"
        await run.press("escape")
        assert run.app.screen.__class__.__name__ == "HomeScreen"


async def test_lines_lead_to_results_and_to_criteria(running, compared: Options) -> None:
    async with running(size=(120, 36)) as run:
        await run.press("3")
        while (run.app.screen.query_one("#home-list").choice.text).split()[0] != "云溪县":
            await run.press("down")
        await run.press("f7")
        screen = run.app.screen
        await stand(run, "stand:0")
        await run.press("enter")
        assert (run.app.screen.__class__.__name__, run.app.screen.view.row.number) == ("ResultScreen", 1)
        # The result leads back to the comparison that is open below it.
        await run.press("f7")
        assert run.app.screen is screen
        await run.press("4", "enter")
        await run.choose("[2] 另一个")
        walk = run.app.screen
        assert (walk.__class__.__name__, walk.view.row.number, walk.item.id) == ("WalkScreen", 2, "乙")
        await run.press("1")
        assert walk.view.answers.ratings["乙"].verdict == "met"
        # From its result to the comparison, and from there to the walk that is open below.
        await run.press("f9", "f7")
        assert run.app.screen is screen
        assert screen.found.contradictions == ()
        assert screen.section == "against"
        assert "没有发现互相矛盾的评定" in screen.entry.text
        await run.press("escape", "enter", "f7")
        assert run.app.screen.__class__.__name__ == "CompareScreen"


async def test_facts_are_supposed_and_nothing_is_saved(running, compared: Options) -> None:
    with open_workbench(compared) as bench:
        before = bench.facts.of("云溪县"), bench.evaluations.all()
    async with running(size=(80, 24)) as run:
        await run.press("f7")
        await run.choose("云溪县　县")
        screen = run.app.screen
        await run.press("2", "f2")
        assert run.app.screen.__class__.__name__ == "Ask"
        assert "现有记录：2025 3" in run.text()
        await run.press("enter")
        await run.type("许多")
        await run.press("enter")
        assert "许多" in run.text()
        await run.press("ctrl+u")
        await run.type("4")
        await run.press("enter")
        assert screen.section == "what-if"
        assert [move.any for move in screen.answer.moves] == [True, False, False]
        assert entries_of(screen) == ["suppose", "supposed:0", "move:0", "move:1", "aside"]
        assert screen.entry.key == "move:0"
        assert "要点 1.1.1：未达到 → 达到" in whole(run)
        # Another fact at once; the same one again takes the place of the first.
        await run.press("f2")
        await run.type("事故")
        await run.press("enter", "enter")
        await run.choose("发生过，填写日期")
        await run.type("2025-06-01")
        await run.press("enter")
        assert [one.definition.id for one in screen.supposed] == ["sessions", "accident"]
        assert screen.answer.moves[0].after.outcome.label == "不得参评"
        await stand(run, "supposed:1")
        await run.press("delete")
        assert [one.definition.id for one in screen.supposed] == ["sessions"]
        assert screen.answer.moves[0].after.outcome.label != "不得参评"
        await run.press("delete")
        assert "请先移到“假设”一栏里的一个假设上" in run.text()
        await stand(run, "supposed:0")
        await run.press("delete")
        assert (screen.supposed, entries_of(screen)) == ((), ["suppose"])
    with open_workbench(compared) as bench:
        assert (bench.facts.of("云溪县"), bench.evaluations.all()) == before


async def test_one_standard_over_time_and_for_several_units(running, compared: Options) -> None:
    async with running(size=(100, 30)) as run:
        await run.press("f7")
        await run.choose("云溪县　县")
        await stand(run, "stand:0")
        await run.press("f6")
        beside = run.app.screen
        assert beside.__class__.__name__ == "BesideScreen"
        assert [column.row.period_to[:4] for column in beside.found.columns] == ["2024", "2025"]
        keys = [row.key for row in beside._rows()]
        assert keys[:3] == ["score", "change", "outcome"]
        assert [key for key in keys if key.startswith("item:")] == ["item:2.1"]
        await run.press("f3")
        assert [row.key for row in beside._rows() if row.key.startswith("item:")] == [
            "item:1.1",
            "item:1.2",
            "item:2.1",
        ]
        await run.press("end", "enter")
        assert (run.app.screen.view.row.number, run.app.screen.item.id) == (4, "2.1")
        await run.press("escape", "escape", "f4")
        await run.choose("全部选上")
        await run.press("f10")
        beside = run.app.screen
        assert [column.unit.name for column in beside.found.columns] == ["云溪县", "青岚县"]
        assert beside.found.unranked == "各考评的周期不一，不能排名；请指明一个周期"
        await run.press("f4")
        await run.choose("2024")
        assert [column.row.number for column in beside.found.columns] == [4, 5]
        await run.press("escape")
        assert run.app.screen.__class__.__name__ == "CompareScreen"


async def test_a_unit_without_evaluations_and_one_with_a_single_one(running, options: Options, started: str) -> None:
    with open_workbench(options) as bench:
        bench.units.add("青岚县", "county")
    async with running(size=(80, 24)) as run:
        await run.press("f7")
        await run.choose("青岚县")
        screen = run.app.screen
        assert "还没有可以对照的考评" in run.text()
        for section in "234567":
            await run.press(section, "enter")
        for key, words in (
            ("f3", "要有两份考评"),
            ("f4", "还没有可以对照"),
            ("f6", "还没有可以对照"),
            ("f9", "两份考评才能画图"),
        ):
            await run.press(key)
            assert words in run.text(), key
        await run.press("f2")
        assert "无从假设" in run.text()
        await run.press("escape", "f7")
        await run.choose("云溪县")
        assert run.app.screen is not screen
        await run.press("3")
        assert "要有两份考评才能对照" in run.text()
        await run.press("f4")
        assert "没有可以并排的" in run.text()


async def test_what_cannot_be_used_is_said(running, compared: Options) -> None:
    path = compared.data / "standards" / "示例.crosswalk.toml"
    path.write_text(CROSSWALK.replace('from = "甲"', 'from = "没有"'), encoding="utf-8")
    async with running(size=(80, 24), given=replace(compared)) as run:
        await run.press("f7")
        await run.choose("云溪县　县")
        assert entries_of(run.app.screen)[-1] == "failure:0"
        await run.press("end")
        assert "〔不能使用〕标准文件夹里的对照表 示例.crosswalk.toml" in run.text()
        await run.press("3")
        assert "这两个标准之间没有对照表" in run.flat()
