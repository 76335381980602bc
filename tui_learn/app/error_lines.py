"""What is said of files that could not be read above the list of articles, which it never takes the room of."""

from __future__ import annotations

from collections.abc import Sequence

from tui_learn.app.wrap import fill
from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext

MOST_LINES = 3
LOW = 20
"""Rows of the screen below which there is one line for all errors."""
PART = 4
"""Errors take no more than this part of the screen."""


def error_lines(errors: Sequence[str], count: int, width: int, height: int) -> list[str]:
    """What is said of so many errors, the first of which are given, in so many cells on a screen of so many rows."""
    if not count:
        return []
    shown: list[str] = []
    used = 0
    for number, error in enumerate(errors, start=1):
        used += len(fill(error, max(1, width)))
        if used + (number < count) > MOST_LINES:
            break
        shown.append(error)
    used = sum(len(fill(error, max(1, width))) for error in shown) + (len(shown) < count)
    if shown and (used == 1 or (height >= LOW and used * PART <= height)):
        if len(shown) < count:
            shown.append(_("… and {count} more; e shows all").format(count=f"{count - len(shown):,}"))
        return shown
    text = ngettext("{count} error; e shows it", "{count} errors; e shows them", count)
    return [text.format(count=f"{count:,}")]
