"""The formulas of a scoring workbook: what an item, a section and the whole come to while it is filled in. Pure.

They do what the models `points` and `attainment` do. Where a standard's total is more than that (means of means, a
plugin's own model, attributes that nobody has stated) there is no formula for the total, and the sheet says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from kaoping.answers import Rating
from kaoping.numbers import plain
from kaoping.reports.workbook_cells import verdicts
from kaoping.reports.xlsx_cells import quoted
from kaoping.scoring.items import level_value, score_item
from kaoping.scoring.sheet import CapScore, ItemScore, ScoreSheet
from kaoping.standard.resolved import HUNDRED, Item, Resolved

#: Excel nests 64 functions.
MOST_CHOICES = 60
_ZERO = Decimal(0)


def open_attribute(item: ItemScore) -> str | None:
    """The attribute on which it depends whether the item applies, where nobody has stated it."""
    return next((str(value) for name, value in item.derivation.inputs if name == "attribute"), None)


def why_no_total(sheet: ScoreSheet) -> str | None:
    """Why the total is left to the program, in Chinese; None where formulas give it."""
    scoring = sheet.resolved.standard.scoring
    if sheet.failure is not None or scoring.model not in ("points", "attainment"):
        return "总分按插件的方法计算，由程序给出"
    if scoring.model == "attainment" and scoring.aggregate == "nested":
        return "达标率逐级平均，由程序给出"
    if any(open_attribute(item) is not None for item in sheet.items):
        return "有的项是否适用取决于考评对象还没有写明的属性，总分由程序给出"
    return None


class ItemFormulas:
    """The formulas of one item's row; `cells` names the columns that the sheet has -> address in this row."""

    def __init__(self, sheet: ScoreSheet, item: Item, cells: Mapping[str, str]) -> None:
        self._resolved, self._item, self._cells = sheet.resolved, item, cells
        self._top = item.full if sheet.resolved.by_points else item.weight
        self._open = score_item(sheet.resolved, item, Rating(), sheet.answers.unit)

    def score(self) -> str:
        """What the item scores; empty text while it is not rated."""
        cell = self._cells
        outside = plain(self._top) if self._resolved.not_applicable == "full" else "0"
        if self._item.way == "points":
            points, deduct, full = cell["points"], cell["deduct"], cell["full"]
            # The difference of two doubles is rounded to more places than any step has.
            less = f'IF(ISNUMBER({deduct}),MAX(ROUND({full}-{deduct},9),0),"")'
            given = f"IF(ISNUMBER({points}),{points},{less})"
        else:
            given = '""'
            for title, value in reversed(self._choices()):
                given = f"IF({cell['verdict']}={quoted(title)},{value},{given})"
        return f'=IF({cell["not_applicable"]}<>"",{outside},{given})'

    def low(self) -> str:
        """The least it may come to."""
        return f"=IF(ISNUMBER({self._cells['score']}),{self._cells['score']},{plain(self._open.low)})"

    def high(self) -> str:
        """The most it may come to."""
        return f"=IF(ISNUMBER({self._cells['score']}),{self._cells['score']},{plain(self._open.high)})"

    def base(self) -> str:
        """What it adds to the full score."""
        top = plain(self._top)
        if self._resolved.not_applicable == "full":
            return f"={top}"
        return f'=IF({self._cells["not_applicable"]}<>"",0,{top})'

    def state(self) -> str:
        """What is missing or wrong, else that it is rated."""
        cell = self._cells
        said = f'IF({cell["score"]}="","未评","已评")'
        given = [f'{cell["verdict"]}<>""'] if "verdict" in cell else []
        if self._item.way == "points":
            points, deduct, full = cell["points"], cell["deduct"], cell["full"]
            given = [f'{points}<>""', f'{deduct}<>""']
            differ = f"ISNUMBER({points}),ISNUMBER({deduct})"
            said = f'IF(AND(ISNUMBER({deduct}),{cell["reason"]}=""),IF({deduct}=0,{said},"请写扣分理由"),{said})'
            said = f'IF(AND({differ}),IF(ABS({full}-{deduct}-{points})>0.000001,"得分与扣分不符",{said}),{said})'
        both = f"OR({','.join(given)})" if given else "FALSE"
        return f'=IF({cell["not_applicable"]}<>"",IF({both},"不适用就不要再评","不适用"),{said})'

    def _choices(self) -> list[tuple[str, str]]:
        found = []
        for title, verdict in list(verdicts(self._resolved, self._item).items())[:MOST_CHOICES]:
            if self._item.levels:
                value = level_value(self._item.levels[verdict], self._top)
            else:
                partial = self._resolved.partial or _ZERO
                value = {"met": self._top, "unmet": _ZERO}.get(verdict, self._top * partial / HUNDRED)
            found.append((title, plain(value) if value is not None else '""'))
        return found


