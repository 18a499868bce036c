"""Keys of the screens on which evaluations are moved to another text of their standard."""

from __future__ import annotations

from textual.binding import BindingType

from kaoping_tui.keys_base import key

ROUND_MOVE: list[BindingType] = [
    key("edition.move", "f10,ctrl+s", "move", "改用", show=True),
    key("edition.handed-in", "f3", "handed_in", "连同已提交的", show=True),
    key("edition.other", "f4", "other", "换一版", show=True),
    key("edition.back", "f6", "back", "退回", show=True),
    key("edition.leave", "escape", "leave", "返回", show=True),
]

ONE_MOVE: list[BindingType] = [
    key("edition.move", "f10,ctrl+s", "move", "改用", show=True),
    key("edition.other", "f4", "other", "换一版", show=True),
    key("edition.carry", "f7", "carry", "另建一份：按新版接着考评，原考评不动", show=True),
    key("edition.leave", "escape", "leave", "返回", show=True),
]
