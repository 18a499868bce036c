"""What every standard must hold, whatever it says."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import ClassVar

from kaoping.answers import Answers, VetoStatement
from kaoping.errors import Refused
from kaoping.hooks import UnknownProvider
from kaoping.scoring.derivation import recompute, value_text, walk
from kaoping.scoring.sheet import ScoreSheet
from kaoping.scoring.sheet_json import sheet_json
from kaoping.testing.opening import check_report, formats_at_hand
from kaoping.testing.subject import YEAR, Subject, span
from kaoping.workbench.examining import tested


class StandardContract:
    """Tests for one standard; a subclass says which, and pytest runs every method whose name begins with `test_`.

    :cvar standard: the standard's file.
    :cvar rules: local rules that it is tried with, for one that leaves weights, levels or lines to the jurisdiction.
    :cvar accepted: codes of advice from `kaoping standard lint` that its author lives with.
    :cvar formats: report formats that are tried; all at hand where nothing is said.
    """

    standard: ClassVar[Path | Traversable]
    rules: ClassVar[Path | Traversable | None] = None
    accepted: ClassVar[frozenset[str]] = frozenset()
    formats: ClassVar[tuple[str, ...] | None] = None

    def subject(self) -> Subject:
        """The standard under test, read once."""
        return _subject(str(self.standard), None if self.rules is None else str(self.rules))

    def test_loads_and_lints_clean(self) -> None:
        """Loads, and lint has nothing to say but what is accepted."""
        left = [fault.text() for fault in self.subject().checked.advice if fault.code not in self.accepted]
        assert not left, "检查有建议，请改正，或把代码写进 accepted：\n" + "\n".join(left)

    def test_worked_cases_hold(self) -> None:
        """There are worked cases, and each gives what must result."""
        subject = self.subject()
        try:
            _, results = tested(subject.library, str(subject.path))
        except Refused as refused:
            raise AssertionError(str(refused)) from None
        wrong = [f"{case.name}：{difference}" for case in results for difference in case.differences]
        assert not wrong, "算例不符：\n" + "\n".join(wrong)

    def test_every_provider_named_exists(self) -> None:
        """The scoring model, the outcome rule and the veto checks that the standard names are installed."""
        subject, plugins = self.subject(), self.subject().library.plugins
        standard = subject.resolved.standard
        try:
            plugins.scoring_model(standard.scoring.model)
            plugins.outcome_rule(standard.outcome_rule)
            for veto in subject.resolved.vetoes:
                plugins.veto_check(veto.check or "event")
        except UnknownProvider as error:
            raise AssertionError(str(error)) from None

    def test_all_full_gives_the_full_score(self) -> None:
        """Everything best gives the full score, or the base score where there is one."""
        sheet = self.subject().sheets["全满分"]
        scoring = sheet.resolved.standard.scoring
        full = sheet.full if scoring.base is None else scoring.base
        if scoring.ceiling is not None:
            full = min(full, scoring.ceiling)
        low = sheet.score_low if any(item.unset for item in sheet.items) else full
        assert (sheet.score_low, sheet.score_high) == (low, full), (
            f"全满分应得 {span(full, full)}，得到 {span(sheet.score_low, sheet.score_high)}"
        )

    def test_all_zero_gives_the_lowest_score(self) -> None:
        """Everything worst gives the least that can be; zero, where points are summed up and no level is worth more."""
        subject = self.subject()
        none, sheet = subject.sheets["什么都没评"], subject.sheets["全零分"]
        assert sheet.score_low == none.score_low, (
            f"全零分得到 {span(sheet.score_low, sheet.score_high)}，什么都没评时最低却是 {span(none.score_low, none.score_low)}"
        )
        standard = sheet.resolved.standard
        if standard.scoring.base is None and not any(item.levels for item in sheet.resolved.items):
            assert (sheet.score_low, sheet.score_high) == (Decimal(0), Decimal(0)), (
                f"全零分应得 0，得到 {span(sheet.score_low, sheet.score_high)}"
            )

    def test_what_is_not_rated_is_a_range(self) -> None:
        """With nothing rated the score is everything from the lowest to the highest, and nothing is decided."""
        subject = self.subject()
        sheet, best = subject.sheets["什么都没评"], subject.sheets["全满分"]
        assert sheet.score_high == best.score_high, (
            f"什么都没评时最高应为 {span(best.score_high, best.score_high)}，得到 {span(sheet.score_high, sheet.score_high)}"
        )
        assert sheet.score_low != sheet.score_high, "什么都没评，得分却已是一个数：未评不是零分"
        assert sheet.outcome.status != "decided", f"什么都没评，结果却已定为“{sheet.outcome.label}”"

    def test_more_faults_never_raise_the_score(self) -> None:
        """One criterion after the other rated worst, and each veto that happened: the result never goes up."""
        subject = self.subject()
        last = best = subject.sheets["全满分"]
        for added, answers in subject.faults():
            last = _not_above(last, subject.score(answers), added)
        for veto in subject.resolved.vetoes:
            happened = {**best.answers.vetoes, veto.id: VetoStatement(happened=True, occurred_on=YEAR.end)}
            answers = replace(best.answers, vetoes=happened)
            _not_above(best, subject.score(answers), f"否决项 {veto.id} 发生")

    def test_the_order_of_answers_never_matters(self) -> None:
        """The same answers in another order give the same sheet."""
        subject = self.subject()
        half = frozenset(item.id for item in subject.resolved.items[::2])
        answers = subject.answers(True, half)
        first, second = subject.score(answers), subject.score(_turned(answers))
        assert sheet_json(first) == sheet_json(second), "同样的答卷换了次序，结果不同"

    def test_derivations_recompute(self) -> None:
        """Every step that the sheets tell gives its number again."""
        for name, sheet in self.subject().sheets.items():
            assert sheet.derivation is not None, f"{name}：没有说理"
            for node in reversed([*walk(sheet.derivation)]):  # from below, so that the first wrong step is named
                low, high = recompute(node)
                assert (low, high) == (node.low, node.high), (
                    f"{name}：“{node.title}”（{node.op}）写的是 {value_text(node.low, node.high)}，"
                    f"重算是 {value_text(low, high)}"
                )

    def test_reports_open(self) -> None:
        """The report in each format is written and opens."""
        subject = self.subject()
        for format in formats_at_hand(subject.library) if self.formats is None else self.formats:
            check_report(subject.library, subject.sheets["全满分"], format)


@lru_cache
def _subject(path: str, rules: str | None) -> Subject:
    return Subject(Path(path), None if rules is None else Path(rules))


def _turned(answers: Answers) -> Answers:
    """The same answers, everything in the opposite order."""
    return replace(
        answers,
        facts=answers.facts[::-1],
        ratings=dict([*answers.ratings.items()][::-1]),
        vetoes=dict([*answers.vetoes.items()][::-1]),
        adjustments=dict([*answers.adjustments.items()][::-1]),
        parts=dict([*answers.parts.items()][::-1]),
    )


def _not_above(before: ScoreSheet, after: ScoreSheet, added: str) -> ScoreSheet:
    """Hold that a sheet with one fault more is not above the one before."""
    for name in ("result_low", "result_high"):
        was, now = getattr(before, name), getattr(after, name)
        assert now is None or (was is not None and now <= was), (
            f"{added}，结果却从 {span(before.result_low, before.result_high)} "
            f"升到 {span(after.result_low, after.result_high)}"
        )
    return after
