"""How long a text is, in the two ways in which limits are meant. Pure."""

from __future__ import annotations

import unicodedata


def words_counted(text: str) -> int:
    """字数: each Chinese character and each full-width sign is one, each run of Latin letters, digits and signs is one."""
    count, within = 0, False
    for char in text:
        if _counts_alone(char):
            count, within = count + 1, False
        elif char.isspace() or unicodedata.category(char)[0] == "C":
            within = False
        elif not within:
            count, within = count + 1, True
    return count


def characters_counted(text: str) -> int:
    """字符数（不计空格）: every sign but blanks and what is not seen."""
    return sum(not char.isspace() and unicodedata.category(char)[0] != "C" for char in text)


def _counts_alone(char: str) -> bool:
    """Whether it is set in a full square: a Chinese character, a full-width sign, a quotation mark or a dash as printed."""
    if char.isspace():
        return False
    wide = unicodedata.east_asian_width(char)
    return wide in "WF" or (wide == "A" and unicodedata.category(char)[0] in "PS")


__all__ = ["characters_counted", "words_counted"]
