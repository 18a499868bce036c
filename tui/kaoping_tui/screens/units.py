"""Making a unit, and asking for the attributes on which a standard's criteria depend."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from kaoping import KIND_NOTES, KINDS, Resolved, UnitRow, attribute_text, kind_text, visible
from kaoping_tui.modals.ask import Ask
from kaoping_tui.modals.choose import Choose
from kaoping_tui.widgets.lists import Choice
from kaoping_tui.worker import said

if TYPE_CHECKING:
    from kaoping_tui.screens.base import BaseScreen

#: What a unit of a kind is called, to show how.
EXAMPLES = {
    "county": "云溪县",
    "city": "云溪市",
    "department": "云溪县司法局",
    "court": "云溪县人民法院",
    "procuratorate": "云溪县人民检察院",
    "party-body": "云溪县委宣传部",
    "enterprise": "云溪城投公司",
    "institution": "云溪县中学",
    "town": "云溪县青石镇",
}

Attribute = bool | int | str
Made = Callable[[UnitRow], None]


def attributes_asked(resolved: Resolved | None) -> dict[str, list[Attribute]]:
    """The attributes that decide what applies, each with the values that the standard names."""
    found: dict[str, list[Attribute]] = {}
    for item in resolved.items if resolved is not None else ():
        for condition in (item.criterion.applies_when, *(r.applies_when for r in item.criterion.requirements)):
            for name, value in (condition or {}).items():
                if value not in found.setdefault(name, []):
                    found[name].append(value)
    return found


async def create_unit(
    screen: BaseScreen,
    kinds: Sequence[str],
    asked: Mapping[str, Sequence[Attribute]],
    made: Made,
    *,
    parent: str | None = None,
    name: str = "",
    problem: str = "",
    step: str = "",
) -> None:
    """Ask for name, kind and attributes of a new unit, and queue the save.

    :param kinds: those that may be chosen; every known one where there are none.
    :param asked: attributes to ask for, with the values that standards name.
    :param parent: the id of the unit it belongs to.
    :param step: which of several steps this is, for who does it for the first time.
    """
    app = screen.app
    only = f"（{kind_text(kinds[0])}）" if len(kinds) == 1 else ""
    like = "、".join(EXAMPLES[kind] for kind in (kinds or ("county", "department"))[:2] if kind in EXAMPLES)
    hint = f"{f'如 {like}。' if like else ''}写好按回车"
    if step and only:
        hint += f"；不是{kind_text(kinds[0])}的，按 Esc 另选标准"
    title = visible(f"{step}考评对象的名称{only}")
    typed = await app.push_screen_wait(Ask(title, visible(hint), value=name, problem=problem))
    if typed is None:
        return
    choices = [kind_choice(kind) for kind in kinds or tuple(KINDS)]
    kind: str | None = choices[0].key
    if len(choices) > 1:
        kind = await app.push_screen_wait(Choose("种类（决定用哪些标准考评）", choices))
    if kind is None:
        return
    attributes = await ask_attributes(screen, asked)
    chosen = kind

    def refused(error: Exception) -> None:
        screen.own.warn(said(error))
        again = create_unit(screen, kinds, asked, made, parent=parent, name=typed, problem=said(error), step=step)
        screen.run_worker(again)

    screen.own.save(screen, lambda bench: bench.units.add(typed, chosen, attributes, parent), made, refused)


def kind_choice(kind: str) -> Choice:
    """A kind of unit with what is meant by it."""
    note = KIND_NOTES.get(kind)
    return Choice(kind, visible(f"{kind_text(kind)}　{note}" if note else kind_text(kind)))


async def complete_unit(
    screen: BaseScreen, unit: UnitRow, asked: Mapping[str, Sequence[Attribute]], made: Made
) -> None:
    """Ask for the attributes that the standard needs and the unit does not have yet."""
    missing = {name: values for name, values in asked.items() if name not in unit.attributes}
    if not missing:
        return
    attributes = await ask_attributes(screen, missing)
    if attributes:
        screen.own.save(screen, lambda bench: bench.units.change(unit.id, attributes), made)


async def ask_attributes(screen: BaseScreen, asked: Mapping[str, Sequence[Attribute]]) -> dict[str, Attribute]:
    """Ask for attributes one by one; what is not known stays open."""
    found: dict[str, Attribute] = {}
    for name, values in asked.items():
        if all(isinstance(value, bool) for value in values):
            options: dict[str, Attribute] = {"是": True, "否": False}
        else:
            options = {str(value): value for value in values}
            options["其他"] = ""
        choices = [Choice(text, visible(text)) for text in options]
        choices.append(Choice("", "不清楚（以后再定）"))
        answer = await screen.app.push_screen_wait(
            Choose(visible(attribute_text(name)), choices, text="本标准有的评分项只适用于一部分考评对象")
        )
        if answer:
            found[name] = options[answer]
    return found
