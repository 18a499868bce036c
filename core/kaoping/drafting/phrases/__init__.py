"""What a sentence of a rubric says in figures, in one place: points, bounds, deductions. Pure.

Every function takes a text as printed; each kind of figure has a module of its own.
"""

from kaoping.drafting.phrases.figures import CN, NUMBER, number, plain
from kaoping.drafting.phrases.limits import Bound, Side, bounds, is_soft, look_back, per_of
from kaoping.drafting.phrases.prices import Deduction, clause_cuts, costs, deduction, says_cap_only
from kaoping.drafting.phrases.worth import Worth, total_of, without_worth, worths

__all__ = [
    "CN",
    "NUMBER",
    "Bound",
    "Deduction",
    "Side",
    "Worth",
    "bounds",
    "clause_cuts",
    "costs",
    "deduction",
    "is_soft",
    "look_back",
    "number",
    "per_of",
    "plain",
    "says_cap_only",
    "total_of",
    "without_worth",
    "worths",
]
