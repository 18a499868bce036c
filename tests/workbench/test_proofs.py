"""Evidence: attached, linked to all that it proves, found everywhere, opened when it is what it was."""

from __future__ import annotations

import hashlib
import os
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from kaoping.answers import Evidence, EvidenceFile, ProofLink, Rating
from kaoping.errors import NotSo
from kaoping.store.backup import restore_from
from kaoping.store.evidence_files import EvidenceFiles
from kaoping.store.journal import entries
from kaoping.workbench import Workbench
from kaoping.workbench.viewing import VIEWED, clear_copies, open_with_system, safe_name

Refusal = Callable[..., tuple[str, str]]
Tally = Callable[[Workbench], int]


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "常委会 纪要.pdf"
    path.write_bytes(b"%PDF minutes")
    return path


def links(bench: Workbench, key: str) -> list[tuple[str, str, str | None, str | None]]:
    """Title, item, requirement and page of every link."""
    return [
        (proof.title, link.item, link.requirement, link.page) for proof in bench.proofs.of(key) for link in proof.links
    ]


def test_a_file_is_kept_and_proves_many_things(bench: Workbench, opened: str, paper: Path, tally: Tally) -> None:
    before = tally(bench)
    view = bench.proofs.add(opened, "1.2", paper, requirement="1.2.1", page=" 3-5 ")
    assert tally(bench) == before + 2
    (proof,) = view.answers.evidence_of("1.2")
    digest = hashlib.sha256(b"%PDF minutes").hexdigest()
    assert proof == Evidence(
        proof.id, "document", "常委会 纪要", EvidenceFile("常委会 纪要.pdf", digest, 12, copied=True),
        links=(ProofLink("1.2", "1.2.1", "3-5"),),
    )  # fmt: skip
    bench.proofs.link(opened, "1.2", proof.id, "1.2.2", "9")
    # The same file again: no second piece of evidence, one link more.
    bench.proofs.add(opened, "1.4", paper)
    bench.proofs.link(opened, "1.2", proof.id, "1.2.1", "4")
    assert links(bench, opened) == [
        ("常委会 纪要", "1.2", "1.2.1", "4"),
        ("常委会 纪要", "1.2", "1.2.2", "9"),
        ("常委会 纪要", "1.4", None, None),
    ]
    assert [(known.unit, known.uses) for known in bench.proofs.all()] == [("云溪县", 2)]
    assert bench.proofs.of(opened, "1.4") == (
        Evidence(proof.id, "document", "常委会 纪要", proof.file, links=(ProofLink("1.4"),)),
    )
    assert bench.proofs.state(proof) == "ok"
    assert bench.care.verify() == []


def test_one_proof_is_found_across_standards(bench: Workbench, opened: str, paper: Path) -> None:
    other = str(bench.evaluations.new("t/share", "云溪县", bench.evaluations.view(opened).answers.period).number)  # type: ignore[arg-type]
    proof = bench.proofs.add(opened, "1.1", paper).answers.evidence[0].id
    bench.proofs.link(other, "2", proof, "2a", "第二章")
    assert [(u.evaluation, u.standard_title, u.item_title, u.requirement, u.page) for u in bench.proofs.everywhere(proof)] == [
        (2, "达标示例", "机制", "2a", "第二章"),
        (1, "计分示例", "学法", None, None),
    ]  # fmt: skip


