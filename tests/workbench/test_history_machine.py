"""Random work by two people, with going back and handing over: every state is read again as it was, and gone back to."""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from kaoping.answers import Answers, Deduction, Observation, Rating, VetoStatement
from kaoping.errors import Refused
from kaoping.hooks import Plugins
from kaoping.periods import year
from kaoping.workbench import View, Workbench
from kaoping.workbench.library import Library

D = Decimal
PERIOD = year(2025)
ITEMS = st.sampled_from(["1", "2"])

STANDARD = """schema = 1
id = "m/back"
title = "回头"
short = "回头"
edition = "1"
status = "draft"
unit_kinds = ["county"]
outcomes = [{ label = "过", when = { score_at_least = 5 } }, { label = "不过", otherwise = true }]
[document]
id = "m/back"
title = "回头"
issuer = "示例"
[scoring]
model = "points"
full = 10
step = 0.5
[[facts]]
id = "7"
title = "次数"
subject = "county"
kind = "count"
[[facts]]
id = "event"
title = "事件"
subject = "county"
kind = "event"
[[criteria]]
id = "1"
title = "甲"
points = 5
themes = ["leadership"]
[[criteria.requirements]]
id = "1a"
text = "不少于4次"
measure = { fact = "7", at_least = 4, per = "year" }
deduct = { each = 0.5 }
[[criteria]]
id = "2"
title = "乙"
points = 5
themes = ["leadership"]
applies_when = { large = true }
requirements = [{ id = "2a", text = "到位" }]
[[vetoes]]
id = "v"
title = "事件"
text = "事件"
event = "event"
look_back = "period"
effect = "zero"
"""


#: The corrected text: both criteria have each other's number, and there is a third.
CORRECTED = (
    STANDARD.replace('id = "1"\ntitle = "甲"', 'id = "new"\ntitle = "甲"')
    .replace('id = "2"\ntitle = "乙"', 'id = "1"\ntitle = "乙"')
    .replace('id = "new"', 'id = "2"')
    .replace('id = "1a"', 'id = "2b"')
    .replace("full = 10", "full = 12")
    .replace(
        "[[vetoes]]",
        """[[criteria]]
id = "3"
title = "丙"
points = 2
themes = ["leadership"]
requirements = [{ id = "3a", text = "新的要求" }]
[[vetoes]]""",
    )
)


