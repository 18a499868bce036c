"""What the head of a rubric's table says about its columns, and which rows are a head. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kaoping.drafting.phrases import plain
from kaoping.drafting.tables.grid import Cell, Grid

#: What a column holds. `level` is one of the steps from section to item, `standard` how points are given or taken,
#: `filled` what is to be filled in by hand.
Kind = Literal[
    "number",
    "level",
    "standard",
    "points",
    "weight",
    "responsible",
    "method",
    "evidence",
    "note",
    "time",
    "grade",
    "filled",
    "",
]

_BRACKETS = re.compile(r"[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]?")
_SIGNS = re.compile(r"[\s:：、,，.。/／·\-—_*]+")
_WHO = "评查|巡查|自评|自查|自测|考评|考核|评审|评议|评估|测评|复核|复评|实际|实得|核定|审定|认定|初评|终评|最终|最后|抽查|验收|检查|核查|评价|专家|市级|县级|区级|省级|本级|上级|部门|单位|考评组|考核组|检查组|领导小组|本次|年度|总"
_FILLED = re.compile(
    rf"(?:{_WHO})*(?:得分|评分|打分|扣分|扣减分|失分|加减分|评价|分)(?:值|数|合计|情况|原因|理由|说明|事项|结果|人|栏)?|得分率|扣分|减分"
    rf"|(?:{_WHO}|完成|落实|进展|工作|开展|达标|达成|整改)+(?:情况|结果|记录|意见|结论|等次|等级|说明|进度|进展|自述)"
    r"|(?:[村镇乡县市区省校组]|单位|部门|学校|小组)?(?:自评|初评|复评|终评|互评|自查|核评)|是否(?:达标|符合|完成|具备|落实).*|达标与否|存在(?:的)?(?:主要)?问题.*|整改.*|(?:检查|考评|考核|评分|评审|负责|经办)?人?(?:签字|签名|签章|盖章)|打[√✓勾].*|扣分点|结论|日期"
)
#: 评分说明 says how points are given, 得分说明 why so many were.
_TOLD = re.compile(r"(?:评分|计分|赋分|打分)说明")
_POINTS = re.compile(
    r"(?:各大项|各分项|各次分项|各小项|指标|项目|考核|考评|评分|标准|本项|单项|小项|规定|设定|基本|基础|基准|最高|应得|目标|计划|内容|各项|分项|对应|赋予|量化|权重|总|满|一级|二级|三级|配|赋|参考)*"
    r"(?:分值|分数|满分|标准分|基准分|基本分|应得分|配分|赋分|分值数|考核分|目标分|总分|总分值|计分值|计分|分|分数值|占分|标分)(?:比例|设定|设置|分配|数)?"
    r"|[\u4e00-\u9fff]{2,6}(?<!扣分)(?<!得分)(?:分值|赋分)"
    r"|(?:单项|累计|每项)?(?:最高|最多|限)(?:可)?(?:加|扣|减|得)分(?:值|数)?|(?:单项|累计)?(?:加分|扣分|减分|得分|分值)(?:上限|限额|封顶|最高限)(?:值|分)?|(?:加|减|扣)分值"
)
#: 考核分值 is what an item is worth, 考核分 what it got.
_WORTH = ("分值", "分数", "满分", "标准分", "基本分", "基础分", "基准分", "总分", "目标分")
_WEIGHT = re.compile(r"[\u4e00-\u9fff]{0,4}(?:权重|权数|比重|占比|系数)(?:值|比例)?")
_STANDARD = re.compile(
    r".*(?:评分|计分|记分|扣分|加分|减分|赋分|打分|给分|得分|评价|评定|评判|考核|考评|测评|评估|评审|量化|验收|达标|评议|奖惩|加减分|分值)(?:的)?"
    r"(?:标准|办法|方法|细则|规则|准则|尺度|说明|要点及标准|标准及办法|方式)(?:及.*|和.*|与.*)?"
)
_COSTS = re.compile(
    r"[\u4e00-\u9fff]{0,4}(?:内容|要求|标准|要点)[及与和、](?:评分|计分|扣分|打分)|(?:处理|处置|处罚|惩戒|否决|结果运用|结果处理|降级)(?:办法|措施|方式|结果|意见|标准|后果)|后果|结果|结果运用|"
    r"(?:扣分|减分|失分|不得分)(?:情形|情况说明|内容|因素|事项|项|点及标准)(?:及.*)?"
)
_METHOD = re.compile(
    r".*(?:考核|考评|检查|评价|评估|测评|核查|验收|督查|评审|考察|查验|核验|审核|评定|采集|获取|评分|认定)(?:的)?(?:方式|方法|途径|手段|形式|渠道|办法)(?:及.*|和.*)?"
    r"|方式|方法|途径"
)
_EVIDENCE = re.compile(
    r".*(?:佐证|印证|证明|支撑|备查|备检|材料|资料|档案|证据|台账|依据|数据来源|数据出处|查验内容|凭证|附件|资料目录).*"
)
_RESPONSIBLE = re.compile(
    r".*(?:责任|牵头|配合|承办|主办|协办|主管|负责|落实|实施|承担|考核|考评|评分|打分|参与|完成|组织|被考核|适用|指导|协同|评价|数据提供|分管|认定|核定|审定|评定|提供|审核|统筹|监管)(?:部门|单位|主体|机关|科室|股室|处室|人|领导|对象|者|机构)(?:及.*|和.*)?"
    r"|部门|单位|责任分工|任务分工|分工"
)
_TIME = re.compile(r".*(?:时限|时间|期限|频次|周期|节点|进度要求|时段)")
_NOTE = re.compile(
    r"备\s*注.*|说\s*明|注|附\s*注|其\s*他|备考|填报说明|指标(?:含义|定义)|含义|定义|指标解释|指标说明|指标释义|释义|名词解释"
)
_NUMBER = re.compile(
    r"(?:指标|项目|条款|任务|标准|三级|二级|一级|内容)?(?:序号|编号|序|编码|代码|顺序号?|项次|条目号|题号|号)|no|序列|项号",
    re.IGNORECASE,
)
_EXPLICIT = re.compile(
    r"(?:第?([一二三四五1-5])级|([一二三四五1-5])类)(?:考核|考评|评价|测评|评估)?(?:指标|项目|目录|内容|要素|标题|分类|体系)?(?:名称)?"
)
_LEVEL_WORDS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(r".*(?:类别|大类|大项|类型|分类|类|领域|方面|板块|部分|模块|维度|章节?|主题)")),
    (5, re.compile(r".*(?:要点|观测点|考核点|采分点|得分点|评分点|细项|小项|子项|子指标|具体指标|分指标|检查点|要求|措施|条目|举措|标准|细则|指标值|目标值|内容及要求|标准及要求|指标及要求|指标要求|内涵|条件|情形|行为|描述)")),
    (4, re.compile(r".*(?:内容|要素|任务|事项|目标|指标内容|因素|题目|名称|重点|工作|条款)")),
    (3, re.compile(r".*(?:指标|细目)(?:体系|名称)?")),
    (2, re.compile(r".*(?:项目|项|科目|单元|栏目)(?:名称)?")),
)  # fmt: skip
_RANKS = {char: number for number, char in enumerate("一二三四五", 1)} | {str(number): number for number in range(1, 6)}
_GRADE = re.compile(
    r"优秀?|良好?|中等?|差|优良|不?及格|较?[强弱]|一般|较好|较差|好|很好|合格|基本合格|不合格|达标|基本达标|未达标|不达标|符合|基本符合|不符合|(?:全部|基本|部分|未|没有)?(?:完成|达到|落实|具备)|(?:非常|很|比较|较|基本|不|很不)?满意|[A-Ea-e]级?(?:标准|要求)?|[一二三四]等|[ⅠⅡⅢⅣ]级?"
)
#: What a grade gives, below its name: 优 1.0.
_WORTH_BEHIND = re.compile(r"(?<=[\u4e00-\u9fffA-Ea-e])\d+(?:\.\d+)?[分%]?$")
_MOST_WORDS = 16
#: 考核项目及分值: the points stand behind the words of each item.
_WITH_POINTS = re.compile(r"(?<=..)[及和与、](?:其)?(?:分值|权重|满分|分数|标准分|赋分)$")


@dataclass(frozen=True, slots=True)
class Word:
    """What a cell of a head says.

    :ivar rank: of a level: 1 the widest; 0 where it is none
    :ivar explicit: whether the rank is printed: 二级指标
    """

    kind: Kind
    rank: int = 0
    explicit: bool = False


def squeezed(text: str) -> str:
    """The words of a head's cell, without what stands in brackets, blanks and signs."""
    folded = plain(text)
    bare = _SIGNS.sub("", _BRACKETS.sub("", folded))
    return bare or _SIGNS.sub("", re.sub(r"[()\[\]【】〔〕]", "", folded))


