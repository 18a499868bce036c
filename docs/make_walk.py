"""docs/walk-authoring.md: from a Word table to a scored unit, every command run and every key pressed while it is written.

Run from the project folder: `python docs/make_walk.py [FILE]`. The prose stands in docs/walk-authoring.in.md; a block
`run` of it is run, in order, in one folder and one home that are thrown away, and what was printed follows each command.
The words after `run` say what is expected or shown: `code=1`, `lines=12` (the first ones), `who=李四` (on a machine of
their own). A block `file NAME` is written to that file; `shown` is only shown. `{{name …}}` is what a screen showed: see
`Walk`. Without FILE the pictures are taken too.
"""

from __future__ import annotations

import asyncio
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parent))

from pictures import SIZE, Camera

if TYPE_CHECKING:
    from kaoping import Options

HERE = Path(__file__).resolve().parent
SAMPLE = HERE.parent / "examples" / "yunxi"
AUTHOR = "张三"
CLOCK = datetime(2026, 11, 20, 9, 30, 0, tzinfo=UTC)
#: What must not lead the walk to the user's own files, or change how it looks.
_PERSONAL = re.compile(r"KAOPING_|TEXTUAL|XDG_|COLUMNS$|LINES$|NO_COLOR$|FORCE_COLOR$|APPDATA$|LOCALAPPDATA$")
#: What is pressed for a criterion that is not rated yet, by its number; else Enter. What begins with `=` is typed.
SCORING: dict[str, tuple[str, ...]] = {
    "5": ("f4", "=2", "enter", "=抽查 10 件案卷，1 件不合格", "enter"),
    "7": ("tab", "down", "space", "tab", "enter"),
    "9": ("f5", "=95", "enter", "enter"),
    "13": ("f4", "=1", "enter", "=7 月发生越级集体上访 1 起", "enter"),
}
#: What the keys are called.
NAMES = {"ctrl+k": "Ctrl+K", "enter": "回车", "space": "空格", "tab": "Tab", "down": "下键", "f4": "F4", "f5": "F5"}


class _Quick(Camera):
    """Takes no picture where no folder is given for them, and waits for nothing that comes by itself."""

    rest = 0.05

    def __init__(self, app: Any, pilot: Any, keep: bool) -> None:
        super().__init__(app, pilot)
        self.keep = keep

    def take(self, name: str, title: str) -> None:
        """As `Camera`, where pictures are kept."""
        if self.keep:
            super().take(name, title)

    async def until(self, done: Callable[[], bool], what: str) -> None:
        """Wait for what a key brings about.

        :raises SystemExit: it does not come.
        """
        for _ in range(500):
            if done():
                await self.settled()
                return
            await self.pilot.pause(0.02)
        raise SystemExit(f"{what}: {self.app.notice or 'nothing came of it'}")

    async def rested(self) -> None:
        """Until what comes when one rests has come, where a picture is taken."""
        await asyncio.sleep(1 if self.keep else 0)
        await self.settled()


