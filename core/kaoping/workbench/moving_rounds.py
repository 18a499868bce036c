"""A round moved together: a campaign goes by another text of its standard, and its evaluations follow.

Who made the campaign says which text it goes by (`campaign-changed`) and moves their own evaluations, a hundred in one
transaction: a country's would keep every other window waiting. What an interruption leaves is moved when it is asked
for again. The others' evaluations are theirs: each evaluator moves their own when they say so, and is told until then.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from kaoping.editions.words import edition_text
from kaoping.errors import Refused, refuse
from kaoping.standard.resolved import Resolved, dumped
from kaoping.store import queries
from kaoping.store.journal import Entry
from kaoping.store.queries import CampaignRow, EvaluationRow
from kaoping.text import visible
from kaoping.workbench.desk import Desk, saving
from kaoping.workbench.editions import meant, with_rules
from kaoping.workbench.evaluations import Evaluations
from kaoping.workbench.held import turned
from kaoping.workbench.moving import Moved, Moving, Target, other_standard
from kaoping.workbench.round_values import RoundBack, RoundMove
from kaoping.workbench.said import said

#: Evaluations moved in one transaction, which is about two seconds of a hundred items each.
AT_ONCE = 100
Tell = Callable[[int, int], None]
"""Told how many evaluations are done, of how many."""


@dataclass
class RoundMoving:
    """Use cases of moving a campaign's evaluations together."""

    desk: Desk
    evaluations: Evaluations
    moving: Moving

    def plan(
        self,
        campaign: str,
        target: Target = None,
        *,
        handed_in: bool = False,
        only: Collection[str] | None = None,
    ) -> RoundMove:
        """What moving a campaign's evaluations together would do; nothing is changed. See `move`.

        :param only: work out those alone (by id); the others are `todo`.
        """
        found = self._looked(campaign, target, handed_in)
        asked = [row for row in found.todo if only is None or row.id in only]
        moved = tuple(Moved(row, self.moving.onward_of(row, found.edition)) for row in asked)
        left = {row.id for row in asked}
        return replace(found, moved=moved, todo=tuple(row for row in found.todo if row.id not in left))

    def move(
        self,
        campaign: str,
        target: Target = None,
        *,
        handed_in: bool = False,
        why: str | None = None,
        tell: Tell | None = None,
    ) -> RoundMove:
        """Have a campaign go by another text of its standard, and move one's own evaluations, part by part.

        :param target: for who made the campaign; without it the text that was named before.
        :param handed_in: those that were handed in too, for a reason.
        :raises Refused: another standard, another's campaign, no reason, or nothing to do.
        """
        first = found = self.move_some(campaign, target, handed_in=handed_in, why=why)
        moved = list(found.moved)
        while found.todo:
            if tell is not None:
                tell(len(moved), len(moved) + len(found.todo))
            found = self.move_some(campaign, handed_in=handed_in, why=why)
            moved += found.moved
        return replace(found, announced=first.announced, moved=tuple(moved), there=first.there)

    def move_some(
        self,
        campaign: str,
        target: Target = None,
        *,
        handed_in: bool = False,
        why: str | None = None,
        limit: int | None = None,
    ) -> RoundMove:
        """As `move`, at most so many evaluations, in one transaction; call without `target` until `todo` is empty."""
        limit = AT_ONCE if limit is None else limit
        with saving(self.desk.workspace):
            found = self._looked(campaign, target, handed_in)
            self.moving.must_say(found.todo, why)
            if not found.todo and not found.announced:
                raise refuse("nothing-to-do", _idle(found), id=found.campaign.name)
            if found.announced:
                self._announce(found, why)
            because = said(why) or f"批次“{found.campaign.name}”一并改用"
            moved = []
            for row in found.todo[:limit]:
                worked = self.moving.worked_out(row, found.edition)
                self.moving.write(worked, found.edition, because)
                moved.append(worked.moved)
        campaign_row = self.evaluations.campaign_row(found.campaign.id)
        return replace(found, campaign=campaign_row, moved=tuple(moved), todo=found.todo[limit:])

    def back(self, campaign: str, *, why: str | None = None, tell: Tell | None = None) -> RoundBack:
        """Take a campaign's move back, part by part: each own evaluation that was not judged since.

        Who made the campaign has it go by the earlier text again, which is said with the last part.

        :raises Refused: it was not moved; nothing is left to take back; or a reason is wanted.
        """
        found = self.back_some(campaign, why=why)
        back = list(found.back)
        while found.left:
            if tell is not None:
                tell(len(back), len(back) + found.left)
            found = self.back_some(campaign, why=why)
            back += found.back
        return replace(found, back=tuple(back))

    def back_some(self, campaign: str, *, why: str | None = None, limit: int | None = None) -> RoundBack:
        """As `back`, at most so many evaluations, in one transaction; call until none is `left`."""
        limit = AT_ONCE if limit is None else limit
        with saving(self.desk.workspace):
            row = self.evaluations.campaign_row(campaign)
            edition = row.body.get("edition")
            if not edition:
                raise refuse("not-moved", f"批次“{visible(row.name)}”没有改用过标准", id=row.name)
            mine = [one for one in self._rows(row) if one.evaluator == self.desk.evaluator]
            newest = {one.id: self._newest_move(one, edition["digest"]) for one in mine}
            back = [one for one in mine if newest[one.id] is not None]
            kept = [one for one in mine if newest[one.id] is None and one.digest == edition["digest"]]
            self.moving.must_say(back, why)
            maker = self.is_maker(row)
            if not back and not maker:
                raise refuse("nothing-to-do", f"批次“{visible(row.name)}”里没有可退回的考评", id=row.name)
            for one in back[:limit]:
                self._undo(one, newest[one.id], why)
            if maker and len(back) <= limit:
                before = edition.get("before")
                self.desk.write({"kind": "campaign-changed", "id": row.id, "edition": before, "why": said(why)})
        campaign_row = self.evaluations.campaign_row(row.id)
        return RoundBack(campaign_row, tuple(back[:limit]), tuple(kept), len(back[limit:]))

    def behind(self) -> list[tuple[CampaignRow, int]]:
        """Campaigns that go by another text than some of this evaluator's evaluations in them, and how many those are."""
        counts = queries.behind(self.desk.workspace, self.desk.evaluator)
        return [(self.evaluations.campaign_row(id), count) for id, count in counts]

    def _looked(self, key: str, target: Target, handed_in: bool) -> RoundMove:
        """Whose evaluations are where; nothing is worked out."""
        campaign = self.evaluations.campaign_row(key)
        edition = campaign.body.get("edition")
        if target is None:
            if not edition:
                message = f"批次“{visible(campaign.name)}”还没有定下更正的标准，请用 --to 写明"
                raise refuse("no-edition", message, id=campaign.name)
            new = self.desk.snapshot(edition["digest"])
        else:
            if not self.is_maker(campaign):
                message = (
                    f"批次“{visible(campaign.name)}”改用哪一版由建立批次的人定；"
                    "只改用自己的一份考评请用 kaoping eval move"
                )
                raise refuse("not-yours", message, id=campaign.name)
            new = target if isinstance(target, Resolved) else meant(self.desk.library, target, self.desk.workspace)
        if campaign.standard is not None and new.id != campaign.standard:
            raise other_standard(f"批次“{visible(campaign.name)}”", campaign.standard, new.id, campaign.name)
        rows = [row for row in self._rows(campaign) if row.standard == new.id]
        if target is not None:
            new = self._common_rules(campaign, new, rows)
        todo, kept, unfit = [], [], []
        behind = [row for row in rows if row.digest != new.digest]
        for row in behind:
            try:
                if row.evaluator != self.desk.evaluator:
                    continue
                if row.status == "handed-in" and not handed_in:
                    kept.append(row)
                else:
                    self.moving.fits(row, new)
                    self._same_rules(row, new)
                    todo.append(row)
            except Refused as refused:
                unfit.append((row, refused.faults[0].message))
        return RoundMove(
            campaign,
            new,
            target is not None and (edition or {}).get("digest") != new.digest,
            (),
            tuple(todo),
            tuple(row for row in rows if row.digest == new.digest),
            tuple(kept),
            tuple(row for row in behind if row.evaluator != self.desk.evaluator),
            tuple(unfit),
        )

    def _rows(self, campaign: CampaignRow) -> list[EvaluationRow]:
        found = queries.evaluations(self.desk.workspace, campaign=campaign.id, limit=1_000_000)
        return sorted(found, key=lambda row: row.number)

    def is_maker(self, campaign: CampaignRow) -> bool:
        """Whether this evaluator made the campaign, and says which text it goes by."""
        return queries.evaluator_of(self.desk.workspace, campaign.book) == self.desk.evaluator

    def _common_rules(self, campaign: CampaignRow, new: Resolved, rows: Iterable[EvaluationRow]) -> Resolved:
        """The text with the rules that the campaign's evaluations have in common, where none are given."""
        if new.rules is not None:
            return new
        olds = [self.desk.snapshot(digest) for digest in dict.fromkeys(row.digest for row in rows)]
        rules = {repr(dumped(old.rules)) if old.rules is not None else "" for old in olds}
        if len(rules) > 1:
            message = f"批次“{visible(campaign.name)}”的考评用了不同的本地规则，请用 --rules 写明改用以后的"
            raise refuse("rules", message, id=campaign.name)
        return with_rules(self.desk.library, new, olds[0]) if olds else new

    def _same_rules(self, row: EvaluationRow, new: Resolved) -> None:
        old = self.desk.snapshot(row.digest).rules
        if old is not None and new.rules is None:
            message = f"考评 {row.number} 用了本地规则“{visible(old.title)}”，批次定下的标准没有；请用 kaoping eval move 单独改用"
            raise refuse("rules", message, id=str(row.number))

    def _announce(self, found: RoundMove, why: str | None) -> None:
        self.evaluations.keep_standard(found.edition)
        before = found.campaign.body.get("edition")
        edition = {
            "standard": found.edition.id,
            "digest": found.edition.digest,
            "edition": edition_text(found.edition),
            "before": before and {**before, "before": None},
        }
        body = {"kind": "campaign-changed", "id": found.campaign.id, "edition": edition, "why": said(why)}
        self.desk.write(body)

    def _newest_move(self, row: EvaluationRow, digest: str) -> Entry | None:
        """The entry that brought an evaluation to this text, where it is the newest judgement of its own book."""
        if row.digest != digest:
            return None
        book = self.desk.known_book() or ""
        seq = queries.next_undo(self.desk.workspace, row.id, book)
        entry = queries.entry(self.desk.workspace, book, seq) if seq is not None else None
        if entry is None:
            return None
        change = next((one for one in entry.body["changes"] if one["what"] == "standard"), None)
        return entry if change is not None and change["to"]["digest"] == digest else None

    def _undo(self, row: EvaluationRow, entry: Entry | None, why: str | None) -> None:
        if entry is None or entry.book != self.desk.book():
            raise refuse("nothing", "没有可撤销的修改", id=str(row.number))
        changes = list(turned(self.desk.workspace, row, entry.body["changes"], "undone"))
        body = {"kind": "undone", "evaluation": row.id, "target": entry.seq, "changes": changes, "why": said(why)}
        self.desk.write(body)
        self.moving.settle(row)


def _idle(found: RoundMove) -> str:
    said_ = [f"已是这一版的 {len(found.there)} 份"] if found.there else []
    said_ += [f"已提交的 {len(found.handed_in)} 份（要一并改用请加 --handed-in）"] if found.handed_in else []
    said_ += [f"其他考评人的 {len(found.others)} 份"] if found.others else []
    said_ += [f"{message}" for _, message in found.unfit[:5]]
    return f"批次“{visible(found.campaign.name)}”没有可改用的考评：{'；'.join(said_) or '还没有考评'}"
