"""The lines that are always in sight: what happened, whether it is saved, which keys work."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from kaoping_tui.keys import key_text
from kaoping_tui.toned import NAMED
from kaoping_tui.wrap import fitted


class StatusLine(Widget):
    """What was last said at the left, whether everything is saved at the right."""

    def on_mount(self) -> None:
        """Follow the application."""
        self.watch(self.app, "notice", self._changed, init=False)
        self.watch(self.app, "save_state", self._changed, init=False)

    def _changed(self) -> None:
        self.set_class(getattr(self.app, "warned", False), "-warned")
        if self.app.screen is self.screen:  # those below are painted when they come up again
            self.refresh()

    def render(self) -> RenderResult:
        """One line, the save state never clipped by the message."""
        notice, state = getattr(self.app, "notice", ""), getattr(self.app, "save_state", "")
        return Content(fitted(notice, state, self.size.width))


class KeyBar(Widget):
    """The keys that work here, as many as fit, F1 for the others."""

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
                found.append((key_text(binding.key), binding.description))
        found.sort(key=lambda pair: pair[0] != "F1")
        room, parts = self.size.width, []
        for key, text in found:
            size = cell_len(key) + cell_len(text) + 2
            if size > room:
                break
            room -= size
            parts += [Content.styled(key, f"bold {NAMED}"), Content(f" {text} ")]
        return Content.assemble(*parts)
