"""Words as they are compared: spellings made alike, what every demand says left out, the rest as pairs of characters. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from math import log

from kaoping.drafting.phrases.figures import plain

#: What offices write in several ways, on the left, and how it is compared.
_ALIKE: tuple[tuple[str, str], ...] = (
    (r"[“”\"'‘’《》<>〈〉「」•·\s]", ""),
    (r"\((?:市、区|市区|区|旗|市)\)", ""),
    (r"12\.?4|12月4日", "国家宪法日"),
    (r"村\(居\)民?委?会?|村\(社区\)|村居|村民?委员?会、居民?委员?会|行政村", "村"),
    (r"党委\(党组\)|党委\(组\)|党委党组|党\(工\)委|党工委|党组", "党委"),
    (r"国家工作人员|公务人员|机关干部|公务员|机关工作人员", "公职人员"),
    (r"人大建议|代表建议|人大代表(?:的)?建议", "代表建议"),
    (r"法制(?=宣传|教育|讲座|建设|培训|文化|学习|专题|政府)", "法治"),
    (r"普法宣传(?:教育)?|法治宣传教育|法治宣传|法律宣传|普法教育", "普法"),
    (r"合法合规性|合法性、合规性", "合法性"),
    (r"审核", "审查"),
    (r"公示|公布|发布", "公开"),
    (r"负责制", "责任制"),
    (r"满意度", "满意率"),
    (r"覆盖面", "覆盖率"),
    (r"行政机关(?:主要)?负责人|单位(?:主要)?负责人|机关负责人", "行政首长"),
    (r"法律知识考试|法治考试|法律考试|法律知识测试|学法考试|普法考试", "法律考试"),
    (r"任职前|任前|拟任", "任前"),
    (r"列入|编入|写入|列为", "纳入"),
    (r"聘有|聘任|聘用|设有|配备有?", "聘请"),
    (r"理论学习中心组|理论中心组|中心组学习", "中心组"),
    (r"学法用法|学习法律(?:法规)?(?:知识)?|法律(?:法规)?学习|法治(?:专题)?学习|集中学法", "学法"),
)
_SPELT = tuple((re.compile(was), now) for was, now in _ALIKE)
#: What demands of every subject say.
_FILLER = re.compile(
    r"\d+(?:\.\d+)?|[一二两三四五六七八九十]+(?=[次个件项场期个])|"
    r"建立健全|建立和?完善|进一步|不低于|不少于|不超过|不高于|不得少于|至少|以上|以下|以内|之内|达到|达不到|每半年|每季度|每月|每年度?|年内|年度|全年|"
    r"次数|天数|期数|比例|比率|总数|情况|工作(?=$|[，。；、已的有])|已经|建立|健全|完善|落实|推行|推进|实行|执行|制定|制订|开展|加强|组织|举办|召开|安排|进行|"
    r"得到|做到|发生|出现|情形|现象|确保|积极|认真|严格|切实|全面|及时|充分|深入|有效|是否|全部|均|都|已|按规定|依法|按照|根据|本级|本地|本单位|本部门|本县|所有|"
    r"以及|并且|或者|[的和与及并对将把在由经等了者或其各每至从被为有应须率未无没不]"
)
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z%]+")


@lru_cache(maxsize=8192)
def alike(text: str) -> str:
    """A text in the spellings that are compared."""
    found = plain(text)
    for was, now in _SPELT:
        found = was.sub(now, found)
    return found


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[str, ...]:
    """What is left of a text without what every demand says, in its order."""
    return tuple(_WORD.findall(_FILLER.sub(" ", alike(text))))


@lru_cache(maxsize=8192)
def pairs(text: str) -> frozenset[str]:
    """The pairs of characters of a text, none across what was left out; of a single character itself."""
    return frozenset(pair for word in words(text) for pair in _pairs(word))


def common(one: str, two: str, most: int = 4) -> list[str]:
    """The longest words that both say, in the order of the first."""
    both = pairs(two)
    found: list[str] = []
    for word in words(one):
        run = ""
        for pair in [*_pairs(word), ""]:
            if pair in both and pair:
                run = f"{run}{pair[-1]}" if run else pair
            else:
                if run and run not in found:
                    found.append(run)
                run = ""
    kept = sorted(found, key=len, reverse=True)[:most]
    return [run for run in found if run in kept]


def _pairs(word: str) -> Iterator[str]:
    if len(word) == 1:
        yield word
    for at in range(len(word) - 1):
        yield word[at : at + 2]


class Weights:
    """How much a pair tells: the rarer it is among the texts compared, the more."""

    def __init__(self, texts: Iterable[frozenset[str]]) -> None:
        counts: dict[str, int] = {}
        number = 1
        for held in texts:
            number += 1
            for pair in held:
                counts[pair] = counts.get(pair, 0) + 1
        self._rare = log(number) * 0.7
        self._held: Mapping[str, float] = {pair: log(number / count) for pair, count in counts.items()}

    def of(self, pair: str) -> float:
        """The weight of one pair; of one that no text has, as of a rare one."""
        weight = self._held.get(pair, self._rare)
        return weight if len(pair) > 1 else weight * 0.5

    def sum(self, held: Iterable[str]) -> float:
        """The weight of several."""
        return sum(map(self.of, held))


__all__ = ["Weights", "alike", "common", "pairs", "words"]
