from __future__ import annotations

import datetime
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kaoping.errors import Refused, Surroundings
from kaoping.store.backup import automatic, backup_to
from kaoping.store.copies import snapshot_copy
from kaoping.store.faults import explain
from kaoping.store.holders import lock_holders
from kaoping.store.journal import append, head, heads
from kaoping.store.places import place_warnings, share_in, synchronised_by
from kaoping.store.verify import verify_chain
from kaoping.store.workspace import Workspace, saving

DAY = datetime.date(2025, 12, 20)


def _refused(path: Path, **options: Any) -> Surroundings:
    with pytest.raises(Surroundings) as caught:
        Workspace.open(path, **options)
    assert caught.value.exit_code == 3
    assert "Traceback" not in str(caught.value)
    return caught.value


def test_a_mistyped_path_makes_nothing(tmp_path: Path) -> None:
    reason = _refused(tmp_path / "考平.db")
    assert reason.code == "missing"
    assert reason.message == f"找不到工作区文件：{tmp_path}/考平.db"
    assert str(tmp_path) in reason.next_step
    assert list(tmp_path.iterdir()) == []


def test_a_mistyped_folder_names_the_nearest_that_exists(tmp_path: Path) -> None:
    (tmp_path / "资料").mkdir()
    path = tmp_path / "资料" / "二〇二五" / "一季度" / "w.db"
    for call in (Workspace.open, Workspace.create, Workspace.open_or_create):
        with pytest.raises(Surroundings) as caught:
            call(path)
        assert caught.value.code == "missing"
        assert caught.value.next_step == f"请检查路径；存在的最近一级文件夹是：{tmp_path}/资料"
    assert list((tmp_path / "资料").iterdir()) == []


def test_a_path_with_a_control_character_is_shown_not_sent(tmp_path: Path) -> None:
    reason = _refused(tmp_path / "a\x1b[2Jb.db")
    assert "\x1b" not in str(reason)
    assert "␛[2J" in reason.message
    with pytest.raises(Refused, match="空字符"):
        Workspace.open("a\0b.db")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "这是一个空文件"),
        ("得分,单位\n".encode(), "不是数据库文件"),
        (b"PK\x03\x04" + bytes(2000), "不是数据库文件"),
        (b"SQLite format 2\0" + bytes(200), "不是数据库文件"),
    ],
)
def test_not_a_database(tmp_path: Path, content: bytes, what: str) -> None:
    path = tmp_path / "w.db"
    path.write_bytes(content)
    for read_only in (False, True):
        reason = _refused(path, read_only=read_only)
        assert reason.code == "not-a-workspace"
        assert what in reason.message
    assert path.read_bytes() == content
    assert [item.name for item in tmp_path.iterdir()] == ["w.db"]


