"""The text that a unit wrote for its self-evaluation report: its headings, and which part asked for each answers. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kaoping.reports.paper import Words

#: A place that is left to be written, with or without a hint at what.
TO_WRITE = re.compile(r"（请填写[^（）]*）")
#: Begins the page that is not handed in; reading back a printed report stops there.
CHECK_TITLE = "字数核对（本页不随报告上报）"
_FIRST = re.compile(r"([一二三四五六七八九十]{1,3})\s*[、．.]\s*")
_SECOND = re.compile(r"[（(]([一二三四五六七八九十]{1,3})[）)]\s*")
_NUMERALS = "一二三四五六七八九十"
_ENDS = "。；！？：，;!?:,"
_MOST_HEADING, _MOST_PLAIN, _MOST_TITLE = 40, 20, 60
#: Words that end many names of parts and tell none from another.
_COMMON = ("建设", "工作", "情况", "方面", "内容")
_ALIKE = 0.5
#: What a printed report carries beside its text.
_AROUND = re.compile(r"【草稿】|填报人：|单位负责人（盖章）：|日志校验码：|考评编号：|标准与规则的校验码：|— \d+ —$")


@dataclass(frozen=True, slots=True)
class SelfText:
    """A report as its unit wrote it.

    :ivar title: empty where the file has none.
    :ivar answers: for each part that the document asks for, the heading that answers it; None where none does.
    """

    title: str
    words: tuple[Words, ...]
    answers: Mapping[str, str | None]


def self_text(lines: Iterable[str], parts: Sequence[str], own: Sequence[str]) -> SelfText:
    """The report in these lines.

    :param parts: what the document asks for, each to be answered by a heading.
    :param own: titles and subtitles that a printed report carries: no text of the unit's.
    """
    title = ""
    words: list[Words] = []
    for line in (" ".join(line.split(" ")).strip() for line in lines):
        if line == CHECK_TITLE:
            break
        if not line or _AROUND.match(line) or (not words and line in own):
            title = title or (line if line in own[:1] else "")
            continue
        if not words and not title and _is_title(line):
            title = line
            continue
        words += _paragraph(line, parts)
    numbered = tuple(_numbered(words))
    return SelfText(title, numbered, _answers(numbered, parts))


def numeral(place: int) -> str:
    """The number of a heading, from 0."""
    if place < 10:
        return _NUMERALS[place]
    return str(place + 1) if place >= 19 else f"十{_NUMERALS[place - 10]}"


def _is_title(line: str) -> bool:
    return len(line) <= _MOST_TITLE and line.endswith(("报告", "汇报", "总结", "材料")) and not _FIRST.match(line)


def _paragraph(line: str, parts: Sequence[str]) -> list[Words]:
    for pattern, style in ((_FIRST, "heading"), (_SECOND, "subheading")):
        found = pattern.match(line)
        if found is None:
            continue
        if len(line) <= _MOST_HEADING and not line.endswith(tuple(_ENDS)):
            return [Words(line, "heading" if style == "heading" else "subheading")]
        # A heading may be run on: its first sentence is the heading, the rest its text.
        head, stop, rest = line.partition("。")
        if style == "heading" and stop and rest and len(head) <= _MOST_HEADING:
            return [Words(head, "heading"), Words(rest)]
        return [Words(line)]
    short = len(line) <= _MOST_PLAIN and not any(mark in line for mark in _ENDS)
    if short and any(_likeness(part, line) >= _ALIKE for part in parts):
        return [Words(line, "heading")]
    return [Words(line)]


def _numbered(words: Sequence[Words]) -> Iterable[Words]:
    """Headings get their numbers where the unit wrote none."""
    headings = [one for one in words if one.style == "heading"]
    if any(_FIRST.match(one.text) for one in headings):
        yield from words
        return
    place = 0
    for one in words:
        if one.style == "heading":
            yield Words(f"{numeral(place)}、{one.text}", "heading")
            place += 1
        else:
            yield one


def _answers(words: Sequence[Words], parts: Sequence[str]) -> dict[str, str | None]:
    """Which heading answers which part: the likest pair first, none twice."""
    headings = [one.text for one in words if one.style == "heading"]
    pairs = [
        (-_likeness(part, heading), at, place)
        for at, part in enumerate(parts)
        for place, heading in enumerate(headings)
        if _likeness(part, heading) >= _ALIKE
    ]
    found: dict[str, str | None] = dict.fromkeys(parts)
    taken: set[int] = set()
    for _, at, place in sorted(pairs):
        if found[parts[at]] is None and place not in taken:
            found[parts[at]] = headings[place]
            taken.add(place)
    return found


def _likeness(part: str, heading: str) -> float:
    """How much of a part's name stands in a heading; its last word counts for half."""
    bare, within = _bare(part), _bare(heading)
    longest = 0
    for start in range(len(bare)):
        while start + longest < len(bare) and bare[start : start + longest + 1] in within:
            longest += 1
    core = bare[-2:]
    alike = longest / len(bare) if bare else 0.0
    if core in within and core not in _COMMON:
        alike = max(alike, _ALIKE)
    # A long beginning in common says nothing: 法治政府建设主要措施, 法治政府建设重要成效.
    if core not in within and alike < 1:
        alike = min(alike, _ALIKE) if core in _COMMON else 0.0
    return alike


def _bare(text: str) -> str:
    text = _FIRST.sub("", text, count=1) if _FIRST.match(text) else text
    return re.sub(r"[\s，、。；：“”《》（）()]", "", text)


__all__ = ["CHECK_TITLE", "TO_WRITE", "SelfText", "numeral", "self_text"]
