"""`kaoping standard review`: what cannot be reviewed is said before any screen opens."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kaoping.cli import cli


@pytest.mark.parametrize(
    ("name", "code", "why"),
    [
        ("没有.docx", 2, "没有这个文件"),
        ("own.toml", 2, "旁边没有审阅记录"),
        ("办法.txt", 3, "界面只能在终端里打开"),
    ],
)
def test_what_cannot_be_reviewed_is_said(tmp_path: Path, name: str, code: int, why: str, capsys: Any) -> None:
    (tmp_path / "own.toml").write_text("schema = 1\n", encoding="utf-8")
    (tmp_path / "办法.txt").write_text("一、组织领导（10分）\n", encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        cli.main(["standard", "review", str(tmp_path / name)], standalone_mode=True)
    assert left.value.code == code
    assert why in capsys.readouterr().err
    assert not (tmp_path / "办法.review.json").exists()


def test_the_screen_is_told_which_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kaoping import cli as face

    path = tmp_path / "办法.txt"
    path.write_text("一、组织领导（10分）\n", encoding="utf-8")
    seen: list[Any] = []
    monkeypatch.setattr(face, "imported", lambda _: lambda options: seen.append(options.review) or 0)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    with pytest.raises(SystemExit) as left:
        cli.main(["standard", "review", str(path)], standalone_mode=True)
    assert left.value.code == 0
    assert seen == [path]
