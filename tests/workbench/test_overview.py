"""What a first screen lists, and what is found by words, numbers and ids."""

from __future__ import annotations

from kaoping.periods import year
from kaoping.workbench import Workbench
from kaoping.workbench.overview import Hit, found


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
    hits = bench.overview.index()
    assert [hit.kind for hit in found(hits, "云溪县 县（市")[0]] == ["unit"]
    assert [hit.kind for hit in found(hits, "年度考评")[0]] == ["campaign"]
    assert found(hits, opened)[0][0].kind == "evaluation"
    standard = found(hits, "t/points")[0][0]
    assert (standard.kind, standard.key) == ("standard", "t/points")
    item = bench.library.resolved("t/points").items[0]
    assert ("item", f"t/points#{item.id}") in [(h.kind, h.key) for h in found(hits, item.criterion.title)[0]]
    assert found(hits, "没有这个") == ([], 0)


def test_full_width_and_capitals_are_found_too_and_the_list_is_cut() -> None:
    hits = [Hit("unit", str(number), f"ABC{number} 县") for number in range(100)]
    assert found(hits, "ａｂｃ９９")[0] == [hits[99]]
    few, count = found(hits, "abc", limit=10)
    assert (len(few), count) == (10, 100)
