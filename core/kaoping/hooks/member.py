"""One plugin: how it is taken in, and how its hooks are called."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from inspect import getattr_static, isclass, isfunction
from typing import TypeVar

import pluggy

from kaoping.hooks import specs
from kaoping.hooks.reasons import Refusal, one_line, original, why_call_failed

T = TypeVar("T")


@dataclass(slots=True)
class Member:
    """A plugin that was taken in.

    `registry` holds this plugin alone: a plugin that is refused is dropped together with its registry and leaves
    nothing behind, and no plugin can get at another's hooks. `faults` are the Chinese reasons for which calls of its
    hooks failed; only a stranger's are kept, those of a bundled plugin are raised.
    """

    name: str
    distribution: str
    version: str
    bundled: bool
    registry: pluggy.PluginManager
    trace: bool = False
    faults: list[str] = field(default_factory=list[str])

    def hooks(self) -> tuple[str, ...]:
        """The names of the hooks that this plugin implements, sorted."""
        return tuple(sorted(hook for hook in _hook_names(self.registry) if self._implementations(hook)))

    def results(self, hook: str, check: Callable[[object], list[T]]) -> Iterator[T]:
        """What this plugin's implementations of `hook` return, each result taken apart by `check`.

        A stranger that raises, or returns what `check` refuses, adds to `faults` and provides nothing by that call.

        :raises Exception: whatever a bundled plugin raises, or `Refusal` for what it returns: that is a bug of ours.
        """
        for implementation in self._implementations(hook):
            self._say(f"调用 {hook}：插件 {self.name}")
            try:
                found = check(implementation.function())
            except (Exception, SystemExit) as error:
                self._say(f"失败 {hook}：插件 {self.name}：{original(error)}")
                if self.bundled:
                    raise
                self.faults.append(why_call_failed(f"钩子 {hook}", error))
            else:
                self._say(f"返回 {hook}：插件 {self.name}：{len(found)} 项")
                yield from found

    def _implementations(self, hook: str) -> list[pluggy.HookImpl]:
        caller: pluggy.HookCaller = getattr(self.registry.hook, hook)
        return caller.get_hookimpls()

    def _say(self, line: str) -> None:
        if self.trace and sys.stderr is not None:
            print(f"[kaoping] {one_line(line)}", file=sys.stderr, flush=True)


def registered(plugin: object, name: str) -> pluggy.PluginManager:
    """A registry with `plugin` in it, under `name`, held against the specifications.

    :raises Refusal: for an argument or a hook that does not exist, a wrapper, or a class in place of an instance.
    :raises Exception: whatever an object that is no module raises while it is looked at.
    """
    if isclass(plugin):
        raise Refusal(f"入口点指向类 {plugin.__name__}，应当指向模块，或类的实例")
    registry = pluggy.PluginManager(specs.PROJECT)
    registry.add_hookspecs(specs)
    try:
        registry.register(plugin, name=name)
    except pluggy.PluginValidationError as error:
        raise Refusal(f"钩子的写法不对：{original(error)}") from error
    try:
        registry.check_pending()
    except pluggy.PluginValidationError as error:
        raise Refusal(f"实现了不存在的钩子，请核对钩子名称：{original(error)}") from error
    for hook in _hook_names(registry):
        _check_hook(registry, plugin, hook)
    return registry


def must_provide(registry: pluggy.PluginManager) -> None:
    """Refuse a plugin without a single hook: most likely its entry point names the wrong module.

    :raises Refusal: if nothing is implemented.
    """
    if not any(getattr(registry.hook, hook).get_hookimpls() for hook in _hook_names(registry)):
        raise Refusal("没有实现任何钩子，请核对入口点所指的模块，并给函数加上 @hookimpl")


def _check_hook(registry: pluggy.PluginManager, plugin: object, hook: str) -> None:
    caller: pluggy.HookCaller = getattr(registry.hook, hook)
    if any(implementation.wrapper or implementation.hookwrapper for implementation in caller.get_hookimpls()):
        raise Refusal(f"钩子 {hook} 声明为包装器（wrapper），不允许改动其他插件提供的内容")
    if isfunction(getattr_static(plugin, hook, None)) and registry.parse_hookimpl_opts(plugin, hook) is None:
        raise Refusal(f"函数 {hook} 没有 @hookimpl 标记，不会被调用，请加上标记")


def _hook_names(registry: pluggy.PluginManager) -> list[str]:
    return [name for name in vars(specs) if registry.parse_hookspec_opts(specs, name) is not None]
