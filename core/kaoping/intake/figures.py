"""The points and figures that a clause prints: （1.5分）, 5个工作日, 95%, 4次. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from kaoping.intake.marks import chinese_number

#: A letter that stands for a digit between digits, as recognised from pictures: 1O0.
_LETTERS = re.compile(r"(?<=\d)[OoＯ〇](?=[\d%％])|(?<=\d)[lI](?=[\d%％])")
_POINTS = re.compile(r"[(\[【〔]\s*(?:总分|满分|共|计)?\s*(\d+(?:\.\d+)?)\s*分\s*[)\]】〕]")
#: What looks like a figure and is none: names of laws, numbers of documents, years and dates, lists, telephone numbers.
_NO_FIGURE = re.compile(
    r"《[^》]*》|〔\d{4}〕\s*\d*\s*号?|[\[(]\d{4}[\])]\s*\d+\s*号|\d{4}\s*[-–—－~～至]\s*\d{4}\s*年?"
    r"|(?:19|20)\d{2}\s*年(?:\s*\d+\s*月)?(?:\s*\d+\s*日)?|\d{1,2}\s*[.·•]\s*\d{1,2}(?=[^\d%分个次]{0,3}(?:宪法|法制|法治|国家))"
    r"|[(]\s*\d{1,3}\s*[)]|\d{5,}"
)
_UNITS = (
    r"%|‰|个?工作日|个?自然日|个?小时|学时|课时|周年|个?月|年|日|天|人次|户次|次|人|名|个|项|件|期|场|份|字|万元|亿元|元|分钟|分|家|户|倍"
    r"|级|篇|部|遍|平方米|米|公里|岁|页|时|所|处|条|支|门|班|批|座|辆|台|套"
)
_FIGURE = re.compile(rf"(?<![\d.A-Za-z])(\d+(?:\.\d+)?)({_UNITS})")
_SAME = {"个工作日": "工作日", "个小时": "小时", "个月": "月", "名": "人", "天": "日", "个自然日": "自然日"}
_SPACE = re.compile(r"\s+")
#: Numbers in words before a unit: 近三年, 五次.
_IN_WORDS = re.compile(rf"([〇零一二三四五六七八九十百]{{1,5}})(?=(?:{_UNITS}))")


def folded(text: str) -> str:
    """Full-width signs and digits made plain, a letter O between digits read as a zero."""
    return _LETTERS.sub(lambda found: "1" if found.group() in "lI" else "0", unicodedata.normalize("NFKC", text))


def points(text: str) -> tuple[Decimal, ...]:
    """The points in brackets, in order: `（1.5分）` `[2分]`."""
    return tuple(Decimal(found) for found in _POINTS.findall(folded(text)))


def without_points(text: str) -> str:
    """A text without its points in brackets."""
    return _POINTS.sub(" ", folded(text))


def figures(text: str) -> tuple[str, ...]:
    """Every figure with its unit, each once: `5工作日`, `95%`, `4次`; points, years, dates and numbers of lists are none."""
    plain = _SPACE.sub("", _NO_FIGURE.sub(" ", without_points(text)))
    found = (f"{_short(number)}{_SAME.get(unit, unit)}" for number, unit in _FIGURE.findall(plain))
    return tuple(dict.fromkeys(found))


def value(figure: str) -> str:
    """The number of a figure without its unit."""
    found = re.match(r"[\d.]+", figure)
    return found.group() if found else ""


def values(texts: Iterable[str]) -> set[str]:
    """Every number in texts, in digits or in words before a unit, whatever stands behind it."""
    found = set()
    for text in texts:
        plain = _SPACE.sub("", folded(text))
        found |= {_short(number) for number in re.findall(r"\d+(?:\.\d+)?", plain)}
        found |= {str(chinese_number(number)) for number in _IN_WORDS.findall(plain)}
    return found


def demanded(text: str, printed: str) -> tuple[str, ...]:
    """The figures that `text` (ours) names and the `printed` clause does not: `40学时`.

    Left out is what we may say in figures where a document uses words: none, one, all, years and days of the year.
    """
    known = values([printed])
    days = re.sub(r"\d+月\d+日?|\d+月", " ", folded(text))
    return tuple(
        figure
        for figure in figures(days)
        if value(figure) not in known | {"0", "1", "100"} and not figure.endswith(("年", "月"))
    )


def _short(number: str) -> str:
    return (number.rstrip("0").rstrip(".") if "." in number else number.lstrip("0")) or "0"
