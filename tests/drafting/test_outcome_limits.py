"""What documents say of the best outcome that is left, and what a draft makes of it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kaoping.drafting.assemble import draft_of
from kaoping.drafting.author.asked import asked as questions
from kaoping.drafting.author.asked import open_text
from kaoping.drafting.phrases.outcome_limits import all_left, limits_in
from kaoping.drafting.values import Mend
from kaoping.intake.txt import read_txt

FOUR = ("优秀", "良好", "合格", "不合格")


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("有下列情形之一的，不得评为优秀：", "良好"),
        ("存在上述问题的，不得评定为“优秀”等次。", "良好"),
        ("不能确定为良好以上等次", "合格"),
        ("当年不得评为优秀、良好等次", "合格"),
        ("不得评为良好及以上", "合格"),
        ("不得评为合格以上等次", "不合格"),
        ("考核结果最高评为合格", "合格"),
        ("最高只能评定为良好等次", "良好"),
        ("等次不得高于合格", "合格"),
        ("只能评为合格等次", "合格"),
        ("直接评为不合格", "不合格"),
        ("考核结果直接确定为不合格等次", "不合格"),
        ("一律认定为不合格", "不合格"),
        ("年度考核结果为不合格", "不合格"),
        ("取消评优资格", "良好"),
        ("评为不合格，并取消评优资格", "不合格"),
        ("不得评为优秀；情节严重的，直接评为不合格", "良好 不合格"),
        ("取消年度评先评优资格", "良好"),
        ("不得评优", "良好"),
        ("不得评为先进", "良好"),
        ("连续两年被评为不合格的，取消参评资格", None),
        ("降低一个等次，不得评为优秀", None),
        ("得分不得高于80分", None),
        ("直接评为优秀", None),
        ("只能评为良好以下等次", None),
        ("不得评为不合格", None),
        ("一票否决", None),
    ],
)
def test_what_a_text_leaves_at_best(text, best):
    assert all_left(limits_in(text), FOUR) == ([] if best is None else best.split())


def test_labels_are_those_of_the_document_whatever_stands_behind_them():
    def left(text, *labels):
        return next(iter(all_left(limits_in(text), labels)), None)

    assert left("不得评为优秀", "优秀等次", "良好等次", "一般等次") == "良好等次"
    assert left("不得评为一等", "一等奖", "二等奖", "三等奖") is None  # 一等奖 is another name
    assert left("不得评为A级", "A级", "B级", "C级") == "B级"
    assert left("直接评为D级", "A级", "B级", "C级") is None
    assert left("取消评优资格", "示范社区", "达标社区") is None


SHEET = """乡镇考核办法
一、考核内容
1.制度（60分）。
2.公开（40分）。
二、一票否决
有下列情形之一的，不得评为优秀：
（一）被通报批评的；
（二）群众投诉属实的，取消评先资格；
（三）发生责任事故的，直接评为不合格；
（四）拒不整改的，最高评为合格；
（五）弄虚作假的，不得参评；
（六）逾期不报的，降低一个等次。
"""
OUTCOMES = "三、结果\n90分以上为优秀，80分以上不满90分为良好，60分以上不满80分为合格，60分以下为不合格。\n"


def told(draft):
    return [(one["effect"], one.get("outcome"), one.get("set_by"), one.get("label")) for one in draft.data["vetoes"]]


def test_a_draft_names_the_outcome_where_the_document_prints_the_outcomes_and_asks_where_not():
    bare = draft_of(read_txt(SHEET))
    assert told(bare) == [
        ("limit", None, "jurisdiction", None),
        ("ineligible", None, None, None),
        ("ineligible", None, None, "不合格"),
        ("limit", None, "jurisdiction", None),
        ("ineligible", None, None, None),
        ("downgrade", None, None, None),
    ]
    asked = [doubt for doubt in bare.doubts if doubt.code == "veto-effect"]
    assert len(asked) == 3
    assert open_text(questions(bare)) == "否决和等次 3"
    assert asked[0].message == (
        "限定了等次，而文件没有印出各等次：最好还能评为哪一等没有写，结果会是“本地尚未规定”；请写明"
    )
    assert asked[1].message == "限定了等次，而文件没有印出各等次：读作不得参评，请核对"
    # The author gives the outcomes nowhere, but the effect of one veto: that settles what was asked about it.
    mended = draft_of(read_txt(SHEET), [Mend(asked[0].key, "terms", "effect=limit;outcome=良好")])
    assert told(mended)[0] == ("limit", "良好", None, None)
    assert len([doubt for doubt in mended.doubts if doubt.code == "veto-effect"]) == 2
    whole = draft_of(read_txt(SHEET + OUTCOMES))
    assert told(whole) == [
        ("limit", "良好", None, None),
        ("limit", "良好", None, None),
        ("limit", "不合格", None, None),
        ("limit", "合格", None, None),
        ("ineligible", None, None, None),
        ("downgrade", None, None, None),
    ]
    assert [doubt for doubt in whole.doubts if doubt.code == "veto-effect"] == []
    case = draft_of(read_txt(SHEET.replace("弄虚作假的，不得参评", "连续两年被评为不合格的，取消参评资格") + OUTCOMES))
    assert told(case)[4] == ("ineligible", None, None, None)
    graver = draft_of(read_txt(SHEET.replace("最高评为合格", "不得评为优秀，造成后果的直接评为不合格") + OUTCOMES))
    assert told(graver)[3] == ("limit", "良好", None, None)
    assert [doubt.message for doubt in graver.doubts if doubt.code == "veto-effect"] == [
        "一条里写了几种后果（最好为“良好”、“不合格”），按轻的写成“良好”，请核对；情形不同的请拆成几条"
    ]
    assert [one.get("points") for one in whole.data["dimensions"] + whole.data["criteria"]] == [
        Decimal(60),
        Decimal(40),
    ]
