"""A small standard of points with a veto, and the command line run as a person would, in a home of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kaoping.cli import cli

SMALL = """schema = 1
id = "t/small"
title = "小标准（示例）"
short = "小标准"
edition = "2025"
status = "in-force"
unit_kinds = ["county"]
outcomes = [
  { label = "优秀", when = { score_at_least = 9, no_veto = ["v1"] } },
  { label = "合格", when = { score_at_least = 6, no_veto = ["v1"] } },
  { label = "不合格", otherwise = true },
]

[document]
id = "t/small"
title = "小标准的文件（示例）"
number = "示例〔2025〕1号"
issuer = "示例机关"
date = 2025-01-02
[[document.stages]]
id = "self"
title = "自评"
who = "单位"
monthly = 25

[scoring]
model = "points"
full = 10
step = 0.5

[[facts]]
id = "t-study"
title = "学法次数"
subject = "party-committee"
kind = "count"
unit = "次"
[[facts]]
id = "t-case"
title = "重大案件"
subject = "government"
kind = "event"

[[dimensions]]
id = "一"
title = "领导"
points = 6
[[dimensions.criteria]]
id = "1"
title = "学法"
points = 4
themes = ["leadership"]
evidence = ["学习记录"]
clause = "附件一"
[[dimensions.criteria.requirements]]
id = "1.1"
text = "每年学法不少于4次"
measure = { fact = "t-study", at_least = 4, per = "year" }
deduct = { each = 0.5, cap = 2 }
[[dimensions.criteria]]
id = "2"
title = "制度"
points = 2
themes = ["leadership"]
requirements = [{ id = "2.1", text = "制度齐全" }]
[[dimensions]]
id = "二"
title = "执法"
points = 4
[[dimensions.criteria]]
id = "3"
title = "案卷"
points = 4
themes = ["enforcement"]
requirements = [{ id = "3.1", text = "案卷合格" }]

[[vetoes]]
id = "v1"
title = "重大案件"
text = "三年内有重大案件"
event = "t-case"
look_back_years = 3
effect = "ineligible"
label = "不得参评"

[[adjustments]]
id = "bonus"
title = "推广"
text = "每次加0.5分"
kind = "bonus"
amount = 0.5
cap = 1

[[errata]]
at = "3"
printed = "案券"
read_as = "案卷"
why = "形近而误"
"""

ANSWERS = """schema = 1
standard = "t/small"
unit = { name = "云溪县", kind = "county" }
period = { from = 2025-01-01, to = 2025-12-31 }
as_of = 2025-12-20
[[facts]]
id = "t-study"
period = "2025"
value = 3
[ratings."1"]
deductions = [{ amount = 0.5, reason = "少学一次", requirement = "1.1" }]
[ratings."2"]
points = 2
[ratings."3"]
points = 3.5
reason = "抽查一份不合格"
[adjustments.bonus]
count = 1
[vetoes.v1]
happened = false
"""


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as the one JSON document it must be."""
        return json.loads(self.out)

    def codes(self) -> list[str]:
        """The codes of the faults in the JSON document."""
        return [fault["code"] for fault in self.json["faults"]]


Run = Callable[..., Done]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The small standard's file."""
    path = tmp_path / "small.toml"
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """A full answers file by the small standard: 9.5 + 0.5 points, 优秀."""
    path = tmp_path / "answers.toml"
    path.write_text(ANSWERS, encoding="utf-8")
    return path


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Where the workspace of the test lies, or will."""
    return tmp_path / "工作区.db"


@pytest.fixture
def run(db: Path, small: Path) -> Run:
    """Run a command in this process, on the test's workspace, with the small standard at hand."""

    def call(*args: object, options: tuple[object, ...] = ("--as", "张三")) -> Done:
        argv = ["--db", str(db), "--standard", str(small), *map(str, options), *map(str, args)]
        done = CliRunner().invoke(cli, argv)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        assert "Traceback" not in done.output
        return Done(done.exit_code, done.stdout, done.stderr)

    return call


@pytest.fixture
def ok(run: Run) -> Run:
    """Run a command that must succeed."""

    def call(*args: object, **more: Any) -> Done:
        done = run(*args, **more)
        assert done.code == 0, done.err + done.out
        return done

    return call


@pytest.fixture
def opened(ok: Run) -> str:
    """The number of an evaluation of 云溪县 by the small standard."""
    ok("unit", "add", "云溪县", "--kind", "county")
    return str(
        ok("eval", "new", "t/small", "云溪县", "--period", "2025", "--as-of", "2025-12-20", "--json").json["number"]
    )


@pytest.fixture
def process(db: Path, small: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run a command in a process of its own."""

    def call(*args: object, env: dict[str, str] | None = None, **more: Any) -> subprocess.CompletedProcess[bytes]:
        argv = [sys.executable, "-m", "kaoping.cli", "--db", str(db), "--standard", str(small), "--as", "张三"]
        more.setdefault("stdout", subprocess.PIPE)
        return subprocess.run(
            [*argv, *map(str, args)],
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            env={**os.environ, **(env or {})},
            timeout=60,
            check=False,
            **more,
        )

    return call
