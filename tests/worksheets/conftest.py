"""The standards and facts that are at hand."""

from __future__ import annotations

import pytest

from kaoping.standard.load import Vocabulary, core_vocabulary
from kaoping.workbench.library import Library


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return core_vocabulary()


@pytest.fixture(scope="session")
def library() -> Library:
    from kaoping.hooks import Plugins

    return Library(Plugins.load())
