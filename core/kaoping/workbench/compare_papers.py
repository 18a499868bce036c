"""Comparisons as reports: one unit by its standards, a unit over time, several units, a campaign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kaoping.errors import refuse
from kaoping.periods import Period
from kaoping.reports.kinds.compared import Comparison, Stand
from kaoping.reports.kinds.comparison import comparison_paper
from kaoping.reports.kinds.relations import relations_paper
from kaoping.reports.kinds.side_by_side import Beside, BesideLine, BesideSheet, beside_paper
from kaoping.reports.paper import Paper
from kaoping.store.queries import EvaluationRow
from kaoping.text import visible
from kaoping.workbench.campaigns import Campaigns
from kaoping.workbench.compare import Compare, Compared
from kaoping.workbench.compare_words import ranked_text, standing_text
from kaoping.workbench.printing import Target
from kaoping.workbench.side_by_side import SideBySide, SideBySides
from kaoping.workbench.standings import standing_row

_WAYS = (
    "对比表可以是：一个考评对象的各标准；加 --by 标准，一个考评对象的历次或几个考评对象并排，并排的可加 --period；"
    "同一标准的几个考评编号；一个批次。请照此改写"
)
_NOTHING = "还没有可以对照的考评，请先用 kaoping eval new 新建"


@dataclass
class ComparePapers:
    """Papers of comparisons with the evaluations that they rest on; nothing here changes anything."""

    compare: Compare
    sides: SideBySides
    campaigns: Campaigns

    def of(
        self, kind: str, found: Sequence[Target], by: str | None, period: Period | None, about: Mapping[str, str]
    ) -> tuple[Paper, list[EvaluationRow]]:
        """The comparison of these: one unit, several by one standard, several evaluations, or a campaign.

        :raises Refused: they cannot be compared so.
        """
        kinds, keys = {target.of for target in found}, [target.key for target in found]
        if kinds == {"campaign"} and len(keys) == 1 and period is None:
            return self.campaign(keys[0], by, about)
        if kinds == {"evaluation"} and by is None and period is None and len(keys) > 1:
            return self.evaluations(keys, about)
        if kinds == {"unit"} and by is not None and (len(keys) > 1 or period is not None):
            return self.units(keys, by, period, about)
        if kinds == {"unit"} and len(keys) == 1 and period is None:
            return self.unit(kind, keys[0], about) if by is None else self.over_time(keys[0], by, about)
        raise refuse("report-target", _WAYS, id=found[0].name if found else None)

    def unit(self, kind: str, key: str, about: Mapping[str, str]) -> tuple[Paper, list[EvaluationRow]]:
        """A unit by all the standards that it is evaluated by.

        :raises Refused: there is no such unit, or no evaluation of it that may be seen.
        """
        found = self.compare.unit(key)
        if not found.stands:
            raise refuse("report-target", f"“{visible(found.unit.name)}”{_NOTHING}", id=found.unit.name)
        made = relations_paper if kind == "relations" else comparison_paper
        return made(_comparison(found), about), [stand.row for stand in found.stands]

    def over_time(self, key: str, standard: str, about: Mapping[str, str]) -> tuple[Paper, list[EvaluationRow]]:
        """A unit's evaluations by one standard, period by period."""
        return self._beside(self.sides.over_time(key, standard), "", about)

    def units(
        self, keys: Sequence[str], standard: str, period: Period | None, about: Mapping[str, str]
    ) -> tuple[Paper, list[EvaluationRow]]:
        """Several units by one standard."""
        return self._beside(self.sides.units(keys, standard, period), "", about)

    def evaluations(self, keys: Sequence[str], about: Mapping[str, str]) -> tuple[Paper, list[EvaluationRow]]:
        """These evaluations and no others, in the order given.

        :raises Refused: one of them is not there or not to be seen yet, or they are by several standards.
        """
        desk = self.sides.desk
        rows = [desk.evaluation(key) for key in dict.fromkeys(keys)]
        unseen = [str(row.number) for row in rows if desk.veil.hidden(row)]
        if unseen:
            raise refuse("blind", f"考评 {'、'.join(unseen)} 在盲评中，暂不能看，不能对比", id=unseen[0])
        return self._beside(self.sides.chosen(rows), "", about)

    def campaign(self, key: str, standard: str | None, about: Mapping[str, str]) -> tuple[Paper, list[EvaluationRow]]:
        """The units of a campaign, each by the evaluation that stands for it there.

        :param standard: that of the evaluations, where the campaign has several.
        """
        matrix = self.campaigns.matrix(key)
        desk, rows, missing, hidden = self.sides.desk, [], [], []
        for line in matrix.lines:
            row = standing_row(matrix, line)
            row = desk.evaluation(row.id) if row is not None else None
            if row is None or (standard is not None and row.standard != standard):
                missing.append(line.name)
            elif desk.veil.hidden(row):
                hidden.append(row)
            else:
                rows.append(row)
        if not rows:
            message = f"批次“{visible(matrix.campaign.name)}”没有可看的考评，不能对比"
            raise refuse("report-target", message, id=matrix.campaign.name)
        return self._beside(self.sides.chosen(rows, missing, hidden), matrix.campaign.name, about)

    def _beside(self, found: SideBySide, name: str, about: Mapping[str, str]) -> tuple[Paper, list[EvaluationRow]]:
        units = list(dict.fromkeys(column.unit.name for column in found.columns))
        title = name or (units[0] if found.over == "time" else "、".join(units[:3]))
        if not name and found.over == "units" and len(units) > 3:
            title += f" 等 {len(units)} 个考评对象"
        places = found.ranking or [None] * len(found.columns)
        paper = beside_paper(
            Beside(
                over=found.over,
                about=title,
                sheets=tuple(
                    BesideSheet(
                        column.unit.name, column.sheet.answers.period.label if column.sheet.answers.period else "",
                        f"考评 {column.row.number}（{column.row.evaluator}）"
                        + (f"，{column.others + 1} 次中" if column.others else ""),
                        column.sheet, column.change, ranked_text(place),
                    )
                    for column, place in zip(found.columns, places, strict=True)
                ),
                sections=tuple(BesideLine(line.id, line.title, line.cells) for line in found.sections),
                items=tuple(BesideLine(line.id, line.title, line.cells, line.differs) for line in found.items),
                unranked=found.unranked,
                same_edition=found.same_edition,
                missing=found.missing,
                hidden=tuple(f"考评 {row.number}（{row.unit_name}）" for row in found.hidden),
            ),
            about,
        )  # fmt: skip
        return paper, [column.row for column in found.columns]


def _comparison(found: Compared) -> Comparison:
    return Comparison(
        unit=found.unit.name,
        members=tuple(member.name for member in found.members),
        stands=tuple(Stand(stand.unit.name, standing_text(stand), stand.sheet) for stand in found.stands),
        facts=found.facts,
        crossed=found.crossed,
        related=found.related,
        contradictions=found.contradictions,
        clauses={place: official.text for place, official in found.clauses.items() if official.text},
        themes=found.themes,
        visit=found.visit,
        hidden=tuple(f"考评 {row.number}（{row.unit_name}，{row.standard}）" for row in found.hidden),
        failures=tuple(
            f"对照表 {failure.path.name} 不能使用，没有用到：{failure.reason}" for failure in found.failures
        ),
    )


__all__ = ["ComparePapers"]
