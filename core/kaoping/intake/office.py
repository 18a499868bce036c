"""Converting by LibreOffice, where it is installed: formats that only an office suite reads well (.doc, .wps, .xls, .et,
.rtf, .odt, .ods), and Word documents into PDF."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from kaoping.errors import Surroundings, refuse
from kaoping.text import visible

#: Seconds that a conversion may take.
PATIENCE = 180
#: Where it lies when it is not on the search path, below a folder of programs.
_BELOW = ("LibreOffice/program/soffice.exe", "LibreOffice 7/program/soffice.exe", "LibreOffice 5/program/soffice.exe")
_USUAL = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "~/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
)
#: A stranger's file may hold macros and name pictures on other machines: neither is followed.
_CAREFUL = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""


def office() -> str | None:
    """The program, where it is installed."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found is not None:
            return found
    return next((path for path in _places() if os.path.isfile(path)), None)


def _places() -> Iterator[str]:
    for variable in ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)", "LOCALAPPDATA"):
        folder = os.environ.get(variable)
        if folder:
            yield from (os.path.join(folder, *below.split("/")) for below in _BELOW)
    yield from (os.path.expanduser(path) for path in _USUAL)
    if sys.platform.startswith("linux"):
        yield from (str(path) for path in sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True))


def converted(path: Path, data: bytes, ending: str, form: str) -> bytes:
    """The bytes of a file as .docx or .xlsx.

    :param ending: of what it is by its content, with its dot; the name may say otherwise
    :param form: "docx" or "xlsx"
    :raises Surroundings: LibreOffice is not installed, or takes too long.
    :raises Refused: it could not read the file.
    """
    program = office()
    if program is None:
        raise Surroundings(
            "missing",
            f"{visible(path.name)} 这种格式要由 LibreOffice 转换，本机没有安装",
            f"请用 WPS 或 Office 打开它，另存为 .{form}，再用新文件；或安装 LibreOffice 后再试",
        )
    made = _run(program, visible(path.name), ending, data, form, f"请用 WPS 或 Office 把它另存为 .{form} 后再试")
    if made is None:
        raise refuse(
            "document",
            f"LibreOffice 读不了这个文件；请用 WPS 或 Office 打开它，去掉密码，另存为 .{form} 后再试",
            file=str(path),
        )
    return made


def as_pdf(docx: bytes) -> bytes:
    """A Word document as LibreOffice prints it.

    :raises Surroundings: LibreOffice is not installed, takes too long or prints nothing.
    """
    program, next_step = office(), "请改用 --format docx，用 WPS 或 Office 打开后另存为 PDF"
    if program is None:
        raise Surroundings("missing", "由 Word 文档转换成 PDF 要用 LibreOffice，本机没有安装", next_step)
    made = _run(program, "报告", ".docx", docx, "pdf", next_step)
    if made is None:
        raise Surroundings("io", "LibreOffice 没有转换出 PDF", next_step)
    return made


def _run(program: str, name: str, ending: str, data: bytes, form: str, next_step: str) -> bytes | None:
    """What the program makes of a file; None where it makes nothing."""
    with tempfile.TemporaryDirectory(prefix="kaoping-", ignore_cleanup_errors=True) as folder:
        # A name of its own: what the file is called may mean something to a command line.
        source = Path(folder) / f"document{ending}"
        source.write_bytes(data)
        # A profile of its own: a second run would else wait for, or end with, the one that its user has open.
        profile = Path(folder) / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_CAREFUL, encoding="utf-8")
        command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"]
        command += ["--convert-to", form, "--outdir", str(Path(folder) / "out"), str(source)]
        try:
            _patiently(command)
        except subprocess.TimeoutExpired:
            raise Surroundings("io", f"LibreOffice 转换 {name} 超过 {PATIENCE} 秒", next_step) from None
        except OSError as error:
            raise Surroundings("io", f"LibreOffice 不能启动：{error.strerror or error}", next_step) from None
        made = next((Path(folder) / "out").glob(f"*.{form}"), None) if (Path(folder) / "out").is_dir() else None
        return None if made is None else made.read_bytes()


def _patiently(command: list[str]) -> None:
    """Run it; when the time is over, end it with all that it started: the program on the path is only a starter."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True) as running:
        try:
            running.wait(PATIENCE)
        except BaseException:
            _ended(running)
            raise


def _ended(running: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        if sys.platform == "win32":
            subprocess.run(
                ["taskkill", "/F", "/T", "/PID", str(running.pid)],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
            )  # fmt: skip
        else:
            os.killpg(running.pid, signal.SIGKILL)
    running.kill()
