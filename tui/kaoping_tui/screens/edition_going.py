"""To the screens that move evaluations to another text of their standard: which text, then what it changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kaoping import CampaignRow, EditionMove, EvaluationRow, Resolved, RoundMove, View, visible
from kaoping_tui.edition_rows import choice_text
from kaoping_tui.modals.choose import Choose
from kaoping_tui.modals.editions import AskStandardFile
from kaoping_tui.screens.base import BaseScreen
from kaoping_tui.screens.edition import OneEdition
from kaoping_tui.screens.edition_round import RoundEdition
from kaoping_tui.widgets.lists import Choice

if TYPE_CHECKING:
    from kaoping import Workbench

Answer = Callable[[Resolved], None]


@dataclass(frozen=True)
class _Known:
    """What a question about a text needs: the texts, which of them the campaign named, which is installed."""

    texts: tuple[Resolved, ...]
    named: str | None
    at_hand: str | None


def ask_round(screen: BaseScreen, campaign: str, *, choose: bool = False) -> None:
    """What moving a campaign changes. Who made it says which text, unless one is named and waits to be followed.

    :param choose: ask for another text in any case.
    """

    def read(found: tuple[CampaignRow, bool, _Known, RoundMove | None]) -> None:
        row, maker, known, named = found
        if named is not None and not (choose and maker):
            _show(screen, named, announce=False)
        elif not maker:
            screen.own.tell(f"批次“{visible(row.name)}”没有定下更正的标准；改用哪一版由建立批次的人定")
        elif row.standard is None:
            screen.own.tell("批次没有定标准，请在各份考评里按 Ctrl+U 分别改用")
        else:
            _ask_text(screen, known, lambda text: _plan(screen, row.id, text))

    screen.read_for_question(lambda bench: _round(bench, campaign), read)


def _round(bench: Workbench, campaign: str) -> tuple[CampaignRow, bool, _Known, RoundMove | None]:
    row = bench.evaluations.campaign_row(campaign)
    named = bench.moving_rounds.plan(row.id, only=()) if row.body.get("edition") else None
    texts = bench.moving.texts_of(row.standard, row.id) if row.standard is not None else []
    edition = row.body.get("edition") or {}
    # Where all are by one text, that one is no other.
    used = {one.digest for one in bench.evaluations.campaign(row.id)[1]} if not edition else {edition["digest"]}
    shown = tuple(text for text in texts if len(used) != 1 or text.digest not in used)
    at_hand = _at_hand(bench, row.standard)
    return row, bench.moving_rounds.is_maker(row), _Known(shown, edition.get("digest"), at_hand), named


def _at_hand(bench: Workbench, standard: str | None) -> str | None:
    usable = standard is not None and any(entry.id == standard for entry in bench.library.usable())
    return bench.library.resolved(standard).digest if usable and standard is not None else None


def _plan(screen: BaseScreen, campaign: str, text: Resolved) -> None:
    screen.read_for_question(
        lambda bench: bench.moving_rounds.plan(campaign, text, only=()),
        lambda found: _show(screen, found, announce=True),
    )


def _show(screen: BaseScreen, found: RoundMove, *, announce: bool) -> None:
    screen.own.tell("")
    screen.app.push_screen(RoundEdition(found, announce=announce))


def ask_behind(screen: BaseScreen) -> None:
    """The campaigns that go by another text than one's own evaluations in them: which, then what changes."""

    def read(found: list[tuple[CampaignRow, int]]) -> None:
        if not found:
            screen.own.tell("自己的考评都与批次的标准一致；批次另定一版，请在批次里按 F9")
        elif len(found) == 1:
            ask_round(screen, found[0][0].id)
        else:
            choices = [Choice(row.id, visible(f"{row.name}　{count} 份")) for row, count in found]
            screen.app.push_screen(Choose("哪个批次的考评", choices), chosen)

    def chosen(campaign: str | None) -> None:
        if campaign is not None:
            ask_round(screen, campaign)

    screen.read_for_question(lambda bench: bench.moving_rounds.behind(), read)


def ask_one(
    screen: BaseScreen,
    evaluation: str,
    moved: Callable[[View], None],
    resume: Callable[[str], None] | None = None,
    *,
    choose: bool = False,
) -> None:
    """What moving one evaluation changes: to the text that its campaign goes by, or one that is chosen.

    :param moved: told of the evaluation after its move.
    :param resume: opens an evaluation that was made beside it.
    :param choose: ask for another text in any case.
    """

    def read(found: tuple[View, _Known]) -> None:
        view, known = found
        row = view.row
        named = next((text for text in known.texts if text.digest == known.named), None)
        if not view.can_write:
            screen.own.warn(f"这是 {visible(row.evaluator)} 的考评，只能由其本人改用")
        elif named is not None and not choose:
            planned(row, named)
        else:
            _ask_text(screen, known, lambda text: planned(row, text))

    def planned(row: EvaluationRow, text: Resolved) -> None:
        def show(move: EditionMove) -> None:
            screen.own.tell("")
            screen.app.push_screen(OneEdition(row, move, moved, resume))

        screen.read_for_question(lambda bench: bench.moving.plan(row.id, text), show)

    screen.read_for_question(lambda bench: _one(bench, evaluation), read)


def _one(bench: Workbench, evaluation: str) -> tuple[View, _Known]:
    view = bench.evaluations.view(evaluation)
    texts = tuple(bench.moving.texts(evaluation))
    named = texts[0].digest if view.corrected is not None and texts else None
    return view, _Known(texts, named, _at_hand(bench, view.row.standard))


def _ask_text(screen: BaseScreen, known: _Known, answer: Answer) -> None:
    choices = [Choice(text.digest, visible(choice_text(text, known.named, known.at_hand))) for text in known.texts]
    choices.append(Choice("file", "另选一个标准文件"))

    def chosen(key: str | None) -> None:
        if key == "file":
            screen.app.push_screen(AskStandardFile(), filed)
        elif key is not None:
            answer(next(text for text in known.texts if text.digest == key))

    def filed(text: Resolved | None) -> None:
        if text is not None:
            answer(text)

    text = "同一标准更正后的文本；先列出会改什么，再决定" if known.texts else "没有别的文本；可用标准文件"
    screen.app.push_screen(Choose("改用哪一版", choices, text=text), chosen)


__all__ = ["ask_behind", "ask_one", "ask_round"]
