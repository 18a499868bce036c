"""The numbers that Word writes before paragraphs by itself, worked out from numbering.xml and the styles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kaoping.intake.ooxml import Element, attribute, child, children, value_of, whole

_CHINESE = "〇一二三四五六七八九"
_CHINESE_ZERO = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_PRIVATE = re.compile("[\ue000-\uf8ff]+ ?")
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


@dataclass
class _Level:
    start: int
    form: str
    text: str
    restart: int | None
    legal: bool
    style: str | None


@dataclass
class _List:
    levels: dict[int, _Level]
    starts: dict[int, int]
    abstract: str


@dataclass
class Numbers:
    """The lists of a document with how far each has come. Paragraphs are asked about in their order."""

    numbering: Element | None
    styles: Element | None
    _lists: dict[str, _List] = field(default_factory=dict, init=False)
    _styles: dict[str, tuple[str | None, str | None, int | None]] = field(default_factory=dict, init=False)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict, init=False)
    _begun: set[tuple[str, int]] = field(default_factory=set, init=False)
    #: The style of paragraphs that name none.
    _usual: str | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        abstracts = {attribute(one, "abstractNumId") or "": one for one in children(self.numbering, "abstractNum")}
        links = {
            value_of(one, "styleLink"): one for one in abstracts.values() if value_of(one, "styleLink") is not None
        }
        for one in children(self.numbering, "num"):
            id = value_of(one, "abstractNumId") or ""
            abstract = abstracts.get(id)
            linked = links.get(value_of(abstract, "numStyleLink") or "")
            levels = {
                whole(attribute(level, "ilvl")): _level(level)
                for level in children(linked if linked is not None else abstract, "lvl")
            }
            starts: dict[int, int] = {}
            for override in children(one, "lvlOverride"):
                at = whole(attribute(override, "ilvl"))
                own = child(override, "lvl")
                if own is not None:
                    levels[at] = _level(own)
                start = value_of(override, "startOverride")
                if start is not None:
                    starts[at] = whole(start, 1)
            self._lists[attribute(one, "numId") or ""] = _List(levels, starts, id)
        for style in children(self.styles, "style"):
            if attribute(style, "default") in ("1", "true") and attribute(style, "type") == "paragraph":
                self._usual = attribute(style, "styleId")
            own = child(child(style, "pPr"), "numPr")
            level = value_of(own, "ilvl")
            self._styles[attribute(style, "styleId") or ""] = (
                value_of(style, "basedOn"),
                value_of(own, "numId"),
                whole(level) if level is not None else None,
            )

    def before(self, properties: Element | None) -> str:
        """The number before the paragraph with these properties, as printed; empty where there is none."""
        number, level = self._of(properties)
        known = self._lists.get(number or "")
        if number is None or known is None or level not in known.levels:
            return ""
        counts = self._counts.setdefault(known.abstract, {})
        if level in known.starts and (number, level) not in self._begun:
            counts.pop(level, None)
        self._begun.add((number, level))
        first = known.starts.get(level, known.levels[level].start)
        counts[level] = counts[level] + 1 if level in counts else first
        for deeper in [other for other in counts if other > level]:
            restart = known.levels[deeper].restart if deeper in known.levels else None
            if restart != 0 and (restart is None or level < restart):
                del counts[deeper]
        return _printed(known, counts, level)

    def _of(self, properties: Element | None) -> tuple[str | None, int]:
        """The list and level of a paragraph: its own, else its style's."""
        own = child(properties, "numPr")
        number, level = value_of(own, "numId"), value_of(own, "ilvl")
        style = value_of(properties, "pStyle") or self._usual
        seen: set[str] = set()
        while style is not None and style not in seen and (number is None or level is None):
            seen.add(style)
            based, style_number, style_level = self._styles.get(style, (None, None, None))
            if number is None and style_number is not None:
                number = style_number
                if level is None and style_level is None:
                    level = str(self._level_of_style(number, style))
            if level is None and style_level is not None:
                level = str(style_level)
            style = based
        return (None if number == "0" else number), whole(level)

    def _level_of_style(self, number: str, style: str) -> int:
        levels = self._lists[number].levels if number in self._lists else {}
        return next((at for at, level in levels.items() if level.style == style), 0)


