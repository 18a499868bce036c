"""Care for the record: verified against itself, backed up by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kaoping.errors import Fault, KaopingError, NotSo, Surroundings
from kaoping.store import queries
from kaoping.store.backup import automatic, backup_to
from kaoping.store.evidence import copied_files, known_files
from kaoping.store.evidence_files import EvidenceFiles, carry_files, missing_files, shown_name
from kaoping.store.journal import heads
from kaoping.store.replay import replayed, stored_rows
from kaoping.store.verify import verify_chain
from kaoping.text import visible
from kaoping.workbench.clauses import wording_faults
from kaoping.workbench.desk import Desk, totals

_KINDS = {
    "unit": "考评对象",
    "campaign": "批次",
    "evaluation": "考评",
    "rating": "评定",
    "statement": "陈述",
    "fact": "事实",
    "evidence": "佐证材料",
    "proof": "佐证的用处",
    "undo": "撤销记录",
    "about": "历史记录",
    "delivery": "提交记录",
    "attachment": "官方文件原文",
}


@dataclass
class Care:
    """Use cases about the workspace as a file."""

    desk: Desk

    def verify(self, known_heads: Mapping[str, tuple[int, str]] | None = None) -> list[Fault]:
        """Everything that is not as it was written: chains, tables against a replay of the journal, totals.

        :param known_heads: fingerprints held elsewhere, by book.
        """
        faults = verify_chain(self.desk.workspace, known_heads)
        if faults:
            return faults
        return [*self._snapshots(), *self._tables(), *self._totals(), *self._files(), *wording_faults(self.desk)]

    def heads(self) -> dict[str, tuple[int, str]]:
        """The head of every book: what is printed on a signed score sheet."""
        return heads(self.desk.workspace)

    def fingerprint(self, book: str) -> str:
        """The head of one book for people: number and the first 16 digits of its hash, in groups of 4."""
        seq, digest = heads(self.desk.workspace).get(book, (0, book))
        groups = " ".join(digest[start : start + 4] for start in range(0, 16, 4))
        return f"{seq}-{groups}"

    def backup(self, target: Path, *, with_files: bool = False) -> Path:
        """Copy the workspace to `target`, checked and complete.

        :param with_files: copy the files of the evidence too, into `<target>.files`; each is checked by its hash.
        :raises Refused: something of that name exists.
        :raises NotSo: the record does not verify, or a file of evidence is missing or changed; what is sound is copied.
        """
        made = backup_to(self.desk.workspace, target)
        if with_files:
            faults = carry_files(self.desk.workspace, EvidenceFiles(made))
            if faults:
                raise NotSo(faults)
        return made

    def _files(self) -> list[Fault]:
        """Kept files of evidence that are missing or changed, and what nobody speaks of."""
        files, known = EvidenceFiles(self.desk.workspace.path), copied_files(self.desk.workspace)
        faults = [*missing_files(files, known)]
        spoken = known_files(self.desk.workspace)
        for path in files.kept():
            if path.name not in spoken or path != files.path_of(path.name):
                message = (
                    f"没有佐证材料用到这个文件：{visible(shown_name(path.parent))}/{shown_name(path)}；"
                    "可能是保存中断留下的，核对后可以删去"
                )
                faults.append(Fault("evidence-left-over", message, id=shown_name(path)[:12]))
        return faults

    def automatic_backup(self, today: date) -> Path | None:
        """Once a day, where something changed; None where none was due."""
        return automatic(self.desk.workspace, today)

    def _snapshots(self) -> list[Fault]:
        faults = []
        for digest, title in queries.snapshots(self.desk.workspace):
            try:
                self.desk.checked_snapshot(digest)
            except Surroundings as damaged:
                message = f"“{visible(title)}”：{damaged.message}。{damaged.next_step}"
                faults.append(Fault("snapshot", message, id=digest[:12]))
        return faults

    def _tables(self) -> list[Fault]:
        try:
            wanted = replayed(self.desk.workspace).rows
        except (KeyError, ValueError, TypeError) as error:
            return [Fault("replay", f"日志无法重放（{visible(str(error))}），请用 kaoping restore 恢复最近的备份")]
        held = stored_rows(self.desk.workspace)
        faults = []
        for key in sorted(set(wanted) | set(held)):
            if wanted.get(key) != held.get(key):
                name = _KINDS.get(key[0], key[0])
                message = f"{name} {visible('/'.join(key[1:]))} 与日志不符，请用 kaoping restore 恢复最近的备份"
                faults.append(Fault("projection", message, id=key[-1]))
        return faults

    def _totals(self) -> list[Fault]:
        faults = []
        for row in queries.evaluations(self.desk.workspace, limit=1_000_000):
            try:
                sheet = self.desk.sheet(row)
            except KaopingError as error:
                faults.append(Fault("totals", f"考评 {row.number} 无法重新计算：{error}", id=str(row.number)))
                continue
            other = self.desk.library.other_versions(sheet.resolved.provider_versions)
            if sheet.failure is not None:
                message = f"考评 {row.number} 须由插件重新计算，现在不能：{sheet.failure}"
                faults.append(Fault("plugin-needed", message, id=str(row.number)))
            elif totals(sheet) != {name: getattr(row, name) for name in totals(sheet)}:
                message = f"考评 {row.number} 的得分或结果与重新计算的不符"
                if other:
                    message += f"；计算它的插件已更换：{'、'.join(other)}"
                faults.append(Fault("totals", message, id=str(row.number)))
            elif other:
                message = f"考评 {row.number} 所用的插件已更换，重新计算的结果相同：{'、'.join(other)}"
                faults.append(Fault("plugin-changed", message, id=str(row.number)))
        return faults
