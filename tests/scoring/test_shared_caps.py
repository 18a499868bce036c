"""Caps that several adjustments share: totals, ranges, outcomes and what still decides, held to every completion."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from adjusting import SHEET
from hypothesis import given, settings
from hypothesis import strategies as st

from kaoping.answers import AdjustmentStatement
from kaoping.answers_check import check_adjustment
from kaoping.commands.sheet_text import sheet_text
from kaoping.errors import Refused
from kaoping.reports.formats import ReportInput, as_markdown
from kaoping.reports.kinds.blank import blank_paper
from kaoping.reports.kinds.deductions import deductions_paper
from kaoping.reports.kinds.derivation import derivation_paper
from kaoping.scoring.adjustments import adjustment_score, possible_amounts
from kaoping.scoring.caps import added, added_sum
from kaoping.scoring.conditions import adjustment_node, band_checks
from kaoping.scoring.derivation import find, recompute, walk, words
from kaoping.scoring.score import score
from kaoping.scoring.sheet_json import sheet_json
from kaoping.scoring.shortest import shortest
from kaoping.standard.lint import lint
from kaoping.standard.resolved import dumped


def row(name="x", kind="bonus", **more):
    rows = "".join(f"{key} = {value}\n" for key, value in more.items())
    return f'[[adjustments]]\nid = "{name}"\ntitle = "{name}项"\ntext = "加减"\nkind = "{kind}"\n{rows}'


def together(name="c", at_most=5, **more):
    lines = "".join(f"{key} = {value}\n" for key, value in more.items())
    lines += f"at_most = {at_most}\n" if at_most is not None else ""
    return f'[[adjustment_caps]]\nid = "{name}"\ntitle = "{name}合计"\n{lines}'


def sheet_of(make, *rows, scoring="", rules=None, check=True):
    return make(SHEET.format(scoring=scoring, rows="".join(rows)), rules, check=check)


def stated(**given_):
    return {name: AdjustmentStatement(**{"count" if how == "n" else "amount": Decimal(value) if how != "n" else value}) for name, (how, value) in given_.items()}  # fmt: skip


ALL = 'kind = "bonus"'
X, Y, Z = row("x", cap=3), row("y", amount=4), row("z", "penalty", cap=4)


@pytest.mark.parametrize(
    ("cap", "given_", "total"),
    [
        (together(kind='"bonus"'), stated(x=("a", 3), y=("n", 2), z=("a", 0)), 13),
        (together(kind='"bonus"'), stated(x=("a", 1), y=("n", 1), z=("a", 2)), 11),
        (together(kind='"bonus"'), stated(x=("a", 0), y=("n", 0), z=("a", 4)), 4),
        (together(of='["y", "x"]', at_most="4.5"), stated(x=("a", 3), y=("n", 9), z=("a", 0)), "12.5"),
        (together(of='["x"]', at_most=2), stated(x=("a", 3), y=("n", 1), z=("a", 0)), 14),
        (together(kind='"penalty"', at_most=3), stated(x=("a", 0), y=("n", 0), z=("a", 4)), 5),
        (together(kind='"bonus"') + together("d", 3, kind='"penalty"'), stated(x=("a", 3), y=("n", 2), z=("a", 4)), 10),
    ],
)
def test_the_sum_within_the_cap_enters_the_total(make, answer, cap, given_, total):
    sheet = score(sheet_of(make, X, Y, Z, cap), answer(ratings={"1": 8}, adjustments=given_))
    assert (sheet.score_low, sheet.score_high, sheet.complete) == (Decimal(total), Decimal(total), True)
    assert all(recompute(node) == (Fraction(node.low), Fraction(node.high)) for node in walk(sheet.derivation))


def test_how_it_came_about_shows_each_the_sum_and_the_cap(make, answer):
    given_ = stated(x=("a", 3), y=("n", 2), z=("a", 1))
    resolved = sheet_of(make, X, Z, Y, together(kind='"bonus"', at_most=10, clause='"附件二"'))
    sheet = score(resolved, answer(ratings={"1": 8}, adjustments=given_))
    node = find(sheet.derivation, "c")
    assert (node.op, node.low, node.inputs, node.clause) == (
        "adjustment-cap",
        10,
        (("at_most", Decimal(10)),),
        "附件二",
    )
    (total,) = node.children
    assert (total.low, [(leaf.at, leaf.low) for leaf in total.children]) == (11, [("x", 3), ("y", 8)])
    assert "合计的上限" in words(node.op)
    above = next(one for one in walk(sheet.derivation) if one.op == "adjusted")
    assert [child.at for child in above.children] == ["items", "c", "z"]
    own = adjustment_node(sheet, sheet.adjustments[2])
    assert dict(own.inputs)["together"] == "c合计不超过 10 分"
    assert "cap" not in dict(own.inputs)
    (body,) = sheet_json(sheet)["adjustment_caps"]
    assert body == {
        "id": "c", "title": "c合计", "kind": "bonus", "of": ["x", "y"], "at_most": "10", "state": "given",
        "sum": {"low": "11", "high": "11"}, "low": "10", "high": "10",
    }  # fmt: skip
    assert added_sum(sheet) == (9, 9)
    assert "c合计不超过 10 分：各项合计 11，计 10" in sheet_text(sheet)


def test_what_is_not_stated_stays_within_the_cap(make, answer):
    resolved = sheet_of(make, X, Y, together(kind='"bonus"'))
    sheet = score(resolved, answer(ratings={"1": 3}))
    assert (sheet.score_low, sheet.score_high, sheet.outcome.label) == (3, 8, "其余")
    assert sheet.caps[0].values == (0, 1, 2, 3, 4, 5)
    assert [one.met for one in band_checks(sheet)] == [False, True]
    # Once what is stated comes to the cap, the rest can change nothing and does not decide.
    spent = score(resolved, answer(ratings={"1": 4}, adjustments=stated(y=("n", 2))))
    assert (spent.score_low, spent.score_high, spent.complete) == (9, 9, False)
    assert (spent.outcome.label, spent.outcome.deciding) == ("优秀", ())
    half = score(resolved, answer(ratings={}, adjustments=stated(y=("n", 1))))
    assert [one.id for one in half.outcome.deciding] == ["x", "1"]


def test_only_sums_that_can_be_are_possible(make, answer):
    # 0, 4 and 6: never the one point that 8 needs for 9, nor a total between.
    rows = (row("x", amount=4), row("y", amount=4), together(kind='"bonus"', at_most=6))
    resolved = make(SHEET.format(scoring="", rows="".join(rows)).replace("优秀", "十三至").replace("= 9 ", "= 13 "))
    sheet = score(resolved, answer(ratings={"1": 8}, adjustments=stated(x=("n", 0))))
    assert sheet.caps[0].values == (0, 4, 6)
    assert sheet.outcome.possible == ("十三至", "其余")


def test_a_count_without_a_cap_of_its_own_goes_as_far_as_the_shared_one(make, answer):
    resolved = sheet_of(make, X, Y, together(kind='"bonus"', at_most=10))
    assert possible_amounts(resolved, resolved.adjustments[1]) == [0, 4, 8, 12]
    for said in (AdjustmentStatement(count=7), AdjustmentStatement(amount=Decimal(40))):
        assert check_adjustment(resolved, resolved.adjustments[1], said) == []
    wrong = check_adjustment(resolved, resolved.adjustments[1], AdjustmentStatement(amount=Decimal(3)))
    assert [one.message for one in wrong] == ["3 不是 4 的整数倍"]
    sheet = score(resolved, answer(ratings={"1": 1}, adjustments=stated(x=("a", 0), y=("n", 7))))
    assert (sheet.adjustments[1].low, sheet.score_low) == (28, 11)
    ceiling = sheet_of(make, Y, together(kind='"bonus"', at_most=100), scoring="ceiling = 12")
    assert possible_amounts(ceiling, ceiling.adjustments[0])[-1] == 12


UNSET = together(at_most=None, kind='"bonus"', set_by='"jurisdiction"')


def test_a_cap_that_nobody_has_set_leaves_open_what_it_could_change(make, answer):
    resolved = sheet_of(make, row("x", cap=3), UNSET)
    sheet = score(resolved, answer(ratings={"1": 8}, adjustments=stated(x=("a", 3))))
    assert (sheet.score_low, sheet.score_high, sheet.complete) == (8, 11, False)
    assert (sheet.outcome.status, sheet.outcome.possible) == ("rule-not-set", ("优秀", "其余"))
    assert sheet.outcome.because == ("c合计的上限由本地规则规定，尚未给出规则文件（--rules）",)
    assert [(one.kind, one.id) for one in sheet.outcome.deciding] == [("rule", "c")]
    assert find(sheet.derivation, "c").op == "adjustment-cap-unset"
    nothing = score(resolved, answer(ratings={"1": 8}, adjustments=stated(x=("a", 0))))
    assert (nothing.outcome.status, nothing.complete) == ("decided", True)
    low = score(resolved, answer(ratings={"1": 5}, adjustments=stated(x=("a", 3))))
    assert (low.outcome.label, low.complete) == ("其余", False)
    assert "1 个合计的上限由本地规则规定，尚未给出规则文件（--rules），按没有上限计：c合计" in shortest(low).presumed
    ruled = sheet_of(make, row("x", cap=3), UNSET, rules="[adjustment_caps.c]\nat_most = 2\n")
    assert score(ruled, answer(ratings={"1": 8}, adjustments=stated(x=("a", 3)))).score_low == 10
    assert ruled.digest != resolved.digest
    # Without a cap of its own either, a count may give anything.
    free = score(sheet_of(make, row("x", amount=1), UNSET), answer(ratings={"1": 8}))
    assert (free.adjustments[0].state, free.outcome.status) == ("not-set", "rule-not-set")


def test_an_amount_that_nobody_has_set_still_stays_under_the_cap(make, answer):
    rows = (row("x", set_by='"jurisdiction"'), row("y", cap=3), together(kind='"bonus"', at_most=2))
    for points, status in ((8, "rule-not-set"), (6, "decided")):
        sheet = score(sheet_of(make, *rows), answer(ratings={"1": points}, adjustments=stated(y=("a", 0))))
        assert (sheet.outcome.status, sheet.score_high) == (status, points)


def test_the_shortest_way_counts_the_bonus_within_the_cap(make, answer):
    body = SHEET.replace("points = 10\n", 'points = 4\n[[criteria]]\nid = "2"\ntitle = "乙"\npoints = 6\n')
    given_ = answer(ratings={"1": 2, "2": 2}, adjustments=stated(x=("a", 3), y=("n", 1)))
    free = make(body.format(scoring="", rows=X + Y.replace("amount = 4", "amount = 4\ncap = 4")))
    held = make(body.format(scoring="", rows=X + Y + together(kind='"bonus"', at_most=1)))
    assert shortest(score(free, given_)).now == "优秀"
    found = shortest(score(held, given_))
    assert (found.now, [step.id for step in found.way.items]) == ("其余", ["2"])


CAPS = st.lists(st.sampled_from(["x", "y", "z"]), min_size=1, max_size=3, unique=True)


@settings(settings.get_profile("scoring"), max_examples=60)
@given(st.data())
def test_possible_sums_are_those_of_every_combination_in_any_order(make, data):
    """Against brute force: min(cap, sum) over the product of what each may be."""
    kind = data.draw(st.sampled_from(["bonus", "penalty"]))
    shapes = st.sampled_from([{"cap": 2}, {"amount": 2}, {"amount": 1, "cap": 2}, {"range": "{ low = 2, high = 3 }"}])
    rows = {name: row(name, kind, **data.draw(shapes)) for name in "xyz"}
    first = data.draw(CAPS)
    rest = [name for name in "xyz" if name not in first]
    caps = together("c", data.draw(st.sampled_from(["1", "2.5", "4"])), of=str(first).replace("'", '"'))
    if rest and data.draw(st.booleans()):
        caps += together("d", data.draw(st.integers(1, 3)), of=str(rest).replace("'", '"'))
    sign = 1 if kind == "bonus" else -1
    for order in (data.draw(st.permutations("xyz")), "xyz"):
        resolved = sheet_of(make, *(rows[name] for name in order), caps, check=False)
        scores = [adjustment_score(resolved, one, None) for one in resolved.adjustments]
        found = {sum(chosen) for chosen in product(*(one.values for one in added(resolved, scores)))}
        own = {one.id: possible_amounts(resolved, one) for one in resolved.adjustments}
        limits = {cap.id: Decimal(str(cap.at_most)) for cap in resolved.shared_caps}
        expected = set()
        for chosen in product(*([(name, value) for value in own[name]] for name in sorted(own))):
            sums: dict[str, Decimal] = {}
            for name, value in chosen:
                cap = resolved.shared_cap.get(name)
                where = cap.id if cap is not None else name
                sums[where] = sums.get(where, Decimal(0)) + value
            expected.add(sign * sum(min(value, limits.get(where, value)) for where, value in sums.items()))
        assert found == expected


def fault(make, *rows, rules=None):
    return [(one.code, one.id, one.message) for one in lint(sheet_of(make, *rows, rules=rules, check=False), ()) if one.code not in ("no-theme", "no-requirement")]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "code", "said"),
    [
        (
            (X, together(of='["x", "w"]', at_most=2)),
            "unknown-id",
            "没有加减分“w”，of 请写 [[adjustments]] 中已有的编号",
        ),
        ((X, Z, together(of='["x", "z"]')), "adjustment-cap", "of 中既有加分又有减分"),
        ((X, Y, together(kind='"bonus"'), together("d", of='["y"]')), "adjustment-cap", "“y”已在“c”中合计"),
        ((X, together(kind='"penalty"')), "adjustment-cap", "没有减分项，合计的上限没有可限的"),
        ((X, row("y", cap=1), together(kind='"bonus"')), "cap-idle", "各项最多共 4 分，到不了合计的上限 5 分"),
        ((X, together("x", 2, kind='"bonus"')), "duplicate-id", "加减分编号 x 重复"),
    ],
)
def test_lint_says_what_does_not_agree(make, rows, code, said):
    ((found, _, message),) = fault(make, *rows)
    assert found == code
    assert said in message


def test_a_cap_that_is_just_the_sum_or_limits_counts_is_no_fault(make):
    assert fault(make, X, row("y", cap=2), together(kind='"bonus"')) == []
    assert fault(make, X, Y, together(kind='"bonus"', at_most=50)) == []


def test_rules_fill_a_cap_and_change_none(make):
    assert fault(make, X, UNSET, rules="[adjustment_caps.c]\nat_most = 2\n") == []
    printed = fault(make, X, together(kind='"bonus"', at_most=3), rules="[adjustment_caps.c]\nat_most = 2\n")
    assert [one[2] for one in printed] == ["合计的上限已由标准写明，本地规则不能改，请删去"]
    unknown = fault(make, X, rules="[adjustment_caps.w]\nat_most = 2\n")
    assert [one[2] for one in unknown] == ["标准没有加减分上限“w”，请核对编号"]


def test_a_line_above_what_the_cap_allows_cannot_be_reached(make):
    rows = X + Y + together(kind='"bonus"', at_most=2)
    high = make(SHEET.format(scoring="", rows=rows).replace("= 9 ", "= 12.5 "), check=False)
    assert [one.code for one in lint(high, ()) if one.blocking] == ["unreachable"]
    assert [one.code for one in lint(sheet_of(make, rows), ()) if one.blocking] == []


@pytest.mark.parametrize(
    ("cap", "said"),
    [
        (together(kind='"bonus"', of='["x"]'), "须且只须写明 of（合计哪几项）或 kind（全部加分项或减分项）之一"),
        (together(), "须且只须写明 of"),
        (together(of='["x", "x"]'), "of 中有重复的加减分，请删去"),
        (together(at_most=None, kind='"bonus"'), "须写明 at_most（合计不超过）"),
        (together(at_most=0, kind='"bonus"'), "应为大于 0 的数字"),
    ],
)
def test_the_format_refuses_a_cap_that_cannot_be_meant(make, cap, said):
    with pytest.raises(Refused) as caught:
        sheet_of(make, X, cap)
    assert said in caught.value.faults[0].message


def test_a_standard_without_the_table_says_nothing_of_it(make):
    resolved = sheet_of(make, X)
    assert "adjustment_caps" not in dumped(resolved.standard)


def test_every_paper_says_the_sum_and_the_cap(make, answer):
    given_ = stated(x=("a", 3), y=("n", 2), z=("a", 4))
    caps = together(kind='"bonus"', at_most=10) + together("d", 3, kind='"penalty"')
    sheet = score(sheet_of(make, X, Y, Z, caps), answer(ratings={"1": 2}, adjustments=given_))

    paper = as_markdown(ReportInput("sheet", sheet)).decode()
    assert "| c | c合计不超过 10 分 |  | 10 | x、y 各项合计 11 |" in paper
    assert "| d | d合计不超过 3 分 |  | \\-3 | z 各项合计 -4 |" in paper
    assert "| 合计 |  |  | **7** |  |" in paper
    assert "c合计不超过 10 分（x、y）。" in repr(blank_paper(sheet, {}))
    assert "d合计不超过 3 分：各项合计 -4，计 -3。" in repr(deductions_paper(sheet, {}))
    assert "加减分合计（不超过合计的上限）" in repr(derivation_paper(sheet, {}))
    assert "c合计不超过 10 分：各项合计 11，计 10" in sheet_text(sheet)
