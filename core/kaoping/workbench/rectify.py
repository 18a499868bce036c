"""Putting right (整改): what a deduction asks for, by whom and until when; seen to be done, or no longer asked for.

It belongs to the evaluation, and is kept, undone and redone like its judgements. It goes on after the evaluation was
handed in, and never moves a score.
"""

from __future__ import annotations

import secrets
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from kaoping.answers import Rectification
from kaoping.errors import Surroundings, refuse
from kaoping.rectification import Fault, due_of, faults_of, overdue, state_of, still_to_ask
from kaoping.reports.kinds.faults import lost
from kaoping.standard.resolved import Resolved
from kaoping.store import queries
from kaoping.store.queries import EvaluationRow
from kaoping.store.rectifications import RectificationRow, rectifications
from kaoping.text import visible
from kaoping.workbench import codec
from kaoping.workbench.carry import earlier
from kaoping.workbench.desk import Desk
from kaoping.workbench.evaluations import UNRATED, Evaluations, View
from kaoping.workbench.said import said
from kaoping.workbench.walk import Walk

#: When it is due where nobody says: days after the as-of.
USUAL = "+30"
#: How many of the newest are looked through for owners, and owners offered; evaluations for what is still open.
LOOKED_AT, OWNERS, EARLIER = 300, 9, 12


class Asked(NamedTuple):
    """One of them in a list: of which evaluation and standard, about which criterion."""

    row: EvaluationRow
    standard: str
    title: str
    asked: Rectification


class Offer(NamedTuple):
    """What the question for one starts from.

    :ivar faults: what was found, that for which nothing is asked yet first
    :ivar owner: the body that the standard makes responsible; empty where it names none
    :ivar due: as it would be typed: the day given most in this evaluation
    """

    faults: tuple[Fault, ...]
    owner: str
    due: str


@dataclass
class Rectify:
    """Use cases of putting right. What changes something is refused as a judgement is, see `Walk`.

    :raises Refused: another's evaluation, an unknown criterion or id, a due date that is none, no words.
    """

    desk: Desk
    evaluations: Evaluations
    walk: Walk

    @property
    def today(self) -> date:
        """The day that lists count lateness to, by the desk's clock."""
        return self.desk.clock().date()

    def new_id(self) -> str:
        """An id to be given to `add`."""
        return secrets.token_hex(4)

    def add(
        self,
        key: str,
        item: str,
        what: str,
        owner: str,
        due: str,
        *,
        requirement: str | None = None,
        id: str | None = None,
        why: str | None = None,
    ) -> View:
        """Ask for something to be put right.

        :param due: as `due_of` reads it, from the evaluation's as-of on.
        :param id: a new one from `new_id`, for who wants to know it.
        """
        name = id if id is not None else self.new_id()

        def change(view: View) -> Rectification:
            self._known(view, item)
            return Rectification(name, item, _text(what), _text(owner), _due(view, due, item), requirement)

        return self.walk.rectify(key, change, why=why)

    def edit(
        self,
        key: str,
        id: str,
        what: str,
        owner: str,
        due: str,
        *,
        requirement: str | None = None,
        why: str | None = None,
    ) -> View:
        """Ask for it in other words, of somebody else or for another day, while it is open."""

        def change(view: View) -> Rectification:
            held = _open(view, id, "修改")
            return replace(
                held, what=_text(what), owner=_text(owner), due=_due(view, due, held.item), requirement=requirement
            )

        return self.walk.rectify(key, change, why=why)

    def done(self, key: str, id: str, on: date, seen: str | None = None, *, why: str | None = None) -> View:
        """It was seen to be done on this day; said again it corrects day and words."""

        def change(view: View) -> Rectification:
            held = found(view, id)
            if state_of(held) == "withdrawn":
                raise refuse("rectification", f"整改 {held.id} 已撤回，不能标为已整改；请另记一条", id=held.id)
            return replace(held, done_on=on, seen=said(seen))

        return self.walk.rectify(key, change, why=why)

    def withdraw(self, key: str, id: str, reason: str, *, why: str | None = None) -> View:
        """It is no longer asked for, with the reason; it stays in the list."""

        def change(view: View) -> Rectification:
            held = _open(view, id, "撤回")
            if said(reason) is None:
                raise refuse("rectification", "撤回整改须写明原因", id=held.id)
            return replace(held, withdrawn=_text(reason))

        return self.walk.rectify(key, change, why=why)

    def owners(self, key: str) -> tuple[str, ...]:
        """Who was named before, those named for this unit first, the last first."""
        workspace, row = self.desk.workspace, self.desk.evaluation(key)
        among = [
            *rectifications(workspace, unit=row.unit, limit=LOOKED_AT),
            *rectifications(workspace, limit=LOOKED_AT),
        ]
        return tuple(dict.fromkeys(str(held.body["owner"]) for held in among))[:OWNERS]

    def listed(
        self,
        *,
        evaluation: str | None = None,
        unit: str | None = None,
        campaign: str | None = None,
        open_only: bool = False,
        overdue_on: date | None = None,
    ) -> list[Asked]:
        """Those of one evaluation, unit or campaign, or all there are: by evaluation, then as the standard has them.

        :param open_only: neither done nor withdrawn.
        :param overdue_on: open on this day, after their due date.
        :raises Refused: there is no such evaluation, unit or campaign, or it is not to be seen yet (blind).
        """
        one_only = self.desk.evaluation(evaluation) if evaluation is not None else None
        if one_only is not None:
            self.desk.veil.refuse_hidden(one_only)
        rows = rectifications(
            self.desk.workspace,
            evaluation=one_only.id if one_only is not None else None,
            unit=self.desk.unit(unit).id if unit is not None else None,
            campaign=self.evaluations.campaign(campaign)[0].id if campaign is not None else None,
        )
        return [
            one
            for one in self._asked(rows)
            if not (open_only and state_of(one.asked) != "open")
            and (overdue_on is None or overdue(one.asked, overdue_on))
        ]

    def earlier(self, key: str, item: str) -> list[Asked]:
        """What earlier evaluations of the unit by the same standard asked of the same criterion, and is still open.

        The latest first. Where an edition gave the number to another criterion, it is not the same.
        """
        row = self.desk.evaluation(key)
        title = _title(self._standard(row), item)
        before = earlier(queries.evaluations(self.desk.workspace, unit=row.unit), row)[:EARLIER]
        found: list[Asked] = []
        for other in before:
            among = rectifications(self.desk.workspace, evaluation=other.id)
            found += [
                one
                for one in self._asked([held for held in among if held.body["item"] == item])
                if state_of(one.asked) == "open" and one.title == title
            ]
        return found

    def _asked(self, rows: list[RectificationRow]) -> list[Asked]:
        """These with all that a list says of them; by evaluation, then as the standard has them."""
        evaluations: dict[str, EvaluationRow] = {}
        places: dict[str, dict[str, int]] = {}
        # It is said in the words of deductions, which are not to be seen yet in a blind campaign.
        veil = self.desk.veil
        found: list[tuple[int, int, Asked]] = []
        for row in rows:
            if row.evaluation not in evaluations:
                evaluations[row.evaluation] = self.desk.evaluation(row.evaluation)
            held = evaluations[row.evaluation]
            if veil.hidden(held):
                continue
            asked, resolved = codec.rectification_from(row.id, row.body), self._standard(held)
            if held.digest not in places:
                places[held.digest] = {id: n for n, id in enumerate(resolved.item)} if resolved is not None else {}
            short = resolved.standard.short if resolved is not None else held.standard
            place = places[held.digest].get(asked.item, len(places[held.digest]))
            found.append((held.number, place, Asked(held, short, _title(resolved, asked.item), asked)))
        return [one for _, _, one in sorted(found, key=lambda one: (one[0], one[1], one[2].asked.due, one[2].asked.id))]

    def _standard(self, row: EvaluationRow) -> Resolved | None:
        """The standard that an evaluation is pinned to; None where it is damaged, which is for verify to report."""
        try:
            return self.desk.snapshot(row.digest)
        except Surroundings:
            return None

    def _known(self, view: View, item: str) -> None:
        if item not in view.resolved.item:
            message = f"标准“{view.resolved.id}”没有评分项“{visible(item)}”，请检查编号"
            raise refuse("unknown-item", message, id=item)


