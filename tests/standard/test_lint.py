"""Every code of lint: what it says, where it points, whose it is. `@` in a text marks the place that must be named."""

from dataclasses import dataclass

import pytest

from kaoping.errors import Fault
from kaoping.standard.findings import CODES
from kaoping.standard.load import NotAgreed, load

HEAD = """\
schema = 1
id = "t/s"
title = "试用标准"
short = "试用"
edition = "1"
status = "draft"
unit_kinds = ["county"]
"""
INSIDE = '[document]\nid = "t/s"\ntitle = "试用通知"\n'
POINTS = '[scoring]\nmodel = "points"\nstep = 1\n'
SHARE = '[scoring]\nmodel = "attainment"\n'
RULES = 'schema = 1\nextends = "t/s"\ntitle = "试用规则"\nset_by = "某办"\n'


def item(id: str = "1", more: str = "points = 5", requirement: str = 'text = "办好"', mark: str = "") -> str:
    return (
        f'{mark}[[criteria]]\nid = "{id}"\ntitle = "第{id}项"\n{more}\nthemes = ["decision"]\n'
        f'  [[criteria.requirements]]\n  id = "{id}.1"\n  {requirement}\n'
    )


def section(id: str = "A", more: str = "", inner: str = "1", points: int = 5, mark: str = "") -> str:
    return (
        f'{mark}[[dimensions]]\nid = "{id}"\ntitle = "部分{id}"\n{more}\n  [[dimensions.criteria]]\n  id = "{inner}"\n'
        f'  title = "第{inner}项"\n  points = {points}\n  themes = ["decision"]\n'
        f'  requirements = [{{ id = "{inner}.1", text = "办好" }}]\n'
    )


def fact(id: str, kind: str, more: str = "") -> str:
    return f'[[facts]]\nid = "{id}"\ntitle = "{id}"\nsubject = "county"\nkind = "{kind}"\n{more}\n'


def measured(measure: str, more: str = "points = 5", deduct: str = "", at: str = "") -> str:
    return item("1", more, f'text = "办好"\n  {at}measure = {measure}\n  {deduct}')


def band(label: str, when: str | None, mark: str = "") -> str:
    return f'{mark}[[outcomes]]\nlabel = "{label}"\n' + ("otherwise = true\n" if when is None else f"when = {when}\n")


@dataclass(frozen=True)
class Wrong:
    code: str
    id: str | None
    words: str
    text: str
    rules: str | None = None
    document: str | None = None


def points(body: str, top: str = "", scoring: str = POINTS) -> str:
    return HEAD + top + INSIDE + scoring + body


def share(body: str, top: str = "", scoring: str = SHARE) -> str:
    return HEAD + top + INSIDE + scoring + body


P = "points = 5"
TWO = fact("n", "count") + fact("e", "event") + fact("y", "yes-no") + fact("d", "date") + fact("s", "share")
USE = "".join(
    f'[[vetoes]]\nid = "use-{name}"\ntitle = "用"\ntext = "用"\neffect = "zero"\nmeasure = {{ fact = "{name}", {how} }}\n'
    for name, how in (
        ("n", "at_least = 0"),
        ("e", "is = false"),
        ("y", "is = true"),
        ("d", 'within = { by = "12-31" }'),
        ("s", "at_least = 0"),
    )
)
ALL = TWO + USE
VETO = '[[vetoes]]\nid = "v"\ntitle = "否决"\ntext = "不得"\n'
BONUS = '[[adjustments]]\nid = "b"\ntitle = "加分"\ntext = "加"\nkind = "bonus"\n'
CAP = '[[adjustment_caps]]\nid = "c"\ntitle = "合计"\nkind = "bonus"\nat_most = 2\n'
WEIGHTS = SHARE + 'weights_set_by = "jurisdiction"\n'
HONOUR = '[[honours]]\nid = "h"\ntitle = "单项"\ntext = "单项"\n'
LEVELS = '[[levels]]\nid = "hi"\ntitle = "高"\n[[levels]]\nid = "lo"\ntitle = "低"\n'

