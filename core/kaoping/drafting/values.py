"""A draft of a standard made from a document: its parts with the role each was read in, doubts, corrections. Pure values."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, TypeAlias, get_args

from kaoping.intake.paper import Paper

#: What a part of a document was read as. `head` is the head of a table, `total` a printed sum, `rule` what the document
#: says beside its items, `unused` what no standard can say (a page number, a running head).
Role: TypeAlias = Literal[
    "title",
    "dimension",
    "group",
    "criterion",
    "requirement",
    "deduction",
    "veto",
    "bonus",
    "penalty",
    "stage",
    "outcome",
    "evidence",
    "method",
    "responsible",
    "number",
    "points",
    "total",
    "head",
    "form",
    "rule",
    "note",
    "unused",
]
ROLES: tuple[Role, ...] = get_args(Role)


def role_named(name: str) -> Role | None:
    """The role of this name; None where there is no such role."""
    return next((role for role in ROLES if role == name), None)


#: What each role is called.
ROLE_TEXT: Mapping[Role, str] = {
    "title": "标题",
    "dimension": "一级指标",
    "group": "二级指标",
    "criterion": "评分项",
    "requirement": "评分要点",
    "deduction": "扣分规则",
    "veto": "否决项",
    "bonus": "加分项",
    "penalty": "减分项",
    "stage": "程序与期限",
    "outcome": "结果等次",
    "evidence": "佐证材料",
    "method": "考评方式",
    "responsible": "责任单位",
    "number": "编号",
    "points": "分值",
    "total": "合计",
    "head": "表头",
    "form": "表格样式",
    "rule": "其他规定",
    "note": "说明",
    "unused": "未采用",
}


class Key(NamedTuple):
    """Which piece of a document: the passage's index, where the piece begins in its printed text, and a print of it.

    A correction holds for exactly this text: where the document has changed there, `print` differs.
    """

    passage: int
    start: int
    print: str


def key_of(passage: int, start: int, text: str) -> Key:
    """The key of the piece `text` that begins at `start` in the printed text of a passage."""
    return Key(
        passage, start, hashlib.sha256(" ".join(text.split()).encode("utf-8", "backslashreplace")).hexdigest()[:12]
    )


def added_key(passage: int, start: int, text: str) -> Key:
    """The key of a piece that the author typed, to stand at `start` of a passage: no piece of the document has such a print."""
    return Key(passage, start, f"+{key_of(passage, start, text).print}")


def key_text(key: Key) -> str:
    """A key as it stands in the value of a correction."""
    return f"{key.passage}:{key.start}:{key.print}"


#: What is about the whole draft: its id, which score sheet of the document it is.
DOCUMENT = Key(0, 0, "")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the document with the role that it was read in. Parts of a passage follow each other without a gap.

    :ivar end: where it ends in the passage's printed text
    :ivar target: what it became: the id of a criterion, requirement, veto … in the draft; empty where nothing
    :ivar sure: whether the reading rests on more than a guess
    :ivar why: why it was read so, or why it was not used; in Chinese
    :ivar added: whether the author typed it, as the document lost it: it is no piece of the document
    """

    key: Key
    end: int
    text: str
    role: Role
    place: str
    target: str = ""
    sure: bool = True
    why: str = ""
    added: bool = False


#: What a correction changes. `accepted` says that the reading is right; `under` moves a part below another id; `split`
#: cuts a part at an offset; `join` takes it into the part before it. `fact` is the fact that the part's demand rests on: a
#: shared one's id, `same:` and the `key_text` of the part whose own fact it is too, or empty for a fact of its own.
#: `add` puts a piece that the document lost behind a part (`ROLE|TEXT`, see `mending.HERE`). `measure`, `deduct`, `terms` and `bands` give the
#: figures of what the part became (`KEY=VALUE;…`, see `given`), or `none`. `themes` are ids separated by commas, or empty for none. `id`, `sheet` and `header` (`KEY|VALUE`) stand at `DOCUMENT`.
What: TypeAlias = Literal[
    "accepted",
    "role",
    "number",
    "points",
    "title",
    "text",
    "under",
    "split",
    "join",
    "add",
    "measure",
    "deduct",
    "terms",
    "bands",
    "erratum",
    "fact",
    "themes",
    "id",
    "sheet",
    "header",
    "previous",
]


