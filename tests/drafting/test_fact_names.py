"""A draft's own facts are named by what they count: the same words are the same name in the next edition, whatever its numbers."""

from __future__ import annotations

from functools import cache

import pytest

from kaoping.drafting import told
from kaoping.drafting.assemble import draft_of
from kaoping.drafting.making.fact_names import named, prefix_of
from kaoping.drafting.making.previous import with_previous
from kaoping.drafting.values import Draft
from kaoping.drafting.walk import criteria
from kaoping.intake.txt import read_txt
from kaoping.standard.model import FactDefinition

HEAD = "云溪县法治乡镇考评细则\n一、依法行政（{}分）\n"
FILES = "行政执法（10分）。抽查案卷不合格的，每件扣2分，扣完为止。\n"
CRITICISM = "通报批评（10分）。受到上级通报批评的，每次扣3分，扣完为止。\n"
OPEN = "政务公开（10分）。办事指南未公开的，每项扣1分，扣完为止。\n"


@cache
def edition(*items: str) -> Draft:
    text = "".join(f"{number}.{item}" for number, item in enumerate(items, 1))
    return draft_of(read_txt(HEAD.format(10 * len(items)) + text), id="yunxi/town-2026")


def facts(draft: Draft) -> dict[str, str]:
    """The fact that each item measures."""
    return {
        str(item["title"]): one["measure"]["fact"]
        for item in criteria(draft.data)
        for one in item.get("requirements", ())
        if "measure" in one
    }


def test_an_item_put_in_before_others_changes_no_name() -> None:
    old, new = facts(edition(FILES, OPEN)), facts(edition(CRITICISM, FILES, OPEN))
    assert old == {
        "行政执法": "yunxi-town-抽查案卷不合格-件",
        "政务公开": "yunxi-town-办事指南未公开-项",
    }
    assert new == {"通报批评": "yunxi-town-受到上级通报批评-次", **old}
    # The facts stand in the file under these names, as the measures say them.
    assert [one["id"] for one in edition(FILES, OPEN).data["facts"]] == list(old.values())


@pytest.mark.parametrize(
    ("standard", "prefix"),
    [
        ("yunxi/town-2026", "yunxi-town"),
        ("yunxi/2026/town", "yunxi-town"),
        ("2026", "2026"),
        ("a" * 40, f"{'a' * 19}-"),
    ],
)
def test_the_year_is_no_part_of_a_name(standard: str, prefix: str) -> None:
    assert prefix_of(standard).startswith(prefix)
    assert len(prefix_of(standard)) <= 26


def made(*facts: tuple[str, str, str, str]) -> dict[str, tuple[str, str]]:
    """The names of facts: item, the demand's text, title, unit."""
    tables = [
        {
            "id": str(n),
            "title": f"{title}（{unit}）" if unit else title,
            "kind": "count" if unit else "event",
            "unit": unit,
        }
        for n, (_, _, title, unit) in enumerate(facts)
    ]
    items = [
        {"title": item, "requirements": [{"text": text, "measure": {"fact": str(n)}}]}
        for n, (item, text, _, _) in enumerate(facts)
    ]
    return named(tables, "p", items)


def test_few_words_and_words_used_twice_stand_with_their_item() -> None:
    found = made(
        ("党建", "甲", "召开会议", "次"),
        ("群众", "乙", "受理群众来信来访", "件"),
        ("信访", "丙", "受理群众来信来访", "件"),
        ("信访", "丁", "受理群众来信来访", "起"),
        ("维稳", "戊", "重大事件", ""),
    )
    assert list(found.values()) == [
        ("p-党建-召开会议-次", "党建：召开会议（次）"),
        ("p-群众-受理群众来信来访-件", "群众：受理群众来信来访（件）"),
        ("p-信访-受理群众来信来访-件", "信访：受理群众来信来访（件）"),
        ("p-受理群众来信来访-起", "受理群众来信来访（起）"),
        ("p-维稳-重大事件", "维稳：重大事件"),
    ]
    # In one item too, by the demand's own words; the order of the two bears on neither name.
    twice = [
        ("党建", "集中学习不少于2次", "集中开展专题学习", "次"),
        ("党建", "集中学习不超过9次", "集中开展专题学习", "次"),
    ]
    one, two = made(*twice), made(*twice[::-1])
    assert (one["0"], one["1"]) == (two["1"], two["0"])
    assert one["0"] != one["1"]
    names = made(("党建", "同", "集中开展专题学习", "次"), ("党建", "同", "集中开展专题学习", "次"))
    assert names["0"][0] != names["1"][0]
    (long,) = made(("项", "文", "长" * 60, "次")).values()
    assert len(long[0]) <= 60


def definition(id: str, title: str, unit: str = "件") -> FactDefinition:
    return FactDefinition(id=id, title=title, subject="unit", kind="count", unit=unit)


def test_an_earlier_edition_s_ids_are_taken_over_where_title_and_unit_agree() -> None:
    draft = edition(FILES, OPEN)
    earlier = {
        one.id: one
        for one in (
            definition("yunxi-town-5.1", "抽查案卷不合格（件）"),
            definition("yunxi-town-6.1", "办事指南未公开（件）", "件"),  # another unit
        )
    }
    found = with_previous(draft, "yunxi/town 2025年", earlier)
    assert facts(found) == {"行政执法": "yunxi-town-5.1", "政务公开": "yunxi-town-办事指南未公开-项"}
    assert [one["id"] for one in found.data["facts"]] == list(facts(found).values())
    assert (
        "事实编号与上一版（yunxi/town 2025年）相同 1 个（共 2 个）：名称、单位都没有变，已登记的值照旧采用"
        in told.proposed(found)
    )
    # Two of one title there: which of them is meant cannot be told.
    twice = {one.id: one for one in (definition("a", "抽查案卷不合格（件）"), definition("b", "抽查案卷不合格 件"))}
    assert facts(with_previous(draft, "", twice)) == facts(draft)