WRONG = {
    # ids
    "criterion twice": Wrong("duplicate-id", "1", "评分项编号 1 重复，请改为各自的编号", points(item("1") + item("1", mark="@").replace('"1.1"', '"1.2"'))),
    "requirement twice": Wrong("duplicate-id", "1.1", "评分要点编号 1.1 重复", points(item("1") + item("2").replace("  [[criteria.req", "  @[[criteria.req").replace('"2.1"', '"1.1"'))),
    "dimension twice": Wrong("duplicate-id", "A", "一级、二级指标编号 A 重复", points(section("A") + section("A", inner="2", mark="@"))),
    "group named as its dimension": Wrong("duplicate-id", "A", "一级、二级指标编号 A 重复", points('[[dimensions]]\nid = "A"\ntitle = "甲"\n  @[[dimensions.groups]]\n  id = "A"\n  title = "乙"\n    [[dimensions.groups.criteria]]\n    id = "1"\n    title = "项"\n    points = 5\n    themes = ["decision"]\n    requirements = [{ id = "1.1", text = "办好" }]\n')),
    "veto twice": Wrong("duplicate-id", "v", "否决项编号 v 重复", points(item() + VETO + 'effect = "zero"\n@' + VETO + 'effect = "zero"\n')),
    "adjustment twice": Wrong("duplicate-id", "b", "加减分编号 b 重复", points(item() + BONUS + "cap = 1\n@" + BONUS + "cap = 1\n")),
    "level twice": Wrong("duplicate-id", "hi", "等级编号 hi 重复", points('[[levels]]\nid = "hi"\ntitle = "高"\nshare = 100\n@[[levels]]\nid = "hi"\ntitle = "高"\nshare = 0\n' + item())),
    "level of an item twice": Wrong("duplicate-id", "hi", "1 的等级编号 hi 重复", points(item("1", 'points = 5\nlevels = [{ id = "hi", title = "高", share = 100 }, @{ id = "hi", title = "低", share = 0 }]'))),
    "theme twice": Wrong("duplicate-id", "t", "主题编号 t 重复", points('[[themes]]\nid = "t"\ntitle = "甲"\n@[[themes]]\nid = "t"\ntitle = "乙"\n' + item())),
    "outcome twice": Wrong("duplicate-id", "好", "结果“好”重复，请改名", points(item() + band("好", "{ score_at_least = 4 }") + band("好", "{ score_at_least = 3 }", mark="@") + band("差", None))),
    "fact of the vocabulary with another meaning": Wrong("duplicate-id", "party-study-sessions", "同号而不同义，请换一个编号", points(item() + VETO + 'effect = "zero"\nmeasure = { fact = "party-study-sessions", is = true }\n@' + fact("party-study-sessions", "yes-no"))),
    "weights of rules that could mean either": Wrong("duplicate-id", "1", "“1”既是指标又是评分项，本地规则给它的权重分不清是谁的", share(section("1").replace("  [[dim", "  @[[dim").replace("  points = 5\n", ""), scoring=WEIGHTS)),
    "stage twice": Wrong("duplicate-id", "self", "阶段编号 self 重复", points(item() + '[[document.stages]]\nid = "self"\ntitle = "自评"\n@[[document.stages]]\nid = "self"\ntitle = "自评"\n')),
    "stage twice in the document's own file": Wrong("duplicate-id", "self", "阶段编号 self 重复", HEAD + 'document = "d"\n' + POINTS + item(), document='schema = 1\nkind = "document"\nid = "d"\ntitle = "通知"\n[[stages]]\nid = "self"\ntitle = "自评"\n@[[stages]]\nid = "self"\ntitle = "自评"\n'),
    "field of a form twice": Wrong("duplicate-id", "x", "“表”的栏目编号 x 重复", points(item() + '[[document.forms]]\nid = "f"\ntitle = "表"\nfields = [{ id = "x", title = "甲" }, @{ id = "x", title = "乙" }]\n')),
    "stage after none": Wrong("unknown-id", "self", "没有阶段“first”，after 请写", points(item() + '[[document.stages]]\nid = "self"\ntitle = "自评"\nafter = @"first"\n')),
    "veto on no criterion": Wrong("unknown-id", "v", "没有评分项“9”", points(item() + VETO + 'effect = "zero"\ncriteria = @["9"]\n')),
    "outcome asks for no veto": Wrong("unknown-id", "好", "没有否决项“v”", points(item() + band("好", '{ no_veto = @["v"] }') + band("差", None))),
    "outcome asks for no section": Wrong("unknown-id", "好", "没有一级指标“B”", points(item() + band("好", "{ section = @{ B = 3 } }") + band("差", None))),
    "part of no dimension": Wrong("unknown-id", "p", "没有一级指标“B”", points(section() + '[[parts]]\nid = "p"\ntitle = "分"\nweight = 5\ndimensions = @["A", "B"]\n')),
    # facts and measures
    "measure on no fact": Wrong("unknown-fact", "1.1", "没有事实“no-such”的定义，请在 [[facts]] 中写明", points(measured('{ fact = @"no-such", at_least = 1 }'))),
    "bound from no fact": Wrong("unknown-fact", "1.1", "没有事实“no-such”", points(measured('{ fact = "n", bound = "at_least", bound_from = @"no-such" }') + ALL)),
    "veto on no event": Wrong("unknown-fact", "v", "没有事实“no-such”", points(item() + VETO + 'effect = "zero"\nevent = @"no-such"\n')),
    "adjustment on no event": Wrong("fact-kind", "b", "“n”是次数（count），这里要事件", points(item() + BONUS + 'cap = 1\nevent = @"n"\n' + ALL)),
    "number of a yes-no": Wrong("fact-kind", "1.1", "“y”是是否（yes-no），不能与数值比较，请改用 is", points(measured('@{ fact = "y", at_least = 1 }') + ALL)),
    "is of a count": Wrong("fact-kind", "1.1", "不能用 is", points(measured('{ fact = "n", is = @true }') + ALL)),
    "within of a count": Wrong("fact-kind", "1.1", "within 只用于日期", points(measured('{ fact = "n", within = @{ by = "01-31" } }') + ALL)),
    "days after a count": Wrong("fact-kind", "1.1", "within 所指的事实“n”是次数（count），须是日期类", points(measured('{ fact = "d", within = @{ days = 3, after = "n" } }') + ALL)),
    "bound from a date": Wrong("fact-kind", "1.1", "bound_from 所指的事实“d”是日期（date），须是数值类", points(measured('{ fact = "n", bound = "at_least", bound_from = @"d" }') + ALL)),
    "per of an event": Wrong("fact-kind", "1.1", "不能用 per", points(measured('{ fact = "e", is = false, per = @"year" }') + ALL)),
    "trend of an event": Wrong("fact-kind", "1.1", "不能用 trend 或 bound_from", points(measured('@{ fact = "e", trend = "falling" }') + ALL)),
    "look-back of a count": Wrong("fact-kind", "1.1", "look_back_years 只用于事件", points(measured('{ fact = "n", at_least = 1, look_back_years = @3 }') + ALL)),
    "bounds that exclude each other": Wrong("bounds", "1.1", "下限 5 与上限 3 互相矛盾", points(measured('@{ fact = "n", at_least = 5, at_most = 3 }') + ALL)),
    "open bounds that meet": Wrong("bounds", "1.1", "下限 3 与上限 3 互相矛盾", points(measured('@{ fact = "n", more_than = 3, at_most = 3 }') + ALL)),
    "share over 100": Wrong("share", "1.1", "百分数界限 120 不在 0 到 100 之间", points(measured('{ fact = "s", at_least = @120 }') + ALL)),
    "share as a fraction": Wrong("share-small", "1.1", "若指 95%，请写 95", points(measured('{ fact = "s", at_least = @0.95 }') + ALL)),
    "fact for nothing": Wrong("unused-fact", "n", "没有被任何要点或否决项用到", points(item() + "@" + fact("n", "count"))),
    # sums
    "no criterion": Wrong("empty", "t/s", "没有任何评分项", "@" + points("")),
    "dimension without criteria": Wrong("empty", "B", "“空”下没有评分项", points(section() + '@[[dimensions]]\nid = "B"\ntitle = "空"\n')),
    "group without criteria": Wrong("empty", "B.b", "“空”下没有评分项", points(section() + '[[dimensions]]\nid = "B"\ntitle = "乙"\n  @[[dimensions.groups]]\n  id = "B.b"\n  title = "空"\n' + section("C", inner="2"))),
    "criterion without points": Wrong("no-points", "1", "没有分值（points），请补上", points(item("1", "", mark="@"))),
    "requirements against criterion": Wrong("points-sum", "1", "各要点合计 4 分，该项 5 分，少 1 分", points(item("1", P, 'text = "办好"\n  points = 4', mark="@"))),
    "some requirements over criterion": Wrong("points-sum", "1", "各要点分值合计 6 分，超过该项的 5 分", points(item("1", P, 'text = "办好"\n  points = 6\n  [[criteria.requirements]]\n  id = "1.2"\n  text = "办快"', mark="@"))),
    "criteria against dimension": Wrong("points-sum", "A", "各评分项合计 5 分，所列 6 分，少 1 分；请核对，文件确实这样印的，在 [[errata]] 中写 at = \"A\"、accepts = [\"points-sum\"]", points(section("A", "points = 6", mark="@"))),
    "all against full": Wrong("full-sum", "t/s", "各评分项合计 5 分，满分 6 分，少 1 分", points(item(), scoring=POINTS + "full = @6\n")),
    "parts against full": Wrong("full-sum", "t/s", "各部分合计 7 分，满分 6 分，多 1 分", points(section() + '[[parts]]\nid = "p"\ntitle = "分"\nweight = 7\ndimensions = ["A"]\n', scoring=POINTS + "full = @6\n")),
    "minimum over points": Wrong("minimum", "A", "最低分 6 超过满分 5", points(section("A", "minimum = @6"))),
    "minimum over 100 percent": Wrong("minimum", "A", "是百分数，120 超过 100", share(section("A", "minimum = @120").replace("  points = 5\n", ""))),
    # what a model does not read
    "step over points": Wrong("step", "1", "评分单位 6 大于分值 5", points(item("1", "points = 5\nstep = 6", mark="@"))),
    "points in attainment": Wrong("points", "1", "达标率标准不用分值", share(item("1", "points = @5"))),
    "section's points in attainment": Wrong("points", "A", "达标率标准不用分值", share(section("A", "points = @5").replace("  points = 5\n", ""))),
    "weight in points": Wrong("weight", "1", "不用权重，请删去 weight", points(item("1", "points = 5\nweight = @2"))),
    "section's weight where flat": Wrong("weight", "A", '指标的权重只用于逐级平均的达标率', share(section("A", "weight = @2").replace("  points = 5\n", ""))),
    "full in attainment": Wrong("scoring", "t/s", "达标率（attainment）标准不用 full", share(item("1", ""), scoring=SHARE + "full = @100\n")),
    "partial in points": Wrong("scoring", "t/s", "计分（points）标准不用 partial", points(item(), scoring=POINTS + "partial = @50\n")),
    "floor over full": Wrong("scoring", "t/s", "floor（最低 6）高于满分", points(item(), scoring=POINTS + "floor = @6\n")),
    "ceiling below floor": Wrong("scoring", "t/s", "ceiling（最高 1）低于最低分", points(item(), scoring=POINTS + "floor = 2\nceiling = @1\n")),
    "level over points": Wrong("level", "1", "通用等级的分值 6 至 6，不在该项的 0 到 5 之间，请改用 share", points('[[levels]]\nid = "hi"\ntitle = "高"\npoints = 6\n' + item(mark="@"))),
    "level of an item over points": Wrong("level", "1", "等级“高”的分值不在 0 到 5 之间", points(item("1", 'points = 5\nlevels = [@{ id = "hi", title = "高", points = 6 }]'))),
    "level's points in attainment": Wrong("level", "hi", "请用 share", share('@[[levels]]\nid = "hi"\ntitle = "高"\npoints = 1\n' + item("1", ""))),
    "points of rules' level in attainment": Wrong("rules", "lo", "请用 share", share(LEVELS + item("1", ""), top='levels_set_by = "jurisdiction"\n'), RULES + '[[levels]]\nid = "hi"\ntitle = "高"\nshare = 90\n@[[levels]]\nid = "lo"\ntitle = "低"\npoints = 0\n'),
    "veto on several events, one of them none": Wrong("unknown-fact", "v", "没有事实“no-such”", points(item() + VETO + 'effect = "zero"\nevents = @["e", "no-such"]\n' + ALL)),
    "bonus over a ceiling": Wrong("unreachable", "好", "分数线 9 高于可能的最高分 8", points(item() + BONUS + "amount = 1\n" + band("好", "{ score_at_least = 9 }", mark="@") + band("差", None), scoring=POINTS + "ceiling = 8\n")),
    "level without a value": Wrong("level-value", "hi", '请写 points 或 share，由本地规定的写 levels_set_by = "jurisdiction"', points('@[[levels]]\nid = "hi"\ntitle = "高"\n' + item())),
    "level of an item without a value": Wrong("level-value", "1", "评为该等级时得分无法确定", points(item("1", 'points = 5\nlevels = [@{ id = "hi", title = "高" }]'))),
    "deduction in attainment": Wrong("deduct", "1.1", "达标率标准没有扣分规则", share(measured('{ fact = "n", at_least = 1 }', "", "deduct = @{ amount = 1 }") + ALL)),
    "deduction by units of nothing": Wrong("deduct", "1.1", "须有 measure 才知道差多少", points(item("1", P, 'text = "办好"\n  deduct = @{ each = 1 }'))),
    "deduction by units of a yes-no": Wrong("deduct", "1.1", "是否和走向没有“差多少”", points(measured('{ fact = "y", is = true }', P, "deduct = @{ each = 1 }") + ALL)),
    "deduction off the step": Wrong("deduct-step", "1.1", "each = 0.3 不是评分单位 1 的整数倍", points(measured('{ fact = "n", at_least = 4 }', P, "deduct = { each = 0.3 }").replace("  [[criteria.req", "  @[[criteria.req") + ALL)),
    "requirement's points off the step": Wrong("deduct-step", "1.1", "points = 1.5 不是评分单位 1 的整数倍", points(item("1", P, 'text = "办好"\n  points = 1.5\n  [[criteria.requirements]]\n  id = "1.2"\n  text = "办快"').replace("  [[criteria.req", "  @[[criteria.req", 1))),
    # vetoes, adjustments, parts
    "params without check": Wrong("veto", "v", "params 只与 check", points(item() + VETO + 'effect = "zero"\nparams = @{ a = 1 }\n')),
    "label of a cap": Wrong("veto", "v", "label（结果名称）只用于", points(item() + VETO + 'effect = "zero"\nlabel = @"零分"\n')),
    "look-back on criteria": Wrong("veto", "v", "criteria 看的是本次评定，没有追溯", points(item() + "@" + VETO + 'effect = "zero"\ncriteria = ["1"]\nlook_back_years = 3\n')),
    "look-back beside a measure": Wrong("veto", "v", "请在 measure 里写 look_back_years", points(item() + "@" + VETO + 'effect = "zero"\nmeasure = { fact = "n", at_least = 1 }\nlook_back = "period"\n' + ALL)),
    "attributes left empty": Wrong("veto", "v", "not_when 是空的", points(item() + VETO + 'effect = "zero"\nnot_when = @{}\n')),
    "adjustment on several events, one of them none": Wrong("unknown-fact", "b", "没有事实“no-such”", points(item() + BONUS + 'cap = 1\nevents = @["e", "no-such"]\n' + ALL)),
    "adjustment on several events, one of them a count": Wrong("fact-kind", "b", "“n”是次数（count），这里要事件", points(item() + BONUS + 'cap = 1\nevents = @["e", "n"]\n' + ALL)),
    "honour without a line": Wrong("honours", "h", "请写明 attained_at_least", points(item() + "@" + HONOUR + 'covers = ["1"]\n')),
    "honour of what could be either": Wrong("honours", "h", "“1”既是指标又是评分项", points(section("1") + HONOUR + 'covers = @["1"]\nattained_at_least = 90\n')),
    "honour of what has no points": Wrong("honours", "h", "都不计分（points = 0）", points(item() + item("2", "points = 0") + HONOUR + 'covers = @["2"]\nattained_at_least = 90\n')),
    "honour twice": Wrong("duplicate-id", "h", "单项荣誉编号 h 重复", points(item() + HONOUR + "attained_at_least = 90\n@" + HONOUR + "attained_at_least = 80\n")),
    "honour that covers twice": Wrong("duplicate-id", "h", "covers 中“1”写了两次", points(item() + HONOUR + 'covers = @["1", "1"]\nattained_at_least = 90\n')),
    "honour that covers nothing there is": Wrong("unknown-id", "h", "没有指标或评分项“9”", points(item() + HONOUR + 'covers = @["1", "9"]\nattained_at_least = 90\n')),
    "amount over cap": Wrong("adjustment", "b", "amount（每次） 3 大于 cap（累计不超过）2", points(item() + "@" + BONUS + "amount = 3\ncap = 2\n")),
    "shared cap of a bonus twice": Wrong("adjustment-cap", "d", "“b”已在“c”中合计", points(item() + BONUS + "cap = 3\n" + CAP + '@[[adjustment_caps]]\nid = "d"\ntitle = "又"\nof = ["b"]\nat_most = 2\n')),
    "shared cap that nothing reaches": Wrong("cap-idle", "c", "各项最多共 1 分，到不了合计的上限 2 分", points(item() + BONUS + "cap = 1\n" + "@" + CAP)),
    "shared cap of nothing": Wrong("adjustment-cap", "c", "没有加分项，合计的上限没有可限的", points(item() + CAP.replace('kind = "bonus"', 'kind = @"bonus"'))),
    "shared cap of what is not there": Wrong("unknown-id", "c", "没有加减分“x”", points(item() + BONUS + "cap = 3\n" + CAP.replace('kind = "bonus"', 'of = @["x", "b"]'))),
    "shared cap that the document prints": Wrong("rules", "c", "合计的上限已由标准写明", points(item() + BONUS + "cap = 3\n" + CAP), RULES + "adjustment_caps.c = @{ at_most = 2 }\n"),
    "range over cap": Wrong("adjustment", "b", "high（最多） 3 大于 cap", points(item() + "@" + BONUS + "range = { low = 1, high = 3 }\ncap = 2\n")),
    "dimension in no part": Wrong("parts", "B", "一级指标“B”不属于任何组成部分", points(section() + section("B", inner="2") + '@[[parts]]\nid = "p"\ntitle = "分"\nweight = 5\ndimensions = ["A"]\n')),
    "dimension in two parts": Wrong("parts", "q", "一级指标“A”属于两个部分", points(section() + '[[parts]]\nid = "p"\ntitle = "分"\nweight = 5\ndimensions = ["A"]\n[[parts]]\nid = "q"\ntitle = "分"\nweight = 5\ndimensions = @["A"]\n')),
    "criteria beside parts": Wrong("parts", "t/s", "评分项须都在一级指标之下", points(item("9", mark="@") + section() + '[[parts]]\nid = "p"\ntitle = "分"\nweight = 5\ndimensions = ["A"]\n')),
    "parts of a base": Wrong("parts", "t/s", "只用于不设基础分的计分标准", points(section() + '@[[parts]]\nid = "p"\ntitle = "分"\nweight = 5\ndimensions = ["A"]\n', scoring=POINTS + "base = 5\n")),
    # outcomes
    "attained in points": Wrong("when", "好", "attained_at_least 只用于达标率标准", points(item() + band("好", "{ attained_at_least = @90 }") + band("差", None))),
    "score over the most": Wrong("unreachable", "好", "分数线 6 高于可能的最高分 5", points(item() + band("好", "{ score_at_least = 6 }", mark="@") + band("差", None))),
    "score over a base": Wrong("unreachable", "好", "分数线 5 高于可能的最高分 3", points(item() + band("好", "{ score_at_least = 5 }", mark="@") + band("差", None), scoring=POINTS + "base = 3\n")),
    "score over the ceiling": Wrong("unreachable", "好", "分数线 5 高于可能的最高分 4", points(item() + band("好", "{ score_at_least = 5 }", mark="@") + band("差", None), scoring=POINTS + "ceiling = 4\n")),
    "section over its points": Wrong("unreachable", "好", "“A”的分数线 6 高于该部分满分 5", points(section() + band("好", "{ section = { A = 6 } }", mark="@") + band("差", None))),
    "higher bound later": Wrong("unreachable", "更好", "都已先符合“好”", points(item() + band("好", "{ score_at_least = 3 }") + band("更好", "{ score_at_least = 4 }", mark="@") + band("差", None))),
    "after one that always holds": Wrong("unreachable", "差", "前面的“好”没有得分会不符合", points(item() + band("好", "{ score_at_least = 0 }") + band("差", None, mark="@"))),
    "after otherwise": Wrong("unreachable", "差", "otherwise（其余情形）只能是最后一个结果", points(item() + band("差", None, mark="@") + band("好", "{ score_at_least = 3 }") + band("很差", None))),
    "no otherwise": Wrong("no-otherwise", "好", "最后一个结果须写 otherwise = true", points(item() + band("好", "{ score_at_least = 3 }", mark="@"))),
    # advice
    "no theme": Wrong("no-theme", "1", "没有主题（themes）", points(item(mark="@").replace('themes = ["decision"]\n', ""))),
    "unknown theme": Wrong("unknown-theme", "1", "没有主题“no-such”", points(item().replace('themes = ["decision"]', 'themes = @["no-such"]'))),
    "no requirement": Wrong("no-requirement", "1", "没有评分要点（requirements）", points('@[[criteria]]\nid = "1"\ntitle = "项"\npoints = 5\nthemes = ["decision"]\n')),
    "erratum of an unknown code": Wrong("erratum", "1", "没有“no-such”这个代码", points(item() + '[[errata]]\nat = "1"\nprinted = "x"\nread_as = "y"\nwhy = "z"\naccepts = @["no-such"]\n')),
    "erratum that accepts nothing": Wrong("erratum", "1", "处没有“points-sum”这个问题", points(item() + '[[errata]]\nat = "1"\nprinted = "x"\nread_as = "y"\nwhy = "z"\naccepts = @["points-sum"]\n')),
    # rules
    "rules of another": Wrong("rules", None, "规则是给“t/x”的，不是“t/s”的", points(item()), RULES.replace('"t/s"', '@"t/x"')),
    "outcomes that the document sets": Wrong("rules", None, "结果由文件规定，本地规则不能改", points(item() + band("好", "{ score_at_least = 3 }") + band("差", None)), RULES + band("好", "{ score_at_least = 4 }", mark="@") + band("差", None)),
    "policy that the document sets": Wrong("rules", None, "不适用的处理由文件规定", points(item()), RULES + 'not_applicable = @"full"\n'),
    "partial that the document sets": Wrong("rules", None, "“部分达到”由文件规定", share(item("1", ""), scoring=SHARE + "partial = 50\n"), RULES + "partial = @60\n"),
    "partial in points by rules": Wrong("rules", None, "“部分达到”只用于达标率标准", points(item()), RULES + "partial = @60\n"),
    "weights that the document sets": Wrong("rules", None, "权重由文件规定", share(item("1", "")), RULES + '@[weights]\n"1" = 2\n'),
    "weight of nothing": Wrong("rules", "9", "标准没有评分项或指标“9”", share(item("1", ""), scoring=WEIGHTS), RULES + '[weights]\n"1" = 1\n"9" = @2\n'),
    "weight of a section where flat": Wrong("rules", "A", "指标的权重不起作用", share(section().replace("  points = 5\n", ""), scoring=WEIGHTS), RULES + "[weights]\n1 = 1\nA = @2\n"),
    "some weights": Wrong("rules-weights", None, "还有 1 个评分项没有给权重，按标准所列或按 1 计，如 2", share(item("1", "") + item("2", ""), scoring=WEIGHTS), RULES + '@[weights]\n"1" = 2\n'),
    "levels that the document sets": Wrong("rules", None, "等级由文件规定", points(LEVELS.replace('高"', '高"\nshare = 100').replace('低"', '低"\nshare = 0') + item()), RULES + '@[[levels]]\nid = "hi"\ntitle = "高"\nshare = 90\n'),
    "levels of another name": Wrong("rules", None, "等级的编号请与标准一致，各写一次：hi、lo", points(LEVELS + item(), top='levels_set_by = "jurisdiction"\n'), RULES + '@[[levels]]\nid = "hi"\ntitle = "高"\nshare = 90\n'),
    "level of rules without value": Wrong("rules", "lo", "等级“低”没有分值", points(LEVELS + item(), top='levels_set_by = "jurisdiction"\n'), RULES + '[[levels]]\nid = "hi"\ntitle = "高"\nshare = 90\n@[[levels]]\nid = "lo"\ntitle = "低"\n'),
    "amount that the document sets": Wrong("rules", "b", "分值由文件规定", points(item() + BONUS + "amount = 1\n"), RULES + "adjustments.b = @{ amount = 2 }\n"),
    "cap that the document prints": Wrong("rules", "b", "cap 由文件规定", points(item() + BONUS + 'cap = 3\nset_by = "jurisdiction"\n'), RULES + "adjustments.b = @{ amount = 1, cap = 9 }\n"),
    "amount and range": Wrong("adjustment", "b", "amount（每次）与 range（范围）只能写一个", points(item() + BONUS + 'set_by = "jurisdiction"\n'), RULES + "adjustments.b = @{ amount = 1, range = { low = 1, high = 2 } }\n"),
    "adjustment of nothing": Wrong("rules", "x", "标准没有加减分“x”", points(item()), RULES + "adjustments.x = @{ amount = 2 }\n"),
    "veto's cap that the document sets": Wrong("rules", "v", "封顶分由文件规定", points(item() + VETO + 'effect = "cap"\ncap = 3\n'), RULES + "vetoes.v = @{ cap = 4 }\n"),
    "cap of a veto that does not cap": Wrong("rules", "v", "该否决项的后果不是封顶", points(item() + VETO + 'effect = "zero"\n'), RULES + "vetoes.v = @{ cap = 4 }\n"),
    "veto's label that the document sets": Wrong("rules", "v", "结果名称由文件规定", points(item() + VETO + 'effect = "revoke"\nlabel = "撤销命名"\n'), RULES + 'vetoes.v = @{ label = "保留" }\n'),
    "label of a veto that names none": Wrong("rules", "v", "该否决项的后果没有结果名称", points(item() + VETO + 'effect = "zero"\n'), RULES + 'vetoes.v = @{ label = "保留" }\n'),
    "veto of nothing": Wrong("rules", "x", "标准没有否决项“x”", points(item()), RULES + "vetoes.x = @{ cap = 4 }\n"),
    "honour's line that the document sets": Wrong("rules", "h", "单项荣誉的条件已由标准写明", points(item() + HONOUR + 'covers = ["1"]\nattained_at_least = 90\n'), RULES + "honours.h = @{ attained_at_least = 80 }\n"),
    "honour's line that the standard gives for the jurisdiction": Wrong("rules", "h", "单项荣誉的条件已由标准写明", points(item() + HONOUR + 'covers = ["1"]\nattained_at_least = 90\nset_by = "jurisdiction"\n'), RULES + "honours.h = @{ attained_at_least = 80 }\n"),
    "honour of nothing": Wrong("rules", "x", "标准没有单项荣誉“x”", points(item()), RULES + "honours.x = @{ attained_at_least = 80 }\n"),
    "bound of nothing": Wrong("rules", "x", "标准没有事实“x”", points(item()), RULES + '@[[bounds]]\nfact = "x"\nvalue = 3\n'),
    "bound in place of a finding": Wrong("rules", "n", "“n”要由考评人查明，不是界限值", points(item() + ALL), RULES + '@[[bounds]]\nfact = "n"\nvalue = 3\n'),
    "bound of no period": Wrong("rules", "n", "“去年”不是期间", points(measured('{ fact = "s", bound = "at_least", bound_from = "n" }') + ALL), RULES + '@[[bounds]]\nfact = "n"\nvalue = 3\nperiod = "去年"\n'),
    "bound twice": Wrong("rules", "n", "界限值“n”写了两次", points(measured('{ fact = "s", bound = "at_least", bound_from = "n" }') + ALL), RULES + '[[bounds]]\nfact = "n"\nvalue = 3\n@[[bounds]]\nfact = "n"\nvalue = 4\n'),
    "outcome of rules without condition": Wrong("unset", "好", "本地规则中的结果须写明 when 或 otherwise", points(item()), RULES + '@[[outcomes]]\nlabel = "好"\nset_by = "jurisdiction"\n[[outcomes]]\nlabel = "差"\notherwise = true\n'),
    "unreachable by rules": Wrong("unreachable", "好", "分数线 6 高于可能的最高分 5", points(item()), RULES + band("好", "{ score_at_least = 6 }", mark="@") + band("差", None)),
}  # fmt: skip


