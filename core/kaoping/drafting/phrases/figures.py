"""Letters, digits and signs made alike, and numbers as they are printed. Pure.

Positions found in a text that was made `plain` hold in the text as printed, for each character keeps its place.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from kaoping.intake.marks import chinese_number

_FULL = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: 0x20,
    0xA0: 0x20,
    0xFE6A: 0x25,
    0xFE35: 0x28,
    0xFE36: 0x29,
}
#: Letters that recognition from pictures puts for digits, between digits, or behind one before a unit.
_ZERO = re.compile(r"(?<=\d)(?<![A-Za-z]\d)[OoQ]+(?=[\d%.\u4e00-\u9fff])|(?<=[(\[【〔])[OoQ](?=\.\d)")
_ONE = re.compile(
    r"(?<=\d)[lI|](?=[\d%.分])|(?<=[(\[【〔])[lI|](?=\s*分|\d*\s*分|\.\d)|(?<=[\u4e00-\u9fff])[lI|](?=\d{1,3}\s*[分%])"
)
#: 扣五分.
_SPELT = re.compile(r"(?<=[扣减加])[一二两三四五六七八九](?=分(?![之钟]))")
CN = "一二两三四五六七八九十百"
NUMBER = r"(?<![\d.])\d{1,6}(?:\.\d{1,4})?(?!\.?\d)"

#: A sentence is asked about many times, and again after each correction. What is returned is shared: nobody changes it.
kept = lru_cache(maxsize=16_384)


@kept
def plain(text: str) -> str:
    """Full-width letters, digits and signs made half-width, letters read as the digits they stand for; as long as it was."""
    zeros = _ZERO.sub(lambda found: "0" * len(found.group()), text.translate(_FULL))
    ones = _ONE.sub("1", zeros)
    return _SPELT.sub(lambda found: str("一二三四五六七八九".index(found.group().replace("两", "二")) + 1), ones)


def number(text: str) -> Decimal:
    """`2.5`, `两`, `十二` as a number."""
    if text[0].isdigit():
        return Decimal(text)
    return Decimal(chinese_number(text.replace("两", "二")))
