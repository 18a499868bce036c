"""Two small standards that ask for one fact, a desk to judge at, and distributions installed as pip leaves them."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kaoping.answers import Observation
from kaoping.errors import Refused
from kaoping.hooks import Plugins
from kaoping.periods import year
from kaoping.workbench import Workbench
from kaoping.workbench.library import Library

FACTS = """
[[facts]]
id = "37"
title = "学法次数"
subject = "party-committee"
kind = "count"
unit = "次"
[[facts]]
id = "case"
title = "重大案件"
subject = "county"
kind = "event"
[[facts]]
id = "share"
title = "办结率"
subject = "county"
kind = "share"
unit = "%"
"""

POINTS = f"""schema = 1
id = "t/points"
title = "计分示例"
short = "计分"
edition = "2025"
status = "in-force"
unit_kinds = ["county", "city"]
outcomes = [
  {{ label = "优秀", when = {{ score_at_least = 18, no_veto = ["v1"] }} }},
  {{ label = "合格", when = {{ score_at_least = 12, no_veto = ["v1"] }} }},
  {{ label = "不合格", otherwise = true }},
]

[document]
id = "t/points"
title = "计分示例"
issuer = "示例"
[[document.stages]]
id = "self"
title = "自评"
who = "单位"

[scoring]
model = "points"
full = 20
step = 0.5
ceiling = 23
{FACTS}
[[criteria]]
id = "1.1"
title = "学法"
points = 5
themes = ["leadership"]
[[criteria.requirements]]
id = "1.1.1"
text = "每年学法不少于4次"
measure = {{ fact = "37", at_least = 4, per = "year" }}
deduct = {{ each = 0.5, cap = 2 }}
[[criteria]]
id = "1.2"
title = "制度"
points = 5
themes = ["leadership"]
[[criteria.requirements]]
id = "1.2.1"
text = "制度齐全"
points = 2
[[criteria.requirements]]
id = "1.2.2"
text = "执行到位"
points = 3
[[criteria]]
id = "1.3"
title = "立法"
points = 2
themes = ["legislation"]
applies_when = {{ legislative_power = true }}
requirements = [{{ id = "1.3.1", text = "立法计划" }}]
[[criteria]]
id = "1.4"
title = "办结"
points = 8
themes = ["petitions"]
requirements = [{{ id = "1.4.1", text = "办结率", measure = {{ fact = "share", at_least = 90 }} }}]

[[vetoes]]
id = "v1"
title = "重大案件"
text = "三年内有重大案件"
event = "case"
look_back_years = 3
effect = "ineligible"
label = "不得参评"
[[vetoes]]
id = "v2"
title = "造假"
text = "有造假"
effect = "cap"
cap = 10

[[adjustments]]
id = "bonus"
title = "推广"
text = "每次加1分"
kind = "bonus"
amount = 1
cap = 3
[[adjustments]]
id = "penalty"
title = "通报"
text = "酌情减0.5到2分"
kind = "penalty"
range = {{ low = 0.5, high = 2 }}
"""

SHARE = f"""schema = 1
id = "t/share"
title = "达标示例"
short = "达标"
edition = "2025"
status = "in-force"
unit_kinds = ["county"]
outcomes = [
  {{ label = "达标", when = {{ attained_at_least = 50, no_veto = ["bar"] }} }},
  {{ label = "未达标", otherwise = true }},
]

[document]
id = "t/share"
title = "达标示例"
issuer = "示例"

[scoring]
model = "attainment"
{FACTS}
[[criteria]]
id = "1"
title = "领导学法"
themes = ["leadership"]
requirements = [{{ id = "1a", text = "学法不少于6次", measure = {{ fact = "37", at_least = 6, per = "year" }} }}]
[[criteria]]
id = "2"
title = "机制"
themes = ["decision"]
requirements = [{{ id = "2a", text = "机制健全" }}]

