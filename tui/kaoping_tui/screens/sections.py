"""The sections of the first screen: what each reads, and the lines it shows. Loaded when one is first looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from kaoping import condition_text, kind_text, parse_period, visible
from kaoping_tui.rows import row_outcome, row_score
from kaoping_tui.screens.plugins import STATUS, plugin_lines
from kaoping_tui.widgets.lists import Choice, heading
from kaoping_tui.wrap import fitted

if TYPE_CHECKING:
    from kaoping import CampaignLine, ReadyRound, StandardFamily, UnitLine, Workbench

#: Cells from which there is room for a unit's attributes beside its evaluations.
WIDE = 110


def campaigns(
    found: tuple[list[CampaignLine], list[ReadyRound]], shorts: Mapping[str, str], width: int
) -> list[Choice]:
    """Campaigns with how far they are; those that documents announce; a new one."""
    lines, ready = found
    choices = []
    for line in lines:
        period = parse_period(f"{line.row.period_from}..{line.row.period_to}").label
        right = f"考评对象 {line.units}　已交 {line.handed_in}/{line.evaluations}"
        left = f"{line.row.name}　{_short(line.row.standard, shorts)}　{period}"
        choices.append(Choice(f"campaign:{line.row.id}", fitted(visible(left), right, width)))
    choices.append(Choice("own-campaign", "＋ 新建批次"))
    if ready:
        choices.append(heading("文件列明、可直接建立的批次（回车建立）"))
    for one in ready:
        units = f"考评对象 {len(one.units)} 个" if one.units else "未列考评对象"
        period = one.period.label if one.period is not None else "未印周期"
        text = f"{one.named.title}　{_short(one.named.sheet, shorts)}，{period}，{units}"
        choices.append(Choice(f"ready:{one.key}", visible(text)))
    return choices


def _short(standard: str | None, shorts: Mapping[str, str]) -> str:
    """What a standard is called; its id where it cannot be used."""
    return shorts.get(standard, standard) if standard is not None else "标准未定"


def units(lines: list[UnitLine], shorts: Mapping[str, str], width: int) -> list[Choice]:
    """Units, members under the one they belong to, with their evaluations."""
    choices = []
    for line in lines:
        row = line.row
        attributes = f"，{condition_text(row.attributes)}" if row.attributes and width >= WIDE else ""
        indent = "  " * min(line.depth, 6)
        left = f"{row.name}　{kind_text(row.kind)}{attributes}"
        right = "没有考评"
        if line.newest is not None:
            newest = line.newest
            last = "　".join(text for text in (row_score(newest), row_outcome(newest)) if text)
            right = f"考评 {line.evaluations}　最近 {shorts.get(newest.standard, newest.standard)} {last}"
        text = indent + fitted(visible(left), visible(right), width - len(indent))
        choices.append(Choice(f"unit:{row.id}", text))
    choices.append(Choice("new-unit", "＋ 新建考评对象"))
    return choices


def standards(found: tuple[list[StandardFamily], Mapping[str, int]], width: int) -> list[Choice]:
    """Standards under the document they come from, with state, whom they evaluate, and how many items they have."""
    families, items = found
    choices = []
    for family in families:
        choices.append(heading(visible(family.title)))
        for entry in family.entries:
            if entry.failure is not None:
                choices.append(Choice("section:plugins", visible(f"〔不能使用〕{entry.id}：{entry.failure}")))
                continue
            kinds = "、".join(kind_text(kind) for kind in entry.unit_kinds)
            count = f"{items[entry.id]} 项" if entry.id in items else ""
            right = "　".join(part for part in (count, STATUS.get(entry.status, entry.status)) if part)
            left = f"{entry.short}　{entry.id}　考评 {kinds}"
            choices.append(Choice(f"standard:{entry.id}", fitted(visible(left), visible(right), width)))
    choices.append(heading("自己的标准"))
    choices.append(Choice("import-standard", "＋ 从文件导入标准（Word、Excel、网页、文本）"))
    return choices


def plugins(found: tuple[list[str], list[str]]) -> list[Choice]:
    """What cannot be used, with reasons; then the others."""
    failed, others = found
    choices = []
    if failed:
        choices.append(heading("不能使用的"))
        choices += [Choice(f"failed:{number}", text) for number, text in enumerate(failed)]
    choices.append(heading("插件"))
    choices += [Choice(f"plugin:{number}", text) for number, text in enumerate(others)]
    if not others:
        choices.append(Choice("none", "没有插件"))
    return choices


def reader(section: str) -> Callable[[Workbench], Any]:
    """What a section reads, in the writer thread."""
    return {
        "campaigns": lambda bench: bench.overview.campaigns(),
        "units": lambda bench: bench.overview.units(),
        "standards": lambda bench: bench.overview.families(),
        "plugins": plugin_lines,
    }[section]


def choices_of(
    section: str, found: Any, shorts: Mapping[str, str], items: Mapping[str, int], width: int
) -> list[Choice]:
    """The lines of a section; `found` is what `reader` gave."""
    if section == "campaigns":
        return campaigns(found, shorts, width)
    if section == "units":
        return units(found, shorts, width)
    if section == "standards":
        return standards((found, items), width)
    return plugins(found)


def library(bench: Workbench) -> tuple[dict[str, str], int, list[str]]:
    """Short names of standards, how many plugins and standards cannot be used, and what is wrong with the file's place."""
    entries = bench.library.entries()
    broken = sum(entry.failure is not None for entry in entries)
    failures = len(bench.library.plugins.failures()) + len(bench.library.vocabulary_failures()) + broken
    shorts = {entry.id: entry.short for entry in entries if entry.failure is None}
    return shorts, failures, [*bench.library.told(), *bench.desk.workspace.warnings()]
