"""Crosswalk files: what is refused and where, what is advised, read from either side, over a third standard."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kaoping.compare.crosswalk_check import CODES
from kaoping.crosswalk_read import crosswalk_faults, crosswalk_in, read_crosswalk
from kaoping.errors import Refused
from kaoping.hooks import Plugins
from kaoping.standard.toml import read
from kaoping.workbench.crosswalks import CrosswalkShelf
from kaoping.workbench.library import Library

SHEET = """schema = 1
id = "t/{name}"
title = "标准{name}"
short = "{name}"
edition = "2025"
status = "in-force"
unit_kinds = ["county"]
[document]
id = "t/{name}"
title = "标准{name}"
issuer = "示例"
[scoring]
model = "attainment"
[[outcomes]]
label = "完"
otherwise = true
"""
CRITERION = """[[criteria]]
id = "{id}"
title = "第{id}项"
themes = ["leadership"]
requirements = [{{ id = "{id}.1", text = "甲" }}, {{ id = "{id}.2", text = "乙" }}]
"""
#: What a to b says where a test says nothing else: everything covered.
HEAD = 'schema = 1\nfrom = "t/{}"\nto = "t/{}"\nmade_from = "示例"\n'


@pytest.fixture
def library(tmp_path: Path) -> Library:
    folder = tmp_path / "standards"
    folder.mkdir()
    for name, ids in (("a", "12"), ("b", "12"), ("c", "12")):
        text = SHEET.format(name=name) + "".join(CRITERION.format(id=id) for id in ids)
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return Library(Plugins.load(entry_points=False), folder=folder)


def rows(*relations: tuple[str, str, str], alone: tuple[tuple[str, str], ...] = (), more: str = "") -> str:
    """Relations (from, to, type) and criteria without any ("from" or "to", id), as a file has them."""
    text = ""
    for one, other, kind in relations:
        text += (
            f'[[relations]]\nfrom = "{one}"\nto = "{other}"\ntype = "{kind}"\nrationale = "因为{one}{other}"\n{more}'
        )
    for side, id in alone:
        text += f'[[none]]\n{side} = "{id}"\nrationale = "没有{id}"\n'
    return text


Put = Callable[..., Path]


@pytest.fixture
def put(library: Library) -> Put:
    """Writes a crosswalk of two of the standards into the user's folder."""

    def write(first: str, second: str, text: str) -> Path:
        assert library.folder is not None
        path = library.folder / f"{first}--{second}.crosswalk.toml"
        path.write_text(HEAD.format(first, second) + text, encoding="utf-8")
        return path

    return write


ENDS = ("t/a", "t/c")
FULL = rows(("1", "1", "equal"), ("2", "2", "subset"))
DOCS = Path(__file__).parents[2] / "docs"


def linted(library: Library, path: Path) -> list[tuple[str, bool, int | None, str | None, str]]:
    shelf = CrosswalkShelf(library)
    source = read(path)
    file = crosswalk_in(source)
    found = crosswalk_faults(
        source, file, shelf.sides({file.from_, file.to}), shelf.others(path, {file.from_, file.to})
    )
    return [(fault.code, blocking, fault.line, fault.id, fault.message) for fault, blocking in found]


def test_nothing_is_found_where_all_is_said(library: Library, put: Any) -> None:
    assert linted(library, put("a", "b", FULL)) == []
    assert linted(library, put("a", "b", rows(("1", "2", "intersects"), alone=(("from", "2"), ("to", "1"))))) == []


