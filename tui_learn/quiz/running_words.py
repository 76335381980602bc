"""The running words of an edition: how often each word is met, where first, in which forms, and what is no word."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tui_learn.bitext.word_links import Words
from tui_learn.quiz.word_cards import folded_term
from tui_learn.text.fold import fold
from tui_learn.text.lexemes import is_name_of_letters, writes_nouns_with_capitals


@dataclass(frozen=True, slots=True)
class Running:
    """A word of an edition."""

    lexeme: str
    """Its dictionary form as it is written."""
    numbers: Sequence[int]
    """Of its places among the words of the edition, in order."""
    forms: frozenset[str]
    """Its forms as they stand there, folded."""
    is_counted: bool
    """Whether it is a word to be known: no number, and no name.

    A name has a capital wherever it stands, not only at the beginning of a sentence.
    """


@dataclass(frozen=True)
class RunningWords:
    """The words of an edition by folded dictionary form, in the order in which they are met first."""

    language: str
    words: Words
    by_lexeme: Mapping[str, Running]

    def of(self, lexeme: str) -> Running | None:
        """A word by its dictionary form."""
        return self.by_lexeme.get(folded_term(lexeme, self.language))


@dataclass(slots=True)
class _Gathered:
    """What is gathered of a word."""

    lexeme: str
    numbers: list[int] = field(default_factory=list)
    forms: set[str] = field(default_factory=set)
    is_number: bool = True
    is_capital: bool = True
    """Whether it has a capital wherever it stands."""
    is_inside: bool = False
    """Whether it stands inside a sentence of the text at least once."""


def running_words(words: Words) -> RunningWords:
    """What is met in an edition: half a second for 100,000 words."""
    edition, language = words.edition, words.edition.language
    found: dict[str, _Gathered] = {}
    of_form: dict[tuple[str, str], tuple[str, str, bool, bool]] = {}
    for number, word in enumerate(words.words):
        kind = of_form.get((word.text, word.lexeme))
        if kind is None:
            text = word.text
            kind = folded_term(word.lexeme, language), fold(text, language), is_name_of_letters(text), text[0].isupper()
            of_form[text, word.lexeme] = kind
        folded, form, is_number, is_capital = kind
        gathered = found.get(folded)
        if gathered is None:
            gathered = found[folded] = _Gathered(word.lexeme)
        gathered.numbers.append(number)
        gathered.forms.add(form)
        gathered.is_number &= is_number
        gathered.is_capital &= is_capital
        if is_capital and not gathered.is_inside and number != words.first[word.sentence]:
            # In a heading a capital says little: some languages write all words of one with capitals.
            gathered.is_inside = edition.blocks[edition.sentences[word.sentence].block].kind != "heading"
    tells = not writes_nouns_with_capitals(language)
    by_lexeme = {
        folded: Running(
            one.lexeme,
            array("I", one.numbers),
            frozenset(one.forms),
            not (one.is_number or (tells and one.is_capital and one.is_inside)),
        )
        for folded, one in found.items()
    }
    return RunningWords(language, words, by_lexeme)
