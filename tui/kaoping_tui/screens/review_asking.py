"""Each change of a review, asked for: what a piece is, what it is worth, in which words, where it is cut, where it belongs."""

from __future__ import annotations

from kaoping import ROLE_TEXT, DraftPart, Mend, parse_number, plain
from kaoping_tui.modals.ask import Ask, AskText
from kaoping_tui.modals.choose import Choose
from kaoping_tui.modals.review import AskSplit, ChooseRole
from kaoping_tui.screens.review_mending import Mending
from kaoping_tui.widgets.lists import Choice

#: Roles whose words are a name in the standard.
_NAMED = ("dimension", "group", "criterion")
#: What the menu offers: the action, its key, and what it says.
_MENU = (
    ("role", "改类型（F4）"),
    ("points", "分值（F5）"),
    ("number", "编号（F6）"),
    ("words", "写进标准的文字（F7）"),
    ("split", "断成两段（F8）"),
    ("join", "并入前一段（退格）"),
    ("under", "归到另一项下（Ctrl+U）"),
    ("drop", "不采用（Del）"),
    ("undo", "撤销上一次修改（Ctrl+Z）"),
)


class Asking(Mending):
    """The questions about the piece at the cursor."""

    def _here(self) -> DraftPart | None:
        part = self.part
        if part is None:
            self.own.tell("这是文件本身的疑问：按 1 采纳为勘误，2 不采纳")
        return part

    def _quoted(self, part: DraftPart) -> str:
        return f"{part.place}：{' '.join(part.text.split())}"

    def action_role(self) -> None:
        """Say what the piece is."""
        part = self._here()
        if part is None:
            return

        def chosen(role: str | None) -> None:
            if role is not None and role != part.role:
                self.mend(Mend(part.key, "role", role))
            elif role is not None and self.offers:
                self.accept()

        self.app.push_screen(ChooseRole(self._quoted(part), part.role), chosen)

    def action_points(self) -> None:
        """Say what the piece is worth."""
        part = self._here()
        if part is None:
            return

        def answered(text: str | None) -> None:
            if text is not None:
                self.mend(Mend(part.key, "points", plain(parse_number(text)) if text else ""))

        question = Ask(
            "分值", f"{self._quoted(part)}\n写数字，如 2 或 1.5；没有分值就留空", number=True, check=_wrong_points
        )
        self.app.push_screen(question, answered)

    def action_number(self) -> None:
        """Say which number the piece has."""
        part = self._here()
        if part is None:
            return

        def answered(text: str | None) -> None:
            if text is not None:
                self.mend(Mend(part.key, "number", text))

        question = Ask("编号", f"{self._quoted(part)}\n文件自己的编号，如 一 或 1.2", value=part.target, number=True)
        self.app.push_screen(question, answered)

    def action_words(self) -> None:
        """Say in which words it goes into the standard."""
        part = self._here()
        if part is None:
            return
        what = "title" if part.role in _NAMED else "text"
        own = next(
            (mend.value for mend in reversed(self.shown.draft.mends) if (mend.key, mend.what) == (part.key, what)), ""
        )
        words = own or " ".join(part.text.split())

        def answered(text: str | None) -> None:
            if text and text != words:
                self.mend(Mend(part.key, what, text))  # type: ignore[arg-type]

        name = "名称" if what == "title" else "文字"
        self.app.push_screen(
            AskText(f"写进标准的{name}", f"原文不变；{ROLE_TEXT[part.role]}，{part.place}", value=words, held=words),
            answered,
        )

    def action_split(self) -> None:
        """Cut the piece in two."""
        part = self._here()
        if part is None:
            return
        if len(part.text.strip()) < 2:
            self.own.tell("只有一个字，不能断开")
            return

        def answered(offset: int | None) -> None:
            if offset is not None:
                self.mend(Mend(part.key, "split", str(offset)))

        self.app.push_screen(AskSplit(part.text), answered)

    def action_join(self) -> None:
        """Take the piece into the one before it."""
        part = self._here()
        if part is not None and part == self.shown.draft.parts[0]:
            self.own.tell("这是第一段，前面没有可并入的")
        elif part is not None:
            self.mend(Mend(part.key, "join"))

    def action_drop(self) -> None:
        """Leave the piece out of the standard; the account still names it."""
        part = self._here()
        if part is not None and part.role != "unused":
            self.mend(Mend(part.key, "role", "unused"))
        elif part is not None:
            self.own.tell("已经不采用；要采用请按 F4 改类型")

    def action_under(self) -> None:
        """Say what the piece belongs to."""
        part = self._here()
        if part is None:
            return
        levels = ("dimension", "group", "criterion", "requirement")
        rows = [row for row in self.shown.standard if row.key.partition(":")[0] in levels]
        choices = [Choice(row.key.partition(":")[2], f"{'　' * row.depth}{row.text}") for row in rows]
        if not choices:
            self.own.tell("标准里还没有一级指标或评分项；请先用 F4 定出它们")
            return

        def chosen(id: str | None) -> None:
            if id is not None:
                self.mend(Mend(part.key, "under", id))

        question = Choose("归到哪一项下", choices, text=self._quoted(part), at=part.target, narrow=len(choices) > 8)
        self.app.push_screen(question, chosen)

    def action_menu(self) -> None:
        """Every way to change the piece at the cursor."""
        part = self._here()
        if part is None:
            return

        def chosen(action: str | None) -> None:
            if action is not None:
                getattr(self, f"action_{action}")()

        choices = [Choice(name, text) for name, text in _MENU]
        self.app.push_screen(Choose("怎样改", choices, text=self._quoted(part)), chosen)

    def action_find(self) -> None:
        """Go to a piece by its words or its number."""
        choices = [
            Choice(row.key, f"{row.right} {row.text}".strip())
            for row in self.shown.document
            if row.key.startswith("part:")
        ]

        def chosen(key: str | None) -> None:
            if key is not None:
                self.stand_at(key)

        self.app.push_screen(Choose("找文件里的一段", choices, narrow=True), chosen)


def _wrong_points(text: str) -> str | None:
    if not text:
        return None
    try:
        value = parse_number(text)
    except ValueError:
        return "请写数字，如 2 或 1.5"
    return None if 0 <= value <= 10_000 else "分值应在 0 到 10000 之间"


__all__ = ["Asking"]
