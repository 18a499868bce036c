"""What the writer thread tells the screen thread. Small, immutable, posted across threads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual.message import Message

if TYPE_CHECKING:
    from kaoping import EvaluationRow
    from kaoping_tui.worker import Job


class Peeked(Message):
    """The list of evaluations, read before the workbench is there."""

    def __init__(self, rows: Sequence[EvaluationRow]) -> None:
        self.rows = rows
        super().__init__()


class Opened(Message):
    """The workspace is open."""


class OpenFailed(Message):
    """The workspace could not be opened; the writer waits to be told to try again."""

    def __init__(self, error: Exception) -> None:
        self.error = error
        super().__init__()


class JobDone(Message):
    """A job ran; for a save, it is on disk. `at` is the time, hh:mm:ss."""

    def __init__(self, job: Job, result: Any, at: str) -> None:
        self.job = job
        self.result = result
        self.at = at
        super().__init__()


class JobFailed(Message):
    """A job was refused, or a read could not be done. Nothing was changed."""

    def __init__(self, job: Job, error: Exception) -> None:
        self.job = job
        self.error = error
        super().__init__()


class Progressed(Message):
    """How far a job has come, to be said."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__()


class SaveStalled(Message):
    """The surroundings do not let us save. The entry is kept and tried again."""

    def __init__(self, job: Job, error: Exception, tries: int) -> None:
        self.job = job
        self.error = error
        self.tries = tries
        super().__init__()


class Flushed(Message):
    """Every job that was queued when this was asked for is done."""
