"""From what went wrong to a message, a JSON document and an exit code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kaoping import __version__
from kaoping.console import show_json, warn
from kaoping.errors import Fault, KaopingError, NotSo, Refused, Surroundings, system_words
from kaoping.text import visible

if TYPE_CHECKING:
    from kaoping.standard.resolved import Resolved

#: Ended by the person at the keyboard, as shells count it.
INTERRUPTED = 130


def told(error: BaseException, argv: list[str]) -> int:
    """Tell a person (and with --json a script) what went wrong, and give the exit code."""
    try:
        code = _told(error, "--json" in argv)
    except BrokenPipeError:
        return _hush(0)
    except OSError as second:
        reason = _surroundings(second)
        _hush(reason.exit_code)
        with suppress(OSError):
            warn(str(reason))
        return reason.exit_code
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        # What could not be printed stays in the buffer, and the interpreter would try again on its way out.
        return _hush(code)
    return code


def _told(error: BaseException, as_json: bool) -> int:
    if isinstance(error, BrokenPipeError):
        return _hush(0)
    if isinstance(error, (KeyboardInterrupt, click.Abort)):
        warn("已中断")
        return INTERRUPTED
    if isinstance(error, click.ClickException):
        from kaoping.commands.usage import usage_text

        message = usage_text(error)
        if as_json:
            show_json({"faults": [fault_json(Fault("usage", message))]})
        warn(f"用法错误：{message}")
        context = getattr(error, "ctx", None)
        usage = f"{context.command.get_usage(context)}\n" if context is not None else ""
        warn(f"{usage}详细说明：{context.command_path if context is not None else 'kaoping'} --help")
        return 2
    if _debugging():
        warn("".join(traceback.format_exception(error)))
    if isinstance(error, OSError):
        error = _surroundings(error)
    if isinstance(error, KaopingError):
        return _known(error, as_json)
    return _unknown(error, as_json)


def _debugging() -> bool:
    return os.environ.get("KAOPING_DEBUG", "") not in ("", "0")


def _known(error: KaopingError, as_json: bool) -> int:
    faults: list[dict[str, Any]]
    if isinstance(error, (Refused, NotSo)):
        faults = [fault_json(fault) for fault in error.faults]
    elif isinstance(error, Surroundings):
        faults = [{**fault_json(Fault(error.code, error.message)), "next_step": error.next_step}]
    else:
        faults = [fault_json(Fault("refused", str(error)))]
    if as_json:
        show_json({"faults": faults})
    count = f"（共 {len(faults)} 处）\n" if len(faults) > 1 else ""
    warn(f"{count}{error}")
    return error.exit_code


def _unknown(error: BaseException, as_json: bool) -> int:
    kept = _logged("".join(traceback.format_exception(error)))
    where = f"详情已记入 {kept}" if kept else "详情未能写入日志，设 KAOPING_DEBUG=1 再运行一次可看到"
    message = (
        f"程序出错（{type(error).__name__}），这是程序自身的问题，已保存的内容不受影响。{where}；"
        "请把它和出错前的操作一并告诉维护者"
    )
    if as_json:
        show_json({"faults": [fault_json(Fault("internal", message))]})
    warn(message)
    return 4


def _logged(lines: str) -> Path | None:
    """Where the details were written: a file in the user's state folder; None where that cannot be."""
    try:
        import platformdirs

        from kaoping.workbench.options import now

        path = platformdirs.user_state_path("kaoping", appauthor=False) / "error.log"
        path.parent.mkdir(parents=True, exist_ok=True)
        head = f"{now().isoformat(timespec='seconds')}  kaoping {__version__}  Python {sys.version.split()[0]}  {sys.platform}"
        with path.open("a", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(f"{head}\n{visible(lines)}\n")
    except (OSError, ImportError):
        return None
    return path


def _surroundings(error: OSError) -> Surroundings:
    codes = {28: "full", 13: "read-only", 30: "read-only", 2: "missing"}
    place = f" {error.filename}" if error.filename else ""
    reason = visible(system_words(error))
    return Surroundings(
        codes.get(error.errno or 0, "io"),
        f"读写失败{visible(str(place))}：{reason}",
        "请检查路径、权限和磁盘空间后重试",
    )


def _hush(code: int) -> int:
    """Let the interpreter's last flush of standard output go nowhere."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


#: Advice shown one by one beside a result; all of it is what `standard lint` is for.
MAX_ADVICE = 3


def fault_json(fault: Fault) -> dict[str, Any]:
    """A fault as scripts read it."""
    return {
        "file": fault.file,
        "line": fault.line,
        "column": fault.column,
        "id": fault.id,
        "code": fault.code,
        "message": fault.message,
    }


def advise(faults: Iterable[Fault], resolved: Resolved, rules: Collection[Path]) -> None:
    """Print on standard error what lint advises about a standard, and that none of the rules files given is for it."""
    given = list(faults)
    for fault in given[:MAX_ADVICE]:
        warn(f"建议：{fault.text()}")
    if len(given) > MAX_ADVICE:
        warn(f"建议：共 {len(given)} 条，其余请用 kaoping standard lint 查看")
    if rules and resolved.rules is None:
        warn(f"注意：--rules 给的文件都不是补充标准“{resolved.id}”的，没有使用；请核对文件中的 extends")
