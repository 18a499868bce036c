"""Evidence: files, visits and interviews that prove what was judged, each linked to all that it proves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePath

from kaoping.answers import Evidence, EvidenceFile, ProofLink
from kaoping.answers_check import FIRST_YEAR, LAST_YEAR, check_link
from kaoping.errors import Fault, Refused, refuse
from kaoping.standard.evidence import EVIDENCE_NAMES
from kaoping.standard.model import EVIDENCE_KINDS, EvidenceKind
from kaoping.store import evidence as rows
from kaoping.store.evidence_files import EvidenceFiles, Found, State, Taken, size_text, state_of
from kaoping.text import has_hidden, visible
from kaoping.workbench import codec
from kaoping.workbench.desk import Desk, new_id
from kaoping.workbench.evaluations import View
from kaoping.workbench.paths import Completion, completed
from kaoping.workbench.said import check_said, said
from kaoping.workbench.units import clean
from kaoping.workbench.viewing import for_viewing, web_address
from kaoping.workbench.walk import Json, Walk

#: What a file most likely is, by the end of its name; else a document.
_BY_ENDING: dict[str, EvidenceKind] = {
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic"), "photo"),
    **dict.fromkeys((".mp3", ".wav", ".m4a", ".mp4", ".mov", ".avi", ".mkv", ".wmv"), "photo"),
    **dict.fromkeys((".xls", ".xlsx", ".et", ".csv", ".ods"), "list"),
    **dict.fromkeys((".htm", ".html", ".mht", ".mhtml"), "web"),
}
#: Kinds that stand without a file; the others name a file, or say what was seen.
SPOKEN: tuple[EvidenceKind, ...] = ("visit", "interview", "web", "data")


@dataclass(frozen=True, slots=True)
class Known:
    """A piece of evidence of the workspace: about which unit, and how many criteria it proves."""

    evidence: Evidence
    unit: str
    uses: int


@dataclass(frozen=True, slots=True)
class Use:
    """One place where a piece of evidence is used, with the titles of its standard and criterion."""

    evaluation: int
    unit: str
    evaluator: str
    standard: str
    standard_title: str
    item: str
    item_title: str
    requirement: str | None
    page: str | None


@dataclass
class Proofs:
    """Use cases about evidence. What changes an evaluation is a judgement: saved with its entry, undone and redone."""

    desk: Desk
    walk: Walk

    @property
    def files(self) -> EvidenceFiles:
        """The files that the workspace keeps."""
        return EvidenceFiles(self.desk.workspace.path)

    def look(self, path: str | Path) -> Found:
        """The file that would be attached: its name and size, nothing read yet.

        :raises Refused: it is no file that can be attached.
        """
        return self.files.look(path)

    def take(self, path: str | Path, *, name: str | None = None, by_reference: bool = False) -> Taken:
        """Read a file to be attached: copied into the workspace's store, or its fingerprint alone.

        :param name: what it is called, where `path` is what `look` found by following a link.
        :raises Refused: it is no file that can be attached.
        :raises Surroundings: the store cannot be written.
        """
        taken = self.files.read(path) if by_reference else self.files.take(path)
        return taken if name is None else replace(taken, name=name)

    def complete(self, typed: str) -> Completion:
        """The path that was begun, as far as it is certain, and how it may go on."""
        return completed(typed)

    def add(
        self,
        key: str,
        item: str,
        source: str | Path | Taken | None = None,
        *,
        kind: EvidenceKind | None = None,
        title: str | None = None,
        requirement: str | None = None,
        page: str | None = None,
        by_reference: bool = False,
        on: date | None = None,
        who: str | None = None,
        what: str | None = None,
        url: str | None = None,
        why: str | None = None,
    ) -> View:
        """Add evidence and say that it proves this criterion, in one save.

        A file that the unit's evidence has already is not added again: what is there proves one thing more.

        :param source: a file, or one already taken in; None for what was seen, said or looked up.
        :param kind: by the file's name where it is not given.
        :param title: the file's name without its ending where it is not given.
        :param page: where in it: a page, a chapter.
        :param by_reference: keep where the file lies and its fingerprint, not the file.
        :param why: asked for once the evaluation was handed in.
        :raises Refused: there is no such item or requirement, the file cannot be attached, or something is not said.
        :raises Surroundings: the file or the entry could not be saved; no entry was written.
        """

        def proving(view: View, links: list[Json]) -> tuple[list[Json], list[Json]]:
            self._check(view, ProofLink(item, requirement, page))
            made = _checked(Evidence("", kind or "document", title or "-", None, on, said(who), said(what), said(url)))
            if source is None:
                if kind is None or title is None:
                    raise refuse("evidence", "没有文件的佐证须写明种类和名称", id=item)
                if kind not in SPOKEN and made.what is None:
                    raise refuse("evidence", f"“{EVIDENCE_NAMES[kind]}”请附上文件；没有文件的须写明内容", id=item)
            else:
                taken = source if isinstance(source, Taken) else self.take(source, by_reference=by_reference)
                known = None if title is not None or kind is not None else self._known(view, taken, by_reference)
                if known is not None:
                    return _with(links, known, requirement, page), []
                made = _checked(replace(made, **_of_file(taken, kind, title, by_reference)))
            made = replace(made, id=new_id())
            body = {"kind": "evidence-added", **codec.evidence_json(view.row.unit, made)}
            return _with(links, made.id, requirement, page), [body]

        return self.walk.prove(key, item, proving, why=why)

    def link(
        self,
        key: str,
        item: str,
        evidence: str,
        requirement: str | None = None,
        page: str | None = None,
        *,
        why: str | None = None,
    ) -> View:
        """Say that a piece of evidence of the workspace proves this criterion too; the page given last holds.

        :raises Refused: there is no such evidence, item or requirement.
        """
        known = self.one(evidence).evidence.id

        def proving(view: View, links: list[Json]) -> tuple[list[Json], list[Json]]:
            self._check(view, ProofLink(item, requirement, page))
            return _with(links, known, requirement, page), []

        return self.walk.prove(key, item, proving, why=why)

    def move(
        self,
        key: str,
        item: str,
        evidence: str,
        before: str | None,
        requirement: str | None,
        page: str | None,
        *,
        why: str | None = None,
    ) -> View:
        """Say that evidence proves another requirement than was said (None: the whole criterion), on this page.

        :param before: the requirement of the link as it is now.
        :raises Refused: it does not prove that, or there is no such requirement.
        """
        known = self.one(evidence).evidence.id

        def proving(view: View, links: list[Json]) -> tuple[list[Json], list[Json]]:
            self._check(view, ProofLink(item, requirement, page))
            made = _with([], known, requirement, page)[0]
            wanted = {(known, before), (known, requirement)}
            places = [n for n, link in enumerate(links) if (link["evidence"], link.get("requirement")) in wanted]
            if not any(links[place].get("requirement") == before for place in places):
                raise refuse("no-link", f"{item} 没有用到这份佐证，请看过最新内容后再试", id=item)
            left = [made if number == places[0] else link for number, link in enumerate(links)]
            return [link for number, link in enumerate(left) if number not in places[1:]], []

        return self.walk.prove(key, item, proving, why=why)

    def unlink(
        self,
        key: str,
        item: str,
        evidence: str,
        requirement: str | None = None,
        *,
        whole: bool = False,
        why: str | None = None,
    ) -> View:
        """Say that a piece of evidence proves this criterion no more; the evidence and its file stay.

        :param requirement: only this link of several; None takes all of the criterion's links to it away.
        :param whole: without `requirement`, only the link to the criterion as a whole.
        :raises Refused: it does not prove it.
        """
        known = self.one(evidence).evidence.id

        def proving(_: View, links: list[Json]) -> tuple[list[Json], list[Json]]:
            gone = [
                link
                for link in links
                if link["evidence"] == known
                and ((requirement is None and not whole) or link.get("requirement") == requirement)
            ]
            if not gone:
                raise refuse("no-link", f"{item} 没有用到这份佐证，请看过最新内容后再试", id=item)
            return [link for link in links if link not in gone], []

        return self.walk.prove(key, item, proving, why=why)

    def of(self, key: str, item: str | None = None) -> tuple[Evidence, ...]:
        """The evidence of an evaluation, or of one of its criteria.

        :raises Refused: there is no such evaluation.
        """
        answers = self.desk.answers(self.desk.evaluation(key))
        return answers.evidence if item is None else answers.evidence_of(item)

    def all(self, unit: str | None = None) -> list[Known]:
        """The workspace's evidence, or that about one unit (name or id); the newest first."""
        wanted = self.desk.unit(unit).id if unit is not None else None
        return [_known(row) for row in rows.evidence_about(self.desk.workspace, wanted)]

    def one(self, evidence: str) -> Known:
        """A piece of evidence by its id.

        :raises Refused: there is none.
        """
        row = rows.evidence(self.desk.workspace, evidence)
        if row is None:
            message = f"没有佐证材料“{visible(evidence)}”，请用 kaoping evidence list 查看编号"
            raise refuse("unknown-evidence", message, id=evidence)
        return _known(row)

    def everywhere(self, evidence: str) -> list[Use]:
        """All that a piece of evidence proves, across evaluations and standards."""
        found = []
        for row in rows.uses(self.desk.workspace, self.one(evidence).evidence.id):
            resolved = self.desk.snapshot(row.digest)
            item = resolved.item.get(row.item)
            found.append(
                Use(
                    row.number, row.unit_name, row.evaluator, row.standard, resolved.standard.title, row.item,
                    item.criterion.title if item is not None else "", row.requirement, row.page,
                )
            )  # fmt: skip
        return found

    def state(self, evidence: Evidence) -> State | None:
        """Whether its file is there as it was; None where it has no file, or only the fingerprint is known."""
        file = evidence.file
        if file is None:
            return None
        if file.copied or self.files.holds(file.sha256):
            return self.files.state(file.sha256, file.size)
        return state_of(Path(file.path), file.sha256, file.size) if file.path is not None else None

    def to_open(self, evidence: str) -> Path | str:
        """What the system's viewer is to open: a checked copy under the file's own name, or a web address.

        :raises Refused: there is nothing to open, the file is missing or changed, or its kind is not opened from here.
        """
        known = self.one(evidence).evidence
        file = known.file
        if file is None:
            if known.url is not None:
                return web_address(known.url)
            raise refuse("evidence-open", f"“{visible(known.title)}”没有文件，内容见列表", id=known.id)
        kept = file.copied or self.files.holds(file.sha256)
        if not kept and file.path is None:
            message = f"“{visible(known.title)}”的文件不在本工作区，只有指纹；请向提供者索取后重新附上"
            raise refuse("evidence-open", message, id=known.id)
        source = self.files.path_of(file.sha256) if kept else Path(file.path or "")
        state = state_of(source, file.sha256, file.size)
        if state != "ok":
            word = {"missing": "不见了", "changed": "与附上时不同，被改动过", "unreadable": "读不了"}[state]
            place = visible(str(source if file.path is None else file.path))
            raise refuse("evidence-open", f"“{visible(known.title)}”的文件{word}：{place}；请重新附上", id=known.id)
        return for_viewing(source, file.name)

    def _known(self, view: View, taken: Taken, by_reference: bool) -> str | None:
        """The unit's evidence that holds this very file already, kept in the same manner."""
        for row in rows.evidence_with_file(self.desk.workspace, taken.sha256):
            file = row.body["file"]
            same = file.get("path") == str(taken.path) if by_reference else file["copied"]
            if row.unit == view.row.unit and same:
                return row.id
        return None

    def _check(self, view: View, link: ProofLink) -> None:
        faults = [Fault(code, message, id=link.item) for code, message in check_link(view.resolved, link)]
        if faults:
            raise Refused(faults)
        if link.page is not None:
            clean(link.page, "页码或位置", 60)


