"""A document, or a review that was begun, opened: what it is read as with its author's corrections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kaoping.drafting.assemble import Reader
from kaoping.drafting.author.asked import asked
from kaoping.drafting.author.header import with_header
from kaoping.drafting.author.review_file import ENDING, ReviewFile
from kaoping.drafting.proposals.propose import Proposer
from kaoping.drafting.values import Draft, Mend
from kaoping.errors import refuse
from kaoping.intake.reading import Document, read_document
from kaoping.text import visible
from kaoping.workbench.earlier import Earlier, held_against
from kaoping.workbench.library import Library
from kaoping.workbench.paths import typed_paths
from kaoping.workbench.proposing import proposer_of
from kaoping.workbench.review_files import no_workbook, read_review, relative, review_path, same_file, source_of

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


class Opening:
    """Documents and reviews, opened."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._proposer: Proposer | None = None
        self._earlier = Earlier(library)

    def _draft(self, reader: Reader, target: Path, mends: Sequence[Mend] = ()) -> Draft:
        """The draft of a document with its author's corrections, those of the standard's head too, and proposals."""
        if self._proposer is None:
            self._proposer = proposer_of(self._library)
        draft = with_header(reader.draft(mends))
        return self._proposer.proposed(held_against(draft, self._earlier.of(draft, target)))

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
        no_workbook(path)
        document = read_document(path)
        if review_path(target).exists():
            file = read_review(target)
            if same_file(source_of(target, file), path):
                return self._made(target, document, file)
            name = visible(file.source)
            raise refuse(
                "exists",
                f"{visible(target.name)} 已是另一文件（{name}）的审阅；请给要导入的文件改个名再导入，命令行也可以用 -o 换一个文件名",
                file=str(target),
            )
        return self._made(target, document, ReviewFile(relative(path, target), document.sha256))

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
        plain = self._draft(reader, target)
        draft = self._draft(reader, target, file.mends) if file.mends else plain
        at_first = sum(one.what != "proposal" for one in asked(plain))
        return Review(target, document, file, draft, at_first, reader, file.sha256 != document.sha256)


__all__ = ["Opening", "Review"]