def test_links_are_undone_and_redone_and_the_evidence_stays(
    bench: Workbench, opened: str, paper: Path, refused: Refusal
) -> None:
    proof = bench.proofs.add(opened, "1.2", paper, page="1").answers.evidence[0].id
    bench.proofs.link(opened, "1.2", proof, "1.2.1")
    bench.proofs.unlink(opened, "1.2", proof)
    assert links(bench, opened) == []
    bench.walk.undo(opened)
    assert [(item, requirement) for _, item, requirement, _ in links(bench, opened)] == [
        ("1.2", None),
        ("1.2", "1.2.1"),
    ]
    bench.walk.undo(opened)
    bench.walk.undo(opened)
    assert links(bench, opened) == []
    assert [known.uses for known in bench.proofs.all("云溪县")] == [0]
    assert not bench.evaluations.view(opened).can_undo
    for _ in range(2):
        bench.walk.redo(opened)
    assert len(links(bench, opened)) == 2
    bench.proofs.unlink(opened, "1.2", proof, "1.2.1")
    assert links(bench, opened) == [("常委会 纪要", "1.2", None, "1")]
    assert refused(bench.proofs.unlink, opened, "1.4", proof)[0] == "no-link"
    assert bench.care.verify() == []


def test_visits_interviews_and_pages(bench: Workbench, opened: str, refused: Refusal, tally: Tally) -> None:
    view = bench.proofs.add(
        opened, "1.2", kind="visit", title="走访司法所", on=date(2025, 11, 3), who="所长", what="台账[/]齐全\n有签字"
    )
    (visit,) = view.answers.evidence
    assert (visit.kind, visit.on, visit.who, visit.what) == ("visit", date(2025, 11, 3), "所长", "台账[/]齐全\n有签字")
    bench.proofs.add(opened, "1.2", kind="web", title="公开栏", url="https://example.com/a?b=1")
    assert bench.proofs.to_open(bench.proofs.of(opened)[1].id) == "https://example.com/a?b=1"
    assert refused(bench.proofs.to_open, visit.id)[1] == "“走访司法所”没有文件，内容见列表"
    count = tally(bench)
    for more, message in (
        ({"kind": "visit"}, "没有文件的佐证须写明种类和名称"),
        ({"title": "x"}, "没有文件的佐证须写明种类和名称"),
        ({"kind": "document", "title": "x"}, "“文件”请附上文件；没有文件的须写明内容"),
        ({"kind": "visit", "title": " "}, "佐证材料的名称不能为空"),
        ({"kind": "visit", "title": "\x1b]52;c;"}, "佐证材料的名称“␛]52;c;”含有控制字符，请删去后重新输入"),
        ({"kind": "visit", "title": "x", "what": "\u202e"}, "文字中含有控制字符，请删去后再保存"),
        ({"kind": "web", "title": "x", "url": "file:///etc/passwd"}, "网址应以 http:// 或 https:// 开头，不含空格：file:///etc/passwd"),
        ({"kind": "visit", "title": "x", "on": date(1, 1, 1)}, "日期 0001-01-01 不在 1900 到 2199 年之间"),
        ({"kind": "visit", "title": "x", "requirement": "1.1.1"}, "1.2 没有评分要点“1.1.1”，请检查编号"),
        ({"kind": "visit", "title": "x", "page": "长" * 61}, "页码或位置过长，最多 60 个字"),
        ({"kind": "rumour", "title": "x"}, None),
    ):  # fmt: skip
        said = refused(bench.proofs.add, opened, "1.2", **more)[1]
        assert message is None or said == message
    assert refused(bench.proofs.add, opened, "9.9", kind="visit", title="x")[0] == "unknown-item"
    assert refused(bench.proofs.link, opened, "1.2", "nothing")[0] == "unknown-evidence"
    assert tally(bench) == count


def test_another_window_and_a_handed_in_evaluation(
    bench: Workbench, opened: str, opener: Callable[..., Workbench], paper: Path, refused: Refusal
) -> None:
    bench.evaluations.view(opened)
    other = opener()
    other.walk.rate(opened, "1.2", Rating(points=Decimal(3)))
    assert refused(bench.proofs.add, opened, "1.2", paper)[0] == "head-moved"
    bench.walk.hand_in(opened)
    assert refused(bench.proofs.add, opened, "1.2", paper)[0] == "why-needed"
    assert not bench.proofs.files.folder.exists()
    bench.because("补充材料").proofs.add(opened, "1.2", paper)
    assert list(entries(bench.desk.workspace, bench.desk.known_book() or ""))[-1].body["why"] == "补充材料"
    assert refused(opener("李四").proofs.add, opened, "1.2", paper)[0] == "not-yours"


