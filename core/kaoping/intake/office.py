"""Converting by LibreOffice, where it is installed: formats that only an office suite reads well (.doc, .wps, .xls, .et,
.pdf), and Word documents into PDF."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from kaoping.errors import Surroundings, refuse
from kaoping.text import visible

#: Seconds that a conversion may take.
PATIENCE = 180
_SHEETS = (".xls", ".et", ".ett", ".xlt", ".ods", ".csv")
_USUAL = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)


def office() -> str | None:
    """The program, where it is installed."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found is not None:
            return found
    return next((path for path in _USUAL if os.path.isfile(path)), None)


def converted(path: Path, data: bytes) -> tuple[str, bytes]:
    """The file as .docx or .xlsx: which of them, and its bytes.

    :raises Surroundings: LibreOffice is not installed, or takes too long.
    :raises Refused: it could not read the file.
    """
    program = office()
    form = "xlsx" if path.suffix.lower() in _SHEETS else "docx"
    if program is None:
        raise Surroundings(
            "missing",
            f"{visible(path.name)} 这种格式要由 LibreOffice 转换，本机没有安装",
            f"请用 WPS 或 Office 打开它，另存为 .{form}，再用新文件；或安装 LibreOffice 后再试",
        )
    made = _run(program, visible(path.name), path.suffix.lower() or ".doc", data, form, f"请把它另存为 .{form} 后再试")
    if made is None:
        raise refuse(
            "document",
            f"LibreOffice 读不了这个文件；请用 WPS 或 Office 打开它，去掉密码，另存为 .{form} 后再试",
            file=str(path),
        )
    return form, made


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
    with tempfile.TemporaryDirectory(prefix="kaoping-") as folder:
        # A name of its own: what the file is called may mean something to a command line.
        source = Path(folder) / f"document{ending}"
        source.write_bytes(data)
        profile = (Path(folder) / "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore"]
        if ending == ".pdf":
            command.append("--infilter=writer_pdf_import")
        command += ["--convert-to", form, "--outdir", str(Path(folder) / "out"), str(source)]
        try:
            subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                timeout=PATIENCE, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise Surroundings("io", f"LibreOffice 转换 {name} 超过 {PATIENCE} 秒", next_step) from None
        except OSError as error:
            raise Surroundings("io", f"LibreOffice 不能启动：{error.strerror or error}", next_step) from None
        made = next((Path(folder) / "out").glob(f"*.{form}"), None) if (Path(folder) / "out").is_dir() else None
        return None if made is None else made.read_bytes()
