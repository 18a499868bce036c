"""What can go wrong, in the three kinds that callers tell apart (exit codes 2, 3 and 4).

Messages are Chinese, name the file, the place and the next step, and are plain data: no markup.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with something a person or a file supplied.

    `line` and `column` count from 1, columns in characters. `id` is the criterion, veto, fact or other element meant,
    by the document's own number. `quote` is the source line.
    """

    code: str
    message: str
    file: str | None = None
    line: int | None = None
    column: int | None = None
    id: str | None = None
    quote: str | None = None

    def place(self) -> str:
        """`file:line:column`, as far as it is known."""
        parts = [self.file or ""]
        if self.line is not None:
            parts.append(str(self.line))
            if self.column is not None:
                parts.append(str(self.column))
        return ":".join(parts) if any(parts) else ""

    def text(self) -> str:
        """The fault as one or two lines: place, id, message, and the quoted source line below."""
        head = ": ".join(part for part in (self.place(), self.id and f"〔{self.id}〕", self.message) if part)
        return f"{head}\n    | {self.quote}" if self.quote else head


class KaopingError(Exception):
    """Root of the errors that are reported to people without a traceback."""

    exit_code = 4


class Refused(KaopingError):
    """Input or usage was refused; every fault found is in `faults`, never the first alone.

    `next_step` says in Chinese what to do now, where no fault says it.
    """

    exit_code = 2

    def __init__(self, faults: Iterable[Fault] | Fault, next_step: str = "") -> None:
        self.faults: tuple[Fault, ...] = (faults,) if isinstance(faults, Fault) else tuple(faults)
        self.next_step = next_step
        told = [fault.text() for fault in self.faults]
        super().__init__("\n".join([*told, f"下一步：{next_step}"] if next_step else told))


class Surroundings(KaopingError):
    """The machine does not let us: locked, full, read-only, damaged, newer schema. Nothing was changed.

    `code` is one of "locked", "full", "read-only", "damaged", "not-a-workspace", "newer-schema", "missing",
    "network-share", "io". `next_step` says in Chinese what to do now.
    """

    exit_code = 3

    def __init__(self, code: str, message: str, next_step: str) -> None:
        self.code = code
        self.message = message
        self.next_step = next_step
        super().__init__(f"{message}\n下一步：{next_step}")


class NotSo(KaopingError):
    """The thing asked about is not so: lint found faults, verify or check failed (exit code 1)."""

    exit_code = 1

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(fault.text() for fault in self.faults))


def refuse(code: str, message: str, *, id: str | None = None, file: str | None = None) -> Refused:
    """A `Refused` with one fault, for callers that have only one to report."""
    return Refused(Fault(code=code, message=message, id=id, file=file))


_SYSTEM_WORDS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "系统不允许这样做",
    errno.EROFS: "只能读，不能写",
    errno.ENOSPC: "磁盘已满",
    errno.EEXIST: "已有同名的文件",
    errno.ENAMETOOLONG: "文件名过长",
    errno.EBUSY: "正被其他程序使用",
    errno.EIO: "设备读写出错",
    errno.ELOOP: "链接互相指向",
}


def system_words(error: Exception) -> str:
    """Why the system refused, in Chinese where we know it: its own words follow its language, often English."""
    code = getattr(error, "errno", None)
    return _SYSTEM_WORDS.get(code or 0) or getattr(error, "strerror", None) or str(error) or type(error).__name__
