"""Numbers of cells as the sheet shows them: 50%, 15分, 2025年3月, 三. No digit is rounded away: the value is what counts."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Context, Decimal, InvalidOperation

from kaoping.intake.docx_numbers import number_text
from kaoping.intake.ooxml import Package, attribute, child, children, whole
from kaoping.numbers import plain

#: Room for every digit of a number that is read: the default precision would refuse long ones.
WIDE = Context(prec=400)
_BUILT_IN = {
    9: "0%", 10: "0.00%", 14: "yyyy-mm-dd", 15: "yyyy-mm-dd", 16: "yyyy-mm-dd", 17: "yyyy-mm", 18: "h:mm", 19: "h:mm:ss",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "yyyy-mm-dd",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss",
    **dict.fromkeys((36, *range(50, 59)), "yyyy-mm-dd"), 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
_PIECE = re.compile(
    r'"([^"]*)"|\\(.)|\[([^\]]*)\]|_.|\*.|(General|G/通用格式)|([yY]+|[mM]+|[dD]+|[hH]+|[sS]+|AM/PM|A/P|上午/下午)|(.)',
    re.DOTALL,
)
_MOST_DAY = 2_958_466


def codes(package: Package, parts: dict[str, str]) -> list[str]:
    """For each style of a cell the code of its number format; empty for the general one."""
    part = next((one for one in parts.values() if one.endswith("styles.xml")), "")
    if not package.has(part):
        return []
    root = package.xml(part)
    own = {
        whole(attribute(one, "numFmtId")): attribute(one, "formatCode") or ""
        for one in children(child(root, "numFmts"), "numFmt")
    }
    ids = [whole(attribute(style, "numFmtId")) for style in children(child(root, "cellXfs"), "xf")]
    return [own.get(id, _BUILT_IN.get(id, "")) for id in ids]


def shown(value: str, code: str, base: date) -> str:
    """A number as the sheet shows it.

    :param code: the cell's number format
    :param base: the day before the first day that the workbook counts from
    """
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite() or abs(number.adjusted()) > 30:
        return value
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -10:
        number = number.quantize(Decimal("1e-10"), context=WIDE).normalize(WIDE)
    sections = _sections(code)
    # One section for all; or positive, negative and zero apart.
    at = 1 if number < 0 and len(sections) > 1 else 2 if number == 0 and len(sections) > 2 else 0
    pieces = _PIECE.findall(sections[at])
    if any(letters for *_, letters, _ in pieces) and 0 <= number < _MOST_DAY:
        return _day(number, pieces, base)
    return _number(abs(number) if at == 1 else number, pieces)


def _sections(code: str) -> list[str]:
    return re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*\Z)', code)


def _number(number: Decimal, pieces: list[tuple[str, ...]]) -> str:
    before, after, digits = "", "", False
    said = ""
    for quoted, escaped, bracket, general, _, sign in pieces:
        literal = quoted or escaped
        if bracket.upper().startswith("DBNUM"):
            said = bracket.upper()
        elif bracket.startswith("$") and bracket[1:].partition("-")[0]:
            literal = bracket[1:].partition("-")[0]
        elif general or (sign and sign in "0#?.,@/"):
            digits = True
        elif sign == "%":
            number, literal = number.scaleb(2, WIDE), "%"
        elif sign and sign not in "-+eE ":
            literal = sign
        if digits:
            after += literal
        else:
            before += literal
    if not digits and (before or after):
        # Words in place of the number.
        return before + after
    text = plain(number)
    if said and number == number.to_integral_value() and 0 < number < 10_000:
        text = number_text(int(number), "chineseLegalSimplified" if said == "DBNUM2" else "chineseCountingThousand")
    return f"{before}{text}{after}".strip()


def _day(number: Decimal, pieces: list[tuple[str, ...]], base: date) -> str:
    days = int(number)
    seconds = int(((number - days) * 86_400).to_integral_value())
    day = base + timedelta(days=days)
    hour, minute, second = seconds // 3600 % 24, seconds // 60 % 60, seconds % 60
    timed = any(set(letters.lower()) & set("hs") for *_, letters, _ in pieces)
    chinese = any(set(f"{quoted}{escaped}{sign}") & set("年月日") for quoted, escaped, *_, sign in pieces)
    if not timed and not chinese:
        return day.isoformat() if days else "0"
    text, last = "", ""
    for at, (quoted, escaped, _, _, letters, sign) in enumerate(pieces):
        kind = letters[:1].lower()
        following = next((one[4][:1].lower() for one in pieces[at + 1 :] if one[4]), "")
        if kind == "y":
            text += f"{day.year}"
        elif kind == "m" and (last == "h" or following == "s"):
            text += f"{minute:0{len(letters)}d}"
        elif kind == "m":
            text += f"{day.month:0{min(len(letters), 2)}d}"
        elif kind == "d" and len(letters) < 3:
            text += f"{day.day:0{len(letters)}d}"
        elif kind == "d":
            text += f"星期{'一二三四五六日'[day.weekday()]}"
        elif kind == "h":
            text += f"{hour:0{len(letters)}d}"
        elif kind == "s":
            text += f"{second:0{len(letters)}d}"
        else:
            text += quoted or escaped or ("" if sign in "@;" else sign)
        last = kind or last
    return text.strip()
