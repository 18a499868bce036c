"""What adds to the whole or takes off it, entry by entry, and the limits printed for several together. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kaoping.drafting.making import notice, together
from kaoping.drafting.making.demands import cleaned, entry_words
from kaoping.drafting.making.reads import Read
from kaoping.drafting.making.taking import Taking
from kaoping.drafting.making.together import Pool
from kaoping.drafting.phrases.terms import gift


class Added(Taking):
    """Takes bonuses and penalties."""

    def _headed(self, read: Read, kind: str, text: str, made: dict[str, Any]) -> None:
        """Note the limits that the heads of its list print for all entries: 加分项（不超过5分）."""
        if not read.context or read.context == text:
            return
        limits = list(together.in_head(read.context))
        for head, at_most in limits:
            pool = self.pools.get((kind, head))
            if pool is None:
                pool = self.pools[kind, head] = Pool(kind, at_most, read, self._place(read), [])
            pool.of.append(made)
        priced = "amount" in made or "range" in made
        if priced and any(made.get("cap") == at_most for _, at_most in limits) and gift(text).cap is None:
            del made["cap"]  # what the head limits is the list

    def _unpriced(self, read: Read) -> None:
        """One doubt for all entries one behind the other that print no points: that is one question."""
        last = next((at for at in range(len(self.doubts) - 1, -1, -1) if self.doubts[at].code == "no-amount"), None)
        many = sum("set_by" in one for one in self.adjustments) + 1
        priced = any("set_by" not in one for one in self.adjustments)
        if last is None or priced:
            self._doubt("no-amount", read, "没有印加减多少分，读作由本地规定")
        else:
            self.doubts[last] = replace(
                self.doubts[last], message=f"加减分的各条都没有印分值（{many} 条），读作由本地规定"
            )

    def _together(self, read: Read, kind: str, text: str) -> str:
        """The text without the sentence that limits all entries before it: 以上加分累计不超过5分."""
        found = together.behind(text)
        if found is None:
            return text
        start, end, at_most = found
        self.behind.append((kind, len(self.adjustments) + bool(text[:start].strip()), at_most, read))
        return text[:start] + text[end:]

    def _all_limited(self, read: Read, text: str, *, from_start: bool = False) -> None:
        """Note what a rule says that all bonuses or all penalties give at most: 加分合计不超过5分."""
        found = together.of_all(text, from_start=from_start)
        for kind in found.kinds if found is not None else ():
            assert found is not None
            pool = self.pools.setdefault((kind, text), Pool(kind, found.at_most, read, self._place(read), []))
            if together.heads_list(text):
                self.heading.append(pool)
            else:
                pool.whole = True
            read.why = read.why or "合计的上限，写进 adjustment_caps"
        if found is not None and not found.sure:
            self._doubt("shared-cap", read, "加分、减分合计的上限印在一起，读作各以它为限；相抵以后才算的，请核对")

    def _share_out(self) -> None:
        """Write the limits that are printed for several entries together."""
        entries = self.adjustments
        pools = list(self.pools.values())
        for pool in pools:
            pool.whole = pool.whole or not pool.of
        for kind, end, at_most, read in self.behind:
            of = [one for one in entries[:end] if one["kind"] == kind]
            pools.append(Pool(kind, at_most, read, self._place(read), of))
        held, doubts = together.settled(pools, entries)
        for pool, message in doubts:
            self._doubt("shared-cap", pool.read, message)
        self.adjustment_caps = together.cap_tables(held, entries)

    def _adjustment(self, read: Read, kind: str, text: str) -> str:
        text = self._together(read, kind, text)
        if not text.strip():
            return str(self.adjustments[-1]["id"]) if self.adjustments else ""
        letter = "b" if kind == "bonus" else "p"
        number = 1 + sum(one["kind"] == kind for one in self.adjustments)
        made, told = notice.adjustment(
            f"{letter}{number}", kind, cleaned(text) or text, read.context, self._place(read)
        )
        gained = text if told else ""
        made["text"] = entry_words(text)
        if not told:
            found = notice.adjustment("x", kind, text, read.context, "x")
            made, told = (
                (
                    {
                        **found[0],
                        "id": made["id"],
                        "text": made["text"],
                        "title": made["title"],
                        "clause": made["clause"],
                    },
                    True,
                )
                if found[1]
                else (made, False)
            )
        highest = made["range"]["high"] if "range" in made else made.get("amount", 0)
        if read.points and read.points > highest:
            # A column of points prints the most that an item of the list may give.
            made["cap"] = min(made.get("cap", read.points), read.points)
            made.pop("set_by", None)
            told = True
        if not told and not gained:
            self._unpriced(read)
        made = self._mended(read, made)
        self._headed(read, kind, text, made)
        for pool in self.heading:
            if pool.kind == kind:
                pool.of.append(made)
        self.adjustments.append(made)
        return str(made["id"])
