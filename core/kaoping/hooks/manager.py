"""Loading plugins, and asking them for what they provide; a broken one is a failure that is kept, and no more."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from threading import RLock
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal

from pluggy import PluginManager

from kaoping import __version__
from kaoping.hooks import discovery
from kaoping.hooks.discovery import UNKNOWN, Candidate, Unreadable
from kaoping.hooks.member import Member, must_provide, registered
from kaoping.hooks.providers import (
    CORE,
    MAX_NAME,
    Provided,
    ProvidedFile,
    UnknownProvider,
    checked_names,
    checked_paths,
    full_name,
    near_names,
)
from kaoping.hooks.reasons import Refusal, one_line, why_call_failed, why_not_loaded
from kaoping.hooks.slowness import Slowness

if TYPE_CHECKING:
    from kaoping.hooks.types import OutcomeRule, ReportFormat, ScoringModel, VetoCheck

#: The plugins that ship with the program, by module. They need no entry point, so an uninstalled checkout works too.
DEFAULT_PLUGINS: tuple[str, ...] = (
    "kaoping.hooks.builtin",
    "kaoping_beihai",
    "kaoping_municipal_2019",
    "kaoping_national_county",
    "kaoping_zhashui",
)

#: The hooks that provide files, and those that provide named callables with the Chinese word for one.
FILE_HOOKS: tuple[str, ...] = ("kaoping_standards", "kaoping_facts", "kaoping_crosswalks")
NAMED_HOOKS: Mapping[str, str] = {
    "kaoping_scoring_models": "评分模型",
    "kaoping_veto_checks": "否决检查",
    "kaoping_outcome_rules": "结果规则",
    "kaoping_report_formats": "报告格式",
}

_DISTRIBUTION = "kaoping"
_PLUGIN_NAME = re.compile(rf"[A-Za-z0-9][A-Za-z0-9_-]{{0,{MAX_NAME - 1}}}")
_DISABLED = "第三方插件已停用（--no-plugins 或 KAOPING_NO_PLUGINS）"

Status = Literal["active", "failed", "disabled"]


@dataclass(frozen=True, slots=True)
class PluginInfo:
    """One plugin as `kaoping plugin list` shows it.

    `reason` is one Chinese line, None while `status` is "active". A plugin with status "failed" and with `hooks` was
    loaded, but some of its hooks failed; what `provides` holds (hook -> full names, or file names) can still be used.
    """

    name: str
    distribution: str
    version: str
    status: Status
    reason: str | None = None
    hooks: tuple[str, ...] = ()
    provides: dict[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    bundled: bool = False

    def text(self) -> str:
        """The plugin as one line for a person; a failure with its reason and the next step."""
        head = f"插件“{self.name}”（{self.distribution} {self.version}）"
        if self.status == "active":
            return f"{head}正常"
        if self.status == "disabled":
            return f"{head}未载入：{self.reason}"
        remove = "卸载" if self.distribution == UNKNOWN else f"用 pip uninstall {self.distribution} 卸载"
        step = f"请更新它，或{remove}；加 --no-plugins 可暂不载入第三方插件"
        return f"{head}{'部分可用' if self.hooks else '未载入'}：{self.reason}。{step}"


def third_party_wanted(env: Mapping[str, str], *, no_plugins: bool = False) -> bool:
    """Whether installed third-party plugins are to be loaded.

    :param env: The environment; KAOPING_NO_PLUGINS set to anything but an empty text or `0` says no.
    :param no_plugins: Whether `--no-plugins` was given.
    """
    return not no_plugins and env.get("KAOPING_NO_PLUGINS", "") in ("", "0")


class Plugins:
    """The plugins of one run. Hooks are called when first asked for, once, and the results are kept."""

    def __init__(self, members: list[Member], refused: list[PluginInfo], *, third_party: bool) -> None:
        self._members = tuple(members)
        self._refused = tuple(refused)
        self._third_party = third_party
        self._disabled: tuple[PluginInfo, ...] | None = None
        self._files: dict[str, tuple[ProvidedFile, ...]] = {}
        self._named: dict[str, dict[str, Provided[Any]]] = {}
        self._lock = RLock()
        #: What of the third parties' code kept everybody waiting.
        self.slowness = Slowness()

    @classmethod
    def load(cls, *, entry_points: bool = True, env: Mapping[str, str] | None = None) -> Plugins:
        """Import the bundled plugins and, one by one, those installed under the entry point group `kaoping`.

        :param entry_points: Whether to load third parties; see `third_party_wanted`.
        :param env: The environment (default: the process's). KAOPING_TRACE_PLUGINS, set as above, prints each call
            of a hook to standard error.
        :raises Exception: whatever a bundled plugin raises: that is a bug of ours. A stranger's failure is kept.
        """
        trace = (os.environ if env is None else env).get("KAOPING_TRACE_PLUGINS", "") not in ("", "0")
        members = [_bundled(module, trace=trace) for module in DEFAULT_PLUGINS]
        slowness = Slowness()
        refused: list[PluginInfo] = []
        taken = {discovery.normal(member.name): "随程序提供的插件" for member in members}
        for item in discovery.installed() if entry_points else ():
            name = one_line(item.name) if isinstance(item, Candidate) else UNKNOWN
            with slowness.watching(f"载入插件“{name}”（{item.distribution} {item.version}）"):
                outcome = _third_party(item, taken, trace=trace)
            if isinstance(outcome, Member):
                members.append(outcome)
            else:
                refused.append(outcome)
        found = cls(members, refused, third_party=entry_points)
        found.slowness = slowness
        return found

    def infos(self) -> tuple[PluginInfo, ...]:
        """Every plugin: bundled ones, then third parties, refused ones and (if switched off) disabled ones.

        Calls every hook that was not called yet, for what a plugin provides, and whether it can, shows only then.
        """
        provides = self._all_provided()
        loaded = tuple(
            PluginInfo(
                name=member.name,
                distribution=member.distribution,
                version=member.version,
                status="failed" if member.faults else "active",
                reason="；".join(member.faults) or None,
                hooks=member.hooks(),
                provides=provides[member.name],
                bundled=member.bundled,
            )
            for member in self._members
        )
        return loaded + self._refused + self._switched_off()

    def failures(self) -> tuple[PluginInfo, ...]:
        """The plugins that were refused, or that failed when a hook of theirs was called; calls every hook."""
        return tuple(info for info in self.infos() if info.status == "failed")

    def standard_files(self) -> tuple[ProvidedFile, ...]:
        """The files of standards and of their documents, bundled ones first."""
        return self._provided_files("kaoping_standards")

    def fact_files(self) -> tuple[ProvidedFile, ...]:
        """The files with fact definitions, bundled ones first."""
        return self._provided_files("kaoping_facts")

    def crosswalk_files(self) -> tuple[ProvidedFile, ...]:
        """The files with crosswalks, bundled ones first."""
        return self._provided_files("kaoping_crosswalks")

    def scoring_model(self, name: str) -> Provided[ScoringModel]:
        """The scoring model of that full name (`points`, `beihai:name`).

        :raises UnknownProvider: if no loaded plugin provides it.
        """
        return self._find("kaoping_scoring_models", name)

    def veto_check(self, name: str) -> Provided[VetoCheck]:
        """The veto check of that full name.

        :raises UnknownProvider: if no loaded plugin provides it.
        """
        return self._find("kaoping_veto_checks", name)

    def outcome_rule(self, name: str) -> Provided[OutcomeRule]:
        """The outcome rule of that full name.

        :raises UnknownProvider: if no loaded plugin provides it.
        """
        return self._find("kaoping_outcome_rules", name)

    def report_format(self, name: str) -> Provided[ReportFormat]:
        """The report format of that full name.

        :raises UnknownProvider: if no loaded plugin provides it.
        """
        return self._find("kaoping_report_formats", name)

    def report_formats(self) -> tuple[str, ...]:
        """The full names of all report formats, core's first."""
        return tuple(self._provided_names("kaoping_report_formats"))

    def _provided_files(self, hook: str) -> tuple[ProvidedFile, ...]:
        with self._lock:
            if hook not in self._files:
                self._files[hook] = tuple(
                    ProvidedFile(path, member.name, member.version, member.bundled)
                    for member in self._members
                    for path in member.results(hook, checked_paths)
                )
            return self._files[hook]

    def _provided_names(self, hook: str) -> dict[str, Provided[Any]]:
        with self._lock:
            if hook not in self._named:
                found: dict[str, Provided[Any]] = {}
                for member in self._members:
                    for short, value in member.results(hook, checked_names):
                        name = full_name(member.name, short)
                        if name in found:
                            _twice(member, hook, short)
                        else:
                            found[name] = Provided(name, value, member.name, member.version, member.bundled)
                self._named[hook] = found
            return self._named[hook]

    def _find(self, hook: str, name: str) -> Provided[Any]:
        provided = self._provided_names(hook)
        if name in provided:
            return provided[name]
        raise UnknownProvider(NAMED_HOOKS[hook], name, near_names(name, provided), self._absence(name))

    def _absence(self, name: str) -> str | None:
        """Why the plugin that `name` asks for is not there, or provides less than it should."""
        plugin, colon, _ = name.partition(":")
        if not colon:
            return None
        for member in self._members:
            if member.name == plugin:
                return f"插件“{plugin}”（{member.version}）出错：{'；'.join(member.faults)}" if member.faults else None
        for info in self._refused:
            if info.name == plugin:
                return info.text()
        return None if self._third_party else _DISABLED

    def _all_provided(self) -> dict[str, dict[str, tuple[str, ...]]]:
        found: dict[str, dict[str, list[str]]] = {member.name: {} for member in self._members}
        for hook in FILE_HOOKS:
            for file in self._provided_files(hook):
                found[file.plugin].setdefault(hook, []).append(one_line(file.path.name))
        for hook in NAMED_HOOKS:
            for name, provided in self._provided_names(hook).items():
                found[provided.plugin].setdefault(hook, []).append(name)
        return {plugin: {hook: tuple(names) for hook, names in hooks.items()} for plugin, hooks in found.items()}

    def _switched_off(self) -> tuple[PluginInfo, ...]:
        with self._lock:
            if self._disabled is None:
                self._disabled = () if self._third_party else tuple(_off(item) for item in discovery.installed())
            return self._disabled


def _bundled(module: str, *, trace: bool) -> Member:
    name = CORE if module == "kaoping.hooks.builtin" else module.removeprefix("kaoping_")
    return Member(name, _DISTRIBUTION, __version__, True, _registered(import_module(module), name), trace)


@lru_cache(maxsize=len(DEFAULT_PLUGINS))
def _registered(plugin: ModuleType, name: str) -> PluginManager:
    """A bundled plugin's registry, which nobody adds to: looked through once."""
    return registered(plugin, name)


def _third_party(item: Candidate | Unreadable, taken: dict[str, str], *, trace: bool) -> Member | PluginInfo:
    """Load one entry point; `taken` says who has a name already, and gets this one."""
    if isinstance(item, Unreadable):
        return PluginInfo(UNKNOWN, item.distribution, item.version, "failed", item.reason)
    try:
        _claim(item, taken)
        registry = registered(item.load(), item.name)
        must_provide(registry)
    except (Exception, SystemExit) as error:
        return PluginInfo(one_line(item.name), item.distribution, item.version, "failed", why_not_loaded(error))
    return Member(item.name, item.distribution, item.version, False, registry, trace)


def _claim(item: Candidate, taken: dict[str, str]) -> None:
    """Give the name to this plugin, or refuse it.

    The first keeps its name even where it then fails to load: otherwise a standard that asks for the broken plugin's
    model would be scored by whoever is next with the same name.
    """
    if _PLUGIN_NAME.fullmatch(item.name) is None:
        raise Refusal(f"插件名“{one_line(item.name)}”不合要求，只能用英文字母、数字和 - _，最长 {MAX_NAME} 个字符")
    key = discovery.normal(item.name)
    if key in taken:
        raise Refusal(f"名称“{item.name}”已被{taken[key]}占用")
    taken[key] = f"发行包 {item.distribution} {item.version} "


def _twice(member: Member, hook: str, short: str) -> None:
    refusal = Refusal(f"名称“{one_line(short)}”提供了两次，只用第一个")
    if member.bundled:
        raise refusal
    member.faults.append(why_call_failed(f"钩子 {hook}", refusal))


def _off(item: Candidate | Unreadable) -> PluginInfo:
    name = one_line(item.name) if isinstance(item, Candidate) else UNKNOWN
    return PluginInfo(name, item.distribution, item.version, "disabled", _DISABLED)
