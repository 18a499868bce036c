"""Rubrics as different offices print them: where points stand, what adds and takes off, what pages and copying left behind."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kaoping.drafting.phrases import bounds, deduction, is_soft, total_of, without_worth
from kaoping.drafting.phrases.earned import bare_steps, tiers
from kaoping.drafting.phrases.terms import bands, gift

from .outlines import demands, draft, items


def test_points_stand_behind_what_takes_them_off() -> None:
    found = draft("""
河清县考核细则
一、组织领导（20分）
1．每年开会不少于2次，每少一次扣1分。（8分）
2．公示牌信息准确。缺失的，每处扣0.5分。（12分）
二、河道管护（30分）
3．河道保洁全覆盖；发现一处扣1分(20分)
4．污水处理率达到75%以上　　10分
每低1%扣5分。
三、 工作保障（15）
5．学法全年不少于4次。
（ 10 分 ）每少一次扣3分。
6．经费落实（5分）
以上各项达到要求的，得满分；未达到的，酌情扣分。
由县河长办考评。
考核总分共计100分。
""")
    assert items(found) == {
        "1": ("每年开会不少于2次", 8), "2": ("公示牌信息准确", 12), "3": ("河道保洁全覆盖", 20), "4": ("污水处理率达到75%以上", 10),
        "5": ("学法全年不少于4次", 10), "6": ("经费落实", 5),
    }  # fmt: skip
    assert [(one["title"], one["points"]) for one in found.data["dimensions"]] == [
        ("组织领导", 20), ("河道管护", 30), ("工作保障", 15),
    ]  # fmt: skip
    assert demands(found, "5")[0][1:] == ({"at_least": 4, "per": "year"}, {"each": 3})
    assert found.data["scoring"]["full"] == 100
    assert "以上各项达到要求的，得满分" in found.data["document"]["rules"][0]
    last = found.data["dimensions"][2]["criteria"][1]
    assert last["responsible"] == "县河长办"


def test_what_adds_takes_off_and_bars_stands_in_articles_notes_and_lists() -> None:
    found = draft("""
东陵市考核办法
第一条 考核内容：
（一）依法决策（60分）
1.合法性审查率达100%（30分）；
2.征求公众意见（30分）。
（二）行政执法（40分）
1.持证上岗率达100%（25分）；
2.案卷合格率不低于95%（15分）。
第二条 工作被省级以上推广的，加3分；被市级推广的，加1分。
第三条 报送材料逾期的，从总分中扣2分。
第四条 申报单位近两年无下列情形：
（一）领导班子成员受到撤职处分的；
（二）发生重大舆情的。
第五条 得分85分以上的单位为“红旗单位”，70分至84分为合格村，70分以下为后进村。
""")
    kinds = [(one["kind"], one.get("amount"), one.get("range")) for one in found.data["adjustments"]]
    assert kinds == [("bonus", None, {"low": 1, "high": 3}), ("penalty", 2, None)]
    assert [(one["title"], one.get("look_back_years")) for one in found.data["vetoes"]] == [
        ("领导班子成员受到撤职处分的", 2), ("发生重大舆情的", 2),
    ]  # fmt: skip
    assert [one["label"] for one in found.data["outcomes"]] == ["红旗单位", "合格村", "后进村"]
    assert list(items(found).values()) == [
        ("合法性审查率达100%", 30), ("征求公众意见", 30), ("持证上岗率达100%", 25), ("案卷合格率不低于95%", 15),
    ]  # fmt: skip


def test_a_section_beyond_the_full_score_takes_off() -> None:
    found = draft("""
考核细则
一、责任落实（60分）
1.签订责任书（60分）
二、业务工作（40分）
1.台账齐全（40分）
三、通报和黄牌警告
受到通报批评的，每次扣5分；受到黄牌警告的，扣10分。
四、加分（不超过5分）
1.获国家级表彰的，加5分；省级的加3分。
2.作经验交流的，每次加2分；最多加4分。
3.命名为先进的加1分。
每年加分累计不超过5分。
五、奖惩措施
1.考核由县依法治县办组织。
2.对工作突出的，分别加2分、1分。
3.弄虚作假的，取消评先资格；已经命名的，予以摘牌。
""")
    told = [(one["kind"], one.get("amount"), one.get("range")) for one in found.data["adjustments"]]
    assert told == [
        ("penalty", 5, None), ("penalty", 10, None), ("bonus", None, {"low": 3, "high": 5}), ("bonus", 2, None),
        ("bonus", 1, None), ("bonus", None, {"low": 1, "high": 2}),
    ]  # fmt: skip
    assert [one.get("cap") for one in found.data["adjustments"]][3] == 4
    assert len(found.data["vetoes"]) == 1
    assert list(items(found).values()) == [("签订责任书", 60), ("台账齐全", 40)]


def test_what_pages_and_copying_left_behind() -> None:
    found = draft("""
