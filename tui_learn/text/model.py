"""What a file becomes: an Edition of blocks and sentences. Importing this costs next to nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from tui_learn.text.clean import clean_line
from tui_learn.text.languages import has_word_spaces
from tui_learn.text.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_learn.text.tokens import Token

BlockKind = Literal["heading", "paragraph", "item", "quote", "code", "row"]
SpanKind = Literal["link", "code", "emphasis", "strong", "strike", "image", "note"]
LanguageFrom = Literal["front-matter", "name", "detected", "unknown"]

PROSE_KINDS: frozenset[BlockKind] = frozenset({"heading", "paragraph", "item", "quote", "row"})
"""Kinds whose words are language; code is not."""


_WORDLESS: frozenset[SpanKind] = frozenset({"code", "note"})


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a block's text that is more than plain."""

    kind: SpanKind
    start: int
    """Offset of its first character in the block's text."""
    end: int
    """Offset after its last character."""
    target: str = ""
    """Where a link, an image or the mark of a footnote points."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a block."""

    block: int
    """Number of its block in the edition, from 0."""
    index: int
    """Its number in the block, from 0."""
    start: int
    """Offset of its first character in the block's text."""
    end: int
    """Offset after its last character."""
    text: str
    """What it says, on one line."""

    @property
    def id(self) -> str:
        """``b<block>s<sentence>``."""
        return f"b{self.block}s{self.index}"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item, quote, code block or table row."""

    number: int
    """Its place in the edition, from 0."""
    kind: BlockKind
    text: str
    """Visible text; ``\\n`` only where the author broke the line (and in code)."""
    line: int
    """The line of the file, from 1, on which it begins."""
    level: int
    """1 to 6 for headings, nesting depth for list items and quotes, else 0."""
    marker: str
    """``•``, ``1.``, ``☐``, ``:`` or ``[1]`` before the first paragraph of an item, a meaning or a footnote."""
    spans: tuple[Span, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Edition:
    """An article in one language."""

    path: str
    metadata: dict[str, Any]
    language: str
    """BCP 47 tag; ``und`` when unknown."""
    language_from: LanguageFrom
    confidence: float
    """How sure the language is, 0 to 1; 1 when it was declared."""
    blocks: tuple[Block, ...]
    sha256: str
    """Of the file's bytes, in hexadecimal."""
    problems: tuple[Problem, ...] = field(default=())
    ranking: tuple[tuple[str, float], ...] = ()
    """The languages the text may be in by itself, best first, with probabilities, as far as it was asked."""

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in document order."""
        return tuple(sentence for block in self.blocks for sentence in block.sentences)

    @cached_property
    def title(self) -> str:
        """The declared title, else the first heading, else the first words."""
        declared = self.metadata.get("title")
        if isinstance(declared, str) and declared.strip():
            import html  # its table of entities is long, and lists know the title without it

            return clean_line(html.unescape(declared))
        for block in self.blocks:
            if block.kind == "heading":
                return clean_line(block.text)
        for block in self.blocks:
            words = clean_line(block.text).split()
            if words:
                return " ".join(words[:8]) + ("…" if len(words) > 8 else "")
        return Path(self.path).stem

    @cached_property
    def title_block(self) -> int | None:
        """The number of the heading that is the title, not the name of a section."""
        tops = [block for block in self.blocks if block.kind == "heading" and block.level == 1]
        if not tops:
            return None
        if len(tops) == 1 or clean_line(tops[0].text) == self.title:
            return tops[0].number
        return None

    @cached_property
    def word_count(self) -> int:
        """Words of prose; characters where the language writes no spaces, whether or not its words can be told apart.

        It says how long a text is, the same on every machine.
        """
        from tui_learn.text.tokens import signs

        spaced = has_word_spaces(self.language)
        return sum(
            len(self.tokens(sentence)) if spaced else len(self._worded(signs(sentence.text), sentence))
            for sentence in self.sentences
            if self.is_prose(sentence)
        )

    def is_prose(self, sentence: Sentence) -> bool:
        """Whether a sentence is language, not code."""
        return self.blocks[sentence.block].kind in PROSE_KINDS

    def tokens(self, sentence: Sentence) -> tuple[Token, ...]:
        """The words of a sentence, with offsets in its text; none of code in it, nor of marks of notes."""
        from tui_learn.text.tokens import tokenize  # needs the package regex, which reading alone does not

        return self._worded(tokenize(sentence.text, self.language), sentence)

    def _worded(self, tokens: tuple[Token, ...], sentence: Sentence) -> tuple[Token, ...]:
        """Those of the tokens of a sentence that are language."""
        hidden = list(self._wordless(sentence))
        if not hidden:
            return tokens
        from tui_learn.text.tokens import without

        return tuple(without(tokens, hidden))

    def _wordless(self, sentence: Sentence) -> Iterator[tuple[int, int]]:
        """The stretches of a sentence's text that are no language."""
        block = self.blocks[sentence.block]
        for span in block.spans:
            if span.kind in _WORDLESS and span.start < sentence.end and sentence.start < span.end:
                begin, end = (_on_one_line(block.text, sentence.start, place) for place in (span.start, span.end))
                yield begin, end

    def sentence(self, segment: str) -> Sentence | None:
        """The sentence with the id ``b<block>s<sentence>``."""
        return self._by_id.get(segment)

    @cached_property
    def _by_id(self) -> dict[str, Sentence]:
        return {sentence.id: sentence for sentence in self.sentences}


def _on_one_line(text: str, start: int, place: int) -> int:
    """A place of a block's text as an offset in a sentence that begins at ``start``, where white space is one space."""
    before = text[start:place]
    shown = " ".join(before.split())
    return len(shown) + (1 if before[-1:].isspace() and shown else 0)
