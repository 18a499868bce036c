"""What every face is started with: which workspace, who works, which plugins, standards and rules.

Imports nothing heavy, so that a first screen can be painted before the workbench is there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kaoping.workbench.bench import Workbench
    from kaoping.workbench.library import Library
    from kaoping.workbench.own_templates import OwnTemplate


@dataclass(frozen=True, slots=True)
class Options:
    """The start of a run.

    :ivar db: the workspace file
    :ivar evaluator: in whose name judgements are written
    :ivar data: the user's data folder; standards dropped into `data`/standards are found
    :ivar config: the user's configuration folder: this installation's id, the keymap, the jurisdiction's holidays,
        fonts of reports
    :ivar no_plugins: whether third-party plugins stay out
    :ivar standards: files given with --standard
    :ivar rules: files given with --rules
    :ivar fonts: the set of fonts given with --fonts
    :ivar template: the jurisdiction's own Word template given with --template
    :ivar review: the document, or the standard made of it, whose review the screens open first
    """

    db: Path
    evaluator: str
    data: Path
    config: Path
    no_plugins: bool = False
    standards: tuple[Path, ...] = ()
    rules: tuple[Path, ...] = ()
    fonts: str | None = None
    template: OwnTemplate | None = None
    review: Path | None = None

    @property
    def standards_folder(self) -> Path:
        """Where a person drops standards of their own."""
        return self.data / "standards"

    @property
    def holidays_file(self) -> Path:
        """Where a jurisdiction writes down its own days off and days worked."""
        return self.config / "holidays.toml"

    @property
    def reports_file(self) -> Path:
        """Where a person writes down the fonts of their reports."""
        return self.config / "reports.toml"


def now() -> datetime:
    """The time by the machine's clock, with its zone."""
    return datetime.now(UTC).astimezone()


def open_library(options: Options) -> Library:
    """Plugins and standards at hand. Third parties' failures are kept in it, never raised."""
    from kaoping.hooks import Plugins
    from kaoping.workbench.library import Library
    from kaoping.workbench.report_settings import ReportSettings
    from kaoping.workbench.shelf_files import mended

    plugins = Plugins.load(entry_points=not options.no_plugins)
    reports = ReportSettings(options.reports_file, options.fonts)
    notes = tuple(mended(options.standards_folder))
    folder = options.standards_folder
    return Library(plugins, options.standards, folder, options.rules, reports, options.template, notes)


def open_workbench(
    options: Options,
    *,
    clock: Callable[[], datetime] | None = None,
    read_only: bool = False,
    create: bool = True,
    library: Library | None = None,
) -> Workbench:
    """Open the workspace and the library. The workbench belongs to the thread that calls this.

    :param clock: gives the time that is written into entries; the machine's by default.
    :param create: make the workspace where there is none. Its folder is made too where it is the data folder itself.
    :param library: one that is open already.
    :raises Surroundings: the workspace cannot be opened, or this installation's id cannot be kept.
    :raises Refused: the evaluator's name is empty or holds control characters.
    """
    from kaoping.errors import Surroundings, system_words
    from kaoping.store.journal import installation_id
    from kaoping.text import visible
    from kaoping.workbench.bench import Workbench
    from kaoping.workbench.units import clean

    evaluator = clean(options.evaluator, "考评人", 60)
    installation = None
    if not read_only:
        try:
            installation = installation_id(options.config)
            if create and options.db.parent == options.data:
                options.data.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = system_words(error)
            raise Surroundings(
                "read-only",
                f"不能写入程序的文件夹：{visible(error.filename or str(options.config))}（{visible(reason)}）",
                "请检查该文件夹的权限和磁盘空间后重试",
            ) from None
    if library is None:
        library = open_library(options)
    return Workbench.open(
        options.db,
        library,
        evaluator,
        installation,
        clock or now,
        create=create,
        read_only=read_only,
        holidays=options.holidays_file,
    )
