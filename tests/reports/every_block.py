"""A paper with everything that can stand on one, for every format."""

from __future__ import annotations

from decimal import Decimal

from kaoping.reports.paper import (
    Box,
    Cell,
    Chart,
    Column,
    Facts,
    Form,
    NewPage,
    Paper,
    Row,
    Signatures,
    Table,
    Words,
)

NASTY = "=1+1 &amp; <w:b/>]]> {{x}} PAGE \\* MERGEFORMAT\x00\x07\x1b[31m\ud800\uffff\u202e" + "W" * 60 + "\t第二\n三"


def everything(text: str = "字") -> Paper:
    """A paper with each kind of block, and this text wherever a text can stand."""
    numbers = (Decimal("80"), Decimal("92.5"), None, Decimal("0"), Decimal("100"))
    labels = tuple(f"{text}{at}" for at in range(5))
    series = ((f"{text}甲", numbers), (f"{text}乙", numbers[::-1]))
    columns = (Column(f"{text}一", 30, "center"), Column(f"{text}二", 90), Column(f"{text}三", 36, "right"))
    rows = (
        Row((Cell(f"{text}节"),), section=True),
        Row((Cell(f"{text}左", down=2), Cell(f"{text}中"), Cell("8.5", Decimal("8.5"), strong=True))),
        Row((Cell(f"{text}下"), Cell("9", Decimal(9)))),
        Row((Cell(f"{text}合", across=2), Cell("17.5", Decimal("17.5"))), total=True),
    )
    boxes = (Box(f"{text}事迹", f"{text}内容", 60), Box(f"{text}意见", f"{text}同意", 40, seal=True))
    return Paper(
        "sheet",
        f"{text}题",
        (
            Facts(((f"{text}名", f"{text}值"), ("丙", "丁"), ("戊", "己"), ("庚", "辛")), 3),
            Form(boxes),
            *(Words(f"{text}{style}", style) for style in ("body", "note", "heading", "subheading", "warning")),
            Table("t", columns, rows, f"{text}表"),
            Table("u", columns, ()),
            NewPage(),
            Chart(f"{text}图", labels, series, Decimal(100)),
            Chart(f"{text}达", labels, series, Decimal(100), "radar"),
            Signatures((f"{text}签", "审核", "批准", "盖章")),
        ),
        f"{text}副",
        f"{text}草",
        {"编号": f"{text}号"},
        landscape=text == "横",
    )
