"""What the statuses of words are called, by the numbers of ``tui_learn.progress.cards.Status``, and the keys of each.

Plain numbers: the reader names its keys before anything of the progress is imported.
"""

from __future__ import annotations

from tui_learn.i18n import gettext as _

STATUS_KEYS: dict[str, int] = {"1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "i": 98, "w": 99}
"""The status that each key of the reader sets."""


def status_words(status: int) -> str:
    """A status in a word or two; empty where nothing is known."""
    return {
        0: "",
        1: _("new, 1/5"),
        2: _("seen, 2/5"),
        3: _("familiar, 3/5"),
        4: _("known, 4/5"),
        5: _("learned, 5/5"),
        98: _("ignored"),
        99: _("well known"),
    }[status]