def marked(text: str | None) -> tuple[str | None, tuple[int, int] | None]:
    """The text without its mark, and the mark's line and column."""
    if text is None or "@" not in text:
        return text, None
    before, after = text.split("@", 1)
    return before + after.replace("@", ""), (before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)


@pytest.mark.parametrize("name", WRONG)
def test_finding_is_said_at_its_place(name: str, linted) -> None:
    wrong = WRONG[name]
    texts = {"s.toml": marked(wrong.text), "r.toml": marked(wrong.rules), "d.document.toml": marked(wrong.document)}
    found: list[Fault] = linted(texts["s.toml"][0], rules=texts["r.toml"][0], document=texts["d.document.toml"][0])
    (fault,) = found
    (file, text, place) = next((file, text, place) for file, (text, place) in texts.items() if place)
    assert (fault.code, fault.id) == (wrong.code, wrong.id), fault.text()
    assert wrong.words in fault.message
    assert "请" in fault.message, "a message says what to do"
    assert (fault.line, fault.column) == place, fault.text()
    assert text is not None
    assert fault.quote == text.split("\n")[place[0] - 1].strip()
    assert fault.file is not None
    assert fault.file.endswith(file)


def test_every_code_has_a_case() -> None:
    assert {wrong.code for wrong in WRONG.values()} == set(CODES)


