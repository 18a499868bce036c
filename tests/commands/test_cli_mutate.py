"""`kaoping standard mutate`: which changes of the rules the worked cases do not notice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kaoping.commands.mutating import ONLY
from kaoping.commands.settings import Settings
from kaoping.mutation.values import KINDS
from kaoping.workbench.mutating import surveyed

Run = Callable[..., Any]

EXAMPLES = Path(__file__).parents[2] / "examples"

SHEET = """schema = 1
id = "t/hole"
title = "有洞的标准"
short = "有洞"
edition = "2025"
status = "draft"
unit_kinds = ["county"]
outcomes = [{ label = "合格", when = { score_at_least = 6 } }, { label = "不合格", otherwise = true }]
[document]
id = "t/hole"
title = "文件"
[scoring]
model = "points"
full = 10
[[facts]]
id = "hole-study"
title = "学法次数"
subject = "county"
kind = "count"
[[facts]]
id = "hole-case"
title = "案件"
subject = "county"
kind = "event"
[[criteria]]
id = "1"
title = "学法"
points = 10
requirements = [{ id = "1.1", text = "每年不少于 4 次。", measure = { fact = "hole-study", at_least = 4 } }]
[[vetoes]]
id = "v"
title = "案件"
text = "案件"
event = "hole-case"
look_back_years = 3
effect = "zero"
"""

#: All full, all nothing, the line from both sides, the bound far from it, the veto long after it.
CASES = """schema = 1
standard = "t/hole"
[[cases]]
name = "全满"
rest = "full"
as_of = 2025-12-31
vetoes = { v = { happened = false } }
expect = { score = 10, full = 10, label = "合格" }
[[cases]]
name = "6 分"
as_of = 2025-12-31
ratings."1" = { points = 6 }
vetoes = { v = { happened = false } }
expect = { label = "合格" }
[[cases]]
name = "5.5 分"
as_of = 2025-12-31
ratings."1" = { points = 5.5 }
vetoes = { v = { happened = false } }
expect = { label = "不合格" }
[[cases]]
name = "案件"
rest = "full"
as_of = 2025-12-31
facts = [{ id = "hole-case", period = "2024", value = true, occurred_on = 2024-05-01 }]
expect = { result = 0, label = "不合格", vetoes = { v = "triggered" } }
[[cases]]
name = "没有学法"
as_of = 2025-12-31
facts = [{ id = "hole-study", period = "2025", value = 1 }]
expect = { requirements = { "1.1" = "unmet" } }
"""

#: What stops the holes: the bound met and just missed, the first day looked back to and the day before, a share to round.
MORE = """schema = 1
standard = "t/hole"
[[cases]]
name = "恰为 4 次"
as_of = 2025-12-31
facts = [{ id = "hole-study", period = "2025", value = 4 }]
expect = { requirements = { "1.1" = "met" } }
[[cases]]
name = "3 次"
as_of = 2025-12-31
facts = [{ id = "hole-study", period = "2025", value = 3 }]
expect = { requirements = { "1.1" = "unmet" } }
[[cases]]
name = "追溯期第一天"
as_of = 2025-12-31
facts = [{ id = "hole-case", period = "2023", value = true, occurred_on = 2023-01-01 }]
expect = { vetoes = { v = "triggered" } }
[[cases]]
name = "追溯期前一天"
as_of = 2025-12-31
vetoes = { v = { happened = true, occurred_on = 2022-12-31 } }
expect = { vetoes = { v = "clear" } }
"""


@pytest.fixture
def hole(tmp_path: Path) -> Path:
    (tmp_path / "hole.cases.toml").write_text(CASES, encoding="utf-8")
    path = tmp_path / "hole.toml"
    path.write_text(SHEET, encoding="utf-8")
    return path


def survivors(document: dict[str, Any]) -> list[tuple[str, ...]]:
    keys = ("kind", "item", "what", "before", "after")
    return [tuple(row[key] for key in keys) for row in document["results"] if row["state"] == "unnoticed"]


def test_a_standard_with_holes_says_every_one(run: Run, hole: Path) -> None:
    done = run("standard", "mutate", hole, "--json")

    assert done.code == 1
    assert survivors(done.json) == [
        ("bounds", "1.1", "不低于", "4", "3"),
        ("bounds", "1.1", "不低于", "4", "5"),
        ("bounds", "1.1", "界限", "不低于 4", "高于 4"),
        ("vetoes", "v", "追溯年数", "3", "2"),
        ("vetoes", "v", "追溯年数", "3", "4"),
        ("vetoes", "v", "追溯年数", "3", "不写"),
        ("policy", "t/hole", "不适用的项", "移出", "计满分"),
        ("policy", "t/hole", "不适用的项", "移出", "折算"),
    ]
    found = done.json
    assert (found["standard"], found["cases"], found["rules"], found["ok"]) == ("t/hole", 5, [], False)
    assert found["changes"] == found["noticed"] + found["unnoticed"] + found["equivalent"] + found["refused"]
    assert len(found["results"]) == found["changes"]
    assert {row["kind"] for row in found["kinds"]} == {"points", "bounds", "vetoes", "thresholds", "policy"}
    turned = next(row for row in found["results"] if row["what"] == "方向")
    assert (turned["state"], turned["why"]) == ("noticed", "没有学法")
    spared = {row["why"] for row in found["results"] if row["state"] == "equivalent"}
    assert spared == {"各项都是评分单位的整数倍，合计不会有更多小数，修约不起作用"}

    text = run("standard", "mutate", hole).out
    assert "没有算例察觉的改动 8 处：" in text
    assert "  界限  1.1  不低于：4 改为 3\n      写算例，事实 hole-study 恰为 4、差 1，写明要点 1.1" in text
    assert "  4 处：各项都是评分单位的整数倍" in text


def test_the_cases_it_asks_for_close_the_holes(run: Run, hole: Path) -> None:
    more = hole.with_name("more.cases.toml")
    more.write_text(MORE, encoding="utf-8")

    left = run("standard", "mutate", hole, "--cases", more, "--json")
    assert {row[:3] for row in survivors(left.json)} == {("policy", "t/hole", "不适用的项")}
    closed = run("standard", "mutate", hole, "--cases", more, "--only", "bounds", "--only", "vetoes")
    assert closed.code == 0
    assert closed.out.endswith("能改变结果的改动，算例全部察觉。\n")
    assert "\r" not in closed.err


def test_what_cannot_be_examined_is_refused(run: Run, hole: Path) -> None:
    other = hole.with_name("other.cases.toml")
    other.write_text(MORE.replace("t/hole", "t/small"), encoding="utf-8")
    refused = run("standard", "mutate", hole, "--cases", other)
    assert (refused.code, "这是标准“t/small”的算例，不是“t/hole”的" in refused.err) == (2, True)

    hole.with_name("hole.cases.toml").write_text(CASES.replace("score = 10", "score = 9"), encoding="utf-8")
    refused = run("standard", "mutate", hole)
    assert (refused.code, "有 1 个算例本来就不符（如“全满”），请先用 kaoping standard test 改正" in refused.err) == (
        2,
        True,
    )

    hole.with_name("hole.cases.toml").unlink()
    assert run("standard", "mutate", hole, "--json").codes() == ["missing-cases"]
    assert run("standard", "mutate", hole, "--only", "nothing").code == 2


def test_cases_of_rules_change_the_rules_alone(run: Run) -> None:
    done = run("standard", "mutate", EXAMPLES / "rules" / "zhashui.cases.toml", "--json")

    assert done.code == 0
    assert {Path(row["rules"]).name for row in done.json["results"]} == {"zhashui-outcomes.toml"}
    assert {row["kind"] for row in done.json["results"]} == {"bounds", "thresholds", "policy"}


def test_progress_is_counted_up_to_the_last(hole: Path) -> None:
    told: list[tuple[int, int]] = []
    survey = surveyed(Settings().library(), str(hole), tell=lambda done, of: told.append((done, of)))

    whole = len(survey.results)
    assert told == [(done, whole) for done in range(whole + 1)]


def test_the_kinds_that_can_be_asked_for_are_all_there_are() -> None:
    assert set(ONLY) == set(KINDS)
    assert list(ONLY) == list(KINDS)


def test_local_rules_are_changed_alone_with_the_cases_that_name_them(run: Run) -> None:
    rules = EXAMPLES / "rules" / "zhashui-outcomes.toml"
    done = run("standard", "mutate", "zhashui", "--rules", rules, "--only", "bounds", "--json")
    assert (done.code, done.json["standard"], done.json["changes"], done.json["unnoticed"]) == (0, "zhashui", 2, 0)
    assert {result["item"] for result in done.json["results"]} == {"enforcement-publication-limit"}
    assert run("standard", "mutate", rules, "--only", "bounds", "--json").json == done.json
    told = run("standard", "mutate", "beihai/county", "--rules", rules)
    assert (told.code, "这是标准“zhashui”的本地规则，不是“beihai/county”的" in told.err) == (2, True)


def test_rules_without_cases_say_where_to_write_them(run: Run, tmp_path: Path) -> None:
    rules = tmp_path / "own.toml"
    rules.write_text('schema = 1\nextends = "zhashui"\ntitle = "规则"\n', encoding="utf-8")
    for word in ("mutate", "test"):
        done = run("standard", word, rules)
        assert done.code == 2
        assert 'rules = "own.toml"）写在 own.cases.toml，放在规则旁边' in done.err