class Walk:
    """The walk as it goes on: each public method is a `{{name …}}` of the page."""

    def __init__(self, folder: Path, *, pictures: bool) -> None:
        self.folder, self.pictures = folder, pictures
        self.answered: list[str] = []
        self.rated: list[str] = []
        self.newest = ""
        self.place(AUTHOR).mkdir()
        for name in ("细则.docx", "细则2027.docx"):
            shutil.copy(SAMPLE / name, self.place(AUTHOR))

    # -- where it goes

    def place(self, who: str) -> Path:
        """The folder somebody works in."""
        return self.folder / who

    @contextmanager
    def at(self, who: str) -> Iterator[None]:
        """As somebody at their own machine."""
        home = self.folder / f"{who}的主目录"
        kept = {name: value for name, value in os.environ.items() if not _PERSONAL.match(name)}
        own = {"HOME": str(home), "USERPROFILE": str(home), "KAOPING_DB": str(self.place(who) / "考评.db")}
        before = Path.cwd()
        os.chdir(self.place(who))
        try:
            with (
                patch.dict(os.environ, {**kept, **own, "TEXTUAL_DISABLE_KITTY_KEY": "1"}, clear=True),
                patch("getpass.getuser", lambda: who),
                patch("kaoping.workbench.options.now", lambda: CLOCK),
            ):
                yield
        finally:
            os.chdir(before)

    # -- commands

    def run(self, line: str, who: str = AUTHOR, code: int = 0) -> str:
        """What a command prints; on a screen the two streams are one.

        :raises SystemExit: it ends otherwise than with this code.
        """
        import platformdirs
        from click.testing import CliRunner

        from kaoping.cli import cli

        with self.at(who):
            done = CliRunner().invoke(cli, shlex.split(line)[1:])
            data = str(platformdirs.user_data_path("kaoping", appauthor=False))
        if done.exit_code != code or (done.exception and not isinstance(done.exception, SystemExit)):
            raise SystemExit(f"{line}: {done.exit_code}, not {code}\n{done.output}")
        self.newest = done.stdout
        text = done.output.replace(data, "~/.local/share/kaoping")
        return "\n".join(line.rstrip() for line in text.replace(str(self.place(who)), ".").strip("\n").splitlines())

    def block(self, commands: Sequence[str], said: dict[str, str]) -> list[str]:
        """Commands with what they print, as the page has them."""
        lines = ["```console"]
        for command in commands:
            printed = self.run(command, said.get("who", AUTHOR), int(said.get("code", 0))).splitlines()
            shown = printed[: int(said["lines"])] if "lines" in said else printed
            lines += [f"$ {command}", *shown, *(["……（以下略）"] if len(shown) < len(printed) else [])]
        return [*lines, "```"]

    def give(self, *names: str) -> str:
        """Copy files to the colleague."""
        there = self.place("李四")
        there.mkdir(exist_ok=True)
        for name in names:
            shutil.copy(self.place(AUTHOR) / name, there)
        return ""

    def append(self, name: str) -> str:
        """Put what the last command printed at the end of a file."""
        with (self.place(AUTHOR) / name).open("a", encoding="utf-8", newline="\n") as file:
            file.write(f"\n{self.newest}")
        return ""

    def case(self, name: str, title: str) -> str:
        """The worked case of this name as its file has it."""
        cases = (self.place(AUTHOR) / name).read_text(encoding="utf-8").split("[[cases]]\n")
        (found,) = [one.strip() for one in cases if one.startswith(f'name = "{title}"')]
        return f"```toml\n[[cases]]\n{found}\n```"

    # -- screens

    @asynccontextmanager
    async def window(self, review: str | None = None) -> AsyncIterator[_Quick]:
        """The running application."""
        from textual._compositor import Compositor
        from textual._context import visible_screen_stack

        from kaoping import open_workbench
        from kaoping.commands.settings import Settings
        from kaoping_tui.app import KaopingApp

        def unpainted(self: Any, full: bool = False, screen_stack: Any = None, simplify: bool = False) -> None:
            visible_screen_stack.set([] if screen_stack is None else screen_stack)
            self._dirty_regions.clear()

        options: Options = Settings(db=Path("考评.db")).options(review=None if review is None else Path(review))
        app = KaopingApp(options, lambda: open_workbench(options))
        try:
            # A picture is made of what stands in the widgets; nobody looks at a terminal.
            with patch.object(Compositor, "render_update", unpainted):
                async with app.run_test(size=SIZE) as pilot:
                    camera = _Quick(app, pilot, self.pictures)
                    for _ in range(500):
                        await pilot.pause(0.02)
                        if getattr(app.screen, "_ready", False) or review is not None:
                            break
                    await camera.settled()
                    yield camera
        finally:
            app.writer.stop()
            app.writer.join()

    def review(self, name: str) -> str:
        """Go through the review of a draft, answer what is asked, write the standard."""
        with self.at(AUTHOR):
            asyncio.run(self._review(name, "review"))
        return "![审阅界面：左边原文，右边标准](images/review.svg)"

    async def _review(self, name: str, picture: str = "", *, together: bool = False) -> None:
        self.answered = []
        async with self.window(name) as camera:
            if picture:
                camera.take(picture, "审阅")
            screen: Any = camera.app.screen
            while screen.shown.open:
                asked, (answer, *_) = _question(screen)
                keys = ["enter" if screen.question.what == "doubt" else "1"]
                before = len(screen.shown.open)
                if together and len(screen.shown.same(screen.row)) > 1:
                    keys = ["ctrl+k", "down", "enter"]
                    await camera.press(*keys[:2])
                    answer = str(camera.app.screen.query_one("OptionList").get_option_at_index(1).prompt)
                await camera.press(keys[-1])
                await camera.until(partial(fewer_open, screen, before), f"{asked}: {keys}")
                self.answered.append(f"| {asked} | {'，'.join(NAMES.get(key, key) for key in keys)} | {answer} |")
            await camera.press("f10", "enter")
            await camera.until(lambda: type(camera.app.screen).__name__ == "ReadyScreen", "F10")
            if picture:
                camera.take(f"{picture}-ready", "检查")

    def again(self, name: str) -> str:
        """Another review, of which there is no picture, where what is alike is answered together; what was asked."""
        with self.at(AUTHOR):
            asyncio.run(self._review(name, together=True))
        return self.answers()

    def answers(self) -> str:
        """What was asked in the last review, and answered."""
        return "\n".join(self.answered)

    def score(self) -> str:
        """Rate on the screen what is not rated yet."""
        with self.at(AUTHOR):
            asyncio.run(self._score())
        return "![逐项评定：右边是文件里的原文](images/walk-town.svg)"

    async def _score(self) -> None:
        from textual import events

        async with self.window() as camera:
            await camera.press("enter")
            screen: Any = camera.app.screen
            while any(score.state == "unrated" for score in screen.view.sheet.items):
                item = screen.item
                if item is None or item.id in screen.view.answers.ratings:
                    await camera.press("f3")
                    item = screen.item
                if item.id == "7":
                    await camera.rested()
                    camera.take("walk-town", "逐项评定")
                keys = SCORING.get(item.id, ("enter",))
                for key in keys:
                    if key.startswith("="):
                        camera.app.screen.focused.post_message(events.Paste(key[1:]))
                        await camera.settled()
                    else:
                        await camera.press(key)
                await camera.until(partial(is_rated, screen, item.id), f"{item.id}: {keys}")
                pressed = "，".join(f"输入“{key[1:]}”" if key.startswith("=") else NAMES[key] for key in keys)
                self.rated.append(f"| {item.id} {item.criterion.title} | {pressed} | {camera.app.notice} |")

    def scored(self) -> str:
        """What was pressed, and what it did."""
        return "\n".join(self.rated)