def test_a_file_by_reference_is_held_against_its_hash_when_opened(
    bench: Workbench, opened: str, paper: Path, refused: Refusal
) -> None:
    (proof,) = bench.proofs.add(opened, "1.2", paper, by_reference=True).answers.evidence
    assert proof.file is not None
    assert proof.file.path == str(paper.resolve())
    assert not bench.proofs.files.folder.exists()
    copy = bench.proofs.to_open(proof.id)
    assert isinstance(copy, Path)
    assert (copy.name, copy.read_bytes()) == ("常委会 纪要.pdf", b"%PDF minutes")
    assert copy != paper
    paper.write_bytes(b"%PDF minutez")
    assert refused(bench.proofs.to_open, proof.id)[1].startswith("“常委会 纪要”的文件与附上时不同，被改动过：")
    paper.rename(paper.with_name("moved.pdf"))
    assert refused(bench.proofs.to_open, proof.id)[1].startswith("“常委会 纪要”的文件不见了：")
    assert bench.care.verify() == []


@pytest.mark.parametrize("name", ["run.exe", "x.desktop", "a.sh", "b.pdf.lnk", "noending", "c.docm", "d.html"])
def test_programs_and_scripts_are_never_opened(
    bench: Workbench, opened: str, tmp_path: Path, refused: Refusal, name: str
) -> None:
    (tmp_path / name).write_bytes(b"x")
    proof = bench.proofs.add(opened, "1.2", tmp_path / name).answers.evidence[0].id
    assert refused(bench.proofs.to_open, proof)[1].startswith("为安全起见不直接打开 ")


def test_verify_names_files_missing_changed_and_left_over(bench: Workbench, opened: str, tmp_path: Path) -> None:
    digests = []
    for name in ("甲", "乙[b]", "丙"):
        (tmp_path / f"{name}.txt").write_text(name, encoding="utf-8")
        view = bench.proofs.add(opened, "1.2", tmp_path / f"{name}.txt")
        file = view.answers.evidence[-1].file
        assert file is not None
        digests.append(file.sha256)
    files = bench.proofs.files
    assert bench.care.verify() == []
    files.path_of(digests[0]).unlink()
    files.path_of(digests[1]).chmod(0o644)
    files.path_of(digests[1]).write_text("假", encoding="utf-8")
    (files.folder / ".abc.new").touch()
    faults = bench.care.verify()
    assert sorted((fault.code, fault.id) for fault in faults) == sorted(
        [
            ("evidence-missing", digests[0][:12]),
            ("evidence-changed", digests[1][:12]),
            ("evidence-left-over", ".abc.new"),
        ]
    )
    assert any(fault.message.startswith("佐证材料“甲”的文件不见了：考评.db.files/") for fault in faults)
    # What is missing is healed by the same file.
    bench.proofs.add(opened, "1.4", tmp_path / "甲.txt")
    assert [fault.code for fault in bench.care.verify()] == ["evidence-changed", "evidence-left-over"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE evidence SET title = '另一份'",
        "UPDATE evidence SET sha256 = 'f' || substr(sha256, 2)",
        "UPDATE evidence SET copied = 0",
        "UPDATE proof SET page = '99'",
        "UPDATE proof SET requirement = '1.2.2'",
        "DELETE FROM proof",
    ],
)
def test_verify_finds_links_and_evidence_that_were_meddled_with(
    bench: Workbench, opened: str, paper: Path, tmp_path: Path, statement: str
) -> None:
    bench.proofs.add(opened, "1.2", paper, requirement="1.2.1", page="1")
    with sqlite3.connect(tmp_path / "考评.db") as db:
        assert db.execute(statement).rowcount == 1
    db.close()
    assert "projection" in {fault.code for fault in bench.care.verify()}


