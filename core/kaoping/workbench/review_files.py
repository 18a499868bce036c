"""A review's files: the corrections beside the standard that they make, and the document that they are about."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from kaoping.drafting.author.review_file import ENDING, ReviewFile, parsed_review
from kaoping.drafting.values import Draft
from kaoping.errors import Fault, Refused, refuse
from kaoping.text import visible

#: A review's file is text of people's corrections alone; larger ones are something else.
_MOST_BYTES = 8 * 1024 * 1024
_PLACE = re.compile(r"([\u4e00-\u9fff]{2,4}?)(?:省|市|县|区|旗|镇|乡|街道)")


def review_path(target: Path) -> Path:
    """Where the review of a standard's file lies."""
    return target.with_name(target.name.removesuffix(".toml") + ENDING)


def read_review(target: Path) -> ReviewFile:
    """The review beside a standard's file.

    :raises Refused: it cannot be read.
    """
    path = review_path(target)
    name = visible(path.name)
    try:
        with path.open("rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
        text = data.decode("utf-8")
    except OSError as error:
        raise refuse("review", f"审阅记录读不了：{visible(error.strerror or '')}", file=str(path)) from None
    except UnicodeDecodeError:
        text = ""
    return parsed_review(text if len(data) <= _MOST_BYTES else "", name)


def source_of(target: Path, file: ReviewFile) -> Path:
    """The document that a review is about."""
    return Path(os.path.normpath(target.parent / file.source))


def relative(path: Path, target: Path) -> str:
    """The document as seen from the review's folder, so that both may move together."""
    try:
        return os.path.relpath(path.absolute(), target.absolute().parent)
    except ValueError:  # another drive
        return str(path.absolute())


def same_file(one: Path, two: Path) -> bool:
    """Whether two paths lead to one file."""
    try:
        return os.path.samefile(one, two)
    except OSError:
        return one.absolute() == two.absolute()


def sha256_of(path: Path) -> str | None:
    """The SHA-256 of a file; None where there is none.

    :raises Refused: it cannot be read.
    """
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Refused(Fault("unreadable", f"读不了：{visible(error.strerror or '')}", file=str(path))) from None


def no_workbook(path: Path) -> None:
    """A workbook that standards are written in is no document: it says itself what it means.

    :raises Refused: it is one.
    """
    from kaoping.workbench.standard_books import is_standard_workbook

    if is_standard_workbook(path):
        out = path.with_suffix(".toml").name
        message = (
            f"{visible(path.name)} 是用 standard to-xlsx 写出的标准工作簿，不用审阅；"
            f"请用 kaoping standard from-xlsx {visible(path.name)} -o {visible(out)} 变成标准，再安装"
        )
        raise refuse("workbook", message, file=str(path))


def suggested_id(draft: Draft) -> str:
    """An id for a standard that has none yet: where it is from, whom it evaluates, and of which year."""
    from pypinyin import lazy_pinyin

    data = draft.data
    title = str(data.get("title", ""))
    place = _PLACE.match(title)
    spelt = "".join(lazy_pinyin(place[1])) if place is not None else ""
    plain_place = spelt if spelt.isascii() and spelt.isalpha() else "own"
    kind = next((kind for kind in data.get("unit_kinds", ()) if kind.isascii()), "unit")
    year = re.search(r"(?:19|20)\d{2}", f"{title}{data.get('edition', '')}")
    return f"{plain_place}/{kind}{f'-{year.group()}' if year else ''}".lower()


__all__ = [
    "no_workbook",
    "read_review",
    "relative",
    "review_path",
    "same_file",
    "sha256_of",
    "source_of",
    "suggested_id",
]
