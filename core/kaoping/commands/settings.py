"""The global options, and what a command opens by them.

Light at import, for `kaoping --version` and `--help` must cost little more than click: not even pathlib.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import click

if TYPE_CHECKING:
    from pathlib import Path

    from kaoping.workbench.bench import Workbench
    from kaoping.workbench.library import Library
    from kaoping.workbench.options import Options
    from kaoping.workbench.own_templates import OwnTemplate


class Settings(NamedTuple):
    """The global options as they were given."""

    db: Path | None = None
    evaluator: str | None = None
    no_plugins: bool = False
    standards: tuple[Path, ...] = ()
    rules: tuple[Path, ...] = ()
    fonts: str | None = None
    template: OwnTemplate | None = None

    def options(self, db: Path | None = None, review: Path | None = None) -> Options:
        """How a run is started; what was not given comes from the environment and the platform's folders.

        :param db: another workspace than the one given.
        :param review: the document whose review the screens open first.
        """
        import platformdirs

        from kaoping.hooks.manager import third_party_wanted
        from kaoping.workbench.options import Options

        data = platformdirs.user_data_path("kaoping", appauthor=False)
        return Options(
            db=db or self.db or data / "kaoping.db",
            evaluator=self.evaluator if self.evaluator is not None else _user(),
            data=data,
            config=platformdirs.user_config_path("kaoping", appauthor=False),
            no_plugins=not third_party_wanted(os.environ, no_plugins=self.no_plugins),
            standards=self.standards,
            rules=self.rules,
            fonts=self.fonts,
            template=self.template,
            review=review,
        )

    def library(self) -> Library:
        """The standards at hand, without a workspace."""
        from kaoping.console import warn
        from kaoping.workbench.options import open_library

        library = open_library(self.options())
        for note in library.told():
            warn(f"注意：{note}")
        return library

    @contextmanager
    def reading(self) -> Iterator[Workbench]:
        """The workspace, to read alone: a file that cannot be written can still be looked at."""
        from kaoping.errors import Surroundings
        from kaoping.workbench.options import open_workbench

        options = self.options()
        self._expect(options)
        try:
            bench = open_workbench(options, read_only=True)
        except Surroundings as reason:
            if reason.code != "read-only":
                raise
            # An older format, or what a crash left undone: both are put right by opening it to write.
            bench = open_workbench(options, create=False)
        with bench:
            yield bench
        self._tell(bench)

    def _tell(self, bench: Workbench) -> None:
        """What the library found, and what kept the person waiting."""
        from kaoping.console import warn

        for note in bench.library.told():
            warn(f"注意：{note}")

    @contextmanager
    def writing(self, *, create: bool = False) -> Iterator[Workbench]:
        """The workspace, to write; backed up once a day.

        :param create: make it where there is none.
        """
        from kaoping.console import warn
        from kaoping.errors import KaopingError
        from kaoping.workbench.options import now, open_workbench

        options = self.options()
        there = os.path.lexists(options.db)
        if not there and not create:
            self._expect(options)
        with open_workbench(options, create=create) as bench:
            for warning in bench.desk.workspace.warnings():
                warn(f"注意：{warning}")
            if there:
                try:
                    bench.care.automatic_backup(now().date())
                except KaopingError as error:
                    warn(f"注意：今天的自动备份未完成。{error}")
            else:
                warn(f"已新建工作区：{options.db}")
            yield bench
        self._tell(bench)

    def _expect(self, options: Options) -> None:
        if os.path.lexists(options.db):
            return
        from kaoping.errors import Surroundings

        add = "用 kaoping unit add 建立第一个考评对象，即新建它"
        step = f"请{add}；或用 kaoping demo 看示例，用 --db 指明已有的文件"
        if self.db is not None:
            step = f"请核对 --db 写的文件名；还没有的，{add.replace('kaoping', f'kaoping --db {options.db}')}"
        raise Surroundings("missing", f"还没有工作区：{options.db}", step)


pass_settings = click.make_pass_decorator(Settings)


def _user() -> str:
    """The name of the person at the machine."""
    import getpass

    try:
        return getpass.getuser() or "本机"
    except (KeyError, OSError, ImportError):
        return "本机"
