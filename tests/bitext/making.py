"""Editions and bitexts from a few sentences, and texts in two made-up languages."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Sequence

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


def story(count: int, seed: int = 0, words: int = 300) -> tuple[list[str], list[str]]:
    """Sentences of 3 to 18 words, and each one's translation word by word; no word looks like its translation."""
    chance = random.Random(seed)
    own = ["".join(chance.choices("aeioubdgkmnprst", k=chance.randint(3, 9))) for _ in range(words)]
    other = ["".join(chance.choices("yäöåvfhjlcz", k=chance.randint(3, 9))) for _ in range(words)]
    lines = [chance.choices(range(words), k=chance.randint(3, 18)) for _ in range(count)]
    left, right = ([" ".join(names[n] for n in line) + "." for line in lines] for names in (own, other))
    return left, right


def covered(beads: Iterable[Bead]) -> tuple[list[int], list[int]]:
    """The sentence numbers of both sides, bead after bead."""
    beads = list(beads)
    return [n for bead in beads for n in bead.left], [n for bead in beads for n in bead.right]


def shapes(beads: Iterable[Bead]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """What the beads hold."""
    return [(bead.left, bead.right) for bead in beads]
