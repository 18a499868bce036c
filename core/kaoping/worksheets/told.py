"""What a workbook of a standard says to those who fill it in. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from kaoping.worksheets.codec import EMPTY, NONE
from kaoping.worksheets.kinds import Kind
from kaoping.worksheets.layout import Column, Level

#: The sheets that nobody fills in.
HELP, VOCABULARY, META = "说明", "词汇", "_meta"
#: First cell of the hidden sheet, and the version of the layout.
MARK, VERSION = "kaoping-standard", "1"
#: What a required field's head begins with.
MUST = "★"

HOW = (
    "怎样填写这份工作簿",
    "一、这份工作簿写的是一个考评标准。各表的第三行是表头，以下一行一项；把鼠标停在表头上，可以看到这一列填什么。标★的列必填，其余可以留空。",
    "二、先填“标准”表和“文件”表，再填“指标”表；有一票否决、加减分、结果（等次）、程序、勘误等的，再填相应的表，没有的留空，表不必删。",
    "三、“指标”表：一行一个一级指标、二级指标、评分项或评分要点。下级的行写明上级的编号；也可以像文件那样，把一级指标、评分项和它的第一个要点"
    "写在同一行，合并单元格也可以。编号用文件自己的编号；只认编号，不看行的位置，可以插行、排序、筛选，也可以调换列的次序、删去用不到的列。",
    "四、表头不要改。右边收起来的是不常用的列：点列标上方的“+”，或左上角的“2”，即可展开。",
    "五、有下拉箭头的从列表中选。是否类的填“是”“否”，留空与不填“否”略有不同：留空表示文件没有说。一格填几项的，一行一项（按 Alt+回车换行），"
    "编号也可以用顿号隔开。",
    "六、数字直接填，不写单位；百分数填 95 或 95%，不填 0.95。超过 15 位数字的数写成文本。日期写 2025-12-31，每年的某一天写 11-30。",
    "七、适用条件、参数、各一级指标的分数线，一行一个，写成“名称 = 值”，如：legislative_power = 是；A = 20。",
    f"八、写“{EMPTY}”的格子表示这里有一个空的表；二级指标编号写“{NONE}”的，表示直接在一级指标下。形如“原样 \"…\"”的格子，"
    "里面的文字按引号内的原样（保留首尾空格、换行），改的时候连引号一起改，或整格重写。",
    "九、不要用公式；不认识的工作表和列不会读入，读的时候会提醒。“词汇”表列出共用的事实和主题，只供查阅；填事实、主题时写编号或名称都可以。",
    "十、填好存盘（.xlsx），运行 kaoping standard from-xlsx 这份文件.xlsx -o 标准.toml。有一处不对就不写，逐处列出工作表和单元格；改好再运行。"
    "再用 kaoping standard lint 标准.toml、kaoping standard test 标准.toml 检查。本地规则和算例是另外的文件，不在这份工作簿里。",
)  # fmt: skip


def note_of(level: Level, column: Column) -> str:
    """What is to be filled in under a head: what the model says of the field, and what its cells take."""
    kind, must = level.kind(column), level.must(column)
    needed = "（必填）" if must else "（填了同组的其他列就必填）" if kind.required else ""
    return "\n".join((f"{level.told(column)}{needed}", *_takes(kind)))


def _takes(kind: Kind) -> Iterator[str]:
    if kind.words:
        words = "；".join(kind.words.values())
        yield f"可填：{words}" + ("；或 插件:名称" if kind.name == "provider" else "")
    if kind.shape == "map":
        yield "一行一个，写成“名称 = 值”"
    elif kind.shape == "list":
        yield "可填几项：一行一项" + ("" if kind.name == "text" else "，或用顿号隔开")
    elif kind.name == "flag":
        yield "填“是”或“否”"
    elif kind.name == "day":
        yield "日期，如 2025-12-31"
    elif kind.name == "percent":
        yield "百分数，如 95"
