"""The use cases: the one door for the command line, the screens and the tests.

Names load when first used, so that a face can be started (`workbench.options`) before the store and the models are.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kaoping.workbench.bench import Workbench as Workbench
    from kaoping.workbench.evaluations import View as View

_HOMES = {"View": "evaluations", "Workbench": "bench"}

__all__ = ["View", "Workbench"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kaoping.workbench' has no attribute {name!r}")
    return getattr(import_module(f"kaoping.workbench.{_HOMES[name]}"), name)