def test_every_finding_of_one_file_at_once(linted) -> None:
    text = points(
        item("1", "points = 5\nweight = 2", 'text = "办好"\n  measure = { fact = "x", at_least = 1 }')
        + item("1", "", 'text = "办好"\n  measure = { fact = "s", at_least = 0.9, at_most = 200 }')
        + ALL
        + VETO
        + 'effect = "zero"\ncriteria = ["7"]\nlabel = "零分"\n'
        + band("好", "{ score_at_least = 600, no_veto = ['w'] }"),
        scoring=POINTS + "full = 100\n",
    )
    found = linted(text)
    assert sorted({fault.code for fault in found}) == [
        "duplicate-id",
        "no-otherwise",
        "no-points",
        "share",
        "unknown-fact",
        "unknown-id",
        "unreachable",
        "veto",
        "weight",
    ]
    assert [fault.id for fault in found if fault.code == "duplicate-id"] == ["1", "1.1"]
    assert all(fault.line and fault.column and fault.quote for fault in found)


def test_advice_beside_faults_is_kept(tmp_path, vocabulary) -> None:
    path = tmp_path / "s.toml"
    path.write_text(points(item("1", "").replace('themes = ["decision"]\n', "")), encoding="utf-8")
    with pytest.raises(NotAgreed) as caught:
        load(path, vocabulary)
    assert [fault.code for fault in caught.value.faults] == ["no-points"]
    assert [fault.code for fault in caught.value.advice] == ["no-theme"]


