"""Rounds that a document itself announces: what it names, ready to be made a campaign."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kaoping.errors import Refused, refuse
from kaoping.periods import Period
from kaoping.standard.document import NamedCampaign
from kaoping.standard.load import document_path
from kaoping.standard.resolved import Resolved
from kaoping.standard.toml import MAX_BYTES
from kaoping.store import queries
from kaoping.store.queries import CampaignRow, EvaluationRow, UnitRow
from kaoping.text import visible
from kaoping.workbench.desk import Desk, saving
from kaoping.workbench.evaluations import Evaluations
from kaoping.workbench.headers import Entry, top
from kaoping.workbench.units import Units, clean

Attributes = Mapping[str, bool | int | str]


@dataclass(frozen=True, slots=True)
class RoundUnit:
    """A unit that a document names, once, with every year in which it bore the title."""

    name: str
    kind: str
    years: tuple[int, ...]

    @property
    def attributes(self) -> dict[str, bool | int | str]:
        """What the document says about it: `title_held`, and `named_in` as 2020, or "2020、2021" for several years."""
        if not self.years:
            return {}
        one = len(self.years) == 1
        return {"title_held": True, "named_in": self.years[0] if one else "、".join(map(str, self.years))}


@dataclass(frozen=True, slots=True)
class Ready:
    """A round as a document announces it. `key` is what a person writes: DOCUMENT/CAMPAIGN-ID."""

    document: str
    document_title: str
    named: NamedCampaign

    @property
    def key(self) -> str:
        """The document's id and the campaign's."""
        return f"{self.document}/{self.named.id}"

    @property
    def period(self) -> Period | None:
        """The period that the document prints; None where it prints none."""
        starts, ends = self.named.starts, self.named.ends
        return Period(starts, ends) if starts is not None and ends is not None and starts <= ends else None

    @property
    def consistent(self) -> bool:
        """Whether the units can be made as the document names them."""
        try:
            self.units  # noqa: B018 — asked for what it raises
        except Refused:
            return False
        return True

    @property
    def units(self) -> tuple[RoundUnit, ...]:
        """The units in the document's order; one that it names for several years is one unit.

        :raises Refused: one name stands there with two kinds.
        """
        kinds: dict[str, str] = {}
        years: dict[str, set[int]] = {}
        for unit in self.named.units:
            name = clean(unit.name, "名称")
            if kinds.setdefault(name, unit.kind) != unit.kind:
                message = (
                    f"文件“{self.document}”把“{visible(name)}”写成两个种类：{kinds[name]}、{unit.kind}；请先改正文件"
                )
                raise refuse("unit-differs", message, id=name)
            years.setdefault(name, set()).update(() if unit.named_in is None else (unit.named_in,))
        return tuple(RoundUnit(name, kind, tuple(sorted(years[name]))) for name, kind in kinds.items())


@dataclass(frozen=True, slots=True)
class Made:
    """What making a round did. `unlike` are units there before whose attributes are not what the document says."""

    campaign: CampaignRow
    new: tuple[UnitRow, ...]
    reused: tuple[UnitRow, ...]
    unlike: tuple[str, ...]
    evaluations: tuple[EvaluationRow, ...]


@dataclass
class Rounds:
    """Use cases about rounds that documents announce."""

    desk: Desk
    evaluations: Evaluations
    units: Units

    def every(self) -> list[Ready]:
        """Every round of an installed document whose sheet can be used; one whose files are wrong is left out."""
        found = []
        for entry in self.desk.library.usable():
            try:
                document = self.desk.library.resolved(entry.id).document if _may_announce(entry) else None
            except Refused:
                continue
            if document is not None:
                found += [Ready(document.id, document.title, c) for c in document.campaigns if c.sheet == entry.id]
        return sorted(found, key=lambda ready: ready.key)

    def ready(self) -> list[Ready]:
        """Those of `every` that can be made and have no campaign here yet, whatever it was called."""
        rows = queries.campaigns(self.desk.workspace)
        made = {row.body.get("announced") for row in rows} | {row.name for row in rows}
        return [one for one in self.every() if one.consistent and not made & {one.key, one.named.title}]

    def named(self, key: str) -> Ready:
        """The round that `DOCUMENT/CAMPAIGN-ID` names, or `DOCUMENT` where the document has only one.

        :raises Refused: there is none, or the document has several.
        """
        every = self.every()
        of_document = [ready for ready in every if ready.document == key]
        if len(of_document) == 1:
            return of_document[0]
        if of_document:
            several = "、".join(ready.key for ready in of_document)
            raise refuse("which-campaign", f"文件“{visible(key)}”列有几个批次，请写明其一：{several}", id=key)
        for ready in every:
            if ready.key == key:
                return ready
        known = "、".join(ready.key for ready in every) or "无"
        raise refuse("unknown-campaign", f"没有哪个文件列出批次“{visible(key)}”。现有：{known}", id=key)

    def make(
        self,
        key: str,
        *,
        name: str | None = None,
        period: Period | None = None,
        units: tuple[str, ...] = (),
        stages: tuple[str, ...] = (),
        parent: str | None = None,
        evaluations: bool = False,
    ) -> Made:
        """Make a campaign of a round that a document announces, with its units, all in one transaction.

        :param key: see `named`.
        :param name: another name than the document's title for it.
        :param period: another period than the document's; needed where it prints none.
        :param units: units there already that take part beside those of the document.
        :param stages: stages of the document, the first of which is evaluated first; all of them without it.
        :param parent: the unit that new units belong to.
        :param evaluations: open one evaluation for each unit too, at the first stage.
        :raises Refused: no such round, stage or parent; no period; the name is taken; or a unit there is of another kind.
        """
        ready = self.named(key)
        period = period or ready.period
        if period is None:
            message = (
                f"文件没有印明批次“{visible(ready.named.title)}”的考评周期，请用 --period 写明，如 --period 2021/2022"
            )
            raise refuse("period", message, id=ready.key)
        resolved = self.desk.library.resolved(ready.named.sheet)
        wanted = ready.units
        stages = _stages(resolved, stages)
        with saving(self.desk.workspace):
            if parent is not None:
                self.desk.unit(parent)
            new: list[UnitRow] = []
            reused: list[UnitRow] = []
            for unit in wanted:
                known = queries.unit(self.desk.workspace, unit.name)
                if known is None:
                    new.append(self.units.add_within(unit.name, unit.kind, unit.attributes, parent))
                else:
                    reused.append(self._reuse(known, unit))
            ids = [self.desk.unit(member).id for member in (*(unit.name for unit in wanted), *units)]
            members = tuple(dict.fromkeys(ids))
            campaign = self.evaluations.add_campaign_within(
                name or ready.named.title,
                period,
                standard=resolved.id,
                units=members,
                stages=stages,
                announced=ready.key,
            )
            first = stages[0] if stages else None
            opened = [
                self.evaluations.new_within(resolved, member, period, stage=first, campaign=campaign.id)
                for member in (members if evaluations else ())
            ]
        said = {unit.name: unit.attributes for unit in wanted}
        unlike = tuple(row.name for row in reused if not _says(row, said[row.name]))
        return Made(campaign, tuple(new), tuple(reused), unlike, tuple(opened))

    def _reuse(self, known: UnitRow, unit: RoundUnit) -> UnitRow:
        """A unit there already, with what the document says of it added where that is this evaluator's to add."""
        if known.kind != unit.kind:
            message = (
                f"考评对象“{visible(known.name)}”已有，种类是 {visible(known.kind)}，文件写的是 {visible(unit.kind)}；"
                "请先改成一致或换名"
            )
            raise refuse("unit-differs", message, id=known.name)
        missing = {name: value for name, value in unit.attributes.items() if name not in known.attributes}
        own = queries.evaluator_of(self.desk.workspace, known.book) == self.desk.evaluator
        if not missing or not own:
            return known
        changed = self.units.change_within(known.id, missing)
        self.desk.refresh(known.id)
        return changed


