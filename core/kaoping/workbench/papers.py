"""Reports: what goes into a paper is gathered here, from an evaluation, a unit or a campaign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from kaoping.errors import refuse
from kaoping.periods import Period
from kaoping.periods import parse as period_of
from kaoping.reports.formats import ReportInput
from kaoping.reports.kinds import KINDS, Of
from kaoping.reports.kinds.campaign import ranking_paper, summary_paper
from kaoping.reports.kinds.common import foot
from kaoping.reports.kinds.evidence import Proof, unit_evidence_paper
from kaoping.reports.kinds.rectification import Due, many_rectifications_paper
from kaoping.reports.kinds.request_list import request_list_paper
from kaoping.store import queries
from kaoping.store.queries import EvaluationRow
from kaoping.text import visible
from kaoping.workbench.campaigns import Campaigns
from kaoping.workbench.care import Care
from kaoping.workbench.compare import Compare
from kaoping.workbench.compare_papers import ComparePapers
from kaoping.workbench.desk import Desk
from kaoping.workbench.evaluations import Evaluations
from kaoping.workbench.printing import Target, of_sheet, wrong_target
from kaoping.workbench.proofs import Proofs
from kaoping.workbench.rectify import Asked, Rectify
from kaoping.workbench.side_by_side import SideBySides
from kaoping.workbench.standings import CampaignStandings, standing_row
from kaoping.workbench.viewing import safe_name


class PlannedReport(NamedTuple):
    """One of the papers to be made for every unit of a campaign.

    :ivar name: for its file, without an ending: `01-云溪县`.
    :ivar evaluation: what it is made of; None where there is nothing to report on, for the reason in `why`.
    """

    name: str
    unit: str
    evaluation: str | None
    why: str = ""


class Each(NamedTuple):
    """One of the papers made for every unit of a campaign; `given` is None where `why` says so. See `PlannedReport`."""

    name: str
    unit: str
    given: ReportInput | None
    why: str = ""


#: What a name is taken for where units are compared.
_COMPARED: tuple[Of, ...] = ("unit", "campaign", "evaluation")


@dataclass
class Papers:
    """Use cases of reporting; nothing here changes anything."""

    desk: Desk
    evaluations: Evaluations
    campaigns: Campaigns
    rectify: Rectify
    proofs: Proofs
    care: Care
    compare: Compare
    sides: SideBySides

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

    def _targets(self, name: str) -> list[Target]:
        found = self.targets(name)
        if not found:
            message = (
                f"没有考评、考评对象或批次“{visible(name)}”，请用 kaoping eval list、unit list、campaign list 查看"
            )
            raise refuse("unknown-target", message, id=name)
        return found

    def target(self, of: Of, key: str) -> Target:
        """What has this key (an id or a number), with what people call it.

        :raises Refused: there is none, or it is not to be seen yet (blind).
        """
        if of == "evaluation":
            row = self.desk.evaluation(key)
            self.desk.veil.refuse_hidden(row)
            return Target(of, row.id, f"考评 {row.number}｜{row.unit_name}｜{row.standard}")
        if of == "unit":
            unit = self.desk.unit(key)
            return Target(of, unit.id, f"考评对象｜{unit.name}")
        row_, _ = self.evaluations.campaign(key)
        return Target(of, row_.id, f"批次｜{row_.name}")

    def is_each(self, kind: str, name: str) -> bool:
        """Whether this kind of report on this target is one file for each unit: see `each`."""
        among = {target.of for target in self.targets(name)}
        return KINDS[kind].each and "campaign" in among and not among & set(KINDS[kind].of)

    def report(self, kind: str, name: str) -> ReportInput:
        """The report of this kind on an evaluation, a unit or a campaign.

        Of a unit with one evaluation alone, what is made of an evaluation is made of that.

        :raises Refused: there is none of that name, it cannot be made of that, or it is not to be seen yet (blind).
        """
        targets = self._targets(name)
        target = next((one for one in targets if one.of in KINDS[kind].of), None)
        if target is None:
            unit = next((one for one in targets if one.of == "unit"), None)
            if unit is None or "evaluation" not in KINDS[kind].of:
                raise refuse("report-target", wrong_target(kind, targets[0]), id=name)
            return self._evaluation(kind, self._only(kind, unit))
        if target.of == "evaluation":
            return self._evaluation(kind, target.key)
        if kind in ("comparison", "relations"):
            return self.comparison([target.key], kind=kind)
        if target.of == "unit":
            return self._unit(kind, target.key)
        return self._campaign(kind, target.key)

    def planned(self, name: str) -> list[PlannedReport]:
        """What is made where each unit of a campaign gets its own paper, in the order of its table; quick."""
        matrix = self.campaigns.matrix(name)
        digits = max(len(str(len(matrix.lines))), 2)
        found = []
        for place, line in enumerate(matrix.lines, 1):
            file = safe_name(visible(f"{place:0{digits}d}-{line.name}"))
            row = standing_row(matrix, line)
            if row is None:
                found.append(PlannedReport(file, line.name, None, "还没有考评"))
            elif self.desk.veil.hidden(self.desk.evaluation(row.id)):
                found.append(PlannedReport(file, line.name, None, "盲评，暂不显示"))
            else:
                found.append(PlannedReport(file, line.name, row.id))
        return found

    def made(self, kind: str, one: PlannedReport) -> Each:
        """One of those that were planned."""
        given = None if one.evaluation is None else self._evaluation(kind, one.evaluation)
        return Each(one.name, one.unit, given, one.why)

    def comparison(
        self,
        names: Sequence[str],
        *,
        by: str | None = None,
        period: Period | None = None,
        kind: str = "comparison",
    ) -> ReportInput:
        """A comparison of what these names stand for: units, evaluations, or one campaign.

        :param by: a standard: one unit over time, several units by it; without it a unit by all its standards.
        :param period: several units, or one, in this period alone.
        :raises Refused: the names stand for nothing, or cannot be compared so.
        """
        found = [min(self._targets(name), key=lambda one: _COMPARED.index(one.of)) for name in names]
        about = {"printed": self._today.isoformat()}
        paper, used = ComparePapers(self.compare, self.sides, self.campaigns).of(kind, found, by, period, about)
        told = {**about, **self._made(used)}
        return ReportInput(kind, None, told, replace(paper, about=foot(told)))

    def each(self, kind: str, name: str) -> Iterator[Each]:
        """The report of this kind for each unit of a campaign, one by one, in the order of its table."""
        for one in self.planned(name):
            yield self.made(kind, one)

    def kinds(self, of: Of) -> list[str]:
        """The kinds of report that can be made of that; of a campaign, those for each unit too."""
        return [name for name, kind in KINDS.items() if of in kind.of or (of == "campaign" and kind.each)]

    def file_name(self, kind: str, target: Target) -> str:
        """What a file with this report is called, without an ending: `得分表-云溪县-2025`. Safe on any system.

        :param kind: one of `KINDS`, or `workbook` for the scoring workbook.
        """
        parts = [KINDS[kind].title if kind in KINDS else "评分工作簿"]
        if target.of == "evaluation":
            row = self.desk.evaluation(target.key)
            parts += [row.unit_name, period_of(f"{row.period_from}..{row.period_to}").label]
        else:
            campaigns = {one.id: one.name for one in queries.campaigns(self.desk.workspace)}
            parts.append(self.desk.unit(target.key).name if target.of == "unit" else campaigns[target.key])
        return safe_name(visible("-".join(parts)).replace("/", "～"))

    def _only(self, kind: str, unit: Target) -> str:
        rows = queries.evaluations(self.desk.workspace, unit=unit.key)
        if len(rows) == 1:
            return rows[0].id
        if not rows:
            raise refuse(
                "report-target",
                f"{unit.name}还没有考评，不能打印{KINDS[kind].title}；请先用 kaoping eval new 新建（界面里按 F2）",
            )
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


__all__ = ["Each", "Papers", "PlannedReport"]