def test_a_backup_takes_the_files_along_where_asked(bench: Workbench, opened: str, paper: Path, tmp_path: Path) -> None:
    file = bench.proofs.add(opened, "1.2", paper).answers.evidence[0].file
    assert file is not None
    bench.care.backup(tmp_path / "无.db")
    assert not (tmp_path / "无.db.files").exists()
    bench.care.backup(tmp_path / "全.db", with_files=True)
    assert EvidenceFiles(tmp_path / "全.db").state(file.sha256, file.size) == "ok"
    bench.proofs.files.path_of(file.sha256).unlink()
    with pytest.raises(NotSo) as caught:
        bench.care.backup(tmp_path / "缺.db", with_files=True)
    assert [fault.code for fault in caught.value.faults] == ["evidence-missing"]
    assert (tmp_path / "缺.db").exists()


def test_evidence_goes_out_and_comes_in(
    bench: Workbench, opened: str, paper: Path, tmp_path: Path, opener: Callable[..., Workbench]
) -> None:
    bench.walk.rate(opened, "1.2", Rating(points=Decimal(5), evidence=("旧的文字佐证",)))
    proof = bench.proofs.add(opened, "1.2", paper, requirement="1.2.1", page="3").answers.evidence[0].id
    bench.proofs.link(opened, "1.4", proof)
    bench.proofs.add(opened, "1.1", kind="visit", title="走访", on=date(2025, 3, 1), who="某人", what="看到[/]\n台账")
    linked = tmp_path / "by.pdf"
    linked.write_bytes(b"by reference")
    bench.proofs.add(opened, "1.4", linked, by_reference=True, title="只记位置")
    bench.exchange.export(opened, tmp_path / "out.toml")
    before = bench.evaluations.view(opened).answers
    # In the same workspace nothing is doubled.
    again = str(bench.exchange.bring_in(tmp_path / "out.toml").number)
    assert bench.evaluations.view(again).answers.evidence == before.evidence
    assert bench.evaluations.view(again).answers.ratings == before.ratings
    assert len(bench.proofs.all()) == 3
    # In another the file is known by its fingerprint, until the same file is attached.
    other = opener(path=tmp_path / "other.db")
    row = other.exchange.bring_in(tmp_path / "out.toml")
    found = {one.title: one for one in other.proofs.of(str(row.number))}
    assert {name: one.links for name, one in found.items()} == {one.title: one.links for one in before.evidence}
    file = found["常委会 纪要"].file
    assert file is not None
    assert (file.copied, file.path, other.proofs.state(found["常委会 纪要"])) == (False, None, None)
    assert other.care.verify() == []
    other.proofs.add(str(row.number), "1.1", paper)
    assert other.proofs.state(found["常委会 纪要"]) == "ok"
    other.exchange.export(str(row.number), tmp_path / "third.toml")
    assert other.care.verify() == []


