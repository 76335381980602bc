"""The palette: every command that works now, found by typing, with its key beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import ComposeResult
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.screen import Screen

from tui_learn.app.commands import Listed, listed_commands
from tui_learn.app.screens.pair import SMALL
from tui_learn.app.widgets.options import Careful
from tui_learn.i18n import gettext as _

if TYPE_CHECKING:
    from tui_learn.app.app import TuiLearn

_ITSELF = "command_palette"


class Commands(Provider):
    """The commands of the screen under the palette, then what moves about in it, then those of the app."""

    def _commands(self) -> list[Listed]:
        screen: Screen[Any] = self.screen
        found = [each for each in listed_commands(screen) if each.enabled and each.action != _ITSELF]
        place = {screen: 0, self.app: 2}
        return sorted(found, key=lambda each: place.get(each.node, 1))

    def _hit_of(self, each: Listed, title: Content, score: float | None) -> Hit | DiscoveryHit:
        keys = (" ".join(each.keys), "bold $key")
        prompt = Content.assemble(title, "  ", keys, (f"  {each.group}" if each.group else "", "$quiet"))
        run = partial(self.app.run_action, each.action, each.node)
        if score is None:
            return DiscoveryHit(prompt, run, text=each.description)
        return Hit(score, prompt, run, text=each.description)

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for each in self._commands():
            yield self._hit_of(each, Content(each.description), None)

    async def search(self, query: str) -> Hits:
        """Those that match, and the themes by their names."""
        matcher = self.matcher(query)
        for each in self._commands():
            score = max(matcher.match(each.description), matcher.match(f"{each.group} {each.description}"))
            if score > 0:
                yield self._hit_of(each, matcher.highlight(each.description), score)
        for name in self.app.available_themes:
            title = _("theme {name}").format(name=name)
            if (score := matcher.match(title)) > 0:
                yield Hit(score, matcher.highlight(title), partial(_use_theme, self.app, name), text=title)


def _use_theme(app: Any, name: str) -> None:
    app.theme = name


class CarefulCommandList(Careful, CommandList, can_focus=False):
    """The commands that were found."""


class Palette(CommandPalette):
    """Textual's own, in our colours."""

    DEFAULT_CSS = """
    Palette > Vertical, Palette:dark > Vertical { background: $surface; }
    Palette SearchIcon { color: $quiet; }
    Palette CommandInput > .input--placeholder { color: $quiet; }
    Palette #--input { border: hkey $rule; }
    Palette CommandList {
        border-bottom: hkey $rule; text-wrap: nowrap; text-overflow: ellipsis; scrollbar-size-vertical: 1; }
    Palette CommandList > .option-list--option { text-style: not bold; }
    Palette CommandList > .option-list--option-highlighted {
        background: $lit; color: $foreground; text-style: bold; }
    Palette.-small > Vertical { margin-top: 0; }
    Palette.-small #--input { border: none; }
    Palette.-small CommandInput, Palette.-small CommandInput:focus { border: none; height: 1; }
    Palette.-small SearchIcon { margin-top: 0; }
    Palette.-small CommandList { border: none; max-height: 100%; }
    Palette.-small #--results { max-height: 100h; }
    """

    def on_resize(self, event: events.Resize) -> None:
        """A small terminal has no room for what is not a command."""
        self.set_class(event.size.height < SMALL, "-small")

    def compose(self) -> ComposeResult:
        """The same, with a list that stands any size of the terminal."""
        for widget in super().compose():
            yield CarefulCommandList() if type(widget) is CommandList else widget


def palette(app: TuiLearn) -> Palette:
    """The palette of the screen that is shown."""
    return Palette(providers=[Commands], placeholder=_("What shall be done?"))
