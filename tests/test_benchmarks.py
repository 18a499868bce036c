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


RANK = """
import sys
from pathlib import Path
from benchmarks import national
with national.make(Path(sys.argv[1]), "c", counties=30).open() as bench:
    faults = bench.care.verify()
    matrix = bench.campaigns.matrix(national.CAMPAIGN)
    sheets = {line.name: bench.evaluations.view(line.cells[0].shown.id).sheet.result_low for line in matrix.lines}
    given = {line.name: line.cells[0].result for line in matrix.lines}
places = {line.name: line.place for line in matrix.lines if line.place is not None}
counted = {name: 1 + sum(sheets[other] > sheets[name] for other in places) for name in places}
print(faults, len(places), {line.barred for line in matrix.lines}, matrix.unranked)
print(places == counted, given == {name: (result, result) for name, result in sheets.items()}, len(set(sheets.values())) > 9)
"""


def test_a_copied_campaign_verifies_and_ranks_as_its_sheets_do(tmp_path: Path) -> None:
    done = run("-c", RANK, str(tmp_path))
    assert done.stderr == ""
    lines = done.stdout.split("\n")
    assert lines[0] in ("[] 28 {'不得参评', None} None", "[] 28 {None, '不得参评'} None")
    assert lines[1] == "True True True"


def test_rankings_and_reports_are_measured_in_every_format() -> None:
    done = run("-m", "benchmarks", "rank", "report", "--counties", "2", "--json")
    figures = {figure["name"]: figure for figure in json.loads(done.stdout)}
    assert "sum(points_m)" in figures["2 units x 100: ranked"]["against"]
    assert figures["2 units x 100: ranked"]["budget_ratio"] == 2
    for format in ("docx", "xlsx", "html", "md"):
        for kind in ("2 x notice", "2 x sheet", "summary of 2"):
            assert figures[f"{kind}, {format}"]["other_ms"] > 0
    assert done.returncode in (0, 1)


def test_figures_are_told_as_json_with_both_sides() -> None:
    done = run("-m", "benchmarks", "save", "--ratings", "1000", "--json")
    (figure,) = json.loads(done.stdout)
    assert figure["other_ms"] > 0
    assert figure["ratio"] == pytest.approx(figure["ours_ms"] / figure["other_ms"], rel=0.005)
    assert figure["kept"] is True
    assert done.returncode == 0


def test_an_unknown_name_is_refused_with_those_there_are() -> None:
    done = run("-m", "benchmarks", "speed")
    assert done.returncode == 2
    assert "unknown: speed" in done.stderr
