"""The one writer thread: it owns the workbench, and does one job after the other.

Nothing here touches a widget. A save is never dropped or overtaken: where the surroundings refuse it, it stays at the
head of the queue and is tried again, until it succeeds or the person gives it up.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from textual.message import Message

from kaoping_tui.messages import Flushed, JobDone, JobFailed, Opened, OpenFailed, SaveStalled

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from kaoping import View, Workbench

#: Seconds between two tries of a save that failed.
RETRY_SECONDS = 3.0


@dataclass(eq=False)
class Job:
    """One call on the workbench.

    :ivar work: runs in the writer thread
    :ivar done: runs in the screen thread with the result
    :ivar refused: runs in the screen thread with the error; without it the message is shown
    :ivar owner: the screen that asked; once it is gone nobody is told
    :ivar saves: whether it is an entry of the person's, to be kept when it cannot be saved
    """

    work: Callable[[Workbench], Any]
    done: Callable[[Any], None] | None = None
    refused: Callable[[Exception], None] | None = None
    owner: DOMNode | None = None
    saves: bool = False


class Writer:
    """A thread with a queue. `post` must be safe to call from another thread."""

    def __init__(self, opener: Callable[[], Workbench], post: Callable[[Message], object]) -> None:
        self._opener = opener
        self._post = post
        #: What is to be done; "said" where `Flushed` is to be posted, None for the end.
        self._queue: queue.SimpleQueue[Job | Literal["said"] | None] = queue.SimpleQueue()
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._leaving = threading.Event()
        self._abandon = threading.Event()
        self._lock = threading.Lock()
        self._waiting = 0
        self._saves = 0
        self._thread = threading.Thread(target=self._run, name="kaoping-writer")
        self._bench: Workbench | None = None
        #: Per evaluation: its newest entry as last shown on screen. Belongs to the writer thread.
        self._heads: dict[str, int] = {}

    def start(self) -> None:
        """Open the workspace and begin."""
        self._thread.start()

    def submit(self, job: Job) -> None:
        """Queue a job."""
        with self._lock:
            self._waiting += 1
            self._saves += job.saves
        self._queue.put(job)

    @property
    def busy(self) -> bool:
        """Whether any job is queued or running."""
        with self._lock:
            return self._waiting > 0

    @property
    def unsaved(self) -> int:
        """How many saves are not on disk yet."""
        with self._lock:
            return self._saves

    @property
    def alive(self) -> bool:
        """Whether the thread runs."""
        return self._thread.is_alive()

    def retry(self) -> None:
        """Try at once what failed: opening, or the save at the head of the queue."""
        self._wake.set()

    def abandon(self) -> None:
        """Give up every save that is not on disk yet."""
        self._abandon.set()
        self._wake.set()

    def flush(self) -> None:
        """Have `Flushed` posted once all that is queued is done; where the workspace cannot be opened, at once."""
        self._leaving.set()
        self._queue.put("said")
        self._wake.set()

    def stop(self) -> None:
        """Finish the queue, close the workspace, and end."""
        self._stopping.set()
        self._queue.put(None)
        self._wake.set()

    def join(self, timeout: float | None = None) -> None:
        """Wait for the end."""
        if self._thread.ident is not None:
            self._thread.join(timeout)

    def looking_at(self, key: str) -> Callable[[Workbench], View]:
        """Work that reads an evaluation, and remembers how far it had come when it was shown."""

        def work(bench: Workbench) -> View:
            view = bench.evaluations.view(key)
            self._heads[view.row.id] = view.row.head_seq
            return view

        return work

    def judging(self, key: str, judge: Callable[[Workbench, str], View]) -> Callable[[Workbench], View]:
        """Work that judges in an evaluation, refused where another window has changed it since it was shown."""

        def work(bench: Workbench) -> View:
            from kaoping import Fault, Refused

            row = bench.desk.evaluation(key)
            if row.head_seq != self._heads.get(row.id, row.head_seq):
                message = f"考评 {row.number} 刚被另一窗口修改，本次未保存；已载入最新内容，请看过后再输入"
                raise Refused(Fault("head-moved", message, id=str(row.number)))
            view = judge(bench, key)
            self._heads[view.row.id] = view.row.head_seq
            return view

        return work

    def swap(self, reopen: Callable[[Workbench], Workbench]) -> Callable[[Workbench], None]:
        """Work that puts another workbench in the place of this one, which is closed."""

        def work(bench: Workbench) -> None:
            other = reopen(bench)
            self._bench = other
            self._heads.clear()
            bench.close()

        return work

    def _run(self) -> None:
        bench = self._open()
        while bench is not None:
            job = self._queue.get()
            if job is None:
                break
            if job == "said":
                self._post(Flushed())
                continue
            self._do(job)
            with self._lock:
                self._waiting -= 1
        if self._bench is not None:
            self._bench.close()
        self._post(Flushed())

    def _open(self) -> Workbench | None:
        while True:
            try:
                self._bench = self._opener()
            except Exception as error:
                self._post(OpenFailed(error))
                self._wake.wait()
                self._wake.clear()
                if self._stopping.is_set() or self._leaving.is_set():
                    return None
            else:
                self._post(Opened())
                return self._bench

    def _do(self, job: Job) -> None:
        tries = 0
        while True:
            if self._bench is None:
                return
            if job.saves and self._abandon.is_set():
                self._finished(job)
                self._post(JobFailed(job, _given_up()))
                return
            try:
                result = job.work(self._bench)
            except Exception as error:
                tries += 1
                if job.saves and _passing(error):
                    self._post(SaveStalled(job, error, tries))
                    self._wake.wait(RETRY_SECONDS)
                    self._wake.clear()
                    continue
                self._finished(job)
                self._post(JobFailed(job, error))
                return
            at = self._bench.desk.clock().strftime("%H:%M:%S")
            self._finished(job)
            self._post(JobDone(job, result, at))
            return

    def _finished(self, job: Job) -> None:
        with self._lock:
            self._saves -= job.saves
            if self._saves == 0:
                self._abandon.clear()


def _given_up() -> Exception:
    from kaoping import Fault, Refused

    return Refused(Fault("given-up", "已放弃未保存的修改"))


def _passing(error: Exception) -> bool:
    """Whether the same save may succeed later: the surroundings were at fault, and nobody else changed the record."""
    from kaoping import Surroundings

    return isinstance(error, Surroundings) and error.code != "head-moved"


def said(error: Exception) -> str:
    """An error in one line for the status line."""
    from kaoping import KaopingError, Refused, Surroundings, visible

    if isinstance(error, Refused):
        text = "；".join(fault.message for fault in error.faults)
    elif isinstance(error, Surroundings):
        text = f"{error.message}。{error.next_step}"
    elif isinstance(error, KaopingError):
        text = str(error)
    else:
        text = f"程序内部错误（{type(error).__name__}：{error}），请把这句话告诉维护者"
    return visible(" ".join(text.split()))