@dataclass(frozen=True, slots=True)
class Mend:
    """One correction of the author, to be replayed whenever the document is read again.

    :ivar value: the role, the number, the points, the words, the id or the offset, as text; empty where nothing is needed
    """

    key: Key
    what: What
    value: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reading that is unsure.

    :ivar code: of a proposal `shared-fact` or `same-fact`
    :ivar message: what is unsure and how it was read, in Chinese
    :ivar offers: other readings, the likeliest first: one key press each
    """

    code: str
    key: Key
    place: str
    message: str
    offers: tuple[Mend, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What is odd in the document itself, as the erratum that would say so.

    :ivar at: the id in the draft that it is about, or the place
    :ivar accepts: codes of the lint's faults that the erratum accepts
    :ivar key: the part that it stands at; None where it is about something that is not there
    :ivar besides: what is odd elsewhere for the same reason; taken and refused together with it
    """

    code: str
    at: str
    place: str
    printed: str
    read_as: str
    why: str
    accepts: tuple[str, ...] = ()
    key: Key | None = None
    besides: tuple[Finding, ...] = ()

    @property
    def all(self) -> tuple[Finding, ...]:
        """It and what goes with it."""
        return (self, *self.besides)


@dataclass(frozen=True, slots=True)
class Previous:
    """The earlier edition that a draft was held against.

    :ivar told: which one, or why it could not be used, for people
    :ivar kept: ids of the draft's own facts that mean the same there, under the same id
    """

    told: str
    kept: tuple[str, ...] = ()
    usable: bool = True


@dataclass(frozen=True, slots=True)
class Draft:
    """A standard as far as the document gives it.

    :ivar data: what the standard's file will say, in the shape of `standard.model.Standard`
    :ivar parts: in the order of the document; together they are every character of every passage but blanks
    :ivar sheets: the names of the document's score sheets, where it has several; this is the draft of one of them
    :ivar proposals: facts that demands may share with other standards or with each other; the first offer takes the
        proposal, the last keeps a fact of its own. Open ones change nothing: they are no doubts, and are counted apart
    :ivar shared: titles of the shared facts that the draft uses or is proposed, by id; they do not stand in `data`
    :ivar lines: for each proposal what the file says once it is taken
    :ivar themed: ids of the items whose themes were told from their words
    :ivar demands: for each requirement and veto, the part that it begins with
    :ivar void: corrections that no longer fit, as the document reads otherwise there
    :ivar previous: the earlier edition whose ids its facts go under where they mean the same
    """

    paper: Paper
    data: Mapping[str, Any]
    parts: tuple[Part, ...]
    doubts: tuple[Doubt, ...] = ()
    findings: tuple[Finding, ...] = ()
    void: tuple[Mend, ...] = ()
    mends: tuple[Mend, ...] = field(default=())
    sheets: tuple[str, ...] = ()
    proposals: tuple[Doubt, ...] = ()
    shared: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[Key, str] = field(default_factory=dict)
    demands: Mapping[str, Key] = field(default_factory=dict)
    themed: tuple[str, ...] = ()
    previous: Previous | None = None

    @property
    def account(self) -> Mapping[Role, int]:
        """How many parts have each role, in the order of `ROLES`; roles that nothing has are left out."""
        count = Counter(part.role for part in self.parts)
        return {role: count[role] for role in ROLES if count[role]}

    @property
    def unaccounted(self) -> int:
        """How many characters but blanks no part holds: 0, for nothing of a document gets lost."""
        held = sum(len("".join(part.text.split())) for part in self.parts if not part.added)
        return sum(len("".join(passage.printed.split())) for passage in self.paper.passages) - held

    def part(self, key: Key) -> Part | None:
        """The part of this key."""
        return next((part for part in self.parts if part.key == key), None)
