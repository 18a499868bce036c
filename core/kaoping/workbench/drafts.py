"""A document on its way to a standard: read, corrected by its author, checked, written as the standard's file.

Every correction is on disk, in `OUT.review.json`, before the draft is made again. The same for commands and screens.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kaoping.cases_run import CaseResult
from kaoping.drafting.author.lacks import Lack, lacks
from kaoping.drafting.author.review_file import ReviewFile, review_text
from kaoping.drafting.values import DOCUMENT, Mend
from kaoping.drafting.write import standard_text
from kaoping.errors import refuse
from kaoping.standard.load import cases_path
from kaoping.text import visible
from kaoping.workbench.casework import Written, write_cases
from kaoping.workbench.examining import Finding, examined, tested
from kaoping.workbench.headers import beside_a_standard
from kaoping.workbench.new_files import id_fault, write_together
from kaoping.workbench.review_files import (
    read_review,
    review_path,
    sha256_of,
    suggested_id,
)
from kaoping.workbench.review_opening import Opening, Review
from kaoping.workbench.shelf import Installed, install


class Drafts(Opening):
    """Documents read as drafts of standards."""

    def imported(
        self,
        path: Path,
        target: Path | None = None,
        *,
        id: str | None = None,
        sheet: int | None = None,
        previous: str | None = None,
        force: bool = False,
    ) -> list[Review]:
        """Read a document and write a draft for each of its score sheets; a review that was begun is taken up again.

        :param target: where the standard goes; with several sheets `OUT-1.toml`, `OUT-2.toml` and so on.
        :param id: the standard's id; a suggested one where it is not given and nobody gave one before.
        :param sheet: this sheet of the document alone.
        :param previous: an earlier edition (id or file) whose ids the facts go under where they mean the same; the
            installed standard of this id, whatever year it names, where it is not given.
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
            found = [self._chosen(first, id, sheet, previous)]
        else:
            found = []
            for number in range(1, len(sheets) + 1):
                review = self.open(path, target.with_name(f"{target.stem}-{number}.toml"))
                found.append(self._chosen(review, f"{id}-{number}" if id else None, number, previous))
        for review in found:
            self._may_write(review, force)
        return [self._written(review, standard_text(review.draft)) for review in found]

    def _chosen(self, review: Review, id: str | None, sheet: int | None, previous: str | None) -> Review:
        """The review with this id, sheet and earlier edition, which are corrections like any other."""
        wanted = []
        now = {mend.what: mend.value for mend in review.file.mends if mend.key == DOCUMENT}
        if sheet is not None and now.get("sheet", "1") != str(sheet):
            wanted.append(Mend(DOCUMENT, "sheet", str(sheet)))
        if id is None and "id" not in now:
            id = self.suggested_id(review) + (f"-{sheet}" if sheet is not None else "")
        if id is not None and now.get("id") != id:
            wanted.append(Mend(DOCUMENT, "id", id))
        if previous is not None:
            value = self._earlier.kept(previous, review.target)
            wanted += [Mend(DOCUMENT, "previous", value)] if now.get("previous") != value else []
        if not wanted:
            return review
        return self._made(review.target, review.document, review.file.with_step(wanted))

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
        return replace(review, file=file, draft=self._draft(review.reader, review.target, file.mends), other=False)

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

    def themes(self) -> dict[str, str]:
        """The themes that items may have, by id their names."""
        return dict(self._library.vocabulary().themes)

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

    def write_cases(self, review: Review) -> Written:
        """Write worked cases beside the written standard, to be checked by hand.

        :raises Refused: there are some already, or the standard is wrong.
        """
        return write_cases(self._library, str(review.target))

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
