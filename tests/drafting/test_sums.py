"""What is odd in the document is found, with place and proposed reading, and nothing is changed by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rubrics import CLASSIC, CLASSIC_MERGES, Rows, table

from kaoping.drafting.assemble import draft_of
from kaoping.drafting.findings.judged import erratum_value
from kaoping.drafting.values import DOCUMENT, Mend
from kaoping.intake.txt import read_txt
from kaoping.standard.findings import CODES

HEAD = ("一级指标", "评分项", "考核内容", "分值")


def found(given: Any) -> list[tuple[str, str, str, str, str]]:
    """Code, id, place, what is printed and how it would be read."""
    draft = draft_of(given)
    for one in draft.findings:
        assert all(code in CODES and CODES[code].acceptable for code in one.accepts)
        assert one.why
        assert one.key is None or draft.part(one.key) is not None
    return [(one.code, one.at, one.place, one.printed, one.read_as) for one in draft.findings]


def sheet(*rows: tuple[str, str, str, str]) -> Any:
    return table((HEAD, *rows))


def test_a_sound_sheet_has_none() -> None:
    assert found(table(CLASSIC, CLASSIC_MERGES)) == []


def test_a_section_that_its_items_do_not_add_up_to() -> None:
    rows = (
        ("一、组织（15分）", "1.机构", "设机构", "5"),
        ("", "2.述法", "每年述法", "8"),
        ("二、制度（10分）", "3.审核", "审核", "10"),
    )
    assert found(sheet(*rows)) == [("section-sum", "一", "表1 第2行第1列", "组织 15 分", "13 分")]
    total = ("总分", "", "", "25")
    assert found(sheet(*rows, total)) == [
        ("section-sum", "一", "表1 第2行第1列", "组织 15 分", "13 分（如核对后各项无误）"),
    ]
    # The total differs only as the section does: one question, whose errata are both.
    draft = draft_of(sheet(*rows, total))
    (section,) = draft.findings
    assert [(one.accepts, one.printed, one.read_as) for one in section.all] == [
        (("points-sum",), "组织 15 分", "13 分（如核对后各项无误）"), (("full-sum",), "总分 25 分", "23 分"),
    ]  # fmt: skip
    taken = draft_of(draft.paper, [Mend(DOCUMENT, "erratum", erratum_value(section, True))])
    assert [one["accepts"] for one in taken.data["errata"]] == [["points-sum"], ["full-sum"]]
    assert taken.findings == ()
    assert "总分 23 分也只能这样合计" in draft_of(sheet(*rows, ("总分", "", "", "23"))).findings[0].why


def test_an_item_without_points_gets_what_its_section_lacks() -> None:
    rows = (("一、组织（15分）", "1.机构", "设机构", "5"), ("", "2.述法", "每年述法", ""), ("", "3.审核", "审核", "4"))
    assert found(sheet(*rows)) == [("no-points", "2", "表1 第3行第2列", "（没有分值）", "6 分")]
    text = "考核标准\n一、制度（6分）\n1、计划（2分）。\n2、总结（3分）。\n3、档案。\n二、执法（4分）\n1、持证（4分）。"
    assert [one for one in found(read_txt(text)) if one[0] == "no-points"] == [
        ("no-points", "1.3", "第5行", "（没有分值）", "1 分")
    ]


def test_an_item_larger_than_its_section() -> None:
    rows = (("一、组织（15分）", "1.机构", "设机构", "50"), ("", "2.述法", "每年述法", "10"))
    assert found(sheet(*rows)) == [("item-larger", "1", "表1 第2行第2列", "50 分", "5 分")]


def test_a_row_of_a_sum_that_is_no_sum() -> None:
    rows = (
        ("组织", "1.机构", "设机构", "5"),
        ("", "2.述法", "每年述法", "8"),
        ("小计", "", "", "15"),
        ("制度", "3.审核", "审核", "10"),
    )
    assert found(sheet(*rows)) == [("subtotal", "表1 第4行第1列", "表1 第4行第1列", "小计 15", "13 分")]
    assert found(sheet(*rows[:2], ("小计", "", "", "13"), rows[3])) == []


def test_demands_whose_points_exceed_their_item() -> None:
    rows = (("组织", "1.机构", "（1）设机构（3分）；（2）配人员（4分）", "5"), ("", "2.述法", "每年述法", "8"))
    assert found(sheet(*rows)) == [("demand-sum", "1", "表1 第2行第2列", "5 分", "7 分")]


def test_numbers_missing_twice_and_begun_again() -> None:
    names = ("1.甲", "2.乙", "2.丙", "4.丁", "1.戊")
    rows: Rows = (("项目", "分值"), *((name, "5") for name in names))
    assert [(code, printed) for code, _, _, printed, _ in found(table(rows))] == [
        ("number-twice", "“2.”印了两次"),
        ("heading-lost", "“4.”之后又从“1.”开始"),
    ]
    numbered: Rows = (("序号", "项目", "分值"), ("1", "甲方案", "5"), ("3", "乙方案", "5"))
    assert [(code, read_as) for code, *_, read_as in found(table(numbered))] == [
        ("number-missing", "没有编号 2；照文件所印")
    ]


def test_numbers_that_begin_again_below_each_heading_are_right() -> None:
    text = "考核标准\n一、甲（4分）\n1、子（2分）。\n2、丑（2分）。\n二、乙（4分）\n1、寅（2分）。\n2、卯（2分）。\n"
    assert found(read_txt(text)) == []


def test_letters_for_digits_and_digits_of_two_widths() -> None:
    rows = (("组织", "1.机构", "设置率达到1O0%", "l5"), ("", "2.述法", "每年１2次", "8"))
    assert [(code, printed, read_as) for code, _, _, printed, read_as in found(sheet(*rows))] == [
        ("letter-in-number", "1O0%", "100%"),
        ("letter-in-number", "l5", "15"),
        ("mixed-width", "１2", "12"),
    ]
    assert found(sheet(("组织", "1.OA系统", "接入OA办公，Top10项目", "5"), ("", "2.述法", "每年１２次", "8"))) == []


def test_shares_over_the_whole_and_days_that_do_not_exist() -> None:
    rows = (("组织", "1.机构", "设置率达到950%", "5"), ("", "2.述法", "2月30日前述法，13月5日前报告；增长120%", "8"))
    assert [(code, printed, read_as) for code, _, _, printed, read_as in found(sheet(*rows))] == [
        ("share-over", "950%", "95%"),
        ("no-date", "2月30日", "2月29日"),
        ("no-date", "13月5日", "请核对原件"),
    ]
    assert (
        found(sheet(("组织", "1.机构", "2024年2月29日前设置率达到100%", "5"), ("", "2.述法", "11月30日前", "8"))) == []
    )


def test_an_accepted_finding_becomes_an_erratum() -> None:
    given = sheet(
        ("一、组织（15分）", "1.机构", "设机构", "5"),
        ("", "2.述法", "每年述法", "8"),
        ("二、制度（10分）", "3.审核", "审核", "10"),
    )
    (one,) = draft_of(given).findings
    assert one.key is not None
    draft = draft_of(given, [Mend(one.key, "erratum", f"yes|{one.code}|{one.at}")])
    assert draft.findings == ()
    assert draft.data["errata"] == [
        {"at": "一", "printed": "组织 15 分", "read_as": "13 分", "why": one.why, "accepts": ["points-sum"]}
    ]


def test_the_faults_known_of_a_real_document(tmp_path: Path) -> None:
    text = "标准\n二、制度（6分）\n1、甲方案（5分）。\n2、乙方案。\n三、执法（2分）\n1、普法率达到1O0％（2分）。\n"
    assert [(code, read_as) for code, *_, read_as in found(read_txt(text)) if code != "number-missing"] == [
        ("no-points", "1 分"),
        ("letter-in-number", "100％"),
    ]
