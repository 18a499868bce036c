"""Reports: what goes into a paper is gathered here, from an evaluation, a unit or a campaign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from kaoping.errors import refuse
from kaoping.reports.formats import ReportInput
from kaoping.reports.kinds import KINDS
from kaoping.reports.kinds.campaign import ranking_paper, summary_paper
from kaoping.reports.kinds.evidence import Proof, unit_evidence_paper
from kaoping.reports.kinds.rectification import Due, many_rectifications_paper
from kaoping.reports.kinds.request_list import request_list_paper
from kaoping.store import queries
from kaoping.store.queries import EvaluationRow
from kaoping.text import visible
from kaoping.workbench.campaigns import Campaigns
from kaoping.workbench.care import Care
from kaoping.workbench.desk import Desk
from kaoping.workbench.evaluations import Evaluations
from kaoping.workbench.printing import Target, of_sheet, wrong_target
from kaoping.workbench.proofs import Proofs
from kaoping.workbench.rectify import Asked, Rectify
from kaoping.workbench.standings import CampaignStandings, standing_row
from kaoping.workbench.viewing import safe_name


class Each(NamedTuple):
    """One of the papers made for every unit of a campaign.

    :ivar name: for its file, without an ending: `01-云溪县`.
    :ivar given: None where there is nothing to report on, for the reason in `why`.
    """

    name: str
    unit: str
    given: ReportInput | None
    why: str = ""


@dataclass
class Papers:
    """Use cases of reporting; nothing here changes anything."""

    desk: Desk
    evaluations: Evaluations
    campaigns: Campaigns
    rectify: Rectify
    proofs: Proofs
    care: Care

    def targets(self, name: str) -> list[Target]:
        """What the name stands for: an evaluation by its number, a unit or a campaign by its name; also by their ids."""
        found: list[Target] = []
        row = queries.evaluation(self.desk.workspace, name)
        if row is not None:
            found.append(Target("evaluation", row.id, f"考评 {row.number}（{row.unit_name}）"))
        unit = queries.unit(self.desk.workspace, name)
        if unit is not None:
            found.append(Target("unit", unit.id, f"考评对象“{unit.name}”"))
        campaigns = queries.campaigns(self.desk.workspace)
        found += [Target("campaign", c.id, f"批次“{c.name}”") for c in campaigns if name in (c.name, c.id)]
        return found

    def is_each(self, kind: str, name: str) -> bool:
        """Whether this kind of report on this target is one file for each unit: see `each`."""
        among = {target.of for target in self.targets(name)}
        return KINDS[kind].each and "campaign" in among and not among & set(KINDS[kind].of)

    def report(self, kind: str, name: str) -> ReportInput:
        """The report of this kind on an evaluation, a unit or a campaign.

        Of a unit with one evaluation alone, what is made of an evaluation is made of that.

        :raises Refused: there is none of that name, it cannot be made of that, or it is not to be seen yet (blind).
        """
        targets = self.targets(name)
        if not targets:
            message = (
                f"没有考评、考评对象或批次“{visible(name)}”，请用 kaoping eval list、unit list、campaign list 查看"
            )
            raise refuse("unknown-target", message, id=name)
        target = next((one for one in targets if one.of in KINDS[kind].of), None)
        if target is None:
            unit = next((one for one in targets if one.of == "unit"), None)
            if unit is None or "evaluation" not in KINDS[kind].of:
                raise refuse("report-target", wrong_target(kind, targets[0]), id=name)
            return self._evaluation(kind, self._only(kind, unit))
        if target.of == "evaluation":
            return self._evaluation(kind, target.key)
        if target.of == "unit":
            return self._unit(kind, target.key)
        return self._campaign(kind, target.key)

    def each(self, kind: str, name: str) -> Iterator[Each]:
        """The report of this kind for each unit of a campaign, one by one, in the order of its table."""
        matrix = self.campaigns.matrix(name)
        digits = max(len(str(len(matrix.lines))), 2)
        for place, line in enumerate(matrix.lines, 1):
            file = safe_name(f"{place:0{digits}d}-{line.name}")
            row = standing_row(matrix, line)
            if row is None:
                yield Each(file, line.name, None, "还没有考评")
            elif self.desk.veil.hidden(self.desk.evaluation(row.id)):
                yield Each(file, line.name, None, "盲评，暂不显示")
            else:
                yield Each(file, line.name, self._evaluation(kind, row.id))

    def _only(self, kind: str, unit: Target) -> str:
        rows = queries.evaluations(self.desk.workspace, unit=unit.key)
        if len(rows) == 1:
            return rows[0].id
        if not rows:
            raise refuse("report-target", f"{unit.name}还没有考评，不能打印{KINDS[kind].title}")
        listed = "、".join(f"{row.number}（{row.standard}，{row.evaluator}）" for row in rows[:12])
        message = f"{KINDS[kind].title}是一次考评的，{unit.name}有 {len(rows)} 次，请写明考评编号：{listed}"
        raise refuse("report-target", message)

    def _evaluation(self, kind: str, key: str) -> ReportInput:
        view = self.evaluations.view(key)
        about = {
            "evaluation": str(view.row.number),
            "evaluator": view.row.evaluator,
            "status": "已提交" if view.row.status == "handed-in" else "尚未提交",
            "updated": view.row.updated,
            "printed": self._today.isoformat(),
            "fingerprint": self.care.fingerprint(view.row.book),
        }
        return of_sheet(kind, view.sheet, about, self._today)

    def _unit(self, kind: str, key: str) -> ReportInput:
        unit = self.desk.unit(key)
        rows = self.desk.veil.seen(queries.evaluations(self.desk.workspace, unit=unit.id))
        about = {"unit": unit.name, **self._made(rows)}
        if kind == "rectification":
            dues = [_due(one, f"{one.standard}　考评 {one.row.number}") for one in self.rectify.listed(unit=unit.id)]
            paper = many_rectifications_paper("考评对象", unit.name, dues, about, self._today)
        elif kind == "evidence":
            found = [Proof(one.evidence, self._uses(one.evidence.id)) for one in reversed(self.proofs.all(unit.id))]
            paper = unit_evidence_paper(unit.name, found, about)
        else:
            newest: dict[str, EvaluationRow] = {}
            for row in rows:
                newest.setdefault(row.standard, row)
            if not newest:
                message = (
                    f"考评对象“{visible(unit.name)}”还没有考评，不知道按哪个标准调阅；请先用 kaoping eval new 新建"
                )
                raise refuse("report-target", message, id=unit.name)
            views = [self.evaluations.view_of(row) for row in sorted(newest.values(), key=lambda row: row.number)]
            paper = request_list_paper([view.sheet for view in views], about)
        return ReportInput(kind, None, about, paper)

    def _uses(self, evidence: str) -> tuple[str, ...]:
        found = []
        for use in self.proofs.everywhere(evidence):
            at = use.item if use.requirement is None else f"{use.item} 要点 {use.requirement}"
            page = f" {use.page}" if use.page else ""
            found.append(f"{use.standard} {at}{page}")
        return tuple(dict.fromkeys(found))

    def _campaign(self, kind: str, key: str) -> ReportInput:
        row, rows = self.evaluations.campaign(key)
        about = {"campaign": row.name, **self._made(rows)}
        if kind == "rectification":
            dues = [_due(one, f"{one.row.unit_name}　{one.standard}") for one in self.rectify.listed(campaign=row.id)]
            dues.sort(key=lambda due: due.group)
            paper = many_rectifications_paper("批次", row.name, dues, about, self._today)
            return ReportInput(kind, None, about, paper)
        standings = CampaignStandings(self.desk, self.campaigns).of(row.id)
        made = ranking_paper if kind == "ranking" else summary_paper
        return ReportInput(kind, None, about, made(standings, about))

    def _made(self, rows: Iterable[EvaluationRow]) -> dict[str, str]:
        """When it is printed, and how far the books of all who judged had come."""
        books = dict.fromkeys((row.book, row.evaluator) for row in sorted(rows, key=lambda row: row.number))
        prints = "；".join(f"{evaluator} {self.care.fingerprint(book)}" for book, evaluator in books)
        made = {"printed": self._today.isoformat()}
        return {**made, "fingerprint": prints} if prints else made

    @property
    def _today(self) -> date:
        return self.desk.clock().date()


def _due(one: Asked, group: str) -> Due:
    return Due(one.asked, one.title, group)


__all__ = ["Each", "Papers"]
