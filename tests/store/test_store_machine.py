"""A workspace against a model of it: whatever is done, and wherever it breaks off, the record is what was confirmed."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kaoping.errors import Refused
from kaoping.store.backup import backup_to, restore_from
from kaoping.store.journal import HeadMoved, append, entries, head, heads, open_book
from kaoping.store.verify import verify_chain
from kaoping.store.workspace import Workspace, saving

names = st.sampled_from(["张三", "李四"])
bodies = st.dictionaries(st.text(max_size=5), st.text(max_size=8) | st.integers(0, 9) | st.none(), max_size=3)


class Crash(BaseException):
    pass


class Store(RuleBasedStateMachine):
    @initialize()
    def create(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="kaoping-machine-"))
        self.workspace = Workspace.create(self.folder / "w.db")
        self.model: dict[str, list[dict[str, Any]]] = {}
        self.receipts: dict[str, tuple[int, str]] = {}
        self.backups: list[tuple[Path, dict[str, list[dict[str, Any]]]]] = []
        self.installation = "a" * 32

    def _copy(self) -> dict[str, list[dict[str, Any]]]:
        return {book: list(said) for book, said in self.model.items()}

    def _save(self, name: str, group: list[dict[str, Any]], then: type[BaseException] | None = None) -> str:
        with saving(self.workspace):
            book = open_book(self.workspace, name, self.installation)
            for body in group:
                append(self.workspace, book, body)
            if then:
                raise then
        return book

    @rule(name=names, group=st.lists(bodies, min_size=1, max_size=3))
    def save(self, name: str, group: list[dict[str, Any]]) -> None:
        book = self._save(name, group)
        self.model.setdefault(book, []).extend(group)

    @rule(name=names, group=st.lists(bodies, max_size=3))
    def break_off(self, name: str, group: list[dict[str, Any]]) -> None:
        with pytest.raises(Crash):
            self._save(name, group, Crash)

    @rule(name=names, bad=st.sampled_from([0.5, float("nan"), "\ud800", b"x"]))
    def refuse(self, name: str, bad: Any) -> None:
        with pytest.raises((TypeError, Refused)):
            self._save(name, [{"fine": "first"}, {"bad": bad}])

    @precondition(lambda self: self.model)
    @rule(data=st.data())
    def stale(self, data: st.DataObject) -> None:
        book = data.draw(st.sampled_from(sorted(self.model)))
        with pytest.raises(HeadMoved), saving(self.workspace):
            append(self.workspace, book, {}, expect_head="0" * 64)

    @rule(elsewhere=st.booleans())
    def reopen(self, elsewhere: bool) -> None:
        self.workspace.close()
        self.workspace = Workspace.open(self.folder / "w.db")
        self.installation = ("b" if elsewhere else "a") * 32

    @rule()
    def take_receipt(self) -> None:
        self.receipts = heads(self.workspace)

    @rule()
    def back_up(self) -> None:
        target = backup_to(self.workspace, self.folder / f"b{len(self.backups)}.db")
        self.backups.append((target, self._copy()))

    @precondition(lambda self: self.backups)
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        source, model = data.draw(st.sampled_from(self.backups))
        self.workspace.close()
        restore_from(source, self.folder / "w.db")
        self.workspace = Workspace.open(self.folder / "w.db")
        self.model = {book: list(said) for book, said in model.items()}
        self.receipts = {}

    @invariant()
    def says_what_the_model_says(self) -> None:
        found = {book: [entry.body for entry in entries(self.workspace, book)] for book in heads(self.workspace)}
        assert found == self.model
        for book, said in self.model.items():
            assert head(self.workspace, book)[0] == len(said)
        assert verify_chain(self.workspace, self.receipts) == []

    def teardown(self) -> None:
        self.workspace.close()
        shutil.rmtree(self.folder)


TestStore = pytest.mark.slow(Store.TestCase)
TestStore.settings = settings(max_examples=18, stateful_step_count=20, deadline=None)
