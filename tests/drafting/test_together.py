"""Limits that a document prints for several bonuses or penalties together, as one table of the standard."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kaoping.drafting.assemble import draft_of
from kaoping.drafting.making.together import behind, in_head, of_all
from kaoping.drafting.write import standard_text
from kaoping.standard.lint import lint
from kaoping.standard.load import validated
from kaoping.standard.model import Standard
from kaoping.standard.resolved import Resolved
from kaoping.standard.toml import parse

from .outlines import draft
from .rubrics import paper, passages

BASE = "考核细则\n一、工作（50分）\n1.台账（50分）。\n"
GIFTS = "（一）承办会议的，每次加3分。\n（二）获批示的，每件加1分。\n"


def caps(text: str) -> tuple[list[tuple[Any, ...]], list[Any], list[str]]:
    """The shared limits, what each entry gives at most by itself, and the decisions left open."""
    found = draft(BASE + text)
    shared = [
        (one.get("kind") or one["of"], one["at_most"], one["clause"]) for one in found.data.get("adjustment_caps", ())
    ]
    own = [(one["id"], one.get("cap")) for one in found.data["adjustments"]]
    return shared, own, [one.code for one in (*found.doubts, *found.findings)]


@pytest.mark.parametrize(
    ("text", "shared", "own"),
    [
        (f"二、加分项（不超过5分）\n{GIFTS}", [("bonus", 5)], [("b1", None), ("b2", None)]),
        (f"二、加分项，累计最高加10分\n{GIFTS}", [("bonus", 10)], [("b1", None), ("b2", None)]),
        (f"二、加分项\n{GIFTS}（三）加分项累计不超过5分。\n", [("bonus", 5)], [("b1", None), ("b2", None)]),
        (f"二、加分项\n{GIFTS}（三）参评的，加1分。以上加分合计最多4分。\n", [("bonus", 4)], [("b1", None), ("b2", None), ("b3", None)]),
        (f"二、加分项\n{GIFTS}三、结果运用\n1.加分合计不超过5分。\n", [("bonus", 5)], [("b1", None), ("b2", None)]),
        ("二、扣分项（扣分累计不超过8分）\n（一）被通报的，每次扣3分。\n（二）败诉的，每件扣2分。\n", [("penalty", 8)], [("p1", None), ("p2", None)]),
        ("二、加分项（最高5分）\n（一）有创新的，加1至2分。\n（二）获批示的，每件加1分。\n", [("bonus", 5)], [("b1", 5), ("b2", None)]),
        ("二、加分项（最高5分）\n（一）有创新的，加2分。\n", [], [("b1", 5)]),
        (f"二、加分项\n{GIFTS}", [], [("b1", None), ("b2", None)]),
        ("二、加分项\n（一）承办会议的，每次加3分，最高加6分。\n（二）获批示的，每件加1分，同一事项加分不超过2分。\n", [], [("b1", 6), ("b2", 2)]),
    ],
)  # fmt: skip
def test_a_limit_for_several_is_one_table_and_no_question(text: str, shared: list[Any], own: list[Any]) -> None:
    found, each, open_ = caps(text)
    assert ([one[:2] for one in found], each, open_) == (shared, own, [])


def test_what_a_standard_cannot_say_is_asked() -> None:
    nested = f"二、加分项（不超过10分）\n（一）表彰（最高4分）\n1.国家级的，每次加3分。\n2.省级的，每次加2分。\n{GIFTS[GIFTS.index('（二') :]}"
    found = draft(BASE + nested)
    assert [(one["kind"], one["at_most"]) for one in found.data["adjustment_caps"]] == [("bonus", 10)]
    (doubt,) = found.doubts
    assert (doubt.code, doubt.message) == (
        "shared-cap",
        "b1、b2 加分合计以 4 分为限，又与别项合计以 10 分为限，标准只能写一个：写了 10 分，4 分由考评人掌握",
    )


def test_the_heading_of_a_table_limits_that_table_alone() -> None:
    rated = passages((("指标", "要求", "分值"), ("治安", "发案下降", "40"), ("化解", "调处到位", "60")))
    adds = passages(
        (("序号", "加分事项", "加分标准"), ("1", "表彰", "国家级加3分，省级加2分"), ("2", "试点", "每项加2分")), table=2
    )
    signed = passages((("类别", "项目", "分值"), ("加分", "表扬", "+3"), ("减分", "约谈", "-1")), table=3)
    found = draft_of(paper("平安考核细则", "一、基本分（100分）", rated, "二、加分项（最高10分）", adds, "附加分评分标准", signed))  # fmt: skip
    (cap,) = found.data["adjustment_caps"]
    assert (cap["of"], cap["at_most"]) == (["b1", "b2"], 10)
    assert [one.get("cap") for one in found.data["adjustments"]] == [10, None, None, None]
    assert (found.doubts, found.findings) == ((), ())


def test_a_limit_that_the_column_of_points_repeats_stands_once() -> None:
    rows = (
        ("指标", "考核内容", "分值", "评分标准"),
        ("治安", "发案下降", "100", "未达到不得分"),
        ("加分项（最高5分）", "有创新的", "5", "每次加1分"),
        ("加分项（最高5分）", "获表彰的", "5", "加1至5分"),
        ("加分项（最高5分）", "获批示的", "3", "每件加2分"),
    )
    found = draft_of(paper("平安考核细则", passages(rows)))
    assert [one["at_most"] for one in found.data["adjustment_caps"]] == [5]
    assert [one.get("cap") for one in found.data["adjustments"]] == [None, None, 3]


def test_the_written_draft_loads_with_its_limit() -> None:
    text = standard_text(draft(f"{BASE}二、加分项（不超过5分）\n{GIFTS}"))
    assert '[[adjustment_caps]]\nid = "bonus-cap"\ntitle = "加分合计"\nkind = "bonus"\nat_most = 5\n' in text
    standard = validated(Standard, parse(text, "草.toml"))
    resolved = Resolved(standard, standard.document, {one.id: one for one in standard.facts})  # type: ignore[arg-type]
    assert [one.code for one in lint(resolved, ()) if "adjust" in one.code or "cap" in one.code] == []
    assert resolved.shared_cap["b2"].at_most == 5


@pytest.mark.parametrize(
    ("text", "kinds", "at_most"),
    [
        ("加分项（最高10分）", ("bonus",), "10"),
        ("（二）加分项最高10分。", ("bonus",), "10"),
        ("加分合计不超过5分", ("bonus",), "5"),
        ("附加分最多不得超过2.5分", ("bonus",), "2.5"),
        ("所有扣分项累计扣分不超过20分", ("penalty",), "20"),
        ("考核中，加分以10分为限", ("bonus",), "10"),
        ("加减分均不超过5分", ("bonus", "penalty"), "5"),
    ],
)
def test_a_limit_said_of_all(text: str, kinds: tuple[str, ...], at_most: str) -> None:
    found = of_all(text)
    assert found is not None
    assert (found.kinds, found.at_most, found.sure) == (kinds, Decimal(at_most), True)


@pytest.mark.parametrize(
    "text",
    [
        "每项加分不超过2分", "单项加分最高不超过3分", "同一事项加分不超过2分", "加分项10分", "加分项目每项最高5分", "扣分项每条不超过2分",
        "总分最高不超过100分", "得分90分以上为优秀", "加分材料不超过5份", "未达到的扣5分",
    ],
)  # fmt: skip
def test_what_is_said_of_one_is_no_limit_for_all(text: str) -> None:
    assert of_all(text) is None
    assert behind(text) is None
    assert list(in_head(f"加分项目（满分100分）{text[:4]}")) == []
