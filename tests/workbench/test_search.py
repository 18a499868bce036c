"""Finding a criterion: by number, words, pinyin initials, in this order."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kaoping.hooks import Plugins
from kaoping.workbench.library import Library
from kaoping.workbench.search import Finder, Hit, pinyin_initials


@pytest.fixture(scope="module")
def finder() -> Finder:
    library = Library(Plugins.load(entry_points=False))
    return Finder(library.resolved("zhashui").items, pinyin_initials())


def test_a_number_goes_before_all_that_begin_with_it(finder: Finder) -> None:
    found = finder.find("7")
    assert found[0] == ("7", Hit.NUMBER)
    begins = [id for id, hit in found if hit is Hit.NUMBER_BEGINS]
    assert begins == [id for id in (item.id for item in finder.items) if id.startswith("7") and id != "7"]


def test_full_width_numbers_are_the_same(finder: Finder) -> None:
    assert finder.find("７") == finder.find("7")


def test_title_words_go_before_words_of_requirements(finder: Finder) -> None:
    hits = [hit for _, hit in finder.find("行政执法")]
    assert hits == sorted(hits)
    assert {Hit.TITLE, Hit.REQUIREMENT} <= set(hits)


def test_every_word_must_occur(finder: Finder) -> None:
    both = {id for id, _ in finder.find("法律 顾问")}
    assert both == {id for id, _ in finder.find("法律")} & {id for id, _ in finder.find("顾问")}
    assert both
    assert finder.find("法律 全无此词") == []


def test_initials_find_what_the_words_find(finder: Finder) -> None:
    found = finder.find("flgw")
    assert {id for id, _ in finder.find("法律顾问")} <= {id for id, _ in found}
    assert found
    assert {hit for _, hit in found} <= {Hit.TITLE_INITIALS, Hit.REQUIREMENT_INITIALS}
    assert finder.find("FLGW") == found


def test_a_character_is_found_by_each_of_its_readings() -> None:
    initials = pinyin_initials()("重大行政决策，A1〇")
    assert set("zc") <= set(initials[0])
    assert set("xh") <= set(initials[2])
    assert len(initials) == len("重大行政决策，A1〇")


def test_without_initials_letters_are_only_letters(finder: Finder) -> None:
    assert Finder(finder.items).find("flgw") == []


def test_no_word_is_every_item_in_order(finder: Finder) -> None:
    assert [id for id, _ in finder.find("  ")] == [item.id for item in finder.items]


def test_the_table_of_initials_is_loaded_only_when_asked_for() -> None:
    code = (
        "import sys, kaoping.workbench.search as s, kaoping.workbench; assert 'pypinyin' not in sys.modules;"
        "s.pinyin_initials(); assert 'pypinyin.phrases_dict' not in sys.modules and 'pypinyin' in sys.modules;"
        "import os; assert 'PYPINYIN_NO_PHRASES' not in os.environ"
    )
    clean = {name: value for name, value in os.environ.items() if name != "PYPINYIN_NO_PHRASES"}
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parent, env=clean)
