"""The lines of a unit's page: its evaluations, whom it belongs to, what it is, and what is known of it."""

from __future__ import annotations

from collections.abc import Sequence

from kaoping import KnownFact, UnitPage, attribute_text, condition_text, kind_text, visible
from kaoping_tui.columns import Column, lay_columns
from kaoping_tui.rows import evaluation_lines
from kaoping_tui.toned import QUIET
from kaoping_tui.widgets.lists import Choice, columns_heading, heading

FACTS = (
    Column("事实", gives=True),
    Column("期间", style=QUIET),
    Column("数据", gives=True),
    Column("录入人", gives=True, style=QUIET),
    Column("说明", gives=True, optional=True, style=QUIET),
)


def unit_choices(page: UnitPage, width: int) -> list[Choice]:
    """Every line, by what it names: `evaluation:ID`, `unit:ID`, `attribute:NAME`, `fact:NUMBER`."""
    choices = [heading("考评")]
    lines = evaluation_lines(page.evaluations, page.shorts, width)
    choices += [line if line.is_heading else line._replace(key=f"evaluation:{line.key}") for line in lines]
    for row in page.behind:
        choices.append(
            Choice(f"edition:{row.id}", f"考评 {row.number} 的批次已改用更正的标准：看会改什么，并改用（Ctrl+U）")
        )
    choices.append(Choice("new", "＋ 新建考评（F2）"))
    if page.evaluations or page.members:
        choices.append(Choice("compare", "对照：在各标准下怎样，连同成员单位（F7）"))
    if len({row.standard for row in page.evaluations}) < len(page.evaluations):
        choices.append(Choice("diff", "对比：同一标准的两次考评（F9）"))
    choices.append(heading("所属"))
    if page.parent is not None:
        choices.append(Choice(f"unit:{page.parent.id}", f"属于 {page.parent.name}"))
    choices += [Choice(f"unit:{member.id}", f"{member.name}　{kind_text(member.kind)}") for member in page.members]
    choices += [Choice("member", "＋ 增加下级考评对象（F4）"), heading("属性")]
    attributes = page.row.attributes
    choices += [Choice(f"attribute:{name}", condition_text({name: attributes[name]})) for name in attributes]
    open_ = [attribute_text(name) for name in page.asked if name not in attributes]
    if open_:
        choices.append(Choice("attribute", f"还没有写明：{'、'.join(open_)}（F6）"))
    elif not attributes:
        choices.append(Choice("attribute", "没有写明属性（F6）"))
    choices += [heading("事实"), *_facts(page.facts, width), Choice("fact", "＋ 录入事实（F5）")]
    return choices


def _facts(facts: Sequence[KnownFact], width: int) -> list[Choice]:
    cells = [tuple(visible(cell) for cell in _cells(fact)) for fact in facts]
    laid = lay_columns(FACTS, cells, width) if cells else None
    if laid is None:
        return [Choice(f"fact:{number}", "　".join(cell for cell in row if cell)) for number, row in enumerate(cells)]
    lines = [Choice(f"fact:{number}", text, tones=tones) for number, (text, tones) in enumerate(laid.lines)]
    return [columns_heading(laid.head), *lines]


def _cells(fact: KnownFact) -> tuple[str, ...]:
    body = fact.row.body
    day = f"，{fact.occurred_on}" if fact.occurred_on else ""
    member = f"，{body['member']}" if body.get("member") else ""
    return fact.title, fact.row.period, f"{fact.value}{day}{member}", fact.row.observer, str(body.get("note") or "")
