"""Each change of a review, asked for: what a piece is, what it is worth, in which words, where it is cut, where it belongs."""

from __future__ import annotations

from kaoping import ROLE_TEXT, DraftPart, Mend, parse_number, plain, visible
from kaoping_tui.modals.ask import Ask, AskText
from kaoping_tui.modals.choose import Choose
from kaoping_tui.modals.review import AskSplit, ChooseRole
from kaoping_tui.screens.review_mending import Mending
from kaoping_tui.widgets.lists import Choice

#: Roles whose words are a name in the standard.
NAMED = ("dimension", "group", "criterion")
#: What the menu offers: the action, its key, and what it says.
_MENU = (
    ("role", "改类型（F4）"),
    ("points", "分值（F5）"),
    ("number", "编号（F6）"),
    ("figures", "数字：界限、扣分、期限、等次 …（Ctrl+F）"),
    ("words", "写进标准的文字（F7）"),
    ("split", "断成两段（F8）"),
    ("join", "并入前一段（退格）"),
    ("under", "归到另一项下（Ctrl+U）"),
    ("themes", "这一项的主题，供与别的标准比较"),
    ("drop", "不采用（Del）"),
    ("add", "在此后补一段，原文漏印的（Ctrl+N）"),
    ("parts", "列出这一项的各段（Ctrl+L）"),
    ("undo", "撤销上一次修改（Ctrl+Z）"),
    ("undo_all", "撤销全部修改"),
)


class Asking(Mending):
    """The questions about the piece at the cursor."""

    def _here(self) -> DraftPart | None:
        part = self.part
        if part is None and self.aside is not None:
            self.own.tell("这不是正文，没有读成标准；有评分内容的，请转成文字再导入，或在下一行按 Ctrl+N 补写")
        elif part is None:
            self.own.tell("这是文件本身的疑问：按 1 或 2 回答；要改读法请移到上一行")
        return part

    def quoted(self, part: DraftPart) -> str:
        """A piece with its place."""
        return f"{part.place}：{' '.join(part.text.split())}"

    def action_role(self) -> None:
        """Say what the piece is."""
        part = self._here()
        if part is None:
            return

        def chosen(role: str | None) -> None:
            if role is not None and role != part.role:
                self._mend_alike(part, role)
            elif role is not None and self.question is not None and self.question.what == "doubt":
                self.accept()

        self.app.push_screen(ChooseRole(self.quoted(part), part.role), chosen)

    def action_points(self) -> None:
        """Say what the piece is worth."""
        part = self._here()
        if part is None:
            return

        def answered(text: str | None) -> None:
            if text is not None:
                self.mend(Mend(part.key, "points", plain(parse_number(text)) if text else ""))

        question = Ask(
            "分值", f"{self.quoted(part)}\n写数字，如 2 或 1.5；没有分值就留空", number=True, check=_wrong_points
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

        question = Ask("编号", f"{self.quoted(part)}\n文件自己的编号，如 一 或 1.2", value=part.target, number=True)
        self.app.push_screen(question, answered)

    def action_words(self) -> None:
        """Say in which words it goes into the standard."""
        part = self._here()
        if part is None:
            return
        what = "title" if part.role in NAMED else "text"
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
            self._mend_alike(part, "unused")
        elif part is not None:
            self.own.tell("已经不采用；要采用请按 F4 改类型")

    def _mend_alike(self, part: DraftPart, role: str) -> None:
        """Give a piece another role; where others of the same words were read alike, them too if wanted."""
        words = "".join(part.text.split())
        alike = [
            one
            for one in self.shown.draft.parts
            if one.role == part.role and one.key != part.key and "".join(one.text.split()) == words
        ]
        onward = self.question is not None and self.question.what == "doubt"
        if not alike:
            self.mend(Mend(part.key, "role", role), onward=onward)
            return

        def chosen(which: str | None) -> None:
            if which is not None:
                all_ = [part, *alike] if which == "all" else [part]
                self.mend(*(Mend(one.key, "role", role) for one in all_), onward=onward)

        text = f"同样的文字另有 {len(alike)} 处，也读作“{ROLE_TEXT[part.role]}”"
        name = ROLE_TEXT[role]  # type: ignore[index]
        choices = (Choice("all", f"{len(alike) + 1} 处都改为“{name}”"), Choice("one", "只改这一处"))
        self.app.push_screen(Choose(f"改为“{name}”", choices, text=visible(text)), chosen)

    def action_add(self) -> None:
        """Type a piece that the document lost, to stand behind the one at the cursor."""
        from kaoping_tui.screens.review_added import ask_added

        part = self._here()
        if part is not None:
            ask_added(self, part)

    def action_figures(self) -> None:
        """Give the figures of what the piece became."""
        from kaoping_tui.screens.review_figures import ask_figures

        part = self._here()
        if part is not None:
            ask_figures(self, part)

    def action_themes(self) -> None:
        """Say what the item at the cursor is about."""
        from kaoping_tui.screens.review_themes import ask_themes

        part = self._here()
        if part is not None:
            ask_themes(self, part)

    def action_parts(self) -> None:
        """Every piece of the item at the cursor, to see at once and to go to."""
        part = self._here()
        if part is None:
            return
        home = self.home_of(part)
        rows = [
            (number, one)
            for number, one in enumerate(self.shown.draft.parts)
            if one.target == home or one.target.startswith(f"{home}.")
        ]
        if not home or not rows:
            self.own.tell("这一段没有归到任何一项")
            return
        choices = [
            Choice(f"part:{number}", visible(f"{ROLE_TEXT[one.role]} {one.target}｜{' '.join(one.text.split())}"))
            for number, one in rows
        ]
        now = next((f"part:{number}" for number, one in rows if one.key == part.key), None)
        places = f"{rows[0][1].place} 至 {rows[-1][1].place}" if len(rows) > 1 else rows[0][1].place
        self.app.push_screen(
            Choose(visible(f"{home} 的各段，共 {len(rows)} 段"), choices, text=places, at=now),
            lambda key: self.stand_at(key) if key is not None else None,
        )

    def home_of(self, part: DraftPart) -> str:
        """The id of the item that a piece belongs to."""
        items = {row.key.partition(":")[2] for row in self.shown.standard if row.key.startswith("criterion:")}
        home = part.target
        while home and home not in items and "." in home:
            home = home.rpartition(".")[0]
        return home if home in items else part.target

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

        question = Choose("归到哪一项下", choices, text=self.quoted(part), at=part.target, narrow=len(choices) > 8)
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
        self.app.push_screen(Choose("怎样改", choices, text=self.quoted(part)), chosen)

    def action_find(self) -> None:
        """Go to a piece by its words or its number."""
        choices = [
            Choice(f"{row.key}:{row.right}", f"{row.right} {row.text}".strip())
            for row in self.shown.document
            if row.key.startswith("part:")
        ]

        def chosen(key: str | None) -> None:
            if key is not None:
                self.stand_at(":".join(key.split(":")[:2]))

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