def _level(element: Element) -> _Level:
    restart = value_of(element, "lvlRestart")
    legal = child(element, "isLgl")
    return _Level(
        start=whole(value_of(element, "start"), 1),
        form=value_of(element, "numFmt") or "decimal",
        text=value_of(element, "lvlText") or "",
        restart=whole(restart) if restart is not None else None,
        legal=legal is not None and attribute(legal, "val") not in ("0", "false"),
        style=value_of(element, "pStyle"),
    )


def _printed(known: _List, counts: dict[int, int], level: int) -> str:
    own = known.levels[level]
    if own.form == "bullet":
        return ""

    def put(found: re.Match[str]) -> str:
        at = int(found.group(1)) - 1
        if at not in known.levels or known.levels[at].form == "none":
            return ""
        form = "decimal" if own.legal else known.levels[at].form
        return number_text(counts.get(at, known.levels[at].start), form)

    # A sign of a font's own stands for one that the font draws: which, nothing says; the number stays apart from the words.
    return _PRIVATE.sub("、", re.sub(r"%([1-9])", put, own.text))


def number_text(value: int, form: str) -> str:
    """A number as Word prints it in this form (`numFmt`); plain digits in a form that is not known."""
    if form in ("chineseCounting", "taiwaneseCounting"):
        return _counting(value, _CHINESE_ZERO, "十", "百", "千") if value < 100 else _positional(value)
    if form in ("chineseCountingThousand", "taiwaneseCountingThousand", "japaneseCounting", "koreanCounting"):
        return _counting(value, _CHINESE_ZERO, "十", "百", "千")
    if form in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return _positional(value)
    if form in ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"):
        return _counting(value, _LEGAL, "拾", "佰", "仟")
    if form == "ideographTraditional" and 1 <= value <= 10:
        return _STEMS[value - 1]
    if form == "ideographZodiac" and 1 <= value <= 12:
        return _BRANCHES[value - 1]
    if (
        form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese", "ideographEnclosedCircle")
        and 1 <= value <= 20
    ):
        return "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"[value - 1]
    if form == "ideographZodiacTraditional" and value >= 1:
        return _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12]
    if form == "numberInDash":
        return f"- {value} -"
    if form == "decimalEnclosedParen":
        return f"({value})"
    if form == "decimalEnclosedFullstop":
        return f"{value}."
    if form == "decimalZero":
        return f"{value:02d}"
    if form in ("decimalFullWidth", "decimalFullWidth2"):
        return "".join(chr(ord(char) + 0xFEE0) for char in str(value))
    if form in ("upperLetter", "lowerLetter") and value >= 1:
        letter = chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter if form == "upperLetter" else letter.lower()
    if form in ("upperRoman", "lowerRoman") and 1 <= value < 4000:
        return _roman(value) if form == "upperRoman" else _roman(value).lower()
    return str(value)


def _positional(value: int) -> str:
    return "".join(_CHINESE[int(char)] for char in str(value))


def _counting(value: int, digits: str, ten: str, hundred: str, thousand: str) -> str:
    if not 0 < value < 10_000:
        return str(value)
    text, zero = "", False
    for size, sign in ((1000, thousand), (100, hundred), (10, ten), (1, "")):
        digit, value = divmod(value, size)
        if digit:
            lone_ten = sign == ten and digit == 1 and not text and ten == "十"
            text += (digits[0] if zero else "") + ("" if lone_ten else digits[digit]) + sign
            zero = False
        else:
            zero = bool(text)
        if not value:
            break
    return text


def _roman(value: int) -> str:
    text = ""
    for size, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        text += sign * (value // size)
        value %= size
    return text
