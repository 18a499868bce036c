"""Rubrics in words, made here: each in the style and with the damage that its test is about."""

from __future__ import annotations

from kaoping.drafting.assemble import draft_of
from kaoping.drafting.values import Draft
from kaoping.drafting.walk import criteria
from kaoping.intake.paper import Paper, Passage
from kaoping.intake.txt import read_txt

TOWN = """云岭省法治乡镇创建考评细则（2026年版）
（总分100分）
为规范考评工作，制定本细则。
一、组织领导（40分）
1、成立领导小组，书记任组长（15分）。未成立的不得分；书记未任组长的，扣2分。
2．每年召开专题会议不少于2次（25分）。每少一次扣3分，扣完为止。
二、法治宣传[60分]
（一）领导学法（30分）
1、中心组每年集体学法不少于4次，每少一次扣1.5分，累计不超过6分。（10分）
2、考试参考率不低于98%，每低一个百分点扣1分。（20分）
（二）群众普法（30分）
①近三年内未发生重大群体性事件【12分】
②开展法治文化活动，每季度至少1场【18分】
三、加分项
1、获国家级表彰的，每项加3分，最高加5分。
四、一票否决
有下列情形之一的，一票否决，取消当年评选资格：
1、领导班子成员近两年内被追究刑事责任的；
2、弄虚作假的。
五、等次评定
90分以上为优秀，60分至89分为合格，60分以下为不合格。
- 1 -
云岭省全面依法治省委员会办公室
2026年3月5日"""

SCHOOL = """附件2
法治校园创建标准（试行）
一 组织健全
（1）成立工作领导小组，校长任组长；
（2）配备法治副校长，法治副校长每年到校授课不少
于4课时；
二 环境良好
（3）学生家长满意率在90％以上。
— 2 —
（4）每年更新宣传栏4期以上
三 否定指标
凡有下列情况之一的，不得申报：
①发生重大安全责任事故；
②教职工有违法犯罪行为。
本标准由县教育局负责解释。"""

RULES = """关于印发《青川县依法行政考核办法》的通知
各乡镇人民政府、县直各部门：
现将《青川县依法行政考核办法》印发给你们，请遵照执行。
青川县人民政府办公室
2025年4月1日
青川县依法行政考核办法
第一章 总则
第一条 为加强依法行政，制定本办法。
第二章 考核内容
第二条 考核实行百分制，内容和分值如下：
（一）制度建设20分。按期清理文件。
（二）行政决策30分。
（三）行政执法30分。案卷评查合格率不低于90%，每低1个百分点扣1分。
（四）行政监督20分。
第三章 考核程序
第三条 考核按以下程序进行：
（一）自查。于每年11月30日前报送自查报告，自查报告不超过3000字。
（二）公示。考核结果公示不少于5个工作日。
第四章 结果运用
第四条 得分90分以上的为优秀，60分以上不满90分的为合格，不满60分的为不合格。
第五条 有下列情形之一的，考核结果直接定为不合格：（一）发生重大违法案件的；（二）拒不配合考核的。"""

LABELLED = """某市法治政府建设绩效考核指标（满分1000分）
第一部分 依法履职（400分）
1.1 权责清单（400分）
1.1.1 公布权责清单（150分）
评分标准：未公布的扣60分；未调整的，每项扣10分。
责任单位：市司法局、市委编办
佐证材料：权责清单文本、公布网址
考核方式：查阅资料、实地查看
1.1.2 网上可办率不低于95%（250分）
评分标准：每低1个百分点扣20分，扣完为止。
第二部分 依法决策（600分）
2.1 重大决策（600分）
2.1.1 合法性审查率100%（350分）
2.1.2 聘请法律顾问不少于3名（250分），少1名扣50分。"""

DAMAGED = """平安县 法治建设 考核评分细则
一、领导有力(3O分)
1.领导小组健全 （l0分）每年召开会议不少于2次，每少1次扣2分。
2.经费保障 (10 分)
3,制度完善（10分）未建立制度的扣5分
三、执法规范（40分）
1.持证上岗（20分）
1.亮证执法（20分）
普法宣传(30分）
1、普法责任制落实（15分)。
2)普法活动每年不少于3次（15分）。"""

TWO = """附件
考核标准
一、县级标准（总分100分）
（一）领导（100分）
1、学法（60分）。
2、用法（40分）。
二、部门标准（总分100分）
（一）执法（100分）
1、公示（30分）。
2、记录（70分）。"""


def draft(text: str, sheet: int = 1) -> Draft:
    """The draft of a document in plain text."""
    return draft_of(read_txt(text), sheet=sheet)


def items(found: Draft) -> dict[str, tuple[str, int | None]]:
    """Title and points of each criterion, by id."""
    return {one["id"]: (one["title"], int(one["points"]) if "points" in one else None) for one in criteria(found.data)}


def demands(found: Draft, id: str) -> list[tuple[str, dict[str, object], dict[str, object]]]:
    """Words, bound (without its fact) and deduction of each requirement of a criterion."""
    one = next(one for one in criteria(found.data) if one["id"] == id)
    return [
        (
            requirement["text"],
            {key: value for key, value in requirement.get("measure", {}).items() if key != "fact"},
            requirement.get("deduct", {}),
        )
        for requirement in one.get("requirements", ())
    ]


def numbered(*lines: tuple[str, str]) -> Paper:
    """Paragraphs whose numbers were made by the program that wrote them."""
    return Paper(tuple(Passage(text, f"第{at}段", number=number) for at, (number, text) in enumerate(lines, 1)), "docx")
