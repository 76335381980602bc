"""What screens are told when files of the library have changed while the app is open."""

from __future__ import annotations

from textual.message import Message


class LibraryChanged(Message, bubble=False):
    """The library was scanned again, and is not as it was."""
