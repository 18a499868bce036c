"""Which text of a standard: a file, read before the question closes."""

from __future__ import annotations

from kaoping import Resolved
from kaoping_tui.modals.path import PathModal
from kaoping_tui.widgets.fields import Line
from kaoping_tui.worker import said


class AskStandardFile(PathModal[Resolved]):
    """The file of a corrected standard."""

    def __init__(self, value: str = "") -> None:
        super().__init__(
            "改用哪个标准文件", "标准文件（.toml）的路径，可以拖到窗口里。Tab 补全路径，回车读入", value=value
        )

    def take(self, typed: str) -> None:
        """Read it."""
        self.complain("正在读取…")

        def done(found: Resolved) -> None:
            if self.query_one("#path", Line).value == typed:
                self.dismiss(found)

        self.own.read(self, lambda bench: bench.moving.text_file(typed), done, lambda error: self.complain(said(error)))
