"""What stands beside the criterion, as rows for the right pane: others' and earlier ratings, where its facts count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kaoping import FactUse, Opinion, parse_period
from kaoping_tui.texts import rating_text


@dataclass(frozen=True, slots=True)
class Beside:
    """What was read about one criterion. `uses` by fact."""

    opinions: Sequence[Opinion] = ()
    uses: Mapping[str, FactUse] = field(default_factory=dict)


NOTHING = Beside()


def opinion_text(opinion: Opinion) -> str:
    """Who rated it how, and when: `2024，李四：扣 1 分：缺一份（满分 5）`."""
    row = opinion.row
    period = parse_period(f"{row.period_from}..{row.period_to}").label
    stage = f"，{row.stage}" if row.stage else ""
    reason = f"。理由：{opinion.rating.reason}" if opinion.rating.reason else ""
    carried = "（沿用，未重新核查）" if opinion.rating.carried else ""
    return f"{period}，{row.evaluator}{stage}：{rating_text(opinion.item, opinion.rating)}{reason}{carried}"


def use_text(use: FactUse) -> str:
    """Where else a fact counts: `全国法治县 31、法治政府示范2019 21；云溪县人民法院`."""
    standards = "、".join(f"{short} {' '.join(places)}" for short, places in use.standards)
    return "；".join(part for part in (standards, "、".join(use.units)) if part)