def found(view: View, id: str) -> Rectification:
    """The one of this id, or the only one whose id begins so.

    :raises Refused: there is none, or more than one.
    """
    wanted = id.strip().lower()
    among = [one for one in view.answers.rectifications if wanted and one.id.lower().startswith(wanted)]
    exact = [one for one in among if one.id.lower() == wanted]
    if len(exact or among) != 1:
        number = view.row.number
        message = (
            f"考评 {number} 没有整改“{visible(id)[:40]}”，请用 kaoping rectification list --eval {number} 查看编号"
        )
        raise refuse("unknown-rectification", message, id=id)
    return (exact or among)[0]


def offer_of(view: View, item: str) -> Offer:
    """What the question about a criterion starts from. Pure."""
    suggestion = view.suggestion(item)
    texts = {one.id: one.text for one in view.resolved.item[item].criterion.requirements}
    unmet = [(f.id, texts[f.id]) for f in (suggestion.requirements if suggestion else ()) if f.state == "unmet"]
    short = any(lost(score) for score in view.sheet.items if score.item.id == item)
    faults = faults_of(view.answers.ratings.get(item, UNRATED), unmet, lost=short)
    left = still_to_ask(faults, (one for one in view.answers.rectifications if one.item == item))
    days = Counter(one.due for one in view.answers.rectifications)
    due = max(days, key=lambda day: (days[day], day)).isoformat() if days else USUAL
    owner = view.resolved.item[item].criterion.responsible or ""
    return Offer((*left, *(fault for fault in faults if fault not in left)), owner, due)


def _open(view: View, id: str, verb: str) -> Rectification:
    held = found(view, id)
    if state_of(held) != "open":
        word = "已整改" if state_of(held) == "done" else "已撤回"
        raise refuse("rectification", f"整改 {held.id} {word}，不能{verb}；可以先撤销，或另记一条", id=held.id)
    return held


def _title(resolved: Resolved | None, item: str) -> str:
    known = resolved.item.get(item) if resolved is not None else None
    return "" if known is None else known.criterion.title


def _text(text: str) -> str:
    return text.strip()


def _due(view: View, text: str, item: str) -> date:
    try:
        return due_of(text, view.answers.as_of or date.fromisoformat(view.row.period_to))
    except ValueError as error:
        raise refuse("due", str(error), id=item) from None


__all__ = ["Asked", "Offer", "Rectify", "found", "offer_of"]
