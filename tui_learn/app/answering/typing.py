"""Typing the answer into a field."""

from __future__ import annotations

from tui_learn.app.answering.way import Keys, Way
from tui_learn.i18n import gettext as _


class Typing(Way):
    """A missing word, or a free answer."""

    is_typed = True

    def keys(self) -> Keys:
        """Enter and the hint."""
        return [("Enter", _("answer")), ("F2", _("hint"))]
