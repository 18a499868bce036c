"""Characters that are not what they look like: invisible ones, radicals for words, signs of a font's own. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from kaoping.intake.paper import Aside, Paper, Passage

#: They print nothing, and stand in the middle of words: control characters, marks of direction, soft hyphens.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f]")
#: What a copy out of a PDF leaves in place of words.
_RADICAL = re.compile("[\u2e80-\u2fd5\uf900-\ufaff]")
_SUPPLEMENT = dict(
    zip(
        "⺅⺠⺟⺫⺮⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "亻民母目竹虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_LOST = "\ufffd"
_NAMED = 6


def cleaned(paper: Paper) -> Paper:
    """The paper with such characters read as what they stand for; notes say what was found, and where."""
    kept: list[Passage] = []
    #: For each index of the paper given, the index of the same place in what is kept.
    moved: list[int] = []
    found: dict[str, list[str]] = {"invisible": [], "radical": [], "private": [], "lost": []}
    for one in paper.passages:
        moved.append(len(kept))
        text = _clean(one.text, one.place, found)
        if text:
            kept.append(one if text == one.text else replace(one, text=text))
    moved.append(len(kept))
    asides = tuple(
        replace(one, before=moved[min(one.before, len(paper.passages))], text=_clean(one.text, one.place, {}))
        if isinstance(one, Aside)
        else one
        for one in paper.asides
    )
    return replace(paper, passages=tuple(kept), asides=asides, notes=(*paper.notes, *_notes(found)))


def _clean(text: str, place: str, found: dict[str, list[str]]) -> str:
    if text.isascii() and text.isprintable():
        return text
    for name, sign, read_as in (
        ("invisible", _INVISIBLE, lambda _: ""),
        ("", _SPACES, lambda _: " "),
        ("radical", _RADICAL, _word),
    ):
        text, count = sign.subn(read_as, text)
        if count and name in found:
            found[name] += [place] * count
    for name, places in (("private", _PRIVATE.findall(text)), ("lost", [char for char in text if char == _LOST])):
        if name in found:
            found[name] += [place] * len(places)
    return text.strip()


def _word(found: re.Match[str]) -> str:
    char = found.group()
    return _SUPPLEMENT.get(char) or unicodedata.normalize("NFKC", char)


def _notes(found: dict[str, list[str]]) -> list[str]:
    said = (
        ("radical", "个字印作部首（从 PDF 复制时常见），已读作相应的汉字"),
        ("private", "个符号是专用字体的，认不出是什么字，请对照原件"),
        ("lost", "个字已损坏（显示为 \ufffd），请对照原件"),
    )
    return [f"有 {len(found[name])} {what}：{_places(found[name])}" for name, what in said if found[name]]


def _places(places: list[str]) -> str:
    named = list(dict.fromkeys(places))
    return "、".join(named[:_NAMED]) + ("、等" if len(named) > _NAMED else "")
