"""What is needed installed, and every report of the demonstration made."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TOP = Path(__file__).resolve().parents[2]
PACKAGES = (
    "libreoffice-writer-nogui", "libreoffice-calc-nogui", "poppler-utils", "fonts-wqy-microhei", "chromium-headless-shell",
)  # fmt: skip
BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome")
FORMATS = ("docx", "xlsx", "html")
#: Exit code of a report that cannot be made, such as a form that the document does not have.
REFUSED = 2
#: Commands and converters that run beside each other.
BESIDE = 2
CAMPAIGN = "年度考评"
FONT = "WenQuanYi Micro Hei"
COUNTIES = ("甲县", "乙县", "丙县")


def run(
    *command: str | Path, check: bool = True, given: str = "", more: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """A command with `given` as its input and `more` in its environment; what went wrong is shown."""
    said = [str(part) for part in command]
    env = {**os.environ, **(more or {})}
    done = subprocess.run(said, input=given, capture_output=True, text=True, check=False, env=env)
    if check and done.returncode:
        sys.exit(f"+ {' '.join(said)}\n{done.stdout}{done.stderr}")
    return done


def browser() -> str | None:
    """The browser that prints the html."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def install() -> None:
    """LibreOffice, poppler, a browser and a Chinese font, where they are missing."""
    fonts = run("fc-list", ":lang=zh", check=False).stdout if shutil.which("fc-list") else ""
    if fonts and browser() and all(shutil.which(name) for name in ("soffice", "pdftoppm")):
        return
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    run("apt-get", "update")
    run("apt-get", "install", "--yes", "--no-install-recommends", *PACKAGES)


def program(room: Path) -> Path:
    """The interpreter that has the program: the one that `KAOPING_PYTHON` names, else a new one with the checkout."""
    if given := os.environ.get("KAOPING_PYTHON"):
        return Path(given)
    run(sys.executable, "-m", "venv", room / "venv")
    run(room / "venv/bin/python", "-m", "pip", "install", "--quiet", f"{TOP}[pdf]")
    return room / "venv/bin/python"


@dataclass(frozen=True)
class Made:
    """A file of the program's, and the paper that it prints as its JSON says; a workbook to fill in has none."""

    file: Path
    paper: dict[str, Any] | None


