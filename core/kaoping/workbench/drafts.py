"""A document on its way to a standard: read, corrected by its author, checked, written as the standard's file.

Every correction is on disk, in `OUT.review.json`, before the draft is made again. The same for commands and screens.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kaoping.cases_run import CaseResult
from kaoping.drafting.assemble import Reader
from kaoping.drafting.author.asked import asked
from kaoping.drafting.author.header import with_header
from kaoping.drafting.author.lacks import Lack, lacks
from kaoping.drafting.author.review_file import ENDING, ReviewFile, review_text
from kaoping.drafting.proposals.propose import Proposer
from kaoping.drafting.values import DOCUMENT, Draft, Mend
from kaoping.drafting.write import standard_text
from kaoping.errors import refuse
from kaoping.intake.reading import Document, read_document
from kaoping.standard.load import cases_path
from kaoping.text import visible
from kaoping.workbench.examining import Finding, examined, tested
from kaoping.workbench.headers import beside_a_standard
from kaoping.workbench.library import Library
from kaoping.workbench.new_files import id_fault, write_together
from kaoping.workbench.paths import typed_paths
from kaoping.workbench.proposing import proposer_of
from kaoping.workbench.review_files import (
    no_workbook,
    read_review,
    relative,
    review_path,
    same_file,
    sha256_of,
    source_of,
    suggested_id,
)
from kaoping.workbench.shelf import Installed, install

_NO_REVIEW = "旁边没有审阅记录，不是从文件导入的标准；要检查它请用 kaoping standard lint"


@dataclass(frozen=True, slots=True)
class Review:
    """A document, what it was read as, and where the standard goes.

    :ivar target: the standard's file, `OUT.toml`; the review lies beside it as `OUT.review.json`
    :ivar file: the corrections, as they are on disk
    :ivar draft: what the document is read as with them
    :ivar asked_at_first: how many questions there were without any correction, proposals left out
    :ivar reader: reads the document again with other corrections
    :ivar other: whether the document has changed since it was last read here
    """

    target: Path
    document: Document
    file: ReviewFile
    draft: Draft
    asked_at_first: int
    reader: Reader = field(compare=False, repr=False)
    other: bool = False

    @property
    def path(self) -> Path:
        """Where the corrections lie."""
        return review_path(self.target)


class Drafts:
    """Documents read as drafts of standards."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._proposer: Proposer | None = None

    def _draft(self, reader: Reader, mends: Sequence[Mend] = ()) -> Draft:
        """The draft of a document with its author's corrections, those of the standard's head too, and proposals."""
        if self._proposer is None:
            self._proposer = proposer_of(self._library)
        return self._proposer.proposed(with_header(reader.draft(mends)))

    def typed(self, text: str) -> Review:
        """The review of what was typed or dropped; see `open`.

        :raises Refused: it is not one path, or there is nothing to review.
        """
        meant = typed_paths(text)
        if not meant:
            raise refuse("document", "请输入文件的路径，或把文件拖到窗口里")
        if len(meant) > 1:
            raise refuse("document", f"一次导入一个文件，这里有 {len(meant)} 个；请只留一个")
        return self.open(Path(meant[0]))

    def look(self, path: Path) -> None:
        """See that there is something to review, before the screens open.

        :raises Refused: there is no such file, or no review of it.
        """
        if not path.exists() and not review_path(path).exists():
            raise refuse("document", "没有这个文件，请核对文件名和所在文件夹", file=str(path))
        no_workbook(path)
        if path.suffix.lower() == ".toml" and not review_path(path).exists():
            raise refuse("no-review", _NO_REVIEW, file=str(path))

    def open(self, path: Path, target: Path | None = None) -> Review:
        """Read a document, or go on with a review that was begun.

        :param path: a document, or the standard's file `OUT.toml` or `OUT.review.json` of a review.
        :param target: where the standard goes; beside the document, under its name, where it is not given.
        :raises Refused: it cannot be read, or the review's document is gone.
        :raises Surroundings: the document's format needs a program that is not there.
        """
        if path.name.endswith(ENDING):
            path = path.with_name(path.name.removesuffix(ENDING) + ".toml")
        if path.suffix.lower() == ".toml":
            return self._resumed(path)
        target = target if target is not None else path.with_suffix(".toml")
        if review_path(target).exists():
            file = read_review(target)
            if same_file(source_of(target, file), path):
                return self._made(target, read_document(path), file)
            name = visible(file.source)
            raise refuse(
                "exists", f"{visible(target.name)} 已是另一文件（{name}）的审阅；请用 -o 换一个文件名", file=str(target)
            )
        no_workbook(path)
        document = read_document(path)
        return self._made(target, document, ReviewFile(relative(path, target), document.sha256))

    def imported(
        self,
        path: Path,
        target: Path | None = None,
        *,
        id: str | None = None,
        sheet: int | None = None,
        force: bool = False,
    ) -> list[Review]:
        """Read a document and write a draft for each of its score sheets; a review that was begun is taken up again.

        :param target: where the standard goes; with several sheets `OUT-1.toml`, `OUT-2.toml` and so on.
        :param id: the standard's id; a suggested one where it is not given and nobody gave one before.
        :param sheet: this sheet of the document alone.
        :raises Refused: as `open` and `save`; or the id or the name cannot be, or there are fewer sheets.
        """
        if id is not None and (fault := id_fault(id)) is not None:
            raise refuse("id", fault, id=id)
        again = path.suffix.lower() == ".toml"
        if again and target is not None and target != path:
            message = f"这是一份草稿，重新导入时写回它自己；要另写成 {target.name}，请导入它所依据的原文件"
            raise refuse("output", message, file=str(path))
        target = target if target is not None else path.with_suffix(".toml")
        if target.suffix != ".toml" or beside_a_standard(target):
            raise refuse("output", "标准的文件名要以 .toml 结尾，且不以 .cases.toml 等结尾", file=str(target))
        first = self.open(path) if again else self.open(path, target)
        sheets = first.draft.sheets
        if sheet is not None and sheet > max(1, len(sheets)):
            raise refuse("sheet", f"文件里只有 {max(1, len(sheets))} 张评分表，没有第 {sheet} 张", file=str(path))
        if len(sheets) < 2 or sheet is not None or again:
            found = [self._chosen(first, id, sheet)]
        else:
            found = []
            for number in range(1, len(sheets) + 1):
                review = self.open(path, target.with_name(f"{target.stem}-{number}.toml"))
                found.append(self._chosen(review, f"{id}-{number}" if id else None, number))
        for review in found:
            self._may_write(review, force)
        return [self._written(review, standard_text(review.draft)) for review in found]

    def _chosen(self, review: Review, id: str | None, sheet: int | None) -> Review:
        """The review with this id and sheet, which are corrections like any other."""
        wanted = []
        now = {mend.what: mend.value for mend in review.file.mends if mend.key == DOCUMENT}
        if sheet is not None and now.get("sheet", "1") != str(sheet):
            wanted.append(Mend(DOCUMENT, "sheet", str(sheet)))
        if id is None and "id" not in now:
            id = self.suggested_id(review) + (f"-{sheet}" if sheet is not None else "")
        if id is not None and now.get("id") != id:
            wanted.append(Mend(DOCUMENT, "id", id))
        if not wanted:
            return review
        return self._made(review.target, review.document, review.file.with_step(wanted))

    def _resumed(self, target: Path) -> Review:
        if not review_path(target).exists():
            if not target.exists():
                raise refuse("document", "没有这个文件，请核对文件名和所在文件夹", file=str(target))
            raise refuse("no-review", _NO_REVIEW, file=str(target))
        file = read_review(target)
        path = source_of(target, file)
        if not path.exists():
            message = f"找不到审阅所依据的文件 {visible(file.source)}；请把它放回原处再打开"
            raise refuse("document", message, file=str(review_path(target)))
        return self._made(target, read_document(path), file)

    def _made(self, target: Path, document: Document, file: ReviewFile) -> Review:
        reader = Reader(document.paper)
        plain = self._draft(reader)
        draft = self._draft(reader, file.mends) if file.mends else plain
        at_first = sum(one.what != "proposal" for one in asked(plain))
        return Review(target, document, file, draft, at_first, reader, file.sha256 != document.sha256)

    # -- corrections

    def mend(self, review: Review, mends: Sequence[Mend]) -> Review:
        """Correct something, as one step that can be undone.

        :raises Refused: another window has corrected something since.
        :raises Surroundings: it cannot be saved.
        """
        return self._kept(review, review.file.with_step(mends))

    def mend_again(self, review: Review, mends: Sequence[Mend]) -> Review:
        """Correct something on top of what another window has corrected since: its corrections stay.

        :raises Refused: the corrections on disk cannot be read; or see `mend`.
        """
        now = self._resumed(review.target)
        return self.mend(now, mends) if mends else now

    def undo(self, review: Review) -> Review:
        """Take the last step back.

        :raises Refused: there is none; or see `mend`.
        """
        if not review.file.steps:
            raise refuse("nothing", "没有可以撤销的修改")
        return self._kept(review, review.file.without_last())

    def undo_all(self, review: Review) -> Review:
        """Take every step back; each can be done again.

        :raises Refused: there is none; or see `mend`.
        """
        if not review.file.steps:
            raise refuse("nothing", "没有可以撤销的修改")
        return self._kept(review, review.file.without_any())

    def redo(self, review: Review) -> Review:
        """Do again what was taken back last.

        :raises Refused: there is nothing; or see `mend`.
        """
        if not review.file.undone:
            raise refuse("nothing", "没有可以重做的修改")
        return self._kept(review, review.file.with_last_again())

    def _kept(self, review: Review, file: ReviewFile) -> Review:
        file = replace(file, sha256=review.document.sha256)
        self._unchanged_meanwhile(review)
        write_together({review.path: review_text(file)}, force=True)
        return replace(review, file=file, draft=self._draft(review.reader, file.mends), other=False)

    def _unchanged_meanwhile(self, review: Review) -> None:
        if not review.path.exists():
            if review.file.steps or review.file.undone or review.file.written:
                message = f"审阅记录 {visible(review.path.name)} 已被移走，本次没有保存；请放回原处，或返回后重新导入"
                raise refuse("review", message, file=str(review.path))
            return
        if read_review(review.target) != review.file:
            message = "审阅记录刚被另一窗口修改，本次没有保存；请返回后重新打开"
            raise refuse("head-moved", message, file=str(review.path))

    # -- the standard

    def suggested_id(self, review: Review) -> str:
        """An id for a standard that has none yet."""
        return suggested_id(review.draft)

    def lacking(self, review: Review) -> list[Lack]:
        """What the standard still lacks as it would be written, in its author's words and at its place."""
        return lacks(review.draft, self.checked(review))

    def checked(self, review: Review) -> list[Finding]:
        """What lint finds in the standard as it would be written, and whether each stops it from being used."""
        with tempfile.TemporaryDirectory(prefix="kaoping-") as folder:
            path = Path(folder) / review.target.name
            path.write_text(standard_text(review.draft), encoding="utf-8", newline="\n")
            found = examined(self._library, path)[1]
        return [(replace(fault, file=review.target.name), blocking) for fault, blocking in found]

    def save(self, review: Review, *, force: bool = False) -> Review:
        """Write the standard's file, and beside it the review.

        :param force: write over a file that was not written from here, or was changed since.
        :raises Refused: there is such a file.
        :raises Surroundings: it cannot be written.
        """
        text = standard_text(review.draft)
        self._unchanged_meanwhile(review)
        self._may_write(review, force)
        return self._written(review, text)

    def _may_write(self, review: Review, force: bool) -> None:
        there = sha256_of(review.target)
        if there is not None and there != review.file.written and not force:
            was = "在写出之后被改过" if review.file.written else "已存在"
            message = f"{visible(review.target.name)} {was}，没有覆盖；确要覆盖请加 --force，或用 -o 换一个文件名"
            raise refuse("exists", message, file=str(review.target))

    def _written(self, review: Review, text: str) -> Review:
        file = replace(review.file, sha256=review.document.sha256, written=hashlib.sha256(text.encode()).hexdigest())
        write_together({review.target: text, review.path: review_text(file)}, force=True)
        return replace(review, file=file, other=False)

    def cases(self, review: Review) -> list[CaseResult] | None:
        """The worked cases that lie beside the standard's file, run; None where there are none.

        :raises Refused: they cannot be run.
        """
        if not cases_path(review.target).is_file():
            return None
        return tested(self._library, str(review.target))[1]

    def install(self, review: Review, *, replace: bool = False) -> Installed:
        """Put the written standard into the user's folder, from where evaluations can be made by it.

        :raises Refused: it is not ready, or its id is taken.
        """
        folder = self._library.folder
        if folder is None:
            raise refuse("folder", "这次打开时没有标准文件夹，不能安装；请重新打开程序")
        done = install(self._library, folder, review.target, replace=replace)
        self._library.renew()
        return done


__all__ = ["Drafts", "Review", "read_review", "review_path"]
