"""The workbench: every use case on one workspace, for one evaluator, in one thread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from kaoping.store.workspace import Workspace
from kaoping.workbench.batch import Batch
from kaoping.workbench.beside import Beside
from kaoping.workbench.campaigns import Campaigns
from kaoping.workbench.care import Care
from kaoping.workbench.carry import Carry
from kaoping.workbench.checking import Checking
from kaoping.workbench.clauses import Clauses
from kaoping.workbench.compare import Compare
from kaoping.workbench.desk import Desk
from kaoping.workbench.evaluations import Evaluations
from kaoping.workbench.exchange import Exchange
from kaoping.workbench.facts import Facts
from kaoping.workbench.history import History
from kaoping.workbench.library import Library
from kaoping.workbench.moving import Moving
from kaoping.workbench.moving_rounds import RoundMoving
from kaoping.workbench.overview import Overview
from kaoping.workbench.proofs import Proofs
from kaoping.workbench.rectify import Rectify
from kaoping.workbench.roster import Roster
from kaoping.workbench.rounds import Rounds
from kaoping.workbench.side_by_side import SideBySides
from kaoping.workbench.unit_page import UnitPages
from kaoping.workbench.units import Units
from kaoping.workbench.walk import Walk
from kaoping.workbench.ways import Ways

if TYPE_CHECKING:
    from kaoping.workbench.drafts import Drafts
    from kaoping.workbench.papers import Papers
    from kaoping.workbench.report_files import ReportFiles
from kaoping.workbench.workbooks import Workbooks


class Workbench:
    """All use cases, grouped by subject. Belongs to the thread that made it.

    :ivar units: what is evaluated
    :ivar unit_pages: units with everything about them
    :ivar evaluations: opened, listed, looked at; campaigns
    :ivar campaigns: campaigns as tables: progress, due dates, ranking
    :ivar roster: who takes part in a campaign, who evaluates whom, evaluations for all at once
    :ivar rounds: campaigns that documents announce, ready to be made
    :ivar overview: what there is, listed and searched
    :ivar walk: every judgement, undo and redo
    :ivar batch: one judgement for many criteria
    :ivar carry: ratings taken over from an earlier evaluation
    :ivar moving: evaluations brought to another text of their standard, or gone on from by a new edition
    :ivar moving_rounds: a campaign's evaluations brought to another text together
    :ivar beside: what others and earlier evaluations said of a criterion, and where else its facts count
    :ivar clauses: official documents attached, and their clauses
    :ivar history: who changed what, earlier states, back to them, handing over, comparing over time
    :ivar checking: what is missing or odd in an evaluation
    :ivar ways: the shortest way to the next better outcome
    :ivar compare: one unit by several standards side by side
    :ivar side_by_side: one standard: a unit over time, or several units, with their ranking
    :ivar facts: facts of units
    :ivar proofs: evidence, and what it proves
    :ivar rectify: what is to be put right, by whom, until when
    :ivar exchange: answers files, in and out
    :ivar workbooks: scoring workbooks, out and in
    :ivar care: verify, backup
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.units = Units(desk)
        self.unit_pages = UnitPages(desk)
        self.evaluations = Evaluations(desk)
        self.campaigns = Campaigns(desk, self.evaluations)
        self.roster = Roster(desk, self.evaluations)
        self.rounds = Rounds(desk, self.evaluations, self.units)
        self.overview = Overview(desk, self.rounds)
        self.walk = Walk(desk, self.evaluations)
        self.history = History(desk, self.evaluations, self.walk)
        self.batch = Batch(self.evaluations, self.walk)
        self.carry = Carry(self.evaluations, self.walk)
        self.moving = Moving(desk, self.evaluations, self.walk)
        self.moving_rounds = RoundMoving(desk, self.evaluations, self.moving)
        self.beside = Beside(desk)
        self.clauses = Clauses(desk)
        self.checking = Checking(self.evaluations)
        self.ways = Ways(self.evaluations)
        self.compare = Compare(desk, self.ways, self.clauses)
        self.side_by_side = SideBySides(desk, self.ways)
        self.facts = Facts(desk)
        self.proofs = Proofs(desk, self.walk)
        self.rectify = Rectify(desk, self.evaluations, self.walk)
        self.exchange = Exchange(desk, self.evaluations)
        self.workbooks = Workbooks(self.evaluations, self.walk)
        self.care = Care(desk)

    @classmethod
    def open(
        cls,
        path: Path,
        library: Library,
        evaluator: str,
        installation: str | None,
        clock: Callable[[], datetime],
        *,
        create: bool = False,
        read_only: bool = False,
        holidays: Path | None = None,
    ) -> Self:
        """Open the workspace at `path` and work in it as `evaluator`.

        :param installation: this installation's id, from `store.journal.installation_id`; None to read alone.
        :param create: make the workspace where there is none.
        :param holidays: the jurisdiction's file of holidays.
        :raises Surroundings: it cannot be opened.
        """
        if create and not read_only:
            workspace = Workspace.open_or_create(path)
        else:
            workspace = Workspace.open(path, read_only=read_only)
        return cls(Desk(workspace, library, evaluator, installation, clock, holidays))

    def because(self, why: str) -> Workbench:
        """The same workbench, with a reason for judgements that do not say why themselves (after a hand-in)."""
        bench = Workbench(self.desk)
        bench.walk = Walk(self.desk, self.evaluations, why)
        bench.history = History(self.desk, self.evaluations, bench.walk)
        bench.batch = Batch(self.evaluations, bench.walk)
        bench.carry = Carry(self.evaluations, bench.walk)
        bench.proofs = Proofs(self.desk, bench.walk)
        bench.workbooks = Workbooks(self.evaluations, bench.walk)
        bench.rectify = Rectify(self.desk, self.evaluations, bench.walk)
        return bench

    @cached_property
    def papers(self) -> Papers:
        """Reports on evaluations, units and campaigns; what they are made with is imported at the first one."""
        from kaoping.workbench.papers import Papers

        sides = self.side_by_side
        return Papers(
            self.desk, self.evaluations, self.campaigns, self.rectify, self.proofs, self.care, self.compare, sides
        )

    @cached_property
    def report_files(self) -> ReportFiles:
        """Reports written as files; imported when the first is asked for."""
        from kaoping.workbench.report_files import ReportFiles

        return ReportFiles(self.papers, self.workbooks)

    @cached_property
    def drafts(self) -> Drafts:
        """Documents on their way to standards; imported when the first is read."""
        from kaoping.workbench.drafts import Drafts

        return Drafts(self.desk.library)

    @property
    def library(self) -> Library:
        """The standards at hand."""
        return self.desk.library

    def close(self) -> None:
        """Close the workspace."""
        self.desk.workspace.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
