"""To the review of a document: asked for from the first screen, or named on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kaoping_tui.modals.review import AskDocument
from kaoping_tui.review_rows import Shown, shown
from kaoping_tui.screens.review import ReviewScreen

if TYPE_CHECKING:
    from pathlib import Path

    from kaoping_tui.screens.base import BaseScreen


def ask_document(screen: BaseScreen) -> None:
    """Ask which document, and review it."""

    def read(found: Shown | None) -> None:
        if found is not None:
            screen.app.push_screen(ReviewScreen(found))

    screen.app.push_screen(AskDocument(), read)


def review(screen: BaseScreen, path: Path) -> None:
    """Review this document, or go on where its review was left."""

    def read(found: Shown) -> None:
        screen.app.push_screen(ReviewScreen(found))

    screen.read_for_question(lambda bench: shown(bench.drafts.open(path)), read)


__all__ = ["ask_document", "review"]
