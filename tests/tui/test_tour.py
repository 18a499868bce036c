"""One walk through every screen, at both sizes, with plain and with hostile texts: what stands on it, and how it looks."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tour
import tour_workspace
from plain_svg import plain_svg, strips_of
from sight import Sight, acting, badly_broken, dump, faint, foreign, look, lost, too_wide

from kaoping import Options

LOOKS = Path(__file__).parent / "looks"
Build = tuple[Path, Options]


class Looks:
    """How every stop looked when it was last accepted: a text a stop, with its styles. `--snapshot-update` accepts anew.

    What looks different now is written beside as `NAME.new.svg`, to be looked at.
    """

    def __init__(self, folder: Path, update: bool) -> None:
        self.folder, self.update = folder, update
        self.seen: set[str] = set()
        self.other: list[str] = []

    def compare(self, sight: Sight, app: Any) -> None:
        """Hold a stop against how it looked."""
        path, picture = self.folder / f"{sight.name}.txt", self.folder / f"{sight.name}.new.svg"
        self.seen.add(path.name)
        now = dump(sight)
        if self.update:
            self.folder.mkdir(parents=True, exist_ok=True)
            path.write_text(now, encoding="utf-8", newline="\n")
        elif not path.exists() or path.read_text(encoding="utf-8") != now:
            self.other.append(sight.name)
            self.folder.mkdir(parents=True, exist_ok=True)
            picture.write_text(plain_svg(strips_of(app), sight.name), encoding="utf-8")
            return
        picture.unlink(missing_ok=True)

    def finish(self) -> None:
        """Say what looks different, and what is kept of a stop that is no more."""
        stale = sorted(path.name for path in self.folder.glob("*.txt") if path.name not in self.seen)
        if self.update:
            for name in stale:
                (self.folder / name).unlink()
            return
        said = f"looks different, see {self.folder}/*.new.svg; `--snapshot-update` accepts it: {self.other}"
        assert not self.other, said
        assert not stale, f"no such stop any more, `--snapshot-update` removes them: {stale}"


@pytest.fixture(scope="session")
def workspaces(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Build]:
    """The two workspaces, each made when first asked for."""
    made: dict[str, Build] = {}

    def get(name: str) -> Build:
        if name not in made:
            folder = tmp_path_factory.mktemp(name)
            before = Path.cwd()
            os.chdir(folder)
            try:
                options = tour_workspace.build(folder, getattr(tour_workspace, name))
            finally:
                os.chdir(before)
            if name == "hostile":
                assert tour_workspace.plant(folder / options.db) > 30
            made[name] = folder, options
        return made[name]

    return get


@pytest.fixture
def visited(running: Any, workspaces: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Walk the tour in a copy of a workspace; every stop is handed on with the running application."""
    tour.hurry(monkeypatch)

    async def visit(
        name: str, size: tuple[int, int], theme: str, stops: Any, seen: Callable[[Sight, Any], None]
    ) -> None:
        folder, options = workspaces(name)
        there = tmp_path / "there"
        shutil.copytree(folder, there, dirs_exist_ok=True)
        monkeypatch.chdir(there)
        monkeypatch.syspath_prepend(str(there / "site"))
        if stops is tour.EMPTY:
            (there / options.db).unlink()
        astray: list[str] = []
        async with running(size=size, given=options) as run:
            run.settle = lambda: tour.settle(run)
            if run.app.theme != theme:
                await run.press("ctrl+t")
                run.app.tell("")
                await run.settle()
            for stop in stops:
                for step in stop.steps:
                    await (run.press(step) if isinstance(step, str) else step(run))
                await run.settle()
                there_is = type(run.app.screen).__name__
                astray += [f"{stop.name}：{there_is}，应为 {stop.screen}"] if there_is != stop.screen else []
                seen(look(run.app, stop.name), run.app)
            run.app.writer.abandon()
        assert not astray, "\n".join(astray)

    return visit


#: Words in Latin letters that may stand on a screen: keys, the names that standards, facts and files have, commands.
ALLOWED = re.compile(
    r"F\d+|Ctrl|Shift|Esc|Tab|Del|PgUp|PgDn|Home|End|GB|Excel|https|kaoping|db|toml|red|pdf|txt|core|pip|uninstall|standard|lint|attach|DOCUMENT|FILE|plugins"
    r"|batch-1|batch-4|review-2023|again|mini|points|met|missing|kaoping-tour-missing|kaoping_tour_missing|nothing_of_that_name|py|fy|sessions"
    r"|JSON|Markdown|PDF|WPS|Word|docx|html|json|md|xlsx|accident|fraud|[0-9a-f]{2,}"
    r"|accepts|at|errata|points-sum|themes|town-2025|yunxi"
    r"|to-xlsx|template|new|ModuleNotFoundError|No|module|named|no-plugins|id|title|short|edition|status|unit_kinds"
)
SIZES = {"80x24": (80, 24), "120x36": (120, 36)}


def identifiers() -> set[str]:
    """The words that ids of bundled facts, standards and campaigns are made of."""
    from kaoping.workbench.options import open_library

    library = open_library(Options(Path("w.db"), "张三", Path("data"), Path("config"), no_plugins=True))
    known = {*library.vocabulary().facts, *(entry.id for entry in library.entries())}
    known |= {name for id in known for name in re.split(r"[/]", id)}
    return known