def test_another_programs_database(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    foreign = sqlite3.connect(path)
    foreign.execute("CREATE TABLE rating (a)")
    foreign.commit()
    foreign.close()
    before = path.read_bytes()
    reason = _refused(path)
    assert reason.code == "not-a-workspace"
    assert "这是其他软件的数据库" in reason.message
    assert path.read_bytes() == before
    assert _refused(tmp_path).message.endswith("（这是一个文件夹）")


def test_a_newer_schema_is_left_alone(workspace: Workspace) -> None:
    workspace.close()
    newer = sqlite3.connect(workspace.path)
    newer.execute("PRAGMA user_version = 9")
    newer.close()
    before = workspace.path.read_bytes()
    for read_only in (False, True):
        reason = _refused(workspace.path, read_only=read_only)
        assert reason.code == "newer-schema"
        assert "格式 9，本程序支持到 1" in reason.message
        assert reason.next_step.startswith("请升级本程序")
    assert workspace.path.read_bytes() == before


@pytest.mark.parametrize("damage", ["header", "schema", "zeros", "empty", "cut"])
def test_a_damaged_file_names_the_newest_backup(filled: Workspace, damage: str) -> None:
    backup = automatic(filled, DAY)
    filled.close()
    data = bytearray(filled.path.read_bytes())
    if damage == "header":
        data[0:6] = b"\xff" * 6
    elif damage == "schema":
        data[100:4096] = b"\xa5" * 3996
    elif damage == "zeros":
        data = bytearray(len(data))
    elif damage == "empty":
        data = bytearray()
    else:
        data = data[:50]
    filled.path.write_bytes(data)
    reason = _refused(filled.path)
    assert reason.code == "damaged"
    assert reason.message == f"工作区文件已损坏：{filled.path}"
    assert reason.next_step == f"请先另存此文件，再恢复最近的自动备份：kaoping restore {backup}"
    assert filled.path.read_bytes() == data


def test_a_damaged_header_without_backups_is_still_known_as_ours(filled: Workspace) -> None:
    filled.close()
    data = bytearray(filled.path.read_bytes())
    data[0] ^= 1
    filled.path.write_bytes(data)
    reason = _refused(filled.path)
    assert reason.code == "damaged"
    assert "未找到自动备份" in reason.next_step


def test_damage_met_while_reading_or_saving(filled: Workspace, book: str) -> None:
    (root,) = filled.db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'entry'").fetchone()
    filled.close()
    data = bytearray(filled.path.read_bytes())
    data[(root - 1) * 4096 : root * 4096] = b"\x55" * 4096
    filled.path.write_bytes(data)
    with Workspace.open(filled.path) as opened:
        for call in (lambda: head(opened, book), lambda: heads(opened)):
            with pytest.raises(Surroundings) as caught:
                call()
            assert caught.value.code == "damaged"
        with pytest.raises(Surroundings) as caught, saving(opened):
            append(opened, book, {"kind": "x"})
        assert caught.value.code == "damaged"
        assert "damaged" in {fault.code for fault in verify_chain(opened)}
        with pytest.raises(Surroundings) as caught:
            snapshot_copy(opened, filled.path.parent)
        assert caught.value.code == "damaged"
        assert str(filled.path) in caught.value.message
    assert [item.name for item in filled.path.parent.iterdir()] == [filled.path.name]


def _shared(workspace: Workspace, folder: Path) -> Path:
    """The workspace where every user of the machine can reach it; kept apart from the open one."""
    folder.mkdir()
    path = folder / "w.db"
    backup_to(workspace, path)
    return path


@pytest.mark.parametrize("only", ["file", "folder"])
def test_read_only(
    filled: Workspace, open_folder: Path, in_child: Callable[..., Any], as_nobody: Callable[[], None], only: str
) -> None:
    path = _shared(filled, open_folder / "share")
    path.chmod(0o444 if only == "file" else 0o666)
    path.parent.chmod(0o777 if only == "file" else 0o555)

    def open_to_write() -> None:
        as_nobody()
        Workspace.open(path)

    def open_to_read() -> tuple[int, str]:
        as_nobody()
        with Workspace.open(path, read_only=True) as opened:
            assert verify_chain(opened) == []
            with pytest.raises(Surroundings) as caught, saving(opened):
                pass
            return len(heads(opened)), caught.value.code

    kind, code, text = in_child(open_to_write)
    assert (kind, code) == ("Surroundings", "read-only")
    assert ("文件只读" if only == "file" else "所在文件夹只读") in text
    assert "复制到可写的文件夹" in text
    assert in_child(open_to_read) == ("returned", (1, "read-only"))


def test_a_folder_that_becomes_read_only_while_open(
    filled: Workspace, book: str, open_folder: Path, in_child: Callable[..., Any], as_nobody: Callable[[], None]
) -> None:
    path = _shared(filled, open_folder / "share")
    path.chmod(0o666)
    path.parent.chmod(0o777)

    def save() -> None:
        as_nobody()
        with Workspace.open(path) as opened:
            (open_folder / "share" / "ready").touch()
            if os.stat(path.parent).st_uid == os.geteuid():
                path.parent.chmod(0o555)
            else:
                # Another user's folder: the parent takes the right away.
                os.kill(os.getpid(), signal.SIGSTOP)
            with saving(opened):
                append(opened, book, {"kind": "x"})

    if os.geteuid() != 0:
        _, code, text = in_child(save)
    else:
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                save()
            except Surroundings as error:
                os.write(writer, f"{error.code}\n{error}".encode())
            finally:
                os._exit(0)
        os.close(writer)
        os.waitpid(child, os.WUNTRACED)
        path.parent.chmod(0o555)
        os.kill(child, signal.SIGCONT)
        with os.fdopen(reader, "rb") as pipe:
            code, _, text = pipe.read().decode().partition("\n")
        os.waitpid(child, 0)
    assert code == "read-only"
    assert "所在文件夹只读" in text


def test_a_new_workspace_in_a_read_only_folder(
    open_folder: Path, in_child: Callable[..., Any], as_nobody: Callable[[], None]
) -> None:
    open_folder.chmod(0o555)

    def create() -> None:
        as_nobody()
        Workspace.create(open_folder / "w.db")

    kind, code, text = in_child(create)
    assert (kind, code) == ("Surroundings", "read-only")
    assert text.startswith(f"文件夹不可写：{open_folder}\n")


HOLD = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN EXCLUSIVE")
print("ready", flush=True)
sys.stdin.read()
"""


def test_locked_by_another_process(filled: Workspace, book: str) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(filled.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdin is not None
    assert holder.stdout is not None
    try:
        assert holder.stdout.readline() == "ready\n"
        reasons = []
        with pytest.raises(Surroundings) as caught, saving(filled):
            append(filled, book, {"kind": "x"})
        reasons.append(caught.value)
        with pytest.raises(Surroundings) as caught:
            head(filled, book)
        reasons.append(caught.value)
        with pytest.raises(Surroundings) as caught:
            backup_to(filled, filled.path.with_name("b.db"))
        reasons.append(caught.value)
        reasons.append(_refused(filled.path, busy_timeout=50))
        known = f"进程 {holder.pid}（" if lock_holders(filled.path) else "另一窗口或另一程序"
        for reason in reasons:
            assert reason.code == "locked"
            assert reason.message.startswith(f"工作区正被占用：{filled.path}（")
            assert known in reason.message
            assert "另一窗口" in reason.next_step
    finally:
        holder.kill()
        holder.communicate()
    with saving(filled):  # free at once when the other is gone
        assert append(filled, book, {"kind": "x"}).seq == 41
    assert sorted(item.name for item in filled.path.parent.iterdir()) == ["考评.db"]


def test_lock_holders_are_read_from_the_table_of_locks(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    path.touch()
    status = path.stat()
    device = f"{os.major(status.st_dev):02x}:{os.minor(status.st_dev):02x}"
    table = tmp_path / "locks"
    table.write_text(
        f"1: POSIX  ADVISORY  WRITE {os.getpid()} {device}:{status.st_ino} 0 EOF\n"
        f"2: POSIX  ADVISORY  WRITE 1 {device}:{status.st_ino} 1073741824 1073742335\n"
        f"2: -> POSIX  ADVISORY  WRITE 77 {device}:{status.st_ino} 1073741824 1073742335\n"
        f"3: POSIX  ADVISORY  READ 78 {device}:{status.st_ino + 1} 0 EOF\n"
        "4: broken line\n"
    )
    found = lock_holders(path, locks=table)
    assert len(found) == 1
    assert found[0].startswith("进程 1")
    assert lock_holders(path, locks=tmp_path / "none") == []
    assert lock_holders(tmp_path / "none", locks=table) == []


def _save_much(workspace: Workspace, book: str) -> None:
    with saving(workspace):
        for _ in range(300):
            append(workspace, book, {"kind": "x", "note": "长" * 200})


def test_full_disk(filled: Workspace, book: str) -> None:
    (pages,) = filled.db.execute("PRAGMA page_count").fetchone()
    filled.db.execute(f"PRAGMA max_page_count = {pages}").fetchone()
    before = head(filled, book)
    with pytest.raises(Surroundings) as caught:
        _save_much(filled, book)
    assert caught.value.code == "full"
    assert caught.value.message == f"磁盘已满，未能保存：{filled.path}"
    assert "清理磁盘空间" in caught.value.next_step
    assert head(filled, book) == before
    assert verify_chain(filled) == []
    filled.db.execute("PRAGMA max_page_count = 100000").fetchone()
    with saving(filled):
        assert append(filled, book, {"kind": "x"}).seq == 41


def test_a_write_that_the_system_refuses(filled: Workspace, book: str, in_child: Callable[..., Any]) -> None:
    filled.close()
    limit = filled.path.stat().st_size

    def save() -> Any:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        with Workspace.open(filled.path) as opened:
            with pytest.raises(Surroundings) as caught:
                _save_much(opened, book)
            return caught.value.code, caught.value.message, head(opened, book)[0], verify_chain(opened)

    message = f"读写失败：{filled.path}（SQLITE_IOERR_WRITE）"
    assert in_child(save) == ("returned", ("io", message, 40, []))


def test_creation_that_the_system_refuses_leaves_nothing(tmp_path: Path, in_child: Callable[..., Any]) -> None:
    def create() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
        Workspace.create(tmp_path / "w.db")

    kind, code, text = in_child(create)
    assert (kind, code) == ("Surroundings", "io")
    assert str(tmp_path / "w.db") in text
    assert list(tmp_path.iterdir()) == []


def test_moved_or_replaced_while_open(filled: Workspace, book: str) -> None:
    filled.path.rename(filled.path.with_name("moved.db"))
    with pytest.raises(Surroundings) as caught, saving(filled):
        append(filled, book, {"kind": "x"})
    assert caught.value.code == "io"
    assert "被移动、替换或删除" in caught.value.message


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("ENOSPC", "full"),
        ("EDQUOT", "full"),
        ("EROFS", "read-only"),
        ("EACCES", "read-only"),
        ("ENOENT", "missing"),
        ("EIO", "io"),
    ],
)
def test_errors_of_the_system(tmp_path: Path, number: str, code: str) -> None:
    import errno

    value = getattr(errno, number)
    reason = explain(OSError(value, os.strerror(value)), tmp_path / "w.db")
    assert reason is not None
    assert reason.code == code
    assert reason.next_step


MOUNTS = """\
/dev/vda / ext4 rw 0 0
server:/export/kao\\040ping /mnt/share\\040one nfs4 rw 0 0
//nas/公共 /mnt/nas cifs rw 0 0
tmpfs /mnt/nas/local tmpfs rw 0 0
C: /mnt/c 9p rw 0 0
user@host:/ /home/u/remote fuse.sshfs rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("path", "share"),
    [
        ("/home/u/w.db", None),
        ("/mnt/share one/w.db", "server:/export/kao ping"),
        ("/mnt/share onemore/w.db", None),
        ("/mnt/nas/2025/w.db", "//nas/公共"),
        ("/mnt/nas/local/w.db", None),
        ("/mnt/c/Users/w.db", "C:"),
        ("/home/u/remote/w.db", "user@host:/"),
    ],
)
def test_network_shares(path: str, share: str | None) -> None:
    assert share_in(MOUNTS, Path(path)) == share


