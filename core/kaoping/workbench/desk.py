"""What every use case stands on: an open workspace, the library of standards, who works, and a clock."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kaoping.answers import Answers, Unit
from kaoping.errors import Surroundings, refuse
from kaoping.periods import Period
from kaoping.scoring.score import Providers, score
from kaoping.scoring.sheet import ScoreSheet
from kaoping.standard.load import from_snapshot
from kaoping.standard.resolved import Resolved
from kaoping.store import queries
from kaoping.store.journal import Entry, open_book
from kaoping.store.projection import record, store_totals, thousandths
from kaoping.store.workspace import Workspace, saving
from kaoping.text import visible
from kaoping.workbench import codec
from kaoping.workbench.library import Library


@dataclass
class Desk:
    """Belongs to one thread, like the workspace.

    :ivar clock: gives the time to write into entries; the caller's, so that nothing here reads the clock.
    :ivar installation: this installation's id; without one (None) the desk only reads.
    """

    workspace: Workspace
    library: Library
    evaluator: str
    installation: str | None
    clock: Callable[[], datetime]
    _snapshots: dict[str, Resolved] = field(default_factory=dict, init=False)
    _book: str | None = field(default=None, init=False)

    def now(self) -> str:
        """The time for an entry, ISO 8601 to the second."""
        return self.clock().isoformat(timespec="seconds")

    def book(self) -> str:
        """This evaluator's book on this installation, opened when first needed; inside `saving()`."""
        if self.installation is None:
            raise Surroundings("read-only", "工作区以只读方式打开，不能保存", "请关闭另一窗口，或换用可写的文件")
        if self._book is None:
            self._book = open_book(self.workspace, self.evaluator, self.installation, opened=self.now())
        return self._book

    def known_book(self) -> str | None:
        """This evaluator's book on this installation if there is one; nothing is made."""
        if self._book is None and self.installation is not None:
            return queries.book_of(self.workspace, self.evaluator, self.installation)
        return self._book

    def forget_book(self) -> None:
        """After a failed save the book may not be there: ask again next time."""
        self._book = None

    def write(self, body: Mapping[str, Any]) -> Entry:
        """One entry in this evaluator's book, inside `saving()`."""
        return record(self.workspace, self.book(), body, self.now())

    def providers(self) -> Providers:
        """Models, checks and rules, a stranger's code isolated."""
        return self.library.providers()

    def snapshot(self, digest: str) -> Resolved:
        """The standard an evaluation is pinned to, as the workspace keeps it.

        :raises Surroundings: the workspace has lost it.
        """
        if digest not in self._snapshots:
            text = queries.snapshot(self.workspace, digest)
            if text is None:
                raise Surroundings(
                    "damaged", f"工作区缺少标准快照 {digest[:12]}", "请用 kaoping restore 恢复最近的备份"
                )
            self._snapshots[digest] = from_snapshot(text)
        return self._snapshots[digest]

    def unit(self, key: str) -> queries.UnitRow:
        """The unit of this name or id.

        :raises Refused: there is none.
        """
        row = queries.unit(self.workspace, key)
        if row is None:
            raise refuse("unknown-unit", f"没有考评对象“{visible(key)}”，请先用 kaoping unit add 建立", id=key)
        return row

    def evaluation(self, key: str) -> queries.EvaluationRow:
        """The evaluation of this number or id.

        :raises Refused: there is none.
        """
        row = queries.evaluation(self.workspace, key)
        if row is None:
            raise refuse("unknown-evaluation", f"没有考评“{visible(key)}”，请用 kaoping eval list 查看编号", id=key)
        return row

    def answers(self, row: queries.EvaluationRow) -> Answers:
        """Everything an evaluation holds now, with the unit's facts as this evaluator sees them."""
        unit = self.unit(row.unit)
        stated = queries.statements(self.workspace, row.id)
        facts = queries.facts(self.workspace, row.unit)
        known = self.snapshot(row.digest).facts
        return Answers(
            unit=Unit(unit.name, unit.kind, unit.attributes),
            period=Period(datetime.fromisoformat(row.period_from).date(), datetime.fromisoformat(row.period_to).date()),
            as_of=datetime.fromisoformat(row.as_of).date() if row.as_of else None,
            evaluator=row.evaluator,
            stage=row.stage,
            facts=tuple(
                codec.observation_from(fact.body, fact.evaluator, fact.evaluator == row.evaluator, order)
                for order, fact in enumerate(facts)
                if fact.definition in known
            ),
            ratings={item: codec.rating_from(body) for item, body in queries.ratings(self.workspace, row.id).items()},
            adjustments={id: codec.adjustment_from(b) for (kind, id), b in stated.items() if kind == "adjustment"},
            vetoes={id: codec.veto_from(b) for (kind, id), b in stated.items() if kind == "veto"},
            parts={id: codec.part_from(b) for (kind, id), b in stated.items() if kind == "part"},
        )

    def sheet(self, row: queries.EvaluationRow) -> ScoreSheet:
        """The evaluation's score sheet, computed now."""
        return score(self.snapshot(row.digest), self.answers(row), self.providers())

    def keep_totals(self, row: queries.EvaluationRow, sheet: ScoreSheet) -> None:
        """Keep what lists and rankings show of a sheet, inside `saving()`."""
        store_totals(
            self.workspace,
            row.id,
            {
                "rated": sum(item.state != "unrated" for item in sheet.items),
                "low_m": thousandths(sheet.result_low),
                "high_m": thousandths(sheet.result_high),
                "full_m": thousandths(sheet.full),
                "outcome": sheet.outcome.label,
                "outcome_status": sheet.outcome.status,
            },
        )

    def refresh(self, unit: str, *, but: str | None = None) -> None:
        """Compute again what every other evaluation of the unit shows in lists, inside `saving()`: facts are shared."""
        for row in queries.evaluations(self.workspace, unit=unit):
            if row.id != but:
                self.keep_totals(row, self.sheet(row))


def new_id() -> str:
    """A random id, 16 hexadecimal digits."""
    return secrets.token_hex(8)


__all__ = ["Desk", "new_id", "saving"]