平安建设考评细则
总分l00分。
一、组织领导（l5分）
1.签订平安建设责任书，层层落
— 1 —
县综治办考评组
实责任。未签订的扣5分。（15分）
二、社会治安（45分）
2.视频监控覆盖率达到100%，每低1个百分点扣0.5分。（30分）
2.视频监控覆盖率达到100%，每低1个百分点扣0.5分。（30分）
3.刑事案件下降。上升的扣5分。（15分）
4.禁毒工作责任落实。未完成任务的扣5分。（20分）
— 2 —
县综治办考评组
5.反诈宣传到位。（20分）
四、加分
6.获市级表彰的加2分。
""")
    assert list(items(found).values()) == [
        ("签订平安建设责任书", 15), ("视频监控覆盖率达到100%", 30), ("刑事案件下降", 15), ("禁毒工作责任落实", 20),
        ("反诈宣传到位", 20),
    ]  # fmt: skip
    assert "层层落实责任" in found.data["dimensions"][0]["criteria"][0]["requirements"][0]["text"]
    assert [one["title"] for one in found.data["dimensions"]] == ["组织领导", "社会治安", "（标题漏印）"]
    assert [one.code for one in found.doubts] == ["heading-lost"]
    assert "前 2 项已合所列 45 分" in found.doubts[0].message
    assert found.data["scoring"]["full"] == 100
    assert [one.why for one in found.parts if one.role == "unused"].count("与前一段完全相同，多印了一次") == 1


def test_shares_frames_formal_numbers_and_points_without_their_word() -> None:
    shares = draft("""
评估指标
一、主动公开（权重60%）
1.法定内容（35%）。缺一项扣1分。
2.年报（25%）。逾期的不得分。
二、依申请公开（权重40%）
1.渠道畅通（10%）。
2.答复规范（30%）。
""")
    assert list(items(shares).values()) == [("法定内容", 35), ("年报", 25), ("渠道畅通", 10), ("答复规范", 30)]
    framed = draft("""
窗口考核细则
【工作纪律】（30分）
（1）无故旷工的，每次扣5分；（10分）
（2）无故迟到的，每次扣1分。（20分）
【业务办理】（70分）
（3）超时办结的，每件扣2分。（70分）
""")
    assert [(one["title"], one["points"]) for one in framed.data["dimensions"]] == [
        ("【工作纪律】", 30),
        ("【业务办理】", 70),
    ]
    assert (list(items(framed).values()), framed.doubts) == (
        [("无故旷工的", 10), ("无故迟到的", 20), ("超时办结的", 70)],
        (),
    )
    starred = draft("""
考核评分细则
考核采用百分制。
★组织推动（30分）
○1 成立专班，明确责任。（8分，未明确的扣5分）
○2 报送进展。（22分）每迟报一次扣1分。
★清理证明（70分）
○3 公布清单。（70分）每发现一起扣5分。
总分≥85分的为优秀，总分≥70分且＜85分的为合格，总分＜70分的为不合格。
""")
    assert [(one["title"], one["points"]) for one in starred.data["dimensions"]] == [("组织推动", 30), ("清理证明", 70)]
    assert list(items(starred).values()) == [("成立专班", 8), ("报送进展", 22), ("公布清单", 70)]
    assert [one["label"] for one in starred.data["outcomes"]] == ["优秀", "合格", "不合格"]
    formal = draft("""
法治示范户标准
壹、学法（三十分）
一、参加宣传活动不少于两次（十分）；
二、收看法治节目（二十分）。
贰、守法（七十分）
一、遵守法律（七十分）。
有下列情形之一的，不得评为示范户：
一、参与赌博的。
得分达到八十五分的，命名为“示范户”。
""")
    assert [one["points"] for one in formal.data["dimensions"]] == [30, 70]
    assert (len(formal.data["vetoes"]), [one["label"] for one in formal.data["outcomes"]]) == (1, ["示范户"])
    bare = draft("""
依法治校评估细则
A1 组织与制度（30）
B1 校长为第一责任人。(10)
B2 制定学校章程。(20)
A2 法治教育（70）
B3 法治课纳入计划。(30)
B4 学生违法率为零。(40)
注：85分以上方可命名为示范校。近三年内发生责任事故的学校，不得申报。
""")
    assert list(items(bare).values()) == [
        ("校长为第一责任人", 10), ("制定学校章程", 20), ("法治课纳入计划", 30), ("学生违法率为零", 40),
    ]  # fmt: skip
    assert ([one["label"] for one in bare.data["outcomes"]], len(bare.data["vetoes"])) == (["示范校"], 1)


def test_items_are_numbered_on_below_headings_of_their_own_and_points_may_be_bare() -> None:
    mixed = draft("""
