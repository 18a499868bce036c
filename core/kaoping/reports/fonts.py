"""The fonts of a report: named, never carried along. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Fonts:
    """Names of fonts, as GB/T 9704 has them used.

    :ivar latin: for Latin letters and digits beside Chinese text.
    :ivar number: for page numbers.
    """

    title: str = "方正小标宋_GBK"
    body: str = "仿宋_GB2312"
    heading: str = "黑体"
    subheading: str = "楷体_GB2312"
    latin: str = "Times New Roman"
    number: str = "宋体"


#: What each font is for, for people.
ROLES: Mapping[str, str] = MappingProxyType(
    {
        "title": "标题",
        "body": "正文",
        "heading": "一级标题",
        "subheading": "二级标题",
        "latin": "西文",
        "number": "页码",
    }
)

#: `gb` as offices have them; `windows` comes with each Chinese Windows; `free` with Linux desktops and Kylin.
PRESETS: Mapping[str, Fonts] = MappingProxyType(
    {
        "gb": Fonts(),
        "windows": Fonts(title="宋体", body="仿宋", subheading="楷体"),
        "free": Fonts(
            title="Noto Serif CJK SC",
            body="Noto Serif CJK SC",
            heading="Noto Sans CJK SC",
            subheading="Noto Serif CJK SC",
            number="Noto Serif CJK SC",
        ),
    }
)

#: Each line is one font under all its names: which of them a program knows it by depends on the system.
_SAME = (
    ("方正小标宋_GBK", "FZXiaoBiaoSong-B05"),
    ("方正小标宋简体", "FZXiaoBiaoSong-B05S"),
    ("仿宋_GB2312", "FangSong_GB2312"),
    ("楷体_GB2312", "KaiTi_GB2312"),
    ("仿宋", "FangSong"),
    ("楷体", "KaiTi"),
    ("黑体", "SimHei"),
    ("宋体", "SimSun"),
    ("微软雅黑", "Microsoft YaHei"),
    ("Noto Serif CJK SC", "思源宋体", "Source Han Serif SC", "Source Han Serif CN", "Noto Serif SC"),
    ("Noto Sans CJK SC", "思源黑体", "Source Han Sans SC", "Source Han Sans CN", "Noto Sans SC"),
)
#: A name of a font, to its other names.
ALIASES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {name: tuple(other for other in line if other != name) for line in _SAME for name in line}
)


def css_name(name: str) -> str:
    """A font's name as a string of CSS: whatever stands in it, it ends where it ends."""
    safe = (char if char.isalnum() or char in " -_" else f"\\{ord(char):x} " for char in name)
    return f'"{"".join(safe)}"'


__all__ = ["ALIASES", "PRESETS", "ROLES", "Fonts", "css_name"]
