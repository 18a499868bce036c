"""Why a plugin failed, in Chinese and on one line, with what the exception itself said."""

from __future__ import annotations

from pathlib import PurePath
from types import TracebackType

from kaoping.text import visible

#: Characters of an exception's own message that are kept.
_LONGEST = 300


class Refusal(Exception):
    """A plugin, or what it provides, breaks a rule of ours; the message is the Chinese reason."""


def one_line(text: str) -> str:
    """Text from a stranger for one line of a terminal: no line breaks, no control or bidi characters, not too long."""
    flat = visible(" ".join(text.split()))
    # A lone surrogate would make the first print raise.
    flat = flat.encode("utf-8", "backslashreplace").decode("utf-8")
    return flat if len(flat) <= _LONGEST else flat[:_LONGEST] + "…"


def why_not_loaded(error: BaseException) -> str:
    """The reason for which a plugin could not be imported or registered."""
    match error:
        case Refusal():
            return one_line(_message(error))
        case ModuleNotFoundError(name=str(missing)):
            head = f"缺少模块“{one_line(missing)}”"
        case ImportError():
            head = "导入失败"
        case SyntaxError():
            head = "代码有语法错误"
        case SystemExit():
            head = "载入时要求退出程序"
        case _:
            head = "载入时出错"
    return f"{head}{_place(error)}：{original(error)}"


def why_call_failed(what: str, error: BaseException) -> str:
    """The reason for which a call of a plugin's code failed; `what` names what was called."""
    if isinstance(error, Refusal):
        return f"{what}：{one_line(_message(error))}"
    head = "要求退出程序" if isinstance(error, SystemExit) else "调用时出错"
    return f"{what} {head}{_place(error)}：{original(error)}"


def original(error: BaseException) -> str:
    """The exception's type and own message on one line."""
    message = one_line(_message(error))
    name = type(error).__name__
    return f"{name}: {message}" if message else name


def _message(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # a stranger's `__str__` may fail as well
        return ""


def _place(error: BaseException) -> str:
    """`（FILE 第 N 行）` where it was raised, unless that is inside the import machinery or this package."""
    found: tuple[str, int] | None = None
    if isinstance(error, SyntaxError) and error.filename and error.lineno:
        found = (error.filename, error.lineno)
    else:
        trace: TracebackType | None = error.__traceback__
        while trace is not None:
            file = trace.tb_frame.f_code.co_filename
            if not _machinery(file):
                found = (file, trace.tb_lineno)
            trace = trace.tb_next
    return f"（{one_line(PurePath(found[0]).name)} 第 {found[1]} 行）" if found else ""


def _machinery(file: str) -> bool:
    parts = PurePath(file).parts
    return file.startswith("<") or "importlib" in parts or file.startswith(str(PurePath(__file__).parent))
