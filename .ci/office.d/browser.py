"""Prints html as a person's browser does: one browser for all files, spoken to through two pipes."""

from __future__ import annotations

import base64
import fcntl
import itertools
import json
import os
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Any

#: Descriptors that no pipe of ours has by itself.
_HIGH = 20


class Browser:
    """A browser without windows. It reads commands from descriptor 3 and answers on 4, each ended by a zero byte."""

    def __init__(self, program: str, profile: Path) -> None:
        theirs_in, ours_out = os.pipe()
        ours_in, theirs_out = os.pipe()
        theirs = [fcntl.fcntl(one, fcntl.F_DUPFD, _HIGH) for one in (theirs_in, theirs_out)]
        options = [
            "--headless", "--remote-debugging-pipe", "--disable-gpu", "--no-first-run", f"--user-data-dir={profile}",
            *(["--no-sandbox"] if os.geteuid() == 0 else []),
        ]  # fmt: skip
        self._process = subprocess.Popen(
            ["bash", "-c", f'exec "$@" 3<&{theirs[0]} 4>&{theirs[1]}', "bash", program, *options],
            pass_fds=theirs,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for one in (theirs_in, theirs_out, *theirs):
            os.close(one)
        self._out = os.fdopen(ours_out, "wb", buffering=0)
        self._in = ours_in
        self._numbers = itertools.count(1)
        self._rest = b""
        self._events: list[dict[str, Any]] = []

    def __enter__(self) -> Browser:
        """This browser."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End it."""
        self._out.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._in)

    def print(self, files: Iterable[tuple[Path, Path]]) -> None:
        """Each html file to its PDF, on the page that its style asks for."""
        target = self._do("Target.createTarget", url="about:blank")["targetId"]
        session = self._do("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._do("Page.enable", session)
        for html, pdf in files:
            self._events.clear()
            self._do("Page.navigate", session, url=html.as_uri())
            self._until(lambda said: said.get("method") == "Page.loadEventFired")
            given = self._do("Page.printToPDF", session, printBackground=True, preferCSSPageSize=True)
            pdf.write_bytes(base64.b64decode(given["data"]))

    def _do(self, method: str, session: str | None = None, **values: Any) -> dict[str, Any]:
        number = next(self._numbers)
        body = {"id": number, "method": method, "params": values, **({"sessionId": session} if session else {})}
        self._out.write(json.dumps(body).encode() + b"\0")
        said = self._until(lambda said: said.get("id") == number)
        if "error" in said:
            raise RuntimeError(f"{method}: {said['error']}")
        return dict(said["result"])

    def _until(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The first message that is wanted, of those that came meanwhile or come now."""
        for said in self._events:
            if wanted(said):
                return said
        while True:
            while b"\0" in self._rest:
                one, _, self._rest = self._rest.partition(b"\0")
                said = dict(json.loads(one))
                if wanted(said):
                    return said
                self._events.append(said)
            read = os.read(self._in, 1 << 20)
            if not read:
                raise RuntimeError("the browser has ended")
            self._rest += read
