"""A review kept beside the standard that it makes: which document, and every correction of the author in order. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias, get_args

from kaoping.drafting.values import ROLES, Key, Mend, What
from kaoping.errors import refuse
from kaoping.text import has_hidden

#: What one press of a key changed; undone as one.
Step: TypeAlias = tuple[Mend, ...]

#: The name of the file ends so, in the place of `.toml`.
ENDING = ".review.json"
#: Corrections of one review; more are no author's.
MOST = 20_000
_WHATS = get_args(What)


@dataclass(frozen=True, slots=True)
class ReviewFile:
    """What a review's file says.

    :ivar source: the document, relative to the folder of this file
    :ivar sha256: of the document when it was last read
    :ivar steps: what was corrected, in order; `undone` what was taken back and can be done again, the latest last
    :ivar written: the SHA-256 of the standard as it was last written from here; empty where it was not
    """

    source: str
    sha256: str
    steps: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()
    written: str = ""

    @property
    def mends(self) -> tuple[Mend, ...]:
        """Every correction in force."""
        return tuple(mend for step in self.steps for mend in step)

    def with_step(self, mends: Sequence[Mend]) -> ReviewFile:
        """One more step; what was undone cannot be done again after it."""
        return replace(self, steps=(*self.steps, tuple(mends)), undone=())

    def without_last(self) -> ReviewFile:
        """The last step taken back."""
        return replace(self, steps=self.steps[:-1], undone=(*self.undone, *self.steps[-1:]))

    def without_any(self) -> ReviewFile:
        """Every step taken back."""
        return replace(self, steps=(), undone=(*self.undone, *reversed(self.steps)))

    def with_last_again(self) -> ReviewFile:
        """What was taken back last is in force again."""
        return replace(self, steps=(*self.steps, *self.undone[-1:]), undone=self.undone[:-1])


def review_text(review: ReviewFile) -> str:
    """The file's text: JSON, a correction a line, so that versions of it can be compared."""
    head = {"schema": 1, "kind": "review", "source": review.source, "sha256": review.sha256, "written": review.written}
    lines = [f"  {json.dumps(name)}: {_dumped(value)}" for name, value in head.items()]
    for name, steps in (("steps", review.steps), ("undone", review.undone)):
        rows = ",\n".join(f"    {_dumped([_row(mend) for mend in step])}" for step in steps)
        lines.append(f'  "{name}": [\n{rows}\n  ]' if rows else f'  "{name}": []')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def parsed_review(text: str, name: str) -> ReviewFile:
    """The review that a text holds; `name` is how messages call the file.

    :raises Refused: it is none, or from a newer version.
    """
    broken = f"审阅记录 {name} 内容不完整或被改坏；请恢复原来的文件，或把它移走后从文件重新导入"
    try:
        found: Any = json.loads(text)
    except (ValueError, RecursionError):
        raise refuse("review", broken, file=name) from None
    if not isinstance(found, dict) or found.get("kind") != "review":
        raise refuse("review", f"{name} 不是审阅记录", file=name)
    if found.get("schema") != 1:
        raise refuse("review", f"审阅记录 {name} 由更新的版本写成，请升级程序后再打开", file=name)
    texts = [found.get(key, "") for key in ("source", "sha256", "written")]
    both = [found.get(key, []) for key in ("steps", "undone")]
    if not all(isinstance(one, str) and not has_hidden(one) for one in texts) or not texts[0]:
        raise refuse("review", broken, file=name)
    try:
        steps, undone = (tuple(tuple(_mend(row) for row in step) for step in one) for one in both)
    except (TypeError, ValueError, KeyError):
        raise refuse("review", broken, file=name) from None
    if sum(map(len, steps)) + sum(map(len, undone)) > MOST:
        raise refuse("review", broken, file=name)
    return ReviewFile(texts[0], texts[1], steps, undone, texts[2])


def _row(mend: Mend) -> list[object]:
    return [*mend.key, mend.what, mend.value]


def _mend(row: Any) -> Mend:
    passage, start, mark, what, value = row
    whole = all(type(number) is int and abs(number) < 10_000_000 for number in (passage, start))
    if not whole or not isinstance(mark, str) or what not in _WHATS or not isinstance(value, str):
        raise ValueError("mend")
    if what == "role" and value not in ROLES:
        raise ValueError("role")
    return Mend(Key(passage, start, mark), what, value)


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
