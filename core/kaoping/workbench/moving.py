"""Bringing an evaluation to another text of its standard, or going on from it by a new edition.

An explicit act that shows what changes first. Each evaluation is moved by its own evaluator, in their own book: one
judgement that names the new text and everything that holds no longer, which one undo takes back. Who made a campaign
says which text it goes by; the others' evaluations follow when they say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from kaoping.editions.values import Difference
from kaoping.editions.words import edition_text
from kaoping.errors import Refused, refuse
from kaoping.periods import parse
from kaoping.scoring.score import score
from kaoping.scoring.sheet import ScoreSheet
from kaoping.standard.resolved import Resolved
from kaoping.store import queries
from kaoping.store.evidence import proofs
from kaoping.store.queries import EvaluationRow
from kaoping.text import visible
from kaoping.workbench.desk import Desk, saving
from kaoping.workbench.editions import compared, known_texts, meant, with_rules
from kaoping.workbench.evaluations import Evaluations, View
from kaoping.workbench.held import standard_of
from kaoping.workbench.kin import Kin
from kaoping.workbench.onward import Onward, answers_with, onward
from kaoping.workbench.passing import Stated, passed
from kaoping.workbench.paths import one_file
from kaoping.workbench.said import check_said, said
from kaoping.workbench.walk import Walk

Json = dict[str, Any]


Target = str | Resolved | None
"""A text as a person names it (see `editions.meant`), or as it was shown to them; None: the one that the campaign goes by."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One evaluation with what its move does."""

    row: EvaluationRow
    onward: Onward


@dataclass(frozen=True, slots=True)
class Worked:
    """A move worked out: what it does, all that the evaluation holds now, and its sheet by the new text."""

    moved: Moved
    held: Stated
    after: ScoreSheet