@pytest.mark.parametrize(
    ("text", "code", "line", "id", "words"),
    [
        (rows(("1", "1", "equal"), ("2", "9", "subset")), "unknown-criterion", 12, "9", "“t/b”没有评分项 9"),
        (rows(("1", "1", "equal"), ("8", "2", "subset")), "unknown-criterion", 11, "8", "“t/a”没有评分项 8"),
        (FULL + rows(alone=(("to", "7"),)), "unknown-criterion", 16, "7", "“t/b”没有评分项 7"),
        (FULL + rows(("1", "1", "subset")), "duplicate-relation", 15, "1 → 1", "前面已经写过"),
        (FULL + rows(alone=(("from", "2"),)), "none-related", 15, "2", "却另有关系"),
        (
            rows(("1", "1", "equal"), alone=(("from", "2"), ("from", "2"), ("to", "2"))),
            "none-related", 13, "2", "写了两次",
        ),
        (rows(("1", "1", "equal")), "uncovered", 2, "t/a", "有 1 项既没有关系，也不在 [[none]] 里：2；"),
        (
            FULL + rows(("2", "1", "intersects"), more='common = ["2.1 = 2.2"]\n'),
            "unknown-requirement", 20, "2 → 1", "1 没有要点 2.2",
        ),
        (
            rows(("1", "1", "equal"), more='common = ["1.1 = 1.2"]\n') + rows(("2", "2", "equal")),
            "common-equal", 8, "1 → 1", "要点 1.2 不在 common 里",
        ),
        (
            rows(("1", "1", "equal"), ("1", "2", "equal"), alone=(("from", "2"),)),
            "equal-twice", 13, "1 → 2", "1 与 1、2 都写作相同",
        ),
    ],
)  # fmt: skip
def test_what_lint_finds(library: Library, put: Any, text: str, code: str, line: int, id: str, words: str) -> None:
    found = linted(library, put("a", "b", text))
    first = next(one for one in found if one[0] == code)
    assert first[1:4] == (CODES[code].blocking, line, id)
    assert words in first[4]
    assert {one[0] for one in found if one[1]} <= {code}


def test_the_standards_must_be_two_and_at_hand(library: Library, put: Any) -> None:
    assert [one[0] for one in linted(library, put("a", "a", FULL))] == ["same-standard"]
    path = put("a", "z", FULL)
    assert [(one[0], one[2], one[3]) for one in linted(library, path)] == [("unknown-standard", 3, "t/z")]
    # Lint says so; for those who only use what is there it rests.
    (path.parent / "a--a.crosswalk.toml").unlink()
    assert CrosswalkShelf(library).failures() == ()


def test_faults_of_form_name_file_line_and_the_two_criteria(put: Any) -> None:
    text = '[[relations]]\nfrom = "1"\nto = "2"\ntype = "same"\nwhy = "无"\n[[none]]\nrationale = "无"\n'
    with pytest.raises(Refused) as caught:
        read_crosswalk(put("a", "b", text))
    found = {(fault.code, fault.line, fault.id) for fault in caught.value.faults}
    assert found == {
        ("missing-field", 5, "1 → 2"),
        ("not-allowed", 8, "1 → 2"),
        ("unknown-field", 9, "1 → 2"),
        ("invalid-value", 10, None),
    }
    assert all(fault.file and fault.file.endswith("a--b.crosswalk.toml") for fault in caught.value.faults)
    with pytest.raises(Refused, match="应写作“甲的要点编号 = 乙的要点编号”"):
        read_crosswalk(put("a", "b", FULL + 'common = ["1.1"]\n'))


def test_a_newer_format_is_refused_alone(put: Any) -> None:
    path = put("a", "b", FULL)
    path.write_text(path.read_text(encoding="utf-8").replace("schema = 1", "schema = 2"), encoding="utf-8")
    with pytest.raises(Refused) as caught:
        read_crosswalk(path)
    assert [fault.code for fault in caught.value.faults] == ["newer-schema"]


def test_it_is_read_from_either_side(library: Library, put: Any) -> None:
    text = rows(("1", "2", "subset"), more='common = ["1.1 = 2.2"]\n') + rows(alone=(("from", "2"), ("to", "1")))
    put("a", "b", text)
    held = CrosswalkShelf(library).all({"t/a"})
    back = held.between("t/b", "t/a")
    assert back is not None
    (pair,) = back.pairs
    assert (pair.source, pair.target, pair.relation, pair.common) == ("2", "1", "superset", (("2.2", "1.1"),))
    assert (back.alone, back.target_alone) == ({"1": "没有1"}, {"2": "没有2"})
    assert back.turned() == held.between("t/a", "t/b")
    (link,) = held.links("t/b", "t/a")
    assert (link.relation, link.direct, link.steps[0].rationale) == ("superset", True, "因为12")


