"""What leads further, as lines: the evaluation's own shortest way, and that of all standards of the unit together. Pure."""

from __future__ import annotations

from kaoping import Joint, Shortest, Together, plain, visible
from kaoping_tui.result_lines import Block
from kaoping_tui.widgets.outline import Line


def next_of(found: Shortest) -> Block:
    """What leads to the next better outcome, or what is in the way."""
    now = f"未评的按最低计，现为“{found.now}”" if found.now is not None else ""
    if found.way is None:
        head, *rest = found.obstacles
        return Line(visible(f"更好的结果：{head}"), visible(now)), [Line(visible(text)) for text in rest]
    lines = []
    for step in found.way.items:
        state = "" if step.rated else "，未评"
        text = f"{step.id} {step.title}：{plain(step.low)} 到 {plain(step.high)}{state}"
        lines.append(Line(visible(text), "回车转到该项", step.id))
    lines += [Line(visible(f"前提：{text}")) for text in found.presumed]
    return Line(visible(f"更好的结果：{found.way.text}"), visible(now)), lines


def joint_of(joint: Joint, evaluation: str) -> list[Block]:
    """All standards of the unit together, each standard's own way, and the facts that serve several.

    :param evaluation: id of the one on screen, whose criteria can be gone to.
    """
    if len(joint.ways) < 2:
        return []
    found: list[Block] = [_together(joint, joint.together, evaluation)]
    lines = []
    for led in joint.ways:
        if led.row.id == evaluation:
            continue
        way = led.found.way
        text = way.text if way is not None else led.found.obstacles[0]
        names = "、".join(f"{step.id} {step.title}" for step in way.items) if way is not None else ""
        lines.append(Line(visible(f"{led.short}（考评 {led.row.number}）：{text}"), visible(names)))
    found.append((Line(f"同一考评对象的其他标准 {len(lines)} 个"), lines))
    if joint.shared:
        lines = [
            Line(visible(f"{one.title}：" + "；".join(f"{short} {'、'.join(ids)}" for short, ids in one.uses)))
            for one in joint.shared
        ]
        found.append((Line(f"查明或改进后同时有用的事实 {len(lines)} 个"), lines))
    return found


def _together(joint: Joint, found: Together, evaluation: str) -> Block:
    lines = []
    for led, goal in zip(joint.ways, found.goals, strict=True):
        now = f"现为“{goal.now}”" if goal.now is not None else "尚无结果"
        leads = f"，可到“{goal.label}”" if goal.label is not None else f"，不在其中：{goal.why}"
        lines.append(Line(visible(f"{led.short}（考评 {led.row.number}）：{now}{leads}")))
    for order, put in enumerate(found.puts, 1):
        served = []
        for use in put.uses:
            led, step = joint.ways[use.standard], use.step
            text = f"{led.short} {step.id} {step.title}：{plain(step.low)} 到 {plain(step.high)}"
            own = led.row.id == evaluation
            served.append(Line(visible(text), "回车转到该项" if own else "", step.id if own else None))
        if len(served) == 1:
            lines.append(served[0]._replace(text=f"{order}. {served[0].text}"))
        else:
            text = f"{order}. {'、'.join(put.facts)}：一处，{len(served)} 项都有用"
            every = "\n".join(line.text for line in served)
            lines.append(Line(visible(text), every, under=tuple(served)))
    head = Line(
        visible(f"各标准合起来（{joint.ways[0].row.unit_name}）：{found.text}"),
        "项数最少，其次分值（达标率标准为权重）最少；同一事实只算一次",
    )
    return head, lines
