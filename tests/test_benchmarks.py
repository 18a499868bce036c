"""The benchmarks measure what they say: what they make is what the program would have made."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]

MAKE = """
import sys
from pathlib import Path
from benchmarks.workspace import make
with make(Path(sys.argv[1]), "w", evaluations=12, rated=4).open() as bench:
    faults = bench.care.verify()
    rows = bench.evaluations.all()
print([fault.code for fault in faults], len(rows), [row.rated for row in rows])
"""


def run(*argv: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *argv], cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_copied_workspace_verifies_and_lists_the_newest_first(tmp_path: Path) -> None:
    done = run("-c", MAKE, str(tmp_path))
    assert done.stderr == ""
    assert done.stdout.split("\n")[0] == "[] 12 [0, 0, 0, 0, 0, 0, 0, 100, 100, 100, 0, 100]"


def test_figures_are_told_as_json_with_both_sides() -> None:
    done = run("-m", "benchmarks", "save", "--ratings", "1000", "--json")
    (figure,) = json.loads(done.stdout)
    assert figure["other_ms"] > 0
    assert figure["ratio"] == pytest.approx(figure["ours_ms"] / figure["other_ms"], abs=0.01)
    assert figure["kept"] is True
    assert done.returncode == 0


def test_an_unknown_name_is_refused_with_those_there_are() -> None:
    done = run("-m", "benchmarks", "speed")
    assert done.returncode == 2
    assert "unknown: speed" in done.stderr
