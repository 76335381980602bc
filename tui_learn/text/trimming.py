"""Stretches of text without the white space around them."""

from __future__ import annotations


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch of ``text[start:end]`` without white space at its ends; empty if it is nothing else."""
    piece = text[start:end]
    bare = piece.lstrip()
    start += len(piece) - len(bare)
    return start, start + len(bare.rstrip())