def word(text: str) -> Word | None:
    """What the words of a head stand for; None where they are no words of a head."""
    said = _WITH_POINTS.sub("", squeezed(text))
    if not said or len(said) > _MOST_WORDS or said[-1] in "。；;":
        return None
    if _GRADE.fullmatch(_WORTH_BEHIND.sub("", said)):
        return Word("grade")
    if _NUMBER.fullmatch(said):
        return Word("number")
    explicit = _EXPLICIT.fullmatch(said)
    if explicit:
        return Word("level", _RANKS[explicit[1] or explicit[2]], True)
    if _WEIGHT.fullmatch(said):
        return Word("weight")
    if _POINTS.fullmatch(said) and (said.endswith(_WORTH) or not _FILLED.fullmatch(said)):
        return Word("points")
    if _COSTS.fullmatch(said):
        return Word("standard", 6)
    if _FILLED.fullmatch(said) and not _TOLD.fullmatch(said):
        return Word("filled")
    if _STANDARD.fullmatch(said):
        return Word("standard", 6)
    if _METHOD.fullmatch(said):
        return Word("method")
    if _TIME.fullmatch(said):
        return Word("time")
    if _RESPONSIBLE.fullmatch(said):
        return Word("responsible")
    if _EVIDENCE.fullmatch(said):
        return Word("evidence")
    if _NOTE.fullmatch(said):
        return Word("note")
    return next((Word("level", rank) for rank, pattern in _LEVEL_WORDS if pattern.fullmatch(said)), None)


