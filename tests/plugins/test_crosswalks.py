"""The bundled crosswalks: between every two of the four families, complete, and free of contradiction."""

from __future__ import annotations

from itertools import combinations, permutations
from pathlib import Path

import pytest

from kaoping.compare.relations import chained
from kaoping.crosswalk_read import crosswalk_faults, read_crosswalk
from kaoping.hooks import Plugins
from kaoping.workbench.crosswalks import CrosswalkShelf
from kaoping.workbench.library import Library

ROOT = Path(__file__).parents[2]
FILES = sorted(ROOT.glob("plugins/*/kaoping_*/crosswalks/*.toml"))
FAMILIES = ("beihai/county", "municipal_2019", "national_county", "zhashui")


@pytest.fixture(scope="module")
def shelf() -> CrosswalkShelf:
    return CrosswalkShelf(Library(Plugins.load(entry_points=False)))


def test_every_two_families_have_one(shelf: CrosswalkShelf) -> None:
    held = shelf.all(FAMILIES)
    assert [pair for pair in combinations(FAMILIES, 2) if held.between(*pair) is None] == []
    assert shelf.failures() == ()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_lint_finds_nothing(path: Path, shelf: CrosswalkShelf) -> None:
    source, file = read_crosswalk(path)
    assert path.stem == f"{file.from_}--{file.to}".replace("/", "-")
    assert path.parents[1].name == f"kaoping_{file.from_.split('/')[0]}"
    ends = {file.from_, file.to}
    assert [
        fault.text() for fault, _ in crosswalk_faults(source, file, shelf.sides(ends), shelf.others(path, ends))
    ] == []


def test_a_pair_left_out_is_no_contradiction_either(shelf: CrosswalkShelf) -> None:
    """What a part has in common with a third, the whole has too: a pair that nobody wrote counts as no relation."""
    held = shelf.all(FAMILIES)
    wrong = []
    for first, over, last in permutations(FAMILIES, 3):
        one, two, direct = held.between(first, over), held.between(over, last), held.between(first, last)
        assert one is not None
        assert two is not None
        assert direct is not None
        written = {(pair.source, pair.target): pair.relation for pair in direct.pairs}
        for pair in one.pairs:
            for next_ in two.by_source.get(pair.target, ()):
                relation = written.get((pair.source, next_.target), "none")
                if relation not in chained(pair.relation, next_.relation):
                    wrong.append((first, pair.source, over, pair.target, last, next_.target, relation))
    assert wrong == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_rationale_can_be_checked(path: Path) -> None:
    """It says something of its own: no two relations of one criterion are explained by the same words."""
    _, file = read_crosswalk(path)
    said: set[tuple[str, str]] = set()
    for row in file.relations:
        assert len(row.rationale) >= 12, (row.from_, row.to)
        assert (row.from_, row.rationale) not in said, (row.from_, row.to)
        said.add((row.from_, row.rationale))