def coloured_alone(sight: Sight, app: Any) -> list[str]:
    """States that only a colour tells apart: of the criteria in the walk, and of what was last said."""
    found = []
    if app.warned and app.notice and "StatusLine" in {type(part).__name__ for part in app.screen.query("*")}:
        found += [] if "注意：" in sight.text else [f"{sight.name}｜{app.notice}"]
    if type(app.screen).__name__ == "WalkScreen":
        view, lines = app.screen.view, app.screen.query_one("#tree")._lines
        states: dict[str, set[str]] = {}
        for score in view.sheet.items:
            state = score.state if score.state != "rated" else "full" if score.low == score.full else "less"
            sign = lines[f"item:{score.item.id}"].mark
            states.setdefault(sign, set()).add(state)
        found += [f"{sight.name}｜“{sign}”：{kinds}" for sign, kinds in states.items() if len(kinds) > 1]
    return found


def shown(problems: list[str], most: int = 30) -> str:
    return "\n".join([*problems[:most], f"共 {len(problems)} 处"])


@pytest.mark.parametrize(("size", "theme"), [("80x24", "dark"), ("120x36", "light")])
async def test_nothing_is_lost_and_everything_can_be_read(visited: Any, size: str, theme: str, request: Any) -> None:
    """Every character of every text, in Chinese, well broken, well visible; both themes, for both sizes see all stops."""
    known = identifiers()
    found: dict[str, list[str]] = {
        "lost": [],
        "wide": [],
        "broken": [],
        "acting": [],
        "foreign": [],
        "faint": [],
        "coloured": [],
    }
    looks = Looks(LOOKS / size, request.config.getoption("update_snapshots"))

    def seen(sight: Sight, app: Any) -> None:
        found["lost"] += lost(sight)
        found["wide"] += too_wide(sight)
        found["broken"] += badly_broken(sight)
        found["acting"] += acting(sight)
        found["foreign"] += [said for said in foreign(sight, ALLOWED) if said.partition("｜")[2] not in known]
        found["faint"] += faint(sight)
        found["coloured"] += coloured_alone(sight, app)
        looks.compare(sight, app)

    await visited("plain", SIZES[size], theme, tour.EMPTY, seen)
    await visited("plain", SIZES[size], theme, tour.TOUR, seen)
    for name, problems in found.items():
        assert not problems, f"{name}:\n{shown(problems)}"
    looks.finish()


async def test_hostile_texts_do_nothing(visited: Any, tmp_path: Path) -> None:
    """The same walk where every text is hostile: nothing acts, nothing is read as markup, nothing stored is changed."""
    problems: list[str] = []
    said: dict[str, str] = {}
    before: list[tuple[str, ...]] = []

    def seen(sight: Sight, app: Any) -> None:
        if not before:
            before.append(_stored(app.options.db))
        problems.extend([*acting(sight), *too_wide(sight), *lost(sight)])
        said[sight.name] = "".join(sight.text.split())
        if app.screen.__class__.__name__ == "WalkScreen" and sight.name == "met":
            assert _stored(app.options.db) == before[0]

    await visited("hostile", (80, 24), "dark", tour.TOUR, seen)
    assert not problems, shown(problems)
    # What acts stands there as signs, what looks like markup as it is.
    for name in ("home", "find", "campaign", "walk", "history", "evidence", "result", "check", "standard"):
        assert "第[/]条[b" in said[name] or "第[/]条[" in said[name], (name, said[name])
    assert "坏[red].toml" in said["home-plugins"]
    assert "旧的文字佐证" in said["evidence-text"]
    for name in ("find", "unit", "walk-detail-end", "history-long", "evidence", "campaign-find"):
        assert "␛]52;" in said[name], (name, said[name])


def _stored(path: Path) -> tuple[str, ...]:
    """Every text of the workspace, but where somebody stands and which totals are shown."""
    db = sqlite3.connect(path)
    rows = []
    for table in ("entry", "unit", "campaign", "rating", "statement", "fact", "evidence", "proof", "book"):
        rows += [repr(row) for row in db.execute(f"SELECT * FROM {table} ORDER BY 1, 2")]
    db.close()
    return tuple(rows)


def test_every_screen_is_on_the_tour() -> None:
    """A screen that nobody opens here is looked at by nobody."""
    import importlib
    import pkgutil

    from textual.screen import Screen

    import kaoping_tui

    known: set[type] = set()
    for found in pkgutil.walk_packages(kaoping_tui.__path__, "kaoping_tui."):
        module = importlib.import_module(found.name)
        known |= {
            one
            for one in vars(module).values()
            if isinstance(one, type) and issubclass(one, Screen) and one.__module__ == found.name
        }
    # Those that others are made of are opened as those others.
    leaves = {one.__name__ for one in known if not any(other is not one and issubclass(other, one) for other in known)}
    visited = {stop.screen for stop in (*tour.EMPTY, *tour.TOUR)}
    assert leaves | {"Ask", "Choose"} <= visited, leaves - visited
    assert visited <= {one.__name__ for one in known}
    names = [stop.name for stop in (*tour.EMPTY, *tour.TOUR)]
    assert len(names) == len(set(names))