def total(resolved: Resolved, sums: str, base: str, extra: Sequence[str]) -> str:
    """The result before vetoes from the sum of all items: base or rescaling, adjustments, limits, rounding.

    :param sums: formula of the sum of the items; for a composed result the weighted sum of its parts.
    :param base: formula of what the items that apply come to at most.
    :param extra: cells that are added: adjustments.
    """
    scoring = resolved.standard.scoring
    if not resolved.by_points:
        value = f"IF({base}=0,0,{sums}*100/{base})"
    else:
        declared = sum((item.full for item in resolved.items), _ZERO)
        value = sums
        if resolved.parts:
            whole, declared = plain(resolved.declared_full), resolved.declared_full
            if resolved.not_applicable == "rescale":
                value = f"IF({base}=0,0,{sums}*{whole}/{base})"
        elif resolved.not_applicable == "rescale":
            value = f"IF({base}=0,{sums},{sums}*{plain(declared)}/{base})"
        if scoring.base is not None and not resolved.parts:
            value = f"({value}+{number(scoring.base - declared)})"
    value = "+".join([value, *extra])
    value = f"MAX({value},{number(scoring.floor if scoring.floor is not None else _ZERO)})"
    if scoring.ceiling is not None:
        value = f"MIN({value},{number(scoring.ceiling)})"
    return rounding(value, scoring.rounding.places, scoring.rounding.mode)


def shared(cap: CapScore, together: str, *, low: bool) -> str:
    """What adjustments under a shared cap come to; where nobody has set the cap, one end of what it may leave.

    :param together: formula of their sum.
    """
    if cap.at_most is None:
        return f"{'MIN' if low else 'MAX'}(0,{together})"
    if cap.kind == "bonus":
        return f"MIN({together},{number(cap.at_most)})"
    return f"MAX({together},{number(-cap.at_most)})"


def rounding(value: str, places: int, mode: str) -> str:
    """A value rounded as the standard says; first to 9 places more, so that no double stands just beside the half."""
    near = f"ROUND({value},{min(places + 9, 12)})"
    if mode == "half-up":
        return f"ROUND({near},{places})"
    if mode == "down":
        return f"ROUNDDOWN({near},{places})"
    if mode == "up":
        return f"ROUNDUP({near},{places})"
    if mode == "floor":
        return f"IF({near}<0,ROUNDUP({near},{places}),ROUNDDOWN({near},{places}))"
    scale = 10**places
    tie = f"ABS(ABS({near})*{scale}-INT(ABS({near})*{scale})-0.5)<0.0000001"
    return f"IF({tie},2*ROUND({near}*{scale}/2,0)/{scale},ROUND({near},{places}))"


def number(value: Decimal | Fraction) -> str:
    """A number within a formula."""
    if isinstance(value, Fraction):
        return f"({value.numerator}/{value.denominator})" if value.denominator != 1 else str(value.numerator)
    return plain(value) if value >= 0 else f"({plain(value)})"
