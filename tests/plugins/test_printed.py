"""What the documents print, for every bundled sheet: items, points, figures; and that their sentences are not copied."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from official_runs import copied, fingerprints, kept, own_texts

from kaoping.standard.describe import described
from kaoping.standard.findings import asked_facts
from kaoping.standard.load import core_vocabulary, load
from kaoping.standard.resolved import Resolved

ROOT = Path(__file__).resolve().parents[2]
PRINTED: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "data" / "printed.toml").read_text(encoding="utf-8"), parse_float=Decimal
)
FILES = {
    "beihai/county": "beihai/kaoping_beihai/county.toml",
    "beihai/judicial": "beihai/kaoping_beihai/judicial.toml",
    "beihai/administrative": "beihai/kaoping_beihai/administrative.toml",
    "beihai/party": "beihai/kaoping_beihai/party.toml",
    "beihai/enterprise": "beihai/kaoping_beihai/enterprise.toml",
    "municipal_2019": "municipal_2019/kaoping_municipal_2019/municipal_2019.toml",
    "national_county": "national_county/kaoping_national_county/national_county.toml",
    "zhashui": "zhashui/kaoping_zhashui/zhashui.toml",
}
COUNTS = {
    "beihai/county": 78,
    "beihai/judicial": 23,
    "beihai/administrative": 25,
    "beihai/party": 16,
    "beihai/enterprise": 18,
    "municipal_2019": 100,
    "national_county": 31,
    "zhashui": 76,
}
#: Points of the sections, in their printed order; the Party sheet has no sections.
SECTIONS = {
    "beihai/county": [15, 6, 12, 10, 7, 7, 15, 8, 12, 8],
    "beihai/judicial": [25, 45, 30],
    "beihai/administrative": [25, 50, 25],
    "beihai/party": [],
    "beihai/enterprise": [25, 50, 25],
}
#: Groups of the schemes with three levels: how many items each has, in the document's order.
GROUPS = {
    "municipal_2019": [
        *(6, 3, 2, 2, 5, 3, 1),
        *(3, 3, 4, 3),
        *(2, 3, 2, 2, 2, 3),
        *(4, 4, 4, 3, 3, 4),
        *(4, 3, 2, 3),
        *(3, 3, 3),
        *(2, 2),
        *(2, 2),
    ],
    "zhashui": [3, 3, 2, 3, 5, 2, 6, 2, 3, 3, 1, 1, 2, 2, 2, 4, 2, 3, 2, 3, 2, 1, 1, 1, 3, 2, 4, 2, 1, 1, 4],
}
#: Demands that name no figure but mean all of them: the item has a share of 100 %.
ALL_OF_THEM = {
    "national_county": ["29", "31"],
    "municipal_2019": ["21", "38", "43", "47", "68", "78", "85"],
    "zhashui": ["17", "29", "34", "37", "46", "57"],
    "beihai/county": ["8.5", "8.6"],
}
#: Counts in words (each year, at least one): the item has a bound of one.
ONE_OF_THEM = {
    "municipal_2019": ["92"],
    "zhashui": ["62"],
    "beihai/administrative": ["3.2"],
    "beihai/party": ["9"],
    "beihai/enterprise": ["2.3"],
}
#: Soft bounds (一般, 原则上).
SOFT = {"municipal_2019": ["27", "31", "63"], "zhashui": ["34"]}

#: Results that the document names and leaves the conditions of to others.
LEFT_OPEN = {"zhashui": ["保留", "黄牌", "停牌", "摘牌"], "national_county": ["可推荐"]}


@pytest.fixture(scope="module")
def sheets() -> dict[str, Resolved]:
    vocabulary = core_vocabulary()
    return {sheet: load(ROOT / "plugins" / file, vocabulary).resolved for sheet, file in FILES.items()}


def read_of(criterion: dict[str, Any]) -> str:
    """What an evaluator reads of a criterion: its title, requirements and bounds, without their numbers."""
    parts = [criterion["title"]]
    for requirement in criterion["requirements"]:
        parts.append(requirement["text"])
        parts += [str(value) for key, value in (requirement["measure"] or {}).items() if key not in ("fact", "said")]
    return re.sub(r"(?<=\d)\s+(?=\D)", "", unicodedata.normalize("NFKC", " ".join(parts)))


@pytest.mark.parametrize("sheet", FILES)
def test_items_are_the_printed_ones_in_their_order(sheets: dict[str, Resolved], sheet: str) -> None:
    assert [item.id for item in sheets[sheet].items] == list(PRINTED[sheet])
    assert len(PRINTED[sheet]) == COUNTS[sheet]


@pytest.mark.parametrize("sheet", SECTIONS)
def test_points_and_sums_are_the_printed_ones(sheets: dict[str, Resolved], sheet: str) -> None:
    resolved = sheets[sheet]

    assert {item.id: item.criterion.points for item in resolved.items} == {
        item: printed["points"] for item, printed in PRINTED[sheet].items()
    }
    assert [dimension.points for dimension in resolved.standard.dimensions] == SECTIONS[sheet]
    assert sum(item.full for item in resolved.items) == 100


@pytest.mark.parametrize("sheet", GROUPS)
def test_groups_hold_as_many_items_as_printed(sheets: dict[str, Resolved], sheet: str) -> None:
    dimensions = sheets[sheet].standard.dimensions

    assert [len(group.criteria) for dimension in dimensions for group in dimension.groups] == GROUPS[sheet]
    assert all(not dimension.criteria for dimension in dimensions)


@pytest.mark.parametrize("sheet", FILES)
def test_every_printed_figure_is_in_its_item(sheets: dict[str, Resolved], sheet: str) -> None:
    missing = []
    for criterion in described(sheets[sheet])["criteria"]:
        text = read_of(criterion)
        for figure in PRINTED[sheet][criterion["id"]]["figures"]:
            number = re.match(r"[\d.]+", figure)
            assert number is not None
            if not re.search(rf"(?<![\d.]){re.escape(number.group())}(?![\d.]*\d)", text):
                missing.append((criterion["id"], figure))

    assert missing == []


@pytest.mark.parametrize("sheet", FILES)
def test_every_item_can_be_walked_and_compared(sheets: dict[str, Resolved], sheet: str) -> None:
    resolved = sheets[sheet]
    themes = set(core_vocabulary().themes)

    for item in resolved.items:
        criterion = item.criterion
        assert criterion.requirements, item.id
        assert 1 <= len(criterion.themes) <= 3, item.id
        assert set(criterion.themes) <= themes, item.id
        assert criterion.clause, item.id
        assert criterion.methods, item.id
        assert criterion.usual_evidence, item.id
        assert all(kind for kind, _ in criterion.usual_evidence), item.id
        assert len(criterion.title) <= 25, item.id


@pytest.mark.parametrize(("sheet", "item"), [(sheet, item) for sheet, items in ALL_OF_THEM.items() for item in items])
def test_words_that_mean_all_are_a_hundred_percent(sheets: dict[str, Resolved], sheet: str, item: str) -> None:
    bounds = [r.measure.at_least for r in sheets[sheet].item[item].criterion.requirements if r.measure]

    assert 100 in bounds


@pytest.mark.parametrize(("sheet", "item"), [(sheet, item) for sheet, items in ONE_OF_THEM.items() for item in items])
def test_counts_in_words_are_bounds(sheets: dict[str, Resolved], sheet: str, item: str) -> None:
    bounds = [r.measure.at_least for r in sheets[sheet].item[item].criterion.requirements if r.measure]

    assert 1 in bounds


@pytest.mark.parametrize(("sheet", "item"), [(sheet, item) for sheet, items in SOFT.items() for item in items])
def test_soft_bounds_are_soft(sheets: dict[str, Resolved], sheet: str, item: str) -> None:
    assert any(r.measure and r.measure.soft for r in sheets[sheet].item[item].criterion.requirements)


@pytest.mark.parametrize("sheet", FILES)
def test_nothing_but_what_is_printed_or_left_open(sheets: dict[str, Resolved], sheet: str) -> None:
    resolved = sheets[sheet]
    unset = [outcome.label for outcome in resolved.standard.outcomes if outcome.set_by == "jurisdiction"]

    assert not any(r.deduct or r.points for item in resolved.items for r in item.criterion.requirements)
    assert not any(item.criterion.weight for item in resolved.items)
    assert unset == LEFT_OPEN.get(sheet, [])


def test_official_sentences_are_not_copied() -> None:
    official = kept()
    paths = sorted((ROOT / "plugins").rglob("*.toml")) + sorted((ROOT / "core").rglob("*.toml"))
    found = [
        (path.name, text, copied(text, official)[0])
        for path in paths
        for text in own_texts(tomllib.loads(path.read_text(encoding="utf-8")))
        if copied(text, official)
    ]

    assert len(official) == 9_832
    assert found == []


def test_a_copied_sentence_would_be_noticed(tmp_path: Path) -> None:
    sentence = "凡是写进这一份想象中的文件里的句子，一字不改地抄到标准里来，都应当被认出来。"
    official = frozenset(fingerprints(f"前面还有别的话。{sentence}后面也有《一部法律》和别的话。"))

    assert copied(sentence[3:27], official) != []
    assert copied("抄到标准里来的\n句子" + sentence[8:32], official) != []
    assert copied("换成自己的话来说：想象中的文件，句子不抄进标准。", official) == []


def test_facts_are_shared_between_the_families(sheets: dict[str, Resolved]) -> None:
    families: dict[str, set[str]] = {}
    for sheet, resolved in sheets.items():
        for fact in asked_facts(resolved):
            families.setdefault(fact, set()).add(sheet.split("/")[0])
    shared = {fact for fact, asked_by in families.items() if len(asked_by) >= 2}

    assert len(shared) >= 40
