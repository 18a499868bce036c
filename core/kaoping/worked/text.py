"""Drafted cases as the text of a file, with how each number comes about, and what is to be done with it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kaoping.standard.toml_write import inline_text, key_text, value_text
from kaoping.text import visible
from kaoping.worked.expected import Drafted

_HEAD = """\
#:schema ./cases.schema.json
# 算例：给定评定和事实，应得什么结果。由 kaoping standard cases 写出。
# 每个算例的结果（expect）是程序照标准现在的写法算的，不能证明标准写对了：请逐个对照文件手算。
#   相符：删去该算例的 computed = true 一行，就是核对过了；
#   不符：是标准写错了，改标准（或改这里的结果，再用 kaoping standard test 找出差在哪里）。
# “#”后面是算法，程序不读。用不着的算例整段删去。
schema = 1
standard = {standard}
"""


def cases_text(standard: str, cases: Sequence[Drafted]) -> str:
    """The file of worked cases."""
    return "\n".join([_HEAD.format(standard=value_text(standard)), *(f"{_case(one)}\n" for one in cases)])


def _case(case: Drafted) -> str:
    return "\n".join(_lines(case))


def _lines(case: Drafted) -> Iterator[str]:
    yield "[[cases]]"
    yield f"name = {value_text(case.name)}"
    if case.how:
        yield f"# {_plain(case.how)}"
    yield "computed = true  # 程序算得，须照文件核对；核对后删去这一行"
    for name, value in case.given.items():
        if name == "ratings":
            yield from (f"ratings.{value_text(item)} = {inline_text(rating)}" for item, rating in value.items())
        elif name == "facts":
            yield "facts = ["
            yield from (f"  {inline_text(fact)}," for fact in value)
            yield "]"
        elif isinstance(value, Mapping) and name in ("vetoes", "adjustments", "parts"):
            yield from (f"{name}.{value_text(id)} = {inline_text(stated)}" for id, stated in value.items())
        else:
            yield f"{name} = {value_text(value)}"
    if not case.requirements and not case.suggested:
        yield f"expect = {inline_text(case.expect)}"
        return
    if case.expect:
        yield "[cases.expect]"
        yield from (f"{key_text(name)} = {value_text(value)}" for name, value in case.expect.items())
    for head, told in (("requirements", case.requirements), ("suggested", case.suggested)):
        if told:
            yield f"[cases.expect.{head}]"
            for id, (value, why) in told.items():
                yield f"{value_text(id)} = {value_text(value)}{f'  # {_plain(why)}' if why else ''}"


def _plain(text: str) -> str:
    return visible(text).replace("\n", " ")


__all__ = ["cases_text"]
