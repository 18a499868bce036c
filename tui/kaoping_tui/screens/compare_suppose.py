"""A supposition: whose fact, which, for which period, what value. Nothing of it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kaoping import AskedFact, Compared, Supposed, UnitRow, owner_text, values_text, visible
from kaoping_tui.modals.ask import Ask
from kaoping_tui.modals.choose import Choose
from kaoping_tui.screens.facts import observed
from kaoping_tui.screens.make_campaign import wrong_period
from kaoping_tui.widgets.lists import Choice

if TYPE_CHECKING:
    from kaoping_tui.screens.compare import CompareScreen


async def ask_supposition(screen: CompareScreen, found: Compared, fact: int | None) -> None:
    """Ask for one more, and have all of them worked out.

    :param fact: the number among `found.asked` of the fact meant; asked for where it is None.
    """
    if not found.asked:
        screen.own.tell("这些标准没有问到任何事实，无从假设")
        return
    if fact is None:
        choices = [Choice(str(number), visible(_line(one))) for number, one in enumerate(found.asked)]
        text = "只是推算，不保存"
        answer = await screen.app.push_screen_wait(Choose("假设哪一项事实是另一个值", choices, text=text, narrow=True))
        if answer is None:
            return
        fact = int(answer)
    asked = found.asked[fact]
    title = visible(f"假设：{asked.definition.title}（{owner_text(asked.owner)}）")
    known = f"现有记录：{values_text(asked)}。哪个期间：年度写 2025，季度写 2025-Q1"
    label = await screen.app.push_screen_wait(
        Ask(title, visible(known), value=_period(found, asked), number=True, check=wrong_period)
    )
    if label is None:
        return
    observation = await observed(screen, asked.definition, label)
    if observation is None:
        return
    new = Supposed(_unit(found, asked), asked.definition, observation)
    kept = [one for one in screen.supposed if not _same(one, new)]
    if screen.section != "what-if":
        screen.action_section("what-if")
    screen.suppose((*kept, new))


def _line(fact: AskedFact) -> str:
    where = len({(one.sheet, one.item or one.id) for one in fact.askings})
    return f"{fact.definition.title}（{owner_text(fact.owner)}）　{values_text(fact)}　{where} 处问到"


def _same(one: Supposed, other: Supposed) -> bool:
    """Whether both suppose the same fact of the same unit and period: the later one holds."""
    first, second = one.observation, other.observation
    return (one.unit.id, first.fact, first.period) == (other.unit.id, second.fact, second.period)


def _period(found: Compared, fact: AskedFact) -> str:
    """The last year that is recorded or looked at."""
    recorded = [used.period for used in fact.values if used.period[:4].isdigit()]
    ends = [found.stands[one.sheet].row.period_to[:4] for one in fact.askings]
    return max((period for period in recorded if len(period) == 4), default=max(ends))


def _unit(found: Compared, fact: AskedFact) -> UnitRow:
    """The unit that the fact is about; of one that several share, the first that asks for it."""
    for unit in (found.unit, *found.members):
        if unit.name == fact.owner.unit:
            return unit
    return found.stands[fact.askings[0].sheet].unit


__all__ = ["ask_supposition"]
