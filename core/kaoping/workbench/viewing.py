"""Opening a file or an address with the system's viewer: a checked copy under a safe name, never through a shell."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path, PurePath

from kaoping.errors import Surroundings, refuse, system_words
from kaoping.text import has_hidden, visible

#: Endings that a viewer shows. Whatever else a file may be called, a program or a script is never started.
VIEWED = frozenset(
    [
        ".pdf",
        ".ofd",
        ".caj",
        ".txt",
        ".md",
        ".csv",
        ".rtf",
        ".doc",
        ".docx",
        ".wps",
        ".odt",
        ".xls",
        ".xlsx",
        ".et",
        ".ods",
        ".ppt",
        ".pptx",
        ".dps",
        ".odp",
        ".jpg",
        ".jpeg",
        ".png",
        ".gif",
        ".bmp",
        ".tif",
        ".tiff",
        ".webp",
        ".heic",
        ".mp3",
        ".wav",
        ".m4a",
        ".wma",
        ".mp4",
        ".mov",
        ".avi",
        ".mkv",
        ".wmv",
        ".zip",
        ".rar",
        ".7z",
        ".eml",
        ".msg",
    ]
)
#: Seconds in which a viewer that cannot start says so; one that runs longer has started.
_SAYS_SO = 2.0
_COPIES = "kaoping-view-"
#: Seconds for which a copy is kept: a viewer may have it open for a day.
KEPT = 24 * 3600.0
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def for_viewing(source: Path, name: str) -> Path:
    """A copy of `source` in a private temporary folder, under the file's own name made safe.

    A copy, so that a viewer that saves never changes what is kept.

    :raises Refused: it is of a kind that is not opened from here.
    :raises Surroundings: the temporary folder cannot be written.
    """
    safe = safe_name(name)
    if PurePath(safe).suffix.lower() not in VIEWED:
        ending = visible(PurePath(safe).suffix) or "没有扩展名的"
        place = visible(str(source))
        raise refuse("evidence-open", f"为安全起见不直接打开 {ending} 文件；如确需查看，请自行打开：{place}")
    try:
        folder = Path(tempfile.mkdtemp(prefix=_COPIES))
        clear_copies(folder.parent, folder.stat().st_mtime - KEPT)
        return Path(shutil.copyfile(source, folder / safe))
    except OSError as error:
        reason = visible(system_words(error))
        raise Surroundings("io", f"不能写临时文件：{reason}", "请检查磁盘空间后重试") from None


def clear_copies(where: Path, before: float) -> None:
    """Remove this user's copies for viewing that were made before a moment (seconds since 1970); evidence is not left about.

    What cannot be removed, as a viewer still has it open, stays until the next time.
    """
    for folder in where.glob(f"{_COPIES}*"):
        try:
            about = folder.lstat()
            mine = not hasattr(os, "getuid") or about.st_uid == os.getuid()
            if mine and stat.S_ISDIR(about.st_mode) and about.st_mtime < before:
                shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            continue


def safe_name(name: str) -> str:
    """A name for a file on any system: one part, no sign with a meaning, none that Windows reserves, at most 150 bytes."""
    name = _NOT_IN_NAMES.sub("_", name).strip(" .")
    name = name.lstrip("-~") or "材料"
    if _RESERVED.fullmatch(name):
        name = f"_{name}"
    stem, suffix = PurePath(name).stem, PurePath(name).suffix
    if len(suffix) > 12:
        stem, suffix = name, ""
    while len((stem + suffix).encode("utf-8", "replace")) > 150:
        stem = stem[:-1]
    return stem + suffix


def web_address(url: str) -> str:
    """The address, if it is one of the web.

    :raises Refused: it is not http or https, or holds blanks or control characters.
    """
    url = url.strip()
    if not re.fullmatch(r"https?://[^\s/@]+(/\S*)?", url, re.IGNORECASE) or has_hidden(url) or len(url) > 2000:
        raise refuse("evidence-url", f"网址应以 http:// 或 https:// 开头，不含空格：{visible(url)[:60]}")
    return url


def open_with_system(target: Path | str) -> None:
    """Give a file or a web address to the system's viewer.

    :raises Surroundings: there is no viewer, or it could not start.
    """
    text = str(target)
    next_step = f"请自行打开：{visible(text)}"
    try:
        if sys.platform == "win32":
            os.startfile(text)
            return
        command = "open" if sys.platform == "darwin" else "xdg-open"
        viewer = subprocess.Popen(
            [command, text],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except FileNotFoundError:
        raise Surroundings("no-viewer", "本机没有可用的查看程序", next_step) from None
    except OSError as error:
        reason = visible(system_words(error))
        raise Surroundings("no-viewer", f"查看程序打不开：{reason}", next_step) from None
    try:
        code = viewer.wait(_SAYS_SO)
    except subprocess.TimeoutExpired:
        return
    if code:
        raise Surroundings("no-viewer", f"查看程序打不开这个文件（退出码 {code}）", next_step)