class HistoryMachine(RuleBasedStateMachine):
    """Keeps what was shown after every entry, and holds what history gives against it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="kaoping-history-"))
        (self.folder / "m.toml").write_text(STANDARD, encoding="utf-8")
        (self.folder / "corrected").mkdir()
        (self.folder / "corrected" / "m.toml").write_text(CORRECTED, encoding="utf-8")
        library = Library(Plugins.load(entry_points=False), files=[self.folder / "m.toml"])
        self.minutes = 0
        self.desks = {
            name: Workbench.open(self.folder / "w.db", library, who, installation * 32, self.clock, create=True)
            for name, who, installation in (("张三", "张三", "a"), ("在家", "张三", "b"), ("李四", "李四", "c"))
        }
        self.owner = "张三"
        self.bench.units.add("云溪县", "county", {"large": True})
        self.key = str(self.bench.evaluations.new("m/back", "云溪县", PERIOD, as_of=date(2025, 12, 20)).number)
        self.shown: list[tuple[str, View]] = []
        self.keep()

    def clock(self) -> datetime:
        """A minute later each time, for books of different people are put in line by it."""
        self.minutes += 1
        return datetime(2025, 1, 1 + self.minutes // 1440, self.minutes // 60 % 24, self.minutes % 60, tzinfo=UTC)

    def teardown(self) -> None:
        for bench in self.desks.values():
            bench.close()
        shutil.rmtree(self.folder)

    @property
    def bench(self) -> Workbench:
        return self.desks[self.owner]

    def view(self) -> View:
        return self.bench.evaluations.view(self.key)

    def keep(self) -> None:
        lines, view = self.bench.history.of(self.key), self.view()
        if not self.shown or self.shown[-1][0] != lines[-1].ref:
            self.shown.append((lines[-1].ref, view))
            then = self.bench.history.at(self.key, lines[-1].ref)
            assert (then.answers, then.sheet) == (view.answers, view.sheet)
        assert self.bench.care.verify() == []

    def judge(self, name: str, *args: Any, **named: Any) -> None:
        self.view()
        try:
            getattr(self.bench.walk, name)(self.key, *args, **named)
        except Refused as refusal:
            if refusal.faults[0].code not in ("reason-needed", "no-suggestion", "nothing", "changed-elsewhere"):
                raise
        self.keep()

    @rule(item=ITEMS, points=st.integers(0, 10).map(lambda n: D(n) / 2))
    def rate(self, item: str, points: Decimal) -> None:
        self.judge("rate", item, Rating(points=points, reason="看过"))

    @rule(item=ITEMS)
    def deduct(self, item: str) -> None:
        if sum(d.amount for d in self.view().answers.ratings.get(item, Rating()).deductions) < 4:
            self.judge("deduct", item, Deduction(D("0.5"), "缺"))

    @rule(item=ITEMS)
    def accept(self, item: str) -> None:
        self.judge("accept", item)

    @rule(item=ITEMS)
    def clear(self, item: str) -> None:
        self.judge("clear", item)

    @rule(happened=st.none() | st.booleans())
    def veto(self, happened: bool | None) -> None:
        self.judge("veto", "v", None if happened is None else VetoStatement(happened))

    @rule(value=st.integers(0, 6))
    def fact(self, value: int) -> None:
        self.judge("fact", Observation("7", PERIOD, D(value)))

    @rule(happened=st.booleans())
    def event(self, happened: bool) -> None:
        self.judge("fact", Observation("event", PERIOD, happened))

    @rule(who=st.sampled_from(["张三", "李四"]), value=st.integers(0, 6))
    def fact_elsewhere(self, who: str, value: int) -> None:
        self.desks[who].facts.put("云溪县", "7", D(value), "2025")
        self.keep()

    @rule(large=st.booleans())
    def attribute(self, large: bool) -> None:
        self.desks["张三"].units.change("云溪县", {"large": large})
        self.keep()

    @rule(text=st.sampled_from(["m.toml", "corrected/m.toml"]))
    def move(self, text: str) -> None:
        """Under the other text of the standard each of both judgements has the other's number."""
        before = self.view()
        path = self.folder / text
        if self.bench.library.file(path).resolved.digest == before.row.digest:
            with pytest.raises(Refused, match="没有什么要改"):
                self.bench.moving.move(self.key, str(path))
            return
        _, view = self.bench.moving.move(self.key, str(path))
        swapped = {"1": "2", "2": "1"}
        held = {swapped[id]: points(rating) for id, rating in before.answers.ratings.items() if id in swapped}
        assert {id: points(rating) for id, rating in view.answers.ratings.items()} == held
        assert view.answers.vetoes == before.answers.vetoes
        self.keep()

    @rule()
    def undo(self) -> None:
        self.judge("undo")

    @rule()
    def redo(self) -> None:
        self.judge("redo")

    @rule(to=st.sampled_from(["张三", "在家", "李四"]))
    def go_on_at(self, to: str) -> None:
        """On another machine, or by the colleague after handing over."""
        self.view()
        colleague = self.desks[to].desk.evaluator
        if colleague != self.bench.desk.evaluator:
            self.bench.history.hand_over(self.key, colleague, "调离")
        self.owner = to
        self.keep()

    @rule(data=st.data())
    def back(self, data: st.DataObject) -> None:
        before = self.view()
        ref = data.draw(st.sampled_from([line.ref for line in self.bench.history.of(self.key)]))
        then = self.bench.history.at(self.key, ref)
        expected = self.bench.history.changes_back(self.key, ref)
        entries = sum(seq for seq, _ in self.bench.care.heads().values())
        back = self.bench.history.back_to(self.key, ref, "回头")
        assert sum(seq for seq, _ in self.bench.care.heads().values()) == entries + bool(expected)
        assert stated(back.answers) == stated(then.answers)
        assert self.bench.history.changes_back(self.key, ref) == []
        assert self.bench.care.verify() == []
        if data.draw(st.booleans()) and expected:
            undone = self.bench.walk.undo(self.key)
            assert (undone.answers, undone.sheet) == (before.answers, before.sheet)
        self.keep()

    @rule()
    def every_state_again(self) -> None:
        for ref, view in self.shown:
            then = self.bench.history.at(self.key, ref)
            assert (ref, then.answers) == (ref, view.answers)
            assert then.sheet == view.sheet


def points(rating: Rating) -> tuple[Any, ...]:
    return rating.points, tuple(one.amount for one in rating.deductions), rating.reason, rating.carried


def stated(answers: Answers) -> tuple[Any, ...]:
    return answers.ratings, answers.vetoes, answers.adjustments, answers.parts


TestHistory = HistoryMachine.TestCase
TestHistory.settings = settings(
    max_examples=12, stateful_step_count=25, suppress_health_check=list(HealthCheck), deadline=None
)
