"""What plugins provide: the things themselves, with whose they are, and the checks on what a hook returned."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from kaoping.errors import KaopingError
from kaoping.hooks.reasons import Refusal, one_line, why_call_failed

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from pathlib import Path

T_co = TypeVar("T_co", covariant=True)
R = TypeVar("R")

#: The plugin whose names stand alone: `points`, and not `core:points`.
CORE = "core"

#: Longest name of a plugin or of a thing it provides; both and the colon fit into a standard's field.
MAX_NAME = 50

#: What a standard can write after the colon.
_NAME = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class Provided(Generic[T_co]):
    """A named thing and the plugin it comes from.

    `name` is the full name that a standard or a person writes: `points` for core's own, else `plugin:name`.
    `bundled` says that it ships with the program.
    """

    name: str
    value: T_co
    plugin: str
    version: str
    bundled: bool


@dataclass(frozen=True, slots=True)
class ProvidedFile:
    """A file and the plugin it comes from."""

    path: Path | Traversable
    plugin: str
    version: str
    bundled: bool


class UnknownProvider(KaopingError, LookupError):
    """A name that no loaded plugin provides.

    `kind` is the Chinese word for what was looked for, `near` are full names that look like it.
    """

    exit_code = 2

    def __init__(self, kind: str, name: str, near: Iterable[str] = (), because: str | None = None) -> None:
        self.kind = kind
        self.name = name
        self.near = tuple(near)
        shown = f"没有名为“{one_line(name)}”的{kind}"
        if because is not None:
            shown += f"：{because}"
        elif self.near:
            shown += f"，是否想写{'、'.join(f'“{one_line(other)}”' for other in self.near)}？"
        else:
            shown += "，请用 kaoping plugin list 查看各插件提供的名称"
        super().__init__(shown)


class PluginFailed(KaopingError):
    """A plugin's code failed while it was called; `reason` is Chinese and one line."""

    def __init__(self, plugin: str, version: str, reason: str) -> None:
        self.plugin = plugin
        self.version = version
        self.reason = reason
        super().__init__(f"插件“{plugin}”（{version}）出错：{reason}。请更新或卸载该插件")


def full_name(plugin: str, name: str) -> str:
    """The name by which what `plugin` provides as `name` is known to everybody."""
    return name if plugin == CORE else f"{plugin}:{name}"


def near_names(name: str, known: Iterable[str]) -> list[str]:
    """At most three known full names that look like `name`: the same name elsewhere first, then similar spellings."""
    from difflib import get_close_matches

    names = list(known)
    short = name.rpartition(":")[2]
    same = [other for other in names if other.rpartition(":")[2] == short]
    return list(dict.fromkeys([*same, *get_close_matches(name, names)]))[:3]


def call_isolated(
    provided: Provided[Callable[..., R]], *args: object, isolate_bundled: bool = False, **kwargs: object
) -> R:
    """Call what a plugin provided; a stranger's failure becomes one kind of error.

    :param isolate_bundled:
        Treat what ships with the program in the same way. By default its exceptions are not touched, for they are
        bugs of ours and must surface.
    :raises PluginFailed: for any exception or `SystemExit` of the plugin's code. `KeyboardInterrupt` passes.
    """
    if provided.bundled and not isolate_bundled:
        return provided.value(*args, **kwargs)
    try:
        return provided.value(*args, **kwargs)
    except (Exception, SystemExit) as error:
        reason = why_call_failed(f"“{one_line(provided.name)}”", error)
        raise PluginFailed(provided.plugin, provided.version, reason) from error


def name_fault(name: str) -> str | None:
    """What is wrong with the name of a provided thing, in Chinese, or None: it is written into files and commands."""
    shown = one_line(name)
    if not name:
        return "名称不能为空"
    if len(name) > MAX_NAME:
        return f"名称“{shown[:20]}…”过长，最多 {MAX_NAME} 个字符"
    if ":" in name:
        return f"名称“{shown}”不能含冒号，插件名会自动加在前面"
    if _NAME.fullmatch(name) is None:
        return f"名称“{shown}”只能用文字、数字和 - _，不能含空格、标点或控制字符"
    return None


def checked_paths(result: object) -> list[Path | Traversable]:
    """The paths that a hook returned.

    :raises Refusal: unless they are a list of existing files, given as absolute `Path` or as `Traversable` objects.
    """
    if not isinstance(result, list):
        raise Refusal(f"应当返回路径的列表（list），却返回了 {_kind(result)}")
    return [_checked_path(path) for path in result]


def checked_names(result: object) -> list[tuple[str, Callable[..., Any]]]:
    """The named callables that a hook returned.

    :raises Refusal: unless they are a dict of callables under acceptable names.
    """
    if not isinstance(result, dict):
        raise Refusal(f"应当返回“名称: 函数”的字典（dict），却返回了 {_kind(result)}")
    for name, value in result.items():
        if not isinstance(name, str):
            raise Refusal(f"名称应当是文字（str），却是 {_kind(name)}")
        if (fault := name_fault(name)) is not None:
            raise Refusal(fault)
        if not callable(value):
            raise Refusal(f"“{one_line(name)}”应当可以调用，却是 {_kind(value)}")
    return list(result.items())


def _checked_path(path: object) -> Path | Traversable:
    # Traversable is a protocol; what is used of it is asked for by name, for importing it costs at every start.
    if not (hasattr(path, "is_file") and hasattr(path, "read_bytes") and isinstance(getattr(path, "name", None), str)):
        raise Refusal(f"列表里应当是 Path 或 importlib.resources 的路径，却有 {_kind(path)}")
    found = cast("Path | Traversable", path)
    is_absolute = getattr(found, "is_absolute", None)
    if is_absolute is not None and not is_absolute():
        raise Refusal(f"路径“{one_line(str(found))}”是相对路径，请写成 importlib.resources.files(__name__) / 文件名")
    if not found.is_file():
        raise Refusal(f"文件“{one_line(str(found))}”不存在，请检查插件是否把它打进了发行包")
    return found


def _kind(value: object) -> str:
    return "None（是否漏写了 return？）" if value is None else one_line(type(value).__name__)