ERRATUM = '[[errata]]\nat = "{at}"\nprinted = "6 分"\nread_as = "5 分"\nwhy = "各项相加为 5"\naccepts = ["{code}"]\n'


@pytest.mark.parametrize(
    ("at", "code", "text"),
    [
        ("A", "points-sum", points(section("A", "points = 6"))),
        ("t/s", "full-sum", points(item(), scoring=POINTS + "full = 6\n")),
        ("A", "minimum", points(section("A", "minimum = 6"))),
        ("好", "no-otherwise", points(item() + band("好", "{ score_at_least = 3 }"))),
        ("好", "unreachable", points(item() + band("好", "{ score_at_least = 6 }") + band("差", None))),
        ("1", "no-theme", points(item().replace('themes = ["decision"]\n', ""))),
    ],
)
def test_an_erratum_accepts_what_is_printed(at: str, code: str, text: str, linted) -> None:
    assert [fault.code for fault in linted(text)] == [code]
    assert linted(text + ERRATUM.format(at=at, code=code)) == []
    elsewhere = [fault.code for fault in linted(text + ERRATUM.format(at="别处", code=code))]
    assert code in elsewhere


def test_items_without_a_theme_are_one_advice(linted) -> None:
    bare = [item(str(number)).replace('themes = ["decision"]\n', "") for number in range(1, 8)]
    (found,) = linted(points("".join(bare)))
    assert (found.code, found.id) == ("no-theme", "1")
    assert found.message == "1、2、3、4、5 等 7 项没有主题（themes），与别的标准比较时会缺这几项；要比较的请补上"
    (left,) = linted(points("".join(bare[:2])) + ERRATUM.format(at="1", code="no-theme"))
    assert (left.id, left.message[:16]) == ("2", "没有主题（themes），与别的")


