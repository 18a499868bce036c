"""What a person has after installing: the program, both official standards, the sample workspace, and nothing to fetch."""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from subprocess import CompletedProcess

import pytest

import kaoping

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
STANDARDS = (
    "beihai/administrative",
    "beihai/county",
    "beihai/enterprise",
    "beihai/judicial",
    "beihai/party",
    "municipal_2019",
    "national_county",
    "zhashui",
)
ANSWERS = sorted(path.name for path in (ROOT / "examples" / "answers").glob("*.toml"))

Run = Callable[..., CompletedProcess[str]]


@pytest.fixture
def examples(tmp_path: Path) -> Path:
    """The sample answers away from the checkout, so that nothing beside them there helps."""
    return Path(shutil.copytree(ROOT / "examples", tmp_path / "examples"))


def succeeded(done: CompletedProcess[str]) -> str:
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    return done.stdout


def test_every_package_is_imported_from_the_new_environment(run: Run, environment: Path) -> None:
    packages = ("kaoping", "kaoping_tui", "kaoping_beihai", "kaoping_national_county")
    code = f"import {', '.join(packages)}; print(*[p.__file__ for p in ({', '.join(packages)})], sep='\\n')"
    places = succeeded(run("python", "-c", code)).splitlines()
    assert len(places) == len(packages)
    assert [place for place in places if not Path(place).is_relative_to(environment)] == []


def test_what_is_not_declared_is_not_there(run: Run) -> None:
    """Else this environment would prove nothing about the dependencies."""
    assert "No module named 'pytest'" in run("python", "-c", "import pytest").stderr


def test_version(run: Run) -> None:
    assert kaoping.__version__ in succeeded(run("kaoping", "--version"))


def test_the_bundled_standards_are_listed(run: Run) -> None:
    listed = json.loads(succeeded(run("kaoping", "standard", "list", "--json")))
    rows = listed["standards"] if isinstance(listed, dict) else listed
    assert [row["id"] for row in rows] == sorted(STANDARDS)


def test_every_bundled_plugin_works(run: Run) -> None:
    listed = json.loads(succeeded(run("kaoping", "plugin", "list", "--json")))
    rows = listed["plugins"] if isinstance(listed, dict) else listed
    assert {row["status"] for row in rows} == {"active"}
    assert listed["crosswalks"] == []
    provided = [name for row in rows for name in row["provides"].get("kaoping_crosswalks", [])]
    on_disk = sorted(path.name for path in ROOT.glob("plugins/*/kaoping_*/crosswalks/*.toml"))
    assert sorted(provided) == on_disk != []


def test_the_worked_cases_ship_and_hold(run: Run) -> None:
    """Those of each standard are in the wheel as they are here, where they are run; two are run there."""
    code = (
        "import json; from pathlib import Path; from hashlib import sha256; from kaoping.commands.settings import Settings;"
        "from kaoping.standard.load import cases_path; entries = Settings().library().entries();"
        "print(json.dumps({e.id: sha256(cases_path(Path(e.path)).read_bytes()).hexdigest() for e in entries}))"
    )
    shipped = json.loads(succeeded(run("python", "-c", code)))
    here = {sha256(path.read_bytes()).hexdigest() for path in ROOT.glob("plugins/*/kaoping_*/*.cases.toml")}
    assert sorted(shipped) == sorted(STANDARDS)
    assert set(shipped.values()) == here
    assert len(here) == len(STANDARDS)
    for standard in ("beihai/party", "national_county"):
        succeeded(run("kaoping", "standard", "test", standard))


@pytest.mark.parametrize("name", ANSWERS)
def test_the_sample_answers_are_scored(run: Run, examples: Path, name: str) -> None:
    sheet = json.loads(succeeded(run("kaoping", "score", str(examples / "answers" / name), "--json")))
    answers = tomllib.loads((examples / "answers" / name).read_text(encoding="utf-8"))
    assert sheet["standard"] == answers["standard"]
    assert sheet["outcome"]["status"] in ("decided", "open", "rule-not-set", "no-result")


def test_the_demo_prints_its_tables_without_a_screen(run: Run, tmp_path: Path) -> None:
    shown = succeeded(run("kaoping", "demo", "--no-tui"))
    assert "考评" in shown
    assert "\x1b" not in shown
    assert not list(tmp_path.rglob("*-journal"))
