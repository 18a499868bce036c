"""Closed choices of the format as an author finds them in a cell. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kaoping.reports.words import EFFECTS, FACT_KINDS, METHODS, MODELS, MODES, POLICIES, STATUSES

#: For each set of choices in the models: the format's word -> the word in the cell.
_CLOSED: tuple[Mapping[str, str], ...] = (
    STATUSES,
    FACT_KINDS,
    EFFECTS,
    METHODS,
    POLICIES,
    MODES,
    {"document": "文件规定", "jurisdiction": "本地规定"},
    {"year": "每年", "half-year": "每半年", "quarter": "每季", "month": "每月", "period": "整个考评周期"},
    {"sole": "唯一的成员单位", "any": "任一成员单位"},
    {"same": "当年", "next": "次年"},
    {"rising": "上升", "falling": "下降", "not-rising": "不上升", "not-falling": "不下降"},
    {"at_least": "不低于", "at_most": "不高于", "equals": "等于"},
    {"whole": "不扣", "started": "按一个扣", "proportional": "按比例扣"},
    {"flat": "逐项合计", "nested": "逐级平均"},
    {"unrounded": "修约前", "rounded": "修约后"},
    {"bonus": "加分", "penalty": "减分"},
    {"period": "考评周期内"},
)
_BY_CHOICES = {frozenset(words): words for words in _CLOSED}
#: By field: the names of core's own providers; those of plugins go by their own names.
PROVIDERS: Mapping[str, Mapping[str, str]] = {"model": MODELS, "outcome_rule": {"bands": "按结果表"}}
YES, NO = "是", "否"
_TRUE = (YES, "true", "TRUE", "True", "√", "对")
_FALSE = (NO, "false", "FALSE", "False", "×", "错")


def words_for(choices: tuple[Any, ...]) -> Mapping[str, str]:
    """The words of a closed set of choices.

    :raises KeyError: there are none for it: a choice was added to the model and not here.
    """
    return _BY_CHOICES[frozenset(choices)]


def flag_of(text: str) -> bool | None:
    """Yes or no as people write it; None for anything else."""
    return True if text in _TRUE else False if text in _FALSE else None
