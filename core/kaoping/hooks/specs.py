"""The hooks: what a plugin may provide.

Every hook takes no argument and provides *named things*; a standard then names what it uses. So no plugin can change
what another's standard means. Each plugin is asked once per run, in the order in which the plugins were loaded, and
what it returns is checked. Wrappers (`wrapper=True`, `hookwrapper=True`) are refused, for one plugin could then alter
what another provides. `docs/plugin-hooks.md` has a runnable example for each hook.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pluggy import HookimplMarker, HookspecMarker

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from kaoping.hooks.types import OutcomeRule, ReportFormat, ScoringModel, VetoCheck

#: The name under which pluggy keeps its marks on our functions, and the group of the entry points.
PROJECT = "kaoping"

hookspec = HookspecMarker(PROJECT)

#: Marks a function of a plugin as the implementation of the hook that has the function's name.
hookimpl = HookimplMarker(PROJECT)


@hookspec
def kaoping_standards() -> list[Path | Traversable]:  # type: ignore[empty-body]
    """Provide standards: the files of score sheets and the document files that they name.

    :returns:
        Paths of TOML files that exist: absolute `Path` objects, or `importlib.resources.files(__name__) / "x.toml"`.
        The standards keep the ids that stand in the files. Files are read when they are needed, not here.
    """


@hookspec
def kaoping_facts() -> list[Path | Traversable]:  # type: ignore[empty-body]
    """Provide fact definitions that standards of several plugins may share.

    :returns:
        Paths of TOML files that exist, each with `[[facts]]` definitions. A fact that a single standard uses is better
        defined in that standard's own file.
    """


@hookspec
def kaoping_scoring_models() -> dict[str, ScoringModel]:  # type: ignore[empty-body]
    """Provide scoring models: how ratings become a score.

    :returns:
        The models by name. A standard writes `model = "PLUGIN:NAME"`; core's own models are named without a plugin
        (`points`, `attainment`). A model is a pure function: no file, clock or network, and no float.
    """


@hookspec
def kaoping_veto_checks() -> dict[str, VetoCheck]:  # type: ignore[empty-body]
    """Provide veto checks: whether a veto is triggered, clear or unknown.

    :returns:
        The checks by name; a veto writes `check = "PLUGIN:NAME"`. A check that cannot tell says unknown, never clear.
    """


@hookspec
def kaoping_outcome_rules() -> dict[str, OutcomeRule]:  # type: ignore[empty-body]
    """Provide outcome rules: how the outcome follows from the result, where the bands of the file format cannot say it.

    :returns:
        The rules by name; a standard writes `outcome_rule = "PLUGIN:NAME"`.
    """


@hookspec
def kaoping_report_formats() -> dict[str, ReportFormat]:  # type: ignore[empty-body]
    """Provide report formats: how a report, a score sheet or another kind, is written to a file.

    :returns:
        The writers by name, chosen with `--format PLUGIN:NAME`; each prints `ReportInput.paper`. Import heavy libraries
        inside the writer, not at the top of the plugin's module: every start of the program imports that module.
    """


@hookspec
def kaoping_crosswalks() -> list[Path | Traversable]:  # type: ignore[empty-body]
    """Provide crosswalks: how criteria of different standards relate (equal, subset, superset, intersects, none).

    :returns:
        Paths of TOML files that exist, each about one pair of standards, with relations and the rationale of each. A
        file that cannot be used is listed with the reason; one whose standards are not at hand rests.
    """
