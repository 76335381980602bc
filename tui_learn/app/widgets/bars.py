"""The line at the top, which says where one is, and the line at the foot, which shows the keys that work here."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from tui_learn.app.cells import fit, width_of


class TitleLine(Widget):
    """One line: a title on the left, facts on the right. Beyond half of the line the title gives way first."""

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
        least = max(8, 2 + min(width_of(self._title), width // 2))
        while facts and width_of("   ".join(facts)) + least > width:
            facts.pop()
        right = "   ".join(facts)
        room = width - width_of(right) - (2 if right else 0)
        left = fit(self._title, room)
        gap = " " * max(0, width - width_of(left) - width_of(right))
        return Content.assemble((left, "bold"), gap, (right, "$foreground"))


HELP = ("?", "F1")
"""The keys that show all keys."""
Keys = Sequence[tuple[str, str]]
"""Keys as they usually are and what they do; several keys have spaces between them."""


class KeyLine(Widget):
    """The keys of the screen, as many as fit; the one that shows all of them always does.

    Keys are named as they usually are: where the settings have given a command another one, that is shown.
    """

    DEFAULT_CSS = """
    KeyLine { height: 1; dock: bottom; background: $panel; color: $foreground; padding: 0 2; }
    """

    def __init__(self, keys: Keys | None = None) -> None:
        super().__init__()
        self._keys = keys

    def on_mount(self) -> None:
        """Follow what has the focus."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.refresh())

    def show(self, keys: Keys) -> None:
        """Show these keys instead of those of the screen."""
        self._keys = keys
        self.refresh()

    def _all(self) -> list[tuple[str, str]]:
        if self._keys is not None:
            return self._translated(self._keys)
        found: list[tuple[str, str]] = []
        for active in self.screen.active_bindings.values():
            binding = active.binding
            entry = (self.app.get_key_display(binding), binding.description)
            if binding.show and binding.description and active.enabled and entry not in found:
                found.append(entry)
        return found

    def _translated(self, keys: Keys) -> list[tuple[str, str]]:
        keymap = getattr(self.app, "keymap", None)
        if keymap is None or not keymap.keys:
            return list(keys)
        now: dict[str, str] = keymap.translation(self.screen.active_bindings.values())
        return [(" ".join(now.get(key, key) for key in usual.split(" ")), name) for usual, name in keys]

    def render(self) -> RenderResult:
        """The line."""
        width = self.content_size.width
        keys = self._all()
        helping = {*HELP, *(key for key, _name in self._translated([("?", "")]))}
        last = [entry for entry in keys if entry[0] in helping]
        keys = [entry for entry in keys if entry[0] not in helping]
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
            parts += [Content.styled(key, "bold $key"), " ", Content(name)]
        return Content.assemble(*parts)
