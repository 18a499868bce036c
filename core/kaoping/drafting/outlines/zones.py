"""A document's stretches: the notice, its annexes, forms; and which of them holds the items that are scored. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from kaoping.drafting.making.reads import LEVELS, Read
from kaoping.drafting.outlines.blanks import is_blank
from kaoping.drafting.outlines.displaced import settle
from kaoping.drafting.outlines.issued import date_of
from kaoping.drafting.outlines.lines import SIGNS, Line, line_marks
from kaoping.drafting.outlines.lost import restore
from kaoping.drafting.outlines.nameless import FRAMED
from kaoping.drafting.outlines.nodes import Node
from kaoping.drafting.outlines.outline import outline
from kaoping.drafting.outlines.sections import annex_title, is_annex, is_form_title, is_signature, weight_of_title
from kaoping.drafting.phrases import without_worth, worths
from kaoping.drafting.phrases.figures import plain
from kaoping.drafting.phrases.terms import bands
from kaoping.intake.marks import mark

_ENDED = re.compile(r"(?:[。；;，,！!？?]|(?<!\d)\.)\s*\Z")
_TITLE = re.compile(
    r"(?:标准|细则|指标体系|评分表|考核表|打分表|清单|指标|测评表|量化表|考评表|办法|方案|评价表|任务书)\s*(?:[（(][^（）()]{1,20}[）)])?\s*\Z"
)
_TOTAL = re.compile(
    r"(?:总\s*分值?|满\s*分|合\s*计|总\s*计)\s*(?:为|是|共)?\s*[::]?\s*\(?\s*(?:\d{2,4}\s*分|\d{1,2}00)\s*\)?\s*[。.]?"
)
#: How a full score is named.
_WHOLE = re.compile("总\\s*分|满\\s*分|共\\s*计|合\\s*计|总\\s*计")
_CLOSING = re.compile(r"(?:本|此).{0,16}(?:由.{2,40}(?:负责)?解释|自.{1,24}起(?:施行|执行|实施))")
_COPIED = re.compile(r"\s*(?:抄送|抄报)\s*[:：]")
#: Titles are no longer than this.
_LONGEST = 60


@dataclass(slots=True)
class Zone:
    """A stretch with a title of its own.

    :ivar heads: the lines that say where it begins and what it is called
    :ivar aside: lines that are no text of it: dates, copies, the list of annexes
    :ivar tables: what tables in it were read into, with the line before which each stands
    """

    heads: list[Line] = field(default_factory=list)
    annex: Line | None = None
    lines: list[Line] = field(default_factory=list)
    aside: list[tuple[Line, str]] = field(default_factory=list)
    tables: list[tuple[int, list[Read]]] = field(default_factory=list)
    tree: Node = field(default_factory=lambda: Node("root"))

    @property
    def title(self) -> str:
        """Its title, put together."""
        lines = [line.text.strip() for line in self.heads]
        words = [line for line in lines if not is_signature(line) and not line.endswith("文件")]
        return "".join(words)[:280]

    @property
    def scored(self) -> int:
        """How many of its pieces print points."""
        nodes = sum(
            any(one.points is not None for one in worths(node.first))
            for node in self.tree.walk()
            if node.kind != "root"
        )
        return nodes + sum(read.points is not None for _, reads in self.tables for read in reads)

    @property
    def items(self) -> int:
        """How many criteria its tables hold."""
        return sum(read.role == "criterion" for _, reads in self.tables for read in reads)

    @property
    def nodes(self) -> int:
        """How many numbered pieces it has."""
        return sum(1 for _ in self.tree.walk()) - 1


def zones_of(lines: Sequence[Line], tables: Sequence[tuple[int, list[Read]]] = ()) -> list[Zone]:
    """The document's stretches in order.

    :param tables: what tables were read into, with the index of the first passage of each
    """
    zones = [Zone()]
    waiting = sorted(tables, key=lambda one: one[0])
    opening, listing, copied = True, False, False
    for at, line in enumerate(lines):
        while waiting and waiting[0][0] < line.spans[0][0]:
            zones[-1].tables.append((len(zones[-1].lines), waiting.pop(0)[1]))
            opening = False
        text = line.text.strip()
        if is_annex(text) or _begins_annex(lines, at):
            zones.append(Zone(annex=line))
            if not is_annex(text):
                zones[-1].heads.append(line)
            opening, listing = True, False
            continue
        listed = re.match(r"\s*附\s*件\s*[:：]", text) is not None
        if listed or (listing and mark(text) is not None and len(text) <= _LONGEST and not _ENDED.search(text)):
            zones[-1].aside.append((line, "附件目录"))
            listing = True
            continue
        listing = False
        if is_blank(line, zones[-1].title):
            zones[-1].aside.append((line, "由考评时填写的栏目"))
            opening = opening and not zones[-1].heads
            continue
        if is_signature(text) and not (opening and mark(text)):
            zones[-1].aside.append((line, "落款、日期或文号"))
            copied = copied or _COPIED.match(text) is not None
            continue
        if copied and not line.passage.table and not line_marks(text) and len(text) <= _LONGEST:
            zones[-1].aside.append((line, "抄送的单位或印发机关"))
            continue
        copied = False
        if _TOTAL.fullmatch(plain(text)) and not opening:
            zones[-1].aside.append((line, "所印的总分"))
            continue
        if _CLOSING.match(text):
            zones[-1].aside.append((line, "附则：解释和施行"))
            continue
        if _signs(lines, at):
            zones[-1].aside.append((line, "落款"))
            continue
        if not opening and _is_title(lines, at):
            zones.append(Zone(heads=[line]))
            opening = True
            continue
        if (
            opening
            and not text.startswith(tuple(SIGNS))
            and not (FRAMED.fullmatch(text) and worths(text))
            and _is_head(text)
            and not bands(text)
            and (not line.passage.table or (not zones[-1].heads and _is_caption(line)))
            and not _full(zones[-1])
        ):
            zones[-1].heads.append(line)
            continue
        opening = False
        zones[-1].lines.append(line)
    for _, reads in waiting:
        zones[-1].tables.append((len(zones[-1].lines), reads))
    for zone in zones:
        zone.tree = outline(zone.lines)
        settle(zone.tree)
        restore(zone.tree)
        _hoist(zone.tree)
    return zones


def _begins_annex(lines: Sequence[Line], at: int) -> bool:
    """Whether 附件1：… is the head of the annex, and no entry of the list of annexes."""
    title = annex_title(lines[at].text)
    if title is None or _ENDED.search(title):
        return False
    following = [line.text.strip() for line in lines[at + 1 : at + 4]]
    listed = not following or re.match(r"附\s*件|[2-9]\s*[.．、]", following[0]) is not None
    return not listed and not any(is_signature(text) or is_annex(text) for text in following)


def _is_head(text: str) -> bool:
    return (
        len(text) <= _LONGEST
        and not line_marks(text)
        and not _ENDED.search(text)
        and not re.search(r"[：:]\s*\Z|^.{2,4}(?:对象|范围|时间|单位|部门|周期)[：:]", text)
    )


def _is_caption(line: Line) -> bool:
    """Whether the first row of a cover sheet is the title: a cell over several columns that is called like one."""
    return line.passage.row == 1 and line.passage.columns > 1 and _TITLE.search(line.text.strip()) is not None


def _full(zone: Zone) -> bool:
    """Whether a title is whole: a form has begun, or there are more lines than titles have."""
    return len(zone.heads) >= 6 or is_form_title(zone.title)


def _is_title(lines: Sequence[Line], at: int) -> bool:
    """Whether a title begins another stretch, although nothing says that it is an annex."""
    text = lines[at].text.strip()
    if lines[at].passage.table or not _is_head(text) or len(text) < 6 or not _TITLE.search(text) or worths(text):
        return False
    following = next(
        (one for line in lines[at + 1 : at + 4] if (one := next(iter(line_marks(line.text)), None)) is not None), None
    )
    return following is not None and following.value[-1] == 1 and following.kind in ("cn", "chapter", "dot", "cn-paren")


def _signs(lines: Sequence[Line], at: int) -> bool:
    """Whether a short line stands before a date at the end of a letter."""
    text = lines[at].text.strip()
    if at < 2 or len(text) > 40 or _ENDED.search(text) or mark(text) is not None or at + 1 >= len(lines):
        return False
    return date_of(lines[at + 1].text) is not None


@dataclass(slots=True)
class Sheet:
    """What is scored together.

    :ivar roots: the numbered pieces at its top
    :ivar wrapper: the piece that names this sheet among others, or that holds all items
    """

    title: str
    zone: Zone
    roots: list[Node]
    wrapper: Node | None = None


def sheets_of(zones: Sequence[Zone]) -> list[Sheet]:
    """The score sheets of a document, in order; the likeliest stretch alone where none prints points."""
    found: list[Sheet] = []
    scored = [zone for zone in zones if zone.scored >= 2 or zone.items >= 2]
    chosen = scored or [zone for zone in zones if zone.items] or _likeliest(zones)
    if any(zone.items for zone in chosen):
        chosen = [zone for zone in chosen if zone.items or zone.scored >= 2]
    for zone in chosen:
        parts = _parts(zone)
        if parts:
            found += [Sheet(_name(node), zone, node.children, node) for node in parts]
        else:
            found.append(Sheet(zone.title, zone, zone.tree.children))
    return found


def _likeliest(zones: Sequence[Zone]) -> list[Zone]:
    rated = [(zone.nodes * (1 + max(0, weight_of_title(zone.title))), zone) for zone in zones]
    rated = [(rate, zone) for rate, zone in rated if rate and not is_form_title(zone.title)]
    if not rated:
        return []
    named = [zone for _, zone in rated if weight_of_title(zone.title) >= 2]
    return [max(rated, key=lambda one: one[0] if not named or one[1] in named else 0)[1]]


def _parts(zone: Zone) -> list[Node]:
    """The top pieces that are sheets of their own: several, each with the same full score."""
    if any(read.role in LEVELS for _, reads in zone.tables for read in reads):
        return []
    full = [(node, _worth(node)) for node in zone.tree.children]
    whole = [(node, worth) for node, worth in full if worth is not None and _is_whole(node, worth) and node.children]
    if len(whole) < 2 or len({worth for _, worth in whole}) > 1:
        return []
    together = sum((worth for _, worth in whole), Decimal(0))
    totals = [line.text for line in (*zone.heads, *zone.lines) if _WHOLE.search(line.text)]
    printed = {one.points for text in totals for one in worths(text)}
    # Sections that come to the printed total are one sheet.
    return [] if together in printed else [node for node, _ in whole]


def _is_whole(node: Node, worth: Decimal) -> bool:
    """Whether the points of a piece are a sheet's full score: two sections of 50 are usual, two of 100 are not."""
    return worth >= 100 or (worth >= 50 and _WHOLE.search(node.first) is not None)


def _hoist(root: Node) -> None:
    """Put sheets that stand below one heading beside it: A类…（100分）, B类…（100分）."""
    found: list[Node] = []
    for node in root.children:
        found.append(node)
        worths_below = [_worth(child) for child in node.children]
        whole = [child for child, worth in zip(node.children, worths_below, strict=True) if worth and worth >= 100]
        if (
            len(whole) >= 2
            and whole == node.children
            and len(set(worths_below)) == 1
            and all(c.children for c in whole)
        ):
            for child in whole:
                child.parent = root
            node.children = []
            found += whole
    root.children = found


def _worth(node: Node) -> Decimal | None:
    return next((one.points for one in worths(node.first) if one.points is not None), None)


def _name(node: Node) -> str:
    return without_worth(node.first).strip("。") or node.mark
