"""Rule mutation: what is called equivalent changes no result, and what is derived is what the file would give."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaoping.answers import Answers
from kaoping.mutation.change import changed
from kaoping.mutation.run import changes
from kaoping.mutation.values import Change
from kaoping.scoring.score import score, suggestions
from kaoping.standard.load import Vocabulary, core_vocabulary, load
from kaoping.standard.resolved import Resolved

EXAMPLES = Path(__file__).parents[2] / "examples" / "standards"


def shown(resolved: Resolved, answers: Answers) -> tuple[object, ...]:
    """All that a result is."""
    sheet = score(resolved, answers)
    outcome = sheet.outcome
    suggested = {
        name: (found.points, found.verdict, [r.state for r in found.requirements])
        for name, found in suggestions(resolved, answers).items()
    }
    return (
        sheet.score_low, sheet.score_high, sheet.full, sheet.result_low, sheet.result_high, sheet.attainment,
        outcome.status, outcome.label, outcome.possible, suggested,
        [(finding.veto.id, finding.status) for finding in sheet.vetoes], [(h.id, h.state) for h in sheet.honours],
    )  # fmt: skip


def equivalents(resolved: Resolved) -> list[tuple[Change, Resolved]]:
    """Every change that is called equivalent, with the standard changed so."""
    found = []
    for change in changes(resolved):
        if change.same is not None and change.same(resolved) is not None:
            mutant = replace(resolved, standard=changed(resolved.standard, change.path, change.update))
            found.append((change, mutant))
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_is_called_equivalent_changes_no_result(
    data: st.DataObject,
    make: Callable[..., Resolved],
    standards: Callable[..., st.SearchStrategy[str]],
    answers_of: Callable[..., st.SearchStrategy[Answers]],
) -> None:
    resolved = make(data.draw(standards()), check=False)
    found = equivalents(resolved)
    for _ in range(3):
        answers = data.draw(answers_of(resolved))
        was = shown(resolved, answers)
        assert [(c.item, c.what, c.before, c.after) for c, mutant in found if shown(mutant, answers) != was] == []


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return core_vocabulary()


@pytest.mark.parametrize(
    "name", ["vetoes", "deductions", "composed", "honours", "attainment-nested", "adjustment-caps"]
)
def test_a_change_is_what_an_author_would_have_written(name: str, vocabulary: Vocabulary) -> None:
    """Nothing but the one rule differs, and what results is a standard that the format takes."""
    resolved = load(EXAMPLES / f"{name}.toml", vocabulary).resolved
    was = resolved.standard.model_dump()
    for change in changes(resolved):
        mutant = changed(resolved.standard, change.path, change.update)
        assert type(mutant).model_validate(mutant.model_dump()) == mutant
        now = mutant.model_dump()
        different = [key for key in was if was[key] != now[key]]
        assert different == [change.path[0]], (change.what, change.before, change.after)


def places(resolved: Resolved, kind: Any) -> Iterator[tuple[str, str, str, str]]:
    for change in changes(resolved, [kind]):
        yield change.item, change.what, change.before, change.after


def test_every_kind_of_rule_is_moved_both_ways_and_turned(vocabulary: Vocabulary) -> None:
    deductions = load(EXAMPLES / "deductions.toml", vocabulary).resolved
    assert list(places(deductions, "bounds")) == [
        ("1.1", "不低于", "4", "3"),
        ("1.1", "不低于", "4", "5"),
        ("1.1", "界限", "不低于 4", "高于 4"),
        ("1.1", "方向", "不低于 4", "不高于 4"),
        ("1.1", "每期", "每年", "不写"),
        ("1.2", "是否", "应为是", "应为否"),
        ("2.1", "不低于", "90", "89"),
        ("2.1", "不低于", "90", "91"),
        ("2.1", "界限", "不低于 90", "高于 90"),
        ("2.1", "方向", "不低于 90", "不高于 90"),
    ]
    assert set(places(deductions, "deductions")) >= {
        ("1.1", "每个单位扣", "0.5", "0.4"),
        ("1.1", "累计不超过", "1.2", "1.3"),
        ("2.1", "不足一个单位", "不足按一个扣", "按比例扣"),
        ("1.2", "扣分规则", "有", "去掉"),
    }
    shared = load(EXAMPLES / "adjustment-caps.toml", vocabulary).resolved
    assert [one for one in places(shared, "caps") if one[0] in ("bonus", "faults")] == [
        ("bonus", "合计的上限", "有", "去掉"),
        ("bonus", "合计不超过", "10", "9"),
        ("bonus", "合计不超过", "10", "11"),
        ("faults", "合计的上限", "有", "去掉"),
        ("faults", "合计不超过", "8", "7"),
        ("faults", "合计不超过", "8", "9"),
        ("faults", "合计的各项", "lawsuit", "不计入"),
        ("faults", "合计的各项", "criticism", "不计入"),
    ]
    vetoes = load(EXAMPLES / "vetoes.toml", vocabulary).resolved
    assert set(places(vetoes, "vetoes")) >= {
        ("h1", "否决项", "有", "去掉"),
        ("h1", "后果", "不得参评", "撤销"),
        ("h1", "追溯年数", "3", "2"),
        ("h1", "追溯年数", "3", "4"),
        ("h1", "追溯年数", "3", "不写"),
        ("h1", "所依据的事件", "major-illegal-case", "不看"),
        ("h2", "结果名称", "撤销命名", "不写"),
        ("h3", "追溯", "考评周期内", "不写"),
        ("h3", "降几等", "1", "2"),
        ("h7", "后果", "限定等次", "降等"),
        ("h7", "最好的结果", "良好", "一般"),
    }
    assert set(places(vetoes, "caps")) >= {
        ("bonus", "每次", "2", "1"),
        ("bonus", "累计不超过", "6", "7"),
        ("bonus", "加减", "加分", "减分"),
        ("penalty", "最多", "5", "6"),
        ("h4", "封顶", "80", "79"),
        ("example/vetoes", "总分最高", "105", "104"),
    }
    assert set(places(vetoes, "thresholds")) >= {("优秀", "得分不低于", "90", "89"), ("优秀", "得分不低于", "90", "91")}
    minimum = load(EXAMPLES / "section-minimum.toml", vocabulary).resolved
    assert ("2", "最低分", "20", "19") in set(places(minimum, "caps"))
    assert ("合格", "各部分最低分", "须达到", "不管") in set(places(minimum, "thresholds"))
