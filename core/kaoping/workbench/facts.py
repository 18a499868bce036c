"""Facts of units: entered once, seen by every standard that asks for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, cast

from kaoping.answers import Observation, Sample, Value
from kaoping.answers_check import check_value
from kaoping.errors import Fault, Refused, refuse
from kaoping.fact_meaning import meaning_of, meaning_text, same_meaning
from kaoping.numbers import fold, parse_number
from kaoping.periods import parse
from kaoping.standard.model import FactDefinition, FactKind
from kaoping.store import queries
from kaoping.store.queries import FactRow
from kaoping.text import visible
from kaoping.workbench import codec
from kaoping.workbench.desk import Desk, saving
from kaoping.workbench.said import check_said, said

_ID = re.compile(r"\w[\w.\-]{0,59}")
_YES = {"是", "true", "yes", "y", "1", "有", "发生"}
_NO = {"否", "false", "no", "n", "0", "无", "未发生"}


@dataclass
class Facts:
    """Use cases about facts."""

    desk: Desk

    def definitions(self) -> dict[str, FactDefinition]:
        """Every fact definition at hand, see `Library.definitions`."""
        return self.desk.library.definitions()

    def put(
        self,
        unit: str,
        fact: str,
        value: Value,
        period: str,
        *,
        occurred_on: date | None = None,
        stage: str | None = None,
        settled: bool = False,
        note: str | None = None,
    ) -> FactRow:
        """Enter a fact about a unit, outside any one evaluation; what every evaluation shows is computed again.

        :param settled: the lead's decision where observers disagree.
        :raises Refused: unknown unit or fact, a bad period, or a value of another kind.
        """
        row = self.desk.unit(unit)
        definition = self.definition(fact)
        try:
            span = parse(fold(period))
        except ValueError as error:
            raise refuse("period", str(error), id=fact) from None
        observation = check_observation(
            Observation(fact, span, value, occurred_on, settled=settled, stage=stage, note=note)
        )
        faults = [Fault(p.code, p.message, id=p.id) for p in check_value(definition, observation)]
        if faults:
            raise Refused(faults)
        change = {"what": "fact", "id": fact, "from": None, "to": codec.fact_json(row.id, observation, definition)}
        with saving(self.desk.workspace):
            entry = self.desk.write({"kind": "judged", "evaluation": None, "changes": [change]})
            self.desk.refresh(row.id, facts=[fact])
        return next(f for f in queries.facts(self.desk.workspace, row.id) if (f.book, f.seq) == (entry.book, entry.seq))

    def withdraw(
        self, unit: str, fact: str, period: str, why: str, *, occurred_on: date | None = None
    ) -> tuple[FactRow, ...]:
        """Withdraw what this evaluator recorded as this fact for this period; the entries stay in the journal.

        Corrections of the same finding go with it: an earlier value never comes back by itself.

        :param occurred_on: of the event that happened on that day; needed where there are events of several days.
        :raises Refused: no such unit; nothing of the kind is recorded, or not by this evaluator; no reason; events of
            several days and none named.
        """
        row = self.desk.unit(unit)
        check_said(why, fact)
        if said(why) is None:
            raise refuse("why-needed", "撤回事实须写明原因", id=fact)
        with saving(self.desk.workspace):
            held = [f for f in queries.facts(self.desk.workspace, row.id, [fact]) if f.period == _label(period, fact)]
            found = self._to_withdraw(row.name, fact, held, occurred_on)
            changes = [
                {"what": "fact", "id": fact, "from": f.body, "to": None, "entry": {"book": f.book, "seq": f.seq}}
                for f in found
            ]
            self.desk.write({"kind": "fact-withdrawn", "changes": changes, "why": said(why)})
            self.desk.refresh(row.id, facts=[fact])
        return tuple(found)

    def _to_withdraw(self, unit: str, fact: str, held: list[FactRow], on: date | None) -> list[FactRow]:
        own = [f for f in held if f.evaluator == self.desk.evaluator]
        if on is not None:
            own = [f for f in own if f.body.get("occurred_on") == on.isoformat()]
        if not own:
            others = "、".join(dict.fromkeys(visible(f.evaluator) for f in held if f.evaluator != self.desk.evaluator))
            message = f"“{visible(unit)}”在这一期间没有自己登记的事实“{visible(fact)}”"
            next_step = f"；{others} 登记的只能由其本人撤回" if others else "，请用 kaoping fact show 查看"
            raise refuse("no-such-record", message + next_step, id=fact)
        # Under one id another edition may have recorded something else: that is not withdrawn along.
        last = codec.meaning_from(max(own, key=lambda f: f.order).body)
        own = [f for f in own if same_meaning(codec.meaning_from(f.body), last)]
        days = dict.fromkeys(str(f.body["occurred_on"]) for f in own if f.body.get("occurred_on"))
        if len(days) > 1:
            message = f"这一事件登记了几个日期：{'、'.join(days)}，请写明撤回哪一天的（--on）"
            raise refuse("which-day", message, id=fact)
        return own

    def of(self, unit: str) -> list[FactRow]:
        """The observations about a unit that are not withdrawn."""
        return queries.facts(self.desk.workspace, self.desk.unit(unit).id)

    def definition(self, fact: str) -> FactDefinition:
        """The definition of a fact.

        :raises Refused: there is none, or standards at hand define the id differently.
        """
        shared = self.desk.library.vocabulary().facts.get(fact)
        if shared is not None:
            return shared
        found = self.definitions().get(fact)
        if found is None:
            raise refuse("unknown-fact", f"没有事实“{visible(fact)}”，请用 kaoping fact list 查看编号", id=fact)
        others = self.desk.library.defined(fact)
        if len(others) > 1:
            said = "；".join(f"{id} 里是{meaning_text(meaning)}" for id, meaning in others)
            message = f"事实“{visible(fact)}”在几套标准里不是一回事：{said}。请打开要考评的那一项，按 F5 录入"
            raise refuse("fact-meaning", message, id=fact)
        return found


def as_recorded(body: Mapping[str, Any], definition: FactDefinition | None) -> tuple[FactDefinition | None, bool]:
    """The definition under which an observation was recorded, and whether it is another than the one at hand."""
    meant = codec.meaning_from(body)
    if meant is None or (definition is not None and same_meaning(meant, meaning_of(definition))):
        return definition, False
    if not meant.whole:
        return None, True
    id, kind = str(body["definition"]), cast("FactKind", meant.kind)
    made = FactDefinition(
        id=id, title=meant.title, subject=meant.subject, kind=kind, unit=meant.unit, counts_faults=meant.counts_faults
    )
    return made, definition is not None


def _label(period: str, fact: str) -> str:
    try:
        return parse(fold(period)).label
    except ValueError as error:
        raise refuse("period", str(error), id=fact) from None


def check_observation(observation: Observation) -> Observation:
    """The observation as it can be saved and written into an answers file: a blank note is none.

    :raises Refused: note or stage cannot.
    """
    check_said(observation.note, observation.fact)
    if observation.stage is not None and _ID.fullmatch(observation.stage) is None:
        raise refuse("stage", f"阶段编号“{visible(observation.stage)}”写法不对", id=observation.fact)
    return replace(observation, note=said(observation.note))


def value_of(definition: FactDefinition, text: str) -> Value:
    """A value as a person types it: 4, 95, ９５, 7/10, 是, 否, 2025-03-01.

    :raises Refused: it is not of the fact's kind.
    """
    folded = fold(text)
    if definition.kind in ("yes-no", "event"):
        if folded.lower() in _YES:
            return True
        if folded.lower() in _NO:
            return False
        raise refuse("fact-value", f"“{visible(text)}”应为 是 或 否", id=definition.id)
    if definition.kind == "date":
        try:
            return date.fromisoformat(folded)
        except ValueError:
            raise refuse("fact-value", f"“{visible(text)}”应为日期，如 2025-12-31", id=definition.id) from None
    if folded.endswith("%"):
        folded = folded[:-1]
    try:
        if "/" in folded:
            part, of = (parse_number(piece) for piece in folded.split("/", 1))
            if of <= 0 or not Decimal(0) <= part <= of:
                raise ValueError(f"“{visible(text)}”应为 几/几，前数不大于后数")
            return Sample(part, of)
        return parse_number(folded)
    except ValueError as error:
        raise refuse("fact-value", str(error), id=definition.id) from None
