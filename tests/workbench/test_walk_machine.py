"""Random walks: after every step the record holds one entry more, the tables are its replay, the view is the model's."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from kaoping.answers import AdjustmentStatement, Deduction, Observation, PartStatement, Rating, VetoStatement
from kaoping.errors import Refused
from kaoping.hooks import Plugins
from kaoping.periods import year
from kaoping.workbench import View, Workbench
from kaoping.workbench.library import Library

D = Decimal
PERIOD = year(2025)
WORDS = st.sampled_from(["缺签字", "第[/]条", "“引号”\n换行", "=1+1", "\u3000全角"])
HALVES = st.integers(0, 10).map(lambda n: D(n) / 2)

STANDARD = """schema = 1
id = "m/all"
title = "各种说法"
short = "各种"
edition = "1"
status = "draft"
unit_kinds = ["county"]
outcomes = [{ label = "过", when = { score_at_least = 10 } }, { label = "不过", otherwise = true }]
parts = [
  { id = "paper", title = "材料", weight = 10, dimensions = ["A"] },
  { id = "survey", title = "问卷", weight = 10, full = 100 },
]
[document]
id = "m/all"
title = "各种说法"
issuer = "示例"
[scoring]
model = "points"
full = 20
step = 0.5
[[facts]]
id = "7"
title = "次数"
subject = "county"
kind = "count"
[[dimensions]]
id = "A"
title = "材料"
points = 10
[[dimensions.criteria]]
id = "A1"
title = "甲"
points = 5
themes = ["leadership"]
[[dimensions.criteria.requirements]]
id = "A1a"
text = "不少于4次"
measure = { fact = "7", at_least = 4, per = "year" }
deduct = { each = 0.5 }
[[dimensions.criteria.requirements]]
id = "A1b"
text = "齐全"
points = 1
[[dimensions.criteria]]
id = "A2"
title = "乙"
points = 5
themes = ["leadership"]
requirements = [{ id = "A2a", text = "到位", points = 5 }]
[[vetoes]]
id = "v"
title = "造假"
text = "造假"
effect = "zero"
[[adjustments]]
id = "plus"
title = "加分"
text = "每次1分"
kind = "bonus"
amount = 1
cap = 3
"""
NAMES = {"A1": ["A1a", "A1b"], "A2": ["A2a"]}


class WalkMachine(RuleBasedStateMachine):
    """The model: ratings, statements and facts as they should be, with a stack of past and of undone states."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="kaoping-walk-"))
        (self.folder / "m.toml").write_text(STANDARD, encoding="utf-8")
        library = Library(Plugins.load(entry_points=False), folder=self.folder)
        self.bench = Workbench.open(
            self.folder / "w.db", library, "张三", "c" * 32, lambda: datetime(2025, 12, 20, tzinfo=UTC), create=True
        )
        self.bench.units.add("云溪县", "county")
        self.key = str(self.bench.evaluations.new("m/all", "云溪县", PERIOD).number)
        self.state: dict[str, Any] = {"ratings": {}, "veto": {}, "adjustment": {}, "part": {}, "facts": []}
        self.past: list[dict[str, Any]] = []
        self.undone: list[dict[str, Any]] = []
        self.entries = self._entries()

    def teardown(self) -> None:
        self.bench.close()
        shutil.rmtree(self.folder)

    def _entries(self) -> int:
        return sum(seq for seq, _ in self.bench.care.heads().values())

    def judge(self, call: Callable[[], View], change: Callable[[dict[str, Any]], None]) -> None:
        """Make one judgement, and the same change to the model; refused or without effect, nothing changes."""
        after = deepcopy(self.state)
        try:
            call()
        except Refused as refusal:
            if refusal.faults[0].code not in ("reason-needed", "points", "no-suggestion", "no-deduction"):
                raise
        else:
            change(after)
            if after != self.state:
                self.past.append(self.state)
                self.undone.clear()
                self.state = after
                self.entries += 1
        self.check()

    def rating(self, state: dict[str, Any], item: str) -> dict[str, Any]:
        return state["ratings"].setdefault(item, {"ticks": {}, "note": None, "flag": False, "way": None})

    def put(self, item: str, **change: Any) -> Callable[[dict[str, Any]], None]:
        def apply(state: dict[str, Any]) -> None:
            self.rating(state, item).update(change)
            if state["ratings"][item] == {"ticks": {}, "note": None, "flag": False, "way": None}:
                del state["ratings"][item]

        return apply

    def known(self, item: str) -> dict[str, Any]:
        return self.rating(deepcopy(self.state), item)

    @rule(item=st.sampled_from(["A1", "A2"]), points=HALVES, reason=st.none() | WORDS)
    def rate(self, item: str, points: Decimal, reason: str | None) -> None:
        way = ("points", points, reason)
        self.judge(
            lambda: self.bench.walk.rate(self.key, item, Rating(points=points, reason=reason)), self.put(item, way=way)
        )

    @rule(item=st.sampled_from(["A1", "A2"]), why=WORDS)
    def not_applicable(self, item: str, why: str) -> None:
        way = ("na", why)
        self.judge(lambda: self.bench.walk.rate(self.key, item, Rating(not_applicable=why)), self.put(item, way=way))

    @rule(item=st.sampled_from(["A1", "A2"]), amount=HALVES.filter(bool), reason=WORDS)
    def deduct(self, item: str, amount: Decimal, reason: str) -> None:
        way = self.known(item)["way"]
        held = way[1] if way and way[0] == "deductions" else ()
        kept = way[2] if way and way[0] == "deductions" else None
        self.judge(
            lambda: self.bench.walk.deduct(self.key, item, Deduction(amount, reason)),
            self.put(item, way=("deductions", (*held, (amount, reason)), kept)),
        )

    @rule(item=st.sampled_from(["A1", "A2"]), index=st.integers(0, 2), reason=st.none() | WORDS)
    def undeduct(self, item: str, index: int, reason: str | None) -> None:
        way = self.known(item)["way"]
        held = way[1] if way and way[0] == "deductions" else ()
        left = held[:index] + held[index + 1 :]
        kept = reason or (way[2] if way and way[0] == "deductions" else None)
        after = ("deductions", left, kept) if left else ("points", D(5), kept)
        self.judge(lambda: self.bench.walk.undeduct(self.key, item, index, reason=reason), self.put(item, way=after))

    @rule(item=st.sampled_from(["A1", "A2"]))
    def accept(self, item: str) -> None:
        suggestion = self.bench.evaluations.view(self.key).suggestion(item)
        assert suggestion is not None
        way: Any = ("points", suggestion.points, None)
        if suggestion.deductions:
            way = ("deductions", tuple((d.amount, d.reason) for d in suggestion.deductions), None)
        before = self.bench.evaluations.view(self.key).answers.ratings.get(item, Rating()).basis
        same = self.known(item)["way"] == way and before == suggestion.basis
        count = self.entries
        self.judge(lambda: self.bench.walk.accept(self.key, item), self.put(item, way=way, basis=suggestion.basis))
        assert self.entries == count + (0 if same or not suggestion.usable else 1)

    @rule(item=st.sampled_from(["A1", "A2"]))
    def clear(self, item: str) -> None:
        self.judge(lambda: self.bench.walk.clear(self.key, item), self.put(item, way=None))

    @rule(data=st.data(), item=st.sampled_from(["A1", "A2"]), state=st.sampled_from(["met", "unmet", None]))
    def tick(self, data: st.DataObject, item: str, state: Any) -> None:
        name = data.draw(st.sampled_from(NAMES[item]))
        ticks = {key: value for key, value in self.known(item)["ticks"].items() if key != name}
        if state:
            ticks[name] = state
        self.judge(lambda: self.bench.walk.tick(self.key, name, state), self.put(item, ticks=ticks))

    @rule(item=st.sampled_from(["A1", "A2"]), text=st.just("") | WORDS)
    def note(self, item: str, text: str) -> None:
        self.judge(lambda: self.bench.walk.note(self.key, item, text), self.put(item, note=text or None))

    @rule(item=st.sampled_from(["A1", "A2"]), flagged=st.booleans())
    def flag(self, item: str, flagged: bool) -> None:
        self.judge(lambda: self.bench.walk.flag(self.key, item, flagged), self.put(item, flag=flagged))

    @rule(statement=st.none() | st.builds(VetoStatement, st.booleans(), st.none(), st.none() | WORDS))
    def veto(self, statement: VetoStatement | None) -> None:
        self.judge(lambda: self.bench.walk.veto(self.key, "v", statement), self.stated("veto", "v", statement))

    @rule(statement=st.none() | st.builds(AdjustmentStatement, count=st.integers(0, 4), reason=st.none() | WORDS))
    def adjust(self, statement: AdjustmentStatement | None) -> None:
        self.judge(
            lambda: self.bench.walk.adjust(self.key, "plus", statement), self.stated("adjustment", "plus", statement)
        )

    @rule(statement=st.none() | st.builds(PartStatement, st.integers(0, 100).map(D), st.none() | WORDS))
    def part(self, statement: PartStatement | None) -> None:
        self.judge(
            lambda: self.bench.walk.part(self.key, "survey", statement), self.stated("part", "survey", statement)
        )

    @rule(value=st.integers(0, 6), note=st.none() | WORDS)
    def fact(self, value: int, note: str | None) -> None:
        observation = Observation("7", PERIOD, D(value), note=note)
        self.judge(
            lambda: self.bench.walk.fact(self.key, observation),
            lambda s: s["facts"].append((len(self.past), value, note)),
        )

    @precondition(lambda self: self.past)
    @rule()
    def undo(self) -> None:
        self.bench.walk.undo(self.key)
        self.undone.append(self.state)
        self.state = self.past.pop()
        self.entries += 1
        self.check()

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        self.bench.walk.redo(self.key)
        self.past.append(self.state)
        self.state = self.undone.pop()
        self.entries += 1
        self.check()

    def stated(self, what: str, id: str, statement: Any) -> Callable[[dict[str, Any]], None]:
        def apply(state: dict[str, Any]) -> None:
            state[what] = {} if statement is None else {id: statement}

        return apply

    def check(self) -> None:
        view = self.bench.evaluations.view(self.key)
        answers = view.answers
        shown = {
            item: {"ticks": dict(r.requirements), "note": r.note, "flag": r.flagged, "way": _way(r)}
            for item, r in answers.ratings.items()
        }
        wanted = {
            item: {name: value for name, value in rating.items() if name != "basis"}
            for item, rating in self.state["ratings"].items()
        }
        assert shown == wanted
        assert (answers.vetoes, answers.adjustments, answers.parts) == (
            self.state["veto"],
            self.state["adjustment"],
            self.state["part"],
        )
        assert [(f.value, f.note) for f in answers.facts] == [(D(v), note) for _, v, note in self.state["facts"]]
        assert (view.can_undo, view.can_redo) == (bool(self.past), bool(self.undone))
        assert self._entries() == self.entries
        assert view.row.rated == sum(r["way"] is not None for r in wanted.values())
        assert self.bench.care.verify() == []


def _way(rating: Rating) -> Any:
    if rating.points is not None:
        return ("points", rating.points, rating.reason)
    if rating.deductions:
        return ("deductions", tuple((d.amount, d.reason) for d in rating.deductions), rating.reason)
    return ("na", rating.not_applicable) if rating.not_applicable is not None else None


TestWalk = WalkMachine.TestCase
TestWalk.settings = settings(
    max_examples=18, stateful_step_count=25, suppress_health_check=list(HealthCheck), deadline=None
)
