"""What drafts are held against to propose shared facts and themes: the vocabulary of core and of the plugins at hand."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import TYPE_CHECKING

from kaoping.drafting.proposals.propose import Proposer

if TYPE_CHECKING:
    from kaoping.drafting.proposals.themes import ThemeWords
    from kaoping.workbench.library import Library


def proposer_of(library: Library) -> Proposer:
    """The proposer for the drafts of a library."""
    return Proposer(library.vocabulary().facts, theme_words())


def theme_words() -> ThemeWords:
    """The words by which themes are told. The file is ours: a test holds it to what the bundled standards say."""
    text = resources.files("kaoping.vocabulary").joinpath("theme_words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


__all__ = ["proposer_of", "theme_words"]
