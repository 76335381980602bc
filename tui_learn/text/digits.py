"""Digits of any script as ASCII ones."""

from __future__ import annotations

import unicodedata


def ascii_digits(text: str) -> str:
    """The text with every decimal digit of every script written 0 to 9; other characters stay.

    A digit of a newer Unicode version than Python's own stays as it is.
    """
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.decimal(character)) if unicodedata.decimal(character, None) is not None else character
        for character in text
    )


def digits_only(text: str) -> str:
    """Its decimal digits alone, as ASCII."""
    return "".join(character for character in ascii_digits(text) if character.isascii() and character.isdigit())
