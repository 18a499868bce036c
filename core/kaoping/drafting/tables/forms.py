"""Tables that hold no rubric: forms to be filled in, lists of contacts, schedules of figures. Pure."""

from __future__ import annotations

import re

from kaoping.drafting.making.reads import Read
from kaoping.drafting.tables.cells import cell_reads
from kaoping.drafting.tables.grid import Grid
from kaoping.drafting.values import Role
from kaoping.intake.paper import Paper

_ASKED = re.compile(
    r"(?:单位|姓名|性别|民族|职务|职称|电话|手机|邮箱|地址|邮编|联系人|联系方式|联系电话|负责人|填表|填报|申报|推荐|审核|意见|签字|盖章|公章|日期|时间|年龄|学历|传真|名称|基本情况|"
    r"主要事迹|工作情况|事迹|备注|序号|编号|类型|类别|级别|所在|身份|政治面貌|出生|法定代表人|统一社会信用代码|印章|经办|人数|数量|份数|情况|领导小组|党委|政府|申请|荣誉)"
)
_LISTED = re.compile(r"序号|单位|姓名|职务|电话|手机|联系|邮箱|传真|科室|备注|部门")


def form_reads(paper: Paper, grid: Grid, *, figures: bool = False) -> list[Read] | None:
    """The reads of a table to be filled in or of a list; None where it is neither.

    :param figures: whether a table of figures alone counts as one
    """
    role, why = _kind(grid, figures)
    if role is None:
        return None
    return [read for cell in grid.cells for read in cell_reads(paper, cell, role, why)]


def _kind(grid: Grid, figures: bool) -> tuple[Role | None, str]:
    cells = [cell for cell in grid.cells if cell.words]
    if not cells:
        return None, ""
    first = grid.begins(grid.rows[0])
    named = [cell for cell in first if len(cell.words) <= 8 and _LISTED.search(cell.words)]
    if len(first) >= 3 and len(named) >= 0.7 * len(first):
        return "unused", "名单或通讯录，不是评分表"
    asked = [cell for cell in cells if len(cell.words) <= 24 and _ASKED.search(cell.words)]
    long = [cell for cell in cells if len(cell.words) > 60]
    if len(asked) >= 3 and 2 * len(asked) >= len(cells) and len(long) <= 0.2 * len(cells):
        return "form", "填报用的表格，没有评分的栏目"
    texts = [cell for cell in cells if re.search(r"[\u4e00-\u9fff]{2}", cell.words)]
    if figures and len(grid.rows) > 2 and grid.width > 2 and len(texts) <= 0.4 * len(cells):
        return "unused", "数据表，没有评分的栏目"
    return None, ""
