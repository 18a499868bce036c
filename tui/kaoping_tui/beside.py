"""What stands beside the criterion, as rows for the right pane: others' and earlier ratings, where its facts count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kaoping import FactUse, Official, Opinion, RectificationLine, View, parse_period, rectification_text
from kaoping_tui.texts import rating_text, stage_title


@dataclass(frozen=True, slots=True)
class Beside:
    """What was read about one criterion. `uses` by fact.

    :ivar asked: what earlier evaluations asked to be put right, and is still open
    :ivar today: the day that lateness is counted to
    :ivar clause: the official wording, where it was attached; `looked` whether that was looked for yet
    """

    opinions: Sequence[Opinion] = ()
    uses: Mapping[str, FactUse] = field(default_factory=dict)
    asked: Sequence[RectificationLine] = ()
    today: date | None = None
    clause: Official | None = None
    looked: bool = False


NOTHING = Beside()


def opinion_text(view: View, opinion: Opinion) -> str:
    """Who rated it how, and when: `2024，李四：扣 1 分：缺一份（满分 5）`."""
    row = opinion.row
    period = parse_period(f"{row.period_from}..{row.period_to}").label
    stage = f"，{stage_title(view, row.stage)}" if row.stage else ""
    reason = f"。理由：{opinion.rating.reason}" if opinion.rating.reason else ""
    carried = "（沿用，未重新核查）" if opinion.rating.carried else ""
    return f"{period}，{row.evaluator}{stage}：{rating_text(opinion.item, opinion.rating)}{reason}{carried}"


def asked_text(line: RectificationLine, today: date | None) -> str:
    """What an earlier evaluation asked: `2024，李四：补齐制度｜责任 …`."""
    row = line.row
    period = parse_period(f"{row.period_from}..{row.period_to}").label
    return f"{period}，{row.evaluator}：{rectification_text(line.asked, today)}"


def use_text(use: FactUse) -> str:
    """Where else a fact counts: `全国法治县 31、法治政府示范2019 21；云溪县人民法院`."""
    standards = "、".join(f"{short} {' '.join(places)}" for short, places in use.standards)
    return "；".join(part for part in (standards, "、".join(use.units)) if part)
