"""What a stretch of a document is about: vetoes, bonus, procedure, outcomes, forms, labels before a text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from kaoping.drafting.phrases import plain
from kaoping.drafting.values import Role

#: What a section is about; None stands for the items of the sheet.
About = Literal["veto", "bonus", "penalty", "adjust", "stage", "outcome", "form", "rule", "evidence"]

_ANNEX = re.compile(r"\s*附\s*(?:件|表|录)\s*(?:之)?\s*[\d一二三四五六七八九十]{0,3}\s*[:：]?\s*")
_ANNEX_TITLED = re.compile(r"\s*附\s*(?:件|表|录)\s*[\d一二三四五六七八九十]{0,3}\s*[:：]?\s*(?P<title>\S.{2,60})")
_VETO_HEAD = re.compile(
    r"否决|不得(?:参评|申报|推荐|评为|评定为|参加|确定为)(?!.*分)|取消.{0,8}资格|负面情形|否定(?:项|指标|情形)|前置条件|限制条件|不合格情形"
)
_VETO_LIST = re.compile(
    r"(?:有|存在|发生|出现|符合|具有)(?:下列|以下|如下).{0,24}(?:之一|情形|情况|行为|问题)?|下列情形之一|以下情形之一|凡.{0,12}(?:下列|以下)"
)
_VETO = re.compile(
    r"一票否决|予以否决|实行否决|不(?:得|能|准|可)(?:参评|参加.{0,4}(?:评|选|推荐|考核|申报)|申报|推荐|评为|评定为|确定为|命名|被评|评先)|取消.{0,12}(?:资格|评选|评优|评先|称号|命名)|取消(?:其|所评|当年|已评)?(?:星级|等级|等次|荣誉)|不予(?:申报|命名|推荐|评|认定|受理|表彰|验收)"
    r"|(?:考核|考评|评估|结果|等次|等级|一律|当年).{0,8}(?:评定|认定|确定|定|评|列|判)为.{0,2}(?:不合格|不达标|不称职|[CDEcde]级|差|最低|末等|较差)"
    r"|(?:考[核评]|评[估价])(?:结果|等次|等级)?(?:直接|一律)?为.{0,2}(?:不合格|不达标|不称职|较差|末等)"
    r"|撤销.{0,12}(?:命名|称号|示范|资格)|摘牌|直接(?:[评判]?定|认定|确定|评)为|一律.{0,8}不合格|(?:降低?|下调)(?:[一二12两]?个?(?:等次|档次|等级|档|星级)|[一二12两]个?级)"
    r"|(?:考核|考评|总分|得分|成绩|年度).{0,10}(?:记|计|按|为)(?:为)?[0零]分|不得高于.{0,6}(?:等次|分|合格|良好|称职|一般)"
    r"|(?:最高|至多|只能|仅能)(?:只能|可|能)?(?:评|定|评定|确定|认定)为.{0,6}(?:等次|合格|良好|称职|一般|达标|[BCDbcd]级)"
)
#: 基本条件：近三年无下列情形.
_NONE_OF = re.compile(
    r"(?:(?<![有若倘])无|没有|未(?:发生|出现)?|不存在|不得(?:有|存在))(?:下列|以下|如下)[^，。；;]{0,12}(?:情形|情况|行为|问题|之一)\s*(?:之一)?(?:的)?\s*[:：]"
)
#: What the head of a list says becomes of the case: 为不合格案卷.
_FAILS = re.compile(r"(?:为|属于?|视作|[判评认确]定为?|视为|按)不(?:合格|达标)")
_BONUS = re.compile(r"加分|附加分|奖励分|奖励项|创新分|激励项")
_PENALTY = re.compile(r"(?:减|扣|倒扣|罚)分(?:项|事项|情形|情况|内容|指标|因素)?\s*(?:[(（].*)?$|减分|负向|惩戒")
_BOTH = re.compile(r"加减分|加扣分|附加项|加分.{0,6}(?:减|扣)分|附加指标")
_STAGE = re.compile(
    r"(?:考[核评]|评[估价选审定]|实施|工作|创建|认定|申报|验收|检查|组织|时间|进度|方法|命名|督[查察])?.{0,4}(?:程序|步骤|阶段|流程|时间安排|进度安排|时间节点)"
)
_OUTCOME = re.compile(
    r"等次|等级|(?:认定|评定|达标|命名)办法$|星级评定|评星|结果(?:评定|划分|确定|认定|分类)|评定标准|结果运用|评价结果|考核结果|考评结果"
)
_RULE = re.compile(
    r"指导思想|总体要求|基本原则|基本目标|总体目标|工作目标|工作要求|组织领导$|保障措施|组织保障|附则|总则|考[核评](?:对象|范围|原则|目的|依据|方式|方法|组织|主体|要求|时间|机构)|适用范围"
    r"|(?:复查|评选|验收|测评|创建|申报|表彰)(?:对象|范围)$|复查验收对象|工作机制|监督管理|纪律|结果(?:运用|应用)|主要任务|范围对象|责任追究|有关(?:事项|要求|说明)|评分办法|计分办法|计分方法|考[核评]办法|评[价估]办法|考[核评]奖惩|说明$|组织实施|强化保障|申报(?:条件|范围)|名额"
)
_FORM = re.compile(
    r"(?:申报|推荐|审批|登记|申请|汇总|评审|自评|备案|审核|报送|报名|基本情况|意见)(?:书|表|单)\s*$|(?:审批|推荐|申报|登记)表"
)
_SHEET = re.compile(r"标准|指标|细则|评分|考[核评]|评价|测评|清单|体系|内容|赋分|计分|打分")
_BODY = re.compile(r"方案|办法|通知|意见|规定|决定|函|公告|批复")

_LABEL_WORDS: tuple[tuple[Role, str], ...] = (
    ("evidence", r"佐证材料|印证材料|证明材料|备查材料|查阅资料|需提供(?:的)?材料|提供材料|支撑材料|档案资料|资料清单|材料要求|迎检资料|资料目录"),
    ("method", r"考[核评]方[式法]|评价方[式法]|检查方[式法]|考[核评]办法|测评方[式法]|验收方[式法]|核查方[式法]|评估方[式法]"),
    ("responsible", r"责任(?:单位|部门|科室|人|领导)|牵头(?:单位|部门)|负责(?:单位|部门)|考[核评](?:单位|部门|主体)|配合(?:单位|部门)|主管(?:单位|部门)|实施单位|完成单位"),
    ("deduction", r"扣分(?:标准|办法|细则|规则|说明|情形|项)?|评分(?:标准|办法|细则|方法|规则|说明)|计分(?:标准|办法|方法|规则|细则)|打分标准|赋分(?:标准|规则|办法)|评价标准"),
    ("requirement", r"(?:考[核评]|检查|评[查估]|督[查导]|验收)(?:内容|要点|标准|指标)|评分要点|工作要求|具体要求|目标要求|主要内容|基本要求|指标要求|工作(?:标准|内容|目标)|测评内容|创建标准|标准要求"),
    ("note", r"备注|说明|注\s*\d{0,2}|注释|指标解释|指标说明|数据来源|时间节点|完成时[限间]"),
    ("points", r"分值|标准分|权重|本项分值"),
)  # fmt: skip
_LABELS = tuple((role, re.compile(rf"\s*[(（【\[]?(?:{words})[)）】\]]?\s*[:：]\s*")) for role, words in _LABEL_WORDS)
_SIGNED = re.compile(
    r"\s*(?:\d{4}|[〇零一二三四五六七八九○Oo]{4})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日\s*(?:印发)?\s*"
)
_COPY = re.compile(r"\s*(?:抄送|主送|抄报|联系人|联系电话|主题词|印发|签发人|共印)\s*[:：]?")
_NAMES_ONLY = re.compile(
    r"(?!加强|强化|明确|落实|建立|健全|完善|开展|推进|规范|做好|提高|严格|按|应|由|不|未|有(?!关)|无)[\u4e00-\u9fff]{0,8}?"
    r"(?:内容|标准|对象|范围|方[式法]|办法|程序|步骤|依据|原则|要求|目标|任务|[运应使]用|等次|等级|评定|事项|说明|规则|保障|领导|分工|附则|总则|思想|机构|安排|情形|指标|项目|否决|加分项?|[减扣]分项?|奖惩|结果)"
    r"(?:[和与及、][\u4e00-\u9fff]{2,6})?\s*[:：。]?"
)
_CONDITION = re.compile(r"(?:基本|申报|准入|入围|参评|参选|创建|必备|前提|资格)条件")
#: What bars who lacks a condition before it.
LACKS = re.compile(r"不(?:符合|具备|满足)(?:以上|上述|前述|其中|任[何一]|本|基本|该|申报|第)")
#: A case, as what bars tells one.
_CASE = re.compile(
    r"凡|发生|出现|存在|有[^，。]{2,40}的[，,]|被[^，。]{2,40}的[，,]|未[^，。]{2,40}的[，,]|因[^，。]{4,40}的[，,]|有[一1二2两]项?[^，。]{2,20}的[，,]"
)
#: What follows from a case that is told before it: 年度考核直接确定为不合格.
_FOLLOWS = re.compile(
    r"\s*(?:同时|并且?|且)?(?:本?年度|当年|全年)?(?:考[核评]|评[估价])?(?:结果|等[次级])?(?:予以|应当?|实行|直接|一律|均|将)*"
    r"(?:(?:评定|认定|确定|判定|评|定|列|判)为|取消|撤销|不得|不予|一票否决|摘牌)"
)
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,20}\s*[〔\[（(【]\s*\d{4}\s*[〕\]）)】]\s*(?:第\s*)?\d+\s*号")


def is_annex(text: str) -> bool:
    """Whether a line says nothing but 附件1."""
    return _ANNEX.fullmatch(text) is not None and len(text.strip()) <= 10


def annex_title(text: str) -> str | None:
    """The title behind 附件1: on the same line."""
    found = _ANNEX_TITLED.fullmatch(text)
    return (
        None if found is None or re.match(r"\s*[\d一二三四五六七八九十]+\s*[.．、]", found["title"]) else found["title"]
    )


def is_form_title(text: str) -> bool:
    """Whether a title is that of a form to be filled in."""
    return _FORM.search(text.strip()) is not None and not _SHEET_TITLE.search(text)


_SHEET_TITLE = re.compile(r"评分表|打分表|考核表|指标表|标准表|测评表|细则")


def weight_of_title(text: str) -> int:
    """How far a title speaks for a sheet of items: above zero for 标准 and 细则, below for 通知 and 方案."""
    if _FORM.search(text) and not _SHEET_TITLE.search(text):
        return -2
    body = _BODY.search(text[-8:]) is not None
    return (
        (1 if _SHEET.search(text) else 0)
        - (1 if body else 0)
        + (1 if re.search(r"标准|指标|细则|评分|清单", text) else 0)
    )


def about(heading: str, words: str = "", *, scored: bool = False) -> About | None:
    """What a numbered piece is about, from its heading and its own words; None for items.

    :param heading: its first sentence, without its number
    :param words: all its own words
    :param scored: whether it prints points, or something below it does; then headings of rules are those of items
    """
    head = plain(heading).strip()
    short = len(head) <= 45
    told = plain(words) or head
    if (_VETO_LIST.search(told) and (_VETO.search(told) or _FAILS.search(told))) or _NONE_OF.search(told):
        return "veto"
    if short and _VETO_HEAD.search(head) and not re.search(r"扣", head):
        return "veto"
    brief = len(head) <= 24
    if brief and _BOTH.search(head):
        return "adjust"
    if re.fullmatch(r"负面清单(?:事?项)?(?:扣分)?(?:情形)?", re.split(r"[(（:：]", head)[0].strip()):
        return "adjust"
    if brief and _BONUS.search(head) and "=" not in head:
        return "bonus"
    if (
        brief
        and re.search(
            r"(?:减分|扣分)(?:项|事项|情形|因素|指标)|倒扣分|^(?:减|扣)分|(?:予以|给予|应当|实行|下列|以下).{0,12}(?:减|扣)分",
            head,
        )
        and not re.search(r"标准|办法|规则|细则|为限|为止|百分制|千分制", head)
    ):
        return "penalty"
    if scored:
        return None
    if short and _OUTCOME.search(head):
        return "outcome"
    if short and _STAGE.search(head) and not re.search(r"执法|决策|行政|制定|法定", head):
        return "stage"
    if short and len(head) <= 20 and _RULE.search(head):
        return "rule"
    return None


def is_condition(heading: str, below: Iterable[str]) -> bool:
    """Whether a section is that of the conditions, and what stands in it bars who lacks one: 不符合以上条件的，不得参评."""
    return _CONDITION.fullmatch(re.split(r"[（(：:。]", heading)[0].strip()) is not None and any(
        is_veto(one) and LACKS.search(one) for one in below
    )


def is_veto(text: str) -> bool:
    """Whether a sentence bars, revokes or lowers."""
    return _VETO.search(plain(text)) is not None


def tells_case(text: str) -> bool:
    """Whether a sentence names the case that bars: 发生重大案件, 有违纪行为的，…."""
    return _CASE.search(text) is not None


def follows(before: str, text: str) -> bool:
    """Whether a sentence only says what follows from the case in the one before: …的，通报批评；年度考核直接确定为不合格."""
    return (
        is_veto(text)
        and _FOLLOWS.match(text) is not None
        and not opens_list(text)
        and (before.rstrip().endswith(("；", ";")) or re.search(r"[的者][，,]", before) is not None)
        and tells_case(before)
    )


def bars(text: str) -> bool:
    """Whether an entry of a list of bonuses or penalties is none: it bars and prints no points."""
    return is_veto(text) and re.search(r"[加减扣奖]\s*(?:记|计)?\s*\d", plain(text)) is None


def names_only(text: str) -> bool:
    """Whether a sentence says nothing but what a section is about: 考评内容, 结果运用."""
    return _NAMES_ONLY.fullmatch(text.strip()) is not None


def is_label(text: str) -> About | None:
    """What a cell that prints nothing but the name of such a list is about: 加分, 一票否决项; None for others."""
    if _BARRED.fullmatch(plain(text).strip()):
        return "veto"
    found = _LABEL.fullmatch(plain(text).strip())
    return about(f"{found['name']}项", scored=True) if found is not None else None


_BARRED = re.compile(r"[^()。；;，,]{2,10}\(\s*(?:实行)?一票否决[项制]?\s*\)")
_LABEL = re.compile(
    r"(?:[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．]?)?(?P<name>加分|附加分|奖励加?分|减分|扣分|倒扣分|一票否决|否决)(?:项目?|指标|事项|情形|条件|内容)?(?:\([^()]*\))?"
)


def opens_list(text: str) -> bool:
    """Whether a sentence says that a list of cases follows."""
    return _VETO_LIST.search(plain(text)) is not None


def label_of(text: str) -> tuple[Role, int] | None:
    """The role that a label before a text gives it, and where the text begins: 责任单位：司法局."""
    for role, pattern in _LABELS:
        found = pattern.match(text)
        if found is not None:
            return role, found.end()
    return None


def is_signature(text: str) -> bool:
    """Whether a line is a date, a copy list, or a document's number."""
    shown = text.strip()
    return bool(_SIGNED.fullmatch(shown) or _COPY.match(shown) or document_number(shown))


def document_number(text: str) -> str | None:
    """The document's number where a line is one: 云法治办发〔2026〕5号."""
    shown = text.strip()
    if shown[:1] in "（(" and shown[-1:] in "）)":
        shown = shown[1:-1].strip()
    return shown if _NUMBER.fullmatch(shown) else None


def effect_of(text: str) -> str:
    """What a veto does, in the words of the format."""
    folded = plain(text)
    if re.search(r"撤销|摘牌|取消.{0,10}(?:称号|命名)", folded):
        return "revoke"
    if re.search(r"(?:降低?|下调)(?:.{0,3}(?:等次|档次|等级|档|星级)|[一二12两]个?级)", folded):
        return "downgrade"
    if re.search(r"(?:记|计|按|为)[0零]分|得[0零]分", folded):
        return "zero"
    if re.search(r"不计分|不予计分|不评分", folded):
        return "no-score"
    return "ineligible"
