"""The plugin core: hook specifications, loading, isolation."""

from __future__ import annotations

from kaoping.hooks.manager import DEFAULT_PLUGINS, PluginInfo, Plugins, third_party_wanted
from kaoping.hooks.providers import PluginFailed, Provided, ProvidedFile, UnknownProvider, call_isolated
from kaoping.hooks.specs import hookimpl

__all__ = [
    "DEFAULT_PLUGINS",
    "PluginFailed",
    "PluginInfo",
    "Plugins",
    "Provided",
    "ProvidedFile",
    "UnknownProvider",
    "call_isolated",
    "hookimpl",
    "third_party_wanted",
]
