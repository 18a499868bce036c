"""Lines that are there to be filled in when units are rated. Pure."""

from __future__ import annotations

import re

from kaoping.drafting.outlines.lines import Line
from kaoping.drafting.outlines.sections import is_form_title

#: Blanks to fill in over a table: 单位：（盖章）　填表日期：　年　月　日.
_BLANKS = re.compile(
    r"(?:\s*[^。；;，,\d：:]{1,14}[:：]\s*(?:[（(]\s*(?:盖章|公章|签字|签章|签名)\s*[)）])?[\s_＿]*(?:年\s*月\s*日)?\s*)+"
)
_ASKED = re.compile(
    r"盖章|公章|签[字章名]|(?:填表|填报|考[核评]|检查|评分)(?:单位|人|日期|时间)[:：]|(?:^|\s)单位(?:名称)?[:：]|联系(?:人|电话)|日期[:：]"
)


def is_blank(line: Line, title: str) -> bool:
    """Whether a line over a table is there to be filled in; those of a form are the form's."""
    text = line.text.strip()
    asked = _BLANKS.fullmatch(text) is not None and _ASKED.search(text) is not None
    return asked and not line.passage.table and not is_form_title(title)
