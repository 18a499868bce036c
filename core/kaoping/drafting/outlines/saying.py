"""Sentences in roles: one piece for each passage that a sentence stands in, cut where it holds several demands. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kaoping.drafting.making.reads import Read
from kaoping.drafting.making.together import behind as limits_all
from kaoping.drafting.outlines.nodes import Node, Sentence
from kaoping.drafting.outlines.sections import is_veto, label_of, tells_case
from kaoping.drafting.phrases import clause_cuts, costs, plain
from kaoping.drafting.phrases.terms import bands
from kaoping.drafting.values import Role

_GIVES = re.compile(
    r"(?:加|奖励|奖)\s*(?:记|计)?\s*\d+(?:\.\d+)?\s*(?:[-—–~～至到]+\s*\d+(?:\.\d+)?\s*)?分|酌情加分|予以加分|给予加分"
)


#: What is said of all items before it, behind the last of them.
_OF_ALL = re.compile(
    r"\s*(?:(?:以上|上述)(?:各|所有|全部|几|[一二三四五六七八九十\d]+)?(?:大|个)?(?:项|条|款|指标|内容|部分)"
    r"|以上(?:各项|所有)?扣分(?![^。；;]{0,8}(?:累计|合计|不超过|不得超过|最多|最高))"
    r"|(?:综合|年终|年度|最终)?(?:考[核评]|总分|得分|成绩|总成绩)[^，。；;\d]{0,6}前[一二两三四五六七八九十\d]+[名位个])"
)
#: 由县统计局考评。
_RATED_BY = re.compile(
    r"\s*由(?!于)[^，。；;]{2,40}?(?:负责)?(?:考[核评]|评定|评分|打分|提供|认定)(?:打分|评分|情况|数据)?\s*[。；;]?\s*"
)


def number_of(value: tuple[int, ...]) -> str:
    """A number as it goes into an id."""
    return ".".join(map(str, value))


def level(node: Node, role: Role, points: Decimal | None, sure: bool, why: str) -> Iterator[Read]:
    """The piece that opens a level: its first sentence, with number and points."""
    if not node.sentences:
        return
    found = list(say(node.sentences[0], role))
    if not found:
        return
    head = found[0]
    head.number, head.points = number_of(node.value), points
    if node.kind in ("cn", "cn-paren", "chapter"):
        head.context = node.mark
    if not sure:
        head.doubt, head.why, head.sure = "points", why, False
    elif node.doubt is not None:
        head.doubt, head.why, head.sure = *node.doubt, False
        if node.doubt[0] == "heading-number":
            head.others = ("criterion", "note")
    yield from found


def say(
    sentence: Sentence, role: Role, *, context: str = "", why: str = "", number: str = "", cut: bool = False
) -> Iterator[Read]:
    """A sentence in a role: one read for each passage that it stands in; `cut` gives each of its demands a read."""
    text = sentence.line.text[sentence.start : sentence.end]
    cuts = [at for at in clause_cuts(text) if at == 0 or at > sentence.words - sentence.start] if cut else [0]
    for at, (start, end) in enumerate(zip(cuts, [*cuts[1:], len(text)], strict=True)):
        for index, (passage, low, high) in enumerate(
            sentence.line.places(sentence.start + start, sentence.start + end)
        ):
            read = Read(passage, low, high, role, why=why, context=context, joins=index > 0)
            if index == 0 and number:
                read.number = number if at == 0 else f"{number}-{at + 1}"
            yield read


def plainly(node: Node, role: Role, *, why: str = "") -> Iterator[Read]:
    """All sentences of a piece in one role."""
    for sentence in node.sentences:
        yield from say(sentence, role, why=why)


def told(sentences: Sequence[Sentence], role: Role = "requirement", value: tuple[int, ...] = ()) -> Iterator[Read]:
    """The sentences below an item, each in the role that its label or its words give it."""
    label: Role | None = None
    line = of_all = None
    for index, sentence in enumerate(sentences):
        text = sentence.text
        if sentence.line is not line:
            label, line = None, sentence.line
        found = label_of(text)
        if found is not None:
            label = found[0]
        own = label or role
        number = number_of(value) if index == 0 and value else ""
        if own in ("requirement", "deduction"):
            own = role_of(text, own)
            if _OF_ALL.match(text) and own != "veto":
                yield from say(sentence, "rule", why="关于以上各项怎样计分，记在其他规定里")
                of_all = line
                continue
            if found is None and _RATED_BY.fullmatch(text):
                own = "responsible"
        if line is of_all and own in ("requirement", "deduction"):
            yield from say(sentence, "rule", why="关于以上各项怎样计分，记在其他规定里")
            continue
        if of_all is not None and found is None and own in ("requirement", "deduction", "bonus"):
            # Behind what is said of all items nothing is about the last one.
            for part in _sides(sentence):
                whole: Role = "bonus" if gives(part.text) else "penalty" if costs(part.text) else "rule"
                yield from say(part, whole)
            continue
        if own == "note" and bands(text):
            yield from say(sentence, "outcome")
            continue
        if own == "note" and is_veto(text) and tells_case(text):
            # A remark behind the last item is about the whole.
            for at, read in enumerate(say(sentence, "veto", context=text)):
                if at == 0:
                    read.text, read.doubt, read.sure, read.others = (
                        text[found[1] :] if found is not None else "",
                        "veto-note",
                        False,
                        ("note", "rule"),
                    )
                    read.why = "说明里像有否决的情形，读作否决项"
                yield read
            continue
        yield from say(
            sentence, own, number=number, context=text if own == "veto" else "", cut=own in ("requirement", "deduction")
        )


def role_of(text: str, role: Role = "requirement") -> Role:
    """What a sentence below an item is, by its words: a demand, a deduction, a veto, a bonus."""
    if is_veto(text) and re.search(r"否决|不得参评|取消.{0,10}资格|撤销|摘牌", text):
        return "veto"
    folded = plain(text)
    if bands(text) and re.search(r"总分|得分|成绩|考[核评]", folded):
        return "outcome"
    if costs(text):
        return "deduction"
    if _GIVES.search(folded):
        return "bonus"
    if limits_all(text) is not None:
        return "bonus"
    return "requirement" if role == "deduction" and not costs(text) else role


def gives(text: str) -> bool:
    """Whether a sentence adds points: 加3分."""
    return _GIVES.search(plain(text)) is not None


def _sides(sentence: Sentence) -> list[Sentence]:
    """A sentence that adds and takes off, as two: 受到表彰的加5分，受到通报的扣5分."""
    text = sentence.text
    for comma in re.finditer(r"[，,]", text):
        before, behind = text[: comma.end()], text[comma.end() :]
        if gives(before) and costs(behind) and not costs(before) and not gives(behind):
            at = sentence.line.text.index(text, sentence.words) + comma.end()
            first = Sentence(sentence.line, sentence.start, at, sentence.words)
            return [first, Sentence(sentence.line, at, sentence.end, at)]
    return [sentence]


def last_label(node: Node) -> Role | None:
    """The role that a label at the very end gives what follows: 评分标准：, with a list below."""
    if not node.sentences:
        return None
    text = node.sentences[-1].text
    found = label_of(text)
    return found[0] if found is not None and found[1] >= len(text) else None
