"""The part of the app that follows the settings: its theme, and the names and keys of its commands."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.reactive import Reactive
from textual.signal import Signal
from textual.theme import Theme
from textual.widget import Widget

from tui_learn.app.keys import Keymap, all_commands, keymap_of, own_bindings
from tui_learn.app.themes import THEMES, fallbacks, theme_for
from tui_learn.i18n import gettext as _
from tui_learn.paths import settings_file
from tui_learn.text import Problem

if TYPE_CHECKING:
    from tui_learn.settings import Settings


class ConfiguredApp(App[int]):
    """An app whose look and keys are those of the settings. They are read when they are first asked for."""

    theme: Reactive[str] = Reactive(partial(theme_for, "auto"))
    """From the beginning: to begin with another one, all styles would be worked out twice."""

    def __init__(self) -> None:
        super().__init__()
        self.settings_changed: Signal[Settings] = Signal(self, "settings")
        """What holds now, whenever the settings have been changed while the app runs."""
        self.settings_problems: list[Problem] = []
        """What is wrong with them."""
        self._settings: Settings | None = None
        self._unkeyed = self._bindings.copy()
        self.keymap = Keymap()
        self._bindings = self.keymap.bindings(type(self), self._unkeyed)
        # Without a file there is nothing to read, and the first screen is there sooner.
        if _is_there() and (wanted := self._theme_wanted()) != self.theme:
            self.theme = wanted

    @property
    def settings(self) -> Settings:
        """What holds now."""
        if self._settings is None:
            self._read()
            assert self._settings is not None
        return self._settings

    @property
    def has_settings(self) -> bool:
        """Whether anything may be set: else nothing about settings need be imported for the first picture."""
        return self._settings is not None or _is_there()

    def _read(self) -> None:
        from tui_learn.settings import read_settings

        self._settings, self.settings_problems = read_settings()

    def start_settings(self) -> None:
        """Give commands their keys, once there is something to see: this imports every screen."""
        if _is_there() and self.settings.keys:
            self._take_keys()

    def take_settings(self) -> None:
        """Let what the file of settings says now hold, as far as it can while the app runs."""
        before = self.settings
        self._read()
        if self.settings.keys != before.keys:
            self._take_keys()
        else:
            self._note_keys()
        theme = self._theme_wanted()
        if self.settings.app.theme != before.app.theme:
            self.theme = theme
        self.settings_changed.publish(self.settings)

    def _note(self, section: str, name: str, said: str) -> None:
        from tui_learn.settings.reading import setting_line

        file = settings_file()
        self.settings_problems.append(Problem("warning", str(file), setting_line(file, section, name), said))

    # --- keys

    def _take_keys(self) -> None:
        self.keymap = keymap_of(self.settings.keys, self.keymap.commands or all_commands())
        self._note_keys()
        self._bindings = self.keymap.bindings(type(self), self._unkeyed)
        for screen in self.screen_stack:
            for node in (screen, *screen.walk_children()):
                self._take_keys_of(node)
        self.refresh_bindings()

    def _note_keys(self) -> None:
        for name, said in self.keymap.problems:
            self._note("keys", name, said)

    def _take_keys_of(self, node: DOMNode) -> None:
        usual = type(node)._merged_bindings
        if usual is not None and own_bindings(type(node)):
            node._bindings = self.keymap.bindings(type(node), usual)

    def _register(self, parent: DOMNode, *widgets: Widget, **rest: Any) -> list[Widget]:
        """Every screen and widget passes here before it is shown: its commands get their names and keys."""
        for widget in widgets:
            self._take_keys_of(widget)
        return super()._register(parent, *widgets, **rest)

    def get_key_display(self, binding: Binding) -> str:
        """A key as it is printed on keyboards."""
        return self.keymap.shown(binding)

    # --- themes

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Ours, and those of Textual."""
        return {**super().available_themes, **{theme.name: theme for theme in THEMES}}

    def _theme_wanted(self) -> str:
        """The theme of the settings, where there is such a theme."""
        wanted = theme_for(self.settings.app.theme)
        if wanted in self.available_themes:
            return wanted
        message = _("there is no theme “{name}”; these are there: {themes}")
        self._note("app", "theme", message.format(name=wanted[:40], themes=", ".join(self.available_themes)))
        return theme_for("auto")

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """What our styles need of a theme that is not ours."""
        return fallbacks(self.current_theme)

    def action_theme(self) -> None:
        """Between the light and the dark theme."""
        self.theme = "paper" if self.current_theme.dark else "ink"


def _is_there() -> bool:
    file = settings_file()
    return file.exists() or file.is_symlink()