def kind_of_file(name: str) -> EvidenceKind:
    """What a file most likely is, by its name."""
    return _BY_ENDING.get(PurePath(name).suffix.lower(), "document")


def _of_file(taken: Taken, kind: EvidenceKind | None, title: str | None, by_reference: bool) -> Json:
    path = str(taken.path) if by_reference else None
    if path is not None and (has_hidden(path) or "\n" in path or not _is_text(path)):
        raise refuse("evidence-file", f"“{taken.name}”的路径含有特殊字符，不能只记位置；请复制进工作区，或先改名")
    return {
        "kind": kind or kind_of_file(taken.name),
        "title": title or PurePath(taken.name).stem or taken.name,
        "file": EvidenceFile(taken.name, taken.sha256, taken.size, copied=not by_reference, path=path),
    }


def _is_text(path: str) -> bool:
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _checked(evidence: Evidence) -> Evidence:
    """The evidence with its texts cleaned.

    :raises Refused: one is empty, too long, holds control characters, or is no date or address.
    """
    if evidence.kind not in EVIDENCE_KINDS:
        kinds = "、".join(f"{kind}（{name}）" for kind, name in EVIDENCE_NAMES.items())
        raise refuse("evidence", f"没有佐证种类“{visible(str(evidence.kind))}”，可用：{kinds}")
    check_said(evidence.what, "佐证材料")
    if evidence.on is not None and not FIRST_YEAR <= evidence.on.year <= LAST_YEAR:
        raise refuse("evidence", f"日期 {evidence.on.isoformat()} 不在 {FIRST_YEAR} 到 {LAST_YEAR} 年之间")
    return replace(
        evidence,
        title=clean(evidence.title, "佐证材料的名称"),
        who=clean(evidence.who, "何人") if evidence.who is not None else None,
        url=web_address(evidence.url) if evidence.url is not None else None,
    )


def _with(links: Iterable[Json], evidence: str, requirement: str | None, page: str | None) -> list[Json]:
    """The links and this one; one for the same thing already there takes the page now given."""
    added: Json = {"evidence": evidence}
    if requirement is not None:
        added["requirement"] = requirement
    page = said(page)
    found, placed = [], False
    for link in links:
        if link["evidence"] == evidence and link.get("requirement") == requirement:
            held = page.strip() if page is not None else link.get("page")
            found.append({**added, "page": held} if held is not None else added)
            placed = True
        else:
            found.append(link)
    if not placed:
        found.append({**added, "page": page.strip()} if page is not None else added)
    return found


def _known(row: rows.EvidenceRow) -> Known:
    return Known(codec.evidence_from(row.body), row.unit_name, row.uses)


__all__ = ["SPOKEN", "Known", "Proofs", "Use", "kind_of_file", "size_text"]
