"""Third-party distributions, good and broken, as pip would leave them on the path."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from kaoping.hooks import PluginInfo, Plugins

REPOSITORY = Path(__file__).resolve().parents[2]


class Site:
    """A folder on `sys.path` into which distributions are put."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.distributions: set[str] = set()

    def add(
        self,
        distribution: str,
        files: Mapping[str, str],
        *,
        entry_points: str,
        version: str = "0.1",
        metadata: str | None = None,
        folder: Path | None = None,
    ) -> None:
        """Install one: its files, a dist-info folder, `entry_points` as lines below `[kaoping]`."""
        root = folder or self.folder
        for name, text in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        info = root / f"{distribution.replace('-', '_')}-{version}.dist-info"
        info.mkdir(parents=True)
        if metadata is None:
            metadata = f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n"
        (info / "METADATA").write_text(metadata, encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[kaoping]\n{entry_points}\n", encoding="utf-8")
        self.distributions.add(distribution)

    def add_module(self, name: str, code: str, *, version: str = "0.1") -> None:
        """Install `kaoping-NAME`, one module `kaoping_NAME`, as the plugin `NAME`."""
        source = f"from kaoping.hooks import hookimpl\n{code}\n"
        module = f"kaoping_{name}"
        self.add(f"kaoping-{name}", {f"{module}.py": source}, entry_points=f"{name} = {module}", version=version)

    def theirs(self, plugins: Plugins) -> list[PluginInfo]:
        """The infos of what was installed here, whatever else is installed on this machine."""
        return [info for info in plugins.infos() if info.distribution in self.distributions]

    def only(self, plugins: Plugins) -> PluginInfo:
        """The info of the one distribution that was installed here."""
        (info,) = self.theirs(plugins)
        return info

    def run(self, code: str, **env: str) -> subprocess.CompletedProcess[str]:
        """Run `code` in a process of its own that finds these distributions."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith("KAOPING_")}
        return subprocess.run(
            [sys.executable, "-c", code],
            env={**clean, "PYTHONPATH": str(self.folder), "PYTHONIOENCODING": "utf-8", **env},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """An empty `Site` that this process finds too; its modules are forgotten afterwards."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    monkeypatch.delenv("KAOPING_TRACE_PLUGINS", raising=False)
    before = set(sys.modules)
    yield Site(folder)
    for name in set(sys.modules) - before:
        origin = getattr(sys.modules[name], "__file__", None) or ""
        if origin.startswith(str(tmp_path)):
            del sys.modules[name]


@pytest.fixture
def repository() -> Path:
    """The checkout."""
    return REPOSITORY
