"""What is done to cards, and what is told then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext
from tui_learn.progress import ProgressNotSaved

if TYPE_CHECKING:
    from tui_learn.app.screens.card_edit import CardEdit
    from tui_learn.progress import Progress


def suspended(count: int) -> str:
    """So many cards are asked no more."""
    return ngettext("{count} card suspended", "{count} cards suspended", count).format(count=count)


def resumed(count: int) -> str:
    """So many are asked again."""
    return ngettext("{count} card resumed", "{count} cards resumed", count).format(count=count)


def buried(count: int) -> str:
    """So many come tomorrow."""
    message = ngettext("{count} card put off until tomorrow", "{count} cards put off until tomorrow", count)
    return message.format(count=count)


def statused(count: int) -> str:
    """So many have another status."""
    return ngettext("status of {count} card set", "status of {count} cards set", count).format(count=count)


def changed(count: int) -> str:
    """So many changes were made by hand."""
    return ngettext("{count} change kept", "{count} changes kept", count).format(count=count)


def forgotten(count: int) -> str:
    """So many are new again."""
    return ngettext("{count} card begins anew", "{count} cards begin anew", count).format(count=count)


def moved(_count: int) -> str:
    """An orphan goes on under another key."""
    return _("Its history goes on as the other card")


def taken_back(count: int) -> str:
    """So many things done here hold no more."""
    return ngettext("{count} change taken back", "{count} changes taken back", count).format(count=count)


def edited(progress: Progress, keys: list[str], edit: CardEdit) -> list[str]:
    """Change cards as was typed; the ids of what was stored. Raises ``ProgressNotSaved``: then all is as it was."""
    ids: list[str] = []
    if edit.days is not None:
        ids += progress.set_due(keys, edit.days)
    try:
        if edit.status is not None:
            ids += progress.set_status(keys, edit.status or None)
    except ProgressNotSaved:
        progress.undo_all(ids)
        raise
    return ids
