"""Every field of a standard's own part of the format, with its sheet, head and width. A test holds this to the models."""

from __future__ import annotations

from kaoping.standard import model, replaces
from kaoping.worksheets.layout import Column, FormSheet, Level, Sheet
from kaoping.worksheets.tables_tree import measure

STANDARD = FormSheet(
    "标准",
    "standard",
    Level(
        "",
        model.Standard,
        "标准",
        (
            Column(("id",), "标准编号"),
            Column(("title",), "标准全称"),
            Column(("short",), "简称"),
            Column(("edition",), "版本"),
            Column(("status",), "效力"),
            Column(("unit_kinds",), "考评对象种类"),
            Column(("scoring", "model"), "计分方式"),
            Column(("scoring", "full"), "满分"),
            Column(("scoring", "step"), "最小单位"),
            Column(("scoring", "base"), "基础分"),
            Column(("scoring", "floor"), "总分最低"),
            Column(("scoring", "ceiling"), "总分最高"),
            Column(("scoring", "aggregate"), "达标率合计方式"),
            Column(("scoring", "partial"), "部分达到计"),
            Column(("scoring", "weights_set_by"), "权重由谁规定"),
            Column(("scoring", "not_applicable"), "不适用的处理"),
            Column(("scoring", "not_applicable_set_by"), "不适用由谁规定"),
            Column(("scoring", "rounding", "places"), "小数位数"),
            Column(("scoring", "rounding", "mode"), "修约方式"),
            Column(("scoring", "bands"), "等次线比较"),
            Column(("outcome_rule",), "结果规则"),
            Column(("levels_set_by",), "等级分值由谁规定"),
        ),
    ),
    "在“内容”一栏填写；不需要的留空。标★的必填。",
)

_ID = Column(("id",), "编号", 22, "first")
_TITLE = Column(("title",), "名称", 50, "first")
_TEXT = Column(("text",), "内容", 90, "first")
_CLAUSE = Column(("clause",), "原文位置", 30, "then")
_SET_BY = Column(("set_by",), "谁规定", 20, "then")

