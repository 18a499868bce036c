"""The table of numbers of two editions as TOML, to be looked over and pasted into the new one. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from kaoping.editions.proposals import Proposal, proposals
from kaoping.editions.values import Difference, Kind, Pair
from kaoping.text import visible

_KINDS: tuple[Kind, ...] = ("criteria", "requirements", "vetoes", "adjustments")


def mapping_toml(found: Difference) -> str:
    """A `[[replaces]]` table: every number that came, went or is another, each with its title for who looks it over.

    A number that stays is left out, unless the new edition's own table names it; so is a requirement that moved on with
    its criterion, word for word.
    """
    old, new = found.old, found.new
    lines = ["[[replaces]]", f"edition = {_text(old.standard.edition)}"]
    if old.id != new.id:
        lines.append(f"standard = {_text(old.id)}")
    fates = {change.pair: change.fate for change in found.criteria}
    for kind in _KINDS:
        rows = list(_rows(found, kind, lambda pair: pair.changed or (pair.one and fates.get(pair) == "changed")))
        if kind == "criteria":
            rows += [line for proposal in proposals(found) for line in _proposed(found, proposal)]
        if rows:
            lines += [f"{kind} = [", *rows, "]"]
    return "\n".join(lines) + "\n"


def proposal_toml(proposal: Proposal) -> str:
    """The line of the table that says it."""
    sides = (("old", proposal.pair.old), ("new", proposal.pair.new))
    return "{ " + ", ".join(f"{side} = [{', '.join(map(_text, ids))}]" for side, ids in sides) + " },"


def _proposed(found: Difference, proposal: Proposal) -> Iterator[str]:
    """A split or merge that is not taken: a comment, to be looked over."""
    ids = dict.fromkeys((*proposal.pair.old, *proposal.pair.new))
    named = "、".join(visible(id) for id in ids)
    what = "拆分" if proposal.what == "split" else "合并"
    yield f"  # 可能是{what}（{proposal.because}）。核对后去掉下一行的 # 号，并删去本表里单列 {named} 的行："
    yield f"  # {proposal_toml(proposal)}"


def _rows(found: Difference, kind: Kind, changed: Callable[[Pair], bool]) -> Iterator[str]:
    titles = _titles(found, kind)
    for pair in found.pairs[kind]:
        if pair.old == pair.new and not pair.declared:
            continue
        if kind == "requirements" and not pair.declared and _goes_along(found, pair):
            continue
        said = [
            f"{side} = [{', '.join(map(_text, ids))}]" for side, ids in (("old", pair.old), ("new", pair.new)) if ids
        ]
        if changed(pair) and (pair.changed or kind == "criteria"):
            said.append("changed = true")
        if pair.note is not None:
            said.append(f"note = {_text(pair.note)}")
        yield f"  {{ {', '.join(said)} }},  # {titles(pair)}"


def _goes_along(found: Difference, pair: Pair) -> bool:
    """Whether a requirement is found again without a line of its own: its wording stayed, or it came or went."""
    if not pair.one:
        return not (pair.old and pair.new)
    old, new = found.old.requirement[pair.old[0]][1], found.new.requirement[pair.new[0]][1]
    return old.text == new.text


def _titles(found: Difference, kind: Kind) -> Callable[[Pair], str]:
    sides = []
    for resolved in (found.old, found.new):
        if kind == "criteria":
            sides.append({item.id: item.criterion.title for item in resolved.items})
        elif kind == "requirements":
            sides.append({id: requirement.text for id, (_, requirement) in resolved.requirement.items()})
        else:
            listed = resolved.vetoes if kind == "vetoes" else resolved.adjustments
            sides.append({one.id: one.title for one in listed})

    def told(pair: Pair) -> str:
        first, then = [sides[0][id] for id in pair.old], [sides[1][id] for id in pair.new]
        words = "、".join(then or first)
        if not pair.old:
            words = f"新增：{words}"
        elif not pair.new:
            words = f"取消：{words}"
        elif first != then:
            words = f"{'、'.join(first)} → {words}"
        return visible(" ".join(words.split()))[:120]

    return told


def _text(text: str) -> str:
    """A basic string of TOML: JSON's escapes are among its own."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
