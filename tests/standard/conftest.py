from collections.abc import Callable
from pathlib import Path

import pytest

from kaoping.errors import Fault, Refused
from kaoping.standard.load import Vocabulary, core_vocabulary, load

#: From texts of the standard (and rules, document) to every fault or advice of loading them, in order.
Linted = Callable[..., list[Fault]]


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return core_vocabulary()


@pytest.fixture
def linted(tmp_path: Path, vocabulary: Vocabulary) -> Linted:
    def run(standard: str, *, rules: str | None = None, document: str | None = None) -> list[Fault]:
        (tmp_path / "s.toml").write_text(standard, encoding="utf-8")
        if rules is not None:
            (tmp_path / "r.toml").write_text(rules, encoding="utf-8")
        if document is not None:
            (tmp_path / "d.document.toml").write_text(document, encoding="utf-8")
        try:
            checked = load(tmp_path / "s.toml", vocabulary, rules=None if rules is None else tmp_path / "r.toml")
        except Refused as refused:
            return list(refused.faults)
        return list(checked.advice)

    return run
