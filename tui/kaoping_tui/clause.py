"""The official clause below the requirements, or how to attach the document."""

from __future__ import annotations

from kaoping import Item, Official, View
from kaoping_tui.toned import LOST, QUIET, Toned

#: Lines of a clause in the pane; the rest is read in a window of its own.
MOST = 12
MORE = "…（Ctrl+D 看全文）"


def clause_line(view: View, item: Item, clause: Official | None) -> Toned | None:
    """`原文（第12段）：…`; None where there is nothing to say."""
    if clause is None:
        if item.criterion.clause is None:
            return None
        document = view.resolved.document.id
        return Toned().add(f"原文：未附。用 kaoping standard attach {document} 文件 附上后，在此显示", QUIET)
    if not clause.text:
        return Toned().add(f"原文：附上的 {clause.file} 里没有找到这一项", QUIET)
    text = Toned().add("原文", QUIET)
    if clause.state == "doubtful":
        text.add("（存疑，请核对）", LOST)
    return text.add(f"（{clause.place}）：", QUIET).add(clause.text.replace("\n", "\n      "))
