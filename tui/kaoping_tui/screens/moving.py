"""Going about in the standard: to the next, to one by number or words, among those that a filter lets through."""

from __future__ import annotations

from kaoping import SIEVE_KINDS, Finder, Item, Rating, Sieve, View, sieves, visible
from kaoping_tui.modals.choose import Choose
from kaoping_tui.modals.seek import Seek
from kaoping_tui.screens.finding import Finding
from kaoping_tui.texts import UNRATED, item_score, mark
from kaoping_tui.widgets.lists import Choice
from kaoping_tui.widgets.rubric import Rubric


class Moving(Finding):
    """The cursor's part of the walk screen."""

    def __init__(self, view: View) -> None:
        super().__init__()
        self.view = view
        #: The filter that is on.
        self.sieve: Sieve | None = None
        self._finder: Finder | None = None

    @property
    def item(self) -> Item | None:
        """The criterion at the cursor."""
        found = next((tree.item for tree in self.query(Rubric)), None)
        return None if found is None else self.view.resolved.item[found]

    def forget_standard(self) -> None:
        """What was made from the standard to search in is made again."""
        self._finder = None

    def rating_of(self, item: str) -> Rating:
        """The rating of a criterion as last shown."""
        return self.view.answers.ratings.get(item, UNRATED)

    @property
    def shown_items(self) -> tuple[str, ...]:
        """The criteria in the tree, in the order of the standard."""
        return self.query_one(Rubric).items

    def stand_at(self, item: str) -> None:
        """Move to a criterion; a filter that hides it is taken off."""
        tree = self.query_one(Rubric)
        if item not in tree.items and item in self.view.resolved.item:
            self.set_filter(None)
        tree.stand_at(item)

    def move_on(self) -> None:
        """To the next criterion that applies."""
        item = self.item
        if item is None:
            return
        states = {score.item.id: score.state for score in self.view.sheet.items}
        order = self.shown_items
        for following in order[order.index(item.id) + 1 :]:
            if states[following] != "outside":
                self.stand_at(following)
                return

    def _next(self, wanted: set[str], none: str) -> None:
        order = self.shown_items
        here = order.index(self.item.id) + 1 if self.item is not None else 0
        for item in (*order[here:], *order[:here]):
            if item in wanted:
                self.own.tell("")  # what was said is about the criterion left
                self.stand_at(item)
                return
        self.own.tell(none if self.sieve is None else f"筛选出的评分项中{none.partition('，')[0]}，Esc 取消筛选")

    def action_next_unrated(self) -> None:
        """To the next criterion without a rating."""
        unrated = {score.item.id for score in self.view.sheet.items if score.state == "unrated"}
        self._next(unrated, "没有未评的了，全部评分项都已评定，按 F9 看结果")

    def action_next_flagged(self) -> None:
        """To the next criterion with a mark."""
        flagged = {item for item, rating in self.view.answers.ratings.items() if rating.flagged}
        self._next(flagged, "没有标记的评分项，按 F2 可作标记")

    def action_go_to(self) -> None:
        """Find a criterion by its number, words, or initials."""
        choices = []
        for score in self.view.sheet.items:
            item = score.item
            text = f"{mark(self.view, score)} {item.id} {item.criterion.title}　{item_score(score)}"
            choices.append(Choice(item.id, visible(text)))

        def chosen(item: str | None) -> None:
            if item is not None:
                self.stand_at(item)

        if self._finder is None:
            self._finder = Finder(self.view.resolved.items)
        here = self.item.id if self.item is not None else None
        self.app.push_screen(Seek(choices, self._finder, at=here), chosen)

    # -- the filter

    def action_filter(self) -> None:
        """Show only some criteria; all of them where a filter is on."""
        if self.sieve is not None:
            self.set_filter(None)
            return
        view = self.view
        self.read_for_question(lambda bench: sieves(view, bench.library.vocabulary().themes), self._choose_filter)

    def _choose_filter(self, found: list[tuple[Sieve, int]]) -> None:
        choices = [
            Choice(str(n), visible(f"{SIEVE_KINDS[sieve.by]}：{sieve.title}　{count} 项"))
            for n, (sieve, count) in enumerate(found)
        ]

        def chosen(answer: str | None) -> None:
            if answer is not None:
                self.set_filter(found[int(answer)][0])

        self.app.push_screen(Choose("只看哪些评分项", choices, narrow=True), chosen)

    def set_filter(self, sieve: Sieve | None) -> None:
        """Show what passes; None shows everything again. The cursor stays where it can."""
        tree = self.query_one(Rubric)
        standing = tree.item
        self.type("")
        self.sieve = sieve
        passing = None if sieve is None else sieve.items(self.view)
        tree.build(self.view, passing)
        if standing is None or standing not in tree.items:
            standing = tree.items[0] if tree.items else None
        if standing is not None:
            tree.stand_at(standing)
        self.filtered()
        if sieve is None:
            self.own.tell("已取消筛选，显示全部评分项")

    def filtered(self) -> None:
        """The filter changed: show it."""

    def passing(self) -> set[str] | None:
        """What the tree is to show: what passes now, and the criterion at the cursor; None for everything."""
        if self.sieve is None:
            return None
        here = self.item
        return {*self.sieve.items(self.view), *((here.id,) if here is not None else ())}