[[vetoes]]
id = "bar"
title = "重大案件"
text = "周期内有重大案件"
event = "case"
look_back = "period"
effect = "ineligible"
label = "取消资格"
"""

COMPOSED = """schema = 1
id = "t/parts"
title = "合成示例"
short = "合成"
edition = "2025"
status = "in-force"
unit_kinds = ["county"]
outcomes = [
  { label = "过线", when = { score_at_least = 60 } },
  { label = "未过", otherwise = true },
]
levels = [
  { id = "good", title = "好", share = 100 },
  { id = "fair", title = "一般", share = 50 },
  { id = "poor", title = "差", share = 0 },
]
parts = [
  { id = "paper", title = "材料", weight = 80, dimensions = ["A"] },
  { id = "survey", title = "满意度", weight = 20, full = 100 },
]

[document]
id = "t/parts"
title = "合成示例"
issuer = "示例"

[scoring]
model = "points"
full = 100

[[dimensions]]
id = "A"
title = "材料"
points = 40
[[dimensions.criteria]]
id = "A.1"
title = "档案"
points = 40
themes = ["leadership"]
requirements = [{ id = "A.1.1", text = "档案齐全" }]
"""

INSTALLATION = "a" * 32
PERIOD = year(2025)


class Clock:
    """Time as the tests want it: a minute later each time it is asked."""

    def __init__(self) -> None:
        self.minutes = 0

    def __call__(self) -> datetime:
        self.minutes += 1
        return datetime(2025, 12, 20, self.minutes // 60 % 24, self.minutes % 60, tzinfo=UTC)


@pytest.fixture
def standards(tmp_path: Path) -> Path:
    """A folder with the three standards."""
    folder = tmp_path / "standards"
    folder.mkdir()
    for name, text in (("points", POINTS), ("share", SHARE), ("parts", COMPOSED)):
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def library(standards: Path) -> Library:
    return Library(Plugins.load(entry_points=False), folder=standards)


Opener = Callable[..., Workbench]


@pytest.fixture
def opener(tmp_path: Path, library: Library) -> Iterator[Opener]:
    """Opens the one workspace of the test again, as whom and on which installation it is told."""
    opened: list[Workbench] = []

    def open_bench(evaluator: str = "张三", installation: str | None = INSTALLATION, **more: Any) -> Workbench:
        found = more.pop("library", library)
        path = more.pop("path", tmp_path / "考评.db")
        create = not more.get("read_only", False)
        bench = Workbench.open(path, found, evaluator, installation, more.pop("clock", Clock()), create=create, **more)
        opened.append(bench)
        return bench

    yield open_bench
    for bench in opened:
        bench.close()


@pytest.fixture
def bench(opener: Opener) -> Workbench:
    """张三's workbench with one county."""
    bench = opener()
    bench.units.add("云溪县", "county", {"legislative_power": False})
    return bench


@pytest.fixture
def opened(bench: Workbench) -> str:
    """The number of an evaluation of the county by t/points."""
    return str(bench.evaluations.new("t/points", "云溪县", PERIOD, as_of=date(2025, 12, 20)).number)


@pytest.fixture
def observed() -> Callable[..., Observation]:
    """Makes an observation about 2025: fact, value, and for an event its day."""

    def make(fact: str, value: Any, on: str | None = None, **more: Any) -> Observation:
        value = value if isinstance(value, bool) or not isinstance(value, int) else Decimal(value)
        return Observation(fact, PERIOD, value, date.fromisoformat(on) if on else None, **more)

    return make


@pytest.fixture
def tally() -> Callable[[Workbench], int]:
    """Counts the entries of the record."""
    return lambda bench: sum(seq for seq, _ in bench.care.heads().values())


@pytest.fixture
def refused() -> Callable[..., tuple[str, str]]:
    """Makes a call that must be refused, and gives code and message of the first fault."""

    def run(call: Callable[..., Any], *args: Any, **named: Any) -> tuple[str, str]:
        with pytest.raises(Refused) as caught:
            call(*args, **named)
        fault = caught.value.faults[0]
        return fault.code, fault.message

    return run


def _site_module() -> Any:
    path = Path(__file__).resolve().parents[1] / "hooks" / "conftest.py"
    name = "kaoping_tests_hooks_site"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """See `tests/hooks/conftest.py`."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    before = set(sys.modules)
    yield _site_module().Site(folder)
    for name in set(sys.modules) - before:
        origin = getattr(sys.modules[name], "__file__", None) or ""
        if origin.startswith(str(tmp_path)):
            del sys.modules[name]
