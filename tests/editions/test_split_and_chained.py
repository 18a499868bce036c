"""Splits and merges are proposed and never taken; numbers are followed over the editions between two."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from tests.editions.conftest import DEMANDS, by_new, criterion, standard

from kaoping.editions.compare import difference
from kaoping.editions.mapping import mapping_toml
from kaoping.editions.proposals import proposals
from kaoping.editions.words import difference_lines
from kaoping.text import width

WHOLE = "行政执法公示和重大执法决定法制审核，公示信息更新不超过20个工作日，法制审核率达到100%"
SHOWN = "行政执法公示，公示信息更新不超过20个工作日"
CHECKED = "重大执法决定法制审核，法制审核率达到100%"


def bare(id: str, title: str, points: int) -> dict[str, Any]:
    return criterion(id, title, points, requirements=[{"id": f"{id}.1", "text": title}])


def pair(first: list[dict[str, Any]], then: list[dict[str, Any]], **more: Any) -> Any:
    others = [criterion(str(n), title) for n, title in enumerate(DEMANDS[:3], 20)]
    old = standard({"criteria": [*first, *others]})
    return difference(old, standard({"edition": "2025", "criteria": [*then, *others], **more}))


def test_a_split_is_proposed_with_the_line_that_says_so_and_is_not_taken() -> None:
    parts = [bare("1", SHOWN, 3), bare("2", CHECKED, 2)]
    found = pair([bare("1", WHOLE, 5)], parts)
    (proposal,) = proposals(found)
    assert (proposal.what, proposal.pair.old, proposal.pair.new) == ("split", ("1",), ("1", "2"))
    assert (proposal.points, proposal.figures) == ("5 = 3 + 2", True)
    assert proposal.covered > 80
    assert not any(change.pair.old and len(change.pair.new) > 1 for change in found.criteria)
    told = difference_lines(found)
    assert "可能的拆分、合并（没有采用；核对属实的，把下面的行写进新版 [[replaces]] 的" in told
    assert '    { old = ["1"], new = ["1", "2"] },' in told
    assert all(width(line) <= 80 for line in told)
    # The table is as it would be without; the line stands in it as a comment, and holds once it is none.
    mapping = mapping_toml(found)
    assert '  # { old = ["1"], new = ["1", "2"] },' in mapping
    assert all(len(line.get("new", ())) < 2 for line in tomllib.loads(mapping)["replaces"][0].get("criteria", ()))
    declared = {"edition": "2023", "criteria": [{"old": ["1"], "new": ["1", "2"]}]}
    again = pair([bare("1", WHOLE, 5)], parts, replaces=[declared])
    assert by_new(again)["2"].because == ("拆分：1 → 1、2",)
    assert proposals(again) == ()


def test_a_merge_is_proposed_the_other_way_round() -> None:
    found = pair([bare("1", SHOWN, 3), bare("2", CHECKED, 2)], [bare("1", WHOLE, 5)])
    (proposal,) = proposals(found)
    assert (proposal.what, proposal.pair.old, proposal.pair.new) == ("merge", ("1", "2"), ("1",))
    assert proposal.points == "3 + 2 = 5"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        # Two that are as before, beside a third that is like both.
        (
            [bare("1", SHOWN, 3), bare("2", CHECKED, 2)],
            [bare("1", SHOWN, 3), bare("2", CHECKED, 2), bare("3", WHOLE, 5)],
        ),
        # One that is worded otherwise, and a new one about something else.
        ([bare("1", WHOLE, 5)], [bare("1", WHOLE + "并公开", 5), bare("2", DEMANDS[5], 2)]),
        # Half of it is gone, and the points do not add up.
        ([bare("1", WHOLE, 5)], [bare("1", SHOWN, 5), bare("2", DEMANDS[5], 2)]),
    ],
)
def test_what_speaks_for_nothing_is_not_proposed(first: list[dict[str, Any]], then: list[dict[str, Any]]) -> None:
    assert proposals(pair(first, then)) == ()


def edition(name: str, numbers: dict[str, str], before: str | None, mapped: dict[str, Any] | None = None) -> Any:
    body: dict[str, Any] = {"edition": name, "criteria": []}
    for id, title in numbers.items():
        asked = [{"id": f"{id}.1", "text": f"第{'一二三'[len(body['criteria'])]}项有记录可查"}]
        body["criteria"].append(criterion(id, title, requirements=asked))
    if before is not None:
        body["replaces"] = [{"edition": before, **(mapped or {})}]
    return standard(body)


def test_numbers_are_followed_over_the_edition_between() -> None:
    one, two, three = "制度建设", "队伍建设", "经费保障"
    first = edition("2023", {"1": one, "2": two, "3": three}, None)
    middle = edition(
        "2024", {"5": "健全机制", "2": two, "3": three}, "2023", {"criteria": [{"old": ["1"], "new": ["5"]}]}
    )
    last = edition(
        "2026",
        {"7": "完善机制", "8": "人员配备", "3": three},
        "2024",
        {"criteria": [{"old": ["5"], "new": ["7"]}, {"old": ["2"], "new": ["8"], "changed": True, "note": "口径变了"}]},
    )
    apart = difference(first, last)
    assert [change.what for change in apart.criteria][:2] == ["added", "added"]
    through = by_new(difference(first, last, [middle]))
    assert (through["7"].pair.old, through["7"].pair.declared, through["7"].fate) == (("1",), True, "reworded")
    assert (through["8"].pair.old, through["8"].because) == (("2",), ("标准写明要求已不同：口径变了",))
    assert (through["3"].pair.old, through["3"].pair.declared) == (("3",), False)
    # Backwards it says the same, and what is split on the way stays split.
    back = difference(last, first, [middle])
    assert {(p.old, p.new) for p in back.pairs["criteria"]} >= {(("7",), ("1",)), (("8",), ("2",))}
    split = edition(
        "2026", {"7": "完善机制", "8": "体制建设"}, "2024", {"criteria": [{"old": ["5"], "new": ["7", "8"]}]}
    )
    assert by_new(difference(first, split, [middle]))["8"].because == ("拆分：1 → 7、8",)
    # A table of its own about the first goes before.
    own = edition("2026", {"7": "完善机制", "3": three}, "2023", {"criteria": [{"old": ["3"], "new": ["7"]}]})
    assert by_new(difference(first, own, [middle]))["7"].pair.old == ("3",)


def test_what_changed_on_the_way_is_changed_at_the_end() -> None:
    first = edition("2023", {"1": DEMANDS[0]}, None)
    middle = edition("2024", {"1": DEMANDS[0] + "不少于3次"}, "2023")
    last = edition("2026", {"9": DEMANDS[0]}, "2024", {"criteria": [{"old": ["1"], "new": ["9"]}]})
    (change,) = difference(first, last, [middle]).criteria
    assert (change.pair.old, change.fate) == (("1",), "changed")
