"""Two editions side by side: nothing stays unseen, what was renumbered is found, and what a judgement means is told."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.editions.conftest import DEMANDS, by_new, criterion, standard

from kaoping.editions.compare import difference
from kaoping.editions.mapping import mapping_toml
from kaoping.editions.values import Difference
from kaoping.editions.words import difference_lines
from kaoping.standard.load import core_vocabulary, load
from kaoping.standard.model import FactDefinition, Standard
from kaoping.standard.resolved import Resolved
from kaoping.text import width

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "standards").glob("*.toml"))
SHEETS = [path for path in EXAMPLES if not path.name.endswith((".cases.toml", ".rules.toml", ".document.toml"))]
VOCABULARY = core_vocabulary()


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_a_standard_does_not_differ_from_itself(path: Path) -> None:
    resolved = load(path, VOCABULARY).resolved
    found = difference(resolved, resolved)
    assert found.same
    assert (found.others, found.astray) == ((), ())
    assert {change.fate for change in found.criteria} == {"same"}
    assert difference_lines(found)[-1] == "没有不同"
    assert tomllib.loads(mapping_toml(found)) == {"replaces": [{"edition": resolved.standard.edition}]}


@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_whatever_is_renumbered_is_found_and_a_mapping_says_so(data: st.DataObject) -> None:
    titles = data.draw(st.lists(st.sampled_from(DEMANDS), min_size=2, max_size=8, unique=True))
    kept = data.draw(st.lists(st.sampled_from(titles), min_size=1, unique=True))
    new_numbers = data.draw(st.permutations([str(n) for n in range(1, 12)]))
    old = standard({"criteria": [criterion(str(n), title) for n, title in enumerate(titles, 1)]})
    body = {"criteria": [criterion(number, title) for number, title in zip(new_numbers, kept, strict=False)]}
    found = difference(old, standard({**body, "edition": "2025"}))
    went = {change.title: change.pair for change in found.criteria}
    was = {title: str(n) for n, title in enumerate(titles, 1)}
    for number, title in zip(new_numbers, kept, strict=False):
        assert (went[title].old, went[title].new) == ((was[title],), (number,))
    for title in set(titles) - set(kept):
        assert (went[title].old, went[title].new) == ((was[title],), ())
    assert {change.fate for change in found.criteria if change.pair.one} == {"same"}
    assert all(width(line) <= 80 for line in difference_lines(found))
    # The proposed table, once in the new edition, says the same and nothing of it is astray; read backwards too.
    mapped = standard({**body, "edition": "2025", **tomllib.loads(mapping_toml(found))})
    again, back = difference(old, mapped), difference(mapped, old)
    assert {(p.old, p.new) for p in again.pairs["criteria"]} == {(p.old, p.new) for p in found.pairs["criteria"]}
    assert {(p.new, p.old) for p in back.pairs["criteria"]} == {(p.old, p.new) for p in found.pairs["criteria"]}
    assert again.astray == back.astray == ()
    assert all(p.declared for p in again.pairs["criteria"] if p.renumbered)


ONE: dict[str, Any] = {
    "facts": [{"id": "n", "title": "学法次数", "subject": "county", "kind": "count", "unit": "次"}],
    "dimensions": [
        {
            "id": "A",
            "title": "学习",
            "criteria": [
                {
                    "id": "1",
                    "title": "领导干部学法",
                    "points": 5,
                    "requirements": [
                        {
                            "id": "1.1",
                            "text": "每年集体学法不少于4次",
                            "measure": {"fact": "n", "at_least": 4, "per": "year"},
                            "deduct": {"each": Decimal("0.5"), "cap": 2},
                        }
                    ],
                }
            ],
        },
        {"id": "B", "title": "执法", "criteria": [criterion("2", "执法人员持证上岗")]},
    ],
    "vetoes": [{"id": "v", "title": "大案", "text": "发生大案", "effect": "cap", "cap": 60}],
    "adjustments": [{"id": "b", "title": "表彰", "text": "受到表彰", "kind": "bonus", "amount": 1, "cap": 3}],
    "outcomes": [{"label": "优秀", "when": {"score_at_least": 9}}, {"label": "一般", "otherwise": True}],
    "document": {"id": "t/e", "title": "文件", "stages": [{"id": "s", "title": "自评", "monthly": 25}]},
    "errata": [{"at": "1", "printed": "学发", "read_as": "学法", "why": "形近"}],
}


def put(body: Any, path: tuple[str | int, ...], value: Any) -> Any:
    """The body with another value at one place."""
    if not path:
        return value
    head, *rest = path
    if isinstance(body, list):
        return [put(one, tuple(rest), value) if index == head else one for index, one in enumerate(body)]
    return {**body, head: put(body.get(head, {}), tuple(rest), value)}


REQUIREMENT = ("dimensions", 0, "criteria", 0, "requirements", 0)


@pytest.mark.parametrize(
    ("path", "value", "line", "fate"),
    [
        ((*REQUIREMENT, "measure", "at_least"), 6, "界限：“学法次数”不低于 4次（每年） → “学法次数”不低于 6次（每年）", "changed"),
        ((*REQUIREMENT, "deduct", "cap"), 3, "扣分规则：每差一个单位扣 0.5 分，累计不超过 2 分 → 每差一个单位扣 0.5", "changed"),
        ((*REQUIREMENT, "text"), "每年集体学法不少于6次", "每年集体学法不少于4次 → 每年集体学法不少于6次", "changed"),
        ((*REQUIREMENT, "text"), "每年集体组织学法不少于4次", "每年集体学法不少于4次 → 每年集体组织学法不少于4次", "reworded"),
        (("dimensions", 0, "criteria", 0, "points"), 6, "分值：5 → 6", "changed"),
        (("dimensions", 0, "criteria", 0, "responsible"), "司法局", "责任单位：无 → 司法局", "reworded"),
        (("dimensions", 0, "criteria", 0, "applies_when"), {"big": True}, "只适用于：无 → big：是", "changed"),
        (("facts", 0, "unit"), "期", "事实的计量单位：次 → 期", "changed"),
        (("scoring",), {"model": "points", "step": 1}, "评分的最小单位：0.5 → 1", "reworded"),
        (("dimensions", 0, "minimum"), 3, "最低应得分：无 → 3", "same"),
        (("vetoes", 0, "cap"), 50, "最高得分：60 → 50", "same"),
        (("adjustments", 0, "amount"), 2, "每次的分值：1 → 2", "same"),
        (("outcomes", 0, "when", "score_at_least"), 8, "得分不低于 9 → 得分不低于 8", "same"),
        (("outcomes", 0, "label"), "优良", "新增　优良", "same"),
        (("document", "stages", 0, "monthly"), 20, "每月几日前：25 → 20", "same"),
        (("errata", 0, "why"), "印错", "理由：形近 → 印错", "same"),
        (("edition",), "2025", "版本：2023 → 2025", "same"),
    ],
)  # fmt: skip
def test_every_kind_of_change_is_told_once_and_bears_as_it_should(
    path: tuple[str | int, ...], value: Any, line: str, fate: str
) -> None:
    old, new = standard(ONE), standard(put(ONE, path, value))
    found = difference(old, new)
    assert not found.same
    assert line in "".join(one.strip() for one in difference_lines(found))
    assert by_new(found)["1"].fate == fate
    assert by_new(found)["2"].fate in ("same", fate)
    assert difference(new, old).same is False


def test_whatever_changes_the_digest_is_told() -> None:
    """Each key of the format, one at a time, in an example of every kind."""
    unseen = []
    for path in SHEETS:
        resolved = load(path, VOCABULARY).resolved
        body = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        for place, value in texts(body):
            other = Standard.model_validate(put(body, place, f"{value}另")) if place[0] not in ("document",) else None
            if other is None:
                continue
            changed = Resolved(other, resolved.document, _facts(resolved, other))
            if changed.digest != resolved.digest and difference(resolved, changed).same:
                unseen.append((path.name, place))
    assert unseen == []


def _facts(resolved: Resolved, other: Standard) -> dict[str, FactDefinition]:
    return {**resolved.facts, **{fact.id: fact for fact in other.facts}}


def texts(body: Any, path: tuple[str | int, ...] = ()) -> Any:
    """Every text that is free to be another, with its place."""
    if isinstance(body, dict):
        for key, value in body.items():
            yield from texts(value, (*path, key))
    elif isinstance(body, list):
        for index, value in enumerate(body):
            yield from texts(value, (*path, index))
    elif isinstance(body, str) and path[-1] in ("title", "text", "note", "clause", "why", "responsible", "edition"):
        yield path, body


def test_where_a_draft_found_a_clause_is_no_change_of_it() -> None:
    body = [
        criterion("1", DEMANDS[0], clause="第1页 表1 第2行第3列 组织 · 1"),
        criterion("2", DEMANDS[1], clause="第5段"),
    ]
    moved = [
        criterion("1", DEMANDS[0], clause="表2 第9行第3列 组织 · 1"),
        criterion("2", DEMANDS[1], clause="二、（一）"),
    ]
    found = by_new(difference(standard({"criteria": body}), standard({"edition": "2025", "criteria": moved})))
    assert "1" not in found or not found["1"].fields
    assert [field.label for field in found["2"].fields] == ["文件中的位置"]


def test_sections_moves_order_splits_and_a_table_that_is_wrong() -> None:
    first, then = DEMANDS[:2]
    old = standard(
        {
            "dimensions": [
                {"id": "A", "title": "领导", "criteria": [criterion("1", first), criterion("2", then)]},
                {"id": "B", "title": "执法", "criteria": [criterion("3", DEMANDS[2])]},
            ]
        }
    )
    new = standard(
        {
            "edition": "2025",
            "dimensions": [
                {"id": "A", "title": "领导", "criteria": [criterion("1a", first), criterion("1b", "新的要求")]},
                {"id": "C", "title": "执法", "criteria": [criterion("3", DEMANDS[2]), criterion("2", then)]},
            ],
            "replaces": [
                {
                    "edition": "2023",
                    "criteria": [
                        {"old": ["1"], "new": ["1a", "1b"]},
                        {"old": ["2"], "new": ["2"], "changed": True, "note": "口径变了"},
                        {"old": ["9"]},
                    ],
                }
            ],
        }
    )
    found = difference(old, new)
    changes = by_new(found)
    assert changes["1a"].because == ("拆分：1 → 1a、1b",)
    assert changes["2"].because == ("标准写明要求已不同：口径变了",)
    assert changes["2"].moved == ("A 领导", "C 执法")
    assert found.astray == ("前版没有评分项 9",)
    order = [(change.kind, change.old, change.new) for change in found.others if change.kind in ("order", "section")]
    assert order == [("section", ("B",), ("C",)), ("order", ("3",), ("3",))]
    assert "  编号对照有误" not in difference_lines(found)
    assert "编号对照有误（[[replaces]]）：" in difference_lines(found)


def test_a_number_that_stands_for_something_else_is_gone_and_new() -> None:
    old = standard({"criteria": [criterion("1", DEMANDS[0]), criterion("2", DEMANDS[1])]})
    new = standard({"criteria": [criterion("1", DEMANDS[0]), criterion("2", DEMANDS[4])]})
    assert [(change.what, change.title) for change in difference(old, new).changed()] == [
        ("added", DEMANDS[4]),
        ("removed", DEMANDS[1]),
    ]


def told(found: Difference) -> str:
    """All lines as one, however they were wrapped."""
    return "".join(line.strip() for line in difference_lines(found))


@pytest.mark.parametrize(
    ("unit", "line", "fate"),
    [
        ("次", "所依据的事实换了编号：n → study", "reworded"),
        ("期", "界限：“学法次数”不低于 4次（每年） → “学法次数”不低于 4期（每年）", "changed"),
    ],
)
def test_a_fact_by_another_id_is_the_same_where_it_means_the_same(unit: str, line: str, fate: str) -> None:
    new = put(put(ONE, ("facts", 0, "id"), "study"), (*REQUIREMENT, "measure", "fact"), "study")
    found = difference(standard(ONE), standard(put(new, ("facts", 0, "unit"), unit)))
    assert line in told(found)
    assert "{" not in told(found)
    assert by_new(found)["1"].fate == fate


def test_a_bound_on_another_fact_of_the_same_title_says_which() -> None:
    new = put(put(ONE, ("facts", 0, "id"), "study"), (*REQUIREMENT, "measure", "fact"), "study")
    found = difference(standard(ONE), standard(put(new, ("facts", 0, "subject"), "city")))
    assert "界限：“学法次数”不低于 4次（每年）（事实 n） → “学法次数”不低于 4次（每年）（事实 study）" in told(found)
    assert by_new(found)["1"].fate == "changed"
