"""Reports made into pages as an office prints them, counted, pictured and read again."""

from __future__ import annotations

import html
import re
import shutil
import unicodedata
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from browser import Browser
from formulas import differing, falsified, profile
from making import BESIDE, Made, browser, run

#: Of a longer text its beginning is sought: where a page ends within it, head and foot stand between its halves.
SOUGHT = 8
#: Dots per inch of the pictures: enough to see what overlaps, is cut or is left empty.
DOTS = "40"
#: Pages of one file that are pictured: those after them look as those before.
PICTURES = 20


class Looker:
    """Converts the files of one folder and looks at what came out."""

    def __init__(self, made: Sequence[Made], room: Path, folder: Path) -> None:
        self._made = made
        self._room = room
        self._folder = folder
        self.faults: list[str] = []
        self.formulas = 0

    def _files(self, format: str) -> list[Path]:
        return [one.file for one in self._made if one.file.suffix == f".{format}"]

    def _pdf(self, file: Path) -> Path:
        return self._folder / f"pages-{file.suffix[1:]}" / f"{file.stem}.pdf"

    def convert(self) -> None:
        """Each file to PDF and each workbook to one recalculated: one start of each program for all, beside each other."""
        for format in {one.file.suffix[1:] for one in self._made}:
            (self._folder / f"pages-{format}").mkdir(exist_ok=True)
        for file in self._files("pdf"):
            shutil.copy(file, self._pdf(file))
        with ThreadPoolExecutor(BESIDE) as pool:
            for task in [
                pool.submit(self._office, "docx", "pdf", self._folder / "pages-docx", self._files("docx")),
                pool.submit(self._office, "xlsx", "pdf", self._folder / "pages-xlsx", self._files("xlsx")),
                pool.submit(self._browse),
                pool.submit(self._recalculate),
            ]:
                task.result()

    def _office(self, name: str, to: str, folder: Path, files: Sequence[Path]) -> None:
        if files:
            own = f"-env:UserInstallation={profile(self._room / f'office-{name}').as_uri()}"
            run("soffice", own, "--headless", "--convert-to", to, "--outdir", folder, *files)

    def _browse(self) -> None:
        with Browser(browser() or "", self._room / "browser") as one:
            one.print((file, self._pdf(file)) for file in self._files("html"))

    def _recalculate(self) -> None:
        files = self._files("xlsx")
        out = self._room / "recalculated"
        out.mkdir()
        wrong = [self._room / f"wrong-{file.name}" for file in files]
        false = next((copy for file, copy in zip(files, wrong, strict=True) if falsified(file, copy)), None)
        self._office("recalculating", "xlsx:Calc MS Excel 2007 XML", out, [*files, *([false] if false else [])])
        for file in files:
            count, faults = differing(file, out / file.name)
            self.formulas += count
            self.faults += [f"{file.name}: {fault}" for fault in faults[:5]]
        if false is None or not differing(false, out / false.name)[1]:
            self.faults.append("a wrong stored value was not found: LibreOffice did not recalculate")

    def look(self) -> int:
        """Count and picture the pages of each file and seek the report's texts on them; gives the number of pages."""
        with ThreadPoolExecutor(BESIDE) as pool:
            pages = list(pool.map(self._look, self._made))
        with (self._folder / "pages.tsv").open("w", encoding="utf-8") as counts:
            counts.writelines(f"{one.file.name}\t{count}\n" for one, count in zip(self._made, pages, strict=True))
        (self._folder / "index.html").write_text("".join(self._index()), encoding="utf-8")
        return sum(pages)

    def _look(self, made: Made) -> int:
        pdf, name = self._pdf(made.file), made.file.name
        found = re.search(r"^Pages:\s+(\d+)", run("pdfinfo", pdf, check=False).stdout, re.MULTILINE)
        if found is None:
            self.faults.append(f"{name}: no page")
            return 0
        run("pdftoppm", "-r", DOTS, "-l", str(PICTURES), "-png", pdf, pdf.with_suffix(""))
        if made.paper is not None:
            text = bare(run("pdftotext", "-raw", pdf, "-").stdout)
            missing = [one for one in texts(made.paper) if bare(one)[:SOUGHT] not in text]
            if missing:
                self.faults.append(f"{name}: {len(missing)} texts are missing, such as {missing[:3]}")
        return int(found.group(1))

    def _index(self) -> Iterator[str]:
        """All pictures on one page, to be looked through."""
        yield "<meta charset=utf-8><style>img{border:1px solid #999;margin:4px;width:30%}</style>"
        for made in self._made:
            pdf = self._pdf(made.file)
            yield f"<h3>{html.escape(made.file.name)}</h3>"
            for picture in sorted(pdf.parent.glob(f"{pdf.stem}-*.png")):
                if re.fullmatch(re.escape(pdf.stem) + r"-\d+", picture.stem):
                    yield f'<img loading=lazy src="{pdf.parent.name}/{html.escape(picture.name)}">'


def bare(text: str) -> str:
    """Text without spaces and without differences of mere form."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def texts(paper: dict[str, Any]) -> Iterator[str]:
    """Every text of a report, as its JSON says."""
    yield from (text for text in (paper["title"], paper["subtitle"], paper["draft"]) if text)
    for block in paper["blocks"]:
        if block["type"] == "words":
            yield block["text"]
        for name, value in block.get("pairs", ()):
            yield from (name, value)
        for row in block.get("rows", ()):
            yield from (cell["text"] for cell in row["cells"])
        for box in block.get("boxes", ()):
            yield from (box["name"], box["text"])
        yield from block.get("names", ())
        yield from block.get("labels", ())