政法工作考评细则
一、办案质效（50分）
（一）案件质量评查（30分）
1.评查合格率不低于98%，计20分。每低1个百分点扣2分。
2.错案追究到位，计10分。
（二）办案期限（20分）
3.无超期案件，计20分。
二、队伍建设（50分）
4.政治轮训到位，计15分。
5.无违纪违法，计15分。
6.纪律作风严明，计20分。
""")
    assert [points for _, points in items(mixed).values()] == [20, 10, 20, 15, 15, 20]
    named = draft("""
考核指标说明
指标1：诚信承诺制度（40分）
考核内容：公开承诺事项。
考核单位：县发改委
指标2：政府合同履约（60分）
考核内容：无拖欠账款行为。
""")
    assert list(items(named).values()) == [("诚信承诺制度", 40), ("政府合同履约", 60)]
    trailing = draft("""
平安小区评分标准
1 组织健全 20
1.1 有联动机制 10
1.2 有志愿者队伍 10
2 防范到位 80
2.1 监控全覆盖 20
2.2 二十四小时值守 60
""")
    assert [one["title"] for one in trailing.data["dimensions"]] == ["组织健全", "防范到位"]
    assert list(items(trailing).values()) == [
        ("有联动机制", 10), ("有志愿者队伍", 10), ("监控全覆盖", 20), ("二十四小时值守", 60),
    ]  # fmt: skip


def test_a_basic_score_may_stand_in_an_article() -> None:
    found = draft("""
网格员积分考核办法
第一条  每人每月基础分为100分。
第二条  有下列情形的，予以扣分：
（一）每日巡查少于1次的，每次扣1分；
（二）应报未报的，每件扣3分。
第三条  考核结果纳入绩效。
""")
    assert items(found) == {"1": ("基础分", 100)}
    assert demands(found, "1") == [
        ("每日巡查少于1次的，每次扣1分", {"at_least": 1}, {"each": 1}), ("应报未报的，每件扣3分。", {"at_most": 0}, {"each": 3}),
    ]  # fmt: skip
    assert "考核结果纳入绩效。" in found.data["document"]["rules"]


@pytest.mark.parametrize(
    ("text", "amount", "each"),
    [
        ("群众满意度低于85%的，扣50分", 50, None),
        ("每年学法不少于四次，少一次扣2分", None, 2),
        ("未经审查的每件扣五分", None, 5),
        ("低2个百分点扣1分", None, 1),
    ],
)
def test_what_is_missed_and_what_is_counted(text: str, amount: int | None, each: int | None) -> None:
    found = deduction(text)
    assert found is not None
    assert (found.amount, found.each) == (amount, each)


def test_phrases_of_offices() -> None:
    assert [(one.label, one.at_least) for one in bands("结果:≥90分为优秀;75~89分为合格;<75分为不合格.")] == [
        ("优秀", 90), ("合格", 75), ("不合格", None),
    ]  # fmt: skip
    assert [(one.label, one.at_least) for one in bands("优秀（≥90分）、良好（≥80分且＜90分）、不合格（＜80分）")] == [
        ("优秀", 90), ("良好", 80), ("不合格", None),
    ]  # fmt: skip
    assert [one.label for one in bands("95分以上为示范镇街，85分以上不足95分为达标镇街，85分以下为整改镇街。")] == [
        "示范镇街", "达标镇街", "整改镇街",
    ]  # fmt: skip
    assert [one.label for one in bands("90分以上为优秀并予以表彰，60分以下为不合格。")] == ["优秀", "不合格"]
    found = gift("分别扣3分、1分，累计扣分不超过6分")
    assert (found.amount, found.low, found.high, found.cap) == (None, 1, 3, 6)
    assert (
        next(one.when for one in tiers("完成年度目标得20分；完成目标的90%以上得10分；不足90%不得分")) == "完成年度目标"
    )
    assert [(name, int(points)) for name, points in bare_steps("陈述（15分）。优秀15分，良好12分，较差5分；")] == [
        ("优秀", 15), ("良好", 12), ("较差", 5),
    ]  # fmt: skip
    assert without_worth("优秀15分，良好12分，较差5分") == "优秀15分，良好12分，较差5分"
    assert without_worth("完成建设任务计120分，每项不完成扣10分") == "完成建设任务，每项不完成扣10分"
    assert without_worth("乡镇没有的扣 8 分，每缺一个扣 1 分") == "乡镇没有的扣 8 分，每缺一个扣 1 分"
    assert (total_of("五大类，共100分，扣完为止"), total_of("一、组织（共100分）"), total_of("共30分")) == (
        Decimal(100),
        None,
        None,
    )
    assert total_of("1．组织领导（满分20分）") == 20
    heads = draft("考核标准\n1．组织领导（满分40分）\n（1）学法，得40分\n2．普法（满分60分）\n（2）宣传，得60分")
    assert "full" not in heads.data["scoring"]
    assert (is_soft("一般隐患整改率达到95%"), is_soft("一般不少于2次")) == (False, True)
    assert [one.value for one in bounds("每日巡查少于1次的")] == [1]