@dataclass
class Moving:
    """Use cases of changing the text of the standard that evaluations go by."""

    desk: Desk
    evaluations: Evaluations
    walk: Walk
    _found: dict[tuple[str, str], Difference] = field(default_factory=dict, init=False)

    def difference(self, old: str, new: str, via: Sequence[str] = ()) -> Difference:
        """Two standards compared; see `editions.meant` for how each is named.

        :param via: editions between them.
        :raises Refused: one of them is not known or is wrong.
        """
        library, workspace = self.desk.library, self.desk.workspace
        first, then, *between = (meant(library, key, workspace) for key in (old, new, *via))
        return compared(library, workspace, first, then, between)

    def plan(self, key: str, target: Target = None) -> Moved:
        """What moving an evaluation to another text of its standard would do; nothing is changed.

        :raises Refused: no such evaluation or text; it is another standard's, or the evaluation does not fit it.
        """
        row = self.evaluations.view(key).row
        return Moved(row, self.onward_of(row, self._target(row, target)))

    def move(self, key: str, target: Target = None, *, why: str | None = None) -> tuple[Moved, View]:
        """Move one's own evaluation: one judgement, taken back by one undo. See `plan`.

        :param why: must be said after a hand-in.
        :raises Refused: as `plan`; it is another's; or there is no reason.
        """
        row = self.walk.own(key).row
        self.must_say([row], why)
        with saving(self.desk.workspace):
            row = self.desk.evaluation(row.id)
            new = self._target(row, target)
            worked = self.worked_out(row, new)
            self.write(worked, new, why)
        return worked.moved, self.evaluations.view(row.id)

    def text_file(self, typed: str) -> Resolved:
        """The standard in the file that a typed path means.

        :raises Refused: there is no such file, or it is wrong.
        """
        return self.desk.library.file(one_file(typed, "标准文件")).resolved

    def texts(self, key: str) -> list[Resolved]:
        """The texts that an evaluation could be by: its campaign's, the one at hand, those kept here; never its own.

        :raises Refused: no such evaluation.
        """
        row = self.evaluations.view(key).row
        return [text for text in self.texts_of(row.standard, row.campaign) if text.digest != row.digest]

    def texts_of(self, standard: str, campaign: str | None = None) -> list[Resolved]:
        """Every text of a standard that is known: the one that a campaign goes by first, the one at hand, those kept."""
        found = {text.digest: text for text in known_texts(self.desk.library, standard, self.desk.workspace)}
        edition = queries.edition_of_campaign(self.desk.workspace, campaign) if campaign is not None else None
        first = edition["digest"] if edition is not None and edition["digest"] in found else None
        return sorted(found.values(), key=lambda text: text.digest != first)

    def plan_carry(self, key: str, target: str | Resolved) -> Moved:
        """What an evaluation would come to by another edition, or another standard that follows it.

        :raises Refused: no such evaluation or edition; or it is by that already.
        """
        row = self.evaluations.view(key).row
        return Moved(row, self.onward_of(row, self._other(row, target), mark=True))

    def carry(self, key: str, target: str | Resolved, *, stage: str | None = None) -> tuple[Moved, EvaluationRow]:
        """Open an evaluation by another edition, of the same unit and days, that goes on from an earlier one.

        What holds by the new edition comes over, ratings marked as not checked again. The earlier evaluation stays.

        :param stage: a stage of the new edition's document; that of the earlier evaluation, where it has it.
        :raises Refused: as `plan_carry`; or the unit or stage does not fit.
        """
        self.evaluations.view(key)
        with saving(self.desk.workspace):
            row = self.desk.evaluation(key)
            new = self._other(row, target)
            moved = Moved(row, self.onward_of(row, new, mark=True))
            stages = {known.id for known in new.document.stages}
            period = parse(f"{row.period_from}..{row.period_to}")
            made = self.evaluations.new_within(
                new,
                row.unit,
                period,
                as_of=date.fromisoformat(row.as_of) if row.as_of else None,
                stage=stage or (row.stage if row.stage in stages else None),
            )
            # What is to be put right stays with the evaluation that asked for it, and would be asked for twice.
            changes = [
                {"what": what, "id": id, "from": None, "to": body}
                for (what, id), body in moved.onward.stated.items()
                if what != "rectification"
            ]
            if changes:
                why = f"接续考评 {row.number}（{edition_text(moved.onward.difference.old)}）"
                self.desk.write({"kind": "judged", "evaluation": made.id, "changes": changes, "why": why})
                made = self.desk.evaluation(made.id)
                self.desk.keep_totals(made, self.desk.sheet(made))
            made = self.desk.evaluation(made.id)
        return moved, made

    def _meant(self, row: EvaluationRow, target: str | Resolved) -> Resolved:
        new = target if isinstance(target, Resolved) else meant(self.desk.library, target, self.desk.workspace)
        return self._ruled(new, row)

    def _ruled(self, new: Resolved, row: EvaluationRow) -> Resolved:
        return with_rules(self.desk.library, new, self.desk.snapshot(row.digest))

    def _target(self, row: EvaluationRow, target: Target) -> Resolved:
        if target is None:
            edition = queries.edition_of_campaign(self.desk.workspace, row.campaign) if row.campaign else None
            if edition is None:
                message = f"考评 {row.number} 所在的批次没有定下更正的标准，请写明改用哪一版"
                raise refuse("no-edition", message, id=str(row.number))
            new = self._ruled(self.desk.snapshot(edition["digest"]), row)
        else:
            new = self._meant(row, target)
        if new.id != row.standard:
            raise other_standard(f"考评 {row.number}", row.standard, new.id, str(row.number))
        self.fits(row, new)
        return new

    def _other(self, row: EvaluationRow, target: str | Resolved) -> Resolved:
        new = self._meant(row, target)
        if new.digest == row.digest:
            raise _same(row, new)
        return new

    def fits(self, row: EvaluationRow, new: Resolved) -> None:
        """Hold an evaluation against a text that it is to go by.

        :raises Refused: it does already, or the text has not its stage or kind of unit.
        """
        if new.digest == row.digest:
            raise _same(row, new)
        if row.unit_kind not in new.standard.unit_kinds:
            kinds = "、".join(new.standard.unit_kinds)
            message = f"考评 {row.number}：{visible(row.unit_name)}是 {visible(row.unit_kind)}，新版只考评 {kinds}"
            raise refuse("unit-kind", message, id=str(row.number))
        if row.stage is not None and row.stage not in {stage.id for stage in new.document.stages}:
            message = f"考评 {row.number} 在阶段“{visible(row.stage)}”，新版没有这个阶段"
            raise refuse("unknown-stage", message, id=str(row.number))

    def onward_of(self, row: EvaluationRow, new: Resolved, *, mark: bool = False) -> Onward:
        """What an evaluation would be by another text; `mark` as in `onward.passed`."""
        return self.worked_out(row, new, mark=mark).moved.onward

    def worked_out(self, row: EvaluationRow, new: Resolved, *, mark: bool = False) -> Worked:
        """The same with what writing it needs."""
        found = self._between(self.desk.snapshot(row.digest), new)
        held = self._stated(row)
        before = self.desk.sheet(row)
        passing = passed(found, held, mark=mark, ratings=before.answers.ratings)
        kin = Kin(self.desk.workspace, self.desk.unit(row.unit), row.evaluator if not mark else self.desk.evaluator)
        answers = replace(answers_with(before.answers, passing), facts=kin.observations(new.facts))
        after = score(new, answers, self.desk.providers(new))
        return Worked(Moved(row, onward(found, passing, before, after)), held, after)

    def _between(self, old: Resolved, new: Resolved) -> Difference:
        key = (old.digest, new.digest)
        if key not in self._found:
            self._found[key] = compared(self.desk.library, self.desk.workspace, old, new)
        return self._found[key]

    def _stated(self, row: EvaluationRow) -> Stated:
        workspace = self.desk.workspace
        found: dict[tuple[str, str], Any] = dict(queries.statements(workspace, row.id))
        found |= {("rating", item): body for item, body in queries.ratings(workspace, row.id).items()}
        return found | {("proofs", item): body for item, body in proofs(workspace, row.id).items()}

    def write(self, worked: Worked, new: Resolved, why: str | None) -> None:
        """One judgement, inside `saving()`."""
        row = worked.moved.row
        self.evaluations.keep_standard(new)
        held, wanted = worked.held, worked.moved.onward.stated
        to = {"digest": new.digest, "items": len(new.items)}
        changes: list[Json] = [{"what": "standard", "id": "", "from": standard_of(row), "to": to}]
        for what, id in sorted({*held, *wanted}):
            before, after = held.get((what, id)), wanted.get((what, id))
            if before != after:
                changes.append({"what": what, "id": id, "from": before, "to": after})
        self.desk.write({"kind": "judged", "evaluation": row.id, "changes": changes, "why": said(why)})
        # Of a plugin's code the whole sheet is kept, with its evidence: that one is made anew.
        self.settle(row, worked.after if not new.provider_versions else None)

    def settle(self, row: EvaluationRow, sheet: ScoreSheet | None = None) -> None:
        """Keep what lists show of an evaluation just written, inside `saving()`; worked out here where it is not given."""
        now = self.desk.evaluation(row.id)
        self.desk.keep_totals(now, sheet if sheet is not None else self.desk.sheet(now))
        self.desk.seen.pop(row.id, None)

    def must_say(self, rows: Sequence[EvaluationRow], why: str | None) -> None:
        """Ask for a reason where one of these evaluations was handed in.

        :raises Refused: there is none.
        """
        late = [str(row.number) for row in rows if row.status == "handed-in"]
        check_said(why, late[0] if late else "")
        if late and said(why) is None:
            raise refuse("why-needed", f"考评 {'、'.join(late[:8])} 已提交，改用另一版标准须写明原因", id=late[0])


def _same(row: EvaluationRow, new: Resolved) -> Refused:
    message = f"考评 {row.number} 用的就是 {visible(edition_text(new))}，没有什么要改"
    return refuse("same-edition", message, id=str(row.number))


def other_standard(what: str, old: str, new: str, id: str) -> Refused:
    """That a text is another standard's, and what to do."""
    message = (
        f"{what}用的是标准“{old}”，“{new}”是另一个标准；"
        "改用只限同一标准更正后的文本，接到另一标准请用 kaoping eval carry"
    )
    return refuse("other-standard", message, id=id)
