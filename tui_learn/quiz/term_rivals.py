"""Which key terms may stand beside a key term as wrong answers: of its class, and surely not what is meant here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tui_learn.quiz.alike import NEAR_DUPLICATE, jaccard
from tui_learn.quiz.disjoint import Disjointness
from tui_learn.quiz.key_terms import KeyTerm, are_twins, counterpart, key_terms
from tui_learn.quiz.material import Direction, Material
from tui_learn.quiz.option_choice import POOL, Chooser
from tui_learn.quiz.phrases import Place, is_letters
from tui_learn.quiz.seeded import number
from tui_learn.quiz.stems import MIN_STEM, StemSet, content_words, folded_words
from tui_learn.text.fold import fold
from tui_learn.text.function_words import is_function_word
from tui_learn.text.languages import has_word_spaces

_LOOKED_AT = 24
"""Terms that are compared with a key."""
_SEEN = 4
"""Places of another term that are compared with the one that is asked."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A term as an option: one of the places where it stands."""

    term: KeyTerm
    place: Place


class TermRivals:
    """Finds wrong answers of one language for a sentence that is shown in the same or another."""

    def __init__(self, material: Material, direction: Direction) -> None:
        self._material = material
        self._language = direction.answer
        self._terms = key_terms(material, direction.answer)
        self._disjoint = Disjointness(material, direction.answer)
        self._witness = _witness(material, direction)
        self._in_one_language = direction.prompt == direction.answer
        self._chooser = Chooser[Offered](
            direction.answer,
            material.seed,
            text=lambda offered: offered.place.text,
            cues=(lambda offered: len(offered.term.segments),),
        )

    def choose(
        self, key: Offered, members: Sequence[KeyTerm], name: str, about: str | None = None
    ) -> list[Offered] | None:
        """Two or three terms that a segment, the key's own without ``about``, surely does not mean."""
        segment = about or key.place.segment
        fitting: list[Offered] = []
        # Behind "an" or "les" one of the terms at least must be known to stand behind that word.
        inflects = about is None and self._in_one_language and "acronym" not in key.term.classes
        before = self._word_before(key.place) if inflects else ""
        some = self._material.some(members, name, _LOOKED_AT)
        ordered = sorted(some, key=lambda term: number(self._material.seed, name, term.text))
        if before:
            ordered.sort(key=lambda term: not self._stands_behind(before, term))
        for term in ordered:
            place = term.like(key.place.text[:1].isupper())
            if place is not None and self._is_foreign(term, key.term, segment):
                fitting.append(Offered(term, place))
                if len(fitting) == POOL:
                    break
        if not before:
            return self._chooser.choose(key, fitting, name)
        return self._chooser.choose(
            key, fitting, name, believable=lambda offered: self._stands_behind(before, offered.term)
        )

    def _stands_behind(self, word: str, term: KeyTerm) -> bool:
        return any(self._word_before(place) == word for place in term.places[:_SEEN])

    def _word_before(self, place: Place) -> str:
        """The function word right before a place, if there is one."""
        text = self._material.sentence(self._language, place.segment).text[: place.start]
        words = text.split()
        word = words[-1] if words and text[-1:].isspace() else ""
        return fold(word, self._language) if is_function_word(word, self._language) else ""

    def _is_foreign(self, term: KeyTerm, key: KeyTerm, segment: str) -> bool:
        if term.name == key.name or are_twins(term.text, key.text, self._language):
            return False
        text = self._material.sentence(self._language, segment).text
        if segment in term.segments or stands_in(term.text, text, self._language):
            return False
        if self._witness is not None and not self._is_foreign_there(term, key, segment, self._witness):
            return False
        about = [place.segment for place in term.places[:_SEEN]]
        return not any(
            say_the_same(text, self._material.sentence(self._language, other).text, self._language) for other in about
        )

    def _is_foreign_there(self, term: KeyTerm, key: KeyTerm, segment: str, witness: str) -> bool:
        """Whether another version says so too: its name for the term is not in its sentence, nor one for the key."""
        if "acronym" in term.classes:
            return True
        theirs = counterpart(self._material, term, self._language, witness)
        ours = counterpart(self._material, key, self._language, witness)
        if _is_name(term, theirs) != _is_name(key, ours):
            return False  # a name that no language translates is of another class than a concept
        there = self._material.parallel(self._language, witness).get(segment)
        if theirs is not None and there is not None:
            if stands_in(theirs.text, self._material.sentence(witness, there).text, witness):
                return False
            if ours is not None and are_twins(theirs.text, ours.text, witness):
                return False
        if theirs is not None and ours is not None and not has_word_spaces(self._language):
            return True
        words = [word for word in folded_words(term.text, self._language) if len(word) >= MIN_STEM]
        return any(self._disjoint.proves(word, segment, witness) for word in words)


def _is_name(term: KeyTerm, theirs: KeyTerm | None) -> bool:
    return theirs is not None and fold(term.text, "und") == fold(theirs.text, "und")


class Wording:
    """The words of some texts."""

    def __init__(self, texts: Iterable[str], language: str) -> None:
        self._language = language
        self._texts = list(texts)
        if has_word_spaces(language):
            self._words = StemSet(word for text in self._texts for word in folded_words(text, language))
        else:
            self._words = StemSet(pair for text in self._texts for pair in content_words(text, language))

    def speaks_of(self, term: str) -> bool:
        """Whether some word of a term is among them, in whatever form; without word spaces, half of its characters."""
        if is_letters(term):
            return any(term in text for text in self._texts)
        words = content_words(term, self._language)
        if has_word_spaces(self._language):
            return any(word in self._words for word in words)
        return 2 * sum(word in self._words.words for word in words) >= len(words)


def stands_in(term: str, text: str, language: str) -> bool:
    """Whether some word of a term stands in a text, in whatever form; without word spaces, half of its characters."""
    return _wording(text, language).speaks_of(term)


@lru_cache(maxsize=4096)
def _wording(text: str, language: str) -> Wording:
    return Wording([text], language)


def say_the_same(one: str, other: str, language: str) -> bool:
    """Whether two texts have so many words in common that what is said of one may be said of the other."""
    return jaccard(_content(one, language), _content(other, language)) >= NEAR_DUPLICATE


@lru_cache(maxsize=16384)
def _content(text: str, language: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(content_words(text, language)))


def without(text: str, stretches: Iterable[tuple[int, int]]) -> str:
    """A text with blanks where some stretches stood."""
    for start, end in stretches:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def _witness(material: Material, direction: Direction) -> str | None:
    """The version that is asked whether a term is meant: that of the prompt, else one whose language is another."""
    ours = [direction.prompt, material.known.language, *material.versions(direction.answer)]
    return next((language for language in ours if language != direction.answer), None)


def spread(places: Sequence[Place], seed: int, name: str) -> Iterator[Place]:
    """The first place of each segment, in an order the seed tells."""
    firsts = {place.segment: place for place in reversed(places)}
    yield from sorted(firsts.values(), key=lambda place: (number(seed, name, place.segment), place.segment))
