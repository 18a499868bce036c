"""What would change if a fact were another: ratings that rest on what is supposed to be no more."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from kaoping.periods import year
from kaoping.workbench import Workbench

D = Decimal
MIXED = """schema = 1
id = "t/mixed"
title = "两条要点"
short = "两条要点"
edition = "2025"
status = "in-force"
unit_kinds = ["county"]
outcomes = [{ label = "合格", when = { score_at_least = 2 } }, { label = "不合格", otherwise = true }]
[document]
id = "t/mixed"
title = "两条要点"
[scoring]
model = "points"
full = 4
step = 0.5
[[facts]]
id = "t-talks"
title = "谈话次数"
subject = "government"
kind = "count"
unit = "次"
[[facts]]
id = "t-plans"
title = "计划数"
subject = "government"
kind = "count"
unit = "个"
[[criteria]]
id = "1"
title = "谈话和计划"
points = 4
themes = ["leadership"]
[[criteria.requirements]]
id = "1a"
text = "谈话不少于4次"
measure = { fact = "t-talks", at_least = 4, per = "year" }
deduct = { each = 0.5 }
[[criteria.requirements]]
id = "1b"
text = "有计划"
measure = { fact = "t-plans", at_least = 1, per = "year" }
"""


def test_a_rating_that_rests_on_what_is_supposed_to_be_no_more_is_open(standards: Path, bench: Workbench) -> None:
    """1b has no amount of its own: unmet, nothing is suggested, and the rating that was given would be too good."""
    (standards / "mixed.toml").write_text(MIXED, encoding="utf-8")
    bench.units.add("甲县", "county")
    number = bench.evaluations.new("t/mixed", "甲县", year(2025)).id
    for fact, value in (("t-talks", D(4)), ("t-plans", D(1))):
        bench.facts.put("甲县", fact, value, "2025")
    bench.walk.accept(number, "1")
    bench.facts.put("甲县", "t-talks", D(2), "2025")
    (move,) = bench.compare.unit("甲县", ["t-plans=0@2025"]).what_if.moves
    (item,) = move.items
    assert (item.before.low, item.after.state, move.after.score_low, move.after.score_high) == (D(3), "unrated", 0, 4)
    # Where the facts leave it as it is, a rating that nothing is suggested for stays.
    bench.facts.put("甲县", "t-plans", D(0), "2025")
    (same,) = bench.compare.unit("甲县", ["t-plans=0@2025"]).what_if.moves
    assert (same.any, same.after.score_low) == (False, D(4))
