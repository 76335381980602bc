"""The part of the reader that gets about: contents, search, bookmarks, back and forward, links."""

from __future__ import annotations

from tui_learn.app.screens.knowing import KnowingScreen


class TravellingScreen(KnowingScreen):
    """Shows a page one can jump about in."""
