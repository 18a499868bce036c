"""Worked cases: run, filled in, and every kind of difference said."""

from __future__ import annotations

import pytest

from kaoping.cases_run import read_cases, run_cases
from kaoping.errors import Refused

SHEET = """
[scoring]
model = "points"
[[facts]]
id = "n"
title = "次数"
subject = "government"
kind = "count"
[[levels]]
id = "a"
title = "优"
share = 100
[[levels]]
id = "b"
title = "差"
share = 0
[[criteria]]
id = "1"
title = "甲"
points = 5
levels = [{ id = "x", title = "高", points = 4 }, { id = "y", title = "低", points = 1 }]
[[criteria.requirements]]
id = "1.1"
text = "要点"
[[criteria]]
id = "2"
title = "乙"
points = 5
applies_when = { law = true }
[[vetoes]]
id = "v"
title = "否"
text = "否"
effect = "no-score"
[[outcomes]]
label = "好"
when = { score_at_least = 6 }
[[outcomes]]
label = "差"
otherwise = true
"""

CASE = """
schema = 1
standard = "t/sheet"
[[cases]]
name = "例"
unit = {{ name = "某县", attributes = {{ law = {law} }} }}
rest = "{rest}"
{more}
[cases.expect]
{expect}
"""


def run(make, tmp_path, expect, *, rest="full", law="true", more="", sheet=SHEET):
    path = tmp_path / "x.cases.toml"
    path.write_text(CASE.format(law=law, rest=rest, more=more, expect=expect), encoding="utf-8")
    source, cases = read_cases(path)
    return list(run_cases(source, cases, lambda rules: make(sheet))[0].differences)


VETO = "vetoes = { v = { happened = false } }"


def test_cases_that_hold(make, tmp_path):
    expect = 'score = 9\nfull = 10\nresult = 9\nstatus = "decided"\nlabel = "好"\npossible = ["好"]\nvetoes = { v = "clear" }'
    assert run(make, tmp_path, expect, more=VETO) == []
    assert run(make, tmp_path, "score = 1", rest="zero") == []
    assert run(make, tmp_path, "score = 4\nfull = 5", law="false") == []
    assert run(make, tmp_path, "score = { low = 0, high = 9 }", rest="none") == []
    assert run(make, tmp_path, 'result = "none"', more="vetoes = { v = { happened = true } }") == []
    ticked = 'ratings = { "1" = { requirements = { "1.1" = "met" } } }'
    assert run(make, tmp_path, 'requirements = { "1.1" = "met" }\nscore = 9', more=ticked) == []


def test_every_difference_is_said(make, tmp_path):
    expect = """
score = 8
full = 11
result = "none"
attained = 50
status = "open"
label = "差"
possible = ["差"]
vetoes = { v = "triggered", w = "clear" }
requirements = { "1.1" = "met", "9" = "met" }
suggested = { "1" = 4 }
"""
    assert run(make, tmp_path, expect, more=VETO) == [
        "得分应为 8，得到 9",
        "满分应为 11，得到 10",
        "应不计分，得到 9",
        "本标准没有达标率",
        "结果状态应为 open，得到 decided（符合“好”的条件）",
        "结果应为“差”，得到“好”",
        "可能的结果应为 差，得到 好",
        "否决项 v 应为 triggered，得到 clear（考评人认定未发生）",
        "没有否决项“w”",
        "要点 1.1 应为 met，得到 unknown（没有判断依据）",
        "没有评分要点“9”",
        "1 应建议 4，得到 无",
    ]
    barred = run(make, tmp_path, "result = { low = 1, high = 2 }", more="vetoes = { v = { happened = true } }")
    assert barred == ["否决后结果应为 1 ~ 2，得到 无"]


def test_shares(make, tmp_path):
    sheet = (
        '[scoring]\nmodel = "attainment"\n[[criteria]]\nid = "1"\ntitle = "项"\n[[criteria]]\nid = "2"\ntitle = "项"\n'
    )
    more = 'ratings = { "1" = { verdict = "unmet" } }'
    assert run(make, tmp_path, "attained = 50\nmet = 1\napplicable = 2", more=more, sheet=sheet) == []
    assert run(make, tmp_path, "attained = { low = 0, high = 50 }", rest="none", more=more, sheet=sheet) == []
    found = run(make, tmp_path, "attained = 60\nmet = 2\napplicable = 3", more=more, sheet=sheet)
    assert found == ["达标率应为 60，得到 50", "达标应为 2，得到 1", "适用应为 3，得到 2"]
    assert run(make, tmp_path, "score = 0", rest="zero", sheet=sheet) == []


def test_answers_of_a_case_are_checked_like_any(make, tmp_path):
    with pytest.raises(Refused, match="没有评分项“9”"):
        run(make, tmp_path, "score = 1", more='ratings = { "9" = { points = 1 } }')


def test_honours(make, tmp_path):
    head = '[scoring]\nmodel = "attainment"\nrounding = { places = 1 }\n'
    items = "".join(f'[[criteria]]\nid = "{n}"\ntitle = "项"\n' for n in range(1, 4))
    honours = "".join(
        f'[[honours]]\nid = "{name}"\ntitle = "单项"\ntext = "单项"\n{more}\n'
        for name, more in (
            ("h", "covers = ['1', '2', '3']\nattained_at_least = 60"),
            ("own", 'set_by = "jurisdiction"'),
        )
    )
    more = 'ratings = { "1" = { verdict = "unmet" } }'
    sheet = head + items + honours
    assert run(make, tmp_path, 'honours = { h = "reached" }', more=more, sheet=sheet) == []
    assert (
        run(make, tmp_path, 'honours = { h = "open", own = "rule-not-set" }', rest="none", more=more, sheet=sheet) == []
    )
    found = run(make, tmp_path, 'honours = { h = "missed", own = "reached", x = "reached" }', more=more, sheet=sheet)
    assert found == [
        "单项荣誉 h 应为 missed，得到 reached（达标率 66.7）",
        "单项荣誉 own 应为 reached，得到 rule-not-set（达标率 无）",
        "没有单项荣誉“x”",
    ]
    with pytest.raises(Refused, match="honours"):
        run(make, tmp_path, 'honours = { h = "perhaps" }', sheet=sheet)
