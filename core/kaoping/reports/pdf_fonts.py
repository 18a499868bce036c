"""Which fonts a PDF is set in: those chosen, under the names that this machine knows them by, or a refusal. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, replace

from kaoping.errors import Surroundings
from kaoping.reports.fonts import ALIASES, PRESETS, ROLES, Fonts
from kaoping.text import visible

#: Of the same width as the Latin font of every preset, and the last one ships with the typesetter.
_LATIN = ("Liberation Serif", "Tinos", "Nimbus Roman", "TeX Gyre Termes", "Libertinus Serif")
_PRESET_LATIN = Fonts().latin
#: Fonts that are named in one message.
_MOST = 4


def fonts_here(chosen: Fonts | None, families: Iterable[str], chinese: Callable[[], Sequence[str]]) -> Fonts:
    """The fonts to set in, by the names of `families`.

    :param chosen: None where nobody chose: the first preset of which every font is here.
    :param chinese: tells which families hold Chinese characters, for who must choose others.
    :raises Surroundings: a font is not here. No other takes its place, but for one of the same width where a preset's
        Latin font is missing.
    """
    known = {name.casefold(): name for name in families}
    for preset in (chosen,) if chosen is not None else PRESETS.values():
        found, missing = _found(preset, known)
        if not missing:
            return found
    if chosen is not None:
        message = f"本机没有字体{_named(chosen, _found(chosen, known)[1])}，PDF 没有打印"
        raise Surroundings("missing", message, _next(known, chinese()))
    lacking = "；".join(f"{name} 缺{_named(one, _found(one, known)[1])}" for name, one in PRESETS.items())
    # What can be done goes before the long list: a screen shows four lines.
    raise Surroundings("missing", "本机没有一套齐全的字体，PDF 没有打印", f"{_next(known, chinese())}。{lacking}")


def no_chinese(fonts: Fonts, roles: Sequence[str], families: Iterable[str], chinese: Sequence[str]) -> Surroundings:
    """What is said where fonts that Chinese text is set in hold no Chinese characters."""
    known = {name.casefold(): name for name in families}
    return Surroundings("missing", f"字体{_named(fonts, roles)}里没有汉字，PDF 没有打印", _next(known, chinese))


def _found(fonts: Fonts, known: Mapping[str, str]) -> tuple[Fonts, list[str]]:
    """The fonts as they are known here, and for what there is none."""
    found: dict[str, str] = {}
    for role, name in asdict(fonts).items():
        names: tuple[str, ...] = (name, *ALIASES.get(name, ()))
        if role == "latin" and name == _PRESET_LATIN:
            names += _LATIN
        here = next((known[one.casefold()] for one in names if one.casefold() in known), None)
        if here is not None:
            found[role] = here
    return replace(fonts, **found), [role for role in ROLES if role not in found]


def _named(fonts: Fonts, roles: Sequence[str]) -> str:
    """Fonts, each once with what it is for."""
    uses: dict[str, list[str]] = {}
    for role in roles:
        uses.setdefault(getattr(fonts, role), []).append(ROLES[role])
    return "、".join(f"“{visible(name)}”（{'、'.join(uses)}）" for name, uses in uses.items())


def _next(known: Mapping[str, str], chinese: Sequence[str]) -> str:
    """What to do: another preset where one is whole, other fonts where there are any."""
    ways = ["改用 docx、html 打印"]
    ways += [f"用 --fonts {name}" for name, preset in PRESETS.items() if not _found(preset, known)[1]]
    if chinese:
        listed = "、".join(visible(name) for name in chinese[:_MOST])
        listed += f" 等 {len(chinese)} 种" if len(chinese) > _MOST else ""
        ways.append(f"在配置文件夹的 reports.toml 的 [fonts] 里改写本机有的字体（有汉字的：{listed}）")
    return f"请{'，或'.join([*ways, '安装缺少的字体'])}"


__all__ = ["fonts_here", "no_chinese"]
