"""Whether the `for` and `if` of a template end where they must, and lose nothing that stands beside them. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from kaoping.reports.template_parts import Mark, Paragraph, Part

if TYPE_CHECKING:
    from kaoping.reports.template_lint import Finding

_ENDS = {"endfor": "for", "endif": "if"}
_BETWEEN = {"else": ("for", "if"), "elif": ("if",)}
_WHOLE = {"p": "段", "tr": "行", "tc": "格", "r": "文字"}
_DEPTH = 12


class _Open(NamedTuple):
    word: str
    mark: Mark
    paragraph: Paragraph


def block_findings(part: Part) -> Iterator[Finding]:
    """Every block that is not closed, closed elsewhere, or takes text away with its line or row."""
    from kaoping.reports.template_lint import Finding

    waiting: list[_Open] = []
    for paragraph in part.paragraphs:
        for mark in paragraph.marks:
            if mark.kind != "{%":
                continue
            if text := _alone(mark, paragraph, part):
                yield Finding("lost-text", paragraph.place, text)
            word = mark.inner.split(None, 1)[0] if mark.inner.split() else ""
            if word in ("for", "if"):
                waiting.append(_Open(word, mark, paragraph))
                if len(waiting) == _DEPTH:
                    yield Finding("too-deep", paragraph.place, f"for 和 if 套了 {_DEPTH} 层，太深；请拆开")
            elif word in _BETWEEN:
                if not waiting or waiting[-1].word not in _BETWEEN[word]:
                    yield Finding("unbalanced", paragraph.place, f"{mark.text} 不在 {{% if %}} 里面")
                elif text := _apart(waiting[-1], mark, paragraph):
                    yield Finding("unbalanced", paragraph.place, text)
            elif word in _ENDS:
                if not waiting:
                    text = f"{mark.text} 没有对应的 {{% {_ENDS[word]} %}}；请补上开始的标记，或删去它"
                    yield Finding("unbalanced", paragraph.place, text)
                    continue
                opened = waiting.pop()
                if opened.word != _ENDS[word]:
                    text = f"{mark.text} 与{opened.paragraph.place}的 {opened.mark.text} 交叉了；先开始的要后结束"
                    yield Finding("unbalanced", paragraph.place, text)
                elif text := _apart(opened, mark, paragraph):
                    yield Finding("unbalanced", paragraph.place, text)
            elif word == "vm" and not (paragraph.row and any(one.word == "for" for one in waiting)):
                text = "{% vm %} 只能写在用 for 重复的表格行里"
                yield Finding("prefix", paragraph.place, text)
    for opened in waiting:
        end = f"{{%{opened.mark.prefix} end{opened.word} %}}"
        text = f"{opened.mark.text} 没有对应的 {end}；请在要重复或要选择的内容之后补上"
        yield Finding("unbalanced", opened.paragraph.place, text)


def _alone(mark: Mark, paragraph: Paragraph, part: Part) -> str:
    """Why a mark that goes with its paragraph or row would take something away; empty where it does not."""
    if mark.prefix in ("tr", "tc") and not paragraph.row:
        return f"{mark.text} 只能写在表格里"
    beside = paragraph.text
    if mark.prefix == "tr":
        beside = part.row_texts[paragraph.row]
    elif mark.prefix == "tc":
        beside = "".join(one.text for one in part.paragraphs if one.home == paragraph.home)
    if mark.prefix in ("p", "tr", "tc") and beside.strip() != mark.text:
        whole = _WHOLE[mark.prefix]
        return f"{mark.text} 所在的{whole}填写时整{whole}去掉，同{whole}的其他文字会丢失；请让它单独占一{whole}"
    return ""


def _apart(opened: _Open, mark: Mark, paragraph: Paragraph) -> str:
    """Why two marks of one block do not fit together; empty where they do."""
    begin = opened.paragraph
    if opened.mark.prefix != mark.prefix:
        return f"{mark.text} 与{begin.place}的 {opened.mark.text} 不是同一种（p、tr 要前后一致）"
    same = {
        "tr": begin.table == paragraph.table and begin.row != paragraph.row,
        "tc": begin.row == paragraph.row,
    }.get(mark.prefix, begin.home == paragraph.home)
    if not same:
        where = {"tr": "同一个表格的不同行里", "tc": "同一行里"}.get(mark.prefix, "同一个单元格或正文里")
        return f"{mark.text} 与{begin.place}的 {opened.mark.text} 不在{where}"
    return ""


__all__ = ["block_findings"]
