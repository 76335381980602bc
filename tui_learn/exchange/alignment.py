"""What every format needs to know of two aligned texts, and the formats that are lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_learn.exchange.escape import json_line
from tui_learn.text.languages import has_word_spaces

if TYPE_CHECKING:
    from tui_learn.bitext import Bead
    from tui_learn.bitext.bead_words import BeadWords
    from tui_learn.text import Edition


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts."""

    language: str
    """BCP 47 tag; ``und`` when unknown."""
    sentences: tuple[str, ...]
    blocks: tuple[int, ...] = ()
    """The number of each sentence's block or paragraph; empty when unknown."""
    levels: tuple[int, ...] = ()
    """1 to 6 for each sentence that is a heading, else 0; empty when unknown."""
    title: str = ""
    file: str = ""
    """The name of its file, without folders."""

    def text(self, numbers: Sequence[int]) -> str:
        """The sentences with these numbers as one text, with spaces between them where the language writes any."""
        space = " " if has_word_spaces(self.language) else ""
        return space.join(self.sentences[number] for number in numbers)


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two texts and which sentences answer which."""

    left: Side
    right: Side
    beads: tuple[Bead, ...]
    """In reading order, over sentence numbers from 0; every sentence is in exactly one."""
    words: tuple[BeadWords, ...] = ()
    """By bead: words and their links; empty where they were not asked for."""


def side_of(edition: Edition) -> Side:
    """An edition as a side of an alignment."""
    blocks = [edition.blocks[sentence.block] for sentence in edition.sentences]
    return Side(
        language=edition.language,
        sentences=tuple(sentence.text for sentence in edition.sentences),
        blocks=tuple(block.number for block in blocks),
        levels=tuple(block.level if block.kind == "heading" else 0 for block in blocks),
        title=edition.title,
        file=Path(edition.path).name,
    )


def to_ladder(alignment: Alignment) -> str:
    """A bead a line, ``[0, 1]:[2]``."""
    return "".join(f"{list(bead.left)}:{list(bead.right)}\n" for bead in alignment.beads)


def to_json(alignment: Alignment) -> str:
    """One line: languages, sentences, beads with their confidence, which were made by hand, and words where wanted."""
    sides = {
        name: {"language": side.language, "sentences": list(side.sentences)}
        for name, side in (("left", alignment.left), ("right", alignment.right))
    }
    beads = [
        {"left": list(bead.left), "right": list(bead.right), "confidence": bead.confidence}
        | ({"repaired": True} if bead.repaired else {})
        | (_words(alignment.words[number]) if alignment.words else {})
        for number, bead in enumerate(alignment.beads)
    ]
    return json_line({**sides, "beads": beads}) + "\n"


def _words(words: BeadWords) -> dict[str, Any]:
    links = sorted([link.left, link.right, link.confidence] for link in words.links)
    return {"left_tokens": list(words.left), "right_tokens": list(words.right), "links": links}


def to_pharaoh(alignment: Alignment) -> str:
    """A bead a line, ``0-0 1-2``: numbers of linked words inside the bead, from 0; empty without a counterpart."""
    lines = [sorted((link.left, link.right) for link in words.links) for words in alignment.words]
    return "".join(" ".join(f"{left}-{right}" for left, right in line) + "\n" for line in lines)


def to_tsv(alignment: Alignment) -> str:
    """A bead a line: left text, right text, confidence; always a space between sentences."""
    rows = []
    for bead in alignment.beads:
        left = " ".join(alignment.left.sentences[number] for number in bead.left)
        right = " ".join(alignment.right.sentences[number] for number in bead.right)
        rows.append("\t".join([left.replace("\t", " "), right.replace("\t", " "), f"{bead.confidence:.4f}"]) + "\n")
    return "".join(rows)
