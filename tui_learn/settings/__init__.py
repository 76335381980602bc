"""The user's settings: one TOML file. It is read here; only a change the user asks for is ever written to it."""

from __future__ import annotations

from tui_learn.settings.reading import read_settings
from tui_learn.settings.schema import (
    AppSettings,
    DeckSettings,
    DictionarySettings,
    QuizSettings,
    ReaderSettings,
    Settings,
)

__all__ = [
    "AppSettings",
    "DeckSettings",
    "DictionarySettings",
    "QuizSettings",
    "ReaderSettings",
    "Settings",
    "read_settings",
]
