"""What the work ends with when it cannot be done."""

from __future__ import annotations


class Failed(Exception):
    """It could not be done, and no file is to blame; the message says why, in one line."""