THEMES = Sheet(
    "主题",
    "standard",
    (Level("themes", model.Theme, "主题", (_ID, _TITLE)),),
    "共用主题（见“词汇”表）之外，本标准自己的主题。没有的留空。",
)
FACTS = Sheet(
    "事实",
    "standard",
    (
        Level(
            "facts",
            model.FactDefinition,
            "事实",
            (
                _ID,
                _TITLE,
                Column(("subject",), "主体", 30, "first"),
                Column(("kind",), "类型", 17, "first"),
                Column(("unit",), "计量单位", 18, "first"),
                Column(("note",), "口径说明", 60, "first"),
                Column(("related",), "相近的事实", 34, refers="fact"),
                Column(("set_by",), "谁规定", 20),
                Column(("members",), "成员单位的记录", 26),
                Column(("counts_faults",), "数的是不合格", 22),
                Column(("counts_as",), "也算作事件", 34, refers="fact"),
                Column(("formerly",), "原来的名称", 34),
            ),
        ),
    ),
    "共用事实（见“词汇”表）之外，本标准自己的事实定义。没有的留空。",
)
LEVELS = Sheet(
    "等级",
    "standard",
    (
        Level(
            "levels",
            model.Level,
            "等级",
            (
                _ID,
                Column(("title",), "名称", 30, "first"),
                Column(("points",), "等级分值", 18, "first"),
                Column(("share",), "占分值百分之几", 24, "first"),
            ),
        ),
    ),
    "“所属评分项”留空的是各项通用的等级；某一评分项自己的等级，写明它的编号。",
    owner="所属评分项",
)
PARTS = Sheet(
    "组成",
    "standard",
    (
        Level(
            "parts",
            model.Part,
            "组成部分",
            (
                _ID,
                _TITLE,
                Column(("weight",), "占总分", 16, "first"),
                Column(("dimensions",), "由哪些一级指标构成", 34, "first"),
                Column(("full",), "外部给分的满分", 24, "first"),
                _CLAUSE,
            ),
        ),
    ),
    "结果由几部分合成的标准才填：一行一个部分。",
)
VETOES = Sheet(
    "否决",
    "standard",
    (
        Level(
            "vetoes",
            model.Veto,
            "否决项",
            (
                _ID,
                _TITLE,
                _TEXT,
                Column(("effect",), "后果", 20, "first"),
                Column(("event",), "依据的事件", 30, "first", "fact"),
                Column(("look_back_years",), "追溯年数", 18, "first"),
                Column(("look_back",), "追溯范围", 20, "then"),
                Column(("label",), "结果名称", 24, "then"),
                Column(("cap",), "封顶得分", 18, "then"),
                Column(("by",), "降几等", 15, "then"),
                Column(("outcome",), "最好的结果", 24, "then"),
                Column(("events",), "依据的几种事件", 34, refers="fact"),
                Column(("criteria",), "依据的评分项", 30),
                *measure(first=False),
                Column(("not_when",), "不适用于", 34),
                Column(("check",), "由插件判断", 28),
                Column(("params",), "插件的参数", 34),
                _SET_BY,
                _CLAUSE,
            ),
        ),
    ),
    "一票否决：一行一项。依据只写一种：事件、几种事件、评分项或界限；都不写的由考评人说明。",
)
ADJUSTMENTS = Sheet(
    "加减分",
    "standard",
    (
        Level(
            "adjustments",
            model.Adjustment,
            "加减分",
            (
                _ID,
                _TITLE,
                _TEXT,
                Column(("kind",), "加或减", 15, "first"),
                Column(("amount",), "每次分值", 17, "first"),
                Column(("range", "low"), "分值最少", 17, "first"),
                Column(("range", "high"), "分值最多", 17, "first"),
                Column(("cap",), "累计不超过", 19, "first"),
                Column(("step",), "评分单位", 17),
                Column(("event",), "依据的事件", 30, refers="fact"),
                Column(("events",), "依据的几种事件", 34, refers="fact"),
                _SET_BY,
                _CLAUSE,
            ),
        ),
    ),
    "满分之外的加分、减分：一行一项，分值都写正数。",
)
ADJUSTMENT_CAPS = Sheet(
    "加减分上限",
    "standard",
    (
        Level(
            "adjustment_caps",
            model.AdjustmentCap,
            "合计的上限",
            (
                _ID,
                _TITLE,
                Column(("kind",), "全部加或减", 18, "first"),
                Column(("of",), "合计哪几项", 34, "first"),
                Column(("at_most",), "合计不超过", 18, "first"),
                _SET_BY,
                _CLAUSE,
            ),
        ),
    ),
    "几项加分或几项减分合计的上限：一行一个。全部加分项（减分项）合计的填“全部加或减”，只合计其中几项的填“合计哪几项”。没有的留空。",
)
OUTCOMES = Sheet(
    "结果",
    "standard",
    (
        Level(
            "outcomes",
            model.OutcomeBand,
            "结果",
            (
                Column(("label",), "结果名称", 30, "first"),
                Column(("when", "score_at_least"), "得分不低于", 20, "first"),
                Column(("when", "share_at_least"), "占满分百分之几以上", 28, "first"),
                Column(("when", "attained_at_least"), "达标率不低于", 22, "first"),
                Column(("when", "section"), "各一级指标不低于", 34, "first"),
                Column(("when", "no_veto"), "未触发的否决项", 30, "first"),
                Column(("when", "minima"), "须达各部分最低分", 26, "first"),
                Column(("otherwise",), "其余情形", 17, "first"),
                _SET_BY,
                _CLAUSE,
            ),
        ),
    ),
    "一行一个结果（等次），按顺序看，先符合者为准：高的写在前面，最后一个“其余情形”填“是”。",
)
HONOURS = Sheet(
    "荣誉",
    "standard",
    (
        Level(
            "honours",
            model.Honour,
            "单项荣誉",
            (
                _ID,
                _TITLE,
                Column(("text",), "条件", 80, "first"),
                Column(("covers",), "所看的指标", 34, "first"),
                Column(("attained_at_least",), "达标率不低于", 24, "first"),
                _SET_BY,
                _CLAUSE,
            ),
        ),
    ),
    "与结果并列的单项荣誉。没有的留空。",
)

REPLACES = Sheet(
    "版本对照",
    "standard",
    (
        Level(
            "replaces",
            replaces.Replaces,
            "前一版本",
            (
                Column(("edition",), "前一版本", 60, "first"),
                Column(("standard",), "前一版本的标准编号", 36, "first"),
            ),
            key="edition",
        ),
        Level(
            "",
            replaces.Succession,
            "对照",
            (
                Column(("old",), "原编号", 34, "first"),
                Column(("new",), "现编号", 34, "first"),
                Column(("changed",), "内容已不同", 22, "first"),
                Column(("note",), "说明", 70, "first"),
            ),
            names={"评分项": "criteria", "要点": "requirements", "否决项": "vetoes", "加减分": "adjustments"},
        ),
    ),
    "所接续的前一版本，和编号变了、拆开、合并、取消、新增的项：一行一处，写明前一版本。没有的留空。",
    owner="对照的是",
)
