"""The hidden translation: what of the known language has been asked for. No drawing here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tui_learn.app.page import Page, Position, SideName
from tui_learn.app.widgets.lit import Stretch

HIDDEN: SideName = "left"
"""The side of the language one knows."""


@dataclass(frozen=True, slots=True)
class Veil:
    """What may be seen of the hidden side."""

    lifted: bool = False
    """Whether all of it may."""
    sentences: frozenset[int] = frozenset()
    words: frozenset[int] = frozenset()

    def stretches(self, page: Page, side: SideName, block: int) -> Iterator[Stretch]:
        """What is hidden of a block, by offsets of its text; listings never are."""
        if self.lifted or side != HIDDEN or page.one_sided:
            return
        edition, words = page.edition(side), page.words(side)
        sentences = edition.blocks[block].sentences
        first = page.sentences_between(side, block, 0, 1 + (sentences[-1].start if sentences else 0))
        for number in first:
            sentence = edition.sentences[number]
            if number in self.sentences or not edition.is_prose(sentence):
                continue
            begin = sentence.start
            for word in words.of_sentence(number) if words is not None and self.words else ():
                if word in self.words:
                    assert words is not None
                    _block, start, end = page.stretch(side, words.words[word])
                    yield begin, start, "veiled"
                    begin = end
            yield begin, sentence.end, "veiled"

    def step(self, page: Page, position: Position) -> Veil | None:
        """With the next thing seen that was asked for at a position: the word there or the one that answers it, then
        its sentence; None where all of it can be seen."""
        sentences, words = _hidden_at(page, position)
        if self.lifted or not sentences or sentences <= self.sentences:
            return None
        if words and not words <= self.words:
            return replace(self, words=self.words | words)
        return replace(self, sentences=self.sentences | sentences)

    def hides(self, page: Page, position: Position) -> bool:
        """Whether what answers the word at a position, or the word itself, is still hidden."""
        sentences, words = _hidden_at(page, position)
        if self.lifted or sentences <= self.sentences:
            return False
        return not words or not words <= self.words


def _hidden_at(page: Page, position: Position) -> tuple[frozenset[int], frozenset[int]]:
    """The sentences and the words of the hidden side that a position is about."""
    if page.one_sided:
        return frozenset(), frozenset()
    if position.side == HIDDEN:
        own = frozenset() if position.word is None else frozenset((position.word,))
        return frozenset((position.sentence,)), own
    _side, sentences, _sure = page.counterpart(position)
    answer = page.answer(position)
    return frozenset(sentences), frozenset(answer[0].left) if answer is not None else frozenset()