@dataclass(frozen=True, slots=True)
class Head:
    """The rows of a head, and what each column's cells say together.

    :ivar full: the sum that the head itself prints for the points: 分值（100分）
    """

    first: int
    last: int
    words: dict[int, tuple[str, ...]]
    full: Decimal | None = None


def head_at(grid: Grid, row: int) -> Head | None:
    """The head that begins in a row: one to four rows of words of a head, or None."""
    if not _is_head_row(grid.across(row)):
        return None
    cells = grid.begins(row)
    last = row
    place = grid.rows.index(row)
    for below in grid.rows[place + 1 : place + 4]:
        # A second line stands under a merged cell, beside one that reaches down, or has nothing but such words itself.
        reaches = any(cell.last >= below for cell in cells)
        wide = [cell for cell in cells if cell.columns > 1]
        inner = grid.begins(below)
        said = [cell for cell in inner if word(cell.text) is not None]
        new = [cell for cell in said if squeezed(cell.text) not in {squeezed(one.text) for one in cells}]
        under = bool(wide) and all(any(one.column <= cell.column <= one.right for one in wide) for cell in inner)
        if not inner or not new or not (((reaches or under) and 2 * len(said) > len(inner)) or _names_levels(inner)):
            break
        last = below
        cells = [*cells, *inner]
    words: dict[int, list[str]] = {}
    full: Decimal | None = None
    for cell in sorted(cells, key=lambda one: one.row):
        for column in range(cell.column, cell.right + 1):
            words.setdefault(column, []).append(cell.text)
        found = re.search(r"(\d+(?:\.\d+)?)\s*分?\s*[)\]】]", plain(cell.text))
        said_word = word(cell.text)
        if found and said_word is not None and said_word.kind in ("points", "weight"):
            full = Decimal(found[1])
    return Head(row, last, {column: tuple(texts) for column, texts in words.items()}, full)


def repeated(head: Head) -> int:
    """How many columns a head has before it begins again beside itself; 0 where it does not."""
    texts = [tuple(squeezed(text) for text in head.words.get(at, ())) for at in range(1, max(head.words) + 1)]
    for width in range(2, len(texts) // 2 + 1):
        if len(texts) % width == 0 and all(texts[at] == texts[at % width] for at in range(len(texts))) and all(texts):
            return width
    return 0


def _names_levels(cells: Sequence[Cell]) -> bool:
    """Whether these are only words of a head, a level among them."""
    said = [word(cell.text) for cell in cells]
    return len(said) > 1 and all(one is not None for one in said) and any(one and one.kind == "level" for one in said)


def _is_head_row(cells: Sequence[Cell]) -> bool:
    """Two different words of a head or more, hardly anything else, and among them what is rated or its points."""
    said = [word(cell.text) for cell in cells]
    known = [one for one in said if one is not None]
    kinds = {(one.kind, one.rank if one.explicit else 0) for one in known}
    if len(known) < 2 or 10 * len(known) < 6 * len(cells):
        return False
    texts = {squeezed(cell.text) for cell in cells}
    if len(texts) < 2 or any(len(cell.text) > 60 for cell in cells):
        return False
    rated = any(one.kind in ("level", "standard") for one in known)
    return rated and (len(kinds) > 1 or sum(one.kind == "level" for one in known) > 1)
