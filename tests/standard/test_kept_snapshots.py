"""Snapshots that workspaces already hold must be read for ever, to the digest they are kept under."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaoping.standard.load import from_snapshot, to_snapshot

FILES = sorted((Path(__file__).parent / "fixtures").glob("*.snapshot.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_kept_snapshot_has_the_digest_it_was_kept_under(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    kept = text.splitlines()[0].removeprefix("# digest ")
    assert from_snapshot(text).digest == kept


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_writing_it_again_changes_nothing(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert to_snapshot(from_snapshot(text)) == text.split("\n", 1)[1]


def test_there_is_one_of_each_model() -> None:
    assert [path.name for path in FILES] == ["beihai-county.snapshot.toml", "national_county.snapshot.toml"]
