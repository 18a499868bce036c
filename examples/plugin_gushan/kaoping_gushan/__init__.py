"""谷山县镇街法治建设考评（虚构示例）: a standard, a scoring model, a veto check and a report of its own."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

from kaoping import hookimpl

if TYPE_CHECKING:  # every start of the program imports this module: it takes no more than it must
    from kaoping import ModelInput, ReportInput, Totals, VetoFinding, VetoInput


@hookimpl
def kaoping_standards() -> list[Traversable]:
    """The standard `gushan/town`."""
    return [files(__name__) / "town.toml"]


@hookimpl
def kaoping_scoring_models() -> dict[str, Callable[[ModelInput], Totals]]:
    """`gushan:stave`."""
    from kaoping_gushan.stave import stave

    return {"stave": stave}


@hookimpl
def kaoping_veto_checks() -> dict[str, Callable[[VetoInput], VetoFinding]]:
    """`gushan:repeated`."""
    from kaoping_gushan.repeated import repeated

    return {"repeated": repeated}


@hookimpl
def kaoping_report_formats() -> dict[str, Callable[[ReportInput], bytes]]:
    """`gushan:txt`: the name ends as the file's name does."""
    from kaoping_gushan.letter import letter

    return {"txt": letter}
