"""What a first screen lists, and what is found by words, numbers and ids."""

from __future__ import annotations

from kaoping.periods import year
from kaoping.workbench import Workbench
from kaoping.workbench.overview import Hit, Searcher
from kaoping.workbench.search import pinyin_initials


def test_members_stand_under_the_unit_they_belong_to(bench: Workbench, opened: str) -> None:
    bench.units.add("云溪县司法局", "department", parent="云溪县")
    bench.units.add("青岚县", "county")
    lines = bench.overview.units()
    assert [(line.row.name, line.depth, line.evaluations) for line in lines] == [
        ("云溪县", 0, 1),
        ("云溪县司法局", 1, 0),
        ("青岚县", 0, 0),
    ]
    assert lines[0].newest is not None
    assert str(lines[0].newest.number) == opened


def test_campaigns_say_how_far_they_are(bench: Workbench) -> None:
    bench.evaluations.add_campaign("年度", year(2025), standard="t/points", units=("云溪县",))
    row = bench.evaluations.new("t/points", "云溪县", year(2025), campaign="年度")
    bench.walk.hand_in(row.id)
    ((line,), ready) = bench.overview.campaigns()
    assert (line.row.name, line.units, line.evaluations, line.handed_in) == ("年度", 1, 1, 1)
    assert "zhashui/review-2023" in [one.key for one in ready]


def test_standards_stand_under_their_document_and_count_their_items(bench: Workbench) -> None:
    families = bench.overview.families()
    assert ("t/points", "计分示例") in [(family.id, family.title) for family in families]
    assert bench.overview.item_count("t/points") == len(bench.library.resolved("t/points").items)
    assert bench.overview.item_count("t/none") is None


def test_everything_is_found_by_words_numbers_and_ids(bench: Workbench, opened: str) -> None:
    bench.evaluations.add_campaign("年度考评", year(2025))
    search = Searcher(bench.overview.index()).find
    assert [hit.kind for hit in search("云溪县 县（市")[0]] == ["unit"]
    assert [hit.kind for hit in search("年度考评")[0]] == ["campaign"]
    assert search(opened)[0][0].kind == "evaluation"
    standard = search("t/points")[0][0]
    assert (standard.kind, standard.key) == ("standard", "t/points")
    item = bench.library.resolved("t/points").items[0]
    assert ("item", f"t/points#{item.id}") in [(h.kind, h.key) for h in search(item.criterion.title)[0]]
    assert search("没有这个") == ([], 0)


def test_full_width_and_capitals_are_found_too_and_the_list_is_cut() -> None:
    hits = [Hit("unit", str(number), f"ABC{number} 县") for number in range(100)]
    search = Searcher(hits).find
    assert search("ａｂｃ９９")[0] == [hits[99]]
    few, count = search("abc", limit=10)
    assert (len(few), count) == (10, 100)


def test_names_are_found_by_pinyin_initials_after_those_that_have_the_letters(bench: Workbench, opened: str) -> None:
    bench.units.add("YXX 开发区", "county")
    bench.evaluations.add_campaign("重庆年度", year(2025))
    searcher = Searcher(bench.overview.index())
    assert [hit.name for hit in searcher.find("yxx")[0]] == ["YXX 开发区"]
    searcher.initials = pinyin_initials()
    assert [(hit.kind, hit.name) for hit in searcher.find("yxx")[0]][:3] == [
        ("unit", "YXX 开发区"), ("evaluation", "云溪县"), ("unit", "云溪县"),
    ]  # fmt: skip
    # 重 is read chong and zhong.
    assert (
        [hit.name for hit in searcher.find("cqnd")[0]] == [hit.name for hit in searcher.find("zqnd")[0]] == ["重庆年度"]
    )
    assert "item" in {hit.kind for hit in searcher.find("xf")[0]}
    assert ("plugin", "beihai") in [(hit.kind, hit.key) for hit in searcher.find("beihai 插件")[0]]
    assert [hit.kind for hit in searcher.find("yxx t/points")[0]] == ["evaluation"]
