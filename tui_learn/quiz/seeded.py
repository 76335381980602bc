"""Choices that look random and are the same everywhere.

``random.Random`` has changed its sequences between Python versions; a hash of the seed and the things
themselves has not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def number(seed: int, *parts: str) -> int:
    """A number from 0 to 2**64 - 1 that depends on the seed and the parts alone."""
    source = "\x1f".join([str(seed), *parts]).encode()
    return int.from_bytes(hashlib.blake2b(source, digest_size=8).digest(), "big")


def shuffled(items: Iterable[T], seed: int, *parts: str, name: Callable[[T], str] = str) -> list[T]:
    """The items in an order that depends on the seed, the parts and their names alone."""
    return sorted(items, key=lambda item: (number(seed, *parts, name(item)), name(item)))
