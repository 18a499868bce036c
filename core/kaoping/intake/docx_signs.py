"""Signs that Word writes in ways of its own: symbols by font and number, fields that draw, formulas. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaoping.intake.ooxml import Element, attribute, child, local

#: Of the fonts Wingdings and Wingdings 2, by number: boxes, ticks, numbers in circles, stars, arrows.
_WINGDINGS = {
    0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x72: "□", 0x75: "◆", 0xA1: "○", 0xA4: "◎", 0xA7: "▪",
    0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xE0: "→", 0xF0: "→", 0xFB: "×", 0xFC: "√", 0xFD: "☒", 0xFE: "☑",
    **{0x80 + value: sign for value, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩")},
    **{0x8B + value: sign for value, sign in enumerate("⓿❶❷❸❹❺❻❼❽❾❿")},
}  # fmt: skip
_WINGDINGS_2 = {0x4F: "×", 0x50: "√", 0x51: "☒", 0x52: "☑", 0x54: "☒", 0x97: "●", 0xA3: "□", 0xEA: "★"} | {
    0x69 + value: sign for value, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩")
}
_SYMBOL = {
    0xA3: "≤",
    0xB3: "≥",
    0xB4: "×",
    0xB7: "·",
    0xB8: "÷",
    0xB1: "±",
    0xB9: "≠",
    0xBB: "≈",
    0xA5: "∞",
    0xAE: "→",
    0xD6: "√",
    0xE5: "∑",
}
_TABLES = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
#: A sign drawn over another: how Word puts a character into a circle.
_OVER = re.compile(r"\\o(?:\\a[clr])?\s*\(([^,，()]*)[,，]\s*([^()]*)\)", re.IGNORECASE)
_FRACTION = re.compile(r"\\f\s*\(([^,，()]*)[,，]\s*([^()]*)\)", re.IGNORECASE)
_SWITCH = re.compile(r"\\[a-z]+\d*", re.IGNORECASE)


def symbol(font: str, number: str) -> str:
    """A sign that is given by its font and number; a box where the font is not known."""
    try:
        code = int(number, 16)
    except ValueError:
        return "□"
    table = _TABLES.get(font.strip().lower())
    if 0xF000 <= code <= 0xF0FF:
        code -= 0xF000
        if table is None:
            return chr(code) if 0x20 <= code < 0x7F else "□"
    elif table is None:
        return chr(code) if code < 0xD800 or 0xE000 <= code < 0x110000 else "□"
    return table.get(code, "□")


def field_text(code: str) -> str:
    """What a field prints that has no result of its own: characters in circles, fractions, check boxes, symbols."""
    name, _, rest = code.strip().partition(" ")
    if name.upper() == "EQ":
        over = _OVER.search(rest)
        if over is not None:
            inner = over.group(2).strip()
            number = int(inner) if inner.isascii() and inner.isdigit() and len(inner) < 3 else 0
            return _CIRCLED[number - 1] if 1 <= number <= 20 else f"({inner})"
        rest = _FRACTION.sub(r"\1/\2", rest)
        return _SWITCH.sub("", rest).strip()
    if name.upper() == "FORMCHECKBOX":
        return "□"
    if name.upper() == "SYMBOL":
        found = re.match(r"(0x[0-9a-f]+|\d+)(?:.*\\f\s*\"?([\w ]+?)\"?\s*(?:\\|\Z))?", rest.strip(), re.IGNORECASE)
        if found is not None:
            return symbol(found.group(2) or "", f"{int(found.group(1), 0):x}")
    return ""


def formula(element: Element, depth: int = 0) -> str:
    """A formula on one line: fractions with a stroke, powers with ^."""
    return "".join(_formula(element, depth))


def _formula(element: Element, depth: int) -> Iterator[str]:
    if depth > 40:
        return

    def part(name: str) -> str:
        inner = child(element, name)
        return "" if inner is None else formula(inner, depth + 1)

    name = local(element)
    if name == "f":
        yield f"{_grouped(part('num'))}/{_grouped(part('den'))}"
    elif name in ("sSup", "sSub", "sSubSup"):
        yield part("e")
        yield f"_{_grouped(part('sub'))}" if part("sub") else ""
        yield f"^{_grouped(part('sup'))}" if part("sup") else ""
    elif name == "rad":
        yield f"√{_grouped(part('e'))}"
    elif name == "nary":
        sign = child(child(element, "naryPr"), "chr")
        yield (attribute(sign, "val") if sign is not None else "∫") or "∫"
        yield part("e")
    elif name == "d":
        yield f"({part('e')})"
    elif name == "t":
        yield element.text or ""
    elif not name.endswith("Pr"):
        for one in element:
            yield from _formula(one, depth + 1)


def _grouped(text: str) -> str:
    return text if len(text) < 2 or re.fullmatch(r"[\w.\u4e00-\u9fff]+", text) else f"({text})"
