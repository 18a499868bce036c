"""What the system says about a file, in Chinese: its own words follow its language."""

from __future__ import annotations

import errno
import os
import re

import pytest

from kaoping.errors import system_words


@pytest.mark.parametrize(
    "code", [errno.ENOENT, errno.EACCES, errno.ENOSPC, errno.EROFS, errno.EISDIR, errno.ENOTDIR, errno.EIO]
)
def test_what_is_known_is_said_in_chinese(code: int) -> None:
    said = system_words(OSError(code, os.strerror(code)))
    assert not re.search("[A-Za-z]", said)


def test_what_is_not_known_keeps_the_systems_words() -> None:
    assert system_words(OSError(9999, "strange")) == "strange"
    assert system_words(ValueError("embedded null byte")) == "embedded null byte"
    assert system_words(ValueError()) == "ValueError"
