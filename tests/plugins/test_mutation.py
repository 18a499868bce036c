"""Every rule of the bundled standards, of the examples and of the example rules is held fast by a worked case.

Each rule is changed on its own; a change that no case notices is a rule that could be mistyped unseen.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kaoping.commands.settings import Settings
from kaoping.workbench.library import Library
from kaoping.workbench.mutating import surveyed

ROOT = Path(__file__).resolve().parents[2]
BUNDLED = (
    "beihai/administrative",
    "beihai/county",
    "beihai/enterprise",
    "beihai/judicial",
    "beihai/party",
    "municipal_2019",
    "national_county",
    "zhashui",
)
CASES = (
    *sorted((ROOT / "examples" / "standards").glob("*.cases.toml")),
    *sorted((ROOT / "examples" / "rules").glob("*.cases.toml")),
)


@pytest.fixture(scope="module")
def library() -> Library:
    return Settings(no_plugins=True).library()


def unnoticed(library: Library, target: str) -> list[tuple[str, str, str, str, str]]:
    found = surveyed(library, target)
    assert any(result.state == "noticed" for result in found.results)
    return [(c.kind, c.item, c.what, c.before, c.after) for c in (result.change for result in found.unnoticed)]


@pytest.mark.parametrize("standard", BUNDLED)
def test_no_rule_of_a_bundled_standard_changes_unnoticed(library: Library, standard: str) -> None:
    assert unnoticed(library, standard) == []


def test_no_rule_of_an_example_changes_unnoticed(library: Library) -> None:
    assert {path.name: found for path in CASES if (found := unnoticed(library, str(path)))} == {}
