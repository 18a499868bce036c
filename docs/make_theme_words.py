"""core/kaoping/vocabulary/theme_words.toml: the words by which an item's themes are told, learnt from the bundled standards.

A word is a run of two to four characters that items of one theme say far more often than others. Only such runs are
kept, no sentence. Run from the project folder: `python docs/make_theme_words.py [FILE]`.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log
from pathlib import Path
from typing import Any, NamedTuple

from kaoping.drafting.proposals.words import alike, words
from kaoping.drafting.walk import criteria

ROOT = Path(__file__).resolve().parent.parent
VOCABULARY = ROOT / "core" / "kaoping" / "vocabulary"
#: So many words a theme; each is said by this many of its items at least, and by this share of all that say it.
MOST, ITEMS, SHARE = 16, 2, 0.34
#: How surely a theme's own name tells it, and the words below, in percent.
NAMED = 100
#: Words that offices use for a theme, whether or not a bundled standard says them.
OWN: Mapping[str, str] = {
    "leadership": "党委领导 党的建设 统筹推进",
    "party-governance": "党风廉政 廉洁 违纪 反腐败 作风建设",
    "organisation": "领导小组 组织机构 专人负责 责任分工 联络员 工作机构",
    "first-responsible": "第一责任人 亲自部署 亲自过问",
    "planning": "年度计划 工作计划 实施方案 年度总结 工作总结 发展规划",
    "funding": "经费 财政预算 专项资金",
    "assessment": "目标考核 绩效考核 督查 督察 考核结果 考核指标",
    "cadres": "选拔任用 任职 干部任用 干部考察",
    "decision": "重大决策 行政决策 决策程序 集体讨论 专家论证 风险评估",
    "legal-advisers": "法律顾问 公职律师",
    "legislation": "立法 政府规章 制度建设",
    "normative-documents": "规范性文件 合法性审查 备案审查",
    "government-functions": "政府职能 权责清单 放管服 机构改革",
    "licensing": "行政审批 行政许可 政务服务 一窗 办事大厅 审批事项",
    "market": "营商环境 公平竞争 市场监管 市场主体 知识产权",
    "credit": "信用 失信",
    "enforcement": "行政执法 行政处罚 执法案卷 裁量基准 执法程序 执法监督",
    "enforcement-staff": "执法人员 持证上岗 执法证 执法培训",
    "transparency": "政务公开 信息公开 公开栏 村务公开 财务公开",
    "review-litigation": "行政复议 行政诉讼 出庭应诉 败诉",
    "supervision": "民主监督 审计监督 责任追究 舆论监督 司法建议 检察建议",
    "justice": "审判 法院 检察院 司法公正 执行案件",
    "mediation": "调解 矛盾纠纷 化解 纠纷排查",
    "petitions": "信访 上访 来信来访",
    "legal-education": "普法 法治宣传 宪法日 法律进 以案释法",
    "officials-learning": "集体学法 干部学法 述法 中心组 法治讲座 干部培训",
    "youth": "青少年 中小学 学生 法治副校长 未成年人",
    "legal-culture": "法治文化 法治公园 文化阵地",
    "legal-services": "公共法律服务 法律援助 公证 律师 法律服务",
    "grassroots": "村规民约 基层治理 村民委员会 居民自治 网格 社区治理 民主协商",
    "public-security": "治安 平安建设 平安创建 扫黑除恶 反诈 禁毒 群防群治",
    "special-groups": "社区矫正 刑满释放 安置帮教 精神障碍 重点人员",
    "safety": "安全生产 隐患排查 应急预案 应急演练 消防 事故",
    "environment": "生态环境 污染 环境保护 垃圾分类 人居环境 秸秆",
    "livelihood": "社会保障 就业 养老 医疗 住房 民生实事",
    "enterprise": "企业合规 企业经营 依法经营",
    "digital": "信息化 数据共享 网上办 电子政务 平台建设",
    "pilot": "创新 示范创建 试点 典型经验",
}


class Item(NamedTuple):
    """One item of a bundled standard: the plugin that brings it, the runs that it says, its themes."""

    source: str
    runs: frozenset[str]
    themes: frozenset[str]


def bundled() -> list[Item]:
    """The items of every bundled standard."""
    files = [
        path
        for path in sorted(ROOT.glob("plugins/*/*/*.toml"))
        if not path.name.endswith((".cases.toml", ".document.toml"))
    ]
    return [item for path in files for item in _items(path.parent.name, tomllib.loads(path.read_text("utf-8")))]


def learnt(items: Sequence[Item], themes: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """The words of each theme with how surely they tell it, in percent, the surest first."""
    said = Counter(run for item in items for run in item.runs)
    found = {}
    for theme, title in themes.items():
        own = [item for item in items if theme in item.themes]
        here = Counter(run for item in own for run in item.runs)
        kept = _kept(sorted(_scores(own, len(items), here, said).items(), key=lambda one: (-one[1], one[0])), here)
        table = {run: round(100 * here[run] / said[run]) for run in kept}
        named = [part for part in [*re.split("[、与和]", title), *OWN.get(theme, "").split()] if len(part) <= 6]
        found[theme] = table | {alike(word): NAMED for word in named}
    return found


def _scores(own: Sequence[Item], items: int, here: Mapping[str, int], said: Mapping[str, int]) -> dict[str, float]:
    """How much each run tells of the theme, the more where several documents say it."""
    found = {}
    for run, times in here.items():
        if times < ITEMS or times / said[run] < SHARE:
            continue
        lift = log((times + 0.5) * items / ((said[run] + 1) * len(own)))
        sources = len({item.source for item in own if run in item.runs})
        found[run] = lift * log(1 + times) * (0.7 + 0.3 * sources) * times / said[run]
    return found


def _kept(scored: Iterable[tuple[str, float]], here: Mapping[str, int]) -> list[str]:
    """The best runs, without those that only repeat another."""
    kept: list[str] = []
    for run, _ in scored:
        if any(
            (run in other and here[other] >= here[run] * 0.8) or (_overlap(run, other) and here[other] >= here[run])
            for other in kept
        ):
            continue
        kept = [other for other in kept if not (other in run and here[run] >= here[other] * 0.8)] + [run]
        if len(kept) >= MOST:
            break
    return kept


def _overlap(one: str, two: str) -> bool:
    """Whether two runs are cut from one longer word: 领导小, 导小组."""
    return any(one[-size:] == two[:size] or two[-size:] == one[:size] for size in (2, 3))


def _items(source: str, data: Mapping[str, Any]) -> Iterable[Item]:
    for one in criteria({"criteria": (), "dimensions": (), **data}):
        texts = [one["title"], *(demand["text"] for demand in one.get("requirements", ()))]
        runs = {run for text in texts for word in words(text) for run in _runs(word)}
        yield Item(source, frozenset(runs), frozenset(one.get("themes", ())))


def _runs(word: str) -> Iterable[str]:
    return (word[at : at + size] for size in (2, 3, 4) for at in range(len(word) - size + 1))


def file_text(found: Mapping[str, Mapping[str, int]]) -> str:
    """The table as its file."""
    lines = [
        "# Words by which an item's themes are told, with how surely, in percent. Made by docs/make_theme_words.py."
    ]
    for theme, table in found.items():
        lines += ["", f"[{theme}]", *(f'"{word}" = {sure}' for word, sure in table.items())]
    return "\n".join(lines) + "\n"


def common_themes() -> dict[str, str]:
    """The titles of the common themes by id."""
    themes: dict[str, str] = tomllib.loads((VOCABULARY / "themes.toml").read_text("utf-8"))["themes"]
    return themes


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else VOCABULARY / "theme_words.toml"
    target.write_text(file_text(learnt(bundled(), common_themes())), encoding="utf-8", newline="\n")
