"""The key sheet: every key by screen, made from the bindings, to be printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.binding import Binding

from kaoping import visible
from kaoping_tui import keys
from kaoping_tui.keymap import read_keymap
from kaoping_tui.keys_base import key_text

if TYPE_CHECKING:
    from kaoping import Options

TITLE = "按键表"
INTRO = (
    "命令键都是功能键、Ctrl 加字母、数字和方向键，输入法开着也能用；`/`、`?`、`-` 和数字的全角写法与半角的一样。",
    '任何界面按 F1 列出此处可用的按键，Esc 返回。想改按键，在配置文件夹的 `keymap.toml` 里写 `"编号" = "新按键"`。',
)

#: The groups of `keys` in the order of the sheet, with the screen they belong to. A group that is not named here comes last.
SCREENS: Sequence[tuple[str, str]] = (
    ("APP", "任何界面"),
    ("SCREEN", "各界面"),
    ("HOME", "首页"),
    ("NEW", "新建考评"),
    ("WALK", "逐项评定"),
    ("TREE", "逐项评定：左栏（目录）"),
    ("DETAIL", "逐项评定：右栏（评分要点）"),
    ("RECTIFY", "整改"),
    ("RECTIFIED", "考评对象的整改"),
    ("EVIDENCE", "佐证材料"),
    ("PATH", "路径一栏"),
    ("CHECK", "检查"),
    ("RESULT", "结果"),
    ("REPORT", "打印"),
    ("PAPER", "打印：预览"),
    ("WORKBOOK", "读回评分工作簿"),
    ("HISTORY", "修改历史"),
    ("ENTRY", "修改历史：一条记录"),
    ("UNIT", "考评对象"),
    ("COMPARE", "各标准对照"),
    ("CHART", "各标准对照：图"),
    ("BESIDE", "各标准对照：并排"),
    ("READING", "各标准对照：详细内容和图"),
    ("RESULT", "结果"),
    ("CAMPAIGN", "批次"),
    ("TERMS", "批次：各次期限"),
    ("GRID", "批次：表格"),
    ("ROUND_MOVE", "批次：移到新版标准"),
    ("ONE_MOVE", "一份考评换版"),
    ("STANDARD", "标准"),
    ("REVIEW", "审阅导入的标准"),
    ("ROWS", "审阅导入的标准：两栏"),
    ("ROLE", "审阅导入的标准：改类型"),
    ("SPLIT", "审阅导入的标准：断开"),
    ("READY", "审阅导入的标准：检查的结果"),
    ("LIST", "列表"),
    ("OUTLINE", "结果、对比等展开的条目"),
    ("MODAL", "提问的小窗"),
    ("LEAVE", "其余界面"),
)


class KeyLine(NamedTuple):
    """A line of the sheet: the keys for people, what they do, and the id by which a keymap changes them."""

    shown: str
    text: str
    id: str


def groups() -> list[tuple[str, list[Binding]]]:
    """Every group of bindings under the screen it belongs to, each id once in a group."""
    named = dict(SCREENS)
    found: dict[str, list[Binding]] = {}
    for name in [*named, *(name for name in vars(keys) if name.isupper() and name not in named)]:
        held = getattr(keys, name, None)
        bindings = _bindings(held if isinstance(held, list) else [held])
        if bindings:
            found.setdefault(named.get(name, "其他"), []).extend(bindings)
    return list(found.items())


def lines(bindings: Iterable[Binding], keymap: Mapping[str, str]) -> list[KeyLine]:
    """The lines of a group; the digits that rate stand on one."""
    found: dict[str, KeyLine] = {}
    for binding in bindings:
        id = binding.id or ""
        head, _, digit = id.rpartition("-")
        if digit.isdigit() and head == "walk.digit" and id not in keymap:
            found.setdefault(
                head, KeyLine("0 – 9", "评定：计分项输入得分，达标项 1 达到、2 未达到，等级项按序号", f"{head}-0 … -9")
            )
            continue
        typed = [key.strip() for key in keymap.get(id, binding.key).split(",")]
        shown = list(dict.fromkeys(filter(None, map(_plain, typed)))) or [visible(key) for key in typed]
        found.setdefault(id, KeyLine(" / ".join(shown), binding.description, id))
    return list(found.values())


def sheet(keymap: Mapping[str, str], *, own: str | None = None) -> str:
    """The whole sheet as Markdown.

    :param keymap: keys that go before the default ones, by id.
    :param own: where that keymap stands, to be named.
    """
    parts = [f"# {TITLE}", *INTRO]
    parts += [f"按自己的按键设置（{visible(own)}）。" if own is not None else "这是默认的按键。"]
    for title, bindings in groups():
        rows = [f"| {_cell(line.shown)} | {line.text} | `{line.id}` |" for line in lines(bindings, keymap)]
        parts.append("\n".join([f"## {title}", "", "| 键 | 作用 | 编号 |", "|---|---|---|", *rows]))
    return "\n\n".join(parts) + "\n"


def own_sheet(options: Options) -> tuple[str, list[str]]:
    """The sheet by the user's own keymap, and what is wrong with that file."""
    path = options.config / "keymap.toml"
    keymap, faults = read_keymap(path)
    return sheet(keymap, own=str(path) if keymap else None), faults


def _bindings(held: Sequence[Any]) -> list[Binding]:
    return [binding for binding in held if isinstance(binding, Binding) and binding.id and binding.description]


def _plain(key: str) -> str:
    """A key for people; full-width twins, which need no saying, are empty."""
    if len(key) == 1 and not key.isascii():
        return ""
    if key in ("ideographic_space",):
        return ""
    return visible(key_text(key))


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


__all__ = ["KeyLine", "groups", "lines", "own_sheet", "sheet"]