class Maker:
    """Makes the reports of one workspace."""

    def __init__(self, python: Path, room: Path, folder: Path) -> None:
        self._python = python
        self._room = room
        self._folder = folder
        self._books: list[str] = []
        self.faults: list[str] = []

    def _commands(self, *commands: list[str], settings: Path | None = None) -> list[tuple[int, str, str]]:
        """What came of each, in order.

        :param settings: the folder of the program's settings, in place of the user's.
        """
        whole = ["--db", str(self._room / "demo.db"), "--as", "演示"]
        more = {} if settings is None else {"XDG_CONFIG_HOME": str(settings)}
        script = Path(__file__).with_name("commands.py")
        shares = [commands[start::BESIDE] for start in range(BESIDE)]

        def share(part: tuple[list[str], ...]) -> list[tuple[int, str, str]]:
            given = json.dumps([[*whole, *words] for words in part])
            return [tuple(one) for one in json.loads(run(self._python, script, given=given, more=more).stdout)]

        with ThreadPoolExecutor(BESIDE) as pool:
            done = list(pool.map(share, shares))
        return [done[number % BESIDE][number // BESIDE] for number in range(len(commands))]

    def _ask(self, *words: str) -> Any:
        ((code, out, err),) = self._commands([*words, "--json"])
        if code:
            sys.exit(f"+ kaoping {' '.join(words)}\n{err}")
        return json.loads(out)

    def _python_says(self, code: str) -> Any:
        return json.loads(run(self._python, "-c", f"import json\n{code}").stdout)

    def _targets(self) -> list[tuple[str, str]]:
        """Every kind of report with a target: an evaluation by each standard, a county, a campaign."""
        kinds = self._python_says(
            "from kaoping.reports.kinds import KINDS\nprint(json.dumps({k: v.of for k, v in KINDS.items()}))"
        )
        chosen = {one["standard"]: one for one in self._ask("eval", "list")["evaluations"]}
        county = next(
            one for one in chosen.values() if one["unit"]["kind"] == "county" and self._by_points(one["standard"])
        )
        self._campaign(county["standard"])
        self._books = [str(one["number"]) for one in chosen.values()]
        targets = []
        for kind, able in kinds.items():
            targets += [(kind, number) for number in self._books if "evaluation" in able]
            units = (("unit", county["unit"]["name"]), ("campaign", CAMPAIGN))
            targets += [(kind, name) for of, name in units if of in able]
        return targets

    def _by_points(self, standard: str) -> bool:
        return bool(self._ask("standard", "show", standard)["scoring"]["model"] == "points")

    def _campaign(self, standard: str) -> None:
        """A campaign that is ranked: three counties, two of which share the first place."""
        sheet = self._ask("standard", "show", standard)
        for unit in COUNTIES:
            self._ask("unit", "add", unit, "--kind", "county", "--attr", "legislative_power=false")
        taking_part = [word for unit in COUNTIES for word in ("--unit", unit)]
        made = self._ask(
            "campaign", "new", CAMPAIGN, "--standard", standard, *taking_part, "--period", "2025", "--evaluations"
        )
        for place, one in enumerate(made["evaluations"]):
            key = str(one["number"])
            self._ask("eval", "batch", key, *(section["id"] for section in sheet["dimensions"]), "--full")
            if place == 1:
                self._ask("eval", "rate", key, sheet["criteria"][0]["id"], "--deduct", "0.5", "--reason", "缺一次记录")
            for veto in sheet["vetoes"]:
                self._ask("eval", "veto", key, veto["id"], "--clear")

    def _pdf(self) -> tuple[str, ...]:
        """The format of the extra, where it is installed."""
        needed = "('typst', 'kaoping.reports.pdf')"
        there = self._python_says(
            f"from importlib.util import find_spec\nprint(json.dumps(all(map(find_spec, {needed}))))"
        )
        return ("pdf",) if there else ()

    def _settings(self) -> Path:
        """Settings with a font that is here: the PDF names fonts of offices, and refuses where they are missing."""
        file = self._room / "settings/kaoping/reports.toml"
        file.parent.mkdir(parents=True)
        roles = ("title", "body", "heading", "subheading", "number")
        file.write_text("".join(["[fonts]\n", *(f'{role} = "{FONT}"\n' for role in roles)]), encoding="utf-8")
        return file.parents[1]

    def make(self) -> list[Made]:
        """Every kind of report for one evaluation of each standard, a county and a campaign, and the workbooks to fill in."""
        self._ask("demo", "--no-tui")
        targets = self._targets()
        papers: dict[tuple[str, str], dict[str, Any]] = {}
        made = []
        for (kind, target), file in self._written(targets, "json"):
            papers[kind, target] = json.loads(file.read_text(encoding="utf-8"))["paper"]
            file.unlink()
        for format in (*FORMATS, *self._pdf()):
            settings = self._settings() if format == "pdf" else None
            made += [Made(file, papers[key]) for key, file in self._written(list(papers), format, settings)]
        files = {key: self._folder / f"workbook-{key}.xlsx" for key in self._books}
        done = self._commands(*(["eval", "workbook", key, str(file), "--force"] for key, file in files.items()))
        return made + [Made(file, None) for file in self._well(files.values(), done)]

    def _written(
        self, targets: Sequence[tuple[str, str]], format: str, settings: Path | None = None
    ) -> Iterator[tuple[tuple[str, str], Path]]:
        """The reports in a format, but for those that cannot be made of their target."""
        files = {key: self._folder / f"{'-'.join(key)}.{format}" for key in targets}
        words = [["report", *key, "--format", format, "-o", str(file), "--force"] for key, file in files.items()]
        done = self._commands(*words, settings=settings)
        # Not every document prints a form of approval.
        left = {key for key, one in zip(files, done, strict=True) if key[0] == "approval" and one[0] == REFUSED}
        kept = {key: one for key, one in zip(files, done, strict=True) if key not in left}
        well = set(self._well([files[key] for key in kept], list(kept.values())))
        yield from ((key, files[key]) for key in kept if files[key] in well)

    def _well(self, files: Iterable[Path], done: Sequence[tuple[int, str, str]]) -> list[Path]:
        """The files that were written; of the others it is kept what was said."""
        both = list(zip(files, done, strict=True))
        self.faults += [f"{file.name}: {err.strip()}" for file, (code, _, err) in both if code]
        return [file for file, (code, _, _) in both if not code]
