"""The list of words that are not known yet: which they are, and what is shown of each. No drawing here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tui_learn.app.frequency_words import frequency_words
from tui_learn.app.page import Page, SideName
from tui_learn.app.word_line import OWN, answer_words
from tui_learn.progress.cards import Status
from tui_learn.quiz.card_filter import folded, status_sign
from tui_learn.quiz.knowledge import Knowledge, is_known


@dataclass(frozen=True, slots=True)
class WordRow:
    """What is shown of a word."""

    word: str
    meaning: str
    """What the learner wrote, else the best translation."""
    status: str
    """The key that sets it."""
    count: int
    """How often it is met."""
    quiet: bool = False
    """Whether it has become known, or is ignored."""
    frequency: str | None = None
    """How frequent it is in the language at large; None where that is not known here."""


def is_unknown(status: Status) -> bool:
    """Whether a word is still to be learned."""
    return not is_known(status) and status != Status.IGNORED


def unknown_words(knowledge: Knowledge) -> list[str]:
    """The keys of the words that are not known yet, the most frequent first, then as they are met."""
    found = [
        (word, count)
        for word, count, is_counted in knowledge.running.by_lexeme.counts()
        if is_counted and is_unknown(knowledge.known[word].status if word in knowledge.known else Status.NONE)
    ]
    return [word for word, _count in sorted(found, key=lambda one: -one[1])]


def row_of(word: str, knowledge: Knowledge, page: Page, side: SideName) -> WordRow:
    """What is shown of a word, by its key."""
    running, known, own = knowledge.running.by_lexeme[word], knowledge.of(word), knowledge.own_of(word)
    meaning = f"{OWN} {own.meaning}" if own.meaning else best_translation(running.lexeme, page, side)
    return WordRow(
        running.lexeme,
        meaning,
        status_sign(known.status),
        len(running.numbers),
        not is_unknown(known.status),
        frequency_words((running.lexeme, *running.forms), page.edition(side).language),
    )


def best_translation(lexeme: str, page: Page, side: SideName) -> str:
    """The best translation, with the sign of its strength as in the foot line; empty where there is none.

    Frequent words are seldom proven, so that they may be asked, and looked up the more often.
    """
    if page.glossary is None:
        return ""
    best = next((pair for pair in page.glossary.of(side, lexeme) if pair.verdict != "struck"), None)
    return answer_words(best, side, lexeme) if best is not None else ""


def folded_translation(word: str, knowledge: Knowledge, page: Page, side: SideName) -> str:
    """What ``fitting`` looks through beside a word, by its key."""
    return folded(best_translation(knowledge.running.by_lexeme[word].lexeme, page, side))


def fitting(words: Sequence[str], text: str, knowledge: Knowledge, translations: Mapping[str, str]) -> list[str]:
    """The words in whose keys a text stands, or in their meanings; capitals and marks aside.

    ``translations`` are those found so far, folded: looking for them takes longer than a key may. What the learner
    wrote of a word stands in the place of its translation.
    """
    wanted = folded(" ".join(text.split()))
    if not wanted:
        return list(words)

    def is_wanted(word: str) -> bool:
        own = knowledge.own.get(word)
        meaning = folded(f"{OWN} {own.meaning}") if own is not None and own.meaning else translations.get(word, "")
        return wanted in f"{folded(word)} {meaning}"

    return [word for word in words if is_wanted(word)]
