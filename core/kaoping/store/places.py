"""Where a workspace file lies: places that do not keep a database safe."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from kaoping.text import visible

#: File systems that are shares, by the type in /proc/mounts. 9p and drvfs are a Windows disk seen from Linux.
_SHARES = re.compile(
    r"nfs\d?|cifs|smb\d?|smbfs|smb3|9p|drvfs|afs|ncpfs|fuse\.(sshfs|davfs2?|rclone|gvfsd-fuse)|davfs2?"
)

#: What a folder kept in step by a synchronising program is called, beginning of the folder's name, and the program.
_SYNCHRONISED = (
    ("onedrive", "OneDrive"),
    ("坚果云", "坚果云"),
    ("我的坚果云", "坚果云"),
    ("nutstore", "坚果云"),
    ("百度网盘", "百度网盘"),
    ("baidusync", "百度网盘"),
    ("baidunetdisk", "百度网盘"),
    ("wps云盘", "WPS 云盘"),
    ("wps云文档", "WPS 云盘"),
    ("wps cloud", "WPS 云盘"),
    ("wpsdrive", "WPS 云盘"),
    ("微云", "微云"),
    ("weiyun", "微云"),
    ("dropbox", "Dropbox"),
    ("iclouddrive", "iCloud"),
    ("icloud drive", "iCloud"),
    ("com~apple~clouddocs", "iCloud"),
    ("google drive", "Google Drive"),
    ("阿里云盘", "阿里云盘"),
)


def place_warnings(path: Path, *, mounts: Path = Path("/proc/mounts")) -> list[str]:
    """What is wrong with keeping a workspace at `path`, in Chinese; empty when nothing is known to be wrong."""
    warnings = []
    share = _share(path, mounts)
    if share:
        warnings.append(
            f"工作区位于网络共享（{visible(share)}）：{visible(str(path))}。网络共享上的文件锁不可靠，多人同开可能损坏数据；"
            "请移到本机磁盘，交换数据用导出和导入"
        )
    program = synchronised_by(path)
    if program:
        warnings.append(
            f"工作区位于{program}的同步文件夹：{visible(str(path))}。同步程序会在保存途中复制或替换文件，可能损坏数据；"
            "请移到不同步的文件夹，只把备份放进同步文件夹"
        )
    return warnings


def synchronised_by(path: Path) -> str | None:
    """The synchronising program whose folder `path` lies in, by the names of the folders above it, or None."""
    folders = [*path.parent.parts, *_resolved(path).parent.parts]
    for folder in folders:
        folded = folder.casefold()
        for beginning, program in _SYNCHRONISED:
            if folded.startswith(beginning):
                return program
    return None


def share_in(mounts: str, path: Path) -> str | None:
    """The share that `path` lies on by the text of /proc/mounts (proc_mounts(5)), as `server:/export`, or None."""
    best: tuple[int, str | None] = (-1, None)
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        folder = Path(_unescaped(fields[1]))
        depth = len(folder.parts)
        # A later mount on the same folder covers the earlier one.
        if path.is_relative_to(folder) and depth >= best[0]:
            share = _unescaped(fields[0]) if _SHARES.fullmatch(fields[2]) else None
            best = (depth, share)
    return best[1]


def _share(path: Path, mounts: Path) -> str | None:
    if sys.platform == "win32":
        return _windows_share(path)
    try:
        text = mounts.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return None
    return share_in(text, _resolved(path))


def _windows_share(path: Path) -> str | None:
    if path.drive.startswith("\\\\"):
        return path.drive
    if sys.platform == "win32":
        import ctypes

        remote = 4  # DRIVE_REMOTE, GetDriveTypeW
        if ctypes.windll.kernel32.GetDriveTypeW(f"{path.drive}\\") == remote:
            return path.drive
    return None


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path


def _unescaped(field: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), field)
