"""Looking for words in all articles at once.

The full-text index tells which files have them, the best first by BM25 (Robertson and Zaragoza 2009); where they stand
is found in the texts themselves, so that what is shown is what the file says now.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from tui_learn.library.article import Article
from tui_learn.library.index import Index
from tui_learn.library.search_text import words_in
from tui_learn.text import Edition, Sentence, UnreadableFile
from tui_learn.text.finding import Folded, folded
from tui_learn.text.languages import UNKNOWN

PER_EDITION = 20
"""Sentences of one edition that are told; the article itself can be searched for the others."""
LONGEST = 200
"""Characters of a query; the rest of what was pasted is not looked for."""
_PHRASE = regex.compile(r'["“”„«»]([^"“”„«»]*)(["“”„«»]?)|([^\s"“”„«»]+)')
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_APART = regex.compile(rf"[{_UNSPACED}]")
_LETTER = rf"[\p{{L}}\p{{M}}\p{{N}}--[{_UNSPACED}]]"
_BETWEEN = r"[^\p{L}\p{M}\p{N}]*"

Words = tuple[str, ...]
"""Words that stand next to each other; the last may go on, unless a quotation mark closes them."""


@dataclass(frozen=True, slots=True)
class Term:
    """A part of a query: one word, or several next to each other."""

    words: Words
    whole: bool
    """Whether the last word ends where it does."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence in which words of a query stand."""

    article: Article
    language: str
    segment: str
    """``b<block>s<sentence>``."""
    text: str
    stretches: tuple[tuple[int, int], ...]
    """Where in the text they stand, in order, none over another."""
    in_title: bool = False
    """Whether the text is the title, which no sentence says; the segment is the first then."""


def parse(query: str) -> tuple[Term, ...]:
    """What a query asks for; empty where there is no word in it."""
    terms = []
    for match in _PHRASE.finditer(query[:LONGEST]):
        quoted, closed, plain = match.groups()
        words = tuple(words_in(quoted if quoted is not None else plain, UNKNOWN))
        if words:
            terms.append(Term(words, bool(closed)))
    return tuple(dict.fromkeys(terms))


def search(
    query: str, index: Index, article_at: Callable[[str], Article | None], languages: Sequence[str] = ()
) -> Iterator[Hit]:
    """The sentences with most of the words of a query, for each edition that has them all."""
    terms = parse(query)
    if not terms:
        return
    for path in index.paths(_ranked(terms, index)):
        article = article_at(path)
        if article is not None:
            yield from _in_article(article, path, terms, languages)


def _ranked(terms: Sequence[Term], index: Index) -> Iterator[int]:
    """The numbers of the files that have all the terms: those with the words themselves before their beginnings."""
    exact = [replace(term, whole=True) for term in terms]
    seen: set[int] = set()
    for wanted in dict.fromkeys((tuple(exact), tuple(terms))):
        for number in index.matching(" AND ".join(_for_index(term) for term in wanted)):
            if number not in seen:
                seen.add(number)
                yield number


def _for_index(term: Term) -> str:
    """A term as FTS5 reads it; there is no quotation mark in its words."""
    return '"' + " ".join(term.words) + '"' + ("" if term.whole else " *")


def _in_article(article: Article, path: str, terms: tuple[Term, ...], languages: Sequence[str]) -> Iterator[Hit]:
    for summary in article.editions:
        if os.path.abspath(summary.path) != path or (languages and summary.language not in languages):
            continue
        try:
            edition = article.passing_edition(summary.language)
        except UnreadableFile:  # gone since the scan; the next one tells it
            continue
        found = best_sentences(edition, terms)
        for sentence, stretches in found:
            yield Hit(article, summary.language, sentence.id, sentence.text, stretches)
        if not found:
            yield from _in_title(article, edition, terms)


def _in_title(article: Article, edition: Edition, terms: tuple[Term, ...]) -> Iterator[Hit]:
    """A title that is said in front of the text only."""
    first = next(iter(edition.sentences), None)
    stretches = _stretches(edition.title, edition.language, [_pattern(term) for term in terms])
    if first is not None and any(stretches):
        yield Hit(article, edition.language, first.id, edition.title, _joined(stretches), in_title=True)


def best_sentences(edition: Edition, terms: Sequence[Term]) -> list[tuple[Sentence, tuple[tuple[int, int], ...]]]:
    """The sentences in which the most of the terms stand, in order, and where in them."""
    found: list[tuple[int, Sentence, tuple[tuple[int, int], ...]]] = []
    patterns = [_pattern(term) for term in terms]
    for sentence in edition.sentences:
        places = _stretches(sentence.text, edition.language, patterns)
        count = sum(1 for one in places if one)
        if count:
            found.append((count, sentence, _joined(places)))
    most = max((count for count, _sentence, _stretches in found), default=0)
    return [(sentence, stretches) for count, sentence, stretches in found if count == most][:PER_EDITION]


def _stretches(text: str, language: str, patterns: Sequence[regex.Pattern[str]]) -> list[list[tuple[int, int]]]:
    """Where each pattern stands in a text."""
    made = folded(text, language)
    return [[_stretch(made, *match.span()) for match in pattern.finditer(made.text)] for pattern in patterns]


def _stretch(made: Folded, start: int, end: int) -> tuple[int, int]:
    """Where a folded stretch stands in the text: whole graphemes, as what was typed may only begin the last one."""
    if made.starts is None or made.ends is None:
        return start, end
    return made.starts[start], made.ends[end - 1]


def _joined(places: Sequence[Sequence[tuple[int, int]]]) -> tuple[tuple[int, int], ...]:
    """All stretches in order; those that lie over one another are one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(stretch for one in places for stretch in one):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)


def _pattern(term: Term) -> regex.Pattern[str]:
    """Where a term stands in folded text: at the beginning of a word, with anything but letters between its words.

    Scripts that write no spaces have no such beginnings and ends.
    """
    joined = _BETWEEN.join(regex.escape(word) for word in term.words)
    begins = "" if _APART.match(term.words[0]) else rf"(?<!{_LETTER})"
    ends = rf"(?!{_LETTER})" if term.whole and not _APART.match(term.words[-1]) else ""
    return regex.compile(rf"(?V1){begins}{joined}{ends}")
