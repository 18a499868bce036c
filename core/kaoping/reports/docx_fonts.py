"""How a Word report names its fonts, and what Word takes where a machine lacks one. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import astuple
from types import MappingProxyType
from xml.sax.saxutils import quoteattr

from kaoping.reports.fonts import Fonts
from kaoping.text import visible

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


#: What stands in for a font that is missing: Word reads one name for each from the table of fonts.
FALLBACKS: Mapping[str, str] = MappingProxyType(
    {
        "方正小标宋_GBK": "宋体",
        "方正小标宋简体": "宋体",
        "仿宋_GB2312": "仿宋",
        "楷体_GB2312": "楷体",
        "仿宋": "FangSong",
        "楷体": "KaiTi",
        "黑体": "SimHei",
        "宋体": "SimSun",
    }
)


def font_names(fonts: Fonts) -> Iterator[str]:
    """Each font once, with what stands in for it."""
    seen = dict.fromkeys(visible(name) for name in astuple(fonts))
    for name in list(seen):
        fallback = FALLBACKS.get(name)
        while fallback is not None and fallback not in seen:
            seen[fallback] = None
            fallback = FALLBACKS.get(fallback)
    yield from seen


def font_table(fonts: Fonts) -> str:
    """The part of a document that says which fonts it names."""
    return f'<w:fonts xmlns:w="{_W}">' + "".join(_font(name, fonts.latin) for name in font_names(fonts)) + "</w:fonts>"


def slots(east_asian: str, latin: str) -> str:
    """`w:rFonts` with all four slots; no theme, which would win over the names."""
    east, west = quoteattr(visible(east_asian)), quoteattr(visible(latin))
    return f"<w:rFonts w:ascii={west} w:hAnsi={west} w:eastAsia={east} w:cs={west}/>"


def _font(name: str, latin: str) -> str:
    other = FALLBACKS.get(name)
    alternative = f"<w:altName w:val={quoteattr(other)}/>" if other is not None else ""
    charset = "00" if name == latin else "86"
    return (
        f'<w:font w:name={quoteattr(name)}>{alternative}<w:charset w:val="{charset}"/>'
        '<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
    )
