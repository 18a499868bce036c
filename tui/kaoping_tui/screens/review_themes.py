"""The themes of an item, chosen from those that all standards share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kaoping import DraftPart, Mend, visible
from kaoping_tui.modals.choose_many import DONE, ChooseMany
from kaoping_tui.review_rows import item_of
from kaoping_tui.widgets.lists import Choice

if TYPE_CHECKING:
    from kaoping_tui.screens.review_asking import Asking


def ask_themes(screen: Asking, part: DraftPart) -> None:
    """Ask what the item of a piece is about; what its words tell is marked already."""
    draft = screen.shown.draft
    home = screen.home_of(part)
    own = next((one for one in draft.parts if one.role == "criterion" and one.target == home), None)
    item = item_of(draft.data, home)
    if own is None or item is None:
        screen.own.tell("这一段不属于评分项；主题是评分项的，请移到评分项或它的要点上")
        return

    def known(themes: dict[str, str]) -> None:
        choices = [Choice(id, visible(title)) for id, title in themes.items()]
        text = visible(f"{home} {item['title']}：主题只用于与别的标准比较，不影响得分。回车选上或去掉，F10 确定")
        question = ChooseMany("这一项说的是哪些主题", choices, item.get("themes", ()), text=text)

        def answered(answer: str | None) -> None:
            if answer == DONE and set(question.taken) != set(item.get("themes", ())):
                screen.mend(Mend(own.key, "themes", ",".join(question.taken)))

        screen.app.push_screen(question, answered)

    screen.own.read(screen, lambda bench: bench.drafts.themes(), known)


__all__ = ["ask_themes"]
