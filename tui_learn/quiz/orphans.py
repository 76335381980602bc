"""Cards that nothing asks any more, because their article was changed or taken away, and what they may be put on to.

Making every question of a library to see which cards they ask would take hours. A card is therefore looked up in the
texts: a word, wherever an article in both its languages has it; a sentence or a claim, by the text in its key. What
stands in the text can be asked about, now or after the next change; what does not, cannot. Questions of decks are not
looked at: a deck is nobody's translation, and may be away for a while.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tui_learn.bitext import Bitext
from tui_learn.library import Article
from tui_learn.quiz.card_names import CardName, card_name
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.homes import homes
from tui_learn.quiz.of_article import SUMMARY
from tui_learn.quiz.stages import card_of
from tui_learn.quiz.words import WordIndex
from tui_learn.text import Edition, UnreadableFile
from tui_learn.text.clean import clean_line

MOST = 9
"""Cards to choose from: as many as there are digits."""
ALIKE = 6
"""Sentences of a long article that are asked about besides its sample, because they are like that of a card."""
BEGINNING = 3
"""Letters that forms of a word have in common, mostly."""
JOINED = " / "
"""Between the headings in the key of a list."""

Tell = Callable[[float], None]


# --- what stands in a text


class _Text:
    """What can be looked up in an edition."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    @cached_property
    def index(self) -> WordIndex:
        return WordIndex(self.edition)

    @cached_property
    def sentences(self) -> frozenset[str]:
        return frozenset(sentence.text for sentence in self.edition.sentences)

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(word for words in self.index.words.values() for word in words)

    def of_sort(self, sort: str) -> Collection[str]:
        """What cards of a sort are about: sentences, words, or beginnings of words."""
        if sort == "sentence":
            return self.sentences
        return {word[:BEGINNING] for word in self.words} if sort == "board" else self.words

    @cached_property
    def links(self) -> frozenset[str]:
        return frozenset(span.target for block in self.edition.blocks for span in block.spans if span.target)

    @cached_property
    def whole(self) -> str:
        summary = self.edition.metadata.get(SUMMARY)
        lines = [self.edition.title, summary if isinstance(summary, str) else ""]
        lines += [block.text for block in self.edition.blocks]
        lines += [sentence.text for sentence in self.edition.sentences]  # a block may have lines of its own
        return "\n".join(map(clean_line, lines))

    def has(self, name: CardName) -> bool:
        """Whether what a claim is about stands here."""
        match name.about:
            case "link":
                return name.text in self.links
            case "term" | "definition" | "linked":
                return all(map(self._has_form, name.text.split())) and name.detail in self.whole
            case "contrast":
                return all(part in self.whole for part in name.text.split("-"))
            case "lists":
                return name.text in self.whole or all(part in self.whole for part in name.text.split(JOINED))
        return name.text in self.whole and name.detail in self.whole

    def _has_form(self, word: str) -> bool:
        return word in self.words or word in self.whole or bool(self.index.places_of(word))


