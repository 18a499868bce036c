"""A scoring workbook computes what several adjustments come to within the cap that they share."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D
from pathlib import Path

import pytest

from kaoping.answers import AdjustmentStatement, Rating
from kaoping.periods import year
from kaoping.workbench import Workbench
from kaoping.workbench.library import Library

from .test_workbooks import agrees, figures, recomputed

SHARED = """
[[adjustments]]
id = "more"
title = "表彰"
text = "每次加2分"
kind = "bonus"
amount = 2
[[adjustment_caps]]
id = "bonuses"
title = "加分合计"
kind = "bonus"
at_most = 2.5
[[adjustment_caps]]
id = "penalties"
title = "减分合计"
of = ["penalty"]
{penalties}
"""


@pytest.mark.parametrize("penalties", ["at_most = 1.5", 'set_by = "jurisdiction"'])
def test_what_shares_a_cap_is_added_within_it(
    bench: Workbench, standards: Path, tmp_path: Path, penalties: str
) -> None:
    text = (standards / "points.toml").read_text(encoding="utf-8") + SHARED.format(penalties=penalties)
    (standards / "shared.toml").write_text(text.replace('"t/points"', '"t/shared"'), encoding="utf-8")
    bench.desk.library = Library(bench.library.plugins, folder=standards)
    key = str(bench.evaluations.new("t/shared", "云溪县", year(2025), as_of=date(2025, 12, 20)).number)
    bench.walk.rate(key, "1.1", Rating(points=D(3)))
    bench.walk.adjust(key, "bonus", AdjustmentStatement(count=1))
    bench.walk.adjust(key, "penalty", AdjustmentStatement(amount=D(2)))
    view = bench.walk.adjust(key, "more", AdjustmentStatement(count=3))
    path = bench.workbooks.write(key, tmp_path / "工作簿.xlsx")
    found = figures(path, recomputed(path))
    assert found["adjustment-cap:bonuses"][:2] == (2.5, 2.5)
    assert found["adjustment-cap:penalties"][:2] == ((-1.5, -1.5) if "at_most" in penalties else (-2, 0))
    agrees(found, view.sheet)
