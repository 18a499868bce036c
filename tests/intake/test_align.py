"""Clauses found in a document that is damaged as real ones are. Every sentence here is invented."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from kaoping.intake.check import Held, held
from kaoping.intake.paper import Paper
from kaoping.standard.resolved import Resolved

Lines = Sequence[str]
PaperOf = Callable[[Lines], Paper]


def wording(found: Held) -> dict[str, str]:
    """For each criterion the words of its clause, without number, points and blanks."""
    return {
        clause.criterion: re.sub(r"^\d+[、．]|（[\d.]+分）。?", "", re.sub(r"\s", "", clause.text))
        for clause in found.clauses
    }


@pytest.fixture
def whole(village: Resolved, paper_of: PaperOf, printed: Lines) -> dict[str, str]:
    """What is found in the document as it should be."""
    return wording(held(village, paper_of(printed)))


def stripped(line: str) -> str:
    return re.sub(r"^(?:\d+、|（[一二三]）)", "", line)


def test_a_sound_document_matches_item_by_item(village: Resolved, paper_of: PaperOf, printed: Lines) -> None:
    found = held(village, paper_of(printed))
    assert [clause.criterion for clause in found.clauses] == ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3.1", "3.2"]
    assert [clause.state for clause in found.clauses] == ["matched"] * 8
    assert [clause.place for clause in found.clauses][3:5] == ["第8行", "第9行"]
    assert found.clauses[3].text == printed[7]
    assert found.ok
    assert found.outside == 4  # title, preamble, the first section's title, and the last line


def renumbered(lines: Lines) -> Lines:
    return [re.sub(r"^(\d+)、", lambda m: f"{int(m.group(1)) + 1}．", line) for line in lines]


def split(lines: Lines) -> Lines:
    return [line[at : at + 17] for line in lines for at in range(0, len(line), 17)]


def joined(lines: Lines) -> Lines:
    return [lines[0], "".join(lines[1:-1]), lines[-1]]


def spaced(lines: Lines) -> Lines:
    return [re.sub(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", " ", line) for line in lines]


def tabbed(lines: Lines) -> Lines:
    return [re.sub(r"^(\d+)、", r"\t\1\t", line) for line in lines]


def worn(lines: Lines) -> Lines:
    return [re.sub(r"(.{11}).", r"\1的", line) for line in lines]


@pytest.mark.parametrize(
    "damage",
    [
        lambda lines: [stripped(line) for line in lines],
        renumbered, split, joined, tabbed,
        lambda lines: [line for line in lines if not line.startswith("（")],
        lambda lines: [*lines[:3], *lines[6:10], *lines[3:6], *lines[10:]],
        lambda lines: [*lines, *["河道里没有别的事。", "1、另行通知。"] * 3],
    ],
    ids=["no-numbers", "other-numbers", "split-lines", "one-paragraph", "cells", "no-titles", "pages-out-of-order", "more-behind"],
)  # fmt: skip
def test_damage_of_one_kind_hides_no_clause(
    village: Resolved, paper_of: PaperOf, printed: Lines, whole: dict[str, str], damage: Callable[[Lines], Lines]
) -> None:
    found = held(village, paper_of(damage(printed)))
    assert wording(found) == whole
    assert {clause.state for clause in found.clauses} == {"matched"}


@pytest.mark.parametrize("damage", [spaced, worn], ids=["blanks", "misread"])
def test_words_that_are_misread_still_lead_to_the_place(
    village: Resolved, paper_of: PaperOf, printed: Lines, damage: Callable[[Lines], Lines]
) -> None:
    sound, found = held(village, paper_of(printed)), held(village, paper_of(damage(printed)))
    assert [clause.place for clause in found.clauses] == [clause.place for clause in sound.clauses]


def test_a_clause_of_several_paragraphs_is_kept_together(village: Resolved, paper_of: PaperOf, printed: Lines) -> None:
    lines = [*printed]
    lines[3] = "1、河长（3分）。"
    lines[4:4] = ["（1）各村指定河长，巡河日志按月装订成册；", "（2）每月巡查不少于4次，发现垃圾当天清理。"]
    clause = held(village, paper_of(lines)).clauses[0]
    assert clause.text.split("\n") == lines[3:6]
    assert clause.place == "第4行 至 第6行"
    assert clause.points_equal is True


def test_a_paragraph_printed_twice_is_taken_once_and_the_other_named(
    village: Resolved, paper_of: PaperOf, printed: Lines
) -> None:
    lines = [*printed]
    lines.insert(8, lines[8].replace("2、", "1、", 1))
    found = held(village, paper_of(lines))
    assert found.clauses[4].place == "第10行"
    assert [one.place for one in found.extra] == ["第9行"]


def test_no_sentence_of_a_clause_is_left_out_unseen(village: Resolved, paper_of: PaperOf, printed: Lines) -> None:
    lines = [*printed]
    lines[8] += "邻近停车场另设指示牌。5、夜间照明由物业公司负责维护更换。"
    found = held(village, paper_of(lines))
    assert found.clauses[4].text == printed[8] + "邻近停车场另设指示牌。"
    assert [one.text for one in found.extra] == ["5、夜间照明由物业公司负责维护更换。"]


def test_what_is_gone_is_missing_and_its_neighbours_stay(village: Resolved, paper_of: PaperOf, printed: Lines) -> None:
    found = held(village, paper_of([*printed[:8], *printed[9:]]))
    assert {clause.criterion: clause.state for clause in found.clauses if clause.state != "matched"} == {
        "2.2": "missing"
    }
    assert not found.ok
    assert found.likely


def test_what_was_added_is_extra(village: Resolved, paper_of: PaperOf, printed: Lines) -> None:
    lines = [*printed[:9], "3、停车场划出残疾人车位，收费牌价公示，夜间照明完好（2分）。", *printed[9:]]
    found = held(village, paper_of(lines))
    assert [(one.place, one.text) for one in found.extra] == [("第10行", lines[9])]
    assert {clause.state for clause in found.clauses} == {"matched"}
    assert not found.ok


def test_another_document_is_not_taken_for_it(village: Resolved, paper_of: PaperOf) -> None:
    lines = ["会议通知", "1、参会人员于9时前报到。", "2、请携带笔记本电脑。", "3、住宿自理。", "4、联系人：王某。"]
    found = held(village, paper_of(lines))
    assert found.count("missing") == 8
    assert not found.likely


def test_a_table_with_points_in_a_column_of_their_own(village: Resolved, make: Any, printed: Lines) -> None:
    from kaoping.intake.docx import read_docx
    from kaoping.intake.ooxml import Package

    rows = [make.tr(make.tc("项目"), make.tc("序号"), make.tc("评分标准"), make.tc("分值"), make.tc("备注"))]
    title = ""
    for line in printed[2:-1]:
        if line.startswith("（"):
            title = line
            continue
        number, _, text = line.partition("、")
        text, _, worth = text.partition("（")
        first = make.tc(title, merge="restart") if number == "1" else make.tc("", merge="continue")
        rows.append(make.tr(first, make.tc(number), make.tc(text), make.tc(worth.partition("分")[0]), make.tc("")))
    with Package(make.docx(make.p("附件"), make.tbl(*rows)), "办法.docx") as package:
        found = held(village, read_docx(package))
    assert [clause.place for clause in found.clauses][:2] == ["表1 第2行第3列", "表1 第3行第3列"]
    assert [clause.points_equal for clause in found.clauses] == [True] * 8
    assert found.ok