@dataclass
class Standing:
    """The texts of a library, read as they are needed."""

    articles: Sequence[Article]
    _texts: dict[tuple[str, str], _Text | None] = field(default_factory=dict)
    """By article and language; None where the file cannot be read."""
    _words: dict[tuple[str, str, str], frozenset[str]] = field(default_factory=dict)
    """By known and learned language and the sort of card: what there is in the articles that have both."""

    @cached_property
    def homes(self) -> dict[str, str]:
        """As ``homes`` gives them."""
        return homes(self.articles)

    def is_orphan(self, card: str, place: str, tell: Tell | None = None) -> bool:
        """Whether what a card is about stands nowhere any more; ``place`` is where it was asked last.

        ``tell`` is told, 0 to 1, how many articles are read where they have to be; what it raises stops the work.
        """
        name = card_name(card)
        if name.sort in ("", "deck") or (name.sort == "claim" and not name.about):
            return False
        if name.about == "statements":
            return name.text not in self.homes
        there = self._of_pair(name)
        if name.sort != "claim":
            # Boards show dictionary forms: what begins alike may be a form of the word.
            wanted = name.text[:BEGINNING] if name.sort == "board" else name.text
            return wanted not in self._all(name, there, tell) and self._is_sure(name, there, place)
        home = self.homes.get(place)
        there.sort(key=lambda article: article.id != home)
        for article in there:
            if any(text is not None and text.has(name) for text in self._claimed(article, name)):
                return False
        return self._is_sure(name, there, place)

    def _of_pair(self, name: CardName) -> list[Article]:
        wanted = {name.known, name.learned}
        return [article for article in self.articles if wanted <= set(article.languages)]

    def _claimed(self, article: Article, name: CardName) -> list[_Text | None]:
        """Where a claim may stand: it is asked in the learned language mostly, some in both."""
        languages = [name.language] if name.language else [name.learned, name.known]
        return [self._text(article, language) for language in languages if language in article.languages]

    def _all(self, name: CardName, there: Sequence[Article], tell: Tell | None) -> Collection[str]:
        key = (name.known, name.learned, name.sort)
        kept = self._words.get(key)
        if kept is None:
            found: set[str] = set()
            for number, article in enumerate(there):
                if tell is not None:
                    tell(number / len(there))
                text = self._text(article, name.learned)
                if text is not None:
                    found.update(text.of_sort(name.sort))
            kept = self._words[key] = frozenset(found)
        return kept

    def _is_sure(self, name: CardName, there: Sequence[Article], place: str) -> bool:
        """Whether no file that could not be read may hold it."""
        home = self.homes.get(place)
        unread = {
            article.id
            for article in there
            if any(self._text(article, language) is None for language in {name.known, name.learned})
        }
        return home not in unread if home is not None else not unread

    def _text(self, article: Article, language: str) -> _Text | None:
        key = (article.id, language)
        if key not in self._texts:
            try:
                self._texts[key] = _Text(article.edition(language))
            except UnreadableFile:  # the library's own problems tell
                self._texts[key] = None
        return self._texts[key]


def orphans(cards: Mapping[str, str], articles: Sequence[Article], tell: Tell = lambda _share: None) -> frozenset[str]:
    """Those of some cards, given with their places, that nothing in the library can ask any more."""
    standing = Standing(articles)
    found = set()
    for number, (card, place) in enumerate(cards.items()):
        if number % 100 == 0:
            tell(number / len(cards))
        if standing.is_orphan(card, place, tell if number == 0 else None):
            found.add(card)
    return frozenset(found)


# --- what it may be put on to


@dataclass(frozen=True, slots=True)
class Candidate:
    """A card that is asked now."""

    name: CardName
    likeness: float
    """0 to 1: how like the orphan it is."""


def candidates(
    card: str, exercises: Iterable[Exercise], place: str = "", *, taken: Callable[[str], bool] = lambda _key: False
) -> list[Candidate]:
    """The cards of these exercises that are most like a card, best first: of its pair and kind, and not ``taken``.

    Likeness is one less the share of letters that must be put in, taken out or exchanged (Levenshtein 1966, as
    rapidfuzz counts it).
    """
    from rapidfuzz import fuzz

    mine = card_name(card)
    found: dict[str, Candidate] = {}
    for exercise in exercises:
        key = card_of(exercise, place)
        if key == card or key in found:
            continue
        name = card_name(key)
        if _sort_of(name) == _sort_of(mine) and not taken(key):
            found[key] = Candidate(name, round(fuzz.ratio(mine.title, name.title) / 100, 3))
    return sorted(found.values(), key=lambda one: (-one.likeness, one.name.key))[:MOST]


def _sort_of(name: CardName) -> tuple[str, ...]:
    return name.sort, name.pair, name.direction, name.about


def segments_alike(card: str, bitext: Bitext) -> frozenset[str]:
    """The segments that are most like the text of a card: of a long article they must be asked for by name."""
    from rapidfuzz import process

    text = card_name(card).text
    found = set()
    for edition in {bitext.left.language: bitext.left, bitext.right.language: bitext.right}.values():
        texts = {sentence.id: sentence.text for sentence in edition.sentences}
        found |= {segment for _text, _score, segment in process.extract(text, texts, limit=ALIKE)}
    return frozenset(found)


def articles_for(card: str, place: str, articles: Collection[Article], most: int = 3) -> list[Article]:
    """The articles whose questions a card may be put on to: its own, else those with titles most like its place."""
    from rapidfuzz import fuzz

    name = card_name(card)
    fitting = [article for article in articles if {name.known, name.learned} <= set(article.languages)]
    home = homes(fitting).get(place)
    own = [article for article in fitting if article.id == home]
    ranked = sorted(fitting, key=lambda article: (-fuzz.ratio(place, article.id), article.id))
    return own or ranked[:most]
