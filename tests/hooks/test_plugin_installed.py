"""The documented plugin, installed by pip as a stranger's would be."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


@pytest.mark.slow
def test_the_documented_project_installs_and_provides_its_standard(site: Any, repository: Path, tmp_path: Path) -> None:
    page = (repository / "docs" / "plugin-hooks.md").read_text(encoding="utf-8")
    files = re.findall(r"^File `([^`]+)`:\n\n```\w+\n(.*?)^```$", page, re.S | re.M)
    for name in ("pyproject.toml", "kaoping_example/__init__.py", "kaoping_example/township.toml"):
        path = tmp_path / "project" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(next(text for found, text in files if found == name), encoding="utf-8")
    install = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-build-isolation", "--no-index", "--quiet"]
    done = subprocess.run(
        [*install, "--target", str(site.folder), str(tmp_path / "project")],
        env={**os.environ, "PIP_CACHE_DIR": str(tmp_path / "cache"), "PIP_CONFIG_FILE": os.devnull},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    shown = site.run(
        "import json\n"
        "from kaoping.hooks import Plugins\n"
        "(i,) = [i for i in Plugins.load().infos() if i.name == 'example']\n"
        "print(json.dumps([i.distribution, i.version, i.status, i.provides]))"
    )
    assert json.loads(shown.stdout) == [
        "kaoping-example",
        "0.1",
        "active",
        {"kaoping_standards": ["township.toml"]},
    ]
