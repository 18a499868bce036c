"""What a stranger's model, check or rule returned, looked at before anything is computed from it.

A value of the right class may still hold floats, texts or another veto; what is not as the types promise is a failure
of the plugin, and not of the program that meets it later.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar, get_args

from kaoping.scoring.sheet import (
    Attainment,
    Deciding,
    Derivation,
    Outcome,
    SectionScore,
    Status,
    Totals,
    VetoFinding,
    VetoState,
)

T = TypeVar("T")

#: Nodes of one derivation, and characters of one text, that are taken from a stranger.
_MOST_NODES = 50_000
_MOST_TEXT = 6_000


class Unfit(Exception):
    """What was returned cannot be used; the message says why in Chinese."""


def totals(given: Any, result: object) -> Totals:
    """A model's totals, its numbers as fractions.

    :raises Unfit: anything in it is not what `Totals` says.
    """
    found = _of(Totals, result, "返回值")
    low, high, full = (_number(getattr(found, name), name) for name in ("low", "high", "full"))
    if low > high:
        raise Unfit("最低分（low）高于最高分（high）")
    if full < 0:
        raise Unfit("满分（full）是负数")
    sections = _each(SectionScore, found.sections, "sections")
    wanted = [dimension.id for dimension in given.resolved.standard.dimensions]
    if sections and [section.id for section in sections] != wanted:
        raise Unfit(f"sections 应与标准的一级指标一一对应：{'、'.join(wanted)}")
    for section in sections:
        _text(section.title, "sections.title")
        for name in ("low", "high", "full", "minimum"):
            if name != "minimum" or section.minimum is not None:
                _number(getattr(section, name), f"sections.{name}")
        if section.minimum_met not in (True, False, None):
            raise Unfit("sections.minimum_met 应为 True、False 或 None")
    _derivation(found.derivation)
    if found.attainment is not None:
        _attainment(_of(Attainment, found.attainment, "attainment"))
    linear: object = found.linear
    pair: tuple[Fraction, Fraction] | None = None
    if linear is not None:
        if not isinstance(linear, tuple) or len(linear) != 2:
            raise Unfit("linear 应为两个数，或 None")
        pair = _number(linear[0], "linear"), _number(linear[1], "linear")
    return replace(found, low=low, high=high, full=full, sections=sections, linear=pair)


def finding(given: Any, result: object) -> VetoFinding:
    """A check's finding about the veto that was asked about.

    :raises Unfit: it is about another, or anything in it is not what `VetoFinding` says.
    """
    found = _of(VetoFinding, result, "返回值")
    if found.veto is not given.veto and found.veto != given.veto:
        raise Unfit(f"问的是否决项“{given.veto.id}”，答的是另一项")
    _one_of(get_args(VetoState), found.status, "status")
    _text(found.because, "because")
    return found


def outcome(given: Any, result: object) -> Outcome:
    """A rule's outcome.

    :raises Unfit: it has a label and is not decided, or the other way round; or is not what `Outcome` says.
    """
    found = _of(Outcome, result, "返回值")
    _one_of(get_args(Status), found.status, "status")
    if found.status == "decided":
        if not _text(found.label, "label"):
            raise Unfit("已有结果（decided），却没有结果名称（label）")
    elif found.label is not None:
        raise Unfit(f"状态是 {found.status}，不能有结果名称（label）")
    if found.set_by is not None:
        _text(found.set_by, "set_by")
    for name in ("possible", "because"):
        for text in _each(str, getattr(found, name), name):
            _text(text, name)
    for deciding in _each(Deciding, found.deciding, "deciding"):
        _one_of(("item", "veto", "adjustment", "part", "rule", "attribute"), deciding.kind, "deciding.kind")
        _text(deciding.id, "deciding.id")
        _text(deciding.text, "deciding.text")
    return found


def _derivation(root: object) -> None:
    todo: list[object] = [root]
    seen = 0
    while todo:
        node = _of(Derivation, todo.pop(), "derivation")
        seen += 1
        if seen > _MOST_NODES:
            raise Unfit(f"说理（derivation）超过 {_MOST_NODES} 步")
        for name in ("op", "at", "title"):
            _text(getattr(node, name), f"derivation.{name}")
        if node.clause is not None:
            _text(node.clause, "derivation.clause")
        for pair in _each(tuple, node.inputs, "derivation.inputs"):
            if len(pair) != 2:
                raise Unfit("derivation.inputs 应为（名称，值）的组")
            _text(pair[0], "derivation.inputs")
            if not isinstance(pair[1], str):
                _number(pair[1], "derivation.inputs")
        _number(node.low, "derivation.low")
        _number(node.high, "derivation.high")
        todo += _each(Derivation, node.children, "derivation.children")


def _attainment(found: Attainment) -> None:
    for name in ("met", "applicable"):
        _number(getattr(found, name), f"attainment.{name}")
    if type(found.unrated) is not int or found.unrated < 0:
        raise Unfit("attainment.unrated 应为不小于 0 的整数")
    if (found.low is None) != (found.high is None):
        raise Unfit("attainment 的 low 与 high 应同时给出")
    for name in ("low", "high"):
        if getattr(found, name) is not None:
            _number(getattr(found, name), f"attainment.{name}")


def _of(wanted: type[T], value: object, what: str) -> T:
    if not isinstance(value, wanted):
        raise Unfit(f"{what} 应为 {wanted.__name__}，得到 {type(value).__name__}")
    return value


def _each(wanted: type[T], value: object, what: str) -> tuple[T, ...]:
    if not isinstance(value, tuple):
        raise Unfit(f"{what} 应为 tuple，得到 {type(value).__name__}")
    return tuple(_of(wanted, one, what) for one in value)


def _number(value: object, what: str) -> Fraction:
    # A bool is an int to isinstance, and no number.
    if not isinstance(value, bool) and isinstance(value, (int, Fraction)):
        return Fraction(value)
    if isinstance(value, Decimal) and value.is_finite():
        return Fraction(value)
    raise Unfit(f"{what} 应为精确的数（Fraction、Decimal 或整数），得到 {type(value).__name__}")


def _text(value: object, what: str) -> str:
    text = _of(str, value, what)
    if len(text) > _MOST_TEXT:
        raise Unfit(f"{what} 超过 {_MOST_TEXT} 字")
    return text


def _one_of(known: tuple[str, ...], value: object, what: str) -> None:
    if value not in known:
        raise Unfit(f"{what} 应为 {'、'.join(known)} 之一，得到 {str(value)[:40]!r}")
