"""Headings and what stands under them."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from tui_learn.quiz.stems import content_words, same_stem
from tui_learn.quiz.words import WordIndex
from tui_learn.text import Block, Edition, Sentence
from tui_learn.text.languages import has_word_spaces

_QUESTION = regex.compile(r"[?？؟]\s*$")
_GREEK_QUESTION = regex.compile(r"[;\u037e?]\s*$")
_ACRONYM = regex.compile(r"(?<![\p{L}\p{N}])(?=\p{N}*\p{Lu})[\p{Lu}\p{N}]{2,8}(?![\p{L}\p{N}])")
_HALF = 5
"""Letters the halves of a compound must share with a word of the section."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the blocks under it, up to the next heading of any level."""

    heading: Block
    blocks: tuple[Block, ...]
    ancestors: frozenset[int]
    """Numbers of the heading blocks it lies under: they stand over its blocks too."""

    @property
    def segment(self) -> str:
        """The heading's only segment."""
        return self.heading.sentences[0].id


def sections(edition: Edition) -> list[Section]:
    """The sections of an edition that have prose of their own."""
    found: list[Section] = []
    heading: Block | None = None
    blocks: list[Block] = []
    above: list[Block] = []
    for block in [*edition.blocks, None]:
        if block is None or block.kind == "heading":
            if heading is not None and any(b.kind != "code" for b in blocks):
                found.append(Section(heading, tuple(blocks), frozenset(outer.number for outer in above)))
            if block is not None:
                above = [outer for outer in [*above, heading] if outer is not None and outer.level < block.level]
            heading, blocks = block, []
        else:
            blocks.append(block)
    return found


def asks(heading: Block, language: str) -> bool:
    """Whether a heading is a question."""
    pattern = _GREEK_QUESTION if language.startswith("el") else _QUESTION
    return bool(pattern.search(heading.text))


def acronyms(text: str) -> list[str]:
    """Words in capitals and digits, in order."""
    return _ACRONYM.findall(text)


def is_trustworthy(section: Section, index: WordIndex) -> bool:
    """Whether a heading may be asked about: its words come back in its own section.

    A heading that was translated freely, or wrongly, shares little with the text under it. An acronym that
    comes back is enough; otherwise more than half of the letters of its words must.
    """
    own = [word for block in section.blocks for s in block.sentences for word in _words_of(s, index)]
    own_acronyms = {a for block in section.blocks for a in acronyms(block.text)}
    if any(acronym in own_acronyms for acronym in acronyms(section.heading.text)):
        return True
    words = content_words(section.heading.text, index.language)
    if not words:
        return False
    back = sum(len(word) for word in words if _recurs(word, own))
    return back * 2 > sum(len(word) for word in words)


def _words_of(sentence: Sentence, index: WordIndex) -> tuple[str, ...]:
    """The folded words of a sentence; pairs of characters where words have no spaces between them."""
    if not has_word_spaces(index.language):
        return content_words(sentence.text, index.language)
    return index.words.get(sentence.id, ())


def _recurs(word: str, others: list[str]) -> bool:
    if any(same_stem(word, other) for other in others):
        return True
    # A compound may stand in two words: suhteenhallinta, "suhteiden hallinta".
    for cut in range(_HALF, len(word) - _HALF + 1):
        first, second = word[:cut], word[cut:]
        if any(other == first or (len(other) >= cut and other.startswith(first)) for other in others) and any(
            other.startswith(second[:_HALF]) for other in others
        ):
            return True
    return False


def overlap(left: str, right: str, language: str) -> float:
    """Jaccard similarity of the stems of two headings; inflected forms count as one, acronyms are content."""
    a, b = (sorted({*content_words(text, language), *acronyms(text)}) for text in (left, right))
    if not a or not b:
        return 0.0
    shared = sum(1 for word in a if any(same_stem(word, other) for other in b))
    shared_back = sum(1 for word in b if any(same_stem(word, other) for other in a))
    common = min(shared, shared_back)
    return common / (len(a) + len(b) - common)