def fewer_open(screen: Any, before: int) -> bool:
    """Whether fewer questions are open than were."""
    return len(screen.shown.open) < before


def is_rated(screen: Any, item: str) -> bool:
    """Whether a criterion has a rating."""
    return item in screen.view.answers.ratings


def _question(screen: Any) -> tuple[str, list[str]]:
    """The question at the cursor as it is put, and the answers to it."""
    *asked, answers = screen._asked(screen.question, 10_000)
    return "；".join(asked).replace("|", "｜"), [part[2:] for part in re.split(r"　(?=\d )", answers)]


def made(chapters: str, *, pictures: bool = False) -> str:
    """The whole of docs/walk-authoring.md.

    :param chapters: the text of docs/walk-authoring.in.md.
    :raises SystemExit: a command ends otherwise than it says.
    """
    with tempfile.TemporaryDirectory() as name:
        walk = Walk(Path(name).resolve(), pictures=pictures)
        lines = iter(chapters.splitlines())
        page: list[str] = []
        for line in lines:
            if opened := re.fullmatch(r"```(run|file|shown)(.*)", line):
                body = list(iter(lambda: next(lines), "```"))
                page += _blocked(walk, opened[1], opened[2].split(), body)
            elif asked := re.fullmatch(r"\{\{(\w+)(.*)\}\}", line):
                call: Callable[..., str] = getattr(walk, asked[1])
                page += filter(None, [call(*asked[2].split())])
            else:
                page.append(line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(page)) + "\n"


def _blocked(walk: Walk, kind: str, words: list[str], body: list[str]) -> list[str]:
    if kind == "run":
        return walk.block(body, dict(word.split("=") for word in words))
    if kind == "shown":
        return ["```console", *(f"$ {line}" for line in body), "```"]
    (walk.place(AUTHOR) / words[0]).write_text("\n".join([*body, ""]), encoding="utf-8", newline="\n")
    return ["```toml", *body, "```"]


def main(target: str | None) -> None:
    """Write the page."""
    page = made((HERE / "walk-authoring.in.md").read_text(encoding="utf-8"), pictures=target is None)
    Path(target or HERE / "walk-authoring.md").write_text(page, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