def test_over_a_third_standard_where_nobody_made_one(library: Library, put: Any) -> None:
    put("a", "b", rows(("1", "1", "subset"), ("2", "2", "superset")))
    put("c", "b", rows(("1", "1", "superset"), ("2", "2", "superset"), ("1", "2", "intersects")))
    links = {(link.source, link.target): link for link in CrosswalkShelf(library).all(ENDS).links("t/a", "t/c")}
    assert {ends: link.relation for ends, link in links.items()} == {
        ("1", "1"): "subset",
        ("2", "2"): None,
        ("2", "1"): None,
    }
    assert links["2", "2"].possible == {"equal", "subset", "superset", "intersects"}
    assert not links["1", "1"].direct
    assert [(step.standard, step.item, step.relation) for step in links["1", "1"].steps] == [
        ("t/b", "1", "subset"),
        ("t/c", "1", "subset"),
    ]


def test_a_crosswalk_of_the_two_goes_before_what_follows_over_a_third(library: Library, put: Any) -> None:
    put("a", "b", rows(("1", "1", "equal")))
    put("b", "c", rows(("1", "1", "equal")))
    put("a", "c", rows(alone=(("from", "1"), ("from", "2"), ("to", "1"), ("to", "2"))))
    held = CrosswalkShelf(library).all(ENDS)
    assert held.links("t/a", "t/c") == held.links("t/a", "t/c") == ()
    assert [link.relation for link in held.over("t/a", "t/c")] == ["equal"]


def test_ways_that_exclude_each_other_assert_nothing(library: Library, put: Any) -> None:
    put("a", "b", rows(("1", "1", "subset"), ("1", "2", "superset")))
    put("b", "c", rows(("1", "1", "subset"), ("2", "1", "superset")))
    assert CrosswalkShelf(library).all(ENDS).links("t/a", "t/c") == ()


def test_a_chain_that_contradicts_is_advice(library: Library, put: Any) -> None:
    put("a", "b", rows(("1", "1", "subset"), ("2", "2", "equal")))
    put("b", "c", rows(("1", "1", "subset"), ("2", "2", "equal")))
    path = put("c", "a", rows(("1", "1", "equal"), alone=(("from", "2"), ("to", "2"))))
    found = linted(library, path)
    assert [(code, blocking, line, id) for code, blocking, line, id, _ in found] == [
        ("chain", False, 8, "1 → 1"),
        ("chain", False, 10, "2 → 2"),
    ]
    assert "这里写作相同，而由 t/c 的 1 —超集→ t/b 的 1 —超集→ t/a 的 1 推得超集；" in found[0][4]
    assert "这里写作无关，而由 t/c 的 2 —相同→ t/b 的 2 —相同→ t/a 的 2 推得相同；" in found[1][4]
    assert CrosswalkShelf(library).failures() == ()


def test_one_file_for_two_standards(library: Library, put: Any) -> None:
    first, second = put("a", "b", FULL), put("b", "a", FULL)
    assert [one[0] for one in linted(library, second)] == ["two-files"]
    (failure,) = CrosswalkShelf(library).failures()
    assert failure.path == second
    assert failure.plugin is None
    assert failure.reason == "t/b 与 t/a 另有对照表（a--b.crosswalk.toml），未使用这一个"
    first.write_text("schema = ", encoding="utf-8")
    shelf = CrosswalkShelf(library)
    assert [failure.path for failure in shelf.failures()] == [first]
    assert shelf.all({"t/b"}).between("t/a", "t/b") is not None


def test_it_is_no_standard_that_cannot_be_used(library: Library, put: Any) -> None:
    put("a", "b", FULL)
    assert [entry.id for entry in library.entries() if entry.id.startswith("a--")] == []


def test_the_manual_has_every_code_and_its_example_is_read(tmp_path: Path) -> None:
    text = (DOCS / "crosswalk.md").read_text(encoding="utf-8")
    written = re.findall(r"^\| `([a-z\-]+)` \| (错误|建议) \| (.+) \|$", text, re.MULTILINE)
    assert {code: (meaning, kind == "错误") for code, kind, meaning in written} == {
        k: tuple(v) for k, v in CODES.items()
    }
    block = re.search(r"^    schema = 1\n(?:    .*\n|\n)+", text, re.MULTILINE)
    assert block
    path = tmp_path / "a.crosswalk.toml"
    path.write_text(re.sub("^    ", "", block.group(), flags=re.MULTILINE), encoding="utf-8")
    assert read_crosswalk(path)[1].relations[0].pairs == (("1.1", "7.2.1"),)
