"""What the standard is called, whom it evaluates, whether it is in force: looked at before it is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kaoping import (
    DRAFT_HEADER,
    DRAFT_KEY,
    DRAFT_UNNAMED,
    KINDS,
    Mend,
    draft_header,
    header_mend,
    kind_text,
    standard_id_fault,
    visible,
)
from kaoping_tui.modals.ask import Ask
from kaoping_tui.modals.choose import Choose
from kaoping_tui.modals.choose_many import DONE, ChooseMany
from kaoping_tui.screens.plugins import STATUS
from kaoping_tui.widgets.lists import Choice

if TYPE_CHECKING:
    from kaoping_tui.screens.review_mending import Mending

_LONGEST = {"title": 300, "edition": 300, "short": 60}
GO_ON = "go-on"


def ask_header(screen: Mending, go_on: Callable[[], None] | None = None) -> None:
    """Show the head of the standard and let each of its keys be changed.

    :param go_on: what comes once it is right; without it the question is only closed.
    """
    header = draft_header(screen.shown.draft)
    unnamed = header["id"] == DRAFT_UNNAMED
    sheets = screen.shown.draft.sheets

    def known(suggested: str) -> None:
        choices = [] if go_on is None else [Choice(GO_ON, "就这样，写成标准")]
        choices += [Choice(key, visible(f"{name}：{_shown(key, header[key])}")) for key, name in DRAFT_HEADER.items()]
        if len(sheets) > 1:
            choices.append(Choice("sheet", visible(f"评分表：文件里有 {len(sheets)} 张，这是“{header['title']}”")))
        if unnamed and suggested:
            place = 1 if go_on is not None else 0
            choices[place] = Choice("id", f"编号：{suggested}（建议的，可以改）")
        text = "回车修改所在的一行" if go_on is None else "请核对，回车修改所在的一行"
        question = Choose("标准的基本信息", choices, text=text, at=GO_ON if go_on is not None else "id")
        screen.app.push_screen(question, lambda key: chosen(key, suggested))

    def chosen(key: str | None, suggested: str) -> None:
        if key == GO_ON and unnamed:
            screen.mend(header_mend("id", suggested), after=go_on)
        elif key == GO_ON and go_on is not None:
            go_on()
        elif key == "sheet":
            _ask_sheet(screen, lambda: ask_header(screen, go_on))
        elif key is not None:
            _ask(screen, key, suggested if key == "id" and unnamed else header[key], lambda: ask_header(screen, go_on))

    if unnamed:
        review = screen.shown.review
        screen.read_for_question(lambda bench: bench.drafts.suggested_id(review), known)
    else:
        known("")


def _ask(screen: Mending, key: str, value: str, again: Callable[[], None]) -> None:
    name = DRAFT_HEADER[key]

    def answered(text: str | None) -> None:
        if text is None or (text == value and key != "id"):
            again()
        else:
            screen.mend(header_mend(key, text), after=again)

    if key == "status":
        choices = [Choice(id, text) for id, text in STATUS.items()]
        screen.app.push_screen(Choose("效力", choices, at=value), answered)
    elif key == "unit_kinds":
        _ask_kinds(screen, value, answered)
    else:
        hint = "小写字母、数字、- 和 _，各段用 / 隔开，如 yunxi/town-2026" if key == "id" else ""
        screen.app.push_screen(Ask(name, hint, value=value, check=_check(key)), answered)


def _ask_sheet(screen: Mending, again: Callable[[], None]) -> None:
    choices = [Choice(str(number), visible(title)) for number, title in enumerate(screen.shown.draft.sheets, 1)]

    def answered(number: str | None) -> None:
        if number is None:
            again()
        else:
            screen.mend(Mend(DRAFT_KEY, "sheet", number), after=again)

    question = Choose("做成标准的是哪一张评分表", choices, text="每张各成一个标准；其余的换个文件名另行导入")
    screen.app.push_screen(question, answered)


def _ask_kinds(screen: Mending, value: str, answered: Callable[[str | None], None]) -> None:
    taken = [kind for kind in value.split(",") if kind]
    known = [*KINDS, *(kind for kind in taken if kind not in KINDS)]
    question = ChooseMany("这个标准考评谁", [Choice(kind, kind_text(kind)) for kind in known], taken)

    def done(answer: str | None) -> None:
        if answer == DONE and not question.taken:
            screen.own.warn("至少要选一种考评对象")
        answered(",".join(question.taken) if answer == DONE and question.taken else None)

    screen.app.push_screen(question, done)


def _check(key: str) -> Callable[[str], str | None]:
    def check(text: str) -> str | None:
        if key == "id":
            return standard_id_fault(text) if text != DRAFT_UNNAMED else "请换一个编号，draft 表示还没有起"
        if not text.strip():
            return "不能留空"
        return f"最多 {_LONGEST[key]} 个字" if len(text) > _LONGEST[key] else None

    return check


def _shown(key: str, value: str) -> str:
    if key == "unit_kinds":
        return "、".join(kind_text(kind) for kind in value.split(",") if kind)
    return STATUS.get(value, value) if key == "status" else value


__all__ = ["ask_header"]
