"""The use cases: the one door for the command line, the screens and the tests."""

from __future__ import annotations

from kaoping.workbench.bench import Workbench as Workbench
from kaoping.workbench.evaluations import View as View

__all__ = ["View", "Workbench"]