def test_an_erratum_of_the_document_accepts_too(linted) -> None:
    text = HEAD + 'document = "d"\n' + POINTS + section("A", "points = 6")
    document = 'schema = 1\nkind = "document"\nid = "d"\ntitle = "通知"\n' + ERRATUM.format(at="A", code="points-sum")
    assert linted(text, document=document) == []


def test_an_erratum_does_not_accept_what_scoring_cannot_bear(linted) -> None:
    text = points(item("1", "") + ERRATUM.format(at="1", code="no-points"))
    assert [fault.code for fault in linted(text)] == ["no-points"]
    advice = linted(points(item() + ERRATUM.format(at="1", code="no-points")))
    assert [(fault.code, fault.message) for fault in advice] == [
        ("erratum", "“no-points”是标准文件自己的问题，不能用勘误接受，请改正文件")
    ]


@pytest.mark.parametrize(
    "text",
    [
        points(item() + band("好", "{ score_at_least = 5 }") + band("差", None)),
        points(
            item() + BONUS + 'set_by = "jurisdiction"\n' + band("好", "{ score_at_least = 900 }") + band("差", None)
        ),
        points(item() + BONUS + "cap = 2\n" + band("好", "{ score_at_least = 7 }") + band("差", None)),
        points(
            section("A", "minimum = 3")
            + band("好", "{ score_at_least = 4 }")
            + band("总分够", "{ score_at_least = 4, minima = false }")
            + band("差", None)
        ),
        points(
            item()
            + VETO
            + 'effect = "zero"\n'
            + band("好", "{ score_at_least = 0, no_veto = ['v'] }")
            + band("差", None)
        ),
        points(measured('{ fact = "e", is = false }', P, "deduct = { each = 1 }") + ALL),
    ],
)
def test_what_can_be_reached_is_not_reported(text: str, linted) -> None:
    assert linted(text) == []


def test_of_a_plugins_model_only_what_is_known_is_said(linted) -> None:
    scoring = '[scoring]\nmodel = "someone:own"\n'
    text = points(item("1", "", mark="") + band("好", "{ score_at_least = 900 }") + band("差", None), scoring=scoring)
    assert linted(text) == []
