"""Two themes made for reading all day, and which of them was chosen last. Imports nothing of core."""

from __future__ import annotations

import os
from pathlib import Path

from textual.theme import Theme

#: Warm paper and ink: no pure white, no pure black; every text against its ground at 4.5 to 1 or more.
LIGHT = Theme(
    name="light",
    primary="#2f5d73",
    secondary="#6b5b3e",
    accent="#8a5a1e",
    foreground="#2b2a27",
    background="#f6f2e9",
    surface="#fbf8f1",
    panel="#ebe5d8",
    success="#3f6b3a",
    warning="#8a5a00",
    error="#9c2f2a",
    dark=False,
    variables={
        "quiet": "#5f5b52",
        "block-cursor-background": "#cfdde0",
        "block-cursor-foreground": "#1d2a30",
        "block-cursor-blurred-background": "#e3e6e0",
        "block-cursor-blurred-foreground": "#2b2a27",
        "scrollbar": "#cdc5b4",
        "scrollbar-background": "#f1ecdf",
        "scrollbar-hover": "#b9b09b",
        "scrollbar-active": "#2f5d73",
    },
)
DARK = Theme(
    name="dark",
    primary="#3c6478",
    secondary="#b3a27c",
    accent="#8c6a35",
    foreground="#d9d4c7",
    background="#1b1e20",
    surface="#212527",
    panel="#2a2f32",
    success="#8fb583",
    warning="#d8b26a",
    error="#dd8a80",
    dark=True,
    variables={
        "quiet": "#b0b5b0",
        "block-cursor-background": "#2b434f",
        "block-cursor-foreground": "#f4efe3",
        "block-cursor-blurred-background": "#2b3b43",
        "block-cursor-blurred-foreground": "#d9d4c7",
        "scrollbar": "#3d464a",
        "scrollbar-background": "#1f2326",
        "scrollbar-hover": "#556066",
        "scrollbar-active": "#7e98a5",
    },
)
THEMES = (LIGHT, DARK)
NAMES = {"light": "浅色", "dark": "深色"}
FILE = "screen.toml"


def chosen(config: Path) -> str:
    """The theme that the user's `screen.toml` names; the dark one where it names none that we have."""
    try:
        text = (config / FILE).read_text(encoding="utf-8-sig")
    except (OSError, ValueError):
        return DARK.name
    import tomllib

    try:
        name = tomllib.loads(text).get("theme")
    except ValueError:
        return DARK.name
    return name if isinstance(name, str) and name in NAMES else DARK.name


def other(name: str) -> str:
    """The theme that is not this one."""
    return DARK.name if name == LIGHT.name else LIGHT.name


def remember(config: Path, name: str) -> None:
    """Keep the choice in the user's folder.

    :raises OSError: it cannot be written.
    """
    config.mkdir(parents=True, exist_ok=True)
    part = config / f"{FILE}.part"
    part.write_text(f'# 考评界面的设置\ntheme = "{name}" # light 浅色，dark 深色\n', encoding="utf-8")
    os.replace(part, config / FILE)
