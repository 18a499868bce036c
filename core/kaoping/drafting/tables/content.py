"""What the cells of a column hold, whatever its head says: numbers of items, points, names of units, ways of checking. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from kaoping.drafting.phrases import NUMBER, costs, plain, worths
from kaoping.drafting.tables.grid import Cell
from kaoping.drafting.tables.heads import Kind
from kaoping.intake.marks import alone

_CN_POINTS = re.compile(r"[一二三四五六七八九十]{1,3}分")
_POINTS = re.compile(rf"[(\[【〔]?\s*(?:满分|总分|共|计|小计|合计|最高|各)?\s*({NUMBER})\s*(?:分|%)?\s*[)\]】〕]?")
_SPOILT = re.compile(r"[\dOoQlI|.\s]{1,6}分?")
_LOOSE = re.compile(
    rf"(?:最高|最多|至多|不超过|限|≤|<=|[+＋±－\-—]|每[项个次条]|满分|基础分?|分值|共|计)*\s*[:：]?\s*({NUMBER})\s*分?(?:\s*/\s*[项个次条]|以内|封顶|每[项个次条])?"
)
#: What an item may add is counted in it: 10（含加分2）.
_WITHIN = re.compile(rf"({NUMBER})\s*分?\s*\(\s*(?:其中|含|包括|内含)[^()]{{1,16}}\)")
#: From nothing to all of it.
_UP_TO = re.compile(rf"0\s*分?\s*[-—–~～至到]+\s*({NUMBER})\s*分?")
_SUM = re.compile(rf"{NUMBER}(?:\s*[+]\s*{NUMBER})+")
#: What marks an item beside its points: 10★★.
_SIGNS = re.compile(r"[★☆※▲△◆●*]+")
_TIMES = re.compile(rf"({NUMBER})\s*[×xX*]\s*({NUMBER})")
_UNITS = re.compile(
    r"(?:局|办|委|院|部|厅|中心|科|股|处|室|政府|乡镇|街道|单位|部门|公安|司法|法院|检察|组织部|宣传部|党委|人大|政协|纪委|监委|集团|公司|社区|协会|联合会|妇联|团委|工会)(?:[、，,；;\s/／（(]|等|$)"
)
_METHOD = re.compile(
    r"审核|考察|调查|检查|查阅|查看|实地|现场|访谈|听取|座谈|问卷|抽查|随机|暗访|走访|测评|测试|核查|核实|网上查|检索|询问|调阅|观摩|评议"
)
_EVIDENCE = re.compile(
    r"文件|纪要|记录|台账|照片|方案|总结|名单|通知|清单|报告|图片|档案|签到|制度|截图|证书|材料|资料|影像|报表|统计表|合同|协议|会议"
)
_GIVES = re.compile(r"得\s*\d|不得分|计\s*\d|满分|扣|酌情|每[少低缺超增多高差]")


class Points(NamedTuple):
    """Points as a cell prints them.

    :ivar sure: whether nothing but the number stands there
    :ivar percent: whether it is a share
    :ivar spoilt: whether a letter stands for a digit
    :ivar signs: what else is printed beside the number to mark the item
    """

    value: Decimal
    sure: bool = True
    percent: bool = False
    spoilt: bool = False
    signs: str = ""


def points_in(text: str) -> Points | None:
    """The points that a cell of such a column prints; None where it prints none."""
    shown = plain(text.strip()).strip()
    signs = "".join(_SIGNS.findall(shown))
    marked = points_in(_SIGNS.sub("", shown)) if signs else None
    if marked is not None:
        return marked._replace(signs=signs)
    found = _POINTS.fullmatch(shown)
    if found:
        return Points(Decimal(found[1]), percent="%" in shown, spoilt=_is_spoilt(text))
    if _SPOILT.fullmatch(shown) and "\n" not in shown and re.search(r"[OoQlI|]", shown):
        mended = re.sub(r"[lI|]", "1", re.sub(r"[OoQ]", "0", re.sub(r"\s", "", shown))).rstrip("分")
        if re.fullmatch(NUMBER, mended):
            return Points(Decimal(mended), False, spoilt=True)
    if _CN_POINTS.fullmatch(shown):
        one = worths(f"（{shown}）")
        return Points(one[0].points) if one and one[0].points is not None else None
    if _SUM.fullmatch(shown):
        return Points(sum((Decimal(one) for one in re.findall(NUMBER, shown)), Decimal(0)), False)
    times = _TIMES.fullmatch(shown)
    if times:
        return Points(Decimal(times[1]) * Decimal(times[2]), False)
    up_to = _UP_TO.fullmatch(shown)
    if up_to:
        return Points(Decimal(up_to[1]))
    loose = _LOOSE.fullmatch(shown) or _WITHIN.fullmatch(shown)
    if loose:
        return Points(Decimal(loose[1]), False)
    lines = [line for line in shown.splitlines() if line.strip()]
    each = [points_in(line) for line in lines] if len(lines) > 1 else []
    if each and all(one is not None for one in each):
        return Points(sum((one.value for one in each if one), Decimal(0)), all(one.sure for one in each if one))
    told = [one for one in worths(text) if one.points is not None] if len(shown) <= 16 else []
    bare = re.search(r"[\u4e00-\u9fff]{2}", shown[: told[0].start] + shown[told[0].end :]) is None if told else False
    return Points(told[0].points, False) if bare and len(told) == 1 and told[0].points is not None else None


def _is_spoilt(text: str) -> bool:
    return re.search(r"[OoQlI|]", text.translate({0xFF2F: "O", 0xFF4F: "o"})) is not None


@dataclass(frozen=True, slots=True)
class Held:
    """What a column holds below its head.

    :ivar cells: how many cells hold something
    :ivar points: the share of cells that hold nothing but points
    :ivar numbers: the share that holds nothing but a number, as of a list
    :ivar counts: whether the numbers go up by one
    :ivar scoring: the share that says how points are given or taken
    """

    cells: int
    points: float
    numbers: float
    counts: bool
    scoring: float
    units: float
    methods: float
    evidence: float
    length: float
    most: Decimal
    total: Decimal = Decimal(0)


def held_by(cells: Sequence[Cell]) -> Held:
    """What these cells of a column hold."""
    texts = [cell.text.strip() for cell in cells if not cell.ditto]
    count = len(texts)
    if not count:
        return Held(0, 0, 0, False, 0, 0, 0, 0, 0, Decimal(0))
    worth = [points_in(text) for text in texts]
    marks = [alone(text) for text in texts]
    values = [mark.value for mark in marks if mark is not None]
    singles = [value[-1] for value in values]
    steps = sum(later == sooner + 1 for sooner, later in pairwise(singles))
    restarts = sum(later == 1 for later in singles[1:])
    counts = len(singles) > 1 and singles[0] <= 1 and steps + restarts >= 0.75 * (len(singles) - 1) and steps > 0

    short = [text for text in texts if len(text) <= 60]
    return Held(
        count,
        sum(one is not None for one in worth) / count,
        len(values) / count,
        counts or any(len(value) > 1 for value in values),
        sum(costs(text) or _GIVES.search(plain(text)) is not None for text in texts) / count,
        sum(bool(_UNITS.search(text)) and not costs(text) for text in short) / count,
        sum(bool(_METHOD.search(text)) and not costs(text) for text in short) / count,
        sum(bool(_EVIDENCE.search(text)) and not costs(text) for text in short) / count,
        sum(len(text) for text in texts) / count,
        max((one.value for one in worth if one is not None), default=Decimal(0)),
        sum((one.value for one in worth if one is not None), Decimal(0)),
    )


def guessed(held: Held) -> Kind:
    """What a column is by what it holds alone; `level` for words of which nothing else is known."""
    if not held.cells:
        return "filled"
    if held.numbers >= 0.8 and held.counts:
        return "number"
    if held.points >= 0.8:
        return "points"
    if held.scoring >= 0.5:
        return "standard"
    if held.units >= 0.6 and held.length <= 40:
        return "responsible"
    if held.methods >= 0.6 and held.length <= 40:
        return "method"
    return "level"
