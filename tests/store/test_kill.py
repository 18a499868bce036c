from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="SIGKILL and fork")
def test_two_hundred_kills_lose_nothing_confirmed(tmp_path: Path) -> None:
    script = Path(__file__).with_name("kill_loop.py")
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path), "200"], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    count = json.loads(done.stdout)
    assert count["kills"] == 200
    assert {
        name: count.get(name)
        for name in ("lost", "torn", "not_verified", "errors", "forks", "half_created", "half_restored")
    } == {"lost": 0, "torn": 0, "not_verified": 0, "errors": 0, "forks": 0, "half_created": 0, "half_restored": 0}
    # The loop would prove nothing if the kills missed the saves.
    assert count["confirmed"] > 400
    assert count["kills_with_saves"] > 100
    assert count["hot_journals"] > 10
    assert 0 < count["created"] <= count["creations"] == 40
    assert 0 < count["restored"] <= count["restores"] == 40
