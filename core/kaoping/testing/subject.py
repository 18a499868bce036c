"""One standard under test, and the answers that it is tried with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path

from kaoping.answers import AdjustmentStatement, Answers, PartStatement, Rating, Unit, VetoStatement
from kaoping.cases_held import extreme
from kaoping.errors import Refused
from kaoping.hooks import Plugins
from kaoping.numbers import plain
from kaoping.periods import Period
from kaoping.scoring.items import applies
from kaoping.scoring.score import score
from kaoping.scoring.sheet import ScoreSheet
from kaoping.standard.load import Checked
from kaoping.standard.resolved import Resolved
from kaoping.workbench.library import Library

#: The year of every evaluation made here; any would do.
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))


@lru_cache
def plugins() -> Plugins:
    """The installed plugins, loaded once."""
    return Plugins.load()


@dataclass(frozen=True)
class Subject:
    """A standard's file, with the local rules that it is tried with."""

    path: Path
    rules: Path | None = None

    @cached_property
    def library(self) -> Library:
        """The library that knows this file before any other of its id."""
        return Library(plugins(), [self.path], None, [self.rules] if self.rules is not None else [])

    @cached_property
    def checked(self) -> Checked:
        """The standard as it is loaded.

        :raises AssertionError: it cannot be; every fault is in the message.
        """
        try:
            return self.library.file(self.path, self.rules)
        except Refused as refused:
            raise AssertionError(f"标准不能使用：\n{refused}") from None

    @property
    def resolved(self) -> Resolved:
        """The standard, ready to be scored."""
        return self.checked.resolved

    @cached_property
    def unit(self) -> Unit:
        """A unit to which as much as possible applies: every attribute as the first item that asks wants it."""
        attributes: dict[str, bool | int | str] = {}
        for item in self.resolved.items:
            for asked in (item.criterion.applies_when, *(r.applies_when for r in item.criterion.requirements)):
                for name, value in (asked or {}).items():
                    attributes.setdefault(name, value)
        return Unit("测试单位", self.resolved.standard.unit_kinds[0], attributes)

    def answers(self, best: bool | None, worse: frozenset[str] = frozenset()) -> Answers:
        """Everything rated best or worst, or (None) nothing rated; no veto has happened, no adjustment applies.

        :param worse: criteria that are rated worst all the same.
        """
        resolved = self.resolved
        ratings: dict[str, Rating] = {}
        for item in resolved.items:
            if best is not None and applies(item.criterion.applies_when, self.unit) is not False:
                ratings[item.id] = extreme(resolved, item, best and item.id not in worse)
        parts = {
            part.id: PartStatement(part.full if best else Decimal(0), "测试")
            for part in resolved.parts
            if part.full is not None and best is not None
        }
        return Answers(
            unit=self.unit,
            period=YEAR,
            as_of=YEAR.end,
            ratings=ratings,
            vetoes={veto.id: VetoStatement(happened=False) for veto in resolved.vetoes},
            adjustments={a.id: AdjustmentStatement(amount=Decimal(0)) for a in resolved.adjustments},
            parts=parts,
        )

    def score(self, answers: Answers) -> ScoreSheet:
        """The score sheet.

        :raises AssertionError: a plugin's code failed.
        """
        sheet = score(self.resolved, answers, self.library.providers(self.resolved.provider_versions))
        assert sheet.failure is None, f"计分失败：{sheet.failure}"
        return sheet

    @cached_property
    def sheets(self) -> dict[str, ScoreSheet]:
        """Nothing rated, everything worst, everything best."""
        named: dict[str, bool | None] = {"什么都没评": None, "全零分": False, "全满分": True}
        return {name: self.score(self.answers(best)) for name, best in named.items()}

    def faults(self) -> Iterator[tuple[str, Answers]]:
        """From everything best downwards: each with one fault more than the one before, and what was added."""
        held: set[str] = set()
        for item in self.resolved.items:
            held.add(item.id)
            yield f"评分项 {item.id} 最低", self.answers(True, frozenset(held))


def span(low: Decimal | None, high: Decimal | None) -> str:
    """A score for a message."""
    if low is None or high is None:
        return "不计分"
    return plain(low) if low == high else f"{plain(low)} ~ {plain(high)}"