@pytest.mark.parametrize(
    ("path", "program"),
    [
        ("/home/u/OneDrive - 县委办/w.db", "OneDrive"),
        ("/home/u/我的坚果云/考评/w.db", "坚果云"),
        ("/home/u/Nutstore Files/w.db", "坚果云"),
        ("/home/u/BaiduSyncdisk/w.db", "百度网盘"),
        ("/home/u/WPS云盘/w.db", "WPS 云盘"),
        ("/home/u/微云同步助手/w.db", "微云"),
        ("/home/u/Dropbox/w.db", "Dropbox"),
        ("/home/u/Library/Mobile Documents/com~apple~CloudDocs/w.db", "iCloud"),
        ("/home/u/文档/OneDrive.db", None),
        ("/home/u/文档/w.db", None),
    ],
)
def test_synchronised_folders(path: str, program: str | None) -> None:
    assert synchronised_by(Path(path)) == program


def test_warnings_say_what_to_do(tmp_path: Path, workspace: Workspace) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/vda / ext4 rw 0 0\n//nas/公共 {tmp_path} cifs rw 0 0\n", encoding="utf-8")
    share, program = place_warnings(tmp_path / "坚果云" / "w.db", mounts=mounts)
    assert share.startswith("工作区位于网络共享（//nas/公共）")
    assert "请移到本机磁盘" in share
    assert program.startswith("工作区位于坚果云的同步文件夹")
    assert workspace.warnings() == place_warnings(workspace.path)
    # A symbolic link does not hide the folder.
    (tmp_path / "Dropbox").mkdir()
    shutil.copy(workspace.path, tmp_path / "Dropbox" / "w.db")
    (tmp_path / "link").symlink_to(tmp_path / "Dropbox")
    assert "Dropbox" in place_warnings(tmp_path / "link" / "w.db")[-1]
