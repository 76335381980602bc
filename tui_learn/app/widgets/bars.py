"""The line at the top, which says where one is, and the line at the foot, which shows the keys that work here."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from tui_learn.app.cells import fit, width_of


class TitleLine(Widget):
    """One line: a title on the left, facts on the right. The facts give way first."""

    DEFAULT_CSS = """
    TitleLine { height: 1; dock: top; background: $panel; color: $foreground; padding: 0 2; }
    """

    def __init__(self, title: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._title = title
        self._facts: tuple[str, ...] = ()

    def show(self, title: str, facts: Sequence[str] = ()) -> None:
        """What to say."""
        self._title, self._facts = title, tuple(facts)
        self.refresh()

    def render(self) -> RenderResult:
        """The line."""
        width = self.content_size.width
        facts = list(self._facts)
        while facts and width_of("   ".join(facts)) + 8 > width:
            facts.pop()
        right = "   ".join(facts)
        room = width - width_of(right) - (2 if right else 0)
        left = fit(self._title, room)
        gap = " " * max(0, width - width_of(left) - width_of(right))
        return Content.assemble((left, "bold"), gap, (right, "$foreground"))


HELP = ("?", "F1")
"""The keys that show all keys."""


class KeyLine(Widget):
    """The keys of the screen, as many as fit; the one that shows all of them always does."""

    DEFAULT_CSS = """
    KeyLine { height: 1; dock: bottom; background: $panel; color: $foreground; padding: 0 2; }
    """

    def __init__(self, keys: Sequence[tuple[str, str]] | None = None) -> None:
        super().__init__()
        self._keys = keys

    def on_mount(self) -> None:
        """Follow what has the focus."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.refresh())

    def show(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show these keys instead of those of the screen."""
        self._keys = keys
        self.refresh()

    def _all(self) -> list[tuple[str, str]]:
        if self._keys is not None:
            return list(self._keys)
        found: list[tuple[str, str]] = []
        for active in self.screen.active_bindings.values():
            binding = active.binding
            entry = (self.app.get_key_display(binding), binding.description)
            if binding.show and binding.description and active.enabled and entry not in found:
                found.append(entry)
        return found

    def render(self) -> RenderResult:
        """The line."""
        width = self.content_size.width
        keys = self._all()
        last = [entry for entry in keys if entry[0] in HELP]
        keys = [entry for entry in keys if entry[0] not in HELP]
        used = sum(width_of(key) + width_of(name) + 3 for key, name in last)
        shown: list[tuple[str, str]] = []
        for key, name in keys:
            cells = width_of(key) + width_of(name) + 3
            if used + cells > width + 2:
                break
            shown.append((key, name))
            used += cells
        parts: list[Content | str] = []
        for key, name in [*shown, *last]:
            if parts:
                parts.append("  ")
            parts += [Content.styled(key, "bold $footer-key-foreground"), " ", Content(name)]
        return Content.assemble(*parts)
