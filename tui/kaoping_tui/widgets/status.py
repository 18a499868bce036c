"""The lines that are always in sight: what happened, whether it is saved, which keys work."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from kaoping_tui.keys import key_text
from kaoping_tui.toned import NAMED
from kaoping_tui.wrap import clip, fitted, wrapped

#: Lines that a long message may take.
MOST = 4


class StatusLine(Widget):
    """What was last said at the left, whether everything is saved at the right; higher where a message is longer."""

    def on_mount(self) -> None:
        """Follow the application."""
        self.watch(self.app, "notice", self._changed, init=False)
        self.watch(self.app, "save_state", self._changed, init=False)

    def on_resize(self) -> None:
        """Wrap again."""
        self._fit()

    def _changed(self) -> None:
        self.set_class(getattr(self.app, "warned", False), "-warned")
        if self.app.screen is self.screen:  # those below are painted when they come up again
            self._fit()
            self.refresh()

    def _fit(self) -> None:
        height = len(self._lines())
        if self.size.width and self.styles.height is not None and self.styles.height.value != height:
            self.styles.height = height

    def _lines(self) -> list[str]:
        notice, state = getattr(self.app, "notice", ""), getattr(self.app, "save_state", "")
        width = max(self.size.width, 20)
        if cell_len(notice) <= width - cell_len(state) - 1:
            return [fitted(notice, state, width)]
        lines = wrapped(notice, width)
        if cell_len(lines[-1]) + cell_len(state) + 1 > width:
            lines.append("")
        if len(lines) > MOST:
            lines = [*lines[: MOST - 1], clip(lines[MOST - 1] + "…", max(width - cell_len(state) - 1, 1))]
        return [*lines[:-1], fitted(lines[-1], state, width)]

    def render(self) -> RenderResult:
        """The save state is never clipped by the message."""
        return Content("\n".join(self._lines()))


class KeyBar(Widget):
    """The keys that work here: F1 for all, as many as fit, and always the way out."""

    def on_mount(self) -> None:
        """Follow the screen's bindings."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.refresh())

    def render(self) -> RenderResult:
        """Key and name of each binding that is shown."""
        found: list[tuple[str, str]] = []
        seen = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled and binding.id not in seen:
                seen.add(binding.id)
                found.append((key_text(binding.key), binding.description.partition("：")[0]))
        found.sort(key=lambda pair: pair[0] != "F1")
        way_out = [pair for pair in found if pair[0] == "Esc"]
        room = self.size.width - sum(_size(pair) for pair in way_out)
        shown = []
        for pair in found:
            if pair in way_out:
                continue
            if _size(pair) > room:
                break
            room -= _size(pair)
            shown.append(pair)
        shown += way_out
        parts = [part for key, text in shown for part in (Content.styled(key, f"bold {NAMED}"), Content(f" {text} "))]
        return Content.assemble(*parts)


def _size(pair: tuple[str, str]) -> int:
    return cell_len(pair[0]) + cell_len(pair[1]) + 2
