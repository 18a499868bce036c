"""What would change under each standard if a fact were another, as text and as JSON; and a sheet in brief."""

from __future__ import annotations

from typing import Any

from kaoping.numbers import plain
from kaoping.reports.compare_words import score_text
from kaoping.reports.words import outcome_text
from kaoping.scoring.sheet import ItemScore, ScoreSheet
from kaoping.scoring.sheet_json import sheet_json
from kaoping.workbench.compare import Compared
from kaoping.workbench.compare_words import move_texts, supposed_text
from kaoping.workbench.what_if import Move, WhatIf

Json = dict[str, Any]

#: What of a whole sheet a comparison tells.
_BRIEF = ("complete", "score", "result", "attainment", "vetoes", "outcome", "honours")


def brief_json(sheet: ScoreSheet) -> Json:
    """What of a whole sheet a comparison tells."""
    whole = sheet_json(sheet)
    told: Json = {key: whole[key] for key in _BRIEF}
    told["honours"] = [{key: value for key, value in one.items() if key != "derivation"} for one in told["honours"]]
    return told


def what_if_json(what_if: WhatIf) -> Json:
    """What was supposed, and what it would change in each sheet."""
    return {
        "supposed": [
            {
                "unit": one.unit.name,
                "fact": one.definition.id,
                "title": one.definition.title,
                "period": one.observation.period.label,
                "value": one.value,
            }
            for one in what_if.supposed
        ],
        "standards": [_move_json(move) for move in what_if.moves],
    }


def _move_json(move: Move) -> Json:
    return {
        "sheet": move.sheet,
        "asked": move.asked,
        "changed": move.any,
        "before": brief_json(move.before),
        "after": brief_json(move.after),
        "items": [
            {
                "item": one.before.item.id,
                "title": one.before.item.criterion.title,
                "from": _score_json(one.before),
                "to": _score_json(one.after),
                "requirements": [
                    {
                        "id": moved.id,
                        "text": moved.text,
                        "from": moved.before.state,
                        "to": moved.after.state,
                        "because": moved.after.judged.because if moved.after.judged is not None else None,
                    }
                    for moved in one.requirements
                ],
            }
            for one in move.items
        ],
        "vetoes": [
            {"id": old.veto.id, "title": old.veto.title, "from": old.status, "to": new.status, "because": new.because}
            for old, new in move.vetoes
        ],
        "adjustments": [
            {"id": old.id, "title": old.title, "from": old.event, "to": new.event, "because": new.because or None}
            for old, new in move.adjustments
        ],
    }


def _score_json(score: ItemScore) -> Json:
    return {"state": score.state, "low": plain(score.low), "high": plain(score.high), "full": plain(score.full)}


def what_if_text(found: Compared) -> str:
    """What was supposed, and what it would change in each sheet; empty where nothing was."""
    if found.what_if is None:
        return ""
    given = "；".join(supposed_text(one) for one in found.what_if.supposed)
    lines = [f"假设：{given}", "  （各标准均采纳全部建议；只是推算，没有保存）"]
    aside: list[str] = []
    for move in found.what_if.moves:
        stand = found.stands[move.sheet]
        name = f"[{move.sheet + 1}] {stand.short}（{stand.unit.name}）"
        if not move.asked:
            aside.append(name)
            continue
        if not move.any:
            lines.append(f"  {name}：没有变化，{score_text(move.after)}，{outcome_text(move.after.outcome)}")
            continue
        lines += [f"  {name}：", *(f"    {line}" for line in move_texts(move))]
    if aside:
        lines.append(f"  不看这样的事实的：{'、'.join(aside)}")
    return "\n".join(lines)


__all__ = ["brief_json", "what_if_json", "what_if_text"]
