"""Judging many criteria at once, and taking ratings over from an earlier evaluation: asked, planned, confirmed, queued."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kaoping import (
    BATCH_KINDS,
    BatchPlan,
    CarrySource,
    KaopingError,
    View,
    batch_plan,
    parse_period,
    visible,
)
from kaoping_tui.modals.choose import Choose
from kaoping_tui.modals.reasons import AskReason
from kaoping_tui.texts import stage_title
from kaoping_tui.widgets.lists import Choice
from kaoping_tui.widgets.rubric import Rubric
from kaoping_tui.worker import said

if TYPE_CHECKING:
    from kaoping_tui.screens.moving import Moving

CONFIRM = (Choice("do", "执行"), Choice("leave", "不执行"))


async def ask_batch(screen: Moving) -> None:
    """Which criteria, what with them, and once more with what will be left out."""
    scopes = _scopes(screen)
    choices = [Choice(str(n), visible(f"{title}　{len(items)} 项")) for n, (title, items) in enumerate(scopes)]
    answer = await screen.app.push_screen_wait(Choose("成批评定哪些评分项", choices))
    if answer is None:
        return
    title, items = scopes[int(answer)]
    kinds = tuple(Choice(name, text) for name, text in BATCH_KINDS.items())
    chosen = await screen.app.push_screen_wait(Choose(visible(f"{title}：怎样评定"), kinds))
    kind = next((known for known in BATCH_KINDS if known == chosen), None)
    if kind is None:
        return
    reason = None
    if kind == "not-applicable":
        asked = AskReason("共同的不适用理由", title)
        screen.offer_reasons(asked, "not-applicable")
        reason = await screen.app.push_screen_wait(asked)
        if reason is None:
            return
    try:
        plan = batch_plan(screen.view, items, kind, reason)
    except KaopingError as error:
        screen.own.warn(said(error))
        return
    if await _confirmed(screen, f"{title}：{BATCH_KINDS[kind]}", plan):
        screen.judge(
            lambda bench, key: bench.batch.do(key, items, kind, reason=reason),
            f"已成批评定 {len(plan.ratings)} 项，Ctrl+Z 可一次撤销",
        )


async def ask_copy(screen: Moving, sources: list[CarrySource]) -> None:
    """Which earlier evaluation, and once more with what will be left out."""
    if not sources:
        screen.own.tell("这个考评对象没有同一标准的以往考评可沿用")
        return
    choices = [_source_choice(screen.view, source) for source in sources]
    answer = await screen.app.push_screen_wait(Choose("沿用哪一份以往考评的评定（只填未评的项）", choices))
    if answer is None:
        return
    source = next(source for source in sources if source.row.id == answer)
    key = screen.view.row.id

    def planned(plan: BatchPlan) -> None:
        screen.run_worker(_copy(screen, source, plan))

    screen.read_for_question(lambda bench: bench.carry.plan(key, source.row.id), planned)


async def _copy(screen: Moving, source: CarrySource, plan: BatchPlan) -> None:
    if await _confirmed(screen, f"沿用考评 {source.row.number}", plan):
        screen.judge(
            lambda bench, key: bench.carry.copy(key, source.row.id),
            f"已沿用 {len(plan.ratings)} 项，未重新核查的行尾标“=”，Ctrl+F 可只看这些",
        )


def _source_choice(view: View, source: CarrySource) -> Choice:
    row = source.row
    period = parse_period(f"{row.period_from}..{row.period_to}").label
    edition = "" if source.same else "，标准为另一版本"
    stage = f"，{stage_title(view, row.stage)}" if row.stage else ""
    text = f"考评 {row.number}：{period}，{row.evaluator}{stage}，已评 {row.rated}/{row.items}{edition}"
    refused = None if source.fills else "没有可沿用的评定"
    return Choice(row.id, visible(f"{text}；可沿用 {source.fills} 项"), refused)


async def _confirmed(screen: Moving, title: str, plan: BatchPlan) -> bool:
    if not plan.ratings:
        screen.own.tell(visible(plan.text().replace("\n", "；")))
        return False
    answer = await screen.app.push_screen_wait(Choose(visible(title), CONFIRM, text=_lines(plan.text())))
    return answer == "do"


def _lines(text: str) -> str:
    """`text` with its line breaks and nothing else that acts."""
    return "\n".join(visible(line) for line in text.split("\n"))


def _scopes(screen: Moving) -> list[tuple[str, tuple[str, ...]]]:
    """What a batch may be about: the groups at the cursor, innermost first; what the filter shows; everything."""
    view: View = screen.view
    node = screen.query_one(Rubric).node
    item = screen.item
    path = item.path[::-1] if item is not None else ()
    if item is None and node is not None:
        above = next((i.path for i in view.resolved.items if any(n.id == node for n in i.path)), ())
        ids = [n.id for n in above]
        path = above[: ids.index(node) + 1][::-1]
    shown = set(screen.shown_items)
    found = []
    for group in path:
        inside = tuple(i.id for i in view.resolved.items if any(n.id == group.id for n in i.path) and i.id in shown)
        found.append((f"{group.id} {group.title}", inside))
    if screen.sieve is not None:
        found.append((f"筛选出的（{screen.sieve.title}）", screen.shown_items))
    else:
        found.append(("全部评分项", screen.shown_items))
    return found
