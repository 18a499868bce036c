"""Worked cases written for any standard: they hold for it as it is, they notice its rules changed, and they ask to be checked."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kaoping.cases_run import read_cases
from kaoping.errors import Refused
from kaoping.hooks import Plugins
from kaoping.skeletons import Kind, standard_texts
from kaoping.workbench.casework import write_cases
from kaoping.workbench.examining import tested as run
from kaoping.workbench.library import Library
from kaoping.workbench.mutating import surveyed

#: What the skeletons do not have: parts of a total, minima, a look-back of years, shares, dates, several bounds of an item.
SHEET = """schema = 1
id = "t/whole"
title = "样样都有的标准（2026年）"
short = "样样"
edition = "2026年"
status = "draft"
unit_kinds = ["town"]
outcomes = [
  { label = "优秀", when = { score_at_least = 28, no_veto = ["v"] } },
  { label = "合格", when = { score_at_least = 21 } },
  { label = "不合格", otherwise = true },
]
[document]
id = "t/whole"
title = "文件"
[scoring]
model = "points"
full = 35
step = 0.5
ceiling = 37
[[facts]]
id = "court"
title = "出庭率"
subject = "unit"
kind = "share"
unit = "%"
[[facts]]
id = "late"
title = "报送日期"
subject = "unit"
kind = "date"
[[facts]]
id = "files"
title = "不合格案卷"
subject = "unit"
kind = "count"
unit = "件"
[[facts]]
id = "case"
title = "案件"
subject = "unit"
kind = "event"
[[dimensions]]
id = "一"
title = "甲"
[[dimensions.criteria]]
id = "1"
title = "出庭和报送"
points = 20
requirements = [
  { id = "1.1", text = "出庭率", measure = { fact = "court", at_least = 80 }, deduct = { each = 0.5, part = "started", cap = 5 } },
  { id = "1.2", text = "按时报送", measure = { fact = "late", within = { by = "01-31", year = "next" } }, deduct = { amount = 2 } },
  { id = "1.3", text = "案卷", measure = { fact = "files", at_most = 0 }, deduct = { each = 2 } },
  { id = "1.4", text = "制度", points = 3 },
]
[[dimensions]]
id = "二"
title = "乙"
minimum = 8
[[dimensions.criteria]]
id = "2"
title = "宣传"
points = 10
[[dimensions]]
id = "三"
title = "丙"
[[dimensions.criteria]]
id = "3"
title = "公开"
points = 5
[[vetoes]]
id = "v"
title = "案件"
text = "近三年发生案件"
event = "case"
look_back_years = 3
effect = "cap"
cap = 17
[[vetoes]]
id = "w"
title = "没有公开"
text = "没有公开的降一等"
criteria = ["3"]
effect = "downgrade"
[[adjustments]]
id = "b"
title = "推广"
text = "推广"
kind = "bonus"
amount = 1
cap = 3
[[adjustments]]
id = "p"
title = "通报"
text = "通报"
kind = "penalty"
range = { low = 0.5, high = 2 }
"""


@pytest.fixture
def library() -> Library:
    return Library(Plugins.load(entry_points=False), ())


def written(library: Library, folder: Path, text: str) -> tuple[Path, dict[str, Any]]:
    """The cases of a standard, by name."""
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    done = write_cases(library, str(path))
    cases = tomllib.loads(done.path.read_text(encoding="utf-8"), parse_float=Decimal)["cases"]
    assert len(cases) == done.cases
    return path, {case["name"]: case for case in cases}


@pytest.mark.parametrize("kind", ["points", "attainment", "base", "levels"])
def test_every_change_of_a_rule_is_noticed(library: Library, tmp_path: Path, kind: Kind) -> None:
    path, cases = written(library, tmp_path, standard_texts("t/own", kind)[0])
    results = run(library, str(path))[1]
    assert [result.name for result in results if result.differences] == []
    survey = surveyed(library, str(path))
    assert [(one.change.item, one.change.what, one.change.after) for one in survey.unnoticed] == []
    assert survey.computed == len(cases) == survey.cases


def test_what_the_cases_are_about(library: Library, tmp_path: Path) -> None:
    path, cases = written(library, tmp_path, SHEET)
    assert [result for result in run(library, str(path))[1] if result.differences] == []
    assert [
        (one.change.item, one.change.what, one.change.after) for one in surveyed(library, str(path)).unnoticed
    ] == []
    full = cases["各项都满分，没有加减分"]
    assert (full["rest"], full["vetoes"], full["adjustments"]) == (
        "full", {"v": {"happened": False}}, {"b": {"count": 0}, "p": {"count": 0}},
    )  # fmt: skip
    assert full["expect"] == {"score": 35, "full": 35, "status": "decided", "label": "优秀"}
    labels = {name: case["expect"]["label"] for name, case in cases.items() if "的线" in name}
    assert labels == {
        "“优秀”的线：27.995 分，修约以后才到": "合格",
        "“优秀”的线：恰为 28 分": "优秀",
        "“优秀”的线：差一点：27.5 分": "合格",
        "“合格”的线：恰为 21 分": "合格",
        "“合格”的线：差一点：20.5 分": "不合格",
    }
    minimum = {name: case["expect"]["label"] for name, case in cases.items() if name.startswith("“最低应得分”")}
    assert set(minimum.values()) == {"优秀", "不合格"}
    # The veto looks back three years to the day, and the cap bites.
    states = {name: case["expect"]["vetoes"]["v"] for name, case in cases.items() if name.startswith("否决 v ")}
    assert list(states.values()) == ["triggered", "triggered", "clear"]
    first, before = (
        case["vetoes"]["v"]["occurred_on"].isoformat()
        for case in list(cases.values())
        if "前一天" in case["name"] or "第一天" in case["name"]
    )
    assert (first, before) == ("2024-01-01", "2023-12-31")
    assert cases["否决 w：3 未达到"]["expect"]["label"] == "合格"
    # Each bound of an item with several by itself, the others as they should be.
    short = [case for name, case in cases.items() if name.startswith("事实差一点")]
    assert [case["expect"]["suggested"]["1"] for case in short] == [Decimal("19.5"), 18, 18]
    assert {fact["id"]: fact["value"] for fact in short[0]["facts"]} == {
        "court": 79, "late": short[0]["facts"][1]["value"], "files": 0,
    }  # fmt: skip
    assert cases["满分再加分：总分最高"]["expect"]["score"] == 37
    text = path.with_suffix(".cases.toml").read_text(encoding="utf-8")
    assert '"1" = 19.5  # 满分 20，1.1 扣 0.5\n' in text
    assert "# 35 − 7 = 28\ncomputed = true  # 程序算得，须照文件核对；核对后删去这一行\n" in text


def test_cases_that_are_there_stay_and_what_is_checked_is_counted(library: Library, tmp_path: Path) -> None:
    path, cases = written(library, tmp_path, standard_texts("t/own", "levels")[0])
    there = path.with_suffix(".cases.toml")
    held = there.read_text(encoding="utf-8")
    for target, output, code in ((str(path), None, "exists"), (str(path), tmp_path / "x.toml", "output")):
        with pytest.raises(Refused) as refused:
            write_cases(library, target, output)
        assert refused.value.faults[0].code == code
    assert there.read_text(encoding="utf-8") == held
    there.write_text(held.replace("computed = true  #", "#", 2), encoding="utf-8")
    assert sum(result.computed for result in run(library, str(path))[1]) == len(cases) - 2
    assert sum(case.computed for case in read_cases(there)[1].cases) == len(cases) - 2
