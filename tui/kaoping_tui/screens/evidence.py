"""The evidence of one criterion: attached, linked to requirements and pages, opened, found elsewhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from kaoping import (
    EVIDENCE_NAMES,
    Evidence,
    EvidenceKind,
    EvidenceUse,
    FoundFile,
    Item,
    KaopingError,
    KnownEvidence,
    open_with_system,
    size_text,
    visible,
)
from kaoping_tui import keys
from kaoping_tui.modals.choose import Choose
from kaoping_tui.modals.evidence import AskPath, AskPlace, AskSpoken, Place, Spoken, file_text
from kaoping_tui.proof_lines import proof_lines, proof_name, use_line
from kaoping_tui.screens.base import BaseScreen
from kaoping_tui.widgets.lists import Choice, Choices, Plain
from kaoping_tui.worker import said
from kaoping_tui.wrap import clip

if TYPE_CHECKING:
    from kaoping_tui.screens.finding import Finding
from kaoping_tui.screens.judging import Judge

#: Evidence that stands without a file, in the order it is offered.
_SPOKEN: tuple[EvidenceKind, ...] = ("visit", "interview", "web")


class EvidenceScreen(BaseScreen):
    """One list: what proves the criterion, then what usually does and is not there yet."""

    BINDINGS: ClassVar[list[BindingType]] = keys.EVIDENCE

    def __init__(self, walk: Finding, item_id: str) -> None:
        super().__init__()
        self.walk = walk
        self.item_id = item_id

    def body(self) -> ComposeResult:
        """The list."""
        yield Choices(id="evidence-list")

    def on_mount(self) -> None:
        """Stand in the list."""
        self.query_one("#evidence-list").focus()
        self.view_changed()

    def on_resize(self) -> None:
        """Fit the title."""
        self._head()

    def on_screen_resume(self) -> None:
        """What was saved while a question was open is shown."""
        self.view_changed()

    @property
    def criterion(self) -> Item:
        """The criterion."""
        return self.walk.view.resolved.item[self.item_id]

    def view_changed(self) -> None:
        """Show the evidence as it now is."""
        self._head()
        self.query_one("#evidence-list", Choices).offer(list(proof_lines(self.walk.view, self.criterion)))

    def _head(self) -> None:
        text = f"佐证材料｜{self.item_id} {self.criterion.criterion.title}"
        self.query_one("#title", Plain).say(clip(visible(text), max(self.size.width - 2, 20)))

    # -- which one is meant

    def _here(self) -> tuple[Evidence, str | None] | None:
        """The evidence at the cursor, and the requirement of its link."""
        kind, _, rest = (self.query_one("#evidence-list", Choices).key or "").partition(":")
        if kind == "proof":
            id, _, requirement = rest.partition(":")
            for proof in self.walk.view.answers.evidence_of(self.item_id):
                if proof.id == id:
                    return proof, requirement or None
        self.own.tell("请先移到一份佐证材料上；按 F2 附文件")
        return None

    def _usual(self) -> tuple[EvidenceKind | None, str] | None:
        """The usual evidence at the cursor."""
        kind, _, number = (self.query_one("#evidence-list", Choices).key or "").partition(":")
        return self.criterion.criterion.usual_evidence[int(number)] if kind == "usual" else None

    @on(Choices.OptionSelected, "#evidence-list")
    def _chosen(self) -> None:
        usual = self._usual()
        if usual is not None:
            kind, text = usual
            if kind in _SPOKEN:
                self.run_worker(self._ask_spoken(kind, text[:300]))
            else:
                self.run_worker(self._ask_file(kind, text[:300]))
        elif (self.query_one("#evidence-list", Choices).key or "") == "none":
            self.action_attach()
        elif (self.query_one("#evidence-list", Choices).key or "").startswith("text:"):
            self.own.tell("这是一条文字佐证，没有文件；按 F2 可另附文件")
        else:
            self._open()

    # -- attaching

    def action_attach(self) -> None:
        """Attach a file."""
        usual = self._usual()
        kind, title = usual if usual is not None else (None, None)
        self.run_worker(self._ask_file(kind, title and title[:300]))

    async def _ask_file(self, kind: EvidenceKind | None, title: str | None) -> None:
        found = await self.app.push_screen_wait(AskPath(f"{self.item_id} 附文件{f'：{title}' if title else ''}"))
        if found is None:
            return
        place = await self._ask_place(file_text(found), Place(None, None), file=True)
        if place is None:
            return
        for file in found:
            self._take(file, kind, title if len(found) == 1 else None, place)

    def _take(self, file: FoundFile, kind: EvidenceKind | None, title: str | None, place: Place) -> None:
        """Copy first, as no save: where it cannot be copied it is said, and no judgement waits behind it."""
        item = self.item_id
        self.own.tell(f"正在读取 {file.name}（{size_text(file.size)}）…")

        def taken(source: Any) -> None:
            self._judge(
                lambda bench, key: bench.proofs.add(
                    key, item, source, kind=kind, title=title, requirement=place.requirement, page=place.page,
                    by_reference=place.by_reference,
                ),
                f"{item} 已附：{file.name}",
            )  # fmt: skip

        self.own.read(
            self,
            lambda bench: bench.proofs.take(file.path, name=file.name, by_reference=place.by_reference),
            taken,
            lambda error: self.own.warn(said(error)),
        )

    def action_spoken(self) -> None:
        """Enter a visit, an interview or a web page."""
        usual = self._usual()
        self.run_worker(self._ask_spoken(None, usual[1][:300] if usual is not None else ""))

    async def _ask_spoken(self, kind: EvidenceKind | None, title: str) -> None:
        if kind is None:
            choices = [Choice(one, EVIDENCE_NAMES[one]) for one in _SPOKEN]
            answer = await self.app.push_screen_wait(Choose(f"{self.item_id} 登记哪一种佐证", choices))
            kind = next((one for one in _SPOKEN if one == answer), None)
            if kind is None:
                return
        web = kind == "web"
        spoken = await self.app.push_screen_wait(
            AskSpoken(f"{self.item_id} {EVIDENCE_NAMES[kind]}", address=web, given=title)
        )
        if spoken is None:
            return
        place = await self._ask_place(spoken.title, Place(None, None))
        if place is not None:
            self._add_spoken(kind, spoken, place)

    def _add_spoken(self, kind: EvidenceKind, spoken: Spoken, place: Place) -> None:
        item, web = self.item_id, kind == "web"
        self._judge(
            lambda bench, key: bench.proofs.add(
                key, item, kind=kind, title=spoken.title, requirement=place.requirement, page=place.page,
                on=date.fromisoformat(spoken.on) if spoken.on else None, who=None if web else spoken.who or None,
                what=spoken.what or None, url=spoken.who if web else None,
            ),
            f"{item} 已登记：{visible(spoken.title)}",
        )  # fmt: skip

    def action_known(self) -> None:
        """Choose from the evidence of the workspace; that about this unit first."""
        unit = self.walk.view.row.unit_name

        def done(known: list[KnownEvidence]) -> None:
            self.run_worker(self._link(sorted(known, key=lambda one: one.unit != unit)))

        self.read_for_question(lambda bench: bench.proofs.all(), done)

    async def _link(self, known: list[KnownEvidence]) -> None:
        if not known:
            self.own.tell("工作区里还没有佐证材料；按 F2 附第一份")
            return
        choices = [
            Choice(one.evidence.id, visible(f"{proof_name(one.evidence)}｜{one.unit}，用于 {one.uses} 项"))
            for one in known
        ]
        answer = await self.app.push_screen_wait(Choose(f"{self.item_id} 用哪一份佐证", choices, narrow=True))
        if answer is None:
            return
        title = next(one.evidence.title for one in known if one.evidence.id == answer)
        place = await self._ask_place(title, Place(None, None))
        if place is not None:
            item = self.item_id
            self._judge(
                lambda bench, key: bench.proofs.link(key, item, answer, place.requirement, place.page),
                f"{item} 已关联：{visible(title)}",
            )

    # -- what is there

    def action_place(self) -> None:
        """Say again which requirement it proves, and on which page."""
        here = self._here()
        if here is not None:
            self.run_worker(self._replace(*here))

    async def _replace(self, proof: Evidence, requirement: str | None) -> None:
        held = next(link for link in proof.links if link.requirement == requirement)
        place = await self._ask_place(proof.title, Place(requirement, held.page))
        if place is None:
            return
        item = self.item_id
        self._judge(
            lambda bench, key: bench.proofs.move(key, item, proof.id, requirement, place.requirement, place.page),
            f"{item} 已改：{visible(proof.title)}",
        )

    def action_unlink(self) -> None:
        """The evidence proves this no more; it stays in the workspace."""
        here = self._here()
        if here is None:
            return
        (proof, requirement), item = here, self.item_id
        self._judge(
            lambda bench, key: bench.proofs.unlink(key, item, proof.id, requirement, whole=requirement is None),
            f"{item} 不再用：{visible(proof.title)}；材料仍保留，Ctrl+Z 撤销",
        )

    def action_where(self) -> None:
        """All that it proves, across evaluations and standards."""
        here = self._here()
        if here is None:
            return
        proof = here[0]

        def done(uses: list[EvidenceUse]) -> None:
            choices = [Choice(str(number), use_line(use)) for number, use in enumerate(uses)]
            self.app.push_screen(Choose(visible(proof.title), choices, text=f"用在 {len(uses)} 处"))

        self.read_for_question(lambda bench: bench.proofs.everywhere(proof.id), done)

    def _open(self) -> None:
        here = self._here()
        if here is None:
            return
        proof = here[0]

        def done(target: Path | str) -> None:
            self.own.tell(f"正在打开 {visible(proof.title)}…")
            self.run_worker(lambda: self._view(target), thread=True)

        self.own.read(self, lambda bench: bench.proofs.to_open(proof.id), done)

    def _view(self, target: Path | str) -> None:
        """In a thread of its own: a viewer takes its time to say that it cannot."""
        try:
            open_with_system(target)
        except KaopingError as error:
            self.app.call_from_thread(self.own.warn, said(error))
        else:
            self.app.call_from_thread(self.own.tell, "已交给系统的查看程序（打开的是副本）")

    def action_undo(self) -> None:
        """Take the newest judgement back."""
        self.walk.turn(back=True, stand=False)

    def action_redo(self) -> None:
        """Restore what was undone last."""
        self.walk.turn(back=False, stand=False)

    async def _ask_place(self, text: str, given: Place, *, file: bool = False) -> Place | None:
        requirements = [Choice(r.id, visible(f"{r.id} {r.text}")) for r in self.criterion.criterion.requirements]
        return await self.app.push_screen_wait(
            AskPlace(f"{self.item_id} 证明什么", text, requirements, given, file=file)
        )

    def _judge(self, work: Judge, told: str) -> None:
        self.walk.judge(work, told)
