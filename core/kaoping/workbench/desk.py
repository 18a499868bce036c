"""What every use case stands on: an open workspace, the library of standards, who works, and a clock."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from kaoping.answers import Answers, Evidence, Unit
from kaoping.errors import Surroundings, refuse
from kaoping.periods import Period
from kaoping.rectification import ordered
from kaoping.scoring.score import Providers, score
from kaoping.scoring.sheet import ScoreSheet
from kaoping.scoring.sheet_json import sheet_json
from kaoping.standard.load import from_snapshot
from kaoping.standard.resolved import Resolved
from kaoping.store import queries
from kaoping.store.apply import canonical
from kaoping.store.evidence import evidence_used, proofs
from kaoping.store.journal import Entry, open_book
from kaoping.store.projection import record, store_sheet, store_totals, thousandths
from kaoping.store.queries import UnitRow
from kaoping.store.workspace import Workspace, saving
from kaoping.text import visible
from kaoping.workbench import codec
from kaoping.workbench.blind import Veil
from kaoping.workbench.kin import Kin, counts_for, kin
from kaoping.workbench.library import Library


@dataclass
class Desk:
    """Belongs to one thread, like the workspace.

    :ivar clock: gives the time to write into entries; the caller's, so that nothing here reads the clock.
    :ivar installation: this installation's id; without one (None) the desk only reads.
    :ivar holidays: the jurisdiction's file of holidays, read where deadlines are worked out; see `workbench.holidays`.
    """

    workspace: Workspace
    library: Library
    evaluator: str
    installation: str | None
    clock: Callable[[], datetime]
    holidays: Path | None = None
    #: Newest entry and status of each evaluation as it was last shown here: what the person at this desk has seen.
    seen: dict[str, tuple[int, str]] = field(default_factory=dict, init=False)
    _snapshots: dict[str, Resolved] = field(default_factory=dict, init=False)

    def now(self) -> str:
        """The time for an entry, ISO 8601 to the second."""
        return self.clock().isoformat(timespec="seconds")

    def book(self) -> str:
        """This evaluator's book on this installation, opened when first needed; inside `saving()`.

        Asked for at every save: a save that failed may have taken the book's opening with it.
        """
        if self.installation is None:
            raise Surroundings("read-only", "工作区以只读方式打开，不能保存", "请关闭另一窗口，或换用可写的文件")
        return open_book(self.workspace, self.evaluator, self.installation, opened=self.now())

    def known_book(self) -> str | None:
        """This evaluator's book on this installation if there is one; nothing is made."""
        if self.installation is None:
            return None
        return queries.book_of(self.workspace, self.evaluator, self.installation)

    def write(self, body: Mapping[str, Any]) -> Entry:
        """One entry in this evaluator's book, inside `saving()`."""
        return record(self.workspace, self.book(), body, self.now())

    def providers(self, resolved: Resolved | None = None) -> Providers:
        """Models, checks and rules, a stranger's code isolated; for a standard, knowing which versions it came with."""
        return self.library.providers(resolved.provider_versions if resolved is not None else None)

    def snapshot(self, digest: str) -> Resolved:
        """The standard an evaluation is pinned to, as the workspace keeps it.

        :raises Surroundings: the workspace has lost it, or holds another under its name.
        """
        if digest not in self._snapshots:
            self._snapshots[digest] = self.checked_snapshot(digest)
        return self._snapshots[digest]

    def checked_snapshot(self, digest: str) -> Resolved:
        """The standard under this digest, read again and held against it. See `snapshot`."""
        text = queries.snapshot(self.workspace, digest)
        what = "工作区缺少标准快照"
        if text is not None:
            what = "标准快照与其编号不符，被改动过："
            try:
                resolved = from_snapshot(text)
                if resolved.digest == digest:
                    return resolved
            except (ValueError, KeyError, TypeError, AttributeError):
                pass
        raise Surroundings("damaged", f"{what} {digest[:12]}", "请用 kaoping restore 恢复最近的备份")

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

    @property
    def veil(self) -> Veil:
        """What this evaluator is not to see yet; as things stand now."""
        return Veil(self.workspace, self.evaluator)

    def answers(self, row: queries.EvaluationRow) -> Answers:
        """Everything an evaluation holds now, with the facts that bear on the unit as this evaluator sees them."""
        unit = self.unit(row.unit)
        stated = queries.statements(self.workspace, row.id)
        resolved = self.snapshot(row.digest)
        asked = (codec.rectification_from(id, b) for (kind, id), b in stated.items() if kind == "rectification")
        return Answers(
            unit=Unit(unit.name, unit.kind, unit.attributes),
            period=Period(datetime.fromisoformat(row.period_from).date(), datetime.fromisoformat(row.period_to).date()),
            as_of=datetime.fromisoformat(row.as_of).date() if row.as_of else None,
            evaluator=row.evaluator,
            stage=row.stage,
            facts=Kin(self.workspace, unit, row.evaluator).observations(resolved.facts),
            ratings={item: codec.rating_from(body) for item, body in queries.ratings(self.workspace, row.id).items()},
            adjustments={id: codec.adjustment_from(b) for (kind, id), b in stated.items() if kind == "adjustment"},
            vetoes={id: codec.veto_from(b) for (kind, id), b in stated.items() if kind == "veto"},
            parts={id: codec.part_from(b) for (kind, id), b in stated.items() if kind == "part"},
            evidence=self._evidence(row.id),
            rectifications=ordered(asked, [item.id for item in resolved.items]),
        )

    def _evidence(self, evaluation: str) -> tuple[Evidence, ...]:
        linked = proofs(self.workspace, evaluation)
        return codec.evidence_linked(linked, evidence_used(self.workspace, evaluation)) if linked else ()

    def sheet(self, row: queries.EvaluationRow) -> ScoreSheet:
        """The evaluation's score sheet, computed now."""
        resolved = self.snapshot(row.digest)
        return score(resolved, self.answers(row), self.providers(resolved))

    def keep_totals(self, row: queries.EvaluationRow, sheet: ScoreSheet) -> None:
        """Keep what lists and rankings show of a sheet, inside `saving()`.

        A sheet that a plugin's code had a part in is kept whole, for when that code is gone; a failed one never is.
        """
        store_totals(self.workspace, row.id, totals(sheet))
        if sheet.resolved.provider_versions and sheet.failure is None:
            store_sheet(self.workspace, row.id, canonical(sheet_json(sheet)))

    def refresh(self, unit: str, *, but: str | None = None, facts: Iterable[str] = ()) -> None:
        """Compute again what every other evaluation of the unit shows in lists, inside `saving()`: facts are shared.

        :param but: the evaluation that needs none.
        :param facts: those recorded about this unit just now; evaluations of the units for which they count too follow.
        """
        self._compute_again(queries.evaluations(self.workspace, unit=unit, limit=1_000_000), but)
        changed = set(facts)
        if not changed:
            return
        row = self.unit(unit)
        for other in kin(self.workspace, row):
            self._compute_again(
                (
                    held
                    for held in queries.evaluations(self.workspace, unit=other.id, limit=1_000_000)
                    if self._counts(changed, row, other, held)
                ),
                but,
            )

    def _counts(self, facts: set[str], unit: UnitRow, other: UnitRow, row: queries.EvaluationRow) -> bool:
        """Whether one of these facts, recorded about `unit`, bears on this evaluation of the `other` unit."""
        with suppress(Surroundings):
            known = self.snapshot(row.digest).facts
            return any(counts_for(self.workspace, unit, other, known[fact]) for fact in facts if fact in known)
        return False

    def _compute_again(self, rows: Iterable[queries.EvaluationRow], but: str | None) -> None:
        for row in rows:
            if row.id == but:
                continue
            # A snapshot that is damaged is for verify to report, and no reason to lose what is being saved.
            with suppress(Surroundings):
                self.keep_totals(row, self.sheet(row))


def totals(sheet: ScoreSheet) -> dict[str, int | str | None]:
    """What lists and rankings show of a sheet; numbers as thousandths."""
    return {
        "rated": sum(item.state != "unrated" for item in sheet.items),
        "low_m": thousandths(sheet.result_low),
        "high_m": thousandths(sheet.result_high),
        "full_m": thousandths(sheet.full),
        "outcome": sheet.outcome.label,
        "outcome_status": sheet.outcome.status,
    }


def new_id() -> str:
    """A random id, 16 hexadecimal digits."""
    return secrets.token_hex(8)


__all__ = ["Desk", "new_id", "saving"]
