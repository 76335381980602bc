"""What the page and the word line show of what the learner knows: statuses, own meanings, terms. No drawing here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tui_learn.app.page import Page, Position, SideName
from tui_learn.app.status_words import status_words
from tui_learn.app.widgets.lit import Stretch
from tui_learn.bitext.word_links import Words
from tui_learn.i18n import gettext as _
from tui_learn.progress.cards import Status
from tui_learn.quiz.knowledge import Knowledge
from tui_learn.quiz.own_terms import Found
from tui_learn.quiz.own_words import NOTHING_OWN, OwnWords

LEARNING = {status: f"status-{int(status)}" for status in Status if Status.NEW <= status <= Status.LEARNED}
"""Statuses of words that are being learned, and how they are lit."""


# --- in words


@dataclass(frozen=True, slots=True)
class SaidOfTerm:
    """A term, and what is known of it."""

    term: str
    """Its dictionary forms, by which it is known."""
    named: str
    """As it is shown."""
    status: Status = Status.NONE
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What is known of the word at a place, and of the term it stands in."""

    status: Status = Status.NONE
    by_hand: bool = False
    own: OwnWords = NOTHING_OWN
    term: str = ""
    """The dictionary forms of the term; empty where there is none."""
    term_named: str = ""
    """The term as it is shown."""
    term_status: Status = Status.NONE
    term_own: OwnWords = NOTHING_OWN
    terms: tuple[SaidOfTerm, ...] = ()
    """Every term the word is part of, wherever."""
    third: str = ""
    """What a third language calls the word."""

    def without_meaning(self) -> Said:
        """As much of it as does not tell what the word means."""
        return replace(self, own=NOTHING_OWN, term_own=NOTHING_OWN, third="")

    @property
    def term_words(self) -> str:
        """The term with its meaning and status, and how to change them; empty without one."""
        if not self.term:
            return ""
        facts = [fact for fact in (self.term_own.meaning, status_words(self.term_status)) if fact]
        named = _("in “{term}”").format(term=self.term_named or self.term)
        told = f"{named}: {', '.join(facts)}" if facts else named
        return _("{term} (Enter ↑ changes it)").format(term=told)


NOTHING_SAID = Said()


def said_at(page: Page, position: Position, knowledge: Knowledge | None, side: SideName) -> Said:
    """What is known of the word at a position, where that is on the ``side`` of the learned language."""
    if knowledge is None or position.word is None or position.side != side:
        return NOTHING_SAID
    words = knowledge.running.words
    if words.edition is not page.edition(side):
        return NOTHING_SAID
    word = words.words[position.word]
    known = knowledge.of(word.lexeme)
    found = knowledge.terms.at(words, position.word)
    term = found.term if found is not None else ""
    return Said(
        known.status,
        known.by_hand,
        knowledge.own_of(word.lexeme),
        term,
        knowledge.terms.named(term),
        knowledge.status(term) if term else Status.NONE,
        knowledge.own_of(term) if term else NOTHING_OWN,
        tuple(
            SaidOfTerm(each, knowledge.terms.named(each), knowledge.status(each), knowledge.own_of(each).meaning)
            for each in sorted(knowledge.terms.with_word(word.lexeme), key=lambda each: (each != term, each))
        ),
    )


# --- on the page


class WordMarks:
    """The layers of one side of a page; what was found of a block is kept until it changes."""

    def __init__(self, page: Page, side: SideName, knowledge: Knowledge, shown: str) -> None:
        """``shown`` is ``learning``, ``all`` (words never met too) or ``none``."""
        self._page, self._side, self._shown = page, side, shown
        self.knowledge = knowledge
        self._statuses: dict[int, tuple[Stretch, ...]] = {}
        self._terms: dict[int, tuple[Stretch, ...]] = {}

    def take(self, knowledge: Knowledge, lexemes: Iterable[str], *, terms: bool = False) -> None:
        """Something of some words has changed; with ``terms`` the terms have too."""
        self.knowledge = knowledge
        if terms:
            self._terms.clear()
        words = knowledge.running.words
        for lexeme in lexemes:
            running = knowledge.running.of(lexeme)
            for number in running.numbers if running is not None else ():
                sentence = words.words[number].sentence
                self._statuses.pop(words.edition.sentences[sentence].block, None)

    def statuses(self, side: SideName, block: int) -> tuple[Stretch, ...]:
        """The words of a block with a status that is shown."""
        if side != self._side or self._shown == "none":
            return ()
        found = self._statuses.get(block)
        if found is None:
            found = self._statuses[block] = tuple(self._find_statuses(block))
        return found

    def terms(self, side: SideName, block: int) -> tuple[Stretch, ...]:
        """The terms of a block."""
        if side != self._side or not self.knowledge.terms.terms:
            return ()
        found = self._terms.get(block)
        if found is None:
            found = self._terms[block] = tuple(self._find_terms(block))
        return found

    def _sentences(self, block: int) -> range:
        text = self._page.edition(self._side).blocks[block].text
        return self._page.sentences_between(self._side, block, 0, len(text) + 1)

    def _find_statuses(self, block: int) -> Iterable[Stretch]:
        words = self.knowledge.running.words
        for sentence in self._sentences(block):
            for number in words.of_sentence(sentence):
                word = words.words[number]
                how = LEARNING.get(status := self.knowledge.status(word.lexeme), "")
                if not how and status == Status.NONE and self._shown == "all" and self.knowledge.running.counts(number):
                    how = "unknown"
                if how:
                    _block, start, end = self._page.stretch(self._side, word)
                    yield start, end, how

    def _find_terms(self, block: int) -> Iterable[Stretch]:
        words = self.knowledge.running.words
        for sentence in self._sentences(block):
            for found in self.knowledge.terms.in_sentence(words, sentence):
                yield (*self._stretch(words, found), "term")

    def _stretch(self, words: Words, found: Found) -> tuple[int, int]:
        _block, start, _end = self._page.stretch(self._side, words.words[found.first])
        return start, self._page.stretch(self._side, words.words[found.last])[2]