def test_a_restored_backup_brings_its_files_along(
    bench: Workbench, opened: str, paper: Path, tmp_path: Path, opener: Callable[..., Workbench]
) -> None:
    file = bench.proofs.add(opened, "1.2", paper).answers.evidence[0].file
    assert file is not None
    bench.care.backup(tmp_path / "全.db", with_files=True)
    restore_from(tmp_path / "全.db", tmp_path / "新.db")
    other = opener(path=tmp_path / "新.db")
    assert other.proofs.files.state(file.sha256, file.size) == "ok"
    assert other.care.verify() == []


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and fork")
def test_a_kill_leaves_no_entry_without_its_file(
    bench: Workbench, opened: str, opener: Callable[..., Workbench], tmp_path: Path
) -> None:
    """The file is in place before the entry that speaks of it; a kill leaves at most a file that nobody speaks of."""
    papers = []
    for number in range(12):
        papers.append(tmp_path / f"{number}.bin")
        papers[-1].write_bytes(os.urandom(300_000))
    bench.close()
    confirmed = 0
    for turn in range(15):
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                own = opener(clock=lambda: datetime(2025, 12, 20, tzinfo=UTC))
                for paper in papers:
                    os.utime(paper, (turn, turn))
                    own.proofs.add(opened, "1.2", paper, title=f"{paper.name} {turn}")
                    os.write(writer, b"+")
            finally:
                os._exit(0)
        os.close(writer)
        time.sleep(0.02 + 0.015 * turn)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(reader, "rb") as pipe:
            confirmed += len(pipe.read())
    after = opener()
    assert len(after.proofs.of(opened)) >= confirmed > 0
    assert {fault.code for fault in after.care.verify()} <= {"evidence-left-over"}


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ('links = [{ item = "8" }]', "没有评分项“8”"),
        ('links = [{ item = "1.2", requirement = "1.1.1" }]', "1.2 没有评分要点“1.1.1”"),
        ('links = [{ item = "1.2" }, { item = "1.2" }]', "“1.2”写了两次，请合写页码"),
        ('file = { name = "a", sha256 = "../../x", size = 1 }', "文字“../../x”的写法不对"),
        ('kind = "rumour"', "现在是文字“rumour”"),
    ],
)
def test_a_file_with_wrong_evidence_is_refused(
    bench: Workbench, tmp_path: Path, refused: Refusal, table: str, message: str
) -> None:
    kind = "" if "kind" in table else 'kind = "document"\n'
    text = f"""schema = 1
standard = "t/points"
unit = "云溪县"
as_of = 2025-12-20
[[evidence]]
id = "a"
title = "x"
{kind}{table}
"""
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    assert message in refused(bench.exchange.bring_in, tmp_path / "a.toml")[1]
    assert bench.proofs.all() == []


def test_names_are_safe_on_every_system() -> None:
    assert [safe_name(name) for name in ("../../a.pdf", "con.txt", "-rf.pdf", "a:b|c.pdf", "", "...", "纪要 .pdf")] == [
        "_.._a.pdf", "_con.txt", "rf.pdf", "a_b_c.pdf", "材料", "材料", "纪要 .pdf",
    ]  # fmt: skip
    long = safe_name("长" * 300 + ".pdf")
    assert long.endswith("长.pdf")
    assert len(long.encode()) <= 150
    assert not VIEWED & {".exe", ".html", ".sh", ".desktop", ".lnk", ".js", ".docm"}


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="xdg-open")
def test_the_viewer_gets_the_name_as_it_is_and_no_shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kaoping.errors import Surroundings

    folder = tmp_path / "bin"
    folder.mkdir()
    viewer = folder / "xdg-open"
    viewer.write_text(f'#!/bin/sh\nprintf %s "$1" > "{tmp_path}/got"\nexit ${{CODE:-0}}\n', encoding="utf-8")
    viewer.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin")
    target = tmp_path / "$(touch x); `y` '纪要'.pdf"
    open_with_system(target)
    assert (tmp_path / "got").read_text(encoding="utf-8") == str(target)
    monkeypatch.setenv("CODE", "3")
    with pytest.raises(Surroundings) as caught:
        open_with_system(target)
    assert caught.value.message == "查看程序打不开这个文件（退出码 3）"
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Surroundings) as caught:
        open_with_system(target)
    assert caught.value.message == "本机没有可用的查看程序"


def test_old_copies_for_viewing_are_cleared_and_nothing_else(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    for name in ("kaoping-view-old", "kaoping-view-new", "other", "outside"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "纪要.pdf").write_bytes(b"1")
    (tmp_path / "kaoping-view-link").symlink_to(outside)
    for name in ("kaoping-view-old", "other", "outside"):
        os.utime(tmp_path / name, (1000, 1000))
    clear_copies(tmp_path, 2000.0)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "kaoping-view-link",
        "kaoping-view-new",
        "other",
        "outside",
    ]
    assert (outside / "纪要.pdf").exists()
