"""The store of evidence files: whole or not there, never written over, and nothing but plain files taken in."""

from __future__ import annotations

import hashlib
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kaoping.errors import Refused, Surroundings
from kaoping.store.evidence_files import EvidenceFiles, shown_name, size_text, state_of
from kaoping.store.workspace import Workspace

CONTENT = b"\x89PNG \x00 minutes of the meeting"
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def files(workspace: Workspace) -> EvidenceFiles:
    return EvidenceFiles(workspace.path)


@pytest.fixture
def proof(tmp_path: Path) -> Path:
    path = tmp_path / "会议 纪要[b]x.pdf"
    path.write_bytes(CONTENT)
    return path


def _refusal(call: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.faults[0].message


def test_a_file_is_copied_under_its_hash_and_once(files: EvidenceFiles, proof: Path, tmp_path: Path) -> None:
    taken = files.take(proof)
    assert (taken.name, taken.sha256, taken.size) == ("会议 纪要[b]x.pdf", DIGEST, len(CONTENT))
    kept = tmp_path / "考评.db.files" / DIGEST[:2] / DIGEST
    assert kept.read_bytes() == CONTENT
    before = kept.stat()
    proof.rename(tmp_path / "另名.pdf")
    assert files.take(tmp_path / "另名.pdf").sha256 == DIGEST
    assert (kept.stat().st_ino, kept.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert list(files.kept()) == [kept]
    assert files.state(DIGEST, len(CONTENT)) == "ok"


def test_a_kept_file_that_was_changed_is_put_aside_and_not_written_over(files: EvidenceFiles, proof: Path) -> None:
    files.take(proof)
    kept = files.path_of(DIGEST)
    kept.chmod(0o644)
    kept.write_bytes(b"forged")
    assert files.state(DIGEST, len(CONTENT)) == "changed"
    files.take(proof)
    assert kept.read_bytes() == CONTENT
    (aside,) = [path for path in files.kept() if path != kept]
    assert aside.name.startswith(f"{DIGEST}.changed-")
    assert aside.read_bytes() == b"forged"


def test_what_is_no_plain_file_is_refused(files: EvidenceFiles, proof: Path, tmp_path: Path) -> None:
    (tmp_path / "空.txt").touch()
    assert _refusal(lambda: files.take(tmp_path)).startswith("这是一个文件夹")
    assert _refusal(lambda: files.take(tmp_path / "空.txt")).startswith("这是一个空文件")
    assert _refusal(lambda: files.take(tmp_path / "无.txt")).startswith("没有这个文件，或打不开")
    assert _refusal(lambda: files.take("a\0b")) == "文件名不能为空，也不能含空字符"
    assert _refusal(lambda: files.take("")) == "文件名不能为空，也不能含空字符"
    message = _refusal(lambda: files.take("a\x1b]52;c;\u202e.pdf"))
    assert "\x1b" not in message
    assert "␛]52;c;\\u202E.pdf" in message
    assert _refusal(lambda: files.take(proof, limit=3)) == (
        f"“会议 纪要[b]x.pdf”有 {len(CONTENT)} 字节，超过 3 字节，不能复制；请改为只记位置"
    )
    assert not files.folder.exists() or not list(files.kept())


@pytest.mark.skipif(sys.platform == "win32", reason="devices, pipes and links of POSIX")
def test_devices_pipes_and_links_in_a_ring(files: EvidenceFiles, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "ring").symlink_to(tmp_path / "ring")
    (tmp_path / "zero").symlink_to("/dev/zero")
    assert _refusal(lambda: files.take(tmp_path / "pipe")).startswith("这不是普通文件")
    assert _refusal(lambda: files.take(tmp_path / "zero")).startswith("这不是普通文件")
    assert _refusal(lambda: files.take(tmp_path / "ring")).startswith("没有这个文件，或打不开")


@pytest.mark.skipif(sys.platform == "win32", reason="links of POSIX")
def test_a_link_is_followed_and_its_own_name_is_shown(files: EvidenceFiles, proof: Path, tmp_path: Path) -> None:
    (tmp_path / "快捷.pdf").symlink_to(proof)
    found = files.look(tmp_path / "快捷.pdf")
    assert (found.name, found.path, found.size) == ("快捷.pdf", proof.resolve(), len(CONTENT))


def test_the_workspace_itself_is_no_evidence(files: EvidenceFiles, workspace: Workspace, tmp_path: Path) -> None:
    """Reading it would drop SQLite's locks, under whatever name it goes."""
    assert _refusal(lambda: files.take(workspace.path)).startswith("这是工作区文件本身")
    os.link(workspace.path, tmp_path / "另名.db")
    assert _refusal(lambda: files.take(tmp_path / "另名.db")).startswith("这是工作区文件本身")
    journal = Path(f"{workspace.path}-journal")
    journal.write_bytes(b"x")
    assert _refusal(lambda: files.take(journal)).startswith("这是工作区的一部分")


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\x", "0" * 63, "", "A" * 64, f"{'0' * 63}/"])
def test_what_is_no_hash_names_no_file(files: EvidenceFiles, name: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        files.path_of(name)
    assert not files.holds(name)


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_a_folder_that_cannot_be_written_is_named(
    open_folder: Path, in_child: Callable[[Callable[[], object]], object], as_nobody: Callable[[], None]
) -> None:
    (open_folder / "a.txt").write_bytes(CONTENT)
    Workspace.create(open_folder / "w.db").close()

    def take() -> object:
        as_nobody()
        return EvidenceFiles(open_folder / "w.db").take(open_folder / "a.txt")

    kind, code, message = in_child(take)  # type: ignore[misc]
    assert (kind, code) == (Surroundings.__name__, "read-only")
    assert str(open_folder) in message


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a file size limit")
def test_a_full_disk_leaves_no_half_file(
    files: EvidenceFiles, tmp_path: Path, in_child: Callable[[Callable[[], object]], object]
) -> None:
    big = tmp_path / "big.bin"
    big.write_bytes(os.urandom(3_000_000))

    def take() -> object:
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
        return files.take(big)

    kind, *_ = in_child(take)  # type: ignore[misc]
    assert kind == Surroundings.__name__
    assert list(files.kept()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and fork")
def test_a_kill_leaves_whole_files_alone(files: EvidenceFiles, tmp_path: Path) -> None:
    """Whatever stands under a hash has that hash; what a kill left has another name."""
    sources = []
    for number in range(8):
        path = tmp_path / f"{number}.bin"
        path.write_bytes(os.urandom(2_000_000))
        sources.append(path)
    whole = 0
    for turn in range(24):
        child = os.fork()
        if child == 0:
            try:
                for path in sources:
                    files.take(path)
            finally:
                os._exit(0)
        time.sleep(0.004 * turn)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        for kept in files.kept():
            if len(kept.name) == 64:
                whole += 1
                assert hashlib.sha256(kept.read_bytes()).hexdigest() == kept.name
                kept.unlink()
    assert whole > 0


def test_names_and_sizes_for_people() -> None:
    assert shown_name("/a/\u202e纪要\n.pdf") == "\\u202E纪要␊.pdf"
    assert shown_name("/a/" + os.fsdecode(b"\xff.pdf")) == "\\xff.pdf"
    assert [size_text(n) for n in (0, 1023, 1024, 1536, 5 * 1024**2, 3 * 1024**3)] == [
        "0 字节", "1023 字节", "1 KB", "1.5 KB", "5 MB", "3 GB",
    ]  # fmt: skip


def test_the_state_of_a_file_elsewhere(proof: Path, tmp_path: Path) -> None:
    assert state_of(proof, DIGEST, len(CONTENT)) == "ok"
    assert state_of(tmp_path / "none", DIGEST, 1) == "missing"
    assert state_of(tmp_path, DIGEST, len(CONTENT)) == "changed"
    proof.write_bytes(CONTENT[:-1] + b"!")
    assert state_of(proof, DIGEST, len(CONTENT)) == "changed"
