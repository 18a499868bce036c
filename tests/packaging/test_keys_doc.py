"""docs/keys.md says the keys that the screens have; `kaoping keys` says them by the user's own keymap."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import platformdirs
from click.testing import CliRunner
from textual.binding import Binding

from kaoping.cli import cli
from kaoping_tui import keymap, keys
from kaoping_tui.keysheet import groups, sheet

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_file_is_what_the_script_makes(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("make_keys", DOCS / "make_keys.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.main(tmp_path / "keys.md")
    made = (tmp_path / "keys.md").read_text(encoding="utf-8")
    assert (DOCS / "keys.md").read_text(encoding="utf-8") == made, "run: python docs/make_keys.py"


def test_every_key_that_a_keymap_may_name_stands_there() -> None:
    shown = {binding.id for _, bindings in groups() for binding in bindings}
    assert shown == keymap.known_ids()
    every = [held for name, held in vars(keys).items() if name.isupper() and isinstance(held, list)]
    assert {b.id for held in every for b in held if isinstance(b, Binding)} <= shown


def test_every_line_has_keys_a_chinese_text_and_an_id() -> None:
    rows = [line for line in sheet({}).splitlines() if line.startswith("| ") and not line.startswith("| 键")]
    assert len(rows) > 100
    for row in rows:
        match = re.fullmatch(r"\| (\S.*) \| (.*[\u4e00-\u9fff].*) \| `([a-z0-9.\- …]+)` \|", row)
        assert match is not None, row
    assert "| F4 / - | 扣分 | `walk.deduct` |" in rows
    assert "| 0 – 9 | 评定：计分项输入得分，达标项 1 达到、2 未达到，等级项按序号 | `walk.digit-0 … -9` |" in rows


def test_the_command_says_the_users_own_keys(tmp_path: Path) -> None:
    runner = CliRunner()
    assert runner.invoke(cli, ["keys"]).output == sheet({})
    keymap = platformdirs.user_config_path("kaoping", appauthor=False) / "keymap.toml"
    keymap.parent.mkdir(parents=True, exist_ok=True)
    keymap.write_text('[keys]\n"walk.deduct" = "f11,|"\n"walk.none" = "f1"\n', encoding="utf-8")
    done = runner.invoke(cli, ["keys", "-o", str(tmp_path / "k.md")])
    assert done.exit_code == 0
    assert "不认识 walk.none" in done.stderr
    text = (tmp_path / "k.md").read_text(encoding="utf-8")
    assert "| F11 / \\| | 扣分 | `walk.deduct` |" in text
    assert f"按自己的按键设置（{keymap}）" in text
    again = runner.invoke(cli, ["keys", "-o", str(tmp_path / "k.md")])
    assert again.exit_code == 2
    assert (tmp_path / "k.md").read_text(encoding="utf-8") == text
