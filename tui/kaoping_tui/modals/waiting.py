"""What stands in front while something is read that a question needs: no key reaches the screen below meanwhile."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from kaoping_tui import keys
from kaoping_tui.modals.base import Modal

#: Seconds before the box is shown: most readings are done by then, and nothing flickers.
UNSEEN = 0.4
#: What acts while it stands there; other keys wait for the question.
AT_ONCE = ("escape", "ctrl+q", "ctrl+r", "ctrl+c")


class Waiting(Modal[None]):
    """Esc gives the question up."""

    BINDINGS: ClassVar[list[BindingType]] = keys.MODAL

    def __init__(self) -> None:
        super().__init__("正在读取…", "工作区正被占用时要等一会儿；按 Esc 不再等")
        self.add_class("waiting")

    def on_mount(self) -> None:
        """Seen only where it takes time."""
        super().on_mount()
        self.set_timer(UNSEEN, lambda: self.add_class("-seen"))

    def ready_for(self, key: str) -> bool:
        """Whether a key acts now."""
        return key in AT_ONCE
