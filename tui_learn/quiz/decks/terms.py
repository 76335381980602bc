"""The terms of a deck: its items of the kind ``pair``, a person's own glossary of an article.

An item is a heading ``## pair: customer`` and one list line in which `` :: `` parts the languages and `` | `` the
dictionary form from the forms that stand in the text: ``- fi: asiakas | asiakkaiden :: sv: kund | kunder``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import regex

from tui_learn.bitext.curated import CuratedTerm, CuratedWord
from tui_learn.i18n import gettext as _
from tui_learn.quiz.decks.escapes import plain, split
from tui_learn.quiz.decks.folders import deck_files
from tui_learn.quiz.decks.front import HasHashes, read_deck
from tui_learn.quiz.decks.items import Answers
from tui_learn.quiz.decks.labels import Fault
from tui_learn.text.clean import clean_line, clean_text
from tui_learn.text.languages import normalise_tag
from tui_learn.text.problems import Problem

_ITEM = regex.compile(r"##[ \t]+pair:[ \t]*(.*)")
_HEADING = regex.compile(r"##?[ \t]")
_SIDE = regex.compile(r"([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*):[ \t]*(.+)")
MOST_WORDS = 6
"""Words of a term; longer ones are sentences."""


def terms_for(article: HasHashes, folders: Iterable[Path]) -> tuple[list[CuratedTerm], list[Problem]]:
    """The terms of every deck in these folders that is about an article, and what is wrong with them."""
    terms: list[CuratedTerm] = []
    problems: list[Problem] = []
    for path in deck_files(folders):
        deck, _wrong = read_deck(path)  # what is wrong with its front matter is told with what it excludes
        if deck is not None and deck.is_about(article):
            found, wrong = read_terms(path, deck.langs)
            terms += found
            problems += wrong
    return terms, problems


def read_terms(path: Path, languages: Sequence[str]) -> tuple[list[CuratedTerm], list[Problem]]:
    """The terms of a deck in these languages; an item with an error is left out and told."""
    terms, problems = [], []
    for name, number, lines in _items(clean_text(path.read_bytes().decode("utf-8", "replace")).split("\n")):
        listed = [(line, text) for line, text in lines if text.startswith("- ")]
        if len(listed) != 1:
            message = _('the item "{name}" needs one line that begins with "- "; it has {count}')
            problems.append(Problem("error", str(path), number, message.format(name=name, count=len(listed))))
            continue
        line, text = listed[0]
        try:
            terms.append(_term(text[2:], languages))
        except Fault as error:
            problems.append(Problem("error", str(path), line, str(error)))
    return terms, problems


def _items(lines: Sequence[str]) -> Iterator[tuple[str, int, list[tuple[int, str]]]]:
    """Name, line and following lines (each with its number, from 1) of every item."""
    current: tuple[str, int, list[tuple[int, str]]] | None = None
    for number, line in enumerate(lines, start=1):
        if match := _ITEM.fullmatch(line.strip()):
            if current is not None:
                yield current
            current = clean_line(match[1]), number, []
        elif _HEADING.match(line):
            if current is not None:
                yield current
            current = None
        elif current is not None:
            current[2].append((number, line.strip()))
    if current is not None:
        yield current


def read_term(text: str, languages: Sequence[str]) -> Answers:
    """One list line as answers: each with its dictionary form first. Raises ``Fault``."""
    term = _term(text, languages)
    return Answers(tuple((tag, (word.head, *word.forms)) for tag, word in term.words.items()))


def _term(text: str, languages: Sequence[str]) -> CuratedTerm:
    """One list line. Raises ``Fault``."""
    words: dict[str, CuratedWord] = {}
    for part in split(text, "::"):
        match = _SIDE.fullmatch(part)
        tag = normalise_tag(match[1]) if match else None
        if match is None or tag is None:
            raise Fault(_('"{part}" is not "language: term"').format(part=clean_line(part)))
        if languages and tag not in languages:
            raise Fault(_('"{tag}" is not among the languages of this deck').format(tag=tag))
        if tag in words:
            raise Fault(_('"{tag}" stands here twice').format(tag=tag))
        forms = [clean_line(plain(form)) for form in split(match[2], "|")]
        forms = [form for form in forms if form]
        if not forms or any(len(form.split()) > MOST_WORDS for form in forms):
            message = _('a term has one to {most} words: "{part}"')
            raise Fault(message.format(most=MOST_WORDS, part=clean_line(part)))
        words[tag] = CuratedWord(forms[0], tuple(dict.fromkeys(forms[1:])))
    if len(words) < 2:
        raise Fault(_('a term needs two languages, parted by " :: "'))
    return CuratedTerm(words)
