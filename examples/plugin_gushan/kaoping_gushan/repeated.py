"""同类事件多次发生: a veto that one event does not trigger, but several do."""

from __future__ import annotations

from kaoping import VetoFinding, VetoInput


def repeated(given: VetoInput) -> VetoFinding:
    """Whether the veto's event was recorded on as many days within the look-back as `params.times` says.

    What nobody has looked into is unknown, never clear: only a statement that it did not happen clears it.
    """
    times = int(given.veto.params.get("times", 2))
    days = {
        observation.occurred_on
        for observation in given.answers.facts
        if observation.fact == given.veto.event
        and observation.value is True
        and observation.occurred_on is not None
        and (given.window is None or given.window.start <= observation.occurred_on <= given.window.end)
    }
    told = f"追溯期内已登记 {len(days)} 起，达到 {times} 起即触发"
    stated = given.statement.happened if given.statement is not None else None
    if len(days) >= times:
        if stated is False:
            return VetoFinding(given.veto, "unknown", f"所述与登记的不一致，须先查清：{told}")
        return VetoFinding(given.veto, "triggered", told)
    if stated is None:
        return VetoFinding(given.veto, "unknown", f"{told}；还没有说明此外有没有")
    return VetoFinding(
        given.veto, "triggered" if stated else "clear", f"{told}；考评人说明{'' if stated else '没有'}达到"
    )
