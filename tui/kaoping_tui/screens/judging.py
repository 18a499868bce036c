"""What an evaluator does to the criterion at hand. Every action asks what it must, then queues one save."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal

from kaoping import Item, Rating, View, Workbench, parse_number, plain, visible
from kaoping_tui.detail import offers
from kaoping_tui.modals.ask import Ask
from kaoping_tui.modals.reasons import AskReason, Reasoned
from kaoping_tui.screens.base import BaseScreen
from kaoping_tui.texts import UNRATED, VERDICTS, rating_text
from kaoping_tui.widgets.rubric import Rubric
from kaoping_tui.worker import said

Judge = Callable[[Workbench, str], View]


class Judging(BaseScreen):
    """The judging half of the walk screen."""

    view: View

    def __init__(self) -> None:
        super().__init__()
        #: The points typed so far for `typed_for`. No field of its own: a key pressed before a field has the focus is lost.
        self.typed = ""
        self.typed_for: str | None = None
        #: Criteria whose judgement is not on disk yet: what is shown of them is not what they will be.
        self._on_the_way: list[str] = []
        #: The evaluation as it was before the newest judgement.
        self.shown_before: View

    def type(self, text: str) -> None:
        """Take `text` as the points typed for the criterion at the cursor."""
        self.typed = text
        self.typed_for = self.item.id if text and self.item is not None else None

    @property
    def unfinished(self) -> str:
        """Points that are typed and not given yet."""
        return f"{self.typed_for} {self.typed}" if self.typed else ""

    def ready_for(self, key: str) -> bool:
        """Whether what is shown of the criterion is what a key would act on; Enter acts by what is shown."""
        return key not in ("enter", "space") or self.item is None or self.item.id not in self._on_the_way

    @property
    def item(self) -> Item | None:
        """The criterion at the cursor."""
        raise NotImplementedError

    def rating_of(self, item: str) -> Rating:
        """The rating of a criterion as last shown."""
        raise NotImplementedError

    def stand_at(self, item: str) -> None:
        """Move to a criterion."""
        raise NotImplementedError

    def move_on(self) -> None:
        """To the next criterion."""
        raise NotImplementedError

    def show(self, view: View) -> None:
        """Show the evaluation as it now is."""
        raise NotImplementedError

    # -- saving

    def judge(
        self,
        work: Judge,
        told: str | Callable[[View], str],
        *,
        item: str | None = None,
        again: Callable[[str, str], Any] | None = None,
    ) -> None:
        """Queue one judgement.

        :param told: what to say once it is on disk
        :param item: where to go back to when it is refused
        :param again: given the code and the message of a refusal, asks once more; for what the person can put right
        """

        def arrived() -> None:
            if item is not None:
                self._on_the_way.remove(item)

        def done(view: View) -> None:
            arrived()
            self.shown_before = self.view
            self.show(view)
            self.own.tell(told if isinstance(told, str) else told(view))

        def refused(error: Exception) -> None:
            arrived()
            code = str(getattr(next(iter(getattr(error, "faults", ())), None), "code", ""))
            self.own.warn(said(error))
            if item is not None:
                self.stand_at(item)
            if code in ("head-moved", "given-up") or not code:
                self._reload(said(error))
            elif code == "why-needed":
                self.app.push_screen(Ask("已提交的考评，修改须写明原因", said(error)), because)
            elif again is not None:
                again(code, said(error))

        def because(why: str | None) -> None:
            if why is not None:
                self.judge(lambda bench, key: work(bench.because(why), key), told, item=item, again=again)

        if item is not None:
            self._on_the_way.append(item)
        self.own.save(self, self.own.writer.judging(self.view.row.id, work), done, refused)

    def _reload(self, why: str) -> None:
        def done(view: View) -> None:
            self.show(view)
            self.own.warn(why)

        self.own.read(self, self.own.writer.looking_at(self.view.row.id), done)

    def _here(self) -> Item | None:
        item = self.item
        self.type("")
        if item is None:
            self.own.tell("请先移到一个评分项上")
        return item

    def _mine(self) -> Item | None:
        """The criterion at the cursor where it may be judged here; says so before anything is asked for nothing."""
        item = self._here()
        if item is not None and not self.view.can_write:
            self.own.warn(self.only_read)
            return None
        return item

    @property
    def only_read(self) -> str:
        """What is said where somebody else's evaluation is to be changed."""
        return f"这是 {visible(self.view.row.evaluator)} 的考评，只能查看"

    def offer_reasons(self, asked: Reasoned[Any], sort: Literal["lost", "not-applicable"] = "lost") -> None:
        """Have reasons given before read, and shown in the question once they are there."""
        item = self.item
        if item is not None:
            key, name = self.view.row.id, item.id
            self.own.read(
                asked, lambda bench: bench.beside.reasons(key, name, sort), asked.offer_reasons, lambda _: None
            )

    # -- rating

    def rate(self, item: str, rating: Rating, said_as: str) -> None:
        """Give a rating and move on; asks why where it differs from the suggestion."""

        def again(code: str, message: str) -> None:
            if code == "reason-needed":
                asked = AskReason(f"{item} {said_as}", message)
                self.app.push_screen(asked, because)
                self.offer_reasons(asked)
            elif rating.points is not None:
                self.type(plain(rating.points))

        def because(reason: str | None) -> None:
            if reason is not None:
                self.rate(item, replace(rating, reason=reason), said_as)

        def told(view: View) -> str:
            was, now = (found.answers.ratings.get(item, UNRATED) for found in (self.shown_before, view))
            if not was.rated or was.carried:
                return f"{item} 已评：{said_as}"
            # What a new rating takes the place of may have taken long to write.
            if rating_text(view.resolved.item[item], was) == rating_text(view.resolved.item[item], now):
                return f"{item} 已评：{said_as}，与原来相同"
            return f"{item} 改评为 {said_as}；原为 {visible(rating_text(view.resolved.item[item], was))}，Ctrl+Z 撤销"

        self.judge(lambda bench, key: bench.walk.rate(key, item, rating), told, item=item, again=again)
        self.move_on()

    def action_digit(self, digit: int) -> None:
        """A number key: a verdict, a level, or a digit of the points."""
        item = self.item
        if item is None:
            self._here()
        elif item.levels:
            levels = list(item.levels.values())
            if 1 <= digit <= len(levels):
                self.rate(item.id, Rating(verdict=levels[digit - 1].id), levels[digit - 1].title)
            else:
                self.own.tell(f"本项有 {len(levels)} 个等级，请按 1 到 {len(levels)}")
        elif item.way == "points":
            self._typed_more(str(digit))
        else:
            verdicts = ["met", "unmet", *(["partial"] if self.view.resolved.partial is not None else [])]
            if 1 <= digit <= len(verdicts):
                self.rate(item.id, Rating(verdict=verdicts[digit - 1]), VERDICTS[verdicts[digit - 1]])
            else:
                names = "，".join(f"{n} {VERDICTS[name]}" for n, name in enumerate(verdicts, 1))
                self.own.tell(f"请按 {names}")

    def action_point(self) -> None:
        """The decimal point of the points."""
        if self.item is not None and self.item.way == "points":
            self._typed_more(".")

    def action_erase(self) -> None:
        """Take the last digit of the points back."""
        if self.typed:
            self.type(self.typed[:-1])

    def _typed_more(self, sign: str) -> None:
        held = self.typed if self.typed_for == (self.item.id if self.item is not None else None) else ""
        if len(held) < 12:
            self.type(held + sign)

    def _give_typed(self, item: Item) -> None:
        try:
            points = parse_number(self.typed)
        except ValueError as error:
            self.own.warn(str(error))
            return
        if not 0 <= points <= item.full:
            self.own.warn(f"{item.id} 得分应在 0 到 {plain(item.full)} 之间")
            return
        self.type("")
        self.rate(item.id, Rating(points=points), f"{plain(points)} 分")

    def action_accept(self) -> None:
        """Give the points typed; else accept the suggestion, or the full points; on a group, open or close it."""
        item = self.item
        if item is not None and self.typed and self.typed_for == item.id:
            self._give_typed(item)
            return
        if self.query_one(Rubric).toggle():
            return
        item = self._here()
        if item is None:
            return
        if item.id in self._on_the_way:
            self.own.tell(f"{item.id} 刚才的评定正在保存，未作改动")
            self.move_on()
            return
        suggestion = self.view.suggestion(item.id)
        if offers(self.view, item.id, suggestion):
            name = item.id

            def told(view: View) -> str:
                return f"{name} 已采纳建议：{visible(rating_text(item, view.answers.ratings[name]))}"

            self.judge(lambda bench, key: bench.walk.accept(key, name), told, item=name)
            self.move_on()
        elif self.rating_of(item.id).carried:
            held = self.rating_of(item.id)
            self.rate(item.id, replace(held, carried=False, basis=None), "沿用的评定已核查")
        elif self.rating_of(item.id).rated:
            self.own.tell(f"{item.id} 已评，未作改动；要改评请直接给分，或按 Del 取消评定")
            self.move_on()
        elif item.levels:
            self.own.tell("本项按等级评定，请按数字键选等级")
        elif suggestion is not None and any(finding.state == "unmet" for finding in suggestion.requirements):
            ways = "按数字给分或按 F4 扣分" if item.way == "points" else "按 1 达到或 2 未达到"
            self.own.tell(f"{item.id} 有要点未达到，不能直接评满：请{ways}")
        elif item.way == "points":
            self.rate(item.id, Rating(points=item.full), f"满分 {plain(item.full)}")
        else:
            self.rate(item.id, Rating(verdict="met"), VERDICTS["met"])

    def action_clear(self) -> None:
        """Take the rating back."""
        item = self._mine()
        if item is not None:
            name = item.id
            self.judge(lambda bench, key: bench.walk.clear(key, name), f"{name} 已取消评定", item=name)

    def action_not_applicable(self) -> None:
        """Not applicable, with the reason."""
        item = self._mine()
        if item is None:
            return

        def answered(reason: str | None) -> None:
            if reason is not None:
                self.rate(item.id, Rating(not_applicable=reason), "不适用")

        held = self.rating_of(item.id).not_applicable or ""
        asked = AskReason(f"{item.id} 不适用的理由", item.criterion.title, value=held)
        self.app.push_screen(asked, answered)
        self.offer_reasons(asked, "not-applicable")
