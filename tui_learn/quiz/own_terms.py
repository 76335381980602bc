"""Terms of several words that the learner has made: found in every article, in all forms of their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tui_learn.bitext.word_links import Words
from tui_learn.quiz.own_words import KeepsByName
from tui_learn.quiz.word_cards import word_key
from tui_learn.text.clean import clean_line
from tui_learn.text.fold import lower

MOST_WORDS = 9
LONGEST = 200
"""Characters of a term."""
_NAME, _SPELLED = "terms/{language}", "terms/{language}/{term}"
_END = " "
"""Under it a node has the term that ends there; no word is a space."""


@dataclass(frozen=True, slots=True)
class Found:
    """A term at a place."""

    term: str
    """Its dictionary forms, joined by spaces."""
    first: int
    """Number of its first word."""
    last: int
    """Number of its last word."""


@dataclass(frozen=True)
class Terms:
    """The terms of a language, and a trie of the keys of their words."""

    language: str
    terms: frozenset[str] = frozenset()
    spelled: Mapping[str, str] = field(default_factory=dict, hash=False)
    """How some of them stood in the text when they were made."""
    _root: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    _of_word: dict[str, list[str]] = field(default_factory=dict, compare=False, repr=False)
    """The terms a word is part of, by its key, sorted."""

    @classmethod
    def of(cls, language: str, terms: Iterable[str], spelled: Mapping[str, str] | None = None) -> Terms:
        """A trie of terms."""
        root: dict[str, Any] = {}
        cleaned = {term for text in terms if 1 < len((term := clean_line(text)[:LONGEST]).split()) <= MOST_WORDS}
        of_word: dict[str, list[str]] = {}
        for term in sorted(cleaned):
            node = root
            keys = word_key(term, language).split()
            for word in keys:
                node = node.setdefault(word, {})
            node.setdefault(_END, term)
            for word in dict.fromkeys(keys):
                of_word.setdefault(word, []).append(term)
        return cls(language, frozenset(cleaned), spelled or {}, root, of_word)

    def named(self, term: str) -> str:
        """A term as it is shown: as the learner found it, for its dictionary forms in a row are no phrase."""
        return self.spelled.get(term, term)

    def in_sentence(self, words: Words, sentence: int) -> Iterator[Found]:
        """The terms of a sentence: at each place the longest, and none inside another."""
        numbers = words.of_sentence(sentence)
        number = numbers.start
        while self._root and number < numbers.stop:
            found = self._longest(words, number, numbers.stop)
            if found is not None:
                yield found
            number = number + 1 if found is None else found.last + 1

    def _longest(self, words: Words, first: int, stop: int) -> Found | None:
        nodes: list[dict[str, Any]] = [self._root]
        best: Found | None = None
        for number in range(first, min(stop, first + MOST_WORDS)):
            word = words.words[number]
            # By the form as it stands too: dictionary forms are guesses, and at first none are known.
            steps = {word_key(word.lexeme, self.language), word_key(word.text, self.language)}
            nodes = [node[step] for node in nodes for step in steps if step in node]
            if not nodes:
                break
            ends = [node[_END] for node in nodes if _END in node]
            if ends:
                best = Found(ends[0], first, number)
        return best

    def at(self, words: Words, number: int) -> Found | None:
        """The term a word stands in."""
        for found in self.in_sentence(words, words.words[number].sentence):
            if found.first <= number <= found.last:
                return found
        return None

    def with_word(self, lexeme: str) -> list[str]:
        """The terms a word is part of, sorted."""
        return list(self._of_word.get(word_key(lexeme, self.language), ()))


def term_of(words: Words, first: int, last: int) -> str | None:
    """The dictionary forms of some neighbouring words of a sentence; None where they make no term."""
    chosen = words.words[first : last + 1]
    if not 1 < len(chosen) <= MOST_WORDS or len({word.sentence for word in chosen}) != 1:
        return None
    term = clean_line(" ".join(word.lexeme for word in chosen))
    return term if len(term) <= LONGEST and len(term.split()) == len(chosen) else None


def spelling_of(words: Words, first: int, last: int) -> str:
    """Some neighbouring words of a sentence as they stand there, without the capital that begins the sentence."""
    one, other = words.words[first], words.words[last]
    text = clean_line(words.edition.sentences[one.sentence].text[one.start : other.end])[:LONGEST].rstrip()
    begins = words.of_sentence(one.sentence).start == first
    if begins and one.lexeme[:1].islower() and one.text[1:].islower():
        return lower(text[:1], words.edition.language) + text[1:]
    return text


def kept_terms(progress: KeepsByName, language: str) -> Terms:
    """The learner's terms of a language. Raises ``ProgressDamaged``."""
    terms = progress.marks(_NAME.format(language=language))
    kept = {term: progress.recall(_spelled(language, term)) for term in terms}
    spelled = {term: clean_line(text)[:LONGEST].strip() for term, text in kept.items() if isinstance(text, str)}
    return Terms.of(language, terms, {term: text for term, text in spelled.items() if text})


def keep_term(progress: KeepsByName, language: str, term: str, spelled: str = "") -> bool:
    """Keep a term, and how it is ``spelled`` in the text; False where it was kept. Raises ``ProgressNotSaved``."""
    name = _NAME.format(language=language)
    if term in progress.marks(name):
        return False
    if spelled and progress.recall(_spelled(language, term)) != spelled:
        progress.remember(_spelled(language, term), spelled)
    return bool(progress.mark(name, [term]))


def _spelled(language: str, term: str) -> str:
    return _SPELLED.format(language=language, term=word_key(term, language))


def drop_term(progress: KeepsByName, language: str, term: str) -> bool:
    """Keep it no more; False where it was not kept. Raises ``ProgressNotSaved``.

    How it is spelled stays: that it was given up may be taken back.
    """
    return bool(progress.unmark(_NAME.format(language=language), [term]))
