"""Editions and bitexts from a few sentences."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from tui_learn.bitext import Bead, Bitext
from tui_learn.text import Block, Edition, Sentence


def edition(texts: Sequence[str], language: str = "fi", path: str = "") -> Edition:
    """One paragraph a sentence."""
    blocks = tuple(
        Block(number, "paragraph", text, number + 1, 0, "", (), (Sentence(number, 0, 0, len(text), text),))
        for number, text in enumerate(texts)
    )
    digest = hashlib.sha256("\n".join(texts).encode()).hexdigest()
    return Edition(path or f"texts/tale.{language}.md", {}, language, "name", 1.0, blocks, digest)


def bitext(left: Edition, right: Edition, *beads: tuple[Sequence[int], Sequence[int]]) -> Bitext:
    """With these beads; without any, each sentence answers the one with its number."""
    pairs = beads or tuple(((n,), (n,)) for n in range(len(left.sentences)))
    return Bitext(left, right, (), tuple(Bead(tuple(a), tuple(b), 0.9) for a, b in pairs))


def sentences(word: str, count: int) -> list[str]:
    """Sentences long enough to be told by themselves, no two alike."""
    names = [hashlib.sha256(f"{word}{number}".encode()).hexdigest()[:16] for number in range(count)]
    return [f"{word.title()} {name} {name[::-1]} number {number}." for number, name in enumerate(names)]