def _says(row: UnitRow, attributes: Attributes) -> bool:
    """Whether the unit has all these attributes; 1 and true are equal in Python and not the same attribute."""
    held = {name: (type(value), value) for name, value in row.attributes.items()}
    return all(held.get(name) == (type(value), value) for name, value in attributes.items())


def _stages(resolved: Resolved, given: tuple[str, ...]) -> tuple[str, ...]:
    """The stages given, each of them the document's; all of the document's where none is given."""
    known = {stage.id: stage.title for stage in resolved.document.stages}
    for stage in given:
        if stage not in known:
            listed = "、".join(f"{id}（{title}）" for id, title in known.items()) or "无"
            raise refuse("unknown-stage", f"文件没有阶段“{visible(stage)}”，现有：{listed}", id=stage)
    return given or tuple(known)


def _may_announce(entry: Entry) -> bool:
    """Whether a standard's document may name campaigns, without loading the standard where that can be told.

    A document that does not even have the word is not parsed: most have none, and several sheets share one document.

    :raises Refused: a file cannot be read.
    """
    document = top(entry.path).get("document")
    if not isinstance(document, str):
        return True
    path = document_path(document, entry.path)
    try:
        if not path.is_file():
            return True  # Loading the standard says what is wrong.
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError):
        return True
    return b"campaigns" in raw or b"\\" in raw  # A key may be written with escapes.


__all__ = ["Made", "Ready", "RoundUnit", "Rounds"]
