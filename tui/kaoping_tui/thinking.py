"""Work that asks nothing of the workspace, in threads of its own: no save waits for it, and leaving does not either."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from textual.message import Message

from kaoping_tui.messages import JobDone, JobFailed
from kaoping_tui.worker import Job


class Thinker:
    """Runs pure work. `post` must be safe to call from another thread."""

    def __init__(self, post: Callable[[Message], object]) -> None:
        self._post = post
        self._lock = threading.Lock()
        self._running = 0

    @property
    def busy(self) -> bool:
        """Whether anything is still being worked out."""
        with self._lock:
            return self._running > 0

    def submit(self, job: Job, work: Callable[[], Any]) -> None:
        """Have it worked out; `job` says who is told."""
        with self._lock:
            self._running += 1
        # A daemon: the process ends without waiting for it.
        threading.Thread(target=self._run, args=(job, work), name="kaoping-thinker", daemon=True).start()

    def _run(self, job: Job, work: Callable[[], Any]) -> None:
        try:
            message: Message = JobDone(job, work(), "")
        except Exception as error:
            message = JobFailed(job, error)
        self._post(message)
        with self._lock:
            self._running -= 1
