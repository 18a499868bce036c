"""The sample workspace in the place of one's own, made when it is first asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kaoping_tui.messages import Progressed

if TYPE_CHECKING:
    from kaoping import Workbench
    from kaoping_tui.screens.home import HomeScreen


def open_sample(home: HomeScreen) -> None:
    """Make the sample where there is none, saying how far it is, and show it; the own workspace stays as it is."""
    app = home.own
    options = app.options
    target = options.data / "demo.db"
    app.tell("正在生成示例…")

    def told(made: int, total: int) -> None:
        app.post_message(Progressed(f"正在生成示例考评 {made}/{total}…"))

    def reopen(bench: Workbench) -> Workbench:
        from kaoping import DEMO_EVALUATOR, build_demo, open_workbench

        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            build_demo(target, bench.library, bench.desk.clock, told)
        started = replace(options, db=target, evaluator=DEMO_EVALUATOR)
        return open_workbench(started, clock=bench.desk.clock, library=bench.library)

    def done(_: None) -> None:
        from kaoping import DEMO_EVALUATOR

        app.options = replace(options, db=target, evaluator=DEMO_EVALUATOR)
        app.tell("这是示例工作区，退出后重新打开即回到自己的工作区")
        home.action_refresh_list()

    app.read(home, app.writer.swap(reopen), done)
